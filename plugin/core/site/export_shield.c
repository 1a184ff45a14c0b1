/* Shortcodes in captured text are text. In running text the Markdown writer has put a backslash between the
 * braces already; code has no escapes of its own, so there the host's are used. */
#include "base/buf.h"
#include "site/export_form.h"

#define BRACES "{{"

#define MORE TS_STR("<!--more-->")

static const char *const ends[] = {">}}", "%}}"};

/* Where nothing of the text ends shortcodes of a kind, that kind. */
static char unended(ts_str markdown)
{
    for (int i = 0; i < 2; i++)
        if (ts_str_find(markdown, ts_str_of(ends[i]), 0) == TS_NPOS)
            return i ? '%' : '<';
    return 0;
}

/* Hugo writes a shortcode that is a comment from end to end as it stands, and takes nothing in it for a mark
 * of its own. Where nothing in the text ends or begins one, that is done in definitions that are never
 * referred to, which readers do not show. */
void ts_export_shield_hugo(ts_buf *out, ts_str markdown)
{
    char kind = 0; /* of the shortcode we are in: '<' or '%' */
    if (ts_str_find(markdown, MORE, 0) != TS_NPOS && (kind = unended(markdown)))
        ts_buf_printf(out, "[tearsheet]: # \"" BRACES "%c/*\"\n\n", kind);
    for (size_t i = 0; i < markdown.len; i++) {
        ts_str rest = ts_str_sub(markdown, i, TS_NPOS);
        const char *end = kind == '%' ? ends[1] : ends[0];
        if (!kind && (ts_str_starts(rest, TS_STR(BRACES "<")) || ts_str_starts(rest, TS_STR(BRACES "%")))) {
            kind = rest.ptr[2];
            ts_buf_printf(out, BRACES "%c/*", kind);
            i += 2;
        } else if (kind && ts_str_starts(rest, ts_str_of(end))) {
            ts_buf_printf(out, "*/%s", end);
            i += 2;
            kind = 0;
        } else {
            ts_buf_putc(out, rest.ptr[0]);
        }
    }
    if (kind)
        ts_buf_printf(out, "\n[tearsheet]: # \"*/%s\"\n", kind == '%' ? ends[1] : ends[0]);
}

static size_t skip_blanks(ts_str s, size_t i)
{
    while (i < s.len && (s.ptr[i] == ' ' || s.ptr[i] == '\n' || s.ptr[i] == '\t'))
        i++;
    return i;
}

/* The length of a shortcode's call, NAME(…), between the braces and `end`; 0 for what is none. */
static size_t call_length(ts_str s, ts_str end)
{
    enum { CALL_MAX = 4096 };
    s = ts_str_sub(s, 0, CALL_MAX);
    size_t i = skip_blanks(s, 2), name = i;
    while (i < s.len && (s.ptr[i] == '_' || (s.ptr[i] >= 'a' && s.ptr[i] <= 'z') ||
                         (s.ptr[i] >= 'A' && s.ptr[i] <= 'Z') || (s.ptr[i] >= '0' && s.ptr[i] <= '9')))
        i++;
    size_t open = skip_blanks(s, i);
    if (i == name || open == s.len || s.ptr[open] != '(')
        return 0;
    for (size_t at = open; (at = ts_str_find(s, end, at)) != TS_NPOS; at += end.len)
        if (ts_str_ends(ts_str_trim(ts_str_sub(s, 0, at)), TS_STR(")")))
            return at + end.len;
    return 0;
}

/* Zola writes a call that is a comment from end to end as it stands. */
void ts_export_shield_zola(ts_buf *out, ts_str markdown)
{
    for (size_t i = 0; i < markdown.len; i++) {
        ts_str rest = ts_str_sub(markdown, i, TS_NPOS);
        bool braces = ts_str_starts(rest, TS_STR(BRACES)), percent = ts_str_starts(rest, TS_STR("{%"));
        size_t len = braces || percent ? call_length(rest, braces ? TS_STR("}}") : TS_STR("%}")) : 0;
        if (len) {
            ts_buf_put(out, ts_str_sub(rest, 0, 2));
            ts_buf_puts(out, "/*");
            ts_buf_put(out, ts_str_sub(rest, 2, len - 2));
            ts_buf_puts(out, "*/");
            ts_buf_put(out, ts_str_sub(rest, len - 2, len));
            i += len - 1;
        } else {
            ts_buf_putc(out, rest.ptr[0]);
        }
    }
}
