/* The article in a text dump: plain text as crawlers and clippers leave it, with the page's chrome around it.
 */
#include "extract/dump.h"

#include "extract/claims.h"
#include "extract/features_write.h"
#include "extract/line_features.h"
#include "extract/line_pieces.h"
#include "extract/lines.h"
#include "rules/language.h"
#include "text/utf8.h"
#include "text/width.h"

#include <string.h>

/* Columns of prose from which on a text is an article, and those that make it a certain one. */
#define ARTICLE_WIDTH 160
#define CERTAIN_WIDTH 1200
/* Lines above the headline that may still say something of the article. */
#define NEAR_TITLE 4
/* Characters a summary must share with the body's head to have been cut from it. */
#define AUTOMATIC_MIN 10

void ts_dump_explain(ts_dump *dump, size_t line, const char *verdict, const char *reason)
{
    if (dump->verdicts)
        dump->verdicts[line] = (ts_inspected){.verdict = verdict,
                                              .reason = reason,
                                              .score = (double)dump->lines.items[line].probability,
                                              .text = dump->lines.items[line].text};
}

ts_str ts_dump_text(const ts_dump *dump)
{
    ts_buf all;
    ts_buf_init(&all, TS_BUF_MAX);
    for (size_t i = 0; i < dump->lines.len; i++) {
        ts_buf_put(&all, dump->lines.items[i].text);
        ts_buf_putc(&all, '\n');
    }
    return ts_buf_keep(&all, dump->arena);
}

static void inspect(ts_dump *dump, const ts_fields *fields)
{
    if (!dump->verdicts)
        return;
    ts_inspection inspection = {.url = dump->options->url};
    for (size_t i = 0; i < dump->lines.len; i++)
        if (dump->verdicts[i].verdict)
            ts_vec_push_in(dump->arena, &inspection.blocks, dump->verdicts[i]);
    ts_inspect_fields(dump->arena, NULL, fields, &inspection);
    dump->options->inspect(dump->options->inspect_context, &inspection);
}

/* --- head and tail
 * ------------------------------------------------------------------------------------------- */

static void read_edge(ts_dump *dump, size_t i, ts_zone zone, ts_fields *fields)
{
    const char *rule_class = NULL;
    ts_str text = dump->lines.items[i].text;
    if (i == dump->title) {
        ts_dump_explain(dump, i, "title", "headline");
    } else if (i == dump->dek) {
        ts_dump_explain(dump, i, "summary", "under the headline");
    } else {
        ts_line_read(dump->arena, NULL, dump->language, text, zone, fields, &rule_class);
        rule_class = rule_class ? rule_class : dump->lines.items[i].rule_class;
        ts_dump_explain(dump, i, "drop", rule_class ? rule_class : "outside the body");
    }
}

/* Above the headline stand the site's own lines: only the path to the article, and what is right above it. */
static bool speaks_above_title(const ts_dump *dump, size_t i)
{
    static const char *const names[] = {"breadcrumb", "original-title", "headline", "summary", "copyright"};
    const char *rule_class = dump->lines.items[i].rule_class;
    for (size_t k = 0; rule_class && k < sizeof names / sizeof *names; k++)
        if (strcmp(rule_class, names[k]) == 0)
            return true;
    return dump->title - i <= NEAR_TITLE;
}

/* The lines from the headline on first: a date in the page's own head is not the article's. */
static void read_head(ts_dump *dump, ts_fields *fields)
{
    size_t title = dump->title < dump->first ? dump->title : 0;
    for (size_t i = title; i < dump->head_end; i++)
        if (i < dump->first || dump->lines.items[i].under)
            read_edge(dump, i, TS_ZONE_HEAD, fields);
    for (size_t i = 0; i < title; i++) {
        if (speaks_above_title(dump, i))
            read_edge(dump, i, TS_ZONE_HEAD, fields);
        else
            ts_dump_explain(dump, i, "drop", "above the headline");
    }
}

/* Behind a list of other articles only these still speak of this one. */
static bool speaks_of_page(const char *rule_class)
{
    static const char *const names[] = {"editor", "source", "disclaimer", "copyright", "license-terms"};
    for (size_t i = 0; rule_class && i < sizeof names / sizeof *names; i++)
        if (strcmp(rule_class, names[i]) == 0)
            return true;
    return false;
}

