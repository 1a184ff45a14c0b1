#include "extract/suggest.h"
#include "base/digest.h"
#include "extract/selector.h"
#include "extract/site_page.h"

#include <string.h>

enum {
    AROUND_MAX = 4,      /* elements around a block that are looked at */
    INSIDE_MAX = 8,      /* and in it */
    SEEN_MAX = 40,       /* of which so many are read */
    TRIES_MAX = 60,      /* expressions that are tried on the page */
    WORDS_MAX_BYTES = 80 /* of a line that is named by its words */
};
/* A rule that leaves out more of the article, or names more of the page, is a mistake. */
#define SHARE_MAX 0.5

typedef struct suggester {
    ts_arena *arena;
    const ts_inspection *page;
    const ts_inspected *block;
    size_t at; /* its index */
    const char *key;
    bool field;
    double kept; /* bytes of text in the article */
    int tries;
    ts_suggestions *to;
    uint64_t known[TS_SUGGESTIONS_MAX]; /* what each suggestion names */
} suggester;

/* What an expression names on the page. */
typedef struct hits {
    size_t blocks;
    double kept;
    uint64_t digest;
    bool ours;
} hits;

/* One walk over the page: `found` is in its order, as the blocks are. */
static hits count(const suggester *s, const ts_node_list *found)
{
    hits h = {0};
    ts_node *root = ts_dom_root(s->page->dom), *behind = NULL;
    size_t k = 0, b = 0;
    bool inside = false;
    for (ts_node *n = root; n && b < s->page->blocks.len; n = ts_node_walk(n, root)) {
        inside = inside && n != behind;
        if (k < found->len && n == found->items[k]) {
            k++;
            behind = inside ? behind : ts_node_skip(n, root);
            inside = true;
        }
        const ts_inspected *block = &s->page->blocks.items[b];
        if (n != block->first)
            continue;
        if (inside) {
            h.blocks++;
            h.kept += ts_inspected_kept(block) ? (double)block->text.len : 0;
            h.digest = h.digest * 31 + b + 1;
            h.ours = h.ours || b == s->at;
        }
        b++;
    }
    return h;
}

/* What a field's rule would give. */
static const char *value_of(const suggester *s, const char *expression)
{
    ts_error error = {0};
    ts_site_rules rules = {0};
    ts_site_page page = {.arena = s->arena, .dom = s->page->dom, .rules = &rules};
    if (strcmp(s->key, "title") == 0)
        ts_vec_push_in(s->arena, &rules.title, expression);
    else if (strcmp(s->key, "date") == 0)
        ts_vec_push_in(s->arena, &rules.date, expression);
    else
        ts_vec_push_in(s->arena, &rules.author, expression);
    if (!ts_site_page_fields(&page, &error))
        return NULL;
    const char *value = page.said.title ? page.said.title : page.said.date;
    for (size_t i = 0; i < page.said.authors.len; i++)
        value = value ? ts_arena_printf(s->arena, "%s; %s", value, page.said.authors.items[i].name)
                      : page.said.authors.items[i].name;
    return value;
}

static void put(suggester *s, ts_suggestion suggestion, uint64_t digest)
{
    for (size_t i = 0; i < s->to->len; i++)
        if (s->known[i] == digest)
            return;
    s->known[s->to->len] = digest;
    ts_vec_push_in(s->arena, s->to, suggestion);
}

/* Attributes in which a date or a name may stand better than in the text. */
static const char *attribute_of(const suggester *s, const ts_node *target)
{
    bool dated = strcmp(s->key, "date") == 0 && ts_node_attr(target, "datetime");
    return dated ? "/@datetime" : s->field && ts_node_attr(target, "content") ? "/@content" : "";
}

/* Tries an expression that is meant for `target`; what it names must have the block in it. */
static void try(suggester *s, const ts_node *target, const char *expression)
{
    ts_node_list found;
    ts_error error = {0};
    if (s->tries++ >= TRIES_MAX || s->to->len >= TS_SUGGESTIONS_MAX ||
        !ts_dom_xpath(s->arena, s->page->dom, expression, &found, &error) || !found.len)
        return;
    hits h = count(s, &found);
    ts_suggestion suggestion = {.key = s->key, .value = expression, .blocks = h.blocks};
    if (s->field) {
        suggestion.value = ts_arena_printf(s->arena, "%s%s", expression, attribute_of(s, target));
        suggestion.found = found.items[0] == target ? value_of(s, suggestion.value) : NULL;
        if (suggestion.found)
            put(s, suggestion, ts_hash64(ts_str_of(suggestion.found)));
        return;
    }
    bool alone = h.blocks == 1, drop = strcmp(s->key, "strip") == 0;
    bool much =
        drop ? h.kept > SHARE_MAX * s->kept : (double)h.blocks > SHARE_MAX * (double)s->page->blocks.len;
    if (h.ours && (alone || !much))
        put(s, suggestion, h.digest);
}

static void try_all(suggester *s, const ts_node *target, const ts_texts *expressions)
{
    for (size_t i = 0; i < expressions->len; i++)
        try(s, target, expressions->items[i]);
}

