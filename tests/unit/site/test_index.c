#include "site/index.h"
#include "site/settings.h"
#include "text/json.h"
#include "unit.h"

#define MOST 64

static ts_arena *arena;
static ts_site site;
static ts_paths *paths;
static ts_entry *entries[MOST];
static size_t count;

static int start(void **state)
{
    ts_error error = {0};
    arena = ts_arena_new();
    paths = ts_paths_new();
    count = 0;
    site = (ts_site){.folder = ".", .arena = arena};
    site.i18n = ts_json_read(arena,
                             TS_STR("{\"date\":{\"month\":\"{month} {year} ({m}, {mm})\",\"long\":\"{day}. "
                                    "{month} {year} ({dd})\"},\"months\":[\"January\","
                                    "\"February\",\"March\"]}"),
                             "", &error);
    return ts_settings_read(arena, NULL, "site.lua", &site.settings, &error) ? 0 : -1;
}

static int finish(void **state)
{
    ts_paths_free(paths);
    ts_arena_free(arena);
    return 0;
}

/* An entry for file, title, date, with texts cut at "|" as its section and tags. */
static ts_entry *add(const char *file, const char *date, const char *section, const char *tags)
{
    ts_entry *e = TS_NEW(arena, ts_entry);
    e->file = file;
    e->title = file;
    e->slug = "x";
    e->wish = ts_arena_printf(arena, "%.4s/x.html", *date ? date : "none");
    if (*date)
        assert_true(ts_date_iso(ts_str_of(date), &e->date));
    const char *lists[] = {section, tags};
    ts_texts *into[] = {&e->section, &e->tags};
    for (int i = 0; i < 2; i++)
        for (const char *at = lists[i]; *at;) {
            size_t len = strcspn(at, "|");
            ts_vec_push_in(arena, into[i], (const char *)ts_arena_copy(arena, (ts_str){at, len}));
            at += len + (at[len] == '|');
        }
    e->facts = ts_value_map(arena, NULL);
    return entries[count++] = e;
}

static ts_index *make(void)
{
    return ts_index_make(arena, &site, entries, count, 2, paths);
}

static const ts_term *find(const ts_index *index, ts_by by, const char *path)
{
    for (size_t i = 0; i < index->by[by].all.len; i++)
        if (strcmp(index->by[by].all.items[i]->path, path) == 0)
            return index->by[by].all.items[i];
    fail_msg("there is no %s", path);
    return NULL;
}

static void articles_are_in_order_of_their_dates(void **state)
{
    add("a", "2020-01-05", "", "");
    add("b", "", "", "");
    add("c", "2021", "", "");
    add("d", "2020-01-05", "", "");
    add("e", "2020-01-05T10:00", "", "");
    ts_index *index = make();
    const char *expected[] = {"c", "e", "a", "d", "b"};
    assert_int_equal(index->len, 5);
    assert_int_equal(index->dated, 4);
    for (size_t i = 0; i < 5; i++)
        assert_string_equal(index->articles[i].entry->file, expected[i]);
}

static void paths_follow_the_files_and_not_the_dates(void **state)
{
    ts_entry *first = add("a", "2020-01-05", "", "");
    ts_entry *second = add("b", "2020-06-05", "", "");
    make();
    assert_string_equal(first->path, "2020/x.html");
    assert_string_equal(second->path, "2020/x-2.html");
}

static void sections_are_a_tree(void **state)
{
    add("a", "2020-01-05", "News|Coast", "");
    add("b", "2020-01-06", "news|Hills", "");
    add("c", "2020-01-07", "News", "");
    ts_index *index = make();
    const ts_term *news = find(index, TS_BY_SECTION, "sections/news/index.html");
    assert_int_equal(index->by[TS_BY_SECTION].top.len, 1);
    assert_int_equal(news->articles.len, 3);
    assert_int_equal(news->children.len, 2);
    assert_string_equal(news->children.items[0]->path, "sections/news/coast/index.html");
    assert_int_equal(find(index, TS_BY_SECTION, "sections/news/hills/index.html")->articles.len, 1);
    assert_ptr_equal(index->articles[0].section, news);
}

static void sections_have_a_depth(void **state)
{
    add("a", "2020", "1|2|3|4|5|6|7|8|9|10", "");
    ts_index *index = make();
    assert_int_equal(index->by[TS_BY_SECTION].all.len, TS_SECTION_DEPTH);
}

static void names_that_look_alike_are_one_term(void **state)
{
    add("a", "2020-01-05", "", "Tide|tide| TIDE |");
    add("b", "2020-01-06", "", "C++|C#|Ｔｉｄｅ");
    ts_index *index = make();
    assert_int_equal(index->by[TS_BY_TAG].all.len, 3);
    assert_int_equal(find(index, TS_BY_TAG, "tags/tide/index.html")->articles.len, 2);
    /* One slug, two terms: numbered in the order of their names. */
    assert_string_equal(find(index, TS_BY_TAG, "tags/c/index.html")->name, "C#");
    assert_string_equal(find(index, TS_BY_TAG, "tags/c-2/index.html")->name, "C++");
    assert_int_equal(index->articles[1].tags.len, 1);
}

