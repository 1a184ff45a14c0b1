// What a site says to programs: JSON-LD against the record beside it, the other forms of an article, feeds, and the
// HTML that a reader takes away.

import { existsSync, readFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { mf2 } from 'microformats-parser';

const people = (list) => list?.filter((person) => person.name).map(({ name }) => ({ '@type': 'Person', name }));
const outlet = (party) => party?.name && { '@type': 'NewsMediaOrganization', name: party.name, url: party.url };

// What JSON-LD must say of a record, field for field, and nothing else.
function expected(site, name, record) {
  const url = site.base && record.archived_at;
  return {
    '@context': 'https://schema.org',
    '@type': 'NewsArticle',
    headline: record.title ?? basename(name, '.html'),
    alternativeHeadline: record.alt_title,
    description: record.description,
    datePublished: record.date,
    dateModified: record.lastmod,
    dateline: record.dateline,
    inLanguage: record.language,
    author: people(record.authors),
    editor: people(record.editors),
    publisher: outlet(record.publisher),
    sourceOrganization: outlet(record.source),
    isBasedOn: record.canonical_url ?? record.url,
    articleSection: record.section,
    keywords: record.tags,
    wordCount: record.words,
    license: record.rights?.license,
    copyrightNotice: record.rights?.notice,
    copyrightHolder: record.rights?.holder && { '@type': 'Organization', name: record.rights.holder },
    correction: record.corrections?.map((text) => ({ '@type': 'CorrectionComment', text })),
    sdDatePublished: record.capture?.captured_at,
    sdPublisher: { '@type': 'Organization', name: site.title, url: site.base },
    url: url || undefined,
    archivedAt: url || undefined,
    mainEntityOfPage: url ? { '@type': 'WebPage', '@id': url } : undefined,
  };
}

function compare(name, jsonld, wanted) {
  // Its image is none of the record's addresses, but a file of the site.
  const { image, ...said } = jsonld;
  const meant = JSON.parse(JSON.stringify(wanted));
  return [...new Set([...Object.keys(said), ...Object.keys(meant)])]
    .filter((field) => !isDeepStrictEqual(said[field], meant[field]))
    .map((field) => `${name}: JSON-LD has ${field} ${JSON.stringify(said[field])}, the record ${JSON.stringify(meant[field])}`);
}

// The picture that JSON-LD and Open Graph name, which a site without an address cannot.
function checkImage(site, name, jsonld, shown) {
  if (jsonld.image !== shown) return [`${name}: Open Graph shows ${shown}, JSON-LD ${jsonld.image}`];
  if (!shown) return [];
  const file = shown.startsWith(site.base) && join(site.folder, decodeURIComponent(shown.slice(site.base.length)));
  return file && existsSync(file) ? [] : [`${name}: there is no picture ${shown}`];
}

// What a reader of microformats finds.
function checkEntry(name, html, record) {
  const found = mf2(html, { baseUrl: 'https://page.example/' }).items.find((item) => item.type[0] === 'h-entry')?.properties ?? {};
  const faults = [];
  const same = (field, said, meant) => {
    if (JSON.stringify(said) !== JSON.stringify(meant)) faults.push(`${name}: h-entry has ${field} ${JSON.stringify(said)}, not ${JSON.stringify(meant)}`);
  };
  same('name', found.name?.[0].replace(/\s+/g, ' '), (record.title ?? basename(name, '.html')).replace(/\s+/g, ' '));
  same('published', found.published, record.date && [record.date]);
  same('author', found.author?.map((author) => author.properties.name[0]), record.authors?.map((author) => author.name));
  same('category', found.category, record.tags);
  const addresses = [...new Set([record.url, record.canonical_url])].filter(Boolean);
  if (addresses.length) same('repost-of', found['repost-of'], addresses);
  if (!found.content?.[0].value.trim()) faults.push(`${name}: h-entry without its text`);
  return faults;
}

async function standsAlone(page, name, html, record) {
  const asked = [];
  const note = (request) => asked.push(request.url());
  page.on('request', note);
  await page.setContent(html);
  const found = await page.evaluate(() => ({
    text: document.body.innerText,
    relative: [...document.querySelectorAll('[href], [src]')]
      .filter((element) => !/^(https?:|mailto:|#)/.test(element.getAttribute('href') ?? element.getAttribute('src'))).length,
  }));
  page.off('request', note);
  const faults = [];
  if (asked.length) faults.push(`${name}: asks for ${asked[0]}`);
  if (found.relative) faults.push(`${name}: has ${found.relative} relative addresses`);
  if (!found.text.includes(record.title ?? basename(name, '.html'))) faults.push(`${name}: has lost its headline`);
  if (record.source && !found.text.includes(record.source.name)) faults.push(`${name}: has lost its source`);
  return faults;
}

export async function machines(browser, site) {
  const faults = [];
  const republished = [];
  const page = await browser.newPage();
  const outside = await browser.newPage();
  for (const file of site.pages.filter((name) => existsSync(name.replace(/\.html$/, '.json')))) {
    const name = relative(site.folder, file);
    const record = JSON.parse(readFileSync(file.replace(/\.html$/, '.json'), 'utf8'));
    const html = readFileSync(file, 'utf8');
    await page.setContent(html.replace(/<(script src|link|img)[^>]*>/g, ''));
    const said = await page.evaluate(() => ({
      jsonld: document.querySelector('script[type="application/ld+json"]').textContent,
      html: document.getElementById('republish-html').value,
      image: document.querySelector('meta[property="og:image"]')?.content,
    }));
    const jsonld = JSON.parse(said.jsonld);
    faults.push(...compare(name, jsonld, expected(site, name, record)), ...checkImage(site, name, jsonld, said.image), ...checkEntry(name, html, record));
    if (!readFileSync(file.replace(/\.html$/, '.md'), 'utf8').includes(record.markdown)) faults.push(`${name}: its Markdown is another`);
    republished.push(...await standsAlone(outside, name, said.html, record));
  }
  for (const file of site.files.filter((name) => name.endsWith('/feed.json'))) {
    const feed = JSON.parse(readFileSync(file, 'utf8'));
    if (feed.version !== 'https://jsonfeed.org/version/1.1' || !feed.items.every((item) => item.id && item.content_html)) {
      faults.push(`${relative(site.folder, file)}: is no JSON Feed 1.1`);
    }
  }
  await page.close();
  await outside.close();
  return { faults, republished };
}
