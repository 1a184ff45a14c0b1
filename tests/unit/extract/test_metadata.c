#include "page_helper.h"

#include "extract/publication.h"

static test_page page;

#define BODY "<article><p>" TEST_P1 "</p><p>" TEST_P2 "</p><p>" TEST_P3 "</p></article>"

static void check_title(const char *html, const char *title)
{
    test_page_read(&page, html);
    if (title)
        assert_string_equal(page.fields.title, title);
    else
        assert_null(page.fields.title);
    test_page_free(&page);
}

static void titles_are_chosen_by_agreement(void **state)
{
    check_title("<title>Towpath reopens | Millbrook Courier</title>"
                "<meta property=og:site_name content='Millbrook Courier'>" BODY,
                "Towpath reopens");
    check_title("<title>Courier</title><meta property=og:title content='Towpath reopens'><h1>Towpath "
                "reopens</h1>" BODY,
                "Towpath reopens");
    check_title("<title>河堤重开_新闻频道_湖畔网</title><h1>河堤重开</h1><p>" TEST_Z1 "</p><p>" TEST_Z2
                "</p>",
                "河堤重开");
    check_title("<title>Well - a story - Courier</title><h1>Well - a story</h1>" BODY, "Well - a story");
    check_title("<title>Towpath reopens - Courier</title>" BODY, "Towpath reopens");
    check_title("<title>City: where it floods</title>" BODY, "City: where it floods");
    check_title("<meta property=og:title content='It\\'s &amp;quot;open&amp;quot;'>" BODY, "It\\'s \"open\"");
    check_title(BODY, NULL);
}

static void a_headline_is_not_torn_at_its_dash(void **state)
{
    /* Sources that differ in the second half do not vote for the first. */
    check_title(
        "<title>Wall falls at mill - 'nobody saw it', says clerk | Courier</title><meta property=og:title "
        "content='Wall falls at mill - nobody was there, says clerk'><h1>Wall falls at mill - and nobody "
        "saw it</h1>" BODY,
        "Wall falls at mill - and nobody saw it");
    check_title(
        "<title>towpath-lib - walking in Rust Lakeside</title><meta property=og:title content='towpath-lib - "
        "walking in Rust'><h1>towpath-lib - walking in Rust</h1>" BODY,
        "towpath-lib - walking in Rust");
}

static void the_sites_name_is_no_title(void **state)
{
    check_title("<title>Towpath reopens</title><meta property=og:site_name content='Millbrook Courier'>"
                "<h1><a href=/>Millbrook Courier</a></h1><div class=t>Towpath reopens</div>" BODY,
                "Towpath reopens");
}

static void raw_quotes_in_a_title_are_kept(void **state)
{
    check_title("<meta property=\"og:title\" content=\"Mayor: \"Never again\" on the mill\">" BODY,
                "Mayor: \"Never again\" on the mill");
}

static void check_date(const char *html, const char *date, const char *lastmod)
{
    test_page_read(&page, html);
    if (date)
        assert_string_equal(page.fields.date, date);
    else
        assert_null(page.fields.date);
    if (lastmod)
        assert_string_equal(page.fields.lastmod, lastmod);
    else
        assert_null(page.fields.lastmod);
    test_page_free(&page);
}

static void dates_come_from_the_best_source(void **state)
{
    check_date("<meta property=article:published_time content='2020-03-12T08:30:00+01:00'>"
               "<meta property=article:modified_time content='2020-03-13T10:00:00+01:00'><time "
               "datetime=2021-01-01>x</time>" BODY,
               "2020-03-12T08:30:00+01:00", "2020-03-13T10:00:00+01:00");
    check_date("<meta itemprop=datePublished content=2020-03-12>" BODY, "2020-03-12", NULL);
    check_date("<h1>T</h1><span class=post-date>12 March 2020</span>" BODY, "2020-03-12", NULL);
    check_date("<h1>T</h1><time datetime=2020-03-12T08:30>Thursday</time>" BODY, "2020-03-12T08:30", NULL);
    check_date("<meta name=dc.date content='2020-03'>" BODY, "2020-03", NULL);
    check_date("<meta name=date content='1970-01-01T00:00:00Z'>" BODY, NULL, NULL);
    check_date("<meta name=date content='soon'>" BODY, NULL, NULL);
    check_date(BODY "<aside><p>1 May 2019</p></aside>", NULL, NULL);
}

