// What an article costs a host when Tearsheet brings it: `make bench-hosts [N=1000] [HOST=hexo]`.
//
// Each sample site is built without an article, with the same N articles as the host's own files and as captures, and
// once more with nothing changed. And the pipe alone, against one process a file. Processor time counts all that the
// host starts; the clock says little on a machine that has other work.

import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Site, program } from './site.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const work = resolve(here, '../../build/hosts/bench');
const count = Number(process.env.N ?? 1000);
const words = readFileSync(join(here, 'captures/pier.html'), 'utf8').match(/<article>([^]*)<\/article>/)[1].replace(/<[^>]+>/g, ' ').split(/\s+/).filter(Boolean);

// Always the same articles: twelve paragraphs of sixty words.
function articleOf(i) {
  const sentence = (n) => Array.from({ length: 12 }, (_, k) => words[(i * 7 + n * 13 + k * 5) % words.length].toLowerCase()).join(' ');
  const paragraphs = Array.from({ length: 12 }, (_, p) => Array.from({ length: 5 }, (_, s) => `Then ${sentence(p * 5 + s)}.`).join(' '));
  return { title: `Report ${i} from the pier at Saltby`, date: new Date(Date.UTC(2015, 0, 1 + i)).toISOString().slice(0, 10), tags: ['pier', `tag ${i % 20}`], paragraphs };
}

const pageOf = ({ title, date, tags, paragraphs }) => `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>${title} | The Saltby Courier</title>
<meta property="article:published_time" content="${date}T08:00:00Z">
${tags.map((tag) => `<meta property="article:tag" content="${tag}">`).join('\n')}</head>
<body><nav><a href="/">Home</a> <a href="/news">News</a> <a href="/sport">Sport</a></nav>
<article><h1>${title}</h1><p class="byline">By Marian Holt</p>
${paragraphs.map((text) => `<p>${text}</p>`).join('\n')}</article>
<aside><h3>Most read</h3><ul>${Array.from({ length: 20 }, (_, n) => `<li><a href="/${n}">Ferry times change again, part ${n}</a></li>`).join('')}</ul></aside>
<footer>© The Saltby Courier. Privacy policy. Terms of use.</footer></body></html>
`;

const spent = join(work, 'spent');

// Seconds of all processors and of the clock that a command takes, with all it starts.
function spend(run) {
  rmSync(spent, { force: true });
  run([process.env.SPEND, spent]);
  const [clock, processor] = readFileSync(spent, 'utf8').split(' ').map(Number);
  return { processor, clock };
}

const row = (...cells) => console.log(cells.map((cell, i) => (i ? String(cell).padStart(11) : String(cell).padEnd(30))).join(''));
const perArticle = (time) => `${((time * 1000) / count).toFixed(2)} ms`;

function rows(name, bare, own, cold, again) {
  for (const kind of ['processor', 'clock']) {
    const times = [bare, own, cold, again].map((one) => one[kind]);
    row(`${name}, ${kind}`, ...times.map((time) => `${time.toFixed(1)} s`), perArticle(times[1] - times[0]), perArticle(times[2] - times[0]));
  }
}

async function benchHost(name) {
  const { default: host } = await import(`./${name}/host.mjs`);
  const site = new Site(name, host);
  const reason = host.plain ? site.missing() : 'it has no plain form';
  if (reason) {
    console.log(`skipped ${name}: ${reason}`);
    return;
  }
  const empty = join(work, 'empty');
  mkdirSync(empty, { recursive: true });
  site.prepare(empty);
  const build = () => spend((by) => site.build({}, by));
  const bare = build();
  site.prepare(empty);
  for (let i = 0; i < count; i++) {
    for (const [file, text] of Object.entries(host.plain(articleOf(i), i))) {
      mkdirSync(dirname(join(site.folder, file)), { recursive: true });
      writeFileSync(join(site.folder, file), text);
    }
  }
  const own = build();
  site.prepare(join(work, 'captures'));
  const cold = build();
  rows(name, bare, own, cold, build());
}

function benchPipe(files) {
  const asked = join(work, 'asked');
  writeFileSync(asked, files.map((path, id) => `${JSON.stringify({ id, do: 'convert', path })}\n`).join(''));
  const time = (script) => spend((by) => execFileSync(by[0], [...by.slice(1), 'sh', '-c', script, program, asked, ...files], { stdio: 'ignore' }));
  const alone = [['the pipe alone', '"$0" pipe <"$1"'], ['one process a file', 'shift; for file; do "$0" convert --to json "$file"; done']];
  for (const [name, script] of alone) {
    const { processor, clock } = time(script);
    row(`${name}, processor`, '', '', `${processor.toFixed(2)} s`, '', '', perArticle(processor));
    row(`${name}, clock`, '', '', `${clock.toFixed(2)} s`, '', '', perArticle(clock));
  }
}

rmSync(work, { recursive: true, force: true });
mkdirSync(join(work, 'captures'), { recursive: true });
const files = Array.from({ length: count }, (_, i) => join(work, 'captures', `report-${i}.html`));
files.forEach((file, i) => writeFileSync(file, pageOf(articleOf(i))));

row(`${count} captures`, 'none', 'own files', 'captures', 'again', 'own', 'captures');
const all = readdirSync(here).filter((name) => existsSync(join(here, name, 'host.mjs')));
for (const name of process.argv.length > 2 ? process.argv.slice(2) : all) await benchHost(name);
benchPipe(files);
