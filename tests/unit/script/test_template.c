#include "script_helper.h"

static void values_are_written(void **state)
{
    assert_with("<p>Hello, Anna &lt;b&gt; &amp; co 3 2.5  x&gt;y</p>",
                "<p>Hello, {{ page.title }} {{ 1 + 2 }} {{ 2.5 }} {{ nil }}{{ article.url }} {{ x }}</p>",
                "x>y");
    assert_with("<p>One &amp; two</p> &lt;p&gt;One &amp;amp; two&lt;/p&gt;",
                "{{ article.html }} {{ tostring(article.html) }}", NULL);
}

static void fields_are_written(void **state)
{
    assert_with("x&lt;y 3  .", "{% local t = { a = x, b = { c = 3 } } %}{{ t.a }} {{ t.b.c }} {{ t.d }} .",
                "x<y");
    assert_with("<p>One &amp; two</p>harbour<a title=\"A new pier\">|</a>",
                "{{ article.html }}{{ article.tags[1] }}<a title=\"{{ article.title }}\">|</a>", NULL);
    const file files[] = {
        {"a.html", "{% extends 'b.html' %}{% block x %}{{ page.kind }}{{ super() }}!{% end %}"},
        {"b.html", "<p>{% block x %}{{ page.path }}, {% end %}</p>"},
        {NULL, NULL}};
    assert_files("<p>article2020/03/a.html, !</p>", files, "a.html");
}

static void tags_end_where_lua_ends(void **state)
{
    assert_with("}} %}", "{{ \"}}\" }} {{ '%}' }}", NULL);
    assert_with("}}%}", "{{ [[}}]] .. [==[%}]==] }}", NULL);
    assert_with("2 1", "{{ #{ {}, { a = { b = 1 } } } }} {{ ({ a = { b = 1 }}).a.b }}", NULL);
    assert_with("ab", "{{ 'a' --[[ }} ]] }}{{ 'b' -- a comment }}", NULL);
    assert_with("ac", "a{% -- a comment %}{# {{ b }} \n #}c", NULL);
    assert_with("it&#39;s", "{{ 'it\\'s' }}", NULL);
    assert_with("{ { } }", "{ { } }", NULL);
    assert_with("{{ x }}{% if %}.", "{% raw %}{{ x }}{% if %}{% endraw %}.", NULL);
}

static void white_space_goes_where_asked(void **state)
{
    assert_with("a1b", "a\n {{- 1 -}} \n b", NULL);
    assert_with("ab", "a\n {%- local y = 1 -%} \n b", NULL);
    assert_with("ab", "a\n {#- x -#} \n b", NULL);
    assert_with("a\n  b", "a\n {% local y = 1 %} b", NULL);
    assert_with("a{{}}b", "a {%- raw -%} {{}} {%- endraw -%} b", NULL);
}

static void statements_run(void **state)
{
    assert_with("harbour, rail, music",
                "{% for i, tag in ipairs(article.tags) do %}{% if i > 1 then %}, {% end %}{{ tag }}{% end %}",
                NULL);
    assert_with("harbourmusic",
                "{% for _, y in ipairs(article.tags) do %}{% if y == 'rail' then goto next end %}{{ y }}"
                "{% ::next:: %}{% end %}",
                NULL);
    assert_with("012", "{% local i = 0 repeat %}{{ i }}{% i = i + 1 until i > 2 %}", NULL);
    assert_with("two", "{% if x == 1 then %}one{% elseif x == 'x' then %}two{% else %}three{% end %}", "x");
    assert_with("a-b", "{% local function join(a, b) return a .. '-' .. b end %}{{ join('a', 'b') }}", NULL);
    assert_with("3", "{% y = 3 %}{{ y }}", NULL);
}

static const char base[] =
    "<html><title>{% block title %}{{ site.title }}{% end %}</title>"
    "<body{% if opt('wide') then %} class=\"wide\"{% end %}>"
    "<a href=\"{% block link %}{% end %}\">{% block body %}base{% end %}</a></body></html>";

