/* Templates of any bytes, rendered with hostile values: nothing breaks, and no value gets out of its place.
 * The input is one template, or several behind lines "==> NAME", the first of which is rendered. */
#include "script/script.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Text that no escaping lets through, and whose parts no template of the corpus holds. */
#define HOSTILE "</title></style></script>--><xss q\"'q onxss=\"javascript:xss()\n"

static ts_str section(ts_str input, const char *name)
{
    size_t at = ts_str_find(input, TS_STR("==> "), 0);
    if (at == TS_NPOS)
        return name ? (ts_str){NULL, 0} : input;
    while (at != TS_NPOS) {
        ts_str rest = ts_str_sub(input, at + 4, input.len), line = {NULL, 0};
        ts_str_line(&rest, &line);
        at = ts_str_find(rest, TS_STR("==> "), 0);
        if (!name || ts_str_is(line, name))
            return at == TS_NPOS ? rest : ts_str_sub(rest, 0, at);
        at = at == TS_NPOS ? at : at + (size_t)(rest.ptr - input.ptr);
    }
    return (ts_str){NULL, 0};
}

static bool load(void *context, ts_arena *arena, const char *name, ts_str *source, const char **path,
                 ts_error *error)
{
    bool first = strcmp(name, "a.html") == 0 || strcmp(name, "a.xml") == 0;
    *source = section(*(ts_str *)context, first ? NULL : name);
    *path = name;
    return source->ptr != NULL;
}

static const ts_value *make_globals(ts_arena *arena)
{
    static const char *const fields[] = {"title", "html", "tags", "url", NULL};
    static const ts_type type = {"article", fields, TS_SHARED_BY_NONE};
    ts_value *globals = ts_value_map(arena, NULL), *article = ts_value_map(arena, &type),
             *tags = ts_value_list(arena);
    ts_value *page = ts_value_map(arena, NULL);
    ts_value_push(arena, tags, ts_value_string(arena, TS_STR(HOSTILE)));
    ts_value_push(arena, tags, ts_value_string(arena, TS_STR("javascript:xss()")));
    ts_value_set_string(arena, article, "title", HOSTILE);
    ts_value_set(arena, article, "html", ts_value_html(arena, TS_STR("<p>b</p>")));
    ts_value_set(arena, article, "tags", tags);
    ts_value_set_string(arena, page, "path", "2020/a.html");
    ts_value_set(arena, globals, "article", article);
    ts_value_set(arena, globals, "page", page);
    ts_value_set_string(arena, globals, "x", HOSTILE);
    ts_value_set_string(arena, globals, "y", "javascript:xss()");
    return globals;
}

static bool holds(ts_str text, const char *word)
{
    return ts_str_find(text, ts_str_of(word), 0) != TS_NPOS;
}

static void render(ts_str input, const char *name)
{
    ts_error error = {0};
    ts_arena *arena = ts_arena_new();
    ts_script_limits limits = {.memory = 4 << 20, .instructions = 200000};
    ts_script *script = ts_script_new(&limits, load, &input, &error);
    ts_buf out;
    ts_buf_init(&out, 1 << 20);
    if (!script)
        abort();
    bool compiles = ts_script_compile(script, name, &error);
    if (!compiles && (error.status == TS_OK || !error.message[0]))
        abort();
    error = (ts_error){0};
    if (!ts_script_render(script, name, make_globals(arena), &out, &error) &&
        (out.len || error.status == TS_OK))
        abort();
    if (!holds(input, "xss") && holds(ts_buf_str(&out), "<xss"))
        abort();
    if (!holds(input, "'q") && holds(ts_buf_str(&out), "q\"'q"))
        abort();
    ts_buf_free(&out);
    ts_script_free(script);
    ts_arena_free(arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    ts_str input = {(const char *)data, size};
    render(input, "a.html");
    render(input, "a.xml");
    return 0;
}
