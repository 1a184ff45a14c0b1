/* Reprints: articles that are one text, found without comparing each with each. */
#include "base/digest.h"
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
/* What articles that are not looked at have as a key. */
#define NO_KEY 0

/* What each article is compared by, one list a band and one for title, source and day: rank after rank, so
 * that a walk over one list stays in near memory. */
struct ts_reprint_keys {
    uint64_t *of[BANDS + 1];
    uint32_t *parents; /* sets, as they are joined: who stands for whom */
};

/* The articles met so far that have one key. */
typedef struct met {
    uint64_t key;
    uint32_t first, last;
} met;

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

static double likeness(const ts_index *index, uint32_t a, uint32_t b)
{
    return ts_sketch_likeness(&index->articles[a].entry->sketch, &index->articles[b].entry->sketch);
}

/* --- keys ----------------------------------------------------------------------------------------------- */

static uint64_t band_key(const ts_sketch *sketch, int band)
{
    uint64_t hash = 14695981039346656037u;
    for (int row = 0; row < ROWS; row++)
        hash = (hash ^ sketch->least[band * ROWS + row]) * 1099511628211u;
    return sketch->grams ? hash | 1 : NO_KEY;
}

static uint64_t named_key(const ts_entry *entry, ts_buf *text)
{
    if (!entry->source.name || entry->date.year <= 0)
        return NO_KEY;
    ts_buf_clear(text);
    ts_fold(text, ts_str_of(entry->title));
    ts_buf_putc(text, '\x1f');
    ts_fold(text, ts_str_of(entry->source.name));
    ts_buf_printf(text, "\x1f%d-%d-%d", entry->date.year, entry->date.month, entry->date.day);
    return ts_hash64(ts_buf_str(text)) | 1;
}

static void make_keys(ts_index *index, size_t from, size_t to)
{
    ts_buf text;
    ts_buf_init(&text, 1 << 20);
    for (size_t rank = from; rank < to; rank++) {
        const ts_entry *entry = index->articles[rank].entry;
        for (int band = 0; band < BANDS; band++)
            index->keys->of[band][rank] = band_key(&entry->sketch, band);
        index->keys->of[BANDS][rank] = named_key(entry, &text);
    }
    ts_buf_free(&text);
}

/* --- sets ----------------------------------------------------------------------------------------------- */

static bool are_alike(const ts_index *index, uint32_t a, uint32_t b)
{
    return likeness(index, a, b) >= LIKENESS;
}

/* Articles of one title, source and day are one, unless their texts say that they are two (a daily column).
 */
static bool are_one(const ts_index *index, uint32_t a, uint32_t b)
{
    bool told = index->articles[a].entry->sketch.grams && index->articles[b].entry->sketch.grams;
    return !told || likeness(index, a, b) >= LIKENESS_NAMED;
}

/* Joins what agrees in one key: each with the one before it or the first of its kind, so that a long run
 * costs no more than its length. `table` has room for `size` keys, a power of two and more than there are. */
static void join_list(const ts_index *index, uint32_t *parents, int list, met *table, size_t size)
{
    bool (*same)(const ts_index *, uint32_t, uint32_t) = list < BANDS ? are_alike : are_one;
    const uint64_t *keys = index->keys->of[list];
    memset(table, 0, sizeof *table * size);
    for (uint32_t rank = 0; rank < index->len; rank++) {
        if (keys[rank] == NO_KEY)
            continue;
        size_t at = (keys[rank] >> 20) & (size - 1);
        while (table[at].key != NO_KEY && table[at].key != keys[rank])
            at = (at + 1) & (size - 1);
        met *m = &table[at];
        if (m->key == NO_KEY) {
            *m = (met){keys[rank], rank, rank};
            continue;
        }
        if (list < BANDS && same(index, rank, m->last))
            join(parents, rank, m->last);
        else if (same(index, rank, m->first))
            join(parents, rank, m->first);
        m->last = rank;
    }
}

static void join_all(const ts_index *index)
{
    uint32_t *parents = index->keys->parents;
    size_t size = 16;
    for (size_t i = 0; i < index->len; i++)
        parents[i] = (uint32_t)i;
    while (size < index->len * 2)
        size *= 2;
    met *table = ts_malloc(sizeof *table * size);
    for (int list = 0; list <= BANDS; list++)
        join_list(index, parents, list, table, size);
    free(table);
}

void ts_reprints_finish(ts_index *index)
{
    uint32_t *parents = index->keys->parents;
    ts_ranks **sets = ts_malloc(sizeof *sets * (index->len + 1));
    for (size_t i = 0; i < index->len; i++) {
        sets[i] = NULL;
        index->articles[i].same = NULL;
    }
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
}

void ts_reprints_start(ts_index *index)
{
    index->keys = TS_NEW(index->arena, struct ts_reprint_keys);
    for (int list = 0; list <= BANDS; list++)
        index->keys->of[list] = ts_arena_alloc(index->arena, sizeof(uint64_t) * (index->len + 1));
    index->keys->parents = ts_arena_alloc(index->arena, sizeof(uint32_t) * (index->len + 1));
}

void ts_reprints_compare(ts_index *index)
{
    make_keys(index, 0, index->len);
    join_all(index);
}

/* Whether another article has one of this one's keys: else it is in no set, and changes none. */
static bool is_met(const ts_index *index, size_t rank)
{
    for (int list = 0; list <= BANDS; list++) {
        const uint64_t *keys = index->keys->of[list], own = keys[rank];
        size_t same = 0;
        for (size_t i = 0; i < index->len && own != NO_KEY; i++)
            same += keys[i] == own;
        if (same > 1)
            return true;
    }
    return false;
}

void ts_reprints_update(ts_index *index, size_t rank)
{
    bool before = is_met(index, rank);
    make_keys(index, rank, rank + 1);
    if (before || is_met(index, rank)) {
        join_all(index);
        ts_reprints_finish(index);
    }
}
