/* Each step that follows the model does what it says, and does not where it is left out. */
#include "page_helper.h"

#include "extract/features.h"

enum {
    ALL = (2 * TS_STEP_GOING_ON - 1) | TS_STEP_TABLES | TS_STEP_NOTES | TS_STEP_NOTICE | TS_STEP_NEXT |
          TS_STEP_VERSE | TS_STEP_ENCLOSED
};

/* Weights by which <p> and <h4> are sure, what else there is as likely as not; captions and numbers hardly,
 * shouted words little. */
static const ts_model *simple_model(ts_arena *arena)
{
    ts_error error = {0};
    ts_buf text;
    ts_buf_init(&text, TS_BUF_MAX);
    ts_buf_puts(&text, "forest block 0 5\n");
    ts_buf_printf(&text, "tree 5\n%d 0.5 1 2\n-1 0 0 0\n%d 1.5 3 4\n-1 3 0 0\n-1 0 0 0\n", TS_FEATURE_TAG,
                  TS_FEATURE_TAG);
    ts_buf_printf(&text, "tree 3\n%d 0.5 1 2\n-1 0 0 0\n-1 -1.5 0 0\n", TS_FEATURE_CAPTION);
    ts_buf_printf(&text, "tree 3\n%d 0.5 1 2\n-1 0 0 0\n-1 -3.5 0 0\n", TS_FEATURE_CAPITAL_SHARE);
    ts_buf_printf(&text, "tree 3\n%d 0.5 1 2\n-1 0 0 0\n-1 -1.5 0 0\n", TS_FEATURE_DIGIT_SHARE);
    ts_buf_printf(&text, "tree 3\n%d 3.5 1 2\n-1 0 0 0\n-1 3 0 0\n", TS_FEATURE_HEADING);
    const ts_model *model = ts_model_read(arena, ts_buf_str(&text), "weights", &error);
    assert_non_null(model);
    ts_buf_free(&text);
    return model;
}

static bool holds(const char *html, unsigned without, const char *words)
{
    test_page page;
    ts_arena *arena = ts_arena_new();
    ts_extract_options options = {.model = simple_model(arena), .without = without};
    test_page_read_with(&page, html, &options);
    bool found = strstr(page.text, words) != NULL;
    test_page_free(&page);
    ts_arena_free(arena);
    return found;
}

/* Alone, the step takes the words out or puts them in; without it they are as the model has them. */
static void takes_out(ts_step step, const char *html, const char *words)
{
    assert_true(holds(html, ALL, words));
    assert_false(holds(html, ALL & ~(unsigned)step, words));
}

static void puts_in(ts_step step, const char *html, const char *words)
{
    assert_false(holds(html, ALL, words));
    assert_true(holds(html, ALL & ~(unsigned)step, words));
}

#define ARTICLE "<p>" TEST_P1 "</p><p>" TEST_P2 "</p><p>" TEST_P3 "</p>"

static void what_is_said_of_and_beside_the_article(void **state)
{
    takes_out(TS_STEP_COMMENTS,
              "<main>" ARTICLE "<div id=comments class=comments><div>Well said.</div></div></main>",
              "Well said");
    takes_out(TS_STEP_ASIDES, "<main>" ARTICLE "<aside><div>Our boats.</div></aside></main>", "Our boats");
    takes_out(TS_STEP_ASIDES,
              "<main>" ARTICLE "</main><div id=cookie-banner><p>" TEST_P1 " We use cookies.</p></div>",
              "We use");
    /* The page itself may be called so. */
    assert_true(
        holds("<title>Towpath reopens</title><div class=cookie-popup-page><h1>Towpath reopens</h1>" ARTICLE
              "</div><p>" TEST_P1 "</p>",
              ALL & ~(unsigned)TS_STEP_ASIDES, "Repairs"));
    takes_out(TS_STEP_CONTAINER, "<main>" ARTICLE "</main><div>Our boats.</div>", "Our boats");
    takes_out(TS_STEP_LINKS, "<main>" ARTICLE "<div><a href=b>Our boats</a></div></main>", "Our boats");
}

static void what_comes_again(void **state)
{
#define AGAIN                                                                                                \
    "<div>The Courier comes out on Fridays, with all that the harbour and the town have seen, and costs "    \
    "two pence at the kiosk by the old mill.</div>"
    takes_out(TS_STEP_COPIES, "<main>" ARTICLE ARTICLE AGAIN AGAIN AGAIN "</main>", "two pence");
}

