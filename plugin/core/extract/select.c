#include "extract/select.h"
#include "extract/byline.h"
#include "extract/lines.h"
#include "extract/markup.h"
#include "extract/near_dates.h"
#include "extract/near_topic.h"
#include "extract/score.h"
#include "extract/titles.h"
#include "text/utf8.h"

#include <string.h>

enum {
    LINE_SIZE =
        160, /* a longer block is no line that says something about the article, but for disclaimers */
    TAIL_LINES = 12,     /* lines behind the container that may name editor and rights */
    HEAD_LINES = 16,     /* lines before it that may name date and source */
    COMMENTS_BEHIND = 3, /* lines between comments and the end of what holds the article and them */
    TITLE_BLOCKS = 100,  /* blocks of the container among which its title may be */
    COUNT_SIZE = 40,     /* a line with a number of comments is no longer */
    CAPITALS_LEAST = 16, /* of a headline in capitals */
    SENTENCE_SIZE = 24,  /* a shorter text is no sentence of its own at the article's ends */
    PICTURE_NEAR = 60,   /* nodes behind a heading among which its picture is */
    END_BLOCKS = 40,     /* blocks behind a line that may end the article */
};
/* A share of links from which an element is a list of links. */
#define LINKED 0.5
#define ALL_LINK 0.95
/* A probability from which on a short line at the article's ends is believed; a sentence in a heading; a line
 * that looks like the paragraph before it. */
#define SURE 0.6f
#define SURE_HEADING 0.9f
#define SURE_ALIKE 0.5f
/* The mean of what is kept behind a line that is not the article's end, whatever it says. */
#define SURE_ON 0.7

static ts_block *block_at(const ts_selection *s, int i)
{
    return &s->blocks->blocks.items[i];
}

static const ts_element *container_of(const ts_selection *s)
{
    return &s->blocks->elements.items[s->container];
}

static void drop(ts_block *b, const char *reason)
{
    if (b->keep)
        b->reason = reason;
    b->keep = false;
}

static void drop_line(ts_selection *s, ts_block *b)
{
    drop(b, ts_arena_printf(s->arena, "a line rule: %s", s->rule));
}

static void drop_range(ts_selection *s, int first, int last, const char *reason)
{
    for (int i = first; i < last; i++)
        drop(block_at(s, i), reason);
}

/* --- lines --- */

static ts_line_verdict read_line_into(ts_selection *s, const ts_block *b, ts_zone zone, ts_fields *fields)
{
    ts_line_verdict verdict = TS_LINE_BODY;
    if (b->first != b->last && b->size < LINE_SIZE && zone != TS_ZONE_BODY)
        verdict =
            ts_line_read(s->arena, s->memo, s->language,
                         ts_spaced_text(s->arena, "  ", b->first, b->last, NULL), zone, fields, &s->rule);
    if (verdict == TS_LINE_BODY)
        verdict = ts_line_read(s->arena, s->memo, s->language, b->text, zone, fields, &s->rule);
    return verdict;
}

/* What stands at the head, and what was kept at the tail, speaks of this article. Other lines may be of its
 * neighbours: they only add what is not known. */
static ts_line_verdict read_line(ts_selection *s, const ts_block *b, ts_zone zone)
{
    bool caption = b->flags & TS_BLOCK_CAPTION,
         own = zone == TS_ZONE_HEAD || (zone == TS_ZONE_TAIL && b->keep);
    if (own && !caption)
        return read_line_into(s, b, zone, s->lines);
    ts_fields fields;
    ts_fields_init(&fields);
    ts_line_verdict verdict = read_line_into(s, b, zone, &fields);
    if ((caption || zone == TS_ZONE_BODY) && fields.source.name) {
        /* That of a picture or a chart. */
        fields.source.name = NULL;
        fields.provenance.len = 0;
    }
    if (caption)
        fields.holder = fields.notice = NULL;
    if (!own && fields.date && ts_near_dates_is_bare(b->text, s->language))
        fields.date = NULL; /* anybody's */
    if (verdict != TS_LINE_BODY || fields.corrections.len)
        ts_fields_merge(s->arena, s->lines, &fields);
    return verdict;
}

