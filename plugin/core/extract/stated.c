#include "extract/stated.h"
#include "base/digest.h"
#include "text/escape.h"
#include "text/utf8.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum {
    LINES_MAX = 400,  /* of a page */
    VALUES_MAX = 800, /* of its data that are looked at */
    LEAST = 3,        /* bytes of a line's letters and digits; less is said in many places */
    LONG = 40,        /* … of one that stands for itself, without another of them near it */
    LINE_SIZE = 2000, /* bytes of a line on the page */
    PARTS = 6,        /* blocks that a line may be in: amount, unit, name */
    NEAR = 4,         /* blocks between two lines of a list */
    ROW = 3,          /* blocks of a row with one */
    ROW_SIZE = 40,    /* of what else stands in it */
};
/* The share of a list in such lines from which on all of it is kept. */
#define LIST_SHARE 0.5

/* --- lines --- */

/* Spaces, points, boxes to tick and the case differ between a page and its data. */
static uint64_t bare_hash(ts_str s, size_t *size)
{
    ts_buf folded, bare;
    ts_buf_init(&folded, TS_BUF_MAX);
    ts_buf_init(&bare, TS_BUF_MAX);
    ts_utf8_fold_case(&folded, s);
    ts_str f = ts_buf_str(&folded);
    for (size_t at = 0, from = 0; at < f.len; from = at)
        if (ts_is_alnum(ts_utf8_next(f, &at)))
            ts_buf_put(&bare, ts_str_sub(f, from, at));
    uint64_t hash = ts_hash64(ts_buf_str(&bare));
    *size = bare.len;
    ts_buf_free(&folded);
    ts_buf_free(&bare);
    return hash;
}

void ts_stated_add(ts_arena *arena, ts_stated *stated, ts_str s)
{
    ts_buf text;
    size_t size;
    ts_buf_init(&text, TS_BUF_MAX);
    ts_html_unescape(&text, s);
    uint64_t hash = bare_hash(ts_buf_str(&text), &size);
    if (size >= LEAST && stated->lines.len < LINES_MAX)
        ts_vec_push_in(arena, &stated->lines, hash);
    ts_buf_free(&text);
}

/* True at a tag that ends or begins a line. */
static bool breaks_line(ts_str rest)
{
    static const char *const TAGS[] = {"<br", "<p", "</p", "<li", "</li", "<div", "</div"};
    for (size_t i = 0; i < sizeof TAGS / sizeof *TAGS; i++)
        if (rest.len > strlen(TAGS[i]) && strncasecmp(rest.ptr, TAGS[i], strlen(TAGS[i])) == 0)
            return true;
    return false;
}

static void add_lines(ts_arena *arena, ts_stated *stated, ts_str s)
{
    size_t from = 0;
    for (size_t i = 0; i <= s.len; i++) {
        bool end = i == s.len || s.ptr[i] == '\n';
        if (!end && !(s.ptr[i] == '<' && breaks_line(ts_str_sub(s, i, s.len))))
            continue;
        ts_stated_add(arena, stated, ts_str_sub(s, from, i));
        from = end ? i + 1 : i;
    }
}

void ts_stated_read(ts_arena *arena, ts_stated *stated, const ts_value *node)
{
    static const char *const KEYS[] = {"recipeIngredient", "ingredients", "recipeInstructions", "step"};
    static const char *const INNER[] = {"text", "name", "itemListElement"};
    TS_VEC(const ts_value *) values = {0};
    for (size_t k = 0; k < sizeof KEYS / sizeof *KEYS; k++)
        if (ts_value_get(node, KEYS[k]))
            ts_vec_push_in(arena, &values, ts_value_get(node, KEYS[k]));
    /* Of any other thing it is the summary, which readers need not see twice. */
    const ts_value *about = values.len ? ts_value_get(node, "description") : NULL;
    if (about)
        ts_vec_push_in(arena, &values, about);
    for (size_t n = 0; n < values.len && values.len < VALUES_MAX; n++) {
        const ts_value *v = values.items[n];
        if (v->kind == TS_STRING)
            add_lines(arena, stated, v->string);
        for (size_t i = 0; v->kind == TS_LIST && i < v->list.len && values.len < VALUES_MAX; i++)
            ts_vec_push_in(arena, &values, v->list.items[i]);
        for (size_t k = 0; v->kind == TS_MAP && k < sizeof INNER / sizeof *INNER; k++)
            if (ts_value_get(v, INNER[k]))
                ts_vec_push_in(arena, &values, ts_value_get(v, INNER[k]));
    }
}

