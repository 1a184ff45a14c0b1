#include "extract/title_parts.h"

#include "extract/title_names.h"
#include "text/utf8.h"

#include <string.h>

size_t ts_title_separator(ts_str s, size_t at)
{
    static const char *const ALONE[] = {"|", "_", "——", "--", "»", "«", "｜", "－", "•", "›", "∣", "::"};
    static const char *const SPACED[] = {"-", "–", "—", "·", "/", "~", ">", "<"};
    ts_str rest = ts_str_sub(s, at, s.len);
    unsigned char first = (unsigned char)s.ptr[at];
    /* Most of a headline begins none of them. */
    if (first < 0x80 ? first == ' ' || ts_is_alnum(first) : first != 0xC2 && first != 0xE2 && first != 0xEF)
        return 0;
    for (size_t i = 0; i < sizeof ALONE / sizeof *ALONE; i++)
        if (ts_str_starts(rest, ts_str_of(ALONE[i])))
            return strlen(ALONE[i]);
    for (size_t i = 0; i < sizeof SPACED / sizeof *SPACED; i++) {
        size_t len = strlen(SPACED[i]), behind = at + len, before = at;
        if (!ts_str_starts(rest, ts_str_of(SPACED[i])) || at == 0 || behind >= s.len)
            continue;
        bool spaced = s.ptr[behind] == ' ' && s.ptr[at - 1] == ' ';
        bool wide = *SPACED[i] == '-' &&
                    (ts_is_wide(ts_utf8_prev(s, &before)) || ts_is_wide(ts_utf8_next(s, &behind)));
        if (spaced || wide)
            return len;
    }
    return 0;
}

size_t ts_title_remark(ts_str s)
{
    bool wide = ts_str_ends(s, TS_STR("）"));
    ts_str mark = wide ? TS_STR("（") : TS_STR("(");
    size_t open = s.len - (wide ? mark.len : 1);
    if (!wide && !ts_str_ends(s, TS_STR(")")))
        return 0;
    while (open > 0 && !ts_str_starts(ts_str_sub(s, open, s.len), mark))
        open--;
    return wide || (open > 1 && s.ptr[open - 1] == ' ') ? open : 0;
}

/* True where the part is no other text than the headline or a piece of it. */
static bool is_of_headline(ts_arena *arena, ts_str part, ts_str headline)
{
    ts_str bare = ts_title_bare_copy(arena, part);
    return bare.len == 0 || ts_str_find(headline, bare, 0) != TS_NPOS ||
           ts_str_find(bare, headline, 0) != TS_NPOS;
}

ts_str ts_title_site_part(ts_arena *arena, ts_str window_title, const char *headline)
{
    size_t first = TS_NPOS, last = 0;
    ts_str bare = ts_title_bare_copy(arena, ts_str_of(headline));
    if (!bare.len || window_title.len > TS_TITLE_BYTES)
        return (ts_str){0};
    for (size_t at = 0; at < window_title.len;) {
        size_t len = ts_title_separator(window_title, at);
        if (!len) {
            ts_utf8_next(window_title, &at);
            continue;
        }
        first = first == TS_NPOS ? at : first;
        last = at += len;
    }
    if (first == TS_NPOS)
        return (ts_str){0};
    ts_str end = ts_utf8_trim(ts_str_sub(window_title, last, window_title.len)),
           start = ts_utf8_trim(ts_str_sub(window_title, 0, first));
    if (!is_of_headline(arena, end, bare))
        return end;
    return is_of_headline(arena, start, bare) ? (ts_str){0} : start;
}
