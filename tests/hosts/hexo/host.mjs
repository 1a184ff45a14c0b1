const hexo = ['node', 'node_modules/.bin/hexo'];

export default {
  captures: 'source/_captures', out: 'public', list: '/index.html', feed: '/feed.xml',
  build: [...hexo, 'generate'],
  watch: [...hexo, 'generate', '--watch'],
  ready: /Hexo is watching/,
  template: { file: '_config.yml', from: /$/, to: '\ntearsheet: { template: pages/article.html }\n' },
  // For make bench-hosts: the same article as a file of the host's own; this site has no renderer for Markdown.
  plain: ({ title, date, tags, paragraphs }, i) => ({
    [`source/_posts/report-${i}.html`]: `---
title: ${title}
date: ${date}
tags: ${JSON.stringify(tags)}
---

${paragraphs.map((text) => `<p>${text}</p>`).join('\n')}
`,
  }),
};
