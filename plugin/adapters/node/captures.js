// Captures as files, and what the pipe answers as articles.
'use strict';

const { readdir } = require('node:fs/promises');
const path = require('node:path');

const isCapture = (name) => /\.([xs]?html|htm|te?xt|md|markdown)$/i.test(name);
// True for what lies in a folder that a browser saved beside a page.
const isPartOfPage = (file) => /(_files?|\.files)\//.test(file);

// The captures in a folder, with slashes, sorted.
async function capturesIn(folder) {
  const found = [];
  const open = [''];
  while (open.length) {
    const at = open.pop();
    for (const entry of await readdir(path.join(folder, at), { withFileTypes: true })) {
      if (entry.name.startsWith('.') || isPartOfPage(`${entry.name}/`)) continue;
      const name = at ? `${at}/${entry.name}` : entry.name;
      if (entry.isDirectory()) open.push(name);
      else if (isCapture(entry.name)) found.push(name);
    }
  }
  return found.sort();
}

// Every capture of a folder: [{ file, digest, unchanged }] or [{ file, digest, articles }], the articles as the pipe has
// them, { article, page, media }. `known` has the digest of what the host keeps of a file; `warn` is told of what cannot be read.
async function convertFolder(pipe, folder, known, warn) {
  const files = await capturesIn(folder);
  const answers = await Promise.all(files.map((file) => convertFile(pipe, path.join(folder, file), known(file), warn)));
  return answers.map((answer, i) => answer && { file: files[i], ...answer }).filter(Boolean);
}

// One capture; undefined where it cannot be read.
async function convertFile(pipe, file, known, warn) {
  try {
    const answer = await pipe.ask('convert', { path: file, known });
    return answer.unchanged ? answer : { digest: answer.digest, articles: articlesOf(answer, warn) };
  } catch (error) {
    if (!error.status) throw error;
    warn(error.message);
    return undefined;
  }
}

function articlesOf(answer, warn) {
  if (!answer.articles) return [{ article: answer.article, page: answer.page, media: answer.media }];
  for (const { error } of answer.articles) if (error) warn(`${error.source}: ${error.message}`);
  return answer.articles.filter(({ error }) => !error);
}

// Gives each name once: the second "pier" is "pier-2".
function uniqueNames() {
  const taken = new Set();
  return (name) => {
    let free = name;
    for (let n = 2; taken.has(free); n++) free = `${name}-${n}`;
    taken.add(free);
    return free;
  };
}

// The date of an article. One without a zone is what a clock on the wall said, and is shown like that.
function dateOf({ date }) {
  if (!date) return undefined;
  return new Date(/T\d\d:\d\d(:\d\d(\.\d+)?)?$/.test(date) ? `${date}Z` : date);
}

// What a host's layouts read of an article, without its body.
function dataOf({ article, page }) {
  const { html, text, markdown, ...record } = article;
  return {
    title: article.title ?? '',
    date: dateOf(article),
    tags: article.tags ?? [],
    summary: page.summary,
    lang: page.lang,
    wordCount: page.wordCount,
    readingTime: page.readingTime,
    draft: page.draft,
    noindex: page.noindex,
    tearsheet: record,
  };
}

module.exports = { isCapture, isPartOfPage, capturesIn, convertFolder, convertFile, uniqueNames, dateOf, dataOf };
