#include "site/check_parts.h"
#include "base/file.h"
#include "base/pool.h"
#include "rules/site_rules.h"
#include "site/reduce.h"
#include "site/theme.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* --- what was found ---------------------------------------------------------------------------------------
 */

static bool is_new(ts_checker *c, const char *key)
{
    bool known = ts_map_has(c->told, ts_str_of(key));
    ts_map_put(c->told, ts_str_of(key), c);
    return !known;
}

void ts_check_problem(ts_checker *c, const ts_error *error)
{
    const char *key = error->line
                          ? ts_arena_printf(c->arena, "%s:%d:%d", error->source, error->line, error->column)
                          : ts_arena_printf(c->arena, "%s: %s", error->source, error->message);
    if (!is_new(c, key))
        return;
    c->report->problems++;
    c->events->problem(c->events->context, error);
}

void ts_check_problem_at(ts_checker *c, const char *source, const char *format, ...)
{
    char message[2048];
    ts_error error = {0};
    va_list list;
    va_start(list, format);
    vsnprintf(message, sizeof message, format, list);
    va_end(list);
    ts_fail(&error, TS_REFUSED, source, 0, 0, "%s", message);
    ts_check_problem(c, &error);
}

void ts_check_note(ts_checker *c, const char *source, const char *message)
{
    if (!is_new(c, ts_arena_printf(c->arena, "%s: %s", source, message)))
        return;
    c->report->notes++;
    c->events->note(c->events->context, source, message);
}

/* --- pages and the links between them ---------------------------------------------------------------------
 */

typedef struct loading {
    ts_checker *c;
    const ts_site *site;
} loading;

/* ts_site_load, which notes the name of every template. */
static bool load_and_note(void *context, ts_arena *arena, const char *name, ts_str *source, const char **path,
                          ts_error *error)
{
    const loading *l = context;
    ts_map_put(l->c->used, ts_str_of(name), l->c);
    return ts_site_load((void *)l->site, arena, name, source, path, error);
}

ts_script *ts_check_script(ts_checker *c, const ts_site *site, ts_error *error)
{
    loading *l = TS_NEW(c->arena, loading);
    *l = (loading){c, site};
    return ts_script_new(NULL, load_and_note, l, error);
}

/* An address of a link as it stands in the page: relative ones alone lead to files of the site. */
static void follow(ts_checker *c, const ts_map *files, const ts_page *page, const char *template, ts_str link)
{
    size_t head = 0;
    while (head < link.len && !strchr(":/?#", link.ptr[head]))
        head++;
    bool elsewhere = link.len == 0 || link.ptr[0] == '#' || (head < link.len && link.ptr[head] == ':') ||
                     ts_str_starts(link, TS_STR("//"));
    if (elsewhere)
        return;
    ts_arena *arena = ts_arena_new();
    const char *address = ts_arena_copy(arena, link);
    const char *path = ts_path_resolve(arena, ts_path_folder(arena, page->path), address);
    if (!path || (*path && !ts_map_has(files, ts_str_of(path)))) {
        const char *key = ts_arena_printf(c->arena, "link %s", path ? path : address);
        if (is_new(c, key))
            ts_check_problem_at(c, page->path,
                                "A link to \"%s\", which the site does not have (template %s).",
                                path ? path : address, template);
    }
    ts_arena_free(arena);
}

/* The values of href and src: what templates write has them in double quotes, as a text never has. */
static void follow_links(ts_checker *c, const ts_map *files, const ts_page *page, const char *template,
                         ts_str html)
{
    static const ts_str marks[] = {TS_STR(" href=\""), TS_STR(" src=\"")};
    for (size_t m = 0; m < sizeof marks / sizeof *marks; m++)
        for (size_t at = 0; (at = ts_str_find(html, marks[m], at)) != TS_NPOS;) {
            at += marks[m].len;
            size_t end = ts_str_find_char(html, '"', at);
            follow(c, files, page, template, ts_str_sub(html, at, end));
        }
}

static ts_map *files_of(const ts_plan *plan)
{
    ts_map *files = ts_map_new();
    for (size_t i = 0; i < plan->pages.len; i++)
        ts_map_put(files, ts_str_of(plan->pages.items[i].path), files);
    for (size_t i = 0; i < plan->copies.len; i++)
        ts_map_put(files, ts_str_of(plan->copies.items[i].to), files);
    return files;
}

