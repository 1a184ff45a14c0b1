/* Templates, by themselves and with sample articles; overrides that nothing uses; words of the interface. */
#include "base/baked.h"
#include "base/file.h"
#include "base/value.h"
#include "markdown/convert.h"
#include "site/check_parts.h"
#include "site/reduce.h"
#include "site/theme.h"

#include <string.h>

/* Where the samples are; base_url of a site that has none, so that its sitemap is made as well. */
#define SAMPLES "skeleton/samples/"
#define SAMPLE_BASE_URL "https://sample.example/"

/* --- every template by itself -----------------------------------------------------------------------------
 */

static void compile(ts_checker *c, ts_script *script, const char *name)
{
    ts_error error = {0};
    c->report->templates++;
    if (!ts_script_compile(script, name, &error))
        ts_check_problem(c, &error);
}

/* Compiles what pages are made from, which takes their layouts and partials along, and notes those as used;
 * then all other templates of the theme, each as if it stood in text. */
void ts_check_templates(ts_checker *c, const ts_site *site)
{
    static const char *const heads[] = {"pages/", "layouts/", "partials/", NULL};
    ts_error error = {0};
    ts_texts names = {0};
    ts_script *noting = ts_check_script(c, site, &error), *plain = NULL;
    ts_map *roots = ts_map_new();
    for (int kind = 0; noting && kind < TS_PAGE_KINDS; kind++)
        for (int by = 0; by < TS_TAXONOMIES; by++) {
            const ts_page page = {.kind = (ts_page_kind)kind, .by = (ts_by)by};
            const char *name = ts_render_template(&page);
            if (!name || ts_map_has(roots, ts_str_of(name)))
                continue;
            ts_map_put(roots, ts_str_of(name), c);
            compile(c, noting, name);
        }
    plain = ts_script_new(NULL, ts_site_load, (void *)site, &error);
    for (int i = 0; heads[i] && error.status == TS_OK; i++)
        ts_theme_list(site, c->arena, heads[i], &names, &error);
    for (size_t i = 0; plain && i < names.len; i++)
        if (!ts_map_has(c->used, ts_str_of(names.items[i])))
            compile(c, plain, names.items[i]);
        else if (!ts_map_has(roots, ts_str_of(names.items[i])))
            c->report->templates++;
    if (error.status != TS_OK)
        ts_check_problem(c, &error);
    ts_map_free(roots);
    ts_script_free(noting);
    ts_script_free(plain);
}

/* --- words of the interface
 * --------------------------------------------------------------------------------- */

void ts_check_words(ts_checker *c, const ts_site *site)
{
    ts_error error = {0};
    ts_texts missing = {0};
    const char *file = ts_arena_printf(c->arena, "i18n/%s.yaml", site->settings.language);
    file = ts_path_join(c->arena, site->folder, file);
    if (!ts_words_missing(site, c->arena, &missing, &error))
        ts_check_problem(c, &error);
    for (size_t i = 0; i < missing.len; i++)
        ts_check_problem_at(c, file, "No word for \"%s\": the English one stands in its place.",
                            missing.items[i]);
}

/* --- samples ----------------------------------------------------------------------------------------------
 */

/* The entries of the baked samples; `library` gets the picture they show. */
static size_t read_samples(ts_arena *arena, const ts_site *site, ts_library *library, ts_entry **entries,
                           size_t most, ts_error *error)
{
    static ts_medium picture = {"sample.png", "media/sample.png", true};
    const ts_convert_options options = {0};
    const char *name = NULL;
    size_t n = 0;
    ts_map_put(library->media_by_path, ts_str_of(picture.path), &picture);
    for (size_t i = ts_baked_first(SAMPLES); n < most && ts_baked_at(i, SAMPLES, &name); i++) {
        ts_str bytes;
        ts_source source = {.path = name + strlen(SAMPLES)};
        ts_article *article =
            ts_baked_find(name, &bytes) ? ts_convert_bytes(bytes, source.path, &options, error) : NULL;
        if (article)
            entries[n] = ts_entry_make(arena, site, library, &source, article, error);
        n += entries[n] != NULL;
        ts_article_free(article);
    }
    return n;
}

