#include "extract/features.h"
#include "base/digest.h"
#include "extract/titles.h"

#include <math.h>
#include <string.h>

/* Blocks that are looked at for the title, distance to it that counts, where there is none; neighbours for
 * prose. */
enum { TITLE_SEARCH = 3000, TITLE_FAR = 150, TITLE_NONE = -200, NEAR = 5, HEADING_FAR = 100 };
/* The share of the page's prose that "most" holds. */
#define MOST_SHARE 0.7

const char *const ts_feature_names[] = {
#define TS_FEATURE_ENTRY(name, constant) #name,
    TS_FEATURES(TS_FEATURE_ENTRY)
#undef TS_FEATURE_ENTRY
};

/* Entries of the table of the title's words. */
#define TITLE_TABLE 1024

/* Sums over the blocks of one look. */
typedef struct look {
    uint32_t hash;
    bool used;
    double size, link, stops, score;
} look;

/* What is known of an element from those around it. */
typedef struct place {
    int best_depth, most_depth; /* of the innermost element that it shares with "best" and "most" */
    int class_least, class_most;
    int around;
    bool hidden;
    float asking; /* the size of the innermost element with a form field */
    int peers;    /* elements like the innermost one of several blocks, with it */
} place;

/* Names of elements whose kinds are remembered, a power of two. */
enum { KINDS = 64 };

/* What an element's name says. */
typedef struct name_kind {
    const char *name; /* NULL: none yet */
    int around;
    float tag;
} name_kind;

typedef struct maker {
    ts_arena *arena;
    const ts_blocks *blocks;
    const ts_sums *sums;
    const ts_model *model;
    ts_features *out;
    place *places;
    look *looks;
    size_t look_mask;
    float *scores, *words, *title_shares;
    int *headings; /* the heading above each block, -1: none */
    bool title_words[TITLE_TABLE];
    name_kind kinds[KINDS];
    int *copies;
    int *peers; /* of each element */
    int best, most;
    double mean_score;
} maker;

static const ts_block *block_at(const maker *m, int i)
{
    return &m->blocks->blocks.items[i];
}

static const ts_element *element_at(const maker *m, int i)
{
    return &m->blocks->elements.items[i];
}

/* --- scores of tokens --- */

static float share(double part, double whole)
{
    return whole > 0 ? (float)(part / whole) : 0;
}

static void read_title(maker *m, const char *title)
{
    uint32_t texts[TS_TEXT_TOKENS_MAX];
    int n = ts_tokens_of_text(ts_str_of(title), texts);
    for (int k = 0; k < n; k++)
        m->title_words[texts[k] & (TITLE_TABLE - 1)] = true;
}

static void score_blocks(maker *m)
{
    uint32_t texts[TS_TEXT_TOKENS_MAX];
    const ts_tokens *tokens = &m->out->tokens;
    ts_token_sums sums = ts_tokens_sum(m->arena, tokens, m->blocks, m->model->classes, TS_CLASS_TABLE);
    double size = 0, sum = 0;
    for (size_t i = 0; i < m->blocks->blocks.len; i++) {
        const ts_block *b = block_at(m, (int)i);
        int words = 0, titled = 0;
        int score = i > 0 && block_at(m, (int)i - 1)->owner == b->owner
                        ? (int)m->scores[i - 1]
                        : ts_tokens_score(&sums, tokens, m->blocks, (int)i);
        int n = ts_tokens_of_text(b->text, texts);
        for (int k = 0; k < n; k++) {
            words += m->model->texts[texts[k] & (TS_TEXT_TABLE - 1)];
            m->out->words[texts[k] & (TS_TEXT_TABLE - 1)] = true;
            titled += m->title_words[texts[k] & (TITLE_TABLE - 1)];
        }
        m->title_shares[i] = share(titled, n);
        m->headings[i] = b->heading ? (int)i : i > 0 ? m->headings[i - 1] : -1;
        m->scores[i] = (float)score;
        m->words[i] = (float)words;
        size += b->size;
        sum += b->size * (double)score;
    }
    m->mean_score = size > 0 ? sum / size : 0;
}

/* --- looks and copies --- */

