/* Full and half width: folding for matching, and restoring what a crawler folded.
 * Facts: a dump whose U+FF01–FF5E were all folded to ASCII keeps 、。《》“” and no-break spaces. */
#ifndef TS_TEXT_WIDTH_H
#define TS_TEXT_WIDTH_H

#include "base/buf.h"

/* The folded copy that line rules are matched on: U+FF01–FF5E to ASCII, spaces of any kind to ' ', forms of
 * '|' and ':' to those, zero-width characters and soft hyphens gone, runs of spaces one, none at the ends. */
void ts_fold(ts_buf *out, ts_str s);
/* What becomes of one character there, runs of spaces and what goes apart. */
uint32_t ts_fold_beyond(uint32_t c);
static inline uint32_t ts_fold_one(uint32_t c)
{
    bool same = (c > ' ' && c < 0x7F) || (c > 0xA0 && c < 0x1680) || (c > 0x4E28 && c < 0xA000);
    return same ? c : ts_fold_beyond(c);
}

/* True where a mark is full width. */
bool ts_width_full(ts_str text);
/* True where a Chinese or Japanese text has had its full-width punctuation folded: three or more of ASCII , :
 * ; ! ? ( ) stand where ts_width_restore would widen them, and no full-width one is in the text. */
bool ts_width_folded(ts_str text);

/* Appends the text with , : ; ! ? ( ) made full width where a wide character stands on at least one side, and
 * not inside a number, an address, a time or a Latin run. Brackets by pair, by what they hold or follow. '.'
 * never. */
void ts_width_restore(ts_buf *out, ts_str text);

#endif
