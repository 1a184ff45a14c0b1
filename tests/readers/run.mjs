// Reads what Tearsheet writes with other people's readers of Markdown and of YAML, and compares.
//
//   node run.mjs            the example site, the golden pages and documents/, held against tests/spec/markdown-readers.txt
//   node run.mjs FILE…      Markdown files: says what differs
//   node run.mjs --accept   writes tests/spec/markdown-readers.txt anew

import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { causeOf, differences, loss } from './compare.mjs';
import { frontMatter } from './front_matter.mjs';
import { readers } from './readers.mjs';
import { blocks } from './tree.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const root = resolve(here, '../..');
const program = resolve(process.env.TEARSHEET ?? join(root, 'build/release/tearsheet'));
const list = join(root, 'tests/spec/markdown-readers.txt');
const accept = process.argv[2] === '--accept';
const given = accept ? [] : process.argv.slice(2);

const run = (args, input) => execFileSync(program, args, { input, encoding: 'utf8', cwd: root, maxBuffer: 1 << 30 });
const filesIn = (folder) => readdirSync(join(root, folder), { recursive: true }).map((name) => join(folder, name)).sort();

// Every capture that the project has, as Markdown.
function ownPages() {
  const captures = [
    ...filesIn('site-example/content').filter((name) => /\.(html?|md|txt)$/.test(name) && !name.includes('_files')),
    ...filesIn('tests/golden').filter((name) => /\/input\.\w+$/.test(name)),
    ...filesIn('tests/readers/documents'),
  ];
  return captures.map((name) => [name, run(['convert', '--to', 'markdown', name])]);
}

const pages = given.length ? given.map((name) => [relative(root, resolve(name)), readFileSync(name, 'utf8')]) : ownPages();
const bodies = pages.map(([, text]) => text.replace(/^---\n[^]*?\n---\n/, ''));
const ours = pages.map(([name, text]) => blocks(run(['convert', '--type', 'markdown', '--to', 'html', '-'], text, name)));

let passed = 0;
const faults = [];
const counted = new Map();

for (const [reader, read] of Object.entries(readers)) {
  read(bodies).forEach((html, i) => {
    const theirs = blocks(html);
    const name = pages[i][0];
    const lost = loss(ours[i], theirs);
    if (lost) faults.push(`${reader}: ${name}: ${lost}`);
    else passed += 1;
    for (const difference of differences(ours[i], theirs)) {
      const cause = causeOf(difference);
      const key = `${reader}: ${cause ?? 'no cause is known'}`;
      counted.set(key, (counted.get(key) ?? 0) + 1);
      if (cause) continue;
      faults.push(`${reader}: ${name}:\n      ours   ${JSON.stringify(difference.ours)}\n      theirs ${JSON.stringify(difference.theirs)}`);
    }
  });
}

const lines = [...counted].map(([key, count]) => `${key}: ${count}`).sort();
if (!given.length) {
  for (const fault of frontMatter(pages, (text) => JSON.parse(run(['convert', '--type', 'markdown', '--to', 'json', '-'], text)))) {
    faults.push(fault);
  }
  const papers = readFileSync(list, 'utf8').split('\n');
  const head = papers.filter((line) => line.startsWith('#'));
  const known = papers.filter((line) => readers[line.split(':')[0]]);
  if (accept) writeFileSync(list, `${[...head, ...lines].join('\n')}\n`);
  else if (known.join('\n') !== lines.join('\n')) faults.push(`markdown-readers.txt does not say what is so now:\n      ${lines.join('\n      ')}`);
  else passed += 1;
} else {
  for (const line of lines) console.log(line);
}
for (const fault of faults) console.log(`FAIL  ${fault}`);
console.log(`${pages.length} texts, ${Object.keys(readers).length} readers`);
console.log(`${passed} passed, ${faults.length} failed`);
process.exitCode = faults.length === 0 && passed > 0 ? 0 : 1;
