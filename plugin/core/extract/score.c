#include "extract/score.h"
#include "extract/markup.h"

#include <string.h>

/* Sizes are in Latin characters, see TS_WIDE_SIZE. */
enum {
    PROSE_SIZE = 70,   /* from here on a text with a sentence's marks is prose */
    LONG_SIZE = 160,   /* from here on one mark inside is enough */
    SHORT_PENALTY = 3, /* of a short line that is no heading and in no list */
    LINK_PENALTY = 25, /* most that a line of links costs */
    ITEM_SIZE = 25,    /* from here on an item of a list, or a short sentence, says something */
    PROSE_WORTH = 600, /* most that one paragraph counts: a licence is no article */
    STRONG_WORDS = -25 /* a weight of class words from which on they are hardly wrong */
};
/* A share of links from which a block is a list of links. */
#define LINKED 0.5
/* … from which it is one. */
#define ALL_LINK 0.95
/* Shares of the best element's sum: what an element around one paragraph must keep, what any other must add
 * and keep. */
#define CLIMB_ONE 0.3
#define CLIMB_ADDS 0.15
#define CLIMB_KEEPS 0.7
/* What an item of a list or a short sentence is worth beside a paragraph of its length. */
#define ITEM_SHARE 0.3
/* Most of the page's prose that the comments may hold, by their customary names and by any other. */
#define COMMENTS_MOST 0.95
#define COMMENTS_LOOSELY 0.6
/* … that a box which asks for consent may hold. */
#define CONSENT_MOST 0.95
/* The most text around a field for an address that asks for it, in Latin characters. */
#define PITCH_SIZE 240
/* What is left of prose in an element that its class words call an aside. */
#define ASIDE_SHARE 0.1

double ts_block_link_density(const ts_block *block)
{
    return block->size > 0 ? block->link_size / block->size : 0;
}

bool ts_block_is_prose(const ts_block *block)
{
    if (block->heading || ts_block_link_density(block) > LINKED)
        return false;
    if (block->size >= LONG_SIZE)
        return block->stops + block->commas > 0;
    return block->size >= PROSE_SIZE && block->stops > 0;
}

bool ts_block_is_menu_item(const ts_block *block)
{
    return (block->flags & TS_BLOCK_LIST) && ts_block_link_density(block) >= ALL_LINK;
}

static bool named_aside(const ts_node *node)
{
    static const char *const NAMES[] = {"nav", "aside", "footer", "menu", "dialog"};
    for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++)
        if (ts_node_is(node, NAMES[i]))
            return true;
    return false;
}

/* A heading that links to itself, for readers to point at what is below it: its class words are of looks. */
static bool is_section_head(const ts_node *node)
{
    const ts_node *n = ts_node_heading(node) ? ts_node_first(node) : NULL;
    while (n && !(ts_node_is(n, "a") && ts_is_self_link(n)))
        n = ts_node_next(n);
    return n != NULL;
}

static bool never_aside(const ts_node *node)
{
    static const char *const NAMES[] = {"html", "body", "main", "article", "h1"};
    for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++)
        if (ts_node_is(node, NAMES[i]))
            return true;
    return is_section_head(node);
}

/* What a name says by which the programs that make pages call what readers wrote. */
static unsigned said_by_name(ts_str name)
{
    static const struct {
        const char *name;
        unsigned said;
    } NAMES[] = {{"comments", TS_CALLED_COMMENTS},
                 {"commentlist", TS_CALLED_COMMENTS | TS_BLOG_COMMENTS},
                 {"comment-list", TS_CALLED_COMMENTS | TS_BLOG_COMMENTS},
                 {"comments-area", TS_CALLED_COMMENTS | TS_BLOG_COMMENTS},
                 {"comments-list", TS_CALLED_COMMENTS},
                 {"disqus_thread", TS_CALLED_COMMENTS},
                 {"respond", TS_CALLED_COMMENTS},
                 {"pinglun", TS_CALLED_COMMENTS},
                 {"comment-section", TS_CALLED_COMMENTS},
                 {"comments-section", TS_CALLED_COMMENTS},
                 {"wp-block-comments", TS_CALLED_COMMENTS | TS_BLOG_COMMENTS},
                 {"wp-block-post-comments", TS_CALLED_COMMENTS | TS_BLOG_COMMENTS}};
    for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++)
        if ((name.ptr[0] | 0x20) == NAMES[i].name[0] && ts_str_same(name, ts_str_of(NAMES[i].name)))
            return NAMES[i].said;
    return 0;
}

