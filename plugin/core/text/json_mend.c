/* Mending the JSON that pages embed, without guessing at what it says. */
#include "text/json_parts.h"

#include "text/utf8.h"

#include <string.h>

typedef struct mender {
    ts_str text;
    size_t pos;
    ts_buf *out;
    size_t comma; /* where a comma stands in `out` behind which nothing was written yet, or TS_NPOS */
} mender;

static bool at(const mender *m, const char *z)
{
    size_t len = strlen(z);
    return m->text.len - m->pos >= len && memcmp(m->text.ptr + m->pos, z, len) == 0;
}

/* The bytes of the entity for a double quote that stands here, 0 where none does. */
static size_t quote_entity(const mender *m)
{
    static const char *const entities[] = {"&quot;", "&#34;", "&#034;", "&#x22;", "&#X22;", NULL};
    for (const char *const *entity = entities; *entity; entity++)
        if (at(m, *entity))
            return strlen(*entity);
    return 0;
}

/* Moves behind `end`, or to the end of the text. */
static void skip_to(mender *m, const char *end)
{
    size_t found = ts_str_find(m->text, ts_str_of(end), m->pos);
    m->pos = found == TS_NPOS ? m->text.len : found + strlen(end);
}

/* Steps over comments and what hides scripts from old browsers; false where none of it stands here. */
static bool skip_noise(mender *m)
{
    static const char *const marks[] = {"<!--", "-->", "<![CDATA[", "]]>", NULL};
    for (const char *const *mark = marks; *mark; mark++) {
        if (at(m, *mark)) {
            m->pos += strlen(*mark);
            return true;
        }
    }
    if (at(m, "/*")) {
        m->pos += 2;
        skip_to(m, "*/");
        return true;
    }
    if (at(m, "//")) {
        m->pos += 2;
        /* The script may go on behind such a mark, on the same line. */
        if (at(m, "<![CDATA[") || at(m, "]]>") || at(m, "-->") || at(m, "<!--"))
            return true;
        skip_to(m, "\n");
        return true;
    }
    return false;
}

static int hex4(ts_str s, size_t from)
{
    int value = 0;
    if (s.len - from < 4)
        return -1;
    for (size_t i = from; i < from + 4; i++) {
        char c = s.ptr[i], lower = (char)(c | 0x20);
        int digit = c >= '0' && c <= '9' ? c - '0' : lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
        if (digit < 0)
            return -1;
        value = value << 4 | digit;
    }
    return value;
}

/* \uXXXX, of which half a surrogate pair alone is no character. The backslash and 'u' are at pos. */
static void mend_unicode(mender *m)
{
    int high = hex4(m->text, m->pos + 2);
    if (high < 0) {
        ts_buf_puts(m->out, "\\\\u");
        m->pos += 2;
        return;
    }
    size_t len = 6;
    bool sound = high < 0xD800 || high > 0xDFFF;
    if (high >= 0xD800 && high <= 0xDBFF && m->text.len - m->pos >= 12 && m->text.ptr[m->pos + 6] == '\\' &&
        m->text.ptr[m->pos + 7] == 'u') {
        int low = hex4(m->text, m->pos + 8);
        if (low >= 0xDC00 && low <= 0xDFFF) {
            sound = true;
            len = 12;
        }
    }
    ts_buf_put(m->out, sound ? ts_str_sub(m->text, m->pos, m->pos + len) : TS_STR("\xEF\xBF\xBD"));
    m->pos += len;
}

static void mend_escape(mender *m)
{
    char next = m->pos + 1 < m->text.len ? m->text.ptr[m->pos + 1] : '\0';
    if (next == 'u') {
        mend_unicode(m);
    } else if (next && strchr("\"\\/bfnrt", next)) {
        ts_buf_put(m->out, ts_str_sub(m->text, m->pos, m->pos + 2));
        m->pos += 2;
    } else if (next == '\'') {
        ts_buf_putc(m->out, '\'');
        m->pos += 2;
    } else {
        ts_buf_puts(m->out, "\\\\");
        m->pos++;
    }
}

