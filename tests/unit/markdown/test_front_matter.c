#include "markdown/front_matter.h"
#include "markdown/record.h"
#include "text/yaml.h"
#include "unit.h"

static void splits_where_the_fences_are(void **state)
{
    ts_str yaml, body;
    int line;
    ts_front_matter_split(TS_STR("---\na: b\n---\n\ntext\n"), &yaml, &body, &line);
    assert_slice(yaml, "a: b\n");
    assert_slice(body, "\ntext\n");
    assert_int_equal(line, 4);
    ts_front_matter_split(TS_STR("--- \r\na: b\r\n---\t\r\ntext"), &yaml, &body, &line);
    assert_slice(yaml, "a: b\r\n");
    assert_slice(body, "text");
    ts_front_matter_split(TS_STR("---\n---\nx"), &yaml, &body, &line);
    assert_int_equal(yaml.len, 0);
    assert_slice(body, "x");
}

static void what_is_no_front_matter_is_body(void **state)
{
    static const char *const texts[] = {
        "", "---", "---\na: b\n", "text\n---\na: b\n---\n", "----\na\n---\n", "\n---\na: b\n---\n"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        ts_str yaml, body;
        int line;
        ts_front_matter_split(ts_str_of(texts[i]), &yaml, &body, &line);
        assert_int_equal(yaml.len, 0);
        assert_slice(body, texts[i]);
        assert_int_equal(line, 1);
    }
}

static ts_article *apply(const char *yaml)
{
    ts_article *article = ts_article_new();
    ts_error error = {0};
    const ts_value *map = ts_yaml_read(article->arena, ts_str_of(yaml), "test", 1, &error);
    if (!map)
        fail_msg("%s", error.message);
    ts_front_matter_apply(article, map);
    return article;
}

static void our_keys_are_read(void **state)
{
    ts_article *a =
        apply("kind: article\nconfidence: 0.5\ntitle: 2020\nalt_title: T\ndescription: d\nexcerpt: true\n"
              "date: 2020-03-12T08:30+08:00\nauthors: [{name: A, role: reporter}, B]\neditors: {name: C}\n"
              "source: {name: S, url: 'http://s.example/'}\npublisher: P\nsection: [x, y]\ntags: a, b，c\n"
              "language: zh-Hans\nrights: {license: CC0, holder: H, notice: N}\n"
              "provenance: [{role: source, name: S}, {name: dropped}]\n"
              "capture: {file: f.html, url: 'http://u.example/', charset: gbk}\n"
              "images: [{src: a.jpg, width: 10, height: -1}, b.jpg]\nwarnings: [{code: c, message: m}]\n");
    const ts_fields *f = &a->fields;
    assert_string_equal(f->title, "2020");
    assert_true(f->excerpt);
    assert_string_equal(f->date, "2020-03-12T08:30+08:00");
    assert_int_equal(f->authors.len, 2);
    assert_string_equal(f->authors.items[0].role, "reporter");
    assert_string_equal(f->editors.items[0].name, "C");
    assert_string_equal(f->source.url, "http://s.example/");
    assert_string_equal(f->publisher.name, "P");
    assert_int_equal(f->section.len, 2);
    assert_int_equal(f->tags.len, 3);
    assert_string_equal(f->license, "CC0");
    assert_int_equal(f->provenance.len, 1);
    assert_string_equal(a->url, "http://u.example/");
    assert_string_equal(a->capture.charset, "gbk");
    assert_int_equal(f->images.len, 2);
    assert_int_equal(f->images.items[0].width, 10);
    assert_int_equal(f->images.items[0].height, 0);
    assert_int_equal(f->warnings.len, 1);
    assert_int_equal(a->extra->map.len, 0);
    ts_article_free(a);
}

static void keys_of_other_generators_are_read(void **state)
{
    ts_article *a = apply(
        "Author: Jo Doe and Al Roe\nCategories: [News, Local]\nkeywords: x, y\nsummary: s\n"
        "updated: 2020-05-03 10:20:00\nlang: en_US\ncover: c.jpg\npublished: false\nurl: /a/b/\nweight: 3\n");
    const ts_fields *f = &a->fields;
    assert_int_equal(f->authors.len, 2);
    assert_string_equal(f->authors.items[1].name, "Al Roe");
    assert_string_equal(f->section.items[1], "Local");
    assert_string_equal(f->tags.items[0], "x");
    assert_string_equal(f->description, "s");
    assert_non_null(strstr(f->lastmod, "2020-05-03T10:20"));
    assert_string_equal(f->images.items[0].src, "c.jpg");
    assert_true(a->draft);
    assert_null(a->url);
    assert_string_equal(ts_value_get_string(a->extra, "url"), "/a/b/");
    assert_int_equal(ts_value_get_int(a->extra, "weight", 0), 3);
    ts_article_free(a);
}

static void ours_win_over_others(void **state)
{
    ts_article *a = apply("author: X\nauthors: [Y]\nsummary: s\ndescription: d\nstatus: draft\nexcerpt: e\n");
    assert_int_equal(a->fields.authors.len, 1);
    assert_string_equal(a->fields.authors.items[0].name, "Y");
    assert_string_equal(a->fields.description, "d");
    assert_true(a->draft);
    ts_article_free(a);
}

static void wrong_types_are_warnings(void **state)
{
    ts_article *a = apply("title: [a]\ndate: someday\nsource: []\nimages: {}\nprovenance: 3\ncapture: "
                          "x\nauthors: 7\nconfidence: x\n");
    assert_null(a->fields.title);
    assert_null(a->fields.date);
    assert_int_equal(a->fields.warnings.len, 2);
    assert_string_equal(a->fields.warnings.items[1].message,
                        "The key \"date\" is not a date and was left out.");
    ts_article_free(a);
}

static void the_record_is_in_order_and_has_no_empty_keys(void **state)
{
    ts_article *a = apply("tags: [t]\ntitle: A\nkind: article\nconfidence: 0.123\nimages: [{src: "
                          "a.jpg}]\nweight: 1\nurl: http://u.example/\n");
    a->file = "a.md";
    ts_buf out;
    ts_buf_init(&out, TS_BUF_MAX);
    ts_record_options none = {0};
    ts_record_json(&out, a, &none);
    assert_string_equal(
        out.ptr, "{\"file\":\"a.md\",\"url\":\"http://u.example/\",\"kind\":\"article\",\"confidence\":0.12,"
                 "\"title\":\"A\",\"tags\":[\"t\"],\"images\":[{\"src\":\"a.jpg\"}]}");
    ts_buf_clear(&out);
    ts_record_markdown(&out, a, NULL);
    assert_non_null(strstr(out.ptr, "---\nkind: article\nconfidence: 0.12\ntitle: A\ntags: [t]\ncapture:"));
    assert_null(strstr(out.ptr, "\nurl:"));
    assert_non_null(strstr(out.ptr, "weight: 1\n---\n\n"));
    ts_buf_free(&out);
    ts_article_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(splits_where_the_fences_are),
        cmocka_unit_test(what_is_no_front_matter_is_body),
        cmocka_unit_test(our_keys_are_read),
        cmocka_unit_test(keys_of_other_generators_are_read),
        cmocka_unit_test(ours_win_over_others),
        cmocka_unit_test(wrong_types_are_warnings),
        cmocka_unit_test(the_record_is_in_order_and_has_no_empty_keys),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
