// Other people's readers of Markdown, each with the extensions that its users turn on: pipe tables, footnotes,
// strikethrough, definition lists, where it has them. Smart punctuation is off in all of them: it is a choice of
// whoever publishes, and would hide what is compared here.

import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import markdownIt from 'markdown-it';
import definitionLists from 'markdown-it-deflist';
import footnotes from 'markdown-it-footnote';
import { Marked } from 'marked';
import markedFootnotes from 'marked-footnote';

const here = dirname(fileURLToPath(import.meta.url));
const most = 1 << 30;

// Runs a command over standard input and output.
const pipe = (command, args, input) => execFileSync(command, args, { input, encoding: 'utf8', maxBuffer: most });

// A program of this folder that takes a JSON list of texts and gives one of pages back.
const script = (command, file) => (texts) => JSON.parse(pipe(command, [join(here, file)], JSON.stringify(texts)));

function markdownItReader(texts) {
  const reader = markdownIt({ html: true }).use(footnotes).use(definitionLists);
  return texts.map((text) => reader.render(text));
}

function markedReader(texts) {
  return texts.map((text) => new Marked(markedFootnotes()).parse(text));
}

// The readers of a table that can be run here; the others are said to be skipped. `probes` gives a command for each that
// comes from outside npm.
export function installed(table, probes) {
  return Object.entries(table).filter(([name]) => {
    if (!probes[name]) return true;
    const [command, ...args] = probes[name];
    const found = spawnSync(command, args, { stdio: 'ignore' }).status === 0;
    if (!found) console.log(`skipped ${name}: \`${probes[name].join(' ')}\` fails`);
    return found;
  });
}

const hugoSettings = `
baseURL = "https://saltby.example/"
disableKinds = ["taxonomy", "term", "RSS", "sitemap", "home", "section", "404"]
[permalinks]
posts = "/:filename/"
[markup.goldmark.renderer]
unsafe = true
[markup.goldmark.extensions]
typographer = false
linkify = false
`;

// What Hugo makes of a folder of posts: the file `layout` writes for each, by the post's name.
export function hugo(posts, layout) {
  const site = mkdtempSync(join(tmpdir(), 'tearsheet-hugo-'));
  try {
    mkdirSync(join(site, 'layouts/_default'), { recursive: true });
    mkdirSync(join(site, 'content/posts'), { recursive: true });
    writeFileSync(join(site, 'config.toml'), hugoSettings);
    writeFileSync(join(site, 'layouts/_default/single.html'), layout);
    posts.forEach((post, i) => writeFileSync(join(site, `content/posts/p${i}.md`), post));
    execFileSync('hugo', ['--source', site, '--quiet', '--buildFuture', '--buildDrafts'], { stdio: ['ignore', 'inherit', 'inherit'] });
    return posts.map((_, i) => readFileSync(join(site, `public/p${i}/index.html`), 'utf8'));
  } finally {
    rmSync(site, { recursive: true, force: true });
  }
}

const all = {
  cmark: (texts) => texts.map((text) => pipe('cmark', ['--unsafe'], text)),
  'markdown-it': markdownItReader,
  marked: markedReader,
  goldmark: (texts) => hugo(texts.map((text) => `---\ntitle: x\n---\n${text}`), '<div>{{ .Content }}</div>'),
  kramdown: script('ruby', 'kramdown.rb'),
  'python-markdown': script('/usr/bin/python3', 'python_markdown.py'),
};

export const readers = Object.fromEntries(installed(all, {
  cmark: ['cmark', '--version'],
  goldmark: ['hugo', 'version'],
  kramdown: ['ruby', '-rkramdown-parser-gfm', '-e', ''],
  'python-markdown': ['/usr/bin/python3', '-c', 'import markdown'],
}));
