#include "page_helper.h"

static test_page page;

#define HEAD "<title>Towpath reopens</title><h1>Towpath reopens</h1>"
#define BODY "<article><p>" TEST_P1 "</p><p>" TEST_P2 "</p><p>" TEST_P3 "</p></article>"
#define FRENCH                                                                                                \
    "<article><p>Le vieux chemin de halage a rouvert samedi, et les premiers bateaux sont passés avant "     \
    "midi. "                                                                                                  \
    "La commune l'avait fermé au printemps, quand un mur est tombé près du moulin.</p><p>Les travaux ont " \
    "duré "                                                                                                  \
    "plus longtemps que prévu, parce que les fondations sont plus anciennes que les plans de la "            \
    "mairie.</p></article>"
#define CHINESE "<article><p>" TEST_Z1 "</p><p>" TEST_Z2 "</p></article>"

static void assert_same(const char *what, const char *got, const char *expected)
{
    if ((got == NULL) != (expected == NULL) || (got && strcmp(got, expected) != 0))
        fail_msg("%s is %s, not %s", what, got ? got : "none", expected ? expected : "none");
}

static void check_captured(const char *html, const char *captured_at, const char *date, const char *lastmod)
{
    ts_extract_options options = {.url = "https://courier.example.org/local/towpath.html",
                                  .captured_at = captured_at};
    test_page_read_with(&page, html, &options);
    assert_same("date", page.fields.date, date);
    assert_same("lastmod", page.fields.lastmod, lastmod);
    test_page_free(&page);
}

static void check(const char *html, const char *date, const char *lastmod)
{
    check_captured(html, NULL, date, lastmod);
}

static void one_line_may_say_both(void **state)
{
    check(HEAD "<p>Published 12 March 2020, 08:30 | Updated 14 March 2020, 10:15</p>" BODY,
          "2020-03-12T08:30", "2020-03-14T10:15");
    check("<html lang=fr>" HEAD "<p class=date>Publié le 12/03/2020 à 08:30, mis à jour le 14/03/2020 à 10:15"
          "</p>" FRENCH,
          "2020-03-12T08:30", "2020-03-14T10:15");
    check("<html lang=ko>" HEAD "<p>입력 2020-03-12 08:30:15 수정 2020-03-14 10:15:00</p>" BODY,
          "2020-03-12T08:30:15", "2020-03-14T10:15:00");
    check("<html lang=zh>" HEAD "<p class=time>发布时间：2020-03-12 更新时间：2020-03-14</p>" CHINESE,
          "2020-03-12", "2020-03-14");
}

static void times_are_told_apart_by_what_stands_before(void **state)
{
    check(HEAD "<div>Published: <time datetime=2020-03-12T08:30Z>12 Mar</time> Last updated: <time "
               "datetime=2020-03-14T10:15Z>14 Mar</time></div>" BODY,
          "2020-03-12T08:30Z", "2020-03-14T10:15Z");
    check(HEAD "<div><span class=updated>Updated <time datetime=2020-03-14>14 Mar 2020</time></span> <span "
               "class=posted>Posted <time datetime=2020-03-12>12 Mar 2020</time></span></div>" BODY,
          "2020-03-12", "2020-03-14");
}

static void what_the_text_tells_of_is_no_publication(void **state)
{
    check(HEAD "<article><ul><li>The old lock was opened by the mayor of Lakeside on August 14, 1935</li><li>"
               "The towpath beside it fell into the water in spring and was built anew since "
               "then</li></ul><p>" TEST_P1 "</p><p>" TEST_P2 "</p><p>" TEST_P3 "</p></article>",
          NULL, NULL);
}

static void a_change_alone_is_no_publication(void **state)
{
    check(HEAD "<p>Updated 14 March 2020</p>" BODY, "2020-03-14", "2020-03-14");
    check("<meta property=article:published_time content=2020-03-12T08:30Z>" HEAD
          "<p>Updated 14 March 2020</p>" BODY,
          "2020-03-12T08:30Z", "2020-03-14");
    /* What has changed by then was published by then. */
    check("<meta property=article:published_time content=2020-05-12T08:30Z>" HEAD
          "<p>Updated 14 March 2020</p>" BODY,
          "2020-03-14", NULL);
}

