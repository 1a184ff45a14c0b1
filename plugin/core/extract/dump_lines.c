#include "extract/dump.h"

#include "base/buf.h"
#include "extract/byline.h"
#include "rules/dates.h"
#include "text/segment.h"
#include "text/utf8.h"

#include <stdlib.h>

/* Bytes that the language is told by. */
#define SAMPLE_BYTES ((size_t)64 << 10)
/* A text is taken for wrapped where its lines end near one column between these. */
#define WRAP_MIN 40
#define WRAP_MAX 160
/* Columns that a line may stop short of the wrap for reasons of its own (no full stop at a line's head). */
#define WRAP_SLACK 3
/* Lines that must end where a wrap would end them. */
#define WRAP_LINES 3
/* … where most lines stand alone, between blank ones. */
#define WRAP_FEW_LINES 2
/* … where the shorter ones, rows of links and lists, say nothing. */
#define WRAP_LONG_LINES 8
/* Columns that a line is indented by at the least, and so much that it is no text's. */
#define INDENT_MIN 2
#define INDENT_MAX 16
/* Lines that one wrapped paragraph may have in a text that is not wrapped as a whole. */
#define RUN_LINES 200
/* Prose: columns of a line that is long enough by itself, and of one that ends as a sentence does. */
#define PROSE_WIDTH 100
#define SENTENCE_WIDTH 44
/* … of scripts that write no stops: Thai, Lao, Khmer. */
#define UNSTOPPED_WIDTH 80
/* Columns of a line that may go on in the next, and of a link inside a sentence. */
#define PIECE_WIDTH 20
#define LINK_WIDTH 60
/* Columns that a remark in brackets behind a sentence may have. */
#define REMARK_WIDTH 40
/* Bytes before an apostrophe in which the quotation that it would close must have begun. */
#define QUOTE_BYTES 400

/* One line as it stands in the file. */
typedef struct raw_line {
    ts_str text;
    size_t width, first; /* columns: up to its end with its indent, of its first word */
    size_t indent;
    bool gap, indented; /* … more than other lines of text are */
} raw_line;

typedef TS_VEC(raw_line) raw_lines;

static size_t columns(uint32_t c)
{
    return ts_is_wide(c) || ts_is_hangul(c) ? 2 : 1;
}

static bool is_line_end(uint32_t c)
{
    return c == '\n' || c == '\r' || c == '\f' || c == '\v' || c == 0x85 || c == 0x2028 || c == 0x2029;
}

static void measure(raw_line *line)
{
    bool first = true;
    line->width = line->first = 0;
    for (size_t i = 0; i < line->text.len;) {
        uint32_t c = ts_utf8_next(line->text, &i);
        line->width += columns(c);
        first = first && !ts_is_space(c) && (line->first == 0 || !ts_is_wide(c));
        if (first)
            line->first = line->width;
    }
}

/* The line from `start` to `end`, where there is anything in it. */
static void push_raw(ts_arena *arena, raw_lines *lines, ts_str line, bool *gap)
{
    raw_line raw = {.text = ts_utf8_trim(line), .gap = *gap};
    if (!raw.text.len) {
        *gap = true;
        return;
    }
    size_t indent = (size_t)(raw.text.ptr - line.ptr);
    raw.indent = indent;
    measure(&raw);
    raw.width += ts_dump_columns(ts_str_sub(line, 0, indent));
    ts_vec_push_in(arena, lines, raw);
    *gap = false;
}

ts_str ts_dump_next_line(ts_str text, size_t *pos, uint32_t *end)
{
    size_t start = *pos;
    *end = 0;
    while (*pos < text.len) {
        size_t before = *pos;
        uint32_t c = ts_utf8_next(text, pos);
        if (!is_line_end(c))
            continue;
        if (c == '\r' && *pos < text.len && text.ptr[*pos] == '\n')
            ++*pos;
        *end = c;
        return ts_str_sub(text, start, before);
    }
    return ts_str_sub(text, start, text.len);
}

ts_str ts_dump_sample(ts_str text)
{
    size_t end = text.len > SAMPLE_BYTES ? SAMPLE_BYTES : text.len;
    while (end < text.len && end > 0 && ((unsigned char)text.ptr[end] & 0xC0) == 0x80)
        end--;
    return ts_str_sub(text, 0, end);
}

size_t ts_dump_columns(ts_str text)
{
    size_t width = 0;
    for (size_t i = 0; i < text.len;)
        width += columns(ts_utf8_next(text, &i));
    return width;
}

