/* What the preview's own pages are written with. */
#ifndef TS_PREVIEW_OWN_PAGE_H
#define TS_PREVIEW_OWN_PAGE_H

#include "base/buf.h"

#define TS_PREVIEW_STYLE "/_tearsheet/preview.css"
#define TS_PREVIEW_SCRIPT "/_tearsheet/inspector.js"

/* A page from its doctype into its open <body>, which has nothing from outside and runs the preview's scripts
 * only, and the end of one. */
void ts_own_begin(ts_buf *out, const char *title);
void ts_own_end(ts_buf *out);

/* A text, escaped; nothing for NULL. Goes between quotes too. */
void ts_own_text(ts_buf *out, const char *text);
/* The address of the inspector for a file of the site, for a quoted attribute. */
void ts_own_inspect_link(ts_buf *out, const char *file);
/* "/2020/x.html" for a path of the site, for a quoted attribute. */
void ts_own_site_link(ts_buf *out, const char *path);

#endif
