// What a page can do beyond being read: its text larger or smaller, copying, printing. All of it is optional; the
// buttons are shown only where this runs. It stands in the head, so that the text has its size before it is seen.

(() => {
  const root = document.documentElement;
  const sizes = [88, 100, 113, 125, 150];
  const key = 'tearsheet-text-size';

  const stored = () => {
    try { return Number(localStorage.getItem(key)) || 100; } catch { return 100; }
  };
  const resize = (size) => {
    root.style.fontSize = size === 100 ? '' : `${size}%`;
    try { localStorage.setItem(key, size); } catch { /* it is forgotten, then */ }
  };

  async function copy(text, field) {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const area = field ?? document.body.appendChild(Object.assign(document.createElement('textarea'), { value: text }));
      area.select();
      document.execCommand('copy');
      if (!field) area.remove();
    }
  }

  // Says for a moment on the button that it is done.
  function confirm(button) {
    const label = button.textContent;
    button.textContent = button.dataset.done;
    setTimeout(() => { button.textContent = label; }, 1500);
  }

  const actions = {
    size(button) {
      const at = sizes.indexOf(stored()) + Number(button.dataset.step);
      resize(sizes[Math.min(Math.max(at, 0), sizes.length - 1)]);
      reach();
    },
    async link(button) {
      await copy(location.href.split('#')[0]);
      confirm(button);
    },
    async copy(button) {
      const field = document.getElementById(button.getAttribute('aria-controls'));
      await copy(field.value, field);
      confirm(button);
    },
    print() { print(); },
  };

  // The keyboard stops at what is wider than its column only, where the arrow keys scroll it.
  function reach() {
    for (const wide of document.querySelectorAll('.body :is(table, pre)')) {
      if (wide.scrollWidth > wide.clientWidth) wide.tabIndex = 0;
      else wide.removeAttribute('tabindex');
    }
  }

  root.classList.add('scripted');
  if (stored() !== 100) resize(stored());
  addEventListener('load', reach);
  addEventListener('resize', reach);
  document.addEventListener('click', ({ target }) => {
    const button = target.closest('button[data-do]');
    if (button) actions[button.dataset.do](button);
  });
})();
