#include "unit.h"

#include "extract/fields.h"

static char *hops(ts_arena *arena, const ts_fields *fields)
{
    char *line = ts_arena_copy(arena, (ts_str){0});
    for (size_t i = 0; i < fields->provenance.len; i++) {
        const ts_hop *hop = &fields->provenance.items[i];
        line = ts_arena_printf(arena, "%s%s%s %s [%s]", line, i ? " > " : "", hop->role,
                               hop->name ? hop->name : "-", hop->evidence ? hop->evidence : "-");
    }
    return line;
}

static void a_reprint_has_every_hop(void **state)
{
    ts_arena *arena = ts_arena_new();
    ts_fields f;
    ts_fields_init(&f);
    ts_people_add(arena, &f.authors, TS_STR("于山川"), "reporter");
    f.source.name = "湖滨日报";
    f.publisher.name = "湖滨资源网";
    ts_hop noted = {.role = "source", .name = "湖滨日报", .evidence = "来源:湖滨日报"};
    ts_vec_push_in(arena, &f.provenance, noted);
    ts_provenance_derive(arena, &f, "https://x.example/1", "2021-05-10");
    const char *expected =
        "author 于山川 [authors] > source 湖滨日报 [来源:湖滨日报] > republisher 湖滨资源网 [publisher]"
        " > capture - [-]";
    assert_string_equal(hops(arena, &f), expected);
    assert_string_equal(f.provenance.items[3].url, "https://x.example/1");
    assert_string_equal(f.provenance.items[3].date, "2021-05-10");
    /* Derived once more, without the capture, it stays the same. */
    ts_provenance_derive(arena, &f, NULL, NULL);
    assert_string_equal(hops(arena, &f), expected);
    assert_string_equal(f.provenance.items[3].url, "https://x.example/1");
    ts_arena_free(arena);
}

static void an_outlet_of_its_own_republishes_nothing(void **state)
{
    ts_arena *arena = ts_arena_new();
    ts_fields f;
    ts_fields_init(&f);
    f.publisher.name = "Lakeside Courier";
    ts_provenance_derive(arena, &f, NULL, NULL);
    assert_string_equal(hops(arena, &f), "source Lakeside Courier [publisher] > capture - [-]");
    f.source.name = "Lakeside Courier";
    f.provenance.len = 0;
    ts_provenance_derive(arena, &f, NULL, NULL);
    assert_string_equal(hops(arena, &f), "source Lakeside Courier [source] > capture - [-]");
    ts_arena_free(arena);
}

static void noted_originators_stay_and_gone_names_go(void **state)
{
    ts_arena *arena = ts_arena_new();
    ts_fields f;
    ts_fields_init(&f);
    ts_hop originator = {.role = "originator", .name = "Hill Press", .evidence = "LAKESIDE (Hill Press) —"};
    ts_hop gone = {.role = "author", .name = "Nobody Now", .evidence = "By Nobody Now"};
    ts_vec_push_in(arena, &f.provenance, originator);
    ts_vec_push_in(arena, &f.provenance, originator);
    ts_vec_push_in(arena, &f.provenance, gone);
    ts_provenance_derive(arena, &f, NULL, NULL);
    assert_string_equal(hops(arena, &f), "originator Hill Press [LAKESIDE (Hill Press) —] > capture - [-]");
    ts_arena_free(arena);
}

static void nothing_known_is_a_capture(void **state)
{
    ts_arena *arena = ts_arena_new();
    ts_fields f;
    ts_fields_init(&f);
    ts_provenance_derive(arena, &f, NULL, NULL);
    assert_string_equal(hops(arena, &f), "capture - [-]");
    ts_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_reprint_has_every_hop),
        cmocka_unit_test(an_outlet_of_its_own_republishes_nothing),
        cmocka_unit_test(noted_originators_stay_and_gone_names_go),
        cmocka_unit_test(nothing_known_is_a_capture),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
