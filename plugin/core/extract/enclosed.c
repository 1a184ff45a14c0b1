#include "extract/enclosed.h"

#include "rules/embeds.h"

#include <string.h>

/* Points are believed from this probability on; they and quotations with no larger share of links. */
#define POINT_LEAST 0.1f
#define LINKED 0.3
/* Headings are believed from this one on where their text is kept; those that are links from this share on.
 */
#define HEADING_LEAST 0.25f
#define HEADING_LINKED 0.5
/* The size of what a table of contents is called. */
#define CONTENTS_SIZE 40.0f
/* Bytes of a file's name, with its folders, and of its ending, with the point. */
enum { NAME_MOST = 80, ENDING_MOST = 8 };

typedef struct place {
    ts_arena *arena;
    ts_blocks *blocks;
    const ts_sums *sums;
    int around;    /* the element that the last kept paragraph, or the quotation around it, is in */
    int before;    /* that paragraph */
    int last_kept; /* the last block of all that is kept */
    int refused;   /* a list that is no part of the text */
} place;

static const ts_element *element_at(const place *p, int e)
{
    return &p->blocks->elements.items[e];
}

static bool is_code(const ts_element *e)
{
    return e->flags & TS_BLOCK_PRE;
}

static bool is_quote(const ts_element *e)
{
    return ts_node_is(e->node, "blockquote");
}

/* A post of a social network, which is more link than text. */
static bool is_post(const place *p, const ts_element *e)
{
    const char *class = is_quote(e) ? ts_node_attr(e->node, "class") : NULL;
    return class && ts_embed_of_quote(p->arena, ts_str_of(class));
}

static bool is_list(const ts_element *e)
{
    return ts_node_is(e->node, "ul") || ts_node_is(e->node, "ol");
}

/* The outermost element around block i that is so named, inside `around`; -1: none. */
static int outermost(const place *p, int i, int around, bool (*named)(const ts_element *))
{
    int found = -1;
    for (int e = p->blocks->blocks.items[i].owner; e >= 0 && e != around; e = element_at(p, e)->parent)
        found = named(element_at(p, e)) ? e : found;
    return found;
}

static void stand_behind(place *p, int i)
{
    int quote = outermost(p, i, -1, is_quote);
    p->around = element_at(p, quote < 0 ? p->blocks->blocks.items[i].owner : quote)->parent;
    p->before = i;
}

/* True where the article goes on behind the element, or began inside it, and it is neither a form nor links.
 */
static bool is_between(const place *p, const ts_element *e)
{
    double size = ts_sum(p->sums, size, e), link = ts_sum(p->sums, link, e);
    return (p->last_kept >= e->last || p->before >= e->first) && !e->asks &&
           (link <= LINKED * size || is_post(p, e));
}

/* A list beside the paragraph whose every point is likely enough. */
static bool is_points(const place *p, int list)
{
    const ts_element *e = element_at(p, list);
    if (list == p->refused || e->parent != p->around)
        return false;
    for (int i = e->first; i < e->last; i++)
        if (p->blocks->blocks.items[i].probability < POINT_LEAST)
            return false;
    return true;
}

/* The element around block i that goes with the paragraphs before and behind it, -1: none does. */
static int enclosed(place *p, int i)
{
    int e = outermost(p, i, p->around, is_code);
    if (e >= 0)
        return e;
    e = outermost(p, i, p->around, is_quote);
    if (e < 0) {
        int list = outermost(p, i, p->around, is_list);
        e = list >= 0 && is_points(p, list) ? list : -1;
        p->refused = e < 0 ? list : p->refused;
    }
    return e >= 0 && is_between(p, element_at(p, e)) ? e : -1;
}

static void keep(ts_blocks *blocks, const ts_element *e)
{
    for (int i = e->first; i < e->last; i++) {
        ts_block *b = &blocks->blocks.items[i];
        b->reason = b->keep ? b->reason : "between paragraphs";
        b->keep = true;
    }
}

/* "src/tide.js", alone on its line. */
static bool names_file(const ts_block *b)
{
    size_t dot = b->text.len;
    if (b->heading || b->text.len > NAME_MOST)
        return false;
    for (size_t i = 0; i < b->text.len; i++) {
        char c = b->text.ptr[i];
        if (c <= ' ')
            return false;
        dot = c == '.' ? i : dot;
    }
    size_t ending = b->text.len - dot;
    return dot > 0 && ending >= 2 && ending <= ENDING_MOST && !ts_str_starts(b->text, TS_STR("http"));
}

/* The name of a file right above the code that is in it. */
static void keep_file_names(ts_blocks *blocks)
{
    for (size_t i = 1; i < blocks->blocks.len; i++) {
        ts_block *name = &blocks->blocks.items[i - 1];
        const ts_block *code = &blocks->blocks.items[i];
        if (!code->keep || !(code->flags & TS_BLOCK_PRE) || name->keep || !names_file(name))
            continue;
        name->keep = true;
        name->reason = "the file that the code below is in";
    }
}

