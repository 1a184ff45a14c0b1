// The example site, built as it is and with other settings, each into a folder of its own. The specimen's articles, which
// hold what the example has no need of, stand among its own.

import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const root = resolve(here, '../..');
export const program = resolve(process.env.TEARSHEET ?? join(root, 'build/release/tearsheet'));

// What each variant changes in site.lua. One has an address, one the longest words and short lists, one runs from right
// to left, one has another theme.
const variants = {
  en: {},
  'zh-Hans': { language: 'zh-Hans', base_url: 'https://papers.lodestar.example/' },
  de: { language: 'de', paginate: 1 },
  ar: { language: 'ar' },
  broadsheet: { theme: 'broadsheet', language: 'ar' },
};

// An article that every variant has withdrawn, for its tombstone.
const withdrawn = `return {
  ["content/altenfleet/leitstern-besuch.html"] = { reason = "The paper asked us to.", date = "2024-05-06" },
}\n`;

const work = mkdtempSync(join(tmpdir(), 'tearsheet-browser-'));

function change(settings, changes) {
  return Object.entries(changes).reduce(
    (text, [key, value]) => text.replace(new RegExp(`^(\\s*${key} = )("[^"]*"|\\d+)`, 'm'), `$1${JSON.stringify(value)}`), settings);
}

// A copy of the example site's sources that may be changed.
export function copy(name) {
  const folder = join(work, name);
  cpSync(join(root, 'site-example'), folder, {
    recursive: true, filter: (path) => !path.startsWith(join(root, 'site-example/public')) });
  return folder;
}

// `changes`: of site.lua's values.
export function build(name, changes = variants[name]) {
  const folder = copy(name);
  const settings = join(folder, 'site.lua');
  cpSync(join(here, 'specimen'), join(folder, 'content/specimen'), { recursive: true });
  writeFileSync(settings, change(readFileSync(settings, 'utf8'), changes).replace('search = ""', 'search = "pagefind"'));
  writeFileSync(join(folder, 'takedowns.lua'), withdrawn);
  execFileSync(program, ['build', folder], { stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, PATH: `${join(here, 'node_modules/.bin')}:${process.env.PATH}` } });
  const site = join(folder, 'public');
  const files = readdirSync(site, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !(entry.parentPath ?? entry.path).includes('/pagefind'))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name)).sort();
  return { name, title: 'The Lodestar Papers', base: changes.base_url, folder: site, files, pages: files.filter((file) => file.endsWith('.html')) };
}

export const names = Object.keys(variants);
// Accessibility hangs on the templates more than on the words: these are looked at for it.
export const closely = new Set(['en', 'zh-Hans', 'ar', 'broadsheet']);
export const remove = () => rmSync(work, { recursive: true, force: true });
