// Captured articles as entries of an Astro content collection.

import { createRequire } from 'node:module';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'astro/zod';
import tearsheetPipe from 'tearsheet-pipe';

const { pipeFor, convertFolder, uniqueNames, dataOf } = tearsheetPipe;

// Another version of this package may make other entries.
const { version } = createRequire(import.meta.url)('./package.json');
const stamp = (digest) => `${version} ${digest}`;
const known = (stamped) => (stamped?.startsWith(`${version} `) ? stamped.slice(version.length + 1) : undefined);

const types = { jpg: 'jpeg', svg: 'svg+xml', ico: 'x-icon' };
function typeOf(name) {
  const ending = path.extname(name).slice(1).toLowerCase();
  return `image/${types[ending] ?? ending}`;
}

const schema = z.object({
  title: z.string(),
  date: z.date().optional(),
  tags: z.array(z.string()),
  summary: z.string().optional(),
  lang: z.string().optional(),
  wordCount: z.number(),
  readingTime: z.number(),
  draft: z.boolean(),
  noindex: z.boolean().optional(),
  // All else that is known of it: authors, source, rights…
  tearsheet: z.record(z.string(), z.any()),
});

// The body, or the whole page where a template is to make it.
async function htmlOf(pipe, { template, path: folder = 'articles' }, id, { article, media }) {
  if (!template) return article.html;
  return (await pipe.ask('render', { article, media, template, path: `${folder}/${id}/index.html` })).html;
}

// With its images in it: an entry does not know at what address it will be shown.
async function withImages(html, media = []) {
  const inline = new Map();
  for (const { name, path: file } of media) inline.set(name, `data:${typeOf(name)};base64,${await readFile(file, 'base64')}`);
  return html.replace(/(<img src=")([^"]+)"/g, (tag, start, name) => (inline.has(name) ? `${start}${inline.get(name)}"` : tag));
}

// Brings the collection up to the captures that are in the folder now.
async function sync(pipe, folder, options, { store, parseData, config, logger }) {
  const root = fileURLToPath(config.root);
  const filePathOf = (file) => path.posix.join(path.relative(root, folder).replaceAll('\\', '/'), file);
  const kept = new Map(store.values().map((entry) => [entry.filePath, entry.digest]));
  // A page may be another one although its capture is the same: the template may have changed.
  const digestOf = (file) => (options.template ? undefined : known(kept.get(filePathOf(file))));
  const captures = await convertFolder(pipe, folder, digestOf, (message) => logger.warn(message));
  const unchanged = new Set(captures.filter((capture) => capture.unchanged).map(({ file }) => filePathOf(file)));
  const nameOf = uniqueNames();
  for (const { id, filePath } of store.values()) {
    if (unchanged.has(filePath)) nameOf(id);
    else store.delete(id);
  }
  for (const { file, digest, articles = [] } of captures) {
    for (const found of articles) {
      const id = nameOf(found.page.slug);
      const filePath = filePathOf(file);
      const data = await parseData({ id, data: dataOf(found), filePath });
      const html = await withImages(await htmlOf(pipe, options, id, found), found.media);
      store.set({ id, data, digest: options.template ? undefined : stamp(digest), filePath, rendered: { html, metadata: {} } });
    }
  }
}

// Options: folder ("captures", seen from the project), template (one of Tearsheet's, which makes whole pages), path
// ("articles": where these will stand), and those of tearsheet-pipe.
export function tearsheetLoader(options = {}) {
  return {
    name: 'astro-loader-tearsheet',
    schema,
    async load(context) {
      const folder = path.resolve(fileURLToPath(context.config.root), options.folder ?? 'captures');
      const pipe = pipeFor(options);
      await pipe.open();
      await sync(pipe, folder, options, context);
      if (!context.watcher) return;
      let turn = Promise.resolve();
      const again = (file) => {
        if (!path.resolve(file).startsWith(folder + path.sep)) return;
        turn = turn.then(() => sync(pipe, folder, options, context)).catch((error) => context.logger.error(error.message));
      };
      context.watcher.add(folder);
      for (const event of ['add', 'change', 'unlink']) context.watcher.on(event, again);
    },
  };
}
