const hexo = ['node', 'node_modules/.bin/hexo'];

export default {
  captures: 'source/_captures', out: 'public', list: '/index.html', feed: '/feed.xml',
  build: [...hexo, 'generate'],
  watch: [...hexo, 'generate', '--watch'],
  ready: /Hexo is watching/,
};