static void a_printed_date_days_before_is_the_first(void **state)
{
    check_date(
        "<meta property=article:published_time content=2020-03-12T08:30Z><h1>T</h1><p>1 May 2018</p>" BODY,
        "2018-05-01", NULL);
    /* One day is a time zone, and far from the headline stands no date of the article's. */
    check_date(
        "<meta property=article:published_time content=2020-03-12T00:30Z><h1>T</h1><p>11 March 2020</p>" BODY,
        "2020-03-12T00:30Z", NULL);
    check_date("<meta property=article:published_time content=2020-03-12T08:30Z><h1>T</h1>" BODY
               "<p>1 May 2018</p>",
               "2020-03-12T08:30Z", NULL);
}

static void an_instant_says_more_than_its_day(void **state)
{
    check_date("<meta name=pubdate content=2020-03-12><h1>T</h1><div class=date>2020-03-12 08:30</div>" BODY,
               "2020-03-12T08:30", NULL);
}

static void addresses_give_a_date_last(void **state)
{
    ts_arena *arena = ts_arena_new();
    assert_string_equal(ts_date_of_url(arena, "https://example.org/2020/03/12/a.html"), "2020-03-12");
    assert_string_equal(ts_date_of_url(arena, "https://example.org/a_20200312.html"), "2020-03-12");
    assert_string_equal(ts_date_of_url(arena, "https://example.org/2020-03/12/c1.html"), "2020-03-12");
    assert_string_equal(ts_date_of_url(arena, "https://example.org/2020/3/9/a.html"), "2020-03-09");
    assert_string_equal(ts_date_of_url(arena, "https://example.org/2020/mar/12/a"), "2020-03-12");
    assert_string_equal(ts_date_of_url(arena, "https://example.org/news/23-01-2020-a-race"), "2020-01-23");
    assert_string_equal(ts_date_of_url(arena, "https://example.org/2020/03/3-questions"), "2020-03");
    assert_null(ts_date_of_url(arena, "https://example.org/a?on=2020-03-12"));
    assert_null(ts_date_of_url(arena, "https://example.org/2020/13/12/"));
    assert_null(ts_date_of_url(arena, "https://example.org/id/12020031299"));
    assert_null(ts_date_of_url(arena, "https://example.org/2020"));
    assert_null(ts_date_of_url(arena, ""));
    assert_null(ts_date_of_url(arena, NULL));
    ts_arena_free(arena);
}

static void dates_that_agree_win(void **state)
{
#define OG(date) "<title>Towpath reopens</title><meta property=article:published_time content='" date "'>"
#define LD(date)                                                                                             \
    "<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"headline\":\"Towpath reopens\","          \
    "\"datePublished\":\"" date "\"}</script>"
    /* Two against one. */
    check_date(LD("2019-08-14")
                   OG("2020-03-12") "<h1>Towpath reopens</h1><p class=date>12 March 2020</p>" BODY,
               "2020-03-12", NULL);
    /* The same moment, by the clock of the place. */
    check_date(
        OG("2020-03-13T02:25:54Z") "<h1>Towpath reopens</h1><p class=date>12 March 2020, 21:25</p>" BODY,
        "2020-03-12T21:25:54-05:00", NULL);
    check_date(
        OG("2020-03-13T02:25:54Z") "<h1>Towpath reopens</h1><p class=date>12 March 2020, 21:31</p>" BODY,
        "2020-03-13T02:25:54Z", NULL);
    /* Earlier by more than two clocks differ. */
    check_date(
        OG("2020-03-13T19:49:32Z") "<h1>Towpath reopens</h1><p class=date>12 March 2020, 12:25</p>" BODY,
        "2020-03-12T12:25", NULL);
    /* Digits that mean two days mean that which another source names. */
    check_date(OG("2020-11-01T05:00:14") "<h1>Towpath reopens</h1><p class=date>01.11.2020</p>" BODY,
               "2020-11-01T05:00:14", NULL);
    check_date("<html lang=de>" OG("2020-11-01") "<h1>Towpath reopens</h1><p class=date>11/01/2020</p>" BODY,
               "2020-11-01", NULL);
    /* What the page calls a change is one, whatever its element is called. */
    check_date("<title>Towpath reopens</title><h1>Towpath reopens</h1><p class=date>12 March 2020</p><p "
               "class=date>Updated: 2 May 2020</p>" BODY,
               "2020-03-12", "2020-05-02");
#undef OG
#undef LD
}

