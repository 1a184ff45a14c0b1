// Looks for the articles in a site that was built. What the sample sites have in common is in README.md.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'cheerio';
import { articles } from './expected.mjs';
import { captures } from './site.mjs';

const squeeze = (text) => text.replace(/\s+/g, ' ').trim();
const addressOf = (href, from) => new URL(href, new URL(from, 'https://sample.example/')).pathname;

// The articles that a page lists, by their titles.
export function listed(html, from) {
  const $ = load(html);
  const rows = $('ul.articles > li').toArray().map((li) => {
    const a = $(li).find('a').first();
    return [squeeze(a.text()), { address: addressOf(a.attr('href'), from), date: $(li).find('time').attr('datetime')?.slice(0, 10) }];
  });
  return new Map(rows);
}

// The entries of an Atom or RSS feed, by their titles.
function entries(xml) {
  const $ = load(xml, { xml: true });
  return new Map($('item, entry').toArray().map((node) => {
    const link = $(node).find('link').first();
    const date = new Date($(node).find('pubDate, published, updated').first().text());
    return [squeeze($(node).find('title').first().text()), { address: addressOf(link.attr('href') ?? squeeze(link.text()), '/'), date }];
  }));
}

// The image that lies beside the capture is on the page, with the same bytes.
function imageFaults(site, $, image, address) {
  const src = $('img').toArray().map((img) => $(img).attr('src')).find((name) => /deck|^data:/.test(name ?? ''));
  if (!src) return [`no image ${image}`];
  const inline = src.match(/^data:image\/png;base64,(.*)$/);
  const found = inline ? Buffer.from(inline[1], 'base64') : site.readBytes(addressOf(src, address));
  return found?.equals(readFileSync(join(captures, image))) ? [] : [`the image ${src.slice(0, 100)} is not ${image}`];
}

function pageFaults(site, article, address) {
  const html = site.read(address);
  if (html === null) return [`no page ${address}`];
  const $ = load(html);
  const body = squeeze($('.body').text());
  const tags = $('ul.tags a').toArray().map((a) => squeeze($(a).text()));
  const faults = [];
  const same = (what, found, wanted) => found === wanted || faults.push(`${what}: ${JSON.stringify(found)}, not ${JSON.stringify(wanted)}`);
  same('title', squeeze($('h1').text()), article.title);
  same('<title>', squeeze($('title').text()), article.title);
  same('date', $('time').attr('datetime')?.slice(0, 10), article.date);
  same('lang', $('html').attr('lang'), article.lang);
  same('tags', tags.sort().join(' | '), [...article.tags].sort().join(' | '));
  if (article.summary) same('summary', squeeze($('meta[name=description]').attr('content') ?? ''), article.summary);
  if (article.image) faults.push(...imageFaults(site, $, article.image, address));
  if (article.cells) same('cells', String($('.body td, .body th').length), String(article.cells));
  for (const text of article.has) if (!body.includes(text)) faults.push(`the body has no ${JSON.stringify(text)}: ${body.slice(0, 2000)}`);
  for (const text of article.not) if (body.includes(text)) faults.push(`the body has ${JSON.stringify(text)}`);
  for (const a of $('ul.tags a').toArray()) {
    const tagPage = site.read(addressOf($(a).attr('href'), address));
    if (tagPage === null) faults.push(`no page ${$(a).attr('href')} of the tag ${$(a).text()}`);
    else if (!listed(tagPage, '/').has(article.title)) faults.push(`the page of the tag ${$(a).text()} does not list it`);
  }
  return faults;
}

// Two articles as pages of Tearsheet's own: the hostile one, with its style sheet, and one with an image.
export function templateFaults(site) {
  const list = listed(site.read(site.host.list) ?? '', site.host.list);
  return articles.filter(({ capture, image }) => image || capture === 'hostile.html').flatMap(({ title, has, image }) => {
    const { address } = list.get(title) ?? {};
    if (!address) return [`the list does not have ${title}`];
    const $ = load(site.read(address) ?? '');
    const text = squeeze($('body').text());
    const style = $('link[rel=stylesheet]').attr('href');
    const faults = has.filter((words) => !text.includes(words)).map((words) => `no ${JSON.stringify(words)}`);
    if (!style || !site.read(addressOf(style, address))) faults.push(`no style sheet ${style}`);
    return image ? [...faults, ...imageFaults(site, $, image, address)] : faults;
  });
}

// One [name, faults] for each article, and for the list and the feed as a whole.
export function siteFaults(site) {
  const list = listed(site.read(site.host.list) ?? '', site.host.list);
  const feed = entries(site.read(site.host.feed) ?? '');
  const found = articles.map((article) => {
    const row = list.get(article.title);
    const entry = feed.get(article.title);
    const faults = [];
    if (!row) return [article.title, [`the list does not have it, but ${[...list.keys()].join(' | ')}`]];
    if (row.date !== article.date) faults.push(`dated ${row.date} in the list, not ${article.date}`);
    if (!entry) faults.push('the feed does not have it');
    else if (entry.address !== row.address) faults.push(`${entry.address} in the feed, ${row.address} in the list`);
    else if (entry.date.toISOString().slice(0, 10) !== article.date) faults.push(`dated ${entry.date.toISOString()} in the feed`);
    return [article.title, [...faults, ...pageFaults(site, article, row.address)]];
  });
  const inOrder = [...list.values()].map(({ date }) => date);
  return [
    ...found,
    ['the list, newest first, has nothing else', inOrder.length === articles.length && inOrder.every((date, i) => !i || date <= inOrder[i - 1]) ? [] : [inOrder.join(' ')]],
    ['the feed has nothing else', feed.size === articles.length ? [] : [[...feed.keys()].join(' | ')]],
  ];
}
