#include "extract/metadata.h"
#include "extract/authors.h"
#include "extract/parties.h"
#include "extract/site_name.h"
#include "extract/publication.h"
#include "extract/titles.h"
#include "rules/language.h"
#include "rules/phrases.h"
#include "text/url.h"
#include "text/utf8.h"
#include "text/words.h"

#include <string.h>

enum {
    EXCERPT_LENGTH = 200, /* code points of a description cut by us */
    SECTION_MAX = 8,
    SECTION_TEXT = 60,   /* code points of one: a longer one is another headline */
    SPELT_LEAST = 4,     /* tags that a program made of the headline, a word each */
    TAGS_TEXT = 20000,   /* bytes of the body that are looked at for tags */
    CUT_COMPARE = 40,    /* letters of a description that are looked for at the body's start */
    DEK_LEAST = 80,      /* bytes of a sentence that is no headline */
    HEADLINE_LEAST = 12, /* bytes of a headline that is looked for in a description */
    LABEL_MAX = 24       /* bytes of a label before it */
};

static const ts_claim *claim(const ts_evidence *e, ts_claimant by)
{
    return &e->claims->by[by];
}

/* The first of the claimants, in this order, who says anything. */
#define FIRST_OF(e, order, expression) TS_CLAIMS_FIRST((e)->claims, order, expression)

static const ts_claimant FOR_DATE[] = {TS_CLAIM_JSON_LD, TS_CLAIM_OPEN_GRAPH, TS_CLAIM_MICRODATA,
                                       TS_CLAIM_SCHOLAR, TS_CLAIM_META};
static const ts_claimant FOR_DESCRIPTION[] = {TS_CLAIM_META, TS_CLAIM_OPEN_GRAPH, TS_CLAIM_JSON_LD,
                                              TS_CLAIM_SCHOLAR};

/* --- section, tags --- */

/* Without the signs around it: "[Local]", "- Local"; nothing where there is no word. */
static ts_str bare_name(ts_str s)
{
    size_t letters = 0, from = 0, to = 0;
    uint32_t before = 0, c = 0;
    for (size_t i = 0; i < s.len; before = c) {
        size_t at = i;
        c = ts_utf8_next(s, &i);
        bool closes =
            c == ')' || c == '!' || c == '?' || c == '+' || (c == '.' && before >= 'A' && before <= 'Z');
        bool inside = ts_is_alnum(c) || ts_is_mark(c) || (letters && closes);
        from = inside && !letters ? at : from;
        to = inside ? i : to;
        letters += ts_is_alnum(c);
    }
    return letters >= 2 ? ts_str_sub(s, from, to) : (ts_str){0};
}

bool ts_names_section(const ts_evidence *e, const char *name)
{
    bool found = false;
    for (int i = 0; i < TS_CLAIM_COUNT; i++) {
        const ts_texts *section = &e->claims->by[i].fields.section;
        for (size_t k = 0; k < section->len && !found; k++)
            found = ts_title_same(section->items[k], name);
    }
    return found;
}

/* A path of names; the article itself, by whichever headline, and the site are none. */
static void add_section(ts_arena *arena, const ts_evidence *e, ts_fields *fields, const ts_texts *path)
{
    for (size_t i = 0; i < path->len && fields->section.len < SECTION_MAX; i++) {
        const char *name = ts_arena_copy(arena, bare_name(ts_str_of(path->items[i])));
        if (*name && !strchr(path->items[i], '{') && ts_utf8_count(ts_str_of(name)) <= SECTION_TEXT &&
            !ts_title_same(name, e->title) && !ts_title_same(name, fields->alt_title) &&
            !ts_title_same(name, fields->publisher.name) &&
            !ts_phrases_is_of("not-a-section", ts_str_of(name)))
            ts_texts_add(arena, &fields->section, ts_str_of(name));
    }
}

/* True where the article says a fair part of the words: else they are the site's, on all its pages. */
static bool are_of_article(const ts_evidence *e, const ts_texts *tags)
{
    ts_buf text, tag;
    size_t found = 0;
    ts_buf_init(&text, TS_BUF_MAX);
    ts_buf_init(&tag, TS_BUF_MAX);
    ts_title_bare(&text, ts_str_of(e->title));
    ts_title_bare(&text, ts_str_sub(e->text, 0, TAGS_TEXT));
    for (size_t i = 0; i < tags->len; i++) {
        ts_buf_clear(&tag);
        ts_title_bare(&tag, ts_str_of(tags->items[i]));
        found += tag.len && ts_str_find(ts_buf_str(&text), ts_buf_str(&tag), 0) != TS_NPOS;
    }
    ts_buf_free(&text);
    ts_buf_free(&tag);
    return !e->text.len || found * 3 >= tags->len;
}

