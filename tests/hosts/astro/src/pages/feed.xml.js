import rss from '@astrojs/rss';
import { newestFirst } from '../articles';

export async function GET({ site }) {
  const items = (await newestFirst()).map(({ id, data }) => ({ title: data.title, pubDate: data.date, description: data.summary, link: `/articles/${id}/` }));
  return rss({ title: 'Sample', description: 'Captures', site, items });
}
