/* Names of files and addresses out of titles. */
#include "text/url.h"

#include "text/utf8.h"

#include <stdlib.h>
#include <unicase.h>
#include <uninorm.h>
#include <unictype.h>

#define SLUG_CODE_POINTS 80
/* File systems take 255 bytes; an ending and a number must fit behind it. */
#define SLUG_BYTES 240
/* No title is read further than this for its 80 code points. */
#define TITLE_BYTES 8192

/* Names that Windows keeps for devices. */
static bool is_reserved(ts_str s)
{
    static const char *const names[] = {"con", "prn", "aux", "nul", NULL};
    for (const char *const *name = names; *name; name++)
        if (ts_str_is(s, *name))
            return true;
    return s.len == 4 && (ts_str_starts(s, TS_STR("com")) || ts_str_starts(s, TS_STR("lpt"))) &&
           s.ptr[3] >= '0' && s.ptr[3] <= '9';
}

/* Letters and digits, and the marks that belong to the letter before them. */
static bool is_kept(uint32_t c, bool after_letter)
{
    return ts_is_alnum(c) ||
           (after_letter && c >= 0x300 && uc_is_general_category_withtable(c, UC_CATEGORY_MASK_M));
}

static bool is_invisible(uint32_t c)
{
    return c >= 0x80 && uc_is_general_category_withtable(c, UC_CATEGORY_MASK_Cf);
}

static void put_words(ts_buf *out, ts_str text)
{
    size_t count = 0;
    bool gap = false, letter = false;
    for (size_t pos = 0; pos < text.len;) {
        size_t at = pos;
        uint32_t c = ts_utf8_next(text, &pos);
        if (is_invisible(c))
            continue;
        if (!is_kept(c, letter)) {
            gap = count > 0;
            letter = false;
            continue;
        }
        size_t more = gap ? 2 : 1;
        if (count + more > SLUG_CODE_POINTS || out->len + more - 1 + (pos - at) > SLUG_BYTES)
            return;
        if (gap)
            ts_buf_putc(out, '-');
        ts_buf_put(out, ts_str_sub(text, at, pos));
        count += more;
        gap = false;
        letter = true;
    }
}

/* In lower case and NFC, to be freed; NULL where that fails. What is ASCII needs no tables. */
static char *lower_case(ts_str title, size_t *len)
{
    bool ascii = true;
    for (size_t i = 0; i < title.len && ascii; i++)
        ascii = (unsigned char)title.ptr[i] < 0x80;
    if (!ascii)
        return (char *)u8_tolower((const uint8_t *)title.ptr, title.len, NULL, UNINORM_NFC, NULL, len);
    char *lower = ts_strndup(title);
    *len = title.len;
    for (size_t i = 0; i < title.len; i++)
        lower[i] = (char)(lower[i] >= 'A' && lower[i] <= 'Z' ? lower[i] | 0x20 : lower[i]);
    return lower;
}

char *ts_slug(ts_arena *arena, ts_str title)
{
    ts_buf out;
    ts_buf_init(&out, TS_BUF_MAX);
    size_t end = title.len;
    if (end > TITLE_BYTES)
        for (end = TITLE_BYTES; end > 0 && ((unsigned char)title.ptr[end] & 0xC0) == 0x80; end--)
            continue;
    title.len = end;
    size_t len = 0;
    char *lower = title.len ? lower_case(title, &len) : NULL;
    put_words(&out, lower ? (ts_str){lower, len} : title);
    free(lower);
    if (out.len == 0)
        ts_buf_puts(&out, "untitled");
    else if (is_reserved(ts_buf_str(&out)))
        ts_buf_puts(&out, "-page");
    char *slug = ts_buf_copy(&out, arena);
    ts_buf_free(&out);
    return slug;
}