static void months_stand_in_their_years(void **state)
{
    add("a", "2020-03-05", "", "");
    add("b", "2020-02", "", "");
    add("c", "2021", "", "");
    add("d", "2020-12-01", "", "");
    ts_index *index = make();
    const ts_taxonomy *dates = &index->by[TS_BY_DATE];
    assert_int_equal(dates->top.len, 2);
    assert_string_equal(dates->top.items[0]->name, "2021");
    const ts_term *year = dates->top.items[1];
    assert_int_equal(year->articles.len, 3);
    assert_string_equal(year->children.items[0]->path, "archive/2020/12/index.html");
    assert_string_equal(year->children.items[0]->name, "2020-12");
    assert_string_equal(year->children.items[1]->name, "March 2020 (3, 03)");
    assert_string_equal(year->children.items[2]->path, "archive/2020/02/index.html");
}

static void days_stand_in_their_months(void **state)
{
    add("a", "2020-03-05T10:00", "", "");
    add("b", "2020-03-05", "", "");
    add("c", "2020-03-21", "", "");
    add("d", "2020-03", "", "");
    ts_index *index = make();
    const ts_term *month = find(index, TS_BY_DATE, "archive/2020/03/index.html");
    assert_int_equal(month->articles.len, 4);
    assert_int_equal(month->children.len, 2);
    assert_string_equal(month->children.items[0]->name, "21. March 2020 (21)");
    assert_string_equal(month->children.items[1]->path, "archive/2020/03/05/index.html");
    assert_string_equal(month->children.items[1]->name, "5. March 2020 (05)");
    assert_string_equal(month->children.items[1]->kind, "day");
    assert_int_equal(month->children.items[1]->articles.len, 2);
}

static void taxonomies_that_are_not_wanted_are_empty(void **state)
{
    ts_error error = {0};
    const ts_value *table = ts_json_read(arena, TS_STR("{\"taxonomies\":[\"tags\"]}"), "", &error);
    assert_true(ts_settings_read(arena, table, "site.lua", &site.settings, &error));
    add("a", "2020-03-05", "News", "Tide");
    ts_index *index = make();
    assert_int_equal(index->by[TS_BY_SECTION].all.len, 0);
    assert_int_equal(index->by[TS_BY_DATE].all.len, 0);
    assert_int_equal(index->by[TS_BY_TAG].all.len, 1);
}

static void addresses_find_their_article(void **state)
{
    add("a", "2020", "", "")->url = "https://www.saltby.example/news/1/";
    add("b", "2021", "", "")->canonical = "http://saltby.example/news/1#top";
    add("c", "2021", "", "")->canonical = "https://saltby.example/";
    ts_index *index = make();
    const ts_placed *found = ts_index_by_url(index, TS_STR("http://saltby.example/news/1#x"));
    assert_non_null(found);
    assert_string_equal(found->entry->file, "a");
    assert_null(ts_index_by_url(index, TS_STR("https://saltby.example/")));
    assert_null(ts_index_by_url(index, TS_STR("https://saltby.example/news/2")));
    assert_null(ts_index_by_url(index, TS_STR("news/1")));
}

static void withdrawn_articles_are_known_by_file_and_address(void **state)
{
    ts_entry *gone = add("a", "2020", "", "");
    gone->url = "https://saltby.example/1";
    gone->takedown.status = TS_STANDING_WITHDRAWN;
    ts_entry *also = add("b", "2021", "", "");
    also->url = "https://saltby.example/2";
    also->takedown.status = TS_STANDING_PURGED;
    add("c", "2021", "", "")->url = "https://saltby.example/2";
    ts_index *index = make();
    assert_int_equal(index->len, 1);
    assert_null(ts_index_by_url(index, TS_STR("https://saltby.example/1")));
    assert_string_equal(ts_index_by_url(index, TS_STR("https://saltby.example/2"))->entry->file, "c");
    assert_string_equal(ts_index_withdrawn(index, TS_STR("saltby.example/1"))->file, "a");
    assert_string_equal(ts_index_withdrawn(index, TS_STR("b"))->file, "b");
    assert_null(ts_index_withdrawn(index, TS_STR("c")));
    assert_null(ts_index_withdrawn(index, (ts_str){0}));
}

static void terms_have_the_language_of_their_articles(void **state)
{
    add("a", "2020", "まち", "library ship|白津")->language = "ja";
    add("b", "2021", "まち", "night")->language = "ja";
    add("c", "2022", "News", "library ship|Night boat")->language = "en";
    add("d", "2022", "News", "Night boat")->language = "en-GB";
    ts_index *index = make();
    assert_string_equal(find(index, TS_BY_SECTION, "sections/まち/index.html")->language, "ja");
    assert_string_equal(find(index, TS_BY_TAG, "tags/白津/index.html")->language, "ja");
    assert_null(find(index, TS_BY_TAG, "tags/library-ship/index.html")->language);
    assert_null(find(index, TS_BY_TAG, "tags/night/index.html")->language);
    assert_null(find(index, TS_BY_TAG, "tags/night-boat/index.html")->language);
    assert_null(find(index, TS_BY_DATE, "archive/2020/index.html")->language);
}

