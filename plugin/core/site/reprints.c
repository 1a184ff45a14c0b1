/* Reprints: articles that are one text, found without comparing each with each. */
#include "base/map.h"
#include "site/index.h"
#include "text/width.h"

#include <stdlib.h>
#include <string.h>

/* Sketches are cut into bands; texts that agree in one whole band are compared. With 16 bands of 4, texts of
 * which half is the same meet with 64 %, of which 70 % is, with 99 %. */
#define BANDS 16
#define ROWS (TS_SKETCH_LEN / BANDS)
/* The least likeness of two prints of one text. */
#define LIKENESS 0.55
/* The same where title, source and day agree already. */
#define LIKENESS_NAMED 0.2

typedef struct band_key {
    uint64_t hash;
    uint32_t rank;
} band_key;

/* The first of a set stands for it; parents have smaller ranks. */
static uint32_t find_root(uint32_t *parents, uint32_t rank)
{
    while (parents[rank] != rank) {
        parents[rank] = parents[parents[rank]];
        rank = parents[rank];
    }
    return rank;
}

static void join(uint32_t *parents, uint32_t a, uint32_t b)
{
    uint32_t s = find_root(parents, a), t = find_root(parents, b);
    if (s < t)
        parents[t] = s;
    else
        parents[s] = t;
}

static int by_hash(const void *a, const void *b)
{
    const band_key *s = a, *t = b;
    if (s->hash != t->hash)
        return s->hash < t->hash ? -1 : 1;
    return s->rank < t->rank ? -1 : s->rank > t->rank;
}

static double likeness(const ts_index *index, uint32_t a, uint32_t b)
{
    return ts_sketch_likeness(&index->articles[a].entry->sketch, &index->articles[b].entry->sketch);
}

/* Joins what agrees in one band: each with the one before it and the first of its run, so that a long run
 * costs no more than its length. */
static void join_band(const ts_index *index, uint32_t *parents, band_key *keys, size_t len)
{
    size_t first = 0;
    if (len)
        qsort(keys, len, sizeof *keys, by_hash);
    for (size_t i = 1; i < len; i++) {
        if (keys[i].hash != keys[first].hash) {
            first = i;
            continue;
        }
        if (likeness(index, keys[i].rank, keys[i - 1].rank) >= LIKENESS)
            join(parents, keys[i].rank, keys[i - 1].rank);
        else if (likeness(index, keys[i].rank, keys[first].rank) >= LIKENESS)
            join(parents, keys[i].rank, keys[first].rank);
    }
}

static void join_alike(const ts_index *index, uint32_t *parents)
{
    band_key *keys = ts_malloc(sizeof *keys * (index->len + 1));
    for (int band = 0; band < BANDS; band++) {
        size_t n = 0;
        for (size_t i = 0; i < index->len; i++) {
            const ts_sketch *sketch = &index->articles[i].entry->sketch;
            uint64_t hash = 14695981039346656037u;
            for (int row = 0; row < ROWS; row++)
                hash = (hash ^ sketch->least[band * ROWS + row]) * 1099511628211u;
            if (sketch->grams)
                keys[n++] = (band_key){hash, (uint32_t)i};
        }
        join_band(index, parents, keys, n);
    }
    free(keys);
}

/* Joins articles of one title, source and day, unless their texts say that they are two (a daily column). */
static void join_named(const ts_index *index, uint32_t *parents)
{
    ts_map *seen = ts_map_new();
    ts_buf key;
    ts_buf_init(&key, 1 << 20);
    for (size_t i = 0; i < index->len; i++) {
        const ts_entry *entry = index->articles[i].entry;
        if (!entry->source.name || entry->date.year <= 0)
            continue;
        ts_buf_clear(&key);
        ts_fold(&key, ts_str_of(entry->title));
        ts_buf_putc(&key, '\x1f');
        ts_fold(&key, ts_str_of(entry->source.name));
        ts_buf_printf(&key, "\x1f%d-%d-%d", entry->date.year, entry->date.month, entry->date.day);
        uintptr_t first = (uintptr_t)ts_map_get(seen, ts_buf_str(&key)); /* its rank + 1 */
        if (first == 0) {
            ts_map_put(seen, ts_buf_str(&key), (void *)(uintptr_t)(i + 1));
            continue;
        }
        const ts_entry *other = index->articles[first - 1].entry;
        bool told = entry->sketch.grams && other->sketch.grams;
        if (!told || likeness(index, (uint32_t)i, (uint32_t)(first - 1)) >= LIKENESS_NAMED)
            join(parents, (uint32_t)i, (uint32_t)(first - 1));
    }
    ts_buf_free(&key);
    ts_map_free(seen);
}

void ts_reprints_find(ts_index *index)
{
    uint32_t *parents = ts_malloc(sizeof *parents * (index->len + 1));
    for (size_t i = 0; i < index->len; i++)
        parents[i] = (uint32_t)i;
    join_alike(index, parents);
    join_named(index, parents);
    ts_ranks **sets = ts_malloc(sizeof *sets * (index->len + 1));
    memset(sets, 0, sizeof *sets * (index->len + 1));
    for (size_t i = 0; i < index->len; i++) {
        uint32_t root = find_root(parents, (uint32_t)i);
        if (root == i)
            continue;
        if (!sets[root]) {
            sets[root] = TS_NEW(index->arena, ts_ranks);
            ts_vec_push_in(index->arena, sets[root], root);
            index->articles[root].same = sets[root];
        }
        ts_vec_push_in(index->arena, sets[root], (uint32_t)i);
        index->articles[i].same = sets[root];
    }
    free(sets);
    free(parents);
}
