/* Related articles: those that share terms, the rarer the better, and stand near in time. */
#include "site/index.h"

#include <stdlib.h>

/* Neighbours of an article that are looked at in each of its terms: half before it, half behind it. */
#define NEIGHBOURS 24
/* Tags of one article that count. */
#define TAGS_MAX 16
#define CANDIDATES_MAX ((TAGS_MAX + 2) * NEIGHBOURS)

typedef struct candidate {
    uint32_t rank;
    uint32_t score;
    uint32_t distance;
} candidate;

typedef struct candidates {
    candidate items[CANDIDATES_MAX];
    size_t len;
} candidates;

static uint32_t binary_log(size_t n)
{
    uint32_t log = 0;
    while (n >>= 1)
        log++;
    return log;
}

/* The place of a rank in a term's articles, which are in rising order. */
static size_t place_in(const ts_term *term, uint32_t rank)
{
    size_t low = 0, high = term->articles.len;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (term->articles.items[middle] < rank)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void add_neighbours(candidates *found, const ts_term *term, uint32_t rank, uint32_t weight)
{
    if (!term)
        return;
    size_t at = place_in(term, rank), half = NEIGHBOURS / 2;
    size_t from = at > half ? at - half : 0;
    uint32_t score = weight / (2 + binary_log(term->articles.len));
    for (size_t i = from; i < term->articles.len && i <= at + half && found->len < CANDIDATES_MAX; i++) {
        uint32_t other = term->articles.items[i];
        if (other != rank)
            found->items[found->len++] =
                (candidate){other, score, other > rank ? other - rank : rank - other};
    }
}

static int by_rank(const void *a, const void *b)
{
    const candidate *s = a, *t = b;
    return s->rank < t->rank ? -1 : s->rank > t->rank;
}

static int by_score(const void *a, const void *b)
{
    const candidate *s = a, *t = b;
    if (s->score != t->score)
        return s->score > t->score ? -1 : 1;
    if (s->distance != t->distance)
        return s->distance < t->distance ? -1 : 1;
    return by_rank(a, b);
}

/* Adds up the scores of each candidate and puts the best first. */
static void settle(candidates *found)
{
    size_t kept = 0;
    if (found->len == 0)
        return;
    qsort(found->items, found->len, sizeof *found->items, by_rank);
    for (size_t i = 0; i < found->len; i++)
        if (kept && found->items[kept - 1].rank == found->items[i].rank)
            found->items[kept - 1].score += found->items[i].score;
        else
            found->items[kept++] = found->items[i];
    found->len = kept;
    qsort(found->items, found->len, sizeof *found->items, by_score);
}

size_t ts_related_find(const ts_index *index, size_t rank, uint32_t *related)
{
    const ts_placed *article = &index->articles[rank];
    candidates found;
    size_t len = 0;
    found.len = 0;
    for (size_t t = 0; t < article->tags.len && t < TAGS_MAX; t++)
        add_neighbours(&found, article->tags.items[t], (uint32_t)rank, 1000);
    add_neighbours(&found, article->section, (uint32_t)rank, 500);
    settle(&found);
    for (size_t c = 0; c < found.len && len < TS_RELATED_MAX; c++) {
        const ts_placed *other = &index->articles[found.items[c].rank];
        if (!article->same || other->same != article->same)
            related[len++] = found.items[c].rank;
    }
    return len;
}
