#include "site/build.h"
#include "base/file.h"
#include "base/pool.h"
#include "site/again.h"
#include "site/last.h"
#include "site/map.h"
#include "site/output.h"
#include "site/reduce.h"
#include "site/takedown.h"
#include "site/theme.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* Bytes one file that is copied may have. */
#define COPY_MAX TS_BUF_MAX
/* Milliseconds that a build waits for another one of the same output. */
#define PATIENCE (10 * 60 * 1000)

/* Bytes that a page's buffer keeps for the next one. */
#define TEXT_KEPT ((size_t)1 << 20)

/* One build, from its folder to its output. */
typedef struct build {
    const ts_build_options *options;
    ts_watch *watch;
    ts_build_report *report;
    ts_arena *arena;
    ts_site *site;
    ts_library library;
    ts_mapped mapped;
    ts_plan plan;
    ts_renderer renderer;
    ts_cache *cache; /* NULL: there is room for none */
    ts_again *again; /* likewise */
    ts_output *output;
    ts_last last; /* what this build says, for the next one */
    int workers;
    ts_script **scripts;  /* one a worker */
    ts_records **records; /* likewise; NULL without a cache */
    ts_buf *texts;        /* likewise: of the page that is being made */
    ts_error *errors;     /* of the pages or copies of a phase: the first in their order counts */
    size_t first_error;   /* the least index of one that failed; TS_NPOS */
    size_t copied;
    pthread_mutex_t lock;
} build;

static void warn_about(build *b, const char *path, const char *message)
{
    ts_watch_warn(b->watch, path, message);
}

static void warn_of_orphans(build *b)
{
    for (size_t i = 0; i < b->library.orphans.len; i++)
        warn_about(b, ts_path_join(b->arena, b->library.folder, b->library.orphans.items[i]),
                   "This sidecar belongs to no article: there is none of its name beside it.");
}

static void leave_out(build *b, const ts_error *error)
{
    ts_watch_left_out(b->watch, error);
    ts_vec_push_in(b->arena, &b->last.left_out, error);
}

/* Tells what was left out, in the order of the files. */
static bool report_mapped(build *b, ts_error *error)
{
    for (size_t i = 0; i < b->mapped.errors.len; i++)
        leave_out(b, b->mapped.errors.items[i]);
    warn_of_orphans(b);
    b->report->left_out = b->mapped.errors.len;
    b->report->drafts = b->mapped.drafts;
    b->report->articles = b->mapped.entries.len;
    if (b->options->strict && b->mapped.errors.len)
        return ts_fail(error, TS_SETTINGS, NULL, 0, 0,
                       "%zu article%s left out, which --strict does not allow; the site is as it was.",
                       b->mapped.errors.len, b->mapped.errors.len == 1 ? " was" : "s were");
    return true;
}

/* Finds the files that the site is made from. */
static bool look(build *b, ts_error *error)
{
    return ts_library_read(b->arena, b->site, &b->library, error) &&
           ts_plan_start(b->arena, b->site, &b->library, &b->plan, error);
}

static uint64_t digest_inputs(build *b, ts_texts *young)
{
    return ts_last_inputs(b->arena, b->site, &b->library, &b->plan, b->options, young);
}

/* True where the site stands as this build would leave it: the last one was made from the same, and nobody
 * touched what it wrote. Then says what that one said. Else gets ready for the next build to ask. */
static bool stands(build *b)
{
    ts_last last;
    bool found = b->cache && ts_last_read(b->cache, b->arena, &last);
    ts_texts young = found ? last.young : (ts_texts){0};
    bool same = found && last.inputs == digest_inputs(b, &young) && last.list == ts_output_list(b->output) &&
                ts_output_stands(b->output);
    if (!b->cache || (same && !last.young.len))
        goto out;
    b->last.inputs = digest_inputs(b, &b->last.young);
    if (same && !b->last.young.len) {
        /* By now the states of all files tell. */
        last.inputs = b->last.inputs;
        last.young.len = 0;
        ts_last_write(b->cache, &last);
    }
out:
    if (!same)
        return false;
    for (size_t i = 0; i < last.left_out.len; i++)
        ts_watch_left_out(b->watch, last.left_out.items[i]);
    warn_of_orphans(b);
    memcpy(last.report.output, b->report->output, sizeof last.report.output);
    last.report.cached = b->report->cached;
    *b->report = last.report;
    return true;
}

