/* One line of a page: what it is, and what it says of the article. */
#include "extract/lines.h"

#include "base/digest.h"
#include "extract/byline.h"
#include "extract/line_pieces.h"
#include "extract/line_says.h"
#include "text/utf8.h"
#include "text/width.h"

#include <string.h>

/* A longer line is never looked at: the largest gate of any rule is far below. */
#define LINE_MAX_BYTES ((size_t)16 << 10)
/* The part of a paragraph, at its head or its end, that a byline may stand in, in bytes. */
#define PART_BYTES 400
/* A longer line is no byline with its date, and bytes around the date in which one ends and the other begins.
 */
#define DATED_BYTES 160
#define DATED_NEAR 20
/* A shorter piece is no sentence. */
#define SENTENCE_BYTES 30

/* Classes that may share a line: the line is taken apart before it is read. */
static const char *const labelled[] = {"date",       "updated",  "source", "reporter",     "author",
                                       "translator", "editor",   "tags",   "photographer", "proofreader",
                                       "count",      "fontsize", "share",  "tools",        "comments",
                                       "read-time",  "byline",   NULL};
/* Classes that keep their line in the article. */
static const char *const kept[] = {"correction", "caption", NULL};
/* Classes that say whose a picture is, or a chart. */
static const char *const credits[] = {"photo", "photographer", "source", NULL};
/* Classes of what may hang on a paragraph's end. */
static const char *const hanging[] = {"tools",      "share",       "end-mark", "read-more", "follow",
                                      "navigation", "proofreader", "editor",   NULL};
/* Classes beside which an outlet's name is that of the source: among tags, or buttons, it is another. */
static const char *const signing[] = {"date",   "updated", "reporter",     "author", "translator",
                                      "editor", "source",  "photographer", "byline", NULL};
/* Classes behind which nothing is the article, once its last paragraph is past. */
static const char *const final[] = {"related", "footer", "comments", "copyright", NULL};

ts_line_verdict ts_line_verdict_of(const char *rule_class, ts_zone zone)
{
    if (ts_str_is_one_of(ts_str_of(rule_class), kept))
        return TS_LINE_BODY;
    return zone == TS_ZONE_TAIL && ts_str_is_one_of(ts_str_of(rule_class), final) ? TS_LINE_END
                                                                                  : TS_LINE_DROP;
}

typedef struct line_reader {
    ts_arena *arena;
    const char *language;
    ts_zone zone;
    ts_fields *fields;
    ts_buf folded;         /* of the text at hand */
    ts_phrase_line looked; /* the same, looked over */
    bool known;            /* a rule has matched */
} line_reader;

/* A text of the page, and what the rules know of it. */
typedef struct reading {
    ts_str text, folded;
    ts_line_match match; /* points into `folded`; without a class where no rule knows the text */
} reading;

static bool is_known(const reading *it)
{
    return it->match.rule_class != NULL;
}

static reading read_text(line_reader *r, ts_str text)
{
    reading found = {.text = text};
    ts_buf_clear(&r->folded);
    if (text.len <= LINE_MAX_BYTES)
        ts_fold(&r->folded, text);
    found.folded = (ts_str){ts_buf_copy(&r->folded, r->arena), r->folded.len};
    ts_phrases_look(ts_phrases_get(), r->language, found.folded, &r->looked);
    if (ts_phrases_match_line(ts_phrases_get(), &r->looked, r->zone, &found.match))
        r->known = true;
    return found;
}

static void say(line_reader *r, const reading *it)
{
    ts_line_piece piece = {.arena = r->arena,
                           .language = r->language,
                           .text = it->text,
                           .folded = it->folded,
                           .match = &it->match,
                           .fields = r->fields};
    ts_line_say(&piece);
}

static bool is_of(const reading *it, const char *const *classes)
{
    return is_known(it) && ts_str_is_one_of(ts_str_of(it->match.rule_class), classes);
}

/* A piece that no rule knows belongs to the list before it, unless it has a label of its own. */
static bool continues_list(const reading *piece)
{
    return !is_known(piece) && ts_str_find_char(piece->folded, ':', 0) == TS_NPOS;
}

