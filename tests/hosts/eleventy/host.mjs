const eleventy = ['node', 'node_modules/@11ty/eleventy/cmd.cjs'];

export default {
  captures: 'captures', out: '_site', list: '/index.html', feed: '/feed.xml',
  build: eleventy,
  watch: [...eleventy, '--watch'],
  ready: /Watching/,
  // A file that goes makes Eleventy build nothing; the next build is without it.
  overlooksDeletion: true,
};
