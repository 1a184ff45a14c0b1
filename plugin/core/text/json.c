#include "text/json.h"

#include "text/json_parts.h"
#include "text/utf8.h"

#include <jansson.h>
#include <math.h>
#include <string.h>

/* The place of the first bracket that nests deeper than allowed, TS_NPOS where none does. Counted before the
 * parser runs, so that its recursion has a floor. Line and column are those of that place. */
static size_t too_deep(ts_str text, int *line, int *column)
{
    size_t depth = 0, line_start = 0;
    bool in_string = false;
    *line = 1;
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        if (c == '\n') {
            ++*line;
            line_start = i + 1;
        } else if (in_string) {
            if (c == '\\')
                i++;
            else if (c == '"')
                in_string = false;
        } else if (c == '"') {
            in_string = true;
        } else if (c == '{' || c == '[') {
            if (++depth > TS_JSON_DEPTH) {
                *column = (int)ts_utf8_count(ts_str_sub(text, line_start, i)) + 1;
                return i;
            }
        } else if ((c == '}' || c == ']') && depth > 0) {
            depth--;
        }
    }
    return TS_NPOS;
}

/* --- from libjansson's tree to ours ------------------------------------------------------------------------
 */

/* A list or map being filled, and where the walk stands in it. */
typedef struct frame {
    const json_t *from;
    ts_value *to;
    size_t index;
    void *pair;
} frame;

/* A NUL that was written \u0000 would cut the text for everybody who reads C strings. */
static ts_value *string_value(ts_arena *arena, const json_t *json)
{
    ts_str s = {json_string_value(json), json_string_length(json)};
    if (!memchr(s.ptr, '\0', s.len))
        return ts_value_string(arena, s);
    ts_buf clean;
    ts_buf_init(&clean, TS_BUF_MAX);
    for (size_t i = 0; i < s.len; i++)
        ts_buf_put(&clean, s.ptr[i] ? ts_str_sub(s, i, i + 1) : TS_STR("\xEF\xBF\xBD"));
    ts_value *value = ts_value_string(arena, ts_buf_str(&clean));
    ts_buf_free(&clean);
    return value;
}

/* Whole numbers come as reals where one of the document was too big for an integer. */
static ts_value *number_value(ts_arena *arena, double number)
{
    bool whole = number == floor(number) && fabs(number) < 9007199254740992.0;
    return whole ? ts_value_int(arena, (int64_t)number) : ts_value_num(arena, number);
}

static ts_value *empty_list(ts_arena *arena, size_t len)
{
    ts_value *list = ts_value_list(arena);
    if (len) {
        list->list.items = ts_arena_alloc(arena, len * sizeof *list->list.items);
        list->list.cap = len;
    }
    return list;
}

/* Room for all pairs at once. */
static ts_value *empty_map(ts_arena *arena, size_t len)
{
    ts_value *map = ts_value_map(arena, NULL);
    if (len) {
        map->map.pairs = ts_arena_alloc(arena, len * sizeof *map->map.pairs);
        map->map.cap = len;
    }
    return map;
}

static ts_value *value_of(ts_arena *arena, const json_t *json)
{
    switch (json_typeof(json)) {
    case JSON_OBJECT:
        return empty_map(arena, json_object_size(json));
    case JSON_ARRAY:
        return empty_list(arena, json_array_size(json));
    case JSON_STRING:
        return string_value(arena, json);
    case JSON_INTEGER:
        return ts_value_int(arena, json_integer_value(json));
    case JSON_REAL:
        return number_value(arena, json_real_value(json));
    case JSON_TRUE:
    case JSON_FALSE:
        return ts_value_bool(arena, json_is_true(json));
    case JSON_NULL:
        break;
    }
    return ts_value_nil(arena);
}

static void push_pair(ts_arena *arena, ts_value *map, const char *key, ts_value *value)
{
    ts_str name = ts_str_of(key); /* libjansson has seen to it that none is there twice */
    ts_value_add(arena, map, (ts_str){ts_arena_copy(arena, name), name.len}, value);
}

