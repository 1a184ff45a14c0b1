#include "markdown/write.h"
#include "text/utf8.h"

#include <string.h>

static bool is_ascii_punct(uint32_t c)
{
    return (c >= '!' && c <= '/') || (c >= ':' && c <= '@') || (c >= '[' && c <= '`') ||
           (c >= '{' && c <= '~');
}

static bool is_alpha(uint32_t c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_digit(uint32_t c)
{
    return c >= '0' && c <= '9';
}

static bool is_word(uint32_t c)
{
    return c != 0 && !ts_is_space(c) && !ts_is_punct_or_symbol(c);
}

bool ts_is_entity(ts_str text)
{
    size_t i = 1;
    if (text.len < 3 || text.ptr[0] != '&')
        return false;
    if (text.ptr[1] == '#') {
        bool hex = text.ptr[2] == 'x' || text.ptr[2] == 'X';
        i = hex ? 3 : 2;
        size_t from = i;
        while (i < text.len && (is_digit((unsigned char)text.ptr[i]) ||
                                (hex && strchr("abcdefABCDEF", text.ptr[i]) && text.ptr[i])))
            i++;
        return i > from && i < text.len && text.ptr[i] == ';';
    }
    if (!is_alpha((unsigned char)text.ptr[1]))
        return false;
    /* No name that HTML knows is longer than 32 characters. */
    while (i < text.len && i < 40 &&
           (is_alpha((unsigned char)text.ptr[i]) || is_digit((unsigned char)text.ptr[i])))
        i++;
    return i < text.len && text.ptr[i] == ';';
}

/* A character with its neighbours: 0 at the ends of the text. */
typedef struct view {
    uint32_t before, c, after;
    bool first, last;  /* of the text */
    bool entity_after; /* the next character becomes an entity */
    bool pairs;        /* brackets may stand as they are */
    ts_str rest;       /* the text from c on */
} view;

/* Brackets in pairs, none of which is a link or a note, mean nothing to readers of a link's text. Some do not
 * take backslashes out of alternative texts. */
static bool has_pairs(ts_str text)
{
    size_t depth = 0;
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i], next = i + 1 < text.len ? text.ptr[i + 1] : ' ';
        if ((c == '[' && next == '^') || (c == '^' && next == '[') ||
            (c == ']' && (depth == 0 || next == '(' || next == '[')))
            return false;
        depth += c == '[';
        depth -= c == ']';
    }
    return depth == 0;
}

/* True for what readers take for an address of mail, or for a tag, an address, a comment. */
static bool begins_tag(const view *v, bool more)
{
    if (is_alpha(v->after) || v->after == '/' || v->after == '!' || v->after == '?')
        return true;
    size_t i = 1;
    while (i < v->rest.len && v->rest.ptr[i] &&
           (is_alpha((unsigned char)v->rest.ptr[i]) || is_digit((unsigned char)v->rest.ptr[i]) ||
            strchr(".!#$%&'*+/=?^_`{|}~-", v->rest.ptr[i])))
        i++;
    /* Such an address goes on through marks of emphasis. */
    return i == v->rest.len ? more : i > 1 && v->rest.ptr[i] == '@';
}

static bool between_spaces(const view *v)
{
    return v->before == ' ' && v->after == ' ';
}

/* True for what some readers take for attributes of the markup before it, or of the heading: {.class},
 * {key=value}. */
static bool begins_attributes(const view *v)
{
    enum { ATTRIBUTES_MAX = 200 };
    ts_str text = ts_str_sub(v->rest, 0, ATTRIBUTES_MAX);
    size_t close = ts_str_find_char(text, '}', 0);
    return close != TS_NPOS && (v->after == '.' || ts_str_find_char(text, '=', 0) < close);
}

static bool needs_backslash(const view *v, const ts_text_place *place)
{
    switch (v->c) {
    case '\\':
        return v->last ? place->more : is_ascii_punct(v->after) || v->entity_after;
    case '`':
        return true;
    case '*':
        return !between_spaces(v);
    case '~':
        return place->tildes && !between_spaces(v);
    case '_':
        return !is_word(v->before) || !is_word(v->after) || v->entity_after;
    case '(':
        return v->first && place->after_note;
    case '[':
        /* Behind a caret it begins a note that stands in its place. */
        return (place->in_brackets && !v->pairs) || v->after == '^' || v->before == '^';
    case ']':
        return (place->in_brackets && !v->pairs) || v->after == '(';
    case '|':
        return !place->in_cell;
    case '!':
        return v->last && place->before_link;
    /* Hosts' template languages run what stands in two braces. */
    case '{':
        return v->before == '{' || begins_attributes(v);
    case '#':
        return v->before == '{';
    default:
        return false;
    }
}

