// SPDX-License-Identifier: MPL-2.0
// node scripts/shoot.mjs SCREEN STATE [LANG] [WxH] [OUT.png] [more=query&pairs=here]
// Takes a picture of one gallery state from dist (run `npm run build` first); SCREEN "list" takes the list.
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { launch } from './browser.mjs';
import { serveDist } from './serve.mjs';

const [
  screen,
  state = '',
  language = 'da',
  size = '1440x900',
  out = `shots/${screen}-${state}-${language}.png`,
  more = '',
] = process.argv.slice(2);
if (!screen) {
  console.error('use: node scripts/shoot.mjs SCREEN STATE [LANG] [WxH] [OUT.png] [text=large&contrast=more]');
  process.exit(2);
}

const [width, height] = size.split('x').map(Number);
const query = screen === 'list' ? '' : `?screen=${screen}&state=${state}&lang=${language}&${more}`;
const complaints = [];

const server = await serveDist();
const browser = await launch();
try {
  const page = await browser.newPage({ viewport: { width, height }, reducedMotion: 'reduce' });
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  await page.goto(`${server.base}/gallery${query}`);
  // A state that does not exist never gets ready; its own words say why.
  await page
    .waitForSelector('html[data-ready]', { state: 'attached', timeout: 5000 })
    .catch(() => complaints.push('the page never got ready'));
  await page.evaluate(() => document.fonts.ready);
  mkdirSync(dirname(out), { recursive: true });
  await page.screenshot({ path: out });
  console.log(out);
} finally {
  await browser.close();
  server.close();
}
if (complaints.length > 0) {
  console.error(complaints.join('\n'));
  process.exit(1);
}
