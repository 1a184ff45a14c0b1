/* The tree as safe HTML: no address of an unsafe scheme passes, and of raw HTML only what raw.h lets through.
 * Of an unsafe link the link text stays, of an unsafe image the alternative text; images may be data of an
 * image's type.
 *
 * Classes that a theme may style: "run-in" on strong, "left", "center" and "right" on cells, "credit" in
 * figcaption, "language-…" on code ("language-math" on formulas, which are TeX), "verse" and
 * "card" on paragraphs, the latter with "provider" in them, "note-ref" on sup, "notes" on the section of
 * footnotes, "note-back" on links in it. */
#ifndef TS_MARKDOWN_HTML_H
#define TS_MARKDOWN_HTML_H

#include "article/node.h"
#include "base/buf.h"

typedef struct ts_html_options {
    int heading_shift; /* added to heading levels, which begin at 2, under a page's h1; levels end at 6 */
    const char *host;  /* links to other hosts get rel="external"; NULL: all with a host do */
    bool ids;          /* headings get ids, Han ids kept */
    bool no_images;    /* images become their alternative text */
    /* BCP 47, NULL if not known: titles of works in Chinese, 《…》, are marked with <cite>. In Japanese these
     * brackets are no titles', in quotation marks nothing is changed, and no space is put in anywhere. */
    const char *language;
} ts_html_options;

/* Semantic, minimal HTML; soft breaks between wide characters join without a space. */
void ts_html_write(ts_buf *out, cmark_node *node, const ts_html_options *options);

#endif