static bool is_title(const ts_block *b, ts_str bare_title, ts_buf *scratch)
{
    if (!bare_title.len || b->text.len > 3 * bare_title.len + 40)
        return false;
    ts_buf_clear(scratch);
    ts_title_bare(scratch, b->text);
    ts_str bare = ts_buf_str(scratch);
    if (ts_str_eq(bare, bare_title))
        return true;
    /* The headline with the site's name, or one line of a headline broken over two. */
    return b->heading == 1 && bare.len > 8 &&
           (ts_str_find(bare_title, bare, 0) != TS_NPOS || ts_str_find(bare, bare_title, 0) != TS_NPOS);
}

static void drop_title(ts_selection *s)
{
    const ts_element *container = container_of(s);
    ts_buf title, scratch;
    ts_buf_init(&title, TS_BUF_MAX);
    ts_buf_init(&scratch, TS_BUF_MAX);
    ts_title_bare(&title, ts_str_of(s->title));
    int prose = 0;
    for (int i = container->first; i < container->last && prose < 3 && i < container->first + TITLE_BLOCKS;
         i++) {
        prose += ts_block_is_prose(block_at(s, i));
        if (is_title(block_at(s, i), ts_buf_str(&title), &scratch))
            drop(block_at(s, i), "the title");
    }
    ts_buf_free(&title);
    ts_buf_free(&scratch);
}

/* --- the ends --- */

static bool is_sentence(const ts_block *b)
{
    return ts_block_is_prose(b) || (b->flags & TS_BLOCK_VERSE) ||
           (b->size >= SENTENCE_SIZE && b->stops > 0 && ts_block_link_density(b) < LINKED);
}

/* True for a text made of short lines, in which "short" says nothing. */
static bool is_made_of_lines(const ts_selection *s)
{
    const ts_element *container = container_of(s);
    double prose = 0, other = 0;
    for (int i = container->first; i < container->last; i++) {
        const ts_block *b = block_at(s, i);
        if (b->keep && ts_block_is_prose(b))
            prose += b->size;
        else if (b->keep && !b->heading)
            other += b->size - b->link_size;
    }
    return other > 1.5 * prose;
}

/* "128": readers who clapped, hours, ratings; but for the number of a chapter, right above its text. */
static bool counts_readers(const ts_selection *s, int i, int paragraph)
{
    const ts_block *b = block_at(s, i);
    for (size_t at = 0; at < b->text.len;) {
        uint32_t c = ts_utf8_next(b->text, &at);
        if (ts_is_alnum(c) && ts_digit_value(c) < 0)
            return false;
    }
    return !b->heading && paragraph < container_of(s)->last &&
           !ts_blocks_are_beside(s->blocks, b, block_at(s, paragraph));
}

/* What stands before the first paragraph: lines with facts, short lines. Captions and a heading right before
 * the paragraph stay. Returns the index of that paragraph. */
static int trim_head(ts_selection *s, bool lines)
{
    const ts_element *container = container_of(s);
    int i = container->first;
    for (; i < container->last; i++) {
        ts_block *b = block_at(s, i);
        if (!b->keep) {
            /* What was dropped for its looks may say something all the same. */
            if (b->size < LINE_SIZE)
                read_line(s, b, TS_ZONE_HEAD);
            continue;
        }
        if (read_line(s, b, TS_ZONE_HEAD) != TS_LINE_BODY && !(s->without & TS_STEP_LINES))
            drop_line(s, b);
        else if (is_sentence(b))
            break;
    }
    for (int h = container->first; h < i && !(s->without & TS_STEP_ENDS); h++) {
        ts_block *b = block_at(s, h);
        bool before = b->heading > 1 && h + 1 == i;
        if (b->keep && !lines && !before && !(b->flags & (TS_BLOCK_CAPTION | TS_BLOCK_CELL)) &&
            b->size < LINE_SIZE && (b->probability < SURE || counts_readers(s, h, i)))
            drop(b, "short, before the first paragraph");
    }
    return i;
}

