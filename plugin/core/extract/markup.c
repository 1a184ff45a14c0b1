#include "extract/claims.h"
#include "extract/markup.h"

#include <string.h>
#include <strings.h>

/* Elements with a property between two authors of one article, at most. */
enum { AUTHORS_APART = 6 };

typedef struct reader {
    int items;           /* elements that were asked */
    const ts_node *item; /* the one whose authors are read */
    int last_author;     /* how many items there were before it */
} reader;

/* Elements with itemprop or an h-entry class that are looked at; a longer text, or one of more nodes, is no
 * name and no date. */
enum { ITEMS_MAX = 300, SHORT_TEXT = 300, SHORT_NODES = 300 };

bool ts_has_token(const char *value, const char *token)
{
    size_t len = strlen(token);
    for (const char *p = value; p && *p;) {
        size_t n = strcspn(p, " \t\n\r\f");
        if (n == len && strncasecmp(p, token, len) == 0)
            return true;
        p += n;
        p += strspn(p, " \t\n\r\f");
    }
    return false;
}

const char *ts_short_text(ts_arena *arena, const ts_node *node)
{
    ts_buf text;
    const char *copy = NULL;
    int nodes = 0;
    for (const ts_node *n = node; n && nodes <= SHORT_NODES; n = ts_node_walk(n, node))
        nodes++;
    if (nodes > SHORT_NODES)
        return NULL;
    ts_buf_init(&text, 16 * SHORT_TEXT);
    ts_node_text(&text, node);
    if (!text.full && text.len > 0 && text.len <= SHORT_TEXT)
        copy = ts_buf_copy(&text, arena);
    ts_buf_free(&text);
    return copy;
}

/* The machine-readable value where there is one, else the text. */
static ts_str value_of(ts_arena *arena, const ts_node *node)
{
    static const char *const ATTRIBUTES[] = {"content", "datetime", "title"};
    for (size_t i = 0; i < sizeof ATTRIBUTES / sizeof *ATTRIBUTES; i++) {
        const char *value = ts_node_attr(node, ATTRIBUTES[i]);
        if (value && *value && (i < 2 || ts_node_is(node, "abbr")))
            return ts_str_of(value);
    }
    return ts_str_of(ts_short_text(arena, node));
}

/* An author's element often holds an element with itemprop=name and much else. */
static const ts_node *inner_name(const ts_node *node)
{
    int steps = 0;
    for (const ts_node *n = ts_node_walk(node, node); n && steps < SHORT_TEXT;
         n = ts_node_walk(n, node), steps++)
        if (ts_has_token(ts_node_attr(n, "itemprop"), "name") ||
            ts_has_token(ts_node_attr(n, "class"), "fn") || ts_has_token(ts_node_attr(n, "class"), "p-name"))
            return n;
    return node;
}

/* The item that a property belongs to: the nearest element around it with itemscope; NULL outside of any. */
static const ts_node *item_of(const ts_node *node)
{
    for (node = ts_node_parent(node); node; node = ts_node_parent(node))
        if (ts_node_attr(node, "itemscope"))
            return node;
    return NULL;
}

/* Authors of comments and of other articles are none of this one: the first item that names one is the page's
 * own. Without items, they stand together before long. */
static void add_authors(ts_claims *claims, const ts_node *node, reader *r)
{
    ts_people *authors = &claims->by[TS_CLAIM_MICRODATA].fields.authors;
    const ts_node *item = item_of(node);
    const char *type = item ? ts_node_attr(item, "itemtype") : NULL;
    if (type && (strstr(type, "Comment") || strstr(type, "ImageObject") || strstr(type, "Review")))
        return;
    if (authors->len && (item != r->item || r->items > r->last_author + AUTHORS_APART))
        return;
    ts_claim_people(claims->arena, authors, value_of(claims->arena, inner_name(node)), NULL);
    r->item = item;
    r->last_author = r->items;
}

static void read_item(ts_claims *claims, const ts_node *node, const char *property, reader *r)
{
    ts_arena *arena = claims->arena;
    ts_fields *f = &claims->by[TS_CLAIM_MICRODATA].fields;
    if (ts_has_token(property, "headline"))
        ts_claim_set(arena, &f->title, value_of(arena, node));
    else if (ts_has_token(property, "datePublished"))
        ts_claim_date(arena, &f->date, value_of(arena, node));
    else if (ts_has_token(property, "dateModified") || ts_has_token(property, "dateUpdate"))
        ts_claim_date(arena, &f->lastmod, value_of(arena, node));
    else if (ts_has_token(property, "author") || ts_has_token(property, "creator"))
        add_authors(claims, node, r);
    else if (ts_has_token(property, "publisher"))
        ts_claim_set(arena, &f->publisher.name, value_of(arena, inner_name(node)));
    else if (ts_has_token(property, "articleSection") && f->section.len == 0)
        ts_claim_list(arena, &f->section, value_of(arena, node));
    else if (ts_has_token(property, "keywords"))
        ts_claim_list(arena, &f->tags, value_of(arena, node));
}

static void read_entry(ts_claims *claims, const ts_node *node, const char *classes)
{
    ts_arena *arena = claims->arena;
    ts_fields *f = &claims->by[TS_CLAIM_MICRODATA].fields;
    if (ts_has_token(classes, "dt-published"))
        ts_claim_date(arena, &f->date, value_of(arena, node));
    else if (ts_has_token(classes, "dt-updated"))
        ts_claim_date(arena, &f->lastmod, value_of(arena, node));
    else if (ts_has_token(classes, "p-author"))
        ts_claim_people(arena, &f->authors, value_of(arena, inner_name(node)), NULL);
    else if (ts_has_token(classes, "p-category"))
        ts_claim_list(arena, &f->tags, value_of(arena, node));
}

static bool is_article_type(const ts_node *node)
{
    const char *type = ts_node_attr(node, "itemtype");
    return type && (strstr(type, "Article") || strstr(type, "Posting"));
}

void ts_claims_markup(ts_claims *claims, ts_dom *dom)
{
    reader r = {0};
    const ts_node *root = ts_dom_root(dom);
    for (const ts_node *n = root; n && r.items < ITEMS_MAX; n = ts_node_walk(n, root)) {
        if (ts_node_type(n) != TS_ELEMENT)
            continue;
        const char *property = ts_node_attr(n, "itemprop"), *classes = ts_node_attr(n, "class");
        if (is_article_type(n))
            claims->by[TS_CLAIM_MICRODATA].article = true;
        bool entry = classes && (strstr(classes, "dt-") || strstr(classes, "p-"));
        r.items += entry || property;
        if (property)
            read_item(claims, n, property, &r);
        if (entry)
            read_entry(claims, n, classes);
        const char *rel = ts_node_is(n, "a") ? ts_node_attr(n, "rel") : NULL;
        if (rel && ts_has_token(rel, "license"))
            ts_claim_set(claims->arena, &claims->by[TS_CLAIM_MICRODATA].fields.license,
                         ts_str_of(ts_node_attr(n, "href")));
        if (rel && ts_has_token(rel, "category"))
            ts_claim_list(claims->arena, &claims->by[TS_CLAIM_MICRODATA].fields.section,
                          ts_str_of(ts_short_text(claims->arena, n)));
        else if (rel && ts_has_token(rel, "tag"))
            ts_claim_list(claims->arena, &claims->by[TS_CLAIM_PAGE].fields.tags,
                          ts_str_of(ts_short_text(claims->arena, n)));
    }
}