/* True where a word of the name is "comment" or "comments": "visitors_comment_content", "userComments". */
static bool speaks_of_comments(ts_str name)
{
    static const ts_str WORD = TS_STR("comment");
    for (size_t at = 0; at + WORD.len <= name.len; at++) {
        if ((name.ptr[at] | 0x20) != 'c' || !ts_str_same(ts_str_sub(name, at, at + WORD.len), WORD))
            continue;
        size_t end = at + WORD.len;
        end += end < name.len && name.ptr[end] == 's';
        if (end == name.len || name.ptr[end] < 'a' || name.ptr[end] > 'z')
            return true;
    }
    return false;
}

unsigned ts_comments_said(const char *value)
{
    unsigned said = 0;
    for (const char *p = value; p && *p;) {
        size_t n = 0;
        while ((unsigned char)p[n] > ' ')
            n++;
        if (strchr("cdprwCDPRW", *p) && n)
            said |= said_by_name((ts_str){p, n});
        if (speaks_of_comments((ts_str){p, n}))
            said |= TS_SPEAKS_OF_COMMENTS;
        p += n + (p[n] != '\0');
    }
    return said;
}

bool ts_is_comments(const ts_node *node)
{
    return ts_comments_said(ts_node_attr(node, "id")) || ts_comments_said(ts_node_attr(node, "class"));
}

bool ts_is_in_comments(const ts_node *node)
{
    while (node && !ts_is_comments(node))
        node = ts_node_parent(node);
    return node != NULL;
}

/* Other names than the customary ones are also given to what holds the article and its comments. */
bool ts_element_is_comments(const ts_blocks *blocks, const ts_sums *sums, int element)
{
    const ts_element *e = &blocks->elements.items[element];
    if (!e->comments || never_aside(e->node))
        return false;
    double share = ts_sum(sums, prose, e) / sums->prose[sums->count];
    if (e->comments & TS_BLOG_COMMENTS)
        return true;
    return (share < COMMENTS_MOST && e->weight < 0 && e->comments & TS_CALLED_COMMENTS) ||
           (share < COMMENTS_LOOSELY && e->comments & TS_SPEAKS_OF_COMMENTS);
}

/* A page may be called so as long as it asks. */
bool ts_element_is_pitch(const ts_blocks *blocks, const ts_sums *sums, int element)
{
    const ts_element *e = &blocks->elements.items[element];
    return e->asks_mail && ts_sum(sums, size, e) <= PITCH_SIZE;
}

bool ts_element_is_consent(const ts_blocks *blocks, const ts_sums *sums, int element)
{
    const ts_element *e = &blocks->elements.items[element];
    return e->consent && !never_aside(e->node) &&
           ts_sum(sums, prose, e) <= CONSENT_MOST * sums->prose[sums->count];
}

bool ts_element_is_aside(const ts_blocks *blocks, const ts_sums *sums, int element)
{
    const ts_element *e = &blocks->elements.items[element];
    if (ts_element_is_comments(blocks, sums, element))
        return true;
    if (never_aside(e->node) || !(e->weight < 0 || named_aside(e->node)))
        return false;
    /* Class words err; what holds most of the page's prose is not beside it. */
    double all = sums->prose[sums->count], own = ts_sum(sums, prose, e);
    return own < (named_aside(e->node) || e->weight <= STRONG_WORDS ? 0.7 : 0.4) * all || own == 0;
}