static void what_stands_at_the_ends(void **state)
{
    takes_out(TS_STEP_ENDS, "<main>" ARTICLE "<div>Our boats</div></main>", "Our boats");
    /* Points that are all heading, and a last line like the paragraphs before it, are no strays. */
    assert_true(holds("<main>" ARTICLE "<h4>The lock opens at eight in the morning.</h4></main>",
                      ALL & ~(unsigned)TS_STEP_ENDS, "opens at eight"));
    takes_out(TS_STEP_ENDS, "<main>" ARTICLE "<h4>Boats on the towpath</h4></main>", "Boats on");
    takes_out(TS_STEP_ENDS, "<main>" ARTICLE "<h4>2. Boats on the towpath</h4></main>", "Boats on");
    assert_true(holds("<main>" ARTICLE "<h4>2. Boats on the towpath</h4><figure><img src=a.jpg><figcaption>"
                      "May</figcaption></figure></main>",
                      ALL & ~(unsigned)TS_STEP_ENDS, "Boats on"));
    assert_true(holds("<main><div>" TEST_P1 "</div><div>" TEST_P2 "</div><div>It rained all day</div></main>",
                      ALL & ~(unsigned)TS_STEP_ENDS, "rained all day"));
    takes_out(TS_STEP_TITLE, "<title>Towpath reopens</title><main><h1>Towpath reopens</h1>" ARTICLE "</main>",
              "reopens");
    takes_out(TS_STEP_LINES, "<main><p>" TEST_Z1 "</p><p>" TEST_Z2 "</p><p>（责任编辑：刘林）</p></main>",
              "刘林");
}

/* A line that counts comments ends what is the article's in the element around it, however likely the rest
 * is. */
static void what_stands_below_the_number_of_comments(void **state)
{
#define THREAD "<h4>2 comments</h4><p>I was there and saw the boats come in myself.</p>"
    takes_out(TS_STEP_LINES, "<main>" ARTICLE THREAD "</main>", "saw the boats");
    takes_out(TS_STEP_LINES, "<main>" ARTICLE "<div>" THREAD "</div><p>It rained by noon.</p></main>",
              "saw the boats");
    assert_true(holds("<main>" ARTICLE "<div>" THREAD "</div><p>It rained by noon.</p></main>",
                      ALL & ~(unsigned)TS_STEP_LINES, "rained by noon"));
    /* "Discussion" heads a part of a paper as well. */
    assert_true(holds("<main>" ARTICLE "<h4>Discussion</h4><p>The boats came in at noon.</p></main>",
                      ALL & ~(unsigned)TS_STEP_LINES, "The boats came"));
}

static void what_belongs_to_what_is_kept(void **state)
{
    puts_in(TS_STEP_CAPTIONS,
            "<main><p>" TEST_P1
            "</p><figure><img src=a.jpg><figcaption>The lock in May</figcaption></figure><p>" TEST_P2
            "</p></main>",
            "The lock in May");
    puts_in(TS_STEP_GOING_ON, "<main>" ARTICLE "<p>THE HARBOUR IS OPEN.</p></main>", "THE HARBOUR IS OPEN");
#define LIST(items)                                                                                          \
    "<main>" ARTICLE "<ul><li>" TEST_P1 "<li>THE HARBOUR<li>" TEST_P2 items "</ul>" ARTICLE "</main>"
    puts_in(TS_STEP_GOING_ON, LIST(""), "THE HARBOUR");
    /* Cards are no plain items. */
    assert_false(holds(LIST("<li><div>ONE</div><div>TWO</div>"), ALL & ~(unsigned)TS_STEP_GOING_ON, "ONE"));
#undef LIST
}

/* Capitals are too unlikely for the model, and code and quotations have no sentences. */
static void what_stands_between_paragraphs(void **state)
{
#define BETWEEN(what) "<main><div><p>" TEST_P1 "</p>" what "<p>" TEST_P2 "</p></div></main>"
    puts_in(TS_STEP_ENCLOSED, BETWEEN("<div class=highlight><pre>MOORED = 4</pre></div>"), "MOORED");
    puts_in(TS_STEP_ENCLOSED,
            "<main><div><p>" TEST_P1 "</p><p>" TEST_P2 "</p><pre>MOORED = 4</pre></div></main>", "MOORED");
    puts_in(TS_STEP_ENCLOSED, BETWEEN("<blockquote><p>OPEN AT LAST</p></blockquote>"), "OPEN AT");
    puts_in(TS_STEP_ENCLOSED, BETWEEN("<ul class=list><li>1837</li><li>1841</li></ul>"), "1841");
    puts_in(TS_STEP_ENCLOSED,
            "<main><div><p>" TEST_P1 "</p><blockquote><p>" TEST_P2
            "</p><footer>1841</footer></blockquote></div></main>",
            "1841");
    /* Not behind the last paragraph, not links, not a form, not beside the text's element, not unlikely. */
    static const char *const pages[] = {
        "<main><div><p>" TEST_P1 "</p><blockquote>1841</blockquote></div></main>",
        BETWEEN("<blockquote><a href=b>1841</a></blockquote>"),
        BETWEEN("<ul><li>1841</li><li><a href=b>1837, 1838, 1839</a></li></ul>"),
        BETWEEN("<ul><li>1841 <input name=a></li></ul>"),
        BETWEEN("<div><div><ul><li>1841</li></ul></div></div>"),
        BETWEEN("<ul><li>1841</li><li>A BOAT FOR YOU</li></ul>"),
    };
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++)
        assert_false(holds(pages[i], ALL & ~(unsigned)TS_STEP_ENCLOSED, "1841"));
}

