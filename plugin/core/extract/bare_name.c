#include "extract/bare_name.h"

#include "extract/byline.h"
#include "extract/line_pieces.h"
#include "rules/phrases.h"
#include "text/utf8.h"

enum {
    NAME_TEXT = 50, /* of a line that may be the name */
    WORD_TEXT = 40,
    PLACE_TEXT = 40,
    ACCOUNT_LEAST = 4, /* bytes of "@kim" */
    SURNAME_LEAST = 4, /* bytes of a last word that may be a common one: not "on" */
};

/* True for what begins with a letter of a script that has capitals. */
static bool is_cased(ts_str s)
{
    uint32_t first = ts_utf8_first(s);
    return ts_is_upper(first) || ts_is_lower(first);
}

/* True where the text has the word, as it is written, oftener than `most` times. */
static bool has_word(ts_str text, ts_str word, size_t most)
{
    size_t found = 0;
    for (size_t at = 0; found <= most && (at = ts_str_find(text, word, at)) != TS_NPOS; at++) {
        size_t before = at, end = at + word.len, behind = end;
        bool begins = at == 0 || !ts_is_alnum(ts_utf8_prev(text, &before));
        found += begins && (end == text.len || !ts_is_alnum(ts_utf8_next(text, &behind)));
    }
    return found > most;
}

/* In small letters; in a script without them anywhere but here. */
static bool is_used(ts_str page, ts_str word)
{
    ts_buf small;
    ts_buf_init(&small, WORD_TEXT);
    ts_utf8_fold_case(&small, word);
    bool used = has_word(page, ts_buf_str(&small), is_cased(word) ? 0 : 1);
    ts_buf_free(&small);
    return used;
}

/* "Company News" has words that the page uses otherwise; of a name the last may be one, "Jane Lake". */
static bool is_common(ts_str page, ts_str name)
{
    ts_str word, next;
    bool more = ts_str_word(&name, &word), common = false;
    while (more && !common) {
        more = ts_str_word(&name, &next);
        bool particle = ts_is_lower(ts_utf8_first(word));
        bool free = more ? particle : is_cased(word) && !particle && word.len >= SURNAME_LEAST;
        common = !free && (particle || word.len >= WORD_TEXT || is_used(page, word));
        word = next;
    }
    return common;
}

bool ts_is_bare_name(const ts_bare_names *names, ts_str text)
{
    static const char *const OTHERS[] = {"not-a-name", "company", "not-a-section", "job-title",
                                         "outlet",     "desk",    "label"};
    if (text.len > NAME_TEXT || !ts_byline_is_name(text) || ts_str_find_char(text, '/', 0) != TS_NPOS ||
        ts_str_find(text, TS_STR("'s "), 0) != TS_NPOS)
        return false;
    for (size_t i = 0; i < sizeof OTHERS / sizeof *OTHERS; i++)
        if (ts_phrases_is_of(OTHERS[i], text))
            return false;
    return ts_str_find(ts_str_of(names->window_title), text, 0) == TS_NPOS &&
           (!is_common(names->page, text) || ts_phrases_is_of("family-name", text));
}

/* What stands before the first sign between a name and what is said beside it. */
static ts_str cut_at_sign(ts_str s)
{
    static const ts_str SIGNS[] = {{" / ", 3},      {" - ", 3},      {" \u2013 ", 5}, {" | ", 3},
                                   {" \u2014 ", 5}, {" \u2022 ", 5}, {",", 1}};
    for (size_t i = 0; i < sizeof SIGNS / sizeof *SIGNS; i++)
        s = ts_str_sub(s, 0, ts_str_find(s, SIGNS[i], 0));
    return ts_utf8_trim(s);
}

/* Without "in Local News", "on behalf of the mill". */
static ts_str cut_tail(const ts_bare_names *names, ts_str s)
{
    ts_line_match match;
    bool more = ts_phrases_match_class(ts_phrases_get(), names->language, "name-tail", s, &match);
    return more ? ts_str_sub(s, 0, match.start) : s;
}

/* What stands behind the name in a line: a place, an outlet, or, behind a comma, what the person does; there
 * a place only in scripts without capitals, as "Bad Ems, Hessen" is no person. */
