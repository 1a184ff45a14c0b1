#include "extract/claims.h"
#include "extract/markup.h"
#include "extract/title_names.h"
#include "text/json.h"

#include <stdlib.h>
#include <string.h>

/* Objects of one page that are looked at; some carry thousands. */
enum { NODES_MAX = 500, SCRIPTS_MAX = 40, PEOPLE_MAX = 40, CRUMBS_MAX = 12 };

typedef struct graph {
    ts_arena *arena;
    TS_VEC(const ts_value *) nodes;
} graph;

static bool is_map(const ts_value *v)
{
    return v && v->kind == TS_MAP;
}

static bool is_list(const ts_value *v)
{
    return v && v->kind == TS_LIST;
}

static ts_str text_of(const ts_value *v)
{
    return v && v->kind == TS_STRING ? v->string : (ts_str){0};
}

static ts_str text_at(const ts_value *map, const char *key)
{
    const ts_value *v = ts_value_get(map, key);
    if (is_list(v) && v->list.len)
        v = v->list.items[0];
    return text_of(v);
}

/* A day as a text, as a value with its type, or as the moments that programs count. */
static void set_date(graph *g, const char **field, const ts_value *map, const char *key)
{
    const ts_value *v = ts_value_get(map, key);
    if (v && v->kind == TS_INT)
        ts_claim_date(g->arena, field, ts_str_of(ts_arena_printf(g->arena, "%lld", (long long)v->integer)));
    else
        ts_claim_date(g->arena, field, is_map(v) ? text_at(v, "@value") : text_at(map, key));
}

/* --- types --- */

/* "NewsArticle" of "https://schema.org/NewsArticle". */
static ts_str type_name(ts_str type)
{
    for (size_t i = type.len; i > 0; i--)
        if (type.ptr[i - 1] == '/' || type.ptr[i - 1] == '#' || type.ptr[i - 1] == ':')
            return ts_str_sub(type, i, type.len);
    return type;
}

static bool article_type(ts_str name)
{
    return ts_str_ends(name, TS_STR("Article")) || ts_str_ends(name, TS_STR("Posting")) ||
           ts_str_is(name, "Report") || ts_str_is(name, "NewsStory");
}

/* What is an article to readers, and says its text in parts. */
static bool recipe_type(ts_str name)
{
    return ts_str_is(name, "Recipe") || ts_str_is(name, "HowTo");
}

static bool listing_type(ts_str name)
{
    return ts_str_is(name, "CollectionPage") || ts_str_is(name, "SearchResultsPage") ||
           ts_str_is(name, "Blog") || ts_str_is(name, "ItemList");
}

static bool review_type(ts_str name)
{
    return ts_str_ends(name, TS_STR("Review"));
}

static bool page_type(ts_str name)
{
    return ts_str_ends(name, TS_STR("WebPage")) || ts_str_is(name, "ItemPage");
}

static bool breadcrumb_type(ts_str name)
{
    return ts_str_is(name, "BreadcrumbList");
}

static bool has_type(const ts_value *node, bool (*wanted)(ts_str))
{
    const ts_value *type = ts_value_get(node, "@type");
    if (is_list(type)) {
        for (size_t i = 0; i < type->list.len; i++)
            if (wanted(type_name(text_of(type->list.items[i]))))
                return true;
        return false;
    }
    return wanted(type_name(text_of(type)));
}

/* --- the objects of a page --- */

static void add_node(graph *g, const ts_value *v)
{
    if (is_map(v) && g->nodes.len < NODES_MAX)
        ts_vec_push_in(g->arena, &g->nodes, v);
}

static void add_nodes(graph *g, const ts_value *v)
{
    add_node(g, v);
    for (size_t i = 0; is_list(v) && i < v->list.len; i++)
        add_node(g, v->list.items[i]);
}

/* Objects inside objects come behind them, so one pass over the growing list sees all. */
static void add_inner(graph *g)
{
    static const char *const KEYS[] = {"@graph", "mainEntity", "mainEntityOfPage", "breadcrumb", "hasPart"};
    for (size_t n = 0; n < g->nodes.len; n++)
        for (size_t k = 0; k < sizeof KEYS / sizeof *KEYS; k++)
            add_nodes(g, ts_value_get(g->nodes.items[n], KEYS[k]));
}