static void related_share_rare_terms_and_time(void **state)
{
    add("a", "2020-01-01", "", "harbour|lighthouse");
    for (int i = 2; i < 30; i++)
        add(ts_arena_printf(arena, "n%02d", i), ts_arena_printf(arena, "2020-01-%02d", i), "", "harbour");
    add("z", "2019-01-01", "", "lighthouse");
    ts_index *index = make();
    const ts_placed *a = &index->articles[28];
    assert_string_equal(a->entry->file, "a");
    uint32_t related[TS_RELATED_MAX];
    assert_int_equal(ts_related_find(index, 28, related), TS_RELATED_MAX);
    assert_string_equal(index->articles[related[0]].entry->file, "z");
    assert_string_equal(index->articles[related[1]].entry->file, "n02");
}

/* So many invented words out of one seed. */
static void tell(ts_entry *entry, uint32_t seed, int words)
{
    ts_buf text;
    ts_buf_init(&text, TS_BUF_MAX);
    for (int i = 0; i < words; i++) {
        for (int c = 0; c < 6; c++) {
            seed = seed * 1664525u + 1013904223u;
            ts_buf_putc(&text, (char)('a' + (seed >> 24) % 26));
        }
        ts_buf_putc(&text, ' ');
    }
    ts_sketch_make(&entry->sketch, ts_buf_str(&text));
    ts_buf_free(&text);
}

static void reprints_find_each_other(void **state)
{
    tell(add("a", "2020-01-01", "", "t"), 1, 200);
    tell(add("b", "2020-01-02", "", "t"), 2, 200);
    tell(add("c", "2020-01-03", "", "t"), 1, 180);
    tell(add("d", "2020-01-04", "", "t"), 3, 200);
    tell(add("e", "2020-01-05", "", "t"), 1, 200);
    ts_index *index = make();
    const ts_placed *e = &index->articles[0], *d = &index->articles[1], *c = &index->articles[2];
    assert_non_null(e->same);
    assert_int_equal(e->same->len, 3);
    assert_ptr_equal(e->same, c->same);
    assert_null(d->same);
    /* What is a reprint is not also "related". */
    uint32_t related[TS_RELATED_MAX];
    size_t len = ts_related_find(index, 0, related);
    for (size_t i = 0; i < len; i++)
        assert_null(index->articles[related[i]].same == e->same ? e : NULL);
}

static void one_title_source_and_day_is_one_article(void **state)
{
    for (int i = 0; i < 4; i++) {
        ts_entry *e = add(ts_arena_printf(arena, "%d", i), i < 3 ? "2020-01-01" : "2020-01-02", "", "");
        e->title = "The day";
        e->source.name = i == 2 ? "Other" : "Gazette";
    }
    ts_index *index = make();
    assert_non_null(index->articles[1].same);
    assert_int_equal(index->articles[1].same->len, 2);
    assert_null(index->articles[0].same);
    assert_null(index->articles[3].same);
}

/* A column of one name, on one day, with two texts. */
static void texts_that_differ_are_two_articles(void **state)
{
    for (int i = 0; i < 2; i++) {
        ts_entry *e = add(i ? "a" : "b", "2020-01-01", "", "");
        e->title = "The day";
        e->source.name = "Gazette";
        tell(e, (uint32_t)i + 5, 200);
    }
    assert_null(make()->articles[0].same);
}

static void a_site_may_be_empty(void **state)
{
    ts_index *index = make();
    assert_int_equal(index->len, 0);
    assert_int_equal(index->by[TS_BY_DATE].all.len, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(articles_are_in_order_of_their_dates, start, finish),
        cmocka_unit_test_setup_teardown(paths_follow_the_files_and_not_the_dates, start, finish),
        cmocka_unit_test_setup_teardown(sections_are_a_tree, start, finish),
        cmocka_unit_test_setup_teardown(sections_have_a_depth, start, finish),
        cmocka_unit_test_setup_teardown(names_that_look_alike_are_one_term, start, finish),
        cmocka_unit_test_setup_teardown(months_stand_in_their_years, start, finish),
        cmocka_unit_test_setup_teardown(days_stand_in_their_months, start, finish),
        cmocka_unit_test_setup_teardown(terms_have_the_language_of_their_articles, start, finish),
        cmocka_unit_test_setup_teardown(withdrawn_articles_are_known_by_file_and_address, start, finish),
        cmocka_unit_test_setup_teardown(taxonomies_that_are_not_wanted_are_empty, start, finish),
        cmocka_unit_test_setup_teardown(addresses_find_their_article, start, finish),
        cmocka_unit_test_setup_teardown(related_share_rare_terms_and_time, start, finish),
        cmocka_unit_test_setup_teardown(reprints_find_each_other, start, finish),
        cmocka_unit_test_setup_teardown(one_title_source_and_day_is_one_article, start, finish),
        cmocka_unit_test_setup_teardown(texts_that_differ_are_two_articles, start, finish),
        cmocka_unit_test_setup_teardown(a_site_may_be_empty, start, finish),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
