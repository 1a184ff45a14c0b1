/* Ways out of a Lua sandbox that are known, each tried, and ways to keep a machine busy. */
#include "script_helper.h"

#include "eager.h"

/* A template that writes nothing or fails, within few instructions: the default is a hundred times slower to
 * end. */
static void assert_shut(const char *code)
{
    char template[2000];
    ts_error error = {0};
    ts_script_limits limits = {.instructions = 2000000};
    ts_arena *arena = ts_arena_new();
    ts_buf out;
    ts_buf_init(&out, 1000);
    snprintf(template, sizeof template, "{%% %s %%}", code);
    const file files[] = {{"a.html", template}, {NULL, NULL}};
    ts_script *script = ts_script_new(&limits, load_file, (void *)files, &error);
    if (ts_script_render(script, "a.html", make_globals(arena, NULL), &out, &error) && out.len)
        fail_msg("%s wrote %s", code, out.ptr);
    ts_buf_free(&out);
    ts_script_free(script);
    ts_arena_free(arena);
}

static void assert_message(const char *words, const char *code)
{
    char template[2000];
    bool ok;
    snprintf(template, sizeof template, "{%% %s %%}", code);
    const file files[] = {{"a.html", template}, {NULL, NULL}};
    char *page = render_files(files, "a.html", NULL, &ok);
    if (ok || !strstr(page, words))
        fail_msg("%s: \"%s\" does not say \"%s\"", code, page, words);
    free(page);
}

static void what_is_left_out_is_out_of_reach(void **state)
{
    static const char *const names[] = {
        "os",     "io",          "debug",       "package",     "load",           "loadstring", "loadfile",
        "dofile", "pcall",       "xpcall",      "coroutine",   "collectgarbage", "next",       "rawset",
        "rawget", "print",       "warn",        "_G",          "getfenv",        "setfenv",    "newproxy",
        "module", "string.dump", "string.pack", "math.random", "math.randomseed"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char code[100];
        snprintf(code, sizeof code, "if %s ~= nil then error('REA' .. 'CHED') end", names[i]);
        const file files[] = {{"a.html", ""}, {NULL, NULL}};
        char template[200];
        bool ok;
        snprintf(template, sizeof template, "{%% %s %%}", code);
        file one[] = {{"a.html", template}, files[1]};
        char *page = render_files(one, "a.html", NULL, &ok);
        assert_null(strstr(page, "REACHED"));
        free(page);
    }
}

static void escapes(void **state)
{
    assert_shut("local s = getmetatable('').__index s.upper = nil");
    assert_shut("('').upper = nil");
    assert_message("read-only", "string.upper = nil");
    assert_message("read-only", "string.x = 1");
    assert_message("read-only", "table.insert(string, 1)");
    assert_message("cannot be changed", "setmetatable(string, {})");
    assert_message("cannot be changed", "setmetatable(math, nil)");
    assert_message("own", "setmetatable(_ENV, {})");
    assert_message("own", "local _ENV <const> = {}; y = 1"); /* wrong code in Lua before 5.4.4 */
    assert_message("own", "_ts(0)");
    assert_message("own", "_ts_include(0, 'x')");
    assert_message("__mode", "setmetatable({}, { __mode = 'k' })");
    assert_message("__call of a metatable must be a function", "setmetatable({}, { __call = {} })");
    assert_message("__gc", "setmetatable({}, { __gc = function() while true do end end })");
    assert_shut("local f = require('os')");
    assert_message("no name of a module", "require('../../etc/passwd')");
    assert_message("no name of a module", "require('/etc/passwd')");
    assert_message("no name of a module", "require('.hidden')");
    assert_message("`string`", "require('string')");
    assert_message("vararg", "local a = ...");
    assert_message("joined with `..`", "local a = site .. ''");
    assert_message("read-only", "site.title = 'x'");
    assert_message("read-only", "article.tags[1] = 'x'");
    assert_message("addresses", "local a = string.format('%p', {})");
    assert_message("addresses", "local a = ('%-10p'):format(link)");
    assert_message("table or string expected", "rawlen(link)");
    assert_shut("if getmetatable(site) or getmetatable(article.tags) or getmetatable(article.html) then "
                "error('x') end");
    assert_shut("if tostring({}) ~= 'table' or tostring(link) ~= 'function' then error('x') end");
    assert_message("no text", "error(setmetatable({}, { __tostring = function() while true do end end }))");
    /* a metamethod of a stranger's table must not become the page's */
    assert_message("table cannot be written",
                   "local t = setmetatable({}, { __tostring = function() return '<b>' end })"
                   " %}{{ t }}{% ");
}

