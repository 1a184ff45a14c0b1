#include "page_helper.h"

#include "extract/media.h"

static test_page page;

static void check(const char *html, const char *const *kept, const char *const *gone)
{
    test_page_read(&page, html);
    for (; *kept; kept++)
        assert_has(page.text, *kept);
    for (; *gone; gone++)
        assert_lacks(page.text, *gone);
    test_page_free(&page);
}

#define TEXTS(...) ((const char *const[]){__VA_ARGS__, NULL})

static void the_article_is_torn_out(void **state)
{
    check(
        "<body><nav><a href=/>Home</a> <a href=/n>News</a></nav><article><h1>Towpath reopens</h1><p>" TEST_P1
        "</p><p>" TEST_P2 "</p><h2>Summer</h2><p>" TEST_P3 "</p></article><aside><p>" TEST_P2
        " Elsewhere.</p></aside><footer><p>Courier House, 1 Mill Lane</p></footer></body>",
        TEXTS("Volunteers cleared", "Repairs took", "Summer", "harbour master"),
        TEXTS("Towpath reopens", "Home", "Elsewhere", "Mill Lane"));
}

static void paragraphs_may_be_divs_or_lines(void **state)
{
    check("<div class=menu><a href=a>A</a><a href=b>B</a></div><div id=c><div>" TEST_P1 "</div><div>" TEST_P2
          "</div></div>",
          TEXTS("Volunteers", "Repairs"), TEXTS("A B"));
    check("<h1>河堤重开</h1><div id=content>　　" TEST_Z1 "<br><br>　　" TEST_Z2
          "<br>（责任编辑：刘林）</div>",
          TEXTS("志愿者周六", "负责工程"), TEXTS("刘林", "河堤重开"));
    check("<pre>" TEST_P1 "\n\n" TEST_P2 "</pre>", TEXTS("Volunteers", "Repairs"), TEXTS("nothing"));
    check("<table><tr><td><a href=a>x</a></td><td><p>" TEST_P1 "</p><p>" TEST_P2 "</p></td></tr></table>",
          TEXTS("Volunteers", "Repairs"), TEXTS("x "));
}

static void siblings_are_joined(void **state)
{
    check("<body><div class=a><p>" TEST_P1 "</p></div><div class=b><p>" TEST_P2
          "</p></div><div class=c><p>" TEST_P3 "</p></div></body>",
          TEXTS("Volunteers", "Repairs", "harbour"), TEXTS("nothing"));
}

static void short_notices_are_articles(void **state)
{
    check("<div><a "
          "href=a>Home</a></div><div><h1>通知</h1><p>因修复河堤，三月十二日上午停水两小时，请居民提前储水。</"
          "p></div>",
          TEXTS("停水两小时"), TEXTS("Home"));
}

static void lists_of_links_and_promos_go(void **state)
{
    check("<div><p>" TEST_P1
          "</p><ul><li><a href=a>Ten more towpaths to walk</a></li><li><a href=b>Our boats</a></li>"
          "</ul><p>" TEST_P2 "</p><p><a href=c>More from the harbour</a></p></div>",
          TEXTS("Volunteers", "Repairs"), TEXTS("Ten more", "Our boats", "More from"));
}

static void another_articles_headline_between_paragraphs_goes(void **state)
{
    static const char *const kept[] = {"cleared the old towpath", "READ THE PLAN FOR THE MILL first", NULL};
    static const char *const gone[] = {"FERRY CAPTAIN", NULL};
    check("<title>Towpath reopens</title><article><h1>Towpath reopens</h1><p>" TEST_P1
          "</p><p><a href=/f>FERRY CAPTAIN LEAVES AFTER FORTY YEARS</a></p><p>" TEST_P2
          "</p><p><b>READ THE PLAN FOR THE MILL first, says the council, and then the one for the "
          "pier.</b></p><p>" TEST_P3 "</p></article>",
          kept, gone);
}

static void lists_of_the_article_stay(void **state)
{
    check("<div><p>" TEST_P1
          "</p><ul><li>Bring gloves and a spade</li><li>Wear boots, the path is wet</li></ul><p>" TEST_P2
          "</p></div>",
          TEXTS("Bring gloves", "Wear boots"), TEXTS("nothing"));
}

static void links_in_sentences_stay_whatever_their_class(void **state)
{
    check("<div><p>" TEST_P1 "</p><p>The lock <a class='link in-text-link' href=a>was dug in 1801</a> and "
          "<span class=tag><b>dredged</b></span> ever since, said the keeper, who should know.</p><p>" TEST_P2
          "</p></div>",
          TEXTS("was dug in 1801", "dredged"), TEXTS("nothing"));
}

