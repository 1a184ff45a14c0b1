#include "site/index.h"
#include "base/pool.h"
#include "text/url.h"

#include <stdlib.h>
#include <string.h>

/* Articles that a thread of its own is worth. */
#define GROUPED_APART 1000

static void free_map(void *map)
{
    ts_map_free(map);
}

static int newest_first(const void *a, const void *b)
{
    const ts_entry *s = ((const ts_placed *)a)->entry, *t = ((const ts_placed *)b)->entry;
    bool dated = s->date.year > 0, other = t->date.year > 0;
    if (dated != other)
        return dated ? -1 : 1;
    int order = dated ? ts_date_cmp(&t->date, &s->date) : 0;
    return order ? order : strcmp(s->file, t->file);
}

const ts_placed *ts_index_by_url(const ts_index *index, ts_str url)
{
    ts_str key = ts_url_key(url);
    return key.len ? ts_map_get(index->by_url, key) : NULL;
}

const ts_entry *ts_index_withdrawn(const ts_index *index, ts_str name)
{
    return name.len ? ts_map_get(index->withdrawn, name) : NULL;
}

static void add_url(ts_index *index, const char *url, ts_placed *article)
{
    ts_str key = url ? ts_url_key(ts_str_of(url)) : (ts_str){0};
    if (key.len && !ts_map_has(index->by_url, key))
        ts_map_put(index->by_url, key, article);
}

static void add_withdrawn(ts_index *index, ts_entry *entry)
{
    const char *const addresses[] = {entry->url, entry->canonical};
    ts_map_put(index->withdrawn, ts_str_of(entry->file), entry);
    for (int i = 0; i < 2; i++) {
        ts_str key = addresses[i] ? ts_url_key(ts_str_of(addresses[i])) : (ts_str){0};
        if (key.len && !ts_map_has(index->withdrawn, key))
            ts_map_put(index->withdrawn, key, entry);
    }
}

/* Addresses the pages were captured at come before those they call their own: those may be another's. */
static void add_addresses(ts_index *index)
{
    for (size_t i = 0; i < index->len; i++) {
        ts_map_put(index->by_file, ts_str_of(index->articles[i].entry->file), &index->articles[i]);
        add_url(index, index->articles[i].entry->url, &index->articles[i]);
    }
    for (size_t i = 0; i < index->len; i++)
        add_url(index, index->articles[i].entry->canonical, &index->articles[i]);
    for (size_t i = 0; i < index->gone.len; i++)
        add_withdrawn(index, index->gone.items[i]);
}

/* Entries come in the order of their files, so a path's number does not hang on dates. */
static void place_articles(ts_index *index, ts_entry *const *entries, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        ts_entry *entry = entries[i];
        entry->path = ts_paths_take(index->paths, index->arena, entry->wish);
        if (entry->takedown.status >= TS_STANDING_WITHDRAWN)
            ts_vec_push_in(index->arena, &index->gone, entry);
        else
            index->articles[index->len++].entry = entry;
        for (size_t m = 0; m < entry->asked.len; m++)
            if (entry->asked.items[m].medium)
                entry->asked.items[m].medium->used = true;
    }
}

typedef struct grouping {
    ts_index *index;
    const ts_site *site;
} grouping;

/* Terms and reprints hang on nothing but the articles in their order. */
static void group(void *context, size_t i, int worker)
{
    grouping *g = context;
    if (i == 0)
        ts_terms_make(g->index, g->site);
    else
        ts_reprints_compare(g->index);
}

ts_index *ts_index_make(ts_arena *arena, const ts_site *site, ts_entry *const *entries, size_t len,
                        int workers, ts_paths *paths)
{
    ts_index *index = TS_NEW(arena, ts_index);
    index->arena = arena;
    index->paths = paths;
    index->by_file = ts_map_new();
    index->by_url = ts_map_new();
    index->withdrawn = ts_map_new();
    ts_arena_defer(arena, free_map, index->by_file);
    ts_arena_defer(arena, free_map, index->by_url);
    ts_arena_defer(arena, free_map, index->withdrawn);
    index->articles = ts_arena_alloc(arena, sizeof *index->articles * (len + 1));
    place_articles(index, entries, len);
    if (index->len)
        qsort(index->articles, index->len, sizeof *index->articles, newest_first);
    while (index->dated < index->len && index->articles[index->dated].entry->date.year > 0)
        index->dated++;
    add_addresses(index);
    ts_reprints_start(index);
    ts_pool_run(workers > 1 && index->len >= GROUPED_APART ? 2 : 1, 2, group, &(grouping){index, site});
    ts_reprints_finish(index);
    return index;
}
