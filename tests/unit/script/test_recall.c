/* Includes whose output is remembered from page to page. */
#include "script_helper.h"

static const char *const summary_fields[] = {"title", "path", NULL};
static const ts_type summary_type = {"summary", summary_fields, TS_SHARED_WHOLE};

typedef struct shelf {
    ts_arena *arena;
    ts_value *globals, *pages[3], *list, *title;
} shelf;

static ts_value *make_page(ts_arena *arena, const char *path, const char *kind)
{
    ts_value *page = ts_value_map(arena, NULL);
    ts_value_set_string(arena, page, "path", path);
    ts_value_set_string(arena, page, "title", path);
    ts_value_set_string(arena, page, "kind", kind);
    return page;
}

/* Pages at several depths that all show the same two articles. */
static shelf make_shelf(void)
{
    shelf s = {.arena = ts_arena_new()};
    s.globals = make_globals(s.arena, NULL);
    s.list = ts_value_list(s.arena);
    s.pages[0] = make_page(s.arena, "tags/tide/index.html", "tag");
    s.pages[1] = make_page(s.arena, "index.html", "home");
    s.pages[2] = make_page(s.arena, "404.html", "404");
    for (int i = 0; i < 2; i++) {
        ts_value *summary = ts_value_map(s.arena, &summary_type);
        s.title = ts_value_string(s.arena, ts_str_of(i ? "Two" : "One & only"));
        ts_value_set(s.arena, summary, "title", s.title);
        ts_value_set_string(s.arena, summary, "path", i ? "tags/two.html" : "2020/one.html");
        ts_value_push(s.arena, s.list, summary);
    }
    ts_value_set(s.arena, s.globals, "entries", s.list);
    return s;
}

/* All pages one after the other, each twice, a line each. The caller frees. */
static char *render_shelf(const shelf *s, const file *files, bool remember)
{
    ts_error error = {0};
    ts_script *script = ts_script_new(NULL, load_file, (void *)files, &error);
    ts_buf out;
    size_t len;
    ts_buf_init(&out, 100000);
    if (remember)
        ts_script_remember(script, true);
    for (int i = 0; i < 6; i++) {
        ts_value_set(s->arena, s->globals, "page", s->pages[i % 3]);
        assert_true(ts_script_render(script, "list.html", s->globals, &out, &error));
        ts_buf_printf(&out, " (%zu)\n", ts_script_reads(script)->len);
    }
    char *text = ts_buf_detach(&out, &len);
    ts_buf_free(&out);
    ts_script_free(script);
    return text;
}

#define LIST                                                                                                 \
    "{% mine = page.path %}{% for i, e in ipairs(entries) do %}{% include 'e.html', { e = e } %}{% end %}"   \
    "{% include 'foot.html' %}"

static const char foot[] = "{{ link('about.html') }}{{ asset('a.png') }}{{ opt('site') and site.title }}";

static const char plain[] = "<a href=\"{{ link(e.path) }}\">{{ e.title }}</a>";

/* What an entry may hang on beside the article. */
static const char *const entries[] = {
    plain,
    "<img src=\"{{ asset(e.path) }}\" alt=\"\"><a href=\"{{ link('#top') }}\">{{ e.title }}</a>",
    "{% local link = function(x) return x .. page.path end %}{{ link(e.path) }}",
    "{{ e.title }} {{ page.title }}",
    "{{ e.title }} {{ mine }}",
    "{{ e.title }} {{ opt('mine') or 'none' }} {{ opt('nobody') or 'none' }}",
    "{% local to = link(e.path) %}<a href=\"{{ to }}\">{{ e.title }}</a>",
    "<img src=\"{{ asset('a.png') }}\" alt=\"{{ e.title }}\">",
    "{% include 'inner.html', { text = e.title } %}",
    "{{ e.title }} {{ article and article.title }} {{ site.title }} {{ t('by') }}",
    "<a href=\"{{ link(e.path) }}\" title=\"{{ link(e.path) }}\">{{ absolute(e.path) }}</a>",
    "{% local m = require('m') %}{{ m.count() }}",
    "{% page = { path = 'x' } %}{{ page.path }}",
    "{% if e.title == 'Two' then %}{{ page.title }}{% end %}{{ e.title }}",
    "{% if e.title == 'Two' and page.kind == 'home' then %}home{% end %}{{ e.title }}",
    "{% for i, c in ipairs(entries) do %}{{ i }} {{ c.title }}{% end %}",
    "{{ page.title }}{% include 'flag.html', { on = e.title == 'Two' } %}",
    NULL,
};

