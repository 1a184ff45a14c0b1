// One long-lived `tearsheet pipe`, spoken to as tearsheet-pipe(5) says.
'use strict';

const { spawn } = require('node:child_process');

const PROTOCOL = 1;
const INSTALL =
  'Install Tearsheet ("make install" in its source folder), so that it is on the PATH, ' +
  'or say where it is: by the option "tearsheet", or by the environment variable TEARSHEET.';

class Pipe {
  // `tearsheet`: where the program is, if not in $TEARSHEET and not on the PATH; the others as configure has them.
  constructor({ tearsheet, site, rules, options } = {}) {
    this.program = tearsheet || process.env.TEARSHEET || 'tearsheet';
    this.settings = { site, rules, options };
    this.waiting = new Map();
    this.last = 0;
    this.rest = [];
  }

  // Asks for one thing; gives the answer, or throws an Error with the status, source, line and column of the answer.
  ask(what, keys = {}) {
    this.start();
    const id = ++this.last;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      this.hold();
      this.child.stdin.write(JSON.stringify({ id, do: what, ...keys }) + '\n');
    });
  }

  // To be called when a build begins: sees that the other end is understood, and has it read site and rules again.
  async open() {
    const { protocol } = await this.ask('hello');
    if (protocol !== PROTOCOL) throw new Error(`${this.program} speaks protocol ${protocol} of its pipe, this plugin ${PROTOCOL}: one of the two is too old.`);
    await this.ask('configure', this.settings);
  }

  start() {
    if (this.child) return;
    const child = spawn(this.program, ['pipe'], { stdio: ['pipe', 'pipe', 'inherit'] });
    this.child = child;
    child.on('error', (error) => this.fail(error.code === 'ENOENT' ? new Error(`There is no ${this.program}. ${INSTALL}`) : error));
    child.on('close', (status) => this.fail(new Error(`${this.program} pipe ended with status ${status} before it answered.`)));
    // What cannot be written is known by the end of the child.
    child.stdin.on('error', () => {});
    child.stdout.setEncoding('utf8').on('data', (text) => this.read(text));
    // One that died has a successor, with the same settings; open() tells what is wrong with them.
    child.stdin.write(JSON.stringify({ id: 0, do: 'configure', ...this.settings }) + '\n');
    this.hold();
  }

  read(text) {
    const lines = text.split('\n');
    this.rest.push(lines[0]);
    if (lines.length === 1) return;
    lines[0] = this.rest.join('');
    this.rest = [lines.pop()];
    for (const line of lines) this.take(JSON.parse(line));
  }

  take(answer) {
    const request = this.waiting.get(answer.id);
    if (!request) return;
    this.waiting.delete(answer.id);
    this.hold();
    if (answer.error) request.reject(Object.assign(new Error(sentence(answer.error)), answer.error, { message: sentence(answer.error) }));
    else request.resolve(answer);
  }

  // The host stays for open requests, and for nothing else of ours.
  hold() {
    const way = this.waiting.size ? 'ref' : 'unref';
    for (const handle of [this.child, this.child.stdin, this.child.stdout]) handle[way]?.();
  }

  fail(error) {
    const open = [...this.waiting.values()];
    this.waiting.clear();
    this.child = undefined;
    this.rest = [];
    for (const { reject } of open) reject(error);
  }

  close() {
    this.child?.stdin.end();
  }
}

const sentence = ({ message, source, line }) => `${source ? `${source}: ` : ''}${line ? `${line}: ` : ''}${message}`;

const pipes = new Map();

// The pipe of this process for such settings: one, however often the host reads its own again.
function pipeFor(settings = {}) {
  const key = JSON.stringify([settings.tearsheet, settings.site, settings.rules, settings.options]);
  if (!pipes.has(key)) pipes.set(key, new Pipe(settings));
  return pipes.get(key);
}

module.exports = { Pipe, pipeFor, ...require('./captures.js') };
