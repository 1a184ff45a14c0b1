// The search page: Pagefind's index, asked as the reader types. ?q=WORDS searches at once.

(() => {
  const form = document.querySelector('form.search');
  const { index, found, none, missing } = form.dataset;
  const [query, status, list] = ['query', 'found', 'results'].map((id) => document.getElementById(id));
  const most = 50;
  let asked = 0;

  function show({ url, meta, excerpt }) {
    const item = document.createElement('li');
    const link = Object.assign(document.createElement('a'), { href: url, textContent: meta.title });
    const text = document.createElement('p');
    // Pagefind marks what it found with <mark>; all else in an excerpt is text.
    for (const [i, part] of excerpt.split(/<\/?mark>/).entries()) {
      const words = new DOMParser().parseFromString(part, 'text/html').body.textContent;
      text.append(i % 2 ? Object.assign(document.createElement('mark'), { textContent: words }) : words);
    }
    item.dir = text.dir = 'auto';
    if (meta.language) item.lang = meta.language;
    item.append(link, text);
    return item;
  }

  async function search(pagefind) {
    const turn = ++asked;
    const words = query.value.trim();
    history.replaceState(null, '', words ? `?q=${encodeURIComponent(words)}` : location.pathname);
    const results = words ? (await pagefind.debouncedSearch(words, {}, 150))?.results : [];
    if (!results || turn !== asked) return;
    const data = await Promise.all(results.slice(0, most).map((result) => result.data()));
    if (turn !== asked) return;
    list.replaceChildren(...data.map(show));
    status.textContent = !words ? '' : results.length ? found.replace('{count}', results.length) : none;
  }

  async function start() {
    const address = new URL(index, document.baseURI);
    const pagefind = await import(new URL('pagefind.js', address));
    await pagefind.options({ bundlePath: address.pathname, baseUrl: new URL('..', address).pathname });
    query.value = new URLSearchParams(location.search).get('q') ?? '';
    query.addEventListener('input', () => search(pagefind));
    form.addEventListener('submit', (event) => { event.preventDefault(); search(pagefind); });
    form.hidden = false;
    if (query.value) search(pagefind); else query.focus();
  }

  start().catch(() => { status.textContent = missing; });
})();
