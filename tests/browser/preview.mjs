// `tearsheet serve` under a browser: the page on the screen follows its files.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { copy, program } from './sites.mjs';

export const patience = 20000; // ms; a loaded machine is no fault

// The address that the preview prints once it serves.
async function address(server) {
  let said = '';
  for await (const chunk of server.stdout) {
    said += chunk;
    const found = said.match(/http:\/\/\S+/);
    if (found) return found[0];
  }
  throw new Error(`tearsheet serve said no address: ${said}`);
}

const edit = (file, change) => writeFileSync(file, change(readFileSync(file, 'utf8')));
// Any article: a page where it came from, so that its text can be changed.
const article = (name, title, words) =>
  `---\ntitle: ${title}\ndate: 2024-06-01\nslug: ${name}\n---\n\n## One\n\n${words}\n\n## Two\n\n${'A line of the log.\n\n'.repeat(60)}`;

// Template: the change shows, a mistake is said with its line and its callers, and goes by itself.
async function mistake(page, at, folder) {
  const template = join(folder, 'templates/partials/colophon.html');
  const before = readFileSync(template, 'utf8');
  await page.goto(at);
  writeFileSync(template, before.replace('four books at a time', 'five books at a time'));
  await page.getByText('five books at a time').waitFor({ timeout: patience });
  writeFileSync(template, before.replace('{{ site.rights }}', '{{ site.rihgts }}'));
  const alert = page.getByRole('alert');
  await alert.waitFor({ timeout: patience });
  const words = await alert.textContent();
  const faults = [];
  for (const word of ['colophon.html:', 'rihgts', '^', 'called from', 'base.html'])
    if (!words.includes(word)) faults.push(`the mistake is said without "${word}": ${words}`);
  if (!await page.getByText('five books at a time').isVisible()) faults.push('the last good page is gone');
  const direct = await page.request.get(at);
  if (direct.status() !== 500) faults.push(`a page with a mistake is answered with ${direct.status()}`);
  const other = await page.request.get(`${at}atom.xml`);
  if (other.status() !== 200) faults.push(`a page without it is answered with ${other.status()}`);
  await page.goto(at); // what stands in for the page becomes the page
  await alert.waitFor({ timeout: patience });
  writeFileSync(template, before);
  await page.getByText('four books at a time').waitFor({ timeout: patience });
  await alert.waitFor({ state: 'detached', timeout: patience });
  return faults;
}

// A setting: the last site stays on the screen below what is wrong.
async function broken(page, at, folder) {
  const settings = join(folder, 'site.lua');
  const before = readFileSync(settings, 'utf8');
  await page.goto(at);
  writeFileSync(settings, before.replace('paginate', 'paginnate'));
  const alert = page.getByRole('alert');
  await alert.waitFor({ timeout: patience });
  const words = await alert.textContent();
  const kept = await page.locator('main').isVisible();
  writeFileSync(settings, before.replace('The Lodestar Papers', 'The Polestar Papers'));
  await page.getByText('The Polestar Papers').first().waitFor({ timeout: patience });
  await alert.waitFor({ state: 'detached', timeout: patience });
  return kept && /paginnate/.test(words) ? [] : [`a mistake in the settings is said as: ${words}`];
}

// The page, once its script follows the site.
async function follow(page, at) {
  const listens = page.waitForResponse((answer) => answer.url().endsWith('/_tearsheet/events'));
  await page.goto(at);
  await listens;
}

// What the reader did to the page stays: place, focus, what is open, what scripts put there.
async function inPlace(page, at, folder) {
  const file = join(folder, 'content/log.md');
  writeFileSync(file, article('log', 'The log', 'First words.'));
  await page.goto(at);
  await page.getByText('The log').first().waitFor({ timeout: patience });
  await follow(page, `${at}2024/06/log.html`);
  await page.evaluate(() => {
    window.ours = true;
    document.body.append(Object.assign(document.createElement('i'), { id: 'ours', textContent: 'ours' }));
    for (const details of document.querySelectorAll('details')) details.open = true;
    document.querySelector('details summary').focus({ preventScroll: true });
    scrollTo(0, 700);
  });
  const state = () => page.evaluate(() => ({
    ours: window.ours, node: !!document.querySelector('#ours'), y: Math.round(scrollY),
    open: document.querySelectorAll('details[open]').length, focus: document.activeElement.localName }));
  const before = await state();
  writeFileSync(file, article('log', 'The log', 'Second words, [a link](https://a.example/).'));
  await page.getByText('Second words').first().waitFor({ timeout: patience });
  const after = await state();
  const faults = JSON.stringify(before) === JSON.stringify(after) && before.ours && before.open
    ? [] : [`the page was ${JSON.stringify(before)} and is ${JSON.stringify(after)}`];
  // A new address: the page goes along.
  edit(file, (text) => text.replace('slug: log', 'slug: new-log'));
  await page.waitForURL('**/new-log.html', { timeout: patience });
  if (!await page.evaluate(() => window.ours)) faults.push('the page was loaded anew for its new address');
  return faults;
}