static size_t table_size(size_t count)
{
    size_t size = 16;
    while (size < 2 * count)
        size *= 2;
    return size;
}

static look *look_of(const maker *m, int block)
{
    const ts_element *owner = element_at(m, block_at(m, block)->owner);
    uint32_t parent = owner->parent < 0 ? 0 : m->out->tokens.looks[owner->parent];
    uint32_t hash = ts_token_mix(m->out->tokens.looks[block_at(m, block)->owner], parent);
    size_t at = hash & m->look_mask;
    while (m->looks[at].used && m->looks[at].hash != hash)
        at = (at + 1) & m->look_mask;
    m->looks[at].used = true;
    m->looks[at].hash = hash;
    return &m->looks[at];
}

static void sum_looks(maker *m)
{
    size_t n = m->blocks->blocks.len, size = table_size(n);
    m->looks = ts_arena_alloc(m->arena, size * sizeof *m->looks);
    m->look_mask = size - 1;
    for (size_t i = 0; i < n; i++) {
        const ts_block *b = block_at(m, (int)i);
        look *l = look_of(m, (int)i);
        l->size += b->size;
        l->link += b->link_size;
        l->stops += b->stops;
        l->score += b->size * (double)m->scores[i];
    }
}

/* Blocks with the same text. */
static void count_copies(maker *m)
{
    size_t n = m->blocks->blocks.len;
    uint32_t *hashes = ts_arena_alloc(m->arena, (n + 1) * sizeof *hashes);
    for (size_t i = 0; i < n; i++)
        hashes[i] = (uint32_t)ts_hash64(block_at(m, (int)i)->text);
    ts_token_copies(m->arena, hashes, n, m->copies);
}

static bool holds_several(const ts_element *e)
{
    return e->last - e->first > 1;
}

/* Elements of several blocks that stand in the same one and look the same: the entries of a list, the posts
 * of a thread. All others get no count of their own. */
static void count_peers(maker *m)
{
    size_t n = m->blocks->elements.len, several = 0;
    uint32_t *hashes = ts_arena_alloc(m->arena, (n + 1) * sizeof *hashes);
    int *counts = ts_arena_alloc(m->arena, (n + 1) * sizeof *counts);
    m->peers = ts_arena_alloc(m->arena, (n + 1) * sizeof *m->peers);
    for (size_t i = 0; i < n; i++)
        if (holds_several(element_at(m, (int)i)))
            hashes[several++] =
                ts_token_mix(m->out->tokens.looks[i], (uint32_t)element_at(m, (int)i)->parent);
    ts_token_copies(m->arena, hashes, several, counts);
    several = 0;
    for (size_t i = 0; i < n; i++)
        m->peers[i] = holds_several(element_at(m, (int)i)) ? counts[several++] : 0;
}

/* --- places --- */

static int around_of(const ts_node *node)
{
    static const char *const INSIDE[] = {"article", "main"};
    static const char *const BESIDE[] = {"aside", "nav",  "footer", "header",
                                         "form",  "menu", "dialog", "figure"};
    for (size_t i = 0; i < sizeof INSIDE / sizeof *INSIDE; i++)
        if (ts_node_is(node, INSIDE[i]))
            return 1;
    for (size_t i = 0; i < sizeof BESIDE / sizeof *BESIDE; i++)
        if (ts_node_is(node, BESIDE[i]))
            return -1 - (int)i;
    return 0;
}

/* The kind of a block element as a number: what belongs together lies together. */
static float tag_of(const ts_node *node)
{
    static const char *const NAMES[] = {"p",  "blockquote", "pre",        "h1",  "h2",     "h3",    "h4",
                                        "h5", "h6",         "figcaption", "li",  "dd",     "dt",    "td",
                                        "th", "article",    "section",    "div", "header", "footer"};
    for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++)
        if (ts_node_is(node, NAMES[i]))
            return (float)i + 1;
    return 0;
}

/* A page has one copy of each name, so its address tells them apart. */
static const name_kind *kind_of(maker *m, const ts_node *node)
{
    const char *name = ts_node_name(node);
    name_kind *kind = &m->kinds[((uintptr_t)name ^ (uintptr_t)name >> 6) & (KINDS - 1)];
    if (kind->name != name)
        *kind = (name_kind){.name = name, .around = around_of(node), .tag = tag_of(node)};
    return kind;
}

