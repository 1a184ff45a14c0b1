#include "site/custom.h"
#include "base/value.h"
#include "site/theme.h"

#include <string.h>

static const char *const page_keys[] = {"data", "description", "path", "template", "title", NULL};

static bool wrong(const ts_site *site, size_t number, ts_error *error, const char *format, const char *what,
                  const char *more)
{
    char message[1000];
    snprintf(message, sizeof message, format, what, more);
    return ts_fail(error, TS_SETTINGS, site->path, 0, 0, "pages: page %zu %s", number, message);
}

/* --- one page ------------------------------------------------------------------------------------------- */

static bool check_keys(const ts_site *site, const ts_value *page, size_t number, ts_error *error)
{
    if (page->kind != TS_MAP)
        return wrong(site, number, error, "must be {path = …, template = …, title = …}, not a %s.%s",
                     ts_kind_word(page->kind), "");
    for (size_t i = 0; i < page->map.len; i++) {
        const ts_pair *pair = &page->map.pairs[i];
        size_t k = 0;
        while (page_keys[k] && !ts_str_is(pair->key, page_keys[k]))
            k++;
        const char *near = page_keys[k] ? NULL : ts_nearest(pair->key, page_keys);
        if (near)
            return wrong(site, number, error, "has a key \"%s\"; did you mean \"%s\"?", pair->key.ptr, near);
        if (!page_keys[k])
            return wrong(site, number, error,
                         "has a key \"%s\", which no page has. What is your own goes into data = {…}.%s",
                         pair->key.ptr, "");
        if (strcmp(page_keys[k], "data") != 0 && pair->value->kind != TS_STRING)
            return wrong(site, number, error, "must have text as its %s, not a %s.", pair->key.ptr,
                         ts_kind_word(pair->value->kind));
    }
    for (const char *const *key = (const char *const[]){"path", "template", "title", NULL}; *key; key++)
        if (!ts_value_get_string(page, *key))
            return wrong(site, number, error, "has no %s.%s", *key, "");
    return true;
}

/* A path inside the site that every computer can have, with the ending of its template. */
static bool check_path(const ts_site *site, const char *path, const char *template, size_t number,
                       ts_error *error)
{
    bool xml = ts_str_ends(ts_str_of(template), TS_STR(".xml"));
    if (!ts_theme_name_safe(template) || (!xml && !ts_str_ends(ts_str_of(template), TS_STR(".html"))))
        return wrong(site, number, error, "has the template \"%s\", which is no name such as %s.", template,
                     "\"pages/about.html\"");
    bool fits = ts_theme_name_safe(path) && !strpbrk(path, "?#*\"<>|") && path[0] != '.';
    for (const unsigned char *p = (const unsigned char *)path; *p; p++)
        fits = fits && *p >= 0x20 && *p != 0x7F;
    for (const char *part = path; *part; part += strcspn(part, "/"), part += *part == '/')
        fits = fits && strcspn(part, "/") <= TS_PATH_PART_MAX;
    if (!fits)
        return wrong(site, number, error, "has the path \"%s\", which is no path inside the site.%s", path,
                     "");
    if (!ts_str_ends(ts_str_of(path), xml ? TS_STR(".xml") : TS_STR(".html")))
        return wrong(site, number, error,
                     "has the path \"%s\", which must end as its template does, or in \"/\".%s", path, "");
    return true;
}

static bool add_page(ts_plan *plan, const ts_site *site, const ts_value *page, size_t number, ts_error *error)
{
    if (!check_keys(site, page, number, error))
        return false;
    const char *path = ts_value_get_string(page, "path"), *template = ts_value_get_string(page, "template");
    if (*path && path[strlen(path) - 1] == '/')
        path = ts_arena_printf(plan->arena, "%sindex.html", path);
    if (!check_path(site, path, template, number, error))
        return false;
    if (!ts_plan_custom(plan, path, page))
        return wrong(site, number, error,
                     "has the path \"%s\", where another page or a file of static/ stands already.%s", path,
                     "");
    return true;
}

/* --- all ------------------------------------------------------------------------------------------------ */

static bool make_collections(ts_arena *arena, const ts_site *site, const ts_index *index, ts_script *script,
                             ts_value *site_view, ts_error *error)
{
    const ts_value *wanted = ts_value_get(site->settings.all, "collections");
    const ts_value *made = wanted;
    if (wanted->map.len) {
        const ts_value *articles = ts_view_summaries(arena, index, NULL, 0, index->len);
        made = ts_script_collections(script, arena, site->source, site->path, wanted, articles, error);
    }
    if (made)
        ts_value_set(arena, site_view, "collections", made);
    return made != NULL;
}

bool ts_custom_make(ts_arena *arena, const ts_site *site, const ts_index *index, ts_plan *plan,
                    ts_value *site_view, ts_error *error)
{
    const ts_value *all = site->settings.all;
    bool pages = ts_value_get_bool(all, "pages", false);
    bool needed = pages || ts_value_get(all, "collections")->map.len;
    ts_script *script = needed ? ts_script_new(NULL, ts_site_load, (void *)site, error) : NULL;
    bool ok = (script || !needed) && make_collections(arena, site, index, script, site_view, error);
    if (ok && pages) {
        const ts_value *list = ts_script_pages(script, arena, site->source, site->path, site_view, error);
        ok = list != NULL;
        for (size_t i = 0; ok && i < list->list.len; i++)
            ok = add_page(plan, site, list->list.items[i], i + 1, error);
    }
    ts_script_free(script);
    return ok;
}