static bool map(build *b, ts_error *error)
{
    bool drafts = b->options->drafts || b->site->settings.drafts;
    return ts_map_library(b->site, &b->library, b->cache, drafts, b->workers, b->watch, &b->mapped, error) &&
           !(b->cache && ts_cache_is_lost(b->cache)) && report_mapped(b, error);
}

/* Somebody asked for these: a slip of the pen must not keep an article up. */
static void warn_of_takedowns(build *b)
{
    const ts_map *takedowns = b->site->takedowns;
    const char *path = ts_path_join(b->arena, b->site->folder, TS_TAKEDOWNS);
    for (size_t i = 0; i < ts_map_len(takedowns); i++)
        if (!((const ts_takedown *)ts_map_value_at(takedowns, i))->found)
            warn_about(b, path,
                       ts_arena_printf(b->arena, "It names \"%s\", which is no article of this site.",
                                       ts_map_key_at(takedowns, i).ptr));
}

static bool reduce(build *b, ts_error *error)
{
    ts_watch_phase(b->watch, TS_PHASE_REDUCE, 0);
    bool ok = ts_reduce(b->arena, b->site, &b->library, b->mapped.entries.items, b->mapped.entries.len,
                        b->workers, &b->plan, &b->renderer, error);
    b->renderer.lasting = true;
    if (ok)
        warn_of_takedowns(b);
    return ok;
}

/* Keeps the error of the first page, by its place in the plan, that failed: the same one in every run. */
static void keep_error(build *b, size_t i, const ts_error *error)
{
    pthread_mutex_lock(&b->lock);
    if (i < b->first_error) {
        b->first_error = i;
        *b->errors = *error;
    }
    pthread_mutex_unlock(&b->lock);
}

static bool has_failed_before(build *b, size_t i)
{
    pthread_mutex_lock(&b->lock);
    bool failed = b->first_error < i;
    pthread_mutex_unlock(&b->lock);
    return failed;
}

/* Makes the page and puts it into the output. */
static bool make_page(build *b, const ts_page *page, int worker, uint64_t key, ts_error *error)
{
    ts_buf *out = &b->texts[worker];
    ts_names asked = {0};
    char hash[33];
    ts_renderer renderer = b->renderer;
    renderer.records = b->records[worker];
    renderer.reads = key ? &asked : NULL;
    bool ok = ts_render_page(&renderer, b->scripts[worker], page, out, error) &&
              ts_output_put(b->output, page->path, ts_buf_str(out), hash, error);
    if (ok && b->again)
        ts_again_note(b->again, page->path, key, &asked, hash);
    if (renderer.records)
        ts_records_trim(renderer.records);
    ts_vec_free(&asked);
    ts_buf_clear(out);
    if (out->cap > TEXT_KEPT) {
        ts_buf_free(out);
        ts_buf_init(out, TS_BUF_MAX);
    }
    return ok;
}

static void render_one(void *context, size_t i, int worker)
{
    build *b = context;
    const ts_page *page = &b->plan.pages.items[i];
    ts_error error = {0};
    uint64_t key = 0;
    bool kept = has_failed_before(b, i) ||
                (b->again && ts_again_keep(b->again, page, b->output, &b->texts[worker], &key));
    int64_t start = ts_trace_now(b->watch->trace);
    if (!kept && !make_page(b, page, worker, key, &error))
        keep_error(b, i, &error);
    if (!kept)
        ts_trace_span(b->watch->trace, TS_SPAN_PAGE, worker, page->path, ts_render_template(page), start);
    ts_watch_step(b->watch);
}

static void copy_one(void *context, size_t i, int worker)
{
    build *b = context;
    const ts_copy *copy = &b->plan.copies.items[i];
    uint64_t key = 0;
    if (copy->medium && !copy->medium->used)
        return;
    __atomic_fetch_add(&b->copied, 1, __ATOMIC_RELAXED);
    if (b->again && ts_again_keep_copy(b->again, copy, b->output, &key))
        return;
    int64_t start = ts_trace_now(b->watch->trace);
    ts_arena *arena = ts_arena_new();
    ts_error error = {0};
    ts_str bytes;
    const char *path = NULL;
    char hash[33];
    bool ok = copy->from ? ts_file_read(arena, copy->from, COPY_MAX, &bytes, &error)
                         : ts_theme_find(b->site, arena, copy->to, &bytes, &path, &error);
    if (!ok || !ts_output_put(b->output, copy->to, bytes, hash, &error))
        keep_error(b, i, &error);
    else if (b->again)
        ts_again_note(b->again, copy->to, key, NULL, hash);
    ts_arena_free(arena);
    ts_trace_span(b->watch->trace, TS_SPAN_COPY, worker, copy->to, NULL, start);
}