static void a_moment_ago_counts_from_the_capture(void **state)
{
    static const char NOW[] = "2020-03-12T10:00:00+01:00";
    check_captured(HEAD "<p>Published 3 days ago</p>" BODY, NOW, "2020-03-09", NULL);
    check_captured(HEAD "<p>Published 3 days ago</p>" BODY, NULL, NULL, NULL);
    check_captured(HEAD "<p class=date>yesterday</p>" BODY, NOW, "2020-03-11", NULL);
    check_captured(HEAD "<p>Yesterday, 18:30</p>" BODY, NOW, "2020-03-11T18:30", NULL);
    check_captured(HEAD "<p>Today</p>" BODY, NOW, NULL, NULL);
    check_captured(HEAD "<p class=date>12 minutes ago</p>" BODY, NOW, "2020-03-12T09:48+01:00", NULL);
    check_captured(HEAD "<p class=date>Updated 2 hours ago</p>" BODY, NOW, "2020-03-12", "2020-03-12");
    check_captured("<html lang=zh>" HEAD "<p>湖畔网 2小时前</p>" CHINESE, NOW, "2020-03-12", NULL);
    check_captured("<meta property=article:published_time content=2020-03-01T08:30Z>" HEAD
                   "<p class=date>3 hours ago</p>" BODY,
                   NOW, "2020-03-01T08:30Z", NULL);
    check_captured(HEAD BODY "<aside><a href=/a>The ferry sank 3 days ago</a></aside>", NOW, NULL, NULL);
}

static void a_page_without_a_date_above_may_say_it_below(void **state)
{
    check(HEAD BODY "<div class=meta>Published on: 12 March 2020</div>", "2020-03-12", NULL);
    check(HEAD BODY "<h4>Published</h4><p><time datetime=2020-03-12T08:30Z>March 12, 2020</time></p>",
          "2020-03-12", NULL);
    check(HEAD BODY "<p>Page last modified March 14, 2020 @ 10:15 am</p>", "2020-03-14T10:15",
          "2020-03-14T10:15");
    check("<html lang=zh>" HEAD CHINESE "<div class=foot>发布时间：2020-03-12</div>", "2020-03-12", NULL);
    /* A bare date is anybody's, and so is what stands behind another article's headline. */
    check(HEAD BODY "<h4>The ferry</h4><p>March 12, 2020</p>", NULL, NULL);
    check(HEAD BODY "<p><a href=/a>The ferry that sank at the old pier in spring</a></p><h4>Published</h4>"
                    "<p>12 March 2020</p>",
          NULL, NULL);
    check(HEAD "<p class=date>14 March 2020</p>" BODY "<p>Published on: 12 March 2020</p>", "2020-03-14",
          NULL);
}

#define OTHER(n) "<p><a href=/" #n ">The ferry that sank at the old pier in spring " #n "</a></p>"

static void a_few_links_do_not_hide_the_date_below(void **state)
{
    check(HEAD BODY OTHER(1) OTHER(2) "<h4>Theme</h4><h4>Published</h4><p>12 March 2020</p>", "2020-03-12",
          NULL);
    check(HEAD BODY OTHER(1) OTHER(2) OTHER(3) "<h4>Theme</h4><h4>Published</h4><p>12 March 2020</p>", NULL,
          NULL);
}

static void a_dated_line_may_stand_before_the_last_paragraph(void **state)
{
    check("<meta property=article:modified_time content=2020-03-14T08:30:00Z>" HEAD "<article><p>" TEST_P1
          "</p><p>" TEST_P2 "</p><div class=author><p>March 12, 2020. <i>Updated: "
          "March 14, 2020</i></p></div><p>" TEST_P3 "</p></article>",
          "2020-03-12", "2020-03-14T08:30:00Z");
}

