#include "article/build_tree.h"
#include "base/digest.h"
#include "rules/phrases.h"
#include "text/utf8.h"
#include "text/width.h"

#include <string.h>

/* Code points of a paragraph's head that are looked at, and that a label may have. */
#define HEAD 40
#define LABEL 24

/* A paragraph that begins with a label. */
typedef struct label {
    cmark_node *paragraph;
    int rule;
    uint64_t value; /* the digest of what the rule found in it: "Second" */
    size_t end;     /* bytes of the first text that are the label */
} label;
typedef TS_VEC(label) labels;

/* The bytes of `text` whose folded form is `folded` bytes long: the rules see the folded copy. */
static size_t unfold(ts_str text, size_t folded)
{
    ts_buf fold;
    ts_buf_init(&fold, TS_BUF_MAX);
    size_t pos = 0;
    while (pos < text.len && fold.len < folded) {
        ts_utf8_next(text, &pos);
        ts_buf_clear(&fold);
        ts_fold(&fold, ts_str_sub(text, 0, pos));
    }
    ts_buf_free(&fold);
    return pos;
}

/* A label goes on to the end of its sentence, where that is near and the paragraph goes on behind it. */
static size_t to_sentence(ts_str text, size_t end)
{
    size_t limit = ts_utf8_offset(text, LABEL);
    for (size_t pos = end; pos < limit;) {
        uint32_t c = ts_utf8_next(text, &pos);
        bool wide = ts_is_wide(c);
        if (ts_is_sentence_end(c) && pos < text.len && (wide || text.ptr[pos] == ' '))
            return pos;
    }
    return end;
}

/* The text that a label would stand in: a paragraph's first, or that of the strong node it begins with. */
static cmark_node *first_text(cmark_node *paragraph, bool *strong)
{
    cmark_node *node = cmark_node_first_child(paragraph);
    *strong = node && cmark_node_get_type(node) == CMARK_NODE_STRONG;
    if (*strong) {
        node = cmark_node_first_child(node);
        if (node && cmark_node_next(node))
            return NULL;
    }
    return node && cmark_node_get_type(node) == CMARK_NODE_TEXT ? node : NULL;
}

/* True where something stands behind the label: a paragraph that is all label has none. Another strong text
 * right behind it would run into it. */
static bool goes_on(cmark_node *text, bool strong, size_t end)
{
    cmark_node *next = cmark_node_next(strong ? cmark_node_parent(text) : text);
    if (strong)
        return next != NULL;
    return end > 0 && (cmark_node_get_literal(text)[end] != '\0' ||
                       (next && cmark_node_get_type(next) != CMARK_NODE_STRONG));
}

static bool is_space_first(cmark_node *node)
{
    if (!node)
        return false;
    const char *text = cmark_node_get_literal(node);
    return cmark_node_get_type(node) == CMARK_NODE_SOFTBREAK ||
           (cmark_node_get_type(node) == CMARK_NODE_TEXT && text && *text == ' ');
}

static bool find_label(cmark_node *paragraph, const char *language, label *found)
{
    bool strong = false;
    cmark_node *node = first_text(paragraph, &strong);
    if (!node)
        return false;
    ts_str text = ts_str_of(cmark_node_get_literal(node));
    text = ts_str_sub(text, 0, ts_utf8_offset(text, HEAD));
    ts_buf fold;
    ts_buf_init(&fold, TS_BUF_MAX);
    ts_fold(&fold, text);
    if (strong && is_space_first(cmark_node_next(cmark_node_parent(node))))
        ts_buf_putc(&fold, ' '); /* a rule may want the space that stands behind the strong text */
    ts_line_match match;
    bool matched = ts_phrases_match_class(ts_phrases_get(), language, "run-in", ts_buf_str(&fold), &match) &&
                   match.start == 0 && match.end > 0;
    if (matched) {
        /* Folding drops the space at a prefix's end, so a match that ends in one is looked up without. */
        ts_str head = ts_str_trim(ts_str_sub(ts_buf_str(&fold), 0, match.end));
        size_t end = to_sentence(text, unfold(text, head.len));
        *found = (label){paragraph, match.rule, ts_hash64(match.value), end};
        matched = goes_on(node, strong, end);
    }
    ts_buf_free(&fold);
    return matched;
}

/* Text that was strong already becomes the label as it is: written as Markdown both are the same. */
static void mark(ts_arena *arena, const label *found)
{
    cmark_node *first = cmark_node_first_child(found->paragraph);
    cmark_node *run_in = ts_node_new(arena, TS_NODE_RUN_IN);
    if (cmark_node_get_type(first) == CMARK_NODE_STRONG) {
        cmark_node *text = cmark_node_first_child(first);
        cmark_node_unlink(text);
        cmark_node_append_child(run_in, text);
        cmark_node_insert_before(first, run_in);
        cmark_node_unlink(first);
        cmark_node_free(first);
        return;
    }
    ts_str all = ts_str_of(cmark_node_get_literal(first));
    ts_str rest = ts_str_sub(all, found->end, all.len);
    cmark_node_append_child(run_in, ts_node_text_new(ts_str_sub(all, 0, found->end)));
    cmark_node_insert_before(first, run_in);
    if (rest.len)
        cmark_node_insert_before(first, ts_node_text_new(rest));
    cmark_node_unlink(first);
    cmark_node_free(first);
}

/* What was met of each rule; rules are few. The same label twice is no sequence. */
typedef struct tally {
    int rule;
    uint64_t value;
    bool sequence;
} tally;
typedef TS_VEC(tally) tallies;

static tally *tally_of(tallies *all, const label *met)
{
    for (size_t i = 0; i < all->len; i++)
        if (all->items[i].rule == met->rule)
            return &all->items[i];
    ts_vec_push(all, ((tally){met->rule, met->value, false}));
    return &all->items[all->len - 1];
}

static void mark_sequences(ts_arena *arena, const labels *all)
{
    tallies rules = {0};
    for (size_t i = 0; i < all->len; i++) {
        tally *t = tally_of(&rules, &all->items[i]);
        t->sequence = t->sequence || t->value != all->items[i].value;
    }
    for (size_t i = 0; i < all->len; i++)
        if (tally_of(&rules, &all->items[i])->sequence)
            mark(arena, &all->items[i]);
    ts_vec_free(&rules);
}

void ts_tree_mark_run_ins(ts_arena *arena, cmark_node *document, const char *language)
{
    labels all = {0};
    for (cmark_node *node = document; node; node = ts_node_block_behind(node, document)) {
        label found;
        if (cmark_node_get_type(node) == CMARK_NODE_PARAGRAPH && find_label(node, language, &found))
            ts_vec_push(&all, found);
    }
    mark_sequences(arena, &all);
    ts_vec_free(&all);
}