/* Lines are indented as seen from the indent that most long ones have: some programs indent all. */
static void find_indents(raw_lines *lines)
{
    size_t counts[INDENT_MAX] = {0}, base = 0;
    for (size_t i = 0; i < lines->len; i++)
        if (lines->items[i].width >= WRAP_MIN && lines->items[i].indent < INDENT_MAX)
            counts[lines->items[i].indent]++;
    for (size_t i = 1; i < INDENT_MAX; i++)
        base = counts[i] > counts[base] ? i : base;
    for (size_t i = 0; i < lines->len; i++)
        lines->items[i].indented = lines->items[i].indent >= base + INDENT_MIN;
}

static bool split_raw(ts_arena *arena, ts_str text, raw_lines *lines, ts_error *error)
{
    bool gap = false;
    for (size_t i = 0; i < text.len;) {
        uint32_t end;
        ts_str line = ts_dump_next_line(text, &i, &end);
        push_raw(arena, lines, line, &gap);
        gap = gap || end == '\f' || end == 0x2029;
        if (lines->len >= TS_DUMP_LINES)
            return ts_fail(error, TS_LIMIT, NULL, 0, 0, "The text has more than %d lines.", TS_DUMP_LINES);
    }
    return true;
}

/* Where lines were wrapped, and columns that one of words may stop short of it: their space, or more where
 * few lines say so. Column 0: they were not. */
typedef struct wrap {
    size_t column, slack;
} wrap;

/* True where the text could only have been broken between the two at that column. */
static bool wrapped_here(const raw_line *a, const raw_line *b, wrap at)
{
    size_t slack = ts_is_wide(ts_utf8_first(b->text)) ? WRAP_SLACK : at.slack, column = at.column;
    return !b->gap && a->width <= column && a->width + slack + b->first >= column &&
           a->width * 3 > column * 2;
}

static int by_size(const void *a, const void *b)
{
    size_t x = *(const size_t *)a, y = *(const size_t *)b;
    return x < y ? -1 : x > y;
}

/* A sentence ends inside the text. */
static bool has_inner_end(ts_str text)
{
    for (size_t i = 0; i < text.len;) {
        uint32_t c = ts_utf8_next(text, &i);
        if (ts_is_sentence_end(c) && i < text.len && (c >= 0x80 || text.ptr[i] == ' '))
            return true;
    }
    return false;
}

/* The column that the text would have been wrapped at, or 0: almost none of the lines that another follows at
 * once is longer, and almost none at all is much longer (a full stop may hang). So a short text counts by its
 * inner lines, among however many rows of links that stand alone; those are `*alone`. */
static size_t wrap_column(const raw_lines *lines, size_t *alone)
{
    size_t followed = 0, longer = 0, column = 0;
    size_t *widths = ts_malloc((lines->len + 1) * sizeof *widths);
    for (size_t i = 0; i + 1 < lines->len; i++)
        if (!lines->items[i + 1].gap)
            widths[followed++] = lines->items[i].width;
    qsort(widths, followed, sizeof *widths, by_size);
    /* A few longer lines (an address, a row of links) do not count. */
    column = followed ? widths[followed - 1 - followed / 50] : 0;
    free(widths);
    for (size_t i = 0; i < lines->len; i++)
        longer += lines->items[i].width > column + WRAP_SLACK;
    *alone = lines->len - followed;
    return column >= WRAP_MIN && column <= WRAP_MAX && longer * 50 <= lines->len ? column : 0;
}

/* Where the text's lines were wrapped: most that another follows at once could not have taken its first word,
 * at least those that are long. */
static wrap wrap_of(const raw_lines *lines)
{
    size_t followed = 0, broken = 0, longs = 0, broken_longs = 0, alone, column = wrap_column(lines, &alone);
    for (size_t i = 0; column && i + 1 < lines->len; i++) {
        const raw_line *line = &lines->items[i];
        if (line[1].gap || line->width * 2 <= column)
            continue;
        bool here = wrapped_here(line, line + 1, (wrap){column, WRAP_SLACK}),
             is_long = line->width * 4 > column * 3;
        followed++;
        broken += here;
        longs += is_long;
        broken_longs += here && is_long;
    }
    bool sure = broken_longs >= WRAP_LONG_LINES && broken_longs * 4 >= longs * 3, few = alone > followed * 2,
         wrapped = broken >= (few ? WRAP_FEW_LINES : WRAP_LINES) && broken * 4 >= followed * 3;
    return sure ? (wrap){column, 1} : wrapped ? (wrap){column, WRAP_SLACK} : (wrap){0};
}

