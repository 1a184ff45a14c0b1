// The style sheets against the pages: every alternative of every selector finds something on some page of some variant, and
// sheets and scripts stay small.

import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { kinds } from './kinds.mjs';

const sheetMax = 20_000;
const scriptsMax = 6_000;
// What stands on the search page only while it is used.
const whileUsed = /^(mark|\.results (a|p))$/;

// Runs in the page: all selectors of a sheet, each alternative of :is() alone, without what depends on the moment and
// on languages, each once.
function selectorsOf(text) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  const flat = (rules) => [...rules].flatMap((rule) => (rule.selectorText ? [rule.selectorText] : flat(rule.cssRules ?? [])));
  // Where the bracket that opens at `from` closes.
  const closing = (s, from) => {
    let depth = 0;
    for (let i = from; i < s.length; i += 1) {
      depth += (s[i] === '(') - (s[i] === ')');
      if (depth === 0) return i;
    }
    return s.length;
  };
  const split = (s) => {
    const parts = [''];
    let depth = 0;
    for (const c of s) {
      depth += (c === '(') - (c === ')');
      if (c === ',' && depth === 0) parts.push(''); else parts[parts.length - 1] += c;
    }
    return parts.map((part) => part.trim());
  };
  const expand = (s) => {
    const at = s.indexOf(':is(');
    if (at < 0) return [s];
    const end = closing(s, at + 3);
    return split(s.slice(at + 4, end)).flatMap((part) => expand(s.slice(0, at) + part + s.slice(end + 1)));
  };
  const moment = /::?(hover|focus-visible|focus|target|before|after|marker|first-line|lang)\b(\([^)]*\))?/g;
  const still = (s) => {
    const at = s.search(/:not\([^)]*:(lang|hover)/);
    const without = at < 0 ? s : s.slice(0, at) + s.slice(closing(s, at + 4) + 1);
    return without.replace(moment, '').trim() || '*';
  };
  return [...new Set(flat(sheet.cssRules).flatMap(split).flatMap(expand).map(still))];
}

export async function rules(browser, sites) {
  const page = await browser.newPage();
  const left = new Map();
  for (const site of sites) {
    const sheets = ['style.css', 'broadsheet.css'].map((name) => join(site.folder, 'assets', name)).filter((file) => statSync(file, { throwIfNoEntry: false }));
    for (const file of sheets) {
      if (!left.has(file.split('/').pop())) left.set(file.split('/').pop(), new Set(await page.evaluate(selectorsOf, readFileSync(file, 'utf8'))));
    }
    for (const file of kinds(site).values()) {
      await page.goto(pathToFileURL(file).href);
      for (const file of sheets) {
        const unseen = left.get(file.split('/').pop());
        for (const selector of await page.evaluate((all) => all.filter((one) => document.querySelector(one)), [...unseen])) unseen.delete(selector);
      }
    }
  }
  await page.close();
  const faults = [...left].flatMap(([name, unseen]) => [...unseen].filter((one) => !whileUsed.test(one)).map((one) => `${name}: no page has ${one}`));
  const size = (name) => statSync(join(sites[0].folder, 'assets', name)).size;
  if (size('style.css') > sheetMax) faults.push(`style.css has ${size('style.css')} bytes, more than ${sheetMax}`);
  if (size('site.js') + size('search.js') > scriptsMax) faults.push(`the scripts have more than ${scriptsMax} bytes`);
  return faults;
}
