#include "extract/dump_topic.h"

#include "extract/tokens.h"
#include "extract/words.h"
#include "text/utf8.h"

enum {
    BODY_BYTES = 20000,              /* of the body that are looked at */
    LINE_BYTES = 1000,               /* of a line */
    WORD_BYTES = 4,                  /* of a word that says what a text is about */
    TOPIC_MOST = TS_TOPIC_SLOTS / 2, /* hashes that are kept */
};

/* The slot of the hash, or the empty one where it would be. */
static size_t slot_of(const ts_topic *topic, uint32_t hash)
{
    size_t slot = hash % TS_TOPIC_SLOTS;
    while (topic->slots[slot] && topic->slots[slot] != hash)
        slot = (slot + 1) % TS_TOPIC_SLOTS;
    return slot;
}

/* The next word or pair of wide characters that says something, from *pos on; 0 at the end. */
static uint32_t next_hash(ts_str text, size_t *pos, ts_str *before)
{
    while (*pos < text.len) {
        size_t last = (size_t)(before->ptr ? before->ptr + before->len - text.ptr : 0);
        ts_str word = ts_words_next(text, pos), previous = *before;
        *before = word;
        if (!word.len)
            return 0;
        bool wide = ts_is_wide(ts_utf8_first(word));
        bool pair =
            wide && previous.len && word.ptr == text.ptr + last && ts_is_wide(ts_utf8_first(previous));
        uint32_t hash = pair                              ? ts_token_hash(ts_token_hash(0, previous), word)
                        : !wide && word.len >= WORD_BYTES ? ts_token_hash(0, word)
                                                          : 0;
        if (hash)
            return hash;
    }
    return 0;
}

static ts_str folded(ts_arena *arena, ts_str text)
{
    ts_buf buf;
    ts_buf_init(&buf, TS_BUF_MAX);
    ts_utf8_fold_case(&buf, text);
    return ts_buf_keep(&buf, arena);
}

const ts_topic *ts_topic_of_body(const ts_dump *dump)
{
    ts_topic *topic = TS_NEW(dump->arena, ts_topic);
    size_t read = 0;
    for (size_t i = dump->first; i < dump->end && read < BODY_BYTES; i++) {
        if (dump->lines.items[i].unlikely)
            continue;
        ts_str text = folded(dump->arena, ts_str_sub(dump->lines.items[i].text, 0, BODY_BYTES - read));
        ts_str before = {0};
        size_t pos = 0;
        read += text.len;
        for (uint32_t hash; topic->count < TOPIC_MOST && (hash = next_hash(text, &pos, &before));) {
            size_t slot = slot_of(topic, hash);
            topic->count += !topic->slots[slot];
            topic->slots[slot] = hash;
        }
    }
    return topic;
}

size_t ts_topic_shared(const ts_topic *topic, ts_str line, size_t *words)
{
    size_t shared = 0, pos = 0;
    ts_str before = {0};
    *words = 0;
    ts_arena *arena = ts_arena_new();
    ts_str text = folded(arena, ts_str_sub(line, 0, LINE_BYTES));
    for (uint32_t hash; (hash = next_hash(text, &pos, &before)); ++*words)
        shared += topic->slots[slot_of(topic, hash)] == hash;
    ts_arena_free(arena);
    return shared;
}
