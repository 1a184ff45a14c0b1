#include "site/republish.h"
#include "one_site.h"

static const char *form(const ts_entry *entry, const char *name)
{
    return ts_value_get_string(ts_view_republish(arena, &renderer, entry), name);
}

static const char *const whole =
    "{\"title\":\"The <ferry> & the pier\",\"language\":\"en\",\"direction\":\"ltr\",\"date\":\"2020-03-12\","
    "\"url\":\"https://gazette.example/a?b&c\",\"authors\":[{\"name\":\"Ada Quill\"},{\"name\":\"Bo\"}],"
    "\"source\":{\"name\":\"Gazette\"},\"rights\":{\"holder\":\"Gazette Ltd\",\"license\":\"CC BY 4.0\"},"
    "\"markdown\":\"It *opens*.\",\"text\":\"It opens.\",\"html\":\"<p>It <em>opens</em>.</p>\"}";

static void three_forms_say_who_where_and_under_which_licence(void **state)
{
    const ts_entry *entry = add("pier", whole);
    place();
    const char *line = "Gazette · 2020-03-12 · https://gazette.example/a?b&c · © Gazette Ltd · CC BY 4.0 · "
                       "https://saltby.example/archive/2020/pier.html\n";
    assert_string_equal(form(entry, "text"), ts_arena_printf(arena,
                                                             "The <ferry> & the pier\n\nAda Quill, Bo\n\n"
                                                             "It opens.\n\n%s",
                                                             line));
    assert_string_equal(
        form(entry, "markdown"),
        ts_arena_printf(arena, "# The &lt;ferry> & the pier\n\nAda Quill, Bo\n\nIt *opens*.\n\n---\n\n%s",
                        line));
    assert_string_equal(
        form(entry, "html"),
        "<article lang=\"en\" dir=\"ltr\">\n<h1>The &lt;ferry&gt; &amp; the pier</h1>\n<p>Ada Quill, Bo</p>\n"
        "<p>It <em>opens</em>.</p>\n<hr>\n"
        "<p><cite><a href=\"https://gazette.example/a?b&amp;c\">Gazette</a></cite></p>\n"
        "<p>Gazette · 2020-03-12 · https://gazette.example/a?b&amp;c · © Gazette Ltd · CC BY 4.0 · "
        "https://saltby.example/archive/2020/pier.html</p>\n</article>\n");
}

static void what_is_not_known_is_not_said(void **state)
{
    site->settings.base_url = "";
    const ts_entry *entry = add("bare", "{\"title\":\"T\",\"html\":\"<p>x</p>\",\"text\":\"x\"}");
    place();
    assert_string_equal(form(entry, "text"), "T\n\nx\n\n\n");
    assert_string_equal(form(entry, "html"),
                        "<article lang=\"\" dir=\"auto\">\n<h1>T</h1>\n<p>x</p>\n<hr>\n</article>\n");
}

static const char *body_of(const char *slug, const char *html)
{
    const char *record =
        ts_arena_printf(arena, "{\"title\":\"T\",\"language\":\"en\",\"html\":\"%s\"}", html);
    ts_entry *entry = add(slug, record);
    place();
    const char *all = form(entry, "html"), *from = strstr(all, "</h1>\n") + strlen("</h1>\n");
    return ts_arena_copy(arena, (ts_str){from, (size_t)(strstr(from, "\n<hr>") - from)});
}

/* What the Markdown says of an article with such a title and body, down to the rule. */
static const char *markdown_of(const char *slug, const char *title, const char *body)
{
    ts_entry *entry = add(
        slug, ts_arena_printf(arena, "{\"title\":\"%s\",\"html\":\"\",\"markdown\":\"%s\"}", title, body));
    place();
    const char *all = form(entry, "markdown");
    return ts_arena_copy(arena, (ts_str){all, (size_t)(strstr(all, "\n\n---\n") - all)});
}

static void a_title_is_no_markup_in_markdown(void **state)
{
    assert_string_equal(markdown_of("a", "*a* [b](c) <x> C #", "x"), "# \\*a\\* [b\\](c) &lt;x> C \\#\n\nx");
}

static void names_and_the_line_of_credit_are_no_markup_either(void **state)
{
    const ts_entry *entry =
        add("a", "{\"title\":\"T\",\"authors\":[{\"name\":\"*Q*\"}],\"html\":\"\",\"markdown\":\"x\","
                 "\"source\":{\"name\":\"# Post\"},\"date\":\"2020\"}");
    site->settings.base_url = "";
    place();
    assert_string_equal(form(entry, "markdown"), "# T\n\n\\*Q\\*\n\nx\n\n---\n\n\\# Post · 2020\n");
}

static void pictures_stay_behind_in_markdown(void **state)
{
    assert_string_equal(markdown_of("a", "T",
                                    "a ![b](c.png) [d](e.html) [f](https://f.example/)\\n\\n"
                                    "![g](h.png \\\"A caption\\\")\\n\\n![i](j.png)\\n\\nk"),
                        "# T\n\na d [f](https://f.example/)\n\nk\n");
}

static void words_for_a_picture_stay_behind(void **state)
{
    assert_string_equal(
        body_of("b", "<p><img src='x.png'></p><p><span class=\\\"remote-image\\\">e</span>f"
                     "<a class=\\\"remote-image\\\" href=\\\"https://g.example/g.png\\\">g</a></p>"),
        "<p>f</p>");
}

static void pictures_stay_behind(void **state)
{
    assert_string_equal(body_of("a", "<p>a <img src='x.png'> b</p><figure><img src='y.png'>"
                                     "<figcaption>c</figcaption></figure><p>d</p><figure>"),
                        "<p>a  b</p><p>d</p>");
}

static void links_that_lead_nowhere_elsewhere_are_words(void **state)
{
    assert_string_equal(body_of("a",
                                "<p><a href=\\\"b.html\\\">b</a> <a href=\\\"https://c.example/\\\">c</a> "
                                "<a href=\\\"#fn-1\\\">1</a></p>"),
                        "<p><a>b</a> <a href=\"https://c.example/\">c</a> <a href=\"#fn-1\">1</a></p>");
}

static void an_address_that_runs_is_no_link(void **state)
{
    const ts_entry *entry = add("a", "{\"title\":\"T\",\"url\":\"javascript:run()\",\"html\":\"\"}");
    place();
    assert_null(strstr(form(entry, "html"), "href"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        site_test(three_forms_say_who_where_and_under_which_licence),
        site_test(what_is_not_known_is_not_said),
        site_test(a_title_is_no_markup_in_markdown),
        site_test(names_and_the_line_of_credit_are_no_markup_either),
        site_test(pictures_stay_behind),
        site_test(words_for_a_picture_stay_behind),
        site_test(pictures_stay_behind_in_markdown),
        site_test(links_that_lead_nowhere_elsewhere_are_words),
        site_test(an_address_that_runs_is_no_link),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