/* Says a line piece by piece. A piece that no rule knows belongs to the list before it, or says nothing.
 * Counts the pieces that were known. */
static size_t say_pieces(line_reader *r, const reading *pieces, size_t count, const char **rule_class)
{
    size_t known = 0;
    for (size_t i = 0; i < count; i++) {
        reading piece = pieces[i];
        if (!is_known(&piece))
            continue;
        size_t last = i;
        while (last + 1 < count && ts_line_takes_list(piece.match.rule_class) &&
               continues_list(&pieces[last + 1]))
            last++;
        if (last > i) {
            const char *end = pieces[last].text.ptr + pieces[last].text.len;
            piece = read_text(r, (ts_str){piece.text.ptr, (size_t)(end - piece.text.ptr)});
            i = last;
        }
        if (!is_known(&piece))
            continue;
        say(r, &piece);
        if (!known++)
            *rule_class = piece.match.rule_class;
    }
    return known;
}

/* "2020-03-12 | Lakeside Courier" */
static void say_outlet(line_reader *r, const reading *pieces, size_t count)
{
    bool signs = false;
    for (size_t i = 0; i < count; i++)
        signs = signs || is_of(&pieces[i], signing);
    for (size_t i = 0; i < count && signs && !r->fields->source.name; i++) {
        reading piece = pieces[i];
        if (!is_known(&piece) &&
            ts_phrases_match_class(ts_phrases_get(), r->language, "outlet", piece.folded, &piece.match))
            say(r, &piece);
    }
}

static bool is_sentence(ts_str s)
{
    static const uint32_t STOPS[] = {'.', '!', '?', 0x3002, 0xFF01, 0xFF1F};
    uint32_t end = ts_utf8_last(s);
    for (size_t i = 0; i < sizeof STOPS / sizeof *STOPS; i++)
        if (end == STOPS[i])
            return s.len >= SENTENCE_BYTES;
    return false;
}

/* A caption with the picture's credit beside it, a paragraph with a button at its end: the sentence is text.
 */
static bool has_text(const reading *pieces, size_t count)
{
    bool sentence = false, beside = false;
    for (size_t i = 0; i < count; i++) {
        sentence = sentence || (!is_known(&pieces[i]) && is_sentence(pieces[i].text));
        beside = beside || is_of(&pieces[i], credits) || (i + 1 == count && is_of(&pieces[i], hanging));
    }
    return sentence && beside;
}

static bool is_labelled(line_reader *r, ts_str piece)
{
    reading found = read_text(r, piece);
    return is_of(&found, labelled);
}

/* "By Jane Doe 12 March 2020, 8.30 am": nothing but a space between two pieces, one of which is a date. */
static bool split_at_date(line_reader *r, ts_str line, ts_pieces *pieces)
{
    size_t start, end;
    if (line.len > DATED_BYTES || !ts_byline_find_date(line, r->language, &start, &end))
        return false;
    for (size_t i = start > DATED_NEAR ? start - DATED_NEAR : 1; i < line.len && i < end + DATED_NEAR; i++) {
        ts_str before = ts_str_sub(line, 0, i), behind = ts_utf8_trim(ts_str_sub(line, i, line.len));
        if (line.ptr[i] != ' ' || !is_labelled(r, before) || !is_labelled(r, behind))
            continue;
        pieces->len = 0;
        ts_vec_push_in(r->arena, pieces, before);
        ts_vec_push_in(r->arena, pieces, behind);
        return true;
    }
    return false;
}

/* Reads a line of several pieces; false where it is better read as a whole. */
static bool read_pieces(line_reader *r, const ts_pieces *pieces, bool known, bool dated,
                        const char **rule_class)
{
    reading *readings = ts_arena_alloc(r->arena, pieces->len * sizeof *readings);
    for (size_t i = 0; i < pieces->len; i++)
        readings[i] = read_text(r, pieces->items[i]);
    if (!known && !dated && has_text(readings, pieces->len))
        return false;
    size_t said = say_pieces(r, readings, pieces->len, rule_class);
    if (!said || (!known && said * 2 < pieces->len))
        return false;
    say_outlet(r, readings, pieces->len);
    return true;
}

