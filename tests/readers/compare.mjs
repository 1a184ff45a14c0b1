// Where two readings of one text differ, block by block, and why.

import { emphasis, text } from './tree.mjs';

// Pairs of runs of blocks that differ, between the longest common run of equal ones.
export function differences(ours, theirs) {
  const a = ours.map((block) => JSON.stringify(block));
  const b = theirs.map((block) => JSON.stringify(block));
  const long = Array.from({ length: a.length + 1 }, () => new Uint32Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      long[i][j] = a[i] === b[j] ? long[i + 1][j + 1] + 1 : Math.max(long[i + 1][j], long[i][j + 1]);
    }
  }
  const found = [];
  let open = null;
  for (let i = 0, j = 0; i < a.length || j < b.length;) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      open = null;
      i += 1;
      j += 1;
      continue;
    }
    if (!open) found.push(open = { ours: [], theirs: [] });
    if (j >= b.length || (i < a.length && long[i + 1][j] >= long[i][j + 1])) open.ours.push(ours[i++]);
    else open.theirs.push(theirs[j++]);
  }
  return found;
}

const count = (blocks, ...tags) => tags.reduce((sum, tag) => sum + JSON.stringify(blocks).split(`["${tag}",`).length - 1, 0);
const more = (d, ...tags) => count(d.ours, ...tags) > count(d.theirs, ...tags);

// Whether both are the same once `change` is made to their JSON.
const sameBut = (d, pattern, to = '') =>
  JSON.stringify(d.ours).replace(pattern, to) === JSON.stringify(d.theirs).replace(pattern, to);

// Why a reader may differ, the first that holds counts.
const causes = [
  ['raw HTML in the source is passed on, we keep its text', (d) => more({ ours: d.theirs, theirs: d.ours }, 'script', 'style', 'iframe')],
  ['no pipe tables: the rows are text', (d) => more(d, 'table')],
  ['no footnotes: the marks are text, the note a paragraph', (d) => more(d, 'note', 'notes')],
  ['no definition lists: the terms are text', (d) => more(d, 'dl')],
  ['no strikethrough: the tildes are text', (d) => more(d, 'del')],
  ['a backslash before a tilde is shown', (d) => sameBut(d, /\\\\(?=~)/g)],
  ['an ordered list begins at 1', (d) => sameBut(d, /"start":"\d+"/g)],
  ['escaped characters of an alternative text are dropped or shown, its quotes end it', (d) => sameBut(d, /"alt":"([^"\\]|\\.)*",?/g) || more({ ours: d.theirs, theirs: d.ours }, 'img') || (count(d.ours, 'img') > 0 && d.theirs.length === 1)],
  ['no blocks in a cell of a table: their tags are text', (d) => more(d, 'li', 'p') && /<(li|p)>/.test(JSON.stringify(d.theirs))],
  ['no fence inside an item or a quotation: it is a code span', (d) => more(d, 'pre') || (count(d.ours, 'pre') > 0 && JSON.stringify(d.theirs).includes('``` '))],
  ['white space in code is another', (d) => count(d.ours, 'pre') > 0 && letters(d.ours) === letters(d.theirs)],
  ['bare addresses become links', (d) => more({ ours: d.theirs, theirs: d.ours }, 'a')],
  ['strong inside emphasis is emphasis', (d) => more(d, 'strong') && letters(d.ours) === letters(d.theirs)],
];

export const causeOf = (difference) => causes.find(([, holds]) => holds(difference))?.[0] ?? null;

const letters = (blocks) => blocks.map(text).join('').replace(/\s+/g, '');

// To a reader without definition lists their further blocks are code, whose text is shown with its marks.
const hasCodeInstead = (ours, theirs) => count(ours, 'dl') > 0 && count(theirs, 'dl') === 0;

// The first of the wanted characters that are not shown, in order, with what is around it.
function missing(wanted, shown) {
  let at = 0;
  for (let i = 0; i < wanted.length; i++) {
    at = shown.indexOf(wanted[i], at) + 1;
    if (at === 0) return wanted.slice(Math.max(0, i - 10), i + 20);
  }
  return null;
}

function lostText(ours, theirs) {
  const wanted = letters(ours);
  const shown = letters(theirs);
  const lost = missing(wanted, shown);
  if (!lost || !hasCodeInstead(ours, theirs)) return lost;
  return missing(wanted, shown.replaceAll('&lt;', '<').replaceAll('&amp;', '&'));
}

function lostEmphasis(ours, theirs) {
  // Nor are a reader's marks of notes that it does not know.
  const plain = (one) => one.replace(/[\\~]|\[\^[^\]]+\]/g, '');
  const shown = new Set(theirs.flatMap(emphasis).map(plain));
  const known = hasCodeInstead(ours, theirs) ? ours.filter((block) => block[0] !== 'dl') : ours;
  return known.flatMap(emphasis).map(plain).find((one) => !one.startsWith('del:') && !shown.has(one)) ?? null;
}

// What is lost between two readings: a sentence, or null.
export function loss(ours, theirs) {
  const words = lostText(ours, theirs);
  if (words) return `loses text at “${words}”`;
  const stress = lostEmphasis(ours, theirs);
  return stress ? `loses emphasis ${stress}` : null;
}