static double worth(const ts_block *b)
{
    double density = ts_block_link_density(b);
    if (ts_block_is_prose(b))
        return (b->size < PROSE_WORTH ? b->size : PROSE_WORTH) * (1 - density);
    if (b->heading)
        return 0;
    if (density > LINKED)
        return -(b->size < LINK_PENALTY ? b->size : LINK_PENALTY);
    if (b->flags & TS_BLOCK_LIST && b->link_size == 0 && b->size >= ITEM_SIZE)
        return ITEM_SHARE * b->size;
    if (b->flags & (TS_BLOCK_CAPTION | TS_BLOCK_LIST | TS_BLOCK_CELL))
        return 0;
    if (b->stops && b->size >= ITEM_SIZE)
        return ITEM_SHARE * b->size;
    return b->size < PROSE_SIZE ? -SHORT_PENALTY : 0;
}

static void make_sums(ts_arena *arena, const ts_blocks *blocks, ts_sums *sums)
{
    size_t n = blocks->blocks.len;
    *sums = (ts_sums){.count = n};
    double **all[] = {&sums->size, &sums->link, &sums->prose, &sums->score, &sums->good};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        *all[i] = ts_arena_alloc(arena, (n + 1) * sizeof(double));
    for (size_t i = 0; i < n; i++) {
        const ts_block *b = &blocks->blocks.items[i];
        sums->size[i + 1] = sums->size[i] + b->size;
        sums->link[i + 1] = sums->link[i] + b->link_size;
        sums->prose[i + 1] = sums->prose[i] + (ts_block_is_prose(b) ? b->size : 0);
    }
}

void ts_blocks_score(ts_arena *arena, ts_blocks *blocks, ts_sums *sums)
{
    make_sums(arena, blocks, sums);
    for (size_t i = 0; i < blocks->blocks.len; i++)
        blocks->blocks.items[i].score = (float)worth(&blocks->blocks.items[i]);
    /* The outermost aside is enough: all inside it is beside the article too. */
    for (size_t e = 0; e < blocks->elements.len;) {
        const ts_element *element = &blocks->elements.items[e];
        if (!ts_element_is_aside(blocks, sums, (int)e)) {
            e++;
            continue;
        }
        for (int i = element->first; i < element->last; i++) {
            blocks->blocks.items[i].aside = true;
            if (blocks->blocks.items[i].score > 0)
                blocks->blocks.items[i].score *= ASIDE_SHARE;
        }
        e = (size_t)element->next;
    }
    for (size_t i = 0; i < blocks->blocks.len; i++) {
        double score = blocks->blocks.items[i].score;
        sums->score[i + 1] = sums->score[i] + score;
        sums->good[i + 1] = sums->good[i] + (score > 0 ? score : 0);
    }
}

static bool holds_one_text(const ts_node *node)
{
    static const char *const NAMES[] = {"p",  "li", "blockquote", "span", "font", "b",  "strong",
                                        "dd", "dt", "i",          "em",   "pre",  "tr", "tbody",
                                        "td", "ul", "ol",         "dl",   "h2",   "h3", "figure"};
    for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++)
        if (ts_node_is(node, NAMES[i]))
            return true;
    return false;
}

/* What stands around the best element may be the rest of the article: always around a single paragraph, and
 * where an element adds prose and hardly takes anything away. */
static int climb(const ts_blocks *blocks, const ts_sums *sums, int best, double most)
{
    int at = best;
    for (int e = blocks->elements.items[best].parent; e >= 0; e = blocks->elements.items[e].parent) {
        const ts_element *inner = &blocks->elements.items[at], *outer = &blocks->elements.items[e];
        double sum = ts_sum(sums, score, outer);
        double added = ts_sum(sums, good, outer) - ts_sum(sums, good, inner);
        bool one = holds_one_text(inner->node) && sum > CLIMB_ONE * most;
        if (one || (added > CLIMB_ADDS * most && sum > CLIMB_KEEPS * most))
            at = e;
        else if (sum < CLIMB_ONE * most)
            break;
    }
    return at;
}

int ts_blocks_container(const ts_blocks *blocks, const ts_sums *sums)
{
    int best = -1;
    double most = 0;
    for (size_t i = 0; i < blocks->elements.len; i++) {
        const ts_element *e = &blocks->elements.items[i];
        double sum = ts_sum(sums, score, e);
        /* The inner of two that hold the same. */
        if (sum > most || (sum == most && sum > 0)) {
            most = sum;
            best = (int)i;
        }
    }
    return best < 0 ? best : climb(blocks, sums, best, most);
}
