#include "extract/site_name.h"
#include "extract/titles.h"
#include "rules/phrases.h"
#include "text/url.h"
#include "text/utf8.h"

#include <string.h>

enum {
    NAME_MAX = 40, /* code points of a site's name */
    YEAR_DIGITS = 4,
    AGREE_LEAST = 4, /* bytes that two names must share to agree */
};

/* One is the other, or begins or ends with it. */
static bool agree(ts_arena *arena, ts_str a, ts_str b)
{
    a = ts_title_bare_copy(arena, a);
    b = ts_title_bare_copy(arena, b);
    if (a.len < b.len) {
        ts_str shorter = a;
        a = b;
        b = shorter;
    }
    return b.len >= AGREE_LEAST && (ts_str_starts(a, b) || ts_str_ends(a, b));
}

static bool is_author(ts_arena *arena, const ts_evidence *e, ts_str name)
{
    const ts_people *people = &e->claims->by[TS_CLAIM_META].fields.authors;
    for (size_t i = 0; i < people->len; i++)
        if (ts_str_eq(ts_title_bare_copy(arena, name),
                      ts_title_bare_copy(arena, ts_str_of(people->items[i].name))))
            return true;
    return false;
}

/* A link to the site's first page calls it so. */
static bool is_of_home(ts_arena *arena, const ts_evidence *e, ts_str name)
{
    ts_str bare = ts_title_bare_copy(arena, name);
    for (size_t i = 0; i < e->claims->home.len; i++)
        if (ts_str_eq(bare, ts_title_bare_copy(arena, ts_str_of(e->claims->home.items[i]))))
            return true;
    return false;
}

/* The name agrees with a label of the host but for its last: "courier" of "courier.example.org". */
static bool agrees_with_host(ts_arena *arena, ts_str name, ts_str host)
{
    for (size_t dot; (dot = ts_str_find_char(host, '.', 0)) != TS_NPOS;
         host = ts_str_sub(host, dot + 1, host.len))
        if (agree(arena, name, ts_str_sub(host, 0, dot)))
            return true;
    return false;
}

const char *ts_site_holder(ts_arena *arena, const char *name)
{
    ts_line_match match;
    ts_str s = ts_str_of(name);
    if (ts_phrases_match_class(ts_phrases_get(), NULL, "holder-head", s, &match))
        s = ts_str_sub(s, match.end, s.len);
    if (ts_phrases_match_class(ts_phrases_get(), NULL, "holder-tail", s, &match))
        s = ts_utf8_trim(ts_str_sub(s, 0, match.start));
    return s.len && !ts_phrases_is_of("not-a-holder", s) ? ts_arena_copy(arena, s) : NULL;
}

bool ts_site_may_publish(ts_str line, const char *holder)
{
    size_t digits = 0;
    for (size_t i = 0; i < line.len && digits < YEAR_DIGITS; i++)
        digits = line.ptr[i] >= '0' && line.ptr[i] <= '9' ? digits + 1 : 0;
    return digits == YEAR_DIGITS && holder && ts_utf8_count(ts_str_of(holder)) <= NAME_MAX &&
           !ts_phrases_is_of("desk", ts_str_of(holder));
}

const char *ts_site_name_guess(ts_arena *arena, const ts_evidence *e)
{
    ts_str host = ts_url_host(ts_str_of(e->url));
    const char *foot = ts_site_holder(arena, e->claims->foot);
    ts_str holder = ts_str_of(foot ? foot : e->lines->holder);
    ts_str part = ts_title_site_part(arena, ts_str_of(e->claims->window_title), e->title);
    if (part.len && ts_utf8_count(part) <= NAME_MAX &&
        (ts_phrases_is_of("outlet", part) || agrees_with_host(arena, part, host) ||
         agree(arena, part, holder) || is_author(arena, e, part) || is_of_home(arena, e, part)))
        return ts_arena_copy(arena, part);
    bool sure = ts_utf8_count(holder) <= NAME_MAX && agrees_with_host(arena, holder, host);
    return sure || (foot && (!host.len || ts_phrases_is_of("outlet", holder))) ? holder.ptr : NULL;
}

/* The name begins as a label of the host does that is no word for any site: "Courier" of courier.example.org.
 */
static bool begins_like_host(ts_arena *arena, ts_str name, ts_str host)
{
    ts_str bare = ts_title_bare_copy(arena, name);
    bool found = false;
    if (ts_str_starts(bare, TS_STR("the")))
        bare = ts_str_sub(bare, 3, bare.len);
    for (size_t dot; !found && (dot = ts_str_find_char(host, '.', 0)) != TS_NPOS;
         host = ts_str_sub(host, dot + 1, host.len)) {
        ts_str label = ts_title_bare_copy(arena, ts_str_sub(host, 0, dot));
        found = label.len >= AGREE_LEAST && bare.len >= AGREE_LEAST &&
                !ts_phrases_is_of("not-a-publisher", label) &&
                (ts_str_starts(bare, label) || ts_str_starts(label, bare));
    }
    return found && ts_str_find_char(name, '.', 0) == TS_NPOS;
}

const char *ts_site_name_cut(ts_arena *arena, const ts_evidence *e, const char *name)
{
    static const char *const MARKS[] = {" | ", " - ", " – ", " — ", " · ", " • "};
    ts_str rest = ts_str_of(name), host = ts_url_host(ts_str_of(e->url));
    for (bool last = false; !last && rest.len;) {
        size_t cut = TS_NPOS, len = 0;
        for (size_t i = 0; i < sizeof MARKS / sizeof *MARKS; i++) {
            size_t at = ts_str_find(rest, ts_str_of(MARKS[i]), 0);
            if (at < cut) {
                cut = at;
                len = strlen(MARKS[i]);
            }
        }
        ts_str part = ts_utf8_trim(ts_str_sub(rest, 0, cut));
        last = cut == TS_NPOS;
        if (part.len < strlen(name) && begins_like_host(arena, part, host))
            return ts_arena_copy(arena, part);
        rest = last ? (ts_str){0} : ts_str_sub(rest, cut + len, rest.len);
    }
    return name;
}
