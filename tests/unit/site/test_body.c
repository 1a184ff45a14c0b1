#include "site/body.h"
#include "unit.h"

static const char *image(void *context, ts_arena *arena, const char *address)
{
    if (strcmp(address, "keep.png") == 0)
        return address;
    return strncmp(address, "own/", 4) == 0 ? ts_arena_printf(arena, "../media/%s", address + 4) : NULL;
}

static const char *follow(void *context, ts_arena *arena, const char *address)
{
    if (strcmp(address, "nowhere") == 0)
        return "";
    return strstr(address, "a&b") ? "there.html?x=1&y=\"2\"" : NULL;
}

static void expect(const char *html, const ts_addresses *how, const char *expected)
{
    ts_arena *arena = ts_arena_new();
    ts_buf out;
    ts_buf_init(&out, TS_BUF_MAX);
    ts_body_rewrite(arena, &out, ts_str_of(html), how);
    assert_string_equal(out.ptr, expected);
    ts_buf_free(&out);
    ts_arena_free(arena);
}

static const ts_addresses both = {image, follow, NULL, false}, images = {image, NULL, NULL, false},
                          links = {NULL, follow, NULL, false};

static void images_lead_to_the_sites_own_files(void **state)
{
    expect("<p><img src=\"own/a.png\" alt=\"A\"></p>", &both,
           "<p><img src=\"../media/a.png\" alt=\"A\"></p>");
    expect("<img src=\"keep.png\" alt=\"\">", &images, "<img src=\"keep.png\" alt=\"\">");
    expect("<img src=\"https://far.example/x.png\" alt=\"\">", &links,
           "<img src=\"https://far.example/x.png\" alt=\"\">");
}

static void an_image_that_is_elsewhere_becomes_its_words(void **state)
{
    expect("<img src=\"https://far.example/x.png?y\" alt=\"The &lt;pier&gt;\">", &both,
           "<a class=\"remote-image\" href=\"https://far.example/x.png?y\" rel=\"external\">The "
           "&lt;pier&gt;</a>");
    expect("<img src=\"https://far.example/d/x.png?y\" alt=\" \">", &both,
           "<a class=\"remote-image\" href=\"https://far.example/d/x.png?y\" rel=\"external\">x.png</a>");
    expect("<a href=\"b\"><img src=\"far.png\" alt=\"A\"></a>", &both,
           "<a href=\"b\"><span class=\"remote-image\">A</span></a>");
    expect("<img alt=\"A\">", &both, "<span class=\"remote-image\">A</span>");
    expect("<img src=\"data:image/png;base64,xx\" alt=\"\">", &both, "<span class=\"remote-image\"></span>");
}

static void what_may_scroll_can_be_reached(void **state)
{
    const ts_addresses reach = {.reach = true};
    const char *html = "<table>\n<tr><td>1</td></tr></table><pre><code class=\"c\">x</code></pre>";
    expect(html, &reach,
           "<table tabindex=\"0\">\n<tr><td>1</td></tr></table><pre tabindex=\"0\"><code "
           "class=\"c\">x</code></pre>");
    expect(html, &both, html);
}

static void links_are_followed(void **state)
{
    expect("<a href=\"x?a&amp;b\" rel=\"external\">t</a>", &both,
           "<a href=\"there.html?x=1&amp;y=%222%22\">t</a>");
    expect("<a href=\"a&amp;b\" rel=\"external\" title=\"t\">t</a>", &both,
           "<a href=\"there.html?x=1&amp;y=%222%22\" title=\"t\">t</a>");
    expect("<a href=\"nowhere\">t</a>", &both, "<a>t</a>");
    expect("<a href=\"x\">t</a>", &both, "<a href=\"x\">t</a>");
    expect("<a href=\"nowhere\">t</a>", &images, "<a href=\"nowhere\">t</a>");
}

static void whatever_is_broken_passes_as_it_is(void **state)
{
    expect("", &both, "");
    expect("<", &both, "<");
    expect("a <img src=\"x", &both, "a <img src=\"x");
    expect("<p>src=\"own/a.png\"</p>", &both, "<p>src=\"own/a.png\"</p>");
    expect("<a href=\"x>t", &both, "<a href=\"x>t");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(images_lead_to_the_sites_own_files),
        cmocka_unit_test(an_image_that_is_elsewhere_becomes_its_words),
        cmocka_unit_test(what_may_scroll_can_be_reached),
        cmocka_unit_test(links_are_followed),
        cmocka_unit_test(whatever_is_broken_passes_as_it_is),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