static void dates_open_texts(void **state)
{
    check_date("<h1>Towpath reopens</h1><article><p>(12.03.2020) " TEST_P1 "</p><p>" TEST_P2 "</p></article>",
               "2020-03-12", NULL);
    check_date("<h1>Towpath reopens</h1><article><p>Millbrook, (12.03.2020). " TEST_P1 "</p><p>" TEST_P2
               "</p></article>",
               "2020-03-12", NULL);
    check_date("<h1>Towpath reopens</h1><article><p>Millbrook, 12 March 2020: " TEST_P1 "</p><p>" TEST_P2
               "</p></article>",
               "2020-03-12", NULL);
    check_date("<h1>Towpath reopens</h1><article><p>Millbrook, 12 March 2020. " TEST_P1 "</p><p>" TEST_P2
               "</p></article>",
               "2020-03-12", NULL);
    check_date("<h1>Towpath reopens</h1><article><p>It was 12 March 2020. " TEST_P1 "</p><p>" TEST_P2
               "</p></article>",
               NULL, NULL);
    check_date("<h1>Towpath reopens</h1><article><p>Since 12 March 2020: " TEST_P1 "</p><p>" TEST_P2
               "</p></article>",
               NULL, NULL);
    check_date("<h1>Towpath reopens</h1><article><p>12 March 2020 - " TEST_P1 "</p><p>" TEST_P2
               "</p></article>",
               "2020-03-12", NULL);
    check_date("<h1>Towpath reopens</h1><article><p>On 12 March 2020 all was quiet. " TEST_P1
               "</p><p>" TEST_P2 "</p></article>",
               NULL, NULL);
    check_date("<title>12.03.2020 - Towpath reopens</title><h1>12.03.2020 - Towpath reopens</h1>" BODY,
               "2020-03-12", NULL);
}

static void check_author(const char *html, const char *author)
{
    test_page_read(&page, html);
    if (!author) {
        assert_int_equal(page.fields.authors.len, 0);
    } else {
        assert_int_equal(page.fields.authors.len, 1);
        assert_string_equal(page.fields.authors.items[0].name, author);
    }
    test_page_free(&page);
}

static void authors_are_persons_before_sites(void **state)
{
    check_author("<meta name=author content='Ada Finch'>" BODY, "Ada Finch");
    check_author("<h1>T</h1><p class=byline>By <a rel=author href=/ada>Ada Finch</a></p>" BODY, "Ada Finch");
    check_author("<span itemprop=author itemscope><span itemprop=name>Ada Finch</span>, aged 30</span>" BODY,
                 "Ada Finch");
    check_author("<meta property=og:site_name content=Courier><meta name=author content=Courier>"
                 "<h1>T</h1><div class=author>Ada Finch</div>" BODY,
                 "Ada Finch");
    check_author("<meta property=article:author content='https://social.example.org/ada'>" BODY, NULL);
    check_author(BODY, NULL);
}

static void sources_that_agree_on_authors_win(void **state)
{
    /* Two against one. */
    check_author("<meta name=author content='Bo Heron'><meta name=citation_author content='Ada Finch'>"
                 "<h1>T</h1><div class=author>Ada Finch</div>" BODY,
                 "Ada Finch");
    /* Who took the pictures did not write. */
    check_author("<meta name=author content='Ada Finch'>" BODY "<p>Photographs by John Roe</p>", "Ada Finch");
    /* A line calls him the editor. */
    check_author(
        "<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"headline\":\"T\","
        "\"author\":{\"name\":\"John Roe\"}}</script><h1>T</h1><div class=author>Ada Finch</div>" BODY
        "<p>Editor: John Roe</p>",
        "Ada Finch");
    check_author("<meta property=article:author content=adafinch><meta name=author content='Ada Finch'>" BODY,
                 "Ada Finch");
}

static void authors_of_other_things_are_none(void **state)
{
    /* Items of a menu that are links are no bylines. */
    check_author("<ul><li><a href=/s>By Special Season</a></li><li><a href=/b>By Boat</a></li></ul><h1>T</h1>"
                 "<div>" BODY "</div>",
                 NULL);
    check_author("<article itemscope itemtype=http://schema.org/NewsArticle><h1>T</h1><b itemprop=author>Ada "
                 "Finch</b><p>" TEST_P1 "</p><p>" TEST_P2
                 "</p><div itemprop=comment itemscope itemtype=http://schema.org/Comment><b "
                 "itemprop=author>Bo Heron</b></div></article>",
                 "Ada Finch");
    check_author("<h1>T</h1><p>By Ada Finch</p>" BODY "<h3>More</h3><p>By Bo Heron</p><p>By Cy Swan</p>",
                 "Ada Finch");
}

