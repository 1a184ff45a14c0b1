#include "app/pipe.h"
#include "site/theme.h"
#include "base/base64.h"
#include "text/json.h"

/* The template a record is rendered with where the request names none. */
#define ARTICLE_TEMPLATE "pages/article.html"

static ts_value *start(const ts_pipe_request *r)
{
    ts_value *answer = ts_value_map(r->arena, NULL);
    ts_value_set(r->arena, answer, "id", r->id);
    return answer;
}

static void end(ts_buf *out, const ts_value *answer)
{
    ts_json_write(out, answer);
    ts_buf_putc(out, '\n');
}

void ts_pipe_answer_error(const ts_pipe_request *r, const ts_error *error, ts_buf *out)
{
    ts_value *answer = start(r);
    ts_value_set(r->arena, answer, "error", ts_host_error(r->arena, error));
    end(out, answer);
}

/* --- configure --------------------------------------------------------------------------------------------
 */

/* Options by their names in tearsheet.h, from a map; numbers as text. Other keys are passed over. */
static bool set_options(tearsheet_options *options, const ts_value *map, ts_arena *arena, bool all,
                        ts_error *error)
{
    static const char *const names[] = {"url",       "type",     "charset", "width", "captions",
                                        "max_bytes", "emphasis", "wrap",    NULL};
    for (size_t i = 0; map && map->kind == TS_MAP && i < map->map.len; i++) {
        const ts_pair *pair = &map->map.pairs[i];
        const char *name = ts_arena_copy(arena, pair->key), *text = NULL;
        bool known = false;
        for (int n = 0; names[n]; n++)
            known = known || ts_str_is(pair->key, names[n]);
        if (!known && !all)
            continue;
        if (pair->value->kind == TS_INT)
            text = ts_arena_printf(arena, "%lld", (long long)pair->value->integer);
        else if (pair->value->kind == TS_STRING)
            text = pair->value->string.ptr;
        if (!known || !text || tearsheet_options_set(options, name, text) != 0)
            return ts_fail(error, TS_USAGE, NULL, 0, 0, "The option \"%s\" cannot be \"%s\".", name,
                           text ? text : ts_kind_word(pair->value->kind));
    }
    return true;
}

void ts_pipe_setting_free(ts_pipe_setting *setting)
{
    ts_host_close(setting->host);
    tearsheet_options_free(setting->options);
    *setting = (ts_pipe_setting){0};
}

bool ts_pipe_configure(ts_pipe_setting *setting, const ts_pipe_request *r, ts_error *error)
{
    ts_pipe_setting made = {.options = tearsheet_options_new(), .number = setting->number + 1};
    ts_pipe_worker trial = {0};
    made.host =
        ts_host_open(ts_value_get_string(r->body, "site"), ts_value_get_string(r->body, "rules"), error);
    bool ok = made.host &&
              set_options(made.options, ts_value_get(r->body, "options"), r->arena, true, error) &&
              ts_site_filters(made.host->site, &trial.filters, error);
    ts_pipe_worker_free(&trial);
    if (!ok) {
        ts_pipe_setting_free(&made);
        return false;
    }
    ts_pipe_setting_free(setting);
    *setting = made;
    return true;
}

/* --- answers ----------------------------------------------------------------------------------------------
 */

void ts_pipe_worker_free(ts_pipe_worker *worker)
{
    ts_script_free(worker->filters);
    ts_script_free(worker->templates);
    *worker = (ts_pipe_worker){0};
}

/* Scripts belong to one setting: another one's are thrown away. Its number tells, as a new host may lie where
 * a freed one lay. */
static void settle(ts_pipe_worker *worker, const ts_pipe_setting *setting)
{
    if (worker->number != setting->number)
        ts_pipe_worker_free(worker);
    worker->number = setting->number;
}

static void answer_hello(const ts_pipe_request *r, ts_value *answer)
{
    ts_value_set_string(r->arena, answer, "name", "tearsheet");
    ts_value_set_string(r->arena, answer, "version", TEARSHEET_VERSION);
    ts_value_set(r->arena, answer, "protocol", ts_value_int(r->arena, TS_PIPE_PROTOCOL));
    ts_value_set(r->arena, answer, "max_line", ts_value_int(r->arena, (int64_t)TS_PIPE_LINE_MAX));
}

static bool read_input(const ts_pipe_request *r, ts_host_input *input, ts_str *bytes, ts_error *error)
{
    const char *path = ts_value_get_string(r->body, "path"), *name = ts_value_get_string(r->body, "name");
    const char *encoded = ts_value_get_string(r->body, "bytes");
    if (!path == !encoded)
        return ts_fail(error, TS_USAGE, NULL, 0, 0, "A request to convert has either \"path\" or \"bytes\".");
    input->path = path ? path : name ? name : "-";
    if (path)
        return true;
    input->bytes = bytes;
    return ts_base64_read(r->arena, ts_str_of(encoded), bytes) ||
           ts_fail(error, TS_USAGE, NULL, 0, 0, "\"bytes\" is no Base64.");
}

