const eleventy = ['node', 'node_modules/@11ty/eleventy/cmd.cjs'];

export default {
  captures: 'captures', out: '_site', list: '/index.html', feed: '/feed.xml',
  build: eleventy,
  watch: [...eleventy, '--watch'],
  ready: /Watching/,
  // A file that goes makes Eleventy build nothing; the next build is without it.
  overlooksDeletion: true,
  template: { file: 'eleventy.config.js', from: "layout: 'article.njk'", to: "template: 'pages/article.html'" },
  // For make bench-hosts: the same article as a file of the host's own.
  plain: ({ title, date, tags, paragraphs }, i) => ({
    [`posts/report-${i}.md`]: `---
title: ${title}
date: ${date}
tags: ${JSON.stringify(tags)}
layout: article.njk
tearsheet: {}
---

${paragraphs.join('\n\n')}
`,
  }),
};