ts_str ts_stated_html(ts_arena *arena, ts_str body)
{
    if (ts_str_find(body, TS_STR("</p>"), 0) != TS_NPOS || ts_str_find(body, TS_STR("<br"), 0) != TS_NPOS)
        return body;
    ts_buf html;
    ts_buf_init(&html, TS_BUF_MAX);
    ts_buf_puts(&html, "<article>");
    for (size_t from = 0, end; from < body.len; from = end + 1) {
        end = ts_str_find_char(body, '\n', from);
        end = end == TS_NPOS ? body.len : end;
        ts_buf_puts(&html, "<p>");
        ts_escape_html(&html, ts_str_sub(body, from, end));
    }
    ts_str s = {ts_buf_copy(&html, arena), html.len};
    ts_buf_free(&html);
    return s;
}

/* --- blocks --- */

/* Blocks that together hold a line. */
typedef struct match {
    uint64_t hash;
    int first, last;
    bool lengthy;
} match;

typedef struct search {
    ts_blocks *blocks;
    uint64_t *lines; /* sorted */
    size_t count;
    TS_VEC(match) found;
    uint64_t *at; /* of each block, the hash of its line, 0: none */
} search;

static int by_hash(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return x < y ? -1 : x > y;
}

static ts_block *block_at(const search *s, int i)
{
    return &s->blocks->blocks.items[i];
}

static void look(ts_arena *arena, search *s, int first, int last)
{
    ts_str head = block_at(s, first)->text, tail = block_at(s, last - 1)->text;
    ts_str text = {head.ptr, (size_t)(tail.ptr + tail.len - head.ptr)};
    size_t size;
    if (text.len > LINE_SIZE)
        return;
    match m = {.hash = bare_hash(text, &size), .first = first, .last = last};
    m.lengthy = size >= LONG;
    if (size < LEAST || !bsearch(&m.hash, s->lines, s->count, sizeof m.hash, by_hash))
        return;
    ts_vec_push_in(arena, &s->found, m);
    for (int i = first; i < last; i++)
        s->at[i] = m.hash;
}

static void find_lines(ts_arena *arena, search *s)
{
    for (size_t i = 0; i < s->blocks->blocks.len; i++)
        look(arena, s, (int)i, (int)i + 1);
    for (size_t i = 0; i < s->blocks->elements.len; i++) {
        const ts_element *e = &s->blocks->elements.items[i];
        if (e->last - e->first > 1 && e->last - e->first <= PARTS)
            look(arena, s, e->first, e->last);
    }
}

/* "Salt" may stand anywhere, but then not among other lines. */
static bool has_company(const search *s, const match *m)
{
    int count = (int)s->blocks->blocks.len, to = m->last + NEAR < count ? m->last + NEAR : count;
    for (int i = m->first > NEAR ? m->first - NEAR : 0; i < to; i++)
        if (s->at[i] && s->at[i] != m->hash)
            return true;
    return false;
}

static bool is_kept(const search *s, int first, int last)
{
    for (int i = first; i < last; i++)
        if (!block_at(s, i)->keep)
            return false;
    return true;
}

static void keep(search *s, int first, int last, const char *reason)
{
    for (int i = first; i < last; i++) {
        ts_block *b = block_at(s, i);
        b->reason = b->keep ? b->reason : reason;
        b->keep = true;
        b->probability = 1;
    }
}