/* What is left of a heading's likelihood because it is a link, or for its class, is too little for the model.
 */
static void the_heading_of_what_is_kept(void **state)
{
    (void)state;
#define HEADED(heading) "<div><p>" TEST_P1 "</p>" heading "<p>" TEST_P2 "</p><p>" TEST_P3 "</p></div>"
    static const char *const STAY[] = {
        HEADED("<h2><a href=#toc2>DEPTH of the lock</a></h2>"),
        HEADED("<h2 class=sidebar>DEPTH of the lock</h2>"),
        HEADED("<h4><a href=/width>Its width</a></h4><p>" TEST_P1
               "</p><h4><a href=/d>DEPTH OF THE LOCK</a></h4>"),
    };
    for (size_t i = 0; i < sizeof STAY / sizeof *STAY; i++) {
        assert_false(holds(STAY[i], TS_STEP_ENCLOSED, "DEPTH"));
        assert_true(holds(STAY[i], 0, "DEPTH"));
    }
    assert_false(holds(HEADED("<h2><a href=/depth>Depth of the lock</a></h2>"), 0, "Depth"));
    assert_false(holds(HEADED("<h3 class=sidebar>Depth of the lock</h3><h2>Width</h2>"), 0, "Depth"));
    /* The name of a table of contents goes with its lines, not with links that lead elsewhere. */
#define LISTED(one, two)                                                                                     \
    HEADED("<h4>What is told</h4><ul><li><a href='" one "'>Depth</a><li><a href='" two "'>Width</a></ul>")
    assert_true(holds(LISTED("#depth", "#width"), TS_STEP_ENCLOSED, "What is"));
    assert_false(holds(LISTED("#depth", "#width"), 0, "What is"));
    assert_true(holds(LISTED("#", "#width"), 0, "What is"));
    assert_true(holds(LISTED("#depth", "/width"), 0, "What is"));
#undef LISTED
#undef HEADED
}

static void notes_that_are_referred_to(void **state)
{
#define NOTE(href)                                                                                           \
    "<main>" ARTICLE "<p>It opened in May.<sup id=r1><a href='#n1'>1</a></sup> By noon it rained.</p>"       \
    "<ol><li id=n1>BY THE OLD CALENDAR. <a href='" href "'>BACK</a></li></ol></main>"
    puts_in(TS_STEP_NOTES, NOTE("#r1"), "BY THE OLD");
    assert_false(holds(NOTE("#r2"), ALL & ~(unsigned)TS_STEP_NOTES, "BY THE OLD"));
}

static void the_next_article_of_the_page(void **state)
{
#define NEXT(first, second, behind)                                                                          \
    "<title>Towpath reopens</title><main>" first "<p>" TEST_P1 "</p><p>" TEST_P2 "</p>" second behind        \
    "<p>" TEST_P3 " The ferry rests.</p></main>"
#define HEADLINE(words) "<h1 class=headline>" words "</h1>"
#define DATE(day) "<p class=meta>By Ada Finch, " day " March 2020</p>"
    takes_out(TS_STEP_NEXT, NEXT(HEADLINE("Towpath reopens") DATE("12"), HEADLINE("Ferry rests"), DATE("11")),
              "The ferry rests");
    /* A section has no date of its own, another look, or the article has neither. */
    static const char *const pages[] = {
        NEXT(HEADLINE("Towpath reopens") DATE("12"), HEADLINE("At the mill"), ""),
        NEXT(HEADLINE("Towpath reopens") DATE("12"), "<h1>At the mill</h1>", DATE("11")),
        NEXT(HEADLINE("Towpath reopens") DATE("12"), "<h2 class=headline>At the mill</h2>", DATE("11")),
        NEXT(HEADLINE("Towpath reopens"), HEADLINE("At the mill"), "<p>It rained on 11 March 2020.</p>"),
    };
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++)
        assert_true(holds(pages[i], ALL & ~(unsigned)TS_STEP_NEXT, "The ferry rests"));
}

