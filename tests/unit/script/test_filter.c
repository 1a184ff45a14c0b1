#include "script_helper.h"

#include "eager.h"
#include "markdown/markdown.h"

/* The Markdown of an article after these filters (ends in NULL), or the message. The caller frees it. */
static char *filtered_with(const char *markdown, const char *const *filters, bool eagerly, bool *ok)
{
    ts_error error = {0};
    eager e;
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
    if (eagerly)
        make_eager(script, &e);
    *ok = *ok && ts_script_filter(script, article, &error);
    if (eagerly)
        make_patient(script, &e);
    if (*ok) {
        ts_error broken = {0};
        assert_true(ts_tree_check(article->tree, &broken));
        ts_buf_printf(&out, "%s|", article->fields.title ? article->fields.title : "");
        for (size_t i = 0; i < article->fields.tags.len; i++)
            ts_buf_printf(&out, "%s,", article->fields.tags.items[i]);
        for (size_t i = 0; i < article->fields.authors.len; i++)
            ts_buf_printf(&out, "@%s,", article->fields.authors.items[i].name);
        ts_buf_putc(&out, '\n');
        ts_markdown_write(&out, article->tree, NULL);
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

/* Twice: a second time with all garbage collected at every step, which must not change a thing. */
static char *filtered(const char *markdown, const char *const *filters, bool *ok)
{
    char *text = filtered_with(markdown, filters, false, ok);
    if (strstr(text, "It was stopped"))
        return text; /* once is slow enough */
    char *again = filtered_with(markdown, filters, true, ok);
    assert_string_equal(again, text);
    free(again);
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
    assert_filtered("A pier|\nx [a](https://archive.example/https://b.example/x \"t\")\n",
                    "x [a](https://b.example/x \"t\")\n",
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

static void lists_change_in_place(void **state)
{
    assert_filtered("A pier|\nOne two!\n", "One two\n",
                    "return { Para = function(el) el.content:insert(tearsheet.Str '!') end }");
    assert_filtered("A pier|\nOne two!\n", "One two\n",
                    "return { Para = function(el) table.insert(el.content, '!') return el end }");
    assert_filtered("A pier|\ntwo\n", "*One* two\n",
                    "return { Para = function(el) el.content:remove(1) el.content[1].text = 'two' end }");
    assert_filtered("A pier|\nOne! One\n", "One\n",
                    "return { Para = function(el) el.content:insert('!')\n"
                    "el.content = { el.content[1], el.content[2], ' ', el.content[1]:copy() } end }");
    assert_filtered("A pier|\nOne\n\nEnd.\n", "One\n",
                    "return { Article = function(a) a.blocks:insert(tearsheet.Para 'End.') end }");
    assert_filtered("A pier|\nx *One!*\n", "*One*\n",
                    "return { Para = function(el) local emph = el.content[1] emph.content:insert('!')\n"
                    "if emph:plain() ~= 'One!' then error('unsettled') end el.content:insert(1, 'x ') end }");
    assert_filtered("filters/a.lua:1:1: A `Para` cannot stand in a `Emph`", "*One*\n",
                    "return { Emph = function(el) el.content:insert(tearsheet.Para 'x') end }");
    assert_filtered("filters/a.lua:1:1: A node, text or a list of them expected, and got a number", "One\n",
                    "return { Para = function(el) el.content[1] = 7 end }");
    assert_filtered(
        "A pier|\nb a c a\n", "a b c\n",
        "return { Para = function(el) local s = tearsheet.List { 'b ', 'a' } .. { ' c' }\n"
        "local t = s:map(function(x) return x:upper() end):filter(function(x) return x == 'A' end)\n"
        "if not s:includes('a') or s:find('z') or #s:clone() ~= 3 then error('list') end\n"
        "return tearsheet.Para(s:extend { ' ', t[1]:lower() }) end }");
}

/* What is called, in order: `say` notes it, and the title becomes the notes. */
static void assert_order(const char *expected, const char *markdown, const char *filter)
{
    char whole[2000];
    snprintf(whole, sizeof whole,
             "local notes = ''\nlocal function say(what) notes = notes .. what .. ' ' end\n"
             "local function tell(a) say 'Article' a.title = notes end\n%s",
             filter);
    const char *const filters[] = {whole, NULL};
    bool ok;
    char *text = filtered(markdown, filters, &ok);
    text[strcspn(text, "|")] = '\0';
    assert_string_equal(text, expected);
    free(text);
}

#define SAY                                                                                                  \
    "Article = tell, Blocks = function() say 'Blocks' end, Inlines = function() say 'Inlines' end,\n"        \
    "Inline = function(el) say(el.tag) end, Block = function(el) say(el.tag) end "

static void the_order_is_pandocs(void **state)
{
    assert_order("Str Str Emph Inlines Inlines Para BlockQuote Blocks Blocks Article ", "> a *b*\n",
                 "return { " SAY "}");
    assert_order("Str Str Emph Inlines Inlines Para BlockQuote Blocks Blocks Article ", "> a *b*\n",
                 "return { traverse = 'typewise', " SAY "}");
    assert_order("Blocks BlockQuote Blocks Para Inlines Str Emph Inlines Str ", "> a *b*\n",
                 "return {{ traverse = 'topdown', " SAY "}, { Article = function(a)\n"
                 "a.title = notes:gsub('^Article ', '') end }}");
    assert_order("Article Blocks BulletList Blocks Para Inlines Str Blocks Para Inlines Str Article ",
                 "- a\n- b\n", "return {{ traverse = 'topdown', " SAY "}, { Article = tell }}");
    /* in list order, each over what the one before it left */
    assert_order("1a 2b Article ", "a\n",
                 "return {{ Str = function(el) say('1' .. el.text) return 'b' end },\n"
                 "{ Str = function(el) say('2' .. el.text) end, Article = tell }}");
    /* what is returned is not seen again; top down, what it holds is */
    assert_order("a Article ", "a\n",
                 "return { Str = function(el) say(el.text) return tearsheet.Emph 'b' end, Article = tell }");
    assert_order("a b Article ", "a\n",
                 "return {{ traverse = 'topdown', Str = function(el) say(el.text)\n"
                 "if el.text == 'a' then return tearsheet.Emph 'b' end end }, { Article = tell }}");
    assert_order("b c d Article ", "# a\n",
                 "return {{ traverse = 'topdown', Header = function() return { tearsheet.Para { 'b', "
                 "tearsheet.Emph 'c' }, tearsheet.BlockQuote 'd' } end,\n"
                 "Str = function(el) say(el.text) end }, { Article = tell }}");
    /* false stops: below a node, and below a list */
    assert_order(
        "BlockQuote Para Str Article ", "> a\n\nb\n",
        "return {{ traverse = 'topdown', BlockQuote = function() say 'BlockQuote' return nil, false end,\n"
        "Para = function() say 'Para' end, Str = function() say 'Str' end }, { Article = tell }}");
    assert_order("Blocks Article ", "> a\n\nb\n",
                 "return {{ traverse = 'topdown', Blocks = function() say 'Blocks' return nil, false end,\n"
                 "Para = function() say 'Para' end }, { Article = tell }}");
    assert_order(
        "x Article ", "a\n",
        "return {{ traverse = 'topdown', Para = function() return tearsheet.Para 'x', false end,\n"
        "Str = function() say 'Str' end }, { Article = function(a) say(a.blocks[1]:plain()) tell(a) end }}");
}

static void lists_are_filtered(void **state)
{
    assert_filtered(
        "A pier|\n*b*a\n", "a*b*\n",
        "return { Inlines = function(list) if #list > 1 then return { list[2], list[1] } end end }");
    assert_filtered("A pier|\nb\n\na\n", "a\n\nb\n",
                    "return { Blocks = function(list) list:insert(list:remove(1)) return list end }");
    assert_filtered("A pier|\na\n", "a\n", "return { Inlines = function(list) list:insert('x') end }");
    assert_filtered("A pier|\na\n", "a\n\nb\n", "return { Blocks = function(list) return list[1] end }");
    assert_filtered("A pier|\n| a! | b! |\n| --- | --- |\n| 1! | 2! |\n", "| a | b |\n|---|---|\n| 1 | 2 |\n",
                    "return { Inlines = function(list) return list .. { '!' } end }");
    assert_filtered(
        "filters/a.lua:1:1: `Inlines` must return nothing or a list of nodes, and returned a number", "a\n",
        "return { Inlines = function() return 1 end }");
}

static void parts_of_trees_are_walked(void **state)
{
    assert_filtered(
        "A pier|\n> A\n\na\n", "> a\n\na\n",
        "return { BlockQuote = function(el) return el:walk { Str = function(s) return s.text:upper() "
        "end } end }");
    /* the original is as it was, the element itself is not walked */
    assert_filtered("A pier|\na\n\n> A\n", "a\n",
                    "return { Para = function(el) return { el, tearsheet.BlockQuote(el:walk {\n"
                    "Para = function() return {} end, Str = function(s) s.text = 'A' end }) } end }");
    assert_filtered("A pier|\n*a* b\n", "a b\n",
                    "return { Para = function(el) return tearsheet.Para(el.content:walk { Str = function(s)\n"
                    "return { tearsheet.Emph(s.text:sub(1, 1)), s.text:sub(2) } end }) end }");
    assert_filtered("A pier|\n> b\n", "> a\n",
                    "return { Article = function(a) a.blocks = a.blocks:walk { traverse = 'topdown',\n"
                    "Str = function() return 'b' end } end }");
    /* lists of the function outside hold on while another one walks */
    assert_filtered(
        "A pier|\na!?\n", "a\n",
        "return { Para = function(el) local c = el.content c:insert '!' el:walk { Para = function(p)\n"
        "p.content:insert 'x' end } c:insert '?' end }");
    assert_filtered("filters/a.lua:1:40: No node is called `Pra`: did you mean `Para`?", "a\n",
                    "return { Para = function(el) el:walk { Pra = function() end } end }");
}

static void every_node_can_be_made(void **state)
{
    assert_filtered(
        "A pier|\n| Port | Loans |\n| :-- | --: |\n| Sennet | *43* |\n", "a\n",
        "return { Para = function() return tearsheet.Table({ tearsheet.Row({ 'Port', 'Loans' }, true),\n"
        "{ 'Sennet', tearsheet.Cell(tearsheet.Emph '43') } }, { 'left', 'right' }) end }");
    assert_filtered(
        "A pier|\n![A quay](q.jpg \"At noon\")\n", "a\n",
        "return { Para = function() return tearsheet.Figure(tearsheet.Image('A quay', 'q.jpg'), 'At noon') "
        "end }");
    assert_filtered("A pier|\n<ruby>北<rp>(</rp><rt>hoku</rt><rp>)</rp></ruby>\n", "a\n",
                    "return { Str = function() return tearsheet.Ruby('北', 'hoku') end }");
    assert_filtered("A pier|\n<span lang=\"la\">a</span>\n", "a\n",
                    "return { Str = function(s) return tearsheet.Span(s, 'la') end }");
    assert_filtered("A pier|\n<span dir=\"rtl\">a</span>, b\n",
                    "<span lang=\"ar\">a</span>, <span lang=\"xx\">b</span>\n",
                    "return { Span = function(s) if s.language == 'xx' then return s.content end\n"
                    "s.direction = 'rtl' s.language = nil end }");
    assert_filtered("A pier|\n~~a~~\n", "a\n",
                    "return { Str = function(s) return tearsheet.Strikeout(s) end }");
    assert_filtered("A pier|\n**First,** a\n", "a\n",
                    "return { Str = function(s) return { tearsheet.RunIn 'First,', ' ', s } end }");
    assert_filtered(
        "A pier|\n`x`  \ny z\n\n```lua\nf()\n```\n\n***\n\n# T\n\n[l](u \"t\")\n", "a\n",
        "local t = tearsheet return { Para = function() return { t.Para { t.Code 'x', t.LineBreak(), 'y', "
        "t.SoftBreak(), 'z' },\nt.CodeBlock('f()', 'lua'), t.HorizontalRule(), t.Header(1, 'T'),\n"
        "t.Para(t.Link('l', 'u', 't')) } end }");
    assert_filtered("filters/a.lua:1:1: A column stands to the left, center, right or none, not \"middle\"",
                    "a\n",
                    "return { Para = function() return tearsheet.Table({ { 'a' } }, { 'middle' }) end }");
    assert_filtered("A pier|\n| a | b |\n| --- | :-: |\n| 1 | 2 |\n", "| a | b |\n|---|---|\n| 1 | 2 |\n",
                    "return { Table = function(t) local x = t.aligns x[2] = 'center' t.aligns = x end }");
}

static void notes_definitions_and_cards_can_be_made(void **state)
{
    assert_filtered("A pier|\na[^n]\n\n[^n]: Why.<!-- -->\n", "a\n",
                    "return { Para = function(p) return { tearsheet.Para { 'a', tearsheet.NoteRef 'n' },\n"
                    "tearsheet.Note('Why.', 'n') } end }");
    assert_filtered("A pier|\nPort\n:   A place.\n:   A side.\n", "a\n",
                    "return { Para = function(p) return tearsheet.DefinitionList {\n"
                    "{ 'Port', { 'A place.', { tearsheet.Para 'A side.' } } } } end }");
    assert_filtered("A pier|\n[A film](https://film.example/1 \"card: Film\")\n", "a\n",
                    "return { Para = function(p) local c = tearsheet.Card('A film', 'x', 'Film')\n"
                    "c.target = 'https://film.example/1' return c end }");
    assert_filtered("filters/a.lua:1:45: Bad argument #2 to 'Span' (a language's tag expected)", "a\n",
                    "return { Str = function(s) return tearsheet.Span(s, 'l a') end }");
    assert_filtered("filters/a.lua:1:46: Bad argument #2 to 'Note' (a label of letters and digits expected)",
                    "a\n", "return { Para = function(p) return tearsheet.Note('x', 'a b') end }");
}

static void fields_are_checked(void **state)
{
    assert_filtered("filters/a.lua:1:34: `draft` of the article is true or false, and got a string", "a\n",
                    "return { Article = function(a) a.draft = 'no' end }");
    assert_filtered("filters/a.lua:1:34: `kind` of the article is \"article\", \"listing\" or \"other\"",
                    "a\n", "return { Article = function(a) a.kind = 'blog' end }");
    assert_filtered("filters/a.lua:1:1: `source` of the article has no field `nmae`: did you mean `name`?",
                    "a\n", "return { Article = function(a) a.source.nmae = 'x' end }");
    assert_filtered("filters/a.lua:1:1: `authors` of the article has no field `nam`: did you mean `name`?",
                    "a\n", "return { Article = function(a) a.authors[1] = { nam = 'x' } end }");
    assert_filtered("filters/a.lua:1:1: `tags` of the article wants text, and got a number", "a\n",
                    "return { Article = function(a) a.tags[1] = 7 end }");
    assert_filtered("filters/a.lua:1:1: `tags` of the article wants a list, with the keys 1, 2, 3", "a\n",
                    "return { Article = function(a) a.tags.x = 'y' end }");
    assert_filtered("filters/a.lua:1:34: `tags` of the article wants a table, and got a string", "a\n",
                    "return { Article = function(a) a.tags = 'y' end }");
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
        cmocka_unit_test(nothing_returned_keeps),
        cmocka_unit_test(nodes_replace_nodes),
        cmocka_unit_test(text_and_links_change),
        cmocka_unit_test(the_article_changes),
        cmocka_unit_test(mistakes_name_their_place),
        cmocka_unit_test(nothing_survives_its_article),
        cmocka_unit_test(trees_stay_well_formed),
        cmocka_unit_test(runaways_are_stopped),
        cmocka_unit_test(lists_change_in_place),
        cmocka_unit_test(the_order_is_pandocs),
        cmocka_unit_test(lists_are_filtered),
        cmocka_unit_test(parts_of_trees_are_walked),
        cmocka_unit_test(every_node_can_be_made),
        cmocka_unit_test(fields_are_checked),
        cmocka_unit_test(notes_definitions_and_cards_can_be_made),
    };
    return cmocka_run_group_tests_name("script/filter", tests, NULL, NULL);
}
