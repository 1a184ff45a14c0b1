// What is not to be seen: a draft, and an article that is withdrawn after it was published.

import { existsSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const files = {
  'quillwort.md': `---
title: Quillwort in the mill pond
date: 2020-05-01
tags: [quillwort]
draft: true
---

Quillwort was seen in the mill pond, or so the miller says.
`,
  'marshwort.html': `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Marshwort is back</title>
<meta property="article:published_time" content="2020-06-01T08:00:00Z"></head>
<body><article><h1>Marshwort is back</h1>
<p>Marshwort grows again on the north bank, for the first time since the flood, and the warden has put a fence around it.</p>
<p>There are eleven plants of it, she says, and she has counted them on every morning of this month, so that none goes missing.</p>
</article></body></html>
`,
};

// The files of the finished site that have the word, in their names or bytes.
function filesWith(site, word) {
  const out = join(site.folder, site.host.out);
  return readdirSync(out, { recursive: true }).filter((name) => {
    const file = join(out, name);
    return statSync(file).isFile() && (name.includes(word) || readFileSync(file, 'utf8').toLowerCase().includes(word));
  });
}

// One [name, faults] for each thing that is looked for. `build` gives the faults of a build.
export function withheldFaults(site, build) {
  for (const [name, text] of Object.entries(files)) writeFileSync(site.capture(name), text);
  const published = build();
  const draft = filesWith(site, 'quillwort').filter((name) => !site.host.drafts || !name.startsWith(site.host.drafts));
  if (!filesWith(site, 'marshwort').length) published.push('the article that will be withdrawn is not there before');
  writeFileSync(site.capture('marshwort.yaml'), 'status: withdrawn\nstatus_date: 2021-01-01\n');
  const withdrawn = [...build(), ...filesWith(site, 'marshwort')];
  for (const name of [...Object.keys(files), 'marshwort.yaml']) if (existsSync(site.capture(name))) rmSync(site.capture(name));
  return [
    ['a draft is nowhere in the site', [...published, ...draft]],
    ['what was withdrawn is nowhere in the site any more', withdrawn],
  ];
}
