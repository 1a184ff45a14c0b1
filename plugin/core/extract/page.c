#include "extract/extract.h"

#include "extract/byline.h"
#include "extract/choose.h"
#include "extract/claims.h"
#include "extract/features_write.h"
#include "extract/headline.h"
#include "extract/inspection.h"
#include "extract/kind.h"
#include "extract/lead_image.h"
#include "extract/media.h"
#include "extract/metadata.h"
#include "extract/near.h"
#include "extract/near_dates.h"
#include "extract/part_dates.h"
#include "extract/next_article.h"
#include "extract/notice.h"
#include "extract/page_data.h"
#include "extract/select.h"
#include "extract/site_page.h"
#include "extract/teasers.h"
#include "extract/titles.h"
#include "rules/language.h"
#include "rules/phrases.h"
#include "text/url.h"
#include "text/utf8.h"

#include <string.h>
#include <strings.h>

/* Sizes in Latin characters. */
enum {
    THIN_PAGE = 300,        /* a page with less is looked at once more, hidden parts too */
    MORE_LEAST = 60,        /* then there must be so much more than was seen */
    BLANK_PAGE = 150,       /* … with less shows nothing but requests for consent */
    NEAR_BEFORE = 24,       /* blocks before the first paragraph that may hold byline and date */
    NEAR_TITLE = 6,         /* blocks before the title that may */
    TITLE_BEFORE = 60,      /* blocks before the first paragraph among which the title is looked for */
    NEAR_AFTER = 8,         /* and behind it, up to the second paragraph */
    LANGUAGE_SAMPLE = 8000, /* bytes of text that the language is guessed from */
};

typedef struct page {
    ts_arena *arena;
    ts_dom *dom;
    const ts_extract_options *options;
    ts_fields *fields;
    ts_claims claims;
    ts_blocks blocks;
    ts_sums sums;
    ts_features features;
    const ts_model *model;
    ts_fields lines;
    ts_site_page site;
    const char *language; /* of the line rules */
    const char *title, *shared_title;
    int container;
    int stated; /* places of lines that the page's data state */
} page;

static ts_block *block_at(const page *p, int i)
{
    return &p->blocks.blocks.items[i];
}

/* --- blocks --- */

static void collect(page *p, ts_sight sight)
{
    ts_blocks_collect(p->arena, ts_dom_body(p->dom) ? ts_dom_body(p->dom) : ts_dom_root(p->dom), sight,
                      &p->blocks);
    ts_blocks_score(p->arena, &p->blocks, &p->sums);
    p->container = ts_blocks_container(&p->blocks, &p->sums);
}

static double prose_of(const page *p)
{
    return p->container < 0 ? 0 : ts_sum(&p->sums, prose, &p->blocks.elements.items[p->container]);
}

/* Looks at more of the page, unless that is less than `least` of prose. */
static void collect_more(page *p, ts_sight sight, double least)
{
    ts_blocks blocks = p->blocks;
    ts_sums sums = p->sums;
    int container = p->container;
    collect(p, sight);
    if (prose_of(p) < least) {
        p->blocks = blocks;
        p->sums = sums;
        p->container = container;
    }
}

/* Pages that show themselves by script hide all they have, or have it for those without: where little is
 * seen, that is looked at. A mere request for scripts is no page. Last, what only the page's data hold. */
static void collect_best(page *p)
{
    collect(p, TS_SIGHT_SHOWN);
    double seen = prose_of(p);
    if (seen < THIN_PAGE)
        collect_more(p, TS_SIGHT_HIDDEN, 2 * seen + MORE_LEAST);
    seen = prose_of(p);
    if (seen < THIN_PAGE)
        collect_more(p, TS_SIGHT_UNSCRIPTED, 2 * seen + THIN_PAGE);
    seen = prose_of(p);
    if (seen >= BLANK_PAGE)
        return;
    ts_str body = p->claims.body.len > THIN_PAGE
                      ? ts_stated_html(p->arena, p->claims.body)
                      : ts_page_data_html(p->arena, p->dom, ts_blocks_text(&p->blocks));
    if (body.len && ts_dom_graft(p->dom, body))
        collect(p, TS_SIGHT_SHOWN);
}

