#include "page_helper.h"

/* What templates and content systems write into the fields, and is none of them. */
static test_page page;

#define HEAD "<title>Towpath reopens</title><h1>Towpath reopens</h1>"
#define BODY "<article><p>" TEST_P1 "</p><p>" TEST_P2 "</p><p>" TEST_P3 "</p></article>"
#define LD(members)                                                                                          \
    "<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"headline\":\"Towpath reopens\"," members  \
    "}</script>"

static void assert_same(const char *what, const char *got, const char *expected)
{
    if ((got == NULL) != (expected == NULL) || (got && strcmp(got, expected) != 0))
        fail_msg("%s is %s, not %s", what, got ? got : "none", expected ? expected : "none");
}

/* All of a list, between semicolons. */
static const char *joined(const ts_texts *texts)
{
    const char *all = NULL;
    for (size_t i = 0; i < texts->len; i++)
        all = all ? ts_arena_printf(page.arena, "%s; %s", all, texts->items[i]) : texts->items[i];
    return all;
}

static const char *names(const ts_people *people)
{
    const char *all = NULL;
    for (size_t i = 0; i < people->len; i++)
        all = all ? ts_arena_printf(page.arena, "%s; %s", all, people->items[i].name) : people->items[i].name;
    return all;
}

static void an_alternative_headline_is_another(void **state)
{
    test_page_read(&page, LD("\"alternativeHeadline\":\"Towpath Reopens!\"") HEAD BODY);
    assert_null(page.fields.alt_title);
    test_page_free(&page);
    test_page_read(&page, LD("\"alternativeHeadline\":\"Boats are back\"") HEAD BODY);
    assert_same("alt_title", page.fields.alt_title, "Boats are back");
    test_page_free(&page);
    /* Some call their summary so. */
    test_page_read(&page, "<meta name=description content='Boats are back on the canal'>" LD(
                              "\"alternativeHeadline\":\"Boats are back on the canal\"") HEAD BODY);
    assert_null(page.fields.alt_title);
    test_page_free(&page);
#define SUMMARY "Boats are back on the canal, and walkers on the path, after a wall was built anew"
    test_page_read(&page, "<meta name=description content='" SUMMARY
                          ". It took four years.'>" LD("\"alternativeHeadline\":\"" SUMMARY "\"") HEAD BODY);
    assert_null(page.fields.alt_title);
    test_page_free(&page);
}

static void check_section(const char *html, const char *section)
{
    test_page_read(&page, html);
    assert_same("section", joined(&page.fields.section), section);
    test_page_free(&page);
}

static void sections_are_names_of_sections(void **state)
{
    check_section(LD("\"articleSection\":[\"Local\",\"Uncategorized\"]") HEAD BODY, "Local");
    check_section(LD("\"alternativeHeadline\":\"Boats are back\",\"articleSection\":[\"Local\",\"Boats are "
                     "back\"]") HEAD BODY,
                  "Local");
    check_section(
        LD("\"articleSection\":[\"Local\",\"What the harbour master and the mayor said of the towpath "
           "and its walls\"]") HEAD BODY,
        "Local");
}

static void check_tags(const char *keywords, const char *tags)
{
    ts_arena *arena = ts_arena_new();
    const char *html =
        ts_arena_printf(arena,
                        "<title>Towpath reopens with a feast</title><meta property=article:tag content='%s'>"
                        "<h1>Towpath reopens with a feast</h1>" BODY,
                        keywords);
    test_page_read(&page, html);
    assert_same("tags", joined(&page.fields.tags), tags);
    test_page_free(&page);
    ts_arena_free(arena);
}

static void tags_are_what_somebody_chose(void **state)
{
    check_tags("towpath,26157981-b4f7-4929-adc1-e860c6f03636,Category: Local,courier.example.org", "towpath");
    check_tags("towpath,reopens,with,a,feast,council", "council");
    check_tags("towpath,council", "towpath; council");
    check_tags("towpath,walks &amp;amp; boats", "towpath; walks & boats");
    test_page_read(&page, LD("\"keywords\":[\"locks, the mill\"]") HEAD BODY);
    assert_same("tags", joined(&page.fields.tags), "locks; the mill");
    test_page_free(&page);
    check_tags("Towpath reopens with a feast,council", "council");
    check_tags("Towpath reopens,with a feast", NULL);
}

