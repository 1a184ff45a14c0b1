// How each language is set: the articles of the specimen, measured in a browser at several widths.

import { pathToFileURL } from 'node:url';
import { kinds } from './kinds.mjs';

const cjk = { lineBreak: 'strict', textAutospace: 'normal', fontStyle: 'normal' };
// The first face that each language asks for, and what its readers are used to.
const wanted = {
  'zh-Hans': { ...cjk, face: /^"?Source Han Serif SC/, quote: /Kaiti SC/, emphasis: 'dot', under: true, indent: 2 },
  'zh-Hant': { ...cjk, face: /^"?Source Han Serif TC/, quote: /Kaiti TC/, emphasis: 'dot', under: true, indent: 2 },
  ja: { ...cjk, face: /^"?Hiragino Mincho/, quote: /^"?Hiragino Mincho/, emphasis: 'sesame', under: false, indent: 1 },
  ar: { lineBreak: 'auto', textAutospace: 'no-autospace', fontStyle: 'normal', face: /^"?Noto Naskh Arabic/, quote: /Noto Naskh Arabic/, emphasis: 'none', indent: 0 },
  en: { lineBreak: 'auto', textAutospace: 'no-autospace', fontStyle: 'italic', face: /^Charter/, quote: /^Charter/, emphasis: 'none', indent: 0 },
};

// Runs in the page: how its text is set.
function look() {
  const body = document.querySelector('.body');
  const style = (element) => getComputedStyle(element);
  const paragraph = body.querySelector(':scope > p');
  const em = style(body.querySelector('em'));
  return {
    face: style(paragraph).fontFamily,
    quote: style(body.querySelector('blockquote')).fontFamily,
    lineBreak: style(paragraph).lineBreak,
    textAutospace: style(paragraph).textAutospace,
    code: [...body.querySelectorAll('code')].every((element) => style(element).textAutospace === 'no-autospace'),
    fontStyle: em.fontStyle,
    emphasis: em.textEmphasisStyle,
    position: em.textEmphasisPosition,
    indent: Math.round(parseFloat(style(paragraph).textIndent) / parseFloat(style(paragraph).fontSize)),
    direction: style(body).direction,
  };
}

// Runs in the page: characters that stand where a line may not begin or end (clreq and jlreq at the level of GB/T 15834).
function misplaced() {
  const first = '，。、；：？！”’」』》〉）】〕…—·ー々ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮ';
  const last = '“‘「『《〈（【〔';
  const found = [];
  const top = (node, at) => {
    const range = document.createRange();
    range.setStart(node, at);
    range.setEnd(node, at + 1);
    const box = range.getClientRects()[0];
    return box && box.width > 0 ? box.top + box.height / 2 : null;
  };
  for (const block of document.querySelectorAll('h1, .dek, .body :is(p, li, h2, th, td, caption)')) {
    const walk = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    let before = null;
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
      if (node.parentElement.closest('rt, rp, .note-ref')) continue;
      for (let i = 0; i < node.data.length; i += 1) {
        const y = /\s/.test(node.data[i]) ? null : top(node, i);
        if (y === null) continue;
        const broken = before && y - before.y > before.size * 0.8;
        if (broken && (first.includes(node.data[i]) || last.includes(before.char))) found.push(`${before.char}|${node.data.slice(i, i + 6)}`);
        before = { y, char: node.data[i], size: parseFloat(getComputedStyle(node.parentElement).fontSize) };
      }
    }
  }
  return found;
}

export async function typography(browser, site) {
  const pages = kinds(site);
  const faults = [];
  const page = await browser.newPage({ javaScriptEnabled: true });
  for (const [language, want] of Object.entries(wanted)) {
    await page.goto(pathToFileURL(pages.get(`specimen-${language}`)).href);
    const set = await page.evaluate(look);
    const say = (what, value) => faults.push(`${language}: ${what} is ${value}`);
    for (const name of ['lineBreak', 'textAutospace', 'fontStyle', 'indent']) if (set[name] !== want[name]) say(name, set[name]);
    for (const name of ['face', 'quote']) if (!want[name].test(set[name])) say(name, set[name]);
    if (!set.emphasis.includes(want.emphasis)) say('emphasis', set.emphasis);
    if (want.under !== undefined && set.position.startsWith('under') !== want.under) say('the place of the dots', set.position);
    if (!set.code) say('autospace in code', 'on');
    if (set.direction !== (language === 'ar' ? 'rtl' : 'ltr')) say('direction', set.direction);
    if (want.lineBreak !== 'strict') continue;
    for (const width of [320, 345, 360, 375, 390, 412, 430, 768, 1440]) {
      await page.setViewportSize({ width, height: 900 });
      for (const place of await page.evaluate(misplaced)) say(`a line's edge at ${width}`, place);
    }
  }
  await page.close();
  return faults;
}
