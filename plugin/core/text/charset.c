#include "text/charset.h"

#include "text/charset_parts.h"
#include "text/utf8.h"

#include <string.h>

/* Where a page may declare its encoding. The standard asks for the first 1,024 bytes; pages with long heads
 * put it further down, and browsers find it there when they meet it. */
#define PRESCAN 4096

const char *ts_charset_name(ts_str label)
{
    const ts_encoding *encoding = ts_encoding_find(label);
    return encoding ? encoding->name : NULL;
}

/* --- what the page says ------------------------------------------------------------------------------------
 */

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static size_t skip_space(ts_str s, size_t i)
{
    while (i < s.len && is_space(s.ptr[i]))
        i++;
    return i;
}

/* The value behind `word` and '=' in a tag: charset=x, charset="x", content="…; charset=x". */
static ts_str value_behind(ts_str tag, const char *word)
{
    size_t len = strlen(word);
    for (size_t i = 0; i + len < tag.len; i++) {
        if (!ts_str_same(ts_str_sub(tag, i, i + len), (ts_str){word, len}))
            continue;
        size_t at = skip_space(tag, i + len);
        if (at >= tag.len || tag.ptr[at] != '=')
            continue;
        at = skip_space(tag, at + 1);
        while (at < tag.len && (tag.ptr[at] == '"' || tag.ptr[at] == '\''))
            at++;
        at = skip_space(tag, at);
        size_t end = at;
        while (end < tag.len && !is_space(tag.ptr[end]) && !strchr("\"';/>?", tag.ptr[end]))
            end++;
        return ts_str_sub(tag, at, end);
    }
    return (ts_str){"", 0};
}

ts_str ts_charset_declared(ts_str bytes)
{
    ts_str head = ts_str_sub(bytes, 0, PRESCAN);
    for (size_t i = 0; i < head.len; i++) {
        i = ts_str_find_char(head, '<', i);
        if (i == TS_NPOS)
            break;
        ts_str rest = ts_str_sub(head, i, head.len);
        if (ts_str_starts(rest, TS_STR("<!--"))) {
            size_t end = ts_str_find(head, TS_STR("-->"), i + 4);
            if (end == TS_NPOS)
                break;
            i = end + 2;
            continue;
        }
        bool xml = ts_str_starts(rest, TS_STR("<?xml"));
        if (!xml && !ts_str_same(ts_str_sub(rest, 0, 5), TS_STR("<meta")))
            continue;
        size_t end = ts_str_find_char(rest, '>', 0);
        ts_str label = value_behind(ts_str_sub(rest, 5, end), xml ? "encoding" : "charset");
        if (ts_encoding_find(label))
            return label;
    }
    return (ts_str){"", 0};
}

/* --- weighing the evidence ---------------------------------------------------------------------------------
 */

/* The bytes as one encoding reads them. */
typedef struct candidate {
    const ts_encoding *encoding;
    ts_buf out;
    bool as_it_is; /* the bytes are the text: `out` was not needed */
    bool mended;   /* they were UTF-8 of bytes decoded wrongly */
    ts_reading reading;
} candidate;

/* A few bad sequences are damage; more mean that the encoding is another. Single-byte encodings have no bad
 * sequences, but C1 controls tell the same. */
static bool is_plausible(const ts_reading *reading)
{
    size_t bad = reading->replaced + reading->controls, all = reading->characters + reading->replaced;
    return bad == 0 || (bad * 4 <= all && bad <= 1 + all / 50);
}

static bool try_encoding(candidate *c, const ts_encoding *encoding, ts_str bytes)
{
    ts_buf_clear(&c->out);
    c->encoding = encoding;
    return encoding && ts_encoding_read(encoding, bytes, &c->out, NULL, &c->reading);
}

/* Nearly all sequences beyond ASCII are UTF-8. Of 550 pages written in thirteen legacy encodings, the one
 * most like it had 29 % of its sequences well-formed by accident, and no line of ten or more reached 80 %. So
 * nine in ten are none, and what is left is damage. */
