/* A tree for Markdown readers that disarm nothing: those of other site generators. */
#ifndef TS_MARKDOWN_PORTABLE_H
#define TS_MARKDOWN_PORTABLE_H

#include "article/node.h"
#include "base/buf.h"

typedef struct ts_portable_options {
    bool blocks; /* the reader lets tags of paragraphs and lists through in a table's cell; else lines are
                    there */
    bool tags;   /* the reader lets <ruby>, <span> and <br> through; else their text stands in the line */
    /* Where an image is shown from instead; NULL: from its own address. May be NULL itself. */
    const char *(*image)(void *context, const char *address);
    void *context;
} ts_portable_options;

/* Takes out of the tree what html.h would not write as it stands: raw HTML becomes its text, links and images
 * of unsafe addresses their words. Braces and bars in addresses are percent-encoded, which some hosts take
 * for places to fill in; captions become paragraphs of their own, where every reader shows them. */
void ts_portable(ts_arena *arena, cmark_node *document, const ts_portable_options *options);

/* Gives each image the address that `image` answers for its own; NULL: it keeps it. */
void ts_portable_images(cmark_node *document, const char *(*image)(void *context, const char *address),
                        void *context);

/* An article's Markdown for a page elsewhere: without its pictures and their captions; links that lead
 * nowhere from there are words. */
void ts_portable_alone(ts_arena *arena, ts_buf *out, ts_str markdown);

#endif