static void comments_go_though_they_are_longer(void **state)
{
    check("<div id=main><p>" TEST_P1 "</p><p>" TEST_P2
          "</p></div><div id=comments class=comments><p>I say: " TEST_P3 "</p><p>And I: " TEST_P3
          "</p><p>Me too: " TEST_P3 "</p></div>",
          TEXTS("Volunteers", "Repairs"), TEXTS("I say", "And I", "Me too"));
    check("<div id=main><p>" TEST_P1 "</p><p>" TEST_P2
          "</p><div class=visitors_comment_content><p>I say: " TEST_P3
          "</p></div><div class=visitors_comment_content><p>And I: " TEST_P3 "</p></div></div>",
          TEXTS("Volunteers", "Repairs"), TEXTS("I say", "And I"));
}

/* Old weblogs print them below a heading that is called so, and nothing around both. */
static void comments_below_their_heading_go(void **state)
{
    (void)state;
    check("<div class=content><h3>Towpath</h3><p>" TEST_P1 "</p><p>" TEST_P2 "</p><p>" TEST_P3
          "</p><h3 id=comments>Voices</h3><p>I say that the towpath was always open to those who knew the "
          "gate.</p><span>Ada at noon</span><p>And I never found that gate, though I looked for "
          "years.</p></div>",
          TEXTS("Volunteers", "Repairs"), TEXTS("I say", "that gate"));
}

static void what_hangs_on_the_last_paragraph_goes(void **state)
{
    (void)state;
    check("<article><p>" TEST_Z1 "</p><p><span>" TEST_Z2
          "</span><a href=/><i></i>返回湖滨，查看更多</a></p></article>",
          TEXTS("志愿者"), TEXTS("返回湖滨"));
    check("<article><p>" TEST_Z1 "</p><p>" TEST_Z2 " <span>【责任编辑：刘湖】</span></p></article>",
          TEXTS("志愿者"), TEXTS("责任编辑"));
    test_page_read(&page,
                   "<article><p>" TEST_Z1 "</p><p>" TEST_Z2 " <span>【责任编辑：刘湖】</span></p></article>");
    assert_int_equal(page.fields.editors.len, 1);
    test_page_free(&page);
    /* Words of the sentence stay. */
    check("<article><p>" TEST_Z1 "</p><p>" TEST_Z2 "他说：<b>打印</b></p></article>", TEXTS("打印"),
          TEXTS("nothing"));
}

/* Whoever signs at the right edge wrote it, though programs name the site. */
static void a_signature_at_the_right_edge_goes(void **state)
{
    (void)state;
    test_page_read(
        &page,
        "<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"headline\":\"Towpath\",\"author\":"
        "{\"@type\":\"Person\",\"name\":\"Millbrook News\"},\"publisher\":{\"name\":\"The Millbrook News "
        "Group\"}}</script><article><h1>Towpath</h1><p>" TEST_P1 "</p><p>" TEST_P2 "</p><p>" TEST_P3
        "</p><p style='text-align:right'><strong>Ada Finch</strong></p></article>");
    assert_int_equal(page.fields.authors.len, 1);
    assert_string_equal(page.fields.authors.items[0].name, "Ada Finch");
    assert_null(strstr(page.text, "Ada Finch"));
    test_page_free(&page);
}

static void a_page_about_its_site_is_no_article(void **state)
{
    (void)state;
#define ABOUT(title) "<h1>" title "</h1><div class=content><p>" TEST_Z1 "</p><p>" TEST_Z2 "</p></div>"
    test_page_read(&page, ABOUT("公司简介"));
    assert_string_equal(page.fields.kind, "other");
    test_page_free(&page);
    test_page_read(&page, ABOUT("公司简介会昨日举行"));
    assert_string_equal(page.fields.kind, "article");
    test_page_free(&page);
#undef ABOUT
}

