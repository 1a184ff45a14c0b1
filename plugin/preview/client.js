// What the preview adds to each page: it follows changes of the site without losing the reader's place.
(() => {
  'use strict';
  const own = location.pathname.startsWith('/_tearsheet/');
  const root = document.documentElement;
  const { id, mark } = document.currentScript.dataset;
  const parse = (text) => new DOMParser().parseFromString(text, 'text/html');
  const path = (address) => decodeURI(new URL(address, location).pathname).slice(1);
  const script = (page) => page.querySelector('script[src="/_tearsheet/client.js"]');
  let was; // the page as the server last sent it
  let known = id; // the last change that the page shows
  let news;
  let run = 0;

  // Above the page, outside its body, which stays as the server sent it.
  function show(name, role, words, style) {
    let box = root.querySelector(`:scope > [data-tearsheet=${name}]`);
    if (!words) { box?.remove(); return; }
    if (!box) {
      box = document.createElement('pre');
      box.dataset.tearsheet = name;
      box.setAttribute('role', role);
      box.style.cssText = `position:fixed;z-index:2147483647;margin:0;font:14px/1.5 monospace;color:#fff;text-align:left;direction:ltr;white-space:pre-wrap;${style}`;
      root.append(box);
    }
    box.textContent = words;
  }
  const showError = (words) => show('error', 'alert', words, 'inset:auto 0 0;max-height:70vh;overflow:auto;padding:1rem;background:#300');
  const showMark = (words) => show('mark', 'note', words, 'inset:0 0 auto auto;padding:.1rem .6rem;background:#746');

  // Links to articles that have a mark have it too.
  async function markLinks() {
    const marks = await (await fetch('/_tearsheet/marks', { cache: 'no-cache' })).json();
    const words = new Map(Object.entries(marks).map(([at, word]) => [new URL(`/${encodeURI(at)}`, location).pathname, word]));
    for (const link of document.links) {
      const word = link.origin === location.origin && !link.querySelector('img') && words.get(link.pathname.replace(/\/$/, '/index.html'));
      if (word) link.dataset.tearsheetMark = word;
      else delete link.dataset.tearsheetMark;
    }
    if (!words.size || root.querySelector(':scope > style[data-tearsheet]')) return;
    const style = document.createElement('style');
    style.dataset.tearsheet = 'marks';
    style.textContent = '[data-tearsheet-mark]::after{content:attr(data-tearsheet-mark);margin-inline-start:.4em;padding:0 .4em;font:.75rem/1.4 monospace;background:#746;color:#fff}';
    root.append(style);
  }

  const alike = (a, b) => a.nodeName === b.nodeName && (a.id ?? '') === (b.id ?? '');

  function setAttributes(node, old, now) {
    for (const { name } of [...old.attributes]) if (name !== 'open' && !now.hasAttribute(name)) node.removeAttribute(name);
    for (const { name, value } of now.attributes) if (name !== 'open' && old.getAttribute(name) !== value) node.setAttribute(name, value);
  }

  // Makes a node like another, by as few steps as it takes.
  function morph(node, now) {
    if (node.isEqualNode(now)) return;
    if (node.nodeType !== 1) { node.data = now.data; return; }
    setAttributes(node, node, now);
    const wanted = [...now.childNodes];
    let at = node.firstChild;
    wanted.forEach((want, i) => {
      let next = at;
      for (let n = 0; next && n < 50 && !next.isEqualNode(want); n++) next = next.nextSibling;
      if (next?.isEqualNode(want)) while (at !== next) { const gone = at; at = at.nextSibling; gone.remove(); }
      else if (!at || !alike(at, want) || wanted.slice(i + 1, i + 50).some((later) => at.isEqualNode(later))) {
        node.insertBefore(document.importNode(want, true), at);
        return;
      } else morph(at, want);
      at = at.nextSibling;
    });
    while (at) { const gone = at; at = at.nextSibling; gone.remove(); }
  }

  // Changes what differs between two states of the page and leaves the rest as scripts and the reader made it.
  function patch(node, old, now) {
    if (old.isEqualNode(now)) return;
    const [a, b, c] = [[], [...old.childNodes], [...now.childNodes]];
    let at = node.firstChild;
    for (const child of b) { // what scripts have put between them stays
      while (at && !alike(at, child)) at = at.nextSibling;
      a.push(at);
      at = at?.nextSibling;
    }
    const same = b.length === c.length && b.every((n, i) => a[i] && alike(n, c[i]));
    if (node.nodeType !== 1 || !same) { morph(node, now); return; }
    setAttributes(node, old, now);
    a.forEach((n, i) => patch(n, b[i], c[i]));
  }

  async function refresh() {
    if (own || !was) { location.reload(); return; }
    const turn = ++run;
    const answer = await fetch(location.href, { cache: 'no-cache' });
    const now = parse(await answer.text());
    if (turn !== run) return; // a later change is on its way
    const error = now.querySelector('[data-tearsheet=error]');
    showError(error?.textContent);
    if (error) return;
    if (root.querySelector('body > [data-tearsheet=error]')) { location.reload(); return; }
    patch(document.head, was.head, now.head);
    patch(document.body, was.body, now.body);
    setAttributes(root, was.documentElement, now.documentElement);
    was = now;
    showMark(script(now)?.dataset.mark);
    await markLinks();
  }

  const stamp = (address) => `${address.split('?')[0]}?${Date.now()}`;
  const ours = (address) => new URL(address, location).origin === location.origin;
  const leaving = new WeakSet(); // style sheets that stay until their next state is there
  const older = new WeakMap(); // the style sheet that one replaces

  function swapStyle(link) {
    if (leaving.has(link)) return; // what replaces it is itself replaced
    const next = link.cloneNode();
    next.href = stamp(link.href);
    leaving.add(link);
    older.set(next, link);
    next.onload = next.onerror = () => { for (let gone = link; gone; gone = older.get(gone)) gone.remove(); };
    link.after(next);
  }

  // Without a file, or with one that only other sheets name: all of them.
  function swapStyles(file) {
    const links = [...document.querySelectorAll('link[rel~=stylesheet]')].filter((link) => ours(link.href));
    const hit = links.filter((link) => path(link.href) === file);
    (hit.length ? hit : links).forEach(swapStyle);
  }

  // Without a file: all of them.
  function swapImages(file) {
    for (const image of document.images) {
      const address = image.currentSrc || image.src;
      if (ours(address) && (!file || path(address) === file)) { image.srcset = ''; image.src = stamp(address); }
    }
  }

  function swap(file) {
    if (/\.css$/i.test(file)) { swapStyles(file); return; }
    swapImages(file);
    for (const script of document.scripts) if (script.src && path(script.src) === file) location.reload();
  }

  function hear(change) {
    const { id: last, first, error, copies, pages, show: shown, from, to, navigate } = change;
    showError(error);
    const missed = first && known !== undefined && known !== last;
    const fresh = !first || missed;
    known = last;
    if (!fresh || error) return;
    if (!own && from !== undefined && path(location) === from) history.replaceState(null, '', `/${encodeURI(to)}`);
    if (navigate && shown !== undefined && path(location) !== shown && !own) { location.assign(`/${encodeURI(shown)}`); return; }
    if (missed) { swapStyles(); swapImages(); } // nobody has told which
    copies?.forEach(swap);
    if (pages || missed) refresh();
  }

  // A hidden page does not listen: browsers grant few connections to one host.
  function listen() {
    if (document.hidden) { news?.close(); news = null; return; }
    news ??= new EventSource('/_tearsheet/events');
    news.onmessage = (event) => hear(JSON.parse(event.data));
  }

  async function start() {
    const answer = await fetch(location.href, { cache: 'no-cache' });
    was = parse(await answer.text());
    if (script(was)?.dataset.id === id) return markLinks();
    location.reload();
    return new Promise(() => {}); // the next page listens
  }

  showMark(mark);
  document.addEventListener('visibilitychange', listen);
  if (own) listen();
  else start().finally(listen);
})();