/* How many tags at the head of the list are but the headline's words, one after the other. */
static size_t spelt_headline(const char *title, const ts_texts *tags)
{
    ts_buf all, bare;
    size_t spelt = 0;
    ts_buf_init(&all, TS_BUF_MAX);
    ts_buf_init(&bare, TS_BUF_MAX);
    ts_title_bare(&bare, ts_str_of(title));
    for (; spelt < tags->len; spelt++) {
        size_t before = all.len;
        ts_title_bare(&all, ts_str_of(tags->items[spelt]));
        if (ts_str_starts(ts_buf_str(&bare), ts_buf_str(&all)))
            continue;
        ts_buf_truncate(&all, before);
        break;
    }
    bool whole = spelt && ts_str_eq(ts_buf_str(&bare), ts_buf_str(&all));
    ts_buf_free(&all);
    ts_buf_free(&bare);
    return whole || spelt >= SPELT_LEAST ? spelt : 0;
}

static void settle_tags(ts_arena *arena, const ts_evidence *e, ts_fields *fields)
{
    const ts_texts *said = NULL;
    for (size_t i = 0; i < sizeof ts_claims_by_trust / sizeof *ts_claims_by_trust && !said; i++) {
        const ts_texts *tags = &claim(e, ts_claims_by_trust[i])->fields.tags;
        if (tags->len && (ts_claims_by_trust[i] != TS_CLAIM_META || are_of_article(e, tags)))
            said = tags;
    }
    said = said ? said : &e->lines->tags;
    for (size_t i = spelt_headline(e->title, said); i < said->len; i++)
        if (!ts_title_same(said->items[i], fields->publisher.name) &&
            !ts_phrases_is_of("not-a-tag", ts_str_of(said->items[i])))
            ts_texts_add(arena, &fields->tags, ts_str_of(said->items[i]));
}

static void settle_section(ts_arena *arena, const ts_evidence *e, ts_fields *fields)
{
    add_section(arena, e, fields, &e->lines->section);
    if (fields->section.len == 0)
        add_section(arena, e, fields, &claim(e, TS_CLAIM_PAGE)->fields.section);
    for (size_t i = 0; i < sizeof FOR_DATE / sizeof *FOR_DATE && fields->section.len == 0; i++)
        add_section(arena, e, fields, &claim(e, FOR_DATE[i])->fields.section);
}

/* --- description, language, rights --- */

/* True where the bare text begins like the bare body. */
static bool begins_like(ts_str text, ts_str body)
{
    ts_str head = ts_str_sub(text, 0, CUT_COMPARE);
    return head.len && ts_str_find(body, head, 0) < 3 * CUT_COMPARE;
}

/* True for a text that ends as a sentence does, and not as one that was cut. */
static bool ends_sentence(ts_str s)
{
    static const uint32_t STOPS[] = {'.', '!', '?', 0x61F, 0x6D4, 0x964, 0x3002, 0xFF01, 0xFF0E, 0xFF1F};
    bool closer = true;
    uint32_t end = 0;
    for (s = ts_utf8_trim(s); closer && s.len;) {
        size_t at = s.len;
        end = ts_utf8_prev(s, &at);
        s = ts_str_sub(s, 0, at);
        closer = ts_is_closing(end);
    }
    for (size_t i = 0; i < sizeof STOPS / sizeof *STOPS; i++)
        if (end == STOPS[i])
            return ts_utf8_last(s) != end;
    return false;
}

/* A headline, a label before it or not, and behind it nothing, the tags, or how the body begins. */
static bool is_headline_and_body(ts_str text, ts_str body, ts_str tags, const char *headline)
{
    ts_buf bare;
    ts_buf_init(&bare, TS_BUF_MAX);
    ts_title_bare(&bare, ts_str_of(headline));
    ts_str head = ts_buf_str(&bare);
    size_t at = head.len >= HEADLINE_LEAST ? ts_str_find(text, head, 0) : TS_NPOS;
    ts_str rest = at <= LABEL_MAX ? ts_str_sub(text, at + head.len, text.len) : (ts_str){0};
    bool found = at <= LABEL_MAX && (!rest.len || begins_like(rest, body) || ts_str_starts(tags, rest));
    ts_buf_free(&bare);
    return found;
}