/* The depth of the innermost element that holds both element `e` and `target`. */
static int shared_depth(const maker *m, int e, int target, int parents)
{
    if (target < 0)
        return 0;
    const ts_element *t = element_at(m, target);
    if (e >= target && e < t->next)
        return t->depth;
    return e <= target && target < element_at(m, e)->next ? element_at(m, e)->depth : parents;
}

static void make_places(maker *m)
{
    size_t n = m->blocks->elements.len;
    m->places = ts_arena_alloc(m->arena, (n + 1) * sizeof *m->places);
    for (size_t i = 0; i < n; i++) {
        const ts_element *e = element_at(m, (int)i);
        const place *outer = e->parent < 0 ? NULL : &m->places[e->parent];
        place *p = &m->places[i];
        *p = outer ? *outer : (place){.asking = (float)m->sums->size[m->sums->count], .peers = 1};
        p->best_depth = shared_depth(m, (int)i, m->best, p->best_depth);
        p->most_depth = shared_depth(m, (int)i, m->most, p->most_depth);
        if (e->first == e->last)
            continue;
        p->class_least = e->weight < p->class_least ? e->weight : p->class_least;
        p->class_most = e->weight > p->class_most ? e->weight : p->class_most;
        int around = kind_of(m, e->node)->around;
        p->around = around ? around : p->around;
        p->hidden = p->hidden || ts_is_hidden(e->node);
        p->asking = e->asks ? (float)ts_sum(m->sums, size, e) : p->asking;
        p->peers = m->peers[i] ? m->peers[i] : p->peers;
    }
}

/* The smallest element with most of the prose: the way down from the root, as long as one element holds it.
 */
static int find_most(const maker *m)
{
    int found = -1;
    double all = m->sums->prose[m->sums->count];
    for (size_t i = 0; i < m->blocks->elements.len && all > 0;) {
        const ts_element *e = element_at(m, (int)i);
        if (ts_sum(m->sums, prose, e) >= MOST_SHARE * all) {
            found = (int)i;
            i++;
        } else {
            i = (size_t)e->next;
        }
    }
    return found;
}

/* The first block that is the headline, before any other; else the first heading of the first level. */
static int find_title(const maker *m, const char *title)
{
    ts_buf wanted, bare;
    int found = -1, first = -1;
    ts_buf_init(&wanted, TS_BUF_MAX);
    ts_buf_init(&bare, TS_BUF_MAX);
    ts_title_bare(&wanted, ts_str_of(title));
    for (int i = 0; i < (int)m->blocks->blocks.len && i < TITLE_SEARCH; i++) {
        const ts_block *b = block_at(m, i);
        if (b->heading == 1 && first < 0)
            first = i;
        if (!wanted.len || b->text.len > 2 * wanted.len + 40 || 2 * b->text.len < wanted.len)
            continue;
        ts_buf_clear(&bare);
        ts_title_bare(&bare, b->text);
        if (!ts_str_eq(ts_buf_str(&bare), ts_buf_str(&wanted)))
            continue;
        if (b->heading == 1 || found < 0)
            found = i;
        if (b->heading == 1)
            break;
    }
    ts_buf_free(&wanted);
    ts_buf_free(&bare);
    return found >= 0 ? found : first;
}

/* --- one row --- */

