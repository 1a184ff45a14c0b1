#include "page_helper.h"

static test_page page;

#define BODY "<article><p>" TEST_P1 "</p><p>" TEST_P2 "</p><p>" TEST_P3 "</p></article>"
#define CHINESE "<div class=content><p>" TEST_Z1 "</p><p>" TEST_Z2 "</p></div>"
#define OG(title) "<meta property=og:title content='" title "'>"

static void check_at(const char *url, const char *html, const char *title)
{
    ts_extract_options options = {.url = url};
    test_page_read_with(&page, html, &options);
    if (!page.fields.title || strcmp(page.fields.title, title) != 0)
        fail_msg("the title is “%s”, not “%s”", page.fields.title ? page.fields.title : "", title);
    test_page_free(&page);
}

static void check(const char *html, const char *title)
{
    check_at("https://www.courier.example/local/2020/towpath.html", html, title);
}

static void check_alt_title(const char *html, const char *alt_title)
{
    test_page_read(&page, html);
    assert_string_equal(page.fields.alt_title ? page.fields.alt_title : "", alt_title);
    test_page_free(&page);
}

#define HEADED "<title>Towpath reopens at last</title><h1>Towpath reopens at last</h1>" BODY

static void a_headline_for_sharing_is_another_title(void **state)
{
    check_alt_title(OG("You can walk to Millbrook again") HEADED, "You can walk to Millbrook again");
    /* The same in more words, in fewer, with a name behind it, the site's name. */
    check_alt_title(OG("Towpath reopens at last after floods") HEADED, "");
    check_alt_title(OG("Towpath reopens") HEADED, "");
    check_alt_title(OG("You can walk to Millbrook again | Canals") HEADED, "");
    check_alt_title("<meta property=og:site_name content='The Millbrook Courier'>" OG("The Millbrook Courier")
                        HEADED,
                    "");
    /* A summary. */
    check_alt_title("<meta name=description content='You can walk to Millbrook again.'>" OG(
                        "You can walk to Millbrook again") HEADED,
                    "");
    /* A page that names the headline of old has that. */
    check_alt_title(
        "<script type=application/ld+json>{\"@type\":\"Article\",\"headline\":\"Towpath reopens at "
        "last\",\"alternativeHeadline\":\"Walkers are back\"}</script>" OG("You can walk to Millbrook again")
            HEADED,
        "Walkers are back");
}

static void sections_are_cut_off_where_something_else_names_them(void **state)
{
    check_at("https://courier.example/opinion/towpath",
             "<title>Towpath reopens | Opinion</title>" OG(
                 "Towpath reopens | Opinion") "<h1>Towpath reopens | Opinion</h1>" BODY,
             "Towpath reopens");
    check("<title>Towpath reopens | Canals</title><meta property=article:section content=Canals>" BODY,
          "Towpath reopens");
    check("<title>Towpath reopens | Canals</title><h1>Towpath reopens | Canals</h1>" BODY,
          "Towpath reopens | Canals");
    /* A breadcrumb that ends with the headline, an address that has it for a folder. */
    check("<title>Towpath reopens at last | Canals</title><script type=application/ld+json>"
          "{\"@type\":\"BreadcrumbList\",\"itemListElement\":[{\"name\":\"Home\"},{\"name\":\"Towpath "
          "reopens at last\"}]}"
          "</script><h1>Towpath reopens at last</h1>" BODY,
          "Towpath reopens at last");
    check_at("https://courier.example/towpath-reopens-at-last/123",
             "<title>Towpath reopens at last</title><h1>Towpath reopens at last</h1>" BODY,
             "Towpath reopens at last");
}

static void the_address_names_the_site(void **state)
{
    check_at("https://canals.millbrook.co.uk/story/1",
             "<title>Towpath reopens - Millbrook</title>" OG("Towpath reopens - Millbrook") BODY,
             "Towpath reopens");
    check_at("https://getmillbrook.example/blog/1",
             "<title>Towpath reopens | Millbrook</title>" OG("Towpath reopens | Millbrook") BODY,
             "Towpath reopens");
    /* A word of the headline in the address is no site's name. */
    check_at("https://towpath.millbrook.example/a",
             "<title>Towpath reopens today | Millbrook Walks</title><h1>Towpath reopens today</h1>" BODY,
             "Towpath reopens today");
}

