/* What a dump's article is about: the words of its beginning. */
#ifndef TS_EXTRACT_DUMP_TOPIC_H
#define TS_EXTRACT_DUMP_TOPIC_H

#include "extract/dump.h"

/* A set of hashes of words, and of pairs of wide characters. */
enum { TS_TOPIC_SLOTS = 8192 };
typedef struct ts_topic {
    uint32_t slots[TS_TOPIC_SLOTS]; /* 0: empty */
    size_t count;
} ts_topic;

/* Of the body's first lines; in the dump's arena. */
const ts_topic *ts_topic_of_body(const ts_dump *dump);

/* How many of the line's words of some length the body has, too; *words is how many there are. */
size_t ts_topic_shared(const ts_topic *topic, ts_str line, size_t *words);

#endif
