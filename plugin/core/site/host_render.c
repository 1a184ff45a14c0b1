/* A page from a record: the site of one article. */
#include "base/file.h"
#include "base/vec.h"
#include "site/host.h"
#include "site/reduce.h"

#include <string.h>

/* The record without its bodies, as a sidecar would have it. */
static ts_value *fields_of(ts_arena *arena, const ts_value *record)
{
    static const char *const bodies[] = {"text", "markdown", "html", "file", NULL};
    ts_value *fields = ts_value_map(arena, NULL);
    for (size_t i = 0; i < record->map.len; i++) {
        const ts_pair *pair = &record->map.pairs[i];
        bool body = false;
        for (int b = 0; bodies[b]; b++)
            body = body || ts_str_is(pair->key, bodies[b]);
        if (!body)
            ts_value_set(arena, fields, ts_arena_copy(arena, pair->key), pair->value);
    }
    return fields;
}

/* The front matter keeps a body apart that begins like one, and may have no body behind it. */
static ts_article *read_record(ts_arena *arena, const ts_value *record, ts_error *error)
{
    const char *markdown = ts_value_get_string(record, "markdown");
    const char *file = ts_value_get_string(record, "file");
    const char *text = ts_arena_printf(arena, "---\nrecord: true\n---\n\n%s", markdown ? markdown : "");
    ts_convert_options options = {.capture.type = "markdown", .sidecar = fields_of(arena, record)};
    return ts_convert_bytes(ts_str_of(text), file ? file : "record", &options, error);
}

/* The variables of the article's page, in a plan of its own. */
static bool render_entry(const ts_host *host, ts_script *script, ts_arena *arena, ts_entry *entry,
                         const ts_library *library, const char *template, ts_buf *out, ts_error *error)
{
    ts_plan plan = {.arena = arena, .paths = ts_paths_new()};
    ts_renderer renderer;
    bool ok = ts_reduce(arena, host->site, library, &entry, 1, 1, &plan, &renderer, error);
    renderer.template = template;
    for (size_t i = 0; ok && i < plan.pages.len; i++)
        if (plan.pages.items[i].kind == TS_PAGE_ARTICLE)
            ok = ts_render_page(&renderer, script, &plan.pages.items[i], out, error);
    ts_plan_free(&plan);
    return ok;
}

/* Images of the record that the host will put beside the page. */
static void add_media(ts_library *library, ts_arena *arena, const ts_value *media, const char *path)
{
    for (size_t i = 0; media && media->kind == TS_LIST && path && i < media->list.len; i++) {
        ts_medium *medium = TS_NEW(arena, ts_medium);
        medium->path = ts_value_get_string(media->list.items[i], "name");
        if (!medium->path)
            continue;
        medium->to = ts_path_join(arena, ts_path_folder(arena, path), medium->path);
        ts_map_put(library->media_by_path, ts_str_of(medium->path), medium);
    }
}

bool ts_host_render(const ts_host *host, ts_script *script, const ts_value *record, const ts_value *media,
                    const char *template, const char *path, ts_buf *out, ts_error *error)
{
    ts_arena *arena = ts_arena_new();
    ts_library library = {
        .folder = host->site->folder, .media_by_path = ts_map_new(), .source_paths = ts_map_new()};
    ts_source source = {.path = "record"};
    add_media(&library, arena, media, path);
    ts_article *article = read_record(arena, record, error);
    ts_entry *entry = article ? ts_entry_make(arena, host->site, &library, &source, article, error) : NULL;
    if (entry && path)
        entry->wish = path;
    bool ok = entry && render_entry(host, script, arena, entry, &library, template, out, error);
    ts_article_free(article);
    ts_map_free(library.media_by_path);
    ts_map_free(library.source_paths);
    ts_arena_free(arena);
    return ok;
}
