// SPDX-License-Identifier: MPL-2.0
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'vite';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const entry = here('./src/ticket/ticket.ts');
const template = here('./src/ticket/page.html');
// The whole page must stay under 50 kB; the rest is left for the texts. The script alone stays under 4 kB.
const budget = 40_000;
const scriptBudget = 4_000;

/** The server fills it in; it goes along as it is. */
function withTemplate(): Plugin {
  return {
    name: 'mintur-ticket-template',
    buildStart() {
      this.addWatchFile(template);
    },
    generateBundle() {
      this.emitFile({ type: 'asset', fileName: 'page.html', source: readFileSync(template) });
    },
  };
}

function withinBudget(): Plugin {
  return {
    name: 'mintur-ticket-budget',
    // Vite adds the style sheet to the bundle after the ordinary plugins.
    enforce: 'post',
    generateBundle(_options, bundle) {
      const files = Object.values(bundle);
      const names = files
        .map((file) => file.fileName)
        .sort()
        .join(' ');
      if (names !== 'page.html ticket.css ticket.js') {
        this.error(`the ticket page is one template, one script and one style, not: ${names}`);
      }
      const weigh = (file: (typeof files)[number]): number =>
        Buffer.byteLength(file.type === 'chunk' ? file.code : file.source);
      const size = files.reduce((sum, file) => sum + weigh(file), 0);
      if (size > budget) this.error(`the ticket page is ${size} bytes, more than ${budget}`);
      const script = files
        .filter((file) => file.type === 'chunk')
        .reduce((sum, file) => sum + weigh(file), 0);
      if (script > scriptBudget)
        this.error(`the ticket page's script is ${script} bytes, more than ${scriptBudget}`);
    },
  };
}

// The server inlines both files into the page it renders, so their names carry no hash.
export default defineConfig({
  plugins: [withTemplate(), withinBudget()],
  publicDir: false,
  build: {
    outDir: 'dist/ticket',
    emptyOutDir: true,
    cssCodeSplit: false,
    lib: {
      entry,
      formats: ['iife'],
      name: 'minturTicket',
      fileName: () => 'ticket.js',
      cssFileName: 'ticket',
    },
  },
});