static void bylines_are_found_without_class_words(void **state)
{
    check_author("<h1>T</h1><p>By Ada Finch 12 March 2020</p>" BODY, "Ada Finch");
    check_author("<h1>T</h1><p>Written by</p><p>Ada Finch</p>" BODY, "Ada Finch");
    check_author("<h1>T</h1><p class=date-author>12 March 2020 by Ada Finch</p>" BODY, "Ada Finch");
    check_author("<h1>T</h1>" BODY "<div class=bio><a rel=author href=/ada>Ada Finch</a></div>", "Ada Finch");
    check_author("<h1>T</h1><p>By the river</p>" BODY, NULL);
    check_author(
        "<meta name=twitter:label1 content='Written by'><meta name=twitter:data1 content='Ada Finch'>" BODY,
        "Ada Finch");
    check_author(
        "<meta name=twitter:label1 content='Reading time'><meta name=twitter:data1 content='2 Minutes'>" BODY,
        NULL);
    check_author("<meta name=author value='Ada Finch'>" BODY, "Ada Finch");
}

static void lines_of_chinese_pages_fill_the_fields(void **state)
{
    test_page_read(&page,
                   "<div class=pos>当前位置：<a href=/>首页</a> &raquo; <a href=/n>资讯</a> &raquo; <a "
                   "href=/n/l>本地</a> &raquo; 正文</div>"
                   "<h1>河堤重开</h1><div class=info>2020-03-12 08:30<span>来源：湖畔日报</span></div><div "
                   "id=content><p>" TEST_Z1 "</p><p>" TEST_Z2 "</p><p>（责任编辑：刘林、张雪）</p></div>");
    assert_string_equal(page.fields.source.name, "湖畔日报");
    assert_string_equal(page.fields.date, "2020-03-12T08:30");
    assert_int_equal(page.fields.editors.len, 2);
    assert_string_equal(page.fields.editors.items[0].name, "刘林");
    assert_int_equal(page.fields.section.len, 2);
    assert_string_equal(page.fields.section.items[0], "资讯");
    assert_string_equal(page.fields.language, "zh-Hans");
    assert_lacks(page.text, "刘林");
    test_page_free(&page);
}

static void the_original_headline_comes_first(void **state)
{
    test_page_read(
        &page,
        "<h1>湖畔频道：老纤道重开 船只通行</h1><div id=content><p>原标题：老纤道重新开放</p><p>" TEST_Z1
        "</p><p>" TEST_Z2 "</p></div>");
    assert_string_equal(page.fields.title, "老纤道重新开放");
    assert_string_equal(page.fields.alt_title, "湖畔频道：老纤道重开 船只通行");
    test_page_free(&page);
}

static void publisher_and_source_are_two(void **state)
{
    test_page_read(&page, "<meta property=og:site_name content='Millbrook Courier'><meta name=source "
                          "content='Lake Agency'>" BODY);
    assert_string_equal(page.fields.publisher.name, "Millbrook Courier");
    assert_string_equal(page.fields.source.name, "Lake Agency");
    test_page_free(&page);
}

static void check_source(const char *line, const char *name, const char *url)
{
    ts_arena *arena = ts_arena_new();
    test_page_read(&page, ts_arena_printf(arena,
                                          "<title>河堤重开</title><h1>河堤重开</h1><p>2020-03-12 08:30 "
                                          "%s</p><p>" TEST_Z1 "</p><p>" TEST_Z2 "</p>",
                                          line));
    assert_string_equal(page.fields.source.name, name);
    if (url)
        assert_string_equal(page.fields.source.url, url);
    else
        assert_null(page.fields.source.url);
    test_page_free(&page);
    ts_arena_free(arena);
}

static void a_source_has_the_address_of_its_link(void **state)
{
    check_source("来源：<a href='http://lake.example/'>湖畔日报</a>", "湖畔日报", "http://lake.example/");
    check_source("<a href='https://lake.example/a'>来源：湖畔日报</a>", "湖畔日报", "https://lake.example/a");
    check_source("来源：<a href='/lake/'>湖畔日报</a>", "湖畔日报", NULL);
    check_source("来源：<a href='javascript:go()'>湖畔日报</a>", "湖畔日报", NULL);
    check_source("来源：湖畔日报 <a href='http://lake.example/'>打印</a>", "湖畔日报", NULL);
}

