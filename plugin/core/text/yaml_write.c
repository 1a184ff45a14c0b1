#include "text/yaml.h"

#include "text/utf8.h"
#include "text/yaml_scalar.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

/* Columns up to which a list or map is written on one line, and members it may have there. */
#define FLOW_WIDTH 80
#define FLOW_MEMBERS 12
/* YAML reads a key of up to 1,024 characters without the '?' of a complex one. */
#define KEY_BYTES 900

/* A list or map being written in block style. `inlined`: its first member stands behind a "- ". */
typedef struct frame {
    const ts_value *value;
    size_t next;
    int indent;
    bool inlined;
} frame;

/* Characters that may stand in no scalar unescaped, or that a reader would take for a line end. */
static bool needs_escape(uint32_t c)
{
    return c < 0x20 || (c >= 0x7F && c <= 0x9F) || c == 0x2028 || c == 0x2029 || c == 0xFEFF || c == 0xFFFE ||
           c == 0xFFFF || c == 0xFFFD;
}

typedef enum quoting { PLAIN, SINGLE, DOUBLE } quoting;

/* The least quoting that keeps the text itself; in flow style more characters have a meaning. */
static quoting quoting_of(ts_str s, bool flow, bool date_allowed)
{
    bool plain = !ts_yaml_ambiguous(s) && (date_allowed || !ts_yaml_date_like(s));
    bool quotes = false, backslash = false;
    uint32_t before = ' ';
    if (s.len && (strchr("-?:,[]{}#&*!|>'\"%@`", s.ptr[0]) || ts_str_starts(s, TS_STR("..."))))
        plain = false;
    for (size_t pos = 0; pos < s.len;) {
        uint32_t c = ts_utf8_next(s, &pos);
        if (needs_escape(c))
            return DOUBLE;
        if ((c == '#' && before == ' ') || (c == ' ' && before == ':'))
            plain = false;
        if (flow && c < 0x80 && strchr(",[]{}:", (int)c))
            plain = false;
        quotes |= c == '"';
        backslash |= c == '\\';
        before = c;
    }
    if (before == ':' || ts_is_space(before) || ts_is_space(ts_utf8_first(s)))
        plain = false;
    if (plain)
        return PLAIN;
    return quotes || backslash ? SINGLE : DOUBLE;
}

static void put_escape(ts_buf *out, uint32_t c)
{
    switch (c) {
    case '"':
        ts_buf_puts(out, "\\\"");
        break;
    case '\\':
        ts_buf_puts(out, "\\\\");
        break;
    case '\n':
        ts_buf_puts(out, "\\n");
        break;
    case '\r':
        ts_buf_puts(out, "\\r");
        break;
    case '\t':
        ts_buf_puts(out, "\\t");
        break;
    case 0xFFFD:
        ts_buf_put_utf8(out, c);
        break;
    default:
        ts_buf_printf(out, c < 0x100 ? "\\x%02X" : "\\u%04X", (unsigned)c);
    }
}

static void put_double_quoted(ts_buf *out, ts_str s)
{
    ts_buf_putc(out, '"');
    for (size_t pos = 0; pos < s.len;) {
        size_t at = pos;
        uint32_t c = ts_utf8_next(s, &pos);
        if (needs_escape(c) || c == '"' || c == '\\')
            put_escape(out, c);
        else
            ts_buf_put(out, ts_str_sub(s, at, pos));
    }
    ts_buf_putc(out, '"');
}

static void put_single_quoted(ts_buf *out, ts_str s)
{
    ts_buf_putc(out, '\'');
    for (size_t i = 0; i < s.len; i++) {
        if (s.ptr[i] == '\'')
            ts_buf_putc(out, '\'');
        ts_buf_putc(out, s.ptr[i]);
    }
    ts_buf_putc(out, '\'');
}

static void put_text(ts_buf *out, ts_str s, bool flow, bool date_allowed)
{
    switch (quoting_of(s, flow, date_allowed)) {
    case PLAIN:
        ts_buf_put(out, s);
        break;
    case SINGLE:
        put_single_quoted(out, s);
        break;
    case DOUBLE:
        put_double_quoted(out, s);
        break;
    }
}

/* With the point that YAML 1.1 asks of a number. */
static void put_number(ts_buf *out, double number)
{
    if (isnan(number) || isinf(number)) {
        ts_buf_puts(out, isnan(number) ? ".nan" : number < 0 ? "-.inf" : ".inf");
        return;
    }
    char text[TS_DIGITS];
    ts_number_digits(number, text);
    size_t mantissa = strcspn(text, "e");
    ts_buf_put(out, (ts_str){text, mantissa});
    if (!strchr(text, '.'))
        ts_buf_puts(out, ".0");
    ts_buf_puts(out, text + mantissa);
}

static bool is_scalar(const ts_value *value)
{
    return value->kind != TS_LIST && value->kind != TS_MAP;
}

static size_t length_of(const ts_value *value)
{
    return value->kind == TS_LIST ? value->list.len : value->kind == TS_MAP ? value->map.len : 0;
}