static void children_fill_blocks(void **state)
{
    const file files[] = {
        {"a.html",
         "{% extends \"base.html\" %}\n{% block title %}{{ article.title }} – {{ super() }}{% end %}\n"
         "{% wide = true %}{% block link %}{{ 'javascript:x' }}{% end %}"},
        {"base.html", base},
        {NULL, NULL}};
    assert_files(
        "<html><title>A new pier – The Ledger</title><body><a href=\"#unsafe-link\">base</a></body></html>",
        (const file[]){{"a.html", "{% extends \"base.html\" %}\n{% block title %}{{ article.title }} – "
                                  "{{ super() }}{% end %}\n{% block link %}{{ 'javascript:x' }}{% end %}"},
                       {"base.html", base},
                       {NULL, NULL}},
        "a.html");
    assert_files(
        "<html><title>A new pier – The Ledger</title><body class=\"wide\"><a href=\"#unsafe-link\">base</a>"
        "</body></html>",
        files, "a.html");
}

static void extends_goes_to_any_depth(void **state)
{
    const file files[] = {
        {"a.html", "{% extends 'b.html' %}{% block x %}a({{ super() }}){% end %}{% block inner %}A{% end %}"},
        {"b.html", "{% extends 'c.html' %}{% block x %}b({{ super() }}{% block inner %}B{% end %}){% end %}"},
        {"c.html", "{% extends 'd.html' %}"},
        {"d.html", "<p>{% block x %}d{% end %}</p>{% block y %}y{% end %}"},
        {NULL, NULL}};
    assert_files("<p>a(b(dA))</p>y", files, "a.html");
    assert_files("<p>b(dB)</p>y", files, "b.html");
    assert_files("<p>d</p>y", files, "c.html");
}

static void includes_see_variables_not_locals(void **state)
{
    const file files[] = {{"a.html", "{% local secret = 1 %}{% shared = 2 %}{% include 'b.html', { n = 5 } "
                                     "%}{{ opt('inner') or 'none' }}"},
                          {"b.html", "{{ n }}{{ shared }}{{ opt('secret') or '-' }}{% inner = 1 %}{% include "
                                     "'c.html' %}{{ opt('zz') or '' }}"},
                          {"c.html", "[{{ n }}{{ page.kind }}]"},
                          {NULL, NULL}};
    assert_files("52-[5article]none", files, "a.html");
    const file tree[] = {{"a.html", "{% include 'node.html', { depth = 3 } %}"},
                         {"node.html", "<ul>{{ depth }}{% if depth > 1 then %}"
                                       "{% include 'node.html', { depth = depth - 1 } %}{% end %}</ul>"},
                         {NULL, NULL}};
    assert_files("<ul>3<ul>2<ul>1</ul></ul></ul>", tree, "a.html");
    const file places[] = {{"a.html", "<a title=\"{% include 'b.html' %}\">{% include 'b.html' %}</a>"
                                      "<script>let a = '{% include 'b.html' %}';</script>"},
                           {"b.html", "{{ \"<'\" }}"},
                           {NULL, NULL}};
    assert_files("<a title=\"&lt;&#39;\">&lt;&#39;</a><script>let a = '\\u003C\\u0027';</script>", places,
                 "a.html");
}

