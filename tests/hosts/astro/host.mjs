const astro = ['node', 'node_modules/astro/astro.js'];

// For make bench-hosts: a collection of Markdown files.
const config = `
import { defineCollection, z } from 'astro:content';
import { glob } from 'astro/loaders';

const schema = z.object({ title: z.string(), date: z.date(), tags: z.array(z.string()) });
export const collections = { articles: defineCollection({ loader: glob({ base: 'posts', pattern: '*.md' }), schema }) };
`;

export default {
  captures: 'captures', out: 'dist', list: '/', feed: '/feed.xml',
  build: [...astro, 'build'],
  watch: [...astro, 'dev', '--port', '4399'],
  server: 'http://localhost:4399',
  ready: /watching for file changes/,
  plain: ({ title, date, tags, paragraphs }, i) => ({
    'src/content.config.ts': config,
    [`posts/report-${i}.md`]: `---
title: ${title}
date: ${date}
tags: ${JSON.stringify(tags)}
---

${paragraphs.join('\n\n')}
`,
  }),
  env: { ASTRO_TELEMETRY_DISABLED: '1' },
};