/* The JSON-LD of an element: a script's, by its type or by how it begins, or what some programs write into a
 * <meta name="script:ld+json"> instead. */
static ts_str linked_data(const ts_node *n)
{
    bool meta = ts_node_is(n, "meta");
    const char *label = ts_node_attr(n, meta ? "name" : "type");
    bool labelled = label && strcasestr(label, "ld+json");
    if (meta)
        return ts_str_of(labelled ? ts_node_attr(n, "content") : NULL);
    ts_str text = ts_node_is(n, "script") && ts_node_first(n) ? ts_node_chars(ts_node_first(n)) : (ts_str){0};
    return labelled || (!label && ts_json_is_linked_data(text)) ? text : (ts_str){0};
}

static void read_scripts(graph *g, ts_dom *dom)
{
    int scripts = 0;
    const ts_node_list *elements = ts_dom_head_matter(dom);
    for (size_t i = 0; i < elements->len && scripts < SCRIPTS_MAX; i++) {
        ts_str json = linked_data(elements->items[i]);
        if (!json.len)
            continue;
        scripts++;
        add_nodes(g, ts_json_read_lenient(g->arena, json));
    }
    add_inner(g);
}

/* The object itself, or the one it names by "@id". */
static const ts_value *resolve(const graph *g, const ts_value *v)
{
    ts_str id = is_map(v) ? text_of(ts_value_get(v, "@id")) : (ts_str){0};
    if (!id.len || ts_value_get(v, "name"))
        return v;
    for (size_t i = 0; i < g->nodes.len; i++)
        if (g->nodes.items[i] != v && ts_str_eq(text_of(ts_value_get(g->nodes.items[i], "@id")), id))
            return g->nodes.items[i];
    return v;
}

/* --- fields --- */

/* "Lake & Hill", which is one name, as the page says elsewhere: that of its publisher. */
static bool is_firm(const graph *g, ts_str name)
{
    bool joined = ts_str_find(name, TS_STR(" & "), 0) != TS_NPOS;
    for (size_t i = 0; i < g->nodes.len && joined; i++) {
        const ts_value *publisher = resolve(g, ts_value_get(g->nodes.items[i], "publisher"));
        if (is_map(publisher) && ts_str_eq(text_at(publisher, "name"), name))
            return true;
    }
    return false;
}

static void add_person(graph *g, ts_people *people, const ts_value *v, const char *role)
{
    v = resolve(g, v);
    ts_str name = is_map(v) ? text_at(v, "name") : text_of(v);
    if (is_map(v))
        name = ts_people_forward(g->arena, name);
    if (is_map(v) && ts_str_ends(type_name(text_at(v, "@type")), TS_STR("Organization")) && is_firm(g, name))
        ts_people_add(g->arena, people, name, role);
    else if (name.len)
        ts_claim_people(g->arena, people, name, role);
}

static void add_people(graph *g, ts_people *people, const ts_value *v, const char *role)
{
    const ts_value *names = is_map(v) ? ts_value_get(v, "name") : NULL;
    if (is_list(names))
        v = names;
    if (!is_list(v)) {
        add_person(g, people, v, role);
        return;
    }
    for (size_t i = 0; i < v->list.len && i < PEOPLE_MAX; i++)
        add_person(g, people, v->list.items[i], role);
}

static void set_party(graph *g, ts_party *party, const ts_value *v)
{
    if (is_list(v) && v->list.len)
        v = v->list.items[0];
    v = resolve(g, v);
    if (party->name)
        return;
    ts_claim_set(g->arena, &party->name, is_map(v) ? text_at(v, "name") : text_of(v));
    if (party->name && is_map(v))
        ts_claim_set(g->arena, &party->url, text_at(v, "url"));
}

/* Whom a portal has the article of; most name themselves. */
static void set_provider(graph *g, ts_fields *fields, const ts_value *v)
{
    ts_party provider = {0};
    set_party(g, &provider, v);
    if (provider.name && !fields->source.name && fields->publisher.name &&
        !ts_title_one_house(ts_str_of(provider.name), ts_str_of(fields->publisher.name)))
        fields->source = provider;
}

