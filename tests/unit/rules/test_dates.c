#include "rules/dates.h"
#include "unit.h"

static void assert_date(const char *text, const char *language, const char *expected)
{
    ts_arena *arena = ts_arena_new();
    ts_date date;
    size_t end = 0;
    bool found = ts_date_find(ts_str_of(text), language, &date, &end);
    const char *got = found ? ts_date_format(arena, &date) : "none";
    if (strcmp(got, expected) != 0)
        fail_msg("“%s” gives %s, not %s", text, got, expected);
    if (found)
        assert_in_range(end, 1, strlen(text));
    ts_arena_free(arena);
}

static void months_in_words_of_fewer_readers(void **state)
{
    assert_date("ថ្ងៃទី១២ ខែមីនា ឆ្នាំ២០២០", "km", "2020-03-12");
    assert_date("12 មីនា 2020", NULL, "2020-03-12");
    assert_date("၁၂ မတ် ၂၀၂၀", "my", "2020-03-12");
    assert_date("မတ် ၁၂၊ ၂၀၂၀", "my", "2020-03-12");
    assert_date("၂၀၂၀ ခုနှစ် မတ်လ ၁၂ ရက်", "my", "2020-03-12");
    assert_date("ວັນທີ 12 ມີນາ 2020", "lo", "2020-03-12");
    assert_date("૧૨ માર્ચ ૨૦૨૦", "gu", "2020-03-12");
    assert_date("12 ಮಾರ್ಚ್ 2020", "kn", "2020-03-12");
    assert_date("12 മാർച്ച് 2020", "ml", "2020-03-12");
    assert_date("12 ਮਾਰਚ 2020", "pa", "2020-03-12");
    assert_date("12 ማርች 2020", "am", "2020-03-12");
    assert_date("12 сакавіка 2020", "be", "2020-03-12");
    assert_date("12 qershor 2020", "sq", "2020-06-12");
    assert_date("12 Desember 2020", "af", "2020-12-12");
    assert_date("12-iyun 2020-yil", "uz", "2020-06-12");
    assert_date("12 Márta 2020", "ga", "2020-03-12");
    assert_date("12 Mawrth 2020", "cy", "2020-03-12");
    assert_date("12 xuñ 2020", "gl", "2020-06-12");
    assert_date("luns, 2 de xan. de 2020", "gl", "2020-01-02");
    assert_date("12 ное 2020", "mk", "2020-11-12");
    assert_date("12 dhj 2020", "sq", "2020-12-12");
    assert_date("2020 m. gegužės mėn. 3 d.", "lt", "2020-05-03");
}

static void months_in_words(void **state)
{
    assert_date("12 March 2020", "en", "2020-03-12");
    assert_date("March 12, 2020", NULL, "2020-03-12");
    assert_date("Posted on Mar. 12th, 2020 by Jane", "en", "2020-03-12");
    assert_date("Sept 3 2020", "en", "2020-09-03");
    assert_date("March 2020", "en", "2020-03");
    assert_date("12. März 2020", "de", "2020-03-12");
    assert_date("1er mars 2020", "fr", "2020-03-01");
    assert_date("12 de marzo de 2020", "es", "2020-03-12");
    assert_date("12 de março de 2020", "pt", "2020-03-12");
    assert_date("12 marzo 2020", "it", "2020-03-12");
    assert_date("12 marca 2020 r.", "pl", "2020-03-12");
    assert_date("12 maart 2020", "nl", "2020-03-12");
    assert_date("12 марта 2020 года", "ru", "2020-03-12");
    assert_date("12 березня 2020", "uk", "2020-03-12");
    assert_date("١٢ مارس ٢٠٢٠", "ar", "2020-03-12");
    assert_date("12 آذار/مارس 2020", "ar", "2020-03-12");
    assert_date("12 كانون الثاني 2020", "ar", "2020-01-12");
    assert_date("12 Mart 2020", "tr", "2020-03-12");
    assert_date("12. marca 2020", "sk", "2020-03-12");
    assert_date("12. listopada 2020.", "hr", "2020-10-12");
    assert_date("12. listopadu 2020", "cs", "2020-11-12");
    assert_date("12. марта 2020. године", "sr", "2020-03-12");
    assert_date("12. mart 2020.", "sr", "2020-03-12");
    assert_date("12. marec 2020", "sl", "2020-03-12");
    assert_date("12 de març de 2020", "ca", "2020-03-12");
    assert_date("2 d'abril de 2020", "ca", "2020-04-02");
    assert_date("2020 m. kovo 12 d.", "lt", "2020-03-12");
    assert_date("12. märts 2020", "et", "2020-03-12");
    assert_date("12. mars 2020", "is", "2020-03-12");
    assert_date("2020년 3월 12일", "ko", "2020-03-12");
    assert_date("ngày 12 tháng 3 năm 2020", "vi", "2020-03-12");
    assert_date("12 มีนาคม 2563", "th", "2020-03-12");
    assert_date("প্রকাশ: ১২ অক্টোবর ২০২০, ০৯: ৩০", "bn", "2020-10-12T09:30");
    assert_date("১২ ফেব্রুয়ারি ২০২০", "bn", "2020-02-12");
    assert_date("12 मार्च 2020, 10:30 अपराह्न IST", "hi", "2020-03-12T22:30");
    assert_date("१२ ऑक्टोबर २०२०", "mr", "2020-10-12");
    assert_date("12 அக்டோபர் 2020", "ta", "2020-10-12");
    assert_date("12 అక్టోబర్ 2020", "te", "2020-10-12");
    assert_date("۱۲ مارچ ۲۰۲۰", "ur", "2020-03-12");
    assert_date("12 mart 2020, 18:30", "az", "2020-03-12T18:30");
    assert_date("Copyright 2019. 12 March 2020", "en", "2020-03-12");
    assert_date("2020. gada 12. martā plkst. 8:30", "lv", "2020-03-12T08:30");
    assert_date("2020 жылы 12 наурыз", "kk", "2020-03-12");
    assert_date("12 Մարտի 2020", "hy", "2020-03-12");
    assert_date("12 მარტი 2020", "ka", "2020-03-12");
    assert_date("12 Ogos 2020", "ms", "2020-08-12");
    assert_date("2020ko martxoaren 12a", "eu", "2020-03-12");
}