static void fill_own(maker *m, int i, float *row)
{
    const ts_block *b = block_at(m, i);
    const ts_node *owner = element_at(m, b->owner)->node;
    bool defined = ts_node_is(owner, "dd") || ts_node_is(owner, "dt");
    row[TS_FEATURE_SIZE] = logf(1 + b->size);
    row[TS_FEATURE_LINK_SHARE] = share(b->link_size, b->size);
    row[TS_FEATURE_STOPS] = (float)b->stops;
    row[TS_FEATURE_COMMAS] = share(100.0 * b->commas, b->size);
    row[TS_FEATURE_CLOSED] = b->closed;
    row[TS_FEATURE_DIGIT_SHARE] = share(b->digits, b->size);
    row[TS_FEATURE_CAPITAL_SHARE] = share(b->capitals, b->size);
    row[TS_FEATURE_HEADING] = (float)b->heading;
    row[TS_FEATURE_TAG] = kind_of(m, owner)->tag;
    row[TS_FEATURE_LIST] = defined ? 3 : b->flags & TS_BLOCK_CELL ? 2 : b->flags & TS_BLOCK_LIST ? 1 : 0;
    row[TS_FEATURE_CAPTION] = (b->flags & TS_BLOCK_CAPTION) != 0;
    row[TS_FEATURE_QUOTE] = (b->flags & (TS_BLOCK_QUOTE | TS_BLOCK_PRE)) != 0;
    row[TS_FEATURE_COPIES] = (float)m->copies[i];
    row[TS_FEATURE_POSITION] = share(m->sums->size[i], m->sums->size[m->sums->count]);
    row[TS_FEATURE_SCORE] = m->scores[i];
    row[TS_FEATURE_WORDS] = m->words[i];
    row[TS_FEATURE_SCORE_OVER] = (float)(m->scores[i] - m->mean_score);
    const look *l = look_of(m, i);
    double unlinked = m->sums->size[m->sums->count] - m->sums->link[m->sums->count];
    row[TS_FEATURE_LOOK_SIZE] = share(l->size - l->link, unlinked);
    row[TS_FEATURE_LOOK_SCORE] = share(l->score, l->size);
    row[TS_FEATURE_LOOK_LINKS] = share(l->link, l->size);
    row[TS_FEATURE_LOOK_STOPS] = share(100 * l->stops, l->size);
}

/* Where there is no neighbour, it has no size and no score. */
static void fill_neighbours(const maker *m, int i, float *row)
{
    static const struct {
        int step;
        int size, links, score, words;
    } SEEN[] = {
        {-1, TS_FEATURE_SIZE_BEFORE, TS_FEATURE_LINKS_BEFORE, TS_FEATURE_SCORE_BEFORE,
         TS_FEATURE_WORDS_BEFORE},
        {1, TS_FEATURE_SIZE_BEHIND, TS_FEATURE_LINKS_BEHIND, TS_FEATURE_SCORE_BEHIND,
         TS_FEATURE_WORDS_BEHIND},
        {-2, TS_FEATURE_SIZE_BEFORE2, -1, TS_FEATURE_SCORE_BEFORE2, -1},
        {2, TS_FEATURE_SIZE_BEHIND2, -1, TS_FEATURE_SCORE_BEHIND2, -1},
        {-3, -1, -1, TS_FEATURE_SCORE_BEFORE3, -1},
        {3, -1, -1, TS_FEATURE_SCORE_BEHIND3, -1},
    };
    int count = (int)m->blocks->blocks.len;
    for (size_t k = 0; k < sizeof SEEN / sizeof *SEEN; k++) {
        int at = i + SEEN[k].step;
        if (at < 0 || at >= count)
            continue;
        const ts_block *b = block_at(m, at);
        if (SEEN[k].size >= 0)
            row[SEEN[k].size] = logf(1 + b->size);
        if (SEEN[k].links >= 0)
            row[SEEN[k].links] = share(b->link_size, b->size);
        if (SEEN[k].words >= 0)
            row[SEEN[k].words] = m->words[at];
        row[SEEN[k].score] = m->scores[at];
    }
    int from = i > NEAR ? i - NEAR : 0, to = i + NEAR + 1 < count ? i + NEAR + 1 : count;
    row[TS_FEATURE_PROSE_NEAR] =
        share(m->sums->prose[to] - m->sums->prose[from], m->sums->size[to] - m->sums->size[from]);
    row[TS_FEATURE_PROSE_BEFORE] = share(m->sums->prose[i], m->sums->prose[count]);
}

