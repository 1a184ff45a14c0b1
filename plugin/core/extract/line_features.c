#include "extract/line_features.h"
#include "base/digest.h"

#include "extract/blocks.h"
#include "extract/tokens.h"
#include "text/utf8.h"

#include <math.h>

/* Lines on each side that are near, and those farther out; distances that count, and none. */
enum { NEAR = 5, WIDE = 20, FAR = 150, NONE = -200 };
/* Lines of the run in which the headline may stand again. */
enum { RUN_HEAD = 12 };
/* Entries of the table of the first line's words. */
#define HEAD_TABLE 1024
/* The share of its words from which on a line says what the first one says. */
#define HEAD_ALIKE 0.6f

const char *const ts_line_feature_names[] = {
#define TS_FEATURE_ENTRY(name, constant) #name,
    TS_LINE_FEATURES(TS_FEATURE_ENTRY)
#undef TS_FEATURE_ENTRY
};

/* What is counted of a line. */
typedef struct counts {
    float size; /* in Latin characters: a wide one counts TS_WIDE_SIZE */
    int stops, commas, digits, capitals;
} counts;

/* Sums over the lines before each, one more than lines. */
typedef struct sums {
    double size, prose, words;
    int rules, ends;
} sums;

typedef struct maker {
    const ts_dump *dump;
    size_t count;
    counts *counts;
    uint32_t *hashes;
    float *words, *head_shares;
    sums *sums;
    int *copies;
    int *prose_before, *prose_behind; /* the nearest line of prose, -1: none */
    long head;                        /* -1: none */
    bool head_words[HEAD_TABLE];
} maker;

static const ts_dump_line *line_at(const maker *m, size_t i)
{
    return &m->dump->lines.items[i];
}

static float share(double part, double whole)
{
    return whole > 0 ? (float)(part / whole) : 0;
}

/* A Latin full stop ends a sentence only before a space or the end. */
static bool is_stop(ts_str text, size_t behind, uint32_t c)
{
    if (!ts_is_sentence_end(c))
        return false;
    return c >= 0x80 || behind == text.len || !ts_is_alnum((unsigned char)text.ptr[behind]);
}

static void count(ts_str text, counts *out)
{
    for (size_t i = 0; i < text.len;) {
        uint32_t c = ts_utf8_next(text, &i);
        out->size += ts_is_wide(c) || ts_is_hangul(c) ? TS_WIDE_SIZE : c > ' ' ? 1.0f : 0;
        out->digits += c >= '0' && c <= '9';
        out->capitals += c >= 'A' && c <= 'Z';
        out->commas += ts_is_comma(c);
        out->stops += is_stop(text, i, c);
    }
}

/* --- the whole dump --- */

static void read_first(maker *m)
{
    uint32_t words[TS_TEXT_TOKENS_MAX];
    int n = ts_tokens_of_text(line_at(m, 0)->text, words);
    for (int k = 0; k < n; k++)
        m->head_words[words[k] & (HEAD_TABLE - 1)] = true;
}

static void read_line(maker *m, size_t i)
{
    uint32_t words[TS_TEXT_TOKENS_MAX];
    const ts_dump_line *line = line_at(m, i);
    int sum = 0, alike = 0, n = ts_tokens_of_text(line->text, words);
    for (int k = 0; k < n; k++) {
        sum += m->dump->model->texts[words[k] & (TS_TEXT_TABLE - 1)];
        alike += m->head_words[words[k] & (HEAD_TABLE - 1)];
    }
    count(line->text, &m->counts[i]);
    m->hashes[i] = (uint32_t)ts_hash64(line->text);
    m->words[i] = (float)sum;
    m->head_shares[i] = share(alike, n);
    const sums *s = &m->sums[i];
    double size = m->counts[i].size;
    m->sums[i + 1] = (sums){s->size + size, s->prose + (line->prose ? size : 0), s->words + size * sum,
                            s->rules + (line->rule_class != NULL), s->ends + line->last};
}

