#include "text/encoding.h"

#include <string.h>

/* gb2312 and gbk are read as GB18030, shift_jis as CP932, euc-kr as CP949, iso-8859-1 as windows-1252: the
 * supersets that pages with those labels are really written in. */
enum {
    UTF8,
    UTF16LE,
    UTF16BE,
    GB18030,
    BIG5,
    SHIFT_JIS,
    EUC_JP,
    ISO_2022_JP,
    EUC_KR,
    WINDOWS_1252,
    ISO_8859_15,
    MACINTOSH,
    WINDOWS_1250,
    WINDOWS_1251,
    WINDOWS_1253,
    WINDOWS_1254,
    WINDOWS_1255,
    WINDOWS_1256,
    WINDOWS_1257,
    WINDOWS_1258,
    WINDOWS_874,
    ISO_8859_2,
    ISO_8859_3,
    ISO_8859_4,
    ISO_8859_5,
    ISO_8859_6,
    ISO_8859_7,
    ISO_8859_8,
    ISO_8859_10,
    ISO_8859_13,
    ISO_8859_14,
    ISO_8859_16,
    KOI8_R,
    KOI8_U,
    IBM866,
    X_MAC_CYRILLIC,
};

static const ts_encoding encodings[] = {
    [UTF8] = {"utf-8", NULL, TS_ENC_UNICODE},
    [UTF16LE] = {"utf-16le", "UTF-16LE", TS_ENC_UNICODE},
    [UTF16BE] = {"utf-16be", "UTF-16BE", TS_ENC_UNICODE},
    [GB18030] = {"gb18030", "GB18030", TS_ENC_CJK},
    [BIG5] = {"big5", "BIG5-HKSCS", TS_ENC_CJK, "CP950"},
    [SHIFT_JIS] = {"shift_jis", "CP932", TS_ENC_CJK},
    [EUC_JP] = {"euc-jp", "EUC-JP", TS_ENC_CJK},
    [ISO_2022_JP] = {"iso-2022-jp", "ISO-2022-JP", TS_ENC_CJK},
    [EUC_KR] = {"euc-kr", "CP949", TS_ENC_CJK},
    [WINDOWS_1252] = {"windows-1252", NULL, TS_ENC_WESTERN},
    [ISO_8859_15] = {"iso-8859-15", "ISO-8859-15", TS_ENC_WESTERN},
    [MACINTOSH] = {"macintosh", "MACINTOSH", TS_ENC_OTHER},
    [WINDOWS_1250] = {"windows-1250", "CP1250", TS_ENC_OTHER},
    [WINDOWS_1251] = {"windows-1251", "CP1251", TS_ENC_OTHER},
    [WINDOWS_1253] = {"windows-1253", "CP1253", TS_ENC_OTHER},
    [WINDOWS_1254] = {"windows-1254", "CP1254", TS_ENC_OTHER},
    [WINDOWS_1255] = {"windows-1255", "CP1255", TS_ENC_OTHER},
    [WINDOWS_1256] = {"windows-1256", "CP1256", TS_ENC_OTHER},
    [WINDOWS_1257] = {"windows-1257", "CP1257", TS_ENC_OTHER},
    [WINDOWS_1258] = {"windows-1258", "CP1258", TS_ENC_OTHER},
    [WINDOWS_874] = {"windows-874", "CP874", TS_ENC_OTHER},
    [ISO_8859_2] = {"iso-8859-2", "ISO-8859-2", TS_ENC_OTHER},
    [ISO_8859_3] = {"iso-8859-3", "ISO-8859-3", TS_ENC_OTHER},
    [ISO_8859_4] = {"iso-8859-4", "ISO-8859-4", TS_ENC_OTHER},
    [ISO_8859_5] = {"iso-8859-5", "ISO-8859-5", TS_ENC_OTHER},
    [ISO_8859_6] = {"iso-8859-6", "ISO-8859-6", TS_ENC_OTHER},
    [ISO_8859_7] = {"iso-8859-7", "ISO-8859-7", TS_ENC_OTHER},
    [ISO_8859_8] = {"iso-8859-8", "ISO-8859-8", TS_ENC_OTHER},
    [ISO_8859_10] = {"iso-8859-10", "ISO-8859-10", TS_ENC_OTHER},
    [ISO_8859_13] = {"iso-8859-13", "ISO-8859-13", TS_ENC_OTHER},
    [ISO_8859_14] = {"iso-8859-14", "ISO-8859-14", TS_ENC_OTHER},
    [ISO_8859_16] = {"iso-8859-16", "ISO-8859-16", TS_ENC_OTHER},
    [KOI8_R] = {"koi8-r", "KOI8-R", TS_ENC_OTHER},
    [KOI8_U] = {"koi8-u", "KOI8-U", TS_ENC_OTHER},
    [IBM866] = {"ibm866", "CP866", TS_ENC_OTHER},
    [X_MAC_CYRILLIC] = {"x-mac-cyrillic", "MAC-CYRILLIC", TS_ENC_OTHER},
};

const ts_encoding *const ts_encoding_utf8 = &encodings[UTF8];
const ts_encoding *const ts_encoding_utf16le = &encodings[UTF16LE];
const ts_encoding *const ts_encoding_utf16be = &encodings[UTF16BE];
const ts_encoding *const ts_encoding_windows_1252 = &encodings[WINDOWS_1252];