// A style sheet and an image that the front page shows, with what changes them and waits until it is seen.
function besides(page, at, folder) {
  const sheet = join(folder, 'templates/assets/own.css');
  const image = join(folder, 'static/own.svg');
  const served = async (file, words) => {
    const end = Date.now() + patience;
    while (!(await (await page.request.get(at + file)).text()).includes(words)) {
      if (Date.now() > end) throw new Error(`${file || 'the front page'} is served without "${words}"`);
      await page.waitForTimeout(50);
    }
  };
  const write = (wide) => {
    writeFileSync(sheet, `body { outline: ${wide}px solid red }`);
    writeFileSync(image, `<svg xmlns="http://www.w3.org/2000/svg" width="${wide}" height="${wide}"/>`);
  };
  return {
    write,
    add: async () => {
      write(1);
      edit(join(folder, 'templates/partials/colophon.html'),
        (text) => `<link rel="stylesheet" href="/assets/own.css"><img id="own" src="/own.svg" alt="">${text}`);
      await served('', 'own.svg');
    },
    served: async (wide) => { await served('assets/own.css', `${wide}px`); await served('own.svg', `"${wide}"`); },
    seen: (wide) => page.waitForFunction((size) => document.querySelector('#own')?.naturalWidth === size
      && getComputedStyle(document.body).outlineWidth === `${size}px`
      && document.querySelectorAll('link[href*="own.css"]').length === 1, wide, { timeout: patience }),
  };
}

async function styles(page, at, folder) {
  const own = besides(page, at, folder);
  await own.add();
  await follow(page, at);
  await own.seen(1);
  await page.evaluate(() => { window.ours = true; });
  own.write(3);
  await own.seen(3);
  return await page.evaluate(() => window.ours) ? [] : ['the page was loaded anew'];
}

// What changes after the page came and before it listens is not lost.
async function unheard(page, at, folder) {
  const own = besides(page, at, folder);
  await own.add();
  await page.route('**/_tearsheet/events', async (route) => {
    await own.seen(1);
    own.write(3);
    await own.served(3);
    await route.continue();
  }, { times: 1 });
  await page.goto(at);
  await own.seen(3);
  return [];
}

async function navigate(page, at, folder) {
  const name = `walk-${Date.now()}`;
  await follow(page, at);
  writeFileSync(join(folder, 'content/walk.md'), article(name, 'A walk', 'Along the quay.'));
  await page.waitForURL(`**/${name}.html`, { timeout: patience });
  return [];
}

// What drafts and withdrawn articles are called on their pages, and where links lead to them.
async function marks(page, at, folder) {
  writeFileSync(join(folder, 'content/draft.md'), article('a-draft', 'A draft', 'Not yet.').replace('slug', 'draft: true\nslug'));
  await page.goto(at);
  await page.locator('a[data-tearsheet-mark=draft]', { hasText: 'A draft' }).first().waitFor({ timeout: patience });
  const others = await page.locator('a[data-tearsheet-mark]', { hasNotText: 'A draft' }).count();
  if (others) return [`${others} other links are marked`];
  await page.goto(`${at}2024/06/a-draft.html`);
  const mark = await page.getByRole('note').textContent();
  return mark === 'draft' ? [] : [`a draft is called ${mark}`];
}

// Runs `look` with a new page and the address of a preview of the folder; what it throws is a fault.
export async function serve(browser, folder, look, options = []) {
  const server = spawn(program, ['serve', folder, ...options], { stdio: ['ignore', 'pipe', 'ignore'] });
  const ended = once(server, 'exit');
  const page = await browser.newPage();
  try {
    return await look(page, await address(server));
  } catch (error) {
    return [String(error)];
  } finally {
    await page.close();
    server.kill('SIGINT');
    await ended;
  }
}

// What the preview is asked to do, each with a site of its own.
const tasks = {
  'a mistake in a template is said in the page, which comes back by itself': [mistake],
  'a mistake in the settings is said on the last good page': [broken],
  'a change is made where it stands: place, focus, open details and what scripts did are kept': [inPlace],
  'style sheets and images change without the page': [styles],
  'style sheets and images that change before the page listens are seen': [unheard],
  'with --navigate the page goes to the article that changed': [navigate, ['--navigate']],
  'drafts are marked': [marks, ['--drafts']],
};

export async function preview(browser) {
  const results = {};
  for (const [name, [look, options]] of Object.entries(tasks)) {
    const folder = copy(`preview-${look.name}`);
    results[name] = await serve(browser, folder, (page, at) => look(page, at, folder), options);
  }
  return results;
}
