// A host that watches: what changes shows up, is converted once, and nothing loops; what is killed leaves no child behind.

import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { listed } from './pages.mjs';
import { until } from './site.mjs';

const QUIET_SECONDS = 2;
const newcomer = `---
title: A bell for the fog
date: 2023-02-01
tags: [harbour]
---

The new bell on the north wall can be heard for three miles.
`;

const has = (site, address, text) => async () => (await site.readServed(address))?.includes(text) ?? false;

// Waits until the host has nothing more to do, then sees that it stays so.
async function quiet(site) {
  let last;
  const still = async () => {
    const now = `${site.conversions()} ${site.said.length}`;
    const same = now === last;
    last = now;
    if (!same) await sleep(QUIET_SECONDS * 1000);
    return same;
  };
  return until(still, 30);
}

export async function watchFaults(site) {
  const results = [];
  const report = (name, good, fault) => results.push([name, good ? [] : [fault ?? site.said.slice(-2000)]]);
  const { list } = site.host;
  const edit = (name, from, to) => writeFileSync(site.capture(name), readFileSync(site.capture(name), 'utf8').replace(from, to));
  const child = site.watch();
  const ready = await until(() => site.host.ready.test(site.said)) && await until(has(site, list, 'The keeper who counted ships'));
  report('watch: it starts', ready);
  if (!ready) return results;
  const { address } = listed(await site.readServed(list), list).get('Saltby pier opens its last forty metres');
  report('watch: nothing loops at first', await quiet(site));

  let before = site.conversions();
  edit('pier.html', 'oak from', 'larch from');
  report('watch: an edited body shows up', await until(has(site, address, 'larch from')));
  report('watch: nothing loops', await quiet(site));
  report('watch: one edited capture is converted once', site.conversions() === before + 1, `${site.conversions() - before} times`);
  edit('pier.html', /last forty metres/g, 'last fifty metres');
  report('watch: an edited title shows up in the list', await until(has(site, list, 'last fifty metres')));
  writeFileSync(site.capture('bell.md'), newcomer);
  report('watch: a new capture shows up in the list', await until(has(site, list, 'A bell for the fog')));
  rmSync(site.capture('bell.md'));
  if (site.host.overlooksDeletion) edit('pier.html', 'larch from', 'beech from');
  report('watch: a deleted capture goes from the list', await until(async () => !(await has(site, list, 'A bell for the fog')())));

  edit('pier.html', 'two hundred', 'three hundred');
  const ids = site.processes('tearsheet');
  child.kill('SIGKILL');
  report('killed: it leaves no tearsheet behind', await until(() => site.processes('tearsheet').length === 0, 10), `of ${ids}: ${site.processes('tearsheet')}`);
  return results;
}
