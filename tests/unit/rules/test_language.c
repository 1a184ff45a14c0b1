#include "rules/language.h"
#include "unit.h"

static void assert_language(const char *text, const char *expected)
{
    const char *found = ts_language_detect(ts_str_of(text));
    if (!found || !expected ? found != expected : strcmp(found, expected) != 0)
        fail_msg("“%s” is %s, not %s", text, found ? found : "nothing", expected ? expected : "nothing");
}

static void languages_by_script_and_words(void **state)
{
    assert_language("The bridge is open again, and nobody in the town knows what to do with it.", "en");
    assert_language("Die Brücke ist wieder offen, und niemand in der Stadt weiß, was damit zu tun ist.",
                    "de");
    assert_language("Le pont est de nouveau ouvert et personne dans la ville ne sait quoi en faire.", "fr");
    assert_language("El puente está abierto de nuevo y nadie en la ciudad sabe qué hacer con él.", "es");
    assert_language("A ponte está aberta de novo e ninguém na cidade sabe o que fazer com ela.", "pt");
    assert_language("Il ponte è di nuovo aperto e nessuno in città sa che cosa farne, non ancora.", "it");
    assert_language("Most jest znowu otwarty i nikt w mieście nie wie, co z nim zrobić.", "pl");
    assert_language("Мост снова открыт, и никто в городе не знает, что с ним делать.", "ru");
    assert_language("Міст знову відкрито, і ніхто в місті не знає, що з ним робити.", "uk");
    assert_language("أعيد فتح الجسر ولم يعرف أحد في البلدة ماذا يفعل به على الإطلاق", "ar");
    assert_language(
        "پل دوباره باز شد و هیچ کس در شهر نمی‌داند که با آن چه "
        "کند",
        "fa");
    assert_language("清晨六点，湖滨老街的石板路刚刚被洒水车冲洗过。", "zh-Hans");
    assert_language("清晨六點，湖濱老街的石板路剛剛被灑水車沖洗過。", "zh-Hant");
    assert_language("川にかかる橋が九年ぶりに再び開通した。", "ja");
    assert_language("ស្ពានចាស់នៅបឹងបានបើកឡើងវិញនៅថ្ងៃព្រហស្បតិ៍", "km");
    assert_language("ကန်ဘေးက တံတားဟောင်းကို ကြာသပတေးနေ့မှာ ပြန်ဖွင့်", "my");
    assert_language("ຂົວເກົ່າຢູ່ໜອງໄດ້ເປີດຄືນໃນວັນພະຫັດ", "lo");
    assert_language("ஏரியின் பழைய பாலம் வியாழக்கிழமை மீண்டும் திறக்கப்பட்டது", "ta");
    assert_language("હ્રદ પરનો જૂનો પુલ ગુરુવારે ફરી ખુલ્યો", "gu");
    assert_language("ტბის ძველი ხიდი ხუთშაბათს ისევ გაიხსნა", "ka");
    assert_language("Старият мост отвори отново, девет години след водата, която го отнесе.", "bg");
    assert_language("جھیل کا پرانا پل جمعرات کو دوبارہ کھول دیا گیا، لوگ چل پڑے۔", "ur");
    assert_language("লেকের পুরোনো সেতু বৃহস্পতিবার আবার খুলেছে", "bn");
    assert_language("다리가 다시 열렸지만 아무도 무엇을 해야 할지 몰랐다.", "ko");
    assert_language("הגשר נפתח שוב ואיש בעיר אינו יודע מה לעשות בו", "he");
    assert_language("Η γέφυρα άνοιξε ξανά και κανείς δεν ξέρει τι να την κάνει", "el");
}