/* A description that a program made of the headline and the body's first words, or cut from these, says
 * nothing new; a whole sentence somebody may have chosen. */
static bool is_automatic(const ts_evidence *e, const char *description)
{
    ts_buf bare, body, keywords;
    const ts_texts *said = &claim(e, TS_CLAIM_META)->fields.tags;
    ts_buf_init(&bare, TS_BUF_MAX);
    ts_buf_init(&body, TS_BUF_MAX);
    ts_buf_init(&keywords, TS_BUF_MAX);
    for (size_t i = 0; i < said->len; i++)
        ts_title_bare(&keywords, ts_str_of(said->items[i]));
    ts_str tags = ts_buf_str(&keywords);
    ts_title_bare(&bare, ts_str_of(description));
    ts_title_bare(&body, ts_str_sub(e->text, 0, 2000));
    ts_str text = ts_buf_str(&bare), start = ts_buf_str(&body);
    bool automatic = begins_like(text, start)
                         ? !ends_sentence(ts_str_of(description))
                         : is_headline_and_body(text, start, tags, e->title) ||
                               is_headline_and_body(text, start, tags, e->lines->title) ||
                               is_headline_and_body(text, start, tags, e->lines->alt_title);
    ts_buf_free(&bare);
    ts_buf_free(&body);
    ts_buf_free(&keywords);
    return automatic;
}

/* Without the site's name, which templates set behind a bar, or alone where they have no description. */
static const char *cut_site(ts_arena *arena, const ts_evidence *e, const ts_fields *fields, const char *text)
{
    ts_str s = ts_utf8_trim(ts_str_of(text));
    size_t bar = s.len;
    while (bar > 0 && s.ptr[bar - 1] != '|')
        bar--;
    const char *behind = ts_arena_copy(arena, ts_utf8_trim(ts_str_sub(s, bar, s.len)));
    bool site =
        !*behind || ts_title_same(behind, fields->publisher.name) ||
        (bar == 1 && ts_str_ends(ts_utf8_trim(ts_str_of(e->claims->window_title)), ts_str_of(behind)));
    if (bar > 0 && site)
        s = ts_utf8_trim(ts_str_sub(s, 0, bar - 1));
    return s.len ? ts_arena_copy(arena, s) : NULL;
}

static void settle_description(ts_arena *arena, const ts_evidence *e, ts_fields *fields)
{
    const char *said =
        e->lines->description ? e->lines->description : FIRST_OF(e, FOR_DESCRIPTION, fields.description);
    if (said)
        said = cut_site(arena, e, fields, said);
    if (said && ts_title_same(said, fields->publisher.name))
        said = NULL;
    if (said && (is_automatic(e, said) || ts_title_same(said, e->title)))
        said = NULL;
    if (!said)
        said = claim(e, TS_CLAIM_PAGE)->fields.description;
    fields->description = said;
    if (!said && e->text.len) {
        fields->description = ts_excerpt(arena, e->text, EXCERPT_LENGTH);
        fields->excerpt = fields->description != NULL;
    }
}

static void settle_language(const ts_evidence *e, ts_fields *fields)
{
    static const ts_claimant ORDER[] = {TS_CLAIM_META, TS_CLAIM_JSON_LD, TS_CLAIM_OPEN_GRAPH,
                                        TS_CLAIM_SCHOLAR};
    ts_str text = e->text.len ? e->text : ts_str_of(e->title);
    fields->language = ts_language_settle(ts_str_of(FIRST_OF(e, ORDER, fields.language)), text);
    if (fields->language)
        fields->direction = ts_language_direction(fields->language);
}

/* An address that a template left empty, that of a machine by itself, or of the whole site for one of its
 * pages is none of the article's. */
