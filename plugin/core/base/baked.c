/* Look-up in the sorted table of baked files. */
#include "base/baked.h"

/* The index of the first name that is not before `name`. */
static size_t lower_bound(ts_str name)
{
    size_t from = 0, to = ts_baked_count;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        if (ts_str_cmp(ts_str_of(ts_baked_files[middle].name), name) < 0)
            from = middle + 1;
        else
            to = middle;
    }
    return from;
}

bool ts_baked_find(const char *name, ts_str *bytes)
{
    size_t i = lower_bound(ts_str_of(name));
    if (i == ts_baked_count || !ts_str_is(ts_str_of(name), ts_baked_files[i].name))
        return false;
    *bytes = (ts_str){(const char *)ts_baked_files[i].bytes, ts_baked_files[i].len};
    return true;
}

size_t ts_baked_first(const char *prefix)
{
    return lower_bound(ts_str_of(prefix));
}

bool ts_baked_at(size_t i, const char *prefix, const char **name)
{
    if (i >= ts_baked_count)
        return false;
    *name = ts_baked_files[i].name;
    return ts_str_starts(ts_str_of(*name), ts_str_of(prefix));
}
