#include "markdown/convert.h"
#include "markdown/markdown.h"
#include "markdown/record.h"
#include "unit.h"

static ts_article *convert_as(const char *text, const char *name, const ts_convert_options *options)
{
    ts_error error = {0};
    ts_article *article = ts_convert_bytes(ts_str_of(text), name, options, &error);
    if (!article)
        fail_msg("%s", error.message);
    return article;
}

static ts_article *convert(const char *text, const char *name)
{
    ts_convert_options options = {0};
    return convert_as(text, name, &options);
}

static void assert_body(const ts_article *article, const char *expected)
{
    ts_buf out;
    ts_buf_init(&out, TS_BUF_MAX);
    ts_markdown_write(&out, article->tree, NULL);
    assert_string_equal(out.ptr, expected);
    ts_buf_free(&out);
}

static void bare_markdown_gives_what_it_can(void **state)
{
    ts_article *a =
        convert("# The *Pier*\n\nSaltby has a new pier, and people walk on it.\n\n# Costs\n\nNone.\n",
                "posts/2020-03-12-pier.md");
    assert_string_equal(a->fields.title, "The Pier");
    assert_string_equal(a->fields.date, "2020-03-12");
    assert_string_equal(a->fields.kind, "article");
    assert_string_equal(a->fields.language, "en");
    assert_string_equal(a->fields.direction, "ltr");
    assert_true(a->fields.excerpt);
    assert_string_equal(a->fields.description, "Saltby has a new pier, and people walk on it.");
    assert_body(a, "Saltby has a new pier, and people walk on it.\n\n## Costs\n\nNone.\n");
    assert_int_equal(a->words, 12);
    ts_article_free(a);
}

static void a_heading_that_repeats_the_title_goes(void **state)
{
    ts_article *a = convert("---\ntitle: Pier\n---\n## Pier\n\n# More\n", "a.md");
    assert_body(a, "## More\n");
    ts_article_free(a);
}

static void front_matter_errors_have_lines(void **state)
{
    ts_convert_options options = {0};
    ts_error error = {0};
    assert_null(ts_convert_bytes(TS_STR("---\na: b\nc: [\n---\nx\n"), "a.md", &options, &error));
    assert_string_equal(error.source, "a.md");
    assert_true(error.line >= 3);
    ts_article *a = convert("---\nNo map.\n---\n\nText.\n", "a.md");
    assert_null(a->fields.title);
    ts_article_free(a);
}

static void images_get_their_sizes_back(void **state)
{
    ts_article *a = convert(
        "---\nimages: [{src: a.jpg, width: 4, height: 3, credit: Jo}]\n---\n![x](a.jpg \"c\")\n", "a.md");
    cmark_node *image = cmark_node_first_child(cmark_node_first_child(cmark_node_first_child(a->tree)));
    assert_int_equal(ts_node_payload(image)->width, 4);
    assert_string_equal(ts_node_payload(image)->credit, "Jo");
    ts_article_free(a);
    a = convert("![x](a.jpg \"c\") \n\ny ![](b.jpg)\n", "a.md");
    assert_int_equal(a->fields.images.len, 2);
    assert_string_equal(a->fields.images.items[0].caption, "c");
    assert_null(a->fields.images.items[1].alt);
    ts_article_free(a);
}

static void a_sidecar_corrects(void **state)
{
    ts_arena *arena = ts_arena_new();
    ts_value *sidecar = ts_value_map(arena, NULL);
    ts_value_set_string(arena, sidecar, "title", "Right");
    ts_convert_options options = {.sidecar = sidecar};
    ts_article *a = convert_as("---\ntitle: Wrong\n---\nText.\n", "a.md", &options);
    assert_string_equal(a->fields.title, "Right");
    ts_article_free(a);
    ts_arena_free(arena);
}

static const char page[] =
    "<!DOCTYPE html><html lang=\"zh-CN\"><head><meta "
    "charset=\"utf-8\"><title>合作社修路记_东林报</title></head><body>"
    "<div id=\"nav\"><a href=\"/\">首页</a> <a href=\"/n\">新闻</a></div><div "
    "class=\"article\"><h1>合作社修路记</h1>"
    "<p>　　这是<b>我想做的事。</b>所以他说<strong>“你好”</"
    "strong>，村里的路修了三年，大家都来*帮忙*，终于修好了。</p>"
    "<p>一是把路修通。全村出动，用了三个月的时间把路修通，大家都很高兴，一起庆祝了一番。</p>"
    "<p>二是把水引来。全村出动，用了三个月的时间把水引来，大家都很高兴，一起庆祝了一番。</p>"
    "<ul><li>第一步，先把石头搬走，再把土填平，最后铺上沙子。</"
    "li><li>第二步，修水渠，把山上的水引到田里来。</li></ul>"
    "<p>村民说，这条路修好以后，孩子们上学方便多了，老人看病也方便多了，山里的果子也卖得出去了。</p></div></"
    "body></html>";

/* The promise of DESIGN 5.3: what convert wrote, convert reads and writes as it was. */
static void own_markdown_is_a_fixed_point(void **state)
{
    ts_convert_options options = {.capture.url = "http://donglin.example/2020/1.html"};
    ts_article *first = convert_as(page, "page.html", &options);
    ts_buf once, twice;
    ts_buf_init(&once, TS_BUF_MAX);
    ts_buf_init(&twice, TS_BUF_MAX);
    ts_record_markdown(&once, first, NULL);
    assert_non_null(strstr(once.ptr, "**一是把路修通。**"));
    ts_article *second = convert(once.ptr, "other.md");
    ts_record_markdown(&twice, second, NULL);
    assert_string_equal(once.ptr, twice.ptr);
    assert_string_equal(second->file, "other.md");
    assert_string_equal(second->capture.file, "page.html");
    assert_string_equal(second->url, first->url);
    ts_buf_free(&once);
    ts_buf_free(&twice);
    ts_article_free(first);
    ts_article_free(second);
}

static void nothing_is_an_article_without_a_body(void **state)
{
    static const char *const pages[] = {"<html></html>", "<p>",
                                        "<html><body><script>x</script></body></html>"};
    ts_convert_options options = {.capture.type = "html"};
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++)
        ts_article_free(convert_as(pages[i], "a.html", &options));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bare_markdown_gives_what_it_can),
        cmocka_unit_test(a_heading_that_repeats_the_title_goes),
        cmocka_unit_test(front_matter_errors_have_lines),
        cmocka_unit_test(images_get_their_sizes_back),
        cmocka_unit_test(a_sidecar_corrects),
        cmocka_unit_test(own_markdown_is_a_fixed_point),
        cmocka_unit_test(nothing_is_an_article_without_a_body),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
