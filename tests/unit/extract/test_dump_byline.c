/* Who wrote the article of a text dump, and when, as lines say that no rule knows by themselves. */
#include "dump_helper.h"

#define DEK "Nine years after the flood the county has found the money for its repair, and the ferry goes.\n"

static void assert_read(const char *text, const char *authors, const char *date)
{
    test_dump d;
    test_dump_text(&d, ts_str_of(text), TS_WIDTH_AUTO);
    assert_true(d.ok);
    assert_string_equal(d.fields.title, "Bridge opens again at Saltby");
    assert_string_equal(test_dump_people(&d, &d.fields.authors), authors);
    if (date)
        assert_string_equal(d.fields.date, date);
    else
        assert_null(d.fields.date);
    test_dump_free(&d);
}

static void a_name_said_twice(void **state)
{
    assert_read(TEST_DUMP_HEADLINE "Picture of Jane Roe\nJane Roe\n" TEST_DUMP_PROSE, "Jane Roe (author)",
                NULL);
    assert_read(TEST_DUMP_HEADLINE "Jane Roe, MD, RN\nJane Roe, MD, RN\n" TEST_DUMP_PROSE,
                "Jane Roe (author)", NULL);
    assert_read(TEST_DUMP_HEADLINE "Jane Roe Jane Roe\nMarch 12, 2020\n" TEST_DUMP_PROSE, "Jane Roe (author)",
                "2020-03-12");
    assert_read(TEST_DUMP_HEADLINE
                "March 12, 2020\nShare\nOur Services\nOur Services Abroad\n" TEST_DUMP_PROSE,
                "", "2020-03-12");
    assert_read(TEST_DUMP_HEADLINE "Get Involved\nGet Involved\n" TEST_DUMP_PROSE, "", NULL);
    assert_read(TEST_DUMP_HEADLINE "Town Hall, Lake Street\nTown Hall, Lake Street\n" TEST_DUMP_PROSE, "",
                NULL);
}

static void a_name_above_what_the_person_does(void **state)
{
    assert_read(TEST_DUMP_HEADLINE "Jane Roe\nTransport Correspondent\n" TEST_DUMP_PROSE, "Jane Roe (author)",
                NULL);
    assert_read(TEST_DUMP_HEADLINE "Jane Roe\n9 min read\nUpdated October 8, 2025\n" TEST_DUMP_PROSE,
                "Jane Roe (author)", "2025-10-08");
    assert_read(TEST_DUMP_HEADLINE "Good Eating/Wellness\n9 min read\n" TEST_DUMP_PROSE, "", NULL);
    assert_read(TEST_DUMP_HEADLINE "Jane Roe\nAdd to favourites\n" TEST_DUMP_PROSE, "", NULL);
    assert_read(TEST_DUMP_HEADLINE "Jane Roe\nSaltby Courier\n" TEST_DUMP_PROSE, "Jane Roe (author)", NULL);
}

static void a_name_above_the_headline(void **state)
{
    assert_read("Menu\n\nJane Roe\n• March 12, 2020\n\n" TEST_DUMP_HEADLINE TEST_DUMP_PROSE,
                "Jane Roe (author)", "2020-03-12");
    assert_read("Jane Roe\nMenu\n\n" TEST_DUMP_HEADLINE "March 12, 2020\n" TEST_DUMP_PROSE, "", "2020-03-12");
}

static void a_label_and_a_marked_name(void **state)
{
    assert_read(TEST_DUMP_HEADLINE "By\n• Jane Roe\n" TEST_DUMP_PROSE, "Jane Roe (author)", NULL);
    assert_read(TEST_DUMP_HEADLINE "By\n[jane-roe]\nJane Roe\n" TEST_DUMP_PROSE, "Jane Roe (author)", NULL);
    assert_read(TEST_DUMP_HEADLINE "Author\nJane Roe\nCopy link\n" TEST_DUMP_PROSE, "Jane Roe (author)",
                NULL);
    assert_read(TEST_DUMP_HEADLINE "Harbour\nJane Roe Street\nCopy link\n" TEST_DUMP_PROSE, "", NULL);
}

static void elements_without_a_space_between(void **state)
{
    assert_read(TEST_DUMP_HEADLINE "ByJane Roe\n" TEST_DUMP_PROSE, "Jane Roe (author)", NULL);
    assert_read(TEST_DUMP_HEADLINE "By Jane McRoePublished: March 12, 2020\n" TEST_DUMP_PROSE,
                "Jane McRoe (author)", "2020-03-12");
    assert_read(TEST_DUMP_HEADLINE "ByJane RoeMar 12, 2020 | 6 comments\n" TEST_DUMP_PROSE,
                "Jane Roe (author)", "2020-03-12");
    assert_read(TEST_DUMP_HEADLINE "Jane Roe12.03.2020, 8:30\n" TEST_DUMP_PROSE, "Jane Roe (author)",
                "2020-03-12T08:30");
    assert_read(TEST_DUMP_HEADLINE "Posted by Jane Roe on March 12, 2020April 9, 2021\n" TEST_DUMP_PROSE,
                "Jane Roe (author)", "2020-03-12");
    assert_read(TEST_DUMP_HEADLINE "Jane Roe 12.03.2020 08h30 Updated 13.03.2020 09h00\n" TEST_DUMP_PROSE,
                "Jane Roe (author)", "2020-03-12T08:30");
    assert_read(TEST_DUMP_HEADLINE "March 12, 20208:30 am\n" TEST_DUMP_PROSE, "", "2020-03-12T08:30");
}

