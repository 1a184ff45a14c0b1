/* What the model is told of a block from the form fields, the headings and the like entries around it, and of
 * a page from its lines. */
#include "one_arena.h"
#include "page_helper.h"

#include "extract/page_features.h"

#include <math.h>

typedef struct seen {
    ts_blocks blocks;
    ts_sums sums;
    ts_features features;
} seen;

static void see(seen *s, const char *html)
{
    ts_error error = {0};
    *s = (seen){0};
    ts_dom *dom = ts_dom_parse(arena, ts_str_of(html), "page.html", &error);
    assert_non_null(dom);
    ts_blocks_collect(arena, ts_dom_body(dom), TS_SIGHT_SHOWN, &s->blocks);
    ts_blocks_score(arena, &s->blocks, &s->sums);
    ts_features_make(arena, &s->blocks, &s->sums, ts_model_baked(), NULL,
                     ts_blocks_container(&s->blocks, &s->sums), &s->features);
}

static float feature(const seen *s, size_t block, ts_feature feature)
{
    return ts_features_row(&s->features, block)[feature];
}

static float feature_of(const char *html, size_t block, ts_feature which)
{
    seen s;
    see(&s, html);
    assert_true(block < s.blocks.blocks.len);
    float value = feature(&s, block, which);
    return value;
}

static void a_form_is_as_large_as_what_is_around_its_field(void **state)
{
#define PITCH(control) "<body><p>Saltby has a ferry</p><div><p>Twelve chars</p>" control "</div></body>"
    const ts_feature share = TS_FEATURE_ASKING_SHARE;
    assert_float_equal(feature_of(PITCH("<p>None</p>"), 1, share), 1, 1e-6);
    /* 11 of 26 characters, white space apart; what stands outside has the whole page around it. */
    assert_float_equal(feature_of(PITCH("<input>"), 1, share), 11 / 26.0, 1e-6);
    assert_float_equal(feature_of(PITCH("<form><span><input type=email></span></form>"), 1, share), 11 / 26.0,
                       1e-6);
    assert_float_equal(feature_of(PITCH("<textarea>x</textarea>"), 1, share), 11 / 26.0, 1e-6);
    assert_float_equal(feature_of(PITCH("<input>"), 0, share), 1, 1e-6);
    /* A button, and what nobody sees, ask for nothing. */
    assert_float_equal(feature_of(PITCH("<button>Go</button>"), 1, share), 1, 1e-6);
    assert_float_equal(feature_of(PITCH("<input type=Submit>"), 1, share), 1, 1e-6);
    assert_float_equal(feature_of(PITCH("<input type=hidden>"), 1, share), 1, 1e-6);
}

/* Of any table and however deep a block stands: only so many levels around it count. */
static void a_score_is_the_sum_over_tokens(void **state)
{
    enum { DEPTH = TS_TOKEN_LEVELS + 6, SIZE = 256 };
    int8_t table[SIZE];
    for (int i = 0; i < SIZE; i++)
        table[i] = (int8_t)(i * 37 % 251 - 125);
    const char *html = "<body class=page>";
    for (int i = 0; i < DEPTH; i++)
        html = ts_arena_printf(arena, "%s<div class='box-%d c%c' id=part>Level<p class=line>Text</p>", html,
                               i % 3, 'a' + i % 7);
    seen s;
    see(&s, html);
    assert_int_equal(s.blocks.blocks.len, 2 * DEPTH);
    const ts_tokens *tokens = &s.features.tokens;
    ts_token_sums sums = ts_tokens_sum(arena, tokens, &s.blocks, table, SIZE);
    for (int i = 0; i < 2 * DEPTH; i++) {
        uint32_t names[TS_TOKENS_MAX];
        int n = ts_tokens_of_block(tokens, &s.blocks, i, names), sum = 0;
        for (int k = 0; k < n; k++)
            sum += table[names[k] & (SIZE - 1)];
        assert_int_equal(ts_tokens_score(&sums, tokens, &s.blocks, i), sum);
    }
}