void ts_check_pages(ts_checker *c, const ts_renderer *renderer, ts_script *script, bool links)
{
    ts_map *files = files_of(renderer->plan);
    ts_buf out;
    ts_buf_init(&out, TS_BUF_MAX);
    for (size_t i = 0; i < renderer->plan->pages.len; i++) {
        const ts_page *page = &renderer->plan->pages.items[i];
        const char *template = ts_render_template(page);
        ts_error error = {0};
        ts_buf_clear(&out);
        if (!ts_render_page(renderer, script, page, &out, &error))
            ts_check_problem(c, &error);
        else if (links && template && ts_str_ends(ts_str_of(template), TS_STR(".html")))
            follow_links(c, files, page, template, ts_buf_str(&out));
        c->report->pages += links;
    }
    ts_buf_free(&out);
    ts_map_free(files);
}

/* --- the site itself --------------------------------------------------------------------------------------
 */

static void say_dead_link(void *context, const ts_entry *entry, const char *address)
{
    ts_checker *c = context;
    ts_check_problem_at(c, ts_path_join(c->arena, c->folder, entry->file),
                        "A link to \"%s\", which leads nowhere.", address);
}

static void report_library(ts_checker *c, const ts_library *library, const ts_mapped *mapped)
{
    for (size_t i = 0; i < mapped->errors.len; i++)
        c->events->left_out(c->events->context, mapped->errors.items[i]);
    c->report->left_out = mapped->errors.len;
    c->report->articles = mapped->entries.len;
    for (size_t i = 0; i < library->orphans.len; i++)
        ts_check_note(c, ts_path_join(c->arena, library->folder, library->orphans.items[i]),
                      "This sidecar belongs to no article: there is none of its name beside it.");
}

/* Site rules are read when a page of their site is: a mistake in them might not show before that. */
static bool check_rules(ts_checker *c, const ts_site *site, ts_error *error)
{
    const char *folder = ts_site_rules_folder(site, c->arena);
    ts_found_list files = {0};
    bool ok = !folder || ts_folder_walk(c->arena, folder, &files, error);
    for (size_t i = 0; ok && i < files.len; i++) {
        ts_site_rules rules;
        ts_error wrong = {0};
        const char *path = ts_path_join(c->arena, folder, files.items[i].path);
        if (ts_str_ends(ts_str_of(path), TS_STR(".txt")) &&
            !ts_site_rules_load(c->arena, path, &rules, &wrong))
            ts_check_problem(c, &wrong);
    }
    return ok;
}

/* Reads the articles as a build does, and makes all pages of them. */
static bool check_site(ts_checker *c, const ts_site *site, ts_error *error)
{
    ts_watch watch;
    ts_library library;
    ts_mapped mapped = {0};
    ts_plan plan = {0};
    ts_renderer renderer;
    ts_script *script = ts_check_script(c, site, error);
    int workers = ts_pool_cores();
    ts_watch_start(&watch, NULL);
    bool ok = script && ts_library_read(c->arena, site, &library, error) &&
              ts_plan_start(c->arena, site, &library, &plan, error) &&
              ts_map_library(site, &library, NULL, site->settings.drafts, workers, &watch, &mapped, error);
    if (ok) {
        report_library(c, &library, &mapped);
        ts_check_articles(c, &mapped);
        ok = ts_reduce(c->arena, site, &library, mapped.entries.items, mapped.entries.len, workers, &plan,
                       &renderer, error);
    }
    if (ok) {
        renderer.dead_link = say_dead_link;
        renderer.context = c;
        ts_check_pages(c, &renderer, script, true);
    }
    ts_plan_free(&plan);
    ts_mapped_free(&mapped);
    ts_watch_end(&watch);
    ts_script_free(script);
    return ok;
}

bool ts_check(const char *folder, const ts_check_events *events, ts_check_report *report, ts_error *error)
{
    ts_arena *arena = ts_arena_new();
    ts_checker c = {.folder = folder, .events = events, .report = report, .arena = arena};
    *report = (ts_check_report){0};
    c.told = ts_map_new();
    c.used = ts_map_new();
    ts_site *site = ts_site_open(folder, NULL, error);
    if (site) {
        ts_check_templates(&c, site);
        ts_check_words(&c, site);
        ts_check_samples(&c);
    }
    bool ok = site && check_rules(&c, site, error) && check_site(&c, site, error);
    if (ok)
        ts_check_unused(&c, site);
    ts_site_close(site);
    ts_map_free(c.told);
    ts_map_free(c.used);
    ts_arena_free(arena);
    return ok;
}
