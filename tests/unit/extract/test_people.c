#include "unit.h"

#include "extract/fields.h"

/* A byline against "name (role); name (role)". */
static void assert_people(const char *byline, const char *role, const char *expected)
{
    ts_arena *arena = ts_arena_new();
    ts_people people = {0};
    char *got = ts_arena_copy(arena, (ts_str){0});
    ts_people_parse(arena, &people, ts_str_of(byline), role);
    for (size_t i = 0; i < people.len; i++)
        got = ts_arena_printf(arena, "%s%s%s (%s)", got, i ? "; " : "", people.items[i].name,
                              people.items[i].role ? people.items[i].role : "-");
    if (strcmp(got, expected) != 0)
        fail_msg("“%s” gives “%s”, not “%s”", byline, got, expected);
    ts_arena_free(arena);
}

static void latin_names(void **state)
{
    assert_people("By Jane Roe", NULL, "Jane Roe (author)");
    assert_people("Jane Roe and John Doe", "author", "Jane Roe (author); John Doe (author)");
    assert_people("By Jane Roe, John Doe and Ann Other", "author",
                  "Jane Roe (author); John Doe (author); Ann Other (author)");
    assert_people("Jane Roe, Staff Writer", "author", "Jane Roe (author)");
    assert_people("u/lockkeeper", NULL, "u/lockkeeper (-)");
    assert_people("Jane Roe/John Doe", NULL, "Jane Roe (-); John Doe (-)");
    assert_people("Jane Roe, Lakeside Courier", "author", "Jane Roe (author)");
    assert_people("By Jane Roe in Lakeside", NULL, "Jane Roe (author)");
    assert_people("Reporting by Jane Roe; Editing by John Doe", NULL,
                  "Jane Roe (reporter); John Doe (editor)");
    assert_people("Jane Roe <jane@news.example>", "author", "Jane Roe (author)");
    assert_people("Hanna Weber und Jan Koch", "author", "Hanna Weber (author); Jan Koch (author)");
    assert_people("Claire Morel et Luc Petit", "author", "Claire Morel (author); Luc Petit (author)");
    assert_people("Анна Озерова и Иван Мостов", "author", "Анна Озерова (author); Иван Мостов (author)");
    assert_people("Jane Roe, Transport Correspondent", "author", "Jane Roe (author)");
    assert_people("The Currency editors", "author", "The Currency editors (author)");
    assert_people("Claire Morel, envoyée spéciale à Lyon", "author", "Claire Morel (author)");
    assert_people("By Jane Roe for the Lakeside Courier", NULL, "Jane Roe (author)");
    assert_people("ليلى البحيري - القاهرة", "author", "ليلى البحيري (author)");
    assert_people("Jane Roe, reviewed by John Doe", "author", "Jane Roe (author)");
    assert_people("Jane Roe, Co-Founder & COO", "author", "Jane Roe (author)");
    assert_people("สมชาย ใจดี", "author", "สมชาย ใจดี (author)");
    assert_people("Lake & I", "author", "Lake & I (author)");
    assert_people("יעל ברקוביץ'", "author", "יעל ברקוביץ' (author)");
    assert_people("'דן לוי'", "author", "דן לוי (author)");
    assert_people("Jane (J.R.) Roe", "author", "Jane (J.R.) Roe (author)");
    assert_people("Jane Roe (Reuters) in Lakeside", "author", "Jane Roe (author)");
    assert_people("J. R. R. O'Neil-Smith", "author", "J. R. R. O'Neil-Smith (author)");
}

