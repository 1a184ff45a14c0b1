#include "unit.h"

#include "text/utf8.h"

#include <uninorm.h>

static uint32_t next_of(const char *z, size_t len, size_t *moved)
{
    size_t pos = 0;
    uint32_t c = ts_utf8_next((ts_str){z, len}, &pos);
    *moved = pos;
    return c;
}

static void well_formed_sequences_decode(void **state)
{
    static const struct {
        const char *bytes;
        uint32_t code;
    } cases[] = {{"A", 'A'},
                 {"\xC2\x80", 0x80},
                 {"\xDF\xBF", 0x7FF},
                 {"\xE0\xA0\x80", 0x800},
                 {"\xED\x9F\xBF", 0xD7FF},
                 {"\xEE\x80\x80", 0xE000},
                 {"\xEF\xBF\xBF", 0xFFFF},
                 {"\xF0\x90\x80\x80", 0x10000},
                 {"\xF4\x8F\xBF\xBF", 0x10FFFF}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        ts_str s = ts_str_of(cases[i].bytes);
        size_t moved, back = s.len;
        assert_int_equal(next_of(s.ptr, s.len, &moved), cases[i].code);
        assert_int_equal(moved, s.len);
        assert_int_equal(ts_utf8_prev(s, &back), cases[i].code);
        assert_int_equal(back, 0);
        assert_true(ts_utf8_valid(s));
    }
}

static void malformed_sequences_are_one_byte_each(void **state)
{
    static const char *const cases[] = {"\x80",
                                        "\xC0\x80",
                                        "\xC1\xBF",
                                        "\xE0\x9F\xBF",
                                        "\xED\xA0\x80",
                                        "\xF0\x8F\xBF\xBF",
                                        "\xF4\x90\x80\x80",
                                        "\xF5\x80\x80\x80",
                                        "\xFF",
                                        "\xE4\xB8",
                                        "\xE4"
                                        "A"};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        size_t moved;
        assert_int_equal(next_of(cases[i], strlen(cases[i]), &moved), 0xFFFD);
        assert_int_equal(moved, 1);
        assert_false(ts_utf8_valid(ts_str_of(cases[i])));
    }
}

static void both_directions_see_the_same(void **state)
{
    unsigned seed = 7;
    for (int round = 0; round < 3000; round++) {
        static const unsigned char alphabet[] = {'a',  0x80, 0xBF, 0xC3, 0xE4, 0xB8,
                                                 0xAD, 0xF0, 0x9F, 0x98, 0xED};
        char bytes[12];
        for (size_t i = 0; i < sizeof bytes; i++) {
            seed = seed * 1103515245u + 12345u;
            bytes[i] = (char)alphabet[(seed >> 16) % sizeof alphabet];
        }
        ts_str s = {bytes, sizeof bytes};
        uint32_t forward[sizeof bytes];
        size_t n = 0;
        for (size_t pos = 0; pos < s.len;)
            forward[n++] = ts_utf8_next(s, &pos);
        assert_int_equal(ts_utf8_count(s), n);
        for (size_t pos = s.len; pos > 0;)
            assert_int_equal(ts_utf8_prev(s, &pos), forward[--n]);
        assert_int_equal(n, 0);
    }
}

static void ends_counts_and_offsets(void **state)
{
    ts_str s = TS_STR("a中文é");
    assert_int_equal(ts_utf8_first(s), 'a');
    assert_int_equal(ts_utf8_last(s), 0xE9);
    assert_int_equal(ts_utf8_first((ts_str){0}), 0);
    assert_int_equal(ts_utf8_last((ts_str){0}), 0);
    assert_int_equal(ts_utf8_count(s), 4);
    assert_int_equal(ts_utf8_offset(s, 2), 4);
    assert_int_equal(ts_utf8_offset(s, 4), s.len);
    assert_int_equal(ts_utf8_offset(s, 99), s.len);
}

static void trimming_and_squeezing_know_all_spaces(void **state)
{
    assert_slice(ts_utf8_trim(TS_STR("\xE3\x80\x80 \xC2\xA0"
                                     "标题\xE2\x80\x8B\n")),
                 "标题");
    assert_slice(ts_utf8_trim(TS_STR(" \t ")), "");
    assert_slice(ts_utf8_trim((ts_str){0}), "");
    ts_buf out;
    ts_buf_init(&out, TS_BUF_MAX);
    ts_utf8_squeeze(&out, TS_STR("\xE3\x80\x80"
                                 "a \xC2\xA0\n b\xE3\x80\x80"
                                 "c "));
    assert_string_equal(out.ptr, "a b c");
    ts_buf_clear(&out);
    ts_utf8_squeeze(&out, TS_STR(" \n"));
    assert_string_equal(out.ptr, "");
    ts_buf_free(&out);
}