/* Truth: ICU's Persian calendar. */
static void solar_hijri(void **state)
{
    assert_date("سه‌شنبه ۲۵ اردیبهشت ۱۴۰۳ - ۱۰:۱۵", "fa", "2024-05-14T10:15");
    assert_date("۱ فروردین ۱۴۰۴", "fa", "2025-03-21");
    assert_date("۳۰ اسفند ۱۴۰۳", "fa", "2025-03-20");
    assert_date("۲۹ اسفند ۱۴۰۲", "fa", "2024-03-19");
    assert_date("۳۰ اسفند ۱۴۰۲", "fa", "none");
    assert_date("۱ مهر ۱۴۰۳", NULL, "2024-09-22");
    assert_date("۱ دی ۱۴۰۳", "fa", "2024-12-21");
    assert_date("مهر ۱۴۰۳", "fa", "2024-10");
    assert_date("تاریخ: ۱۴۰۳/۰۲/۲۵ ساعت ۱۰:۱۵", "fa", "2024-05-14T10:15");
    assert_date("1403-02-25", "fa", "2024-05-14");
    assert_date("25/02/1403", "fa", "2024-05-14");
    assert_date("1200/01/01", "fa", "1821-03-21");
    assert_date("1500/12/29", "fa", "2122-03-20");
    assert_date("1501/01/01", "fa", "none");
    assert_date("۱۴ مه ۲۰۲۴", "fa", "2024-05-14");
    assert_date("2024/05/14", "fa", "2024-05-14");
    assert_date("1403/02/25", "de", "none");
}

static void months_have_short_names(void **state)
{
    assert_date("12 Μαρ. 2020", "el", "2020-03-12");
    assert_date("12 ΜΑΡΤΙΟΥ 2020", "el", "2020-03-12");
    assert_date("12 берез. 2020", "uk", "2020-03-12");
    assert_date("12 фев 2020", "bg", "2020-02-12");
    assert_date("12 avq 2020", "az", "2020-08-12");
    assert_date("12 Agt 2020", "id", "2020-08-12");
    assert_date("12 अक्टू 2020", "hi", "2020-10-12");
    assert_date("12 Hul 2020", "tl", "2020-07-12");
}