/* True for a line behind a kept paragraph that is an element of the same kind, in the same one. */
static bool is_alike(const ts_selection *s, int i)
{
    const ts_block *b = block_at(s, i), *before = i > 0 ? block_at(s, i - 1) : NULL;
    const ts_element *elements = s->blocks->elements.items;
    if (!before || !before->keep || before->heading || b->link_size > 0 || b->probability < SURE_ALIKE)
        return false;
    const ts_element *own = &elements[b->owner], *other = &elements[before->owner];
    return own->parent == other->parent && ts_node_is(own->node, ts_node_name(other->node));
}

/* True where a picture stands behind the block, before the next one that is more than its caption. */
static bool heads_picture(const ts_selection *s, int i)
{
    int next = i + 1, count = (int)s->blocks->blocks.len, last = container_of(s)->last;
    while (next < last && !block_at(s, next)->heading && !ts_block_is_prose(block_at(s, next)))
        next++;
    const ts_node *end = next < count ? block_at(s, next)->first : NULL, *n = block_at(s, i)->last;
    for (int steps = 0; n && n != end && steps < PICTURE_NEAR; steps++, n = ts_node_walk(n, NULL))
        if (ts_node_is(n, "img"))
            return true;
    return false;
}

/* "7. ", "7) " */
static bool is_numbered(ts_str s)
{
    size_t at = 0;
    while (at < s.len && s.ptr[at] >= '0' && s.ptr[at] <= '9')
        at++;
    return at > 0 && at + 1 < s.len && strchr(".)", s.ptr[at]) && s.ptr[at + 1] == ' ';
}

/* A list of points may end with one that is all heading, or, where they are counted, a heading above a
 * picture. */
static bool is_bare_heading(const ts_selection *s, int i)
{
    const ts_block *b = block_at(s, i);
    return b->heading && !(b->probability >= SURE_HEADING && is_sentence(b)) &&
           !(b->probability >= SURE_ALIKE && is_numbered(b->text) && heads_picture(s, i));
}

/* The heading that opens what readers wrote, by its own name, where the article shares its element with them;
 * behind it, where there is none. */
static int find_comments(const ts_selection *s)
{
    const ts_element *container = container_of(s);
    double all = ts_sum(s->sums, prose, container);
    for (int i = container->first; i < container->last && !s->thread; i++) {
        const ts_block *b = block_at(s, i);
        double before = s->sums->prose[i] - s->sums->prose[container->first];
        if (b->heading && before > 0.3 * all && ts_is_comments(s->blocks->elements.items[b->owner].node) &&
            ts_blocks_section_end(s->blocks, i, s->container) >= container->last - COMMENTS_BEHIND)
            return i;
    }
    return container->last;
}

/* "City Council Office" above "12 March 2020": who issued a document, and when, is of its text. */
static bool is_issued(const ts_selection *s, int i)
{
    const ts_block *b = block_at(s, i);
    return i > 0 && s->rule && strcmp(s->rule, "date") == 0 && b->probability >= SURE && b[-1].keep &&
           b[-1].size < LINE_SIZE && ts_phrases_is_of("office", b[-1].text);
}

/* A name at the right edge, or in an element that is called the author's. */
static bool is_signature(const ts_selection *s, const ts_block *b)
{
    const ts_node *own = s->blocks->elements.items[b->owner].node;
    return !b->heading && ts_byline_is_name(b->text) && (ts_is_set_right(own) || ts_near_names_author(own));
}

/* From the end backwards, up to the last paragraph. */
static int trim_tail(ts_selection *s, int first, bool lines)
{
    int i = find_comments(s);
    drop_range(s, i, container_of(s)->last, "comments");
    i--;
    for (; i > first; i--) {
        ts_block *b = block_at(s, i);
        ts_line_verdict verdict =
            b->keep || b->size < LINE_SIZE ? read_line(s, b, TS_ZONE_TAIL) : TS_LINE_BODY;
        if (!b->keep)
            continue;
        if (verdict != TS_LINE_BODY && is_issued(s, i))
            break;
        if (verdict != TS_LINE_BODY && !(s->without & TS_STEP_LINES))
            drop_line(s, b);
        else if (s->without & TS_STEP_ENDS)
            break;
        else if (b->flags & TS_BLOCK_LICENCE)
            drop(b, "its licence");
        else if (is_bare_heading(s, i))
            drop(b, "a heading without text");
        else if (is_signature(s, b))
            drop(b, "a signature");
        else if (lines || b->probability >= SURE || is_sentence(b) || is_alike(s, i) ||
                 (b->flags & (TS_BLOCK_LIST | TS_BLOCK_CELL | TS_BLOCK_QUOTE)))
            break;
        else if (b->flags & TS_BLOCK_CAPTION)
            continue;
        else
            drop(b, "short, behind the last paragraph");
    }
    return i;
}