static void names_of_more_languages(void **state)
{
    assert_people("Napsala Jana Jezerská a Petr Most", NULL, "Jana Jezerská (author); Petr Most (author)");
    assert_people("Írta: Tóparti Anna és Hídvégi Péter", NULL,
                  "Tóparti Anna (author); Hídvégi Péter (author)");
    assert_people("Γράφει η Άννα Λιμναίου και ο Πέτρος Γεφυράς", NULL,
                  "Άννα Λιμναίου (author); Πέτρος Γεφυράς (author)");
    assert_people("מאת דנה אגם ויואב גשר", NULL, "דנה אגם (author); יואב גשר (author)");
    assert_people("نویسنده: لیلا دریاچه و سامان پلی", NULL, "لیلا دریاچه (author); سامان پلی (author)");
    assert_people("سامي وليد", "author", "سامي وليد (author)");
    assert_people("Scris de Ana Lacului și Ion Podaru", NULL, "Ana Lacului (author); Ion Podaru (author)");
    assert_people("Anna Järvi ja Pekka Silta", "author", "Anna Järvi (author); Pekka Silta (author)");
    assert_people("Anna Jeziorna i Jan Most", "author", "Anna Jeziorna (author); Jan Most (author)");
    assert_people("Propos recueillis par Claire Morel.", NULL, "Claire Morel (author)");
    assert_people("Article rédigé par Claire Morel", NULL, "Claire Morel (author)");
    assert_people("Publicado por Clara Montes", NULL, "Clara Montes (author)");
    assert_people("Ein Nachruf von Hanna Weber", NULL, "Hanna Weber (author)");
    assert_people("Opracowanie: Anna Jeziorna", NULL, "Anna Jeziorna (author)");
}

static void companies_are_no_people(void **state)
{
    assert_people("Lakeside Media, Inc.", "author", "Lakeside Media (author)");
    assert_people("Jezioro Media Sp. z o.o.", "author", "");
    assert_people("Seetaler Verlag GmbH", "author", "");
    assert_people("Anna Jeziorna, Jezioro Media S.A.", "author", "Anna Jeziorna (author)");
}

static void chinese_names(void **state)
{
    assert_people("于山川、刘湖", "reporter", "于山川 (reporter); 刘湖 (reporter)");
    assert_people("记者 于山川 刘湖", NULL, "于山川 (reporter); 刘湖 (reporter)");
    assert_people("记者于山川 通讯员刘湖", NULL, "于山川 (reporter); 刘湖 (reporter)");
    assert_people("刘 泽", "editor", "刘泽 (editor)");
    assert_people("杜湖_NB12556", "editor", "杜湖 (editor)");
    assert_people("湖滨科学人栏目组 胖胖", "author", "胖胖 (author)");
    assert_people("刘湖 校对 李小山", "editor", "刘湖 (editor)");
    assert_people("（于山川）", "author", "于山川 (author)");
    assert_people("阿依古丽·买买提", "author", "阿依古丽·买买提 (author)");
}

static void agencies_sign_where_nobody_does(void **state)
{
    assert_people("AFP", "author", "AFP (author)");
    assert_people("By The Associated Press", NULL, "The Associated Press (author)");
    assert_people("Jane Roe, AFP", "author", "Jane Roe (author)");
    assert_people("Lakeside Courier and AFP", "author", "Lakeside Courier (author); AFP (author)");
    assert_people("Jane Roe, RD, FAND", "author", "Jane Roe (author)");
}

static void what_stands_around_a_name_goes(void **state)
{
    assert_people("Jane Roe Last updated on 12 March", NULL, "Jane Roe (-)");
    assert_people("Jane Roe on Friday", NULL, "Jane Roe (-)");
    assert_people("Jane Roe Senior Harbour Reporter", NULL, "Jane Roe (-)");
    assert_people("Jane Roe ProfileFollowUnfollow", NULL, "Jane Roe (-)");
    assert_people("By Jane Roe, in News, Harbour, Ships", NULL, "Jane Roe (author)");
    assert_people("JANE ROE ASSOCIATED PRESS", NULL, "JANE ROE (-)");
    assert_people("Jane Roe Photos by John Doe", NULL, "Jane Roe (-)");
    assert_people("Jane Roe, Harbour: 12 March", NULL, "Jane Roe (-)");
    assert_people("Recipe by Jane Roe", NULL, "Jane Roe (author)");
    assert_people("Jane Roe Jane Roe", NULL, "Jane Roe (-)");
    assert_people("Duran Duran", NULL, "Duran Duran (-)");
}

