/* What the files of text/charset share. */
#ifndef TS_TEXT_CHARSET_PARTS_H
#define TS_TEXT_CHARSET_PARTS_H

#include "text/encoding.h"

/* What the bytes are where they begin as a known binary format does, and what to do about it, as a finished
 * sentence; NULL for anything else. */
const char *ts_binary_advice(ts_str bytes);
/* True where one byte of 25 or more is a control character that text does not hold. */
bool ts_mostly_controls(ts_str bytes);

/* UTF-16 without a byte order mark, seen by where its NUL bytes stand; NULL for anything else. */
const ts_encoding *ts_utf16_by_nuls(ts_str bytes);

/* True where nearly all bytes above 0x7F stand beside another: a script that needs several bytes a character,
 * or one that is not Latin. */
bool ts_high_bytes_run(ts_str bytes);

/* What libuchardet takes the bytes for, asked again without the bytes that spoil its first answer; NULL where
 * it does not know. */
const ts_encoding *ts_encoding_detect(ts_str bytes);

/* Of windows-1251 and KOI8 the one in which the bytes' capitals begin the words, where one of them is
 * claimed; any other claim as it is. */
const ts_encoding *ts_encoding_by_case(const ts_encoding *claimed, ts_str bytes);

/* Valid UTF-8 that was UTF-8 before, whose bytes were taken for characters of windows-1252 or Latin-1 and
 * written as UTF-8 once more: "â€™" for "’". Appends what it was; what is no such sequence stays. False, and
 * `out` of no use, where nothing tells that this happened to the page. */
bool ts_undo_utf8_twice(ts_str text, ts_buf *out);

/* The same of bytes in any encoding: "ÖÐ" for "中" in GBK. Appends the bytes; false where a character comes
 * from none. */
bool ts_undo_windows_1252(ts_str text, ts_buf *out);

#endif