/* A text without a sentence, a poem, was all head to what reads the ends: its last line is read once more. */
static void trim_signature(ts_selection *s, int first)
{
    int i = container_of(s)->last - 1;
    while (i >= container_of(s)->first && !block_at(s, i)->keep)
        i--;
    if (i >= container_of(s)->first && i < first && !(s->without & TS_STEP_ENDS) &&
        is_signature(s, block_at(s, i)))
        drop(block_at(s, i), "a signature");
}

/* True for a line with the number of comments, above them: "3 comments". */
static bool counts_comments(ts_selection *s, const ts_block *b)
{
    ts_fields fields;
    if (!b->digits || b->size > COUNT_SIZE || (b->flags & (TS_BLOCK_LIST | TS_BLOCK_CELL)))
        return false;
    ts_fields_init(&fields);
    return read_line_into(s, b, TS_ZONE_EDGE, &fields) != TS_LINE_BODY && strcmp(s->rule, "comments") == 0;
}

/* A line in capitals that is all link, among paragraphs: the headline of another article. */
static bool is_promotion(const ts_block *b)
{
    unsigned listed = TS_BLOCK_LIST | TS_BLOCK_CELL | TS_BLOCK_CAPTION | TS_BLOCK_PRE;
    if (b->heading || (b->flags & listed) || b->capitals < CAPITALS_LEAST ||
        ts_block_link_density(b) < ALL_LINK)
        return false;
    for (size_t i = 0; i < b->text.len; i++)
        if (b->text.ptr[i] >= 'a' && b->text.ptr[i] <= 'z')
            return false;
    return true;
}

/* "09:30" above an entry of a chronicle, as likely as the entry. */
static bool is_clock(const ts_block *b)
{
    for (size_t i = 0; i < b->text.len; i++)
        if (!strchr("0123456789:", b->text.ptr[i]) || !b->text.ptr[i])
            return false;
    return b->probability >= SURE;
}

/* A heading such as "Shoes/Boots", "YouTube", "12 March 2020", a point of a list such as "Rope / line", looks
 * like a credit, a button, a date of the article's, and is its text; posts have dates of their own. */
static bool is_own_text(const ts_selection *s, int i)
{
    const ts_block *b = block_at(s, i);
    bool photo = strcmp(s->rule, "photo") == 0, date = strcmp(s->rule, "date") == 0;
    unsigned around = b->flags & (TS_BLOCK_LIST | TS_BLOCK_CAPTION | TS_BLOCK_PARAGRAPH);
    if (s->thread)
        return false;
    if (b->heading && strcmp(s->rule, "share") == 0)
        return b->probability >= SURE && ts_block_is_prose(b + 1) &&
               ts_blocks_are_beside(s->blocks, b, b + 1);
    if (b->heading)
        return b->probability >= SURE && (photo || date);
    return around == TS_BLOCK_LIST && b->probability >= SURE_ALIKE && (photo || date);
}

/* A manual says "See also" or "Top" in its middle. Headings that stay for their text alone say nothing. */
static bool article_goes_on(const ts_selection *s, int i)
{
    int last = container_of(s)->last, to = last - i - 1 < END_BLOCKS ? last : i + 1 + END_BLOCKS;
    double size = 0, expected = 0;
    for (int k = i + 1; k < to; k++) {
        const ts_block *b = block_at(s, k);
        bool text = b->keep && !(b->heading && b->probability < SURE_ALIKE);
        size += text ? b->size : 0;
        expected += text ? b->size * (double)b->probability : 0;
    }
    return expected > SURE_ON * size;
}