static void check_parties(const char *html, const char *publisher, const char *source)
{
    test_page_read(&page, html);
    assert_same("publisher", page.fields.publisher.name, publisher);
    assert_same("source", page.fields.source.name, source);
    test_page_free(&page);
}

static void a_publisher_has_a_name(void **state)
{
    check_parties("<meta property=og:site_name content=Courier>" LD(
                      "\"publisher\":{\"name\":\"https://courier.example.org\"}") HEAD BODY,
                  "Courier", NULL);
    check_parties("<meta property=og:site_name content='Walks by the Lake'>" LD(
                      "\"publisher\":{\"name\":\"Blogger\"}") HEAD BODY,
                  "Walks by the Lake", NULL);
}

static void a_publishers_name_is_what_its_address_says(void **state)
{
    check_parties("<meta property=og:site_name content='Courier | News from the Lakes'>" HEAD BODY, "Courier",
                  NULL);
    check_parties("<meta property=og:site_name content='News from the Lakes - Courier'>" HEAD BODY, "Courier",
                  NULL);
    check_parties("<meta property=og:site_name content='Lake - Review'>" HEAD BODY, "Lake - Review", NULL);
    check_parties("<meta property=og:site_name content='Towpath reopens'>" HEAD BODY, NULL, NULL);
}

static void a_source_is_no_picture_s_and_no_section(void **state)
{
    check_parties(HEAD
                  "<figure><img src=/a.jpg><figcaption>The old wall <span class=caption-source>Quelle: Bo "
                  "Heron/Lake Pictures</span></figcaption></figure>" BODY,
                  NULL, NULL);
    check_parties(HEAD "<div><img src=/a.jpg><p class=article_caption><span class=source_via>Lake Police"
                       "</span></p></div>" BODY,
                  NULL, NULL);
    check_parties("<meta name=source content=https://courier.example.org/local/towpath.html>" HEAD BODY, NULL,
                  NULL);
    check_parties(HEAD "<article><p>" TEST_P1 "</p><p>" TEST_P2
                       "</p><div>Source: Lake Statistics</div><p>" TEST_P3 "</p><p>" TEST_P1
                       " Again.</p></article>",
                  NULL, NULL);
    check_parties(HEAD "<div class=image-source>Bo Heron</div>" BODY, NULL, NULL);
    check_parties(HEAD "<div class=source> | Lake Courier</div>" BODY, NULL, "Lake Courier");
    check_parties(HEAD "<div>By Lake Press</div><div>12 March 2020</div>" BODY, NULL, "Lake Press");
    check_parties(LD("\"articleSection\":\"Local News\"") HEAD
                  "<a class=source href=/local>Local News</a>" BODY,
                  NULL, NULL);
    check_parties(HEAD "<a class=preferred-source href=https://search.example/>Add as a preferred source on "
                       "Google</a>" BODY,
                  NULL, NULL);
}

static void check_authors(const char *html, const char *authors)
{
    test_page_read(&page, html);
    assert_same("authors", names(&page.fields.authors), authors);
    test_page_free(&page);
}

static void elements_part_names(void **state)
{
    check_authors(
        HEAD "<div class=byline> <div class=names> <span>Ada Finch</span> <span>Bo Heron</span> <span>Cy "
             "Swan</span> </div></div>" BODY,
        "Ada Finch; Bo Heron; Cy Swan");
    check_authors(HEAD "<div class=byline><b>Ada Finch</b> <i>Harbour Correspondent</i></div>" BODY,
                  "Ada Finch Harbour Correspondent");
}

static void a_columnists_section_is_a_person(void **state)
{
#define SECTION(name)                                                                                        \
    "<meta name=author content='" name "'><meta property=article:section content='" name "'>"
    check_authors(SECTION("Ada Finch") HEAD "<p class=byline>By Ada Finch</p>" BODY, "Ada Finch");
    check_authors(SECTION("Harbour Life") HEAD BODY, NULL);
}