/* Where the lines from `i` on were wrapped, where a part of a text was: a
 * few lines, one right below the other, of about one width, each of which could not take the next one's first
 * word. A list of headlines looks like that too, but has no sentence ending inside. */
static wrap run_of(const raw_lines *lines, size_t i)
{
    size_t widest = 0, end = i, broken = 0;
    bool stops = false;
    while (end < lines->len && end - i < RUN_LINES && lines->items[end].width >= WRAP_MIN &&
           lines->items[end].width <= WRAP_MAX &&
           (end == i || (!lines->items[end].gap && !lines->items[end].indented))) {
        widest = lines->items[end].width > widest ? lines->items[end].width : widest;
        end++;
    }
    for (size_t k = i;
         k + 1 < end && wrapped_here(&lines->items[k], &lines->items[k + 1], (wrap){widest, WRAP_SLACK});
         k++) {
        stops = stops || has_inner_end(lines->items[k].text);
        broken++;
    }
    return broken >= WRAP_LINES && stops ? (wrap){widest, WRAP_SLACK} : (wrap){0};
}

/* The text begins with a mark that never begins a line: what is before it was parted from it. */
static bool begins_midway(ts_str text)
{
    static const uint32_t MARKS[] = {',',    ';',    ':',    ')',    0xFF0C, 0xFF1B,
                                     0xFF1A, 0xFF09, 0x3001, 0x3002, 0x60C,  0x61B};
    size_t i = 0;
    uint32_t c = text.len ? ts_utf8_next(text, &i) : 0;
    for (size_t k = 0; k < sizeof MARKS / sizeof *MARKS; k++)
        if (c == MARKS[k])
            return true;
    return (c == '.' || c == '!' || c == '?') && (i == text.len || text.ptr[i] == ' ');
}

/* The text without a short remark in brackets at its end, who wrote it or where it is from, which stands
 * behind a sentence's stop as often as before it. */
static ts_str cut_remark(ts_str text)
{
    size_t i = text.len, wide = 0;
    uint32_t c = text.len ? ts_utf8_prev(text, &i) : 0, open = c == ')' ? '(' : c == 0xFF09 ? 0xFF08 : 0;
    while (open && i > 0 && wide <= REMARK_WIDTH) {
        c = ts_utf8_prev(text, &i);
        if (c == open || (open == '(' && c == 0xFF08))
            return ts_utf8_trim(ts_str_sub(text, 0, i));
        wide += columns(c);
    }
    return text;
}

/* The text ends with a stop, or with one and closing quotes and brackets behind it. */
static bool ends_with_stop(ts_str text)
{
    for (size_t i = text.len; i > 0;) {
        uint32_t c = ts_utf8_prev(text, &i);
        if (ts_is_sentence_end(c))
            return true;
        /* Closing quotes and brackets may follow the stop. */
        if (!ts_is_closing(c) && c != 0x3011)
            return false;
    }
    return false;
}

bool ts_dump_sentence_ended(ts_str text)
{
    return ends_with_stop(text) || ends_with_stop(cut_remark(text));
}

static bool is_unstopped(ts_str text)
{
    return ts_is_unspaced(ts_utf8_first(text)) && ts_is_unspaced(ts_utf8_last(text));
}

/* Prose has commas or stops inside, not only at its end. */
static bool has_inner_stop(ts_str text)
{
    if (is_unstopped(text))
        return true;
    for (size_t i = 0; i < text.len;) {
        uint32_t c = ts_utf8_next(text, &i);
        bool stop = c == ',' || c == 0xFF0C || c == 0x3001 || c == 0x60C || ts_is_sentence_end(c);
        if (stop && i < text.len)
            return true;
    }
    return false;
}

void ts_dump_push(ts_arena *arena, ts_dump_lines *lines, ts_str text, bool gap)
{
    raw_line raw = {.text = ts_utf8_trim(text)};
    measure(&raw);
    ts_dump_line line = {.text = raw.text, .width = raw.width, .gap = gap};
    line.ended = ts_dump_sentence_ended(raw.text);
    line.prose =
        (line.ended && line.width >= SENTENCE_WIDTH) ||
        (line.width >= (is_unstopped(raw.text) ? UNSTOPPED_WIDTH : PROSE_WIDTH) && has_inner_stop(raw.text));
    ts_vec_push_in(arena, lines, line);
}

static bool is_apostrophe(uint32_t c)
{
    return c == '\'' || c == 0x2019;
}

/* The text ends with a word whose vowel the next one took ("de l’", "dell'"): not with a possessive
 * ("dogs’"), and no quotation in such marks began in it. */