static bool answer_convert(const ts_pipe_setting *s, ts_pipe_worker *w, const ts_pipe_request *r,
                           ts_value *answer, ts_error *error)
{
    struct tearsheet_options options = {.arena = r->arena, .bodies = ts_record_all};
    if (s->options) {
        options.convert = s->options->convert;
        options.bodies = s->options->bodies;
    }
    ts_host_input input = {0};
    ts_str bytes;
    ts_value *articles = NULL;
    char digest[33];
    if (!read_input(r, &input, &bytes, error) || !set_options(&options, r->body, r->arena, false, error))
        return false;
    if (!w->filters_read && !ts_site_filters(s->host->site, &w->filters, error))
        return false;
    w->filters_read = true;
    input.options = options.convert;
    input.bodies = options.bodies;
    input.known = ts_value_get_string(r->body, "known");
    if (!ts_host_convert(s->host, w->filters, &input, r->arena, &articles, digest, error))
        return false;
    ts_value_set_string(r->arena, answer, "digest", digest);
    if (!articles) {
        ts_value_set(r->arena, answer, "unchanged", ts_value_bool(r->arena, true));
        return true;
    }
    if (articles->list.len != 1) {
        ts_value_set(r->arena, answer, "articles", articles);
        return true;
    }
    const ts_value *only = articles->list.items[0];
    for (size_t i = 0; i < only->map.len; i++)
        ts_value_set(r->arena, answer, ts_arena_copy(r->arena, only->map.pairs[i].key),
                     only->map.pairs[i].value);
    return true;
}

static bool answer_render(const ts_pipe_setting *s, ts_pipe_worker *w, const ts_pipe_request *r,
                          ts_value *answer, ts_error *error)
{
    const ts_value *record = ts_value_get(r->body, "article");
    const char *template = ts_value_get_string(r->body, "template");
    if (!record || record->kind != TS_MAP)
        return ts_fail(error, TS_USAGE, NULL, 0, 0,
                       "A request to render has the record that convert gave, as \"article\".");
    if (!w->templates && !(w->templates = ts_host_script(s->host, error)))
        return false;
    ts_buf page;
    ts_buf_init(&page, TS_BUF_MAX);
    bool ok = ts_host_render(s->host, w->templates, record, ts_value_get(r->body, "media"),
                             template ? template : ARTICLE_TEMPLATE, ts_value_get_string(r->body, "path"),
                             &page, error);
    if (ok)
        ts_value_set(r->arena, answer, "html", ts_value_string(r->arena, ts_buf_str(&page)));
    ts_buf_free(&page);
    return ok;
}

/* The files that rendered pages ask for, by their paths in the site. */
static bool answer_assets(const ts_pipe_setting *s, const ts_pipe_request *r, ts_value *answer,
                          ts_error *error)
{
    ts_texts names = {0};
    ts_value *list = ts_value_list(r->arena);
    if (!ts_theme_list(s->host->site, r->arena, "assets/", &names, error))
        return false;
    for (size_t i = 0; i < names.len; i++) {
        ts_str bytes;
        const char *path = NULL;
        ts_buf text;
        if (!ts_theme_find(s->host->site, r->arena, names.items[i], &bytes, &path, error))
            return false;
        ts_buf_init(&text, TS_BUF_MAX);
        ts_base64_write(&text, bytes);
        ts_value *asset = ts_value_map(r->arena, NULL);
        ts_value_set_string(r->arena, asset, "path", names.items[i]);
        ts_value_set(r->arena, asset, "bytes", ts_value_string(r->arena, ts_buf_str(&text)));
        ts_value_push(r->arena, list, asset);
        ts_buf_free(&text);
    }
    ts_value_set(r->arena, answer, "assets", list);
    return true;
}

void ts_pipe_answer(const ts_pipe_setting *s, ts_pipe_worker *w, const ts_pipe_request *r, ts_buf *out)
{
    ts_error error = r->error;
    ts_value *answer = start(r);
    bool ok = error.status == TS_OK;
    settle(w, s);
    switch (ok ? r->what : TS_PIPE_CANCEL) {
    case TS_PIPE_HELLO:
        answer_hello(r, answer);
        break;
    case TS_PIPE_CONFIGURE:
        ts_value_set_string(r->arena, answer, "digest", s->host->seed);
        break;
    case TS_PIPE_CONVERT:
        ok = answer_convert(s, w, r, answer, &error);
        break;
    case TS_PIPE_RENDER:
        ok = answer_render(s, w, r, answer, &error);
        break;
    case TS_PIPE_ASSETS:
        ok = answer_assets(s, r, answer, &error);
        break;
    case TS_PIPE_CANCEL:
        break;
    }
    if (!ok) {
        ts_pipe_answer_error(r, &error, out);
        return;
    }
    end(out, answer);
    if (!out->full)
        return;
    ts_buf_clear(out);
    ts_fail(&error, TS_LIMIT, NULL, 0, 0, "The answer is larger than 1 GiB.");
    ts_pipe_answer_error(r, &error, out);
}