static void pages_are_as_without_it(void **state)
{
    for (const char *const *entry = entries; *entry; entry++) {
        const file files[] = {
            {"list.html", LIST},
            {"e.html", *entry},
            {"foot.html", foot},
            {"flag.html", "{{ on and 'on' or 'off' }} {{ site.title }}"},
            {"inner.html", "{{ text }}{{ page.path }}{{ opt('text') }}"},
            {"lua/m.lua", "local n = 0\nreturn { count = function() n = n + 1 return n end }"},
            {NULL, NULL}};
        shelf s = make_shelf();
        char *run = render_shelf(&s, files, false), *recalled = render_shelf(&s, files, true);
        assert_string_equal(run, recalled);
        free(run);
        free(recalled);
        ts_arena_free(s.arena);
    }
}

/* The page that is rendered while the article has this title. */
static void render_titled(const shelf *s, ts_script *script, int page, const char *title, ts_buf *out)
{
    ts_error error = {0};
    s->title->string = ts_str_of(title);
    ts_value_set(s->arena, s->globals, "page", s->pages[page]);
    ts_buf_clear(out);
    assert_true(ts_script_render(script, "list.html", s->globals, out, &error));
}

/* A title that changes behind the back of the script tells whether the include ran. */
static void an_include_runs_once(void **state)
{
    const file files[] = {{"list.html", LIST}, {"e.html", plain}, {"foot.html", ""}, {NULL, NULL}};
    ts_error error = {0};
    shelf s = make_shelf();
    ts_script *script = ts_script_new(NULL, load_file, (void *)files, &error);
    ts_buf out;
    ts_buf_init(&out, 10000);
    ts_script_remember(script, true);
    render_titled(&s, script, 0, "Two", &out);
    assert_string_equal(out.ptr, "<a href=\"../../2020/one.html\">One &amp; only</a>"
                                 "<a href=\"../two.html\">Two</a>");
    render_titled(&s, script, 1, "Three", &out);
    assert_string_equal(out.ptr,
                        "<a href=\"2020/one.html\">One &amp; only</a><a href=\"tags/two.html\">Two</a>");
    ts_script_remember(script, false);
    render_titled(&s, script, 1, "Four", &out);
    assert_string_equal(out.ptr,
                        "<a href=\"2020/one.html\">One &amp; only</a><a href=\"tags/two.html\">Four</a>");
    ts_buf_free(&out);
    ts_script_free(script);
    ts_arena_free(s.arena);
}

/* An error in the middle of a watched include leaves the script as good as before. */
static void an_error_ends_the_watch(void **state)
{
    const file files[] = {{"list.html", LIST},
                          {"foot.html", ""},
                          {"e.html", "{{ e.title }}{{ e.title == 'Bad' and e.titel or '' }}"},
                          {NULL, NULL}};
    ts_error error = {0};
    shelf s = make_shelf();
    ts_script *script = ts_script_new(NULL, load_file, (void *)files, &error);
    ts_buf out;
    ts_buf_init(&out, 10000);
    ts_script_remember(script, true);
    s.title->string = TS_STR("Bad");
    ts_value_set(s.arena, s.globals, "page", s.pages[0]);
    assert_false(ts_script_render(script, "list.html", s.globals, &out, &error));
    render_titled(&s, script, 0, "Good", &out);
    assert_string_equal(out.ptr, "One &amp; onlyGood");
    ts_buf_free(&out);
    ts_script_free(script);
    ts_arena_free(s.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pages_are_as_without_it),
        cmocka_unit_test(an_include_runs_once),
        cmocka_unit_test(an_error_ends_the_watch),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
