/* The preview's own pages over HTTP: what they show, and what may write a rule. */
#include "server_helper.h"

#define P1                                                                                                   \
    "<p>Volunteers cleared the old towpath on Saturday, and by noon the first boats were through. The "      \
    "council had closed it in spring, after a wall gave way near the mill.</p>"
#define P2                                                                                                   \
    "<p>Repairs took longer than planned, said the engineer in charge, because the footings turned out to "  \
    "be older than the maps. Nobody had looked at them for a century.</p>"
#define P3                                                                                                   \
    "<p>The harbour master expects some forty boats a week in summer. For the village shop, he said, that "  \
    "is worth more than any market day.</p>"

#define LINES                                                                                                \
    "The old bridge over the river at Saltby was opened again on Monday, nine years after it was "           \
    "closed.\n\n"                                                                                            \
    "The mayor, who cut the ribbon, said that the town had waited long enough for a bridge as good as "      \
    "new.\n\n"                                                                                               \
    "Work had been held up by floods, by a lawsuit and, in the end, by the want of a single bolt.\n\n"

static const char *text_of(void **state, const char *name)
{
    ts_error error = {0};
    ts_str bytes;
    return ts_file_read(arena, ts_path_join(arena, *state, name), 10000, &bytes, &error) ? bytes.ptr : NULL;
}

static void write_site(void **state)
{
    put(state, "site.lua", "return { title = 'Saltby' }");
    put(state, "content/towpath.html",
        "<title>Towpath reopens</title><meta property=og:title content='A <b>towpath</b>'><body><h1>Towpath "
        "reopens</h1><article>" P1 P2 P3
        "<p class=\"promo'box\">Buy a hat &lt;script&gt;alert(1)&lt;/script&gt; today."
        "</p></article><script>alert(2)</script>");
    put(state, "content/towpath.yaml", "url: https://www.courier.example/towpath\ntags: [paths]\n");
    put(state, "content/nowhere.html", "<title>Nowhere</title><body><article>" P1 P2 "</article>");
    put(state, "content/two.txt",
        "The Bridge Opens Again\n\nBy Jane Roe\n\n" LINES "\f"
        "Harbour To Be Dredged\n\nBy Ada Quill\n\n" LINES);
    put(state, "content/tide.md", "---\ntitle: TIDE ÉLEVÉE\n---\nWater.");
    put(state, "content/broken.html", "<p></p>");
    put(state, "secret.html", "<article>" P1 P2 "</article>");
}

static int start(void **state)
{
    return start_server(state, write_site);
}

static const char *get(const char *path)
{
    return exchange(ts_arena_printf(
        arena, "GET %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nConnection: close\r\n\r\n", path, port));
}

static const char *post_as(const char *origin, const char *type, const char *body)
{
    return exchange(ts_arena_printf(arena,
                                    "POST /_tearsheet/rule HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nOrigin: %s\r\n"
                                    "Content-Type: %s\r\nContent-Length: %zu\r\nConnection: close\r\n\r\n%s",
                                    port, origin, type, strlen(body), body));
}

static const char *post(const char *body)
{
    return post_as(ts_arena_printf(arena, "http://127.0.0.1:%d", port), "application/json", body);
}

static void assert_says(const char *answer, const char *words)
{
    if (!strstr(answer, words))
        fail_msg("\"%s\" does not say \"%s\"", answer, words);
}

static void assert_lacks(const char *answer, const char *words)
{
    if (strstr(answer, words))
        fail_msg("\"%s\" says \"%s\"", answer, words);
}

static void the_capture_stands_beside_its_article(void **state)
{
    const char *page = get("/_tearsheet/inspect?file=content/towpath.html");
    assert_says(page, "200 OK");
    assert_says(page, "X-Frame-Options: SAMEORIGIN");
    assert_says(page, "default-src 'none'; script-src 'self'");
    assert_says(
        page, "<li class=\"kept d2\"><button type=\"button\" data-block=\"1\"><span dir=\"auto\">Volunteers");
    assert_says(page, "<small>kept: likely (");
    assert_says(page, "<code>p.promo&#39;box</code>");
    assert_says(page, "Captured from <a rel=\"noreferrer\" href=\"https://www.courier.example/towpath\">");
    assert_says(page, "<th scope=\"row\">tags</th><td dir=\"auto\">paths</td><td>the sidecar</td>");
    assert_says(page, "Open Graph: <q dir=\"auto\">A towpath</q>");
    assert_says(page, "<article dir=\"auto\" lang=\"en\">\n<p>Volunteers cleared");
}