static void plain_text_ends_at_what_is_not(void **state)
{
    static const struct {
        const char *text;
        size_t from, end;
    } cases[] = {{"a b, c", 0, 6}, {"a  b", 0, 1},  {"a ", 0, 1},         {" a", 0, 0},
                 {"a b", 1, 1},    {"a\tb", 0, 1},  {"ab\xC3\xA9", 0, 2}, {"a \xC3\xA9", 0, 1},
                 {"\xFF", 0, 0},   {"a\x7F", 0, 1}, {"~ ~", 0, 3},        {"", 0, 0}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(ts_utf8_plain_end(ts_str_of(cases[i].text), cases[i].from), cases[i].end);
}

static void common_han_end_at_what_is_not(void **state)
{
    const char *text = "a\u4E00\u9FFF、中\xE4\xB8"; /* the first and the last; one that is cut */
    assert_int_equal(ts_utf8_han_end(ts_str_of(text), 0), 0);
    assert_int_equal(ts_utf8_han_end(ts_str_of(text), 1), 7);
    assert_int_equal(ts_utf8_han_end(ts_str_of(text), 7), 7);
    assert_int_equal(ts_utf8_han_end(ts_str_of(text), 10), 13);
    assert_int_equal(ts_utf8_han_end(ts_str_of(text), strlen(text)), strlen(text));
    assert_int_equal(ts_utf8_han_end(TS_STR("\u4DFF\uA000"), 0), 0);
}

/* Eight bytes are looked at together: what ends a text ends it wherever it stands among them. */
static void plain_text_ends_at_every_place(void **state)
{
    static const char *const ends[] = {"  ", "\t", "\x1F", "\x7F", "\x80", "\xFF", "\n "};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        for (size_t at = 1; at < 30; at++) {
            char text[] = "It rained for a week, and the dyke held.";
            memcpy(text + at, ends[i], strlen(ends[i]));
            size_t end = text[at - 1] == ' ' ? at - 1 : at;
            assert_int_equal(ts_utf8_plain_end(ts_str_of(text), 0), end);
        }
    for (size_t len = 1; len < 20; len++)
        assert_int_equal(ts_utf8_plain_end((ts_str){"a b c d e f g h i j k", len}, 0), len - (len + 1) % 2);
}

/* ASCII is skipped eight bytes at a time: what is bad is seen at every place of the eight and behind them. */
static void validity_is_seen_at_every_place(void **state)
{
    char text[] = "0123456789abcdefghi";
    for (size_t i = 0; i + 1 < sizeof text; i++) {
        char kept = text[i];
        assert_true(ts_utf8_valid(ts_str_of(text)));
        text[i] = '\xC3';
        assert_false(ts_utf8_valid(ts_str_of(text)));
        assert_int_equal(ts_utf8_count(ts_str_of(text)), sizeof text - 1);
        text[i] = kept;
    }
    assert_int_equal(ts_utf8_count(TS_STR("0123456\xC3\xA9 89abcdef\xE4\xB8\x80")), 18);
}

static void nfc_composes_and_folds_nothing(void **state)
{
    static const struct {
        const char *in, *out;
    } cases[] = {{"e\xCC\x81", "\xC3\xA9"},
                 {"\xE1\x84\x80\xE1\x85\xA1", "\xEA\xB0\x80"}, /* jamo */
                 {"か\xE3\x82\x99", "が"},
                 {"ＡＢＣ①", "ＡＢＣ①"},
                 {"中文 text", "中文 text"},
                 {"", ""},
                 {"神\xEF\xA8\x99"
                  "e\xCC\x81",
                  "神\xEF\xA8\x99\xC3\xA9"}, /* U+FA19, a variant in names */
                 {"\xF0\xAF\xA0\x80\xE3\x82\x99", "\xF0\xAF\xA0\x80\xE3\x82\x99"},
                 {"bad \xFF", "bad \xEF\xBF\xBD"},
                 {"e\xCC\x81\xFF", "\xC3\xA9\xEF\xBF\xBD"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        ts_buf out;
        ts_buf_init(&out, TS_BUF_MAX);
        ts_utf8_nfc(&out, ts_str_of(cases[i].in));
        assert_string_equal(out.ptr, cases[i].out);
        ts_buf_free(&out);
    }
}

static bool all(bool (*is)(uint32_t), const char *text)
{
    ts_str s = ts_str_of(text);
    for (size_t pos = 0; pos < s.len;)
        if (!is(ts_utf8_next(s, &pos)))
            return false;
    return true;
}

static bool none(bool (*is)(uint32_t), const char *text)
{
    ts_str s = ts_str_of(text);
    for (size_t pos = 0; pos < s.len;)
        if (is(ts_utf8_next(s, &pos)))
            return false;
    return true;
}

static void check_nfc(ts_buf *text, ts_buf *out)
{
    size_t len;
    uint8_t *wanted = u8_normalize(UNINORM_NFC, (const uint8_t *)text->ptr, text->len, NULL, &len);
    ts_buf_clear(out);
    ts_utf8_nfc(out, ts_buf_str(text));
    assert_int_equal(out->len, len);
    assert_memory_equal(out->ptr, wanted, len);
    free(wanted);
}

/* Most characters are passed over without a look at the tables: those are right about each of them, alone,
 * behind a letter and before a mark. Ideographs that only stand for others are kept (above). */
static void nfc_is_what_the_tables_say(void **state)
{
    ts_buf text, out;
    ts_buf_init(&text, 64);
    ts_buf_init(&out, 64);
    for (uint32_t c = 0x80; c < 0x1FB00; c++) {
        if ((c >= 0xD800 && c < 0xE000) || (c >= 0xF900 && c <= 0xFAFF))
            continue;
        ts_buf_clear(&text);
        ts_buf_putc(&text, 'e');
        ts_buf_put_utf8(&text, c);
        check_nfc(&text, &out);
        ts_buf_put_utf8(&text, 0x338);
        check_nfc(&text, &out);
    }
    ts_buf_free(&text);
    ts_buf_free(&out);
}

static void check_folded(const char *text, const char *folded)
{
    ts_buf out;
    ts_buf_init(&out, TS_BUF_MAX);
    ts_utf8_fold_case(&out, ts_str_of(text));
    assert_string_equal(out.ptr, folded);
    ts_buf_free(&out);
}

static void case_folds_in_texts_of_any_length(void **state)
{
#define LONG "The Ferry Runs Again From Saltby To Lakeside "
#define LOWER "the ferry runs again from saltby to lakeside "
    check_folded("", "");
    check_folded("Ferry", "ferry");
    check_folded(LONG "TOO", LOWER "too");
    check_folded("Straße ΣΊΣΥΦΟΣ", "strasse σίσυφοσ");
    check_folded("É" LONG "Straße" LONG "Ω", "é" LOWER "strasse" LOWER "ω");
    /* An accent joins with the last letter before it, short text or long. */
    check_folded("E\xCC\x81T", "ét");
    check_folded(LONG "E\xCC\x81T" LONG, LOWER "ét" LOWER);
}

static void properties(void **state)
{
    assert_true(all(ts_is_space, " \t\n\r\f\xC2\xA0\xE3\x80\x80\xE2\x80\x83\xE2\x80\x8B\xEF\xBB\xBF"));
    assert_true(none(ts_is_space, "a中_\xE2\x80\x8D"));
    assert_true(all(ts_is_punct, "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~。，、《》“”…—·「」¿"));
    assert_true(none(ts_is_punct, "a1 中￥＋€é"));
    assert_true(all(ts_is_punct_or_symbol, "$+￥＋€©→。☺"));
    assert_true(none(ts_is_punct_or_symbol, "a1中é "));
    assert_true(all(ts_is_alnum, "aZ09中あア가éжع١①々〇"));
    assert_true(none(ts_is_alnum, " _-。，€☺"));
    assert_true(all(ts_is_han, "中々〇㐀𠀀豈"));
    assert_true(none(ts_is_han, "aあア가，。"));
    assert_true(all(ts_is_kana, "あアーヴｱ"));
    assert_true(none(ts_is_kana, "中a가・、"));
    assert_true(all(ts_is_hangul, "가힣ㄱ"));
    assert_true(none(ts_is_hangul, "中a"));
    assert_true(all(ts_is_wide, "中あア，。「」：！（）《》ㄅ　々㈱𠀀"));
    assert_true(none(ts_is_wide, "a, 가“”…—é😀⌚ع"));
    assert_true(all(ts_is_sentence_end, ".!?。！？．…؟۔।"));
    assert_true(none(ts_is_sentence_end, ",;:、，；a中"));
    assert_true(all(ts_is_closing, "\"')]»’”」』）"));
    assert_true(none(ts_is_closing, "([«‘“「『（.。a中"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(well_formed_sequences_decode),
        cmocka_unit_test(malformed_sequences_are_one_byte_each),
        cmocka_unit_test(both_directions_see_the_same),
        cmocka_unit_test(ends_counts_and_offsets),
        cmocka_unit_test(trimming_and_squeezing_know_all_spaces),
        cmocka_unit_test(plain_text_ends_at_what_is_not),
        cmocka_unit_test(common_han_end_at_what_is_not),
        cmocka_unit_test(plain_text_ends_at_every_place),
        cmocka_unit_test(validity_is_seen_at_every_place),
        cmocka_unit_test(nfc_is_what_the_tables_say),
        cmocka_unit_test(nfc_composes_and_folds_nothing),
        cmocka_unit_test(case_folds_in_texts_of_any_length),
        cmocka_unit_test(properties),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
