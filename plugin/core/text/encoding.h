/* Encodings by their WHATWG names, and bytes read as one of them. Private to text/charset. */
#ifndef TS_TEXT_ENCODING_H
#define TS_TEXT_ENCODING_H

#include "base/buf.h"

typedef enum ts_script_family {
    TS_ENC_UNICODE, /* utf-8, utf-16 */
    TS_ENC_CJK,     /* several bytes a character: bytes can be wrong */
    TS_ENC_WESTERN, /* one byte a character, most of them ASCII; what servers claim by default */
    TS_ENC_OTHER,   /* one byte a character, other scripts */
} ts_script_family;

typedef struct ts_encoding {
    const char *name;  /* the WHATWG Encoding Standard's */
    const char *iconv; /* the name iconv knows its superset by; NULL: read here */
    ts_script_family family;
    const char *second; /* an iconv name to ask for single characters that the first lacks; NULL: none */
} ts_encoding;

/* The encoding that a label means, NULL where nobody knows it. */
const ts_encoding *ts_encoding_find(ts_str label);

extern const ts_encoding *const ts_encoding_utf8;
extern const ts_encoding *const ts_encoding_utf16le;
extern const ts_encoding *const ts_encoding_utf16be;
extern const ts_encoding *const ts_encoding_windows_1252;

/* What came of reading bytes. */
typedef struct ts_reading {
    size_t characters; /* beyond ASCII, good ones */
    size_t replaced;   /* sequences that were none: U+FFFD */
    size_t controls;   /* C1 control characters, which no text holds */
} ts_reading;

/* Reads the bytes, appending UTF-8 to `out`, NUL and what is no text as U+FFFD. `sound`, may be NULL, is
 * given the bytes without those that were no text. False where this system's iconv does not know the
 * encoding. */
bool ts_encoding_read(const ts_encoding *encoding, ts_str bytes, ts_buf *out, ts_buf *sound,
                      ts_reading *reading);

/* The byte that windows-1252 or Latin-1 reads as the character, -1 where there is none. */
int ts_windows_1252_byte(uint32_t code);

/* Counts well-formed and malformed sequences beyond ASCII, as UTF-8. A character cut off by the end is
 * neither. */
void ts_utf8_tally(ts_str bytes, size_t *good, size_t *bad);

#endif