/* True where a list begins with block i, right below this parent. */
static bool begins_list(const place *p, int i, int parent)
{
    int e = p->blocks->blocks.items[i].owner;
    while (e >= 0 && element_at(p, e)->first == i && element_at(p, e)->parent != parent)
        e = element_at(p, e)->parent;
    return e >= 0 && element_at(p, e)->first == i && is_list(element_at(p, e));
}

/* True for a heading that stands beside the list right below it, and was dropped for nothing but its look. */
static bool heads_list(const place *p, int i)
{
    const ts_block *b = &p->blocks->blocks.items[i];
    return b->heading >= 2 && !b->keep && !b->aside && b->probability >= POINT_LEAST && b[1].keep &&
           b->link_size <= LINKED * b->size && b->reason && strcmp(b->reason, "unlikely") == 0 &&
           begins_list(p, i + 1, element_at(p, b->owner)->parent);
}

/* What heads the points that are kept, in a text that began before it: "Ingredients". */
static void keep_headings(place *p)
{
    bool began = false;
    for (int i = 0; i + 1 < (int)p->blocks->blocks.len; i++) {
        ts_block *b = &p->blocks->blocks.items[i];
        began = began || b->keep;
        if (!began || !heads_list(p, i))
            continue;
        b->keep = true;
        b->reason = "heads the points below";
    }
}

void ts_enclosed_keep(ts_arena *arena, ts_blocks *blocks, const ts_sums *sums)
{
    place p = {.arena = arena,
               .blocks = blocks,
               .sums = sums,
               .around = -1,
               .before = -1,
               .last_kept = -1,
               .refused = -1};
    int count = (int)blocks->blocks.len;
    for (int i = 0; i < count; i++)
        p.last_kept = blocks->blocks.items[i].keep ? i : p.last_kept;
    for (int i = 0; i < count;) {
        const ts_block *b = &blocks->blocks.items[i];
        if (b->keep && ts_block_is_prose(b))
            stand_behind(&p, i);
        bool inside = p.around >= 0 && !b->keep && i < element_at(&p, p.around)->last;
        int e = inside ? enclosed(&p, i) : -1;
        if (e >= 0)
            keep(blocks, element_at(&p, e));
        i = e >= 0 ? element_at(&p, e)->last : i + 1;
    }
    keep_headings(&p);
    keep_file_names(blocks);
}

/* True for a heading that is a link to its own place, or to that in the table of contents; for a line of
 * that. */
static bool leads_here(const ts_block *b)
{
    const ts_node *n = b->first;
    while (n && !ts_node_is(n, "a") && !ts_node_is_block(n))
        n = ts_node_parent(n);
    const char *href = n ? ts_node_attr(n, "href") : NULL;
    return href && href[0] == '#' && href[1];
}

/* True for a heading whose text, or whose first heading within, is kept. */
static bool heads_kept(const ts_block *b)
{
    const ts_block *next = b + 1;
    return b->heading && !b->keep && b->probability >= HEADING_LEAST && next->keep &&
           (!next->heading || next->heading > b->heading);
}

/* "Table of contents", "Jump to:", whose links go. */
static bool names_contents(const ts_blocks *blocks, size_t i)
{
    enum { LINES = 2 };
    const ts_block *b = &blocks->blocks.items[i];
    bool names = b->keep && b->size <= CONTENTS_SIZE && !b->closed && b->link_size <= 0 &&
                 !(b->flags & (TS_BLOCK_LIST | TS_BLOCK_PRE)) && i + LINES < blocks->blocks.len;
    for (size_t k = 1; names && k <= LINES; k++)
        names = !b[k].keep && ts_block_link_density(b + k) > HEADING_LINKED && leads_here(b + k);
    return names;
}

void ts_enclosed_drop_contents(ts_blocks *blocks)
{
    for (size_t i = 0; i < blocks->blocks.len; i++)
        if (names_contents(blocks, i)) {
            blocks->blocks.items[i].keep = false;
            blocks->blocks.items[i].reason = "names a table of contents";
        }
}

void ts_enclosed_keep_headings(ts_blocks *blocks)
{
    unsigned linked = 0; /* a bit for every level of which a heading that leads elsewhere is kept */
    size_t first = 0;
    while (first < blocks->blocks.len && !blocks->blocks.items[first].keep)
        first++;
    for (size_t i = first; i < blocks->blocks.len; i++) {
        const ts_block *b = &blocks->blocks.items[i];
        if (b->heading && b->keep && !b->beside && ts_block_link_density(b) > HEADING_LINKED)
            linked |= 1U << b->heading;
    }
    for (size_t i = blocks->blocks.len; i-- > first + 1;) {
        ts_block *b = &blocks->blocks.items[i - 1];
        bool elsewhere = ts_block_link_density(b) > HEADING_LINKED && !leads_here(b);
        if (!heads_kept(b) || (elsewhere && !(linked & 1U << b->heading)))
            continue;
        b->keep = true;
        b->reason = "heads what is kept";
    }
}
