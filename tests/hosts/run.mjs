// Builds the sample site of each host with the real host, and looks for the articles in it.
//
//   node run.mjs [HOST…]     those hosts only; a host that cannot be installed here is skipped, and named

import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { check, close } from '../browser/report.mjs';
import { siteFaults, templateFaults } from './pages.mjs';
import { Site, captures } from './site.mjs';
import { watchFaults } from './watch.mjs';
import { withheldFaults } from './withheld.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const all = readdirSync(here).filter((name) => existsSync(join(here, name, 'host.mjs')));
const names = process.argv.length > 2 ? process.argv.slice(2) : all;

function buildFaults(site, env) {
  try {
    site.build(env);
    return [];
  } catch (error) {
    return [`${error.message}\n${error.stdout}\n${error.stderr}`.slice(-9000)];
  }
}

async function checkHost(name) {
  const { default: host } = await import(`./${name}/host.mjs`);
  const site = new Site(name, host);
  const reason = site.missing();
  if (reason) {
    console.log(`skipped ${name}: ${reason}`);
    return;
  }
  const report = (what, faults) => check(`${name}: ${what}`, faults);
  const started = Date.now();
  site.prepare();
  try {
    const failed = buildFaults(site);
    report('it builds', failed);
    if (failed.length) return;
    for (const [what, faults] of siteFaults(site)) report(what, faults);
    const withhold = () => { for (const [what, faults] of withheldFaults(site, () => buildFaults(site))) report(what, faults); };
    // The rest is about a plugin and its child.
    if (host.files) return withhold();
    const converted = site.conversions();
    report('each capture is converted once', converted === 10 ? [] : [`${converted} conversions`]);
    report('it builds again', buildFaults(site));
    report('the second build converts nothing', site.conversions() === converted ? [] : [`${site.conversions() - converted} conversions`]);
    report('the second build gives the same', siteFaults(site).flatMap(([what, faults]) => faults.map((fault) => `${what}: ${fault}`)));
    withhold();
    if (host.watch) for (const [what, faults] of await watchFaults(site)) report(what, faults);
    site.end();
    if (host.template) {
      cpSync(captures, site.capture(''), { recursive: true });
      // What the killed watch wrote, a host may take for what it wrote before.
      rmSync(join(site.folder, host.out), { recursive: true });
      for (const { file, from, to } of [host.template].flat()) {
        const path = join(site.folder, file);
        mkdirSync(dirname(path), { recursive: true });
        writeFileSync(path, from ? readFileSync(path, 'utf8').replace(from, to) : to);
      }
      report('it builds pages of Tearsheet\'s own', [...buildFaults(site), ...templateFaults(site)]);
    }
    const message = buildFaults(site, { TEARSHEET: 'no-tearsheet' }).join('\n');
    report('without tearsheet it says how to install it', /no-tearsheet[^]*install tearsheet/i.test(message) ? [] : [message || 'it built']);
  } finally {
    site.end();
    console.log(`      ${name}: ${((Date.now() - started) / 1000).toFixed(1)} s`);
  }
}

for (const name of names) await checkHost(name);
process.exitCode = close();
