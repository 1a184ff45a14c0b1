// One sample site in build/hosts/HOST, built and watched by its real generator with what tests/hosts/HOST/host.mjs says.

import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setTimeout as sleep } from 'node:timers/promises';

const here = dirname(fileURLToPath(import.meta.url));
const root = resolve(here, '../..');

export const program = resolve(process.env.TEARSHEET ?? join(root, 'build/release/tearsheet'));
export const captures = join(here, 'captures');

const readJson = (file) => JSON.parse(readFileSync(file, 'utf8'));

export class Site {
  constructor(name, host, folder = join(root, 'build/hosts', name)) {
    Object.assign(this, { name, host, folder, source: join(here, name), log: `${folder}.log` });
    this.env = {
      ...process.env, TZ: 'America/Los_Angeles', CI: '1', NO_COLOR: '1', TEARSHEET: join(here, 'tearsheet'),
      TEARSHEET_PROGRAM: program, TEARSHEET_LOG: this.log, ...host.env,
    };
  }

  // Why the host cannot be run here; null where it can.
  missing() {
    const command = (this.host.needs ?? []).find((name) => spawnSync('sh', ['-c', `command -v ${name}`]).status !== 0);
    if (command) return `there is no ${command}`;
    return this.host.missing?.() ?? this.installPackages();
  }

  // The folder as a user has it who never built: the sample site and the captures. Installed packages stay.
  prepare(capturesFrom = captures) {
    mkdirSync(this.folder, { recursive: true });
    for (const entry of readdirSync(this.folder)) if (entry !== 'node_modules') rmSync(join(this.folder, entry), { recursive: true });
    for (const cache of ['.cache', '.astro']) rmSync(join(this.folder, 'node_modules', cache), { recursive: true, force: true });
    cpSync(this.source, this.folder, { recursive: true });
    cpSync(capturesFrom, this.capture(''), { recursive: true });
    rmSync(this.log, { force: true });
  }

  installPackages() {
    if (!existsSync(join(this.source, 'package.json'))) return null;
    this.prepare();
    const lock = readFileSync(join(this.source, 'package-lock.json'), 'utf8');
    const stamp = join(this.folder, 'node_modules/installed');
    if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== lock) {
      // Not `npm ci`, which misses the optional packages of other systems in the lock.
      const npm = spawnSync('npm', ['install', '--prefer-offline', '--no-audit', '--no-fund'], { cwd: this.folder, encoding: 'utf8' });
      if (npm.status !== 0) return `npm install failed: ${npm.stderr.split('\n').find((line) => line.includes('error')) ?? npm.error}`;
      writeFileSync(stamp, lock);
    }
    this.refreshAdapters();
    return null;
  }

  // npm copied our own packages when it installed them: gives them the files that they have today.
  refreshAdapters() {
    const { dependencies } = readJson(join(this.source, 'package.json'));
    for (const [name, where] of Object.entries(dependencies)) {
      if (!where.startsWith('file:')) continue;
      const from = resolve(this.folder, where.slice('file:'.length));
      const to = join(this.folder, 'node_modules', name);
      rmSync(to, { recursive: true, force: true });
      for (const file of ['package.json', ...readJson(join(from, 'package.json')).files]) cpSync(join(from, file), join(to, file), { recursive: true });
    }
  }

  capture(name) {
    return join(this.folder, this.host.captures, name);
  }

  // `by`: a command that runs it.
  build(env = {}, by = []) {
    const [command, ...args] = [...by, ...this.host.build];
    return execFileSync(command, args, { cwd: this.folder, env: { ...this.env, ...env }, encoding: 'utf8', stdio: 'pipe', timeout: 300_000 });
  }

  // How many captures were converted since the site was prepared.
  conversions() {
    if (this.host.conversions) return this.host.conversions(this);
    if (!existsSync(this.log)) return 0;
    return readFileSync(this.log, 'utf8').split('\n').filter((line) => /"articles?":[[{]/.test(line)).length;
  }

  // The bytes of a file by its address in the site, null where there is none.
  readBytes(address) {
    const path = decodeURI(new URL(address, 'https://sample.example/').pathname).slice(1);
    const files = [path, `${path}index.html`, `${path}/index.html`, `${path}.html`].map((file) => join(this.folder, this.host.out, file));
    const file = files.find((name) => /\.\w+$/.test(name) && existsSync(name));
    return file ? readFileSync(file) : null;
  }

  // Likewise the text of a page.
  read(address) {
    return this.readBytes(address)?.toString() ?? null;
  }

  // Starts the host's watch mode; what it prints is kept in `said`.
  watch() {
    const [command, ...args] = this.host.watch;
    const child = spawn(command, args, { cwd: this.folder, env: this.env, stdio: ['ignore', 'pipe', 'pipe'] });
    this.said = '';
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => { this.said += text; });
    this.watcher = child;
    return child;
  }

  async readServed(address) {
    if (!this.host.server) return this.read(address);
    const { pathname } = new URL(address, 'https://sample.example/');
    try {
      const answer = await fetch(this.host.server + pathname, { signal: AbortSignal.timeout(20_000) });
      return answer.ok ? await answer.text() : null;
    } catch {
      return null;
    }
  }

  // Ends what the watch left, by the ids of its own processes.
  end() {
    this.watcher?.kill('SIGKILL');
    for (const id of this.processes()) try { process.kill(id, 'SIGKILL'); } catch { /* it went by itself */ }
  }

  // The processes that the host started, with those of tearsheet only where `which` is "tearsheet".
  processes(which = '') {
    const mark = `TEARSHEET_LOG=${this.log}\0`;
    return readdirSync('/proc').filter((id) => /^\d+$/.test(id)).map(Number).filter((id) => {
      try {
        return id !== process.pid && readFileSync(`/proc/${id}/environ`, 'latin1').includes(mark) &&
          readFileSync(`/proc/${id}/cmdline`, 'latin1').split('\0').some((word) => word.endsWith(which));
      } catch {
        return false;
      }
    });
  }
}

// Waits until `what` gives something true; false after so many seconds.
export async function until(what, seconds = 60) {
  for (const end = Date.now() + seconds * 1000; Date.now() < end; await sleep(100)) if (await what()) return true;
  return false;
}