static void what_is_nobody(void **state)
{
    assert_people("", "author", "");
    assert_people("  ,;|  ", "author", "");
    assert_people("佚名", "author", "");
    assert_people("Staff Writer", "author", "");
    assert_people("https://news.example/jane", "author", "");
    assert_people("2020-03-12", "author", "");
    assert_people("Publié le", "author", "");
    assert_people("Claire Morel | Publié le", "author", "Claire Morel (author)");
    assert_people("Aktualisiert am", "author", "");
    assert_people("Обновлено", "author", "");
    assert_people("\xff\xfe", "author", "");
}

static void assert_forward(const char *name, const char *expected)
{
    ts_arena *arena = ts_arena_new();
    ts_str got = ts_people_forward(arena, ts_str_of(name));
    if (!ts_str_is(got, expected))
        fail_msg("“%s” gives “%.*s”, not “%s”", name, (int)got.len, got.ptr, expected);
    ts_arena_free(arena);
}

static void family_names_stand_behind(void **state)
{
    assert_forward("Roe, Jane", "Jane Roe");
    assert_forward("Roe, Jane M.", "Jane M. Roe");
    assert_forward("Öberg, Åsa", "Åsa Öberg");
    assert_forward("Jane Roe, John Doe", "Jane Roe, John Doe");
    assert_forward("Roe, AFP", "Roe, AFP");
    assert_forward("Roe, Journalist", "Roe, Journalist");
    assert_forward("Roe", "Roe");
    assert_forward("Roe,", "Roe,");
    assert_forward("", "");
}

static void lists_have_an_end(void **state)
{
    ts_arena *arena = ts_arena_new();
    ts_people people = {0};
    for (int i = 0; i < 200; i++)
        ts_people_add(arena, &people, ts_str_of(ts_arena_printf(arena, "Jane %d", i)), "author");
    assert_int_equal(people.len, 60);
    char *text = ts_arena_alloc(arena, 5000);
    memset(text, 'x', 4999);
    people.len = 0;
    ts_people_parse(arena, &people, ts_str_of(text), NULL);
    assert_int_equal(people.len, 0);
    ts_arena_free(arena);
}

static void a_name_is_there_once(void **state)
{
    ts_arena *arena = ts_arena_new();
    ts_people people = {0};
    ts_people_add(arena, &people, TS_STR(" Jane Roe "), NULL);
    ts_people_add(arena, &people, TS_STR("Jane Roe"), "author");
    ts_people_add(arena, &people, TS_STR("Jane Roe"), "editor");
    ts_people_add(arena, &people, TS_STR("   "), "author");
    assert_int_equal(people.len, 1);
    assert_string_equal(people.items[0].role, "author");
    ts_arena_free(arena);
}

static void a_japanese_name_is_two_words(void **state)
{
    assert_people("大渡 美咲", NULL, "大渡 美咲 (-)");
    assert_people("于山川 王小河", NULL, "于山川 (-); 王小河 (-)");
    assert_people("大渡 美咲", "reporter", "大渡 (reporter); 美咲 (reporter)");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_japanese_name_is_two_words),
        cmocka_unit_test(latin_names),
        cmocka_unit_test(names_of_more_languages),
        cmocka_unit_test(companies_are_no_people),
        cmocka_unit_test(chinese_names),
        cmocka_unit_test(agencies_sign_where_nobody_does),
        cmocka_unit_test(what_stands_around_a_name_goes),
        cmocka_unit_test(family_names_stand_behind),
        cmocka_unit_test(what_is_nobody),
        cmocka_unit_test(lists_have_an_end),
        cmocka_unit_test(a_name_is_there_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
