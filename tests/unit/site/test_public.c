#include "unit.h"

#include <tearsheet.h>

static const char page[] = "---\ntitle: A new pier\ndate: 2020-03-12\n---\nThe pier *opens* on Monday.\n";

static void an_article_has_every_form(void **state)
{
    tearsheet_error *error = NULL;
    tearsheet_article *article = tearsheet_convert_bytes(page, sizeof page - 1, "pier.md", NULL, &error);
    assert_non_null(article);
    assert_null(error);
    assert_string_equal(tearsheet_article_field(article, "title"), "A new pier");
    assert_string_equal(tearsheet_article_field(article, "date"), "2020-03-12");
    assert_null(tearsheet_article_field(article, "alt_title"));
    assert_null(tearsheet_article_field(article, "no such field"));
    assert_string_equal(tearsheet_article_text(article), "The pier opens on Monday.");
    assert_string_equal(tearsheet_article_html(article), "<p>The pier <em>opens</em> on Monday.</p>\n");
    assert_true(strncmp(tearsheet_article_json(article), "{\"file\":\"pier.md\"", 17) == 0);
    const char *markdown = tearsheet_article_markdown(article);
    assert_non_null(strstr(markdown, "title: A new pier\n"));
    assert_ptr_equal(tearsheet_article_markdown(article), markdown);
    tearsheet_article_free(article);
    tearsheet_article_free(NULL);
}

static void a_failure_says_what_and_where(void **state)
{
    tearsheet_error *error = NULL;
    assert_null(tearsheet_convert_file("/nowhere/x.html", NULL, &error));
    assert_non_null(error);
    assert_string_equal(tearsheet_error_status(error), "not-found");
    assert_string_equal(tearsheet_error_source(error), "/nowhere/x.html");
    assert_true(strlen(tearsheet_error_message(error)) > 10);
    assert_int_equal(tearsheet_error_line(error), 0);
    assert_int_equal(tearsheet_error_column(error), 0);
    tearsheet_error_free(error);
    tearsheet_error_free(NULL);
    assert_null(tearsheet_convert_file("/nowhere/x.html", NULL, NULL));
    assert_null(tearsheet_convert_bytes("", 0, "x.html", NULL, NULL));
    assert_null(tearsheet_convert_bytes("", 0, NULL, NULL, NULL));
}

static void options_are_checked(void **state)
{
    tearsheet_options *options = tearsheet_options_new();
    static const char *const good[][2] = {
        {"url", "https://saltby.example/"},
        {"type", "markdown"},
        {"type", "text/html"},
        {"charset", "gbk"},
        {"width", "auto"},
        {"width", "keep"},
        {"width", "restore"},
        {"captions", "cut"},
        {"captions", "keep"},
        {"emphasis", "entity"},
        {"emphasis", "move"},
        {"wrap", "none"},
        {"wrap", "sentence"},
        {"max_bytes", "1"},
        {"rules", "rules"},
    };
    static const char *const bad[][2] = {
        {"type", "pdf"},    {"charset", "klingon"}, {"width", "wide"}, {"captions", "no"},
        {"max_bytes", "0"}, {"max_bytes", "1x"},    {"max_bytes", ""}, {"colour", "green"},
        {"url", NULL},      {"emphasis", ""},       {"wrap", "80"},
    };
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        assert_int_equal(tearsheet_options_set(options, good[i][0], good[i][1]), 0);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_int_equal(tearsheet_options_set(options, bad[i][0], bad[i][1]), -1);
    tearsheet_options_free(options);
    tearsheet_options_free(NULL);
}

static void options_count(void **state)
{
    tearsheet_options *options = tearsheet_options_new();
    tearsheet_error *error = NULL;
    assert_int_equal(tearsheet_options_set(options, "max_bytes", "10"), 0);
    assert_null(tearsheet_convert_bytes(page, sizeof page - 1, "pier.md", options, &error));
    assert_string_equal(tearsheet_error_status(error), "limit");
    tearsheet_error_free(error);
    assert_int_equal(tearsheet_options_set(options, "max_bytes", "1000"), 0);
    assert_int_equal(tearsheet_options_set(options, "type", "markdown"), 0);
    assert_int_equal(tearsheet_options_set(options, "url", "https://saltby.example/pier"), 0);
    tearsheet_article *article = tearsheet_convert_bytes(page, sizeof page - 1, "-", options, NULL);
    assert_string_equal(tearsheet_article_field(article, "url"), "https://saltby.example/pier");
    tearsheet_article_free(article);
    tearsheet_options_free(options);
}

static void markdown_is_written_as_asked(void **state)
{
    static const char text[] = "甲**乙！**丙丁。\n\n戊**己，**庚\n";
    tearsheet_options *options = tearsheet_options_new();
    assert_int_equal(tearsheet_options_set(options, "emphasis", "move"), 0);
    assert_int_equal(tearsheet_options_set(options, "wrap", "sentence"), 0);
    tearsheet_article *article = tearsheet_convert_bytes(text, sizeof text - 1, "a.md", options, NULL);
    assert_non_null(strstr(tearsheet_article_markdown(article), "\n甲**乙！**\n丙丁。\n\n戊**己**，庚\n"));
    assert_non_null(strstr(tearsheet_article_json(article), "甲**乙！**\\n丙丁。"));
    tearsheet_article_free(article);
    tearsheet_options_free(options);
}

static void a_site_is_built(void **state)
{
    ts_arena *arena = ts_arena_new();
    ts_error failure = {0};
    tearsheet_error *error = NULL;
    const char *folder = *state, *out = ts_path_join(arena, folder, "out");
    assert_int_equal(tearsheet_build(folder, out, &error), -1);
    assert_string_equal(tearsheet_error_status(error), "not-found");
    tearsheet_error_free(error);
    assert_true(ts_file_write(ts_path_join(arena, folder, "site.lua"), TS_STR("return {}"), NULL, &failure));
    assert_true(ts_file_write(ts_path_join(arena, folder, "content/a.md"), ts_str_of(page), NULL, &failure));
    assert_int_equal(tearsheet_build(folder, out, NULL), 0);
    assert_true(ts_is_file(ts_path_join(arena, out, "2020/03/a-new-pier.html")));
    assert_true(ts_file_write(ts_path_join(arena, folder, "content/b.md"), TS_STR(""), NULL, &failure));
    assert_int_equal(tearsheet_build(folder, NULL, NULL), 3);
    assert_true(ts_is_file(ts_path_join(arena, folder, "public/2020/03/a-new-pier.html")));
    ts_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_article_has_every_form),
        cmocka_unit_test(a_failure_says_what_and_where),
        cmocka_unit_test(options_are_checked),
        cmocka_unit_test(options_count),
        cmocka_unit_test(markdown_is_written_as_asked),
        cmocka_unit_test_setup_teardown(a_site_is_built, make_scratch, remove_scratch),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
