/* What is written without Lua is what Lua writes, errors as well. */
#include "script_helper.h"
#include "script/state.h"

/* The page, or its message; `lua`: as if every common name had another meaning somewhere. The caller frees.
 */
static char *render(const file *files, bool lua)
{
    ts_error error = {0};
    ts_arena *arena = ts_arena_new();
    ts_script *script =
        ts_script_new(&(ts_script_limits){.instructions = 1000000}, load_file, (void *)files, &error);
    ts_value *globals = make_globals(arena, NULL), *gaps = ts_value_list(arena);
    ts_buf out;
    size_t len;
    for (int i = 0; i < 3; i++)
        ts_value_push(arena, gaps, i == 1 ? NULL : ts_value_int(arena, i + 7));
    ts_value_set(arena, globals, "gaps", gaps);
    ts_value_set(arena, globals, "half", ts_value_num(arena, .5));
    script->renamed = lua ? ~0u : 0;
    ts_buf_init(&out, 1 << 20);
    if (!ts_script_render(script, "a.html", globals, &out, &error))
        ts_buf_printf(&out, "%s:%d:%d: %s", error.source, error.line, error.column, error.message);
    char *text = ts_buf_detach(&out, &len);
    ts_buf_free(&out);
    ts_script_free(script);
    ts_arena_free(arena);
    return text;
}

/* In b.html stands what the second template of a case includes. */
static void assert_both(const char *expected, const char *template, const char *included)
{
    const file files[] = {{"a.html", template}, {"b.html", included ? included : ""}, {NULL, NULL}};
    for (int lua = 0; lua < 2; lua++) {
        char *page = render(files, lua);
        bool fails = strstr(expected, "a.html:") == expected;
        if (!fails || strncmp(page, expected, strlen(expected)) != 0)
            assert_string_equal(page, expected);
        free(page);
    }
}

