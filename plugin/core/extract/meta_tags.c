#include "extract/claims.h"
#include "extract/lines.h"
#include "text/url.h"
#include "text/utf8.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

/* <meta> elements that are looked at. */
enum { TAGS_MAX = 1000, CARD_LINES = 4, MOMENT = 40, BARE_NAME = 60 };

typedef enum what {
    WHAT_TITLE,
    WHAT_DESCRIPTION,
    WHAT_DATE,
    WHAT_LASTMOD,
    WHAT_AUTHOR,
    WHAT_AUTHOR_INVERTED, /* may begin with the family name: "Doe, Jane" */
    WHAT_EDITOR,
    WHAT_SITE,
    WHAT_PUBLISHER,
    WHAT_SOURCE,
    WHAT_SECTION,
    WHAT_TAG,
    WHAT_LANGUAGE,
    WHAT_URL,
    WHAT_IMAGE,
    WHAT_IMAGE_ALT,
    WHAT_RIGHTS,
    WHAT_LICENSE,
    WHAT_TYPE,
} what;

/* Names as the vocabularies and the content systems of the web write them, case folded. The first claim of a
 * source stays, so of two names for one thing the better stands higher in the page or in the other source. */
static const struct {
    const char *name;
    ts_claimant by;
    what what;
} NAMES[] = {
    {"og:title", TS_CLAIM_OPEN_GRAPH, WHAT_TITLE},
    {"og:description", TS_CLAIM_OPEN_GRAPH, WHAT_DESCRIPTION},
    {"og:site_name", TS_CLAIM_OPEN_GRAPH, WHAT_SITE},
    {"og:url", TS_CLAIM_OPEN_GRAPH, WHAT_URL},
    {"og:image", TS_CLAIM_OPEN_GRAPH, WHAT_IMAGE},
    {"og:image:url", TS_CLAIM_OPEN_GRAPH, WHAT_IMAGE},
    {"og:image:secure_url", TS_CLAIM_OPEN_GRAPH, WHAT_IMAGE},
    {"og:image:alt", TS_CLAIM_OPEN_GRAPH, WHAT_IMAGE_ALT},
    {"og:locale", TS_CLAIM_OPEN_GRAPH, WHAT_LANGUAGE},
    {"og:type", TS_CLAIM_OPEN_GRAPH, WHAT_TYPE},
    {"og:article:published_time", TS_CLAIM_OPEN_GRAPH, WHAT_DATE},
    {"og:article:author", TS_CLAIM_OPEN_GRAPH, WHAT_AUTHOR},
    {"og:published_time", TS_CLAIM_OPEN_GRAPH, WHAT_DATE},
    {"og:updated_time", TS_CLAIM_OPEN_GRAPH, WHAT_LASTMOD},
    {"article:published_time", TS_CLAIM_OPEN_GRAPH, WHAT_DATE},
    {"article:published", TS_CLAIM_OPEN_GRAPH, WHAT_DATE},
    {"article:modified_time", TS_CLAIM_OPEN_GRAPH, WHAT_LASTMOD},
    {"article:modified", TS_CLAIM_OPEN_GRAPH, WHAT_LASTMOD},
    {"article:author", TS_CLAIM_OPEN_GRAPH, WHAT_AUTHOR},
    {"article:author_name", TS_CLAIM_OPEN_GRAPH, WHAT_AUTHOR},
    {"article:section", TS_CLAIM_OPEN_GRAPH, WHAT_SECTION},
    {"article:tag", TS_CLAIM_OPEN_GRAPH, WHAT_TAG},
    {"twitter:title", TS_CLAIM_META, WHAT_TITLE},
    {"twitter:description", TS_CLAIM_META, WHAT_DESCRIPTION},
    {"twitter:image", TS_CLAIM_META, WHAT_IMAGE},
    {"twitter:image:src", TS_CLAIM_META, WHAT_IMAGE},
    {"citation_title", TS_CLAIM_SCHOLAR, WHAT_TITLE},
    {"citation_author", TS_CLAIM_SCHOLAR, WHAT_AUTHOR_INVERTED},
    {"citation_authors", TS_CLAIM_SCHOLAR, WHAT_AUTHOR_INVERTED},
    {"citation_publisher", TS_CLAIM_META, WHAT_PUBLISHER},
    {"citation_keywords", TS_CLAIM_SCHOLAR, WHAT_TAG},
    {"citation_language", TS_CLAIM_SCHOLAR, WHAT_LANGUAGE},
    {"citation_publication_date", TS_CLAIM_SCHOLAR, WHAT_DATE},
    {"citation_date", TS_CLAIM_SCHOLAR, WHAT_DATE},
    {"citation_online_date", TS_CLAIM_SCHOLAR, WHAT_DATE},
    {"citation_journal_title", TS_CLAIM_SCHOLAR, WHAT_PUBLISHER},
    {"dc.title", TS_CLAIM_SCHOLAR, WHAT_TITLE},
    {"dc.creator", TS_CLAIM_SCHOLAR, WHAT_AUTHOR_INVERTED},
    {"dc.subject", TS_CLAIM_SCHOLAR, WHAT_TAG},
    {"dc.description", TS_CLAIM_SCHOLAR, WHAT_DESCRIPTION},
    {"dc.date.modified", TS_CLAIM_SCHOLAR, WHAT_LASTMOD},
    {"dc.date", TS_CLAIM_SCHOLAR, WHAT_DATE},
    {"dc.date.issued", TS_CLAIM_SCHOLAR, WHAT_DATE},
    {"dc.date.created", TS_CLAIM_SCHOLAR, WHAT_DATE},
    {"dcterms.issued", TS_CLAIM_SCHOLAR, WHAT_DATE},
    {"dcterms.date", TS_CLAIM_SCHOLAR, WHAT_DATE},
    {"dcterms.created", TS_CLAIM_SCHOLAR, WHAT_DATE},
    {"dcterms.modified", TS_CLAIM_SCHOLAR, WHAT_LASTMOD},
    {"dcterms.creator", TS_CLAIM_SCHOLAR, WHAT_AUTHOR_INVERTED},
    {"dcterms.subject", TS_CLAIM_SCHOLAR, WHAT_TAG},
    {"dcterms.description", TS_CLAIM_SCHOLAR, WHAT_DESCRIPTION},
    {"dcterms.publisher", TS_CLAIM_SCHOLAR, WHAT_PUBLISHER},
    {"dcterms.rights", TS_CLAIM_SCHOLAR, WHAT_RIGHTS},
    {"dcterms.license", TS_CLAIM_SCHOLAR, WHAT_LICENSE},
    {"dcterms.language", TS_CLAIM_SCHOLAR, WHAT_LANGUAGE},
    {"dcterms.title", TS_CLAIM_SCHOLAR, WHAT_TITLE},
    {"dc.publisher", TS_CLAIM_SCHOLAR, WHAT_PUBLISHER},
    {"dc.rights", TS_CLAIM_SCHOLAR, WHAT_RIGHTS},
    {"dc.language", TS_CLAIM_SCHOLAR, WHAT_LANGUAGE},
    {"parsely-title", TS_CLAIM_SCHOLAR, WHAT_TITLE},
    {"parsely-author", TS_CLAIM_SCHOLAR, WHAT_AUTHOR},
    {"parsely-pub-date", TS_CLAIM_SCHOLAR, WHAT_DATE},
    {"parsely-section", TS_CLAIM_SCHOLAR, WHAT_SECTION},
    {"sailthru.title", TS_CLAIM_SCHOLAR, WHAT_TITLE},
    {"sailthru.author", TS_CLAIM_SCHOLAR, WHAT_AUTHOR},
    {"sailthru.date", TS_CLAIM_SCHOLAR, WHAT_DATE},
    {"sailthru.description", TS_CLAIM_SCHOLAR, WHAT_DESCRIPTION},
    {"author", TS_CLAIM_META, WHAT_AUTHOR},
    {"authors", TS_CLAIM_META, WHAT_AUTHOR},
    {"byl", TS_CLAIM_META, WHAT_AUTHOR},
    {"byline", TS_CLAIM_META, WHAT_AUTHOR},
    {"article.author", TS_CLAIM_META, WHAT_AUTHOR},
    {"content_author", TS_CLAIM_META, WHAT_AUTHOR},
    {"editor", TS_CLAIM_META, WHAT_EDITOR},
    {"content_editor", TS_CLAIM_META, WHAT_EDITOR},
    {"description", TS_CLAIM_META, WHAT_DESCRIPTION},
    {"title", TS_CLAIM_META, WHAT_TITLE},
    {"headline", TS_CLAIM_META, WHAT_TITLE},
    {"articletitle", TS_CLAIM_META, WHAT_TITLE},
    {"hdl", TS_CLAIM_META, WHAT_TITLE},
    {"date", TS_CLAIM_META, WHAT_DATE},
    {"pubdate", TS_CLAIM_META, WHAT_DATE},
    {"published-date", TS_CLAIM_META, WHAT_DATE},
    {"cludo:date", TS_CLAIM_META, WHAT_DATE},
    {"pub_date", TS_CLAIM_META, WHAT_DATE},
    {"publishdate", TS_CLAIM_META, WHAT_DATE},
    {"publish-date", TS_CLAIM_META, WHAT_DATE},
    {"publish_date", TS_CLAIM_META, WHAT_DATE},
    {"publication_date", TS_CLAIM_META, WHAT_DATE},
    {"published", TS_CLAIM_META, WHAT_DATE},
    {"publishtime", TS_CLAIM_META, WHAT_DATE},
    {"ptime", TS_CLAIM_META, WHAT_DATE},
    {"pdate", TS_CLAIM_META, WHAT_DATE},
    {"weibo: article:create_at", TS_CLAIM_META, WHAT_DATE},
    {"weibo:article:create_at", TS_CLAIM_META, WHAT_DATE},
    {"bytedance:published_time", TS_CLAIM_META, WHAT_DATE},
    {"apub:time", TS_CLAIM_META, WHAT_DATE},
    {"article.published", TS_CLAIM_META, WHAT_DATE},
    {"article_date_original", TS_CLAIM_META, WHAT_DATE},
    {"created", TS_CLAIM_META, WHAT_DATE},
    {"datepublished", TS_CLAIM_META, WHAT_DATE},
    {"_pubtime", TS_CLAIM_META, WHAT_DATE},
    {"lastmod", TS_CLAIM_META, WHAT_LASTMOD},
    {"last-modified", TS_CLAIM_META, WHAT_LASTMOD},
    {"revised", TS_CLAIM_META, WHAT_LASTMOD},
    {"article.updated", TS_CLAIM_META, WHAT_LASTMOD},
    {"bytedance:updated_time", TS_CLAIM_META, WHAT_LASTMOD},
    {"application-name", TS_CLAIM_META, WHAT_SITE},
    {"sitename", TS_CLAIM_META, WHAT_SITE},
    {"publisher", TS_CLAIM_META, WHAT_PUBLISHER},
    {"contentsource", TS_CLAIM_META, WHAT_SOURCE},
    {"source", TS_CLAIM_META, WHAT_SOURCE},
    {"mediaid", TS_CLAIM_META, WHAT_SOURCE},
    {"section", TS_CLAIM_META, WHAT_SECTION},
    {"columnname", TS_CLAIM_META, WHAT_SECTION},
    {"thumbnail", TS_CLAIM_META, WHAT_IMAGE},
    {"news_keywords", TS_CLAIM_META, WHAT_TAG},
    {"keywords", TS_CLAIM_META, WHAT_TAG},
    {"content-language", TS_CLAIM_META, WHAT_LANGUAGE},
    {"language", TS_CLAIM_META, WHAT_LANGUAGE},
    {"copyright", TS_CLAIM_META, WHAT_RIGHTS},
    {"rights", TS_CLAIM_META, WHAT_RIGHTS},
};