typedef TS_VEC(const ts_node *) targets;

/* True where the element holds a block that is not the one asked about. */
static bool holds_other(const suggester *s, const ts_node *element)
{
    const size_t others[] = {s->at - 1, s->at + 1};
    for (size_t i = 0; i < 2; i++) {
        const ts_node *n = others[i] < s->page->blocks.len ? s->page->blocks.items[others[i]].first : NULL;
        while (n && n != element)
            n = ts_node_parent(n);
        if (n)
            return true;
    }
    return false;
}

/* What the element says stands in the block: 2 where it is all of it, else 1; 0 where it is not. */
static int share_of(const suggester *s, const ts_node *element)
{
    ts_buf text;
    ts_buf_init(&text, TS_BUF_MAX);
    ts_node_text(&text, element);
    ts_str own = ts_buf_str(&text);
    int share =
        ts_str_eq(own, s->block->text) ? 2 : own.len && ts_str_find(s->block->text, own, 0) != TS_NPOS;
    ts_buf_free(&text);
    return share;
}

/* Elements in the block: those that are all of it, for a field's value those that are a part of it. */
static void collect_inside(const suggester *s, targets *to)
{
    const ts_node *own = s->block->node;
    int least = s->field && strcmp(s->key, "title") != 0 ? 1 : 2, seen = 0;
    /* From the line's own text on, with what is around it. */
    const ts_node *from = s->block->first;
    while (from != own && ts_node_parent(from) != own)
        from = ts_node_parent(from);
    for (const ts_node *n = from; n && n != own && seen < SEEN_MAX; n = ts_node_walk(n, own)) {
        bool element = ts_node_type(n) == TS_ELEMENT;
        seen += element;
        if (element && to->len < INSIDE_MAX && share_of(s, n) >= least)
            ts_vec_push_in(s->arena, to, n);
    }
}

/* The elements that a rule may name, the nearest first. */
static void collect(const suggester *s, targets *to)
{
    const ts_node *own = s->block->node;
    collect_inside(s, to);
    for (int i = 0; own && i <= AROUND_MAX && !ts_node_is(own, "body"); i++, own = ts_node_parent(own)) {
        if (s->field && holds_other(s, own))
            break;
        ts_vec_push_in(s->arena, to, own);
    }
}

/* A short line by its words, whatever is around it. */
static void try_words(suggester *s, const ts_node *target)
{
    const ts_inspected *b = s->block;
    const char *quoted = b->text.len <= WORDS_MAX_BYTES ? ts_selector_quote(s->arena, b->text) : NULL;
    if (!quoted || strcmp(s->key, "strip") != 0)
        return;
    const char *tag = ts_selector_tag(target);
    try(s, target, ts_arena_printf(s->arena, "//%s[normalize-space(.)=%s]", tag, quoted));
    try(s, target, ts_arena_printf(s->arena, "//%s/text()[normalize-space(.)=%s]", tag, quoted));
}

static void try_ways(suggester *s, const ts_node *target, bool places)
{
    ts_texts ways = {0};
    ts_selectors_by_way(s->arena, target, places, &ways);
    try_all(s, target, &ways);
}

/* From what stays the same on other pages of the site to what hardly does. */
static void suggest(suggester *s)
{
    targets to = {0};
    collect(s, &to);
    if (!to.len)
        return;
    for (size_t i = 0; i < to.len; i++) {
        ts_texts names = {0};
        ts_selectors_by_name(s->arena, to.items[i], true, &names);
        ts_selectors_by_tag(s->arena, to.items[i], &names);
        try_all(s, to.items[i], &names);
    }
    try_words(s, to.items[0]);
    try_ways(s, to.items[0], false);
    for (size_t i = 0; i < to.len; i++) {
        ts_texts names = {0};
        ts_selectors_by_name(s->arena, to.items[i], false, &names);
        try_all(s, to.items[i], &names);
    }
    try_ways(s, to.items[0], true);
}

void ts_suggest(ts_arena *arena, const ts_inspection *inspection, size_t block, ts_str action,
                ts_suggestions *suggestions)
{
    static const char *const actions[][2] = {
        {"keep", "keep"}, {"drop", "strip"}, {"title", "title"}, {"date", "date"}, {"author", "author"}};
    suggester s = {.arena = arena, .page = inspection, .at = block, .to = suggestions};
    *suggestions = (ts_suggestions){0};
    for (size_t i = 0; i < sizeof actions / sizeof *actions; i++)
        if (ts_str_is(action, actions[i][0])) {
            s.key = actions[i][1];
            s.field = i > 1;
        }
    if (!s.key || block >= inspection->blocks.len || !inspection->blocks.items[block].node)
        return;
    s.block = &inspection->blocks.items[block];
    for (size_t i = 0; i < inspection->blocks.len; i++)
        s.kept += ts_inspected_kept(&inspection->blocks.items[i])
                      ? (double)inspection->blocks.items[i].text.len
                      : 0;
    suggest(&s);
}