static void a_page_for_the_printer_has_its_headline(void **state)
{
    check("<title>Print Version: Towpath reopens - Courier</title><p><b>Towpath reopens</b></p>" BODY,
          "Towpath reopens");
    check("<title>Printer-friendly version - Towpath reopens</title>" BODY, "Towpath reopens");
}

/* Old pages print the outlet's name as an <h1> that leads nowhere, and say it nowhere else. */
static void a_heading_above_the_headline_is_the_other_part_of_the_title(void **state)
{
#define MASTHEAD "<div><h1>Lakeside Courier</h1><p>Since 1902</p></div>"
    check("<title>Towpath reopens - Lakeside Courier</title>" MASTHEAD "<h2>Towpath reopens</h2>" BODY,
          "Towpath reopens");
    check("<title>Lakeside Courier :: Towpath reopens</title>" MASTHEAD "<h1>Towpath reopens</h1>" BODY
          "<h1>Opening times</h1>",
          "Towpath reopens");
    check("<title>Lakeside Courier: Towpath reopens</title>" MASTHEAD "<h2>Towpath reopens</h2>" BODY,
          "Towpath reopens");
    /* A heading inside the text is none. */
    check("<title>Towpath reopens - Opening times</title><h1>Towpath reopens</h1>" BODY
          "<h2>Opening times</h2><p>" TEST_P1 "</p>",
          "Towpath reopens");
}

static void a_colon_parts_site_and_headline_only_by_evidence(void **state)
{
    check("<title>Courier Blog: Towpath reopens</title><h2>Towpath reopens</h2>" BODY, "Towpath reopens");
    /* Pages older than <h1> print the headline in bold. */
    check(
        "<title>The Gazette Online: Ferry rope parts again</title><b>The Gazette "
        "Online</b><p>News<p>Sports<p>"
        "Obituaries<p>Letters<p><b>Ferry rope parts again</b><p>By EDITH MARROW<p>Gazette Staff Writer" BODY,
        "Ferry rope parts again");
    check("<title>Towpath: what reopens now</title><p>Towpath</p><p>what reopens now</p>" BODY,
          "Towpath: what reopens now");
    check("<title>Towpath: what reopens now</title>" BODY, "Towpath: what reopens now");
    check("<title>Courier: who we are</title><h1>Courier: who we are</h1>" BODY, "Courier: who we are");
}

static void headings_that_are_no_headline(void **state)
{
    /* Of boxes that ask for consent, or that translate. */
    check("<title>Towpath reopens</title><h2>Towpath reopens</h2>" BODY
          "<div id=goog-gt-tt class=skiptranslate><h1>Original text</h1></div>"
          "<div class=cookie-banner><h1>Your privacy</h1></div>",
          "Towpath reopens");
    /* One that leads home, one that names a section, one amid the article, the same one twice. */
    check(
        "<title>Towpath reopens</title><h1><a href=/>Walks by the lake</a></h1><h2>Towpath reopens</h2>" BODY,
        "Towpath reopens");
    check("<title>Towpath reopens | Millbrook</title><h1>Local</h1><h2>Towpath reopens</h2>" BODY,
          "Towpath reopens");
    check("<title>Towpath reopens - Courier</title><h2>Towpath reopens</h2><article><p>" TEST_P1
          "</p><p>" TEST_P2 "</p><h1>What the harbour master says of it</h1><p>" TEST_P3 "</p></article>",
          "Towpath reopens");
    check("<title>Boats are back</title>" OG(
              "Boats are back") "<h1>Towpath reopens</h1><h1>Towpath reopens</h1>" BODY,
          "Towpath reopens");
    /* Teasers behind the article, which lead elsewhere. */
    check(
        "<title>Boats are back</title>" OG(
            "Boats are back") "<h1>Towpath reopens</h1>" BODY
                              "<h1><a href=/a>The mill burns</a></h1><h1><a href=/b>The ferry sinks</a></h1>",
        "Towpath reopens");
}

