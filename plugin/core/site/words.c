/* The words of the interface, merged from the layers' i18n files. */
#include "base/file.h"
#include "site/theme.h"
#include "text/yaml.h"

#include <string.h>

/* Subtags of a language tag that are looked at. */
#define TAGS_MAX 4

/* `over` put on top of `under`, map by map; neither is changed. Words nest one level (months of a language,
 * forms of a number), so the depth is the files' own, at most TS_YAML_DEPTH. */
static const ts_value *merge(ts_arena *arena, const ts_value *under, const ts_value *over, int depth)
{
    if (!under || under->kind != TS_MAP || over->kind != TS_MAP || depth == TS_YAML_DEPTH)
        return over;
    ts_value *both = ts_value_map(arena, NULL);
    for (size_t i = 0; i < under->map.len; i++)
        ts_value_set(arena, both, ts_arena_copy(arena, under->map.pairs[i].key), under->map.pairs[i].value);
    for (size_t i = 0; i < over->map.len; i++) {
        char *key = ts_arena_copy(arena, over->map.pairs[i].key);
        ts_value_set(arena, both, key,
                     merge(arena, ts_value_get(under, key), over->map.pairs[i].value, depth + 1));
    }
    return both;
}

/* One file's words on top of those there are. */
static bool add_file(ts_site *site, const ts_layer *layer, const char *name, ts_error *error)
{
    ts_str bytes;
    const char *path = NULL;
    if (!ts_layer_find(layer, site->arena, name, &bytes, &path, error))
        return error->status == TS_OK;
    const ts_value *words = ts_yaml_read(site->arena, bytes, path, 1, error);
    if (!words)
        return false;
    if (words->kind != TS_MAP)
        return ts_fail(error, TS_SETTINGS, path, 0, 0, "The words of a language are a map, not a %s.",
                       ts_kind_word(words->kind));
    site->i18n = merge(site->arena, site->i18n, words, 0);
    return true;
}

/* "zh-Hant-TW" gives en, zh, zh-Hant, zh-Hant-TW: each goes over the one before. */
static int tags_of(ts_arena *arena, const char *language, const char *tags[TAGS_MAX + 1])
{
    int n = 0;
    tags[n++] = "en";
    for (const char *p = language; n <= TAGS_MAX; p++) {
        p += strcspn(p, "-");
        char *tag = ts_arena_copy(arena, (ts_str){language, (size_t)(p - language)});
        if (strcmp(tag, "en") != 0)
            tags[n++] = tag;
        if (*p == '\0')
            break;
    }
    return n;
}

/* The words of these languages, each over the one before. */
static bool read_words(ts_site *site, const char *const *tags, int n, ts_error *error)
{
    const ts_layer own = {site->folder, false};
    site->i18n = ts_value_map(site->arena, NULL);
    for (int t = 0; t < n; t++) {
        char *name = ts_arena_printf(site->arena, "i18n/%s.yaml", tags[t]);
        for (size_t i = site->layers.len; i > 0; i--)
            if (!add_file(site, &site->layers.items[i - 1], name, error))
                return false;
        if (!add_file(site, &own, name, error))
            return false;
    }
    return true;
}

bool ts_words_read(ts_site *site, ts_error *error)
{
    const char *tags[TAGS_MAX + 1];
    int n = tags_of(site->arena, site->settings.language, tags);
    return read_words(site, tags, n, error);
}

/* --- words that a language lacks ---------------------------------------------------------------------------
 */

/* Notes the keys of `all` that `own` has not; one level deeper too, but for the forms of a number, of which
 * each language has its own. */
static void list_missing(ts_arena *arena, const ts_value *all, const ts_value *own, const char *head,
                         ts_texts *missing)
{
    for (size_t i = 0; i < all->map.len; i++) {
        const ts_pair *pair = &all->map.pairs[i];
        const ts_value *has = ts_value_find(own, pair->key);
        const char *key = ts_arena_printf(arena, "%s%.*s", head, (int)pair->key.len, pair->key.ptr);
        bool deeper = !*head && pair->value->kind == TS_MAP && !ts_value_get(pair->value, "other");
        if (!has)
            ts_vec_push_in(arena, missing, key);
        else if (deeper && has->kind == TS_MAP)
            list_missing(arena, pair->value, has, ts_arena_printf(arena, "%s.", key), missing);
    }
}

bool ts_words_missing(const ts_site *site, ts_arena *arena, ts_texts *missing, ts_error *error)
{
    const char *tags[TAGS_MAX + 1];
    int n = tags_of(arena, site->settings.language, tags);
    ts_site english = *site, own = *site;
    english.arena = own.arena = arena;
    bool ok = read_words(&english, tags, 1, error) && read_words(&own, tags + 1, n - 1, error);
    if (ok && n > 1)
        list_missing(arena, english.i18n, own.i18n, "", missing);
    return ok;
}
