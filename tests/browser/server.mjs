// A built site from a server on this machine that sends the site's own headers.

import { createServer } from 'node:http';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { extname, join } from 'node:path';
import { gzipSync } from 'node:zlib';

const types = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.json': 'application/json', '.css': 'text/css',
  '.wasm': 'application/wasm', '.svg': 'image/svg+xml', '.png': 'image/png', '.jpg': 'image/jpeg', '.txt': 'text/plain' };

export function serve(folder) {
  const policy = /Content-Security-Policy: (.*)/.exec(readFileSync(join(folder, '_headers'), 'utf8'))[1];
  const server = createServer((request, response) => {
    const file = join(folder, decodeURIComponent(new URL(request.url, 'http://x').pathname));
    const found = existsSync(file) && statSync(file).isFile();
    const text = /\.(html|js|json|css|svg|txt)$/.test(file);
    response.writeHead(found ? 200 : 404, { 'Content-Type': types[extname(file)] ?? 'application/octet-stream',
      'Content-Security-Policy': policy, ...(text && { 'Content-Encoding': 'gzip' }) });
    const bytes = found ? readFileSync(file) : Buffer.alloc(0);
    response.end(text ? gzipSync(bytes) : bytes);
  });
  return new Promise((resolve) => { server.listen(0, '127.0.0.1', () => resolve(server)); });
}
