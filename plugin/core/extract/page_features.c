#include "extract/page_features.h"
#include "base/eight.h"
#include "text/utf8.h"

#include <math.h>
#include <string.h>

/* Names stand for themselves anywhere on a page, on its <body>, and for what it calls itself; then its words.
 */
enum { SALT_NAME = 200, SALT_TOP, SALT_TYPE, SALT_WORD };
/* From here on a block is likely. */
#define LIKELY 0.5f
/* A block of less is a short line. */
#define SHORT_SIZE 40.0f
/* The largest line that is a price or a date; a date's digits; entries that make a list of them. */
#define PRICE_SIZE 60.0f
#define DATE_SIZE 36.0f
enum { DATE_DIGITS = 5, PEERS_LEAST = 3 };

const char *const ts_page_feature_names[] = {
#define TS_FEATURE_ENTRY(name, constant) #name,
    TS_PAGE_FEATURES(TS_FEATURE_ENTRY)
#undef TS_FEATURE_ENTRY
};

/* Sums over the likely blocks. */
typedef struct likely {
    double size, sum, longest, prose, lists, digits, expected, others, linked_above, peered;
    int prices, dates, count, runs, headings, linked_headings, own_headings, lines;
} likely;

static float share(double part, double whole)
{
    return whole > 0 ? (float)(part / whole) : 0;
}

static uint32_t entry(uint32_t hash, uint32_t salt)
{
    return ts_token_mix(hash, salt) & (TS_PAGE_TABLE - 1);
}

/* --- names --- */

/* What was met, and the sum of its weights, each counted once. */
typedef struct marks {
    bool seen[TS_PAGE_TABLE];
    const int8_t *weights;
    int sum;
} marks;

static void mark(marks *m, uint32_t hash, uint32_t salt)
{
    uint32_t at = entry(hash, salt);
    m->sum += m->seen[at] ? 0 : m->weights[at];
    m->seen[at] = true;
}

static void mark_top(const ts_page_view *v, marks *m)
{
    const ts_tokens *t = &v->features->tokens;
    for (uint32_t i = 0; v->blocks->elements.len && i < t->spans[0].to; i++)
        mark(m, t->names[i], SALT_TOP);
    for (int c = 0; c < TS_CLAIM_COUNT; c++)
        for (size_t i = 0; i < v->claims->by[c].types.len; i++)
            mark(m, ts_token_hash(0, ts_str_of(v->claims->by[c].types.items[i])), SALT_TYPE);
}

static void mark_all(const ts_page_view *v, marks *m)
{
    const ts_tokens *t = &v->features->tokens;
    for (uint32_t i = 0; i < t->count; i++)
        mark(m, t->names[i], SALT_NAME);
}

static void mark_words(const ts_page_view *v, marks *m)
{
    for (uint32_t i = 0; i < TS_TEXT_TABLE; i += sizeof(uint64_t))
        for (uint64_t met = ts_eight((const char *)v->features->words + i); met; met &= met - 1)
            mark(m, i + ts_eight_first(met), SALT_WORD);
}

static int list_marked(const bool *seen, uint32_t out[TS_PAGE_TABLE])
{
    int n = 0;
    for (uint32_t i = 0; i < TS_PAGE_TABLE; i++)
        if (seen[i])
            out[n++] = i;
    return n;
}

int ts_page_names(const ts_page_view *view, uint32_t out[TS_PAGE_TABLE])
{
    marks m = {.weights = view->model->pages};
    mark_top(view, &m);
    mark_all(view, &m);
    return list_marked(m.seen, out);
}

int ts_page_words(const ts_page_view *view, uint32_t out[TS_PAGE_TABLE])
{
    marks m = {.weights = view->model->pages};
    mark_words(view, &m);
    return list_marked(m.seen, out);
}

static void fill_names(const ts_page_view *v, float *row)
{
    marks m = {.weights = v->model->pages};
    mark_top(v, &m);
    row[TS_PAGE_FEATURE_SCORE_TOP] = (float)m.sum;
    mark_all(v, &m);
    mark_words(v, &m);
    row[TS_PAGE_FEATURE_SCORE] = (float)m.sum;
}

/* --- blocks --- */

/* A sign of money with an amount. */
static bool is_price(const ts_block *b)
{
    if (!b->digits || b->size > PRICE_SIZE)
        return false;
    for (size_t i = 0; i < b->text.len;) {
        uint32_t c = ts_utf8_next(b->text, &i);
        if (c == '$' || (c >= 0xA2 && c <= 0xA5) || (c >= 0x20A0 && c <= 0x20CF) || c == 0xFFE5)
            return true;
    }
    return false;
}

static void sum_lines(const ts_page_view *v, likely *l)
{
    for (size_t i = 0; i < v->blocks->blocks.len; i++) {
        const ts_block *b = &v->blocks->blocks.items[i];
        l->prices += is_price(b);
        l->dates += b->size <= DATE_SIZE && b->digits >= DATE_DIGITS;
    }
}

