#include "extract/claims.h"
#include "rules/dates.h"
#include "text/utf8.h"

#include <string.h>

enum { CLAIM_MAX = 4000, NAME_MAX = 300, LIST_MAX = 100, FIRST_YEAR = 1900, LAST_YEAR = 2200 };

bool ts_claims_thread(const ts_claims *claims)
{
    bool thread = false;
    for (int i = 0; i < TS_CLAIM_COUNT; i++)
        thread = thread || claims->by[i].thread;
    return thread;
}

bool ts_claim_is_thread(ts_str type)
{
    return ts_str_ends(type, TS_STR("DiscussionForumPosting")) || ts_str_ends(type, TS_STR("QAPage"));
}

const char *ts_claim_text(ts_arena *arena, ts_str s)
{
    ts_buf clean;
    const char *text = NULL;
    if (s.len > 4 * CLAIM_MAX)
        return NULL;
    ts_buf_init(&clean, TS_BUF_MAX);
    ts_html_unescape(&clean, s);
    if (clean.len > 0 && clean.len <= CLAIM_MAX)
        text = ts_buf_copy(&clean, arena);
    ts_buf_free(&clean);
    return text;
}

const ts_claimant ts_claims_by_trust[TS_CLAIM_COUNT] = {TS_CLAIM_JSON_LD,   TS_CLAIM_OPEN_GRAPH,
                                                        TS_CLAIM_MICRODATA, TS_CLAIM_SCHOLAR,
                                                        TS_CLAIM_META,      TS_CLAIM_PAGE};

const char *ts_claims_first(const ts_claims *claims, const ts_claimant *order, size_t n, size_t offset)
{
    for (size_t i = 0; i < n; i++) {
        const char *const *field = (const void *)((const char *)&claims->by[order[i]] + offset);
        if (*field)
            return *field;
    }
    return NULL;
}

void ts_claim_set(ts_arena *arena, const char **field, ts_str s)
{
    if (!*field)
        *field = ts_claim_text(arena, s);
}

void ts_claim_date(ts_arena *arena, const char **field, ts_str s)
{
    ts_claim_date_in(arena, field, s, NULL);
}

void ts_claim_date_in(ts_arena *arena, const char **field, ts_str s, const char *language)
{
    ts_date date;
    s = ts_utf8_trim(s);
    if (*field || !s.len || s.len > NAME_MAX)
        return;
    if (!ts_date_iso(s, &date) && !ts_date_rfc822(s, &date) && !ts_date_epoch(s, &date) &&
        !ts_date_find(s, language, &date, NULL))
        return;
    /* The epoch and year 1 are what programs write for "not known". */
    bool epoch = date.year == 1970 && date.month == 1 && date.day == 1;
    if (date.year < FIRST_YEAR || date.year > LAST_YEAR || epoch)
        return;
    *field = ts_date_format(arena, &date);
}

static bool is_address(ts_str s)
{
    return ts_str_find(s, TS_STR("://"), 0) != TS_NPOS || ts_str_starts(s, TS_STR("www."));
}

void ts_claim_people(ts_arena *arena, ts_people *people, ts_str s, const char *role)
{
    const char *text = s.len <= NAME_MAX ? ts_claim_text(arena, s) : NULL;
    if (text && !is_address(ts_str_of(text)))
        ts_people_parse(arena, people, ts_str_of(text), role);
}

void ts_claim_list(ts_arena *arena, ts_texts *texts, ts_str s)
{
    size_t from = 0, pos = 0;
    const char *whole = ts_claim_text(arena, s); /* "&amp;" parts nothing */
    s = whole ? ts_str_of(whole) : s;
    while (pos <= s.len && texts->len < LIST_MAX) {
        size_t at = pos;
        uint32_t c = pos < s.len ? ts_utf8_next(s, &pos) : ',';
        if (at == s.len)
            pos = s.len + 1;
        if (c != ',' && c != ';' && c != 0xFF0C && c != 0xFF1B && c != 0x3001 && c != '|')
            continue;
        const char *text = ts_claim_text(arena, ts_str_sub(s, from, at));
        if (text && strlen(text) <= NAME_MAX)
            ts_texts_add(arena, texts, ts_str_of(text));
        from = pos;
    }
}
