#include "page_helper.h"

#include "extract/notice.h"

#define HEAD "<h1>Towpath reopens</h1><p>Lakeside Courier</p><p>12 March 2020</p>"
#define NOTICE "<p>" TEST_P1 "</p>"
#define END "<h4>Related articles</h4>"
#define TEASER "<p><a href=/a>The ferry captain leaves after forty years</a></p>"
#define BLURBS "<div>" TEST_P2 "</div><div>" TEST_P3 "</div>"

/* What is kept of the page, where its <div>s were kept with that probability and its <p>s, with theirs, were
 * not. */
static char *kept_of(ts_arena *arena, const char *html, float divs, float paragraphs)
{
    ts_error error = {0};
    ts_blocks blocks = {0};
    ts_dom *dom = ts_dom_parse(arena, ts_str_of(html), "page.html", &error);
    int title = -1;
    ts_buf text;
    assert_non_null(dom);
    ts_blocks_collect(arena, ts_dom_body(dom), TS_SIGHT_SHOWN, &blocks);
    for (size_t i = 0; i < blocks.blocks.len; i++) {
        ts_block *b = &blocks.blocks.items[i];
        b->keep = ts_node_is(blocks.elements.items[b->owner].node, "div");
        b->probability = b->keep ? divs : paragraphs;
        title = b->heading == 1 ? (int)i : title;
    }
    ts_notice_keep(arena, NULL, "en", &blocks, title);
    ts_buf_init(&text, TS_BUF_MAX);
    for (size_t i = 0; i < blocks.blocks.len; i++)
        if (blocks.blocks.items[i].keep)
            ts_buf_put(&text, blocks.blocks.items[i].text);
    char *copy = ts_buf_copy(&text, arena);
    ts_buf_free(&text);
    return copy;
}

static void the_notice_is_kept_above_a_feed(void **state)
{
    ts_arena *arena = ts_arena_new();
    char *text = kept_of(arena, HEAD NOTICE END BLURBS, 0.4f, 0.1f);
    assert_has(text, "Volunteers cleared");
    assert_lacks(text, "Repairs");
    assert_lacks(text, "Courier");
    text = kept_of(arena, HEAD NOTICE TEASER BLURBS, 0.4f, 0.1f);
    assert_has(text, "Volunteers cleared");
    assert_lacks(text, "forty years");
    ts_arena_free(arena);
}

static void what_is_likely_stays(void **state)
{
    ts_arena *arena = ts_arena_new();
    static const struct {
        const char *html;
        float divs, paragraphs;
    } pages[] = {
        {HEAD NOTICE END BLURBS, 0.6f, 0.1f},  /* the feed is an article by its looks */
        {HEAD NOTICE END BLURBS, 0.4f, 0.05f}, /* the notice is nothing */
        {HEAD NOTICE BLURBS, 0.4f, 0.1f},      /* nothing ends it: a summary above the article */
        {HEAD END NOTICE BLURBS, 0.4f, 0.1f},  /* it does not stand under the headline alone */
        {HEAD "<p>Soon. More then.</p>" END BLURBS, 0.4f, 0.1f},
        {"<p>Lakeside Courier</p>" NOTICE END BLURBS, 0.4f, 0.1f},
    };
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++)
        assert_has(kept_of(arena, pages[i].html, pages[i].divs, pages[i].paragraphs), "Repairs");
    ts_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_notice_is_kept_above_a_feed),
        cmocka_unit_test(what_is_likely_stays),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
