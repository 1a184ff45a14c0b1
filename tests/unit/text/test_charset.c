#include "unit.h"

#include "text/charset.h"
#include "text/utf8.h"

#include <iconv.h>

/* A paragraph for each script, long enough for a detector; the words mean little and come from nowhere. */
#define CHINESE                                                                                                                                \
    "本报讯 山城县图书馆昨日重新开放，读者可以在二楼阅览室查阅旧报纸。馆长说，修缮工程历时三年，" \
    "共整理报刊一万二千余册，其中许多是孤本。今后每周二至周日开放，周一闭馆整理。"
#define TRADITIONAL                                                                                                                  \
    "山城縣圖書館昨日重新開放，讀者可以在二樓閱覽室查閱舊報紙。館長說，修繕工程歷時三年，" \
    "共整理報刊一萬二千餘冊，其中許多是孤本。今後每週二至週日開放，週一閉館整理。"
#define JAPANESE                                                                                                                        \
    "山の町の図書館がきのう、三年ぶりに開館した。古い新聞を二階の閲覧室で読むことができる。" \
    "館長は「これからも町の記録を残していきたい」と話した。月曜日は休館する。"
#define KOREAN                                                                                                                            \
    "산골 마을 도서관이 어제 다시 문을 열었다. 독자들은 이층 열람실에서 오래된 신문을 볼 수 있다. " \
    "관장은 공사가 삼 년 걸렸다고 말했다. 월요일은 쉰다."
#define RUSSIAN                                                                                                                                                                                  \
    "Вчера в горном посёлке снова открылась библиотека. Читатели могут посмотреть старые газеты в зале на " \
    "втором этаже. Директор сказала, что ремонт длился три года."
#define GERMAN                                                                                                  \
    "Gestern öffnete die Bücherei im Gebirge wieder. Die Leser können alte Zeitungen ansehen; das Gebäude " \
    "wurde drei Jahre lang geprüft und für schön befunden."

/* UTF-8 text in another encoding. */
static ts_str encode(ts_arena *arena, const char *text, const char *encoding)
{
    iconv_t cd = iconv_open(encoding, "UTF-8");
    assert_true(cd != (iconv_t)-1);
    size_t left = strlen(text), room = left * 4 + 16, all = room;
    char *in = (char *)text, *out = ts_arena_alloc(arena, room), *to = out;
    assert_int_equal(iconv(cd, &in, &left, &to, &room), 0);
    iconv(cd, NULL, NULL, &to, &room);
    iconv_close(cd);
    return (ts_str){out, all - room};
}

static ts_str join(ts_arena *arena, const char *head, ts_str tail)
{
    ts_buf buf;
    ts_buf_init(&buf, TS_BUF_MAX);
    ts_buf_puts(&buf, head);
    ts_buf_put(&buf, tail);
    ts_str joined = {ts_buf_copy(&buf, arena), buf.len};
    ts_buf_free(&buf);
    return joined;
}

static ts_decoded decode(ts_arena *arena, ts_str bytes, const char *hint)
{
    ts_decoded out;
    ts_error error = {0};
    if (!ts_charset_decode(arena, bytes, hint, "x.html", &out, &error))
        fail_msg("%s", error.message);
    assert_true(ts_utf8_valid(out.text));
    out.text.ptr = ts_arena_copy(arena, out.text); /* with a NUL behind it */
    return out;
}

static void check(ts_arena *arena, ts_str bytes, const char *hint, const char *charset, const char *text)
{
    ts_decoded out = decode(arena, bytes, hint);
    assert_string_equal(out.charset, charset);
    assert_string_equal(out.text.ptr, text);
    assert_int_equal(out.replaced, 0);
}

/* Bytes that a client took for Latin-1, as UTF-8. */
static ts_str taken_wrongly(ts_arena *arena, ts_str bytes)
{
    ts_buf out;
    ts_buf_init(&out, TS_BUF_MAX);
    for (size_t i = 0; i < bytes.len; i++)
        ts_buf_put_utf8(&out, (unsigned char)bytes.ptr[i]);
    ts_str text = {ts_buf_copy(&out, arena), out.len};
    ts_buf_free(&out);
    return text;
}

