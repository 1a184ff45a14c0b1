/* Where the article of a text dump stands, and its paragraphs. */
#include "extract/dump.h"

#include "extract/dump_chrome.h"
#include "extract/lines.h"
#include "text/utf8.h"
#include "text/width.h"

#include <string.h>

/* What a line adds to a run that may be the body. Prose counts by its columns, up to a limit. */
#define SCORE_PROSE_MAX 400
#define SCORE_SENTENCE 12
#define SCORE_SHORT (-14)
#define SCORE_KNOWN (-60)
#define SCORE_LAST (-300)
#define SCORE_END (-200)
/* Columns of what a picture shows. */
#define SHOWN_WIDTH 30
/* Bytes of a credit behind a caption. */
#define CREDIT_BYTES 60
/* A heading: columns it may have, and how many of a kind must be there to believe it. */
#define HEADING_WIDTH 64
#define HEADINGS_MIN 2
/* The lines of a dump among which the page's <title> stands, and columns of a headline. */
#define TITLE_LINES 5
#define TITLE_WIDTH 16
/* Columns of a paragraph that an advertisement may have cut in two. */
#define BROKEN_WIDTH 44
/* The first letter of the scripts without capitals: Hebrew; Arabic, Indic and East Asian ones come behind it.
 */
#define UNCASED 0x590
/* Lines at the body's ends in which its author may be named once more. */
#define SIGNED_LINES 6
/* The class of a line that other dumps of the site have as well. */
const char ts_dump_repeated[] = "repeated";

void ts_dump_classify(ts_dump *dump)
{
    ts_buf folded;
    ts_buf_init(&folded, TS_BUF_MAX);
    for (size_t i = 0; i < dump->lines.len; i++) {
        ts_line_match match;
        ts_dump_line *line = &dump->lines.items[i];
        ts_buf_clear(&folded);
        ts_fold(&folded, line->text);
        if (!ts_phrases_match(ts_phrases_get(), dump->language, ts_buf_str(&folded), TS_ZONE_EDGE, &match))
            continue;
        ts_line_verdict verdict = ts_line_verdict_of(match.rule_class, TS_ZONE_TAIL);
        if (verdict == TS_LINE_BODY)
            continue;
        line->rule_class = match.rule_class;
        line->last = verdict == TS_LINE_END;
        line->prose = false;
    }
    ts_buf_free(&folded);
}

/* The page's <title>, one of a dump's first lines and its own, begins with the line: its headline, which
 * stands in lists on the site's other pages. */
static bool is_own_headline(const ts_dump *dump, const ts_chrome_site *site, size_t i)
{
    const ts_dump_line *line = &dump->lines.items[i];
    for (size_t k = 0; k < TITLE_LINES && k < dump->lines.len; k++) {
        ts_str first = dump->lines.items[k].text;
        if (k != i && line->width >= TITLE_WIDTH && ts_str_starts(first, line->text) &&
            !ts_chrome_knows(dump->options->chrome, site, first))
            return true;
    }
    return false;
}

void ts_dump_mark_repeated(ts_dump *dump, ts_fields *fields)
{
    const ts_chrome *chrome = dump->options ? dump->options->chrome : NULL;
    const ts_chrome_site *site = chrome ? ts_chrome_site_of(chrome, &dump->lines, dump->options->url) : NULL;
    size_t marked = 0;
    for (size_t i = 0; site && i < dump->lines.len; i++) {
        ts_dump_line *line = &dump->lines.items[i];
        if (line->rule_class || !ts_chrome_knows(chrome, site, line->text) || is_own_headline(dump, site, i))
            continue;
        line->rule_class = ts_dump_repeated;
        line->prose = false;
        marked++;
    }
    if (marked)
        ts_warn(dump->arena, fields, "repeated-lines",
                ts_arena_printf(
                    dump->arena,
                    "%zu line%s that most of %zu text dumps of the site have %s taken for the site's own.",
                    marked, marked == 1 ? "" : "s", site->dumps, marked == 1 ? "was" : "were"));
}

bool ts_dump_says_end(const ts_dump_line *line)
{
    return line->rule_class && strcmp(line->rule_class, "end-mark") == 0 && ts_dump_columns(line->text) > 2;
}

