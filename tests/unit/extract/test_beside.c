#include "page_helper.h"

/* Fields that a page tells above and behind the article, and the vocabularies in its markup. */

static test_page page;

#define HEAD "<title>Towpath reopens</title><h1>Towpath reopens</h1>"
#define BODY "<article><p>" TEST_P1 "</p><p>" TEST_P2 "</p><p>" TEST_P3 "</p></article>"

static const char *joined(const ts_texts *texts)
{
    const char *all = "";
    for (size_t i = 0; i < texts->len; i++)
        all = ts_arena_printf(page.arena, "%s%s%s", all, i ? "; " : "", texts->items[i]);
    return all;
}

static const char *names(const ts_people *people)
{
    const char *all = "";
    for (size_t i = 0; i < people->len; i++)
        all = ts_arena_printf(page.arena, "%s%s%s", all, i ? "; " : "", people->items[i].name);
    return all;
}

static void check_section(const char *html, const char *expected)
{
    test_page_read(&page, html);
    assert_string_equal(joined(&page.fields.section), expected);
    test_page_free(&page);
}

static void a_breadcrumb_is_a_section_without_home(void **state)
{
    check_section(
        "<nav class=breadcrumb><a href=/>Courier</a> <a href=/news>News</a> <a href=/news/local>Local</a>"
        "</nav>" HEAD BODY,
        "News; Local");
    check_section("<ol class=breadcrumb><li><a href=/start>Startseite</a></li></ol>" HEAD BODY, "");
    check_section("<td><span class=pathway><a href=/ class=pathway>Home</a> <img src=a> <a href=/news "
                  "class=pathway>News</a> <img src=a> Towpath</span></td>" HEAD BODY,
                  "News");
    check_section(
        "<nav class=breadcrumb><a href=/en/>The Courier</a> <a href=/en/local>Local</a></nav>" HEAD BODY,
        "Local");
    check_section(
        "<ol itemscope itemtype=https://schema.org/BreadcrumbList><li><a href=/>Home</a></li><li><a "
        "href=/local>Local</a></li></ol>" HEAD BODY,
        "Local");
}

static void check_tags(const char *html, const char *expected)
{
    test_page_read(&page, html);
    assert_string_equal(joined(&page.fields.tags), expected);
    test_page_free(&page);
}

static void tags_are_of_the_article(void **state)
{
    check_tags(
        HEAD BODY
        "<ul class=tags><li><a href=/tag/canals>Canals</a></li><li><a href=/tag/mills>#Mills</a></li></ul>",
        "Canals; Mills");
    check_tags("<meta name=keywords content='towpath,harbour master'>" HEAD BODY, "towpath; harbour master");
    /* On every page of the site alike. */
    check_tags("<meta name=keywords content='news,breaking news,sport,weather'>" HEAD BODY, "");
    check_tags("<meta name=keywords content='news,sport,weather'>" HEAD BODY
               "<p>Filed in <a rel=tag href=/t/canals>Canals</a></p>",
               "Canals");
}

static void rights_stand_at_the_foot(void **state)
{
    test_page_read(&page, HEAD BODY
                   "<footer><p>Licensed under <a href='https://creativecommons.org/licenses/by/4.0/'>"
                   "Creative Commons</a>.</p><p>© 2020 Millbrook Courier. All rights reserved.</p></footer>");
    assert_string_equal(page.fields.license, "https://creativecommons.org/licenses/by/4.0/");
    assert_string_equal(page.fields.holder, "Millbrook Courier");
    test_page_free(&page);
    test_page_read(&page, HEAD "<article><p>" TEST_P1 "</p><p>" TEST_P2
                               " See <a href='https://creativecommons.org/licenses/by/4.0/'>"
                               "the licence</a> of the maps.</p><p>" TEST_P3 "</p></article>");
    assert_null(page.fields.license);
    test_page_free(&page);
}

