/* The headline of a text dump without what its line holds besides, and the site's name. */
#include "extract/dump.h"

#include "extract/line_pieces.h"
#include "extract/site_name.h"
#include "rules/phrases.h"
#include "text/utf8.h"
#include "text/width.h"

#include <string.h>

/* Lines above the headline among which its path stands. */
#define PATH_LINES 12

/* The line without the site's name at its end; the name is the publisher. */
static ts_str cut_site(ts_dump *dump, ts_fields *fields, ts_str line)
{
    ts_line_match match;
    ts_buf folded;
    ts_str title = line;
    ts_buf_init(&folded, TS_BUF_MAX);
    ts_fold(&folded, line);
    ts_str all = ts_buf_str(&folded);
    if (ts_phrases_match_class(ts_phrases_get(), dump->language, "site-name", all, &match) &&
        match.start > 0) {
        title = ts_line_unfold(line, all, ts_utf8_trim(ts_str_sub(all, 0, match.start)));
        title = (ts_str){ts_arena_copy(dump->arena, title), title.len};
        if (!fields->publisher.name && match.value.len)
            fields->publisher.name = ts_arena_copy(dump->arena, match.value);
    }
    ts_buf_free(&folded);
    return title;
}

/* A page's <title> says the headline once more, with the site's name behind it. */
static void find_site(ts_dump *dump, ts_fields *fields, ts_str title)
{
    for (size_t i = 0; i < dump->first && !fields->publisher.name; i++)
        if (i != dump->title && ts_str_starts(dump->lines.items[i].text, title))
            cut_site(dump, fields, dump->lines.items[i].text);
}

/* The holder of the rights, by the last line behind the article that names one beside a year. */
static void find_holder(ts_dump *dump, ts_fields *fields)
{
    for (size_t i = dump->lines.len; i > dump->end && !fields->publisher.name; i--) {
        const ts_dump_line *line = &dump->lines.items[i - 1];
        ts_fields said;
        ts_fields_init(&said);
        if (!line->rule_class || strcmp(line->rule_class, "copyright") != 0)
            continue;
        ts_line_read(dump->arena, NULL, dump->language, line->text, TS_ZONE_TAIL, &said, NULL);
        const char *holder = ts_site_holder(dump->arena, said.holder);
        if (ts_site_may_publish(line->text, holder))
            fields->publisher.name = holder;
    }
}

/* The text without what a rule of that class takes at its head; NULL where none does. */
static const char *cut_head(ts_dump *dump, const char *rule_class, ts_str title)
{
    ts_line_match match;
    ts_buf folded;
    const char *cut = NULL;
    ts_buf_init(&folded, TS_BUF_MAX);
    ts_fold(&folded, title);
    ts_str all = ts_buf_str(&folded);
    if (ts_phrases_match_class(ts_phrases_get(), dump->language, rule_class, all, &match) &&
        match.start == 0 && match.end < all.len)
        cut = ts_arena_copy(dump->arena, ts_line_unfold(title, all, ts_str_sub(all, match.end, all.len)));
    ts_buf_free(&folded);
    return cut;
}

/* Without the pictures before and behind it. */
static ts_str cut_pictures(ts_str s)
{
    size_t close = ts_str_starts(s, TS_STR("[")) ? ts_str_find_char(s, ']', 0) : TS_NPOS;
    if (close != TS_NPOS && close + 1 < s.len && ts_dump_is_picture(ts_str_sub(s, 0, close + 1), true))
        s = ts_utf8_trim(ts_str_sub(s, close + 1, s.len));
    size_t open = s.len;
    while (open > 0 && s.ptr[open - 1] != '[')
        open--;
    if (open > 1 && ts_str_ends(s, TS_STR("]")) && ts_dump_is_picture(ts_str_sub(s, open - 1, s.len), false))
        s = ts_utf8_trim(ts_str_sub(s, 0, open - 1));
    return s;
}

/* The number that opens the line, as browsers write that of a list's item, and its end; 0 where none does. */
static unsigned item_number(ts_str s, size_t *end)
{
    unsigned number = 0;
    size_t i = 0;
    for (; i < s.len && i < 2 && s.ptr[i] >= '0' && s.ptr[i] <= '9'; i++)
        number = number * 10 + (unsigned)(s.ptr[i] - '0');
    *end = i + 2;
    return i && i + 2 < s.len && s.ptr[i] == '.' && s.ptr[i + 1] == ' ' ? number : 0;
}

/* Without its number, where it is the last item of a path: "1. News", "2. Sport", "3. The headline". */
static ts_str cut_number(const ts_dump *dump, size_t line, ts_str s)
{
    size_t end, before;
    unsigned number = item_number(s, &end);
    return number > 1 && line > 0 && item_number(dump->lines.items[line - 1].text, &before) == number - 1
               ? ts_str_sub(s, end, s.len)
               : s;
}

/* Without a kicker before it, which a path to the article does not have: "Local news The bridge is open". */
static ts_str cut_kicker(const ts_dump *dump, ts_str s)
{
    size_t title = dump->title;
    for (size_t i = title; i > 0 && title - i < PATH_LINES; i--) {
        ts_str path = ts_dump_unmarked(dump->lines.items[i - 1].text);
        path = cut_number(dump, i - 1, path);
        if (path.len < s.len && path.len * 2 > s.len && ts_str_ends(s, path) &&
            s.ptr[s.len - path.len - 1] == ' ')
            return path;
    }
    return s;
}

/* The headline in its line. */
static ts_str text_of(const ts_dump *dump)
{
    ts_str text = cut_pictures(dump->lines.items[dump->title].text);
    return cut_kicker(dump, cut_number(dump, dump->title, text));
}

/* A headline that the page adds to is ours without what it adds; one that it replaces stands beside its own.
 */
static void settle(ts_dump *dump, ts_fields *fields)
{
    const char *original = fields->title;
    if (dump->title == TS_NPOS && !dump->window.len)
        return;
    ts_str title = dump->window.len ? dump->window : cut_site(dump, fields, text_of(dump));
    const char *pictured = cut_head(dump, "picture-name", title);
    title = pictured ? ts_str_of(pictured) : title;
    const char *shown = ts_arena_copy(dump->arena, title);
    find_site(dump, fields, title);
    if (original) {
        ts_str all = ts_line_compact(dump->arena, title),
               part = ts_line_compact(dump->arena, ts_str_of(original));
        bool added = ts_str_find(all, part, 0) != TS_NPOS;
        if (ts_str_eq(all, part))
            return;
        fields->title = added ? original : shown;
        fields->alt_title = added ? shown : original;
        return;
    }
    /* One that a channel's name was set before is shown without; the page's own form is kept beside it. */
    fields->title = cut_head(dump, "title-prefix", title);
    fields->alt_title = fields->title ? shown : NULL;
    fields->title = fields->title ? fields->title : shown;
}

/* No-break and full-width spaces are the dump's layout, not the headline's. */
static void clean_titles(ts_arena *arena, ts_fields *fields)
{
    if (fields->title)
        fields->title = ts_dump_clean(arena, ts_str_of(fields->title)).ptr;
    if (fields->alt_title)
        fields->alt_title = ts_dump_clean(arena, ts_str_of(fields->alt_title)).ptr;
}

void ts_dump_settle_title(ts_dump *dump, ts_fields *fields)
{
    settle(dump, fields);
    clean_titles(dump->arena, fields);
    find_holder(dump, fields);
}