static void add_texts(graph *g, ts_texts *texts, const ts_value *v, bool split)
{
    if (is_map(v))
        v = ts_value_get(v, "name");
    else if (split && is_list(v) && v->list.len == 1)
        v = v->list.items[0]; /* all of them in one */
    if (split && v && v->kind == TS_STRING)
        ts_claim_list(g->arena, texts, v->string);
    else if (v && v->kind == TS_STRING)
        ts_texts_add(g->arena, texts, ts_str_of(ts_claim_text(g->arena, v->string)));
    for (size_t i = 0; is_list(v) && i < v->list.len && i < PEOPLE_MAX; i++) {
        const ts_value *item = v->list.items[i];
        const char *text = ts_claim_text(g->arena, is_map(item) ? text_at(item, "name") : text_of(item));
        if (text && strncmp(text, "http", 4) != 0)
            ts_texts_add(g->arena, texts, ts_str_of(text));
    }
}

static void set_image(graph *g, ts_claim *claim, const ts_value *v)
{
    if (is_list(v) && v->list.len)
        v = v->list.items[0];
    v = resolve(g, v);
    ts_str url = is_map(v) ? text_at(v, "url") : text_of(v);
    if (is_map(v) && !url.len)
        url = text_at(v, "contentUrl");
    ts_claim_set(g->arena, &claim->image, url);
}

static void read_rights(graph *g, ts_fields *fields, const ts_value *node)
{
    ts_party holder = {0};
    const ts_value *license = ts_value_get(node, "license");
    ts_claim_set(g->arena, &fields->license, is_map(license) ? text_at(license, "url") : text_of(license));
    set_party(g, &holder, ts_value_get(node, "copyrightHolder"));
    if (!fields->holder)
        fields->holder = holder.name;
    ts_claim_set(g->arena, &fields->notice, text_at(node, "copyrightNotice"));
}

/* Only the place is wanted: what many pages have there is a date in words. */
static void set_dateline(graph *g, ts_fields *fields, ts_str text)
{
    const char *place = ts_claim_text(g->arena, text);
    if (place && !place[strcspn(place, "0123456789")])
        fields->dateline = place;
}

static void read_article(graph *g, ts_claim *claim, const ts_value *node)
{
    ts_fields *fields = &claim->fields;
    ts_claim_set(g->arena, &fields->title, text_at(node, "headline"));
    ts_claim_set(g->arena, &fields->title, text_at(node, "name"));
    ts_claim_set(g->arena, &fields->alt_title, text_at(node, "alternativeHeadline"));
    ts_claim_set(g->arena, &fields->description, text_at(node, "description"));
    set_date(g, &fields->date, node, "datePublished");
    set_date(g, &fields->date, node, "dateCreated");
    set_date(g, &fields->lastmod, node, "dateModified");
    set_dateline(g, fields, text_at(node, "dateline"));
    if (fields->authors.len == 0)
        add_people(g, &fields->authors, ts_value_get(node, "author"), NULL);
    if (fields->authors.len == 0)
        add_people(g, &fields->authors, ts_value_get(node, "creator"), NULL);
    if (fields->editors.len == 0)
        add_people(g, &fields->editors, ts_value_get(node, "editor"), "editor");
    set_party(g, &fields->publisher, ts_value_get(node, "publisher"));
    set_party(g, &fields->source, ts_value_get(node, "sourceOrganization"));
    set_provider(g, fields, ts_value_get(node, "provider"));
    if (fields->section.len == 0)
        add_texts(g, &fields->section, ts_value_get(node, "articleSection"), false);
    if (fields->tags.len == 0)
        add_texts(g, &fields->tags, ts_value_get(node, "keywords"), true);
    ts_claim_set(g->arena, &fields->language, text_at(node, "inLanguage"));
    const ts_value *based_on = ts_value_get(node, "isBasedOn");
    ts_claim_set(g->arena, &claim->based_on,
                 is_map(based_on) ? text_at(based_on, "url") : text_at(node, "isBasedOn"));
    set_image(g, claim, ts_value_get(node, "image"));
    read_rights(g, fields, node);
}

typedef struct crumb {
    double position;
    const char *name, *url; /* may be NULL */
} crumb;

static crumb crumb_of(graph *g, const ts_value *item, size_t i)
{
    const ts_value *inner = ts_value_get(item, "item"), *position = ts_value_get(item, "position");
    ts_str name = text_at(item, "name"), url = is_map(inner) ? text_at(inner, "@id") : text_of(inner);
    if (!name.len)
        name = text_at(inner, "name");
    if (!url.len)
        url = is_map(inner) ? text_at(inner, "url") : text_at(item, "url");
    double number = (double)i;
    if (position && position->kind == TS_INT)
        number = (double)position->integer;
    else if (position && position->kind == TS_STRING)
        number = strtod(ts_arena_copy(g->arena, position->string), NULL);
    return (crumb){number, ts_claim_text(g->arena, name), ts_claim_text(g->arena, url)};
}

