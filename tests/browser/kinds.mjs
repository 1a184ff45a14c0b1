// One page of each kind of a built site; of articles one in each language, and the specimen in each of its own.

import { readFileSync } from 'node:fs';
import { relative } from 'node:path';

function kindOf(name, text) {
  if (/^(index|404|about|search)\.html$/.test(name)) return name.replace('.html', '').replace('index', 'home');
  if (/^page\//.test(name)) return 'home-2';
  const list = /^(sections|tags|authors|sources|archive)\/(.*?)(index|page-\d+)\.html$/.exec(name);
  if (list) return list[1] + (list[2] && (list[1] === 'archive' ? `-${list[2].split('/').length - 1}` : '-one')) + (list[3] === 'index' ? '' : '-2');
  if (text.includes('<article class="tombstone"')) return 'tombstone';
  const language = /class="body e-content" lang="([^"]*)"/.exec(text)?.[1];
  if (language === undefined) return 'custom';
  return `${text.includes('content/specimen/') ? 'specimen' : 'article'}-${language}`;
}

// Kind → file.
export function kinds(site) {
  const found = new Map();
  for (const file of site.pages) {
    const kind = kindOf(relative(site.folder, file), readFileSync(file, 'utf8'));
    if (!found.has(kind)) found.set(kind, file);
  }
  return found;
}