static void a_line_over_the_text_that_the_window_says_is_the_headline(void **state)
{
    check("<title>Towpath reopens after nine years</title><h1>Local News Centre</h1><p>Local</p>"
          "<h2>Towpath reopens after nine years</h2>" BODY,
          "Towpath reopens after nine years");
    /* Further up it may be the trail to the page. */
    check("<title>Towpath reopens after nine years</title><p>Towpath reopens after nine years</p>"
          "<h1>Boats pass again</h1><p>Local</p>" BODY,
          "Boats pass again");
}

static void a_page_without_h1_may_call_its_title(void **state)
{
    check("<html lang=zh><title>新闻动态--湖畔步道协会官网</title><div class=pos>新闻动态</div><div "
          "class=title>"
          "旧纤道整修完毕重新开放</div>" CHINESE,
          "旧纤道整修完毕重新开放");
    check("<html lang=zh><table><tr><td class=post-title>旧纤道整修完毕</td><td class=post-title>2020-03-12 "
          "08:30:15"
          "</td></tr></table>" CHINESE,
          "旧纤道整修完毕");
    check("<title>Towpath reopens</title><div class=widget-title>Most read this week</div>" BODY,
          "Towpath reopens");
    check("<title>Towpath reopens</title><nav><ul><li><div class=title>Walks and shops by the "
          "lake</div></ul></nav>" BODY,
          "Towpath reopens");
}

static void a_page_that_calls_none_so_has_a_line_above_its_text(void **state)
{
    check("<div>News</div><div>The ferry rests for good</div><div>By Ada Finch</div><div>12 March "
          "2020</div>" BODY,
          "The ferry rests for good");
    check("<html lang=zh><td>新闻</td><td>湖畔渡轮停航引发居民议论</td><td>2020-03-12 08:30</td>" CHINESE,
          "湖畔渡轮停航引发居民议论");
    test_page_read(&page, "<div><a href=/a>The ferry rests for good</a></div><div>12 March 2020</div>" BODY);
    assert_null(page.fields.title);
    test_page_free(&page);
}

static void a_window_may_say_nothing_of_the_article(void **state)
{
    check(
        "<html lang=zh><title>欢迎访问文学之家</title><td>文学</td><td>旧纤道修复，第一批船只顺利通过！</td>"
        "<td>2020-03-12 08:30</td>" CHINESE,
        "旧纤道修复，第一批船只顺利通过！");
    check("<title>Welcome visitors, reader forum</title><div>The towpath and the old mill reopen on "
          "Saturday</div>"
          "<div>12 March 2020</div>" BODY,
          "The towpath and the old mill reopen on Saturday");
    /* Nothing above has words of it either, or the window's title has some. */
    check("<title>Welcome visitors, reader forum</title><div>Moderators are elected every spring</div>" BODY,
          "Welcome visitors, reader forum");
    check("<title>News of the towpath and the mill</title><div>The towpath reopens on Saturday</div>" BODY,
          "News of the towpath and the mill");
}

static void a_remark_in_brackets_may_be_none_of_it(void **state)
{
    check("<title>Towpath reopens</title>" OG(
              "Towpath reopens") "<h1>Towpath reopens (millbrook.example)</h1>" BODY,
          "Towpath reopens");
    check("<title>Towpath (1963)</title>" OG("Towpath (1963)") "<h1>Towpath (1963)</h1>" BODY,
          "Towpath (1963)");
}

static void the_heading_knows_its_marks(void **state)
{
    check("<title>\"Towpath reopens\"</title>" OG("\"Towpath reopens\"") "<h1>Towpath reopens</h1>" BODY,
          "Towpath reopens");
    check("<title>## Towpath *reopens*</title><h1>Towpath <em>reopens</em></h1>" BODY, "Towpath reopens");
    check("<title>Towpath: it reopens</title>" OG(
              "Towpath: it reopens") "<h1><span>Towpath</span> <span>it reopens</span></h1>" BODY,
          "Towpath: it reopens");
}

