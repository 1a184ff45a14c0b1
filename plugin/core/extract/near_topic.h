/* What an element near the headline is about, by the words that pages' authors name it by. */
#ifndef TS_EXTRACT_NEAR_TOPIC_H
#define TS_EXTRACT_NEAR_TOPIC_H

#include "dom/dom.h"

typedef enum ts_topic {
    TOPIC_NONE,
    TOPIC_AUTHOR,
    TOPIC_DATE,
    TOPIC_UPDATED,
    TOPIC_SOURCE,
    TOPIC_CRUMBS
} ts_topic;

/* The topic of its class, id, type or label. */
ts_topic ts_near_topic(const ts_node *node);
/* True where one of its class words speaks of an author, whatever the others say: one element often holds
 * date and byline. */
bool ts_near_names_author(const ts_node *node);
/* True for a link to an author's page. */
bool ts_near_is_author_link(const ts_node *node);

#endif
