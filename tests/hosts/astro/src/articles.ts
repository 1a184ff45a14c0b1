import { getCollection } from 'astro:content';

export async function newestFirst(tag?: string) {
  const articles = await getCollection('articles', ({ data }) => !data.draft && (!tag || data.tags.includes(tag)));
  return articles.sort((a, b) => Number(b.data.date) - Number(a.data.date));
}

export const day = (date?: Date) => date?.toISOString().slice(0, 10);
export const tagPage = (tag: string) => tag.replace(/[^\p{L}\p{N}]+/gu, '-');