/* The names on the way to the page, in their order, without the home page and, where it alone has no address,
 * the page itself. */
static void read_breadcrumb(graph *g, ts_claim *claim, const ts_value *node)
{
    crumb crumbs[CRUMBS_MAX];
    size_t n = 0;
    const ts_value *items = ts_value_get(node, "itemListElement");
    for (size_t i = 0; is_list(items) && i < items->list.len && n < CRUMBS_MAX; i++) {
        crumb c = crumb_of(g, items->list.items[i], i);
        size_t at = n++;
        for (; at > 0 && crumbs[at - 1].position > c.position; at--)
            crumbs[at] = crumbs[at - 1];
        crumbs[at] = c;
    }
    for (size_t i = 0; i < n; i++) {
        bool home = i == 0 && n > 1 && ts_is_home(crumbs[i].url),
             itself = i > 0 && i + 1 == n && !crumbs[i].url && crumbs[i - 1].url;
        if (crumbs[i].name && !home && !itself)
            ts_texts_add(g->arena, &claim->fields.section, ts_str_of(crumbs[i].name));
    }
}

/* A page of type WebPage says less: its name is often the window's title, its author the site's. */
static void read_page(graph *g, ts_claim *claim, const ts_value *node)
{
    ts_fields *fields = &claim->fields;
    ts_claim_set(g->arena, &fields->description, text_at(node, "description"));
    set_date(g, &fields->date, node, "datePublished");
    set_date(g, &fields->lastmod, node, "dateModified");
    ts_claim_set(g->arena, &fields->language, text_at(node, "inLanguage"));
    set_party(g, &fields->publisher, ts_value_get(node, "publisher"));
    if (fields->authors.len == 0)
        add_people(g, &fields->authors, ts_value_get(node, "author"), NULL);
}

/* What pages say to search engines of China, in an object without a type. */
static void read_untyped(graph *g, ts_claim *claim, const ts_value *node)
{
    set_date(g, &claim->fields.date, node, "pubDate");
    set_date(g, &claim->fields.lastmod, node, "upDate");
}

void ts_claims_json_ld(ts_claims *claims, ts_dom *dom)
{
    graph g = {.arena = claims->arena};
    ts_claim *claim = &claims->by[TS_CLAIM_JSON_LD];
    const ts_value *article = NULL, *review = NULL;
    size_t reviews = 0;
    read_scripts(&g, dom);
    for (size_t i = 0; i < g.nodes.len; i++) {
        const ts_value *node = g.nodes.items[i];
        claim->listing = claim->listing || has_type(node, listing_type);
        claim->thread = claim->thread || has_type(node, ts_claim_is_thread);
        ts_texts_add(g.arena, &claim->types, type_name(text_at(node, "@type")));
        /* Of several, the one with a headline and a date is the page's own. */
        bool recipe = has_type(node, recipe_type);
        if (recipe)
            ts_stated_read(g.arena, &claims->stated, node);
        if ((recipe || has_type(node, article_type)) &&
            (!article || (!ts_value_get(article, "headline") && ts_value_get(node, "headline"))))
            article = node;
        if (has_type(node, review_type)) {
            review = node;
            reviews++;
        }
    }
    if (article) {
        claim->article = true;
        read_article(&g, claim, article);
        claims->body = text_at(article, "articleBody");
    } else if (reviews == 1) {
        read_article(&g, claim, review); /* of several none is the page's own */
    }
    ts_texts sections = claim->fields.section;
    claim->fields.section = (ts_texts){0};
    for (size_t i = 0; i < g.nodes.len; i++) {
        const ts_value *node = g.nodes.items[i];
        if (has_type(node, page_type))
            read_page(&g, claim, node);
        else if (!ts_value_get(node, "@type"))
            read_untyped(&g, claim, node);
        else if (has_type(node, breadcrumb_type) && claim->fields.section.len == 0)
            read_breadcrumb(&g, claim, node);
    }
    if (claim->fields.section.len == 0)
        claim->fields.section = sections;
}