static const struct {
    const char *expected, *template, *included;
} cases[] = {
    /* values */
    {"A new pier, The Ledger", "{{ article.title }}, {{ site.title }}", NULL},
    {"<p>One &amp; two</p>", "{{ article.html }}", NULL},
    {"<a title=\"Anna &lt;b&gt; &amp; co\">", "<a title=\"{{ page.title }}\">", NULL},
    {"<script>x = \"A new pier\", [\"harbour\",\"rail\",\"music\"]</script>",
     "<script>x = {{ article.title }}, {{ article.tags }}</script>", NULL},
    {"none yes no n",
     "{{ article.url or \"none\" }} {{ article.title and 'yes' or 'no' }} "
     "{{ article.url and 'yes' or 'no' }} {{ (not article.url) and 'n' or 'y' }}",
     NULL},
    {"[]", "[{{ article.url }}]", NULL},
    {"7", "{{ gaps and 7 }}", NULL},
    {"0.5", "{{ half }}", NULL},
    /* words, dates, links */
    {"by 12 March 2020, March 2020, 2020-03-12, 2020",
     "{{ t('by') }} {{ date(article.date) }}, "
     "{{ date(article.date, 'month') }}, {{ date(article.date, 'iso') }}, {{ date(article.date, 'year') }}",
     NULL},
    {"[] A new pier", "[{{ date(article.url) }}] {{ date(article.title) }}", NULL},
    {"<a href=\"../../about.html\"><img src=\"../../assets/a.png\">",
     "<a href=\"{{ link('about.html') }}\"><img src=\"{{ asset('a.png') }}\">", NULL},
    {"<a href=\"b.html\"><a href=\"../05/index.html\"><a href=\"../../about.html\"><a "
     "href=\"../../a%20b.html\">",
     "<a href=\"{{ link('2020/03/b.html') }}\"><a href=\"{{ link('2020/05/') }}\"><a href=\"{{ "
     "link('/about.html') }}\">"
     "<a href=\"{{ link('a b.html') }}\">",
     NULL},
    {"<a href=\"a.html\"><a href=\"#x\"><a href=\"mailto:a@b.example\"><a title=\"b.html\"><a "
     "href=\"b.html?x=1\">",
     "<a href=\"{{ link('2020/03/a.html') }}\"><a href=\"{{ link('#x') }}\"><a href=\"{{ "
     "link('mailto:a@b.example') }}\">"
     "<a title=\"{{ link('2020/03/b.html') }}\"><a href=\"{{ link('2020/03/b.html?x=1') }}\">",
     NULL},
    {"https://ledger.example/a.html", "{{ absolute('a.html') }}", NULL},
    {"https://ledger.example/a.html", "{{ absolute(absolute('a.html')) }}", NULL},
    {"<a href=\"https://ledger.example/a.html\">", "<a href=\"{{ link(absolute('a.html')) }}\">", NULL},
    {"<script>x = \"12 March 2020\"</script>", "<script>x = {{ date(article.date) }}</script>", NULL},
    {"<a onclick=\"x = &quot;12 March 2020&quot;\">", "<a onclick=\"x = {{ date(article.date) }}\">", NULL},
    {"page 1 of 2", "{{ t('page_of', { n = 1, count = 2 }) }}", NULL},
    /* conditions */
    {"T", "{% if article.url then %}u{% elseif article.title == 'A new pier' then %}T{% else %}e{% end %}",
     NULL},
    {"e", "{% if article.url then %}u{% elseif page.url ~= '' then %}T{% else %}e{% end %}", NULL},
    {"ab",
     "{% if #article.tags > 2 and #article.authors > 2 or article.url then %}a{% end %}"
     "{% if article.url or not article.url and article.title then %}b{% end %}",
     NULL},
    {"no", "{% if not article.url == article.title then %}yes{% else %}no{% end %}", NULL},
    {"yes", "{% if article.url == nil then %}yes{% end %}", NULL},
    {"same", "{% if article.url == article.description then %}same{% end %}", NULL},
    {"1", "{% if article.title then if article.url then %}{% else %}1{% end end %}", NULL},
    /* loops */
    {"1 Ana, 2 Bo, 3 Cy",
     "{% for i, a in ipairs(article.authors) do %}{% if i > 1 then %}, {% end %}"
     "{{ i }} {{ a.name }}{% end %}",
     NULL},
    {"AnaBoCyharbour;AnaBoCyrail;AnaBoCymusic;",
     "{% for _, x in ipairs(article.tags) do %}{% for _, x in ipairs(article.authors) do %}{{ x.name }}{% "
     "end %}"
     "{{ x }};{% end %}",
     NULL},
    {"7;", "{% for _, x in ipairs(gaps) do %}{{ x }};{% end %}", NULL},
    {"ac", "{% for _, x in ipairs({ 'a', 'b', 'c' }) do %}{% if x ~= 'b' then %}{{ x }}{% end %}{% end %}",
     NULL},
    {"harbour", "{% for _, x in ipairs(article.tags) do %}{{ x }}{% break %}{% end %}", NULL},
    /* names that mean something else */
    {"The Ledger", "{% if article.url then %}{% local site = 1 %}{% else %}{{ site.title }}{% end %}", NULL},
    {"mine The Ledger",
     "{% do %}{% local site = { title = 'mine' } %}{{ site.title }} {% end %}{{ site.title }}", NULL},
    {"mine", "{% local a = 1 local site = { title = 'mine' } %}{{ site.title }}", NULL},
    {"mine", "{% a = 1 local site = { title = 'mine' } %}{{ site.title }}", NULL},
    {"mine", "{% local a <const>, site = 1, { title = 'mine' } %}{{ site.title }}", NULL},
    {"Ana Bo Cy ", "{% for _, site in ipairs(article.authors) do %}{{ site.name }} {% end %}", NULL},
    {"2020-03-12", "{% local title = article.date %}{{ title }}", NULL},
    {"in out", "{% if true then %}{% local x = 'in' %}{{ x }} {% end %}{{ opt('x') or 'out' }}", NULL},
    {"own by", "{% local function t(key) return 'own ' .. key end %}{{ t('by') }}", NULL},
    {"own by", "{% t = function(key) return 'own ' .. key end %}{{ t('by') }}", NULL},
    {"own by", "{% function t(key) return 'own ' .. key end %}{{ t('by') }}", NULL},
    {"own by", "{% a, t = 1, function(key) return 'own ' .. key end %}{{ t('by') }}", NULL},
    {"set", "{{ (function() site = { title = 'set' } return '' end)() }}{{ site.title }}", NULL},
    {"x The Ledger", "{% local f = function(site) return site end %}{{ f('x') }} {{ site.title }}", NULL},
    {"3",
     "{% local ipairs = function() return function(_, i) i = (i or 0) + 1 if i < 4 then return i end end end "
     "%}"
     "{% local last %}{% for i, x in ipairs(article.tags) do %}{% last = i %}{% end %}{{ last }}",
     NULL},
    {"given T; The Ledger by",
     "{% include 'b.html', { site = { title = 'given' }, t = function() return 'T' end } %}; "
     "{{ site.title }} {{ t('by') }}",
     "{{ site.title }} {{ t('by') }}"},
    {"A", "{% include 'b.html', { name = 'A' } %}",
     "{% if article.url then %}{{ nobody }}{% end %}{{ name }}"},
    {"set by the page", "{% word = 'set by the page' %}{% include 'b.html' %}", "{{ word }}"},
    {"asked", "{% include 'b.html', { x = false } %}",
     "{{ opt('x') and 'x' or opt('y') and 'y' or 'asked' }}"},
    {"A Ana", "{% local w = { name = 'A', who = article.authors[1] } %}{{ w.name }} {{ w.who.name }}", NULL},
    {"none", "{% local w = {} %}{{ w.name or 'none' }}", NULL},
    {"deep", "{% local w = { a = { b = { c = 'deep' } } } %}{{ w.a.b.c }}", NULL},
    {"asked n",
     "{% local w = setmetatable({}, { __index = function(_, k) return 'asked ' .. k end }) %}{{ w.n }}",
     NULL},
    {"no", "{% local w = false %}{% if w == site.title then %}yes{% else %}no{% end %}", NULL},
    /* what is written before it turns out to need Lua is written once */
    {"[A new pier 0.5]", "{% local w = { n = .5 } %}[{{ article.title }} {{ w.n }}]", NULL},
    /* errors */
    {"a.html:1:32: No field `tittle` on article: did you mean `title`?",
     "x{{ article.title }}{{ article.tittle }}", NULL},
    {"a.html:2:15: Attempt to index a nil value (field 'url').",
     "{{ site.title }}\n{% if article.url.x then %}{% end %}", NULL},
    {"a.html:1:4: No variable `nobody` here", "{{ nobody.name }}", NULL},
    {"a.html:1:4: A list cannot be written", "{{ article.tags }}", NULL},
    {"a.html:1:47: Attempt to index a nil value (field 'name').",
     "{% for _, x in ipairs(article.tags) do %}{{ x.name.y }}{% end %}", NULL},
    {"a.html:1:1: Attempt to index a nil value.", "{% for _, x in ipairs(article.url) do %}{{ x }}{% end %}",
     NULL},
    {"a.html:1:4: Bad argument #1 to 'link'", "{{ link(article.url) }}", NULL},
    {"a.html:1:7: No word `no_such`", "{{ t('no_such') }}", NULL},
};