/* The last line near the run's start that says what the dump's first lines say. */
static long find_head(const maker *m)
{
    size_t end = m->dump->first + RUN_HEAD;
    for (size_t i = end < m->count ? end : m->count; i > 1; i--)
        if (m->head_shares[i - 1] >= HEAD_ALIKE && line_at(m, i - 1)->width >= 16)
            return (long)i - 1;
    return -1;
}

static void find_prose(maker *m)
{
    int last = -1;
    for (size_t i = 0; i < m->count; i++) {
        m->prose_before[i] = last;
        last = line_at(m, i)->prose ? (int)i : last;
    }
    last = -1;
    for (size_t i = m->count; i > 0; i--) {
        m->prose_behind[i - 1] = last;
        last = line_at(m, i - 1)->prose ? (int)i - 1 : last;
    }
}

/* --- one row --- */

static float ending_of(ts_str text)
{
    uint32_t c = ts_utf8_last(text);
    return ts_is_comma(c) ? 1 : c == ':' || c == 0xFF1A ? 2 : ts_is_closing(c) ? 3 : 0;
}

static float rule_of(const ts_dump_line *line)
{
    if (!line->rule_class)
        return 0;
    return line->last ? 3 : line->rule_class == ts_dump_repeated ? 2 : 1;
}

static void fill_own(const maker *m, size_t i, float *row)
{
    const ts_dump_line *line = line_at(m, i);
    const counts *c = &m->counts[i];
    row[TS_LINE_FEATURE_SIZE] = logf(1 + c->size);
    row[TS_LINE_FEATURE_STOPS] = (float)c->stops;
    row[TS_LINE_FEATURE_COMMAS] = share(100.0 * c->commas, (double)c->size);
    row[TS_LINE_FEATURE_CLOSED] = line->ended;
    row[TS_LINE_FEATURE_DIGIT_SHARE] = share(c->digits, (double)c->size);
    row[TS_LINE_FEATURE_CAPITAL_SHARE] = share(c->capitals, (double)c->size);
    row[TS_LINE_FEATURE_LOWER] = ts_is_lower(ts_utf8_first(line->text));
    row[TS_LINE_FEATURE_ENDING] = ending_of(line->text);
    row[TS_LINE_FEATURE_GAP] = line->gap;
    row[TS_LINE_FEATURE_PROSE] = line->prose;
    row[TS_LINE_FEATURE_RULE] = rule_of(line);
    row[TS_LINE_FEATURE_COPIES] = (float)m->copies[i];
    row[TS_LINE_FEATURE_POSITION] = share(m->sums[i].size, m->sums[m->count].size);
    row[TS_LINE_FEATURE_WORDS] = m->words[i];
}

/* Where there is no neighbour, it has no size and no words. */
static void fill_neighbours(const maker *m, size_t i, float *row)
{
    static const struct {
        int step, size, closed, words;
    } SEEN[] = {
        {-1, TS_LINE_FEATURE_SIZE_BEFORE, TS_LINE_FEATURE_CLOSED_BEFORE, TS_LINE_FEATURE_WORDS_BEFORE},
        {1, TS_LINE_FEATURE_SIZE_BEHIND, TS_LINE_FEATURE_CLOSED_BEHIND, TS_LINE_FEATURE_WORDS_BEHIND},
        {-2, TS_LINE_FEATURE_SIZE_BEFORE2, -1, TS_LINE_FEATURE_WORDS_BEFORE2},
        {2, TS_LINE_FEATURE_SIZE_BEHIND2, -1, TS_LINE_FEATURE_WORDS_BEHIND2},
        {-3, TS_LINE_FEATURE_SIZE_BEFORE3, -1, -1},
        {3, TS_LINE_FEATURE_SIZE_BEHIND3, -1, -1},
    };
    for (size_t k = 0; k < sizeof SEEN / sizeof *SEEN; k++) {
        long at = (long)i + SEEN[k].step;
        if (at < 0 || at >= (long)m->count)
            continue;
        row[SEEN[k].size] = logf(1 + m->counts[at].size);
        if (SEEN[k].closed >= 0)
            row[SEEN[k].closed] = line_at(m, (size_t)at)->ended;
        if (SEEN[k].words >= 0)
            row[SEEN[k].words] = m->words[at];
    }
}

