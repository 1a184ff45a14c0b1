import { resolve } from 'node:path';

export default {
  needs: ['jekyll'],
  captures: '_captures', out: '_site', list: '/index.html', feed: '/feed.xml',
  build: ['jekyll', 'build'],
  watch: ['jekyll', 'build', '--watch'],
  ready: /Auto-regeneration: enabled/,
  template: { file: '_config.yml', from: 'layout: article', to: 'template: pages/article.html' },
  env: { RUBYLIB: resolve(import.meta.dirname, '../../../plugin/adapters/jekyll/lib') },
};
