#include "preview/client.h"

const char ts_client_script[] =
    "(function () {\n"
    "  var first, box;\n"
    "  var news = new EventSource('" TS_CLIENT_EVENTS "');\n"
    "  news.addEventListener('built', function (event) {\n"
    "    if (box) { box.remove(); box = null; first = ''; }\n"
    "    if (first !== undefined && first !== event.data) location.reload();\n"
    "    first = event.data;\n"
    "  });\n"
    "  news.addEventListener('failed', function (event) {\n"
    "    if (!box) {\n"
    "      box = document.createElement('pre');\n"
    "      box.setAttribute('role', 'alert');\n"
    "      box.style.cssText = 'position:fixed;inset:auto 0 0 0;max-height:60vh;overflow:auto;margin:0;' +\n"
    "        'padding:1rem;background:#300;color:#fff;font:14px/1.5 monospace;white-space:pre-wrap;' +\n"
    "        'z-index:2147483647;text-align:left;direction:ltr';\n"
    "      document.body.appendChild(box);\n"
    "    }\n"
    "    box.textContent = event.data;\n"
    "  });\n"
    "})();\n";

void ts_client_inject(ts_buf *out, ts_str page)
{
    const ts_str end = TS_STR("</body>"), script = TS_STR("<script src=\"" TS_CLIENT_SCRIPT "\"></script>\n");
    size_t at = page.len;
    for (size_t i = page.len >= end.len ? page.len - end.len + 1 : 0; i > 0; i--)
        if (ts_str_same(ts_str_sub(page, i - 1, i - 1 + end.len), end)) {
            at = i - 1;
            break;
        }
    ts_buf_put(out, ts_str_sub(page, 0, at));
    ts_buf_put(out, script);
    ts_buf_put(out, ts_str_sub(page, at, TS_NPOS));
}
