#include "rules/language_tag.h"

#include "base/arena.h"

#include <pthread.h>
#include <stdio.h>
#include <string.h>

/* Tags that are kept; canonical ones are few. */
#define TAGS_MAX 4000

static struct {
    pthread_mutex_t lock;
    ts_arena *arena;
    ts_map *tags; /* to themselves */
} kept = {.lock = PTHREAD_MUTEX_INITIALIZER};

static bool all_letters(ts_str s)
{
    for (size_t i = 0; i < s.len; i++)
        if (!((s.ptr[i] | 0x20) >= 'a' && (s.ptr[i] | 0x20) <= 'z'))
            return false;
    return s.len > 0;
}

/* Takes the next subtag off *rest. */
static ts_str take_subtag(ts_str *rest)
{
    size_t n = 0;
    while (n < rest->len && rest->ptr[n] != '-' && rest->ptr[n] != '_' && rest->ptr[n] != '.' &&
           rest->ptr[n] != ',')
        n++;
    bool more = n < rest->len && (rest->ptr[n] == '-' || rest->ptr[n] == '_');
    ts_str part = ts_str_sub(*rest, 0, n);
    *rest = more ? ts_str_sub(*rest, n + 1, rest->len) : (ts_str){0};
    return part;
}

/* Letters, the first `capitals` of them as such. */
static void put_cased(char out[TS_SUBTAG], ts_str letters, size_t capitals)
{
    for (size_t i = 0; i < letters.len; i++) {
        char lower = (char)(letters.ptr[i] | 0x20);
        out[i] = i < capitals ? (char)(lower - 0x20) : lower;
    }
    out[letters.len] = 0;
}

bool ts_language_tag_read(ts_str text, const ts_map *aliases, ts_language_tag *tag)
{
    ts_str rest = ts_str_trim(text);
    ts_str first = take_subtag(&rest);
    *tag = (ts_language_tag){0};
    if (first.len < 2 || first.len > 3 || !all_letters(first))
        return false;
    put_cased(tag->name, first, 0);
    const char *alias = ts_map_get(aliases, ts_str_of(tag->name));
    if (alias && strlen(alias) < TS_SUBTAG)
        memcpy(tag->name, alias, strlen(alias) + 1);
    while (rest.len) {
        ts_str part = take_subtag(&rest);
        if (part.len == 4 && all_letters(part) && !tag->script[0])
            put_cased(tag->script, part, 1);
        else if (part.len == 2 && all_letters(part) && !tag->region[0])
            put_cased(tag->region, part, 2);
    }
    return true;
}

void ts_language_tag_settle_chinese(ts_language_tag *tag, const char *detected)
{
    static const char *const TRADITIONAL[] = {"TW", "HK", "MO", NULL};
    ts_str region = ts_str_of(tag->region);
    if (strcmp(tag->name, "zh") != 0)
        return;
    bool hant = tag->script[0] ? strcmp(tag->script, "Hant") == 0 : ts_str_is_one_of(region, TRADITIONAL);
    if (detected && strncmp(detected, "zh-", 3) == 0)
        hant = strcmp(detected, "zh-Hant") == 0;
    memcpy(tag->script, hant ? "Hant" : "Hans", 5);
    /* The region that the script stands for already, or one whose script it is not. */
    if (ts_str_is(region, "CN") || ts_str_is(region, "TW") || (!hant && ts_str_is(region, "HK")))
        tag->region[0] = 0;
}

const char *ts_language_tag_keep(const ts_language_tag *tag)
{
    char whole[3 * TS_SUBTAG + 3];
    snprintf(whole, sizeof whole, "%s%s%s%s%s", tag->name, tag->script[0] ? "-" : "", tag->script,
             tag->region[0] ? "-" : "", tag->region);
    ts_str key = ts_str_of(whole);
    pthread_mutex_lock(&kept.lock);
    if (!kept.tags) {
        kept.arena = ts_arena_new();
        kept.tags = ts_map_new();
    }
    char *found = ts_map_get(kept.tags, key);
    if (!found && ts_map_len(kept.tags) < TAGS_MAX) {
        found = ts_arena_copy(kept.arena, key);
        ts_map_put(kept.tags, key, found);
    }
    pthread_mutex_unlock(&kept.lock);
    return found;
}
