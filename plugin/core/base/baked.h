/* Files baked into the program: plugin/rules, plugin/skeleton, plugin/preview, lua and templates, by their
 * path below the source folder ("rules/phrases/zh", "lua/tearsheet/text.lua",
 * "templates/default/layouts/base.html"). */
#ifndef TS_BASE_BAKED_H
#define TS_BASE_BAKED_H

#include "base/arena.h"
#include "base/error.h"

/* One baked file; made by plugin/tools/embed. */
typedef struct ts_baked {
    const char *name;
    const unsigned char *bytes;
    size_t len;
} ts_baked;
extern const ts_baked ts_baked_files[]; /* sorted by name */
extern const size_t ts_baked_count;

/* The bytes of a baked file; false where there is none. They live as long as the program. */
bool ts_baked_find(const char *name, ts_str *bytes);

/* The index of the first name that begins with `prefix`, walking on while *name still does:
 * for (size_t i = ts_baked_first(p); ts_baked_at(i, p, &name); i++) … */
size_t ts_baked_first(const char *prefix);
bool ts_baked_at(size_t i, const char *prefix, const char **name);

#endif
