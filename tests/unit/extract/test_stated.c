#include "page_helper.h"

#include "extract/stated.h"
#include "text/json.h"

#define RECIPE                                                                                               \
    "{\"@type\":\"Recipe\",\"recipeIngredient\":[\"250 g flour\",\"Salt\",\"2 eggs, beaten\"],"              \
    "\"recipeInstructions\":[{\"@type\":\"HowToSection\",\"itemListElement\":["                              \
    "{\"@type\":\"HowToStep\",\"text\":\"<p>Rub in the butter.</p><p>Rest.</p>\"}]}]}"

/* The page's blocks, of which nothing was kept before but what stands in <b>. */
static ts_blocks read_page(ts_arena *arena, const char *json, const char *html)
{
    ts_error error = {0};
    ts_blocks blocks = {0};
    ts_stated stated = {0};
    ts_dom *dom = ts_dom_parse(arena, ts_str_of(html), "page.html", &error);
    const ts_value *node = ts_json_read(arena, ts_str_of(json), "page.html", &error);
    assert_non_null(dom);
    assert_non_null(node);
    ts_blocks_collect(arena, ts_dom_body(dom), TS_SIGHT_SHOWN, &blocks);
    for (size_t i = 0; i < blocks.blocks.len; i++)
        blocks.blocks.items[i].keep = ts_node_is(ts_node_parent(blocks.blocks.items[i].first), "b");
    ts_stated_read(arena, &stated, node);
    ts_stated_keep(arena, &stated, &blocks);
    return blocks;
}

/* What is kept of it, one block a line. */
static char *kept_of(ts_arena *arena, const char *json, const char *html)
{
    ts_blocks blocks = read_page(arena, json, html);
    ts_buf text;
    ts_buf_init(&text, TS_BUF_MAX);
    for (size_t i = 0; i < blocks.blocks.len; i++)
        if (blocks.blocks.items[i].keep)
            ts_buf_printf(&text, "%.*s\n", (int)blocks.blocks.items[i].text.len,
                          blocks.blocks.items[i].text.ptr);
    char *copy = ts_buf_copy(&text, arena);
    ts_buf_free(&text);
    return copy;
}

static void lines_of_a_recipe_are_kept(void **state)
{
    ts_arena *arena = ts_arena_new();
    /* Boxes to tick, the case and spaces do not matter; a line may stand in the cells of a row. */
    assert_string_equal(kept_of(arena, RECIPE,
                                "<p>Print</p><h2>Ingredients</h2><div><p>☐ 250g Flour</p><p>salt</p>"
                                "<p><span>2</span> eggs, <i>beaten</i></p></div><p>Share</p>"
                                "<p>Rub in the butter.</p><p>Rest.</p><p>Cook mode</p>"),
                        "Ingredients\n☐ 250g Flour\nsalt\n2 eggs, beaten\nRub in the butter.\nRest.\n");
    assert_string_equal(
        kept_of(arena, RECIPE,
                "<div><div>250 g</div><div>flour</div></div><div>Salt</div><div>Serves 4</div>"),
        "250 g\nflour\nSalt\n");
    /* The page shows none of it. */
    assert_string_equal(kept_of(arena, RECIPE, "<p>Print</p>"), "");
    ts_arena_free(arena);
}

static void what_it_says_of_itself_is_kept(void **state)
{
    ts_arena *arena = ts_arena_new();
#define SAID "\"description\":\"A cake for all the days of the year, and for the days after them.\""
    static const char *page =
        "<p>A cake for all the days of the year, and for the days after them.</p><p>Print</p>";
    assert_string_equal(kept_of(arena, "{\"recipeIngredient\":[\"Salt\"]," SAID "}", page),
                        "A cake for all the days of the year, and for the days after them.\n");
    assert_string_equal(kept_of(arena, "{\"@type\":\"Article\"," SAID "}", page), "");
    ts_arena_free(arena);
}

static void a_row_is_kept_with_its_line(void **state)
{
    ts_arena *arena = ts_arena_new();
#define ROW(name, amount) "<div><span><div>" name "</div></span><div>" amount "</div></div>"
    assert_string_equal(kept_of(arena, RECIPE,
                                "<div>" ROW("Salt", "to taste") ROW("2 eggs, beaten", "yes")
                                    ROW("Oil", "a spoon") "</div>"),
                        "Salt\nto taste\n2 eggs, beaten\nyes\n");
    /* No link, no paragraph. */
    assert_string_equal(
        kept_of(arena, RECIPE,
                ROW("Salt", "<a href=b>buy</a>")
                    ROW("2 eggs, beaten", "of hens that were never far from the old mill and its pond")),
        "Salt\n2 eggs, beaten\n");
    ts_arena_free(arena);
}

static void what_the_model_kept_too_is_sure(void **state)
{
    ts_arena *arena = ts_arena_new();
    ts_blocks blocks =
        read_page(arena, RECIPE, "<p><b>Salt</b></p><p><b>2 eggs, beaten</b></p><p><b>Oil</b></p>");
    assert_true(blocks.blocks.items[0].probability == 1);
    assert_true(blocks.blocks.items[1].probability == 1);
    assert_true(blocks.blocks.items[2].probability < 1);
    ts_arena_free(arena);
}

static void a_list_made_of_them_is_kept_whole(void **state)
{
    ts_arena *arena = ts_arena_new();
    assert_string_equal(
        kept_of(arena, RECIPE,
                "<ul><li>250 g flour<li>Salt<li>1 egg</ul><ul><li>Salt<li>Pepper and more<li>Oil</ul>"),
        "250 g flour\nSalt\n1 egg\n");
    ts_arena_free(arena);
}

static void a_line_is_kept_once_and_among_others(void **state)
{
    ts_arena *arena = ts_arena_new();
    /* A tag is no ingredient; the second copy is the printer's. */
    assert_string_equal(kept_of(arena, RECIPE,
                                "<p>Salt</p><p>More</p><p>Pages</p><p>Of</p><p>Ours</p><p>250 g flour</p>"
                                "<p>2 eggs, beaten</p><p>Print</p><p>250 g flour</p><p>2 eggs, beaten</p>"),
                        "250 g flour\n2 eggs, beaten\n");
    /* What is kept already stays the one. */
    assert_string_equal(kept_of(arena, RECIPE,
                                "<p>250 g flour</p><p>2 eggs, beaten</p><p>Print</p><p><b>250 g flour</b></p>"
                                "<p><b>2 eggs, beaten</b></p>"),
                        "250 g flour\n2 eggs, beaten\n");
    assert_string_equal(kept_of(arena, "{\"@type\":\"Recipe\"}", "<p>250 g flour</p><p>Salt</p>"), "");
    ts_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_of_a_recipe_are_kept),
        cmocka_unit_test(what_it_says_of_itself_is_kept),
        cmocka_unit_test(a_row_is_kept_with_its_line),
        cmocka_unit_test(what_the_model_kept_too_is_sure),
        cmocka_unit_test(a_list_made_of_them_is_kept_whole),
        cmocka_unit_test(a_line_is_kept_once_and_among_others),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
