/* Text that was decoded wrongly before it was captured: its bytes were each taken for a character of
 * windows-1252 or Latin-1, as clients do where a server names no charset, and written as UTF-8. */
#include "text/charset_parts.h"

#include "base/eight.h"
#include "text/utf8.h"

/* Characters that are no sequence of bytes taken wrongly, before a page is left as it is. */
#define MISFITS_FIRST 4
/* Sequences for each misfit in a page that is mended. */
#define FITS_EACH 4
/* Sequences without a control character that say so together: people quote "â€™" where they write of it. */
#define FITS_LEAST 3

/* The character that UTF-8 bytes at *pos make, each of them a character of its own now; its bytes are put
 * into `bytes`, and *pos moves behind them. 0 where they make none, and *pos is behind the first. */
static size_t sequence_at(ts_str s, size_t *pos, char bytes[4], bool *control)
{
    uint32_t code = ts_utf8_next(s, pos);
    int lead = ts_windows_1252_byte(code);
    size_t want = lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0, at = *pos;
    if (want == 0)
        return 0;
    bytes[0] = (char)lead;
    *control = false;
    for (size_t i = 1; i < want; i++) {
        code = at < s.len ? ts_utf8_next(s, &at) : 0;
        int byte = ts_windows_1252_byte(code);
        if (byte < 0x80 || byte > 0xBF)
            return 0;
        *control = *control || (code >= 0x80 && code < 0xA0);
        bytes[i] = (char)byte;
    }
    if (!ts_utf8_valid((ts_str){bytes, want}))
        return 0;
    *pos = at;
    return want;
}

bool ts_undo_utf8_twice(ts_str text, ts_buf *out)
{
    size_t fits = 0, misfits = 0, run = 0;
    bool certain = false;
    for (size_t i = 0; (i = ts_skip_ascii(text.ptr, i, text.len)) < text.len;) {
        char bytes[4];
        bool control = false;
        size_t start = i, len = sequence_at(text, &i, bytes, &control);
        if (len == 0 && ++misfits > MISFITS_FIRST + fits)
            return false;
        if (len == 0)
            continue;
        fits++;
        certain = certain || control;
        ts_buf_put(out, ts_str_sub(text, run, start));
        ts_buf_put(out, (ts_str){bytes, len});
        run = i;
    }
    if (fits < FITS_EACH * misfits || (!certain && fits < FITS_LEAST))
        return false;
    ts_buf_put(out, ts_str_sub(text, run, text.len));
    return true;
}

bool ts_undo_windows_1252(ts_str text, ts_buf *out)
{
    size_t run = 0;
    for (size_t i = 0; (i = ts_skip_ascii(text.ptr, i, text.len)) < text.len;) {
        size_t start = i;
        int byte = ts_windows_1252_byte(ts_utf8_next(text, &i));
        if (byte < 0)
            return false;
        ts_buf_put(out, ts_str_sub(text, run, start));
        ts_buf_putc(out, (char)byte);
        run = i;
    }
    ts_buf_put(out, ts_str_sub(text, run, text.len));
    return true;
}