/* Labels of the standard, and a few that detectors and old pages use. */
static const struct {
    int encoding;
    const char *labels; /* one space between two */
} label_sets[] = {
    {UTF8, "utf-8 utf8 unicode-1-1-utf-8 unicode11utf8 unicode20utf8 x-unicode20utf8 ascii-utf-8"},
    {UTF16LE, "utf-16le utf-16 unicode ucs-2 iso-10646-ucs-2 csunicode unicodefeff"},
    {UTF16BE, "utf-16be unicodefffe"},
    {GB18030,
     "gb18030 gbk gb2312 gb_2312 gb_2312-80 chinese csgb2312 csiso58gb231280 iso-ir-58 x-gbk cp936 ms936 "
     "windows-936 euc-cn gb-2312"},
    {BIG5, "big5 big5-hkscs big5hkscs cn-big5 csbig5 x-x-big5 cp950 ms950 windows-950 big-5"},
    {SHIFT_JIS, "shift_jis shift-jis sjis x-sjis ms_kanji ms932 windows-31j csshiftjis cp932"},
    {EUC_JP, "euc-jp eucjp x-euc-jp cseucpkdfmtjapanese"},
    {ISO_2022_JP, "iso-2022-jp csiso2022jp jis"},
    {EUC_KR,
     "euc-kr euckr ks_c_5601-1987 ks_c_5601-1989 ksc5601 ksc_5601 korean cseuckr csksc56011987 iso-ir-149 "
     "windows-949 uhc cp949 ms949"},
    {WINDOWS_1252,
     "windows-1252 x-cp1252 cp1252 iso-8859-1 iso8859-1 iso88591 iso_8859-1 iso_8859-1:1987 latin1 l1 "
     "ascii us-ascii ansi_x3.4-1968 cp819 ibm819 iso-ir-100 csisolatin1 latin-1"},
    {ISO_8859_15, "iso-8859-15 iso8859-15 iso885915 iso_8859-15 csisolatin9 l9 latin9"},
    {MACINTOSH, "macintosh mac x-mac-roman csmacintosh"},
    {WINDOWS_1250, "windows-1250 x-cp1250 cp1250"},
    {WINDOWS_1251, "windows-1251 x-cp1251 cp1251 win-1251"},
    {WINDOWS_1253, "windows-1253 x-cp1253 cp1253"},
    {WINDOWS_1254,
     "windows-1254 x-cp1254 cp1254 iso-8859-9 iso8859-9 iso88599 iso_8859-9 iso_8859-9:1989 latin5 l5 "
     "csisolatin5 iso-ir-148"},
    {WINDOWS_1255, "windows-1255 x-cp1255 cp1255"},
    {WINDOWS_1256, "windows-1256 x-cp1256 cp1256"},
    {WINDOWS_1257, "windows-1257 x-cp1257 cp1257"},
    {WINDOWS_1258, "windows-1258 x-cp1258 cp1258"},
    {WINDOWS_874, "windows-874 dos-874 tis-620 iso-8859-11 iso8859-11 iso885911 cp874"},
    {ISO_8859_2, "iso-8859-2 iso8859-2 iso88592 iso_8859-2 iso_8859-2:1987 latin2 l2 csisolatin2 iso-ir-101"},
    {ISO_8859_3, "iso-8859-3 iso8859-3 iso88593 iso_8859-3 iso_8859-3:1988 latin3 l3 csisolatin3 iso-ir-109"},
    {ISO_8859_4, "iso-8859-4 iso8859-4 iso88594 iso_8859-4 iso_8859-4:1988 latin4 l4 csisolatin4 iso-ir-110"},
    {ISO_8859_5,
     "iso-8859-5 iso8859-5 iso88595 iso_8859-5 iso_8859-5:1988 cyrillic csisolatincyrillic iso-ir-144"},
    {ISO_8859_6,
     "iso-8859-6 iso8859-6 iso88596 iso_8859-6 iso_8859-6:1987 iso-8859-6-e iso-8859-6-i arabic ecma-114 "
     "asmo-708 csisolatinarabic csiso88596e csiso88596i iso-ir-127"},
    {ISO_8859_7,
     "iso-8859-7 iso8859-7 iso88597 iso_8859-7 iso_8859-7:1987 greek greek8 ecma-118 elot_928 sun_eu_greek "
     "csisolatingreek iso-ir-126"},
    {ISO_8859_8,
     "iso-8859-8 iso-8859-8-i iso-8859-8-e iso8859-8 iso88598 iso_8859-8 iso_8859-8:1988 hebrew visual "
     "logical csisolatinhebrew csiso88598e csiso88598i iso-ir-138"},
    {ISO_8859_10, "iso-8859-10 iso8859-10 iso885910 latin6 l6 csisolatin6 iso-ir-157"},
    {ISO_8859_13, "iso-8859-13 iso8859-13 iso885913"},
    {ISO_8859_14, "iso-8859-14 iso8859-14 iso885914"},
    {ISO_8859_16, "iso-8859-16"},
    {KOI8_R, "koi8-r koi koi8 koi8_r cskoi8r"},
    {KOI8_U, "koi8-u koi8-ru"},
    {IBM866, "ibm866 866 cp866 csibm866"},
    {X_MAC_CYRILLIC, "x-mac-cyrillic x-mac-ukrainian mac-cyrillic"},
};

static bool set_holds(const char *labels, ts_str label)
{
    while (*labels) {
        size_t len = strcspn(labels, " ");
        if (ts_str_same((ts_str){labels, len}, label))
            return true;
        labels += len;
        labels += strspn(labels, " ");
    }
    return false;
}

const ts_encoding *ts_encoding_find(ts_str label)
{
    label = ts_str_trim(label);
    if (label.len == 0)
        return NULL;
    for (size_t i = 0; i < sizeof label_sets / sizeof *label_sets; i++)
        if (set_holds(label_sets[i].labels, label))
            return &encodings[label_sets[i].encoding];
    return NULL;
}