static bool is_canonical(const ts_evidence *e, const char *url)
{
    ts_str host = ts_url_host(ts_str_of(url));
    bool whole = !ts_url_key(ts_str_of(url)).len && ts_url_key(ts_str_of(e->url)).len;
    return ts_str_find_char(host, '.', 0) != TS_NPOS && !ts_str_starts(host, TS_STR("127.")) && !whole &&
           !strchr(url, '{') && !strstr(url, "%7B");
}

static void settle_address(ts_arena *arena, const ts_evidence *e, ts_fields *fields)
{
    static const ts_claimant ORDER[] = {TS_CLAIM_META, TS_CLAIM_OPEN_GRAPH};
    for (size_t i = 0; i < sizeof ORDER / sizeof *ORDER && !fields->canonical_url; i++) {
        const char *said = claim(e, ORDER[i])->fields.canonical_url;
        const char *url = said ? ts_url_resolve(arena, e->url, ts_str_of(said)) : NULL;
        if (url && is_canonical(e, url))
            fields->canonical_url = url;
    }
}

/* A licence that is named by an address of the site, or of one without its scheme, by all of it. */
static const char *license_of(ts_arena *arena, const ts_evidence *e, const char *said)
{
    ts_str s = ts_str_of(said);
    if (!e->url && ts_str_starts(s, TS_STR("//")))
        return ts_arena_printf(arena, "https:%s", said);
    return ts_str_starts(s, TS_STR("/")) ? ts_url_resolve(arena, e->url, s) : said;
}

/* Some call their summary the alternative headline: a description says the same, or begins so, or it is a
 * whole sentence. */
static bool is_dek(const ts_evidence *e, const char *text)
{
    bool said = false;
    if (!text)
        return false;
    ts_buf bare, description;
    ts_buf_init(&bare, TS_BUF_MAX);
    ts_buf_init(&description, TS_BUF_MAX);
    ts_title_bare(&bare, ts_str_of(text));
    for (size_t i = 0; i < sizeof FOR_DESCRIPTION / sizeof *FOR_DESCRIPTION && bare.len; i++) {
        ts_buf_clear(&description);
        ts_title_bare(&description, ts_str_of(claim(e, FOR_DESCRIPTION[i])->fields.description));
        said = said || ts_str_eq(ts_buf_str(&description), ts_buf_str(&bare)) ||
               (strlen(text) >= DEK_LEAST && ts_str_starts(ts_buf_str(&description), ts_buf_str(&bare)));
    }
    ts_buf_free(&bare);
    ts_buf_free(&description);
    return said || (strlen(text) >= DEK_LEAST && ends_sentence(ts_str_of(text)));
}

void ts_metadata_settle(ts_arena *arena, const ts_evidence *e, ts_fields *fields)
{
    fields->title = e->title;
    fields->alt_title = claim(e, TS_CLAIM_JSON_LD)->fields.alt_title;
    if (ts_title_same(fields->alt_title, e->title) || is_dek(e, fields->alt_title))
        fields->alt_title = NULL;
    if (!fields->alt_title && !is_dek(e, e->shared))
        fields->alt_title = e->shared;
    if (e->lines->title && !ts_title_same(e->lines->title, e->title)) {
        /* The page names the headline that the article first had. */
        fields->alt_title = e->title;
        fields->title = e->lines->title;
    }
    ts_parties_settle(arena, e, fields);
    ts_publication_settle(arena, e, fields);
    fields->dateline =
        e->lines->dateline ? e->lines->dateline : FIRST_OF(e, ts_claims_by_trust, fields.dateline);
    ts_authors_settle(arena, e, fields);
    settle_section(arena, e, fields);
    settle_tags(arena, e, fields);
    settle_description(arena, e, fields);
    settle_language(e, fields);
    ts_parties_account(arena, e, fields);
    settle_address(arena, e, fields);
    fields->license = license_of(arena, e, FIRST_OF(e, ts_claims_by_trust, fields.license));
    fields->holder = ts_site_holder(arena, FIRST_OF(e, ts_claims_by_trust, fields.holder));
    fields->notice = e->lines->notice ? e->lines->notice : FIRST_OF(e, ts_claims_by_trust, fields.notice);
    if (!fields->holder)
        fields->holder = ts_site_holder(arena, e->lines->holder);
    fields->corrections = e->lines->corrections;
    fields->provenance.items = e->lines->provenance.items;
    fields->provenance.len = e->lines->provenance.len;
    fields->provenance.cap = e->lines->provenance.cap;
}