static void add_type(ts_arena *arena, ts_claim *claim, ts_str value)
{
    ts_texts_add(arena, &claim->types, value);
    claim->article = claim->article || ts_str_same(ts_str_trim(value), TS_STR("article"));
}

/* "Jane Doe" of "Doe, Jane"; a list of whole names stays as it is. */
static ts_str upright(ts_arena *arena, ts_str value)
{
    size_t comma = ts_str_find_char(value, ',', 0);
    if (comma == TS_NPOS || ts_str_find_char(value, ',', comma + 1) != TS_NPOS ||
        ts_str_find_char(value, ';', 0) != TS_NPOS)
        return value;
    ts_str family = ts_utf8_trim(ts_str_sub(value, 0, comma)),
           given = ts_utf8_trim(ts_str_sub(value, comma + 1, value.len));
    bool two = ts_str_find_char(family, ' ', 0) != TS_NPOS && ts_str_find_char(given, ' ', 0) != TS_NPOS;
    if (two || !family.len || !given.len)
        return value;
    return ts_str_of(
        ts_arena_printf(arena, "%.*s %.*s", (int)given.len, given.ptr, (int)family.len, family.ptr));
}

/* The field of a claim that holds a text as the element gives it. */
static const char **text_of(ts_claim *claim, what kind)
{
    switch (kind) {
    case WHAT_URL:
        return &claim->fields.canonical_url;
    case WHAT_IMAGE:
        return &claim->image;
    case WHAT_IMAGE_ALT:
        return &claim->image_alt;
    case WHAT_RIGHTS:
        return &claim->fields.notice;
    default:
        return &claim->fields.license;
    }
}