static bool may_follow(ts_str name, ts_str rest)
{
    bool comma = ts_utf8_first(rest) == ',';
    for (size_t next = 0; rest.len && !ts_is_alnum(ts_utf8_next(rest, &next)); next = 0)
        rest = ts_str_sub(rest, next, rest.len);
    for (size_t i = 0; i < rest.len; i++)
        if (rest.ptr[i] >= '0' && rest.ptr[i] <= '9')
            return false;
    bool place = rest.len <= PLACE_TEXT && !ts_is_lower(ts_utf8_first(rest)) && !(comma && is_cased(name));
    return rest.len && (place || ts_phrases_is_of("job-title", rest) ||
                        (comma && (ts_phrases_is_of("outlet", rest) || ts_phrases_is_of("desk", rest))));
}

/* A name, or two with "and" between them. */
static bool is_one_or_two(const ts_bare_names *names, ts_str text)
{
    ts_line_match match;
    size_t at = ts_str_find(text, TS_STR(" & "), 0), end = at + 3;
    if (at == TS_NPOS &&
        ts_phrases_match_class(ts_phrases_get(), names->language, "name-joiner", text, &match)) {
        at = match.start;
        end = match.end;
    }
    if (at == TS_NPOS || !at)
        return ts_is_bare_name(names, text);
    return ts_is_bare_name(names, ts_utf8_trim(ts_str_sub(text, 0, at))) &&
           ts_is_bare_name(names, ts_utf8_trim(ts_str_sub(text, end, text.len)));
}

ts_str ts_bare_name_of_line(const ts_bare_names *names, ts_str line)
{
    ts_str name = cut_at_sign(line), rest = ts_utf8_trim(ts_str_sub(line, name.len, line.len));
    bool alone = name.len == line.len || may_follow(name, rest);
    return alone && line.len <= TS_BARE_LINE && is_one_or_two(names, name) ? name : (ts_str){0};
}

/* The first piece of a text that is a name. */
static ts_str find_piece(const ts_bare_names *names, ts_str text)
{
    ts_pieces pieces = {0};
    ts_line_split(names->arena, names->language, text, true, &pieces);
    for (size_t i = 0; i < pieces.len; i++) {
        ts_str piece = cut_tail(names, cut_at_sign(pieces.items[i]));
        if (is_one_or_two(names, piece))
            return piece;
    }
    return (ts_str){0};
}

ts_str ts_bare_account(ts_str line)
{
    size_t open, end = 1;
    if (line.len > NAME_TEXT || !ts_str_starts(line, TS_STR("@")))
        return (ts_str){0};
    while (end < line.len && (ts_is_alnum((unsigned char)line.ptr[end]) || line.ptr[end] == '_' ||
                              line.ptr[end] == '-' || line.ptr[end] == '.'))
        end++;
    open = end + (end < line.len && line.ptr[end] == ' ');
    bool named = open < line.len && line.ptr[open] == '(' && ts_str_ends(line, TS_STR(")"));
    if (end < ACCOUNT_LEAST || (end < line.len && !named))
        return (ts_str){0};
    return named ? ts_utf8_trim(ts_str_sub(line, open + 1, line.len - 1)) : ts_str_sub(line, 1, end);
}

/* Without the sign that parts it from the date: "Jane Doe -". */
static ts_str cut_last_sign(ts_str s)
{
    static const ts_str SIGNS[] = {{" -", 2},      {" /", 2},      {" |", 2},     {" \u2013", 4},
                                   {" \u2014", 4}, {" \u2022", 4}, {" \u00B7", 3}};
    for (size_t i = 0; i < sizeof SIGNS / sizeof *SIGNS; i++)
        if (ts_str_ends(s, SIGNS[i]))
            return ts_str_sub(s, 0, s.len - SIGNS[i].len);
    return s;
}

bool ts_bare_name_beside_date(const ts_bare_names *names, ts_str line, ts_str *name)
{
    size_t start, end;
    *name = (ts_str){0};
    if (line.len > TS_BARE_LINE || !ts_byline_find_date(line, names->language, &start, &end))
        return false;
    ts_str before = ts_utf8_trim(ts_str_sub(line, 0, start)), behind = ts_str_sub(line, end, line.len);
    bool place = ts_str_ends(before, TS_STR(",")) && cut_at_sign(before).len + 1 == before.len;
    ts_str last = cut_last_sign(before);
    place = place || (last.len < before.len && !is_cased(before));
    before = last;
    for (size_t next = 0; behind.len && !ts_is_alnum(ts_utf8_next(behind, &next)); next = 0)
        behind = ts_str_sub(behind, next, behind.len);
    if (before.len && !place)
        *name = find_piece(names, before);
    if (!name->len && behind.len)
        *name = find_piece(names, behind);
    return true;
}
