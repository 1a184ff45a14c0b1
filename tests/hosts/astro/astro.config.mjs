import { defineConfig } from 'astro/config';

export default defineConfig({ site: 'https://sample.example' });