static void sum_blocks(const ts_page_view *v, likely *l)
{
    bool inside = false;
    for (size_t i = 0; i < v->blocks->blocks.len; i++) {
        const ts_block *b = &v->blocks->blocks.items[i];
        bool own = b->probability > LIKELY;
        l->expected += b->probability * (double)b->size;
        l->headings += b->heading > 0;
        l->linked_headings += b->heading > 0 && ts_block_link_density(b) > 0.5;
        l->runs += own && !inside;
        inside = own;
        if (!own) {
            l->others += b->probability * (double)b->size;
            continue;
        }
        l->count++;
        l->size += b->size;
        l->sum += b->probability * (double)b->size;
        l->longest = b->size > l->longest ? b->size : l->longest;
        l->prose += ts_block_is_prose(b) ? b->size : 0;
        l->lists += b->flags & (TS_BLOCK_LIST | TS_BLOCK_CELL) ? b->size : 0;
        l->digits += b->digits;
        l->own_headings += b->heading > 0;
        l->lines += b->size < SHORT_SIZE;
        const float *row = ts_features_row(v->features, i);
        l->linked_above += row[TS_FEATURE_HEADING_LINKS] > 0.5f ? b->size : 0;
        l->peered += row[TS_FEATURE_PEERS] >= PEERS_LEAST ? b->size : 0;
    }
}

/* The share of likely text that looks as the look with the most of the page's text does. */
static float same_look(const ts_page_view *v, double size)
{
    double same = 0, most = 0;
    for (int pass = 0; pass < 2; pass++) {
        for (size_t i = 0; i < v->blocks->blocks.len; i++) {
            const ts_block *b = &v->blocks->blocks.items[i];
            double own = ts_features_row(v->features, i)[TS_FEATURE_LOOK_SIZE];
            if (b->probability <= LIKELY)
                continue;
            most = pass == 0 && own > most ? own : most;
            same += pass == 1 && own >= most ? b->size : 0;
        }
    }
    return share(same, size);
}

static void fill_blocks(const ts_page_view *v, float *row)
{
    likely l = {0};
    double size = v->sums->size[v->sums->count];
    sum_blocks(v, &l);
    row[TS_PAGE_FEATURE_EXPECTED] = (float)log1p(l.expected);
    row[TS_PAGE_FEATURE_EXPECTED_SHARE] = share(l.expected, size);
    row[TS_PAGE_FEATURE_LIKELY_SIZE] = (float)log1p(l.size);
    row[TS_PAGE_FEATURE_LIKELY_SHARE] = share(l.size, size);
    row[TS_PAGE_FEATURE_LIKELY_MEAN] = share(l.sum, l.size);
    row[TS_PAGE_FEATURE_OTHER_MEAN] = share(l.others, size - l.size);
    row[TS_PAGE_FEATURE_LIKELY_COUNT] = (float)l.count;
    row[TS_PAGE_FEATURE_LIKELY_PROSE] = share(l.prose, l.size);
    row[TS_PAGE_FEATURE_LIKELY_LONGEST] = (float)log1p(l.longest);
    row[TS_PAGE_FEATURE_LIKELY_MEAN_SIZE] = share(l.size, l.count);
    row[TS_PAGE_FEATURE_LIKELY_LISTS] = share(l.lists, l.size);
    row[TS_PAGE_FEATURE_LIKELY_DIGITS] = share(l.digits, l.size);
    row[TS_PAGE_FEATURE_RUNS] = (float)l.runs;
    row[TS_PAGE_FEATURE_HEADINGS] = (float)l.headings;
    row[TS_PAGE_FEATURE_LINKED_HEADINGS] = (float)l.linked_headings;
    row[TS_PAGE_FEATURE_LIKELY_HEADINGS] = share(l.own_headings, l.count);
    row[TS_PAGE_FEATURE_LIKELY_SHORT] = share(l.lines, l.count);
    sum_lines(v, &l);
    row[TS_PAGE_FEATURE_LINKED_ABOVE] = share(l.linked_above, l.size);
    row[TS_PAGE_FEATURE_PEERED] = share(l.peered, l.size);
    row[TS_PAGE_FEATURE_PRICES] = (float)log1p(l.prices);
    row[TS_PAGE_FEATURE_DATES] = (float)log1p(l.dates);
    row[TS_PAGE_FEATURE_SAME_LOOK] = same_look(v, l.size);
}

void ts_page_features_make(const ts_page_view *view, float *row)
{
    const ts_sums *sums = view->sums;
    const ts_claim *claims = view->claims->by;
    bool other = false;
    for (int i = 0; i < TS_PAGE_FEATURE_COUNT; i++)
        row[i] = 0;
    row[TS_PAGE_FEATURE_SIZE] = (float)log1p(sums->size[sums->count]);
    row[TS_PAGE_FEATURE_LINK_SHARE] = share(sums->link[sums->count], sums->size[sums->count]);
    row[TS_PAGE_FEATURE_PROSE] = (float)log1p(sums->prose[sums->count]);
    fill_blocks(view, row);
    fill_names(view, row);
    for (int i = 0; i < TS_CLAIM_COUNT; i++)
        other = other || (claims[i].article && i != TS_CLAIM_JSON_LD && i != TS_CLAIM_OPEN_GRAPH);
    row[TS_PAGE_FEATURE_CLAIM_JSON] = claims[TS_CLAIM_JSON_LD].article;
    row[TS_PAGE_FEATURE_CLAIM_GRAPH] = claims[TS_CLAIM_OPEN_GRAPH].article;
    row[TS_PAGE_FEATURE_CLAIM_LISTING] = claims[TS_CLAIM_JSON_LD].listing;
    row[TS_PAGE_FEATURE_CLAIM_OTHER] = other;
    row[TS_PAGE_FEATURE_DATED] = view->dated;
    row[TS_PAGE_FEATURE_DATE_PRINTED] = claims[TS_CLAIM_PAGE].fields.date != NULL;
    row[TS_PAGE_FEATURE_SIGNED] = view->signed_by;
    row[TS_PAGE_FEATURE_TITLED] = view->features->title >= 0;
}
