/* A hash map from strings to pointers that remembers the order of insertion.
 *
 * Keys are copied; values belong to the caller. Hashing is seeded with a constant, so walks are the same
 * in every run. */
#ifndef TS_BASE_MAP_H
#define TS_BASE_MAP_H

#include "base/str.h"

typedef struct ts_map ts_map;

ts_map *ts_map_new(void);
/* Takes NULL. Values are not freed. */
void ts_map_free(ts_map *map);

/* NULL where the key is missing. */
void *ts_map_get(const ts_map *map, ts_str key);
bool ts_map_has(const ts_map *map, ts_str key);
/* Sets or replaces. */
void ts_map_put(ts_map *map, ts_str key, void *value);

/* Walk in order of insertion: for (size_t i = 0; i < ts_map_len(map); i++) … */
size_t ts_map_len(const ts_map *map);
ts_str ts_map_key_at(const ts_map *map, size_t i);
void *ts_map_value_at(const ts_map *map, size_t i);

#endif
