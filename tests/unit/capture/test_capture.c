#include "unit.h"

#include "capture/capture.h"

static ts_arena *arena;
static char *folder;

static int setup(void **state)
{
    arena = ts_arena_new();
    int status = make_scratch(state);
    folder = *state;
    return status;
}

static int teardown(void **state)
{
    ts_arena_free(arena);
    return remove_scratch(state);
}

static ts_capture capture;
static ts_error error;

static bool take(ts_str bytes, const char *name, const ts_capture_options *options)
{
    error = (ts_error){0};
    return ts_capture_bytes(arena, bytes, name, options, &capture, &error);
}

static void kinds_come_from_names(void **state)
{
    assert_int_equal(ts_capture_kind_of("a/b.html"), TS_CAPTURE_HTML);
    assert_int_equal(ts_capture_kind_of("B.HTM"), TS_CAPTURE_HTML);
    assert_int_equal(ts_capture_kind_of("b.xhtml"), TS_CAPTURE_HTML);
    assert_int_equal(ts_capture_kind_of("b.txt"), TS_CAPTURE_TEXT);
    assert_int_equal(ts_capture_kind_of("b.markdown"), TS_CAPTURE_MARKDOWN);
    assert_int_equal(ts_capture_kind_of("b.md"), TS_CAPTURE_MARKDOWN);
    assert_int_equal(ts_capture_kind_of("b.pdf"), -1);
    assert_int_equal(ts_capture_kind_of("html"), -1);
    assert_int_equal(ts_capture_kind_of("-"), -1);
}

static void kinds_come_from_the_asked_type_first(void **state)
{
    ts_capture_options options = {.type = "text/plain; charset=utf-8"};
    assert_true(take(TS_STR("<p>x</p>"), "a.html", &options));
    assert_int_equal(capture.kind, TS_CAPTURE_TEXT);
    assert_string_equal(capture.media_type, "text/plain");
    options.type = "markdown";
    assert_true(take(TS_STR("x"), "a.html", &options));
    assert_int_equal(capture.kind, TS_CAPTURE_MARKDOWN);
    options.type = "image/png";
    assert_false(take(TS_STR("x"), "a.html", &options));
    assert_failed(&error, TS_UNSUPPORTED, "image/png");
}

static void kinds_come_from_content_last(void **state)
{
    static const struct {
        const char *bytes;
        ts_capture_kind kind;
    } cases[] = {
        {"<!DOCTYPE html><html>", TS_CAPTURE_HTML},
        {"\n\n  <HTML><p>x", TS_CAPTURE_HTML},
        {"Some words <div>x</div>", TS_CAPTURE_HTML},
        {"---\ntitle: x\n---\nbody <p>x</p>", TS_CAPTURE_MARKDOWN},
        {"# Title\n\nText", TS_CAPTURE_MARKDOWN},
        {"Words and 1 < 2", TS_CAPTURE_TEXT},
        {"---\nno front matter", TS_CAPTURE_TEXT},
        {"a <b", TS_CAPTURE_TEXT},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_true(take(ts_str_of(cases[i].bytes), "-", NULL));
        assert_int_equal(capture.kind, cases[i].kind);
    }
}