static void the_address_was_made_of_the_headline(void **state)
{
    /* The kicker is the page's only <h1>; an umlaut is two letters in addresses. */
    check_at("https://courier.example/news/257899/Grosse_Bruecke_ueber_den_Kanal.html",
             "<title>Große Brücke über den Kanal - Courier</title><h1>So many boats</h1>"
             "<h2>Große Brücke über den Kanal</h2>" BODY,
             "Große Brücke über den Kanal");
    /* Where it has words of both, or says nothing, the heading stays. */
    check_at("https://courier.example/news/a-bridge-over-the-canal",
             "<title>A bridge over the canal, at last</title><h1>Boats wait for a bridge</h1>" BODY,
             "Boats wait for a bridge");
    check_at("https://courier.example/news/story-of-the-week",
             "<title>A bridge over the canal, at last</title><h1>Boats are waiting</h1>" BODY,
             "Boats are waiting");
}

static void what_systems_add_to_a_headline_goes(void **state)
{
    /* The outlet's name in wide brackets, before the portal's. */
    check(OG("運河が再び開通 水郷（湖畔新聞） - 水郷ポータル") "<h1>運河が再び開通 水郷</h1>" CHINESE,
          "運河が再び開通 水郷");
    /* … which the page's own heading has, too. */
    check(OG("运河重新开通（图） - 水乡门户") "<h1>运河重新开通（图）</h1>" CHINESE, "运河重新开通（图）");
    /* The kind of post. */
    check(
        "<title>Towpath reopens_Walks_Canal board</title><h1>[Walks] <span>Towpath reopens</span></h1>" BODY,
        "Towpath reopens");
    check("<title>[Walks] Towpath reopens - Canal board</title><h1>[Walks] Towpath reopens</h1>" BODY,
          "[Walks] Towpath reopens");
    /* The number of the page. */
    check("<title>Towpath reopens Halaman all - Courier</title>" OG(
              "Towpath reopens Halaman all") "<h1>Towpath reopens</h1>" BODY,
          "Towpath reopens");
    /* The site's name before it. */
    check("<title>Courier mobile, Towpath reopens at last</title><h3>Towpath reopens at last</h3>" BODY,
          "Towpath reopens at last");
}

static void weblogs_link_their_headline_to_the_post(void **state)
{
    check("<title>Towpath reopens at last | Notes | Ada Finch</title><h1><a href=/>Hi, I am Ada.</a></h1>"
          "<h2>I walk. I write. I row.</h2><div><h2><a href=/local/towpath>Towpath reopens at "
          "last</a></h2>" BODY "</div>",
          "Towpath reopens at last");
    check("<title>View topic - Towpath reopens at last</title><h2><a href=./viewtopic.php>Towpath reopens at "
          "last"
          "</a></h2>" BODY,
          "Towpath reopens at last");
    /* What the menu names is not the end of the title. */
    check("<title>Towpath reopens at last, says mill</title><h1>Towpath reopens at last, says mill</h1>" BODY
          "<h3><a href=/2>Towpath reopens</a></h3>",
          "Towpath reopens at last, says mill");
}

static void a_headline_may_tell_of_tags(void **state)
{
    check("<title>Why &lt;dialog> is here</title><h1>Why &lt;dialog&gt; is here</h1>" BODY,
          "Why <dialog> is here");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_headline_for_sharing_is_another_title),
        cmocka_unit_test(sections_are_cut_off_where_something_else_names_them),
        cmocka_unit_test(the_address_names_the_site),
        cmocka_unit_test(a_page_for_the_printer_has_its_headline),
        cmocka_unit_test(a_colon_parts_site_and_headline_only_by_evidence),
        cmocka_unit_test(a_heading_above_the_headline_is_the_other_part_of_the_title),
        cmocka_unit_test(headings_that_are_no_headline),
        cmocka_unit_test(a_line_over_the_text_that_the_window_says_is_the_headline),
        cmocka_unit_test(a_page_without_h1_may_call_its_title),
        cmocka_unit_test(a_page_that_calls_none_so_has_a_line_above_its_text),
        cmocka_unit_test(a_window_may_say_nothing_of_the_article),
        cmocka_unit_test(a_remark_in_brackets_may_be_none_of_it),
        cmocka_unit_test(the_heading_knows_its_marks),
        cmocka_unit_test(the_address_was_made_of_the_headline),
        cmocka_unit_test(what_systems_add_to_a_headline_goes),
        cmocka_unit_test(weblogs_link_their_headline_to_the_post),
        cmocka_unit_test(a_headline_may_tell_of_tags),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