/* The next member of the frame's list or map, taken over; NULL behind the last. */
static const json_t *next_member(ts_arena *arena, frame *top, ts_value **value)
{
    if (json_is_array(top->from)) {
        const json_t *item = json_array_get(top->from, top->index++);
        if (item)
            top->to->list.items[top->to->list.len++] = *value = value_of(arena, item);
        return item;
    }
    json_t *object = (json_t *)top->from; /* libjansson walks no const object */
    top->pair = top->index++ == 0 ? json_object_iter(object) : json_object_iter_next(object, top->pair);
    if (!top->pair)
        return NULL;
    const json_t *item = json_object_iter_value(top->pair);
    *value = value_of(arena, item);
    push_pair(arena, top->to, json_object_iter_key(top->pair), *value);
    return item;
}

static const ts_value *convert(ts_arena *arena, const json_t *root)
{
    frame stack[TS_JSON_DEPTH + 1];
    size_t depth = 0;
    ts_value *result = value_of(arena, root);
    if (json_is_object(root) || json_is_array(root))
        stack[depth++] = (frame){root, result, 0, NULL};
    while (depth > 0) {
        ts_value *value;
        const json_t *item = next_member(arena, &stack[depth - 1], &value);
        if (!item)
            depth--;
        else if (json_is_object(item) || json_is_array(item))
            stack[depth++] = (frame){item, value, 0, NULL};
    }
    return result;
}

/* --- reading -----------------------------------------------------------------------------------------------
 */

static json_t *load(ts_str text, json_error_t *problem)
{
    size_t flags = JSON_DECODE_ANY | JSON_ALLOW_NUL;
    json_t *root = json_loadb(text.ptr, text.len, flags, problem);
    if (!root && json_error_code(problem) == json_error_numeric_overflow)
        root = json_loadb(text.ptr, text.len, flags | JSON_DECODE_INT_AS_REAL, problem);
    return root;
}

const ts_value *ts_json_read(ts_arena *arena, ts_str text, const char *source, ts_error *error)
{
    int line, column;
    if (ts_str_starts(text, TS_STR("\xEF\xBB\xBF")))
        text = ts_str_sub(text, 3, text.len);
    if (text.len == 0) {
        ts_fail(error, TS_SYNTAX, source, 0, 0, "There is no JSON here: the text is empty.");
        return NULL;
    }
    if (too_deep(text, &line, &column) != TS_NPOS) {
        ts_fail(error, TS_LIMIT, source, line, column, "This JSON nests deeper than %d levels.",
                TS_JSON_DEPTH);
        return NULL;
    }
    json_error_t problem;
    json_t *root = load(text, &problem);
    if (!root) {
        ts_fail(error, TS_SYNTAX, source, problem.line, problem.column, "This is no JSON: %s.", problem.text);
        return NULL;
    }
    const ts_value *value = convert(arena, root);
    json_decref(root);
    return value;
}

const ts_value *ts_json_read_lenient(ts_arena *arena, ts_str text)
{
    ts_error error = {0};
    const ts_value *value = ts_json_read(arena, text, NULL, &error);
    if (value || error.status == TS_LIMIT)
        return value;
    ts_buf mended;
    ts_buf_init(&mended, TS_BUF_MAX);
    ts_json_mend(&mended, text);
    error.status = TS_OK;
    if (!mended.full)
        value = ts_json_read(arena, ts_buf_str(&mended), NULL, &error);
    ts_buf_free(&mended);
    return value;
}

bool ts_json_is_linked_data(ts_str text)
{
    text = ts_str_trim(text);
    if (ts_str_starts(text, TS_STR("[")))
        text = ts_str_trim(ts_str_sub(text, 1, text.len));
    return ts_str_starts(text, TS_STR("{")) &&
           ts_str_starts(ts_str_trim(ts_str_sub(text, 1, text.len)), TS_STR("\"@context\""));
}
