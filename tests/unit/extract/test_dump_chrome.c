/* What dumps of one site teach: their common lines, and not the text of reprints. */
#include "unit.h"

#include "extract/dump_chrome.h"

#define SITE "https://www.saltby.example/"

/* A text of its own for each number, four paragraphs. */
static void put_story(ts_buf *out, size_t number)
{
    for (size_t i = 0; i < 4; i++)
        ts_buf_printf(out,
                      "Paragraph %zu of story %zu tells of the bridge, of the harbour, and of all that the "
                      "town has seen.\n\n",
                      i, number);
}

typedef struct class_room {
    ts_arena *arena;
    ts_chrome_learner *learner;
    const ts_chrome *chrome;
} class_room;

static void add(class_room *c, const char *head, size_t story, const char *tail, const char *url)
{
    ts_buf text;
    ts_buf_init(&text, TS_BUF_MAX);
    ts_buf_printf(&text, "%s\nHeadline number %zu\n\n", head, story);
    put_story(&text, story);
    ts_buf_printf(&text, "%s\n", tail);
    ts_chrome_add(c->learner, ts_chrome_dump_read(ts_buf_str(&text), url));
    ts_buf_free(&text);
}

static class_room start(void)
{
    return (class_room){ts_arena_new(), ts_chrome_learner_new(), NULL};
}

static void learn(class_room *c)
{
    c->chrome = ts_chrome_learn(c->learner, c->arena);
}

static bool knows(const class_room *c, const char *url, const char *line)
{
    ts_dump_lines none = {0};
    const ts_chrome_site *site = c->chrome ? ts_chrome_site_of(c->chrome, &none, url) : NULL;
    return site && ts_chrome_knows(c->chrome, site, ts_str_of(line));
}

static void three_dumps_of_a_host_teach(void **state)
{
    class_room c = start();
    add(&c, "The Daily Wave", 1, "Our pick", SITE "1");
    add(&c, "The Daily Wave", 2, "Our  pick", "https://saltby.example/2");
    add(&c, "The Daily Wave", 3, "Only here", SITE "3");
    add(&c, "The Daily Wave", 4, "Only there", "https://other.example/4");
    learn(&c);
    assert_int_equal(ts_chrome_sites(c.chrome), 1);
    const ts_chrome_site *site = ts_chrome_site_at(c.chrome, 0);
    assert_string_equal(site->host, "saltby.example");
    assert_int_equal(site->dumps, 3);
    assert_int_equal(site->lines, 1);
    assert_true(knows(&c, SITE "9", "The Daily Wave"));
    assert_false(knows(&c, SITE "9", "Our pick")); /* two of three */
    assert_false(knows(&c, "https://other.example/", "The Daily Wave"));
    assert_false(knows(&c, NULL, "The Daily Wave"));
    ts_arena_free(c.arena);
}

static void two_dumps_teach_nothing(void **state)
{
    class_room c = start();
    add(&c, "The Daily Wave", 1, "Our pick", SITE "1");
    add(&c, "The Daily Wave", 2, "Our pick", SITE "2");
    learn(&c);
    assert_null(c.chrome);
    ts_arena_free(c.arena);
}

static void dumps_without_address_are_told_by_their_ends(void **state)
{
    class_room c = start();
    for (size_t i = 0; i < 3; i++) {
        add(&c, "The Daily Wave", i, "Our pick", NULL);
        add(&c, "Das Tagesblatt", 10 + i, "Meistgelesen heute", NULL);
    }
    add(&c, "Alone", 20, "By itself", NULL);
    learn(&c);
    assert_int_equal(ts_chrome_sites(c.chrome), 2);
    ts_arena *arena = ts_arena_new();
    ts_dump_lines lines = {0};
    ts_error error = {0};
    assert_true(ts_dump_split(arena, TS_STR("The Daily Wave\nSomething new\n"), &lines, &error));
    const ts_chrome_site *site = ts_chrome_site_of(c.chrome, &lines, NULL);
    assert_non_null(site);
    assert_null(site->host);
    assert_true(ts_chrome_knows(c.chrome, site, TS_STR("Our pick")));
    assert_false(ts_chrome_knows(c.chrome, site, TS_STR("Meistgelesen heute")));
    assert_false(ts_chrome_knows(c.chrome, site, TS_STR("Something new")));
    ts_arena_free(arena);
    ts_arena_free(c.arena);
}