static void includes_stay_in_the_theme(void **state)
{
    assert_message("no name of a template", "include \"../x.html\"");
    assert_message("no name of a template", "include \"/etc/passwd\"");
    assert_message("no name of a template", "include \"a/../../x\"");
    assert_message("no name of a template", "include \"a\\\\b\"");
    assert_message("no name of a template", "include ('x'):rep(201)");
}

static void runaways_are_stopped(void **state)
{
    static const char *const code[] = {
        "while true do end",
        "repeat until false",
        "local function f() return f() end f()",
        "local function f() return 1 + f() end f()",
        "for i = 1, math.huge do end",
        "local t = {} for i = 1, 1e9 do t[i] = i end",
        "local s = 'x' while true do s = s .. s end",
        "local s = ('x'):rep(1e9)",
        "local s = (''):rep(1e15)",
        "while true do local s = ('x'):rep(1e6) end",
        "local s = ('x'):rep(1e5, ('y'):rep(1e5))",
        "local a = ('a'):rep(1e5):find(('.-'):rep(50) .. 'b')",
        "local a = ('a'):rep(1e5):match(('a*'):rep(30) .. 'b')",
        "local a = ('a'):rep(1e6):gsub('a-b', '')",
        "for a in ('a'):rep(1e6):gmatch('.-b') do end",
        "local a = ('('):rep(1e6):find('%b()')",
        "table.move({}, 1, 1e15, 2)",
        "table.concat(setmetatable({}, { __index = function() return 'x' end, __len = function() return 1e15 "
        "end }))",
        "table.unpack({}, 1, 1e8)",
        "table.sort(setmetatable({}, { __len = function() return 1e15 end }))",
        "local t = {} for i = 1, 1e5 do t[i] = -i end while true do table.sort(t) end",
        "local t = setmetatable({}, {}) getmetatable(t).__index = t local a = t.x",
        "local a = string.format('%99999999d', 1)",
        "local t = {} for i = 1, 250 do t[i] = i end ('x'):rep(1):gsub('x', function() while true do end "
        "end)",
        "table.sort({ 3, 2, 1 }, function() while true do end end)",
        "local x <close> = setmetatable({}, { __close = function() while true do end end }) error('x')",
        "goto a ::a:: goto a",
        "local s = ('x'):rep(6e7) while true do local b = s .. 'y' end",
        "while true do local t = { table.unpack({ 1, 2, 3 }) } end",
    };
    for (size_t i = 0; i < sizeof code / sizeof *code; i++)
        assert_shut(code[i]);
}

static void limits_hold_where_they_say(void **state)
{
    ts_error error = {0};
    ts_script_limits limits = {.memory = 1 << 20, .instructions = 1000000};
    const file files[] = {{"few.html", "{% for i = 1, 20000 do end %}"},
                          {"many.html", "{% for i = 1, 2000000 do end %}"},
                          {"small.html", "{% local s = ('x'):rep(1e5) %}"},
                          {"big.html", "{% local s = ('x'):rep(1e6) %}"},
                          {NULL, NULL}};
    ts_script *script = ts_script_new(&limits, load_file, (void *)files, &error);
    assert_non_null(script);
    ts_buf out;
    ts_buf_init(&out, 1000);
    assert_true(ts_script_render(script, "few.html", NULL, &out, &error));
    assert_false(ts_script_render(script, "many.html", NULL, &out, &error));
    memset(&error, 0, sizeof error);
    assert_true(ts_script_render(script, "small.html", NULL, &out, &error));
    assert_false(ts_script_render(script, "big.html", NULL, &out, &error));
    memset(&error, 0, sizeof error);
    assert_true(ts_script_render(script, "few.html", NULL, &out, &error)); /* and the state goes on */
    ts_script_free(script);
    limits.memory = 1000;
    assert_null(ts_script_new(&limits, NULL, NULL, &error));
    assert_int_equal(error.status, TS_LIMIT);
    ts_buf_free(&out);
}

