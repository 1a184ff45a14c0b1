/* Pages against the trees they become, for tests of the builder. */
#ifndef BUILD_CHECK_H
#define BUILD_CHECK_H

#include "article/build_tree.h"
#include "tree_dump.h"
#include "unit.h"

/* The tree of a page's body, as an outline that lives in the arena. Inlines are built once, so the tidier
 * must find nothing to do. */
static inline const char *build(ts_arena *arena, const char *html, const ts_tree_options *options,
                                ts_fields *fields)
{
    ts_error error = {0};
    ts_dom *dom = ts_dom_parse(arena, ts_str_of(html), "test", &error);
    assert_non_null(dom);
    cmark_node *tree = ts_tree_from_dom(arena, ts_dom_body(dom), options, fields);
    if (!ts_tree_check(tree, &error))
        fail_msg("%s", error.message);
    ts_buf out;
    ts_buf_init(&out, TS_BUF_MAX);
    outline(&out, tree);
    const char *z = ts_buf_copy(&out, arena);
    ts_buf_clear(&out);
    ts_tree_tidy(arena, tree);
    outline(&out, tree);
    assert_string_equal(ts_buf_str(&out).ptr, z);
    ts_buf_free(&out);
    cmark_node_free(tree);
    return z;
}

static inline void check(const char *html, const char *expected)
{
    ts_arena *arena = ts_arena_new();
    ts_tree_options options = {.url = "http://a.example/x/y.html"};
    assert_string_equal(build(arena, html, &options, NULL), expected);
    ts_arena_free(arena);
}

#endif
