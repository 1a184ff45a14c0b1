// Feeds: XML by the browser's parser, then read by feedparser, item for item against the JSON Feed of the same folder.

import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const reader = join(dirname(fileURLToPath(import.meta.url)), 'feeds.py');

async function wellFormed(browser, site) {
  const faults = [];
  const page = await browser.newPage();
  for (const file of site.files.filter((name) => /\.(xml|opml|svg)$/.test(name))) {
    const fault = await page.evaluate((text) => {
      const tree = new DOMParser().parseFromString(text, 'application/xml');
      return tree.querySelector('parsererror')?.textContent ?? null;
    }, readFileSync(file, 'utf8'));
    if (fault) faults.push(`${relative(site.folder, file)}: ${fault.replace(/\s+/g, ' ')}`);
  }
  await page.close();
  return faults;
}

function compare(feed, json, fault) {
  if (feed.fault) fault(feed.fault);
  if (!['atom10', 'rss20'].includes(feed.version)) fault(`is taken for ${feed.version || 'nothing'}`);
  if (feed.title !== json.title) fault(`is called ${feed.title}`);
  if (feed.entries.length !== json.items.length) fault(`has ${feed.entries.length} items, not ${json.items.length}`);
  feed.entries.forEach((entry, i) => {
    const item = json.items[i];
    if (entry.title !== item.title) fault(`item ${i} is called ${entry.title}`);
    if (!decodeURI(entry.link).endsWith(decodeURI(item.url))) fault(`item ${i} leads to ${entry.link}`);
    if (Boolean(entry.published) !== Boolean(item.date_published)) fault(`item ${i} is dated ${entry.published}`);
    if (entry.published && !item.date_published.startsWith(String(entry.published[0]))) fault(`item ${i} is of ${entry.published[0]}`);
    if (entry.tags.join() !== (item.tags ?? []).join()) fault(`item ${i} is about ${entry.tags}`);
    // feedparser leaves out what it takes to be unsafe; the words stay.
    if (entry.length * 2 < item.content_html.length) fault(`item ${i} has lost its text`);
  });
}

export async function feeds(browser, site) {
  const faults = await wellFormed(browser, site);
  const files = site.files.filter((name) => /\/(atom|rss)\.xml$/.test(name));
  const answers = execFileSync('/usr/bin/python3', [reader], { input: `${files.join('\n')}\n`, encoding: 'utf8', maxBuffer: 1 << 26 });
  for (const line of answers.trim().split('\n')) {
    const feed = JSON.parse(line);
    const json = join(dirname(feed.file), 'feed.json');
    if (!existsSync(json)) faults.push(`${relative(site.folder, json)} is not there`);
    else compare(feed, JSON.parse(readFileSync(json, 'utf8')), (text) => faults.push(`${relative(site.folder, feed.file)}: ${text}`));
  }
  return faults;
}
