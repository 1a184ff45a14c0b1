// The inspector: a click on a block asks for rules, and writes the one that is chosen.
(() => {
  'use strict';
  const dialog = document.querySelector('dialog');
  if (!dialog) return;
  const { file } = document.body.dataset;
  const find = (selector) => dialog.querySelector(selector);
  const choices = find('fieldset');
  const write = find('[data-write]');
  const memory = `inspector ${file}`;
  let block;
  let action;

  const say = (words) => { find('[role=alert]').textContent = words; };

  async function ask(query, body) {
    const answer = await fetch(`/_tearsheet/rule${query}`, body && {
      method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ file, ...body }) });
    const result = await answer.json().catch(() => ({ error: { message: answer.statusText } }));
    if (result.error) throw new Error(result.error.message);
    return result;
  }

  // The page is made anew with the rule; where we were and what was written is remembered.
  async function change(body) {
    await ask('', body);
    sessionStorage.setItem(memory, JSON.stringify({ block, rule: body.rule }));
    location.reload();
  }

  function add(tag, parent, words) {
    const element = document.createElement(tag);
    element.textContent = words;
    parent.append(element);
    return element;
  }

  function forget() {
    choices.hidden = write.hidden = true;
    for (const label of choices.querySelectorAll('label')) label.remove();
    for (const button of dialog.querySelectorAll('[data-action]')) {
      button.setAttribute('aria-pressed', String(button.dataset.action === action));
    }
    say('');
  }

  function open(button) {
    block = Number(button.dataset.block);
    action = '';
    forget();
    find('blockquote').textContent = button.firstElementChild.textContent;
    dialog.showModal();
  }

  function show({ file: name, rules }) {
    if (rules.length === 0) return say('No rule fits this block alone.');
    find('legend').textContent = `Into ${name}:`;
    rules.forEach(({ rule, blocks, found }, i) => {
      const label = add('label', choices, '');
      const input = add('input', label, '');
      Object.assign(input, { type: 'radio', name: 'rule', value: rule, checked: i === 0 });
      label.append(' ');
      add('code', label, rule);
      add('small', label, found ? ` gives “${found}”` : ` names ${blocks} of this page’s blocks`);
      if (/\[\d+\]/.test(rule)) add('small', label, ', by its place, which other pages may not have');
    });
    choices.hidden = write.hidden = false;
  }

  async function choose(wanted) {
    action = wanted;
    forget();
    const result = await ask(`?${new URLSearchParams({ file, block, action })}`);
    if (action === wanted) show(result);
  }

  document.addEventListener('click', async ({ target }) => {
    const button = target.closest('button');
    if (!button) return;
    const { dataset } = button;
    try {
      if (dataset.block) open(button);
      else if (dataset.action) await choose(dataset.action);
      else if ('write' in dataset) await change({ block, action, rule: find('input:checked').value });
      else if ('remove' in dataset) await change({ remove: button.previousElementSibling.textContent });
      else if ('close' in dataset) dialog.close();
    } catch (error) {
      if (!dialog.open) dialog.showModal();
      say(error.message);
    }
  });

  // Columns scroll by themselves, which browsers forget.
  const columns = [...document.querySelectorAll('main > section')];
  addEventListener('pagehide', () => {
    sessionStorage.setItem(`${memory} at`, JSON.stringify(columns.map((column) => column.scrollTop)));
  });
  JSON.parse(sessionStorage.getItem(`${memory} at`) ?? '[]').forEach((top, i) => { columns[i].scrollTop = top; });
  const last = JSON.parse(sessionStorage.getItem(memory) ?? '{}');
  for (const rule of document.querySelectorAll('.rules li')) {
    if (rule.firstElementChild.textContent !== last.rule) continue;
    rule.className = 'new';
    rule.querySelector('button').textContent = 'Undo';
    rule.scrollIntoView({ block: 'nearest' });
  }
  document.querySelector(`[data-block="${last.block}"]`)?.focus({ preventScroll: true });
})();
