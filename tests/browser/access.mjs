// axe over one page of each kind and one article in each language, in light and in dark.

import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { kinds } from './kinds.mjs';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
// In the dark only colours differ.
const looks = {
  light: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] },
  dark: { type: 'rule', values: ['color-contrast', 'link-in-text-block'] },
};

// What axe finds on each of the pages, light and dark; `names` are what faults call them.
export async function faults(browser, addresses, names = addresses) {
  const found = [];
  for (const [colorScheme, runOnly] of Object.entries(looks)) {
    const context = await browser.newContext({ colorScheme, viewport: { width: 390, height: 900 } });
    const page = await context.newPage();
    for (const [i, address] of addresses.entries()) {
      await page.goto(address);
      await page.evaluate(source);
      const { violations } = await page.evaluate(
        (only) => window.axe.run(document, { runOnly: only }), runOnly);
      for (const { id, help, nodes } of violations) {
        found.push(`${names[i]}, ${colorScheme}: ${id}: ${help}: ${nodes[0].html.slice(0, 160)}`);
      }
    }
    await context.close();
  }
  return found;
}

export async function access(browser, site) {
  const looked = kinds(site);
  // The 404 page of a site with an address has its style sheet there, out of reach.
  if (site.base) looked.delete('404');
  return faults(browser, [...looked.values()].map((file) => pathToFileURL(file).href), [...looked.keys()]);
}
