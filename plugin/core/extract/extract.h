/* Finds the article in a page or in a text dump. */
#ifndef TS_EXTRACT_EXTRACT_H
#define TS_EXTRACT_EXTRACT_H

#include "dom/dom.h"
#include "extract/fields.h"
#include "rules/site_rules.h"

typedef enum ts_width { TS_WIDTH_AUTO, TS_WIDTH_KEEP, TS_WIDTH_RESTORE } ts_width;

/* Told what became of each block or line, for --explain. May be called with any pointer NULL but `verdict`.
 */
typedef void (*ts_explain)(void *context, const char *verdict, const char *reason, double score, ts_str text);

typedef struct ts_extract_options {
    const char *url;           /* where the page was captured, may be NULL */
    const ts_site_rules *site; /* may be NULL */
    ts_width width;            /* AUTO: restore for Chinese and Japanese text that was folded */
    ts_explain explain;        /* may be NULL */
    void *explain_context;
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
} ts_paragraph;
typedef TS_VEC(ts_paragraph) ts_paragraphs;

/* A text dump. */
bool ts_extract_dump(ts_arena *arena, ts_str text, const ts_extract_options *options, ts_fields *fields,
                     ts_paragraphs *body, ts_error *error);

#endif