static bool is_utf8(size_t good, size_t bad)
{
    return good >= 1 && bad * 10 <= good + bad;
}

/* ISO-2022-JP is all ASCII but for its escape sequences. */
static bool has_japanese_escapes(ts_str bytes)
{
    size_t escape = ts_str_find_char(bytes, '\x1B', 0);
    size_t at = escape == TS_NPOS ? TS_NPOS : ts_str_find(bytes, TS_STR("\x1B$"), escape);
    return at != TS_NPOS && bytes.len - at > 2 && (bytes.ptr[at + 2] == 'B' || bytes.ptr[at + 2] == '@');
}

/* Far more good than bad: better than the last resort, if nothing fits. */
static bool is_bearable(const candidate *c)
{
    size_t bad = c->reading.replaced + c->reading.controls;
    return c->encoding->family == TS_ENC_CJK && bad * 4 <= c->reading.characters;
}

/* An encoding somebody claims, if the bytes bear it out; else *reserve may be set to it. Servers claim
 * Western ones for everything, so those are believed only where the bytes above 0x7F stand alone, as accented
 * letters do. A claim of UTF-16 by something that could be read far enough to find it means UTF-8, which has
 * been ruled out. */
static bool try_claim(candidate *c, ts_str label, ts_str bytes, const ts_encoding **reserve)
{
    const ts_encoding *encoding = ts_encoding_find(label);
    if (!encoding || encoding == ts_encoding_utf16le || encoding == ts_encoding_utf16be)
        return false;
    encoding = ts_encoding_by_case(encoding, bytes);
    if (!try_encoding(c, encoding, bytes))
        return false;
    bool doubtful = encoding->family == TS_ENC_WESTERN && ts_high_bytes_run(bytes);
    if (is_plausible(&c->reading) && !doubtful)
        return true;
    if (!*reserve && (doubtful || is_bearable(c)))
        *reserve = encoding;
    return false;
}

/* Encodings that libuchardet names for Western text of a few accents more often than for text written in
 * them. */
static bool is_far_fetched(const ts_encoding *encoding)
{
    static const char *const names[] = {"iso-8859-3",   "iso-8859-4",  "iso-8859-10",
                                        "iso-8859-13",  "iso-8859-14", "iso-8859-16",
                                        "windows-1258", "macintosh",   NULL};
    for (const char *const *name = names; *name; name++)
        if (strcmp(encoding->name, *name) == 0)
            return true;
    return false;
}

/* What most pages are: UTF-8 in which nothing has to be replaced. */
static bool is_sound(ts_str bytes)
{
    return bytes.len <= TS_BUF_MAX && !memchr(bytes.ptr, '\0', bytes.len) && ts_utf8_valid(bytes) &&
           !has_japanese_escapes(bytes);
}

/* UTF-8 all of whose characters are bytes of the encoding that the page declares, taken for windows-1252:
 * pairs of them, as accents alone are not. A Western page may well be saved as UTF-8 and say what it was. */
static bool was_declared(candidate *c, ts_str text)
{
    const ts_encoding *encoding = ts_encoding_find(ts_charset_declared(text));
    if (!encoding || (encoding->family != TS_ENC_CJK && encoding->family != TS_ENC_OTHER))
        return false;
    ts_buf bytes;
    ts_buf_init(&bytes, TS_BUF_MAX);
    bool was = ts_undo_windows_1252(text, &bytes) && ts_high_bytes_run(ts_buf_str(&bytes)) &&
               try_encoding(c, encoding, ts_buf_str(&bytes)) && is_plausible(&c->reading);
    ts_buf_free(&bytes);
    return was;
}

/* The bytes are sound UTF-8. */
static void take_utf8(candidate *c, ts_str bytes)
{
    bool twice = ts_undo_utf8_twice(bytes, &c->out);
    c->mended = twice || was_declared(c, bytes);
    c->as_it_is = !c->mended;
    if (twice || c->as_it_is) {
        c->encoding = ts_encoding_utf8;
        c->reading = (ts_reading){0};
    }
}