static void the_locale_tells_which_number_is_the_month(void **state)
{
    check("<html lang=en><meta property=og:locale content=en_US>" HEAD BODY "<p>Post time: 03-12-2020</p>",
          "2020-03-12", NULL);
    check("<html lang=en><meta property=og:locale content=en_GB>" HEAD BODY "<p>Post time: 12/03/2020</p>",
          "2020-03-12", NULL);
    check("<html lang=en><meta property=og:locale content=de_DE>" HEAD BODY "<p>Post time: 03-12-2020</p>",
          NULL, NULL);
}

static void a_line_called_a_disclaimer_is_read(void **state)
{
    check(HEAD "<p class=date>30 Sep 2022</p>" BODY
               "<p class=disclaimer>This article was originally published on 26 Sep 2019 at 4:12pm.</p>",
          "2019-09-26T16:12", NULL);
    check(HEAD "<p class=date>30 Sep 2022</p>" BODY
               "<aside><p>The ferry</p><p>This article was originally published on 26 Sep 2019.</p></aside>",
          "2022-09-30", NULL);
}

static void elements_side_by_side_are_words_apart(void **state)
{
    check(HEAD "<div><span>7 min read</span><span>Mar 12, 2020</span></div>" BODY, "2020-03-12", NULL);
    check(HEAD
          "<div class=dateline-wrapper><a href=/local>Local</a><span class=dateline>March 12, 2020</span>"
          "<span class='dateline updated'>Updated: March 14, 2020</span></div>" BODY,
          "2020-03-12", "2020-03-14");
    check(HEAD
          "<div>Published<span>Mar 12, 2020</span></div><div>Updated<span>Mar 14, 2020</span></div>" BODY,
          "2020-03-12", "2020-03-14");
}

static void what_stands_under_the_headline_is_heard_first(void **state)
{
    check("<title>Towpath reopens</title><div><a href=/a>The ferry</a> <time datetime=2020-05-17>17 May"
          "</time></div><h1>Towpath reopens</h1><div><time datetime=2020-03-12>12 Mar</time></div>" BODY,
          "2020-03-12", NULL);
}

static void a_date_between_summary_and_text_counts(void **state)
{
    check("<meta property=article:published_time content=2024-08-07T12:01:51Z>" HEAD "<article><p>" TEST_P1
          "</p><div>Mar 12, 2020</div><p>" TEST_P2 "</p><p>" TEST_P3 "</p></article>",
          "2020-03-12", NULL);
}

static void the_first_of_several_publications_is_the_date(void **state)
{
    check(HEAD
          "<p class=date>30 Sep 2022</p>" BODY
          "<p>This article was originally published on 26 Sep 2019 at 4:12pm but has been updated since.</p>",
          "2019-09-26T16:12", NULL);
    check("<html lang=fr><meta property=article:published_time content=2022-09-30T08:30Z>" HEAD FRENCH
          "<p>Première publication : 12 mars 2020</p>",
          "2020-03-12", NULL);
}

static void a_day_that_ended_before_it_anywhere_is_earlier(void **state)
{
    check("<meta property=article:published_time content=2020-03-13T22:02:58Z>" HEAD
          "<p class=date>March 12, 2020</p>" BODY,
          "2020-03-12", NULL);
    check("<meta property=article:published_time content=2020-03-13T09:21:40>" HEAD
          "<p class=date>March 12, 2020</p>" BODY,
          "2020-03-12", NULL);
    /* Somewhere it was still the day before. */
    check("<meta property=article:published_time content=2020-03-13T02:02:58Z>" HEAD
          "<p class=date>March 12, 2020</p>" BODY,
          "2020-03-13T02:02:58Z", NULL);
}

