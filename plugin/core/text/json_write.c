#include "text/json.h"

#include "base/vec.h"
#include "text/plain.h"
#include "text/utf8.h"

#include <inttypes.h>
#include <math.h>

/* A list or map being written, and the index of its next member. */
typedef struct frame {
    const ts_value *value;
    size_t next;
} frame;

typedef struct escape {
    char text[7];
    unsigned char len;
} escape;

/* '<' would let "</script>" and "<!--" out. */
static const escape ESCAPES[128] = {
    ['"'] = {"\\\"", 2}, ['\\'] = {"\\\\", 2}, ['\b'] = {"\\b", 2}, ['\f'] = {"\\f", 2},
    ['\n'] = {"\\n", 2}, ['\r'] = {"\\r", 2},  ['\t'] = {"\\t", 2}, ['<'] = {"\\u003C", 6},
};

/* Of what is none of ASCII; the two separators end a line of JavaScript before ES2019. */
static const char *escape_of(uint32_t c)
{
    switch (c) {
    case 0x85: /* a line end to many who read JSON line by line, as the next two are */
        return "\\u0085";
    case 0x2028:
        return "\\u2028";
    case 0x2029:
        return "\\u2029";
    case 0xFFFD: /* also what is no UTF-8 */
        return "\xEF\xBF\xBD";
    default:
        return NULL;
    }
}

/* What is escaped of printed ASCII. */
static const ts_marks marks_of_json = {'"', '\\', '<', '<', '<'};

/* What stands before an escape, and the escape, in one step. */
static void put_escape(ts_buf *out, ts_str before, const escape *e)
{
    if (!ts_buf_reserve(out, before.len + sizeof *e)) {
        ts_buf_put(out, before);
        ts_buf_put(out, (ts_str){e->text, e->len});
        return;
    }
    char *to = out->ptr + out->len;
    memcpy(to, before.ptr, before.len);
    memcpy(to + before.len, e, sizeof *e);
    out->len += before.len + e->len;
    out->ptr[out->len] = '\0';
}

void ts_json_string(ts_buf *out, ts_str s)
{
    size_t run = 0;
    ts_buf_reserve(out, s.len); /* in one step, as far as it goes */
    ts_buf_putc(out, '"');
    for (size_t pos = 0; pos < s.len;) {
        size_t at = pos = ts_plain_end(s, pos, marks_of_json);
        if (at == s.len)
            break;
        uint32_t c = ts_utf8_next(s, &pos);
        if (c > 0x2029 && c < 0xFFFD)
            continue;
        if (c < 0x80 && ESCAPES[c].len) {
            put_escape(out, ts_str_sub(s, run, at), &ESCAPES[c]);
            run = pos;
            continue;
        }
        const char *seen = escape_of(c);
        if (!seen && c >= 0x20 && c != 0x7F)
            continue;
        ts_buf_put(out, ts_str_sub(s, run, at));
        if (seen)
            ts_buf_puts(out, seen);
        else
            ts_buf_printf(out, "\\u%04X", (unsigned)c);
        run = pos;
    }
    ts_buf_put(out, ts_str_sub(s, run, s.len));
    ts_buf_putc(out, '"');
}

/* JSON has no infinity. */
static void put_number(ts_buf *out, double number)
{
    if (!isfinite(number)) {
        ts_buf_puts(out, "null");
        return;
    }
    char text[TS_DIGITS];
    ts_number_digits(number, text);
    ts_buf_puts(out, text);
}

static void put_scalar(ts_buf *out, const ts_value *value)
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
        ts_json_string(out, value->string);
        break;
    case TS_NIL:
    case TS_LIST:
    case TS_MAP:
        ts_buf_puts(out, "null");
        break;
    }
}

static const ts_value nothing = {.kind = TS_NIL};

/* The next member of a list or map after its comma and key, NULL behind the last. */
static const ts_value *next_member(ts_buf *out, frame *top)
{
    bool list = top->value->kind == TS_LIST;
    size_t i = top->next++;
    if (i >= (list ? top->value->list.len : top->value->map.len))
        return NULL;
    if (i > 0)
        ts_buf_putc(out, ',');
    if (!list) {
        ts_json_string(out, top->value->map.pairs[i].key);
        ts_buf_putc(out, ':');
    }
    const ts_value *member = list ? top->value->list.items[i] : top->value->map.pairs[i].value;
    return member ? member : &nothing;
}

void ts_json_write(ts_buf *out, const ts_value *value)
{
    TS_VEC(frame) stack = {0};
    const ts_value *item = value ? value : &nothing;
    for (;;) {
        if (item->kind == TS_LIST || item->kind == TS_MAP) {
            ts_buf_putc(out, item->kind == TS_LIST ? '[' : '{');
            ts_vec_push(&stack, ((frame){item, 0}));
        } else {
            put_scalar(out, item);
        }
        item = NULL;
        while (stack.len && !(item = next_member(out, &stack.items[stack.len - 1])))
            ts_buf_putc(out, stack.items[--stack.len].value->kind == TS_LIST ? ']' : '}');
        if (!item)
            break;
    }
    ts_vec_free(&stack);
}
