#include "extract/parties.h"
#include "extract/site_name.h"
#include "extract/titles.h"
#include "rules/phrases.h"
#include "text/url.h"
#include "text/utf8.h"

#include <string.h>

static const ts_claimant BY_PUBLISHER[] = {TS_CLAIM_JSON_LD, TS_CLAIM_MICRODATA, TS_CLAIM_SCHOLAR,
                                           TS_CLAIM_META};

static const ts_claim *claim(const ts_evidence *e, ts_claimant by)
{
    return &e->claims->by[by];
}

/* --- publisher --- */

/* False for an address in a name's place, the headline, and the machine that many sites run on. */
static bool is_outlets_name(const ts_evidence *e, const char *name)
{
    return name && !ts_url_host(ts_str_of(name)).len && !ts_title_same(name, e->title) &&
           !ts_phrases_is_of("not-a-publisher", ts_str_of(name));
}

static const char *site_of(const ts_evidence *e)
{
    const char *site = TS_CLAIMS_FIRST(e->claims, ts_claims_by_trust, site);
    return is_outlets_name(e, site) ? site : NULL;
}

static void settle_publisher(ts_arena *arena, const ts_evidence *e, ts_fields *fields)
{
    const ts_party *linked = &claim(e, TS_CLAIM_JSON_LD)->fields.publisher;
    const char *site = site_of(e);
    for (size_t i = 0; i < sizeof BY_PUBLISHER / sizeof *BY_PUBLISHER && !fields->publisher.name; i++)
        if (is_outlets_name(e, claim(e, BY_PUBLISHER[i])->fields.publisher.name))
            fields->publisher.name = claim(e, BY_PUBLISHER[i])->fields.publisher.name;
    bool structured = fields->publisher.name && fields->publisher.name == linked->name;
    if (structured && linked->url)
        fields->publisher.url = ts_url_resolve(arena, e->url, ts_str_of(linked->url));
    if (site && !structured && (claim(e, TS_CLAIM_OPEN_GRAPH)->site || !fields->publisher.name))
        fields->publisher.name = site;
    if (!fields->publisher.name)
        fields->publisher = e->lines->publisher;
    if (!fields->publisher.name)
        fields->publisher.name = ts_site_name_guess(arena, e);
    fields->publisher.name = ts_site_name_cut(arena, e, fields->publisher.name);
}

/* --- source --- */

/* The address behind the source's name, where the name is a link or stands at the end of one. */
static const char *link_of(const ts_evidence *e, ts_str name)
{
    for (size_t i = 0; i < e->claims->links.len; i++) {
        ts_str text = ts_str_of(e->claims->links.items[i].text);
        size_t colon = ts_str_find(text, TS_STR(":"), 0), wide = ts_str_find(text, TS_STR("："), 0);
        size_t from = colon != TS_NPOS ? colon + 1 : wide != TS_NPOS ? wide + strlen("：") : 0;
        if (ts_str_eq(ts_utf8_trim(ts_str_sub(text, from, text.len)), name))
            return e->claims->links.items[i].url;
    }
    return NULL;
}

/* True for "Lakeside Courier Web edition" and "Lakeside Courier": a line may go on behind the name. */
static bool begins_with_word(const char *text, const char *name)
{
    size_t len = name ? strlen(name) : 0;
    return len && strncmp(text, name, len) == 0 && text[len] == ' ';
}

/* What the machine-readable parts call the source; some write the page's own address there. */
static const char *claimed_source(const ts_evidence *e)
{
    const char *name = TS_CLAIMS_FIRST(e->claims, ts_claims_by_trust, fields.source.name);
    return name && !ts_url_host(ts_str_of(name)).len ? name : NULL;
}

static void settle_source(ts_arena *arena, const ts_evidence *e, ts_fields *fields)
{
    const char *claimed = claimed_source(e);
    fields->source = e->lines->source;
    if (!fields->source.name || begins_with_word(fields->source.name, claimed))
        fields->source.name = claimed;
    if (ts_names_section(e, fields->source.name))
        fields->source = (ts_party){0};
    const char *based_on = claim(e, TS_CLAIM_JSON_LD)->based_on;
    if (fields->source.name && !based_on)
        based_on = link_of(e, ts_str_of(fields->source.name));
    if (fields->source.name && !fields->source.url && based_on)
        fields->source.url = ts_url_resolve(arena, e->url, ts_str_of(based_on));
}

void ts_parties_settle(ts_arena *arena, const ts_evidence *e, ts_fields *fields)
{
    settle_publisher(arena, e, fields);
    settle_source(arena, e, fields);
}

/* True for a name of Chinese that no person bears: five characters and more, or Latin letters among them. */
static bool is_account_name(ts_str name)
{
    size_t han = 0, latin = 0;
    for (size_t i = 0; i < name.len;) {
        uint32_t c = ts_utf8_next(name, &i);
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (!ts_is_han(c) && !letter)
            return false;
        han += ts_is_han(c);
        latin += letter;
    }
    return han > TS_HAN_NAME_MAX || (han && latin > 1);
}

/* True for another outlet than the one that served the page, as portals name the one they have a story of. */
static bool is_other_outlet(const ts_fields *fields, ts_str name)
{
    ts_line_match match;
    ts_str publisher = ts_str_of(fields->publisher.name);
    return publisher.len && name.len && !ts_title_one_house(name, publisher) &&
           ts_phrases_match_class(ts_phrases_get(), fields->language, "outlet", name, &match);
}

/* What stands in wide brackets behind the headline in the window's title. */
static ts_str remark_of(const ts_evidence *e)
{
    ts_str title = ts_str_of(e->title), window = ts_str_of(e->claims->window_title);
    size_t open = strlen("（"), close = TS_NPOS;
    if (title.len && ts_str_starts(window, title))
        window = ts_str_sub(window, title.len, window.len);
    if (ts_str_starts(window, TS_STR("（")))
        close = ts_str_find(window, TS_STR("）"), open);
    return close == TS_NPOS ? (ts_str){0} : ts_utf8_trim(ts_str_sub(window, open, close));
}

/* The outlet that a portal names: for the author to programs, or behind the headline. */
static const char *portal_source(ts_arena *arena, const ts_evidence *e, const ts_fields *fields)
{
    static const ts_claimant BY_PROGRAM[] = {TS_CLAIM_JSON_LD, TS_CLAIM_OPEN_GRAPH};
    ts_str remark = remark_of(e);
    for (size_t i = 0; i < sizeof BY_PROGRAM / sizeof *BY_PROGRAM; i++) {
        const ts_people *named = &claim(e, BY_PROGRAM[i])->fields.authors;
        if (named->len && is_other_outlet(fields, ts_str_of(named->items[0].name)))
            return named->items[0].name;
    }
    return is_other_outlet(fields, remark) ? ts_arena_copy(arena, remark) : NULL;
}

void ts_parties_account(ts_arena *arena, const ts_evidence *e, ts_fields *fields)
{
    bool chinese = fields->language && strncmp(fields->language, "zh", 2) == 0;
    if (!fields->source.name)
        fields->source.name = portal_source(arena, e, fields);
    if (!chinese || fields->source.name || fields->authors.len != 1 || fields->authors.items[0].role)
        return;
    if (is_account_name(ts_str_of(fields->authors.items[0].name)))
        fields->source.name = fields->authors.items[0].name;
}
