/* UTF-8 and what Unicode says of a code point. */
#ifndef TS_TEXT_UTF8_H
#define TS_TEXT_UTF8_H

#include "base/buf.h"

/* ts_utf8_next for what is not read at once. */
uint32_t ts_utf8_next_long(ts_str s, size_t *pos);

/* The code point at *pos, which moves behind it: by one byte and U+FFFD where the bytes are no UTF-8
 * (no overlong forms, no surrogates). *pos must be below s.len. */
static inline uint32_t ts_utf8_next(ts_str s, size_t *pos)
{
    const unsigned char *p = (const unsigned char *)s.ptr + *pos;
    if (p[0] < 0x80) {
        ++*pos;
        return p[0];
    }
    /* The two bytes of U+0080 to U+07FF: accents, Greek, Cyrillic, Hebrew, Arabic. */
    if (p[0] >= 0xC2 && p[0] <= 0xDF && s.len - *pos >= 2 && (p[1] & 0xC0) == 0x80) {
        *pos += 2;
        return (p[0] & 0x1Fu) << 6 | (p[1] & 0x3Fu);
    }
    /* The three bytes of U+1000 to U+CFFF, where Chinese, Japanese and most of Korean stand, and of U+E000 to
     * U+FFFF, where their punctuation does. */
    if (p[0] >= 0xE1 && p[0] <= 0xEF && p[0] != 0xED && s.len - *pos >= 3) {
        uint32_t second = p[1] - 0x80u, third = p[2] - 0x80u;
        if ((second | third) < 0x40) {
            *pos += 3;
            return (p[0] & 0x0Fu) << 12 | second << 6 | third;
        }
    }
    return ts_utf8_next_long(s, pos);
}

/* The end of the plain text that begins at `pos`: printable ASCII, single spaces inside it; `pos` itself
 * where there is none. What walks over text character by character may take such a piece as a whole. */
size_t ts_utf8_plain_end(ts_str s, size_t pos);
/* The code point that ends before *pos, which moves to its start. *pos must be above 0. */
uint32_t ts_utf8_prev(ts_str s, size_t *pos);
/* The first and the last code point, 0 where s is empty. */
uint32_t ts_utf8_first(ts_str s);
uint32_t ts_utf8_last(ts_str s);

bool ts_utf8_valid(ts_str s);
/* Code points. */
size_t ts_utf8_count(ts_str s);
/* The byte offset behind the first n code points, s.len where there are fewer. */
size_t ts_utf8_offset(ts_str s, size_t n);

/* White space as Unicode has it, U+00A0 and U+3000 too, and the zero-width U+200B and U+FEFF. */
bool ts_is_space_wide(uint32_t c);
static inline bool ts_is_space(uint32_t c)
{
    if (c < 0x80)
        return c == ' ' || (c >= '\t' && c <= '\r');
    return (c <= 0x3000 || c == 0xFEFF) && ts_is_space_wide(c);
}
/* General category M*: what is written above, below or behind a letter and belongs to it. */
bool ts_is_mark(uint32_t c);
/* General categories P*; ASCII symbols too, as CommonMark 0.30 counts punctuation. */
bool ts_is_punct(uint32_t c);
/* General categories P* and S*: what cmark 0.31 and later count. */
bool ts_is_punct_or_symbol(uint32_t c);
/* The letters and digits beyond ASCII. */
bool ts_is_alnum_wide(uint32_t c);
static inline bool ts_is_alnum(uint32_t c)
{
    if (c < 0x80)
        return c - '0' < 10 || (c | 0x20) - 'a' < 26;
    /* Accents, Cyrillic, Arabic. */
    bool common = (c - 0xC0 < 0x190 && (c & ~0x20u) != 0xD7) || c - 0x400 < 0x82 || c - 0x620 < 0x2B;
    return common || ts_is_alnum_wide(c);
}
bool ts_is_lower(uint32_t c);
bool ts_is_upper(uint32_t c);
/* The value of a decimal digit of any script, -1 for anything else. */
int ts_digit_value_wide(uint32_t c);
static inline int ts_digit_value(uint32_t c)
{
    if (c < 0x80)
        return c - '0' < 10 ? (int)(c - '0') : -1;
    /* Han and kana have none. */
    return c < 0x660 || (c >= 0x2E80 && c < 0xA620) ? -1 : ts_digit_value_wide(c);
}
/* U+4E00 to U+9FFF: nearly all Han characters of a text. */
static inline bool ts_is_common_han(uint32_t c)
{
    return c - 0x4E00 < 0x5200;
}
/* The end of those that stand at `pos`; `pos` itself where there is none. */
static inline size_t ts_utf8_han_end(ts_str s, size_t pos)
{
    for (; s.len - pos >= 3; pos += 3) {
        const unsigned char *p = (const unsigned char *)s.ptr + pos;
        uint32_t first = p[0] - 0xE4u, second = p[1] - 0x80u, third = p[2] - 0x80u;
        if (first > 5 || (second | third) >= 0x40 || (first == 0 && second < 0x38))
            break;
    }
    return pos;
}
bool ts_is_han_rare(uint32_t c);
static inline bool ts_is_han(uint32_t c)
{
    return ts_is_common_han(c) || (c >= 0x2E80 && ts_is_han_rare(c));
}
/* Hiragana or Katakana. */
bool ts_is_kana(uint32_t c);
bool ts_is_hangul(uint32_t c);
/* Han, kana, bopomofo, CJK punctuation, full-width forms: East Asian Width W or F but for Hangul and emoji.
 */
bool ts_is_wide_rare(uint32_t c);
static inline bool ts_is_wide(uint32_t c)
{
    return ts_is_common_han(c) || (c >= 0x2329 && ts_is_wide_rare(c));
}
/* 。．.!?！？… and their like in other scripts (؟ ۔ । ) */
bool ts_is_sentence_end(uint32_t c);
/* , ; and their like in other scripts: ， 、 ； ، ؛ */
bool ts_is_comma(uint32_t c);
/* Quotation marks and brackets that may close behind the full stop of a sentence: " ' ) ] » ’ ” 」 』 ） */
bool ts_is_closing(uint32_t c);
/* Brackets and quotation marks that open or close. */
bool ts_is_bracket(uint32_t c);
/* What closes the bracket or quotation mark: ） behind （; 0 for what opens nothing. */
uint32_t ts_closing_of(uint32_t c);

/* s without white space of any kind at both ends. */
ts_str ts_utf8_trim(ts_str s);
/* Runs of white space of any kind become one space, none at the ends. */
void ts_utf8_squeeze(ts_buf *out, ts_str s);
/* What texts that differ in the case of their letters only have in common. Bytes that are no UTF-8 stay. */
void ts_utf8_fold_case(ts_buf *out, ts_str s);
/* NFD: "é" as "e" and its mark. */
void ts_utf8_decompose(ts_buf *out, ts_str s);
/* NFC, never NFKC, but for CJK compatibility ideographs (U+F900 to U+FAFF, U+2F800 to U+2FA1F), which stay:
 * NFC makes each another variant, and names are spelt with them. Bytes that are no UTF-8 become U+FFFD. */
void ts_utf8_nfc(ts_buf *out, ts_str s);
/* True where a quick look tells that ts_utf8_nfc would change nothing: for nearly all texts. */
bool ts_utf8_is_nfc(ts_str s);

#endif