/* The language that the page declares; the locale of its card often names the region too: "en", "en_US". */
static const char *declared_language(const page *p)
{
    const char *tag = p->claims.by[TS_CLAIM_META].fields.language,
               *locale = p->claims.by[TS_CLAIM_OPEN_GRAPH].fields.language;
    size_t n = tag ? strlen(tag) : 0;
    bool same = n && locale && strncasecmp(tag, locale, n) == 0;
    return same && (locale[n] == '_' || locale[n] == '-') ? locale : tag;
}

static const char *guess_language(page *p)
{
    ts_buf sample;
    ts_buf_init(&sample, TS_BUF_MAX);
    for (size_t i = 0; i < p->blocks.blocks.len && sample.len < LANGUAGE_SAMPLE; i++) {
        const ts_block *b = block_at(p, (int)i);
        if (!ts_block_is_prose(b) && p->container >= 0)
            continue;
        ts_buf_put(&sample, ts_str_sub(b->text, 0, LANGUAGE_SAMPLE));
        ts_buf_putc(&sample, '\n');
    }
    const char *found = ts_language_settle(ts_str_of(declared_language(p)), ts_buf_str(&sample));
    ts_buf_free(&sample);
    return found;
}

static int first_kept(const page *p)
{
    for (size_t i = 0; i < p->blocks.blocks.len; i++)
        if (block_at(p, (int)i)->keep)
            return (int)i;
    return -1;
}

static int last_kept(const page *p)
{
    for (size_t i = p->blocks.blocks.len; i > 0; i--)
        if (block_at(p, (int)i - 1)->keep)
            return (int)i - 1;
    return -1;
}

static ts_str kept_text(page *p)
{
    ts_buf text;
    ts_buf_init(&text, TS_BUF_MAX);
    for (size_t i = 0; i < p->blocks.blocks.len; i++) {
        const ts_block *b = block_at(p, (int)i);
        if (!b->keep || b->heading || (b->flags & TS_BLOCK_CAPTION))
            continue;
        if (text.len)
            ts_buf_puts(&text, "\n\n");
        ts_buf_put(&text, b->text);
    }
    return ts_buf_keep(&text, p->arena);
}

static void inspect(page *p, const ts_evidence *evidence, const ts_node *body)
{
    const char *url = p->options->url ? p->options->url : ts_page_address(p->dom);
    ts_inspection inspection = {.dom = p->dom, .url = url};
    if (!p->options->inspect)
        return;
    if (p->site.rules)
        ts_site_page_settle(&p->site, body);
    ts_inspect_blocks(p->arena, &p->blocks, &inspection);
    ts_inspect_fields(p->arena, evidence, p->fields, &inspection);
    p->options->inspect(p->options->inspect_context, &inspection);
}

/* --- what it all comes to --- */

/* The last block before the article that prints its title, -1 where none does. */
static int title_block(const page *p, int first)
{
    ts_buf title, text;
    int found = -1;
    ts_buf_init(&title, TS_BUF_MAX);
    ts_buf_init(&text, TS_BUF_MAX);
    ts_title_bare(&title, ts_str_of(p->title));
    for (int i = first; i >= 0 && i >= first - TITLE_BEFORE && title.len && found < 0; i--) {
        const ts_block *b = block_at(p, i);
        if (b->text.len > 2 * strlen(p->title) || 2 * b->text.len < strlen(p->title))
            continue;
        ts_buf_clear(&text);
        ts_title_bare(&text, b->text);
        found = ts_str_eq(ts_buf_str(&text), ts_buf_str(&title)) ? i : -1;
    }
    ts_buf_free(&title);
    ts_buf_free(&text);
    return found;
}

static void add_lead_image(page *p, const ts_node *body)
{
    int first = first_kept(p), title = first < 0 ? -1 : title_block(p, first);
    ts_image image;
    if (body && !ts_media_has_image(p->arena, body) &&
        ts_lead_image(p->arena, &p->claims, p->options->url, title < 0 ? NULL : block_at(p, title)->first,
                      first < 0 ? NULL : block_at(p, first)->first, &image))
        ts_vec_push_in(p->arena, &p->fields->images, image);
}

