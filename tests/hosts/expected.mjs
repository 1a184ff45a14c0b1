// What the ten captures of captures/ are to be in every host: eleven articles, read out of them by eye.

export const articles = [
  {
    capture: 'pier.html', title: 'Saltby pier opens its last forty metres', date: '2021-06-04', lang: 'en', tags: ['pier', 'harbour'],
    summary: 'Two years after the storm, people may walk to the end of Saltby pier again.',
    has: [
      'The council took away the last fence at eight in the morning, and about two hundred people were waiting behind it.',
      'The new deck is oak from the estate at Combe, laid from the shore outward.',
      'No café at the pier head',
    ],
    not: ['Subscribe now', 'Share on Fathom', 'Ferry times change', 'Privacy policy'],
    image: 'pier_files/deck.png',
  },
  {
    capture: 'ferry.html', title: '最后一班渡船', date: '2014-08-22', lang: 'zh-Hans', tags: ['渡船', '湖口'],
    summary: '天还没亮，陶喆已经把缆绳理好了。从湖口老码头到对岸的柳家渡，六百米水面，他摇了整整四十年。今天早上六点的这一班，是最后一班。',
    has: ['“桥通了，人总要走桥的。”他说这话的时候，并没有抬头。', '缆绳不要换新的。'],
    not: ['分享到', '老街茶馆重开', '版权所有'],
  },
  {
    capture: 'bridge.txt', title: '修好一座桥 方便两岸人', date: '2021-04-09', lang: 'zh-Hans', tags: [],
    summary: '在春汛到来之前，湖口老桥的加固怎样才能按期完成？日前，记者采访了湖口市交通局局长程砚。',
    has: ['程砚说，老桥建成于1958年，全长216.5米，每天有近4000人过桥；', '桥头的石狮子一个也不动。'],
    not: ['放大字体', '免责声明', '推荐图文'],
  },
  {
    capture: 'lighthouse.markdown', title: 'The keeper who counted ships', date: '2019-11-30', lang: 'en', tags: ['lighthouse', 'harbour'],
    summary: 'For thirty years the keeper at Norrick Point wrote down every sail.',
    has: ['His books are now in the town library.', 'the weather, in one word', 'And every steamer, from 1871 on.'],
    not: ['tags:', '[^1]'],
  },
  {
    capture: 'tides.xhtml', title: 'Pegel der Lenn: So hoch stand das Wasser', date: '2019-02-11', lang: 'de', tags: ['Hochwasser', 'Lenn'],
    has: ['die Feuerwehr pumpte vierzehn Keller aus.', 'Am Wehr in Altstedt lief das Wasser über die Straße.', 'Neuhof | Mühle'],
    not: ['Startseite', 'Drucken', 'Datenschutz'],
    cells: 9,
  },
  {
    capture: 'two-reports.txt', title: 'Storm closes the harbour at Saltby', date: '2022-03-03', lang: 'en', tags: [],
    has: ['Six boats came in before the gates were shut'], not: ['The first boat out was the mail boat'],
  },
  {
    capture: 'two-reports.txt', title: 'Harbour opens again after two days', date: '2022-03-05', lang: 'en', tags: [],
    has: ['The first boat out was the mail boat'], not: ['Six boats came in before the gates were shut'],
  },
  {
    capture: 'tide-mill.text', title: 'Tide mill grinds its first flour', date: '2020-03-14', lang: 'en', tags: [],
    has: ['The wheel turns for five hours after each high water.'], not: ['Full story', 'Leave a comment'],
  },
  {
    capture: 'knots.html', title: 'Three knots worth knowing', date: '2018-05-09', lang: 'en', tags: ['knots', 'harbour'],
    has: ['the bowline, for everything that must not slip', 'The fourth one you will invent yourself, and it will be wrong, as mine was, but you will be fond of it all the same.'],
    not: ['Share this', 'What about the clove hitch'],
  },
  {
    capture: 'market.html', title: 'Le marché descend sur le quai', date: '2022-09-12', lang: 'fr', tags: ['marché', 'port'],
    has: ['Le marché ouvre chaque matin à six heures, sauf le dimanche.'], not: ['Accueil', 'Mentions légales', 'Sans titre'],
  },
  {
    capture: 'hostile.html', title: 'The price of {{ 7*7 }} and {% raw %} in {{< x >}}', date: '2023-01-17', lang: 'en',
    tags: ['{{ 7*7 }}', '{% raw %}'], summary: 'What {{ 7*7 }} costs, after {% raw %} and {filename}x.',
    has: [
      'The first stall sells {{ 7*7 }} and the second sells {% raw %} by the pound, which nobody here thinks strange at all.',
      'The third has {{< x >}} and {{% x %}} in its window, and a sign that says {filename}x and {static}/y on both sides.',
      'offers <%= 7*7 %> beside ${7*7} and #{7*7}, and closes at noon with {%- endraw -%} and {# a note #}.',
      '{{ 7*7 }} {% raw %} {{< x >}} <%= 7*7 %> ${7*7} {%- -%} ``` js {{ y }} ``` ~~~ z ~~~',
      'A link to the {{ page.title }} list stands under the last stall, for those who want to compare.',
    ],
    not: ['49'],
  },
];
