/* Filters that do to the tree what comes to their minds: move, copy, drop, wrap and keep nodes, of the
 * document and of their own making, some hundred times each. Whatever they do, the tree behind them is
 * well-formed, and no memory that was freed is read (AddressSanitizer watches, with the collector at its most
 * eager). */
#include "script_helper.h"

#include "eager.h"
#include "markdown/markdown.h"

static const char *const document = "# A pier\n\nOne *two **three*** [four](a.html \"t\") `five` "
                                    "![six](b.png)\n\n> Seven\n>\n> - eight\n> - nine\n"
                                    ">   10. ten\n\n| a | b |\n|:--|--:|\n| 1 | ~~2~~ |\n\n![eleven](c.png "
                                    "\"A caption\")\n\n```c\nx\n```\n\n---\n\n"
                                    "Term\n: Meaning\n\nA note[^1].\n\n[^1]: Its text.\n\n"
                                    "<ruby>北<rt>hoku</rt></ruby> a\\\nb\n";

/* %d is the seed. */
static const char *const chaos =
    "local seed, t = %d, tearsheet\n"
    "local function pick(n) seed = (seed * 1103515245 + 12345) %% 2147483648 return seed // 65536 %% n + 1 "
    "end\n"
    "local inlines, blocks = { t.Str 'x' }, { t.Para 'y' }\n"
    "local holds = { Para = inlines, Term = inlines, Definition = blocks, Note = blocks, Header = inlines, "
    "Emph = inlines, Strong = inlines, Strikeout = "
    "inlines,\n"
    "  Link = inlines, Image = inlines, Cell = inlines, Caption = inlines, Ruby = inlines, BlockQuote = "
    "blocks,\n"
    "  Item = blocks }\n"
    "local sort = { Inline = inlines, Block = blocks }\n"
    "local function any(pool) return pool[pick(#pool)] end\n"
    "local made = { [inlines] = {\n"
    "  function() return t.Emph { any(inlines), any(inlines) } end, function() return t.Str '\\u{4e00} ' "
    "end,\n"
    "  function() return t.Link(any(inlines), 'u') end, function() return t.Image({ any(inlines) }, 's', "
    "'t') end,\n"
    "  function() return t.Ruby('a', '') end, function() return t.LineBreak() end, function() return t.Code "
    "'' end,\n"
    "  function() return t.NoteRef '1' end, function() return t.NoteRef 'new' end,\n"
    "  function() return t.Strikeout {} end, function() return t.RunIn { any(inlines) } end,\n"
    "  function() return t.Span({ any(inlines) }, 'fr', seed %% 2 == 0 and 'rtl' or nil) end, function() "
    "return "
    "t.Span 'z' end },\n"
    "[blocks] = {\n"
    "  function() return t.Para { any(inlines), any(inlines) } end, function() return t.Header(pick(6)) "
    "end,\n"
    "  function() return t.BlockQuote { any(blocks), any(blocks) } end, function() return t.CodeBlock '' "
    "end,\n"
    "  function() return t.BulletList { any(blocks), { any(blocks) }, 'z' } end,\n"
    "  function() return t.OrderedList({}, 999999999) end,\n"
    "  function() return t.Table({ { any(inlines) }, t.Row({ 'a', any(inlines) }, true), {} }, { 'left' }) "
    "end,\n"
    "  function() return t.DefinitionList { { any(inlines), { any(blocks), 'd' } } } end,\n"
    "  function() return t.DefinitionList { t.Definition 'x', t.Term {} } end,\n"
    "  function() return t.Note(any(blocks), 'new') end, function() return t.Note({}, '1') end,\n"
    "  function() return t.Card('a', 'b', 'c') end, function() return t.Card('', '') end,\n"
    "  function() return t.Table {} end, function() return t.Figure(t.Image('a', 'b'), any(inlines)) end,\n"
    "  function() return t.Figure(t.Para { any(inlines), any(inlines) }, {}) end } }\n"
    "local function new(pool) local n = any(made[pool])() pool[#pool + 1] = n return n end\n"
    "local function act(el, pool)\n"
    "  local does = pick(14)\n"
    "  if #pool < 60 then pool[#pool + 1] = el end\n"
    "  if does == 1 then return {}\n"
    "  elseif does == 2 then return any(pool)\n"
    "  elseif does == 3 then return { any(pool), el, any(pool), el }\n"
    "  elseif does == 4 then return new(pool)\n"
    "  elseif does == 5 then return el:copy()\n"
    "  elseif does == 6 and holds[el.tag] then el.content:insert(any(holds[el.tag]))\n"
    "  elseif does == 7 and holds[el.tag] then el.content = { any(holds[el.tag]), new(holds[el.tag]) } "
    "return el\n"
    "  elseif does == 8 and holds[el.tag] then el.content:remove(1) return el:walk { Str = function(s)\n"
    "    return { s, any(inlines) } end }\n"
    "  elseif does == 9 and el.parent and holds[el.parent.tag] then el.parent.content:remove(1)\n"
    "  elseif does == 10 and holds[el.tag] == pool then return el.content\n"
    "  elseif does == 11 and el.next then return { el.next, el }\n"
    "  elseif does == 12 and holds[el.tag] then local c = el.content new(holds[el.tag]) c:extend(c:clone())\n"
    "  end\n"
    "end\n"
    "local filter = { traverse = pick(2) == 1 and 'topdown' or 'typewise',\n"
    "  Inline = function(el) return act(el, inlines) end, Block = function(el) return act(el, blocks) end,\n"
    "  Inlines = function(l) if pick(4) == 1 then l:insert(any(inlines)) return l end end,\n"
    "  Blocks = function(l) if pick(4) == 1 then return l:filter(function() return pick(4) > 1 end) end "
    "end,\n"
    "  Row = function() local does = pick(8) if does == 1 then return {} end end,\n"
    "  Caption = function() if pick(4) == 1 then return {} end end,\n"
    "  Article = function(a) if pick(3) == 1 then a.blocks:insert(any(blocks)) end end }\n"
    "return { filter, filter }\n";

