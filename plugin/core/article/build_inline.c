#include "article/build.h"
#include "article/math_tex.h"
#include "text/escape.h"
#include "text/url.h"
#include "text/utf8.h"

#include <stdlib.h>
#include <string.h>

/* Scripts that mark the ends of words with U+200B. */
static bool needs_zero_width(uint32_t c)
{
    return (c >= 0x0E00 && c <= 0x0EFF) || (c >= 0x1000 && c <= 0x109F) || (c >= 0x1780 && c <= 0x17FF);
}

/* Characters that pages hold and no reader sees. */
static bool is_invisible(uint32_t c, uint32_t before)
{
    return c == 0xAD || c == 0xFEFF || c == 0xFFFC || (c == 0x200B && !needs_zero_width(before));
}

/* Spaces behind `pos`; true where a line end is among them. */
static bool skip_space(ts_str chars, size_t *pos)
{
    bool line_end = false;
    while (*pos < chars.len &&
           (chars.ptr[*pos] == ' ' || (chars.ptr[*pos] >= '\t' && chars.ptr[*pos] <= '\r')))
        line_end = chars.ptr[(*pos)++] == '\n' || line_end;
    return line_end;
}

static bool is_mute(const ts_builder *b)
{
    return b->mute || (b->table.table && !b->table.in_cell && !b->labels);
}

/* A line end inside a text is where the page's writer wrapped it, and joins East Asian text without a space.
 */
void ts_build_text(ts_builder *b, ts_str chars)
{
    if (is_mute(b))
        return;
    ts_buf *clean = &b->inlines.text;
    uint32_t before = 0;
    size_t from = 0, leaf = clean->len; /* from: what stays as it is and was not put yet */
    for (size_t pos = 0; pos < chars.len;) {
        size_t start = pos;
        bool ascii = (unsigned char)chars.ptr[pos] < 0x80;
        if (ascii && (pos = ts_utf8_plain_end(chars, start)) > start) {
            before = (unsigned char)chars.ptr[pos - 1];
            continue;
        }
        bool line_end = ascii && skip_space(chars, &pos), space = pos > start;
        uint32_t c = space ? ' ' : ts_utf8_next(chars, &pos);
        bool kept = !space && c != 0xA0 && c != 0xFFFD && !is_invisible(c, before);
        if (!space)
            before = c;
        if (kept)
            continue;
        ts_buf_put(clean, ts_str_sub(chars, from, start));
        from = pos;
        if (line_end && start > 0 && pos < chars.len) {
            ts_inlines_text_from(&b->inlines, leaf);
            ts_inlines_soft(&b->inlines);
            leaf = clean->len;
        } else if (space || c == 0xA0) {
            ts_buf_putc(clean, ' ');
        } else if (c == 0xFFFD) {
            ts_buf_put_utf8(clean, c);
        }
    }
    ts_buf_put(clean, ts_str_sub(chars, from, chars.len));
    ts_inlines_text_from(&b->inlines, leaf);
}

void ts_build_chars(ts_builder *b, ts_str chars)
{
    ts_tex_span span;
    if (b->ordinal && !is_mute(b) && ts_utf8_trim(chars).len) {
        ts_build_text(b, ts_str_of(b->ordinal));
        b->ordinal = NULL;
    }
    while (!is_mute(b) && ts_tex_find(chars, &span)) {
        ts_build_text(b, ts_str_sub(chars, 0, span.from));
        ts_build_formula(b, span.tex, span.display);
        chars = ts_str_sub(chars, span.to, chars.len);
    }
    ts_build_text(b, chars);
}

void ts_build_format(ts_builder *b, ts_node *element, ts_format_kind kind)
{
    ts_build_push(b, element, TS_END_FORMAT)->format = kind;
    ts_inlines_open(&b->inlines, kind, NULL, NULL);
}

const char *ts_build_address(ts_builder *b, const char *url)
{
    ts_buf flat;
    ts_buf_init(&flat, TS_BUF_MAX);
    ts_url_flat(&flat, ts_str_of(url));
    bool fine = flat.len && ts_url_safe(ts_buf_str(&flat), false);
    const char *address = fine ? ts_buf_copy(&flat, b->arena) : NULL;
    ts_buf_free(&flat);
    return address;
}

bool ts_build_link(ts_builder *b, ts_node *element)
{
    const char *href = ts_node_attr(element, "href");
    ts_str ref = ts_str_trim(ts_str_of(href));
    if (!ref.len || ref.ptr[0] == '#' || !ts_url_safe(ref, false))
        return true;
    const char *url = ts_build_address(b, ts_url_resolve(b->arena, b->options->url, ref));
    if (!url)
        return true;
    ts_build_push(b, element, TS_END_FORMAT)->format = TS_FORMAT_LINK;
    ts_inlines_open(&b->inlines, TS_FORMAT_LINK, url, NULL);
    return true;
}

/* The value of one property in a style attribute, empty where it is not set. */
static ts_str style_of(const char *style, const char *property)
{
    ts_str all = ts_str_of(style);
    size_t at = ts_str_find(all, ts_str_of(property), 0);
    if (at == TS_NPOS)
        return (ts_str){0};
    size_t colon = at + strlen(property);
    size_t end = ts_str_find_char(all, ';', colon);
    ts_str value = ts_str_trim(ts_str_sub(all, colon, end == TS_NPOS ? all.len : end));
    if (!value.len || value.ptr[0] != ':')
        return (ts_str){0};
    return ts_str_trim(ts_str_sub(value, 1, value.len));
}

