#include "unit.h"

#include <errno.h>

static void the_first_who_knows_wins(void **state)
{
    ts_error error = {0};
    assert_false(ts_fail(&error, TS_SYNTAX, "site.lua", 3, 7, "There is no key “%s”.", "titel"));
    assert_false(ts_fail(&error, TS_IO, "other", 1, 1, "Later."));
    errno = EACCES;
    assert_false(ts_fail_errno(&error, "other", "Later"));
    assert_int_equal(error.status, TS_SYNTAX);
    assert_string_equal(error.source, "site.lua");
    assert_int_equal(error.line, 3);
    assert_int_equal(error.column, 7);
    assert_string_equal(error.message, "There is no key “titel”.");
}

static void errno_is_told(void **state)
{
    ts_error error = {0};
    errno = ENOENT;
    ts_fail_errno(&error, NULL, "Cannot open %s", "it");
    assert_int_equal(error.status, TS_NOT_FOUND);
    assert_string_equal(error.source, "");
    assert_string_equal(error.message, "Cannot open it: No such file or directory.");
    error = (ts_error){0};
    errno = EACCES;
    ts_fail_errno(&error, "a", "Cannot open it");
    assert_int_equal(error.status, TS_IO);
}

/* `filler` letters, then a character that no longer fits whole: it must go, and nothing else. */
static void cut_at(size_t filler, const char *character, bool fits)
{
    ts_error error = {0};
    char text[4096];
    memset(text, 'a', filler);
    strcpy(text + filler, character);
    strcat(text, "tail");
    ts_fail(&error, TS_IO, text, 0, 0, "x");
    assert_int_equal(strlen(error.source), fits ? sizeof error.source - 1 : filler);
    assert_memory_equal(error.source, text, strlen(error.source));
}

static void long_texts_are_cut_at_a_character(void **state)
{
    const size_t room = sizeof((ts_error *)0)->source - 1;
    cut_at(room - 1, "\xC3\xA9", false);
    cut_at(room - 2, "\xC3\xA9", true);
    cut_at(room - 1, "\xE4\xB8\x80", false);
    cut_at(room - 2, "\xE4\xB8\x80", false);
    cut_at(room - 3, "\xE4\xB8\x80", true);
    cut_at(room - 1, "\xF0\x9F\x98\x80", false);
    cut_at(room - 3, "\xF0\x9F\x98\x80", false);
    cut_at(room - 4, "\xF0\x9F\x98\x80", true);
    cut_at(room, "", true);
}

static void long_messages_are_cut(void **state)
{
    ts_error error = {0};
    ts_fail(&error, TS_IO, NULL, 0, 0, "%5000d", 1);
    assert_int_equal(strlen(error.message), sizeof error.message - 1);
    error = (ts_error){0};
    ts_fail_errno(&error, NULL, "%5000d", 1);
    assert_int_equal(strlen(error.message), sizeof error.message - 1);
}

static void statuses_have_words(void **state)
{
    assert_string_equal(ts_status_word(TS_OK), "ok");
    assert_string_equal(ts_status_word(TS_NOT_FOUND), "not-found");
    assert_string_equal(ts_status_word(TS_INTERNAL), "internal");
    assert_string_equal(ts_status_word((ts_status)999), "internal");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_who_knows_wins),
        cmocka_unit_test(errno_is_told),
        cmocka_unit_test(long_texts_are_cut_at_a_character),
        cmocka_unit_test(long_messages_are_cut),
        cmocka_unit_test(statuses_have_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