static void collected_at_every_step(void **state)
{
    const file files[] = {
        {"a.html", "{% extends 'b.html' %}{% block x %}{% for _, t in ipairs(article.tags) do %}"
                   "{% include 'c.html', { tag = t, list = { t, t } } %}{% end %}{{ super() }}{{ "
                   "names(article.authors) }}"
                   "{{ t('articles', { count = 2 }) }}{{ date(article.date) }}{{ article.html }}{% end %}"},
        {"b.html", "<p>{% block x %}{{ site.title }}{% end %}</p><script>{{ article.tags }}</script>"},
        {"c.html",
         "<a href=\"{{ link('tags/' .. slug(tag)) }}\">{{ join(list) }}</a>{{ ('a b'):gsub('%w', '%0%0') }}"},
        {"bad.html", "{{ article.titel }}"},
        {NULL, NULL}};
    ts_error error = {0};
    ts_arena *arena = ts_arena_new();
    ts_script *script = ts_script_new(NULL, load_file, (void *)files, &error);
    eager e;
    make_eager(script, &e);
    ts_buf out;
    ts_buf_init(&out, 100000);
    for (int i = 0; i < 3; i++) {
        ts_buf_clear(&out);
        memset(&error, 0, sizeof error);
        if (!ts_script_render(script, "a.html", make_globals(arena, NULL), &out, &error))
            fail_msg("%s", error.message);
        assert_non_null(strstr(out.ptr, "<a href=\"../../tags/rail\">rail, rail</a>aa bb"));
        assert_non_null(
            strstr(out.ptr, "The LedgerAna, Bo and Cy2 articles12 March 2020<p>One &amp; two</p>"));
        assert_false(ts_script_render(script, "bad.html", make_globals(arena, NULL), &out, &error));
    }
    make_patient(script, &e);
    ts_buf_free(&out);
    ts_script_free(script);
    ts_arena_free(arena);
}

static void memory_may_end_anywhere(void **state)
{
    const file files[] = {
        {"a.html",
         "{% extends 'b.html' %}{% block x %}{% for _, t in ipairs(article.tags) do %}"
         "{% include 'c.html', { tag = t } %}{% end %}{{ super() }}{{ names(article.authors) }}{% end %}"},
        {"b.html", "<p>{% block x %}{{ site.title }}{% end %}</p><script>{{ article.tags }}</script>"},
        {"c.html", "{{ link('tags/' .. slug(tag)) }}{{ ('a b'):gsub('%w', '%0%0') }}"},
        {NULL, NULL}};
    ts_arena *arena = ts_arena_new();
    ts_value *globals = make_globals(arena, NULL);
    bool rendered = false;
    for (size_t memory = 16000; memory < 400000 && !rendered; memory += 997) {
        ts_error error = {0};
        ts_script_limits limits = {.memory = memory};
        ts_script *script = ts_script_new(&limits, load_file, (void *)files, &error);
        ts_buf out;
        ts_buf_init(&out, 100000);
        rendered = script && ts_script_render(script, "a.html", globals, &out, &error);
        assert_true(rendered || error.status == TS_TEMPLATE || error.status == TS_LIMIT ||
                    error.status == TS_INTERNAL);
        ts_buf_free(&out);
        ts_script_free(script);
    }
    assert_true(rendered);
    ts_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_left_out_is_out_of_reach), cmocka_unit_test(escapes),
        cmocka_unit_test(includes_stay_in_the_theme),       cmocka_unit_test(runaways_are_stopped),
        cmocka_unit_test(limits_hold_where_they_say),       cmocka_unit_test(collected_at_every_step),
        cmocka_unit_test(memory_may_end_anywhere),
    };
    return cmocka_run_group_tests_name("script/sandbox", tests, NULL, NULL);
}
