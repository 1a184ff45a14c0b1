// The Nu HTML checker over every page, in one run.

import { spawnSync } from 'node:child_process';
import vnu from 'vnu-jar';

export function validity(site) {
  const run = spawnSync('java', ['-Xss1m', '-jar', String(vnu), '--errors-only', '--format', 'json', '--skip-non-html', site.folder],
    { encoding: 'utf8', maxBuffer: 1 << 28 });
  if (run.error) return [run.error.message];
  try {
    return JSON.parse(run.stderr).messages.map(
      (m) => `${(m.url ?? '').replace(`file:${site.folder}/`, '')}:${m.lastLine ?? 0}: ${m.message}`);
  } catch {
    return [`the checker did not answer: ${run.stderr.slice(0, 500)}`];
  }
}