static void bytes_decoded_before_are_what_they_were(void **state)
{
    static const char *const cases[][4] = {
        {"", CHINESE, "utf-8", "utf-8"},
        {"<meta charset=utf-8>", RUSSIAN, "utf-8", "utf-8"},
        {"<meta charset=gbk>", CHINESE, "gb18030", "gb18030"},
        {"<meta charset=big5>", TRADITIONAL, "big5", "big5"},
        {"<meta charset=shift_jis>", JAPANESE, "shift_jis", "shift_jis"},
        {"<meta charset=euc-kr>", KOREAN, "euc-kr", "euc-kr"},
        {"<meta charset=windows-1251>", RUSSIAN, "windows-1251", "windows-1251"},
        {"<meta charset=gbk>", GERMAN, "utf-8", "utf-8"},
    };
    ts_arena *arena = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        ts_str bytes = join(arena, cases[i][0], encode(arena, cases[i][1], cases[i][2]));
        ts_decoded out = decode(arena, taken_wrongly(arena, bytes), NULL);
        assert_string_equal(out.charset, cases[i][3]);
        assert_string_equal(out.text.ptr, join(arena, cases[i][0], ts_str_of(cases[i][1])).ptr);
        assert_true(out.mended);
    }
    /* Plain UTF-8 stays, whatever it declares, and so do a few such signs among others. */
    static const char *const plain[] = {
        "",
        "<meta charset=gbk>" GERMAN,
        "<meta charset=windows-1251>\xC2\xA9 2020",
        "<meta charset=utf-8>" CHINESE,
        "\xC3\xA2\xE2\x82\xAC\xE2\x84\xA2",
        GERMAN " \xC3\x82\xC2\xAE \xC3\x82\xC2\xAE \xC3\x82\xC2\xAE",
    };
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++) {
        ts_decoded out = decode(arena, ts_str_of(plain[i]), NULL);
        assert_string_equal(out.text.ptr, plain[i]);
        assert_false(out.mended);
    }
}