/* Hosts' template languages run what stands in braces with such a character, for which readers older than
 * CommonMark know no backslash. NULL for any other. */
static const char *brace_entity(uint32_t before, uint32_t c)
{
    if (before != '{')
        return NULL;
    return c == '%' ? "&#37;" : c == ':' ? "&#58;" : NULL;
}

/* What stands for a character that begins a tag or an entity, a formula of kramdown's or the mark of a note;
 * NULL where it does not. */
static const char *entity_for(const view *v, const ts_text_place *place)
{
    if (brace_entity(v->before, v->c))
        return brace_entity(v->before, v->c);
    if (v->c == '$' && v->before == '$')
        return "&#36;";
    if (v->c == '^' && ((v->before == 0 && place->in_brackets) || (v->last && place->before_link)))
        return "&#94;";
    if (v->c == '&' && ts_is_entity(v->rest))
        return "&amp;";
    bool angle = v->c == '<' && (begins_tag(v, place->more) || (place->angles && v->after != ' '));
    return angle ? "&lt;" : NULL;
}

static uint32_t peek(ts_str text, size_t pos)
{
    return pos < text.len ? ts_utf8_next(text, &pos) : 0;
}

/* Bytes of ASCII that no place makes an escape or an entity of. */
static const bool PLAIN[256] = {[' '] = true,         [','] = true,         ['.'] = true,
                                ['0' ... '9'] = true, ['A' ... 'Z'] = true, ['a' ... 'z'] = true};

/* The same of characters. */
static bool is_plain(uint32_t c)
{
    return c >= 0x80 ? c != 0xFFFD : PLAIN[c];
}

/* The end of the characters from `pos` on that are written as they are; *last is the last of them. A text's
 * last character is none: it may have to become an entity. */
static size_t plain_end(ts_str text, size_t pos, uint32_t *last)
{
    for (size_t next = pos; next < text.len; pos = next) {
        size_t from = next;
        while (next + 1 < text.len && PLAIN[(unsigned char)text.ptr[next]])
            next++;
        if (next > from) {
            *last = (unsigned char)text.ptr[next - 1];
            continue;
        }
        uint32_t c = ts_utf8_next(text, &next);
        if (!is_plain(c) || next == text.len)
            break;
        *last = c;
    }
    return pos;
}

void ts_write_text(ts_buf *out, ts_str text, const ts_text_place *place)
{
    uint32_t before = 0;
    bool pairs = place->in_brackets && has_pairs(text);
    for (size_t pos = 0; pos < text.len;) {
        size_t start = pos;
        uint32_t c = ts_utf8_next(text, &pos);
        uint32_t after = peek(text, pos);
        bool last = pos == text.len;
        size_t behind = pos;
        if (!last)
            ts_utf8_next(text, &behind);
        view v = {before, c,
                  after,  start == 0,
                  last,   place->entity_last && behind == text.len && !last,
                  pairs,  ts_str_sub(text, start, text.len)};
        if ((start == 0 && place->entity_first) || (last && place->entity_last)) {
            ts_buf_printf(out, "&#x%X;", (unsigned)c);
            c = ';';
        } else if (c == '\n' || c == '\r') {
            ts_buf_putc(out, ' ');
        } else if (entity_for(&v, place)) {
            ts_buf_puts(out, entity_for(&v, place));
        } else {
            if (needs_backslash(&v, place))
                ts_buf_putc(out, '\\');
            ts_buf_put_utf8(out, c);
        }
        before = c;
        ts_str plain = ts_str_sub(text, pos, plain_end(text, pos, &before));
        ts_buf_put(out, plain);
        pos += plain.len;
    }
}

/* True for what never needs an escape in an address: letters and digits, and `behind` one of these, where no
 * brace is, signs too. */
static bool is_of_address(char c, bool behind)
{
    return is_digit((unsigned char)c) || is_alpha((unsigned char)c) ||
           (behind && (c == '/' || c == '-' || c == '.' || c == '_' || c == '=' || c == '%' || c == ':'));
}

