/* From bytes to UTF-8. Order of evidence: byte order mark; valid UTF-8 (wins over any declaration when it
 * holds at least one character beyond ASCII); the HTTP hint; the page's own declaration; detection by
 * libuchardet; windows-1252. UTF-8 made of bytes that somebody had taken for windows-1252 becomes what they
 * were. Labels are the WHATWG Encoding Standard's: gb2312 and gbk mean GB18030,
 * iso-8859-1 means windows-1252, and so on. */
#ifndef TS_TEXT_CHARSET_H
#define TS_TEXT_CHARSET_H

#include "base/arena.h"
#include "base/error.h"

typedef struct ts_decoded {
    ts_str text; /* valid UTF-8 without a byte order mark: of the bytes themselves where they are such,
                    else in the arena; NUL bytes became U+FFFD */
    const char *charset; /* the encoding it was read as, by its WHATWG name: "utf-8", "gb18030", … */
    size_t replaced;     /* byte sequences that were no text and became U+FFFD */
    bool mended;         /* the bytes had been decoded as windows-1252 and written as UTF-8: undone */
} ts_decoded;

/* `hint`: a charset label from HTTP or the user, may be NULL. Bytes that are a known binary format, or mostly
 * control characters, are TS_ENCODING. A few bad bytes never change the encoding: they become U+FFFD. */
bool ts_charset_decode(ts_arena *arena, ts_str bytes, const char *hint, const char *source, ts_decoded *out,
                       ts_error *error);

/* The WHATWG name a label means ("GB2312" → "gb18030"), NULL for a label nobody knows. */
const char *ts_charset_name(ts_str label);

/* The label that an HTML page declares in its first 4,096 bytes (meta charset, http-equiv, XML declaration);
 * empty where none. */
ts_str ts_charset_declared(ts_str bytes);

#endif
