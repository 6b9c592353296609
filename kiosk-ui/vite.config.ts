import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

const screens = ['kiosk', 'board', 'desk', 'supervisor', 'report', 'gallery'];

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

/** In development the page addresses are the server's own: /desk/3 is desk.html. */
function serverAddresses(): Plugin {
  return {
    name: 'mintur-server-addresses',
    configureServer(server) {
      server.middlewares.use((request, _response, next) => {
        if (request.url?.startsWith('/desk/')) request.url = '/desk.html';
        next();
      });
    },
  };
}

export default defineConfig({
  appType: 'mpa',
  base: '/',
  plugins: [dkfdsInItsPlace(), bundledLicences(), serverAddresses(), svelte()],
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
    rolldownOptions: { input: Object.fromEntries(screens.map((name) => [name, here(`./${name}.html`)])) },
  },
  test: { environment: 'jsdom', setupFiles: ['src/words/loadAll.ts'], include: ['src/**/*.test.ts'] },
});