/* Between the ends: rules for any zone. A line that ends the article is believed where most of it came
 * before. */
static void trim_body(ts_selection *s, int first, int last)
{
    const ts_element *container = container_of(s);
    double all = ts_sum(s->sums, prose, container);
    for (int i = first + 1; i < last; i++) {
        ts_block *b = block_at(s, i);
        if (!b->keep || b->size > LINE_SIZE)
            continue;
        double before = s->sums->prose[i] - s->sums->prose[container->first];
        if (!s->thread && before > 0.3 * all && counts_comments(s, b)) {
            drop_range(s, i, ts_blocks_section_end(s->blocks, i, s->container), "comments");
            continue;
        }
        if (is_promotion(b)) {
            drop(b, "another article's headline");
            continue;
        }
        ts_line_verdict verdict = read_line(s, b, TS_ZONE_BODY);
        bool parts = verdict != TS_LINE_BODY && strcmp(s->rule, "separator") == 0; /* scenes */
        if (verdict == TS_LINE_BODY || parts || is_clock(b) || is_issued(s, i) || is_own_text(s, i))
            continue;
        drop_line(s, b);
        if (before > 0.6 * all && read_line(s, b, TS_ZONE_TAIL) == TS_LINE_END && !article_goes_on(s, i)) {
            drop_range(s, i, container->last, "behind the article's end");
            break;
        }
    }
}

/* Lines outside the container are not the article's, but may speak of it. */
static void read_before(ts_selection *s)
{
    const ts_element *container = container_of(s);
    int from = container->first - HEAD_LINES;
    for (int i = from < 0 ? 0 : from; i < container->first; i++)
        if (block_at(s, i)->size < LINE_SIZE && !ts_block_is_menu_item(block_at(s, i)))
            read_line(s, block_at(s, i), TS_ZONE_HEAD);
}

/* True in an element beside the article, but for a line that is called a disclaimer, or the rights, alone. */
static bool is_beside(const ts_selection *s, int i)
{
    const ts_element *elements = s->blocks->elements.items;
    int e = block_at(s, i)->owner;
    bool beside = elements[e].last - elements[e].first > 1;
    while (!beside && (e = elements[e].parent) >= 0)
        beside = ts_element_is_aside(s->blocks, s->sums, e);
    return block_at(s, i)->aside && beside;
}

static void read_behind(ts_selection *s)
{
    const ts_element *container = container_of(s);
    int count = (int)s->blocks->blocks.len, to = container->last + TAIL_LINES;
    for (int i = container->last; i < count && i < to; i++) {
        if (is_beside(s, i) || block_at(s, i)->size > 3 * LINE_SIZE)
            continue;
        if (read_line(s, block_at(s, i), TS_ZONE_TAIL) == TS_LINE_END)
            break;
    }
}

/* The dateline opens the first paragraph, or the second where a caption looks like the first. */
static void read_datelines(ts_selection *s, int first)
{
    size_t before = s->lines->authors.len;
    for (int i = first, seen = 0; i < container_of(s)->last && seen < 2; i++) {
        if (!block_at(s, i)->keep)
            continue;
        seen++;
        if (s->lines->authors.len == before)
            ts_line_read_dateline(s->arena, s->language, block_at(s, i)->text, s->lines);
    }
}

void ts_select(ts_selection *s)
{
    int count = (int)s->blocks->blocks.len;
    if (s->container < 0)
        return;
    if (!(s->without & TS_STEP_TITLE))
        drop_title(s);
    bool lines = is_made_of_lines(s);
    read_before(s);
    int first = trim_head(s, lines);
    int last = trim_tail(s, first, lines);
    trim_signature(s, first);
    if (!(s->without & TS_STEP_LINES))
        trim_body(s, first, last);
    read_datelines(s, first);
    if (last >= first && last < count && block_at(s, last)->keep)
        ts_line_read_suffix(s->arena, s->language, block_at(s, last)->text, s->lines);
    read_behind(s);
}
