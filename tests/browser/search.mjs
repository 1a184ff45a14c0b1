// The search page, asked in Chromium from a server that sends the site's own headers.

import { serve } from './server.mjs';

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
    if (title) await page.locator('#results a', { hasText: title }).first().waitFor().catch(() => {});
    else await page.waitForTimeout(300);
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