static void a_category_is_a_section(void **state)
{
    test_page_read(&page, "<title>Towpath reopens</title>" BODY
                          "<p><a rel='category tag' href=/c>Coast</a> <a rel=tag href=/t>pier</a></p>");
    assert_int_equal(page.fields.section.len, 1);
    assert_string_equal(page.fields.section.items[0], "Coast");
    assert_int_equal(page.fields.tags.len, 1);
    assert_string_equal(page.fields.tags.items[0], "pier");
    test_page_free(&page);
}

static void a_time_inside_says_more_than_the_text(void **state)
{
    check_date("<title>Towpath reopens</title><h1>Towpath reopens</h1><div class=posted-on>On 12 March 2020 "
               "<time class=updated datetime=2020-03-13T10:00>13 March 2020</time> <time "
               "datetime=2020-03-12T08:30:00+01:00>12 March 2020</time></div>" BODY,
               "2020-03-12T08:30:00+01:00", "2020-03-13T10:00");
    check_date("<title>Towpath reopens</title><h1>Towpath reopens</h1><div class=posted-on>On <time "
               "datetime=''>12 March 2020</time></div>" BODY,
               "2020-03-12", NULL);
}

static void a_description_is_no_copy_of_the_body(void **state)
{
    test_page_read(&page, "<meta name=description content='Why a wall fell, and who pays for it.'>" BODY);
    assert_string_equal(page.fields.description, "Why a wall fell, and who pays for it.");
    assert_false(page.fields.excerpt);
    test_page_free(&page);
    test_page_read(&page, "<meta name=description content='Volunteers cleared the old towpath on Saturday, "
                          "and by noon the fir...'>" BODY);
    assert_true(page.fields.excerpt);
    assert_has(page.fields.description,
               "Volunteers cleared the old towpath on Saturday, and by noon the first boats were through.");
    test_page_free(&page);
}

/* A description is somebody's own where it is a whole sentence, and ours where a program cut it. */
static void check_excerpt(const char *html, bool excerpt)
{
    test_page_read(&page, html);
    assert_non_null(page.fields.description);
    assert_int_equal(page.fields.excerpt, excerpt);
    test_page_free(&page);
}

static void whole_sentences_stay_the_publishers(void **state)
{
#define SAYS(text) "<title>The towpath is open again</title><meta name=description content='" text "'>" BODY
    check_excerpt(
        SAYS("Volunteers cleared the old towpath on Saturday, and by noon the first boats were through."),
        false);
    check_excerpt(SAYS("Volunteers cleared the old towpath on Saturday."), false);
    check_excerpt(SAYS("Volunteers cleared the old towpath on Saturday, and by no"), true);
    check_excerpt(SAYS("Volunteers cleared the old towpath on Saturday, and by noon the..."), true);
    check_excerpt(SAYS("Volunteers cleared the old towpath on Saturday […]"), true);
    check_excerpt(SAYS("The towpath is open again Volunteers cleared the old towpath on Saturday."), true);
    check_excerpt(SAYS("Headline: The towpath is open again. Volunteers cleared the old tow"), true);
    check_excerpt(SAYS("The towpath is open again, and nobody knows for how long."), false);
#undef SAYS
}

static void check_publisher(const char *html, const char *name)
{
    test_page_read(&page, html);
    if (name)
        assert_string_equal(page.fields.publisher.name, name);
    else
        assert_null(page.fields.publisher.name);
    test_page_free(&page);
}

static void publishers_are_known_by_evidence(void **state)
{
    check_publisher("<title>Towpath reopens - Lakeside Courier</title><h1>Towpath reopens</h1>" BODY,
                    "Lakeside Courier");
    check_publisher("<title>Towpath reopens - Courier.example</title><h1>Towpath reopens</h1>" BODY,
                    "Courier.example");
    check_publisher("<title>Towpath reopens - Walking</title><h1>Towpath reopens</h1>" BODY, NULL);
    check_publisher("<title>Towpath - a story</title><h1>Towpath - a story</h1>" BODY, NULL);
    check_publisher("<title>Towpath reopens</title><h1>Towpath reopens</h1>" BODY
                    "<p>© 2020 Courier of the Lake. All rights reserved.</p>",
                    "Courier of the Lake");
    check_publisher("<title>河堤重开_社会_湖畔在线</title><h1>河堤重开</h1><p>" TEST_Z1 "</p><p>" TEST_Z2
                    "</p>",
                    "湖畔在线");
}

