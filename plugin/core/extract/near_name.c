/* A person's name that stands alone beside the date, where nothing says what it is: "Jane Doe | 12 March
 * 2020". */
#include "extract/byline.h"
#include "extract/line_pieces.h"
#include "extract/near.h"
#include "extract/score.h"
#include "rules/phrases.h"
#include "text/utf8.h"
#include "text/width.h"

#include <string.h>
#include <strings.h>

enum {
    LINE_TEXT = 160, /* bytes of a line that may hold name and date */
    NAME_TEXT = 50,  /* of a line that may be the name */
    BLOCKS_MOST = 12,
    LEVELS = 3, /* elements around a text whose classes say what it is */
    WORD_TEXT = 40,
    SURNAME_LEAST = 4, /* bytes of a last word that may be a common one: not "on" */
};

/* What is called so is no byline, or a link that leads to it. */
static bool is_label(const ts_block *b)
{
    static const char *const WORDS[] = {"cat",     "tag",    "topic",   "section", "label",
                                        "eyebrow", "kicker", "badge",   "crumb",   "caption",
                                        "credit",  "share",  "comment", "location"};
    const ts_node *node = b->first;
    for (int level = 0; node && level < LEVELS; level++, node = ts_node_parent(node)) {
        const char *class = ts_node_type(node) == TS_ELEMENT ? ts_node_attr(node, "class") : NULL;
        if (ts_node_is(node, "a") || ts_node_is(node, "button") || ts_node_is(node, "figure"))
            return true;
        for (size_t i = 0; class && i < sizeof WORDS / sizeof *WORDS; i++)
            if (strcasestr(class, WORDS[i]))
                return true;
    }
    return false;
}

/* True where the text has the word in small letters. */
static bool has_small(ts_str text, ts_str word)
{
    for (size_t at = 0; (at = ts_str_find(text, word, at)) != TS_NPOS; at++) {
        size_t before = at, end = at + word.len, behind = end;
        bool begins = at == 0 || !ts_is_alnum(ts_utf8_prev(text, &before));
        if (begins && (end == text.len || !ts_is_alnum(ts_utf8_next(text, &behind))))
            return true;
    }
    return false;
}

static bool is_used(const ts_blocks *blocks, ts_str word)
{
    ts_buf small;
    bool used = false;
    ts_buf_init(&small, WORD_TEXT);
    ts_utf8_fold_case(&small, word);
    for (size_t i = 0; i < blocks->blocks.len && !used; i++)
        used = has_small(blocks->blocks.items[i].text, ts_buf_str(&small));
    ts_buf_free(&small);
    return used;
}

/* "Company News" has words that the page uses otherwise; of a name the last may be one, "Jane Lake". */
static bool is_common(const ts_blocks *blocks, ts_str name)
{
    ts_str word, next;
    bool more = ts_str_word(&name, &word), common = false;
    while (more && !common) {
        more = ts_str_word(&name, &next);
        bool particle = ts_is_lower(ts_utf8_first(word));
        bool free = more ? particle : !particle && word.len >= SURNAME_LEAST;
        common = !free && (particle || word.len >= WORD_TEXT || is_used(blocks, word));
        word = next;
    }
    return common;
}

static bool is_name(const ts_claims *claims, const ts_blocks *blocks, ts_str name)
{
    static const char *const OTHERS[] = {"not-a-name", "not-a-section", "job-title",
                                         "outlet",     "desk",          "label"};
    if (name.len > NAME_TEXT || !ts_byline_is_name(name) || ts_str_find(name, TS_STR("'s "), 0) != TS_NPOS)
        return false;
    for (size_t i = 0; i < sizeof OTHERS / sizeof *OTHERS; i++)
        if (ts_phrases_is_of(OTHERS[i], name))
            return false;
    return ts_str_find(ts_str_of(claims->window_title), name, 0) == TS_NPOS && !is_common(blocks, name);
}

