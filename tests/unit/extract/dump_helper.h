/* A text dump in, its fields and paragraphs out: shared by the tests of dumps. */
#ifndef TS_UNIT_EXTRACT_DUMP_HELPER_H
#define TS_UNIT_EXTRACT_DUMP_HELPER_H

#include "unit.h"

#include "extract/extract.h"

/* A headline, and lines of an article below it. */
#define TEST_DUMP_HEADLINE "Bridge opens again at Saltby\n"
#define TEST_DUMP_PROSE                                                                                      \
    "The old bridge at Saltby, closed since a flood in spring, was opened again on Monday morning by the "   \
    "mayor.\n"                                                                                               \
    "About two hundred people walked over it in the first hour, among them the oldest ferryman of the "      \
    "town.\n"

typedef struct test_dump {
    ts_arena *arena;
    ts_fields fields;
    ts_paragraphs body;
    ts_error error;
    bool ok;
} test_dump;

static inline void test_dump_text(test_dump *d, ts_str text, ts_width width)
{
    ts_extract_options options = {.url = "https://news.example/a", .width = width};
    *d = (test_dump){.arena = ts_arena_new()};
    ts_fields_init(&d->fields);
    d->ok = ts_extract_dump(d->arena, text, &options, &d->fields, &d->body, &d->error);
}

static inline void test_dump_file(test_dump *d, const char *name)
{
    ts_arena *arena = ts_arena_new();
    ts_error error = {0};
    ts_str text = {0};
    const char *path = ts_arena_printf(arena, "tests/unit/extract/data/%s.txt", name);
    if (!ts_file_read(arena, path, 1 << 20, &text, &error))
        fail_msg("%s: %s", path, error.message);
    test_dump_text(d, text, TS_WIDTH_AUTO);
    assert_true(d->ok);
    ts_arena_free(arena);
}

static inline void test_dump_free(test_dump *d)
{
    ts_arena_free(d->arena);
}

/* People, texts, paragraphs, hops as one line each: "Jane Roe (author); John Doe (author)". */
static inline char *test_dump_people(test_dump *d, const ts_people *people)
{
    char *line = ts_arena_copy(d->arena, (ts_str){0});
    for (size_t i = 0; i < people->len; i++)
        line = ts_arena_printf(d->arena, "%s%s%s (%s)", line, i ? "; " : "", people->items[i].name,
                               people->items[i].role ? people->items[i].role : "-");
    return line;
}

static inline char *test_dump_texts(test_dump *d, const ts_texts *texts)
{
    char *line = ts_arena_copy(d->arena, (ts_str){0});
    for (size_t i = 0; i < texts->len; i++)
        line = ts_arena_printf(d->arena, "%s%s%s", line, i ? "; " : "", texts->items[i]);
    return line;
}

static inline char *test_dump_hops(test_dump *d)
{
    char *line = ts_arena_copy(d->arena, (ts_str){0});
    for (size_t i = 0; i < d->fields.provenance.len; i++) {
        const ts_hop *hop = &d->fields.provenance.items[i];
        line = ts_arena_printf(d->arena, "%s%s%s %s", line, i ? " > " : "", hop->role,
                               hop->name ? hop->name : "-");
    }
    return line;
}

#endif