static void times_keep_their_offset(void **state)
{
    check_date("<meta property=article:published_time content='2020-10-17T18:15:00+09:00'><h1>T</h1>"
               "<p>Updated 17 October 2020, 18:15</p>" BODY,
               "2020-10-17T18:15:00+09:00", NULL);
    check_date(
        "<h1>T</h1><p><time datetime='2020-10-17T18:15:00+09:00'>17 October 2020, 18:15</time></p>" BODY,
        "2020-10-17T18:15:00+09:00", NULL);
}

static void tags_may_stand_behind_the_article(void **state)
{
    test_page_read(&page, "<h1>河堤重開</h1><div id=content><p>" TEST_Z1 "</p><p>" TEST_Z2
                          "</p></div><div class=tags>關鍵字：<a href=/1>河堤</a>、<a href=/2>纖道</a></div>"
                          "<div>相關新聞</div><div class=tags>關鍵字：<a href=/3>別的</a></div>");
    assert_int_equal(page.fields.tags.len, 2);
    assert_string_equal(page.fields.tags.items[1], "纖道");
    test_page_free(&page);
}

static void addresses_rights_and_tags_are_read(void **state)
{
    test_page_read(&page, "<html lang=ar><link rel='shortlink canonical' href='/local/a.html'>"
                          "<link rel=license href='https://license.example.org/by/4.0/'><meta name=copyright "
                          "content='Courier 2020'>"
                          "<meta name=keywords content='boats, walls；mill，boats'><body>" BODY);
    assert_string_equal(page.fields.canonical_url, "https://courier.example.org/local/a.html");
    assert_string_equal(page.fields.license, "https://license.example.org/by/4.0/");
    assert_string_equal(page.fields.notice, "Courier 2020");
    assert_int_equal(page.fields.tags.len, 3);
    assert_string_equal(page.fields.language, "en");
    assert_string_equal(page.fields.direction, "ltr");
    test_page_free(&page);
    test_page_read(&page, "<link rel=license href=/terms>" BODY);
    assert_string_equal(page.fields.license, "https://courier.example.org/terms");
    test_page_free(&page);
    ts_extract_options nowhere = {0};
    test_page_read_with(&page, "<link rel=license href=//license.example.org/by/4.0/>" BODY, &nowhere);
    assert_string_equal(page.fields.license, "https://license.example.org/by/4.0/");
    test_page_free(&page);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(titles_are_chosen_by_agreement),
        cmocka_unit_test(a_headline_is_not_torn_at_its_dash),
        cmocka_unit_test(the_sites_name_is_no_title),
        cmocka_unit_test(raw_quotes_in_a_title_are_kept),
        cmocka_unit_test(dates_come_from_the_best_source),
        cmocka_unit_test(a_printed_date_days_before_is_the_first),
        cmocka_unit_test(an_instant_says_more_than_its_day),
        cmocka_unit_test(addresses_give_a_date_last),
        cmocka_unit_test(whole_sentences_stay_the_publishers),
        cmocka_unit_test(publishers_are_known_by_evidence),
        cmocka_unit_test(times_keep_their_offset),
        cmocka_unit_test(tags_may_stand_behind_the_article),
        cmocka_unit_test(authors_are_persons_before_sites),
        cmocka_unit_test(dates_that_agree_win),
        cmocka_unit_test(dates_open_texts),
        cmocka_unit_test(sources_that_agree_on_authors_win),
        cmocka_unit_test(authors_of_other_things_are_none),
        cmocka_unit_test(bylines_are_found_without_class_words),
        cmocka_unit_test(lines_of_chinese_pages_fill_the_fields),
        cmocka_unit_test(the_original_headline_comes_first),
        cmocka_unit_test(publisher_and_source_are_two),
        cmocka_unit_test(a_source_has_the_address_of_its_link),
        cmocka_unit_test(a_category_is_a_section),
        cmocka_unit_test(a_time_inside_says_more_than_the_text),
        cmocka_unit_test(a_description_is_no_copy_of_the_body),
        cmocka_unit_test(addresses_rights_and_tags_are_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