static void nothing_of_the_capture_runs(void **state)
{
    const char *page = get("/_tearsheet/inspect?file=content/towpath.html");
    assert_says(page, "&lt;script&gt;alert(1)");
    assert_lacks(page, "<script>");
    assert_lacks(page, "alert(2)");
}

static void dumps_and_markdown_are_looked_at_too(void **state)
{
    const char *page = get("/_tearsheet/inspect?file=content/two.txt%232");
    assert_says(page,
                "<div><span dir=\"auto\">Harbour To Be Dredged</span> <small>kept: headline</small></div>");
    assert_lacks(page, "Bridge Opens");
    assert_lacks(page, "data-block");
    assert_says(get("/_tearsheet/inspect?file=content/two.txt%233"), "The file holds no such article.");
    page = get("/_tearsheet/inspect?file=content/tide.md");
    assert_says(page, "Markdown is taken as it is");
    assert_says(page, "<td dir=\"auto\">TIDE ÉLEVÉE</td><td>front matter");
}

static void what_was_left_out_says_why(void **state)
{
    assert_says(get("/_tearsheet/inspect?file=content/broken.html"), "Left out: No article was found in it.");
}

static void only_the_sites_own_articles_are_looked_at(void **state)
{
    static const char *const files[] = {"secret.html",
                                        "content/../secret.html",
                                        "content/none.html",
                                        "content/",
                                        "content",
                                        "/etc/passwd",
                                        "content/%00x",
                                        "content/towpath.yaml",
                                        "content/two.txt%23",
                                        "content/two.txt%23-1",
                                        "content//two.txt",
                                        "%ff"};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        assert_says(get(ts_arena_printf(arena, "/_tearsheet/inspect?file=%s", files[i])), "404 Not Found");
    assert_says(get("/_tearsheet/inspect"), "404 Not Found");
}

static void a_rule_is_suggested_and_written_and_taken_out(void **state)
{
    const char *rule = "strip: //p[@class=\\\"promo'box\\\"]";
    const char *answer = get("/_tearsheet/rule?file=content/towpath.html&block=4&action=drop");
    assert_says(answer, "Content-Type: application/json");
    assert_says(answer, "{\"file\":\"rules/courier.example.txt\",\"rules\":[{\"rule\":\"strip: //p[@class=");
    assert_says(get("/_tearsheet/inspect?file=content/towpath.html"), "<p>Buy a hat");
    answer = post(ts_arena_printf(
        arena, "{\"file\":\"content/towpath.html\",\"block\":4,\"action\":\"drop\",\"rule\":\"%s\"}", rule));
    assert_says(answer, "200 OK");
    assert_says(answer, "{\"written\":\"rules/courier.example.txt\"}");
    assert_string_equal(text_of(state, "rules/courier.example.txt"), "strip: //p[@class=\"promo'box\"]\n");
    answer = get("/_tearsheet/inspect?file=content/towpath.html");
    assert_lacks(answer, "<p>Buy a hat");
    assert_says(answer, "<small>dropped: strip: //p[@class=&quot;promo&#39;box&quot;]");
    assert_says(answer, "Rules: rules/courier.example.txt");
    answer = get("/_tearsheet/rule?file=content/towpath.html&block=4&action=keep");
    assert_says(answer, "Take the rule “strip: //p[@class=");
    answer = post(ts_arena_printf(arena, "{\"file\":\"content/towpath.html\",\"remove\":\"%s\"}", rule));
    assert_says(answer, "200 OK");
    assert_null(text_of(state, "rules/courier.example.txt"));
    assert_says(get("/_tearsheet/inspect?file=content/towpath.html"), "<p>Buy a hat");
}

static void only_rules_that_were_suggested_are_written(void **state)
{
    static const char *const bodies[] = {
        "{\"file\":\"content/towpath.html\",\"block\":4,\"action\":\"drop\",\"rule\":\"strip: //article\"}",
        "{\"file\":\"content/towpath.html\",\"block\":4,\"action\":\"drop\",\"rule\":\"body: /\"}",
        "{\"file\":\"content/towpath.html\",\"block\":999999,\"action\":\"drop\",\"rule\":\"x\"}",
        "{\"file\":\"content/towpath.html\",\"block\":4,\"action\":\"drop\"}",
        "{\"file\":\"secret.html\",\"block\":0,\"action\":\"drop\",\"rule\":\"strip: //p\"}",
        "{\"block\":4}",
        "[]",
        "{",
        "",
        "{\"file\":\"content/towpath.html\",\"remove\":\"strip: //none\"}",
        "{\"file\":\"content/towpath.html\",\"remove\":\"none\"}"};
    for (size_t i = 0; i < sizeof bodies / sizeof *bodies; i++) {
        const char *answer = post(bodies[i]);
        assert_says(answer, "400 Bad Request");
        assert_says(answer, "{\"error\":{\"message\":\"");
    }
    assert_false(ts_is_folder(ts_path_join(arena, *state, "rules")));
}