static void months_in_digits(void **state)
{
    assert_date("发布日期:2020-03-12", "zh", "2020-03-12");
    assert_date("2020年3月12日", NULL, "2020-03-12");
    assert_date("12.03.2020", NULL, "2020-03-12");
    assert_date("12/03/2020", "fr", "2020-03-12");
    assert_date("12/03/2020", "en", "none");
    assert_date("Sun, 05/12/2024 - 09:30", "en", "2024-05-12T09:30");
    assert_date("Thursday 05/12/2024", "en", "2024-12-05");
    assert_date("Wed, 05/12/2024", "en", "none");
    assert_date("Thu, 12/03/2020", "en", "none"); /* both are */
    assert_date("12/03/2020", NULL, "none");
    assert_date("12/03/2020", "en-GB", "2020-03-12");
    assert_date("12/03/2020", "en-US", "2020-12-03");
    assert_date("3/4/2020", "en", "2020-03-04");
    assert_date("3/4/2020", "en-GB", "2020-04-03");
    assert_date("3/04/2020", "en", "none");
    assert_date("3-4-2020", "en", "none");
    assert_date("3/4/2020", NULL, "none");
    assert_date("12.03.20", "de", "2020-03-12");
    assert_date("12-03-20, 08:30", "nl", "2020-03-12T08:30");
    assert_date("12-03-20", "nl", "none");
    assert_date("12-03-20 08:30", "en-US", "none");
    assert_date("12/03/98", "fr", "1998-03-12");
    assert_date("12.03.20", "ja", "none");
    assert_date("1.2.20", "de", "none");
    assert_date("1.2.20, 08:30", "he", "2020-02-01T08:30");
    assert_date("Do. 12.03.20", "de", "2020-03-12");
    assert_date("3/12/20 8:30am", "en-US", "2020-03-12T08:30");
    assert_date("3/12/20", "en-US", "2020-03-12");
    assert_date("3/12/20 of them", "en-US", "none");
    assert_date("3.12.20 8:30", "en-US", "none");
    assert_date("12/03/2020 08:30", "zh-Hant-HK", "2020-03-12T08:30");
    assert_date("12-Mar-20", "en", "2020-03-12");
    assert_date("part-12-mar-20", "en", "none");
    assert_date("mar-12-20", "en", "none");
    assert_date("Mar 12 '20", "en", "2020-03-12");
    assert_date("12 Mar \xE2\x80\x99"
                "20",
                "en", "2020-03-12");
    assert_date("127.12.03.20", "de", "none");
    assert_date("12.03.20.1", "de", "none");
    assert_date("03/25/2020", "en", "2020-03-25");
    assert_date("25/03/2020", "en", "2020-03-25");
}

static void times_behind_dates(void **state)
{
    assert_date("March 12, 2020 8:30 am", "en", "2020-03-12T08:30");
    assert_date("March 12, 2020 at 8:30 p.m.", "en", "2020-03-12T20:30");
    assert_date("March 12, 2020 12:05 am", "en", "2020-03-12T00:05");
    assert_date("March 12, 2020, 3 pm", "en", "2020-03-12T15:00");
    assert_date("March 12, 2020 18:30 GMT", "en", "2020-03-12T18:30Z");
    assert_date("March 12, 2020 18:30 GMT+7", "en", "2020-03-12T18:30+07:00");
    assert_date("Thứ năm, 12/3/2020, 18:30 (GMT+7)", "vi", "2020-03-12T18:30+07:00");
    assert_date("2020-03-12 18:30 (UTC-03:30)", "pt", "2020-03-12T18:30-03:30");
    assert_date("12.03.2020, 08:30 Uhr", "de", "2020-03-12T08:30");
    assert_date("12 марта 2020, 08:30", "ru", "2020-03-12T08:30");
    assert_date("March 12, 2020 5 min read", "en", "2020-03-12");
    assert_date("March 12, 2020 | 29:99", "en", "2020-03-12");
}

static void times_as_languages_write_them(void **state)
{
    assert_date("12 mars 2020 à 8h30", "fr", "2020-03-12T08:30");
    assert_date("12 mars 2020, 8 h 30", "fr", "2020-03-12T08:30");
    assert_date("12/03/2020 08h30", "pt", "2020-03-12T08:30");
    assert_date("12/03/2020 às 20h", "pt", "2020-03-12T20:00");
    assert_date("12.03.2020 um 20 Uhr", "de", "2020-03-12T20:00");
    assert_date("12 мая 2020 г. в 08:30 МСК", "ru", "2020-05-12T08:30+03:00");
    assert_date("12 mar 2020 - 08:30 CET", "es", "2020-03-12T08:30+01:00");
    assert_date("2020/3/12 20:30 (JST)", "ja", "2020-03-12T20:30+09:00");
    assert_date("2020/3/12 20:30 (more)", "ja", "2020-03-12T20:30");
    assert_date("2020.03.12. 오후 3:05", "ko", "2020-03-12T15:05");
    assert_date("2020-03-12 | 08:30", "zh", "2020-03-12T08:30");
    assert_date("12 มีนาคม 2563 เวลา 08:30 น.", "th", "2020-03-12T08:30");
    assert_date("12/03/2020 8:30 p. m.", "es", "2020-03-12T20:30");
    assert_date("12 Mart 2020 Perşembe 08:30", "tr", "2020-03-12T08:30");
    assert_date("2020. márc. 12., csütörtök 08:30", "hu", "2020-03-12T08:30");
    assert_date("12 марта 2020 (обновлено: 10:00)", "ru", "2020-03-12");
}