static void put_character(mender *m)
{
    size_t from = m->pos;
    uint32_t c = ts_utf8_next(m->text, &m->pos);
    if (c == '\n')
        ts_buf_puts(m->out, "\\n");
    else if (c == '\t')
        ts_buf_puts(m->out, "\\t");
    else if (c < 0x20)
        ts_buf_puts(m->out, c == '\r' ? "" : " ");
    else if (c == 0xFFFD)
        ts_buf_puts(m->out, "\xEF\xBF\xBD");
    else
        ts_buf_put(m->out, ts_str_sub(m->text, from, m->pos));
}

/* The place of the next byte from `at` on that is no white space. */
static size_t behind_space(ts_str s, size_t at)
{
    while (at < s.len && strchr(" \t\r\n", s.ptr[at]))
        at++;
    return at;
}

/* True where the quote at pos ends its string: what follows goes on with the JSON. One that was left
 * unescaped inside goes on with words. */
static bool closes_string(const mender *m)
{
    size_t at = behind_space(m->text, m->pos + 1);
    char next = at < m->text.len ? m->text.ptr[at] : '\0';
    if (next != ',')
        return !next || strchr(":}]", next);
    at = behind_space(m->text, at + 1);
    ts_str rest = ts_str_sub(m->text, at, m->text.len);
    return !rest.len || strchr("\"{[]},-0123456789&/<", rest.ptr[0]) || ts_str_starts(rest, TS_STR("true")) ||
           ts_str_starts(rest, TS_STR("false")) || ts_str_starts(rest, TS_STR("null"));
}

/* A string that begins at pos with a quote, or with the entity for one: it ends as it begins. */
static void mend_string(mender *m, size_t entity)
{
    m->pos += entity ? entity : 1;
    ts_buf_putc(m->out, '"');
    while (m->pos < m->text.len) {
        char c = m->text.ptr[m->pos];
        size_t closing = entity ? quote_entity(m) : c == '"' && closes_string(m);
        if (closing) {
            m->pos += closing;
            break;
        }
        if (c == '\\' && entity && m->pos++ && quote_entity(m)) {
            ts_buf_puts(m->out, "\\\"");
            m->pos += quote_entity(m);
            continue;
        }
        if (c == '\\' && entity)
            m->pos--;
        if (c == '\\')
            mend_escape(m);
        else if (c == '"')
            ts_buf_puts(m->out, "\\\""), m->pos++;
        else
            put_character(m);
    }
    ts_buf_putc(m->out, '"');
}

/* A comma is written only before the next value: none before a closing bracket, none twice. */
static void put_structure(mender *m, char c)
{
    if (c == ',') {
        m->comma = m->comma == TS_NPOS ? m->out->len : m->comma;
        return;
    }
    if (m->comma != TS_NPOS && c != '}' && c != ']')
        ts_buf_putc(m->out, ',');
    m->comma = TS_NPOS;
    if (c)
        ts_buf_putc(m->out, c);
}

void ts_json_mend(ts_buf *out, ts_str text)
{
    mender m = {.text = text, .out = out, .comma = TS_NPOS};
    if (ts_str_starts(text, TS_STR("\xEF\xBB\xBF")))
        m.pos = 3;
    while (m.pos < text.len) {
        if (skip_noise(&m))
            continue;
        char c = text.ptr[m.pos];
        size_t entity = c == '&' ? quote_entity(&m) : 0;
        if (c == '"' || entity) {
            put_structure(&m, '\0');
            mend_string(&m, entity);
            continue;
        }
        m.pos++;
        if (c == ' ' || c == '\t' || c == '\n' || c == '\r')
            ts_buf_putc(out, ' ');
        else if (c != ';')
            put_structure(&m, c);
    }
}