static void a_list_of_all_who_signed_is_better_than_the_first(void **state)
{
    check_authors(
        LD("\"author\":{\"name\":\"Ada Finch\"}") "<meta name=citation_authors content='Ada Finch'><meta "
                                                  "name=citation_authors content='Bo Heron'>" HEAD BODY,
        "Ada Finch; Bo Heron");
    check_authors(
        LD("\"author\":{\"name\":\"Ada Finch\"}") "<meta name=citation_authors content='Cy Swan'><meta "
                                                  "name=citation_authors content='Bo Heron'>" HEAD BODY,
        "Ada Finch");
}

static void neither_section_nor_site_is_a_person(void **state)
{
    check_authors("<meta name=author content=Miscellany>" LD("\"articleSection\":\"Miscellany\"") HEAD BODY,
                  NULL);
    check_authors("<meta name=author content='Ada Finch, COURIER'>" HEAD BODY, "Ada Finch");
    check_authors("<meta name=author content='Courier'>" HEAD BODY, "Courier");
}

static void a_description_is_more_than_the_sites_name(void **state)
{
    test_page_read(&page, "<title>Towpath reopens - Lake News</title><meta name=description content='| Lake "
                          "News'><h1>Towpath reopens</h1>" BODY);
    assert_true(page.fields.excerpt);
    test_page_free(&page);
    test_page_read(&page,
                   "<meta property=og:site_name content='Lake News'><meta name=description content='Boats "
                   "are back on the canal. | Lake News'>" HEAD BODY);
    assert_same("description", page.fields.description, "Boats are back on the canal.");
    test_page_free(&page);
}

static void a_headline_and_its_tags_describe_nothing(void **state)
{
    test_page_read(&page,
                   "<html lang=zh><title>河堤重开</title><meta name=keywords content='河堤,磨坊'><meta "
                   "name=description content='河堤重开 河堤,磨坊'><h1>河堤重开</h1><p>" TEST_Z1
                   "</p><p>" TEST_Z2 "</p>");
    assert_true(page.fields.excerpt);
    test_page_free(&page);
}

static void rights_have_a_holder(void **state)
{
    test_page_read(&page, HEAD BODY "<footer>© All rights reserved</footer>");
    assert_null(page.fields.holder);
    test_page_free(&page);
    test_page_read(&page, HEAD BODY "<footer>© 2020 Ada Finch · Privacy ∙ Terms</footer>");
    assert_same("holder", page.fields.holder, "Ada Finch");
    test_page_free(&page);
    test_page_read(&page, HEAD BODY "<footer>© 2020 Copyright Lake Legal Aid. All rights reserved</footer>");
    assert_same("holder", page.fields.holder, "Lake Legal Aid");
    test_page_free(&page);
}

static void a_page_says_where_it_is(void **state)
{
    ts_extract_options options = {0};
    test_page_read_with(&page,
                        "<link rel=canonical href=https://www.millbrook.example.com/a/towpath>"
                        "<title>Towpath reopens | Millbrook</title>" BODY,
                        &options);
    assert_same("title", page.fields.title, "Towpath reopens");
    test_page_free(&page);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_alternative_headline_is_another),
        cmocka_unit_test(sections_are_names_of_sections),
        cmocka_unit_test(tags_are_what_somebody_chose),
        cmocka_unit_test(a_publisher_has_a_name),
        cmocka_unit_test(a_publishers_name_is_what_its_address_says),
        cmocka_unit_test(a_source_is_no_picture_s_and_no_section),
        cmocka_unit_test(elements_part_names),
        cmocka_unit_test(a_columnists_section_is_a_person),
        cmocka_unit_test(a_list_of_all_who_signed_is_better_than_the_first),
        cmocka_unit_test(neither_section_nor_site_is_a_person),
        cmocka_unit_test(a_description_is_more_than_the_sites_name),
        cmocka_unit_test(a_headline_and_its_tags_describe_nothing),
        cmocka_unit_test(rights_have_a_holder),
        cmocka_unit_test(a_page_says_where_it_is),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