static void add(ts_claims *claims, ts_claimant by, what kind, ts_str value)
{
    ts_arena *arena = claims->arena;
    ts_claim *claim = &claims->by[by];
    ts_fields *f = &claim->fields;
    switch (kind) {
    case WHAT_TITLE:
        ts_claim_set(arena, &f->title, value);
        break;
    case WHAT_DESCRIPTION:
        ts_claim_set(arena, &f->description, value);
        break;
    case WHAT_DATE:
        ts_claim_date(arena, &f->date, value);
        break;
    case WHAT_LASTMOD:
        ts_claim_date(arena, &f->lastmod, value);
        break;
    case WHAT_AUTHOR:
        ts_claim_people(arena, &f->authors, value, NULL);
        break;
    case WHAT_AUTHOR_INVERTED:
        ts_claim_people(arena, &f->authors, upright(arena, value), NULL);
        break;
    case WHAT_EDITOR:
        ts_claim_people(arena, &f->editors, value, "editor");
        break;
    case WHAT_SITE:
        ts_claim_set(arena, &claim->site, value);
        break;
    case WHAT_PUBLISHER:
        ts_claim_set(arena, &f->publisher.name, value);
        break;
    case WHAT_SOURCE:
        ts_claim_set(arena, &f->source.name, value);
        break;
    case WHAT_SECTION:
        if (f->section.len == 0)
            ts_claim_list(arena, &f->section, value);
        break;
    case WHAT_TAG:
        ts_claim_list(arena, &f->tags, value);
        break;
    case WHAT_LANGUAGE:
        ts_claim_set(arena, &f->language, value);
        break;
    case WHAT_URL:
    case WHAT_IMAGE:
    case WHAT_IMAGE_ALT:
    case WHAT_RIGHTS:
    case WHAT_LICENSE:
        ts_claim_set(arena, text_of(claim, kind), value);
        break;
    case WHAT_TYPE:
        add_type(arena, claim, value);
        break;
    }
}