void ts_build_style(ts_builder *b, ts_node *element)
{
    const char *style = ts_node_attr(element, "style");
    if (!style || !strstr(style, "font-"))
        return;
    ts_str weight = style_of(style, "font-weight"), slant = style_of(style, "font-style");
    if (ts_str_starts(weight, TS_STR("bold")) ||
        (weight.len >= 3 && weight.ptr[0] >= '6' && weight.ptr[0] <= '9'))
        ts_build_format(b, element, TS_FORMAT_STRONG);
    if (ts_str_starts(slant, TS_STR("italic")) || ts_str_starts(slant, TS_STR("oblique")))
        ts_build_format(b, element, TS_FORMAT_EMPH);
}

bool ts_build_code(ts_builder *b, ts_node *element)
{
    if (is_mute(b))
        return false;
    ts_buf text;
    ts_buf_init(&text, TS_BUF_MAX);
    ts_node_text(&text, element);
    ts_inlines_code(&b->inlines, ts_str_trim(ts_buf_str(&text)));
    ts_buf_free(&text);
    return false;
}

static const struct {
    char plain;
    uint16_t up, down;
} shifted[] = {
    {'0', 0x2070, 0x2080}, {'1', 0x00B9, 0x2081}, {'2', 0x00B2, 0x2082}, {'3', 0x00B3, 0x2083},
    {'4', 0x2074, 0x2084}, {'5', 0x2075, 0x2085}, {'6', 0x2076, 0x2086}, {'7', 0x2077, 0x2087},
    {'8', 0x2078, 0x2088}, {'9', 0x2079, 0x2089}, {'+', 0x207A, 0x208A}, {'-', 0x207B, 0x208B},
    {'(', 0x207D, 0x208D}, {')', 0x207E, 0x208E}, {'n', 0x207F, 0x2099},
};

static bool put_shifted(ts_buf *out, char c, bool up)
{
    for (size_t i = 0; i < sizeof shifted / sizeof *shifted; i++) {
        if (shifted[i].plain == c) {
            ts_buf_put_utf8(out, up ? shifted[i].up : shifted[i].down);
            return true;
        }
    }
    return false;
}

/* Superscripts and subscripts of digits become the characters that Unicode has for them; others stay plain
 * text. */
bool ts_build_shifted(ts_builder *b, ts_node *element, bool up)
{
    ts_node *child = ts_node_first(element);
    if (!child || ts_node_next(child) || ts_node_type(child) != TS_TEXT)
        return true;
    ts_str text = ts_str_trim(ts_node_chars(child));
    ts_buf out;
    ts_buf_init(&out, 64);
    bool all = text.len > 0 && text.len <= 16;
    for (size_t i = 0; all && i < text.len; i++)
        all = put_shifted(&out, text.ptr[i], up);
    if (all && !is_mute(b))
        ts_inlines_text(&b->inlines, ts_buf_str(&out));
    ts_buf_free(&out);
    return !all;
}

static void put_ruby(ts_builder *b, ts_buf *base, ts_str reading)
{
    cmark_node *ruby = ts_node_new(b->arena, TS_NODE_RUBY);
    ts_buf flat;
    ts_buf_init(&flat, TS_BUF_MAX);
    ts_text_flat(&flat, ts_utf8_trim(reading));
    ts_node_payload(ruby)->reading = ts_buf_copy(&flat, b->arena);
    ts_buf_clear(&flat);
    ts_text_flat(&flat, ts_utf8_trim(ts_buf_str(base)));
    cmark_node_append_child(ruby, ts_node_text_new(ts_buf_str(&flat)));
    if (flat.len && *ts_node_payload(ruby)->reading)
        ts_inlines_node(&b->inlines, ruby);
    else {
        ts_inlines_text(&b->inlines, ts_buf_str(base));
        cmark_node_free(ruby);
    }
    ts_buf_free(&flat);
    ts_buf_clear(base);
}

bool ts_build_ruby(ts_builder *b, ts_node *element)
{
    if (is_mute(b))
        return false;
    ts_buf base, reading;
    ts_buf_init(&base, TS_BUF_MAX);
    ts_buf_init(&reading, TS_BUF_MAX);
    for (ts_node *part = ts_node_first(element); part; part = ts_node_next(part)) {
        if (ts_node_is(part, "rt")) {
            for (ts_node *n = ts_node_walk(part, part); n; n = ts_node_walk(n, part))
                if (ts_node_type(n) == TS_TEXT)
                    ts_buf_put(&reading, ts_node_chars(n));
            put_ruby(b, &base, ts_buf_str(&reading));
            ts_buf_clear(&reading);
        } else if (ts_node_type(part) == TS_TEXT) {
            ts_buf_put(&base, ts_node_chars(part));
        } else if (!ts_node_is(part, "rp") && !ts_node_is(part, "rtc")) {
            ts_node_text(&base, part);
        }
    }
    ts_inlines_text(&b->inlines, ts_buf_str(&base));
    ts_buf_free(&base);
    ts_buf_free(&reading);
    return false;
}