/* An address, title or language, whose only markup is backslashes and entities. cmark resolves entities
 * first, so a backslash is no help against them. */
static void put_escaped(ts_buf *out, ts_str text, const char *special)
{
    for (size_t i = 0; i < text.len; i++) {
        size_t from = i;
        while (i < text.len && is_of_address(text.ptr[i], i > from))
            i++;
        ts_buf_put(out, ts_str_sub(text, from, i));
        if (i == text.len)
            break;
        char c = text.ptr[i], before = i > 0 ? text.ptr[i - 1] : ' ';
        char next = i + 1 < text.len ? text.ptr[i + 1] : '(';
        const char *entity = brace_entity((unsigned char)before, (unsigned char)c);
        bool escape = c != '\0' && strchr(special, c) != NULL;
        bool code = before == '{' && (c == '{' || c == '#');
        if (c == '\\')
            escape = is_ascii_punct((unsigned char)next);
        if (entity) {
            ts_buf_puts(out, entity);
        } else if (c == '&' && ts_is_entity(ts_str_sub(text, i, text.len))) {
            ts_buf_puts(out, "&amp;");
        } else if (code || (escape && c != '\\')) {
            /* In addresses and titles a backslash is for CommonMark's readers only, and others see code
             * there. */
            ts_buf_printf(out, c == '"' ? "&quot;" : "&#%d;", c);
        } else {
            if (escape)
                ts_buf_putc(out, '\\');
            ts_buf_putc(out, c == '\n' || c == '\r' ? ' ' : c);
        }
    }
}

/* Brackets in an address need no backslash where they stand in pairs, not too deep for any reader. */
static bool is_balanced(ts_str url)
{
    int depth = 0;
    for (size_t i = 0; i < url.len; i++) {
        depth += url.ptr[i] == '(';
        depth -= url.ptr[i] == ')';
        if (depth < 0 || depth > 3)
            return false;
    }
    return depth == 0;
}

void ts_write_target(ts_buf *out, ts_str url, ts_str title)
{
    ts_buf_putc(out, '(');
    if (!url.len)
        ts_buf_puts(out, "<>");
    const char *special = is_balanced(url) ? "<>|`" : "()<>|`";
    ts_str rest = url;
    while (rest.len) {
        size_t at = 0;
        while (at < rest.len && (unsigned char)rest.ptr[at] > 0x20 && rest.ptr[at] != 0x7F)
            at++;
        put_escaped(out, ts_str_sub(rest, 0, at), special);
        if (at < rest.len)
            ts_buf_printf(out, "%%%02X", (unsigned)(unsigned char)rest.ptr[at++]);
        rest = ts_str_sub(rest, at, rest.len);
    }
    if (title.len) {
        ts_buf_puts(out, " \"");
        /* cmark takes a backslash before the closing quote for the quote's, even if it is escaped itself. */
        bool backslash = title.ptr[title.len - 1] == '\\';
        put_escaped(out, ts_str_sub(title, 0, title.len - backslash), "\"|`");
        ts_buf_puts(out, backslash ? "&#92;\"" : "\"");
    }
    ts_buf_putc(out, ')');
}

void ts_write_code(ts_buf *out, ts_str code)
{
    size_t longest = 0, run = 0;
    bool blank = true;
    for (size_t i = 0; i < code.len; i++) {
        run = code.ptr[i] == '`' ? run + 1 : 0;
        longest = run > longest ? run : longest;
        blank = blank && code.ptr[i] == ' ';
    }
    char first = code.len ? code.ptr[0] : ' ', last = code.len ? code.ptr[code.len - 1] : ' ';
    bool pad = first == '`' || last == '`' || (first == ' ' && last == ' ' && !blank);
    for (size_t i = 0; i <= longest; i++)
        ts_buf_putc(out, '`');
    if (pad)
        ts_buf_putc(out, ' ');
    for (size_t i = 0; i < code.len; i++)
        ts_buf_putc(out, code.ptr[i] == '\n' || code.ptr[i] == '\r' ? ' ' : code.ptr[i]);
    if (pad)
        ts_buf_putc(out, ' ');
    for (size_t i = 0; i <= longest; i++)
        ts_buf_putc(out, '`');
}

void ts_write_info(ts_buf *out, ts_str info)
{
    put_escaped(out, info, "");
}
