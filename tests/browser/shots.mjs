// Pictures of a built site to look at: node shots.mjs SITE/public FOLDER [PATTERN]

import { chromium } from 'playwright-core';
import { mkdirSync, readdirSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const [site, folder, pattern = '.'] = process.argv.slice(2);
if (!site || !folder) {
  console.error('usage: node shots.mjs SITE/public FOLDER [PATTERN]');
  process.exit(2);
}
const wanted = new RegExp(pattern);
const pages = readdirSync(resolve(site), { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith('.html'))
  .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
  .filter((file) => wanted.test(relative(resolve(site), file)));

mkdirSync(folder, { recursive: true });
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
});
for (const width of [390, 1440]) {
  for (const colorScheme of ['light', 'dark']) {
    const context = await browser.newContext({ colorScheme, viewport: { width, height: 900 } });
    const page = await context.newPage();
    for (const file of pages) {
      await page.goto(pathToFileURL(file).href);
      const name = relative(resolve(site), file).replace(/\.html$/, '').replace(/\//g, '_');
      await page.screenshot({ path: join(folder, `${name}-${width}-${colorScheme}.png`), fullPage: true });
    }
    await context.close();
  }
}
await browser.close();
