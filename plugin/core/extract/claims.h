/* What each source of metadata in a page claims of the article, before anyone decides. */
#ifndef TS_EXTRACT_CLAIMS_H
#define TS_EXTRACT_CLAIMS_H

#include "base/value.h"
#include "dom/dom.h"
#include "extract/lines.h"
#include "extract/stated.h"
#include "text/date.h"

/* Sources, the more trusted first where nothing else is known. */
typedef enum ts_claimant {
    TS_CLAIM_JSON_LD,    /* schema.org in scripts */
    TS_CLAIM_OPEN_GRAPH, /* og:, article:, twitter: */
    TS_CLAIM_MICRODATA,  /* itemprop and h-entry classes */
    TS_CLAIM_SCHOLAR,    /* citation_, Dublin Core, parsely, sailthru and their like */
    TS_CLAIM_META,       /* <meta name=author …>, links, lang */
    TS_CLAIM_PAGE,       /* elements near the headline whose classes say what they are */
    TS_CLAIM_COUNT
} ts_claimant;

typedef struct ts_claim {
    ts_fields fields;  /* title, description, dates, people, parties, section, tags, rights, language … */
    const char *site;  /* name of the site */
    const char *image; /* address of the lead image, as the page writes it */
    const char *image_alt;
    const char *based_on; /* address of what the article is based on */
    ts_texts types;       /* what the source calls the page and things on it, for the model */
    bool article;         /* the source says that the page is an article */
    bool listing;         /* … that it is a list of them */
    bool thread;          /* … that it is a discussion, or a question with its answers */
} ts_claim;

/* An absolute link near the article. */
typedef struct ts_claim_link {
    const char *text, *url;
} ts_claim_link;

typedef struct ts_claims {
    ts_arena *arena;
    ts_line_memo *memo; /* of the page's lines, may be NULL */
    ts_claim by[TS_CLAIM_COUNT];
    TS_VEC(ts_claim_link) links; /* one of them may lead to the source; in the arena */
    const char *window_title;    /* <title>, may be NULL */
    const char *scripted;        /* when it was published by a variable of a script, or made, may be NULL */
    ts_stated stated;            /* lines of the text that scripts repeat */
    ts_str body;                 /* all of the text, where they do; plain or HTML */
    ts_people unlabelled;        /* names beside the date of which nothing says what they are */
    const ts_node *signed_at;    /* the element near the headline that named the first author, may be NULL */
    bool signed_behind;          /* … or a box behind the article did */
    ts_texts home;               /* what links to the site's first page call it */
    const char *foot;        /* who holds the rights, by a line with a year at the page's foot; may be NULL */
    const ts_date *captured; /* the moment the page was, may be NULL */
} ts_claims;

/* True where a source says that the page is a discussion. */
bool ts_claims_thread(const ts_claims *claims);

/* True for a type of schema.org, or an address that ends in one, of a page that its readers write. */
bool ts_claim_is_thread(ts_str type);

/* A claim's text: references decoded, tags out, white space squeezed; NULL where nothing is left or it is too
 * long to be one. */
const char *ts_claim_text(ts_arena *arena, ts_str s);
/* All claimants, those first whose word is trusted most. */
extern const ts_claimant ts_claims_by_trust[TS_CLAIM_COUNT];
/* The text that the first of `n` claimants in this order has at `offset` of its ts_claim; NULL: none has any.
 */
const char *ts_claims_first(const ts_claims *claims, const ts_claimant *order, size_t n, size_t offset);
/* The same by the order's array and the expression behind "claim->". */
#define TS_CLAIMS_FIRST(claims, order, expression)                                                           \
    ts_claims_first((claims), (order), sizeof(order) / sizeof *(order), offsetof(ts_claim, expression))

/* Sets *field to the text unless it is set. */
void ts_claim_set(ts_arena *arena, const char **field, ts_str s);
/* The same for a date in any form we know, as ISO 8601. */
void ts_claim_date(ts_arena *arena, const char **field, ts_str s);
/* … as pages in that language write it; may be NULL. */
void ts_claim_date_in(ts_arena *arena, const char **field, ts_str s, const char *language);
/* Adds the persons named; addresses are no names. */
void ts_claim_people(ts_arena *arena, ts_people *people, ts_str s, const char *role);
/* Adds what stands between commas. */
void ts_claim_list(ts_arena *arena, ts_texts *texts, ts_str s);

/* Each reads its own part of the page. */
void ts_claims_json_ld(ts_claims *claims, ts_dom *dom);
void ts_claims_meta(ts_claims *claims, ts_dom *dom);
void ts_claims_markup(ts_claims *claims, ts_dom *dom);

/* The address that the page gives as its own, else as that of its original; NULL: none that is absolute. */
const char *ts_page_address(const ts_dom *dom);

#endif
