/* What the files of the dump reader share: the lines of one text, and where its article stands. */
#ifndef TS_EXTRACT_DUMP_H
#define TS_EXTRACT_DUMP_H

#include "extract/dump_lines.h"
#include "extract/inspection.h"
#include "extract/model.h"
#include "text/date.h"

typedef struct ts_dump {
    ts_arena *arena;
    const ts_extract_options *options;
    const char *language; /* may be NULL */
    ts_dump_lines lines;
    const ts_model *model;
    size_t first,
        end;         /* the body: lines from `first` up to, not including, `end`; empty where there is none */
    size_t head_end; /* no less than `first`: behind the last line of the body's beginning that belongs to the
                        head, the one that says when or by whom behind a dek */
    size_t title;    /* its line, TS_NPOS where there is none */
    ts_str slug;     /* the words of its address, ts_title_slug's */
    ts_str window;   /* the headline of the <title>, where no line is it for certain; else empty */
    size_t dek;      /* the line of a summary without a label, TS_NPOS */
    bool marked;     /* lines are blocks of a text with marks: nothing is to be guessed of its headings */
    bool keep_all;   /* there is no article: all lines are the body */
    ts_inspected *verdicts; /* one a line, where somebody asked for them, else NULL */
} ts_dump;

/* The class of a line that other dumps of the site have as well. */
extern const char ts_dump_repeated[];

/* Asks the line rules about every line that may stand at an edge of the article. */
void ts_dump_classify(ts_dump *dump);

/* Marks the lines that no rule knows and that other dumps of the site have as well. */
void ts_dump_mark_repeated(ts_dump *dump, ts_fields *fields);

/* Finds the body: the densest run of lines that look like prose and that no rule knows. */
void ts_dump_find_body(ts_dump *dump);

/* Columns of prose from which on a run of lines is an article, which goes on no more where it is said to end.
 */
enum { TS_DUMP_CLOSED = 800 };
/* The words that an article is over; signs stand between its parts as well. */
bool ts_dump_says_end(const ts_dump_line *line);

/* Puts the model's body in its place, where there is a model of lines. `rows` are ts_line_features_make's. */
void ts_dump_choose(ts_dump *dump, const float *rows);

/* Asks the rules about the lines from `from` up to the body once more, as those of a head: taken apart. */
void ts_dump_classify_rows(ts_dump *dump, size_t from);
/* Finds where the head ends, once its headline is known. */
void ts_dump_find_head_end(ts_dump *dump);

/* Finds the headline above the body (or as its first line, which then leaves it with the short lines under
 * it), and a dek under it. `original`, may be NULL, is the headline a line with a label gave. */
void ts_dump_find_title(ts_dump *dump, const char *original);

/* True for a picture's place in brackets, as browsers write it for one without words: "[7fc20280-b]"; one of
 * small letters, "[blog]", only where it `leads` its line. */
bool ts_dump_is_picture(ts_str bracket, bool leads);

/* A short line with two spaces for pictures inside and where one element of the page ended and the next began
 * without any: before or behind a date, behind a label of names, before one. The text itself, or one in the
 * arena. */
ts_str ts_dump_unglue(ts_arena *arena, ts_str text, const char *language);

/* An item of a list, a picture's place, a browser's own word for a link of the page's head. */
bool ts_dump_is_marked(ts_str text);
/* The text behind such a mark, and behind the place of a picture: a slice. */
ts_str ts_dump_unmarked(ts_str text);

/* The headline in a <title> that a dump begins with, which speaks of what the body speaks of: without the
 * site's name behind it. */
bool ts_dump_window_title(const ts_dump *dump, ts_str *title);

/* The author, where no line with a rule of its own has named one. */
void ts_dump_read_byline(ts_dump *dump, ts_fields *fields);

/* The headline's fields, out of its line and those around it. */
void ts_dump_settle_title(ts_dump *dump, ts_fields *fields);

/* The paragraphs of the body, headings told apart. Lines that say something go into the fields. */
void ts_dump_read_body(ts_dump *dump, ts_fields *fields, ts_paragraphs *body);

/* "20-03-12", as boards write it, where the page writes the year and the month in full elsewhere; "12.3.20",
 * where it has the year. */
bool ts_dump_short_date(const ts_dump *dump, ts_str text, ts_date *date);

/* What the head says of its date is heard before all others; one of a change is the article's where it is the
 * only one. */
void ts_dump_settle_date(ts_dump *dump, ts_fields *fields);
/* Adds the last change, where it stands behind the date in its line. Where no line gives a whole date: what a
 * part of one and the rest of the page make together, else what the address says. */
void ts_dump_complete_date(ts_dump *dump, ts_fields *fields);

/* All its lines, in the arena. */
ts_str ts_dump_text(const ts_dump *dump);

/* Notes what became of a line; the last word counts. */
void ts_dump_explain(ts_dump *dump, size_t line, const char *verdict, const char *reason);

#endif
