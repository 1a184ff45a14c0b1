/* Elements that a dump set side by side without a space: "ByJane Doe", "Jane DoePublished: 12 March 2020". */
#include "extract/dump.h"

#include "extract/byline.h"
#include "rules/date_ago.h"
#include "rules/dates.h"
#include "rules/phrases.h"
#include "text/utf8.h"
#include "text/width.h"

#include <string.h>

enum {
    LINE_BYTES = 160, /* a longer line is none of the head's */
    LABEL_BYTES = 20, /* of a label before the name */
    YEAR_DIGITS = 4,
    PLACES = 24, /* in one line that are looked at */
};

static bool is_digit(uint32_t c)
{
    return c >= '0' && c <= '9';
}

/* Digits right before place i. */
static size_t digits_before(ts_str s, size_t i)
{
    size_t from = i;
    while (from > 0 && is_digit((unsigned char)s.ptr[from - 1]))
        from--;
    return i - from;
}

/* A small letter or a digit ends what stands before, a capital or a digit begins what follows. */
static bool may_part(ts_str s, size_t i)
{
    size_t before = i, behind = i;
    uint32_t last = ts_utf8_prev(s, &before), next = ts_utf8_next(s, &behind);
    if (is_digit(last) && is_digit(next))
        return digits_before(s, i) == YEAR_DIGITS;
    return ((ts_is_lower(last) || is_digit(last)) && ts_is_upper(next)) ||
           (ts_is_alnum(last) && !ts_is_wide(last) && !is_digit(last) && is_digit(next));
}

/* True where the text up to the end of its date is a line of one of these classes. */
static bool says_when(const char *language, ts_str text)
{
    size_t start, end;
    static const char *const CLASSES[] = {"date", "updated", NULL};
    ts_line_match match;
    ts_buf folded;
    ts_buf_init(&folded, TS_BUF_MAX);
    if (ts_byline_find_date(text, language, &start, &end))
        ts_fold(&folded, ts_str_sub(text, 0, end));
    bool found = folded.len &&
                 ts_phrases_match(ts_phrases_get(), language, ts_buf_str(&folded), TS_ZONE_HEAD, &match) &&
                 ts_str_is_one_of(ts_str_of(match.rule_class), CLASSES);
    ts_buf_free(&folded);
    return found;
}

static bool begins_with_moment(ts_str text, const char *language)
{
    static const ts_date ANY = {.year = 2020, .month = 6, .day = 15};
    size_t start, end;
    ts_ago ago;
    return (ts_byline_find_date(text, language, &start, &end) && start == 0) ||
           (ts_date_ago(text, language, &ANY, &ago) && ago.start == 0);
}

static bool ends_with_date(ts_str text, const char *language)
{
    ts_date date;
    size_t end;
    return ts_date_find(text, language, &date, &end) && end == text.len && date.day > 0;
}

/* The date that ends at place i goes on behind it: "9:27PM". */
static bool is_inside_date(ts_str s, size_t i, const char *language)
{
    size_t start, end;
    return ts_byline_find_date(s, language, &start, &end) && start < i && end > i;
}

/* One element ends at place i, and another begins there. */
static bool is_parted(ts_str s, size_t i, const char *language)
{
    ts_str before = ts_str_sub(s, 0, i), rest = ts_str_sub(s, i, s.len);
    return (before.len <= LABEL_BYTES && ts_byline_is_label(before, language)) ||
           ts_byline_names(rest, language).len < rest.len || begins_with_moment(rest, language) ||
           (is_digit((unsigned char)s.ptr[i - 1]) && ends_with_date(before, language) &&
            !is_inside_date(s, i, language)) ||
           says_when(language, rest);
}

/* What stands behind place i; of two dates the second is that of a change, which nothing says. */
static ts_str rest_behind(ts_str s, size_t i, const char *language)
{
    size_t start, end;
    ts_str rest = ts_str_sub(s, i, s.len);
    bool again = ends_with_date(ts_str_sub(s, 0, i), language) &&
                 ts_byline_find_date(rest, language, &start, &end) && start == 0;
    return again ? ts_str_sub(rest, end, rest.len) : rest;
}

bool ts_dump_is_picture(ts_str bracket, bool leads)
{
    size_t letters = 0, marks = 0;
    for (size_t i = 1; i + 1 < bracket.len; i++) {
        char c = bracket.ptr[i];
        if (c <= ' ' || c >= 0x7F)
            return false;
        letters += c >= 'a' && c <= 'z';
        marks += c == '-' || c == '_' || (c >= '0' && c <= '9');
        if (c >= 'A' && c <= 'Z' && !marks)
            return false;
    }
    return letters && (leads || marks);
}

/* The text with two spaces for each picture inside. */
static ts_str cut_pictures(ts_arena *arena, ts_str text)
{
    for (size_t open = ts_str_find_char(text, '[', 1); open != TS_NPOS;) {
        size_t close = ts_str_find_char(text, ']', open);
        if (close == TS_NPOS)
            break;
        if (ts_dump_is_picture(ts_str_sub(text, open, close + 1), false))
            text = ts_str_of(ts_arena_printf(arena, "%.*s  %.*s", (int)open, text.ptr,
                                             (int)(text.len - close - 1), text.ptr + close + 1));
        open = ts_str_find_char(text, '[', open + 1);
    }
    return text;
}

ts_str ts_dump_unglue(ts_arena *arena, ts_str text, const char *language)
{
    if (text.len > LINE_BYTES)
        return text;
    text = cut_pictures(arena, text);
    for (size_t i = 1, places = 0; i < text.len && places < PLACES; i++) {
        if (((unsigned char)text.ptr[i] & 0xC0) == 0x80 || !may_part(text, i))
            continue;
        places++;
        if (!is_parted(text, i, language))
            continue;
        ts_str rest = rest_behind(text, i, language);
        /* The hour is the date's. */
        bool hour = is_digit((unsigned char)text.ptr[i]) && is_digit((unsigned char)text.ptr[i - 1]);
        text = ts_str_of(ts_arena_printf(arena, "%.*s%s%.*s", (int)i, text.ptr, hour ? " " : "  ",
                                         (int)rest.len, rest.ptr));
        i += 2;
    }
    return text;
}
