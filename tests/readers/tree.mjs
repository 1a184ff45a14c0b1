// HTML as a tree in which only what a reader of the article would miss is left: so that two readers' pages of the same
// Markdown can be compared. A node is a string or [tag, attributes, children…].

import { parseFragment } from 'parse5';

const same = { b: 'strong', i: 'em', s: 'del', strike: 'del' };
// <cite> around titles is put in on the way to HTML, nobody writes it.
const transparent = new Set(['div', 'span', 'cite', 'thead', 'tbody', 'colgroup', 'section', 'figure', 'rp']);
const inline = new Set(['a', 'em', 'strong', 'code', 'del', 'img', 'br', 'ruby', 'rt', 'sup', 'sub', 'note']);
const kept = { a: ['href', 'title'], img: ['src', 'alt', 'title'], ol: ['start'], td: ['align'], th: ['align'] };

const attribute = (node, name) => node.attrs?.find((one) => one.name === name)?.value;

// Alignment of a cell is an attribute, a style or a class.
function alignment(node) {
  const said = `${attribute(node, 'align') ?? ''} ${attribute(node, 'style') ?? ''} ${attribute(node, 'class') ?? ''}`;
  return /\b(left|center|right)\b/.exec(said)?.[1];
}

function plainAddress(address) {
  try {
    return decodeURI(address);
  } catch {
    return address;
  }
}

function attributes(node, tag) {
  const found = {};
  for (const name of kept[tag] ?? []) {
    const value = name === 'align' ? alignment(node) : attribute(node, name);
    if (value) found[name] = name === 'href' || name === 'src' ? plainAddress(value) : value.replace(/\s+/g, ' ').trim();
  }
  if (found.start === '1') delete found.start;
  return found;
}

const isNote = (node) => /^#(fn|footnote)-?(?!.*ref)/.test(attribute(node, 'href') ?? '');
const isBack = (node) => /^#(fn-?ref|footnote-?ref|r)/.test(attribute(node, 'href') ?? '') && node.tagName === 'a' &&
  /back|reversefootnote/.test(node.attrs.map((one) => one.name + one.value).join(' '));

// Neighbouring strings become one; white space at the edges of blocks goes.
function squeeze(children, isBlock) {
  const out = [];
  for (const child of children) {
    if (typeof child !== 'string') out.push(child);
    else if (typeof out.at(-1) === 'string') out[out.length - 1] += child;
    else out.push(child);
  }
  const edge = (at) => at < 0 || at >= out.length ? isBlock : Array.isArray(out[at]) && (!inline.has(out[at][0]) || out[at][0] === 'br');
  return out.map((child, i) => {
    if (typeof child !== 'string') return child;
    let text = child.replace(/[ \t\n\r]+/g, ' ');
    if (edge(i - 1)) text = text.trimStart();
    if (edge(i + 1)) text = text.trimEnd();
    return text;
  }).filter((child) => child !== '');
}

// A figure's caption was the title of its image in Markdown, and is that for every other reader.
function figure(node) {
  const image = find(node, 'img');
  if (!image) return null;
  const caption = find(node, 'figcaption');
  const credit = caption && find(caption, 'span');
  const title = caption ? textOf(caption, credit).replace(/\s+/g, ' ').trim() : '';
  return ['p', {}, ['img', { ...attributes(image, 'img'), ...(title && { title }) }]];
}

// A card was a link with a title in Markdown.
function card(node) {
  const link = find(node, 'a');
  const provider = find(node, 'span');
  const title = provider ? `card: ${textOf(provider)}` : '';
  return link && ['p', {}, ['a', { ...attributes(link, 'a'), title }, ...squeeze(childrenOf(link), true)]];
}

const find = (node, tag) => {
  for (const child of node.childNodes ?? []) {
    const found = child.tagName === tag ? child : find(child, tag);
    if (found) return found;
  }
  return null;
};

