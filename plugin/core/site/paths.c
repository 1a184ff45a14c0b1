#include "site/paths.h"
#include "base/buf.h"
#include "base/map.h"
#include "base/value.h"
#include "base/vec.h"
#include "text/url.h"
#include "text/utf8.h"

#include <stdlib.h>
#include <string.h>

static const char *const words[] = {"year", "month", "day", "slug", "section", "source", "language", NULL};

static bool is_word(ts_str word)
{
    for (int i = 0; words[i]; i++)
        if (ts_str_is(word, words[i]))
            return true;
    return false;
}

bool ts_permalink_check(const char *pattern, const char *source, ts_error *error)
{
    ts_str p = ts_str_of(pattern);
    bool slug = false;
    for (size_t at = ts_str_find_char(p, '{', 0); at != TS_NPOS; at = ts_str_find_char(p, '{', at)) {
        size_t end = ts_str_find_char(p, '}', at);
        if (end == TS_NPOS)
            return ts_fail(error, TS_SETTINGS, source, 0, 0, "permalink: a \"{\" has no \"}\" in \"%s\".",
                           pattern);
        ts_str word = ts_str_sub(p, at + 1, end);
        if (!is_word(word)) {
            const char *near = ts_nearest(word, words);
            return ts_fail(error, TS_SETTINGS, source, 0, 0, "permalink: there is no {%.*s}; %s%s%s",
                           (int)word.len, word.ptr,
                           near ? "did you mean {"
                                : "known are {year} {month} {day} {slug} {section} "
                                  "{source} {language}.",
                           near ? near : "", near ? "}?" : "");
        }
        slug = slug || ts_str_is(word, "slug");
        at = end;
    }
    if (!slug)
        return ts_fail(error, TS_SETTINGS, source, 0, 0, "permalink: \"%s\" has no {slug}.", pattern);
    if (!ts_str_ends(p, TS_STR(".html")) && !ts_str_ends(p, TS_STR("/")))
        return ts_fail(error, TS_SETTINGS, source, 0, 0, "permalink: \"%s\" must end in \".html\" or \"/\".",
                       pattern);
    if (*pattern == '/' || ts_str_find(p, TS_STR(".."), 0) != TS_NPOS || strpbrk(pattern, "\\?#:*\"<>|\n"))
        return ts_fail(error, TS_SETTINGS, source, 0, 0, "permalink: \"%s\" is no path inside the site.",
                       pattern);
    return true;
}

char *ts_path_slug(ts_arena *arena, const char *text)
{
    char *slug = ts_slug(arena, ts_str_of(text));
    size_t len = strlen(slug);
    if (len <= TS_PATH_PART_MAX)
        return slug;
    size_t cut = TS_PATH_PART_MAX;
    while (((unsigned char)slug[cut] & 0xC0) == 0x80)
        cut--;
    while (cut > 1 && slug[cut - 1] == '-')
        cut--;
    return ts_arena_copy(arena, (ts_str){slug, cut});
}

/* Appends what a word of the pattern stands for; false where the article has no such thing. */
static bool put_word(ts_arena *arena, ts_buf *part, ts_str word, const ts_permalink *article)
{
    const ts_date *date = &article->date;
    if (ts_str_is(word, "year") && date->year > 0)
        ts_buf_printf(part, "%04d", date->year);
    else if (ts_str_is(word, "month") && date->year > 0 && date->month)
        ts_buf_printf(part, "%02d", date->month);
    else if (ts_str_is(word, "day") && date->month && date->day)
        ts_buf_printf(part, "%02d", date->day);
    else if (ts_str_is(word, "slug"))
        ts_buf_puts(part, article->slug);
    else if (ts_str_is(word, "source") && article->source)
        ts_buf_puts(part, ts_path_slug(arena, article->source));
    else if (ts_str_is(word, "language") && article->language)
        ts_buf_puts(part, ts_path_slug(arena, article->language));
    else if (ts_str_is(word, "section") && article->section_len)
        for (size_t i = 0; i < article->section_len; i++)
            ts_buf_printf(part, "%s%s", i ? "/" : "", ts_path_slug(arena, article->section[i]));
    else
        return false;
    return true;
}

/* One part of the pattern, between slashes; nothing where a word in it has no value. */
static bool put_part(ts_arena *arena, ts_buf *out, ts_str pattern, const ts_permalink *article)
{
    ts_buf part;
    ts_buf_init(&part, 1 << 14);
    bool whole = true;
    for (size_t i = 0; i < pattern.len && whole;) {
        size_t end = pattern.ptr[i] == '{' ? ts_str_find_char(pattern, '}', i) : TS_NPOS;
        if (end != TS_NPOS) {
            whole = put_word(arena, &part, ts_str_sub(pattern, i + 1, end), article);
            i = end + 1;
        } else {
            ts_buf_putc(&part, pattern.ptr[i++]);
        }
    }
    if (whole)
        ts_buf_put(out, ts_buf_str(&part));
    ts_buf_free(&part);
    return whole;
}