static long score(const ts_dump_line *line)
{
    if (ts_dump_says_end(line))
        return SCORE_END;
    if (line->rule_class)
        return line->last ? SCORE_LAST : SCORE_KNOWN;
    if (line->prose)
        return line->width < SCORE_PROSE_MAX ? (long)line->width : SCORE_PROSE_MAX;
    return line->ended ? SCORE_SENTENCE : SCORE_SHORT;
}

/* Behind its end, comments and footers an article does not go on, as it does behind a box of related ones. */
static bool closes(const ts_dump_line *line)
{
    return line->rule_class &&
           ((line->last && strcmp(line->rule_class, "related") != 0) || ts_dump_says_end(line));
}

void ts_dump_find_body(ts_dump *dump)
{
    long best = 0, sum = 0, most = 0;
    size_t start = 0;
    bool settled = false;
    for (size_t i = 0; i < dump->lines.len; i++) {
        bool closed = most >= TS_DUMP_CLOSED && closes(&dump->lines.items[i]);
        if (sum <= 0 || closed) {
            settled = settled || closed;
            sum = most = 0;
            start = i;
        }
        sum += score(&dump->lines.items[i]);
        most = sum > most ? sum : most;
        /* What comes behind a closed run must be much more than it: comments are long, too. */
        if (sum > (settled ? best + best / 2 : best)) {
            best = sum;
            settled = false;
            dump->first = start;
            dump->end = i + 1;
        }
    }
}

/* --- paragraphs
 * ---------------------------------------------------------------------------------------------- */

/* A short line between paragraphs that does not end as a sentence does. */
static bool may_be_heading(const ts_dump *dump, size_t i)
{
    const ts_dump_line *line = &dump->lines.items[i];
    uint32_t end = ts_utf8_last(line->text);
    if (i <= dump->first || i + 1 >= dump->end || line->prose || line->ended || line->width > HEADING_WIDTH ||
        line->width < 4 || end == ',' || end == ':' || end == ';' || end == 0xFF0C || end == 0xFF1A ||
        end == 0x3001)
        return false;
    const ts_dump_line *before = line - 1, *behind = line + 1;
    return before->ended && !before->rule_class && behind->prose;
}

/* One short line may be anything; several of a kind, or one that carries a number of its own, are headings.
 */
static bool has_headings(const ts_dump *dump)
{
    size_t found = 0;
    for (size_t i = dump->first; i < dump->end; i++)
        found += may_be_heading(dump, i);
    return found >= HEADINGS_MIN;
}

ts_str ts_dump_clean(ts_arena *arena, ts_str text)
{
    ts_buf out;
    ts_buf_init(&out, TS_BUF_MAX);
    ts_utf8_squeeze(&out, text);
    return ts_buf_keep(&out, arena);
}

static bool stays(ts_dump *dump, const ts_dump_line *line, ts_fields *fields, const char **rule_class)
{
    ts_line_verdict verdict =
        ts_line_read(dump->arena, NULL, dump->language, line->text, TS_ZONE_BODY, fields, rule_class);
    if (line->rule_class == ts_dump_repeated && !*rule_class)
        *rule_class = ts_dump_repeated;
    return verdict == TS_LINE_BODY && *rule_class != ts_dump_repeated;
}

/* True where the line goes on with the sentence that the paragraph before stopped in, and what stood between
 * was the page's: capitals begin a new one in scripts that have them. */
static bool goes_on(const ts_paragraphs *body, const ts_dump_line *line)
{
    const ts_paragraph *before = body->len ? &body->items[body->len - 1] : NULL;
    uint32_t c = ts_utf8_first(line->text), end = before ? ts_utf8_last(before->text) : 0;
    if (!before || before->level || !line->prose || ts_dump_sentence_ended(before->text) ||
        ts_dump_columns(before->text) < BROKEN_WIDTH)
        return false;
    bool midway = ts_is_lower(c) || (c >= UNCASED && ts_is_alnum(c));
    return midway && (ts_is_alnum(end) || end == ',' || end == 0xFF0C || end == 0x3001 || end == 0x60C);
}

/* The text without the places of pictures that open it. */
static ts_str cut_pictures(ts_str text)
{
    size_t close;
    while (ts_str_starts(text, TS_STR("[")) && (close = ts_str_find_char(text, ']', 0)) != TS_NPOS &&
           ts_dump_is_picture(ts_str_sub(text, 0, close + 1), close + 1 == text.len))
        text = ts_utf8_trim(ts_str_sub(text, close + 1, text.len));
    return text;
}