/* Where the head names who wrote it, the authors that the tail names are those of other articles. */
static void drop_authors(ts_people *people, size_t from)
{
    size_t kept = from;
    for (size_t i = from; from && i < people->len; i++)
        if (!ts_str_is(ts_str_of(people->items[i].role), "author"))
            people->items[kept++] = people->items[i];
    people->len = from ? kept : people->len;
}

static void read_tail(ts_dump *dump, ts_fields *fields)
{
    bool past = false;
    size_t authors = fields->authors.len;
    for (size_t i = dump->end; i < dump->lines.len; i++) {
        const ts_dump_line *line = &dump->lines.items[i];
        if (!past || speaks_of_page(line->rule_class))
            read_edge(dump, i, TS_ZONE_TAIL, fields);
        else
            ts_dump_explain(dump, i, "drop", "behind the article");
        past = past || line->last;
    }
    drop_authors(&fields->authors, authors);
}

/* The headline that a line with a label gives, which helps to find the other. */
static const char *labelled_title(ts_dump *dump)
{
    ts_fields scratch;
    ts_fields_init(&scratch);
    for (size_t i = 0; i < dump->lines.len && !scratch.title; i++) {
        const char *rule_class = dump->lines.items[i].rule_class;
        if (rule_class && (strcmp(rule_class, "original-title") == 0 || strcmp(rule_class, "headline") == 0))
            ts_line_read(dump->arena, NULL, dump->language, dump->lines.items[i].text, TS_ZONE_HEAD, &scratch,
                         NULL);
    }
    return scratch.title;
}

/* --- fields
 * -------------------------------------------------------------------------------------------------- */

static ts_str cut_dots(ts_str s)
{
    while (s.len && (s.ptr[s.len - 1] == '.' || ts_str_ends(s, TS_STR("…"))))
        s = ts_str_sub(s, 0, s.len - (s.ptr[s.len - 1] == '.' ? 1 : 3));
    return s;
}

/* True where the summary is how the body begins, the headline before it or not. All are compact. */
static bool is_cut(ts_str summary, ts_str start, ts_str headline)
{
    size_t at = headline.len ? ts_str_find(summary, headline, 0) : TS_NPOS;
    ts_str rest = at == TS_NPOS ? summary : ts_str_sub(summary, at + headline.len, summary.len);
    return ts_utf8_count(rest) >= AUTOMATIC_MIN && ts_str_starts(start, rest);
}

/* A summary that a program cut from the article's head, the headline before it or not, says nothing new. */
static void drop_automatic_summary(ts_dump *dump, ts_fields *fields, const ts_paragraphs *body)
{
    ts_buf head;
    if (!fields->description || !body->len)
        return;
    ts_str summary = cut_dots(ts_line_compact(dump->arena, ts_str_of(fields->description)));
    ts_buf_init(&head, TS_BUF_MAX);
    for (size_t i = 0; i < body->len && head.len < 3 * summary.len; i++)
        ts_buf_put(&head, body->items[i].text);
    ts_str start = ts_line_compact(dump->arena, ts_buf_str(&head));
    ts_buf_free(&head);
    if (!is_cut(summary, start, (ts_str){0}) &&
        !is_cut(summary, start, ts_line_compact(dump->arena, ts_str_of(fields->title))) &&
        !is_cut(summary, start, ts_line_compact(dump->arena, ts_str_of(fields->alt_title))))
        return;
    if (dump->dek != TS_NPOS)
        ts_dump_explain(dump, dump->dek, "drop", "automatic summary");
    fields->description = NULL;
}

static const char *restore(ts_arena *arena, const char *text)
{
    ts_buf out;
    if (!text)
        return NULL;
    ts_buf_init(&out, TS_BUF_MAX);
    ts_width_restore(&out, ts_str_of(text));
    return ts_buf_keep(&out, arena).ptr;
}

static bool wants_width(const ts_dump *dump, ts_str text)
{
    ts_width width = dump->options ? dump->options->width : TS_WIDTH_AUTO;
    const char *language = dump->language;
    bool cjk = language && (strncmp(language, "zh", 2) == 0 || strncmp(language, "ja", 2) == 0);
    return width == TS_WIDTH_RESTORE || (width == TS_WIDTH_AUTO && cjk && ts_width_folded(text));
}

