// The search page, asked in Chromium from a server that sends the site's own headers.

import { createServer } from 'node:http';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { extname, join } from 'node:path';

const types = { '.html': 'text/html', '.js': 'text/javascript', '.json': 'application/json', '.css': 'text/css',
  '.wasm': 'application/wasm', '.svg': 'image/svg+xml' };

function serve(folder) {
  const policy = /Content-Security-Policy: (.*)/.exec(readFileSync(join(folder, '_headers'), 'utf8'))[1];
  const server = createServer((request, response) => {
    const file = join(folder, decodeURIComponent(new URL(request.url, 'http://x').pathname));
    const found = existsSync(file) && statSync(file).isFile();
    response.writeHead(found ? 200 : 404, {
      'Content-Type': types[extname(file)] ?? 'application/octet-stream', 'Content-Security-Policy': policy });
    response.end(found ? readFileSync(file) : '');
  });
  return new Promise((resolve) => { server.listen(0, '127.0.0.1', () => resolve(server)); });
}

// What is asked for, words of the title of an article that must be among the answers, and of one that must not.
const queries = [
  ['书船', '让书船平安靠港'],
  ['港口', '图书馆'],
  ['図書', '白津'],
  ['Lodestar', 'Lodestar'],
  ['Leitstern', '', 'Altenfleet'],
];

export async function search(browser, site) {
  const server = await serve(site.folder);
  const page = await browser.newPage();
  const faults = [];
  page.on('console', (line) => { if (line.type() === 'error') faults.push(line.text()); });
  for (const [words, title, withdrawn] of queries) {
    await page.goto(`http://127.0.0.1:${server.address().port}/search.html?q=${encodeURIComponent(words)}`);
    await page.waitForFunction(() => document.getElementById('found').textContent !== '');
    await page.waitForTimeout(300);
    const titles = await page.$$eval('#results a', (links) => links.map((link) => link.textContent));
    const has = (part) => titles.some((found) => found.includes(part));
    if ((title && !has(title)) || (withdrawn && has(withdrawn))) {
      faults.push(`${words}: found ${JSON.stringify(titles)}`);
    }
  }
  await page.close();
  server.close();
  return faults;
}