static void rdfa_is_read(void **state)
{
    test_page_read(&page, HEAD
                   "<div typeof='schema:NewsArticle'><span property='schema:author' typeof='Person'><span "
                   "property='name'>Ada Finch</span></span> <span property='datePublished' "
                   "content='2020-03-12T08:30:00+01:00'>Thursday</span></div>" BODY);
    assert_string_equal(names(&page.fields.authors), "Ada Finch");
    assert_string_equal(page.fields.date, "2020-03-12T08:30:00+01:00");
    test_page_free(&page);
    test_page_read(
        &page,
        HEAD "<span property='dc:date dc:created' content='2020-03-12T08:30:00+01:00'>Thursday</span>" BODY);
    assert_string_equal(page.fields.date, "2020-03-12T08:30:00+01:00");
    test_page_free(&page);
}

static void family_names_may_stand_first(void **state)
{
    test_page_read(
        &page,
        "<meta name=citation_author content='Finch, Ada'><meta name=citation_author content='Moor, Ben'>" HEAD
            BODY);
    assert_string_equal(names(&page.fields.authors), "Ada Finch; Ben Moor");
    test_page_free(&page);
    test_page_read(&page, "<meta name=DC.Creator content='Ada Finch, Ben Moor'>" HEAD BODY);
    assert_string_equal(names(&page.fields.authors), "Ada Finch; Ben Moor");
    test_page_free(&page);
}

static void all_links_of_a_byline_are_authors(void **state)
{
    test_page_read(
        &page,
        HEAD "<div class=meta><div>By <a href=/author/ada>Ada Finch</a> and <a href=/author/ben>Ben Moor"
             "</a></div> <a href=/author/ada rel=author>View all posts</a></div>" BODY);
    assert_string_equal(names(&page.fields.authors), "Ada Finch; Ben Moor");
    test_page_free(&page);
    /* Who wrote the comments, or another article, did not write this one. */
    test_page_read(
        &page, HEAD BODY
        "<ol class=commentlist><li class=comment><cite class=author>Bo Heron</cite> <p>Well done, I say."
        "</p></li></ol>");
    assert_int_equal(page.fields.authors.len, 0);
    test_page_free(&page);
}

static void a_site_signs_in_whatever_letters(void **state)
{
    test_page_read(
        &page, "<meta name=author content='Ediciones El País'><meta property=og:site_name content='EL PAÍS'>"
               "<meta name=DC.creator content='Ediciones El País'>" HEAD
               "<p>By <a href=/author/ada rel=author>Ada Finch</a> on <span class=date>12 March 2020</span>"
               "</p>" BODY);
    assert_string_equal(names(&page.fields.authors), "Ada Finch");
    test_page_free(&page);
}

static void check_canonical(const char *head, const char *expected)
{
    char html[4096];
    snprintf(html, sizeof html, "%s%s%s", head, HEAD, BODY);
    test_page_read(&page, html);
    if (expected)
        assert_string_equal(page.fields.canonical_url, expected);
    else
        assert_null(page.fields.canonical_url);
    test_page_free(&page);
}

static void a_canonical_address_is_one_of_the_article(void **state)
{
    check_canonical("<link rel=canonical href=/a>", "https://courier.example.org/a");
    check_canonical("<link rel=canonical href='https://courier.example.org/'>", NULL);
    check_canonical(
        "<link rel=canonical href='https://courier.example.org/'><meta property=og:url content=/b>",
        "https://courier.example.org/b");
    check_canonical("<link rel=canonical href='http://localhost:3000/a'>", NULL);
    check_canonical("<link rel=canonical href='{{url}}'>", NULL);
}

static void check_image(const char *html, const char *expected)
{
    test_page_read(&page, html);
    if (!expected)
        assert_int_equal(page.fields.images.len, 0);
    else
        assert_string_equal(page.fields.images.items[0].src, expected);
    test_page_free(&page);
}

static void the_lead_image_is_no_logo(void **state)
{
    check_image("<meta property=og:image content=/img/site-logo.png>" HEAD BODY, NULL);
    check_image(
        "<meta property=og:image content=/img/site-logo.png><link rel=image_src href=/img/lock.jpg>" HEAD
            BODY,
        "https://courier.example.org/img/lock.jpg");
    check_image("<meta property=og:image content=/vi/maxresdefault.jpg>" HEAD BODY,
                "https://courier.example.org/vi/maxresdefault.jpg");
    check_image(HEAD "<figure><img src=/img/lock.jpg alt='The lock'><figcaption>The lock on "
                     "Saturday</figcaption></figure>" BODY,
                "https://courier.example.org/img/lock.jpg");
    check_image(HEAD "<img src=/img/face.jpg width=40>" BODY, NULL);
    check_image("<div itemprop=image itemscope><meta itemprop=url content=/img/lock.jpg></div>" HEAD BODY,
                "https://courier.example.org/img/lock.jpg");
}

