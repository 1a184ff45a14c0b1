// What attackers put into pages: scripts, handlers, addresses that run, things that load. Each vector stands in every
// place text can come from, in a captured page, in Markdown and in a text dump; the site built of them is opened in a
// browser that may run scripts. Nothing may run, nothing may load from outside.
//
// VECTORS=FILE,… adds published collections: JSON lists of {payload}, or text in which each vector is a
// <div id="N">…//["'`-->]]>]</div>.

import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { program } from './sites.mjs';

// Our own, one of each kind; `run` is what they call when they work.
export const own = [
  '<script>run()</script>', '<script src="https://evil.example/a.js"></script>', '<img src=x onerror=run()>',
  '<svg onload=run()>', '<svg><script>run()</script></svg>', '<math><mi xlink:href="javascript:run()">x</mi></math>',
  '<iframe src="javascript:run()"></iframe>', '<iframe srcdoc="&lt;script&gt;parent.run()&lt;/script&gt;"></iframe>',
  '<object data="data:text/html,<script>parent.run()</script>"></object>', '<embed src="https://evil.example/a.swf">',
  '<a href="javascript:run()">x</a>', '<a href=" java\tscript:run()">x</a>', '<a href="&#1;javascript:run()">x</a>',
  '<form action="javascript:run()"><button>x</button></form>', '<button formaction="javascript:run()">x</button>',
  '<input autofocus onfocus=run()>', '<details open ontoggle=run()>x</details>', '<body onload=run()>',
  '<style>@import "https://evil.example/a.css";</style>', '<link rel="stylesheet" href="https://evil.example/a.css">',
  '<div style="background:url(https://evil.example/a.png)">x</div>', '<img src="https://evil.example/a.png">',
  '<img srcset="https://evil.example/a.png 2x">', '<picture><source srcset="https://evil.example/a.png"><img></picture>',
  '<video src="https://evil.example/a.mp4" poster="https://evil.example/a.png" autoplay></video>',
  '<audio src="https://evil.example/a.mp3" autoplay></audio>', '<base href="https://evil.example/">',
  '<meta http-equiv="refresh" content="0;url=https://evil.example/">', '<noscript><p title="</noscript><img src=x onerror=run()>">',
  '<title><img src=x onerror=run()></title>', '<textarea><img src=x onerror=run()></textarea>',
  '<template><script>run()</script></template>', '<xmp><img src=x onerror=run()></xmp>', '<plaintext><script>run()</script>',
  '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=run()&gt;">',
  '<svg></p><style><a id="</style><img src=1 onerror=run()>">', '<![CDATA[<script>run()</script>]]>',
  '<!--><script>run()</script>-->', '<!-- --!><img src=x onerror=run()>', '<?xml-stylesheet href="javascript:run()"?>',
  '"><script>run()</script>', "'><script>run()</script>", '" onmouseover="run()" x="', "' autofocus onfocus='run()",
  '</title><script>run()</script>', '</script><script>run()</script>', '</style><script>run()</script>',
  ']]><script>run()</script>', '--><script>run()</script>', '{{ run() }}<script>run()</script>', '{% run() %}',
  '`<script>run()</script>`', '&lt;script&gt;run()&lt;/script&gt;', '&amp;lt;img src=x onerror=run()&amp;gt;',
  '<span lang="en" onmouseover=run()><script>run()</script>', '<span lang=\'en"><img src=x onerror=run()>\'>x</span>',
  '<p onclick=run()>x</p><ul onclick=run()><li onclick=run()><img src=x onerror=run()></ul>',
  '<ol start=\'1"><img src=x onerror=run()>\'><li>x</ol>', '![x](a.png){width=1 onerror=run() style=x:run()}',
  '<script type="math/tex">run()</script>', '<script type="math/tex; mode=display"><img src=x onerror=run()></script>',
  '](javascript:run()) [x](javascript:run())', '![x](https://evil.example/a.png)', '<javascript:run()>',
  '\u202e<script>run()</script>', '\ufffe<script>run()</script>', '<scr\u0000ipt>run()</scr\u0000ipt>',
];