static int by_line(const void *a, const void *b)
{
    const match *x = a, *y = b;
    if (x->hash != y->hash)
        return x->hash < y->hash ? -1 : 1;
    return x->first - y->first;
}

/* The row around the place of a line: an amount and a name in elements of their own, and no other line. */
static match row_around(const search *s, const match *m)
{
    const ts_element *elements = s->blocks->elements.items;
    match row = *m;
    int e = block_at(s, m->first)->owner;
    while (e >= 0 && elements[e].last - elements[e].first <= ROW) {
        double others = 0, links = 0;
        for (int i = elements[e].first; i < elements[e].last; i++) {
            const ts_block *b = block_at(s, i);
            others += i < m->first || i >= m->last ? (s->at[i] || b->heading ? ROW_SIZE + 1 : b->size) : 0;
            links += b->link_size;
        }
        if (others > ROW_SIZE || links > 0)
            break;
        row.first = elements[e].first < m->first ? elements[e].first : m->first;
        row.last = elements[e].last > m->last ? elements[e].last : m->last;
        e = elements[e].parent;
    }
    return row;
}

/* Of the places where a line stands the first, unless one is kept already. */
static void keep_lines(search *s)
{
    if (s->found.len)
        qsort(s->found.items, s->found.len, sizeof *s->found.items, by_line);
    for (size_t i = 0, next = 0; i < s->found.len; i = next) {
        const match *best = NULL;
        bool kept = false;
        for (next = i; next < s->found.len && s->found.items[next].hash == s->found.items[i].hash; next++) {
            const match *m = &s->found.items[next];
            if (is_kept(s, m->first, m->last)) {
                keep(s, m->first, m->last, NULL);
                kept = true;
            }
            best = best || !(m->lengthy || has_company(s, m)) ? best : m;
        }
        if (!best || kept)
            continue;
        match row = best->lengthy ? *best : row_around(s, best);
        keep(s, best->first, best->last, "the page's data state it");
        keep(s, row.first, row.last, "beside what the page's data state");
    }
}

static bool is_list(const ts_node *node)
{
    return ts_node_is(node, "ul") || ts_node_is(node, "ol") || ts_node_is(node, "dl") ||
           ts_node_is(node, "table");
}

static void keep_lists(search *s)
{
    for (size_t i = 0; i < s->blocks->elements.len; i++) {
        const ts_element *e = &s->blocks->elements.items[i];
        double stated = 0, all = 0;
        if (!is_list(e->node))
            continue;
        for (int k = e->first; k < e->last; k++) {
            const ts_block *b = block_at(s, k);
            stated += b->keep && s->at[k] ? b->size : 0;
            all += b->size;
        }
        if (stated > LIST_SHARE * all)
            keep(s, e->first, e->last, "in a list that the page's data state");
    }
}

int ts_stated_keep(ts_arena *arena, const ts_stated *stated, ts_blocks *blocks)
{
    search s = {.blocks = blocks, .count = stated->lines.len};
    if (!s.count || !blocks->blocks.len)
        return 0;
    s.lines = ts_arena_alloc(arena, s.count * sizeof *s.lines);
    memcpy(s.lines, stated->lines.items, s.count * sizeof *s.lines);
    qsort(s.lines, s.count, sizeof *s.lines, by_hash);
    s.at = ts_arena_alloc(arena, blocks->blocks.len * sizeof *s.at);
    memset(s.at, 0, blocks->blocks.len * sizeof *s.at);
    find_lines(arena, &s);
    keep_lines(&s);
    keep_lists(&s);
    for (int i = 0; i + 1 < (int)blocks->blocks.len; i++)
        if (block_at(&s, i)->heading > 1 && block_at(&s, i + 1)->keep && s.at[i + 1])
            keep(&s, i, i + 1, "a heading above what the page's data state");
    return (int)s.found.len;
}