static void check_authors(const char *html, const char *expected)
{
    test_page_read(&page, html);
    assert_string_equal(names(&page.fields.authors), expected);
    test_page_free(&page);
}

static void persons_stand_in_elements_of_their_own(void **state)
{
    check_authors(HEAD "<ul class=authors><li><div><span>Ada Finch</span><span>harbour desk</span></div></li>"
                       "</ul>" BODY,
                  "Ada Finch");
    check_authors(HEAD "<ul><li class=author><a href=/1>Ada Finch</a><i>Reporter</i></li><li class=author><a "
                       "href=/2>Bo Heron</a><i>Reporter</i></li></ul>" BODY,
                  "Ada Finch; Bo Heron");
    check_authors(HEAD "<ul class=skribent><li><div>Ada Finch</div><div>Reporter</div></li><li><div>Bo Heron"
                       "</div><div>Camera</div></li></ul>" BODY,
                  "Ada Finch; Bo Heron");
    check_authors(HEAD "<div class=author><a href=/1>Ada Finch</a> and <a href=/2>Bo Heron</a></div>" BODY,
                  "Ada Finch; Bo Heron");
    check_authors(HEAD "<div class=author><span>Ada</span> <span>Finch</span></div>" BODY, "Ada Finch");
}

#define PROGRAM(name)                                                                                        \
    "<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"headline\":\"Towpath "                    \
    "reopens\",\"author\":{\"name\":\"" name "\"}}</script><meta name=author content='" name "'>"

/* Programs name whose account published it, or the first of several. */
static void a_byline_is_believed(void **state)
{
    check_authors(PROGRAM("KatieS") HEAD "<p>By <a class=author href=/authors/ada>Ada Finch</a></p>" BODY,
                  "Ada Finch");
    check_authors(PROGRAM("bo.heron") HEAD "<div class=author-info><span>Ada Finch</span></div>" BODY,
                  "Ada Finch");
    check_authors(PROGRAM("Ada Finch") HEAD "<p class=author>By Ada Finch, Bo Heron and Cy Swan</p>" BODY,
                  "Ada Finch; Bo Heron; Cy Swan");
    /* Two lines that name two: nobody knows of whom. */
    check_authors(PROGRAM("Ada Finch") HEAD "<p class=author>Bo Heron</p>" BODY, "Ada Finch");
    check_authors(PROGRAM("Ada Finch") HEAD "<p class=author>By ADA FINCH</p>" BODY, "Ada Finch");
}

static void a_label_may_stand_above_several(void **state)
{
    check_authors(HEAD BODY
                  "<h6>Author(s)</h6><ul><li><a href=/1>Ada Finch</a></li><li><a href=/2>Bo Heron</a></li>"
                  "<li><a href=/3>Cy Swan</a></li></ul><p>Share</p>",
                  "Ada Finch; Bo Heron; Cy Swan");
    check_authors(HEAD BODY "<p>Author</p><div><span>AF</span></div><p>Ada Finch</p><div>Lake Walks</div>",
                  "Ada Finch");
}

static void a_box_behind_is_heard_last(void **state)
{
    check_authors("<meta name=author content='Ada Finch'>" HEAD BODY
                  "<div class=author-box><div class=author>Bo Heron</div></div>",
                  "Ada Finch");
    check_authors(HEAD BODY "<div class=author-box><div class=author>Bo Heron</div></div>", "Bo Heron");
}

static void a_link_to_a_kind_names_nobody(void **state)
{
    check_authors(HEAD "<div class=byline><a href=/blog/tag/lake-walks>Lake walks</a> <span>March 12, "
                       "2020</span></div>" BODY,
                  "");
}

static void who_edited_it_is_an_editor(void **state)
{
    test_page_read(&page, HEAD BODY "<p>Reporting by Ada Finch; Editing by Bo Heron</p>");
    assert_string_equal(names(&page.fields.authors), "Ada Finch");
    assert_string_equal(names(&page.fields.editors), "Bo Heron");
    test_page_free(&page);
}

