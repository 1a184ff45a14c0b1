/* Plain value trees: what JSON, YAML and Lua tables have in common. Settings, front matter, records and the
 * data of a page all travel in this one form; all of it lives in an arena and is read-only once shared.
 *
 * Maps keep their order. Small ones, nearly all, are searched one pair after another; those with more than
 * TS_VALUE_SEARCH pairs have a hash table beside them. */
#ifndef TS_BASE_VALUE_H
#define TS_BASE_VALUE_H

#include "base/arena.h"

#include <stdint.h>

typedef enum ts_kind {
    TS_NIL,
    TS_BOOL,
    TS_INT,
    TS_NUM,
    TS_STRING,
    TS_HTML, /* a string that is safe HTML made by the core: passes unescaped in template text */
    TS_LIST,
    TS_MAP,
} ts_kind;

/* Whether many pages see one map, so that what each reads of it is noted. */
typedef enum ts_sharing {
    TS_SHARED_BY_NONE,
    TS_SHARED_BY_FIELD, /* each of its fields for itself */
    TS_SHARED_WHOLE,    /* whoever reads one field depends on all */
} ts_sharing;

/* The fields that records of one type may have: reading any other name in a template is an error. */
typedef struct ts_type {
    const char *name;          /* "article" */
    const char *const *fields; /* ends in NULL */
    ts_sharing sharing;
} ts_type;

typedef struct ts_value ts_value;

#define TS_VALUE_SEARCH 16

typedef struct ts_slots ts_slots;

typedef struct ts_pair {
    ts_str key;
    const ts_value *value;
} ts_pair;

struct ts_value {
    ts_kind kind;
    union {
        bool boolean;
        int64_t integer;
        double number;
        ts_str string; /* NUL-terminated */
        struct {
            const ts_value **items;
            size_t len, cap;
        } list;
        struct {
            ts_pair *pairs;
            size_t len, cap;
            const ts_type *type; /* NULL: any key may be asked for */
            ts_slots *slots;     /* of a large map: where its keys are */
        } map;
    };
};

ts_value *ts_value_nil(ts_arena *arena);
ts_value *ts_value_bool(ts_arena *arena, bool b);
ts_value *ts_value_int(ts_arena *arena, int64_t i);
ts_value *ts_value_num(ts_arena *arena, double n);
/* Copies the text. */
ts_value *ts_value_string(ts_arena *arena, ts_str s);
ts_value *ts_value_html(ts_arena *arena, ts_str s);
/* A text that outlives the value, NUL-terminated: it stays where it is. */
ts_value *ts_value_borrowed(ts_arena *arena, const char *z);
ts_value *ts_value_list(ts_arena *arena);
ts_value *ts_value_map(ts_arena *arena, const ts_type *type);

/* Makes room in a new list or map for so many items or pairs. */
void ts_value_reserve(ts_arena *arena, ts_value *value, size_t len);
void ts_value_push(ts_arena *arena, ts_value *list, const ts_value *item);
/* Sets or replaces; the key is copied. */
void ts_value_set(ts_arena *arena, ts_value *map, const char *key, const ts_value *value);
/* The same for a key that the map does not have; the key is NUL-terminated and kept as it is. */
void ts_value_add(ts_arena *arena, ts_value *map, ts_str key, const ts_value *value);
/* As ts_value_set, for text; does nothing where z is NULL or "". */
void ts_value_set_string(ts_arena *arena, ts_value *map, const char *key, const char *z);
/* Takes the pair out; nothing where there is none. */
void ts_value_remove(ts_value *map, ts_str key);

/* NULL where `map` is NULL, no map, or has no such key. */
const ts_value *ts_value_get(const ts_value *map, const char *key);
const ts_value *ts_value_find(const ts_value *map, ts_str key);
/* The same with its key, which stays where it is as long as the map. */
const ts_pair *ts_value_pair(const ts_value *map, ts_str key);
/* The text of a TS_STRING or TS_HTML at that key, else NULL. */
const char *ts_value_get_string(const ts_value *map, const char *key);
bool ts_value_get_bool(const ts_value *map, const char *key, bool otherwise);
int64_t ts_value_get_int(const ts_value *map, const char *key, int64_t otherwise);

/* "text", "list", … : the word error messages use. */
const char *ts_kind_word(ts_kind kind);

/* The nearest of the names (ends in NULL) by edit distance, or NULL where none is near: for "did you mean".
 */
const char *ts_nearest(ts_str word, const char *const *names);

#endif