static void bytes_are_decoded_and_hashed(void **state)
{
    assert_true(
        take(TS_STR("<meta charset=gb2312><p>\xd0\xc2\xce\xc5\xc9\xe7\xb1\xa8\xb5\xc0</p>"), "a.html", NULL));
    assert_string_equal(capture.charset, "gb18030");
    assert_non_null(strstr(capture.text.ptr, "新闻社报道"));
    assert_int_equal(strlen(capture.sha256), 64);
    assert_string_equal(capture.file, "a.html");
    assert_true(take(TS_STR("abc"), "a.txt", NULL));
    assert_string_equal(capture.sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

static void bad_input_is_one_sentence(void **state)
{
    assert_false(take(TS_STR(""), "a.html", NULL));
    assert_failed(&error, TS_EMPTY, "empty");
    assert_false(take(TS_STR(" \n\t\xc2\xa0"), "a.html", NULL));
    assert_failed(&error, TS_EMPTY, "white space");
    assert_false(take(TS_STR("\x89PNG\r\n\x1a\n\0\0\0\rIHDR"), "a.html", NULL));
    assert_int_equal(error.status, TS_ENCODING);
    assert_false(take(TS_STR("From: x"), "a.mhtml", NULL));
    assert_failed(&error, TS_UNSUPPORTED, "MHTML");
}

static void what_holds_pages_and_is_none_is_named(void **state)
{
    static const struct {
        const char *name, *text, *word;
    } HOLDERS[] = {
        {"a.html", "WARC/1.0\r\nWARC-Type: response\r\n\r\n<html><p>Low water.", "WARC"},
        {"a.txt", "From: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n<p>Low water.",
         "MHTML"},
        {"a.xml", "<?xml version=\"1.0\"?>\n<!-- made -->\n<rss version=\"2.0\"><channel>", "feed"},
        {"a.html", "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>Low water</title>", "feed"},
        {"a", "<urlset>\n<url><loc>https://a.example/</loc>", "list"},
        {"a.warc", "Low water.", "WARC"},
    };
    for (size_t i = 0; i < sizeof HOLDERS / sizeof *HOLDERS; i++) {
        error = (ts_error){0};
        assert_false(take(ts_str_of(HOLDERS[i].text), HOLDERS[i].name, NULL));
        assert_failed(&error, TS_UNSUPPORTED, HOLDERS[i].word);
    }
    assert_true(take(TS_STR("<feed-list><p>Low water.</p></feed-list>"), "a.html", NULL));
    assert_true(take(TS_STR("<p>An <rss> element begins a feed.</p>"), "a.html", NULL));
    assert_true(
        take(TS_STR("WARC/1.0 is how records begin."), "a.txt", &(ts_capture_options){.type = "text"}));
    assert_true(take(TS_STR("From: x\nMIME-Version: 1.0\n\nContent-Type: multipart/related"), "a.txt", NULL));
}

static void size_has_a_maximum(void **state)
{
    ts_capture_options options = {.max_bytes = 5};
    assert_true(take(TS_STR("12345"), "a.txt", &options));
    assert_false(take(TS_STR("123456"), "a.txt", &options));
    assert_failed(&error, TS_LIMIT, "--max-bytes");
    char *path = ts_path_join(arena, folder, "big.txt");
    error = (ts_error){0};
    assert_true(ts_file_write(path, TS_STR("123456"), NULL, &error));
    assert_false(ts_capture_read(arena, path, &options, &capture, &error));
    assert_failed(&error, TS_LIMIT, "--max-bytes");
}

static void files_are_read(void **state)
{
    char *path = ts_path_join(arena, folder, "a.html");
    error = (ts_error){0};
    assert_true(ts_file_write(path, TS_STR("<p>x"), NULL, &error));
    assert_true(ts_capture_read(arena, path, NULL, &capture, &error));
    assert_slice(capture.text, "<p>x");
    assert_string_equal(capture.file, path);
    assert_false(ts_capture_read(arena, folder, NULL, &capture, &error));
    assert_int_equal(error.status, TS_IO);
    error = (ts_error){0};
    assert_false(ts_capture_read(arena, ts_path_join(arena, folder, "none.html"), NULL, &capture, &error));
    assert_int_equal(error.status, TS_NOT_FOUND);
}

static void saved_pages_say_where_from(void **state)
{
    assert_true(take(
        TS_STR(
            "<!DOCTYPE html> <html><!--\n Page saved with SingleFile \n url: https://example.org/a/b?c=1 \n"
            " saved date: Sun Nov 22 2026 13:02:01 GMT+0800 (China Standard Time)\n--><p>x"),
        "a.html", NULL));
    assert_string_equal(capture.url, "https://example.org/a/b?c=1");
    assert_string_equal(capture.captured_at, "2026-11-22T13:02:01+08:00");
    assert_true(
        take(TS_STR("<!-- saved from url=(0025)https://example.org/news/ -->\n<html><p>x"), "a.html", NULL));
    assert_string_equal(capture.url, "https://example.org/news/");
    assert_null(capture.captured_at);
    ts_capture_options options = {.url = "https://example.net/"};
    assert_true(
        take(TS_STR("<!-- saved from url=(0025)https://example.org/news/ --><p>x"), "a.html", &options));
    assert_string_equal(capture.url, "https://example.net/");
}

static void broken_notes_say_nothing(void **state)
{
    static const char *const pages[] = {
        "<!-- saved from url=(0014)about:internet --><p>x",
        "<!-- saved from url=(00",
        "<!-- Page saved with SingleFile",
        "<!-- Page saved with SingleFile url: saved date: never --><p>x",
        "<p>x",
    };
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
        assert_true(take(ts_str_of(pages[i]), "a.html", NULL));
        assert_null(capture.url);
        assert_null(capture.captured_at);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(kinds_come_from_names),
        cmocka_unit_test_setup_teardown(kinds_come_from_the_asked_type_first, setup, teardown),
        cmocka_unit_test_setup_teardown(kinds_come_from_content_last, setup, teardown),
        cmocka_unit_test_setup_teardown(bytes_are_decoded_and_hashed, setup, teardown),
        cmocka_unit_test_setup_teardown(bad_input_is_one_sentence, setup, teardown),
        cmocka_unit_test_setup_teardown(what_holds_pages_and_is_none_is_named, setup, teardown),
        cmocka_unit_test_setup_teardown(size_has_a_maximum, setup, teardown),
        cmocka_unit_test_setup_teardown(files_are_read, setup, teardown),
        cmocka_unit_test_setup_teardown(saved_pages_say_where_from, setup, teardown),
        cmocka_unit_test_setup_teardown(broken_notes_say_nothing, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