static void correspondents_say_where_they_are(void **state)
{
    check_authors(HEAD "<p>By Ada Finch in Millbrook and Bo Heron in Lakeside</p>" BODY,
                  "Ada Finch; Bo Heron");
    check_authors(HEAD "<p>By Ada Finch in Millbrook</p>" BODY, "Ada Finch");
    check_authors(HEAD "<p>Ada Finch, Reuters</p><p>12 March 2020</p>" BODY, "Ada Finch");
}

static void a_firm_is_one(void **state)
{
    check_authors("<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"headline\":\"Towpath "
                  "reopens\",\"author\":{\"@type\":\"Organization\",\"name\":\"Finch & Finch\"},"
                  "\"publisher\":{\"@type\":\"Organization\",\"name\":\"Finch & Finch\"}}</script>" HEAD BODY,
                  "Finch & Finch");
}

/* The model may take such a list along with the text. */
static void who_signs_at_the_end_is_heard(void **state)
{
    check_authors(
        "<article><h1>Towpath reopens</h1><p>" TEST_P1 "</p><p>" TEST_P2 "</p><p>" TEST_P3 "</p>"
        "<ul class=Authors__a><li><div>Ada Finch</div><div>Reporter</div></li><li><div>Bo Heron</div>"
        "<div>Reporter</div></li></ul><p>" TEST_P2 "</p></article>",
        "Ada Finch; Bo Heron");
}

static void check_dek(const char *html, const char *expected)
{
    test_page_read(&page, html);
    if (expected)
        assert_string_equal(page.fields.description, expected);
    assert_int_equal(page.fields.excerpt, !expected);
    test_page_free(&page);
}

static void a_standfirst_describes(void **state)
{
    check_dek(HEAD "<p class=article__intro>Nine years on, walkers are back.</p>" BODY,
              "Nine years on, walkers are back.");
    check_dek(HEAD "<div class=chapo><p>Nine years on, walkers are back.</p></div>" BODY,
              "Nine years on, walkers are back.");
    check_dek("<meta name=description content='What the metadata says.'>" HEAD
              "<p class=article__intro>Nine years on, walkers are back.</p>" BODY,
              "What the metadata says.");
    check_dek(HEAD "<p class=note>Nine years on, walkers are back.</p>" BODY, NULL);
    check_dek(HEAD "<p class=lead>Local news</p>" BODY, NULL);
    check_dek("<html><body><h1>Towpath reopens</h1>Nine years on, walkers are back." BODY, NULL);
}

static void the_publisher_signs_with_nobody_else(void **state)
{
    check_authors("<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"headline\":\"Towpath\","
                  "\"author\":[{\"name\":\"Ada Finch\"},{\"name\":\"Towpath Courier\"}],\"publisher\":"
                  "{\"name\":\"Towpath Courier\"}}</script>" HEAD BODY,
                  "Ada Finch");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(persons_stand_in_elements_of_their_own),
        cmocka_unit_test(a_standfirst_describes),
        cmocka_unit_test(a_byline_is_believed),
        cmocka_unit_test(a_label_may_stand_above_several),
        cmocka_unit_test(a_box_behind_is_heard_last),
        cmocka_unit_test(a_link_to_a_kind_names_nobody),
        cmocka_unit_test(a_firm_is_one),
        cmocka_unit_test(who_edited_it_is_an_editor),
        cmocka_unit_test(correspondents_say_where_they_are),
        cmocka_unit_test(who_signs_at_the_end_is_heard),
        cmocka_unit_test(the_publisher_signs_with_nobody_else),
        cmocka_unit_test(a_breadcrumb_is_a_section_without_home),
        cmocka_unit_test(tags_are_of_the_article),
        cmocka_unit_test(rights_stand_at_the_foot),
        cmocka_unit_test(rdfa_is_read),
        cmocka_unit_test(family_names_may_stand_first),
        cmocka_unit_test(all_links_of_a_byline_are_authors),
        cmocka_unit_test(a_site_signs_in_whatever_letters),
        cmocka_unit_test(a_canonical_address_is_one_of_the_article),
        cmocka_unit_test(the_lead_image_is_no_logo),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
