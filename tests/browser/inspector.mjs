// The inspector of `tearsheet serve`: a block is dropped by a click, by the keys, and comes back; and axe over it.

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { faults as accessFaults } from './access.mjs';
import { copy } from './sites.mjs';
import { patience, serve } from './preview.mjs';

const paragraph = (words) => `<p>${words} was opened again on Monday, nine years after it was closed, and the mayor, `
  + 'who cut the ribbon, said that the town had waited long enough for one as good as new.</p>';
const capture = `<!doctype html><title>The bridge</title><body><h1>The bridge at Saltby</h1><article>
${paragraph('The old bridge')}${paragraph('The old harbour')}<p class="offer">Subscribers, by the way, read all of
this a whole day earlier, for less than the price of a cup of tea, and never see a page like this one again.</p>
<img src="https://outside.example/pixel.png" onerror="document.title='ran'">${paragraph('The old market')}</article>
<script>document.title = 'ran';</script>`;

async function follow(page, address, folder) {
  const faults = [];
  const expect = (true_, words) => { if (!true_) faults.push(words); };
  // What a page has to come to, though it be loaded once more in the middle of the question.
  const becomes = (what, words) => page.waitForFunction(what, null, { timeout: patience }).catch(() => faults.push(words));
  const rules = join(folder, 'rules/saltby.example.txt');
  const article = page.locator('article');
  page.on('request', (request) => expect(request.url().startsWith(address), `asked for ${request.url()}`));
  page.on('pageerror', (error) => faults.push(String(error)));

  await page.goto(`${address}_tearsheet/`);
  await page.getByRole('searchbox').fill('SALTBY');
  await page.keyboard.press('Enter');
  await page.getByText('1 of ').waitFor();
  await page.getByRole('link', { name: 'content/bridge.html' }).click();
  await article.getByText('Subscribers').waitFor();

  await page.getByRole('button', { name: 'Subscribers' }).click();
  await page.getByRole('button', { name: 'Drop', exact: true }).click();
  await page.getByText("strip: //p[@class='offer']").waitFor();
  await page.getByRole('button', { name: 'Write the rule' }).click();
  await page.getByRole('button', { name: 'Undo', exact: true }).waitFor();
  await becomes(() => !document.querySelector('article').textContent.includes('Subscribers'),
    'what was dropped is still in the article');
  expect(readFileSync(rules, 'utf8') === "strip: //p[@class='offer']\n", 'the rule is not in its file');
  await becomes(() => document.activeElement.textContent.includes('Subscribers'), 'the block has lost the focus');

  await page.getByRole('button', { name: 'Undo', exact: true }).press('Enter');
  await article.getByText('Subscribers').waitFor();
  expect(!existsSync(rules), 'the file of rules is still there');

  // The page is loaded once more when the file of rules has gone: a dialog that was open then is opened again.
  const open = async () => {
    await page.getByRole('button', { name: 'The old market' }).press('Enter');
    return page.getByRole('dialog').waitFor({ timeout: patience / 2 }).then(() => true, () => false);
  };
  expect(await open() || await open() || await open(), 'Enter opens no dialog');
  await page.keyboard.press('Escape');
  await becomes(() => !document.querySelector('dialog[open]'), 'Escape leaves the dialog open');
  await becomes(() => document.title === 'content/bridge.html', 'a script of the capture ran');
  return faults;
}

export async function inspector(browser) {
  const folder = copy('inspector');
  writeFileSync(join(folder, 'content/bridge.html'), capture);
  writeFileSync(join(folder, 'content/bridge.yaml'), 'url: https://www.saltby.example/bridge\n');
  return serve(browser, folder, async (page, address) => {
    const found = await follow(page, address, folder);
    const pages = ['_tearsheet/', '_tearsheet/inspect?file=content/bridge.html'].map((path) => `${address}${path}`);
    return [...found, ...await accessFaults(browser, pages)];
  });
}