/* What stands before the first sign between a name and what is said beside it. */
static ts_str cut_at_sign(ts_str s)
{
    static const ts_str SIGNS[] = {{" / ", 3},      {" - ", 3},      {" \u2013 ", 5},
                                   {" \u2014 ", 5}, {" \u2022 ", 5}, {",", 1}};
    for (size_t i = 0; i < sizeof SIGNS / sizeof *SIGNS; i++)
        s = ts_str_sub(s, 0, ts_str_find(s, SIGNS[i], 0));
    return ts_utf8_trim(s);
}

/* The first piece of a text that is a name. */
static bool take_piece(ts_claims *claims, const ts_blocks *blocks, ts_str text, const char *language)
{
    ts_pieces pieces = {0};
    ts_buf folded;
    ts_buf_init(&folded, (size_t)4 * LINE_TEXT);
    ts_fold(&folded, text);
    ts_line_split(claims->arena, language, text, ts_buf_str(&folded), &pieces);
    ts_buf_free(&folded);
    for (size_t i = 0; i < pieces.len; i++) {
        ts_str piece = cut_at_sign(pieces.items[i]);
        if (is_name(claims, blocks, piece)) {
            ts_claim_people(claims->arena, &claims->unlabelled, piece, NULL);
            return true;
        }
    }
    return false;
}

/* Beside the date in its line; "New York, 12 March 2020" names a place. */
static bool read_line(ts_claims *claims, const ts_blocks *blocks, ts_str line, size_t start, size_t end,
                      const char *language)
{
    ts_str before = ts_utf8_trim(ts_str_sub(line, 0, start)), behind = ts_str_sub(line, end, line.len);
    bool place = ts_str_ends(before, TS_STR(",")) && cut_at_sign(before).len + 1 == before.len;
    for (size_t next = 0; behind.len && !ts_is_alnum(ts_utf8_next(behind, &next)); next = 0)
        behind = ts_str_sub(behind, next, behind.len);
    return (before.len && !place && take_piece(claims, blocks, before, language)) ||
           (behind.len && take_piece(claims, blocks, behind, language));
}

/* In strong or slanted letters, or at the right edge: as a text is signed. */
static bool is_set_as_signature(const ts_block *b)
{
    static const char *const NAMES[] = {"strong", "b", "em", "i", NULL};
    const ts_node *node = ts_node_parent(b->first);
    for (int level = 0; node && level < LEVELS; level++, node = ts_node_parent(node)) {
        const char *style = ts_node_attr(node, "style"), *align = ts_node_attr(node, "align");
        const char *told = style ? strcasestr(style, "text-align") : NULL;
        if ((align && strcasecmp(align, "right") == 0) || (told && strcasestr(told, "right")) ||
            ts_str_is_one_of(ts_str_of(ts_node_name(node)), NAMES))
            return true;
    }
    return false;
}

/* In a line of its own. */
static bool read_alone(ts_claims *claims, const ts_blocks *blocks, int i)
{
    const ts_block *b = &blocks->blocks.items[i];
    if (b->text.len > NAME_TEXT || b->heading || is_label(b))
        return false;
    ts_str name = ts_spaced_text(claims->arena, "  ", b->first, b->last, NULL);
    if (!is_name(claims, blocks, name))
        return false;
    ts_claim_people(claims->arena, &claims->unlabelled, name, NULL);
    return true;
}

void ts_near_unlabelled(ts_claims *claims, const ts_blocks *blocks, int title, int last, int signature,
                        const char *language)
{
    int count = (int)blocks->blocks.len;
    for (int i = title + 1; i < last && i < count && i <= title + BLOCKS_MOST; i++) {
        const ts_block *b = &blocks->blocks.items[i];
        size_t start, end;
        if (b->text.len > LINE_TEXT || b->heading || ts_block_is_prose(b))
            continue;
        ts_str line = ts_spaced_text(claims->arena, "  ", b->first, b->last, NULL);
        if (!ts_byline_find_date(line, language, &start, &end))
            continue;
        if (!is_label(b) && read_line(claims, blocks, line, start, end, language))
            return;
        if ((i - 1 > title && read_alone(claims, blocks, i - 1)) ||
            (i + 1 < last && i + 1 < count && read_alone(claims, blocks, i + 1)))
            return;
    }
    if (signature >= last && is_set_as_signature(&blocks->blocks.items[signature]))
        read_alone(claims, blocks, signature);
}
