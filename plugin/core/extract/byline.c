#include "extract/byline.h"
#include "extract/lines.h"
#include "extract/score.h"
#include "rules/dates.h"
#include "rules/phrases.h"
#include "text/utf8.h"
#include "text/width.h"

#include <string.h>

enum {
    BYLINE_TEXT = 160, /* bytes of a line that may be one */
    LABEL_TEXT = 30,   /* of a label that stands alone, above the name */
    NAME_TEXT = 50,    /* of a name that stands alone, its words, and bytes of one that begins small */
    NAME_WORDS = 4,
    PARTICLE_TEXT = 3,
    NAMES_WORDS = 8, /* words of names behind a label */
    NAMES_MOST = 8,  /* below a label */
    INITIALS_TEXT = 3,
};

/* The place of the date in a text: from the last byte from which ts_date_find still sees the same one. */
bool ts_byline_find_date(ts_str text, const char *language, size_t *start, size_t *end)
{
    ts_date date, again;
    size_t same_end;
    *start = *end = 0;
    if (!ts_date_find(text, language, &date, end))
        return false;
    for (size_t i = 1; i < *end; i++) {
        if (text.ptr[i - 1] != ' ' && text.ptr[i - 1] != '(')
            continue;
        ts_str rest = ts_str_sub(text, i, text.len);
        if (!ts_date_find(rest, language, &again, &same_end) || same_end + i != *end ||
            again.day != date.day || again.month != date.month || again.year != date.year)
            break;
        *start = i;
    }
    return true;
}

ts_str ts_byline_cut(ts_str text, const char *language)
{
    size_t start, end;
    if (text.len > BYLINE_TEXT || !ts_byline_find_date(text, language, &start, &end))
        return text;
    return ts_utf8_trim(start ? ts_str_sub(text, 0, start) : ts_str_sub(text, end, text.len));
}

ts_str ts_byline_names(ts_str text, const char *language)
{
    ts_line_match match;
    bool said = ts_phrases_match_class(ts_phrases_get(), language, "role-author", text, &match);
    return said && match.start == 0 ? ts_utf8_trim(ts_str_sub(text, match.end, text.len)) : text;
}

/* Some words that begin like names and hold no digit and no end of a sentence. */
static bool looks_like_names(ts_str s)
{
    size_t words = 1;
    uint32_t first = ts_utf8_first(s);
    if (!s.len || !ts_is_alnum(first) || (first >= 'a' && first <= 'z'))
        return false;
    for (size_t i = 0; i < s.len;) {
        uint32_t c = ts_utf8_next(s, &i);
        words += c == ' ';
        if ((c >= '0' && c <= '9') || c == '!' || c == '?' || c == ':')
            return false;
    }
    return words <= NAMES_WORDS;
}

/* "Jane Doe in Millbrook and John Roe in Lakeside": two names and more, and where they are. */
static bool read_places(ts_arena *arena, ts_str names, const char *language, ts_people *authors)
{
    ts_people people = {0};
    ts_line_match match;
    bool persons = ts_phrases_match_class(ts_phrases_get(), language, "name-joiner", names, &match);
    if (persons)
        ts_claim_people(arena, &people, names, "author");
    for (size_t i = 0; i < people.len && persons; i++)
        persons = ts_byline_is_name(ts_str_of(people.items[i].name));
    if (people.len < 2 || !persons)
        return false;
    *authors = people;
    return true;
}

/* "By NAMES", in a line of its own. */
static void read_labelled(ts_arena *arena, ts_str line, const char *language, ts_people *authors)
{
    ts_buf folded;
    ts_line_match match;
    ts_buf_init(&folded, TS_BUF_MAX);
    ts_fold(&folded, line);
    ts_str all = ts_buf_str(&folded), names = ts_byline_names(all, language);
    bool said = names.len < all.len;
    bool tail = said && ts_phrases_match_class(ts_phrases_get(), language, "name-tail", names, &match);
    if (!tail || !read_places(arena, names, language, authors)) {
        names = tail ? ts_str_sub(names, 0, match.start) : names;
        if (said && looks_like_names(names))
            ts_claim_people(arena, authors, names, "author");
    }
    ts_buf_free(&folded);
}

static void read_line(ts_arena *arena, ts_line_memo *memo, ts_str line, const char *language,
                      ts_people *authors)
{
    ts_fields fields;
    ts_fields_init(&fields);
    ts_line_read(arena, memo, language, line, TS_ZONE_HEAD, &fields, NULL);
    if (fields.authors.len)
        *authors = fields.authors;
    else
        read_labelled(arena, line, language, authors);
}

/* True where the line is a label with this behind it. */
static bool is_label_before(ts_str line, ts_str behind, const char *language)
{
    char whole[LABEL_TEXT + 3];
    ts_line_match match;
    memcpy(whole, line.ptr, line.len);
    memcpy(whole + line.len, behind.ptr, behind.len);
    ts_str label = {whole, line.len + behind.len};
    return ts_phrases_match_class(ts_phrases_get(), language, "role-author", label, &match) &&
           match.start == 0 && match.end == label.len;
}