static void neighbours_are_told_apart(void **state)
{
    assert_language(
        "El pont del llac és obert de nou, i ningú no sap què fer-ne amb els anys que han passat.", "ca");
    assert_language("A ponte do lago está aberta de novo, e ninguén sabe que facer con ela despois dos anos.",
                    "gl");
    assert_language("Lakuko zubia berriro zabalik dago, baina inork ez du ongi ulertu zer egin behar den.",
                    "eu");
    assert_language("Most čez jezero je znova odprt, vendar nihče ne ve, kaj bi z njim po tako dolgih letih.",
                    "sl");
    assert_language(
        "Most preko jezera je ponovno otvoren, ali nitko ne zna što bi s njim nakon toliko godina.", "hr");
    assert_language("Мостот преку езерото е повторно отворен, но никој не знае што да прави со него.", "mk");
    assert_language("Мост преко језера је поново отворен, али нико не зна шта би с њим после година.", "sr");
    assert_language("Мост праз возера зноў адкрыты, і ніхто ў горадзе не ведае, што з ім рабіць.", "be");
    assert_language("Järve sild on jälle avatud, kuid keegi ei tea, mida sellega pärast neid aastaid teha.",
                    "et");
    assert_language("Tilts pār ezeru atkal ir atvērts, bet neviens nezina, ko ar to darīt pēc gadiem.", "lv");
    assert_language("Tiltas per ežerą vėl atidarytas, bet niekas nežino, ką su juo daryti po tiek metų.",
                    "lt");
    assert_language("Brúin yfir vatnið er opin á ný, og enginn veit hvað á að gera við hana eftir öll árin.",
                    "is");
    assert_language("Ura mbi liqen është hapur sërish dhe askush nuk e di se çfarë të bëjë me të.", "sq");
    assert_language("Göl üzərindəki körpü yenidən açılıb və heç kim onunla nə edəcəyini bilmir.", "az");
    assert_language("Die brug oor die meer is weer oop, en niemand weet wat om met dit te doen nie.", "af");
    assert_language("Mae’r bont dros y llyn ar agor eto, ac nid yw neb yn gwybod beth i’w wneud â hi.", "cy");
    assert_language("Tá an droichead ar oscailt arís, agus níl a fhios ag aon duine cad a dhéanfar leis.",
                    "ga");
    assert_language("Daraja la ziwa limefunguliwa tena, na hakuna mtu wa mji ambaye anajua la kufanya.",
                    "sw");
    assert_language("तलावावरील पूल पुन्हा खुला झाला आहे आणि कोणालाही काय करावे हे कळत नाही", "mr");
    assert_language("तालमाथिको पुल फेरि खुलेको छ र के गर्ने भन्ने कसैलाई थाहा छैन", "ne");
    assert_language("د جهيل پر سر پله بيا پرانيستل شوې او هېڅوک نه پوهېږي چې څه وکړي", "ps");
}

static void mixed_texts_go_to_the_weightier_script(void **state)
{
    assert_language("ZoomEye 2.0 发布：知道创宇 Web 安全团队介绍了新的搜索引擎 ZoomEye。", "zh-Hans");
    assert_language("The word 橋 means bridge in Japanese and it is a character that everybody can read.",
                    "en");
}

static void too_little_is_nothing(void **state)
{
    assert_language("", NULL);
    assert_language("OK", NULL);
    assert_language("12345 67890 !!!", NULL);
    assert_language("xyzzy plugh frobnicate quuxify blorbify grault", NULL);
    assert_language("橋", NULL);
    assert_language("\xff\xff\xff\xff", NULL);
}

static void assert_settled(const char *declared, const char *text, const char *expected)
{
    const char *found = ts_language_settle(ts_str_of(declared), ts_str_of(text));
    if (!found || !expected ? found != expected : strcmp(found, expected) != 0)
        fail_msg("“%s” is %s, not %s", declared, found ? found : "nothing", expected ? expected : "nothing");
}

static void declared_tags_are_made_canonical(void **state)
{
    const char *english = "The bridge is open again, and nobody in the town knows what to do with it.";
    assert_settled("EN-us", english, "en-US");
    assert_settled("en_GB", english, "en-GB");
    assert_settled("de_DE.UTF-8", "", "de-DE");
    assert_settled("jp", "", "ja");
    assert_settled("iw", "", "he");
    assert_settled("sr-latn-rs", "", "sr-Latn-RS");
    assert_settled("", english, "en");
    assert_settled("english", english, "en");
    assert_settled("utf-8", english, "en");
    assert_settled("-", "", NULL);
    assert_settled("x", "", NULL);
}

