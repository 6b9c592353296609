import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'vite';

const entry = fileURLToPath(new URL('./src/ticket/ticket.ts', import.meta.url));
// The whole page must stay under 50 kB; the rest is left for the server's HTML.
const budget = 40_000;

function withinBudget(): Plugin {
  return {
    name: 'mintur-ticket-budget',
    // Vite adds the style sheet to the bundle after the ordinary plugins.
    enforce: 'post',
    generateBundle(_options, bundle) {
      const files = Object.values(bundle);
      const names = files.map((file) => file.fileName).sort().join(' ');
      if (names !== 'ticket.css ticket.js') this.error(`the ticket page is one script and one style, not: ${names}`);
      const size = files.reduce(
        (sum, file) => sum + Buffer.byteLength(file.type === 'chunk' ? file.code : file.source),
        0,
      );
      if (size > budget) this.error(`the ticket page's script and style are ${size} bytes, more than ${budget}`);
    },
  };
}

// The server inlines both files into the page it renders, so their names carry no hash.
export default defineConfig({
  plugins: [withinBudget()],
  publicDir: false,
  build: {
    outDir: 'dist/ticket',
    emptyOutDir: true,
    cssCodeSplit: false,
    lib: { entry, formats: ['iife'], name: 'minturTicket', fileName: () => 'ticket.js', cssFileName: 'ticket' },
  },
});
