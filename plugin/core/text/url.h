/* Addresses, read as browsers read them (WHATWG URL Standard), as far as captured pages need it. */
#ifndef TS_TEXT_URL_H
#define TS_TEXT_URL_H

#include "base/buf.h"

/* `ref` made absolute against `base`, both UTF-8; dot segments removed, white space at the ends and line ends
 * inside dropped, what may not stand in an address percent-encoded, characters beyond ASCII kept. Where base
 * is NULL or has no host, a relative `ref` stays as it is. Never NULL. */
char *ts_url_resolve(ts_arena *arena, const char *base, ts_str ref);

/* "example.org" of an absolute http(s) address, without port, user and leading "www."; empty where none. */
ts_str ts_url_host(ts_str url);
bool ts_url_is_absolute(ts_str url);
/* What two addresses of one page have in common: no scheme, no leading "www.", no fragment, no "/" at the
 * end. Empty for an address that is not absolute, or that of a whole site. */
ts_str ts_url_key(ts_str url);

/* The relative address that leads from one path of the site to another ("2020/03/a.html" →
 * "tags/x/index.html" gives "../../tags/x/index.html"), percent-encoded for use in an attribute that still
 * has to be escaped. */
char *ts_url_relative(ts_arena *arena, ts_str from, ts_str to);
/* A path percent-encoded, "/" kept. */
char *ts_url_encode_path(ts_arena *arena, ts_str path);
/* The same, appended. */
void ts_url_put_path(ts_buf *out, ts_str path);
void ts_url_put_relative(ts_buf *out, ts_str from, ts_str to);
/* %XX undone where the result is UTF-8, else the text as it was. */
char *ts_url_decode(ts_arena *arena, ts_str s);

/* A file or address name made from a title in any script: NFC, lower case, letters and digits of all scripts
 * kept, all else one "-", at most 80 code points; never empty ("untitled") and never a name that a file
 * system reserves. */
char *ts_slug(ts_arena *arena, ts_str title);

#endif