static void fill_place(const maker *m, int i, float *row)
{
    const ts_block *b = block_at(m, i);
    const ts_element *owner = element_at(m, b->owner);
    const place *p = &m->places[b->owner];
    const ts_element *parent = owner->parent < 0 ? owner : element_at(m, owner->parent);
    const ts_element *grandparent = parent->parent < 0 ? parent : element_at(m, parent->parent);
    row[TS_FEATURE_DEPTH] = (float)owner->depth;
    row[TS_FEATURE_BEST_UP] = (float)(owner->depth - p->best_depth);
    row[TS_FEATURE_BEST_DOWN] = m->best < 0 ? -1 : (float)(element_at(m, m->best)->depth - p->best_depth);
    row[TS_FEATURE_MOST_UP] = (float)(owner->depth - p->most_depth);
    row[TS_FEATURE_MOST_DOWN] = m->most < 0 ? -1 : (float)(element_at(m, m->most)->depth - p->most_depth);
    int distance = i - m->out->title;
    row[TS_FEATURE_TITLE_DISTANCE] = m->out->title < 0       ? TITLE_NONE
                                     : distance > TITLE_FAR  ? TITLE_FAR
                                     : distance < -TITLE_FAR ? -TITLE_FAR
                                                             : (float)distance;
    row[TS_FEATURE_PARENT_PROSE] = share(ts_sum(m->sums, prose, parent), ts_sum(m->sums, size, parent));
    row[TS_FEATURE_PARENT_LINKS] = share(ts_sum(m->sums, link, parent), ts_sum(m->sums, size, parent));
    row[TS_FEATURE_GRANDPARENT_PROSE] =
        share(ts_sum(m->sums, prose, grandparent), ts_sum(m->sums, size, grandparent));
    row[TS_FEATURE_GRANDPARENT_LINKS] =
        share(ts_sum(m->sums, link, grandparent), ts_sum(m->sums, size, grandparent));
    row[TS_FEATURE_CLASS_LEAST] = (float)p->class_least;
    row[TS_FEATURE_CLASS_MOST] = (float)p->class_most;
    row[TS_FEATURE_AROUND] = (float)p->around;
    row[TS_FEATURE_HIDDEN] = p->hidden;
    int heading = m->headings[i];
    row[TS_FEATURE_HEADING_WORDS] = heading < 0 ? 0 : m->words[heading];
    row[TS_FEATURE_HEADING_DISTANCE] =
        (float)(heading < 0 || i - heading > HEADING_FAR ? HEADING_FAR : i - heading);
    row[TS_FEATURE_HEADING_LINKS] =
        heading < 0 ? 0 : share(block_at(m, heading)->link_size, block_at(m, heading)->size);
    row[TS_FEATURE_TITLE_SHARE] = m->title_shares[i];
    row[TS_FEATURE_ASKING_SHARE] = share(p->asking, m->sums->size[m->sums->count]);
    row[TS_FEATURE_PEERS] = (float)p->peers;
    row[TS_FEATURE_UNIT] = share(b->size, ts_sum(m->sums, size, parent));
}

void ts_features_make(ts_arena *arena, const ts_blocks *blocks, const ts_sums *sums, const ts_model *model,
                      const char *title, int container, ts_features *features)
{
    size_t n = blocks->blocks.len;
    maker m = {
        .arena = arena, .blocks = blocks, .sums = sums, .model = model, .out = features, .best = container};
    m.scores = ts_arena_alloc(arena, (n + 1) * sizeof *m.scores);
    m.words = ts_arena_alloc(arena, (n + 1) * sizeof *m.words);
    m.title_shares = ts_arena_alloc(arena, (n + 1) * sizeof *m.title_shares);
    m.headings = ts_arena_alloc(arena, (n + 1) * sizeof *m.headings);
    m.copies = ts_arena_alloc(arena, (n + 1) * sizeof *m.copies);
    features->rows = ts_arena_alloc(arena, (n + 1) * TS_FEATURE_COUNT * sizeof *features->rows);
    features->words = ts_arena_alloc(arena, TS_TEXT_TABLE * sizeof *features->words);
    ts_tokens_collect(arena, blocks, &features->tokens);
    read_title(&m, title);
    score_blocks(&m);
    sum_looks(&m);
    count_copies(&m);
    count_peers(&m);
    m.most = find_most(&m);
    features->title = find_title(&m, title);
    make_places(&m);
    for (size_t i = 0; i < n; i++) {
        float *row = features->rows + i * TS_FEATURE_COUNT;
        fill_own(&m, (int)i, row);
        fill_neighbours(&m, (int)i, row);
        fill_place(&m, (int)i, row);
    }
}