static void times_amid_dates(void **state)
{
    assert_date("Thu Mar 12 08:30:12 PST 2020", "en", "2020-03-12T08:30:12-08:00");
    assert_date("Last modified: Thu Mar  2 08:30:12 2020", "en", "2020-03-02T08:30:12");
    assert_date("Thu Mar 12 08:30:12 +0530 2020", "en", "2020-03-12T08:30:12+05:30");
    /* Without seconds it is no clock's writing. */
    assert_date("March 12 08:30 2020", "en", "none");
}

static void offsets_behind_times(void **state)
{
    assert_date("Thu, 12 Mar 2020 08:30:12 -0800", "en", "2020-03-12T08:30:12-08:00");
    assert_date("12. März 2020 08:30 +01:00", "de", "2020-03-12T08:30+01:00");
    assert_date("12 March 2020 08:30 -1430", "en", "2020-03-12T08:30-14:30");
    /* Hours that no zone is away, other minutes, and the end of what begins then. */
    assert_date("12 March 2020 08:30 -1530", "en", "2020-03-12T08:30");
    assert_date("12 March 2020 08:30 -0840", "en", "2020-03-12T08:30");
    assert_date("12 March 2020 08:30-1030", "en", "2020-03-12T08:30");
    assert_date("12 March 2020 08:30 - 1030", "en", "2020-03-12T08:30");
}

static void times_before_dates(void **state)
{
    assert_date("08:30, 12 марта 2020", "ru", "2020-03-12T08:30");
    assert_date("8:30 p.m. EST, Thu March 12, 2020", "en", "2020-03-12T20:30-05:00");
    assert_date("08:30 | 12.03.2020", "de", "2020-03-12T08:30");
    assert_date("Laps 1:08:30, 12 March 2020", "en", "2020-03-12");
    assert_date("Score 08:30 in the match of 12 March 2020", "en", "2020-03-12");
}

static void years_of_other_calendars(void **state)
{
    assert_date("民國109年3月12日", "zh-Hant", "2020-03-12");
    assert_date("109年3月12日", "zh-Hant", "2020-03-12");
    assert_date("發布日期：109-03-12", "zh-Hant-TW", "2020-03-12");
    assert_date("109年3月12日", "zh-Hans", "none");
    assert_date("令和2年3月12日", "ja", "2020-03-12");
    assert_date("平成31年3月12日", "ja", "2019-03-12");
    assert_date("2年3月12日", "ja", "none");
    assert_date("12 มี.ค. 2563 08:30 น.", "th", "2020-03-12T08:30");
    assert_date("12 มี.ค. 63", "th", "2020-03-12");
    assert_date("วันพฤหัสบดีที่ 12 มีนาคม พ.ศ. 2563", "th", "2020-03-12");
    assert_date("๑๒ มีนาคม ๒๕๖๓", "th", "2020-03-12");
    assert_date("12 मार्च 2020", "hi", "2020-03-12");
    assert_date("2020. március 12.", "hu", "2020-03-12");
}

static void the_first_date_wins(void **state)
{
    assert_date("12 March 2020, updated 2020-04-01", "en", "2020-03-12");
    assert_date("2020-03-12, updated 1 April 2020", "en", "2020-03-12");
}

static void what_is_no_date(void **state)
{
    assert_date("", "en", "none");
    assert_date("no digits here", "en", "none");
    assert_date("31 February 2020", "en", "none");
    assert_date("32 March 2020", "en", "none");
    assert_date("12 March", "en", "none");
    assert_date("march 12 people 2020 miles", "en", "none");
    assert_date("99 1234567890123456789", "en", "none");
    assert_date("\xff\xfe 12 \xc3", "en", "none");
}

static void long_texts_are_cut(void **state)
{
    char *text = ts_malloc(100000);
    ts_date date;
    memset(text, '1', 100000);
    assert_false(ts_date_find((ts_str){text, 100000}, "en", &date, NULL));
    for (size_t i = 0; i < 100000; i += 2)
        text[i] = ' ';
    ts_date_find((ts_str){text, 100000}, "en", &date, NULL);
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(months_in_words),     cmocka_unit_test(months_in_words_of_fewer_readers),
        cmocka_unit_test(solar_hijri),         cmocka_unit_test(months_have_short_names),
        cmocka_unit_test(months_in_digits),    cmocka_unit_test(times_behind_dates),
        cmocka_unit_test(the_first_date_wins), cmocka_unit_test(times_as_languages_write_them),
        cmocka_unit_test(times_amid_dates),    cmocka_unit_test(offsets_behind_times),
        cmocka_unit_test(times_before_dates),  cmocka_unit_test(years_of_other_calendars),
        cmocka_unit_test(what_is_no_date),     cmocka_unit_test(long_texts_are_cut),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