static void other_pages_write_nothing(void **state)
{
    const char *ours = ts_arena_printf(arena, "http://127.0.0.1:%d", port);
    const char *body = "{\"file\":\"content/towpath.html\",\"block\":4,\"action\":\"drop\",\"rule\":\"strip: "
                       "//p[@class=\\\"promo'box\\\"]\"}";
    assert_says(post_as("http://evil.example", "application/json", body), "403 Forbidden");
    assert_says(post_as("null", "application/json", body), "403 Forbidden");
    assert_says(post_as(ours, "text/plain", body), "403 Forbidden");
    assert_says(post_as(ours, "application/jsonx", body), "403 Forbidden");
    assert_false(ts_is_folder(ts_path_join(arena, *state, "rules")));
    assert_says(post_as(ours, "application/json; charset=utf-8", body), "200 OK");
}

static void without_an_address_there_are_no_rules(void **state)
{
    assert_says(get("/_tearsheet/rule?file=content/nowhere.html&block=0&action=drop"),
                "a sidecar can give it");
}

static void the_list_finds_articles_by_their_words(void **state)
{
    const char *page = get("/_tearsheet/");
    assert_says(page, "Left out: 1");
    assert_says(page, "/_tearsheet/inspect?file=content%2Fbroken.html");
    assert_says(page, "5 of 5 articles.");
    page = get("/_tearsheet/?q=%C3%A9lev%C3%A9e");
    assert_says(page, "1 of 5 articles.");
    assert_says(page, "TIDE ÉLEVÉE");
    assert_lacks(page, "Towpath");
    page = get("/_tearsheet/?q=%22%3E%3Cscript%3E");
    assert_says(page, "0 of 5 articles.");
    assert_says(page, "value=\"&quot;&gt;&lt;script&gt;\"");
}

static void many_blocks_are_shown_in_parts(void **state)
{
    ts_buf html;
    ts_buf_init(&html, TS_BUF_MAX);
    ts_buf_puts(&html, "<title>Long</title><body><article>" P1 P2 P3);
    for (int i = 0; i < 2000; i++)
        ts_buf_printf(&html, "<p>Line %d</p>", i);
    put(state, "content/long.html", html.ptr);
    ts_buf_free(&html);
    ts_error error = {0};
    assert_true(ts_live_read(live, &error));
    const char *page = get("/_tearsheet/inspect?file=content/long.html");
    assert_says(page,
                "Shown: 1 to 2000. <a href=\"/_tearsheet/inspect?file=content%2Flong.html&amp;from=2000\">");
    assert_lacks(page, "data-block=\"2000\"");
    page = get("/_tearsheet/inspect?file=content/long.html&from=2000");
    assert_says(page, "Shown: 2001 to 2003.");
    assert_says(page, "data-block=\"2002\"");
    assert_says(get("/_tearsheet/inspect?file=content/long.html&from=99999"), "Shown: 1 to 2000.");
}

static void style_and_script_are_small(void **state)
{
    const char *style = get("/_tearsheet/preview.css"), *script = get("/_tearsheet/inspector.js");
    assert_says(style, "Content-Type: text/css");
    assert_says(script, "Content-Type: text/javascript");
    assert_true(strlen(style) + strlen(script) < 8192 + 600); /* the headers too */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_capture_stands_beside_its_article, start, finish),
        cmocka_unit_test_setup_teardown(nothing_of_the_capture_runs, start, finish),
        cmocka_unit_test_setup_teardown(dumps_and_markdown_are_looked_at_too, start, finish),
        cmocka_unit_test_setup_teardown(what_was_left_out_says_why, start, finish),
        cmocka_unit_test_setup_teardown(only_the_sites_own_articles_are_looked_at, start, finish),
        cmocka_unit_test_setup_teardown(a_rule_is_suggested_and_written_and_taken_out, start, finish),
        cmocka_unit_test_setup_teardown(only_rules_that_were_suggested_are_written, start, finish),
        cmocka_unit_test_setup_teardown(other_pages_write_nothing, start, finish),
        cmocka_unit_test_setup_teardown(without_an_address_there_are_no_rules, start, finish),
        cmocka_unit_test_setup_teardown(the_list_finds_articles_by_their_words, start, finish),
        cmocka_unit_test_setup_teardown(many_blocks_are_shown_in_parts, start, finish),
        cmocka_unit_test_setup_teardown(style_and_script_are_small, start, finish),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
