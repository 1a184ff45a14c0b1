import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';
import hugo from '../hugo/host.mjs';

const module = resolve(import.meta.dirname, '../../../plugin/adapters/hugo');

// Content adapters came with Hugo 0.126.
function missing() {
  const [name, first, second] = execFileSync('hugo', ['version'], { encoding: 'utf8' }).match(/v(\d+)\.(\d+)/);
  return Number(first) > 0 || Number(second) >= 126 ? null : `hugo ${name} has no content adapters`;
}

export default {
  needs: ['hugo'],
  missing,
  // It takes no plugins: files are written for it.
  files: true,
  captures: 'captures', out: 'public', list: '/articles/index.html', feed: '/articles/index.xml',
  build: ['sh', '-c', `mkdir -p themes && ln -sfn '${module}' themes/tearsheet && "$TEARSHEET" export -q --host hugo-data --out assets/tearsheet captures && rm -rf public && hugo --quiet`],
  plain: hugo.plain,
};
