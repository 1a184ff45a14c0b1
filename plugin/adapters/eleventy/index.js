// Captured articles as virtual templates of Eleventy: its own engines never see what stands in them.
'use strict';

const { mkdirSync, readFileSync, writeFileSync } = require('node:fs');
const path = require('node:path');
const { pipeFor, convertFolder, uniqueNames, dateOf } = require('tearsheet-pipe');

const CACHE = path.join('node_modules', '.cache', 'eleventy-plugin-tearsheet');

// What was converted, by file, from one build to the next: a line of JSON for each capture.
function readCache(file) {
  try {
    const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean);
    return new Map(lines.map((line) => JSON.parse(line)).map((kept) => [kept.file, kept]));
  } catch {
    return new Map();
  }
}

function writeCache(file, captures) {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, captures.map((capture) => `${JSON.stringify(capture)}\n`).join(''));
}

async function readCaptures(folder, options) {
  const pipe = pipeFor(options);
  const file = path.join(CACHE, `${encodeURIComponent(folder)}.jsonl`);
  const kept = readCache(file);
  await pipe.open();
  const warn = (message) => console.warn(`[tearsheet] ${message}`);
  const found = await convertFolder(pipe, folder, (name) => kept.get(name)?.digest, warn);
  const captures = found.map((capture) => (capture.unchanged ? kept.get(capture.file) : capture));
  if (found.length !== kept.size || found.some(({ unchanged }) => !unchanged)) writeCache(file, captures);
  return captures;
}

// What a layout reads. Eleventy makes collections of the tags.
function dataOf({ article, page }, options) {
  const { html, text, markdown, ...record } = article;
  return {
    layout: options.layout,
    title: article.title,
    date: dateOf(article),
    tags: article.tags ?? [],
    summary: page.summary,
    lang: page.lang,
    wordCount: page.wordCount,
    readingTime: page.readingTime,
    draft: page.draft,
    tearsheet: record,
  };
}

// Options: folder ("captures"), layout, path ("articles": where the pages go), and those of tearsheet-pipe.
module.exports = async function tearsheet(eleventyConfig, options = {}) {
  const folder = path.posix.normalize(options.folder ?? 'captures').replace(/\/$/, '');
  const nameOf = uniqueNames();
  const drafts = process.env.ELEVENTY_RUN_MODE !== 'build';
  eleventyConfig.ignores.add(`${folder}/**`);
  eleventyConfig.addWatchTarget(`./${folder}/`, { resetConfig: true });
  for (const { articles } of await readCaptures(folder, options)) {
    for (const { article, page } of articles) {
      if (page.draft && !drafts) continue;
      const name = `${options.path ?? 'articles'}/${nameOf(page.slug)}.11ty.js`;
      eleventyConfig.addTemplate(name, () => article.html, dataOf({ article, page }, options));
    }
  }
  eleventyConfig.addCollection('tearsheet', (all) => all.getAllSorted().filter(({ data }) => data.tearsheet));
};
