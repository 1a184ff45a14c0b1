// Every vector as a plain value in every place of a template that takes one. The pages are opened in a browser that may
// run scripts: nothing may run or load, the page must have exactly the elements and attributes of one with a harmless
// value, and where a value can be read back it must be the one that was written.

import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { program } from './sites.mjs';
import { addresses, collection, given, own } from './vectors.mjs';

// What gets out of a literal, a rule, an attribute, an address.
const breakers = [
  '\';run()//', '";run()//', '`;run()//', '${run()}', '\\\';run()//', '\\";run()//', '\\', '*/run()/*', '\nrun()//', '\u2028run()',
  '/;run()//', ')/;run()//', ']/;run()//', '-->\nrun()', '<!--<script>', '</script', '<\\/script>', ']]>', '{{x}}', '&quot;-run()-&quot;',
  '&#39;-run()-&#39;', '&apos;);run()//', 'quot;);run()//', '#39;);run()//', 'red;background:url(https://evil.example/a.png)',
  'red}*{background:url(https://evil.example/a.png)}', '\');background:url(\'https://evil.example/a.png', 'expression(run())',
  '");background:url("https://evil.example/a.png', '\\29;background:url(https\\3a//evil.example/a.png', '/*', '*/', '</style',
  'a, javascript:run() 2x', 'a 1x, https://evil.example/a.png', '0;url=javascript:run()', '/evil.example/a.png', '\\/evil.example',
  '@evil.example/', '?a=b&c#d', 'javascript&#58;run()', 'java\nscript:run()', ':run()', 'script:run()', '', ' ', 'a b\tc', '\u0000', '\u007f\ufeff',
];

// `x` is the value. Places that load what stands in them have a list of their own: an address of another host is loaded
// there because it may be.
const quiet = `
<p class="text">{{ x }}</p><p>a {{ x }} b<!-- {{ x }} --></p><textarea class="text">{{ x }}</textarea>
<noscript>{{ x }}<i title="{{ x }}"></i></noscript><template>{{ x }}<b title="{{ x }}"></b></template>
<select><option class="text">{{ x }}</option></select><table><tr><td class="text">{{ x }}</td></tr></table>
<svg><title>{{ x }}</title><text>{{ x }}</text><desc>{{ x }}</desc></svg><math><mtext>{{ x }}</mtext><mi title="{{ x }}">x</mi></math>
<i class="value" title="{{ x }}"></i><i class="value" title='{{ x }}'></i><i title="a{{ x }}b {{ x }}"></i><i data-a='{{ x }}' class="a {{ x }}"></i>
<input value="{{ x }}" placeholder="{{ x }}"><i id="{{ x }}" lang="{{ x }}" aria-label="{{ x }}"></i><meta name="description" content="{{ x }}">
<a href="{{ x }}" target="{{ x }}">a</a><a href=' {{ x }}'>a</a><a href="/a/{{ x }}/b">a</a><a href="?a={{ x }}&amp;b={{ x }}#{{ x }}">a</a><a href="#{{ x }}">a</a>
<a href="a{{ x }}">a</a><a href="{{ x }}{{ x }}">a</a><a href="{{ '' }}{{ x }}">a</a><a href="https://a.example/{{ x }}?{{ x }}">a</a>
<a href="mailto:{{ x }}" ping="/{{ x }}">a</a><q cite="{{ x }}">a</q><form action="{{ x }}"><button formaction="{{ x }}">a</button></form>
<svg><a xlink:href="{{ x }}" href="{{ x }}"><text>a</text></a></svg><math><mi xlink:href="{{ x }}" href="{{ x }}">x</mi></math>
<p style="color: {{ x }}; width: {{ x }}px">a</p><p style="font-family: '{{ x }}', {{ x }}">a</p><p style='quotes: "{{ x }}" "b"'>a</p>
<style>.a { color: {{ x }}; width: {{ x }} } .a::before { content: "{{ x }}"; quotes: '{{ x }}' 'b' } /* a */ .b { margin: {{ x }} }</style>
<script type="application/ld+json">{"a": {{ x }}, "b": "{{ x }}", "c": {{ {x} }} }</script><script type="application/json" class="json">{{ { x } }}</script>
<script>
seen.push({{ x }}, '{{ x }}', "{{ x }}", \`{{ x }}\`, \`\${ {{ x }} }\`, \`\${ \`\${ '{{ x }}' }\` }\`, {{ {x} }}[0]); // it's
let n = 6 / 2 / "{{ x }}".length; /* " */ if ({{ x }} && !/^[{{ x }}]"[/]$/.test("")) n = {{ x }};
seen.push(/^(?:a{{ x }})$/.test("a" + {{ x }}) ? {{ x }} : "no match", /^a{{ x }}$/u.test('a{{ x }}') ? {{ x }} : "no match of Unicode");
</script>
<p onclick="seen.push({{ x }})">a</p><p onclick='seen.push({{ x }}, "{{ x }}")'>a</p><p onclick="seen.push('{{ x }}', \`{{ x }}\`, /^a{{ x }}$/.test('a{{ x }}') && {{ x }})">a</p>`;

const loading = `
<img src="{{ x }}" alt="{{ x }}"><img src="a/{{ x }}" alt=""><img srcset="{{ x }} 1x, b.png {{ x }}x, {{ x }}" alt=""><picture><source srcset="{{ x }} 2x"><img alt=""></picture>
<video src="{{ x }}" poster="{{ x }}"></video><audio src="{{ x }}"></audio><track src="{{ x }}"><input type="image" src="{{ x }}" alt="">
<svg><image href="{{ x }}"/><use href="{{ x }}"/><use xlink:href="{{ x }}"/><feImage href="{{ x }}"/></svg>
<table background="{{ x }}"><tr><td background="{{ x }}">a</td></tr></table><link rel="stylesheet" href="{{ x }}"><link rel="icon" href="{{ x }}">
<p style="background: url({{ x }})">a</p><p style="background: url( '{{ x }}' )">a</p><p style='background: url("{{ x }}")'>a</p><p style="background: url(a/{{ x }}?{{ x }})">a</p>
<style>.c { background: url({{ x }}) } .d { background: url( "{{ x }}" ) } .e { background: url('a?{{ x }}') } @font-face { font-family: a; src: url('{{ x }}') }</style>
<iframe src="a?{{ x }}"></iframe>`;

