#include "script_helper.h"

#include "markdown/markdown.h"

/* The Markdown of an article after these filters (ends in NULL), or the message. The caller frees it. */
static char *filtered(const char *markdown, const char *const *filters, bool *ok)
{
    ts_error error = {0};
    ts_script *script = ts_script_new(NULL, NULL, NULL, &error);
    ts_article *article = ts_article_new();
    ts_article_set_tree(article, ts_markdown_read(article->arena, ts_str_of(markdown)));
    article->fields.title = ts_arena_strdup(article->arena, "A pier");
    article->url = ts_arena_strdup(article->arena, "https://harbour.example/pier");
    ts_buf out;
    ts_buf_init(&out, 1 << 20);
    *ok = true;
    for (size_t i = 0; filters[i] && *ok; i++)
        *ok = ts_script_add_filter(script, ts_str_of(filters[i]), "filters/a.lua", &error);
    *ok = *ok && ts_script_filter(script, article, &error);
    if (*ok) {
        ts_error broken = {0};
        assert_true(ts_tree_check(article->tree, &broken));
        ts_buf_printf(&out, "%s|", article->fields.title ? article->fields.title : "");
        for (size_t i = 0; i < article->fields.tags.len; i++)
            ts_buf_printf(&out, "%s,", article->fields.tags.items[i]);
        for (size_t i = 0; i < article->fields.authors.len; i++)
            ts_buf_printf(&out, "@%s,", article->fields.authors.items[i].name);
        ts_buf_putc(&out, '\n');
        ts_markdown_write(&out, article->tree);
    } else {
        ts_buf_printf(&out, "%s:%d:%d: %s", error.source, error.line, error.column, error.message);
    }
    size_t len;
    char *text = ts_buf_detach(&out, &len);
    ts_buf_free(&out);
    ts_article_free(article);
    ts_script_free(script);
    return text;
}

static void assert_filtered(const char *expected, const char *markdown, const char *filter)
{
    const char *const filters[] = {filter, NULL};
    bool ok;
    char *text = filtered(markdown, filters, &ok);
    if (!ok && strncmp(text, expected, strlen(expected)) == 0)
        text[strlen(expected)] = '\0';
    assert_string_equal(text, expected);
    free(text);
}

static void nothing_returned_keeps(void **state)
{
    assert_filtered("A pier|\nOne *two*.\n", "One *two*.\n", "return { Para = function(el) end }");
    assert_filtered("A pier|\nOne *two*.\n", "One *two*.\n", "return { Para = function(el) return el end }");
    assert_filtered("A pier|\nOne *two*.\n", "One *two*.\n", "return {}");
}

static void nodes_replace_nodes(void **state)
{
    assert_filtered("A pier|\nOne **two**.\n", "One *two*.\n",
                    "return { Emph = function(el) return tearsheet.Strong(el.content) end }");
    assert_filtered("A pier|\nOne two.\n", "One *two*.\n",
                    "return { Emph = function(el) return el.content end }");
    assert_filtered("A pier|\nOne .\n", "One *two*.\n", "return { Emph = function(el) return {} end }");
    assert_filtered("A pier|\n> One.\n", "One.\n",
                    "return { Para = function(el) return tearsheet.BlockQuote(el) end }");
    assert_filtered("A pier|\n## One\n\nNote.\n\nTwo\n", "# One\n\nTwo\n",
                    "return { Header = function(el) el.level = el.level + 1 return { el, 'Note.' } end }");
    assert_filtered("A pier|\nNote.\n\nOne\n", "One\n",
                    "return { Para = function(el) return { tearsheet.Para 'Note.', el } end }");
    assert_filtered("A pier|\nOne\n\nOne\n", "One\n", "return { Para = function(el) return { el, el } end }");
}

static void text_and_links_change(void **state)
{
    assert_filtered("A pier|\nThe quay.\n", "The pier.\n",
                    "return { Str = function(el) return (el.text:gsub('pier', 'quay')) end }");
    assert_filtered("A pier|\n[a](https://archive.example/https://b.example/x \"t\")\n",
                    "[a](https://b.example/x \"t\")\n",
                    "return { Link = function(el) el.target = 'https://archive.example/' .. el.target end }");
    assert_filtered(
        "A pier|\n- One\n- Two three\n", "x\n",
        "return { Para = function() return tearsheet.BulletList { 'One', tearsheet.Para { 'Two ', "
        "tearsheet.Str 'three' } } end }");
    assert_filtered("A pier|\n3. One\n4. Two\n", "x\n",
                    "return { Para = function() return tearsheet.OrderedList({ 'One', 'Two' }, 3) end }");
}

