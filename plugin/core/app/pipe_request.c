/* A line of the pipe as a request, checked word by word: what an adapter misspells is said, not passed over.
 */
#include "app/pipe.h"
#include "text/json.h"

#define MOST_KEYS 14

static const char *const names[] = {"hello", "configure", "convert", "render", "assets", "cancel", NULL};

/* The keys of each request beside id and do. */
static const char *const keys[][MOST_KEYS] = {
    [TS_PIPE_HELLO] = {NULL},
    [TS_PIPE_CONFIGURE] = {"site", "rules", "options", NULL},
    [TS_PIPE_CONVERT] = {"path", "bytes", "name", "url", "type", "charset", "width", "captions", "max_bytes",
                         "emphasis", "wrap", "known", NULL},
    [TS_PIPE_RENDER] = {"article", "media", "template", "path", NULL},
    [TS_PIPE_ASSETS] = {NULL},
    [TS_PIPE_CANCEL] = {"cancel", NULL},
};

static int index_of(ts_str word, const char *const *words)
{
    for (int i = 0; words[i]; i++)
        if (ts_str_is(word, words[i]))
            return i;
    return -1;
}

/* A sentence about a word that is none of those known. */
static bool say_unknown(const char *what, ts_str word, const char *const *known, ts_error *error)
{
    const char *near = ts_nearest(word, known);
    return ts_fail(error, TS_USAGE, NULL, 0, 0, "%s \"%.*s\"%s%s%s", what,
                   (int)(word.len < 60 ? word.len : 60), word.ptr, near ? "; did you mean \"" : "",
                   near ? near : "", near ? "\"?" : ".");
}

static bool check_keys(const ts_pipe_request *r, ts_error *error)
{
    for (size_t i = 0; i < r->body->map.len; i++) {
        ts_str key = r->body->map.pairs[i].key;
        if (!ts_str_is(key, "id") && !ts_str_is(key, "do") && index_of(key, keys[r->what]) < 0)
            return say_unknown("This request has no key", key, keys[r->what], error);
    }
    return true;
}

static bool read(ts_pipe_request *r, ts_str line, ts_error *error)
{
    r->body = ts_json_read(r->arena, line, NULL, error);
    if (!r->body)
        return false;
    if (r->body->kind != TS_MAP)
        return ts_fail(error, TS_USAGE, NULL, 0, 0, "A request is a JSON object.");
    const ts_value *id = ts_value_get(r->body, "id");
    if (id && id->kind != TS_STRING && id->kind != TS_INT)
        return ts_fail(error, TS_USAGE, NULL, 0, 0, "\"id\" is a text or a whole number.");
    r->id = id ? id : r->id;
    const char *word = ts_value_get_string(r->body, "do");
    if (!word)
        return ts_fail(error, TS_USAGE, NULL, 0, 0,
                       "A request says what to do: {\"id\":1,\"do\":\"hello\"}.");
    int what = index_of(ts_str_of(word), names);
    if (what < 0)
        return say_unknown("There is no request", ts_str_of(word), names, error);
    r->what = (ts_pipe_do)what;
    return check_keys(r, error);
}

ts_pipe_request *ts_pipe_request_read(ts_str line)
{
    ts_arena *arena = ts_arena_new();
    ts_pipe_request *r = TS_NEW(arena, ts_pipe_request);
    r->arena = arena;
    r->id = ts_value_nil(arena);
    read(r, line, &r->error);
    return r;
}
