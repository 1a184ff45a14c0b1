/* Bytes to UTF-8 in one encoding, by iconv but for the two that are most pages. */
#include "text/encoding.h"

#include "text/utf8.h"

#include <errno.h>
#include <iconv.h>
#include <string.h>

#define REPLACEMENT "\xEF\xBF\xBD"

/* Appends decoded text with its NULs replaced, and counts what it holds. */
static void take(ts_buf *out, ts_str text, ts_reading *reading)
{
    size_t run = 0;
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];
        if (c >= 0x80) {
            reading->characters += c >= 0xC0;
            reading->controls += c == 0xC2 && i + 1 < text.len && (unsigned char)text.ptr[i + 1] < 0xA0;
        } else if (c == '\0') {
            ts_buf_put(out, ts_str_sub(text, run, i));
            ts_buf_puts(out, REPLACEMENT);
            run = i + 1;
        }
    }
    ts_buf_put(out, ts_str_sub(text, run, text.len));
}

static void take_bad(ts_buf *out, ts_reading *reading)
{
    ts_buf_puts(out, REPLACEMENT);
    reading->replaced++;
}

/* --- utf-8 -------------------------------------------------------------------------------------------------
 */

/* The bytes at i that a reader of UTF-8 replaces by one U+FFFD (the "maximal subpart" of Unicode,
 * chapter 3.9), `cut`: what is there would be a character if the text went on. The sequence at i is
 * malformed. */
static size_t malformed_len(ts_str s, size_t i, bool *cut)
{
    *cut = false;
    unsigned char lead = (unsigned char)s.ptr[i];
    size_t want = lead >= 0xC2 && lead <= 0xDF   ? 2
                  : (lead & 0xF0) == 0xE0        ? 3
                  : lead >= 0xF0 && lead <= 0xF4 ? 4
                                                 : 1;
    size_t len = 1;
    for (; len < want && i + len < s.len; len++) {
        unsigned char c = (unsigned char)s.ptr[i + len];
        if ((c & 0xC0) != 0x80)
            return len;
        bool second_fits = len > 1 || !((lead == 0xE0 && c < 0xA0) || (lead == 0xED && c > 0x9F) ||
                                        (lead == 0xF0 && c < 0x90) || (lead == 0xF4 && c > 0x8F));
        if (!second_fits)
            return len;
    }
    *cut = len < want;
    return len;
}

/* Walks the sequences of UTF-8 text: the length of the next one, and whether it is well formed. */
static size_t next_sequence(ts_str s, size_t i, bool *good, bool *cut)
{
    size_t pos = i;
    uint32_t c = ts_utf8_next(s, &pos);
    *cut = false;
    *good = c != 0xFFFD || pos - i == 3;
    return *good ? pos - i : malformed_len(s, i, cut);
}

void ts_utf8_tally(ts_str bytes, size_t *good, size_t *bad)
{
    *good = *bad = 0;
    for (size_t i = 0; i < bytes.len;) {
        if ((unsigned char)bytes.ptr[i] < 0x80) {
            i++;
            continue;
        }
        bool fine, cut;
        i += next_sequence(bytes, i, &fine, &cut);
        *good += fine;
        *bad += !fine && !cut;
    }
}

static void read_utf8(ts_str bytes, ts_buf *out, ts_buf *sound, ts_reading *reading)
{
    size_t run = 0;
    for (size_t i = 0; i < bytes.len;) {
        if ((unsigned char)bytes.ptr[i] < 0x80) {
            i++;
            continue;
        }
        bool fine, cut;
        size_t len = next_sequence(bytes, i, &fine, &cut);
        if (!fine) {
            take(out, ts_str_sub(bytes, run, i), reading);
            if (sound)
                ts_buf_put(sound, ts_str_sub(bytes, run, i));
            take_bad(out, reading);
            run = i + len;
        }
        i += len;
    }
    take(out, ts_str_sub(bytes, run, bytes.len), reading);
    if (sound)
        ts_buf_put(sound, ts_str_sub(bytes, run, bytes.len));
}

/* --- windows-1252 ------------------------------------------------------------------------------------------
 */

/* 0x80–0x9F as the WHATWG index has them: the five that Windows leaves open are controls. */
static const uint16_t windows_1252[32] = {
    0x20AC, 0x0081, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0x008D, 0x017D, 0x008F, 0x0090, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x009D, 0x017E, 0x0178,
};

int ts_windows_1252_byte(uint32_t code)
{
    if (code < 0x100)
        return (int)code;
    for (int i = 0; i < 32; i++)
        if (windows_1252[i] == code)
            return 0x80 + i;
    return -1;
}