static void put_scalar(ts_buf *out, const ts_value *value, bool flow, bool date_allowed)
{
    switch (value->kind) {
    case TS_BOOL:
        ts_buf_puts(out, value->boolean ? "true" : "false");
        break;
    case TS_INT:
        ts_buf_printf(out, "%" PRId64, value->integer);
        break;
    case TS_NUM:
        put_number(out, value->number);
        break;
    case TS_STRING:
    case TS_HTML:
        put_text(out, value->string, flow, date_allowed);
        break;
    case TS_NIL:
    case TS_LIST:
    case TS_MAP:
        ts_buf_puts(out, "null");
        break;
    }
}

/* Keys under which text in the form of a date is one, so that the host sees a date; elsewhere it is quoted.
 */
static bool is_date_key(ts_str key)
{
    static const char *const tails[] = {"date", "_at", "lastmod", "updated", "modified", "published", NULL};
    for (const char *const *tail = tails; *tail; tail++) {
        size_t len = strlen(*tail);
        if (key.len >= len && ts_str_same(ts_str_sub(key, key.len - len, key.len), ts_str_of(*tail)))
            return true;
    }
    return false;
}

/* --- flow style --------------------------------------------------------------------------------------------
 */

static void put_flow(ts_buf *out, const ts_value *value)
{
    bool list = value->kind == TS_LIST;
    ts_buf_putc(out, list ? '[' : '{');
    for (size_t i = 0; i < length_of(value); i++) {
        if (i > 0)
            ts_buf_puts(out, ", ");
        if (!list) {
            put_text(out, value->map.pairs[i].key, true, false);
            ts_buf_puts(out, ": ");
        }
        const ts_value *member = list ? value->list.items[i] : value->map.pairs[i].value;
        put_scalar(out, member, true, !list && is_date_key(value->map.pairs[i].key));
    }
    ts_buf_putc(out, list ? ']' : '}');
}

/* Writes a list or map on one line if it is short and holds nothing but scalars. */
static bool try_flow(ts_buf *out, const ts_value *value)
{
    if (length_of(value) > FLOW_MEMBERS)
        return false;
    size_t bytes = 0;
    for (size_t i = 0; i < length_of(value); i++) {
        const ts_value *member = value->kind == TS_LIST ? value->list.items[i] : value->map.pairs[i].value;
        if (!is_scalar(member))
            return false;
        bytes += member->kind == TS_STRING || member->kind == TS_HTML ? member->string.len : 8;
        bytes += value->kind == TS_MAP ? value->map.pairs[i].key.len : 0;
    }
    if (bytes > FLOW_WIDTH * 4)
        return false;
    size_t from = out->len;
    put_flow(out, value);
    if (ts_utf8_count(ts_str_sub(ts_buf_str(out), from, out->len)) <= FLOW_WIDTH)
        return true;
    ts_buf_truncate(out, from);
    return false;
}

/* --- block style -------------------------------------------------------------------------------------------
 */

static void put_spaces(ts_buf *out, int n)
{
    while (n-- > 0)
        ts_buf_putc(out, ' ');
}

static void put_key(ts_buf *out, ts_str key, int indent)
{
    if (key.len <= KEY_BYTES / 6) {
        put_text(out, key, false, false);
        ts_buf_putc(out, ':');
        return;
    }
    ts_buf_puts(out, "? ");
    put_text(out, key, false, false);
    ts_buf_putc(out, '\n');
    put_spaces(out, indent);
    ts_buf_putc(out, ':');
}

/* Writes the next member of the top frame: on one line, or as a frame of its own. */
static void put_member(ts_buf *out, frame *stack, size_t *depth)
{
    frame *top = &stack[*depth - 1];
    size_t i = top->next++;
    bool list = top->value->kind == TS_LIST;
    if (i > 0 || !top->inlined)
        put_spaces(out, top->indent);
    const ts_value *member = list ? top->value->list.items[i] : top->value->map.pairs[i].value;
    if (list)
        ts_buf_puts(out, "- ");
    else
        put_key(out, top->value->map.pairs[i].key, top->indent);

    size_t at = out->len;
    if (!list)
        ts_buf_putc(out, ' ');
    bool dated = !list && is_date_key(top->value->map.pairs[i].key);
    if (is_scalar(member) || *depth == TS_YAML_DEPTH) {
        put_scalar(out, member, false, dated);
        ts_buf_putc(out, '\n');
    } else if (try_flow(out, member)) {
        ts_buf_putc(out, '\n');
    } else {
        ts_buf_truncate(out, at);
        if (!list)
            ts_buf_putc(out, '\n');
        stack[(*depth)++] = (frame){member, 0, top->indent + 2, list};
    }
}

void ts_yaml_write(ts_buf *out, const ts_value *map)
{
    frame stack[TS_YAML_DEPTH] = {{map, 0, 0, false}};
    size_t depth = map && map->kind == TS_MAP ? 1 : 0;
    while (depth > 0) {
        if (stack[depth - 1].next < length_of(stack[depth - 1].value))
            put_member(out, stack, &depth);
        else
            depth--;
    }
}