// What must lead to the site itself, whatever the value.
const running = '<script src="{{ x }}"></script><embed src="{{ x }}"><object data="{{ x }}"></object><svg><script href="{{ x }}"></script></svg>';

const template = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title class="text">{{ x }}</title>
<script>const seen = [];</script></head><body>
`;

// Whether the value is an address on another host, or one that a browser may load.
function leadsOut(value) {
  try {
    const url = new URL(value, 'file:///a/b/c.html');
    return url.host !== '' || url.protocol !== 'file:';
  } catch {
    return true;
  }
}

const lua = (text) => `"${[...new TextEncoder().encode(text)].map((byte) => (byte >= 48 && byte < 58) || (byte | 32) >= 97 && (byte | 32) <= 122
  ? String.fromCharCode(byte) : `\\${String(byte).padStart(3, '0')}`).join('')}"`;

function write(folder, values) {
  mkdirSync(join(folder, 'content'), { recursive: true });
  mkdirSync(join(folder, 'templates/pages'), { recursive: true });
  const list = values.map((value) => `{ value = ${lua(value)}, loads = ${!leadsOut(value)} }`);
  writeFileSync(join(folder, 'site.lua'), `return { title = "Contexts", taxonomies = {}, permalink = "{slug}.html", params = { values = {\n${list.join(',\n')} } } }\n`);
  writeFileSync(join(folder, 'templates/pages/article.html'),
    `{% local given = site.params.values[tonumber(article.slug:match("%d+"))] local x = given.value -%}
${template}${quiet}
{% if given.loads then %}${loading}{% end %}${running}</body></html>`);
  values.forEach((value, i) => writeFileSync(join(folder, `content/value-${i + 1}.md`), `---\ntitle: value ${i + 1}\n---\nText.\n`));
}

// Runs in the page: what is there, and what was read back.
function look() {
  for (const element of document.querySelectorAll('[onclick]')) element.onclick();
  const elements = [...document.querySelectorAll('*')];
  return {
    elements: elements.length,
    attributes: elements.reduce((sum, element) => sum + element.attributes.length, 0),
    text: [...document.querySelectorAll('.text')].map((element) => element.textContent),
    values: [...document.querySelectorAll('.value')].map((element) => element.title),
    // eslint-disable-next-line no-undef
    seen: [...seen, JSON.parse(document.querySelector('.json').textContent)[0]],
  };
}

// As a parser of HTML reads a text, with what may not stand in one replaced.
const inHtml = (text) => text.replace(/\r\n?/g, '\n').replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd');

// What no text may hold is kept in some places and replaced in others.
const odd = (text) => text.replace(/[\ufffe\uffff]/g, '\ufffd');

function compare(found, value, plain, fault) {
  if (found.elements !== plain.elements) fault(`${found.elements} elements, not ${plain.elements}`);
  if (found.attributes !== plain.attributes) fault(`${found.attributes} attributes, not ${plain.attributes}`);
  for (const text of [...found.text, ...found.values]) {
    if (text.trim() !== inHtml(value).trim()) fault(`reads ${JSON.stringify(text.slice(0, 60))}`);
  }
  for (const one of found.seen) {
    if (odd(String(one)) !== odd(value)) fault(`holds ${JSON.stringify(String(one).slice(0, 60))}`);
  }
}

export async function contexts(browser) {
  const values = ['harmless.png', 'https://harmless.example/', ...own, ...addresses, ...breakers, ...given.flatMap(collection)];
  const folder = mkdtempSync(join(tmpdir(), 'tearsheet-contexts-'));
  const faults = [];
  const context = await browser.newContext();
  try {
    write(folder, values);
    execFileSync(program, ['build', folder, '--quiet'], { stdio: ['ignore', 'ignore', 'inherit'] });
    await context.route(/^(?!file:|data:)/, (route) => route.abort());
    await context.addInitScript(() => {
      for (const name of ['run', 'alert', 'confirm', 'prompt', 'print', 'open']) window[name] = () => console.log(`ran ${name}`);
    });
    const tab = await context.newPage();
    let value = '';
    const fault = (text) => faults.push(`${JSON.stringify(value.slice(0, 70))}: ${text}`);
    tab.on('console', (message) => /^ran /.test(message.text()) && fault(message.text()));
    tab.on('pageerror', (error) => fault(`an error: ${error.message}`));
    tab.on('dialog', (dialog) => fault('a dialog') || dialog.dismiss());
    tab.on('request', (request) => /^(file|data|about):/.test(request.url()) || fault(`asked for ${request.url().slice(0, 100)}`));
    const plain = {};
    for (const [i, one] of values.entries()) {
      value = one;
      const address = pathToFileURL(join(folder, `public/value-${i + 1}.html`)).href;
      await tab.goto(address);
      const found = await tab.evaluate(look);
      if (tab.url() !== address) fault(`went to ${tab.url()}`);
      plain[leadsOut(value)] ??= found;
      compare(found, value, plain[leadsOut(value)], fault);
    }
    return { faults, count: values.length, places: (template + quiet + loading + running).split('{{ x }}').length - 1 };
  } finally {
    await context.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