static void choose(candidate *c, ts_str bytes, const char *hint)
{
    size_t good, bad;
    if (is_sound(bytes)) {
        take_utf8(c, bytes);
        return;
    }
    ts_utf8_tally(bytes, &good, &bad);
    bool ascii = good == 0 && bad == 0;
    if (is_utf8(good, bad) || (ascii && !has_japanese_escapes(bytes))) {
        try_encoding(c, ts_encoding_utf8, bytes);
        return;
    }
    if (ascii && try_encoding(c, ts_encoding_find(TS_STR("iso-2022-jp")), bytes))
        return;
    const ts_encoding *reserve = NULL;
    if (try_claim(c, ts_str_of(hint), bytes, &reserve) ||
        try_claim(c, ts_charset_declared(bytes), bytes, &reserve))
        return;
    const ts_encoding *detected = ts_encoding_detect(bytes);
    if (detected && !is_far_fetched(detected) && try_encoding(c, detected, bytes)) {
        if (is_plausible(&c->reading))
            return;
        if (!reserve && is_bearable(c))
            reserve = detected;
    }
    /* More UTF-8 than not, with much damage: some of it can be read, as anything else none. */
    if (good > bad && try_encoding(c, ts_encoding_utf8, bytes))
        return;
    if (reserve && try_encoding(c, reserve, bytes))
        return;
    try_encoding(c, ts_encoding_windows_1252, bytes);
}

static const ts_encoding *byte_order_mark(ts_str bytes, size_t *len)
{
    *len = 3;
    if (ts_str_starts(bytes, TS_STR("\xEF\xBB\xBF")))
        return ts_encoding_utf8;
    *len = 2;
    if (ts_str_starts(bytes, TS_STR("\xFF\xFE")))
        return ts_encoding_utf16le;
    return ts_str_starts(bytes, TS_STR("\xFE\xFF")) ? ts_encoding_utf16be : NULL;
}

static bool decode(candidate *c, ts_str bytes, const char *hint, const char *source, ts_error *error)
{
    size_t mark;
    const ts_encoding *encoding = byte_order_mark(bytes, &mark);
    if (encoding) {
        bytes = ts_str_sub(bytes, mark, bytes.len);
    } else {
        const char *advice = ts_binary_advice(bytes);
        if (advice)
            return ts_fail(error, TS_ENCODING, source, 0, 0, "%s", advice);
        encoding = ts_utf16_by_nuls(bytes);
        if (!encoding && ts_mostly_controls(bytes))
            return ts_fail(error, TS_ENCODING, source, 0, 0,
                           "This looks like a binary file, not text: it is full of control characters.");
    }
    if (encoding && !try_encoding(c, encoding, bytes))
        return ts_fail(error, TS_ENCODING, source, 0, 0, "This system cannot read text in %s.",
                       encoding->name);
    if (!encoding)
        choose(c, bytes, hint);
    if (c->out.full)
        return ts_fail(error, TS_LIMIT, source, 0, 0, "The text is longer than %zu bytes.", c->out.max);
    return true;
}

bool ts_charset_decode(ts_arena *arena, ts_str bytes, const char *hint, const char *source, ts_decoded *out,
                       ts_error *error)
{
    *out = (ts_decoded){.text = TS_STR(""), .charset = ts_encoding_utf8->name};
    if (bytes.len == 0)
        return true;
    candidate c = {0};
    ts_buf_init(&c.out, TS_BUF_MAX);
    bool fine = decode(&c, bytes, hint, source, error);
    if (fine) {
        ts_str text = c.as_it_is ? bytes : ts_buf_str(&c.out);
        /* A second mark, as editors leave it where files are joined, is no text either. */
        if (ts_str_starts(text, TS_STR("\xEF\xBB\xBF")))
            text = ts_str_sub(text, 3, text.len);
        out->text = c.as_it_is ? text : (ts_str){ts_arena_copy(arena, text), text.len};
        out->charset = c.encoding->name;
        out->replaced = c.reading.replaced;
        out->mended = c.mended;
    }
    ts_buf_free(&c.out);
    return fine;
}