char *ts_permalink_path(ts_arena *arena, const char *pattern, const ts_permalink *article)
{
    ts_buf out;
    ts_buf_init(&out, 1 << 16);
    if (strstr(pattern, "{year}") && article->date.year <= 0)
        ts_buf_puts(&out, "undated/");
    for (const char *p = pattern; *p;) {
        size_t len = strcspn(p, "/");
        if (put_part(arena, &out, (ts_str){p, len}, article) && p[len] == '/')
            ts_buf_putc(&out, '/');
        p += len + (p[len] == '/');
    }
    if (out.len == 0 || out.ptr[out.len - 1] == '/')
        ts_buf_puts(&out, "index.html");
    char *path = ts_buf_copy(&out, arena);
    ts_buf_free(&out);
    return path;
}

char *ts_path_resolve(ts_arena *arena, const char *folder, const char *address)
{
    char *path = ts_url_decode(arena, (ts_str){address, strcspn(address, "?#")});
    bool root = *path == '/' || strcmp(folder, ".") == 0;
    TS_VEC(const char *) parts = {0};
    const char *both[2] = {root ? "" : folder, path};
    for (int i = 0; i < 2; i++)
        for (const char *at = both[i]; *at;) {
            ts_str part = {at, strcspn(at, "/")};
            at += part.len + (at[part.len] == '/');
            if (part.len == 0 || ts_str_is(part, "."))
                continue;
            if (!ts_str_is(part, ".."))
                ts_vec_push_in(arena, &parts, (const char *)ts_arena_copy(arena, part));
            else if (parts.len)
                parts.len--;
            else
                return NULL;
        }
    ts_buf joined;
    ts_buf_init(&joined, 1 << 20);
    for (size_t i = 0; i < parts.len; i++)
        ts_buf_printf(&joined, "%s%s", i ? "/" : "", parts.items[i]);
    if (*path && path[strlen(path) - 1] == '/')
        ts_buf_puts(&joined, joined.len ? "/index.html" : "index.html");
    char *result = ts_buf_copy(&joined, arena);
    ts_buf_free(&joined);
    return result;
}

/* Keys are paths in lower case; values say where the search for a free number goes on (the number + 1),
 * doubled, and whether the path was wanted more than once. 0: it was given back. */
#define FREED ((uintptr_t)0)
#define WANTED ((uintptr_t)1)
#define FIRST ((uintptr_t)2 << 1)

struct ts_paths {
    ts_map *taken;
};

ts_paths *ts_paths_new(void)
{
    ts_paths *paths = ts_malloc(sizeof *paths);
    paths->taken = ts_map_new();
    return paths;
}

void ts_paths_free(ts_paths *paths)
{
    if (paths)
        ts_map_free(paths->taken);
    free(paths);
}

static char *lower(const char *path)
{
    char *key = ts_strndup(ts_str_of(path));
    for (char *p = key; *p; p++)
        if (*p >= 'A' && *p <= 'Z')
            *p = (char)(*p - 'A' + 'a');
    return key;
}

bool ts_paths_has(const ts_paths *paths, const char *path)
{
    char *key = lower(path);
    bool has = ts_map_get(paths->taken, ts_str_of(key)) != NULL;
    free(key);
    return has;
}

bool ts_paths_claim(ts_paths *paths, const char *path)
{
    char *key = lower(path);
    uintptr_t value = (uintptr_t)ts_map_get(paths->taken, ts_str_of(key));
    uintptr_t next = value == FREED ? FIRST : value | WANTED;
    if (next != value)
        ts_map_put(paths->taken, ts_str_of(key), (void *)next);
    free(key);
    return value == FREED;
}

bool ts_paths_give_back(ts_paths *paths, const char *path)
{
    char *key = lower(path);
    bool alone = (uintptr_t)ts_map_get(paths->taken, ts_str_of(key)) == FIRST;
    if (alone)
        ts_map_put(paths->taken, ts_str_of(key), (void *)FREED);
    free(key);
    return alone;
}

/* Bytes in front of the place where a number goes. */
static size_t stem_len(const char *path)
{
    size_t len = strlen(path);
    const char *index = "/index.html";
    if (len > strlen(index) && strcmp(path + len - strlen(index), index) == 0)
        return len - strlen(index);
    const char *dot = strrchr(path, '.');
    return dot && !strchr(dot, '/') ? (size_t)(dot - path) : len;
}

char *ts_paths_take(ts_paths *paths, ts_arena *arena, const char *path)
{
    if (ts_paths_claim(paths, path))
        return ts_arena_strdup(arena, path);
    char *key = lower(path);
    size_t stem = stem_len(path);
    uintptr_t n = (uintptr_t)ts_map_get(paths->taken, ts_str_of(key)) >> 1;
    char *numbered = NULL;
    do
        numbered = ts_arena_printf(arena, "%.*s-%zu%s", (int)stem, path, (size_t)n++, path + stem);
    while (!ts_paths_claim(paths, numbered));
    ts_map_put(paths->taken, ts_str_of(key), (void *)(n << 1 | WANTED));
    free(key);
    return numbered;
}
