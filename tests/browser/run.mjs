// Builds the example site in several languages and looks at it as a validator, a link checker, a browser and an
// accessibility checker do. `npm ci && node run.mjs`; needs java and chromium. See README.md.

import { chromium } from 'playwright-core';
import { access } from './access.mjs';
import { feeds } from './feeds.mjs';
import { pages } from './pages.mjs';
import { preview } from './preview.mjs';
import { contexts } from './contexts.mjs';
import { inspector } from './inspector.mjs';
import { machines } from './machines.mjs';
import { check, close } from './report.mjs';
import { rules } from './rules.mjs';
import { search } from './search.mjs';
import { build, closely, names, remove } from './sites.mjs';
import { typography } from './typography.mjs';
import { validity } from './validity.mjs';
import { vectors } from './vectors.mjs';

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update'],
});

const sites = names.map((name) => build(name));

try {
  for (const site of sites) {
    const { name } = site;
    const found = await pages(browser, site);
    check(`${name}: ${site.pages.length} pages are valid HTML`, validity(site));
    check(`${name}: every link leads to a file and a place in it`, found.links);
    check(`${name}: nothing is fetched from outside, nothing is missing`, found.requests);
    check(`${name}: no page is wider than a phone or a desktop`, found.overflow);
    check(`${name}: JSON-LD is JSON`, found.json);
    check(`${name}: one first heading and a title a page, no foreign scripts, true language tags`, found.structure);
    check(`${name}: feeds and maps are well-formed, a reader of feeds finds every item`, await feeds(browser, site));
    const read = await machines(browser, site);
    check(`${name}: JSON-LD, JSON, Markdown and feeds say what the record says`, read.faults);
    check(`${name}: what is republished stands alone`, read.republished);
    if (name === 'en') check('en: words of two characters, and Latin ones among them, are found', await search(browser, site));
    if (name === 'en' || name === 'broadsheet') check(`${name}: each language is set as it wants to be`, await typography(browser, site));
    if (closely.has(name)) check(`${name}: axe finds no violation, light and dark`, await access(browser, site));
  }
  check('no rule of the style sheets is dead, sheets and scripts are small', await rules(browser, sites));
  const hostile = await vectors(browser);
  check(`vectors: of ${hostile.count} on ${hostile.pages} pages none runs, none loads`, hostile.faults);
  const written = await contexts(browser);
  check(`contexts: ${written.count} values in ${written.places} places of a template stay values`, written.faults);
  for (const [task, faults] of Object.entries(await preview(browser))) check(`preview: ${task}`, faults);
  check('inspector: a block is dropped by a click and comes back, nothing of the capture runs, axe finds nothing',
    await inspector(browser));
} finally {
  await browser.close();
  remove();
}
process.exitCode = close();
