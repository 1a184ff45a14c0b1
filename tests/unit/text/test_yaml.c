#include "unit.h"

#include "text/json.h"
#include "text/yaml.h"

static const char *json_of(ts_arena *arena, const ts_value *value)
{
    ts_buf out;
    ts_buf_init(&out, TS_BUF_MAX);
    ts_json_write(&out, value);
    const char *json = ts_buf_copy(&out, arena);
    ts_buf_free(&out);
    return json;
}

static const ts_value *read(ts_arena *arena, ts_str yaml)
{
    ts_error error = {0};
    const ts_value *value = ts_yaml_read(arena, yaml, "a.md", 2, &error);
    if (!value)
        fail_msg("%d:%d %s\n%s", error.line, error.column, error.message, yaml.ptr);
    return value;
}

static const char *written(ts_arena *arena, const ts_value *map)
{
    ts_buf out;
    ts_buf_init(&out, TS_BUF_MAX);
    ts_yaml_write(&out, map);
    const char *yaml = ts_buf_copy(&out, arena);
    ts_buf_free(&out);
    return yaml;
}

static void reading(void **state)
{
    static const char *const cases[][2] = {
        {"", "{}"},
        {"# nothing\n", "{}"},
        {"---\n", "{}"},
        {"title: 标题\ntags: [a, 'b']\n", "{\"title\":\"标题\",\"tags\":[\"a\",\"b\"]}"},
        {"a:\n  - b: 1\n    c: 2\n  - d\n", "{\"a\":[{\"b\":1,\"c\":2},\"d\"]}"},
        {"a: yes\nb: No\nc: on\nd: y\n", "{\"a\":\"yes\",\"b\":\"No\",\"c\":\"on\",\"d\":\"y\"}"},
        {"a: true\nb: False\nc: ~\nd:\ne: Null\nf: nUll\n",
         "{\"a\":true,\"b\":false,\"c\":null,\"d\":null,\"e\":null,\"f\":\"nUll\"}"},
        {"a: 007\nb: 0x1F\nc: 0o17\nd: -3\ne: +4\nf: 1_000\n",
         "{\"a\":7,\"b\":31,\"c\":15,\"d\":-3,\"e\":4,\"f\":\"1_000\"}"},
        {"a: 1.5\nb: .5\nc: 1e3\nd: 1.\ne: 1.2.3\nf: 12:30\n",
         "{\"a\":1.5,\"b\":0.5,\"c\":1000,\"d\":1,\"e\":\"1.2.3\",\"f\":\"12:30\"}"},
        {"a: 2020-03-12\nb: 2020-03-12T08:30:00+08:00\n",
         "{\"a\":\"2020-03-12\",\"b\":\"2020-03-12T08:30:00+08:00\"}"},
        {"a: '12'\nb: \"true\"\nc: ''\n", "{\"a\":\"12\",\"b\":\"true\",\"c\":\"\"}"},
        {"a: 12345678901234567890\n", "{\"a\":\"12345678901234567890\"}"},
        {"a: |\n  x\n  y\nb: >\n  x\n  y\n", "{\"a\":\"x\\ny\\n\",\"b\":\"x y\\n\"}"},
        {"1: a\ntrue: b\n", "{\"1\":\"a\",\"true\":\"b\"}"},
        {"- a\n- b\n", "[\"a\",\"b\"]"},
        {"\xEF\xBB\xBF"
         "a: 1\n",
         "{\"a\":1}"},
        {"a: 1\n...\n", "{\"a\":1}"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(json_of(*state, read(*state, ts_str_of(cases[i][0]))), cases[i][1]);
}

static void errors_say_where(void **state)
{
    static const struct {
        const char *yaml;
        int line;
        const char *words;
    } cases[] = {
        {"a: 1\nb: [1\nc: 2\n", 4, "no YAML"},
        {"a: 1\na: 2\n", 3, "\"a\" is there twice"},
        {"a: &x 1\n", 2, "Anchors"},
        {"a: &x [1]\n", 2, "Anchors"},
        {"a: *x\n", 2, "Aliases"},
        {"a: !!str 1\n", 2, "tags"},
        {"a: !x {}\n", 2, "tags"},
        {"<<: 1\n", 2, "Merge"},
        {"? [a]\n: 1\n", 2, "key must be"},
        {"a: 1\n---\nb: 2\n", 3, "one YAML document"},
        {"a: @x\n", 2, "no YAML"},
        {"\ta: 1\n", 2, "no YAML"},
        {"a: \x01\n", 2, "no YAML"},
        {"a: \xFF\n", 2, "no YAML"},
        {"\"\\0\": 1\n", 2, "NUL"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        ts_error error = {0};
        assert_null(ts_yaml_read(*state, ts_str_of(cases[i].yaml), "a.md", 2, &error));
        assert_failed(&error, TS_SYNTAX, cases[i].words);
        assert_int_equal(error.line, cases[i].line);
        assert_string_equal(error.source, "a.md");
    }
}

static void limits(void **state)
{
    ts_error error = {0};
    ts_buf buf;
    ts_buf_init(&buf, TS_BUF_MAX);
    for (int depth = TS_YAML_DEPTH; depth <= TS_YAML_DEPTH + 1; depth++) {
        ts_buf_clear(&buf);
        for (int i = 0; i < depth; i++)
            ts_buf_putc(&buf, '[');
        for (int i = 0; i < depth; i++)
            ts_buf_putc(&buf, ']');
        const ts_value *value = ts_yaml_read(*state, ts_buf_str(&buf), NULL, 1, &error);
        assert_int_equal(value != NULL, depth == TS_YAML_DEPTH);
    }
    assert_failed(&error, TS_LIMIT, "nests too deeply");
    error = (ts_error){0};
    ts_buf_clear(&buf);
    for (int i = 0; i < 500000; i++)
        ts_buf_puts(&buf, "- ");
    assert_null(ts_yaml_read(*state, ts_buf_str(&buf), NULL, 1, &error));
    error = (ts_error){0};
    ts_buf_clear(&buf);
    for (int i = 0; i < 1100000; i++)
        ts_buf_putc(&buf, 'a');
    assert_null(ts_yaml_read(*state, ts_buf_str(&buf), NULL, 1, &error));
    assert_failed(&error, TS_LIMIT, "longer than");
    error = (ts_error){0};
    ts_buf_clear(&buf);
    for (int i = 0; i < 100001; i++)
        ts_buf_puts(&buf, "- a\n");
    assert_null(ts_yaml_read(*state, ts_buf_str(&buf), NULL, 1, &error));
    assert_failed(&error, TS_LIMIT, "too many");
    ts_buf_free(&buf);
}

static void writing_looks_natural(void **state)
{
    static const char yaml[] = "title: 精准发力 推动复工\n"
                               "alt_title: \"a: b\"\n"
                               "date: 2020-03-12T08:30:00+08:00\n"
                               "authors:\n"
                               "  - {name: 于某, role: reporter}\n"
                               "  - {name: \"x, y\", role: editor}\n"
                               "source: {name: 某网, url: \"http://example.org/\"}\n"
                               "tags: [一, two, \"3\"]\n"
                               "confidence: 0.75\n"
                               "words: 1200\n"
                               "excerpt: true\n"
                               "empty: []\n"
                               "none: {}\n"
                               "nothing: null\n"
                               "deep:\n"
                               "  - - [a]\n"
                               "    - b\n"
                               "  - x: [{a: 1}, 2]\n";
    const ts_value *value = read(*state, ts_str_of(yaml));
    /* Lists in lists are not short lists of text: they go over lines. */
    const char *again = written(*state, value);
    assert_non_null(
        strstr(again, "title: 精准发力 推动复工\nalt_title: \"a: b\"\ndate: 2020-03-12T08:30:00+08:00\n"
                      "authors:\n  - {name: 于某, role: reporter}\n  - {name: \"x, y\", role: editor}\n"
                      "source: {name: 某网, url: \"http://example.org/\"}\ntags: [一, two, \"3\"]\n"
                      "confidence: 0.75\nwords: 1200\nexcerpt: true\nempty: []\nnone: {}\nnothing: null\n"
                      "deep:\n  - - [a]\n    - b\n  - x:\n      - {a: 1}\n      - 2\n"));
    assert_string_equal(json_of(*state, read(*state, ts_str_of(again))), json_of(*state, value));
}

/* A map with that title, written and read again; `quotes`: whether the title has to have some. */
static void check_title(ts_arena *arena, const char *title, bool quotes)
{
    ts_value *map = ts_value_map(arena, NULL);
    ts_value_set(arena, map, "title", ts_value_string(arena, ts_str_of(title)));
    const char *yaml = written(arena, map);
    if (!strchr("\"'", yaml[7]) == quotes)
        fail_msg("%s: %s", quotes ? "not quoted" : "quoted", yaml);
    const char *text = ts_value_get_string(read(arena, ts_str_of(yaml)), "title");
    assert_non_null(text);
    assert_string_equal(text, title);
}

static void what_could_be_mistaken_is_quoted(void **state)
{
    /* One a line; what holds a line end itself comes below. */
    static const char words[] =
        "2020\n1e3\n0x1F\n012\n1_000\n12:30\n190:20:30\n.5\n-1\n+1.5\n0o17\n1.\n0b101\n"
        "2020-03-12\n2020-3-1 8:30\n"
        "null\nNULL\n~\nyes\nNo\non\nOFF\ntrue\ny\nN\n=\n<<\n.inf\n-.INF\n.NaN\n"
        "a: b\na:\n# x\na # b\n- x\n-x\n-\n? x\n: x\n@a\n`a`\n%a\n&a\n*a\n!a\n|\n> x\n"
        "'a'\n\"a\"\n[a]\n{a}\n, a\n---\n...\n";
    ts_str rest = TS_STR(words), word;
    while (ts_str_line(&rest, &word))
        check_title(*state, ts_arena_copy(*state, word), true);
    static const char *const others[] = {
        "", " a", "a ", "a\nb", "a\tb", "\x7F", "\xC2\x85", "\xE3\x80\x80x", "\xEF\xBB\xBFx"};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        check_title(*state, others[i], true);
}

static void what_cannot_is_plain(void **state)
{
    static const char words[] =
        "a\n中文：标题，（一）\na:b\na#b\nhttp://example.org/a?b=c\nit's\na \"b\"\n3 pigs\n"
        "v1.2.3\ne3\na\\b\nno way\n50%\nx - y\n1,000\n“2020”\n";
    ts_str rest = TS_STR(words), word;
    while (ts_str_line(&rest, &word))
        check_title(*state, ts_arena_copy(*state, word), false);
}

static void dates_are_plain_where_dates_belong(void **state)
{
    ts_value *map = ts_value_map(*state, NULL);
    ts_value_set_string(*state, map, "date", "2020-03-12");
    ts_value_set_string(*state, map, "title", "2020-03-12");
    ts_value_set_string(*state, map, "captured_at", "2020-03-12T08:30:00Z");
    assert_string_equal(written(*state, map),
                        "date: 2020-03-12\ntitle: \"2020-03-12\"\ncaptured_at: 2020-03-12T08:30:00Z\n");
}

static unsigned next_random(unsigned *seed)
{
    *seed = *seed * 1103515245u + 12345u;
    return *seed >> 16;
}

static ts_str random_text(ts_arena *arena, unsigned *seed, size_t most)
{
    /* A space between two. */
    static const char pieces[] =
        "a b : # - \" ' \\ \n \t \r 中 ， é 😀 0 1 . e x _ [ ] { } , & * ! | > % @ ` ? ~ = << null true "
        "--- ... 2020-03-12 \x01 \x7F \xC2\x85 \xC2\xA0 \xE2\x80\xA8 \xEF\xBB\xBF \xEF\xBF\xBD "
        "\xEF\xBF\xBF \xF0\x9F\xBF\xBF";
    ts_buf out;
    ts_buf_init(&out, TS_BUF_MAX);
    for (size_t n = next_random(seed) % (most + 1); n > 0; n--) {
        size_t at = next_random(seed) % (sizeof pieces - 1);
        while (at > 0 && pieces[at - 1] != ' ')
            at--;
        ts_buf_put(&out, (ts_str){pieces + at, strcspn(pieces + at, " ")});
        if (next_random(seed) % 4 == 0)
            ts_buf_putc(&out, ' ');
    }
    ts_str text = {ts_buf_copy(&out, arena), out.len};
    ts_buf_free(&out);
    return text;
}

static const ts_value *random_value(ts_arena *arena, unsigned *seed, int depth)
{
    unsigned kind = next_random(seed) % (depth > 0 ? 10 : 7);
    if (kind == 0)
        return ts_value_int(arena, (int64_t)next_random(seed) - 30000);
    if (kind == 1)
        return ts_value_num(arena, ((double)next_random(seed) - 3000.5) / 7.0 *
                                       (next_random(seed) % 2 ? 1e-9 : 1e22));
    if (kind == 2)
        return next_random(seed) % 2 ? ts_value_nil(arena) : ts_value_bool(arena, next_random(seed) % 2);
    if (kind < 7)
        return ts_value_string(arena, random_text(arena, seed, next_random(seed) % 8 ? 6 : 60));
    ts_value *value = kind == 7 ? ts_value_list(arena) : ts_value_map(arena, NULL);
    for (unsigned n = next_random(seed) % 5; n > 0; n--) {
        const ts_value *member = random_value(arena, seed, depth - 1);
        if (kind == 7) {
            ts_value_push(arena, value, member);
        } else {
            size_t most = next_random(seed) % 20 ? 3 : 500;
            ts_str key = random_text(arena, seed, most);
            ts_value_set(arena, value, key.ptr, member);
        }
    }
    return value;
}

/* Whatever is written reads back as the same values. */
static void writing_and_reading_agree(void **state)
{
    unsigned seed = 2020;
    for (int round = 0; round < 4000; round++) {
        ts_arena *arena = ts_arena_new();
        ts_value *map = ts_value_map(arena, NULL);
        for (unsigned n = next_random(&seed) % 6; n > 0; n--)
            ts_value_set(arena, map, random_text(arena, &seed, 3).ptr, random_value(arena, &seed, 4));
        const char *yaml = written(arena, map);
        assert_string_equal(json_of(arena, read(arena, ts_str_of(yaml))), json_of(arena, map));
        ts_arena_free(arena);
    }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, make_arena, free_arena)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(reading),
        TEST(errors_say_where),
        TEST(limits),
        TEST(writing_looks_natural),
        TEST(what_could_be_mistaken_is_quoted),
        TEST(what_cannot_is_plain),
        TEST(dates_are_plain_where_dates_belong),
        TEST(writing_and_reading_agree),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
