#include "text/toml.h"
#include "base/vec.h"

#include <inttypes.h>

/* A list or map that is being written. */
typedef struct frame {
    const ts_value *value;
    size_t next;
    bool any; /* a member was written */
} frame;

/* A string in its quotes. */
static void put_string(ts_buf *out, ts_str s)
{
    ts_buf_putc(out, '"');
    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.ptr[i];
        if (c == '"' || c == '\\')
            ts_buf_putc(out, '\\');
        if (c < 0x20 || c == 0x7F)
            ts_buf_printf(out, "\\u%04X", c);
        else
            ts_buf_putc(out, (char)c);
    }
    ts_buf_putc(out, '"');
}

static void put_key(ts_buf *out, ts_str key)
{
    bool bare = key.len > 0;
    for (size_t i = 0; i < key.len; i++) {
        char c = key.ptr[i];
        bare = bare && ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                        c == '_' || c == '-');
    }
    if (bare)
        ts_buf_put(out, key);
    else
        put_string(out, key);
    ts_buf_puts(out, " = ");
}

static bool is_nested(const ts_value *v)
{
    return v->kind == TS_LIST || v->kind == TS_MAP;
}

static void put_scalar(ts_buf *out, const ts_value *v)
{
    if (v->kind == TS_BOOL)
        ts_buf_puts(out, v->boolean ? "true" : "false");
    else if (v->kind == TS_INT)
        ts_buf_printf(out, "%" PRId64, v->integer);
    else if (v->kind == TS_NUM)
        ts_buf_printf(out, "%.6f", v->number);
    else
        put_string(out, v->string);
}

static size_t count(const ts_value *v)
{
    return v->kind == TS_LIST ? v->list.len : v->map.len;
}

/* A list or a map on one line; values nest as deep as their readers allow, which is not deep. */
static void put_nested(ts_buf *out, const ts_value *value)
{
    TS_VEC(frame) open = {0};
    ts_vec_push(&open, ((frame){value, 0, false}));
    ts_buf_putc(out, value->kind == TS_LIST ? '[' : '{');
    while (open.len) {
        frame *top = &open.items[open.len - 1];
        if (top->next == count(top->value)) {
            ts_buf_putc(out, top->value->kind == TS_LIST ? ']' : '}');
            open.len--;
            continue;
        }
        size_t i = top->next++;
        bool list = top->value->kind == TS_LIST;
        const ts_value *member = list ? top->value->list.items[i] : top->value->map.pairs[i].value;
        if (member->kind == TS_NIL)
            continue;
        ts_buf_puts(out, top->any ? ", " : "");
        top->any = true;
        if (!list)
            put_key(out, top->value->map.pairs[i].key);
        if (is_nested(member)) {
            ts_buf_putc(out, member->kind == TS_LIST ? '[' : '{');
            ts_vec_push(&open, ((frame){member, 0, false}));
        } else {
            put_scalar(out, member);
        }
    }
    ts_vec_free(&open);
}

void ts_toml_write(ts_buf *out, const ts_value *map)
{
    for (size_t i = 0; i < map->map.len; i++) {
        const ts_value *v = map->map.pairs[i].value;
        if (v->kind == TS_NIL)
            continue;
        put_key(out, map->map.pairs[i].key);
        if (is_nested(v))
            put_nested(out, v);
        else
            put_scalar(out, v);
        ts_buf_putc(out, '\n');
    }
}
