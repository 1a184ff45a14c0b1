/* Related articles: those that share terms, the rarer the better, and stand near in time. */
#include "site/index.h"

#include <string.h>

/* Neighbours of an article that are looked at in each of its terms: half before it, half behind it. */
#define NEIGHBOURS 24
/* Tags of one article that count. */
#define TAGS_MAX 16
#define CANDIDATES_MAX ((TAGS_MAX + 2) * NEIGHBOURS)

/* A power of two, more than twice the candidates. */
#define SLOTS 1024

typedef struct candidate {
    uint32_t rank;
    uint32_t score;
    uint32_t distance;
} candidate;

typedef struct candidates {
    candidate items[CANDIDATES_MAX];
    size_t len;
    uint16_t slots[SLOTS]; /* by rank: place in items, +1; 0 is free */
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

/* A candidate once more: its scores add up. */
static void add_candidate(candidates *found, uint32_t rank, uint32_t score, uint32_t distance)
{
    size_t slot = rank * 2654435761u % SLOTS;
    while (found->slots[slot] && found->items[found->slots[slot] - 1].rank != rank)
        slot = (slot + 1) % SLOTS;
    if (found->slots[slot]) {
        found->items[found->slots[slot] - 1].score += score;
    } else if (found->len < CANDIDATES_MAX) {
        found->items[found->len++] = (candidate){rank, score, distance};
        found->slots[slot] = (uint16_t)found->len;
    }
}

static void add_neighbours(candidates *found, const ts_term *term, uint32_t rank, uint32_t weight)
{
    if (!term)
        return;
    size_t at = place_in(term, rank), half = NEIGHBOURS / 2;
    size_t from = at > half ? at - half : 0;
    uint32_t score = weight / (2 + binary_log(term->articles.len));
    for (size_t i = from; i < term->articles.len && i <= at + half; i++) {
        uint32_t other = term->articles.items[i];
        if (other != rank)
            add_candidate(found, other, score, other > rank ? other - rank : rank - other);
    }
}

static bool is_before(const candidate *a, const candidate *b)
{
    if (a->score != b->score)
        return a->score > b->score;
    return a->distance != b->distance ? a->distance < b->distance : a->rank < b->rank;
}

size_t ts_related_find(const ts_index *index, size_t rank, uint32_t *related)
{
    const ts_placed *article = &index->articles[rank];
    candidates found;
    candidate best[TS_RELATED_MAX];
    size_t len = 0;
    found.len = 0;
    memset(found.slots, 0, sizeof found.slots);
    for (size_t t = 0; t < article->tags.len && t < TAGS_MAX; t++)
        add_neighbours(&found, article->tags.items[t], (uint32_t)rank, 1000);
    add_neighbours(&found, article->section, (uint32_t)rank, 500);
    for (size_t c = 0; c < found.len; c++) {
        const candidate *next = &found.items[c];
        if (article->same && index->articles[next->rank].same == article->same)
            continue;
        size_t at = len < TS_RELATED_MAX ? len++ : TS_RELATED_MAX;
        for (; at > 0 && is_before(next, &best[at - 1]); at--)
            if (at < TS_RELATED_MAX)
                best[at] = best[at - 1];
        if (at < TS_RELATED_MAX)
            best[at] = *next;
    }
    for (size_t i = 0; i < len; i++)
        related[i] = best[i].rank;
    return len;
}
