// What a site says to programs: JSON-LD against the record beside it, the other forms of an article, feeds, and the
// HTML that a reader takes away.

import { existsSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';

// JSON-LD's name for a field, and what the record has for it.
const fields = {
  headline: (r) => r.title,
  alternativeHeadline: (r) => r.alt_title,
  description: (r) => r.description,
  datePublished: (r) => r.date,
  dateModified: (r) => r.lastmod,
  inLanguage: (r) => r.language,
  isBasedOn: (r) => r.canonical_url ?? r.url,
  sdDatePublished: (r) => r.capture?.captured_at,
  copyrightNotice: (r) => r.rights?.notice,
  license: (r) => r.rights?.license,
  wordCount: (r) => r.words,
  keywords: (r) => r.tags,
  articleSection: (r) => r.section,
  correction: (r) => r.corrections?.map((text) => ({ '@type': 'CorrectionComment', text })),
  archivedAt: (r) => r.archived_at,
};

function compare(name, jsonld, record) {
  const faults = [];
  for (const [field, of] of Object.entries(fields)) {
    const [said, meant] = [JSON.stringify(jsonld[field]), JSON.stringify(of(record))];
    if (said !== meant) faults.push(`${name}: JSON-LD has ${field} ${said}, the record ${meant}`);
  }
  if (jsonld.author?.map((person) => person.name).join() !== record.authors?.map((person) => person.name).join()) {
    faults.push(`${name}: JSON-LD has other authors than the record`);
  }
  if (!jsonld.sdPublisher?.name) faults.push(`${name}: JSON-LD does not say who keeps the archive`);
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
  if (!found.text.includes(record.title)) faults.push(`${name}: has lost its headline`);
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
    await page.setContent(readFileSync(file, 'utf8').replace(/<(script src|link|img)[^>]*>/g, ''));
    const said = await page.evaluate(() => ({
      jsonld: document.querySelector('script[type="application/ld+json"]').textContent,
      html: document.getElementById('republish-html').value,
    }));
    faults.push(...compare(name, JSON.parse(said.jsonld), record));
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