static void push_paragraph(ts_dump *dump, ts_paragraphs *body, size_t i, bool heading, bool cut)
{
    const ts_dump_line *line = &dump->lines.items[i];
    ts_str text = ts_dump_clean(dump->arena, cut_pictures(line->text));
    if (cut && !heading && !dump->marked && goes_on(body, line)) {
        ts_buf joined;
        ts_str *before = &body->items[body->len - 1].text;
        ts_buf_init(&joined, TS_BUF_MAX);
        ts_buf_put(&joined, *before);
        ts_dump_join(&joined, text);
        *before = ts_buf_keep(&joined, dump->arena);
        return;
    }
    ts_paragraph paragraph = {text, heading ? 2 : 0, i};
    ts_vec_push_in(dump->arena, body, paragraph);
}

/* The text is said twice, and at most a credit stands behind it. */
static bool is_doubled(ts_str text)
{
    size_t half = text.len / 2, from = half > CREDIT_BYTES / 2 ? half - CREDIT_BYTES / 2 : 1;
    for (size_t len = half; len >= from && len >= SHOWN_WIDTH; len--) {
        ts_str one = ts_str_sub(text, 0, len);
        size_t second = text.ptr[len] == ' ' ? len + 1 : len;
        if (ts_str_starts(ts_str_sub(text, second, text.len), one))
            return true;
    }
    return false;
}

/* `caption` says what `shown` does, with at most a credit behind it. */
static bool is_captioned(const ts_dump_line *shown, const ts_dump_line *caption)
{
    return shown->width >= SHOWN_WIDTH && ts_str_starts(caption->text, shown->text) &&
           caption->text.len <= shown->text.len + CREDIT_BYTES;
}

/* What a picture shows, its text for who cannot see it, and its caption, which says that again. Of two that
 * are the same one stays: it may be a refrain. */
static bool is_caption(const ts_dump *dump, size_t i)
{
    const ts_dump_line *line = &dump->lines.items[i];
    bool above = i + 1 < dump->end && is_captioned(line, line + 1),
         below = i > dump->first && line->text.len > line[-1].text.len && is_captioned(line - 1, line);
    return above || below || (line->width >= 2 * SHOWN_WIDTH && is_doubled(line->text));
}

/* The line is an author's name and nothing else, where the article begins or ends. */
static bool is_author(const ts_dump *dump, const ts_fields *fields, size_t at)
{
    const ts_dump_line *line = &dump->lines.items[at];
    ts_str name = ts_dump_unmarked(line->text);
    bool edge = at < dump->first + SIGNED_LINES || at + SIGNED_LINES >= dump->end;
    for (size_t i = 0; edge && !line->prose && i < fields->authors.len; i++)
        if (ts_str_is(name, fields->authors.items[i].name))
            return true;
    return false;
}

void ts_dump_read_body(ts_dump *dump, ts_fields *fields, ts_paragraphs *body)
{
    bool headings = has_headings(dump), cut = false;
    for (size_t i = dump->first; i < dump->end; i++) {
        const ts_dump_line *line = &dump->lines.items[i];
        const char *rule_class = NULL;
        if (i == dump->title || i == dump->dek || (i < dump->head_end && line->under))
            continue;
        bool known = !line->prose && !dump->keep_all && !stays(dump, line, fields, &rule_class);
        if (!known && !dump->keep_all && is_author(dump, fields, i)) {
            known = true;
            rule_class = "author";
        }
        bool picture = !cut_pictures(line->text).len || is_caption(dump, i);
        if (picture && !dump->keep_all) {
            ts_dump_explain(dump, i, "drop", "picture");
            cut = true;
            continue;
        }
        if (known || (line->unlikely && !dump->keep_all)) {
            ts_dump_explain(dump, i, "drop", known ? rule_class : "unlikely");
            cut = true;
            continue;
        }
        bool heading = dump->marked ? line->level > 0 : headings && may_be_heading(dump, i);
        push_paragraph(dump, body, i, heading, cut);
        cut = false;
        ts_dump_explain(dump, i, heading ? "heading" : "body", line->prose ? "prose" : "among prose");
    }
    if (body->len)
        ts_line_read_dateline(dump->arena, dump->language, body->items[0].text, fields);
    for (size_t i = body->len > 2 ? body->len - 2 : 0; i < body->len; i++)
        ts_line_read_suffix(dump->arena, dump->language, body->items[i].text, fields);
}
