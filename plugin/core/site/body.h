/* Addresses in an article's body: HTML as markdown/html.h writes it, and only that. */
#ifndef TS_SITE_BODY_H
#define TS_SITE_BODY_H

#include "base/buf.h"

typedef struct ts_addresses {
    /* Where an image is shown from; `address` itself: from there. NULL: it is not shown, its words and a link
     * to it stand in its place. */
    const char *(*image)(void *context, ts_arena *arena, const char *address);
    /* Where a link leads. NULL: where it led before. "": nowhere; the words stay. */
    const char *(*link)(void *context, ts_arena *arena, const char *address);
    void *context;
    bool reach; /* the keyboard can reach what may be wider than its column and scrolls: tables and code */
} ts_addresses;

/* Appends the HTML with every image's and every link's address as the callbacks have it; a callback that is
 * NULL leaves its kind alone. The arena holds what the callbacks make and is used for nothing else. */
void ts_body_rewrite(ts_arena *arena, ts_buf *out, ts_str html, const ts_addresses *how);

#endif
