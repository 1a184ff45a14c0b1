#include "unit.h"

#include "text/utf8.h"
#include "text/words.h"

static void words(void **state)
{
    static const struct {
        const char *text;
        long words;
    } cases[] = {
        {"", 0},
        {" ,.! ", 0},
        {"one two  three", 3},
        {"don't re-open 3,000", 4},
        {"well- - known", 2},
        {"中文字数", 4},
        {"用Markdown写", 3},
        {"かなカナ", 4},
        {"한국어 문장 둘", 3},
        {"Привет, мир", 2},
        {"नमस्ते दुनिया", 2},
        {"café cafe\xCC\x81", 2},
        {"，。！", 0},
        {"ประเทศไทย", 1},
        {"ผมกินข้าว แล้ว Bangkok 2020", 6},
        {"ຂ້ອຍກິນເຂົ້າ", 2},
        {"こんにちは世界", 7},
        {"l’été d'une ville", 3},
        {"Ba mươi sáu phố", 4},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (ts_words_count(ts_str_of(cases[i].text), 0).words != cases[i].words)
            fail_msg("%ld words in: %s", ts_words_count(ts_str_of(cases[i].text), 0).words, cases[i].text);
}

/* Words are counted by eight bytes: wherever these begin and end, the count is the same. */
static void words_at_every_place(void **state)
{
    static const char text[] = "don't--stop re-'open 3,000 o'clock-work A-'-B x";
    (void)state;
    for (long before = 0; before <= 16; before++) {
        ts_buf buf;
        ts_buf_init(&buf, TS_BUF_MAX);
        for (long i = 0; i < before; i++)
            ts_buf_puts(&buf, "w ");
        ts_buf_puts(&buf, before % 2 ? "" : "-");
        ts_buf_puts(&buf, text);
        assert_int_equal(ts_words_count(ts_buf_str(&buf), 0).words, before + 7);
        ts_buf_free(&buf);
    }
}

static double minutes_at(const char *piece, int times, int latin)
{
    ts_buf buf;
    ts_buf_init(&buf, TS_BUF_MAX);
    for (int i = 0; i < times; i++)
        ts_buf_puts(&buf, piece);
    double minutes = ts_words_count(ts_buf_str(&buf), latin).minutes;
    ts_buf_free(&buf);
    return minutes;
}

static double minutes_of(const char *piece, int times)
{
    return minutes_at(piece, times, 0);
}

static void minutes(void **state)
{
    assert_float_equal(minutes_at("Wort ", 920, 920), 5.0, 0.001);
    assert_float_equal(minutes_at("слово ", 986, 920), 6.0, 0.001);
    assert_float_equal(minutes_of("מילה ", 833), 5.0, 0.001);
    assert_float_equal(minutes_of("中", 255), 1.0, 0.001);
    assert_float_equal(minutes_of("中。", 255), 2.0, 0.001);
    assert_float_equal(minutes_of("漢字かな", 357), 4.0, 0.001);
    assert_float_equal(minutes_of("word ", 987), 5.0, 0.001);
    assert_float_equal(minutes_of("كلمة ", 612), 5.0, 0.001);
    assert_float_equal(minutes_of("слово ", 986), 6.0, 0.001);
    assert_float_equal(minutes_of("한국어 ", 200), 1.0, 0.001);
    /* Both scripts count, each at its own pace. */
    assert_float_equal(minutes_of("中", 255) + minutes_of("word ", 987), 6.0, 0.001);
    assert_float_equal(minutes_of("", 1), 0.0, 0.001);
}

static const struct {
    const char *text;
    size_t max;
    const char *excerpt;
} excerpt_cases[] = {
    {"", 10, ""},
    {"Short text", 10, "Short text"},
    {"  A  b\n c  ", 10, "A b c"},
    {"One two three. Four five six.", 20, "One two three."},
    {"One two three. Four five six.", 14, "One two three."},
    {"One two three. Four five six.", 13, "One two…"},
    {"One two three four five six", 14, "One two three…"},
    {"He said “no.” Then he left for good.", 20, "He said “no.”"},
    {"We met Dr. No in St. Moritz today. Then it rained.", 40, "We met Dr. No in St. Moritz today."},
    {"They sell pens, books etc. and paper in this shop.", 31, "They sell pens, books etc. and…"},
    {"Version 1.5 of it is out now, they say", 20, "Version 1.5 of it…"},
    {"What? Yes! Never. And so on and on", 19, "What? Yes! Never."},
    {"今天开会。明天休息。后天上班。", 12, "今天开会。明天休息。"},
    {"他说：“今天开会。”明天休息，后天上班。", 12, "他说：“今天开会。”"},
    {"今天开会，明天休息，后天上班", 8, "今天开会，明天…"},
    {"今天\n开会。明天", 20, "今天开会。明天"},
    {"精准发力 推动复工", 20, "精准发力 推动复工"},
    {"هل هذا صحيح؟ نعم هذا صحيح جدا", 15, "هل هذا صحيح؟"},
    {"A paragraph that is long.\n\nAnother one.", 30, "A paragraph that is long."},
    {"Tiny.\n\nA second paragraph here. More.", 36, "Tiny. A second paragraph here. More."},
    {"短。\n\n第二段在这里。还有别的内容。", 12, "短。第二段在这里。"},
    {"aaaaaaaaaaaaaaaaaaaa", 10, "aaaaaaaaa…"},
    {"Oh. But this sentence goes on and on", 24, "Oh. But this sentence…"},
    {"中文", 0, ""},
    {"Das ist z. B. Brot aus Holz. Danach kam er nicht mehr.", 40, "Das ist z. B. Brot aus Holz."},
    {"Am 3. Mai kam er nach Wien. Danach kam er nicht mehr.", 40, "Am 3. Mai kam er nach Wien."},
    {"Es kam bzw. Otto kam zu ihm her. Danach kam er nicht.", 40, "Es kam bzw. Otto kam zu ihm her."},
    {"Towns, e.g. Rome, are old. Others are not so old at all.", 40, "Towns, e.g. Rome, are old."},
    {"Это т. е. Москва и он. Потом он ушёл далеко.", 30, "Это т. е. Москва и он."},
    {"It was in 2020. Then it was over for all of us.", 30, "It was in 2020."},
    {"यह पहला वाक्य है। यह दूसरा वाक्य है।", 25, "यह पहला वाक्य है।"},
    {"یہ پہلا جملہ ہے۔ یہ دوسرا جملہ ہے۔", 25, "یہ پہلا جملہ ہے۔"},
    {"彼は来た。「帰る」と言った。それから行った。", 16, "彼は来た。「帰る」と言った。"},
    {"그는 왔다. 그리고 갔다. 그 뒤에는 아무도 없다.", 20, "그는 왔다. 그리고 갔다."},
    {"ประเทศไทยเป็นประเทศ", 12, "ประเทศไทย…"},
    {"今日は会議です。明日は休みです。明後日も働きます。", 18, "今日は会議です。明日は休みです。"},
    {"오늘은 회의입니다. 내일은 쉽니다. 모레는 일합니다.", 22, "오늘은 회의입니다. 내일은 쉽니다."},
    {"¿Qué hora es? ¡Ya es tarde! Mañana volveremos todos.", 30, "¿Qué hora es? ¡Ya es tarde!"},
    {"آج اجلاس ہے۔ کل چھٹی ہے۔ پرسوں کام ہوگا۔", 26, "آج اجلاس ہے۔ کل چھٹی ہے۔"},
    {"आज बैठक है। कल छुट्टी है। परसों काम होगा।", 28, "आज बैठक है। कल छुट्टी है।"},
    {"היום יש ישיבה. מחר חופש. מחרתיים עובדים.", 26, "היום יש ישיבה. מחר חופש."},
    {"Σήμερα έχουμε συνάντηση; Αύριο δεν έχουμε τίποτα.", 30, "Σήμερα έχουμε συνάντηση;"},
    {"ዛሬ ስብሰባ አለ። ነገ እረፍት ነው። ከነገ ወዲያ ሥራ አለ።", 24, "ዛሬ ስብሰባ አለ። ነገ እረፍት ነው።"},
    {"Այսօր ժողով է։ Վաղը հանգիստ է։ Հետո աշխատանք է։", 32, "Այսօր ժողով է։ Վաղը հանգիստ է։"},
    {"ယနေ့ အစည်းအဝေး ရှိသည်။ မနက်ဖြန် နားရက် ဖြစ်သည်။", 26, "ယနေ့ အစည်းအဝေး ရှိသည်။"},
    {"ថ្ងៃនេះមានប្រជុំ។ ស្អែកឈប់សម្រាក។ ខានស្អែកធ្វើការ។", 36, "ថ្ងៃនេះមានប្រជុំ។ ស្អែកឈប់សម្រាក។"},
    {"วันนี้มีประชุม พรุ่งนี้หยุด มะรืนนี้ทำงานต่อไป", 30, "วันนี้มีประชุม พรุ่งนี้หยุด…"},
    {"วันนี้มีประชุม พรุ่งนี้หยุด มะรืนนี้ทำงานต่อไป", 36, "วันนี้มีประชุม พรุ่งนี้หยุด…"},
    {"วันนี้ มะรืนนี้ทำงานต่อไป", 16, "วันนี้ มะรืนนี้…"},
    {"དེ་རིང་ཚོགས་འདུ་ཡོད། སང་ཉིན་གུང་སེང་ཡིན། གནངས་ལས་ཀ་ཡོད།", 44, "དེ་རིང་ཚོགས་འདུ་ཡོད། སང་ཉིན་གུང་སེང་ཡིན།"},
};

static void excerpts(void **state)
{
    for (size_t i = 0; i < sizeof excerpt_cases / sizeof *excerpt_cases; i++) {
        const char *excerpt = ts_excerpt(*state, ts_str_of(excerpt_cases[i].text), excerpt_cases[i].max);
        assert_string_equal(excerpt, excerpt_cases[i].excerpt);
        if (ts_utf8_count(ts_str_of(excerpt)) > excerpt_cases[i].max)
            fail_msg("too long: %s", excerpt);
    }
    assert_string_equal(ts_excerpt(*state, (ts_str){0}, 5), "");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, make_arena, free_arena)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words),
        cmocka_unit_test(words_at_every_place),
        cmocka_unit_test(minutes),
        TEST(excerpts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