/* True where the filter came to its end; it may be refused on the way. */
static bool run(int seed, bool eagerly)
{
    char source[6000];
    ts_error error = {0};
    eager e;
    ts_script_limits limits = {.instructions = 400000};
    snprintf(source, sizeof source, chaos, seed);
    ts_script *script = ts_script_new(&limits, NULL, NULL, &error);
    ts_article *article = ts_article_new();
    ts_article_set_tree(article, ts_markdown_read(article->arena, ts_str_of(document)));
    if (!ts_script_add_filter(script, ts_str_of(source), "chaos.lua", &error))
        fail_msg("seed %d: %s", seed, error.message);
    if (eagerly)
        make_eager(script, &e);
    bool done = ts_script_filter(script, article, &error);
    if (done && !ts_tree_check(article->tree, &error))
        fail_msg("seed %d: %s", seed, error.message);
    if (!done && !strstr(error.message, "cannot stand in") && !strstr(error.message, "was stopped"))
        fail_msg("seed %d: %s", seed, error.message);
    ts_buf out;
    ts_buf_init(&out, 1 << 24);
    if (done)
        ts_markdown_write(&out, article->tree, NULL);
    ts_buf_free(&out);
    if (eagerly)
        make_patient(script, &e);
    ts_article_free(article);
    ts_script_free(script);
    return done;
}

static void trees_survive(void **state)
{
    int done = 0;
    for (int seed = 1; seed <= 600; seed++)
        done += run(seed, false);
    assert_true(done > 200);
}

static void trees_survive_an_eager_collector(void **state)
{
    for (int seed = 1; seed <= 60; seed++)
        run(seed, true);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(trees_survive),
        cmocka_unit_test(trees_survive_an_eager_collector),
    };
    return cmocka_run_group_tests_name("script/filter_chaos", tests, NULL, NULL);
}
