import { defineCollection } from 'astro:content';
import { tearsheetLoader } from 'astro-loader-tearsheet';

export const collections = { articles: defineCollection({ loader: tearsheetLoader() }) };