/* What is a comment elsewhere is what a discussion, or a question with its answers, is made of. */
static void posts_of_a_discussion_stay(void **state)
{
    (void)state;
#define POSTS                                                                                                \
    "<h1>Which lock is deepest?</h1><div id=main><p>" TEST_P1 "</p><p>" TEST_P2                              \
    "</p></div><div id=comments class=comments><div class=comment><p>I say: " TEST_P3                        \
    "</p></div><div class=comment><p>And I doubt it: the one at the mill is deeper, as any skipper who "     \
    "ever waited there will tell you.</p></div></div>"
    check(POSTS, TEXTS("Volunteers"), TEXTS("I say", "And I doubt"));
    check("<script type=application/ld+json>{\"@type\":\"DiscussionForumPosting\"}</script>" POSTS,
          TEXTS("Volunteers", "I say", "And I doubt"), TEXTS("nothing"));
    check("<body itemscope itemtype=https://schema.org/QAPage>" POSTS "</body>",
          TEXTS("Volunteers", "I say", "And I doubt"), TEXTS("nothing"));
    test_page_read(&page, "<body itemscope itemtype=https://schema.org/QAPage>" POSTS "</body>");
    assert_string_equal(page.fields.kind, "other");
    test_page_free(&page);
#undef POSTS
}

/* A manual names what to see also in its middle; below an article stand the headlines of others. */
static void what_goes_on_behind_an_end_line_stays(void **state)
{
    (void)state;
#define BEFORE                                                                                               \
    "<title>Locks</title><article><h1>Locks</h1><p>" TEST_P1 "</p><p>" TEST_P2 "</p><p>" TEST_P3             \
    "</p><h2>See also</h2>"
    check(BEFORE "<p>The gates of the upper lock are opened by hand, and the lower ones by a wheel that the "
                 "miller turns.</p><h2>Depth</h2><p>No boat that draws more than four feet should pass in a "
                 "dry August.</p></article>",
          TEXTS("Volunteers", "The gates", "No boat"), TEXTS("See also"));
    check(BEFORE "<ul><li><a href=/a>The gates of the upper lock</a></li><li><a href=/b>No boat in August</a>"
                 "</li></ul></article>",
          TEXTS("Volunteers"), TEXTS("The gates", "No boat"));
#undef BEFORE
}

/* "Rope/line" alone may be whose picture it is, "YouTube" a button; above a text, or in a list, they are
 * text. */
static void headings_and_points_are_no_credits(void **state)
{
    (void)state;
#define OF(between)                                                                                          \
    "<title>Locks</title><article><h1>Locks</h1><p>" TEST_P1 "</p>" between "<p>" TEST_P3 "</p></article>"
    check(OF("<h2>Rowing Boats/Punts</h2><p>" TEST_P2 "</p>"), TEXTS("Rowing Boats"), TEXTS("nothing"));
    check(OF("<h2>YouTube</h2><p>" TEST_P2 "</p>"), TEXTS("YouTube"), TEXTS("nothing"));
    check(OF("<h2>12 March 2020</h2><p>" TEST_P2 "</p>"), TEXTS("12 March"), TEXTS("nothing"));
    check(OF("<p>What a boat that passes has to carry:</p><ul><li>A ladder, a lamp and a whistle</li>"
             "<li>Ropes/Lines</li><li>Fenders of wood on both of her sides</li></ul><p>" TEST_P2 "</p>"),
          TEXTS("Ropes/Lines"), TEXTS("nothing"));
    check(OF("<p>Rowan Reed/Lakeside Images</p><p>" TEST_P2 "</p>"), TEXTS("Volunteers"), TEXTS("Rowan"));
#undef OF
}

/* The last word of a link is for those who hear the page; a word of the text is not. */
static void what_a_link_says_of_its_window_goes(void **state)
{
    (void)state;
#define LINKED(end)                                                                                          \
    "<article><p>" TEST_P1 "</p><p>Volunteers from <a href=/v>the village" end                               \
    "</a> came every day.</p><p>" TEST_P3 "</p></article>"
    check(LINKED("<span class=vh>(opens in a new tab)</span>"), TEXTS("the village", "came every"),
          TEXTS("new tab"));
    check(LINKED("<svg></svg> <span>(s’ouvre dans une nouvelle fenêtre)</span>"), TEXTS("the village"),
          TEXTS("ouvre"));
    check(LINKED("<b> of Lower Lock</b>"), TEXTS("of Lower Lock"), TEXTS("nothing"));
#undef LINKED
}

static void figures_keep_their_captions(void **state)
{
    test_page_read(&page, "<article><p>" TEST_P1
                          "</p><figure><img src=lock.jpg><figcaption>The lock in May</figcaption>"
                          "</figure><p>" TEST_P2 "</p></article>");
    assert_has(page.text, "The lock in May");
    assert_true(ts_media_has_image(page.arena, page.body));
    test_page_free(&page);
}

