/* Many items worked on by all cores, their results handed on in the order the items came in, with no more
 * than a few of them in memory at a time. Items may come from a stream: a result never waits for the next
 * item. */
#ifndef TS_APP_ORDERED_H
#define TS_APP_ORDERED_H

#include <stdbool.h>
#include <stddef.h>

typedef struct ts_ordered {
    size_t item_size;
    /* Fills the next item, zeroed, on the caller's thread; false at the end. */
    bool (*next)(void *context, void *item);
    /* Works on it, on any thread. */
    void (*work)(void *context, void *item);
    /* Hands on the result and frees what the item holds: in order, one at a time, once for each item that
     * next filled. `last` when no other result is ready behind it. False stops the taking of items. */
    bool (*emit)(void *context, void *item, bool last);
    void *context;
} ts_ordered;

void ts_ordered_run(const ts_ordered *job, int workers);

#endif
