const astro = ['node', 'node_modules/astro/astro.js'];

export default {
  captures: 'captures', out: 'dist', list: '/', feed: '/feed.xml',
  build: [...astro, 'build'],
  watch: [...astro, 'dev', '--port', '4399'],
  server: 'http://localhost:4399',
  ready: /watching for file changes/,
  env: { ASTRO_TELEMETRY_DISABLED: '1' },
};