static void reprints_count_as_one_story(void **state)
{
    class_room c = start();
    for (size_t i = 0; i < 6; i++)
        add(&c, ts_arena_printf(c.arena, "Copy %zu", i), 1, "Our pick", SITE);
    learn(&c);
    assert_null(c.chrome);

    c.learner = ts_chrome_learner_new();
    for (size_t i = 0; i < 6; i++)
        add(&c, ts_arena_printf(c.arena, "Copy %zu", i), 1, "Our pick", SITE);
    add(&c, "Other", 2, "Our pick", SITE);
    add(&c, "Third", 3, "Our pick", SITE);
    learn(&c);
    assert_true(knows(&c, SITE, "Our pick"));
    assert_false(knows(&c, SITE, "Headline number 1"));
    assert_false(knows(
        &c, SITE,
        "Paragraph 1 of story 1 tells of the bridge, of the harbour, and of all that the town has seen."));
    ts_arena_free(c.arena);
}

/* What reads like an article's text must stand in four fifths of the dumps, of which there are four or more.
 */
static void prose_needs_more(void **state)
{
    static const char notice[] =
        "The Wave is made by its readers, and every pound of theirs helps to keep its presses running.";
    class_room c = start();
    for (size_t i = 0; i < 3; i++)
        add(&c, "The Daily Wave", i, notice, SITE);
    learn(&c);
    assert_true(knows(&c, SITE, "The Daily Wave"));
    assert_false(knows(&c, SITE, notice));
    for (size_t with = 3; with < 5; with++) {
        c.learner = ts_chrome_learner_new();
        for (size_t i = 0; i < 5; i++)
            add(&c, "The Daily Wave", i, i < with ? notice : "End", SITE);
        learn(&c);
        assert_int_equal(knows(&c, SITE, notice), with == 4);
    }
    ts_arena_free(c.arena);
}

/* The same dumps in any order, and more of them than are kept. */
static void order_does_not_matter(void **state)
{
    size_t lines[2], dumps[2];
    for (size_t turn = 0; turn < 2; turn++) {
        class_room c = start();
        size_t n = 2 * TS_CHROME_DUMPS + 100;
        for (size_t i = 0; i < n; i++) {
            size_t k = turn ? n - 1 - i : i;
            add(&c, "The Daily Wave", k, k % 3 ? "Our pick" : "Their pick",
                k % 2 ? SITE : "https://other.example/");
        }
        learn(&c);
        assert_int_equal(ts_chrome_sites(c.chrome), 2);
        lines[turn] = ts_chrome_site_at(c.chrome, 0)->lines;
        dumps[turn] = ts_chrome_site_at(c.chrome, 0)->dumps;
        assert_int_equal(dumps[turn] + ts_chrome_site_at(c.chrome, 1)->dumps, TS_CHROME_DUMPS);
        assert_true(knows(&c, SITE, "Our pick"));
        assert_false(knows(&c, SITE, "Their pick"));
        ts_arena_free(c.arena);
    }
    assert_int_equal(lines[0], lines[1]);
    assert_int_equal(dumps[0], dumps[1]);
}

/* Of a long dump the beginning and the end are looked at. */
static void the_middle_of_a_long_dump_is_not_looked_at(void **state)
{
    class_room c = start();
    for (size_t i = 0; i < 3; i++) {
        ts_buf text;
        ts_buf_init(&text, TS_BUF_MAX);
        for (size_t k = 0; k <= TS_CHROME_LINES; k++)
            ts_buf_printf(&text, "Entry %zu%s\n\n", k, k == TS_CHROME_LINES / 2 ? "" : ", everywhere");
        ts_buf_printf(&text, "Number %zu\n", i);
        ts_chrome_add(c.learner, ts_chrome_dump_read(ts_buf_str(&text), SITE));
        ts_buf_free(&text);
    }
    learn(&c);
    assert_true(knows(&c, SITE, "Entry 0, everywhere"));
    assert_true(knows(&c, SITE, "Entry 300, everywhere"));
    assert_false(knows(&c, SITE, "Entry 150"));
    ts_arena_free(c.arena);
}

static void nothing_to_learn_from(void **state)
{
    class_room c = start();
    ts_chrome_add(c.learner, NULL);
    ts_chrome_dump_free(NULL);
    ts_chrome_add(c.learner, ts_chrome_dump_read((ts_str){0}, NULL));
    learn(&c);
    assert_null(c.chrome);
    ts_arena_free(c.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(three_dumps_of_a_host_teach),
        cmocka_unit_test(two_dumps_teach_nothing),
        cmocka_unit_test(dumps_without_address_are_told_by_their_ends),
        cmocka_unit_test(reprints_count_as_one_story),
        cmocka_unit_test(prose_needs_more),
        cmocka_unit_test(order_does_not_matter),
        cmocka_unit_test(the_middle_of_a_long_dump_is_not_looked_at),
        cmocka_unit_test(nothing_to_learn_from),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
