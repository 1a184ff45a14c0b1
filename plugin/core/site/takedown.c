#include "site/takedown.h"
#include "base/file.h"
#include "site/entry.h"
#include "site/views.h"
#include "text/url.h"

#include <string.h>

/* Bytes that takedowns.lua may have. */
#define TAKEDOWNS_MAX ((size_t)4 << 20)

static const char *const names[] = {"live", "noindex", "withdrawn", "purged", NULL};
/* What other programs call an article that is shown. */
static const char *const shown[] = {"publish", "published", "hidden", NULL};
static const char *const keys[] = {"status", "reason", "date", NULL};

const char *ts_standing_name(ts_standing status)
{
    return names[status];
}

static int place_in(const char *const *words, ts_str word)
{
    for (int i = 0; words[i]; i++)
        if (ts_str_is(word, words[i]))
            return i;
    return -1;
}

static bool set(ts_takedown *to, const char *status, const char *date, const char *source, ts_error *error)
{
    ts_date parsed;
    int at = place_in(names, ts_str_of(status));
    if (at < 0 && place_in(shown, ts_str_of(status)) < 0)
        return ts_fail(error, TS_SETTINGS, source, 0, 0,
                       "The status \"%s\" is none of live, noindex, withdrawn and purged.", status);
    if (date && !ts_date_iso(ts_str_of(date), &parsed))
        return ts_fail(error, TS_SETTINGS, source, 0, 0, "\"%s\" is no date such as 2026-03-12.", date);
    to->status = at < 0 ? TS_STANDING_LIVE : (ts_standing)at;
    to->date = date;
    return true;
}

bool ts_takedown_own(ts_arena *arena, const ts_value *extra, const char *source, ts_takedown *takedown,
                     ts_error *error)
{
    const char *status = ts_value_get_string(extra, "status");
    *takedown = (ts_takedown){0};
    takedown->reason = ts_arena_strdup(arena, ts_value_get_string(extra, "status_reason"));
    return !status || set(takedown, status, ts_arena_strdup(arena, ts_value_get_string(extra, "status_date")),
                          source, error);
}

/* --- takedowns.lua -------------------------------------------------------------------------------------- */

/* What an article is known by: an address without what does not tell it from others, or a path. */
static ts_str key_of(ts_str name)
{
    return ts_url_is_absolute(name) ? ts_url_key(name) : name;
}

static bool check_keys(const ts_value *item, const char *path, const char *article, ts_error *error)
{
    if (item->kind != TS_MAP && !(item->kind == TS_LIST && item->list.len == 0))
        return ts_fail(error, TS_SETTINGS, path, 0, 0, "[\"%s\"] must be {reason = …, date = …}, not a %s.",
                       article, ts_kind_word(item->kind));
    for (size_t i = 0; item->kind == TS_MAP && i < item->map.len; i++) {
        ts_str key = item->map.pairs[i].key;
        if (place_in(keys, key) < 0)
            return ts_fail(error, TS_SETTINGS, path, 0, 0,
                           "[\"%s\"] has a key \"%s\", which is none of status, reason and date.", article,
                           key.ptr);
        if (item->map.pairs[i].value->kind != TS_STRING)
            return ts_fail(error, TS_SETTINGS, path, 0, 0, "[\"%s\"]: %s must be a text.", article, key.ptr);
    }
    return true;
}

static bool add(ts_site *site, ts_str article, const ts_value *item, const char *path, ts_error *error)
{
    if (!check_keys(item, path, article.ptr, error))
        return false;
    const char *status = ts_value_get_string(item, "status");
    ts_str key = key_of(article);
    if (!key.len)
        return ts_fail(error, TS_SETTINGS, path, 0, 0,
                       "[\"%s\"] is the address of a site, not of an article.", article.ptr);
    ts_takedown *takedown = TS_NEW(site->arena, ts_takedown);
    takedown->reason = ts_value_get_string(item, "reason");
    ts_map_put(site->takedowns, key, takedown);
    return set(takedown, status ? status : "withdrawn", ts_value_get_string(item, "date"), path, error);
}

static void free_map(void *map)
{
    ts_map_free(map);
}

bool ts_takedowns_read(ts_site *site, ts_script *script, ts_error *error)
{
    const char *path = ts_path_join(site->arena, site->folder, TS_TAKEDOWNS);
    ts_str source;
    site->takedowns = ts_map_new();
    ts_arena_defer(site->arena, free_map, site->takedowns);
    if (!ts_is_file(path))
        return true;
    if (!ts_file_read(site->arena, path, TAKEDOWNS_MAX, &source, error))
        return false;
    const ts_value *table = ts_script_table(script, site->arena, source, path, NULL, error);
    bool ok = table != NULL;
    for (size_t i = 0; ok && table->kind == TS_MAP && i < table->map.len; i++)
        ok = add(site, table->map.pairs[i].key, table->map.pairs[i].value, path, error);
    return ok;
}

/* --- over the articles ---------------------------------------------------------------------------------- */

/* What takedowns.lua has under that name, laid over what the article says itself where it says more; NULL:
 * nothing. */
static ts_takedown *lay_over(const ts_site *site, ts_takedown *own, const char *name)
{
    ts_str key = name ? key_of(ts_str_of(name)) : (ts_str){0};
    ts_takedown *takedown = key.len ? ts_map_get(site->takedowns, key) : NULL;
    if (takedown && takedown->status > own->status)
        *own = *takedown;
    return takedown;
}

bool ts_takedown_of(const ts_site *site, const ts_article *article, ts_takedown *takedown, ts_error *error)
{
    if (!ts_takedown_own(article->arena, article->extra, article->file, takedown, error))
        return false;
    lay_over(site, takedown, article->file);
    lay_over(site, takedown, article->url);
    lay_over(site, takedown, article->fields.canonical_url);
    return true;
}

static void find(ts_arena *arena, const ts_site *site, ts_entry *entry)
{
    const char *const known_by[] = {entry->file, entry->wish, entry->url, entry->canonical,
                                    ts_view_url(arena, site, entry->wish)};
    for (size_t i = 0; i < sizeof known_by / sizeof *known_by; i++) {
        ts_takedown *takedown = lay_over(site, &entry->takedown, known_by[i]);
        if (takedown)
            takedown->found = true;
    }
}

/* What is left of an article that goes. By its addresses links find its tombstone; they are not printed. */
static void strip(ts_arena *arena, ts_entry *entry)
{
    static const char *const facts[] = {"title",    "date",      "source", "publisher",
                                        "language", "direction", NULL};
    ts_value *left = ts_value_map(arena, &ts_article_type);
    bool purged = entry->takedown.status == TS_STANDING_PURGED;
    for (int i = 0; facts[i] && !purged; i++) {
        const ts_value *value = ts_value_get(entry->facts, facts[i]);
        if (value)
            ts_value_set(arena, left, facts[i], value);
    }
    *entry = (ts_entry){.file = entry->file,
                        .title = purged ? "" : entry->title,
                        .slug = entry->slug,
                        .wish = entry->wish,
                        .url = entry->url,
                        .canonical = entry->canonical,
                        .language = purged ? NULL : entry->language,
                        .takedown = entry->takedown,
                        .facts = left,
                        .record = left};
}

void ts_takedowns_apply(ts_arena *arena, const ts_site *site, ts_entry *const *entries, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        if (ts_map_len(site->takedowns))
            find(arena, site, entries[i]);
        if (entries[i]->takedown.status >= TS_STANDING_WITHDRAWN)
            strip(arena, entries[i]);
    }
}