static void same_as_lua(void **state)
{
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_both(cases[i].expected, cases[i].template, cases[i].included);
}

/* `times` times the text, `middle`, `times` times the other. The caller frees. */
static char *nest(const char *open, const char *middle, const char *close, int times)
{
    ts_buf text;
    size_t len;
    ts_buf_init(&text, 1 << 20);
    for (int i = 0; i < times; i++)
        ts_buf_printf(&text, open, i, i, i);
    ts_buf_puts(&text, middle);
    for (int i = 0; i < times; i++)
        ts_buf_puts(&text, close);
    return ts_buf_detach(&text, &len);
}

static void its_limits_are_no_limits(void **state)
{
    static const struct {
        const char *open, *middle, *close;
        int most;
    } limits[] = {
        {"{%% if article.title then %%}", "{{ site.title }}", "{% end %}", 16},
        {"{%% local a%d = site.title %%}", "{{ a0 }}{{ a1 }}{{ a2 }}{{ a3 }}{{ a4 }}{{ a5 }}", "{{ a6 }}", 7},
        {"{%% v%d = site.title %%}", "{{ v0 }}{{ v1 }}{{ v2 }}{{ v3 }}{{ v4 }}{{ v5 }}", "{{ v6 }}", 7},
        {"{%% local a%d = 1 %%}", "{{ site.title }}", "", 190},
        {"{{ site.title }}", "", "", 1001},
    };
    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++)
        for (int more = 0; more < 2; more++) {
            int times = limits[i].most + more;
            char *template = nest(limits[i].open, limits[i].middle, limits[i].close, times);
            const file files[] = {{"a.html", template}, {NULL, NULL}};
            char *direct = render(files, false), *lua = render(files, true);
            assert_string_equal(direct, lua);
            assert_int_equal(strncmp(direct, "The Ledger", 10), 0);
            free(direct);
            free(lua);
            free(template);
        }
    char *brackets = nest("(", "site.title", ")", 20);
    ts_buf text;
    ts_buf_init(&text, 1000);
    ts_buf_printf(&text, "{{ %s }}", brackets);
    assert_both("The Ledger", text.ptr, NULL);
    ts_buf_free(&text);
    free(brackets);
}

/* Three items in twelve loops inside one another are more steps than this script may take. */
static void loops_are_counted(void **state)
{
    char *template =
        nest("{%% for _, x in ipairs(article.tags) do %%}", "{% if x then %}{% end %}", "{% end %}", 12);
    const file files[] = {{"a.html", template}, {NULL, NULL}};
    char *page = render(files, false);
    assert_non_null(strstr(page, "ran longer than any script may"));
    free(page);
    free(template);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(same_as_lua),
        cmocka_unit_test(its_limits_are_no_limits),
        cmocka_unit_test(loops_are_counted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