static void read_windows_1252(ts_str bytes, ts_buf *out, ts_buf *sound, ts_reading *reading)
{
    size_t run = 0;
    for (size_t i = 0; i < bytes.len; i++) {
        unsigned char c = (unsigned char)bytes.ptr[i];
        if (c < 0x80)
            continue;
        take(out, ts_str_sub(bytes, run, i), reading);
        uint32_t code = c < 0xA0 ? windows_1252[c - 0x80] : c;
        ts_buf_put_utf8(out, code);
        reading->characters++;
        reading->controls += code < 0xA0;
        run = i + 1;
    }
    take(out, ts_str_sub(bytes, run, bytes.len), reading);
    if (sound)
        ts_buf_put(sound, bytes);
}

/* --- all others --------------------------------------------------------------------------------------------
 */

/* The bytes to skip at a place that iconv calls bad. As browsers do: a byte that begins nothing alone; a pair
 * together, unless its second byte is ASCII, which then is read for itself ("<" behind a stray byte stays a
 * "<"). */
static size_t bad_len(const ts_encoding *encoding, const char *at, size_t left)
{
    if (encoding == ts_encoding_utf16le || encoding == ts_encoding_utf16be)
        return left < 2 ? left : 2;
    unsigned char lead = (unsigned char)at[0];
    bool pair = encoding->family == TS_ENC_CJK && left > 1 && lead > 0x80 && lead < 0xFF &&
                (unsigned char)at[1] >= 0x80;
    return pair ? 2 : 1;
}

/* Windows put the euro sign into its GBK where GB18030 has nothing; the WHATWG decoder takes it. */
static bool is_euro(const ts_encoding *encoding, char byte)
{
    return (unsigned char)byte == 0x80 && strcmp(encoding->name, "gb18030") == 0;
}

static iconv_t open_iconv(const ts_encoding *encoding)
{
    iconv_t cd = iconv_open("UTF-8", encoding->iconv);
    return cd == (iconv_t)-1 ? iconv_open("UTF-8", encoding->name) : cd;
}

/* glibc's BIG5-HKSCS lacks some full-width signs that Windows' Big5 has and every dateline of a Taiwanese
 * paper holds (A1FE, a solidus). `cd` is opened when first needed. True where a character was taken off the
 * input. */
static bool ask_second(const ts_encoding *encoding, iconv_t *cd, char **in, size_t *left, ts_buf *out,
                       ts_reading *reading)
{
    if (!encoding->second || *left < 2)
        return false;
    if (*cd == (iconv_t)-1)
        *cd = iconv_open("UTF-8", encoding->second);
    if (*cd == (iconv_t)-1)
        return false;
    char *from = *in, character[8], *to = character;
    size_t pair = 2, room = sizeof character;
    iconv(*cd, NULL, NULL, NULL, NULL);
    if (iconv(*cd, &from, &pair, &to, &room) == (size_t)-1 || pair > 0)
        return false;
    take(out, (ts_str){character, (size_t)(to - character)}, reading);
    *in += 2;
    *left -= 2;
    return true;
}

static bool read_iconv(const ts_encoding *encoding, ts_str bytes, ts_buf *out, ts_buf *sound,
                       ts_reading *reading)
{
    iconv_t cd = open_iconv(encoding), second = (iconv_t)-1;
    if (cd == (iconv_t)-1)
        return false;
    char chunk[16384];
    char *in = (char *)bytes.ptr; /* iconv's type; it writes nothing there */
    size_t left = bytes.len;
    for (bool more = true; more;) {
        more = left > 0; /* the last call gives what the converter still holds */
        const char *from = in;
        char *to = chunk;
        size_t room = sizeof chunk;
        size_t result = iconv(cd, more ? &in : NULL, &left, &to, &room);
        int problem = result == (size_t)-1 ? errno : 0;
        take(out, (ts_str){chunk, (size_t)(to - chunk)}, reading);
        if (sound && in > from)
            ts_buf_put(sound, (ts_str){from, (size_t)(in - from)});
        if (problem == EILSEQ && left > 0 && is_euro(encoding, *in)) {
            take(out, TS_STR("\xE2\x82\xAC"), reading);
            in++;
            left--;
        } else if (problem == EILSEQ && ask_second(encoding, &second, &in, &left, out, reading)) {
            continue;
        } else if (problem == EILSEQ && left > 0) {
            size_t skip = bad_len(encoding, in, left);
            take_bad(out, reading);
            in += skip;
            left -= skip;
        } else if (problem == EINVAL) { /* a character that the end cuts off */
            take_bad(out, reading);
            left = 0;
        } else if (problem == EILSEQ) {
            take_bad(out, reading);
        }
    }
    if (second != (iconv_t)-1)
        iconv_close(second);
    iconv_close(cd);
    return true;
}

bool ts_encoding_read(const ts_encoding *encoding, ts_str bytes, ts_buf *out, ts_buf *sound,
                      ts_reading *reading)
{
    *reading = (ts_reading){0};
    if (encoding == ts_encoding_utf8)
        read_utf8(bytes, out, sound, reading);
    else if (encoding == ts_encoding_windows_1252)
        read_windows_1252(bytes, out, sound, reading);
    else
        return read_iconv(encoding, bytes, out, sound, reading);
    return true;
}
