// Lighthouse on the front page and on two articles of the example site, from a server that sends the site's own headers.
// Fails below 95 in any of four categories. What it says of speed hangs on the machine: not part of `make check`.

import * as launcher from 'chrome-launcher';
import lighthouse from 'lighthouse';
import { relative } from 'node:path';
import { kinds } from '../browser/kinds.mjs';
import { check, close } from '../browser/report.mjs';
import { serve } from '../browser/server.mjs';
import { build, remove } from '../browser/sites.mjs';

const least = 95;
const categories = ['performance', 'accessibility', 'best-practices', 'seo'];

const site = build('en');
const server = await serve(site.folder);
const chrome = await launcher.launch({
  chromePath: process.env.CHROMIUM ?? '/usr/bin/chromium', chromeFlags: ['--headless=new', '--no-sandbox', '--disable-gpu'] });

// What took points away, by its name in Lighthouse.
function lost(report, category) {
  return report.categories[category].auditRefs
    .filter(({ id, weight }) => weight > 0 && report.audits[id].score !== null && report.audits[id].score < 1).map(({ id }) => id);
}

try {
  const pages = kinds(site);
  for (const kind of ['home', 'article-en-GB', 'article-zh-Hans']) {
    const path = relative(site.folder, pages.get(kind)).split('/').map(encodeURIComponent).join('/');
    const { lhr } = await lighthouse(`http://127.0.0.1:${server.address().port}/${path}`,
      { port: chrome.port, logLevel: 'error', onlyCategories: categories });
    for (const category of categories) {
      const score = Math.round(lhr.categories[category].score * 100);
      check(`${kind}: ${category} ${score}`, score >= least ? [] : [`less than ${least} for ${lost(lhr, category).join(', ')}`]);
    }
  }
} finally {
  await chrome.kill();
  server.close();
  remove();
}
process.exitCode = close();
