#include "page_helper.h"

static test_page page;

#define BODY "<article><p>" TEST_P1 "</p><p>" TEST_P2 "</p></article>"

static void read_script(const char *json)
{
    char html[8192];
    snprintf(html, sizeof html, "<script type=\"application/ld+json\">%s</script>%s", json, BODY);
    test_page_read(&page, html);
}

static void an_article_fills_the_record(void **state)
{
    read_script(
        "{\"@context\":\"https://schema.org\",\"@type\":\"NewsArticle\",\"headline\":\"Towpath &amp; mill\","
        "\"alternativeHeadline\":\"The path is back\",\"description\":\"Why a wall fell.\","
        "\"datePublished\":\"2020-03-12T08:30:00+01:00\",\"dateModified\":\"2020-03-13\","
        "\"author\":[{\"@type\":\"Person\",\"name\":\"Ada Finch\"},\"Ben Moor\"],"
        "\"publisher\":{\"name\":\"Millbrook "
        "Courier\",\"url\":\"/\"},\"articleSection\":[\"Local\",\"Water\"],"
        "\"keywords\":\"boats, walls\",\"inLanguage\":\"en-GB\",\"license\":\"https://license.example.org/\","
        "\"copyrightHolder\":{\"name\":\"Courier Trust\"},\"copyrightNotice\":\"All of it ours\","
        "\"image\":{\"url\":\"lock.jpg\"}}");
    const ts_fields *f = &page.fields;
    assert_string_equal(f->title, "Towpath & mill");
    assert_string_equal(f->alt_title, "The path is back");
    assert_string_equal(f->description, "Why a wall fell.");
    assert_string_equal(f->date, "2020-03-12T08:30:00+01:00");
    assert_string_equal(f->lastmod, "2020-03-13");
    assert_int_equal(f->authors.len, 2);
    assert_string_equal(f->authors.items[1].name, "Ben Moor");
    assert_string_equal(f->publisher.name, "Millbrook Courier");
    assert_string_equal(f->publisher.url, "https://courier.example.org/");
    assert_int_equal(f->section.len, 2);
    assert_string_equal(f->section.items[0], "Local");
    assert_int_equal(f->tags.len, 2);
    assert_string_equal(f->language, "en-GB");
    assert_string_equal(f->license, "https://license.example.org/");
    assert_string_equal(f->holder, "Courier Trust");
    assert_string_equal(f->notice, "All of it ours");
    assert_string_equal(f->images.items[0].src, "https://courier.example.org/local/lock.jpg");
    test_page_free(&page);
}

static void it_is_known_without_its_type(void **state)
{
    test_page_read(&page, "<script>{\"@context\": \"https://schema.org\", \"@type\": \"NewsArticle\", "
                          "\"datePublished\": \"2020-03-12\"}</script>" BODY);
    assert_string_equal(page.fields.date, "2020-03-12");
    test_page_free(&page);
    test_page_read(&page, "<meta name=\"script:ld+json\" content=\"{&quot;@type&quot;: &quot;Article&quot;, "
                          "&quot;datePublished&quot;: &quot;2020-03-12&quot;}\">" BODY);
    assert_string_equal(page.fields.date, "2020-03-12");
    test_page_free(&page);
    /* A program's own data are nothing that it says of the page. */
    test_page_read(&page, "<script>{\"@type\": \"NewsArticle\", \"datePublished\": \"2020-03-12\"}</script>"
                          "<meta name=state content='{\"@type\": \"Article\", "
                          "\"datePublished\": \"2020-03-12\"}'>" BODY);
    assert_null(page.fields.date);
    test_page_free(&page);
}

static void a_breadcrumb_is_in_the_order_of_its_positions(void **state)
{
    read_script(
        "{\"@type\":\"BreadcrumbList\",\"itemListElement\":[{\"position\":3,\"name\":\"The towpath\"},"
        "{\"position\":\"2\",\"name\":\"Water\",\"item\":\"https://courier.example.org/water\"},"
        "{\"position\":1,\"name\":\"Courier\",\"item\":{\"@id\":\"https://courier.example.org/\"}}]}");
    assert_int_equal(page.fields.section.len, 1);
    assert_string_equal(page.fields.section.items[0], "Water");
    test_page_free(&page);
}

