#include "base/pack.h"

#include <string.h>

/* What stands in front of a value. */
enum { NIL, NO, YES, WHOLE, NUMBER, TEXT, HTML, LIST, MAP };

/* --- writing -------------------------------------------------------------------------------------------- */

void ts_pack_number(ts_buf *out, uint64_t n)
{
    for (; n >= 0x80; n >>= 7)
        ts_buf_putc(out, (char)(n | 0x80));
    ts_buf_putc(out, (char)n);
}

/* Small numbers of either sign stay short. */
void ts_pack_signed(ts_buf *out, int64_t n)
{
    ts_pack_number(out, ((uint64_t)n << 1) ^ (n < 0 ? UINT64_MAX : 0));
}

static void put_text(ts_buf *out, ts_str s)
{
    ts_pack_number(out, (uint64_t)s.len + 1);
    ts_buf_put(out, s);
    ts_buf_putc(out, '\0');
}

void ts_pack_text(ts_buf *out, const char *z)
{
    if (z)
        put_text(out, ts_str_of(z));
    else
        ts_pack_number(out, 0);
}

static size_t place_of(const ts_type *type, const ts_type *const *types)
{
    for (size_t i = 0; type && types[i]; i++)
        if (types[i] == type)
            return i + 1;
    return 0;
}

static void put_value(ts_buf *out, const ts_value *v, const ts_type *const *types, int depth)
{
    if (depth > TS_PACK_DEPTH) {
        out->full = true;
        return;
    }
    switch (v->kind) {
    case TS_NIL:
        ts_buf_putc(out, NIL);
        break;
    case TS_BOOL:
        ts_buf_putc(out, v->boolean ? YES : NO);
        break;
    case TS_INT:
        ts_buf_putc(out, WHOLE);
        ts_pack_signed(out, v->integer);
        break;
    case TS_NUM:
        ts_buf_putc(out, NUMBER);
        ts_buf_put(out, (ts_str){(const char *)&v->number, sizeof v->number});
        break;
    case TS_STRING:
    case TS_HTML:
        ts_buf_putc(out, v->kind == TS_HTML ? HTML : TEXT);
        put_text(out, v->string);
        break;
    case TS_LIST:
        ts_buf_putc(out, LIST);
        ts_pack_number(out, v->list.len);
        for (size_t i = 0; i < v->list.len; i++)
            put_value(out, v->list.items[i], types, depth + 1);
        break;
    case TS_MAP:
        ts_buf_putc(out, MAP);
        ts_pack_number(out, place_of(v->map.type, types));
        ts_pack_number(out, v->map.len);
        for (size_t i = 0; i < v->map.len; i++) {
            put_text(out, v->map.pairs[i].key);
            put_value(out, v->map.pairs[i].value, types, depth + 1);
        }
        break;
    }
}

void ts_pack_value(ts_buf *out, const ts_value *value, const ts_type *const *types)
{
    put_value(out, value, types, 1);
}

/* --- reading -------------------------------------------------------------------------------------------- */

static size_t left(const ts_unpack *in)
{
    return in->bytes.len - in->at;
}

/* From here on there is nothing to be read. */
static void spoil(ts_unpack *in)
{
    in->bad = true;
    in->at = in->bytes.len;
}

uint64_t ts_unpack_number(ts_unpack *in)
{
    uint64_t n = 0;
    for (int shift = 0; shift < 64 && left(in); shift += 7) {
        unsigned char byte = (unsigned char)in->bytes.ptr[in->at++];
        n |= (uint64_t)(byte & 0x7F) << shift;
        if (byte < 0x80)
            return n;
    }
    spoil(in);
    return 0;
}

int64_t ts_unpack_signed(ts_unpack *in)
{
    uint64_t n = ts_unpack_number(in);
    return (int64_t)((n >> 1) ^ (n & 1 ? UINT64_MAX : 0));
}

size_t ts_unpack_count(ts_unpack *in)
{
    uint64_t n = ts_unpack_number(in);
    if (n <= left(in))
        return (size_t)n;
    spoil(in);
    return 0;
}

const char *ts_unpack_bytes(ts_unpack *in, size_t len)
{
    if (len > left(in)) {
        spoil(in);
        return NULL;
    }
    const char *bytes = in->bytes.ptr + in->at;
    in->at += len;
    return bytes;
}

/* False for NULL. */
static bool take_text(ts_unpack *in, ts_str *s)
{
    size_t len = ts_unpack_count(in);
    *s = (ts_str){"", 0};
    if (len == 0)
        return false;
    const char *bytes = ts_unpack_bytes(in, len);
    if (!bytes || bytes[len - 1] != '\0') {
        spoil(in);
        return false;
    }
    *s = (ts_str){bytes, len - 1};
    return true;
}

const char *ts_unpack_text(ts_unpack *in)
{
    ts_str s;
    return take_text(in, &s) ? s.ptr : NULL;
}

static const ts_value *take_value(ts_unpack *in, const ts_type *const *types, int depth);

static ts_value *take_list(ts_unpack *in, const ts_type *const *types, int depth)
{
    ts_value *list = ts_value_list(in->arena);
    size_t n = ts_unpack_count(in);
    ts_value_reserve(in->arena, list, n);
    for (; n > 0 && !in->bad; n--)
        ts_value_push(in->arena, list, take_value(in, types, depth + 1));
    return list;
}

static ts_value *take_map(ts_unpack *in, const ts_type *const *types, int depth)
{
    size_t place = (size_t)ts_unpack_number(in), known = 0;
    while (types[known])
        known++;
    if (place > known) {
        spoil(in);
        place = 0;
    }
    ts_value *map = ts_value_map(in->arena, place ? types[place - 1] : NULL);
    size_t n = ts_unpack_count(in);
    ts_value_reserve(in->arena, map, n);
    for (; n > 0 && !in->bad; n--) {
        ts_str key;
        if (!take_text(in, &key) || ts_value_find(map, key))
            spoil(in);
        else
            ts_value_add(in->arena, map, key, take_value(in, types, depth + 1));
    }
    return map;
}

static const ts_value *take_value(ts_unpack *in, const ts_type *const *types, int depth)
{
    ts_str s = {"", 0};
    double number = 0;
    const char *tag = depth > TS_PACK_DEPTH || in->values == TS_PACK_VALUES ? NULL : ts_unpack_bytes(in, 1);
    in->values++;
    switch (tag ? *tag : -1) {
    case NIL:
        return ts_value_nil(in->arena);
    case NO:
    case YES:
        return ts_value_bool(in->arena, *tag == YES);
    case WHOLE:
        return ts_value_int(in->arena, ts_unpack_signed(in));
    case NUMBER: {
        const char *bytes = ts_unpack_bytes(in, sizeof number);
        if (bytes)
            memcpy(&number, bytes, sizeof number);
        return ts_value_num(in->arena, number);
    }
    case TEXT:
    case HTML: {
        ts_value *v = TS_NEW(in->arena, ts_value);
        if (!take_text(in, &s))
            spoil(in);
        v->kind = *tag == HTML ? TS_HTML : TS_STRING;
        v->string = s;
        return v;
    }
    case LIST:
        return take_list(in, types, depth);
    case MAP:
        return take_map(in, types, depth);
    default:
        spoil(in);
        return ts_value_nil(in->arena);
    }
}

const ts_value *ts_unpack_value(ts_unpack *in, const ts_type *const *types)
{
    return take_value(in, types, 1);
}
