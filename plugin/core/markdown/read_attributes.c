/* Attributes in braces behind an image or link, as Pandoc, kramdown and Python-Markdown have them. Of an
 * image its size is kept; the rest is for one host's templates only. */
#include "markdown/read.h"

#include <stdlib.h>
#include <string.h>

#define MARK TS_READ_ATTRIBUTES
/* Of an image, in CSS pixels. */
enum { ATTRIBUTES_MAX = 200, SIZE_MAX_PIXELS = 100000 };

typedef struct size {
    int width, height;
} size;

static bool is_name(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           (c != '\0' && strchr("-_:", c));
}

static size_t name_end(ts_str text, size_t at)
{
    while (at < text.len && is_name(text.ptr[at]))
        at++;
    return at;
}

static void take_size(size *found, ts_str name, ts_str value)
{
    int *place = ts_str_is(name, "width") ? &found->width : ts_str_is(name, "height") ? &found->height : NULL;
    int number = 0;
    size_t i = 0;
    for (; i < value.len && value.ptr[i] >= '0' && value.ptr[i] <= '9' && number <= SIZE_MAX_PIXELS; i++)
        number = number * 10 + (value.ptr[i] - '0');
    ts_str unit = ts_str_sub(value, i, value.len);
    if (place && number <= SIZE_MAX_PIXELS && (!unit.len || ts_str_is(unit, "px")))
        *place = number;
}

/* The end of ".class", "#id" or "key=value" at `at`; `at` itself for anything else. */
static size_t pass_attribute(ts_str text, size_t at, size *found)
{
    if (at < text.len && (text.ptr[at] == '.' || text.ptr[at] == '#'))
        return name_end(text, at + 1) > at + 1 ? name_end(text, at + 1) : at;
    size_t equals = name_end(text, at), from = equals + 1, to;
    if (equals == at || equals >= text.len || text.ptr[equals] != '=')
        return at;
    char quote = from < text.len ? text.ptr[from] : ' ';
    if (quote == '"' || quote == '\'') {
        to = ts_str_find_char(text, quote, ++from);
        if (to == TS_NPOS)
            return at;
    } else {
        for (to = from; to < text.len && !strchr(" }\"'", text.ptr[to]); to++)
            continue;
    }
    take_size(found, ts_str_sub(text, at, equals), ts_str_sub(text, from, to));
    return to + (quote == '"' || quote == '\'');
}

/* The bytes of attributes in braces, at the start of the text; 0 for none. */
static size_t read_attributes(ts_str text, size *found)
{
    text = ts_str_sub(text, 0, ATTRIBUTES_MAX);
    size_t at = ts_str_starts(text, TS_STR("{:")) ? 2 : 1;
    if (!text.len || text.ptr[0] != '{' || ts_str_find_char(text, '\n', 0) < ts_str_find_char(text, '}', 0))
        return 0;
    bool any = false;
    for (;;) {
        while ((any || at == 2) && at < text.len && text.ptr[at] == ' ')
            at++;
        if (any && at < text.len && text.ptr[at] == '}')
            return at + 1;
        size_t end = pass_attribute(text, at, found);
        if (end == at)
            return 0;
        at = end;
        any = true;
    }
}

bool ts_read_has_attributes(ts_str text)
{
    size found = {0};
    return read_attributes(text, &found) > 0;
}

static void settle_size(ts_arena *arena, cmark_node *image, const size *found)
{
    ts_payload *payload = ts_node_image_payload(arena, image);
    payload->width = found->width;
    payload->height = found->height;
}

/* The text without what belongs to the node before it, and without marks. */
static void settle_text(ts_arena *arena, cmark_node *text, ts_buf *clean)
{
    cmark_node *before = cmark_node_previous(text);
    cmark_node_type type = before ? cmark_node_get_type(before) : CMARK_NODE_NONE;
    ts_str rest = ts_str_of(cmark_node_get_literal(text)), mark = TS_STR(MARK);
    size found = {0};
    bool first = ts_str_starts(rest, TS_STR("{" MARK));
    ts_buf_clear(clean);
    for (size_t at; (at = ts_str_find(rest, mark, 0)) != TS_NPOS;) {
        ts_buf_put(clean, ts_str_sub(rest, 0, at));
        rest = ts_str_sub(rest, at + mark.len, rest.len);
    }
    ts_buf_put(clean, rest);
    size_t end = 0;
    if (first && (type == CMARK_NODE_IMAGE || type == CMARK_NODE_LINK))
        end = read_attributes(ts_buf_str(clean), &found);
    if (end && type == CMARK_NODE_IMAGE)
        settle_size(arena, before, &found);
    cmark_node_set_literal(text, clean->ptr + end);
}

void ts_read_attributes(ts_arena *arena, cmark_node *document)
{
    ts_buf clean;
    ts_buf_init(&clean, TS_BUF_MAX);
    cmark_iter *iter = cmark_iter_new(document);
    for (cmark_event_type event; (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE;) {
        cmark_node *node = cmark_iter_get_node(iter);
        if (event == CMARK_EVENT_ENTER && cmark_node_get_type(node) == CMARK_NODE_TEXT &&
            strstr(cmark_node_get_literal(node), MARK))
            settle_text(arena, node, &clean);
    }
    cmark_iter_free(iter);
    ts_buf_free(&clean);
}