static void functions_of_templates(void **state)
{
    assert_with(
        "../../tags/a%20b/index.html#x ../../index.html #top https://other.example/ ../../assets/style.css",
        "{{ link('tags/a b/#x') }} {{ link('') }} {{ link('#top') }} {{ link('https://other.example/') }} "
        "{{ asset('style.css') }}",
        NULL);
    assert_with("https://ledger.example/tags/index.html", "{{ absolute('/tags/') }}", NULL);
    assert_with("by 1 article 2 articles page 1 of 9",
                "{{ t('by') }} {{ t('articles', { count = 1 }) }} {{ t('articles', { count = 2 }) }} "
                "{{ t('page_of', { n = 1, count = 9 }) }}",
                NULL);
    assert_with("12 March 2020|March 2020|2020|2020-03-12|2020-03-12T00:00:00Z|soon||",
                "{{ date(article.date) }}|{{ date('2020-03') }}|{{ date('2020', 'short') }}|"
                "{{ date(article.date, 'short') }}|{{ date(article.date, 'rfc3339') }}|{{ date('soon') }}|"
                "{{ date(nil) }}|{{ date('soon', 'rss') }}",
                NULL);
    assert_with(
        "Ana, Bo and Cy|Ana|harbour, rail, music|harbour-rail|English|Chinese|xx",
        "{{ names(article.authors) }}|{{ names(first(article.authors, 1)) }}|{{ join(article.tags) }}|"
        "{{ join(first(article.tags, 2), '-') }}|{{ language_name('en-GB') }}|{{ language_name('zh-Hant') }}|"
        "{{ language_name('xx') }}",
        NULL);
    assert_with("a-new-pier {&quot;a&quot;:[1,true]}",
                "{{ slug('A new: Pier!') }} {{ json({ a = { 1, true } }) }}", NULL);
    assert_with("none", "{{ opt(article).nothing or 'none' }}", NULL);
}

static void order_is_the_same_in_every_run(void **state)
{
    assert_with("1=x 2=y a=1 b=2 c=3 ",
                "{% local t = { c = 3, a = 1, b = 2, 'x', 'y' } %}"
                "{% for k, v in pairs(t) do %}{{ k }}={{ v }} {% end %}",
                NULL);
    assert_with("title=Anna &lt;b&gt; &amp; co path=2020/03/a.html kind=article url= ",
                "{% for k, v in pairs(page) do %}{{ k }}={{ v }} {% end %}", NULL);
    assert_with("harbour rail music ", "{% for _, v in pairs(article.tags) do %}{{ v }} {% end %}", NULL);
    assert_with("table function", "{{ tostring({}) }} {{ string.format('%s', link) }}", NULL);
    assert_with("b1b2a1a2",
                "{% local t = { { 'b', 1 }, { 'a', 1 }, { 'b', 2 }, { 'a', 2 } } "
                "table.sort(t, function(x, y) return x[1] > y[1] end) for _, v in ipairs(t) do %}"
                "{{ v[1] }}{{ v[2] }}{% end %}",
                NULL);
}

static void one_page_leaves_nothing_to_the_next(void **state)
{
    const file files[] = {{"a.html", "{{ opt('kept') or 'no' }}{% kept = 'yes' %}{% local m = require('m') %}"
                                     "{{ m.count() }}"},
                          {"lua/m.lua", "local n = 0\nreturn { count = function() n = n + 1 return n end }"},
                          {NULL, NULL}};
    ts_error error = {0};
    ts_arena *arena = ts_arena_new();
    ts_script *script = ts_script_new(NULL, load_file, (void *)files, &error);
    ts_buf out;
    ts_buf_init(&out, 1000);
    for (int i = 0; i < 3; i++)
        assert_true(ts_script_render(script, "a.html", make_globals(arena, NULL), &out, &error));
    assert_string_equal(out.ptr, "no1no1no1");
    ts_buf_free(&out);
    ts_script_free(script);
    ts_arena_free(arena);
}

static void the_longest_page_is_the_buffer(void **state)
{
    const file files[] = {{"a.html", "{% for i = 1, 100 do %}0123456789{% end %}"}, {NULL, NULL}};
    ts_error error = {0};
    ts_script *script = ts_script_new(NULL, load_file, (void *)files, &error);
    ts_buf out;
    ts_buf_init(&out, 1000);
    assert_true(ts_script_render(script, "a.html", NULL, &out, &error));
    ts_buf_free(&out);
    ts_buf_init(&out, 999);
    assert_false(ts_script_render(script, "a.html", NULL, &out, &error));
    assert_int_equal(error.status, TS_TEMPLATE);
    assert_int_equal(out.len, 0);
    ts_buf_free(&out);
    ts_script_free(script);
}

