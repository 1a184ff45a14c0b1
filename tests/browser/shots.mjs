// Pictures of every kind of page to look at, at both widths, light and dark, in five languages, in both themes:
// node shots.mjs FOLDER [SITES] [PICTURES], two patterns, of "theme/language" and of "kind-width-scheme".

import { chromium } from 'playwright-core';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { kinds } from './kinds.mjs';
import { build, remove } from './sites.mjs';

const [folder, sites = '.', pictures = '.'] = process.argv.slice(2);
if (!folder) {
  console.error('usage: node shots.mjs FOLDER [SITES] [PICTURES]');
  process.exit(2);
}

async function take(browser, theme, language) {
  const pages = kinds(build(`${theme}-${language}`, { theme, language }));
  const wanted = new RegExp(pictures);
  for (const width of [390, 1440]) {
    for (const colorScheme of ['light', 'dark']) {
      const context = await browser.newContext({ colorScheme, viewport: { width, height: 900 } });
      const page = await context.newPage();
      for (const [kind, file] of pages) {
        const name = `${kind}-${width}-${colorScheme}`;
        if (!wanted.test(name)) continue;
        await page.goto(pathToFileURL(file).href);
        await page.screenshot({ path: join(folder, theme, language, `${name}.png`), fullPage: true });
        if (!kind.startsWith('article')) continue;
        // What a reader takes away, in a page that has nothing else.
        await page.setContent(await page.inputValue('#republish-html'));
        await page.screenshot({ path: join(folder, theme, language, `${name}-republished.png`), fullPage: true });
      }
      await context.close();
    }
  }
}

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
});
try {
  for (const theme of ['default', 'broadsheet']) {
    for (const language of ['en', 'zh-Hans', 'zh-Hant', 'ja', 'ar']) {
      if (new RegExp(sites).test(`${theme}/${language}`)) await take(browser, theme, language);
    }
  }
} finally {
  await browser.close();
  remove();
}
