/* How long the theme takes for an article's page, on top of the article's body: render SITE TIMES. */
#include "site/map.h"
#include "site/reduce.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static double now(void)
{
    struct timespec t = {0};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void make_page(const ts_renderer *renderer, ts_script *script, const ts_page *page, ts_buf *out)
{
    ts_error error = {0};
    ts_buf_clear(out);
    if (!ts_render_page(renderer, script, page, out, &error))
        fprintf(stderr, "%s\n", error.message);
}

/* Seconds that all article pages take, or, without a script, only their bodies; their number and that of
 * their bytes. */
static double time_pages(const ts_renderer *renderer, ts_script *script, size_t *pages, size_t *bytes)
{
    double start = now();
    ts_buf out;
    ts_buf_init(&out, TS_BUF_MAX);
    for (size_t i = 0; i < renderer->plan->pages.len; i++) {
        const ts_page *page = &renderer->plan->pages.items[i];
        if (page->kind != TS_PAGE_ARTICLE)
            continue;
        ts_arena *arena = ts_arena_new();
        const ts_entry *entry = renderer->index->articles[page->rank].entry;
        if (script)
            make_page(renderer, script, page, &out);
        else
            *bytes += ts_render_body(arena, renderer, entry, page->path, false)->string.len;
        *bytes += out.len;
        ++*pages;
        ts_arena_free(arena);
    }
    ts_buf_free(&out);
    return now() - start;
}

/* Renders the first article's page, often enough for all that does not hang on the article to be at hand. */
static void meet_page(const ts_renderer *renderer, ts_script *script)
{
    ts_buf out;
    size_t i = 0;
    ts_buf_init(&out, TS_BUF_MAX);
    while (renderer->plan->pages.items[i].kind != TS_PAGE_ARTICLE)
        i++;
    for (int n = 0; n < 20; n++)
        make_page(renderer, script, &renderer->plan->pages.items[i], &out);
    ts_buf_free(&out);
}

/* Each time a script of its own, as a build has one a worker, that has met one page before the clock starts:
 * all is compiled, and what is the same on every page was written. */
static bool measure(const ts_renderer *renderer, ts_site *site, int times, ts_error *error)
{
    double whole = 0, bodies = 0;
    size_t pages = 0, bytes = 0, same = 0, text = 0;
    for (int i = 0; i < times; i++) {
        ts_script *script = ts_script_new(NULL, ts_site_load, site, error);
        if (!script)
            return false;
        meet_page(renderer, script);
        whole += time_pages(renderer, script, &pages, &bytes);
        bodies += time_pages(renderer, NULL, &same, &text);
        ts_script_free(script);
    }
    double page = 1e6 * whole / (double)pages, body = 1e6 * bodies / (double)pages;
    printf("%.1f %.1f %.0f %.0f\n", page - body, body, (double)bytes / (double)pages,
           (double)text / (double)pages);
    return true;
}

int main(int argc, char **argv)
{
    ts_error error = {0};
    ts_arena *arena = ts_arena_new();
    ts_watch watch;
    ts_library library;
    ts_mapped mapped = {0};
    ts_plan plan = {0};
    ts_renderer renderer;
    ts_site *site = argc == 3 ? ts_site_open(argv[1], NULL, &error) : NULL;
    ts_watch_start(&watch, NULL);
    bool ok = site && ts_library_read(arena, site, &library, &error) &&
              ts_plan_start(arena, site, &library, &plan, &error) &&
              ts_map_library(site, &library, NULL, false, 1, &watch, &mapped, &error) &&
              ts_reduce(arena, site, &library, mapped.entries.items, mapped.entries.len, 1, &plan, &renderer,
                        &error);
    if (ok) {
        renderer.lasting = true; /* as in a build */
        ok = measure(&renderer, site, atoi(argv[2]), &error);
    }
    if (!ok)
        fprintf(stderr, "render SITE TIMES %s\n", error.message);
    ts_watch_end(&watch);
    ts_plan_free(&plan);
    ts_mapped_free(&mapped);
    ts_site_close(site);
    ts_arena_free(arena);
    return ok ? 0 : 1;
}