/* What a card for short messages shows beside the headline: a label in the page's language and its value, in
 * two elements of which the label is the first. */
typedef struct summary_card {
    const char *labels[CARD_LINES];
} summary_card;

static void read_card(ts_claims *claims, summary_card *card, const char *name, const char *content)
{
    static const char LABEL[] = "twitter:label", DATA[] = "twitter:data";
    bool label = strncasecmp(name, LABEL, sizeof LABEL - 1) == 0;
    const char *number = name + (label ? sizeof LABEL : sizeof DATA) - 1;
    if (!label && strncasecmp(name, DATA, sizeof DATA - 1) != 0)
        return;
    int i = *number - '1';
    if (i < 0 || i >= CARD_LINES || number[1])
        return;
    if (label) {
        card->labels[i] = content;
    } else if (card->labels[i]) {
        const char *line = ts_arena_printf(claims->arena, "%s: %s", card->labels[i], content);
        ts_fields fields;
        ts_fields_init(&fields);
        /* Nearly always in the language that the page says it has; templates are not always translated. */
        const char *language = claims->by[TS_CLAIM_META].fields.language;
        if (ts_line_read(claims->arena, NULL, language, ts_str_of(line), TS_ZONE_HEAD, &fields, NULL) ==
                TS_LINE_BODY &&
            language)
            ts_line_read(claims->arena, NULL, NULL, ts_str_of(line), TS_ZONE_HEAD, &fields, NULL);
        if (claims->by[TS_CLAIM_META].fields.authors.len == 0)
            claims->by[TS_CLAIM_META].fields.authors = fields.authors;
    }
}