static void the_article_changes(void **state)
{
    assert_filtered(
        "B|x,y,@Ana,@Bo,\nNote.\n\nOne\n", "One\n",
        "return { Article = function(a) a.title = 'B' table.insert(a.tags, 'x') table.insert(a.tags, 'y')\n"
        "a.authors = { 'Ana', { name = 'Bo', role = 'reporter' } }\n"
        "local blocks = a.blocks table.insert(blocks, 1, tearsheet.Para('Note.')) a.blocks = blocks end }");
    assert_filtered("A pier|\nhttps://harbour.example/pier 0\n", "One\n",
                    "return { Para = function(el, a) return tearsheet.Para(a.url .. ' ' .. #a.tags) end }");
    assert_filtered("filters/a.lua:1:34: No field `titel` on the article: did you mean `title`?", "One\n",
                    "return { Article = function(a) a.titel = 'x' end }");
    assert_filtered("filters/a.lua:1:34: `date` of the article wants an ISO 8601 date", "One\n",
                    "return { Article = function(a) a.date = 'soon' end }");
    assert_filtered("filters/a.lua:1:34: The field `words` of the article cannot be set", "One\n",
                    "return { Article = function(a) a.words = 3 end }");
}

static void mistakes_name_their_place(void **state)
{
    assert_filtered(
        "filters/a.lua:2:1: No node is called `Headr`: did you mean `Header`?\n   2 | Headr = function() end",
        "One\n", "return {\nHeadr = function() end }");
    assert_filtered("filters/a.lua:1:1: A filter must return a table of functions, and returns a number",
                    "One\n", "return 3");
    assert_filtered(
        "filters/a.lua:2:1: `Para` must return nothing, a node or a list of nodes, and returned a number",
        "One\n", "return {\nPara = function() return 3 end }");
    assert_filtered("filters/a.lua:2:51: A `Header` cannot stand in a `Para`", "One\n",
                    "return {\nPara = function() return tearsheet.Para(tearsheet.Header(1)) end }");
    assert_filtered("filters/a.lua:1:1: A `Para` cannot stand in a `Para`", "One\n",
                    "return { Str = function() return tearsheet.Para 'x' end }");
    assert_filtered("filters/a.lua:1:32: Attempt to index a nil value (local 'y')", "One\n",
                    "return { Para = function(x, _, y) return y.z end }");
    assert_filtered("filters/a.lua:1:32: No field `texd` on Str: did you mean `text`?", "One\n",
                    "return { Str = function(el) el.texd = '1' end }");
    assert_filtered("filters/a.lua:1:10: Unexpected symbol near ','", "One\n", "return { , }");
}

static void nothing_survives_its_article(void **state)
{
    const char *const filters[] = {
        "kept = {}\nreturn { Str = function(el) kept[#kept + 1] = el end, Article = function(a)\n"
        "for _, el in ipairs(kept) do el.text = el.text .. '!' end end }",
        "return { Str = function(el) return tearsheet.Emph(el) end }", NULL};
    bool ok;
    char *text = filtered("One `x` two.\n", filters, &ok);
    assert_string_equal(text, "A pier|\n*One !*`x` *two.!*\n");
    free(text);
}

static void trees_stay_well_formed(void **state)
{
    const char *table = "| a | b |\n|---|---|\n| 1 | 2 |\n";
    assert_filtered("A pier|\n| a | b |\n| --- | --- |\n| x | x |\n", table,
                    "return { Str = function(el) if el.text:match('%d') then return 'x' end end }");
    assert_filtered("A pier|\n", "![a](b.png)\n", "return { Image = function() return {} end }");
    assert_filtered("A pier|\n", table, "return { Row = function() return {} end }");
    assert_filtered("A pier|\n", "One\n\nTwo\n", "return { Block = function() return {} end }");
    assert_filtered("filters/a.lua:1:1: A `Para` cannot stand in a `Table`", table,
                    "return { Row = function() return tearsheet.Para 'x' end }");
}

static void runaways_are_stopped(void **state)
{
    assert_filtered("filters/a.lua:1:1: It was stopped: it ran longer", "One\n",
                    "return { Str = function() while true do end end }");
    assert_filtered("filters/a.lua:1:", "One\n",
                    "return { Para = function(el) while true do el = tearsheet.BlockQuote(el) end end }");
    assert_filtered("A pier|\nOne\n", "One\n",
                    "return { Para = function(el) local q = el for i = 1, 90 do q = tearsheet.Strong { 'x', "
                    "tearsheet.Emph(q.content) } "
                    "end end }");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_returned_keeps),    cmocka_unit_test(nodes_replace_nodes),
        cmocka_unit_test(text_and_links_change),     cmocka_unit_test(the_article_changes),
        cmocka_unit_test(mistakes_name_their_place), cmocka_unit_test(nothing_survives_its_article),
        cmocka_unit_test(trees_stay_well_formed),    cmocka_unit_test(runaways_are_stopped),
    };
    return cmocka_run_group_tests_name("script/filter", tests, NULL, NULL);
}
