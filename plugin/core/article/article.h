/* One article: its record, its body, and the arena that both live in. */
#ifndef TS_ARTICLE_ARTICLE_H
#define TS_ARTICLE_ARTICLE_H

#include "article/node.h"
#include "base/value.h"
#include "capture/capture.h"
#include "extract/fields.h"

typedef struct ts_article {
    ts_arena *arena;    /* owns all below, the tree too */
    const char *file;   /* as given */
    ts_capture capture; /* of the original: what front matter says of it wins; `text` is empty once the
                           article is made */
    const char *url;    /* where it was captured, may be NULL */
    ts_fields fields;
    cmark_node *tree; /* CMARK_NODE_DOCUMENT, never NULL; owned by the arena */
    long words;
    double minutes;
    bool draft;      /* front matter: draft: true */
    ts_value *extra; /* map of front matter keys we do not know, kept as they came; may be NULL */
} ts_article;

/* An article without body. The caller frees it. */
ts_article *ts_article_new(void);
/* Takes NULL. */
void ts_article_free(ts_article *article);
/* Puts a tree in, which the article owns from now on; the old one is freed. */
void ts_article_set_tree(ts_article *article, cmark_node *tree);

#endif
