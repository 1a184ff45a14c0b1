import { resolve } from 'node:path';

export default {
  needs: ['pelican'],
  captures: 'content/captures', out: 'output', list: '/index.html', feed: '/feeds/all.atom.xml',
  build: ['pelican', '--fatal', 'errors'],
  watch: ['pelican', '--autoreload'],
  ready: /Done: Processed/,
  template: { file: 'pelicanconf.py', from: /$/, to: 'TEARSHEET_TEMPLATE = "pages/article.html"\n' },
  // Where it writes what no page of its own leads to.
  drafts: 'drafts/',
  // It looks for the newest file, and a file that goes is none.
  overlooksDeletion: true,
  // For make bench-hosts: the same article as a file of the host's own.
  plain: ({ title, date, tags, paragraphs }, i) => ({
    [`content/report-${i}.md`]: `Title: ${title}
Date: ${date}
Tags: ${tags.join(', ')}
Slug: report-${i}

${paragraphs.join('\n\n')}
`,
  }),
  env: { SAMPLE_PLUGINS: resolve(import.meta.dirname, '../../../plugin/adapters/pelican/pelican/plugins') },
};