static void a_clear_text_overrules_a_tag(void **state)
{
    const char *german =
        "Die alte Brücke über den Fluss ist nach neun Jahren wieder offen, und die ganze Stadt kam am "
        "Donnerstag zur "
        "Feier. Die Ingenieure haben die Balken ersetzt und die Geländer auf beiden Seiten erneuert, sagte "
        "die "
        "Bürgermeisterin am Mittag vor der Menge, die auf den Wiesen stand und noch lange dort blieb.";
    assert_settled("en-US", german, "de");
    assert_settled("de-AT", german, "de-AT");
    assert_settled("en", "Die alte Brücke ist offen.", "en");
    /* A language that nothing is known of may be as like it as this. */
    assert_settled("lb", german, "lb");
}

static void chinese_has_a_script(void **state)
{
    const char *hans = "清晨六点，湖滨老街的石板路刚刚被洒水车冲洗过。";
    const char *hant = "清晨六點，湖濱老街的石板路剛剛被灑水車沖洗過。";
    assert_settled("zh", hans, "zh-Hans");
    assert_settled("zh_CN", hans, "zh-Hans");
    assert_settled("zh-cn", hant, "zh-Hant");
    assert_settled("zh-TW", hant, "zh-Hant");
    assert_settled("zh-TW", "", "zh-Hant");
    assert_settled("zh-HK", hant, "zh-Hant-HK");
    assert_settled("zh-Hant-TW", hant, "zh-Hant");
    assert_settled("cn", "", "zh-Hans");
    assert_settled("en", hans, "zh-Hans");
    assert_settled("zh-CN", "The bridge is open again, and nobody in the town knows what to do with it.",
                   "en");
}

static void directions(void **state)
{
    assert_string_equal(ts_language_direction("ar"), "rtl");
    assert_string_equal(ts_language_direction("ar-EG"), "rtl");
    assert_string_equal(ts_language_direction("he"), "rtl");
    assert_string_equal(ts_language_direction("fa"), "rtl");
    assert_string_equal(ts_language_direction("az-Arab"), "rtl");
    assert_string_equal(ts_language_direction("en"), "ltr");
    assert_string_equal(ts_language_direction("zh-Hant"), "ltr");
    assert_string_equal(ts_language_direction(NULL), "ltr");
    assert_string_equal(ts_language_direction(""), "ltr");
}

static void tags_are_not_kept_without_end(void **state)
{
    char tag[16];
    for (int i = 0; i < 26 * 26 * 26; i++) {
        snprintf(tag, sizeof tag, "%c%c-%c%c", 'a' + i % 26, 'a' + i / 26 % 26, 'a' + i / 676, 'b');
        ts_language_settle(ts_str_of(tag), (ts_str){0});
    }
    assert_settled("de", "", "de");
}

static void a_name_is_in_a_language_by_its_letters(void **state)
{
    assert_true(ts_language_writes("zh-Hans", TS_STR("新闻")));
    assert_true(ts_language_writes("ja", TS_STR("白津")));
    assert_true(ts_language_writes("ja", TS_STR("「まち」")));
    assert_true(ts_language_writes("en-GB", TS_STR("1. Night")));
    assert_false(ts_language_writes("zh-Hans", TS_STR("まち")));
    assert_false(ts_language_writes("ja", TS_STR("night")));
    assert_false(ts_language_writes("de", TS_STR("Общество")));
    assert_false(ts_language_writes("en", TS_STR("1921")));
    assert_false(ts_language_writes("xx", TS_STR("night")));
    assert_false(ts_language_writes("", TS_STR("night")));
}

static void languages_are_read_at_their_speed(void **state)
{
    assert_int_equal(ts_language_speed("de-AT"), 920);
    assert_int_equal(ts_language_speed("en"), 987);
    assert_int_equal(ts_language_speed("hu"), 0);
    assert_int_equal(ts_language_speed("zh-Hans"), 0);
    assert_int_equal(ts_language_speed("xx"), 0);
    assert_int_equal(ts_language_speed(NULL), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(languages_by_script_and_words),
        cmocka_unit_test(neighbours_are_told_apart),
        cmocka_unit_test(mixed_texts_go_to_the_weightier_script),
        cmocka_unit_test(too_little_is_nothing),
        cmocka_unit_test(declared_tags_are_made_canonical),
        cmocka_unit_test(a_clear_text_overrules_a_tag),
        cmocka_unit_test(chinese_has_a_script),
        cmocka_unit_test(directions),
        cmocka_unit_test(tags_are_not_kept_without_end),
        cmocka_unit_test(a_name_is_in_a_language_by_its_letters),
        cmocka_unit_test(languages_are_read_at_their_speed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