static void the_lead_image_comes_from_metadata(void **state)
{
    test_page_read(&page, "<meta property=og:image content=/i/lock.jpg><article><p>" TEST_P1 "</p><p>" TEST_P2
                          "</p></article>");
    assert_int_equal(page.fields.images.len, 1);
    assert_string_equal(page.fields.images.items[0].src, "https://courier.example.org/i/lock.jpg");
    test_page_free(&page);
}

static void an_entry_names_its_image(void **state)
{
    test_page_read(
        &page,
        "<div class=h-entry><div class='p-author h-card'><img class=u-photo src=/i/ada.jpg>Ada Finch</div>"
        "<img class=u-featured src=/i/lock.jpg alt='The lock'><div class=e-content><p>" TEST_P1
        "</p><p>" TEST_P2 "</p></div></div>");
    assert_int_equal(page.fields.images.len, 1);
    assert_string_equal(page.fields.images.items[0].src, "https://courier.example.org/i/lock.jpg");
    assert_string_equal(page.fields.images.items[0].alt, "The lock");
    test_page_free(&page);
}

static void hidden_parts_go_unless_they_are_all(void **state)
{
    check("<div><p>" TEST_P1 "</p><p>" TEST_P2 "</p><p>" TEST_P3
          "</p><p style='display:none'>Copy of it all. Hidden.</p></div>",
          TEXTS("Volunteers", "Repairs"), TEXTS("Copy of"));
    test_page_read(&page, "<h1>Towpath reopens</h1><div style='display:none'><p>" TEST_P1 "</p><p>" TEST_P2
                          "</p></div>");
    assert_has(page.text, "Volunteers");
    assert_string_equal(page.fields.kind, "article");
    test_page_free(&page);
}

static void a_page_of_two_hundred_thousand_words_is_whole(void **state)
{
    enum { PARAGRAPHS = 8000, WORDS = 25 };
    ts_buf html;
    ts_buf_init(&html, TS_BUF_MAX);
    ts_buf_puts(&html, "<body><nav><a href=/>Home</a></nav><article><h1>The log of a long voyage</h1>");
    for (int i = 0; i < PARAGRAPHS; i++)
        ts_buf_printf(&html,
                      "<p>Day %d: the wind held, the watch changed at four, and nobody on board saw land, a "
                      "sail, a bird or any sign of rain that morning.</p>",
                      i + 1);
    ts_buf_puts(&html, "</article></body>");
    test_page_read(&page, html.ptr);
    ts_buf_free(&html);
    int paragraphs = 0, words = 0;
    for (const char *at = page.text; (at = strstr(at, "Day ")) != NULL; at += 4)
        paragraphs++;
    for (const char *at = page.text; *at; at++)
        words += *at == ' ';
    assert_int_equal(paragraphs, PARAGRAPHS);
    assert_true(words + 1 >= PARAGRAPHS * WORDS);
    assert_string_equal(page.fields.kind, "article");
    test_page_free(&page);
}

static void pages_without_article_say_so(void **state)
{
    test_page_read(&page, "");
    assert_null(page.body);
    assert_string_equal(page.fields.kind, "other");
    assert_true(page.fields.confidence < 0.1);
    test_page_free(&page);
    test_page_read(
        &page,
        "<ul><li><a href=a>One story and its headline</a><li><a href=b>Another story, another headline</a>"
        "<li><a href=c>A third one, even longer than the others are</a></ul>");
    assert_string_equal(page.fields.kind, "listing");
    assert_true(page.fields.confidence < 0.3);
    test_page_free(&page);
}

static void a_short_one_says_by_its_fields_that_it_is_an_article(void **state)
{
#define FEED                                                                                                 \
    "<ul><li><a href=/1>One story and its headline</a><li><a href=/2>Another story, another headline</a>"    \
    "<li><a href=/3>A third one, even longer than the others are</a><li><a href=/4>The fourth of "           \
    "them</a></ul>"
#define FEEDS FEED FEED FEED FEED FEED FEED FEED FEED
#define NOTICE "<p>" TEST_P1 "</p>"
    static const char SIGNED[] =
        "<title>Towpath reopens</title>" FEEDS
        "<div><b>Towpath reopens</b></div><p>By Ada Finch, 12 March 2020</p>" NOTICE FEEDS;
    static const char UNSIGNED[] =
        "<title>Towpath reopens</title>" FEEDS "<div><b>Towpath reopens</b></div>" NOTICE FEEDS;
    test_page_read(&page, SIGNED);
    assert_string_equal(page.fields.kind, "article");
    double with = page.fields.confidence;
    test_page_free(&page);
    /* Without them it may pass for one, or for the listing that it stands in, but not as surely. */
    test_page_read(&page, UNSIGNED);
    assert_true(strcmp(page.fields.kind, "article") != 0 || page.fields.confidence < with - 0.1);
    test_page_free(&page);
}

