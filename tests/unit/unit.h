/* What every unit test includes: cmocka with the headers it wants before it, and a few helpers. */
#ifndef TS_UNIT_H
#define TS_UNIT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/file.h"

/* A slice against a C string. */
#define assert_slice(slice, expected)                                                                        \
    do {                                                                                                     \
        ts_str assert_slice_ = (slice);                                                                      \
        char *assert_copy_ = ts_strndup(assert_slice_);                                                      \
        assert_string_equal(assert_copy_, (expected));                                                       \
        free(assert_copy_);                                                                                  \
    } while (0)

/* A failure with this status, whose message holds these words. */
#define assert_failed(error, wanted, words)                                                                  \
    do {                                                                                                     \
        assert_string_equal(ts_status_word((error)->status), ts_status_word(wanted));                        \
        if (!strstr((error)->message, (words)))                                                              \
            fail_msg("\"%s\" does not say \"%s\"", (error)->message, (words));                               \
    } while (0)

/* A setup that makes an arena, *state, and the teardown that frees it. */
static inline int make_arena(void **state)
{
    *state = ts_arena_new();
    return 0;
}

static inline int free_arena(void **state)
{
    ts_arena_free(*state);
    return 0;
}

/* A setup that makes a fresh folder, *state its path, and the teardown that removes it. */
static inline int make_scratch(void **state)
{
    char *path = strdup("/tmp/tearsheet-unit-XXXXXX");
    *state = path;
    return path && mkdtemp(path) ? 0 : -1;
}

static inline int remove_scratch(void **state)
{
    ts_error error = {0};
    int status = ts_folder_remove(*state, &error) ? 0 : -1;
    free(*state);
    return status;
}

#endif
