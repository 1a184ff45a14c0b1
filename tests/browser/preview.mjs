// `tearsheet serve` under a browser: the page on the screen follows its files.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { copy, program } from './sites.mjs';

const patience = 20000; // ms; a loaded machine is no fault

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

async function follow(page, folder) {
  const template = join(folder, 'templates/partials/colophon.html');
  const before = readFileSync(template, 'utf8');
  writeFileSync(template, before.replace('four books at a time', 'five books at a time'));
  await page.getByText('five books at a time').waitFor({ timeout: patience });
  writeFileSync(template, before.replace('{{ site.rights }}', '{{ site.rihgts }}'));
  const alert = page.getByRole('alert');
  await alert.waitFor({ timeout: patience });
  const words = await alert.textContent();
  writeFileSync(template, before);
  await page.getByText('four books at a time').waitFor({ timeout: patience });
  await alert.waitFor({ state: 'detached', timeout: patience });
  return /colophon\.html/.test(words) && /rights/.test(words) ? [] : [`the mistake is said as: ${words}`];
}

// Runs `look` with a new page and the address of a preview of the folder; what it throws is a fault.
export async function serve(browser, folder, look) {
  const server = spawn(program, ['serve', folder], { stdio: ['ignore', 'pipe', 'ignore'] });
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

export function preview(browser) {
  const folder = copy('preview');
  return serve(browser, folder, async (page, at) => {
    await page.goto(at);
    return follow(page, folder);
  });
}
