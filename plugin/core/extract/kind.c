#include "extract/kind.h"

#include "rules/phrases.h"
#include "text/utf8.h"

/* Confidence from which on a page is called an article; a notice, of less than this size, has less to show.
 */
#define ARTICLE_LEAST 0.56
#define NOTICE_LEAST 0.4
#define SIGNED_NOTICE_LEAST 0.2
/* That of a page on which nothing was found. */
#define NO_ARTICLE 0.05
/* What a discussion is at most, whatever its posts look like. */
#define THREAD_MOST 0.3
/* … and a page by which a site tells of itself. */
#define SITE_PAGE_MOST 0.3
#define NOTICE_SIZE 700.0
/* Characters, Latin ones: less is no article. */
#define LEAST_SIZE 60
/* Blocks between the headline and a notice. */
#define NEAR_NOTICE 8
/* Lines that the page's data state, from which on it is a recipe or its like. */
#define STATED_LEAST 4
/* The share of prose from which on a page is bare of anything else. */
#define BARE_SHARE 0.95

/* "Contact", "The company": nobody signs such a page. */
static bool is_about_site(const ts_fields *fields)
{
    return fields->title && !fields->authors.len &&
           ts_phrases_is_of("site-page", ts_utf8_trim(ts_str_of(fields->title)));
}

/* What is kept of a page. */
typedef struct share {
    double size, prose;
    int first; /* block, -1: none */
} share;

static share kept_of(const ts_blocks *blocks)
{
    share kept = {.first = -1};
    for (size_t i = 0; i < blocks->blocks.len; i++) {
        const ts_block *b = &blocks->blocks.items[i];
        if (!b->keep)
            continue;
        kept.first = kept.first < 0 ? (int)i : kept.first;
        kept.size += b->size;
        kept.prose += ts_block_is_prose(b) ? b->size : 0;
    }
    return kept;
}

/* A page that is hardly anything but prose under its headline is an article, however short. */
static bool is_bare(const ts_page_view *view, const share *kept)
{
    int title = view->features->title;
    double all = view->sums->size[view->sums->count];
    return kept->prose > BARE_SHARE * (all - (title < 0 ? 0 : view->blocks->blocks.items[title].size));
}

/* A short one says by its date, its author and the headline above it that it is. */
static bool is_signed_notice(const ts_page_view *view, const share *kept, double confidence)
{
    int title = view->features->title, behind = kept->first - title;
    return kept->size < NOTICE_SIZE && view->dated && view->signed_by && title >= 0 && behind > 0 &&
           behind <= NEAR_NOTICE && confidence >= SIGNED_NOTICE_LEAST;
}

/* What it says of itself, or looks like, makes an article of a page that the model is not sure of. */
static bool is_told(const ts_page_view *view, const share *kept, double confidence)
{
    return view->stated >= STATED_LEAST || is_bare(view, kept) || is_signed_notice(view, kept, confidence);
}

/* Without an article: mostly links, or what says that it is one, is a listing. */
static bool is_listing(const ts_page_view *view, const share *kept)
{
    double all = view->sums->size[view->sums->count], link = view->sums->link[view->sums->count];
    return view->claims->by[TS_CLAIM_JSON_LD].listing ||
           (all > 0 && link > 0.5 * all && kept->prose < 0.25 * all);
}

void ts_kind_judge(const ts_page_view *view, bool found, ts_fields *fields)
{
    float row[TS_PAGE_FEATURE_COUNT];
    share kept = kept_of(view->blocks);
    double least = kept.size < NOTICE_SIZE ? NOTICE_LEAST : ARTICLE_LEAST, sure = NO_ARTICLE;
    ts_page_features_make(view, row);
    if (found && kept.size >= LEAST_SIZE)
        sure = ts_forest_probability(&view->model->page, row);
    if (found && sure < least && is_told(view, &kept, sure))
        sure = least;
    if (ts_claims_thread(view->claims) && sure > THREAD_MOST)
        sure = THREAD_MOST;
    if (is_about_site(fields) && sure > SITE_PAGE_MOST)
        sure = SITE_PAGE_MOST;
    fields->confidence = sure;
    fields->kind = sure >= least ? "article" : is_listing(view, &kept) ? "listing" : "other";
}