/* The same name, a colon for its dot or not: "dc:creator", "DC.Creator". */
static bool is_named(const char *name, const char *known)
{
    while (*name && (tolower((unsigned char)*name) == *known || (*name == ':' && *known == '.'))) {
        name++;
        known++;
    }
    return !*name && !*known;
}

/* The letters of a name in lower case, whatever signs part its words. */
static const char *bare_name(const char *name, char bare[BARE_NAME])
{
    size_t n = 0;
    for (const char *p = name; *p && n + 1 < BARE_NAME; p++)
        if (isalpha((unsigned char)*p))
            bare[n++] = (char)tolower((unsigned char)*p);
    bare[n] = '\0';
    return bare;
}

static bool has_any(const char *bare, const char *const *words)
{
    while (*words && !strstr(bare, *words))
        words++;
    return *words != NULL;
}

/* Makers of content systems name it as they like: "acme:publication-date", "w-published-date", "bt:pubDate".
 */
static bool names_publication(const char *bare)
{
    static const char *const WORDS[] = {"publishedat", "firstpublish", "pubdate", "releasedate",
                                        "postdate",    "dateposted",   NULL};
    return (strstr(bare, "publi") && strstr(bare, "date")) || has_any(bare, WORDS);
}

static bool names_change(const char *bare)
{
    static const char *const WORDS[] = {"modifieddate",
                                        "modifiedtime",
                                        "modificationdate",
                                        "datemodified",
                                        "moddate",
                                        "updatedtime",
                                        "updateddate",
                                        "updatetime",
                                        "updatedate",
                                        "dateupdated",
                                        "lastupdate",
                                        "lastmodified",
                                        NULL};
    return has_any(bare, WORDS);
}

/* When it was begun is not when it was published, a "time" as often that of the page's own making; but both
 * are nearer to it than nothing. */
static bool names_making(const char *bare)
{
    static const char *const WORDS[] = {"publishtime",  "publishedtime", "createdate",     "createddate",
                                        "createtime",   "createdtime",   "createdat",      "datecreated",
                                        "creationdate", "displaydate",   "articlecreated", NULL};
    return has_any(bare, WORDS);
}

static void read_meta(ts_claims *claims, summary_card *card, const ts_node *node)
{
    static const char *const KEYS[] = {"property", "name", "http-equiv"};
    const char *content = ts_node_attr(node, "content");
    if (!content)
        content = ts_node_attr(node, "value"); /* no attribute of <meta>, but written for one */
    if (!content || !*content)
        return;
    for (size_t k = 0; k < sizeof KEYS / sizeof *KEYS; k++) {
        const char *name = ts_node_attr(node, KEYS[k]);
        for (size_t i = 0; name && i < sizeof NAMES / sizeof *NAMES; i++) {
            if (is_named(name, NAMES[i].name)) {
                add(claims, NAMES[i].by, NAMES[i].what, ts_str_of(content));
                return;
            }
        }
        char bare[BARE_NAME] = "";
        if (name && names_publication(bare_name(name, bare)))
            add(claims, TS_CLAIM_META, WHAT_DATE, ts_str_of(content));
        else if (name && names_change(bare))
            add(claims, TS_CLAIM_META, WHAT_LASTMOD, ts_str_of(content));
        else if (name && names_making(bare))
            ts_claim_date(claims->arena, &claims->scripted, ts_str_of(content));
        else if (name)
            read_card(claims, card, name, content);
    }
}

