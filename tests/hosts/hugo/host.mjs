const run = (...hugo) => ['sh', '-c', `"$TEARSHEET" export -q --host hugo --out content/articles captures && rm -rf public && hugo ${hugo.join(' ')}`];

export default {
  needs: ['hugo'],
  // It takes no plugins: files are written for it.
  files: true,
  captures: 'captures', out: 'public', list: '/articles/index.html', feed: '/articles/index.xml',
  build: run('--quiet'),
  // For make bench-hosts: the same article as a file of the host's own.
  plain: ({ title, date, tags, paragraphs }, i) => ({
    [`content/own/report-${i}.md`]: `---
title: ${title}
date: ${date}
tags: ${JSON.stringify(tags)}
---

${paragraphs.join('\n\n')}
`,
  }),
};