static void compile_reports_all_files(void **state)
{
    const file files[] = {{"a.html", "{% include 'b.html' %}{% include 'c.html' %}{{ 1 + }}"},
                          {"b.html", "<p>{{ }}"},
                          {"c.html", "{% include 'b.html' %}{% include 'd.html' %}"},
                          {"ok.html", "{% include 'e.html' %}"},
                          {"e.html", "<p title={{ x }}>"},
                          {NULL, NULL}};
    ts_error error = {0};
    ts_script *script = ts_script_new(NULL, load_file, (void *)files, &error);
    assert_false(ts_script_compile(script, "a.html", &error));
    assert_string_equal(error.source, "a.html");
    assert_string_equal(error.message, "This expression is not complete.\n   1 | {% include 'b.html' %}"
                                       "{% include 'c.html' %}{{ 1 + }}\n     | "
                                       "                                               ^");
    memset(&error, 0, sizeof error);
    assert_false(ts_script_compile(script, "c.html", &error));
    assert_string_equal(error.source, "b.html");
    assert_non_null(strstr(error.message, "\nc.html:1:26: There is no template `d.html`."));
    memset(&error, 0, sizeof error);
    assert_false(ts_script_compile(script, "ok.html", &error));
    assert_string_equal(error.source, "e.html");
    ts_script_free(script);
}

static void tables_of_settings(void **state)
{
    ts_error error = {0};
    ts_arena *arena = ts_arena_new();
    ts_script *script = ts_script_new(NULL, NULL, NULL, &error);
    const ts_value *v = ts_script_table(script, arena,
                                        TS_STR("return { title = 'x', n = 3, half = 0.5, on = true, "
                                               "menu = { { title = 'a' }, 'b' } }"),
                                        "site.lua", NULL, &error);
    assert_non_null(v);
    ts_buf text;
    ts_buf_init(&text, 1000);
    ts_json_write(&text, v);
    assert_string_equal(
        text.ptr, "{\"half\":0.5,\"menu\":[{\"title\":\"a\"},\"b\"],\"n\":3,\"on\":true,\"title\":\"x\"}");
    ts_buf_free(&text);
    assert_int_equal(ts_script_table(script, arena, TS_STR("return {}"), "site.lua", NULL, &error)->kind,
                     TS_MAP);
    static const char *const bad[][2] = {
        {"return 3", "This file must return a table, and returns a number."},
        {"return { 1, 2 }", "This file must return a table with named fields, and returns a list."},
        {"return { title = print }", "Lua's `print` is out of reach"},
        {"return { permalink = function() end }", "`permalink` of site.lua is a function"},
        {"return { a = { b = { [3] = 1, x = 2 } } }", "`b` of site.lua mixes named fields with others"},
        {"local t = {} t.t = t return t", "`t` of site.lua nests deeper than 64 levels"},
        {"return { a = 0/0 }", "`a` of site.lua is no finite number"},
        {"return { title = 'x' ", "'}' expected near <eof>"},
        {"\x1bLua", "Attempt to load a binary chunk"},
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        memset(&error, 0, sizeof error);
        assert_null(ts_script_table(script, arena, ts_str_of(bad[i][0]), "site.lua", NULL, &error));
        if (!strstr(error.message, bad[i][1]))
            assert_string_equal(error.message, bad[i][1]);
        assert_int_equal(error.status, TS_SETTINGS);
    }
    ts_script_free(script);
    ts_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_are_written),
        cmocka_unit_test(fields_are_written),
        cmocka_unit_test(tags_end_where_lua_ends),
        cmocka_unit_test(white_space_goes_where_asked),
        cmocka_unit_test(statements_run),
        cmocka_unit_test(children_fill_blocks),
        cmocka_unit_test(extends_goes_to_any_depth),
        cmocka_unit_test(includes_see_variables_not_locals),
        cmocka_unit_test(functions_of_templates),
        cmocka_unit_test(order_is_the_same_in_every_run),
        cmocka_unit_test(one_page_leaves_nothing_to_the_next),
        cmocka_unit_test(the_longest_page_is_the_buffer),
        cmocka_unit_test(compile_reports_all_files),
        cmocka_unit_test(tables_of_settings),
    };
    return cmocka_run_group_tests_name("script/template", tests, NULL, NULL);
}
