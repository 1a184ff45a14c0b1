// Captured articles as posts of Hexo: a processor reads what stands in source/_captures.
/* global hexo */
'use strict';

const { createReadStream, existsSync, readdirSync } = require('node:fs');
const path = require('node:path');
const moment = require('moment-timezone');
const { pipeFor, convertFile, isCapture, isPartOfPage, uniqueNames } = require('tearsheet-pipe');

const options = { folder: '_captures', layout: 'post', ...hexo.config.tearsheet };
const pipe = pipeFor(options);
const warn = (message) => hexo.log.warn(message);
let opened;
// What, beside the capture, a post is made from.
const MADE_BY = JSON.stringify([require('./package.json').version, options, hexo.config.timezone]);

// Hexo reads a date without a zone by the clock of the site, so it is the same in a capture.
function dateOf({ date }) {
  return date ? moment.tz(date, hexo.config.timezone || moment.tz.guess()).toDate() : undefined;
}

// Hexo looks for fences of code in all text, even in HTML.
const withoutFences = (html) => html.replace(/[`~]{3,}/g, (fence) => fence.replace(/./g, (c) => `&#${c.charCodeAt(0)};`));

function postOf({ article, page, media = [] }, source, mark) {
  const { html, text, ...record } = article;
  // Only Tearsheet's own template reads it again.
  if (!options.template) delete record.markdown;
  const date = dateOf(article);
  return {
    source,
    raw: '',
    slug: page.slug,
    title: article.title ?? '',
    date,
    updated: dateOf({ date: article.lastmod }) ?? date,
    published: !page.draft,
    layout: options.template ? 'false' : options.layout,
    description: page.summary,
    lang: page.lang,
    wordCount: page.wordCount,
    readingTime: page.readingTime,
    noindex: page.noindex,
    _content: withoutFences(html),
    content: undefined,
    engine: 'html',
    disableNunjucks: true,
    tearsheet: { ...mark, slug: page.slug, article: record, media },
  };
}

// The posts of a capture, in their order in it.
const postsOf = (source) => hexo.model('Post').find({ source }).toArray().sort((a, b) => a.tearsheet.part - b.tearsheet.part);

async function remove(source, from = 0) {
  for (const post of postsOf(source).slice(from)) await post.remove();
}

async function update(source, file) {
  const posts = postsOf(source);
  const kept = posts[0]?.tearsheet;
  const answer = await convertFile(pipe, file, kept?.madeBy === MADE_BY ? kept.digest : undefined, warn);
  if (answer?.unchanged) return;
  const articles = answer?.articles ?? [];
  for (const [part, found] of articles.entries()) {
    const data = postOf(found, source, { digest: answer.digest, madeBy: MADE_BY, part });
    const post = posts[part] ? await posts[part].replace(data) : await hexo.model('Post').insert(data);
    await post.setCategories(found.article.section ?? []);
    await post.setTags(found.article.tags ?? []);
  }
  await remove(source, articles.length);
}

// One after the other for each capture: its sidecar may have changed with it.
const turns = new Map();
function inTurn(source, work) {
  const turn = (turns.get(source) ?? Promise.resolve()).catch(() => {}).then(work);
  turns.set(source, turn);
  return turn;
}

// The captures that a file is, or corrects: pier.yaml and pier.html.yaml stand beside pier.html.
function capturesOf({ path: file, source }) {
  const { dir, base } = path.posix.parse(file);
  if (isCapture(base)) return [{ file, source }];
  const corrected = base.replace(/\.ya?ml$/, '');
  if (corrected === base || !existsSync(path.dirname(source))) return [];
  return readdirSync(path.dirname(source))
    .filter((name) => isCapture(name) && [name, path.parse(name).name].includes(corrected))
    .map((name) => ({ file: `${dir}/${name}`, source: path.join(path.dirname(source), name) }));
}

// Hexo says what failed, and goes on; without tearsheet there is no site to go on with.
let failure;

async function read(file) {
  if (isPartOfPage(file.path)) return;
  try {
    opened ??= pipe.open();
    await opened;
    for (const { file: name, source } of capturesOf(file)) await inTurn(name, () => (existsSync(source) ? update(name, source) : remove(name)));
  } catch (error) {
    failure = error;
  }
}

const { filter, generator, processor } = hexo.extend;
processor.register(new RegExp(`^${options.folder}/`), read);

// The page as Tearsheet's own template makes it.
async function render(post) {
  const { article, media } = post.tearsheet;
  const { html } = await pipe.ask('render', { article, media, template: options.template, path: `${post.path}index.html` });
  return withoutFences(html);
}

// Two articles of one day and title are two pages.
filter.register('before_generate', async () => {
  if (failure) throw failure;
  const nameOf = uniqueNames();
  const posts = hexo.model('Post').filter(({ tearsheet }) => tearsheet).sort({ source: 1, 'tearsheet.part': 1 }).toArray();
  for (const post of posts) {
    const slug = nameOf(post.tearsheet.slug);
    if (slug !== post.slug) await hexo.model('Post').updateById(post._id, { slug });
    if (options.template) await hexo.model('Post').updateById(post._id, { _content: await render(hexo.model('Post').findById(post._id)), content: undefined });
  }
}, 1);
// Images stand beside their page.
generator.register('tearsheet-media', ({ posts }) => posts.filter(({ tearsheet }) => tearsheet).toArray().flatMap((post) =>
  post.tearsheet.media.map(({ name, path: file }) => ({ path: post.path.replace(/[^/]*$/, name), data: () => createReadStream(file) }))));
if (options.template) {
  generator.register('tearsheet', async () => {
    const { assets } = await pipe.ask('assets');
    return assets.map(({ path: name, bytes }) => ({ path: name, data: () => Buffer.from(bytes, 'base64') }));
  });
}
// While Hexo watches, the next capture that changes is converted with the rules and filters of then.
filter.register('after_generate', () => { opened = undefined; });
filter.register('before_exit', () => pipe.close());