static ts_page_view view_of(const page *p)
{
    return (ts_page_view){.blocks = &p->blocks,
                          .sums = &p->sums,
                          .features = &p->features,
                          .claims = &p->claims,
                          .model = p->model,
                          .dated = p->fields->date != NULL,
                          .signed_by = p->fields->authors.len > 0,
                          .stated = p->stated};
}

static void read_claims(page *p)
{
    p->claims.arena = p->arena;
    p->claims.memo = TS_NEW(p->arena, ts_line_memo);
    for (int i = 0; i < TS_CLAIM_COUNT; i++)
        ts_fields_init(&p->claims.by[i].fields);
    ts_date *captured = TS_NEW(p->arena, ts_date);
    if (p->options->captured_at && ts_date_iso(ts_str_of(p->options->captured_at), captured))
        p->claims.captured = captured;
    ts_claims_json_ld(&p->claims, p->dom);
    ts_claims_meta(&p->claims, p->dom);
    ts_claims_markup(&p->claims, p->dom);
}

/* The block behind those that may hold byline and date: what stands above a first paragraph, often a summary,
 * and the second one. */
static int near_end(const page *p, int first)
{
    int count = (int)p->blocks.blocks.len, prose = 0, i = first;
    for (; i < count && i < first + NEAR_AFTER && prose < 2; i++)
        prose += block_at(p, i)->keep && ts_block_is_prose(block_at(p, i));
    return i;
}

/* True for the name of who served the page, or a part of it. */
static bool is_publisher(const page *p, const char *name)
{
    bool found = false;
    for (int i = 0; i < TS_CLAIM_COUNT; i++) {
        const char *publisher = p->claims.by[i].fields.publisher.name;
        found = found || (publisher && strcasestr(publisher, name));
    }
    return found;
}

/* True where somebody but the site is named as the author already. */
static bool is_signed(const page *p)
{
    bool named = p->lines.authors.len > 0;
    for (int i = 0; i < TS_CLAIM_COUNT; i++) {
        const ts_people *people = &p->claims.by[i].fields.authors;
        for (size_t k = 0; k < people->len; k++)
            named = named || !is_publisher(p, people->items[k].name);
    }
    return named;
}

static void read_near(page *p)
{
    int first = first_kept(p);
    if (first < 0)
        return;
    int title = title_block(p, first), from = title >= 0 ? title - NEAR_TITLE : first - NEAR_BEFORE,
        end = near_end(p, first), last = last_kept(p);
    from = from < 0 ? 0 : from;
    ts_near_read(&p->claims, &p->blocks, from, title >= 0 ? title : from, end, p->language);
    ts_near_dateline(&p->claims, ts_str_of(p->title), p->language);
    for (int i = first; i < end; i++)
        if (block_at(p, i)->keep)
            ts_near_dateline(&p->claims, block_at(p, i)->text, p->language);
    if (title >= 0)
        ts_near_dek(&p->claims, &p->blocks, title, first);
    ts_near_dates_behind(&p->claims, &p->blocks, end, p->language);
    ts_near_dates_behind(&p->claims, &p->blocks, last + 1, p->language);
    ts_near_signature(&p->claims, &p->blocks, last + 1, p->language);
    if (title >= 0 && !is_signed(p))
        ts_near_unlabelled(&p->claims, &p->blocks, title, end, last, p->language);
    ts_near_home(&p->claims, &p->blocks);
    ts_near_breadcrumb(&p->claims, &p->blocks, first + 1);
    ts_near_rights(&p->claims, &p->blocks, last + 1, p->language);
    ts_near_tags(&p->claims, &p->blocks, last + 1, p->language);
    if (!p->lines.date && !ts_near_dates_known(&p->claims)) {
        const char *url = p->options->url ? p->options->url : ts_page_address(p->dom);
        ts_part_known known = ts_part_know(url, p->claims.captured);
        ts_part_read(&p->claims, &p->blocks, from, end, &known, p->language);
    }
}

/* What the rules of its site say of the page comes first. */
static bool apply_site(page *p, ts_node **body, ts_error *error)
{
    const ts_fields *said = &p->site.said;
    if (!p->site.rules)
        return true;
    if (!ts_site_page_apply(&p->site, body, error))
        return false;
    p->fields->title = said->title ? said->title : p->fields->title;
    p->fields->date = said->date ? said->date : p->fields->date;
    if (said->authors.len)
        p->fields->authors = said->authors;
    return true;
}

