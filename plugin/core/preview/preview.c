#include "preview/preview.h"
#include "preview/server.h"
#include "preview/watcher.h"

#include <string.h>

/* Milliseconds between two looks at the wish to stop. */
#define PATIENCE 200

struct ts_preview {
    ts_arena *arena;
    const char *folder;
    const ts_preview_events *events;
    ts_live *live;
    ts_news *news;
    ts_server *server;
    ts_watcher *watcher;
    const char *content, *theme; /* what the watcher takes for the folders of articles and theme */
    bool pending;                /* work was ended for a later change that may have been none */
};

/* What a site is made from, below its folder; its content folder and theme come first. */
static const char *const sources[] = {"templates", "filters", "rules",  "static",
                                      "i18n",      "lua",     "themes", "data"};
#define SOURCES (sizeof sources / sizeof *sources)

static bool has_more(void *context)
{
    return ts_watcher_has_more(context);
}

/* Watches the folders that the settings name, in place of those it watched. */
static bool watch(ts_preview *preview, const ts_settings *settings, ts_error *error)
{
    const char *below[SOURCES + 3] = {settings->content};
    size_t n = 1;
    for (size_t i = 0; i < SOURCES; i++)
        below[n++] = sources[i];
    if (strchr(settings->theme, '/')) /* a folder of the site's own */
        below[n++] = settings->theme;
    ts_watcher *watcher = ts_watcher_new(preview->folder, below, error);
    if (!watcher)
        return false;
    ts_watcher_free(preview->watcher);
    preview->watcher = watcher;
    preview->content = ts_arena_strdup(preview->arena, settings->content);
    preview->theme = ts_arena_strdup(preview->arena, settings->theme);
    return true;
}

static void watch_others(ts_preview *preview, const ts_settings *settings)
{
    ts_error ignored = {0};
    if (strcmp(preview->content, settings->content) != 0 || strcmp(preview->theme, settings->theme) != 0)
        watch(preview, settings, &ignored);
}

/* Follows the changes of these files (NULL: of all), and tells whoever watches, and the open pages. Where
 * more has changed meanwhile that is all left to the next time. */
static void read_site(ts_preview *preview, const ts_texts *files)
{
    ts_error error = {0};
    ts_live_change change;
    ts_arena *arena = ts_arena_new();
    bool ok = ts_live_update(preview->live, files, files ? has_more : NULL, preview->watcher, arena, &change,
                             &error);
    preview->pending = !ok && error.status == TS_CANCELLED;
    if (!preview->pending) {
        const ts_snapshot *site = ok ? ts_live_hold(preview->live) : NULL;
        ts_news_tell(preview->news, &change, ok ? NULL : &error);
        preview->events->read(preview->events->context, site, ok ? NULL : &error);
        if (site)
            watch_others(preview, &site->site->settings);
        ts_live_release(preview->live, site);
    }
    ts_arena_free(arena);
}

/* A site.lua that has a mistake leaves content and theme at their usual places: it can be mended while the
 * preview runs. */
static bool watch_first(ts_preview *preview, ts_error *error)
{
    ts_error mistake = {0};
    ts_site *site = ts_site_open(preview->folder, NULL, &mistake);
    if (!site && (mistake.status == TS_NOT_FOUND || mistake.status == TS_IO)) {
        *error = mistake;
        return false;
    }
    const ts_settings usual = {.content = "content", .theme = "default"};
    bool ok = watch(preview, site ? &site->settings : &usual, error);
    ts_site_close(site);
    return ok;
}

static bool start(ts_preview *preview, const ts_preview_options *options, ts_error *error)
{
    if (!watch_first(preview, error) ||
        !(preview->server =
              ts_server_start(preview->live, options->host, options->port, preview->news, error)))
        return false;
    read_site(preview, NULL);
    return true;
}

ts_preview *ts_preview_start(const char *folder, const ts_preview_options *options,
                             const ts_preview_events *events, ts_error *error)
{
    ts_arena *arena = ts_arena_new();
    ts_preview *preview = TS_NEW(arena, ts_preview);
    preview->arena = arena;
    preview->folder = ts_arena_strdup(arena, folder);
    preview->events = events;
    preview->news = ts_news_new(options->navigate);
    preview->live = ts_live_new(folder, &options->live);
    if (start(preview, options, error))
        return preview;
    ts_preview_stop(preview);
    return NULL;
}

const char *ts_preview_url(const ts_preview *preview)
{
    return ts_server_url(preview->server);
}

bool ts_preview_is_open(const ts_preview *preview)
{
    return ts_server_is_open(preview->server);
}

const char *ts_preview_complaint(const ts_preview *preview)
{
    return ts_watcher_complaint(preview->watcher);
}

bool ts_preview_run(ts_preview *preview, const volatile int *stop, ts_error *error)
{
    while (!__atomic_load_n(stop, __ATOMIC_RELAXED)) {
        bool changed = ts_watcher_wait(preview->watcher, PATIENCE);
        if (!changed && !preview->pending && !ts_live_is_lost(preview->live))
            continue;
        ts_arena *arena = ts_arena_new();
        ts_texts files = {0};
        bool named = ts_watcher_take(preview->watcher, arena, &files) && (changed || preview->pending);
        read_site(preview, named ? &files : NULL);
        ts_arena_free(arena);
    }
    return true;
}

void ts_preview_stop(ts_preview *preview)
{
    if (!preview)
        return;
    ts_server_stop(preview->server);
    ts_watcher_free(preview->watcher);
    ts_live_free(preview->live);
    ts_news_free(preview->news);
    ts_arena_free(preview->arena);
}