/* Runs one phase's work; false with the first error of it. */
static bool run_all(build *b, size_t n, void (*work)(void *, size_t, int), ts_error *error)
{
    b->first_error = TS_NPOS;
    ts_pool_run(b->workers, n, work, b);
    if (b->first_error == TS_NPOS)
        return true;
    *error = *b->errors;
    return false;
}

static bool render(build *b, ts_error *error)
{
    for (int w = 0; w < b->workers; w++)
        if (!(b->scripts[w] = ts_script_new(NULL, ts_site_load, b->site, error)) ||
            (b->cache && !(b->records[w] = ts_records_open(b->cache, error))))
            return false;
        else
            ts_trace_watch_script(b->watch->trace, b->scripts[w]);
    if (b->cache && !(b->again = ts_again_open(&b->renderer, b->cache, b->workers, error)))
        return false;
    ts_output_look(b->output);
    ts_watch_phase(b->watch, TS_PHASE_RENDER, b->plan.pages.len);
    b->report->pages = b->plan.pages.len;
    return run_all(b, b->plan.pages.len, render_one, error);
}

static void say_kept(void *context, const char *path)
{
    build *b = context;
    warn_about(b, path,
               "The site no longer has this file, but it was changed since tearsheet wrote it: it stays.");
}

/* An index is of one language, and finds the words of all; but only Chinese and Japanese are cut into words
 * that have no space between them, and so these come first. */
static void choose_search(build *b)
{
    const char *language = b->site->settings.language;
    for (size_t i = 0; i < b->renderer.index->len; i++) {
        const char *own = b->renderer.index->articles[i].entry->language;
        if (own &&
            (strncmp(own, "zh", 2) == 0 || (strncmp(own, "ja", 2) == 0 && strncmp(language, "zh", 2) != 0)))
            language = own;
    }
    b->report->search = *b->site->settings.search != '\0';
    snprintf(b->report->search_language, sizeof b->report->search_language, "%.2s", language);
}

static bool publish(build *b, ts_error *error)
{
    ts_output_report files = {0};
    ts_watch_phase(b->watch, TS_PHASE_PUBLISH, 0);
    if (!run_all(b, b->plan.copies.len, copy_one, error))
        return false;
    if (b->again)
        ts_again_commit(b->again);
    ts_again_close(b->again);
    b->again = NULL;
    if (!ts_output_commit(b->output, &files, say_kept, b, error))
        return false;
    b->report->assets = b->copied;
    choose_search(b);
    b->report->created = files.created;
    b->report->replaced = files.replaced;
    b->report->unchanged = files.unchanged;
    b->report->removed = files.removed;
    return true;
}

/* Some warnings are only found by building: then the next build is to find them too. */
static void note_last(build *b)
{
    for (size_t i = 0; i < ts_map_len(b->site->takedowns); i++)
        if (!((const ts_takedown *)ts_map_value_at(b->site->takedowns, i))->found)
            b->last.inputs = 0;
    b->last.report = *b->report;
    b->last.report.unchanged += b->report->created + b->report->replaced;
    b->last.list = ts_output_list(b->output);
    if (b->cache && b->last.inputs && b->last.list)
        ts_last_write(b->cache, &b->last);
}

/* True where `inner` is `outer` or lies in it, both as the system resolves them. */
static bool lies_in(const char *inner, const char *outer)
{
    char *a = realpath(inner, NULL), *b = realpath(outer, NULL);
    size_t len = b ? strlen(b) : 0;
    bool in = a && b && strncmp(a, b, len) == 0 && (a[len] == '/' || a[len] == '\0' || strcmp(b, "/") == 0);
    free(a);
    free(b);
    return in;
}

/* The output may not be a folder that the site is made from: its pages would be next time's articles. */
static bool check_output(build *b, const char *folder, ts_error *error)
{
    const char *const sources[] = {b->site->settings.content,
                                   "templates",
                                   "static",
                                   "filters",
                                   "rules",
                                   "i18n",
                                   "lua",
                                   "themes",
                                   "data",
                                   NULL};
    const char *there = folder;
    while (!ts_is_folder(there) && strcmp(there, ".") != 0 && strcmp(there, "/") != 0)
        there = ts_path_folder(b->arena, there);
    for (int i = 0; sources[i]; i++) {
        const char *source = ts_path_join(b->arena, b->site->folder, sources[i]);
        if (lies_in(there, source))
            return ts_fail(
                error, TS_REFUSED, folder, 0, 0,
                "The output cannot lie in the folder %s, which the site is made from. Choose another one "
                "with -o.",
                source);
    }
    if (lies_in(b->site->folder, folder))
        return ts_fail(
            error, TS_REFUSED, folder, 0, 0,
            "The output cannot be the site's own folder or one above it. Choose another one with -o.");
    return true;
}

