// SPDX-License-Identifier: MPL-2.0
// A tiny server for dist: the real server's addresses and content policy, no API.
import { createReadStream, existsSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';

const dist = fileURLToPath(new URL('../dist', import.meta.url));

const types = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.png': 'image/png',
};

export const policy =
  "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; connect-src 'self' ws: wss:";

function fileFor(path) {
  if (/^\/desk\/[^/]+$/.test(path)) return join(dist, 'desk.html');
  const file = join(dist, normalize(path));
  if (!file.startsWith(dist)) return null;
  return extname(file) ? file : `${file}.html`;
}

/**
 * Resolves to the address and a function that stops the server.
 * @returns {Promise<{ base: string, close: () => void }>}
 */
export function serveDist(port = 0) {
  const server = createServer((request, response) => {
    const file = fileFor(decodeURIComponent(new URL(request.url, 'http://here').pathname));
    if (!file || !existsSync(file)) return response.writeHead(404).end();
    response.writeHead(200, {
      'content-type': types[extname(file)] ?? 'application/octet-stream',
      'content-security-policy': policy,
    });
    createReadStream(file).pipe(response);
  });
  return new Promise((ready) => {
    server.listen(port, '127.0.0.1', () => {
      const base = `http://127.0.0.1:${server.address().port}`;
      ready({ base, close: () => (server.closeAllConnections(), server.close()) });
    });
  });
}