static bool has_rel(const ts_node *node, const char *word)
{
    const char *rel = ts_node_attr(node, "rel");
    size_t len = strlen(word);
    while (rel && *rel) {
        size_t n = strcspn(rel, " \t\n\r");
        if (n == len && strncasecmp(rel, word, len) == 0)
            return true;
        rel += n;
        rel += strspn(rel, " \t\n\r");
    }
    return false;
}

static void read_link(ts_claims *claims, const ts_node *node)
{
    const char *href = ts_node_attr(node, "href");
    if (!href)
        return;
    if (has_rel(node, "canonical"))
        add(claims, TS_CLAIM_META, WHAT_URL, ts_str_of(href));
    else if (has_rel(node, "image_src"))
        add(claims, TS_CLAIM_META, WHAT_IMAGE, ts_str_of(href));
    else if (has_rel(node, "license"))
        add(claims, TS_CLAIM_META, WHAT_LICENSE, ts_str_of(href));
}

static void read_window_title(ts_claims *claims, const ts_node *node)
{
    ts_buf text;
    if (claims->window_title)
        return;
    ts_buf_init(&text, TS_BUF_MAX);
    ts_node_text(&text, node);
    claims->window_title = ts_claim_text(claims->arena, ts_buf_str(&text));
    ts_buf_free(&text);
}

/* All that was left of a script is the moment it tells. */
static void read_moment(ts_claims *claims, const ts_node *script)
{
    ts_str text = ts_node_first(script) ? ts_node_chars(ts_node_first(script)) : (ts_str){0};
    if (text.len && text.len <= MOMENT)
        ts_claim_date(claims->arena, &claims->scripted, text);
}

void ts_claims_meta(ts_claims *claims, ts_dom *dom)
{
    int tags = 0;
    summary_card card = {0};
    const ts_node *root = ts_dom_root(dom);
    const char *lang = root ? ts_node_attr(root, "lang") : NULL;
    if (root && !lang)
        lang = ts_node_attr(root, "xml:lang");
    if (lang)
        add(claims, TS_CLAIM_META, WHAT_LANGUAGE, ts_str_of(lang));
    const ts_node_list *elements = ts_dom_head_matter(dom);
    for (size_t i = 0; i < elements->len && tags < TAGS_MAX; i++) {
        const ts_node *n = elements->items[i];
        bool meta = ts_node_is(n, "meta"), link = ts_node_is(n, "link");
        tags += meta || link;
        if (meta)
            read_meta(claims, &card, n);
        else if (link)
            read_link(claims, n);
        else if (ts_node_is(n, "title"))
            read_window_title(claims, n);
        else if (ts_node_is(n, "script"))
            read_moment(claims, n);
    }
}

const char *ts_page_address(const ts_dom *dom)
{
    const ts_node_list *elements = ts_dom_head_matter(dom);
    const char *canonical = NULL;
    for (size_t i = 0; i < elements->len && i < TAGS_MAX; i++) {
        const ts_node *n = elements->items[i];
        const char *property = ts_node_is(n, "meta") ? ts_node_attr(n, "property") : NULL;
        bool own = property && strcasecmp(property, "og:url") == 0;
        bool link = !canonical && ts_node_is(n, "link") && has_rel(n, "canonical");
        const char *address = own ? ts_node_attr(n, "content") : link ? ts_node_attr(n, "href") : NULL;
        if (!ts_url_host(ts_str_of(address)).len)
            continue;
        if (own)
            return address;
        canonical = address;
    }
    return canonical;
}