static void graphs_and_references_are_followed(void **state)
{
    read_script("{\"@graph\":[{\"@type\":\"WebPage\",\"name\":\"no title\",\"@id\":\"#p\"},"
                "{\"@type\":[\"Thing\",\"https://schema.org/"
                "BlogPosting\"],\"headline\":\"Towpath\",\"author\":{\"@id\":\"#a\"}},"
                "{\"@type\":\"Person\",\"@id\":\"#a\",\"name\":\"Ada Finch\"},"
                "{\"@type\":\"BreadcrumbList\",\"itemListElement\":[{\"position\":1,\"name\":\"News\"},"
                "{\"item\":{\"name\":\"Water\"}},{\"name\":\"Towpath\"}]}]}");
    assert_string_equal(page.fields.title, "Towpath");
    assert_string_equal(page.fields.authors.items[0].name, "Ada Finch");
    assert_int_equal(page.fields.section.len, 2);
    assert_string_equal(page.fields.section.items[1], "Water");
    test_page_free(&page);
    read_script("[{\"@type\":\"Organization\",\"name\":\"X\"},{\"@type\":\"WebPage\",\"mainEntity\":{\"@"
                "type\":\"Report\","
                "\"headline\":\"Inner\"}}]");
    assert_string_equal(page.fields.title, "Inner");
    test_page_free(&page);
}

static void of_two_articles_the_one_with_a_headline_counts(void **state)
{
    read_script("[{\"@type\":\"Article\",\"datePublished\":\"2001-01-01\"},{\"@type\":\"NewsArticle\","
                "\"headline\":\"Towpath\","
                "\"datePublished\":\"2020-03-12\"},{\"@type\":\"NewsArticle\",\"headline\":\"Other\"}]");
    assert_string_equal(page.fields.title, "Towpath");
    assert_string_equal(page.fields.date, "2020-03-12");
    test_page_free(&page);
}

static void broken_scripts_are_mended_or_passed_by(void **state)
{
    read_script("<!-- {\"@type\":\"Article\",\"headline\":\"Line\nbreak\",} -->");
    assert_string_equal(page.fields.title, "Line break");
    test_page_free(&page);
    static const char *const nothing[] = {
        "",
        "{",
        "[]",
        "null",
        "\"text\"",
        "{\"@type\":7,\"headline\":[]}",
        "{\"@type\":\"Article\",\"headline\":{},\"author\":[[[]]],\"image\":[],"
        "\"publisher\":[{}],\"datePublished\":true}"};
    for (size_t i = 0; i < sizeof nothing / sizeof *nothing; i++) {
        read_script(nothing[i]);
        assert_null(page.fields.title);
        assert_int_equal(page.fields.authors.len, 0);
        test_page_free(&page);
    }
}

static void an_object_without_a_type_tells_when(void **state)
{
    read_script(
        "{\"@context\":\"https://search.example/contexts/page.jsonld\",\"title\":\"Towpath - Courier\","
        "\"pubDate\":\"2021-04-25T22:14:07\",\"upDate\":\"2021-04-26T09:02:11\"}");
    assert_string_equal(page.fields.date, "2021-04-25T22:14:07");
    assert_string_equal(page.fields.lastmod, "2021-04-26T09:02:11");
    test_page_free(&page);
}

static void references_in_circles_end(void **state)
{
    read_script("{\"@graph\":[{\"@type\":\"Article\",\"@id\":\"#a\",\"headline\":\"Towpath\",\"author\":{\"@"
                "id\":\"#b\"}},"
                "{\"@id\":\"#b\",\"author\":{\"@id\":\"#a\"}}]}");
    assert_string_equal(page.fields.title, "Towpath");
    assert_int_equal(page.fields.authors.len, 0);
    test_page_free(&page);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_article_fills_the_record),
        cmocka_unit_test(it_is_known_without_its_type),
        cmocka_unit_test(a_breadcrumb_is_in_the_order_of_its_positions),
        cmocka_unit_test(graphs_and_references_are_followed),
        cmocka_unit_test(of_two_articles_the_one_with_a_headline_counts),
        cmocka_unit_test(broken_scripts_are_mended_or_passed_by),
        cmocka_unit_test(an_object_without_a_type_tells_when),
        cmocka_unit_test(references_in_circles_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
