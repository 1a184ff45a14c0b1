/* Finds the article in a page or in a text dump. */
#ifndef TS_EXTRACT_EXTRACT_H
#define TS_EXTRACT_EXTRACT_H

#include "dom/dom.h"
#include "extract/fields.h"
#include "rules/site_rules.h"

typedef enum ts_width { TS_WIDTH_AUTO, TS_WIDTH_KEEP, TS_WIDTH_RESTORE } ts_width;

/* Shown what became of a page or a dump, once, when all is decided. Nothing of it outlives the call. */
typedef struct ts_inspection ts_inspection;
typedef void (*ts_inspect)(void *context, const ts_inspection *inspection);

/* What is done to the model's labels, each of which can be left out: names of convert --without. */
typedef enum ts_step {
    TS_STEP_COMMENTS =
        1, /* what readers wrote, and what asks them for consent, is made unlikely by class words */
    TS_STEP_ASIDES = 2, /* what stands beside an article by its class words, by the link to its licence or by
                         * a field for an address is made less likely */
    TS_STEP_CONTAINER = 4,  /* so is what stands outside the element that holds most of what is expected */
    TS_STEP_ENDS = 8,       /* links, headings and stray short lines at the article's ends go */
    TS_STEP_TITLE = 16,     /* the headline's own block goes */
    TS_STEP_LINES = 32,     /* line rules: what says something about the article goes into the fields */
    TS_STEP_LINKS = 64,     /* lists of links and lines that are one are made less likely */
    TS_STEP_COPIES = 128,   /* so is a text that stands three times or more on the page */
    TS_STEP_CAPTIONS = 256, /* captions between blocks that are kept are kept as well */
    TS_STEP_GOING_ON = 512, /* so are likely enough paragraphs that go on where a kept one ended, and the rest
                             * of a list of plain items that is kept */
    TS_STEP_SIEVE =
        1024, /* scripts, styles, drawings and comments are passed over before the page is parsed */
    TS_STEP_TABLES = 2048,   /* of a table of data all is kept, or nothing */
    TS_STEP_NOTES = 4096,    /* footnotes that the article refers to are kept */
    TS_STEP_NOTICE = 8192,   /* a short article is kept in place of the feed of others below it */
    TS_STEP_NEXT = 16384,    /* what stands behind the headline of the next article goes */
    TS_STEP_VERSE = 32768,   /* Chinese verse near the text is kept */
    TS_STEP_ENCLOSED = 65536 /* code, quotations and points between paragraphs are kept */
} ts_step;

typedef struct ts_extract_options {
    const char *url;                /* where the page was captured, may be NULL */
    const char *captured_at;        /* when, as ISO 8601, may be NULL: what "3 hours ago" counts from */
    const ts_site_rules *site;      /* may be NULL */
    ts_width width;                 /* AUTO: restore for Chinese and Japanese text that was folded */
    const struct ts_model *model;   /* NULL: the baked one */
    unsigned without;               /* steps that are left out, a set of ts_step */
    ts_buf *features;               /* what the model saw of the page, for training; NULL: not wanted */
    const struct ts_chrome *chrome; /* what other dumps have taught, may be NULL */
    ts_inspect inspect;             /* may be NULL */
    void *inspect_context;
} ts_extract_options;

/* A page. *body is the smallest element that holds the article, NULL where there is none (fields->kind says
 * so); what is inside it and not of the article is marked TS_MARK_DROP: elements, and texts, <br> and images
 * one by one where their element is kept. Lines that say something (editor, source, disclaimer, …) have gone
 * into the fields. Width is not restored in the DOM: the AST does it. */
bool ts_extract_html(ts_arena *arena, ts_dom *dom, const ts_extract_options *options, ts_fields *fields,
                     ts_node **body, ts_error *error);

typedef struct ts_paragraph {
    ts_str text; /* one paragraph, no line ends */
    int level;   /* 0: paragraph; 1–6: heading */
    size_t line; /* of a dump, where it begins */
} ts_paragraph;
typedef TS_VEC(ts_paragraph) ts_paragraphs;

/* A text dump. */
bool ts_extract_dump(ts_arena *arena, ts_str text, const ts_extract_options *options, ts_fields *fields,
                     ts_paragraphs *body, ts_error *error);

#endif