static void say_waiting(void *context, const char *folder, long process)
{
    build *b = context;
    const char *who = process > 0 ? ts_arena_printf(b->arena, " (process %ld)", process) : "";
    warn_about(
        b, folder,
        ts_arena_printf(b->arena, "Another tearsheet%s is writing into this folder: waiting for it.", who));
}

static bool open_output(build *b, ts_error *error)
{
    ts_output_options options = {
        .patience = PATIENCE, .waiting = say_waiting, .context = b, .workers = b->workers};
    ts_error ignored = {0};
    if (b->cache && ts_cache_is_kept(b->cache))
        options.spare = ts_path_join(b->arena, b->site->folder, TS_CACHE_FOLDER "/spare");
    if (options.spare && b->options->full)
        ts_folder_remove(options.spare, &ignored);
    const char *folder = b->options->output;
    if (!folder)
        folder = ts_path_join(b->arena, b->site->folder, b->site->settings.output);
    snprintf(b->report->output, sizeof b->report->output, "%s", folder);
    return check_output(b, folder, error) && (b->output = ts_output_open(folder, &options, error));
}

/* What one attempt has made. */
static void clear(build *b)
{
    ts_output_close(b->output);
    ts_again_close(b->again);
    for (int w = 0; w < b->workers; w++) {
        ts_trace_take_script(b->watch->trace, b->scripts[w]);
        ts_script_free(b->scripts[w]);
        ts_records_close(b->records[w]);
        ts_buf_free(&b->texts[w]);
    }
    ts_plan_free(&b->plan);
    ts_mapped_free(&b->mapped);
    ts_cache_close(b->cache);
    ts_site_close(b->site);
    ts_arena_free(b->arena);
}

/* Where the cache comes from, for one attempt after the other: what is lost out of one is not in the next. */
typedef enum source { FROM_KEPT, FROM_NEW, FROM_NONE } source;

/* Builds once. *lost: what the cache had is gone, so that it has to be built once more. */
static bool attempt(build *b, const char *folder, source from, bool *lost, ts_error *error)
{
    const char *path = NULL;
    b->arena = ts_arena_new();
    b->scripts = ts_arena_alloc(b->arena, sizeof *b->scripts * (size_t)b->workers);
    b->records = ts_arena_alloc(b->arena, sizeof *b->records * (size_t)b->workers);
    b->texts = ts_arena_alloc(b->arena, sizeof *b->texts * (size_t)b->workers);
    for (int w = 0; w < b->workers; w++)
        ts_buf_init(&b->texts[w], TS_BUF_MAX);
    b->errors = TS_NEW(b->arena, ts_error);
    *b->report = (ts_build_report){0};
    b->site = ts_site_open(folder, b->options->base_url, error);
    if (b->site && from != FROM_NONE)
        b->cache = ts_cache_open(folder, from == FROM_NEW || b->options->full);
    if (b->cache && ts_cache_complaint(b->cache, &path))
        warn_about(b, path, ts_cache_complaint(b->cache, &path));
    b->report->cached = b->cache && ts_cache_is_kept(b->cache);
    bool ok = b->site && open_output(b, error) && look(b, error);
    if (ok && !stands(b)) {
        ts_output_prepare(b->output);
        ok = map(b, error) && reduce(b, error) && render(b, error) && publish(b, error);
        if (ok)
            note_last(b);
    }
    *lost = b->cache && ts_cache_is_lost(b->cache) && from != FROM_NONE;
    clear(b);
    return ok;
}

bool ts_build(const char *folder, const ts_build_options *options, const ts_build_events *events,
              ts_build_report *report, ts_error *error)
{
    ts_watch watch;
    bool ok = false, lost = true;
    ts_watch_start(&watch, events);
    for (source from = FROM_KEPT; lost; from++) {
        build b = {.options = options, .watch = &watch, .report = report};
        b.workers = options->workers > 0 ? options->workers : ts_pool_cores();
        pthread_mutex_init(&b.lock, NULL);
        *error = (ts_error){0};
        ok = attempt(&b, folder, from, &lost, error);
        pthread_mutex_destroy(&b.lock);
    }
    ts_watch_end(&watch);
    return ok;
}
