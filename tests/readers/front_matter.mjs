// Front matter as we write it, read by the YAML readers of the generators people use, to equal values.

import { execFileSync } from 'node:child_process';
import matter from 'gray-matter';
import { hugo, installed } from './readers.mjs';

const ruby = `
require 'json'; require 'yaml'; require 'date'
texts = JSON.parse($stdin.read)
puts JSON.generate(texts.map { |text| YAML.safe_load(text, permitted_classes: [Date, Time]) })`;

const python = `
import json, sys, yaml
json.dump([yaml.safe_load(text) for text in json.load(sys.stdin)], sys.stdout, default=lambda time: time.isoformat())`;

const pipe = (command, args, texts) =>
  JSON.parse(execFileSync(command, args, { input: JSON.stringify(texts), encoding: 'utf8', maxBuffer: 1 << 30 }));

const yamlOf = (text) => /^---\n([^]*?\n)---\n/.exec(text)[1];

const all = {
  'gray-matter': (texts) => texts.map((text) => JSON.parse(JSON.stringify(matter(text).data))),
  "Ruby's YAML": (texts) => pipe('ruby', ['-e', ruby], texts.map(yamlOf)),
  PyYAML: (texts) => pipe('/usr/bin/python3', ['-c', python], texts.map(yamlOf)),
  Hugo: (texts) => hugo(texts, '{{ .Params | jsonify | safeHTML }}').map((text) => JSON.parse(text)),
};
const probes = {
  "Ruby's YAML": ['ruby', '-e', ''],
  PyYAML: ['/usr/bin/python3', '-c', 'import yaml'],
  Hugo: ['hugo', 'version'],
};

// A time is the same in whatever zone it is said.
function instant(value) {
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\d([T ]|$)/.test(value)) return value;
  const time = Date.parse(value.replace(/^(\S+) (\d\d:\d\d:\d\d)(?: ([+-]\d\d):?(\d\d)| UTC)?$/, '$1T$2$3$4'));
  return Number.isNaN(time) ? value : new Date(time).toISOString();
}

const differs = (path, a, b) => {
  if (a !== null && b !== null && typeof a === 'object' && typeof b === 'object') {
    for (const key of Object.keys(a)) {
      const found = differs(`${path}.${key}`, a[key], b[key]);
      if (found) return found;
    }
    return null;
  }
  return instant(a) === instant(b) ? null : `${path.slice(1)} is ${JSON.stringify(b)}, not ${JSON.stringify(a)}`;
};

// Sentences about what is not read as we meant it; what a generator adds of its own is its own affair. `record` gives the record of a text, as JSON.
export function frontMatter(pages, record) {
  const texts = pages.map(([, text]) => text);
  const faults = [];
  for (const [reader, read] of installed(all, probes)) {
    read(texts).forEach((values, i) => {
      const wanted = record(texts[i]);
      // Of this run, not of the front matter; and the address that stands under `capture` there.
      for (const key of ['file', 'url', 'text', 'markdown', 'html']) delete wanted[key];
      const found = differs('', wanted, values);
      if (found) faults.push(`${reader}: ${pages[i][0]}: ${found}`);
    });
  }
  return faults;
}