static void a_line_is_believed_where_programs_know_one_moment(void **state)
{
#define SAID(published, modified)                                                                            \
    "<meta property=article:published_time content=" published                                               \
    "><meta property=article:modified_time content=" modified ">" HEAD BODY                                  \
    "<div>Published <time datetime=2020-03-12>March 12, 2020</time></div>"
    check(SAID("2020-11-29T12:28:31Z", "2020-11-29T12:28:31Z"), "2020-03-12", "2020-11-29T12:28:31Z");
    check(SAID("2020-11-29T12:28:31Z", "2020-11-30T08:00:00Z"), "2020-11-29T12:28:31Z",
          "2020-11-30T08:00:00Z");
#undef SAID
}

static void other_elements_tell_programs_too(void **state)
{
    check(HEAD "<cite class=byline>Courier - <abbr title=2020-03-12T08:30:40Z>1 hr ago</abbr></cite>" BODY,
          "2020-03-12T08:30:40Z", NULL);
    check(HEAD "<relative-time datetime=2020-03-12T08:30:40Z>3 days ago</relative-time>" BODY,
          "2020-03-12T08:30:40Z", NULL);
    check(HEAD "<p>About the <abbr title='World Wide Web'>WWW</abbr></p>" BODY, NULL, NULL);
}

static void a_change_is_later_than_the_publication(void **state)
{
    /* A clock without a zone is that of the same place. */
    check("<meta property=article:published_time content=2020-03-12T08:30:00+01:00>"
          "<meta property=article:modified_time content=2020-03-12T08:10:00>" HEAD BODY,
          "2020-03-12T08:30:00+01:00", NULL);
    /* The same moment in two zones, one with its zone, one before it. */
    check("<meta property=article:published_time content=2020-03-12T08:30:00+01:00>"
          "<meta property=article:modified_time content=2020-03-12T07:30:00Z>" HEAD BODY,
          "2020-03-12T08:30:00+01:00", NULL);
    check("<meta property=article:modified_time content=2020-03-12T08:30:00+01:00>" HEAD
          "<p class=date>12 March 2020, 08:30</p>" BODY,
          "2020-03-12T08:30:00+01:00", NULL);
    check("<meta property=article:published_time content=2020-03-12T08:30:00Z>"
          "<meta property=article:modified_time content=2020-03-12T08:29:00Z>" HEAD BODY,
          "2020-03-12T08:30:00Z", NULL);
    check("<meta property=article:published_time content=2020-03-12T08:30:00Z>"
          "<meta property=article:modified_time content=2020-03-12T08:31:00Z>" HEAD BODY,
          "2020-03-12T08:30:00Z", "2020-03-12T08:31:00Z");
}

static void a_month_is_a_date_behind_its_label(void **state)
{
    check(HEAD "<p>Last updated: March 2020</p>" BODY, "2020-03", "2020-03");
    check(HEAD "<p>March 2020</p>" BODY, NULL, NULL);
}

static void a_byline_below_dates_the_article_too(void **state)
{
    check(HEAD BODY "<div>Written by Ada Finch</div><div>March 12, 2020</div>", "2020-03-12", NULL);
    check(HEAD BODY
          "<p><a href=/t/a>locks</a> <a href=/t/b>the old mill</a> <a href=/t/c>boats in summer</a></p>"
          "<div>March 12, 2020 By Ada Finch</div>",
          "2020-03-12", NULL);
}

static void another_articles_item_does_not_date_it(void **state)
{
    check(HEAD BODY "<a href=/ferry><div itemscope itemtype=https://schema.org/NewsArticle>The ferry "
                    "<span itemprop=datePublished content=2020-05-17T12:00Z>17 May</span></div></a>",
          NULL, NULL);
    check(HEAD "<ul><li><a href=/ferry>The ferry rests until the spring tides</a>"
               "<div class=timestamp>May 11, 2019</div></li></ul><p>March 12, 2020</p>" BODY,
          "2020-03-12", NULL);
    check(HEAD "<ul><li><a href=/finch>Ada Finch</a></li><li class=timestamp>March 12, 2020</li></ul>" BODY,
          "2020-03-12", NULL);
}

