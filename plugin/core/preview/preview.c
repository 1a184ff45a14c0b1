#include "preview/preview.h"
#include "base/file.h"
#include "preview/server.h"
#include "preview/watcher.h"

#include <string.h>

/* Milliseconds between two looks at the wish to stop. */
#define PATIENCE 200

struct ts_preview {
    ts_arena *arena;
    const char *folder, *output;
    ts_build_options options;
    const ts_preview_events *events;
    ts_news *news;
    ts_server *server;
    ts_watcher *watcher;
};

/* What a site is made from, below its folder; its content folder and theme come first. */
static const char *const sources[] = {"templates", "filters", "rules",  "static",
                                      "i18n",      "lua",     "themes", "data"};
#define SOURCES (sizeof sources / sizeof *sources)

/* Tells whoever watches, and the open pages, how a build went. */
static void tell(const ts_preview *preview, const ts_build_report *report, const ts_error *failure)
{
    if (preview->events->built)
        preview->events->built(preview->events->build.context, report, failure);
    ts_news_tell(preview->news, failure);
}

static void rebuild(const ts_preview *preview)
{
    ts_build_report report;
    ts_error error = {0};
    bool ok = ts_build(preview->folder, &preview->options, &preview->events->build, &report, &error);
    tell(preview, &report, ok ? NULL : &error);
}

/* A site that cannot be built now may be the next time; only an output folder that we may not write into, or
 * cannot, ends the preview before it begins. */
static bool build_first(const ts_preview *preview, ts_error *error)
{
    ts_build_report report;
    ts_error mistake = {0};
    bool ok = ts_build(preview->folder, &preview->options, &preview->events->build, &report, &mistake);
    if (!ok && (mistake.status == TS_REFUSED || mistake.status == TS_IO)) {
        *error = mistake;
        return false;
    }
    tell(preview, &report, ok ? NULL : &mistake);
    return true;
}

/* Reads where the site's pages go and its articles come from. A site.lua that has a mistake leaves both at
 * their usual places: it can be mended while the preview runs. */
static bool read_folders(ts_preview *preview, const char **content, const char **theme, ts_error *error)
{
    ts_error mistake = {0};
    ts_site *site = ts_site_open(preview->folder, preview->options.base_url, &mistake);
    if (!site && (mistake.status == TS_NOT_FOUND || mistake.status == TS_IO)) {
        *error = mistake;
        return false;
    }
    const char *output = site ? site->settings.output : "public";
    *content = ts_arena_strdup(preview->arena, site ? site->settings.content : "content");
    *theme = ts_arena_strdup(preview->arena, site ? site->settings.theme : "default");
    preview->output = preview->options.output ? ts_arena_strdup(preview->arena, preview->options.output)
                                              : ts_path_join(preview->arena, preview->folder, output);
    ts_site_close(site);
    return true;
}

static bool start(ts_preview *preview, const ts_preview_options *options, ts_error *error)
{
    const char *below[SOURCES + 3] = {0}, *theme = NULL;
    if (!read_folders(preview, &below[0], &theme, error))
        return false;
    size_t n = 1;
    for (size_t i = 0; i < SOURCES; i++)
        below[n++] = sources[i];
    if (strchr(theme, '/')) /* a folder of the site's own */
        below[n++] = theme;
    preview->options.output = preview->output;
    return (preview->watcher = ts_watcher_new(preview->folder, below, error)) &&
           (preview->server =
                ts_server_start(preview->output, options->host, options->port, preview->news, error)) &&
           build_first(preview, error);
}

ts_preview *ts_preview_start(const char *folder, const ts_preview_options *options,
                             const ts_preview_events *events, ts_error *error)
{
    ts_arena *arena = ts_arena_new();
    ts_preview *preview = TS_NEW(arena, ts_preview);
    preview->arena = arena;
    preview->folder = ts_arena_strdup(arena, folder);
    preview->options = options->build;
    preview->events = events;
    preview->news = ts_news_new();
    if (start(preview, options, error))
        return preview;
    ts_preview_stop(preview);
    return NULL;
}

const char *ts_preview_url(const ts_preview *preview)
{
    return ts_server_url(preview->server);
}

bool ts_preview_run(ts_preview *preview, const volatile int *stop, ts_error *error)
{
    while (!*stop)
        if (ts_watcher_wait(preview->watcher, PATIENCE))
            rebuild(preview);
    return true;
}

void ts_preview_stop(ts_preview *preview)
{
    if (!preview)
        return;
    ts_server_stop(preview->server);
    ts_watcher_free(preview->watcher);
    ts_news_free(preview->news);
    ts_arena_free(preview->arena);
}