static void a_head_behind_a_dek(void **state)
{
    assert_read("Home\n\n" TEST_DUMP_HEADLINE "\n" DEK "\nBy Jane Roe - Mar 12, 2020\n\n" TEST_DUMP_PROSE,
                "Jane Roe (author)", "2020-03-12");
    assert_read("Home\n\n" TEST_DUMP_HEADLINE "\n" DEK "\nJane Roe\n12.03.2020, 3 min\n\n" TEST_DUMP_PROSE,
                "Jane Roe (author)", "2020-03-12");
}

static void a_box_about_the_author(void **state)
{
    assert_read("Home\n\n" TEST_DUMP_HEADLINE "\n" TEST_DUMP_PROSE TEST_DUMP_PROSE
                "\nJane Roe\n\nJane writes about rivers and bridges, and "
                "lives in Saltby with two dogs.\n",
                "Jane Roe (author)", NULL);
    assert_read("Home\n\n" TEST_DUMP_HEADLINE "\n" TEST_DUMP_PROSE TEST_DUMP_PROSE
                "\nRelated\n\nJane Roe\n\nJane writes about rivers and "
                "bridges, and lives in Saltby with two dogs.\n",
                "", NULL);
}

static void a_name_and_how_long_ago(void **state)
{
    assert_read(TEST_DUMP_HEADLINE "Jane Roe|Published 4 months ago\n" TEST_DUMP_PROSE, "Jane Roe (author)",
                NULL);
    assert_read(TEST_DUMP_HEADLINE "Jane Roe5 hours ago\n" TEST_DUMP_PROSE, "Jane Roe (author)", NULL);

    test_dump d = {.arena = ts_arena_new()};
    ts_extract_options options = {.captured_at = "2020-03-14T09:30:00Z"};
    ts_fields_init(&d.fields);
    assert_true(ts_extract_dump(d.arena, TS_STR(TEST_DUMP_HEADLINE "Jane Roe\n2 days ago\n" TEST_DUMP_PROSE),
                                &options, &d.fields, &d.body, &d.error));
    assert_string_equal(d.fields.date, "2020-03-12");
    assert_string_equal(test_dump_people(&d, &d.fields.authors), "Jane Roe (author)");
    test_dump_free(&d);
}

/* Where no capitals tell a name, what the person does must stand below it. */
static void names_without_capitals(void **state)
{
    test_dump d;
    test_dump_text(
        &d,
        TS_STR("渡し船のための家　湖畔に新博物館\n2020/03/12 08:30\n山本さくら\n記者\n"
               "百年前、渡し船は一日に二十回湖を渡った。いまその古い船はガラスの下に横たわり、だれでも"
               "舵を回すことができる。\n船頭は八十八歳だが、毎週土曜日に来るという。子どもたちは船の前に"
               "長いすを置いた。\n"),
        TS_WIDTH_AUTO);
    assert_string_equal(test_dump_people(&d, &d.fields.authors), "山本さくら (author)");
    test_dump_free(&d);
    test_dump_text(
        &d,
        TS_STR("渡し船のための家　湖畔に新博物館\n2020/03/12 08:30\nを謝罪\n記者\n"
               "百年前、渡し船は一日に二十回湖を渡った。いまその古い船はガラスの下に横たわり、だれでも"
               "舵を回すことができる。\n船頭は八十八歳だが、毎週土曜日に来るという。子どもたちは船の前に"
               "長いすを置いた。\n"),
        TS_WIDTH_AUTO);
    assert_string_equal(test_dump_people(&d, &d.fields.authors), "");
    test_dump_free(&d);
}

static void dates_at_the_head(void **state)
{
    assert_read("Home\n\nTown / March 12, 2020\n\n" TEST_DUMP_HEADLINE "\n" TEST_DUMP_PROSE, "",
                "2020-03-12");
    assert_read(TEST_DUMP_HEADLINE "Updated: March 12, 2020\n" TEST_DUMP_PROSE
                                   "Related\nAnother bridge\nPublished: April 1, "
                                   "2019\n",
                "", "2020-03-12");
    assert_read("Home\n\n" TEST_DUMP_HEADLINE "\n01:53\n\n" DEK
                "\nHillmouth - March 12, 2020 - 08:22\n\n" TEST_DUMP_PROSE,
                "", "2020-03-12T08:22");
    assert_read(TEST_DUMP_HEADLINE "By Jane Roe [circle-7] Updated March 12, 2020\n" TEST_DUMP_PROSE,
                "Jane Roe (author)", "2020-03-12");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_name_said_twice),
        cmocka_unit_test(a_name_above_what_the_person_does),
        cmocka_unit_test(a_name_above_the_headline),
        cmocka_unit_test(a_label_and_a_marked_name),
        cmocka_unit_test(elements_without_a_space_between),
        cmocka_unit_test(a_head_behind_a_dek),
        cmocka_unit_test(a_box_about_the_author),
        cmocka_unit_test(a_name_and_how_long_ago),
        cmocka_unit_test(names_without_capitals),
        cmocka_unit_test(dates_at_the_head),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