/* Every page of a site that has the samples, or (`most` 0) no article at all. */
static bool render_samples(ts_checker *c, const ts_site *site, size_t most, ts_error *error)
{
    ts_arena *arena = ts_arena_new();
    ts_library library = {.media_by_path = ts_map_new(), .source_paths = ts_map_new()};
    ts_entry *entries[8] = {0};
    ts_plan plan = {0};
    ts_renderer renderer;
    ts_script *script = ts_check_script(c, site, error);
    size_t n = read_samples(arena, site, &library, entries, most, error);
    bool ok = script && error->status == TS_OK && ts_plan_start(arena, site, &library, &plan, error);
    ok = ok && ts_reduce(arena, site, &library, entries, n, 1, &plan, &renderer, error);
    if (ok)
        ts_check_pages(c, &renderer, script, false);
    ts_plan_free(&plan);
    ts_script_free(script);
    ts_map_free(library.media_by_path);
    ts_map_free(library.source_paths);
    ts_arena_free(arena);
    return ok;
}

/* With base_url and without, with one article a list page so that there are several, and with no article. */
void ts_check_samples(ts_checker *c)
{
    static const char *const base_urls[] = {NULL, SAMPLE_BASE_URL};
    for (int i = 0; i < 2; i++) {
        ts_error error = {0};
        ts_site *site = ts_site_open(c->folder, base_urls[i], &error);
        bool ok = site != NULL;
        if (ok)
            site->settings.paginate = 1;
        ok = ok && render_samples(c, site, 8, &error) && render_samples(c, site, 0, &error);
        if (!ok)
            ts_check_problem(c, &error);
        ts_site_close(site);
    }
}

/* --- overrides --------------------------------------------------------------------------------------------
 */

/* The nearest name of a template that the file may have been meant to override, without its folder. */
static const char *near_name(ts_checker *c, const ts_site *site, const char *name)
{
    static const char *const heads[] = {"pages/", "partials/", "layouts/"};
    ts_texts names = {0};
    ts_error error = {0};
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
        if (!ts_theme_list(site, c->arena, heads[i], &names, &error))
            return NULL;
    const char **others = ts_arena_alloc(c->arena, sizeof *others * (names.len + 1));
    size_t n = 0;
    for (size_t i = 0; i < names.len; i++)
        if (strcmp(names.items[i], name) != 0)
            others[n++] = ts_path_name(names.items[i]);
    return ts_nearest(ts_str_of(ts_path_name(name)), others);
}

static void check_file(ts_checker *c, const ts_site *site, size_t layer, const char *name)
{
    ts_str bytes;
    ts_error error = {0};
    const char *path = NULL, *own = ts_path_join(c->arena, site->layers.items[layer].base, name);
    bool copied = strncmp(name, "assets/", 7) == 0 || strncmp(name, "i18n/", 5) == 0;
    if (copied || strcmp(name, "theme.lua") == 0 || ts_map_has(c->used, ts_str_of(name)))
        return;
    for (size_t below = layer + 1; below < site->layers.len; below++)
        if (ts_layer_find(&site->layers.items[below], c->arena, name, &bytes, &path, &error)) {
            ts_check_problem_at(c, own, "It overrides %s, which nothing uses any more.", path);
            return;
        }
    const char *near = near_name(c, site, name);
    ts_check_problem_at(c, own, "It overrides nothing, and no page uses it%s%s%s",
                        near ? ": did you mean " : ".", near ? near : "", near ? "?" : "");
}

void ts_check_unused(ts_checker *c, const ts_site *site)
{
    for (size_t i = 0; i < site->layers.len; i++) {
        ts_error error = {0};
        ts_found_list files = {0};
        if (site->layers.items[i].baked)
            continue;
        if (!ts_folder_walk(c->arena, site->layers.items[i].base, &files, &error))
            ts_check_problem(c, &error);
        for (size_t f = 0; f < files.len; f++)
            check_file(c, site, i, files.items[f].path);
    }
}
