import { feedPlugin } from '@11ty/eleventy-plugin-rss';
import tearsheet from 'eleventy-plugin-tearsheet';

export default function (eleventyConfig) {
  eleventyConfig.addPlugin(tearsheet, { layout: 'article.njk' });
  eleventyConfig.addPlugin(feedPlugin, {
    outputPath: '/feed.xml',
    collection: { name: 'tearsheet', limit: 0 },
    metadata: { language: 'en', title: 'Sample', base: 'https://sample.example/', author: { name: 'The keepers' } },
  });
  eleventyConfig.addFilter('day', (date) => date.toISOString().slice(0, 10));
  eleventyConfig.addFilter('tagName', (tag) => tag.replace(/[^\p{L}\p{N}]+/gu, '-'));
}