static void a_meta_element_of_any_name_may_hold_it(void **state)
{
    check("<meta name=acme-published-date content=2020-03-12>" HEAD BODY, "2020-03-12", NULL);
    check("<meta name=acme:pubDate content=2020-03-12><meta name=last-updated content=2020-03-14>" HEAD BODY,
          "2020-03-12", "2020-03-14");
    /* A time may be that of the page's own making, and what was begun is not yet published. */
    check("<meta name=published-time content=2020-03-14>" HEAD "<p>12 March 2020</p>" BODY, "2020-03-12",
          NULL);
    check("<meta name=creation_date content=2020-03-10>" HEAD "<p>12 March 2020</p>" BODY, "2020-03-12",
          NULL);
    check("<meta name=published-time content=2020-03-12>" HEAD BODY, "2020-03-12", NULL);
}

static void programs_count_moments(void **state)
{
    check("<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"headline\":\"Towpath reopens\","
          "\"datePublished\":1584001800000}</script>" HEAD BODY,
          "2020-03-12T08:30:00Z", NULL);
    check("<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"headline\":\"Towpath reopens\","
          "\"datePublished\":{\"@type\":\"Date\",\"@value\":\"2020-03-12\"}}</script>" HEAD BODY,
          "2020-03-12", NULL);
    check(HEAD "<time datetime=1584001800>two years ago</time>" BODY, "2020-03-12T08:30:00Z", NULL);
    check(HEAD "<span class=date data-timestamp=1584001800>2y</span>" BODY, "2020-03-12T08:30:00Z", NULL);
    check(HEAD "<my-timestamp data-timestamp=1584001800000><span></span></my-timestamp>" BODY,
          "2020-03-12T08:30:00Z", NULL);
}

static void an_element_may_tell_its_date_by_its_title(void **state)
{
    check(HEAD "<time title='2020-03-12T08:30:00Z'>2y</time>" BODY, "2020-03-12T08:30:00Z", NULL);
    check(HEAD "<span class=timestamp title='12 March 2020'>2y</span>" BODY, "2020-03-12", NULL);
    check(HEAD "<div class=published><i class=value-title title='2020-03-12T08:30:00Z'></i>2y</div>" BODY,
          "2020-03-12T08:30:00Z", NULL);
    check(HEAD "<time title='More of it'>12 March 2020</time>" BODY, "2020-03-12", NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_line_may_say_both),
        cmocka_unit_test(times_are_told_apart_by_what_stands_before),
        cmocka_unit_test(what_the_text_tells_of_is_no_publication),
        cmocka_unit_test(a_change_alone_is_no_publication),
        cmocka_unit_test(a_moment_ago_counts_from_the_capture),
        cmocka_unit_test(a_page_without_a_date_above_may_say_it_below),
        cmocka_unit_test(a_few_links_do_not_hide_the_date_below),
        cmocka_unit_test(a_dated_line_may_stand_before_the_last_paragraph),
        cmocka_unit_test(the_locale_tells_which_number_is_the_month),
        cmocka_unit_test(a_line_called_a_disclaimer_is_read),
        cmocka_unit_test(elements_side_by_side_are_words_apart),
        cmocka_unit_test(what_stands_under_the_headline_is_heard_first),
        cmocka_unit_test(a_date_between_summary_and_text_counts),
        cmocka_unit_test(the_first_of_several_publications_is_the_date),
        cmocka_unit_test(a_day_that_ended_before_it_anywhere_is_earlier),
        cmocka_unit_test(a_line_is_believed_where_programs_know_one_moment),
        cmocka_unit_test(other_elements_tell_programs_too),
        cmocka_unit_test(a_change_is_later_than_the_publication),
        cmocka_unit_test(a_month_is_a_date_behind_its_label),
        cmocka_unit_test(a_byline_below_dates_the_article_too),
        cmocka_unit_test(another_articles_item_does_not_date_it),
        cmocka_unit_test(a_meta_element_of_any_name_may_hold_it),
        cmocka_unit_test(programs_count_moments),
        cmocka_unit_test(an_element_may_tell_its_date_by_its_title),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
