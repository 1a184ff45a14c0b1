/* A page in, its fields and the text that is left in its body out: shared by the tests of pages. */
#ifndef TS_UNIT_EXTRACT_PAGE_HELPER_H
#define TS_UNIT_EXTRACT_PAGE_HELPER_H

#include "unit.h"

#include "extract/extract.h"

typedef struct test_page {
    ts_arena *arena;
    ts_dom *dom;
    ts_node *body;
    ts_fields fields;
    char *text; /* unmarked texts of the body, one space between */
} test_page;

static inline void test_page_text(test_page *p)
{
    ts_buf text;
    ts_buf_init(&text, TS_BUF_MAX);
    ts_node *n = p->body;
    while (n) {
        bool dropped = ts_node_mark(n) == TS_MARK_DROP;
        if (!dropped && ts_node_type(n) == TS_TEXT && ts_str_trim(ts_node_chars(n)).len) {
            if (text.len)
                ts_buf_putc(&text, ' ');
            ts_buf_put(&text, ts_str_trim(ts_node_chars(n)));
        }
        n = dropped ? ts_node_skip(n, p->body) : ts_node_walk(n, p->body);
    }
    p->text = ts_buf_copy(&text, p->arena);
    ts_buf_free(&text);
}

static inline void test_page_read_with(test_page *p, const char *html, const ts_extract_options *options)
{
    ts_error error = {0};
    memset(p, 0, sizeof *p);
    p->arena = ts_arena_new();
    p->dom = ts_dom_parse(p->arena, ts_str_of(html), "page.html", &error);
    assert_non_null(p->dom);
    assert_true(ts_extract_html(p->arena, p->dom, options, &p->fields, &p->body, &error));
    test_page_text(p);
}

static inline void test_page_read(test_page *p, const char *html)
{
    ts_extract_options options = {.url = "https://courier.example.org/local/towpath.html"};
    test_page_read_with(p, html, &options);
}

static inline void test_page_free(test_page *p)
{
    ts_arena_free(p->arena);
}

#define assert_has(text, words)                                                                              \
    do {                                                                                                     \
        if (!strstr((text), (words)))                                                                        \
            fail_msg("\"%s\" is missing in \"%s\"", (words), (text));                                        \
    } while (0)
#define assert_lacks(text, words)                                                                            \
    do {                                                                                                     \
        if (strstr((text), (words)))                                                                         \
            fail_msg("\"%s\" stands in \"%s\"", (words), (text));                                            \
    } while (0)

/* Three paragraphs in English, two in Chinese: prose by any measure. */
#define TEST_P1                                                                                              \
    "Volunteers cleared the old towpath on Saturday, and by noon the first boats were through. The council " \
    "had "                                                                                                   \
    "closed it in spring, after a wall gave way near the mill."
#define TEST_P2                                                                                              \
    "Repairs took longer than planned, said the engineer in charge, because the footings turned out to be "  \
    "older "                                                                                                 \
    "than the maps. Nobody had looked at them for a century."
#define TEST_P3                                                                                              \
    "The harbour master expects some forty boats a week in summer. For the village shop, he said, that is "  \
    "worth "                                                                                                 \
    "more than any market day."
#define TEST_Z1                                                                                                                                                 \
    "志愿者周六清理了旧纤道，正午时分第一批船只顺利通过。河堤在春天因磨坊附近的围墙倒塌而关闭，修复工程比原" \
    "计划多用了一个季度。"
#define TEST_Z2                                                                                                                                                 \
    "负责工程的技术人员说，地基比图纸上标注的还要古老，一百年来没有人检查过。港务负责人预计，夏季每周将有四" \
    "十条船经过这里。"

#endif