export const addresses = [
  'javascript:run()', 'JaVaScRiPt:run()', 'java\tscript:run()', '\u0001javascript:run()', 'javascript&colon;run()', 'vbscript:run()',
  'data:text/html,<script>run()</script>', 'data:text/html;base64,PHNjcmlwdD5wYXJlbnQucnVuKCk8L3NjcmlwdD4=',
  'data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg" onload="run()"/>', 'view-source:javascript:run()',
  'feed:javascript:run()', 'blob:https://evil.example/x', 'filesystem:https://evil.example/x', '//evil.example/a.png', '\\\\evil.example\\a.png',
  'https:evil.example', 'javascript://%0arun()', 'x" onerror="run()', "x' onerror='run()", 'x><script>run()</script>',
];

// The collections that were asked for.
export const given = (process.env.VECTORS ?? '').split(',').filter(Boolean);

export function collection(file) {
  const text = readFileSync(file, 'utf8');
  if (file.endsWith('.json')) return JSON.parse(text).map((one) => one.payload);
  return text.split(/<div id="\d+">/).slice(1).map((one) => one.replace(/\/\/\["'`-->\]\]>\]<\/div>[^]*$/, ''));
}

const escape = (text) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
// A quoted scalar of YAML.
const quote = (text) => JSON.stringify(text).replace(/[^ -~]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
const line = (text) => text.replace(/[\n\r\0]+/g, ' ');
const prose = 'The ferry left Saltby at noon with forty people aboard, and came back before the tide with all of them but one. ' +
  'Nobody on the quay could say who it had been, and the harbour master wrote it down as he had been told.';

// A captured page: the vector as markup in the body, as text everywhere else.
const page = (vector, address, n) => `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">
<title>${escape(vector)} ${n}</title>
<meta name="author" content="${escape(vector)}"><meta name="description" content="${escape(vector)}">
<meta name="keywords" content="${escape(vector)}"><meta property="og:site_name" content="${escape(vector)}">
<meta property="og:image" content="${escape(address)}"><link rel="canonical" href="${escape(address)}">
<script type="application/ld+json">${JSON.stringify({ '@context': 'https://schema.org', '@type': 'NewsArticle', headline: `${vector} ${n}`,
    author: { name: vector, url: address }, publisher: { name: vector, url: address }, license: address, articleSection: vector }).replace(/</g, '\\u003c')}</script>
</head><body><article><h1>${escape(vector)} ${n}</h1><p>${prose}</p><p>${escape(vector)} ${prose}</p>
<h2>${escape(vector)}</h2><p>${prose} <a href="${escape(address)}" title="${escape(vector)}">${escape(vector)}</a> <b>${prose}</b></p>
<figure><img src="${escape(address)}" alt="${escape(vector)}" width="600" height="400"><figcaption>${escape(vector)}</figcaption></figure>
<table><caption>${escape(vector)}</caption><tr><th>${escape(vector)}</th><th>x</th></tr><tr><td>${escape(vector)}</td><td>1</td></tr>
<tr><td><p>${escape(vector)}</p><ul><li>${escape(vector)}</li><li>${vector}</li></ul></td><td><span lang="${escape(vector)}">${escape(vector)}</span></td></tr></table>
<p>${escape(vector)}<br>${escape(vector)}<br>a<br>b</p><p><span lang="fr">${escape(vector)}</span> <b lang="${escape(vector)}">a</b> ${prose}</p>
<figure><video src="${escape(address)}" poster="${escape(address)}" title="${escape(vector)}"></video><figcaption>${escape(vector)}</figcaption></figure>
<p><iframe src="${escape(address)}" title="${escape(vector)}"></iframe></p>
<pre><code class="language-${escape(vector)}">${escape(vector)}</code></pre><ul><li>${escape(vector)}</li></ul>
<dl><dt>${escape(vector)}</dt><dd>${escape(vector)}</dd></dl>
<p>《${escape(vector)}》 <ruby>${escape(vector)}<rt>${escape(vector)}</rt></ruby><sup><a href="#fn1">1</a></sup></p>
<ol class="footnotes"><li id="fn1">${escape(vector)}</li></ol>
<p>${prose}</p><div>${vector}</div><p>${prose}</p></article></body></html>`;

// Markdown: the vector bare in all its places.
const markdown = (vector, address, n) => {
  const text = quote(line(vector));
  const url = quote(line(address));
  return `---
title: ${quote(`${line(vector)} ${n}`)}
alt_title: ${text}
description: ${text}
authors: [{name: ${text}, role: ${text}, url: ${url}}]
editors: [{name: ${text}}]
source: {name: ${text}, url: ${url}}
publisher: {name: ${text}, url: ${url}}
canonical_url: ${url}
section: [${text}]
tags: [${text}]
language: ${n % 2 ? 'zh-Hans' : 'en'}
rights: {license: ${url}, holder: ${text}, notice: ${text}}
images: [{src: ${url}, alt: ${text}, caption: ${text}, credit: ${text}}]
provenance: [{role: source, name: ${text}, url: ${url}, evidence: ${text}}]
---

${prose} ${line(vector)} and on.

${vector}

## ${line(vector)}

[${line(vector)}](<${line(address)}> ${text}) ![${line(vector)}](<${line(address)}> ${text}) <${line(address)}> [x][1][^1]

![${line(vector)}](<${line(address)}> ${text})

| ${line(vector)} | x |
|---|---|
| ${line(vector)} | ${line(address)} |
| <p>${line(vector)}</p><ul><li>${line(vector)}</li></ul> | <span lang="${line(vector)}">${line(vector)}</span> |

${line(vector)}\\
${line(vector)}\\
a<br>${line(vector)}

<span lang="fr">${line(vector)}</span> <bdi lang='${line(vector)}'>${line(vector)}</bdi> ~~${line(vector)}~~ **${line(vector)}**

${line(vector)}
:   ${line(vector)}

[${line(vector)}](<${line(address)}> ${text.replace('"', '"card: ')})

《${line(vector)}》 <ruby>${line(vector)}<rt>${line(vector)}</rt></ruby>

\`\`\`${line(vector)}
${vector}
\`\`\`

[1]: <${line(address)}> ${text}

[^1]: ${line(vector)}
`;
};

const dump = (vector, n) => `Home > News > ${line(vector)}
${line(vector)} ${n}
By ${line(vector)}
Source: ${line(vector)}

${prose}

${line(vector)}

${prose} ${line(vector)}

Editor: ${line(vector)}
`;

function write(folder, vectors) {
  mkdirSync(join(folder, 'content'), { recursive: true });
  writeFileSync(join(folder, 'site.lua'), 'return { title = "Vectors", language = "en" }\n');
  vectors.forEach((vector, i) => {
    const address = i < addresses.length ? addresses[i] : /(?:href|src|action|data)\s*=\s*["']?([^"'>]+)/i.exec(vector)?.[1] ?? addresses[i % addresses.length];
    writeFileSync(join(folder, `content/page-${i}.html`), page(vector, address, i));
    writeFileSync(join(folder, `content/note-${i}.md`), markdown(vector, address, i));
    writeFileSync(join(folder, `content/dump-${i}.txt`), dump(vector, i));
  });
}

// Runs in the page: what could run or load if somebody touched it.
function look() {
  const found = [];
  const active = 'script:not([type="application/ld+json"]), iframe, frame, object, embed, applet, form:not([role]), base, template, ' +
    'link[rel~="import"], meta[http-equiv="refresh" i], svg script, foreignObject, animate, set';
  // The theme's own scripts, to the letter; no text of an article can name another one.
  const own = /^<script src="(\.\.\/)*assets\/(site|search)\.js"( defer="")?><\/script>$/;
  for (const element of document.querySelectorAll(active)) {
    if (!own.test(element.outerHTML)) found.push(`has ${element.outerHTML.slice(0, 120)}`);
  }
  const schemes = /^(https?|mailto|tel|ftp|file):$/;
  for (const element of document.querySelectorAll('*')) {
    for (const { name, value } of element.attributes) {
      if (/^on/i.test(name) || name === 'srcdoc' || name === 'formaction') found.push(`has ${name}="${value.slice(0, 80)}"`);
      if (name === 'style' && /url|expression|import/i.test(value)) found.push(`has style="${value.slice(0, 80)}"`);
      if (!/^(href|src|action|data|poster|xlink:href|background|cite)$/.test(name)) continue;
      let scheme = '';
      try {
        scheme = new URL(value, document.baseURI).protocol;
      } catch {
        continue;
      }
      const image = scheme === 'data:' && /^\s*data:image\/(png|gif|jpeg|webp|avif)[;,]/i.test(value);
      if (!schemes.test(scheme) && !image) found.push(`leads to ${value.slice(0, 80)} by ${element.outerHTML.slice(0, 120)}`);
    }
  }
  return [...found, ...window.ran];
}

async function open(browser, files, folder, faults) {
  const context = await browser.newContext();
  await context.route(/^(?!file:|data:)/, (route) => route.abort());
  await context.addInitScript(() => {
    window.ran = [];
    for (const name of ['run', 'alert', 'confirm', 'prompt', 'print', 'open']) {
      window[name] = () => window.ran.push(`ran ${name}`);
    }
  });
  const tab = await context.newPage();
  let name = '';
  const site = pathToFileURL(folder).href;
  tab.on('dialog', (dialog) => faults.push(`${name}: opened a dialog: ${dialog.message()}`) && dialog.dismiss());
  tab.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(site) && !/^data:(image|font)\//.test(url)) faults.push(`${name}: asked for ${url.slice(0, 100)}`);
  });
  tab.on('pageerror', (error) => faults.push(`${name}: ran something: ${error.message}`));
  for (const file of files) {
    name = relative(folder, file);
    const address = pathToFileURL(file).href;
    try {
      await tab.goto(address, { timeout: 120_000 });
      for (const fault of await tab.evaluate(look)) faults.push(`${name}: ${fault}`);
      if (tab.url() !== address) faults.push(`${name}: went to ${tab.url()}`);
    } catch (error) {
      faults.push(`${name}: does not open: ${error.message}`);
    }
  }
  await context.close();
}

export async function vectors(browser) {
  const all = [...own, ...given.flatMap(collection)];
  const folder = mkdtempSync(join(tmpdir(), 'tearsheet-vectors-'));
  const faults = [];
  try {
    write(folder, all);
    execFileSync(program, ['build', folder, '--quiet'], { stdio: ['ignore', 'ignore', 'inherit'] });
    const site = join(folder, 'public');
    const files = readdirSync(site, { recursive: true }).filter((file) => file.endsWith('.html'));
    const articles = files.filter((file) => file.startsWith('undated')).length;
    if (articles < all.length * 3) faults.push(`only ${articles} pages of ${all.length} vectors in three kinds of files`);
    // The pages of a tag, an author, a source, a section are of one make.
    const wanted = files.filter((file) => !/^(sections|authors|sources)\/.*\//.test(file) || given.length > 0);
    // A tab grows with the pages that it has shown.
    for (let i = 0; i < wanted.length; i += 250) {
      await open(browser, wanted.slice(i, i + 250).map((file) => join(site, file)), site, faults);
    }
    return { faults, pages: wanted.length, count: all.length };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
