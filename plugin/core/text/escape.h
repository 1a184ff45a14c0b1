/* The only escapers. Each appends to a buffer what is safe in the one place its name says. Input is UTF-8;
 * characters that HTML and XML forbid (C0 controls but tab and line ends, U+FFFE, U+FFFF) become U+FFFD. */
#ifndef TS_TEXT_ESCAPE_H
#define TS_TEXT_ESCAPE_H

#include "base/buf.h"

/* Element text, and text between double or single quotes: & < > " ' */
void ts_escape_html(ts_buf *out, ts_str s);
/* XML text and attribute values; as HTML, with numeric references only. */
void ts_escape_xml(ts_buf *out, ts_str s);

/* True where the address has no scheme or one of http, https, mailto, tel, ftp (white space and controls,
 * that browsers skip, are skipped too). data: only for image/png, gif, jpeg, webp, avif, and only where
 * allowed. */
bool ts_url_safe(ts_str url, bool data_images);
/* True where the address has no scheme and no host: a path, a query or a fragment. */
bool ts_url_is_local(ts_str url);
/* A whole address inside a quoted attribute: percent-encoded where it must be, then escaped; "#unsafe-link"
 * where ts_url_safe, with images as data, says no. */
void ts_escape_url(ts_buf *out, ts_str url);
/* A piece of a path or of a query inside an address in a quoted attribute: all but unreserved characters
 * percent-encoded. */
void ts_escape_url_part(ts_buf *out, ts_str s);

/* The inside of a string literal in JavaScript or JSON, safe inside <script>: \uXXXX for quotes, <, >, &, ',
 * U+2028, U+2029 and controls. */
void ts_escape_js(ts_buf *out, ts_str s);
/* The inside of a template literal: `$` and braces too. */
void ts_escape_js_tick(ts_buf *out, ts_str s);
/* Part of a regular expression that matches the text itself. */
void ts_escape_js_regex(ts_buf *out, ts_str s);
/* The inside of a CSS string: \HHHHHH for all but alphanumerics and some plain characters. */
void ts_escape_css(ts_buf *out, ts_str s);
/* A whole address inside url() of CSS, with quotes or without; "#unsafe-link" as above. */
void ts_escape_css_url(ts_buf *out, ts_str url);

#endif