static void confidence_grows_with_the_evidence(void **state)
{
    test_page_read(&page, "<p>" TEST_P1 "</p>");
    double little = page.fields.confidence;
    test_page_free(&page);
    test_page_read(
        &page,
        "<meta property=og:type content=article><meta name=author content='Ada Finch'><title>Towpath reopens"
        "</title><article><h1>Towpath reopens</h1><time datetime=2020-03-12>12 March</time><p>" TEST_P1
        "</p><p>" TEST_P2 "</p><p>" TEST_P3 "</p></article>");
    assert_true(page.fields.confidence > little);
    assert_true(page.fields.confidence <= 1);
    assert_string_equal(page.fields.kind, "article");
    test_page_free(&page);
}

static void site_rules_have_the_last_word(void **state)
{
    ts_site_rules rules = {0};
    ts_arena *arena = ts_arena_new();
    ts_vec_push_in(arena, &rules.title, "//h2");
    ts_vec_push_in(arena, &rules.author, "//p[@class='by']");
    ts_vec_push_in(arena, &rules.date, "//time/@datetime");
    ts_vec_push_in(arena, &rules.body, "//div[@id='mine']");
    ts_vec_push_in(arena, &rules.strip, "//div[@id='mine']/p[1]");
    ts_vec_push_in(arena, &rules.strip_id_or_class, "promo");
    ts_extract_options options = {.site = &rules};
    test_page_read_with(
        &page,
        "<h2>Their headline</h2><p class=by>Ada Finch</p><time "
        "datetime=2020-03-12>today</time><article><p>" TEST_P1 "</p><p>" TEST_P2
        "</p></article><div id=mine><p>first</p><p>second</p><p class=promo-x>third</p></div>",
        &options);
    assert_string_equal(page.text, "second");
    assert_string_equal(page.fields.title, "Their headline");
    assert_string_equal(page.fields.date, "2020-03-12");
    assert_int_equal(page.fields.authors.len, 1);
    assert_string_equal(page.fields.authors.items[0].name, "Ada Finch");
    test_page_free(&page);
    ts_error error = {0};
    ts_vec_push_in(arena, &rules.strip, "//p[");
    ts_dom *dom = ts_dom_parse(arena, TS_STR("<p>x"), "page.html", &error);
    ts_fields fields;
    ts_node *body;
    assert_false(ts_extract_html(arena, dom, &options, &fields, &body, &error));
    assert_failed(&error, TS_SYNTAX, "//p[");
    ts_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_article_is_torn_out),
        cmocka_unit_test(paragraphs_may_be_divs_or_lines),
        cmocka_unit_test(siblings_are_joined),
        cmocka_unit_test(short_notices_are_articles),
        cmocka_unit_test(lists_of_links_and_promos_go),
        cmocka_unit_test(another_articles_headline_between_paragraphs_goes),
        cmocka_unit_test(lists_of_the_article_stay),
        cmocka_unit_test(links_in_sentences_stay_whatever_their_class),
        cmocka_unit_test(comments_go_though_they_are_longer),
        cmocka_unit_test(comments_below_their_heading_go),
        cmocka_unit_test(a_signature_at_the_right_edge_goes),
        cmocka_unit_test(a_page_about_its_site_is_no_article),
        cmocka_unit_test(what_hangs_on_the_last_paragraph_goes),
        cmocka_unit_test(posts_of_a_discussion_stay),
        cmocka_unit_test(what_goes_on_behind_an_end_line_stays),
        cmocka_unit_test(headings_and_points_are_no_credits),
        cmocka_unit_test(what_a_link_says_of_its_window_goes),
        cmocka_unit_test(figures_keep_their_captions),
        cmocka_unit_test(the_lead_image_comes_from_metadata),
        cmocka_unit_test(an_entry_names_its_image),
        cmocka_unit_test(hidden_parts_go_unless_they_are_all),
        cmocka_unit_test(a_page_of_two_hundred_thousand_words_is_whole),
        cmocka_unit_test(pages_without_article_say_so),
        cmocka_unit_test(a_short_one_says_by_its_fields_that_it_is_an_article),
        cmocka_unit_test(confidence_grows_with_the_evidence),
        cmocka_unit_test(site_rules_have_the_last_word),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
