#include "text/yaml.h"

#include "base/map.h"
#include "base/vec.h"
#include "text/yaml_scalar.h"

#include <string.h>
#include <yaml.h>

/* Bytes of one document, members of one document: front matter and sidecars have some hundred of each. */
#define YAML_BYTES ((size_t)1 << 20)
#define YAML_MEMBERS 100000

/* A list or map being filled. */
typedef struct frame {
    ts_value *value;
    bool has_key;
    ts_str key;
    ts_map *seen; /* the keys of a map */
} frame;

typedef struct reader {
    ts_arena *arena;
    const char *source;
    int first_line;
    ts_error *error;
    frame stack[TS_YAML_DEPTH];
    size_t depth;
    size_t members;
    ts_value *root;
} reader;

static bool fail(reader *r, ts_status status, const yaml_mark_t *mark, const char *message)
{
    return ts_fail(r->error, status, r->source, r->first_line + (int)mark->line, (int)mark->column + 1, "%s",
                   message);
}

/* A key may be any scalar; it counts as it is written. */
static bool take_key(reader *r, frame *top, const yaml_event_t *event, ts_str text)
{
    if (text.len == 2 && memcmp(text.ptr, "<<", 2) == 0 &&
        event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE)
        return fail(r, TS_SYNTAX, &event->start_mark,
                    "Merge keys (<<) are not allowed here: write the keys out.");
    if (memchr(text.ptr, '\0', text.len))
        return fail(r, TS_SYNTAX, &event->start_mark, "A key cannot hold a NUL character.");
    if (ts_map_has(top->seen, text))
        return ts_fail(r->error, TS_SYNTAX, r->source, r->first_line + (int)event->start_mark.line,
                       (int)event->start_mark.column + 1, "The key \"%.*s\" is there twice.",
                       (int)(text.len < 100 ? text.len : 100), text.ptr);
    ts_map_put(top->seen, text, r);
    top->key = (ts_str){ts_arena_copy(r->arena, text), text.len};
    top->has_key = true;
    return true;
}

/* Puts a finished value, or a list or map just begun, where it belongs. */
static bool put_value(reader *r, ts_value *value, const yaml_mark_t *mark)
{
    if (++r->members > YAML_MEMBERS)
        return fail(r, TS_LIMIT, mark, "This YAML has too many values.");
    if (r->depth == 0) {
        r->root = value;
        return true;
    }
    frame *top = &r->stack[r->depth - 1];
    if (top->value->kind == TS_LIST) {
        ts_value_push(r->arena, top->value, value);
        return true;
    }
    if (!top->has_key)
        return fail(r, TS_SYNTAX, mark, "A key must be plain text, not a list or a map.");
    ts_value_add(r->arena, top->value, top->key, value); /* take_key has made sure that it is new */
    top->has_key = false;
    return true;
}

static bool take_scalar(reader *r, const yaml_event_t *event)
{
    if (event->data.scalar.anchor || event->data.scalar.tag)
        return fail(r, TS_SYNTAX, &event->start_mark,
                    "Anchors (&) and tags (!) are not allowed here: put quotes around text that begins so.");
    ts_str text = {(const char *)event->data.scalar.value, event->data.scalar.length};
    frame *top = r->depth ? &r->stack[r->depth - 1] : NULL;
    if (top && top->value->kind == TS_MAP && !top->has_key)
        return take_key(r, top, event, text);
    bool plain = event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
    ts_value *value = plain ? ts_yaml_plain(r->arena, text) : ts_value_string(r->arena, text);
    return put_value(r, value, &event->start_mark);
}

static bool begin(reader *r, ts_value *value, const yaml_event_t *event, bool marked)
{
    if (marked)
        return fail(r, TS_SYNTAX, &event->start_mark, "Anchors (&) and tags (!) are not allowed here.");
    if (r->depth == TS_YAML_DEPTH)
        return fail(r, TS_LIMIT, &event->start_mark, "This YAML nests too deeply.");
    if (!put_value(r, value, &event->start_mark))
        return false;
    ts_map *seen = value->kind == TS_MAP ? ts_map_new() : NULL;
    r->stack[r->depth++] = (frame){.value = value, .seen = seen};
    return true;
}

static void end(reader *r)
{
    ts_map_free(r->stack[--r->depth].seen);
}

static bool take_event(reader *r, const yaml_event_t *event)
{
    switch (event->type) {
    case YAML_ALIAS_EVENT:
        return fail(r, TS_SYNTAX, &event->start_mark,
                    "Aliases (*) are not allowed here: put quotes around text that begins so.");
    case YAML_SCALAR_EVENT:
        return take_scalar(r, event);
    case YAML_SEQUENCE_START_EVENT:
        return begin(r, ts_value_list(r->arena), event,
                     event->data.sequence_start.anchor || event->data.sequence_start.tag);
    case YAML_MAPPING_START_EVENT:
        return begin(r, ts_value_map(r->arena, NULL), event,
                     event->data.mapping_start.anchor || event->data.mapping_start.tag);
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT:
        end(r);
        return true;
    case YAML_DOCUMENT_START_EVENT:
        return !r->root || fail(r, TS_SYNTAX, &event->start_mark, "Only one YAML document is expected here.");
    case YAML_NO_EVENT:
    case YAML_STREAM_START_EVENT:
    case YAML_STREAM_END_EVENT:
    case YAML_DOCUMENT_END_EVENT:
        break;
    }
    return true;
}

/* libyaml's words for what it met, with the place. */
static bool fail_syntax(reader *r, const yaml_parser_t *parser)
{
    const char *problem = parser->problem ? parser->problem : "it cannot be read";
    /* Trouble with characters has no mark, only a byte offset. */
    if (parser->error == YAML_READER_ERROR)
        return ts_fail(r->error, TS_SYNTAX, r->source, r->first_line, 0, "This is no YAML: %s.", problem);
    return ts_fail(r->error, TS_SYNTAX, r->source, r->first_line + (int)parser->problem_mark.line,
                   (int)parser->problem_mark.column + 1, "This is no YAML: %s.", problem);
}

static bool read_events(reader *r, yaml_parser_t *parser)
{
    for (;;) {
        yaml_event_t event;
        if (!yaml_parser_parse(parser, &event))
            return fail_syntax(r, parser);
        bool last = event.type == YAML_STREAM_END_EVENT;
        bool fine = take_event(r, &event);
        yaml_event_delete(&event);
        if (!fine || last)
            return fine;
    }
}

const ts_value *ts_yaml_read(ts_arena *arena, ts_str text, const char *source, int first_line,
                             ts_error *error)
{
    reader r = {.arena = arena, .source = source, .first_line = first_line, .error = error};
    if (text.len > YAML_BYTES) {
        ts_fail(error, TS_LIMIT, source, first_line, 0, "This YAML is longer than %zu bytes.", YAML_BYTES);
        return NULL;
    }
    yaml_parser_t parser;
    if (!yaml_parser_initialize(&parser)) {
        ts_fail(error, TS_INTERNAL, source, 0, 0, "The YAML parser could not start.");
        return NULL;
    }
    yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&parser, (const unsigned char *)(text.ptr ? text.ptr : ""), text.len);
    bool fine = read_events(&r, &parser);
    yaml_parser_delete(&parser);
    while (r.depth > 0)
        end(&r);
    if (!fine)
        return NULL;
    return r.root && r.root->kind != TS_NIL ? r.root : ts_value_map(arena, NULL);
}