void ts_extract_restore_width(ts_arena *arena, ts_fields *fields, ts_paragraphs *body)
{
    fields->title = restore(arena, fields->title);
    fields->alt_title = restore(arena, fields->alt_title);
    fields->description = restore(arena, fields->description);
    fields->notice = restore(arena, fields->notice);
    for (size_t i = 0; body && i < body->len; i++)
        body->items[i].text = ts_str_of(restore(arena, ts_arena_copy(arena, body->items[i].text)));
    ts_warn(arena, fields, "width-restored",
            "Full-width punctuation that the text had lost was put back; --width keep leaves it as it was.");
}

/* What the text is, and how sure that is. */
static void settle_kind(ts_dump *dump, ts_fields *fields)
{
    size_t prose = 0, other = 0;
    for (size_t i = 0; i < dump->lines.len; i++) {
        const ts_dump_line *line = &dump->lines.items[i];
        if (line->prose && !line->unlikely && i >= dump->first && i < dump->end)
            prose += line->width;
        else if (!line->rule_class)
            other += line->width;
    }
    bool told = fields->title && (fields->date || fields->authors.len || fields->source.name);
    fields->kind = prose >= ARTICLE_WIDTH || (prose && told) ? "article" : "other";
    double share = prose ? (double)prose / (double)(prose + other) : 0;
    double size = prose >= CERTAIN_WIDTH ? 1 : (double)prose / CERTAIN_WIDTH;
    fields->confidence =
        strcmp(fields->kind, "other") == 0 ? 0.1 : 0.3 + 0.3 * size + 0.2 * share + (told ? 0.2 : 0);
}

/* A text without an article is all body. */
static void keep_all(ts_dump *dump)
{
    dump->first = dump->head_end = 0;
    dump->end = dump->lines.len;
    dump->title = dump->dek = TS_NPOS;
    dump->window = (ts_str){0};
    dump->keep_all = true;
}

/* `sample` tells the language. */
static void extract(ts_dump *dump, ts_str sample, ts_fields *fields, ts_paragraphs *body)
{
    const ts_extract_options *options = dump->options;
    dump->model = options && options->model ? options->model : ts_model_baked();
    if (options && options->inspect)
        dump->verdicts = ts_arena_alloc(dump->arena, (dump->lines.len + 1) * sizeof *dump->verdicts);
    dump->language = ts_language_settle((ts_str){0}, sample);
    ts_dump_classify(dump);
    ts_dump_mark_repeated(dump, fields);
    ts_dump_find_body(dump);
    const float *rows = ts_line_features_make(dump);
    ts_dump_choose(dump, rows);
    if (options && options->features)
        ts_line_features_write(options->features, dump, rows);
    ts_dump_find_title(dump, labelled_title(dump));
    if (dump->first >= dump->end)
        keep_all(dump);
    read_head(dump, fields);
    ts_dump_settle_date(dump, fields);
    ts_dump_read_byline(dump, fields);
    ts_dump_read_body(dump, fields, body);
    read_tail(dump, fields);
    ts_dump_settle_title(dump, fields);
    ts_dump_settle_date(dump, fields);
    ts_dump_complete_date(dump, fields);
    if (!fields->description && dump->dek != TS_NPOS)
        fields->description = ts_arena_copy(dump->arena, dump->lines.items[dump->dek].text);
    drop_automatic_summary(dump, fields, body);
    settle_kind(dump, fields);
    fields->language = dump->language;
    fields->direction = dump->language ? ts_language_direction(dump->language) : NULL;
}

static void finish(ts_dump *dump, ts_fields *fields)
{
    ts_provenance_derive(dump->arena, fields, dump->options ? dump->options->url : NULL, NULL);
    inspect(dump, fields);
}

bool ts_extract_dump(ts_arena *arena, ts_str text, const ts_extract_options *options, ts_fields *fields,
                     ts_paragraphs *body, ts_error *error)
{
    ts_dump dump = {.arena = arena, .options = options};
    if (!ts_dump_split(arena, text, &dump.lines, error))
        return false;
    extract(&dump, ts_dump_sample(text), fields, body);
    if (wants_width(&dump, text))
        ts_extract_restore_width(arena, fields, body);
    finish(&dump, fields);
    return true;
}

bool ts_extract_lines(ts_arena *arena, ts_dump_lines *lines, const ts_extract_options *options,
                      ts_fields *fields, ts_paragraphs *body)
{
    ts_dump dump = {.arena = arena, .options = options, .lines = *lines, .marked = true};
    ts_str text = ts_dump_text(&dump);
    extract(&dump, ts_dump_sample(text), fields, body);
    finish(&dump, fields);
    return wants_width(&dump, text);
}