static void labels_mean_what_browsers_take_them_for(void **state)
{
    static const char *const cases[][2] = {
        {"UTF8", "utf-8"},
        {" gb2312 ", "gb18030"},
        {"GBK", "gb18030"},
        {"x-gbk", "gb18030"},
        {"Big5-HKSCS", "big5"},
        {"x-sjis", "shift_jis"},
        {"windows-31j", "shift_jis"},
        {"ks_c_5601-1987", "euc-kr"},
        {"ISO-8859-1", "windows-1252"},
        {"us-ascii", "windows-1252"},
        {"latin1", "windows-1252"},
        {"iso-8859-9", "windows-1254"},
        {"tis-620", "windows-874"},
        {"UTF-16", "utf-16le"},
        {"koi8-ru", "koi8-u"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(ts_charset_name(ts_str_of(cases[i][0])), cases[i][1]);
    assert_null(ts_charset_name(TS_STR("")));
    assert_null(ts_charset_name(TS_STR("klingon")));
    assert_null(ts_charset_name(TS_STR("utf-8 utf8")));
}

static void declarations_are_found(void **state)
{
    static const char *const cases[][2] = {
        {"<meta charset=gbk>", "gbk"},
        {"<html><head><META CharSet = \"Big5\" />", "Big5"},
        {"<meta http-equiv=\"Content-Type\" content=\"text/html; charset=gb2312\">", "gb2312"},
        {"<meta content='text/html;charset=euc-jp' http-equiv=content-type>", "euc-jp"},
        {"<?xml version=\"1.0\" encoding='koi8-r'?><a/>", "koi8-r"},
        {"<!-- <meta charset=gbk> --><meta charset=utf-8>", "utf-8"},
        {"<meta name=\"x\" content=\"charset\"><meta charset=\"euc-kr\">", "euc-kr"},
        {"<meta charset=unknown><meta charset=gbk>", "gbk"},
        {"<meta charset=\"gbk", "gbk"},
        {"<meta charset=", ""},
        {"<!-- <meta charset=gbk>", ""},
        {"<metadata charset=>", ""},
        {"charset=gbk", ""},
        {"", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_slice(ts_charset_declared(ts_str_of(cases[i][0])), cases[i][1]);
    char late[4200];
    memset(late, ' ', sizeof late);
    memcpy(late + 4096 - 18, "<meta charset=gbk>", 18);
    assert_slice(ts_charset_declared((ts_str){late, sizeof late}), "gbk");
    memset(late, ' ', sizeof late);
    memcpy(late + 4096, "<meta charset=gbk>", 18);
    assert_slice(ts_charset_declared((ts_str){late, sizeof late}), "");
}

static void marks_decide(void **state)
{
    check(*state,
          TS_STR("\xEF\xBB\xBF"
                 "a中"),
          "gbk", "utf-8", "a中");
    check(*state,
          TS_STR("\xFF\xFE"
                 "a\0-N"),
          "utf-8", "utf-16le", "a中");
    check(*state, TS_STR("\xFE\xFF\0aN-"), NULL, "utf-16be", "a中");
    check(*state, TS_STR("\xEF\xBB\xBF"), NULL, "utf-8", "");
}

static void utf8_wins_over_declarations(void **state)
{
    check(*state, TS_STR("<meta charset=gb2312>中文"), "gbk", "utf-8", "<meta charset=gb2312>中文");
    check(*state, TS_STR("plain ascii"), "shift_jis", "utf-8", "plain ascii");
    check(*state, (ts_str){0}, NULL, "utf-8", "");
}

static void a_cut_character_is_no_reason_to_doubt(void **state)
{
    ts_decoded out = decode(*state, TS_STR("中\xE6\x96"), "gbk");
    assert_string_equal(out.charset, "utf-8");
    assert_string_equal(out.text.ptr, "中\xEF\xBF\xBD");
    assert_int_equal(out.replaced, 1);
}

static void bad_sequences_become_one_character_each(void **state)
{
    static const char *const cases[][2] = {
        {"\xE4\xB8z", "\xEF\xBF\xBDz"},
        {"\xC0\x80", "\xEF\xBF\xBD\xEF\xBF\xBD"},
        {"\xED\xA0\x80", "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD"},
        {"\xF0\x9F\x98<", "\xEF\xBF\xBD<"},
        {"\xF4\x90", "\xEF\xBF\xBD\xEF\xBF\xBD"},
        {"\xFF", "\xEF\xBF\xBD"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        ts_str bytes = join(*state, "\xEF\xBB\xBF", ts_str_of(cases[i][0]));
        assert_string_equal(decode(*state, bytes, NULL).text.ptr, cases[i][1]);
    }
}

static const struct {
    const char *text, *iconv, *label, *charset;
} scripts[] = {
    {CHINESE, "GB18030", "gb2312", "gb18030"},
    {TRADITIONAL, "BIG5-HKSCS", "big5", "big5"},
    {JAPANESE, "CP932", "Shift_JIS", "shift_jis"},
    {JAPANESE, "EUC-JP", "euc-jp", "euc-jp"},
    {JAPANESE, "ISO-2022-JP", "iso-2022-jp", "iso-2022-jp"},
    {KOREAN, "CP949", "euc-kr", "euc-kr"},
    {RUSSIAN, "CP1251", "windows-1251", "windows-1251"},
    {RUSSIAN, "KOI8-R", "koi8-r", "koi8-r"},
    {GERMAN, "CP1252", "iso-8859-1", "windows-1252"},
};
#define SCRIPTS (sizeof scripts / sizeof *scripts)

static void encodings_are_read_as_declared(void **state)
{
    for (size_t i = 0; i < SCRIPTS; i++) {
        ts_str bytes = encode(*state, scripts[i].text, scripts[i].iconv);
        check(*state, bytes, scripts[i].label, scripts[i].charset, scripts[i].text);
        const char *meta = ts_arena_printf(*state, "<meta charset=\"%s\">", scripts[i].label);
        const char *text = ts_arena_printf(*state, "%s%s", meta, scripts[i].text);
        check(*state, join(*state, meta, bytes), NULL, scripts[i].charset, text);
        check(*state, join(*state, meta, bytes), "no-such-label", scripts[i].charset, text);
    }
}

static void encodings_are_found_undeclared(void **state)
{
    for (size_t i = 0; i < SCRIPTS; i++) {
        ts_str bytes = encode(*state, scripts[i].text, scripts[i].iconv);
        check(*state, bytes, NULL, scripts[i].charset, scripts[i].text);
    }
}

static void wrong_declarations_lose(void **state)
{
    for (size_t i = 0; i < 6; i++) {
        ts_str bytes = encode(*state, scripts[i].text, scripts[i].iconv);
        check(*state, bytes, "utf-8", scripts[i].charset, scripts[i].text);
        check(*state, bytes, "iso-8859-1", scripts[i].charset, scripts[i].text);
        check(*state, bytes, "utf-16", scripts[i].charset, scripts[i].text);
    }
    ts_str german = encode(*state, GERMAN, "CP1252");
    check(*state, german, "utf-8", "windows-1252", GERMAN);
}

/* `text` with every `step`th place, where an ASCII or a whole character begins, given a byte that is no text.
 */
static ts_str damage(ts_arena *arena, ts_str text, size_t step, const char *with)
{
    ts_buf buf;
    ts_buf_init(&buf, TS_BUF_MAX);
    for (size_t i = 0, since = 0; i < text.len; since++) {
        size_t len = (unsigned char)text.ptr[i] < 0x80 ? 1 : 2;
        ts_buf_put(&buf, ts_str_sub(text, i, i + len));
        if (since % step == step - 1)
            ts_buf_puts(&buf, with);
        i += len;
    }
    ts_str damaged = {ts_buf_copy(&buf, arena), buf.len};
    ts_buf_free(&buf);
    return damaged;
}

static void a_few_bad_bytes_change_no_encoding(void **state)
{
    static const struct {
        const char *text, *iconv, *charset;
    } cases[] = {
        {CHINESE, "GB18030", "gb18030"}, {TRADITIONAL, "BIG5-HKSCS", "big5"}, {KOREAN, "CP949", "euc-kr"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        ts_str bytes = damage(*state, encode(*state, cases[i].text, cases[i].iconv), 60, "\xFF");
        static const char *const hints[] = {NULL, "utf-8", "iso-8859-1"};
        for (size_t h = 0; h < 3; h++) {
            ts_decoded out = decode(*state, bytes, hints[h]);
            assert_string_equal(out.charset, cases[i].charset);
            assert_in_range(out.replaced, 1, 2);
        }
        ts_decoded out = decode(*state, bytes, cases[i].charset);
        assert_string_equal(out.charset, cases[i].charset);
        assert_in_range(out.replaced, 1, 2);
    }
    ts_buf utf8;
    ts_buf_init(&utf8, TS_BUF_MAX);
    ts_buf_puts(&utf8, CHINESE "\xFF" CHINESE "\xE4\xB8\n\xC3");
    ts_decoded out = decode(*state, ts_buf_str(&utf8), "gbk");
    assert_string_equal(out.charset, "utf-8");
    assert_int_equal(out.replaced, 3);
    ts_buf_free(&utf8);
}

static void much_damage_leaves_the_encoding(void **state)
{
    ts_str bytes = damage(*state, encode(*state, CHINESE, "GB18030"), 6, "\xFF");
    ts_decoded out = decode(*state, bytes, "gbk");
    assert_string_equal(out.charset, "gb18030");
    assert_in_range(out.replaced, 10, 30);
    assert_non_null(strstr(out.text.ptr, "图书馆"));
}

static void the_euro_of_windows_is_read(void **state)
{
    check(*state, join(*state, "\x80 5 ", encode(*state, CHINESE, "GB18030")), "gbk", "gb18030",
          "€ 5 " CHINESE);
}

static void full_width_signs_of_windows_big5_are_read(void **state)
{
    ts_str bytes = encode(*state, TRADITIONAL "記者蘇晚／攝", "CP950");
    check(*state, bytes, "big5", "big5", TRADITIONAL "記者蘇晚／攝");
}

static void ascii_behind_a_bad_byte_stays(void **state)
{
    ts_str gbk = encode(*state, CHINESE, "GB18030");
    ts_decoded out = decode(*state, join(*state, "<p>\x81</p>", gbk), "gbk");
    assert_string_equal(out.text.ptr, "<p>\xEF\xBF\xBD</p>" CHINESE);
    out = decode(*state, join(*state, "", ts_str_sub(gbk, 0, gbk.len - 1)), "gbk");
    assert_string_equal(out.charset, "gb18030");
    assert_int_equal(out.replaced, 1);
}

static void windows_1252_is_the_last_resort(void **state)
{
    check(*state, TS_STR("caf\xE9 \x93quoted\x94 \x80 5"), NULL, "windows-1252", "café “quoted” € 5");
    check(*state, TS_STR("it\x92s"), "utf-8", "windows-1252", "it’s");
}

static void nuls_in_text_become_visible(void **state)
{
    ts_decoded out =
        decode(*state, TS_STR("a text of some length with one \0 in it, and more of it behind"), NULL);
    assert_string_equal(out.charset, "utf-8");
    assert_string_equal(out.text.ptr,
                        "a text of some length with one \xEF\xBF\xBD in it, and more of it behind");
}

static void utf16_without_a_mark(void **state)
{
    static const char text[] = "<p>" CHINESE "</p>\n";
    check(*state, encode(*state, text, "UTF-16LE"), NULL, "utf-16le", text);
    check(*state, encode(*state, text, "UTF-16BE"), "gbk", "utf-16be", text);
    check(*state, encode(*state, "Hello, world", "UTF-16LE"), NULL, "utf-16le", "Hello, world");
}

static void binaries_are_named(void **state)
{
    static const struct {
        ts_str bytes;
        const char *words;
    } cases[] = {
        {{"%PDF-1.4\n", 9}, "PDF"},
        {{"PK\x03\x04xxxx", 8}, "ZIP"},
        {{"\x1F\x8B\x08", 3}, "gzip"},
        {{"\x89PNG\r\n\x1A\n", 8}, "PNG"},
        {{"\xFF\xD8\xFF\xE0", 4}, "JPEG"},
        {{"GIF89a", 6}, "GIF"},
        {{"RIFF\0\0\0\0WEBPVP8 ", 16}, "WebP"},
        {{"\x7F"
          "ELF\x02\x01",
          6},
         "ELF"},
        {{"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8}, "Office"},
        {{"\0\0\0\x18"
          "ftypmp42",
          12},
         "video"},
        {{"SQLite format 3\0", 16}, "SQLite"},
        {{"\x01\x02\x03\x04text\x05", 9}, "control characters"},
        {{"\0\0\0\0", 4}, "control characters"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        ts_decoded out;
        ts_error error = {0};
        assert_false(ts_charset_decode(*state, cases[i].bytes, NULL, "x.bin", &out, &error));
        assert_failed(&error, TS_ENCODING, cases[i].words);
        assert_string_equal(error.source, "x.bin");
    }
}

static void random_bytes_are_no_text(void **state)
{
    unsigned seed = 1;
    int refused = 0;
    for (int round = 0; round < 50; round++) {
        char bytes[4096];
        for (size_t i = 0; i < sizeof bytes; i++) {
            seed = seed * 1103515245u + 12345u;
            bytes[i] = (char)(seed >> 16);
        }
        ts_decoded out;
        ts_error error = {0};
        refused += !ts_charset_decode(*state, (ts_str){bytes, sizeof bytes}, NULL, NULL, &out, &error);
    }
    assert_int_equal(refused, 50);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, make_arena, free_arena)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(labels_mean_what_browsers_take_them_for),
        TEST(declarations_are_found),
        TEST(marks_decide),
        TEST(utf8_wins_over_declarations),
        TEST(a_cut_character_is_no_reason_to_doubt),
        TEST(bad_sequences_become_one_character_each),
        TEST(encodings_are_read_as_declared),
        TEST(encodings_are_found_undeclared),
        TEST(bytes_decoded_before_are_what_they_were),
        TEST(wrong_declarations_lose),
        TEST(a_few_bad_bytes_change_no_encoding),
        TEST(much_damage_leaves_the_encoding),
        TEST(the_euro_of_windows_is_read),
        TEST(full_width_signs_of_windows_big5_are_read),
        TEST(ascii_behind_a_bad_byte_stays),
        TEST(windows_1252_is_the_last_resort),
        TEST(nuls_in_text_become_visible),
        TEST(utf16_without_a_mark),
        TEST(binaries_are_named),
        TEST(random_bytes_are_no_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
