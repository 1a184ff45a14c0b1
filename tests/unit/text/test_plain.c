/* Runs of plain text, looked at by sixteen bytes and by one. */
#include "text/plain.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

static const ts_marks marks = {'<', '&', '"', '"', '"'};

static size_t end_of(const char *text, size_t pos)
{
    return ts_plain_end(ts_str_of(text), pos, marks);
}

static void ascii_ends_at_marks_and_what_is_not_printed(void **state)
{
    static const char odd[] = {'<', '&', '"', '\n', '\x7F', '\x80', '\xFF'};
    for (size_t at = 0; at < 40; at++)
        for (size_t i = 0; i < sizeof odd; i++) {
            char text[41] = "All that a harbour has to say in spring ";
            text[at] = odd[i];
            assert_int_equal(end_of(text, 0), at);
            assert_int_equal(end_of(text, at), at);
        }
    assert_int_equal(end_of("~ }|{ '>", 0), 8);
    assert_int_equal(end_of("", 0), 0);
}

static void letters_of_two_and_three_bytes_go_on(void **state)
{
    assert_int_equal(end_of("Größe, порт и море", 0), strlen("Größe, порт и море"));
    assert_int_equal(end_of("老港口。新的故事 and a harbour", 0), strlen("老港口。新的故事 and a harbour"));
}

static void what_is_rare_or_cut_ends_a_run(void **state)
{
    assert_int_equal(end_of("so\xC2\x85", 0), 2);         /* a line end to some */
    assert_int_equal(end_of("so\xE2\x80\xA8", 0), 2);     /* likewise */
    assert_int_equal(end_of("so\xED\xA0\x80", 0), 2);     /* a surrogate */
    assert_int_equal(end_of("so\xF0\x9F\x9A\xA2", 0), 2); /* a ship */
    assert_int_equal(end_of("so\xD0", 0), 2);             /* cut */
    assert_int_equal(end_of("so\xE8\x80", 0), 2);         /* likewise */
    assert_int_equal(end_of("so\xE8\x80<", 0), 2);        /* likewise */
    assert_int_equal(end_of("so\xD0\xD0\xB0", 0), 2);     /* likewise */
    assert_int_equal(end_of("so\xD0\xB0\xE8\x80\xB0.", 0), 8);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ascii_ends_at_marks_and_what_is_not_printed),
        cmocka_unit_test(letters_of_two_and_three_bytes_go_on),
        cmocka_unit_test(what_is_rare_or_cut_ends_a_run),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
