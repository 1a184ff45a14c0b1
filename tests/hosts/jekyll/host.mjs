import { resolve } from 'node:path';

export default {
  needs: ['jekyll'],
  captures: '_captures', out: '_site', list: '/index.html', feed: '/feed.xml',
  build: ['jekyll', 'build'],
  watch: ['jekyll', 'build', '--watch'],
  ready: /Auto-regeneration: enabled/,
  template: { file: '_config.yml', from: 'layout: article', to: 'template: pages/article.html' },
  // For make bench-hosts: the same article as a file of the host's own.
  plain: ({ title, date, tags, paragraphs }, i) => ({
    [`_posts/${date}-report-${i}.md`]: `---
title: ${title}
date: ${date}
tags: ${JSON.stringify(tags)}
layout: article
---

${paragraphs.join('\n\n')}
`,
  }),
  env: { RUBYLIB: resolve(import.meta.dirname, '../../../plugin/adapters/jekyll/lib') },
};
