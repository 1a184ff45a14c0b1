#include "extract/claims.h"
#include "extract/markup.h"
#include "text/url.h"
#include "text/utf8.h"

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

/* In another heading such a link is an entry of the page's contents. */
bool ts_is_self_link(const ts_node *link)
{
    const char *href = ts_node_attr(link, "href");
    if (!href || href[0] != '#' || !href[1])
        return false;
    const ts_node *node = link;
    while (node && !ts_node_attr(node, "id") && !ts_node_heading(node))
        node = ts_node_parent(node);
    return node && ts_node_attr(node, "id");
}

bool ts_has_folder(const char *href, const char *const *names)
{
    const char *slash = strchr(href, '/');
    for (const char *next; slash && (next = strchr(slash + 1, '/')); slash = next)
        if (ts_str_is_one_of((ts_str){slash + 1, (size_t)(next - slash - 1)}, names))
            return true;
    return false;
}

bool ts_is_set_right(const ts_node *node)
{
    const char *style = ts_node_attr(node, "style"), *align = ts_node_attr(node, "align");
    const char *told = style ? ts_find_same(style, "text-align") : NULL;
    return (align && strcasecmp(align, "right") == 0) || (told && ts_find_same(told, "right"));
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

/* "en", "zh-cn": what a path has for a language. */
static bool is_language_folder(ts_str s)
{
    for (size_t i = 0; i < s.len; i++)
        if (!((s.ptr[i] | 0x20) >= 'a' && (s.ptr[i] | 0x20) <= 'z') && s.ptr[i] != '-' && s.ptr[i] != '_')
            return false;
    return s.len == 2 || (s.len == 5 && (s.ptr[2] == '-' || s.ptr[2] == '_'));
}

bool ts_is_home(const char *href)
{
    ts_str s = ts_utf8_trim(ts_str_of(href)), host = ts_url_host(s);
    if (!s.len)
        return false;
    size_t at = host.len ? ts_str_find(s, host, 0) + host.len : 0;
    ts_str path = ts_str_sub(s, at, s.len);
    path = ts_str_sub(path, 0, ts_str_find_char(path, '?', 0));
    path = ts_str_sub(path, 0, ts_str_find_char(path, '#', 0));
    while (path.len && (path.ptr[0] == '/' || path.ptr[0] == '.'))
        path = ts_str_sub(path, 1, path.len);
    while (path.len && path.ptr[path.len - 1] == '/')
        path = ts_str_sub(path, 0, path.len - 1);
    bool index = ts_str_starts(path, TS_STR("index.")) && ts_str_find_char(path, '/', 0) == TS_NPOS;
    bool root = host.len || s.ptr[0] == '/' || s.ptr[0] == '.';
    return (!path.len && root) || index || (root && is_language_folder(path));
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

/* The name of an RDFa term without its vocabulary: "author" of "schema:author". */
static ts_str term_of(ts_str token)
{
    size_t at = token.len;
    while (at > 0 && token.ptr[at - 1] != ':' && token.ptr[at - 1] != '/' && token.ptr[at - 1] != '#')
        at--;
    return ts_str_sub(token, at, token.len);
}

/* True where a list of RDFa terms, may be NULL, has that one. */
static bool names_term(const char *terms, const char *name)
{
    ts_str rest = ts_str_of(terms), token;
    while (ts_str_word(&rest, &token))
        if (ts_str_is(term_of(token), name))
            return true;
    return false;
}

/* What an element says it is of, in microdata or RDFa; may be NULL. */
static const char *type_of(const ts_node *node)
{
    const char *type = ts_node_attr(node, "itemtype");
    return type ? type : ts_node_attr(node, "typeof");
}

/* An author's element often holds an element with itemprop=name and much else. */
static const ts_node *inner_name(const ts_node *node)
{
    int steps = 0;
    for (const ts_node *n = ts_node_walk(node, node); n && steps < SHORT_TEXT;
         n = ts_node_walk(n, node), steps++)
        if (ts_has_token(ts_node_attr(n, "itemprop"), "name") ||
            names_term(ts_node_attr(n, "property"), "name") || ts_has_token(ts_node_attr(n, "class"), "fn") ||
            ts_has_token(ts_node_attr(n, "class"), "p-name"))
            return n;
    return node;
}

/* The item that a property belongs to: the nearest element around it with itemscope; NULL outside of any. */
static const ts_node *item_of(const ts_node *node)
{
    for (node = ts_node_parent(node); node; node = ts_node_parent(node))
        if (ts_node_attr(node, "itemscope") || ts_node_attr(node, "typeof"))
            return node;
    return NULL;
}

/* Authors of comments and of other articles are none of this one: the first item that names one is the page's
 * own. Without items, they stand together before long. */
static void add_authors(ts_claims *claims, const ts_node *node, reader *r)
{
    ts_people *authors = &claims->by[TS_CLAIM_MICRODATA].fields.authors;
    const ts_node *item = item_of(node);
    const char *type = item ? type_of(item) : NULL;
    if (type && (strstr(type, "Comment") || strstr(type, "Answer") || strstr(type, "ImageObject") ||
                 strstr(type, "Review")))
        return;
    if (authors->len && (item != r->item || r->items > r->last_author + AUTHORS_APART))
        return;
    ts_claim_people(claims->arena, authors, value_of(claims->arena, inner_name(node)), NULL);
    r->item = item;
    r->last_author = r->items;
}

/* True for a property of an item that is one link altogether: another article's teaser. */
static bool is_in_teaser(const ts_node *node)
{
    const ts_node *item = item_of(node);
    while (item && !ts_node_is(item, "a"))
        item = ts_node_parent(item);
    return item != NULL;
}

/* The address of an image: its own, or that of the object which describes it. */
static ts_str image_of(const ts_node *node)
{
    static const char *const ATTRIBUTES[] = {"content", "src", "href"};
    int steps = 0;
    for (const ts_node *n = node; n && steps < SHORT_TEXT; n = ts_node_walk(n, node), steps++) {
        const char *property = ts_node_attr(n, "itemprop");
        bool address = n == node ? !ts_node_attr(n, "itemscope")
                                 : ts_has_token(property, "url") || ts_has_token(property, "contentUrl");
        for (size_t i = 0; address && i < sizeof ATTRIBUTES / sizeof *ATTRIBUTES; i++)
            if (ts_node_attr(n, ATTRIBUTES[i]))
                return ts_str_of(ts_node_attr(n, ATTRIBUTES[i]));
    }
    return (ts_str){0};
}

static void read_item(ts_claims *claims, const ts_node *node, const char *property, reader *r)
{
    ts_arena *arena = claims->arena;
    ts_fields *f = &claims->by[TS_CLAIM_MICRODATA].fields;
    if (is_in_teaser(node))
        return;
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
    else if (ts_has_token(property, "image"))
        ts_claim_set(arena, &claims->by[TS_CLAIM_MICRODATA].image, image_of(node));
    else if (ts_has_token(property, "license"))
        ts_claim_set(arena, &f->license, ts_str_of(ts_node_attr(node, "href")));
    else if (ts_has_token(property, "keywords"))
        ts_claim_list(arena, &f->tags, value_of(arena, node));
    else if (ts_has_token(property, "recipeIngredient") || ts_has_token(property, "ingredients"))
        ts_stated_add(arena, &claims->stated, ts_str_of(ts_short_text(arena, node)));
}

/* Terms of RDFa: those of schema.org as properties of microdata, and Dublin Core's. */
static void read_terms(ts_claims *claims, const ts_node *node, const char *terms, reader *r)
{
    static const char *const DATES[] = {"dc:date",         "dc:created",     "dc:issued",
                                        "dcterms:created", "dcterms:issued", "dcterms:date"};
    static const char *const SCHEMA[] = {"headline",  "datePublished",  "dateModified", "author", "creator",
                                         "publisher", "articleSection", "keywords",     "image"};
    for (size_t i = 0; i < sizeof DATES / sizeof *DATES; i++)
        if (ts_has_token(terms, DATES[i]))
            read_item(claims, node, "datePublished", r);
    for (size_t i = 0; i < sizeof SCHEMA / sizeof *SCHEMA; i++)
        if (names_term(terms, SCHEMA[i]))
            read_item(claims, node, SCHEMA[i], r);
}

/* True for a part of a person's card: its picture is a portrait. */
static bool is_in_card(const ts_node *node)
{
    for (; node; node = ts_node_parent(node)) {
        const char *classes = ts_node_attr(node, "class");
        if (ts_has_token(classes, "h-card") || ts_has_token(classes, "p-author"))
            return true;
        if (ts_has_token(classes, "h-entry"))
            return false;
    }
    return false;
}

static void set_image(ts_claims *claims, const ts_node *node)
{
    ts_claim *claim = &claims->by[TS_CLAIM_MICRODATA];
    if (claim->image)
        return;
    ts_claim_set(claims->arena, &claim->image, image_of(node));
    ts_claim_set(claims->arena, &claim->image_alt, ts_str_of(ts_node_attr(node, "alt")));
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
    else if ((ts_has_token(classes, "u-featured") || ts_has_token(classes, "u-photo")) && !is_in_card(node))
        set_image(claims, node);
    else if (ts_has_token(classes, "p-category"))
        ts_claim_list(arena, &f->tags, value_of(arena, node));
    else if (ts_has_token(classes, "p-ingredient"))
        ts_stated_add(arena, &claims->stated, ts_str_of(ts_short_text(arena, node)));
}

static void read_type(ts_claim *claim, const ts_node *node)
{
    const char *type = type_of(node);
    if (!type)
        return;
    claim->article =
        claim->article || strstr(type, "Article") || strstr(type, "Posting") || strstr(type, "Recipe");
    claim->thread = claim->thread || ts_claim_is_thread(ts_str_of(type));
}

/* True where one of the classes begins as those of an entry do: "dt-", "p-", "u-". */
static bool names_entry(const char *classes)
{
    for (const char *p = strchr(classes, '-'); p; p = strchr(p + 1, '-')) {
        const char *first = p;
        while (first > classes && (unsigned char)first[-1] > ' ' && p - first < 3)
            first--;
        if (ts_str_is((ts_str){first, (size_t)(p - first)}, "dt") ||
            (p - first == 1 && (*first == 'p' || *first == 'u')))
            return true;
    }
    return false;
}

/* True where "dt-" or "p-" stands anywhere in the classes; *picture: the name of a picture of an entry. */
static bool has_prefix(const char *classes, bool *picture)
{
    bool entry = false;
    for (const char *dash = strchr(classes, '-'); dash; dash = strchr(dash + 1, '-')) {
        char last = dash > classes ? dash[-1] : '\0';
        entry = entry || last == 'p' || (last == 't' && dash - classes > 1 && dash[-2] == 'd');
        *picture = *picture ||
                   (last == 'u' && (strncmp(dash, "-photo", 6) == 0 || strncmp(dash, "-featured", 9) == 0));
    }
    return entry;
}

void ts_claims_markup(ts_claims *claims, ts_dom *dom)
{
    reader r = {0};
    const ts_node *root = ts_dom_root(dom);
    for (const ts_node *n = root; n && r.items < ITEMS_MAX; n = ts_node_walk(n, root)) {
        if (ts_node_type(n) != TS_ELEMENT)
            continue;
        const char *property = ts_node_attr(n, "itemprop"), *classes = ts_node_attr(n, "class");
        read_type(&claims->by[TS_CLAIM_MICRODATA], n);
        bool picture = false, entry = classes && has_prefix(classes, &picture);
        const char *terms = ts_node_attr(n, "property");
        if (terms && ts_node_is(n, "meta") && !item_of(n))
            terms = NULL;
        r.items += entry || property || terms;
        if (terms)
            read_terms(claims, n, terms, &r);
        if (property)
            read_item(claims, n, property, &r);
        if ((entry || picture) && names_entry(classes))
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