static float far(long distance)
{
    return (float)(distance > FAR ? FAR : distance < -FAR ? -FAR : distance);
}

static const sums *sums_at(const maker *m, long i)
{
    return &m->sums[i < 0 ? 0 : i > (long)m->count ? (long)m->count : i];
}

static void fill_place(const maker *m, size_t n, float *row)
{
    long i = (long)n;
    const sums *from = sums_at(m, i - NEAR), *to = sums_at(m, i + NEAR + 1), *all = &m->sums[m->count];
    const sums *wide_from = sums_at(m, i - WIDE), *wide_to = sums_at(m, i + WIDE + 1);
    row[TS_LINE_FEATURE_WORDS_NEAR] = share(to->words - from->words, to->size - from->size);
    row[TS_LINE_FEATURE_PROSE_NEAR] = share(to->prose - from->prose, to->size - from->size);
    row[TS_LINE_FEATURE_PROSE_WIDE] =
        share(wide_to->prose - wide_from->prose, wide_to->size - wide_from->size);
    row[TS_LINE_FEATURE_PROSE_BEFORE] = share(m->sums[n].prose, all->prose);
    row[TS_LINE_FEATURE_SINCE_PROSE] = m->prose_before[n] < 0 ? FAR : far(i - m->prose_before[n]);
    row[TS_LINE_FEATURE_UNTIL_PROSE] = m->prose_behind[n] < 0 ? FAR : far(m->prose_behind[n] - i);
    row[TS_LINE_FEATURE_ENDS_BEFORE] = (float)m->sums[n].ends;
    row[TS_LINE_FEATURE_RULES_NEAR] = (float)(to->rules - from->rules);
    long first = (long)m->dump->first, end = (long)m->dump->end;
    row[TS_LINE_FEATURE_RUN_FROM] = first < end ? far(i - first) : NONE;
    row[TS_LINE_FEATURE_RUN_TO] = first < end ? far(end - i) : NONE;
    row[TS_LINE_FEATURE_RUN_SHARE] = share(m->sums[end].size - m->sums[first].size, all->size);
    row[TS_LINE_FEATURE_HEAD_DISTANCE] = m->head < 0 ? NONE : far(i - m->head);
    row[TS_LINE_FEATURE_HEAD_SHARE] = m->head_shares[n];
}

float *ts_line_features_make(const ts_dump *dump)
{
    size_t n = dump->lines.len;
    ts_arena *arena = dump->arena;
    float *rows = ts_arena_alloc(arena, (n + 1) * TS_LINE_FEATURE_COUNT * sizeof *rows);
    maker *m = TS_NEW(arena, maker);
    *m = (maker){.dump = dump, .count = n, .head = -1};
    if (n == 0)
        return rows;
    m->counts = ts_arena_alloc(arena, n * sizeof *m->counts);
    m->words = ts_arena_alloc(arena, n * sizeof *m->words);
    m->head_shares = ts_arena_alloc(arena, n * sizeof *m->head_shares);
    m->sums = ts_arena_alloc(arena, (n + 1) * sizeof *m->sums);
    m->prose_before = ts_arena_alloc(arena, n * sizeof *m->prose_before);
    m->prose_behind = ts_arena_alloc(arena, n * sizeof *m->prose_behind);
    m->hashes = ts_arena_alloc(arena, n * sizeof *m->hashes);
    m->copies = ts_arena_alloc(arena, n * sizeof *m->copies);
    read_first(m);
    for (size_t i = 0; i < n; i++)
        read_line(m, i);
    m->head = find_head(m);
    find_prose(m);
    ts_token_copies(arena, m->hashes, n, m->copies);
    for (size_t i = 0; i < n; i++) {
        float *row = rows + i * TS_LINE_FEATURE_COUNT;
        fill_own(m, i, row);
        fill_neighbours(m, i, row);
        fill_place(m, i, row);
    }
    return rows;
}