static ts_line_verdict read_line(line_reader *r, ts_str line, const char **rule_class)
{
    reading whole = read_text(r, line);
    bool known = is_known(&whole);
    ts_pieces pieces = {0};
    if (!known || is_of(&whole, labelled))
        ts_line_split(r->arena, r->language, line, ts_phrases_has_label(ts_phrases_get(), &r->looked),
                      &pieces);
    bool dated = !known && pieces.len == 1 && r->zone == TS_ZONE_HEAD && split_at_date(r, line, &pieces);
    if (pieces.len > 1 && read_pieces(r, &pieces, known, dated, rule_class))
        return TS_LINE_DROP;
    if (!known)
        return TS_LINE_BODY;
    *rule_class = whole.match.rule_class;
    say(r, &whole);
    return ts_line_verdict_of(*rule_class, r->zone);
}

bool ts_line_is_hanging(const char *rule_class)
{
    return ts_str_is_one_of(ts_str_of(rule_class), hanging);
}

/* What tells the question: the line, the zone, the language. Never 0. */
static uint64_t digest_of(const line_reader *r, ts_str line)
{
    uint64_t language = ts_hash64(ts_str_of(r->language)) + (uint64_t)r->zone;
    return (ts_hash64(line) ^ language * 0x9E3779B97F4A7C15u) | 1;
}

ts_line_verdict ts_line_read(ts_arena *arena, ts_line_memo *memo, const char *language, ts_str line,
                             ts_zone zone, ts_fields *fields, const char **rule_class)
{
    line_reader r = {.arena = arena, .language = language, .zone = zone, .fields = fields};
    const char *found = NULL;
    ts_line_verdict verdict = TS_LINE_BODY;
    line = ts_utf8_trim(line);
    uint64_t digest = memo ? digest_of(&r, line) : 0;
    uint64_t *slot = memo ? &memo->turned_away[digest / 2 % TS_LINE_SLOTS] : NULL;
    if (line.len && line.len <= LINE_MAX_BYTES && !(slot && *slot == digest)) {
        ts_buf_init(&r.folded, LINE_MAX_BYTES);
        verdict = read_line(&r, line, &found);
        ts_buf_free(&r.folded);
        if (slot && !r.known)
            *slot = digest;
    }
    if (rule_class)
        *rule_class = found;
    return verdict;
}

/* Asks for a class that tells of a part of a paragraph; only that part is what the page says. */
static void read_part(ts_arena *arena, const char *language, const char *rule_class, ts_str text,
                      ts_fields *fields)
{
    ts_line_match match;
    ts_buf folded;
    ts_buf_init(&folded, LINE_MAX_BYTES);
    ts_fold(&folded, text);
    ts_str all = ts_buf_str(&folded);
    if (ts_phrases_match_class(ts_phrases_get(), language, rule_class, all, &match)) {
        ts_str part = ts_str_sub(all, match.start, match.end);
        ts_line_piece piece = {.arena = arena,
                               .language = language,
                               .text = ts_line_unfold(text, all, part),
                               .folded = part,
                               .match = &match,
                               .fields = fields};
        ts_line_say(&piece);
    }
    ts_buf_free(&folded);
}

static bool is_inside_character(ts_str s, size_t at)
{
    return at > 0 && at < s.len && ((unsigned char)s.ptr[at] & 0xC0) == 0x80;
}

void ts_line_read_suffix(ts_arena *arena, const char *language, ts_str paragraph, ts_fields *fields)
{
    size_t from = paragraph.len > PART_BYTES ? paragraph.len - PART_BYTES : 0;
    while (is_inside_character(paragraph, from))
        from++;
    ts_str part = ts_str_sub(paragraph, from, paragraph.len);
    read_part(arena, language, "byline-suffix", part, fields);
    read_part(arena, language, "editor-suffix", part, fields);
}

void ts_line_read_dateline(ts_arena *arena, const char *language, ts_str paragraph, ts_fields *fields)
{
    size_t to = paragraph.len > PART_BYTES ? PART_BYTES : paragraph.len;
    while (is_inside_character(paragraph, to))
        to--;
    read_part(arena, language, "dateline", ts_str_sub(paragraph, 0, to), fields);
}
