// Every page opened from disk in a browser without scripts, at phone and desktop width.

import { existsSync, readFileSync, statSync } from 'node:fs';
import { relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const widths = [320, 1440];

// Runs in the page: all that the checks below want to know of it.
function look() {
  const all = (selector) => [...document.querySelectorAll(selector)];
  const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
  const addresses = all('[href], [src]').map((element) => ({
    raw: element.getAttribute('href') ?? element.getAttribute('src'),
    whole: element.href ?? element.src,
    outward: element.matches('[rel~="external"], [rel~="canonical"], [href^="mailto:"]'),
  }));
  return {
    addresses,
    wide,
    ids: all('[id]').map((element) => element.id),
    jsonld: all('script[type="application/ld+json"]').map((element) => element.textContent),
    scripts: all('script:not([type="application/ld+json"])')
      .filter((element) => !/(^|\/)assets\/(site|search)\.js$/.test(element.getAttribute('src') ?? '')).length,
    foreign: all('[lang]').filter((element) => element.lang && !/^[A-Za-z0-9-]{2,35}$/.test(element.lang)).length,
    title: document.title,
    headings: all('h1').length,
  };
}

// A site's 404 page, which may be shown anywhere, names the site's whole address.
async function open(browser, site) {
  const faults = { requests: [], overflow: [], json: [], structure: [] };
  const seen = new Map();
  const isOurs = (url) => site.base && url.startsWith(site.base);
  for (const width of widths) {
    const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width, height: 900 } });
    const page = await context.newPage();
    let name = '';
    await context.route(/^https?:/, (route) => route.abort());
    page.on('request', (request) => {
      if (!/^(file|data):/.test(request.url()) && !isOurs(request.url())) {
        faults.requests.push(`${name}: asks for ${request.url()}`);
      }
    });
    page.on('requestfailed', (request) => {
      // A page that we leave at once may not have fetched its icon.
      const left = request.failure()?.errorText === 'net::ERR_ABORTED';
      if (!left && !isOurs(request.url())) faults.requests.push(`${name}: could not load ${request.url()}`);
    });
    page.on('console', (line) => {
      if (line.type() === 'error' && !isOurs(line.location().url)) faults.requests.push(`${name}: ${line.text()}`);
    });
    for (const file of site.pages) {
      name = relative(site.folder, file);
      await page.goto(pathToFileURL(file).href);
      const found = await page.evaluate(look);
      if (found.wide > 0) faults.overflow.push(`${name}: ${found.wide} pixels too wide at ${width}`);
      seen.set(file, found);
    }
    await context.close();
  }
  return { faults, seen };
}

function checkStructure(name, found, faults) {
  for (const text of found.jsonld) {
    try {
      if (JSON.parse(text)['@context'] !== 'https://schema.org') faults.json.push(`${name}: JSON-LD without its context`);
    } catch (error) {
      faults.json.push(`${name}: ${error.message}`);
    }
  }
  if (found.scripts > 0) faults.structure.push(`${name}: has a script that is not the theme's`);
  if (found.headings !== 1) faults.structure.push(`${name}: has ${found.headings} first-level headings`);
  if (!found.title.trim()) faults.structure.push(`${name}: has no title`);
  if (found.foreign > 0) faults.structure.push(`${name}: has a lang that is no language tag`);
}

// Whether one address of a page leads to a file of the site, and to an id in it.
function checkAddress(name, address, site, seen) {
  if (address.outward && !address.whole.startsWith('file:')) return null;
  if (site.base && address.whole.startsWith(site.base)) return null;
  if (!address.whole.startsWith('file:')) {
    return /^(https?|mailto):/.test(address.raw) ? `${name}: leads out without rel="external": ${address.raw}` : null;
  }
  if (address.raw.startsWith('/')) return `${name}: is not relative: ${address.raw}`;
  const url = new URL(address.whole);
  const fragment = decodeURIComponent(url.hash.slice(1));
  url.hash = '';
  url.search = '';
  const file = fileURLToPath(url);
  if (!existsSync(file) || !statSync(file).isFile()) return `${name}: leads nowhere: ${address.raw}`;
  if (relative(site.folder, file).startsWith('..')) return `${name}: leads out of the site: ${address.raw}`;
  const target = seen.get(file);
  if (fragment && target && !target.ids.includes(fragment)) return `${name}: no such place: ${address.raw}`;
  return null;
}

export async function pages(browser, site) {
  const { faults, seen } = await open(browser, site);
  const links = [];
  for (const [file, found] of seen) {
    const name = relative(site.folder, file);
    checkStructure(name, found, faults);
    for (const address of found.addresses) {
      const fault = checkAddress(name, address, site, seen);
      if (fault) links.push(fault);
    }
  }
  return { ...faults, links };
}