const textOf = (node, without) => node === without ? '' :
  node.value ?? (node.childNodes ?? []).map((child) => textOf(child, without)).join('');

const classes = (node) => ` ${attribute(node, 'class') ?? ''} `;

function childrenOf(node) {
  return (node.childNodes ?? []).flatMap((child) => normal(child));
}

function notes(node) {
  const list = find(node, 'ol');
  return list ? [['notes', {}, ...squeeze(childrenOf(list), true)]] : [];
}

// A table's caption is a bold paragraph before it in Markdown, a row's header a bold first cell.
function table(node) {
  const children = squeeze(childrenOf(node), true);
  const rows = children.filter((child) => child[0] !== 'caption').map((row) => row[0] !== 'tr' || row.every((cell) => cell[0] !== 'td')
    ? row : row.map((cell) => cell[0] === 'th' ? ['td', cell[1], ['strong', {}, ...cell.slice(2)]] : cell));
  const caption = children.find((child) => child[0] === 'caption');
  return [...(caption ? [['p', {}, ['strong', {}, ...caption.slice(2)]]] : []), ['table', {}, ...rows]];
}

// A line break in a term parts two terms of the same details.
function terms(children) {
  const found = [['dt', {}]];
  for (const child of children) {
    if (child[0] === 'br') found.push(['dt', {}]);
    else found.at(-1).push(child);
  }
  return found;
}

function normal(node) {
  if (node.nodeName === '#text') return [node.value];
  if (!node.tagName || isBack(node)) return [];
  const tag = same[node.tagName] ?? node.tagName;
  if (tag === 'figure' && figure(node)) return [figure(node)];
  if (/ (footnotes?|notes) /.test(classes(node)) && transparent.has(tag)) return notes(node);
  if (tag === 'hr' && / footnotes-sep /.test(classes(node))) return [];
  if (tag === 'p' && / card /.test(classes(node)) && card(node)) return [card(node)];
  const children = childrenOf(node);
  if (tag === 'sup' && find(node, 'a') && isNote(find(node, 'a'))) return [['note', {}]];
  if (transparent.has(tag)) return children;
  if (tag === 'tr' && children.every((child) => typeof child === 'string' ? !child.trim() : child.length === 2)) return [];
  if (tag === 'table') return table(node);
  if (tag === 'pre') return [['pre', {}, textOf(node).replace(/\n$/, '')]];
  const trimmed = squeeze(children, !inline.has(tag));
  if (tag === 'dt') return terms(trimmed);
  // Paragraphs in an item say how far apart lines stand, no more.
  if (tag === 'li' || tag === 'dd') return [[tag, {}, ...squeeze(trimmed.flatMap((child) => child[0] === 'p' ? child.slice(2) : [child]), true)]];
  return [[tag, attributes(node, tag), ...trimmed]];
}

// Headings of an article begin at any level: the highest is the first.
function shiftHeadings(tree) {
  const headings = [];
  const find = (node) => {
    if (!Array.isArray(node)) return;
    if (/^h[1-6]$/.test(node[0])) headings.push(node);
    node.forEach(find);
  };
  find(tree);
  const first = Math.min(...headings.map((node) => Number(node[0][1])));
  for (const node of headings) node[0] = `h${Number(node[0][1]) - first + 1}`;
  return tree;
}

// The blocks of a page.
export function blocks(html) {
  return shiftHeadings(squeeze(childrenOf(parseFragment(html)), true));
}

export function text(node) {
  return typeof node === 'string' ? node : node.slice(node[0] && typeof node[0] === 'string' ? 2 : 0).map(text).join('');
}

// What is emphasised, in order.
export function emphasis(node) {
  if (typeof node === 'string') return [];
  const own = ['em', 'strong', 'del'].includes(node[0]) ? [`${node[0]}:${text(node).replace(/\s+/g, '')}`] : [];
  return [...own, ...node.slice(2).flatMap(emphasis)];
}
