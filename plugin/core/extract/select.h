/* From likely blocks to the article: which go all the same, what the lines at its ends say. */
#ifndef TS_EXTRACT_SELECT_H
#define TS_EXTRACT_SELECT_H

#include "extract/extract.h"
#include "extract/lines.h"
#include "extract/score.h"

typedef struct ts_selection {
    ts_arena *arena;
    ts_line_memo *memo; /* may be NULL */
    ts_blocks *blocks;
    ts_sums *sums;
    const char *language; /* of the line rules, may be NULL */
    const char *title;    /* its own block is no body, may be NULL */
    ts_fields *lines;     /* what lines say goes in here */
    unsigned without;     /* steps left out, a set of ts_step */
    int container;        /* an element around what is kept, -1: none */
    bool thread;          /* what readers wrote is the text itself */
    const char *rule;     /* the class of the line read last; its own business */
} ts_selection;

/* Takes back what ts_choose kept and is not the article's, saying why. */
void ts_select(ts_selection *selection);

/* Keeps the footnotes that what is kept refers to. */
void ts_selection_notes(const ts_selection *selection);

/* Keeps all of a table of data, or nothing: its cells mean little without the others. */
void ts_selection_tables(const ts_selection *selection);

/* Marks what is not kept and returns the smallest element around what is, NULL where nothing is. */
ts_node *ts_selection_mark(const ts_selection *selection);

#endif