static bool ends_elided(ts_str text)
{
    size_t i = text.len;
    if (i == 0 || !is_apostrophe(ts_utf8_prev(text, &i)) || i == 0)
        return false;
    uint32_t c = ts_utf8_prev(text, &i), before = ' ';
    if (!ts_is_lower(c) || c == 's')
        return false;
    for (size_t k = i > QUOTE_BYTES ? i - QUOTE_BYTES : 0; k < i; before = c) {
        c = ts_utf8_next(text, &k);
        if (c == 0x2018 || (is_apostrophe(c) && !ts_is_alnum(before)))
            return false;
    }
    return true;
}

void ts_dump_join(ts_buf *out, ts_str text)
{
    uint32_t before = ts_utf8_last(ts_buf_str(out)), after = ts_utf8_first(text);
    bool wide = ts_is_wide(before) && ts_is_wide(after);
    bool mark = begins_midway(text);
    bool hyphen = before == '-' && ts_is_alnum(after) && out->len > 1 && out->ptr[out->len - 2] > ' ';
    bool elided = ts_is_alnum(after) && ends_elided(ts_buf_str(out));
    if (!wide && !hyphen && !mark && !elided)
        ts_buf_putc(out, ' ');
    ts_buf_put(out, text);
}

/* "by Jane Doe 12 March 2020" begins small, too. */
static bool is_byline(const raw_line *line)
{
    ts_date date;
    return line->width <= LINK_WIDTH && ts_byline_names(line->text, NULL).len < line->text.len &&
           ts_date_find(line->text, NULL, &date, NULL) && date.day > 0;
}

/* Programs that list a page's texts part a sentence where a link or an emphasis stands in it. `a` is the line
 * before, `width` the columns of all that is joined to it already, `stops` that a comma or a stop stands in
 * that: a headline has a byline below it that begins small. `c`, may be NULL, is the line behind `b`. */
static bool is_parted(const raw_line *a, size_t width, bool stops, const raw_line *b, const raw_line *c)
{
    uint32_t end = ts_utf8_last(a->text);
    bool open = !ts_is_sentence_end(end) && !ts_is_closing(end) && width >= PIECE_WIDTH;
    if (b->gap)
        return false;
    if (begins_midway(b->text) || ends_elided(a->text))
        return width >= PIECE_WIDTH;
    if (is_byline(b))
        return false;
    if (ts_is_lower(ts_utf8_first(b->text)))
        return open && (stops || b->width >= SENTENCE_WIDTH || ends_with_stop(b->text));
    bool midway = c && !c->gap && (begins_midway(c->text) || ts_is_lower(ts_utf8_first(c->text)));
    return midway && stops && (ts_is_lower(end) || is_apostrophe(end)) && width >= SENTENCE_WIDTH &&
           b->width <= LINK_WIDTH;
}

/* The last line of the paragraph that begins at `i`. */
static size_t paragraph_end(const raw_lines *lines, size_t i, wrap at)
{
    size_t last = i, width = lines->items[i].width;
    bool stops = has_inner_stop(lines->items[i].text);
    for (; last + 1 < lines->len; last++) {
        const raw_line *a = &lines->items[last], *b = a + 1, *c = last + 2 < lines->len ? a + 2 : NULL;
        bool wrapped = at.column && !b->indented && !ts_dump_is_marked(b->text) && wrapped_here(a, b, at);
        if (!wrapped && !is_parted(a, width, stops, b, c))
            break;
        width += b->width;
        stops = stops || has_inner_stop(b->text) || begins_midway(b->text);
    }
    return last;
}

bool ts_dump_split(ts_arena *arena, ts_str text, ts_dump_lines *lines, ts_error *error)
{
    raw_lines raw = {0};
    ts_buf joined;
    ts_buf_init(&joined, TS_BUF_MAX);
    bool ok = split_raw(arena, text, &raw, error);
    find_indents(&raw);
    wrap all = ok ? wrap_of(&raw) : (wrap){0};
    for (size_t i = 0; ok && i < raw.len;) {
        bool gap = raw.items[i].gap;
        size_t last = paragraph_end(&raw, i, all.column ? all : run_of(&raw, i));
        ts_buf_clear(&joined);
        for (size_t k = i; last > i && k <= last; k++) {
            if (k == i)
                ts_buf_put(&joined, raw.items[k].text);
            else
                ts_dump_join(&joined, raw.items[k].text);
        }
        ts_dump_push(arena, lines,
                     last > i ? (ts_str){ts_buf_copy(&joined, arena), joined.len} : raw.items[i].text, gap);
        i = last + 1;
    }
    ts_buf_free(&joined);
    return ok;
}