static void entries_of_a_list_have_peers(void **state)
{
#define ENTRY "<li class=e><h3><a href=a>A ferry</a></h3><p>It runs again.</p></li>"
    seen s;
    see(&s, "<body><ul>" ENTRY ENTRY "<li class=f><h3>A ferry</h3><p>Not yet.</p></li>" ENTRY
            "</ul><p>One line</p></body>");
    assert_int_equal(s.blocks.blocks.len, 9);
    for (size_t i = 0; i < 9; i++)
        assert_int_equal((int)feature(&s, i, TS_FEATURE_PEERS), i == 4 || i == 5 || i == 8 ? 1 : 3);
    /* The same look in another list is no peer; nor is an element of one block. */
    assert_int_equal((int)feature_of("<body><ul>" ENTRY "</ul><ul>" ENTRY "</ul>", 0, TS_FEATURE_PEERS), 1);
    assert_int_equal((int)feature_of("<body><p>A</p><p>B</p><p>C</p>", 0, TS_FEATURE_PEERS), 1);
}

static void a_heading_may_lead_elsewhere(void **state)
{
    seen s;
    see(&s, "<body><p>Before</p><h2><a href=a>A ferry</a></h2><p>It runs again.</p>"
            "<h2>A <a href=b>bridge</a></h2><p>Not yet.</p></body>");
    static const float links[] = {0, 1, 1, 6 / 7.0f, 6 / 7.0f};
    assert_int_equal(s.blocks.blocks.len, 5);
    for (size_t i = 0; i < 5; i++)
        assert_float_equal(feature(&s, i, TS_FEATURE_HEADING_LINKS), links[i], 1e-6);
}

/* The page's own features, where its blocks have these probabilities. */
static void see_page(seen *s, const char *html, float probability, float *row)
{
    see(s, html);
    for (size_t i = 0; i < s->blocks.blocks.len; i++)
        s->blocks.blocks.items[i].probability = probability;
    ts_claims claims = {.arena = arena};
    for (int i = 0; i < TS_CLAIM_COUNT; i++)
        ts_fields_init(&claims.by[i].fields);
    ts_page_view view = {.blocks = &s->blocks,
                         .sums = &s->sums,
                         .features = &s->features,
                         .claims = &claims,
                         .model = ts_model_baked()};
    ts_page_features_make(&view, row);
}

static void lines_with_prices_and_dates_are_counted(void **state)
{
    static const char *const PRICES[] = {"$12", "12 €", "¥1200", "￥1200", "₩ 500"};
    static const char *const OTHERS[] = {"€", "12", "12 boats",
                                         "The ferry cost £2,400,000 when it was built in the "
                                         "small yard behind the mill."};
    float row[TS_PAGE_FEATURE_COUNT];
    seen s;
    for (size_t i = 0; i < sizeof PRICES / sizeof *PRICES; i++) {
        see_page(&s, PRICES[i], 0, row);
        assert_float_equal(row[TS_PAGE_FEATURE_PRICES], logf(2), 1e-6);
    }
    for (size_t i = 0; i < sizeof OTHERS / sizeof *OTHERS; i++) {
        see_page(&s, OTHERS[i], 0, row);
        assert_float_equal(row[TS_PAGE_FEATURE_PRICES], 0, 1e-6);
    }
    see_page(&s,
             "<p>12 March 2020<p>2020-03-12<p>12 March<p>In 2020, 43000 people went to the island by boat", 0,
             row);
    assert_float_equal(row[TS_PAGE_FEATURE_DATES], logf(3), 1e-6);
}

static void likely_text_may_be_entries(void **state)
{
    float row[TS_PAGE_FEATURE_COUNT];
    seen s;
    see_page(&s, "<body><ul>" ENTRY ENTRY ENTRY "</ul></body>", 0.9f, row);
    assert_float_equal(row[TS_PAGE_FEATURE_PEERED], 1, 1e-6);
    assert_float_equal(row[TS_PAGE_FEATURE_LINKED_ABOVE], 1, 1e-6);
    see_page(&s, "<body><h3>A ferry</h3><p>It runs again.</p><p>It did not last year.</p></body>", 0.9f, row);
    assert_float_equal(row[TS_PAGE_FEATURE_PEERED], 0, 1e-6);
    assert_float_equal(row[TS_PAGE_FEATURE_LINKED_ABOVE], 0, 1e-6);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_form_is_as_large_as_what_is_around_its_field, open_arena,
                                        close_arena),
        cmocka_unit_test_setup_teardown(a_score_is_the_sum_over_tokens, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(entries_of_a_list_have_peers, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(a_heading_may_lead_elsewhere, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(lines_with_prices_and_dates_are_counted, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(likely_text_may_be_entries, open_arena, close_arena),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
