/* tearsheet.h: options. */
#include "site/public.h"
#include "text/charset.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

tearsheet_options *tearsheet_options_new(void)
{
    ts_arena *arena = ts_arena_new();
    tearsheet_options *options = TS_NEW(arena, tearsheet_options);
    options->arena = arena;
    options->bodies = ts_record_all;
    return options;
}

void tearsheet_options_free(tearsheet_options *options)
{
    if (options)
        ts_arena_free(options->arena);
}

/* The index of a value among the words; -1 where it is none of them. */
static int word_of(const char *value, const char *const *words)
{
    for (int i = 0; words[i]; i++)
        if (strcmp(value, words[i]) == 0)
            return i;
    return -1;
}

static int set_width(tearsheet_options *options, const char *value)
{
    static const char *const words[] = {"auto", "keep", "restore", NULL};
    static const ts_width widths[] = {TS_WIDTH_AUTO, TS_WIDTH_KEEP, TS_WIDTH_RESTORE};
    int word = word_of(value, words);
    if (word >= 0)
        options->convert.width = widths[word];
    return word >= 0 ? 0 : -1;
}

static int set_captions(tearsheet_options *options, const char *value)
{
    static const char *const words[] = {"auto", "keep", "cut", NULL};
    int word = word_of(value, words);
    if (word >= 0)
        options->bodies.captions = (ts_captions)word;
    return word >= 0 ? 0 : -1;
}

static int set_emphasis(tearsheet_options *options, const char *value)
{
    static const char *const words[] = {"entity", "move", NULL};
    int word = word_of(value, words);
    if (word >= 0)
        options->bodies.style.emphasis = (ts_emphasis)word;
    return word >= 0 ? 0 : -1;
}

static int set_wrap(tearsheet_options *options, const char *value)
{
    static const char *const words[] = {"none", "sentence", NULL};
    int word = word_of(value, words);
    if (word >= 0)
        options->bodies.style.wrap = (ts_wrap)word;
    return word >= 0 ? 0 : -1;
}

static int set_type(tearsheet_options *options, const char *value)
{
    static const char *const words[] = {"html", "text", "markdown", NULL};
    if (word_of(value, words) < 0 && !strchr(value, '/'))
        return -1;
    options->convert.capture.type = ts_arena_strdup(options->arena, value);
    return 0;
}

static int set_max_bytes(tearsheet_options *options, const char *value)
{
    char *end = NULL;
    errno = 0;
    long long n = strtoll(value, &end, 10);
    if (errno || end == value || *end || n < 1 || n > (long long)TS_BUF_MAX)
        return -1;
    options->convert.capture.max_bytes = (size_t)n;
    return 0;
}

static int set_charset(tearsheet_options *options, const char *value)
{
    if (!ts_charset_name(ts_str_of(value)))
        return -1;
    options->convert.capture.charset = ts_arena_strdup(options->arena, value);
    return 0;
}

int tearsheet_options_set(tearsheet_options *options, const char *name, const char *value)
{
    static const char *const names[] = {"url",       "type",  "charset",  "width", "captions",
                                        "max_bytes", "rules", "emphasis", "wrap",  NULL};
    switch (value ? word_of(name, names) : -1) {
    case 0:
        options->convert.capture.url = ts_arena_strdup(options->arena, value);
        return 0;
    case 1:
        return set_type(options, value);
    case 2:
        return set_charset(options, value);
    case 3:
        return set_width(options, value);
    case 4:
        return set_captions(options, value);
    case 5:
        return set_max_bytes(options, value);
    case 6:
        options->convert.rules_folder = ts_arena_strdup(options->arena, value);
        return 0;
    case 7:
        return set_emphasis(options, value);
    case 8:
        return set_wrap(options, value);
    default:
        return -1;
    }
}
