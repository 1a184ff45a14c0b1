/* What encoding bytes are in, from the bytes alone. */
#include "text/charset_parts.h"

#include <string.h>
#include <uchardet.h>

/* Bytes that are shown to the detectors, from the first one beyond ASCII on. */
#define SAMPLE ((size_t)256 << 10)

/* Capitals in the wrong place that are no accident. */
#define CASES_LEAST 8

/* Line ends, spaces, marks and digits: what text in any script holds. Letters are left out, because U+4E00,
 * the commonest Chinese character, is an 'N' and a NUL the other way round; and '0' because of U+3000. */
static bool is_common_ascii(char low, char high)
{
    return high == '\0' && (low == '\n' || low == '\r' || (low >= ' ' && low <= '?' && low != '0'));
}

const ts_encoding *ts_utf16_by_nuls(ts_str bytes)
{
    size_t n = bytes.len < SAMPLE ? bytes.len & ~(size_t)1 : SAMPLE;
    if (!memchr(bytes.ptr, '\0', n))
        return NULL;
    size_t little = 0, big = 0, nuls = 0, high = 0, good, bad;
    for (size_t i = 0; i < n; i += 2) {
        char a = bytes.ptr[i], b = bytes.ptr[i + 1];
        little += is_common_ascii(a, b);
        big += is_common_ascii(b, a);
        nuls += !a || !b;
        high += (a | b) & 0x80 ? 1 : 0;
    }
    size_t most = little > big ? little : big, least = little > big ? big : little;
    if (most < 2 || most * 100 < n / 2 || least * 10 > most)
        return NULL;
    /* Text with stray NULs: without a byte beyond ASCII, UTF-16 has a NUL in every unit; and it is never
     * UTF-8. */
    ts_utf8_tally(ts_str_sub(bytes, 0, n), &good, &bad);
    if ((high == 0 && nuls * 4 < n) || good > bad)
        return NULL;
    const ts_encoding *encoding = little > big ? ts_encoding_utf16le : ts_encoding_utf16be;
    ts_buf out;
    ts_reading reading;
    ts_buf_init(&out, TS_BUF_MAX);
    bool known = ts_encoding_read(encoding, ts_str_sub(bytes, 0, n), &out, NULL, &reading);
    /* Bytes that only look so come out as lone surrogates and control characters. */
    size_t strange = reading.replaced + reading.controls;
    for (size_t i = 0; i < out.len; i++)
        strange += (unsigned char)out.ptr[i] < 0x09;
    ts_buf_free(&out);
    return known && strange * 50 <= n / 2 ? encoding : NULL;
}

bool ts_high_bytes_run(ts_str bytes)
{
    size_t high = 0, alone = 0;
    for (size_t i = 0; i < bytes.len; i++) {
        if ((unsigned char)bytes.ptr[i] < 0x80)
            continue;
        bool before = i > 0 && (unsigned char)bytes.ptr[i - 1] >= 0x80;
        bool after = i + 1 < bytes.len && (unsigned char)bytes.ptr[i + 1] >= 0x80;
        high++;
        alone += !before && !after;
    }
    /* Half of the second bytes of GBK, Big5 and Shift_JIS may be ASCII, where those stand alone. */
    return high > 0 && alone * 4 <= high;
}

static ts_str sample_of(ts_str bytes)
{
    size_t from = 0;
    while (from < bytes.len && (unsigned char)bytes.ptr[from] < 0x80 && bytes.ptr[from] != '\x1B')
        from++;
    return ts_str_sub(bytes, from, from + SAMPLE);
}

static const ts_encoding *ask(ts_str sample)
{
    uchardet_t detector = uchardet_new();
    const ts_encoding *encoding = NULL;
    if (uchardet_handle_data(detector, sample.ptr, sample.len) == 0) {
        uchardet_data_end(detector);
        encoding = ts_encoding_find(ts_str_of(uchardet_get_charset(detector)));
    }
    uchardet_delete(detector);
    return encoding;
}

/* libuchardet drops an encoding at its first bad byte. So each encoding that nearly all of the sample fits is
 * put to it again without what does not fit, and counts if it is then the answer. */
static const ts_encoding *ask_without_damage(ts_str sample)
{
    static const char *const names[] = {"gb18030", "big5", "shift_jis", "euc-jp", "euc-kr", NULL};
    const ts_encoding *found = NULL;
    for (const char *const *name = names; *name && !found; name++) {
        const ts_encoding *encoding = ts_encoding_find(ts_str_of(*name));
        ts_buf out, sound;
        ts_reading reading;
        ts_buf_init(&out, TS_BUF_MAX);
        ts_buf_init(&sound, TS_BUF_MAX);
        if (ts_encoding_read(encoding, sample, &out, &sound, &reading) && reading.replaced > 0 &&
            reading.replaced * 25 <= reading.characters && ask(ts_buf_str(&sound)) == encoding)
            found = encoding;
        ts_buf_free(&out);
        ts_buf_free(&sound);
    }
    return found;
}

const ts_encoding *ts_encoding_detect(ts_str bytes)
{
    ts_str sample = sample_of(bytes);
    const ts_encoding *answer = ask(sample);
    if ((answer && answer->family == TS_ENC_CJK) || !ts_high_bytes_run(sample))
        return answer;
    const ts_encoding *better = ask_without_damage(sample);
    return better ? better : answer;
}

/* Capitals stand before small letters, and hardly ever behind them. What windows-1251 has for the ones KOI8
 * has for the others, and servers used to turn pages from one into the other without their declarations. */
const ts_encoding *ts_encoding_by_case(const ts_encoding *claimed, ts_str bytes)
{
    static const char WINDOWS[] = "windows-1251";
    bool windows = strcmp(claimed->name, WINDOWS) == 0;
    size_t up = 0, down = 0;
    if (!windows && strcmp(claimed->name, "koi8-r") != 0 && strcmp(claimed->name, "koi8-u") != 0)
        return claimed;
    for (size_t i = 1; i < bytes.len; i++) {
        unsigned char a = (unsigned char)bytes.ptr[i - 1], b = (unsigned char)bytes.ptr[i];
        up += a >= 0xC0 && a < 0xE0 && b >= 0xE0;
        down += a >= 0xE0 && b >= 0xC0 && b < 0xE0;
    }
    size_t borne_out = windows ? up : down, against = windows ? down : up;
    if (against < CASES_LEAST || borne_out * 4 > against)
        return claimed;
    return ts_encoding_find(ts_str_of(windows ? "koi8-r" : WINDOWS));
}