static void boxes_of_other_articles(void **state)
{
#define TEASER(text)                                                                                         \
    "<section><b><a href=b>The ferry rests for the winter</a></b><i>May 4</i>" text "</section>"
#define FERRY "<p>The ferry goes no more before spring, says its captain.</p>"
#define KICKER "<p>Read in the Saltby Courier this morning</p>"
#define BOX(label, teasers) "<main>" ARTICLE "<div><h4>" label "</h4>" teasers "</div></main>"
    takes_out(TS_STEP_LINES, BOX("Most popular", TEASER(FERRY) TEASER("") TEASER(FERRY)), "before spring");
    takes_out(TS_STEP_LINES, BOX("Most popular", KICKER TEASER(FERRY) KICKER TEASER(FERRY)), "before spring");
    /* A card between paragraphs is a box with a label and a heading. */
#define CARD(label, headline)                                                                                \
    "<main>" ARTICLE "<div><span>" label "</span><div>" headline FERRY "</div></div><p>" TEST_P1 "</p></"    \
    "main>"
    takes_out(TS_STEP_LINES, CARD("Related", "<h5><a href=b>The ferry rests for the winter</a></h5>"),
              "before spring");
    /* The heading is one of this article, there is one headline alone, or more text than headlines have. */
    static const char *const pages[] = {
        BOX("The ferry", TEASER(FERRY) TEASER(FERRY)),
        BOX("Most popular", TEASER(FERRY)),
        CARD("Ferries", "<h5><a href=b>The ferry rests for the winter</a></h5>"),
        CARD("Related", "<i><a href=b>The ferry rests for the winter</a></i>"),
        BOX("Most popular", TEASER(FERRY) TEASER(FERRY FERRY)),
        BOX("<a href=c>Most popular</a>", "<h4>At the mill</h4>" TEASER(FERRY) TEASER(FERRY)),
    };
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++)
        assert_true(holds(pages[i], ALL & ~(unsigned)TS_STEP_LINES, "before spring"));
}

/* Capitals are unlikely: they stay out, or are kept for the cells beside them. */
static void a_table_is_kept_whole_or_not_at_all(void **state)
{
#define TABLE(row)                                                                                           \
    "<main>" ARTICLE "<table><tr><th>Boat</th><th>Berth</th></tr>" row "<tr><td>the Anna of Saltby, with "   \
    "two masts</td><td>behind the mill</td></tr></table><p>" TEST_P1 "</p></main>"
    puts_in(TS_STEP_TABLES, TABLE("<tr><td>THE MARY ROSE</td><td>by the lock</td></tr>"), "MARY ROSE");
    takes_out(TS_STEP_TABLES,
              TABLE("<tr><td>THE MARY ROSE OF SALTBY</td><td>AT THE OLD LOCK BY THE MILL, WHERE THE TOWPATH "
                    "ENDS, UNTIL THE WALL BELOW IT IS MENDED</td></tr>"),
              "the Anna");
    /* A table around the article, without any header, is the page's frame. */
    assert_false(holds("<table><tr><td>" ARTICLE "</td><td><a href=b>OUR BOATS</a></td></tr>"
                       "<tr><td>the end</td><td>of it</td></tr></table>",
                       ALL & ~(unsigned)TS_STEP_TABLES, "OUR BOATS"));
}

/* A caption below the threshold is its figure's alone. */
static void captions_are_marked(void **state)
{
    test_page page;
    ts_arena *arena = ts_arena_new();
    ts_extract_options options = {.model = simple_model(arena)};
    test_page_read_with(&page,
                        "<main><p>" TEST_P1
                        "</p><figure><img src=a.jpg><figcaption>May</figcaption></figure><p>" TEST_P2
                        "</p></main>",
                        &options);
    int beside = 0;
    for (const ts_node *n = page.body; n; n = ts_node_walk(n, page.body)) {
        bool caption = ts_node_type(n) == TS_TEXT && ts_node_is(ts_node_parent(n), "figcaption");
        assert_int_equal(ts_node_mark(n) == TS_MARK_BESIDE, caption);
        beside += caption;
    }
    assert_int_equal(beside, 1);
    test_page_free(&page);
    ts_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_said_of_and_beside_the_article),
        cmocka_unit_test(what_comes_again),
        cmocka_unit_test(what_stands_at_the_ends),
        cmocka_unit_test(what_stands_below_the_number_of_comments),
        cmocka_unit_test(what_belongs_to_what_is_kept),
        cmocka_unit_test(what_stands_between_paragraphs),
        cmocka_unit_test(the_heading_of_what_is_kept),
        cmocka_unit_test(notes_that_are_referred_to),
        cmocka_unit_test(the_next_article_of_the_page),
        cmocka_unit_test(boxes_of_other_articles),
        cmocka_unit_test(a_table_is_kept_whole_or_not_at_all),
        cmocka_unit_test(captions_are_marked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