bool ts_byline_is_label(ts_str line, const char *language)
{
    return line.len && line.len <= LABEL_TEXT && is_label_before(line, TS_STR(" "), language);
}

/* "Author", above the name: a heading in place of a colon. */
static bool is_heading_of(ts_str line, ts_str name, const char *language)
{
    return line.len && line.len <= LABEL_TEXT && ts_byline_is_name(name) &&
           is_label_before(line, TS_STR(": "), language);
}

void ts_byline_take(ts_arena *arena, ts_line_memo *memo, const char *language, ts_str text, ts_str next,
                    ts_people *authors)
{
    if (text.len > BYLINE_TEXT)
        return;
    ts_str line = ts_byline_cut(text, language), name = ts_byline_cut(next, language);
    bool heading = is_heading_of(line, name, language);
    if (!heading && next.len && ts_byline_is_label(line, language))
        line = ts_str_of(ts_arena_printf(arena, "%.*s %.*s", (int)line.len, line.ptr,
                                         name.len < BYLINE_TEXT ? (int)name.len : 0, name.ptr));
    if (heading)
        ts_claim_people(arena, authors, name, "author");
    else if (line.len)
        read_line(arena, memo, line, language, authors);
}

/* "CP" before "Cy Pike": what a program draws where there is no picture of a person. */
static bool is_initials(ts_str s, ts_str name)
{
    ts_str word;
    size_t n = 0;
    bool same = s.len && s.len <= INITIALS_TEXT && ts_byline_is_name(name);
    for (; same && n < s.len && ts_str_word(&name, &word); n++)
        same = s.ptr[n] == word.ptr[0] && s.ptr[n] >= 'A' && s.ptr[n] <= 'Z';
    return same && n == s.len;
}

/* True for blocks of elements alike side by side, as the items of a list. */
static bool are_alike(const ts_blocks *blocks, const ts_block *a, const ts_block *b)
{
    const ts_element *x = &blocks->elements.items[a->owner], *y = &blocks->elements.items[b->owner];
    return x != y && x->parent == y->parent && strcmp(ts_node_name(x->node), ts_node_name(y->node)) == 0;
}

/* The names behind the one that a label above it was for, block i. */
static void take_more(ts_claims *claims, const ts_blocks *blocks, int i, ts_people *authors)
{
    int count = (int)blocks->blocks.len;
    for (int k = 0; k < NAMES_MOST && i + 1 < count; k++, i++) {
        const ts_block *b = &blocks->blocks.items[i];
        if (!ts_byline_is_name(b->text) || !ts_byline_is_name(b[1].text) || !are_alike(blocks, b, b + 1))
            return;
        ts_claim_people(claims->arena, authors, b[1].text, "author");
    }
}

void ts_byline_read(ts_claims *claims, const ts_blocks *blocks, int first, int last, const char *language)
{
    ts_people *authors = &claims->by[TS_CLAIM_PAGE].fields.authors;
    int count = (int)blocks->blocks.len;
    for (int i = first; i < last && i < count && authors->len == 0; i++) {
        const ts_block *b = &blocks->blocks.items[i];
        bool drawn = i + 2 < count && is_initials(b[1].text, b[2].text);
        int behind = drawn ? i + 2 : i + 1;
        ts_str next = behind < count ? blocks->blocks.items[behind].text : (ts_str){0};
        if (b->heading == 1 || ts_block_is_prose(b) || ts_block_is_menu_item(b))
            continue;
        if (b->first != b->last && b->text.len <= BYLINE_TEXT)
            ts_byline_take(claims->arena, claims->memo, language,
                           ts_spaced_text(claims->arena, "  ", b->first, b->last, NULL), next, authors);
        if (!authors->len)
            ts_byline_take(claims->arena, claims->memo, language, b->text, next, authors);
        if (authors->len == 1 && ts_str_is(next, authors->items[0].name))
            take_more(claims, blocks, behind, authors);
    }
}

/* Two to four words, each with a capital but for "de", "van" and their like. */
bool ts_byline_is_name(ts_str line)
{
    size_t words = 0;
    if (line.len > NAME_TEXT || !looks_like_names(line))
        return false;
    for (size_t i = 0; i < line.len; words++) {
        size_t end = ts_str_find(line, TS_STR(" "), i);
        end = end == TS_NPOS ? line.len : end;
        ts_str word = ts_str_sub(line, i, end);
        uint32_t c = word.len ? ts_utf8_first(word) : 0;
        if (ts_is_wide(c) || !ts_is_alnum(c) || (ts_is_lower(c) && word.len > PARTICLE_TEXT))
            return false;
        i = end + 1;
    }
    return words >= 2 && words <= NAME_WORDS;
}
