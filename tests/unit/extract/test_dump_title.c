/* The headline of a text dump among the lines around it. */
#include "dump_helper.h"

static void assert_title(const char *text, const char *title)
{
    test_dump d;
    test_dump_text(&d, ts_str_of(text), TS_WIDTH_AUTO);
    assert_true(d.ok);
    assert_string_equal(d.fields.title, title);
    test_dump_free(&d);
}

static void below_the_date(void **state)
{
    assert_title("The Saltby Bridge Trust\n\nMarch 12, 2020\n\n" TEST_DUMP_HEADLINE TEST_DUMP_PROSE,
                 "Bridge opens again at Saltby");
}

static void not_what_holds_a_date(void **state)
{
    assert_title("Home\n\n" TEST_DUMP_HEADLINE
                 "\nCover of the Saltby Bridge weekly, March 12, 2020\nShare\n\n" TEST_DUMP_PROSE,
                 "Bridge opens again at Saltby");
}

static void not_below_a_byline(void **state)
{
    assert_title("Home\n\n" TEST_DUMP_HEADLINE
                 "\nBy Jane Roe\n\nThe bridge in Saltby opened on Monday by the mayor\n\n"
                 "2020-03-12\n\n" TEST_DUMP_PROSE,
                 "Bridge opens again at Saltby");
}

static void at_the_end_of_a_path(void **state)
{
    assert_title("Start / Town / Bridge opens again at Saltby\n\nBridge opens again at Saltby\n\nWhat the "
                 "mayor of the town said "
                 "on Monday\n\n" TEST_DUMP_PROSE,
                 "Bridge opens again at Saltby");
}

static void pictures_beside_it(void **state)
{
    assert_title("Home\n\n[blog] " TEST_DUMP_HEADLINE "\nMarch 12, 2020\n" TEST_DUMP_PROSE,
                 "Bridge opens again at Saltby");
    assert_title("Home\n\nBridge opens again at Saltby[7fc20280-b]\n\nMarch 12, 2020\n" TEST_DUMP_PROSE,
                 "Bridge opens again at Saltby");
    assert_title("Home\n\n[Video] " TEST_DUMP_HEADLINE "\nMarch 12, 2020\n" TEST_DUMP_PROSE,
                 "[Video] Bridge opens again at Saltby");
    assert_title("Home\n\nBridge opens again at Saltby [update]\n\nMarch 12, 2020\n" TEST_DUMP_PROSE,
                 "Bridge opens again at Saltby [update]");
}

static void the_number_of_a_path(void **state)
{
    assert_title("Home\n\n1. News\n2. Bridge opens again at Saltby\n\nMarch 12, 2020\n" TEST_DUMP_PROSE,
                 "Bridge opens again at Saltby");
    assert_title("Home\n\nNews\n2. Bridge opens again at Saltby\n\nMarch 12, 2020\n" TEST_DUMP_PROSE,
                 "2. Bridge opens again at Saltby");
}

static void a_kicker_that_the_path_has_not(void **state)
{
    assert_title("Home\n\n• Town\n• Bridge opens again at Saltby\n\nTown news Bridge opens again at "
                 "Saltby\n\nMarch 12, 2020\n" TEST_DUMP_PROSE,
                 "Bridge opens again at Saltby");
}

static void the_end_of_an_abbreviation(void **state)
{
    assert_title("Home\n\nSaltby opens the oldest bridge in the U.S.\n\nMarch 12, 2020\n" TEST_DUMP_PROSE,
                 "Saltby opens the oldest bridge in the U.S.");
}

static void below_a_kicker(void **state)
{
    assert_title(
        "Home\n\nAfter nine years\nThe bridge at Saltby opens again, and the ferryman walks\n\nMarch "
        "12, 2020\n\n" TEST_DUMP_PROSE,
        "The bridge at Saltby opens again, and the ferryman walks");
}

/* Short lines right below one another, lists and rows of links, do not hide where the text was wrapped. */
static void wrapped_among_lists(void **state)
{
    assert_title("Home and what else is new on this page today\nTown\nCountry and the lakes around it, with "
                 "maps\nSport\nWeather for the coming week, and the tides\nMore\n\n"
                 "Bridge opens again at Saltby after nine years of work, and the ferry goes to\n"
                 "Hillmouth\n\nMarch 12, 2020\n\n"
                 "The old bridge at Saltby, closed since a flood in spring, was opened again on\n"
                 "Monday morning by the mayor. About two hundred people walked over it in the\n"
                 "first hour, among them the oldest ferryman of the town. The works had cost a\n"
                 "million. The ferry goes to Hillmouth, where the people have waited for one.\n\n"
                 "On the other bank the mill stands where it stood, and its owner has promised\n"
                 "to keep the wheel. Nine years without a road had nearly closed it, he says in\n"
                 "the yard, and now there are carts again. The county will count them all until\n"
                 "winter. If there are more than fifty a day, a second lane comes back, too, as\n"
                 "the engineers had wished, and the old toll house may open as an inn, as it has\n"
                 "been in the days of the first bridge. The mayor has tasted the soup there, and\n"
                 "said nothing.\n",
                 "Bridge opens again at Saltby after nine years of work, and the ferry goes to Hillmouth");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(below_the_date),
        cmocka_unit_test(not_what_holds_a_date),
        cmocka_unit_test(not_below_a_byline),
        cmocka_unit_test(at_the_end_of_a_path),
        cmocka_unit_test(pictures_beside_it),
        cmocka_unit_test(the_number_of_a_path),
        cmocka_unit_test(a_kicker_that_the_path_has_not),
        cmocka_unit_test(the_end_of_an_abbreviation),
        cmocka_unit_test(below_a_kicker),
        cmocka_unit_test(wrapped_among_lists),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
