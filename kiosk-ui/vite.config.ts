// SPDX-License-Identifier: MPL-2.0
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** The screens and their page titles. */
const titles: Record<string, string> = {
  kiosk: 'tag et nummer',
  board: 'tavle',
  desk: 'skranke',
  supervisor: 'dagen',
  report: 'opfølgning',
  signin: 'log ind',
  gallery: 'galleri',
};
const screens = Object.keys(titles);
const template = here('./screen.html');

function pageOf(screen: string): string {
  const whole = readFileSync(template, 'utf8');
  // Only the kiosk shows the demo's companion code.
  const html = screen === 'kiosk' ? whole : whole.replace(/.*mintur-demo.*\n/, '');
  return html.replaceAll('{{screen}}', screen).replaceAll('{{title}}', titles[screen] ?? '');
}

/** `<screen>.html` for every screen, from one template. */
function screenPages(): Plugin {
  const screenOf = (path: string): string | undefined =>
    screens.find((name) => path === here(`./${name}.html`));
  return {
    name: 'mintur-screen-pages',
    enforce: 'pre',
    resolveId: (id) => (screenOf(id) === undefined ? null : id),
    load(id) {
      const screen = screenOf(id);
      if (screen === undefined) return null;
      this.addWatchFile(template);
      return pageOf(screen);
    },
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        // The addresses are the server's own: /desk/3 is the page of the desk.
        const name = /^\/([\w-]+)(?:\.html|\/|\?|$)/.exec(request.url ?? '')?.[1] ?? '';
        const screen = name.replace('-', '');
        if (!(screen in titles)) {
          next();
          return;
        }
        void server.transformIndexHtml(`/${screen}.html`, pageOf(screen)).then((html) => {
          response.setHeader('content-type', 'text/html; charset=utf-8');
          response.end(html);
        }, next);
      });
    },
  };
}

/**
 * dkfds brings its own copies of IBM Plex Sans in five formats; theme.css already has the font once.
 * In a layer of its own it never wins over our rules, whichever file the browser gets first.
 */
function dkfdsInItsPlace(): Plugin {
  return {
    name: 'mintur-dkfds-in-its-place',
    enforce: 'pre',
    transform(code, id) {
      if (!/dkfds[^/]*\.css(\?|$)/.test(id)) return null;
      const rules = code.replace(/@charset[^;]*;/g, '').replace(/@font-face\s*\{[^}]*\}/g, '');
      return `@layer base, dkfds;\n@layer dkfds {\n${rules}\n}`;
    },
  };
}

/** Writes the licences of the bundled fonts and styles; `build.license` writes those of the modules. */
function bundledLicences(): Plugin {
  const bundled = ['@fontsource/ibm-plex-sans', '@fontsource/ibm-plex-sans-arabic'];
  return {
    name: 'mintur-bundled-licences',
    generateBundle() {
      for (const name of bundled) {
        const fileName = `licences/${name.split('/').pop()}.txt`;
        this.emitFile({
          type: 'asset',
          fileName,
          source: readFileSync(here(`./node_modules/${name}/LICENSE`)),
        });
      }
    },
  };
}

/** Writes each file that shrinks once more as brotli and gzip: the server sends what the browser takes. */
function compressedAssets(): Plugin {
  return {
    name: 'mintur-compressed-assets',
    apply: 'build',
    writeBundle({ dir = '' }, bundle) {
      for (const file of Object.keys(bundle).filter((name) => /^assets\/.*\.(js|css|svg)$/.test(name))) {
        const path = join(dir, file);
        // What stands on the disk: the names of other files were filled in last.
        const whole = readFileSync(path);
        for (const [end, bytes] of [
          ['br', brotliCompressSync(whole)],
          ['gz', gzipSync(whole, { level: 9 })],
        ] as const) {
          if (bytes.length < whole.length) writeFileSync(`${path}.${end}`, bytes);
        }
      }
    },
  };
}

export default defineConfig({
  appType: 'mpa',
  base: '/',
  plugins: [dkfdsInItsPlace(), bundledLicences(), screenPages(), svelte(), compressedAssets()],
  // dkfds does not export its CSS, so it is reached by file.
  resolve: {
    alias: { 'dkfds/css': here('./node_modules/dkfds/dist/css/dkfds.min.css') },
    ...(process.env.VITEST ? { conditions: ['browser'] } : {}),
  },
  server: { proxy: { '/api': { target: 'http://127.0.0.1:8080', ws: true } } },
  build: {
    outDir: 'dist',
    assetsDir: 'assets',
    license: { fileName: 'licences/modules.md' },
    // Nothing is inlined: the content policy allows data: for images only.
    assetsInlineLimit: 0,
    rolldownOptions: {
      input: Object.fromEntries(screens.map((name) => [name, here(`./${name}.html`)])),
      output: {
        // What nearly all of them share is one file: each file more costs its headers, and compresses alone.
        codeSplitting: {
          groups: [
            { name: 'shared', test: /\/src\/(lib|parts|wire)\//, minShareCount: screens.length - 1 },
            { name: 'small', test: /\/src\/(parts\/(BigButton|InfoMark|DayNotice)|lib\/(access|signedIn))/ },
          ],
        },
      },
    },
  },
  test: { environment: 'jsdom', setupFiles: ['src/words/loadAll.ts'], include: ['src/**/*.test.ts'] },
});