/* Which blocks are likely the article, and the element around them. What readers write is what a discussion
 * is made of, and each of its posts may have a headline. */
static void choose(page *p, bool thread)
{
    unsigned without = p->options->without | (thread ? TS_STEP_COMMENTS | TS_STEP_NEXT : 0);
    ts_choose(p->arena, &p->blocks, &p->sums, &p->features, p->model, without);
    if (!(without & TS_STEP_NEXT))
        ts_next_article_drop(&p->blocks, &p->features, p->language);
    if (!(without & TS_STEP_LINES))
        ts_teasers_drop(p->arena, p->claims.memo, p->language, &p->blocks);
    if (!thread && !(without & TS_STEP_LINES) && p->features.title >= 0 &&
        (ts_near_dates_known(&p->claims) || ts_is_dated_headline(&p->blocks, p->features.title, p->language)))
        ts_cards_drop(&p->blocks, p->features.title);
    if (!(without & TS_STEP_NOTICE))
        ts_notice_keep(p->arena, p->claims.memo, p->language, &p->blocks, p->features.title);
    p->stated = ts_stated_keep(p->arena, &p->claims.stated, &p->blocks);
    p->container = ts_chosen_container(&p->blocks);
}

/* The record, once the body is marked: by what every source says, the site's rules last. */
static bool settle(page *p, const char *address, ts_node **body, ts_error *error)
{
    ts_evidence evidence = {.claims = &p->claims,
                            .lines = &p->lines,
                            .site = &p->site.said,
                            .title = p->title,
                            .shared = p->shared_title,
                            .url = address,
                            .text = kept_text(p)};
    ts_metadata_settle(p->arena, &evidence, p->fields);
    if (!apply_site(p, body, error))
        return false;
    add_lead_image(p, *body);
    ts_page_view view = view_of(p);
    ts_kind_judge(&view, *body != NULL, p->fields);
    inspect(p, &evidence, *body);
    return true;
}

bool ts_extract_html(ts_arena *arena, ts_dom *dom, const ts_extract_options *options, ts_fields *fields,
                     ts_node **body, ts_error *error)
{
    page *p = TS_NEW(arena, page);
    const char *address = options->url ? options->url : ts_page_address(dom);
    *p = (page){.arena = arena, .dom = dom, .options = options, .fields = fields, .container = -1};
    p->model = options->model ? options->model : ts_model_baked();
    *body = NULL;
    ts_fields_init(fields);
    ts_fields_init(&p->lines);
    if (!ts_dom_root(dom)) {
        fields->kind = "other";
        fields->confidence = 0;
        return true;
    }
    ts_dom_own_places(dom, address);
    read_claims(p);
    collect_best(p);
    p->language = guess_language(p);
    int start = p->container < 0 ? -1 : p->blocks.elements.items[p->container].first;
    p->title = ts_title_choose(arena, &p->claims, &p->blocks, start, address, &p->shared_title);
    ts_features_make(arena, &p->blocks, &p->sums, p->model, p->title, p->container, &p->features);
    bool thread = ts_claims_thread(&p->claims);
    choose(p, thread);

    ts_selection selection = {.arena = arena,
                              .memo = p->claims.memo,
                              .blocks = &p->blocks,
                              .sums = &p->sums,
                              .language = p->language,
                              .title = p->title,
                              .lines = &p->lines,
                              .without = options->without,
                              .container = p->container,
                              .thread = thread};
    ts_select(&selection);
    const char *line = ts_headline_above(&p->claims, &p->blocks, first_kept(p), p->title, p->language);
    p->title = line ? line : p->title;
    if (!(options->without & TS_STEP_NOTES))
        ts_selection_notes(&selection);
    if (!(options->without & TS_STEP_TABLES))
        ts_selection_tables(&selection);
    p->site = (ts_site_page){.arena = arena, .dom = dom, .rules = options->site, .blocks = &p->blocks};
    if (options->site && !ts_site_page_keep(&p->site, error))
        return false;
    *body = ts_selection_mark(&selection);
    read_near(p);
    if (!settle(p, address, body, error))
        return false;
    if (options->features) {
        ts_page_view view = view_of(p);
        ts_features_write(options->features, &view);
    }
    return true;
}
