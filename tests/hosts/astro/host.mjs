const astro = ['node', 'node_modules/astro/astro.js'];

// For make bench-hosts: a collection of Markdown files.
const config = `
import { defineCollection, z } from 'astro:content';
import { glob } from 'astro/loaders';

const schema = z.object({ title: z.string(), date: z.date(), tags: z.array(z.string()) });
export const collections = { articles: defineCollection({ loader: glob({ base: 'posts', pattern: '*.md' }), schema }) };
`;

// For pages of Tearsheet's own, as the loader's README has them.
const page = `---
import { getCollection } from 'astro:content';
export const getStaticPaths = async () => (await getCollection('articles')).map((article) => ({ params: { id: article.id }, props: { article } }));
---
<Fragment set:html={Astro.props.article.rendered.html} />
`;
const assets = `import { tearsheetAssets } from 'astro-loader-tearsheet/assets';
export const { getStaticPaths, GET } = tearsheetAssets();
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
  template: [
    { file: 'src/content.config.ts', from: 'tearsheetLoader()', to: "tearsheetLoader({ template: 'pages/article.html' })" },
    { file: 'src/pages/articles/[id].astro', to: page },
    { file: 'src/pages/assets/[...name].js', to: assets },
  ],
  env: { ASTRO_TELEMETRY_DISABLED: '1' },
};
