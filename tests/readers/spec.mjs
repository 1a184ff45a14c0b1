// The examples of a specification of Markdown through our reader:
//
//   node spec.mjs commonmark-spec.txt          all of them
//   node spec.mjs gfm-spec.txt table           those of one extension
//
// What we make of an example is compared, as a normalised tree, with what the specification says: in the canonical form
// that every tree of ours has, without empty nodes, links to nowhere and emphasis inside the same emphasis. Examples
// with raw HTML are counted apart: that is what we do not pass on.

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { blocks } from './tree.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const program = resolve(process.env.TEARSHEET ?? join(root, 'build/release/tearsheet'));
const [file, extension] = process.argv.slice(2);

const fence = /^`{32} example(?: (\w+))?\n([^]*?)^\.\n([^]*?)^`{32}$/gm;
const examples = [...readFileSync(file, 'utf8').matchAll(fence)]
  .map(([, kind, text, html], i) => ({ number: i + 1, kind, text: text.replace(/→/g, '\t'), html: html.replace(/→/g, '\t') }))
  .filter((one) => !extension || one.kind === extension);

const folder = mkdtempSync(join(tmpdir(), 'tearsheet-spec-'));
const names = examples.map((one) => join(folder, `${one.number}.md`));
// With a title of its own, an article keeps its first heading.
examples.forEach((one, i) => writeFileSync(names[i], `---\ntitle: The title\n---\n\n${one.text}`));
const output = execFileSync(program, ['convert', '--to', 'json', '--files-from', '-'], {
  input: names.join('\n'), encoding: 'utf8', maxBuffer: 1 << 28, stdio: ['pipe', 'pipe', 'inherit'] });
rmSync(folder, { recursive: true });
const ours = output.trim().split('\n').map((line) => JSON.parse(line));

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

let same = 0;
let raw = 0;
const other = [];
examples.forEach((one, i) => {
  const [a, b] = [blocks(ours[i].html ?? ''), blocks(one.html)].map(joined);
  // What the specification's HTML has beside the elements that Markdown itself makes came from the example.
  const plain = one.html.replace(/<\/?(p|em|strong|a|img|code|pre|h[1-6]|ul|ol|li|blockquote|hr|br|table|thead|tbody|tr|th|td|del)\b[^>]*>/g, '');
  if (a === b) same += 1;
  else if (/[<]/.test(plain) || /<[a-z/!?][^>]*>/i.test(one.text)) raw += 1;
  else other.push(`${one.number}: ${JSON.stringify(one.text)}\n   ours ${a}\n   spec ${b}`);
});
for (const line of other) console.log(line);
console.log(`${examples.length} examples: ${same} the same, ${raw} with raw HTML, ${other.length} different`);
