// Captured articles as virtual templates of Eleventy: its own engines never see what stands in them.
'use strict';

const { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } = require('node:fs');
const path = require('node:path');
const { pipeFor, convertFolder, uniqueNames, dataOf } = require('tearsheet-pipe');

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

async function readCaptures(pipe, folder) {
  const file = path.join(CACHE, `${encodeURIComponent(folder)}.jsonl`);
  const kept = readCache(file);
  await pipe.open();
  const warn = (message) => console.warn(`[tearsheet] ${message}`);
  const found = await convertFolder(pipe, folder, (name) => kept.get(name)?.digest, warn);
  const captures = found.map((capture) => (capture.unchanged ? kept.get(capture.file) : capture));
  if (found.length !== kept.size || found.some(({ unchanged }) => !unchanged)) writeCache(file, captures);
  return captures;
}

// Writes what Tearsheet's own pages ask for: styles and icons.
async function writeAssets(pipe, output) {
  const { assets } = await pipe.ask('assets');
  for (const { path: name, bytes } of assets) {
    const file = path.join(output, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, Buffer.from(bytes, 'base64'));
  }
}

// Eleventy leaves files where they are that it makes no more. Those of articles that went, or were withdrawn, go too.
function removeGone(file, output, written, since) {
  const list = path.join(CACHE, `${encodeURIComponent(file)}.written.json`);
  let before = [];
  try { before = JSON.parse(readFileSync(list, 'utf8')); } catch { /* the first build */ }
  for (const name of before.filter((one) => !written.has(one))) {
    const old = path.join(output, name);
    if (statSync(old, { throwIfNoEntry: false })?.mtimeMs < since) rmSync(old);
  }
  mkdirSync(CACHE, { recursive: true });
  writeFileSync(list, JSON.stringify([...written]));
}

// Options: folder ("captures"), layout or template (one of Tearsheet's), path ("articles": where the
// pages go), and those of tearsheet-pipe.
module.exports = async function tearsheet(eleventyConfig, options = {}) {
  const folder = path.posix.normalize(options.folder ?? 'captures').replace(/\/$/, '');
  const pipe = pipeFor(options);
  const nameOf = uniqueNames();
  const drafts = process.env.ELEVENTY_RUN_MODE !== 'build';
  const since = Date.now();
  const written = new Set();
  eleventyConfig.ignores.add(`${folder}/**`);
  eleventyConfig.addWatchTarget(`./${folder}/`, { resetConfig: true });
  for (const { articles } of await readCaptures(pipe, folder)) {
    for (const { article, page, media = [] } of articles) {
      if (page.draft && !drafts) continue;
      const name = `${options.path ?? 'articles'}/${nameOf(page.slug)}`;
      const { template } = options;
      const { html } = template ? await pipe.ask('render', { article, media, template, path: `${name}/index.html` }) : article;
      written.add(`${name}/index.html`);
      for (const { name: image, path: from } of media) {
        written.add(`${name}/${image}`);
        eleventyConfig.addPassthroughCopy({ [from]: `${name}/${image}` });
      }
      eleventyConfig.addTemplate(`${name}.11ty.js`, () => html, { layout: options.layout, ...dataOf({ article, page }) });
    }
  }
  eleventyConfig.on('eleventy.after', ({ directories }) => removeGone(folder, directories.output, written, since));
  if (options.template) eleventyConfig.on('eleventy.after', ({ directories }) => writeAssets(pipe, directories.output));
  eleventyConfig.addCollection('tearsheet', (all) => all.getAllSorted().filter(({ data }) => data.tearsheet));
};
