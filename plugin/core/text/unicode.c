/* What Unicode says of a code point: the properties in text/utf8.h. Small tables for what is asked of every
 * character of a page, made from Unicode 14.0.0 (EastAsianWidth.txt, Scripts.txt, emoji-data.txt,
 * PropList.txt); libunistring for the rest. */
#include "text/utf8.h"

#include <unictype.h>

typedef struct range {
    uint32_t first, last;
} range;

static bool in_ranges(uint32_t c, const range *ranges, size_t n)
{
    size_t low = 0, high = n;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (c < ranges[middle].first)
            high = middle;
        else if (c > ranges[middle].last)
            low = middle + 1;
        else
            return true;
    }
    return false;
}

#define IN(c, table) in_ranges((c), (table), sizeof(table) / sizeof *(table))

/* East Asian Width W and F, and half-width Katakana, without Hangul and what is shown as emoji. Unassigned
 * code points between two ranges of one block are counted in. */
static const range wide[] = {
    {0x2329, 0x232A},   {0x2E80, 0x302D},   {0x3030, 0x3130},   {0x3190, 0x31FF},   {0x3220, 0x325F},
    {0x327F, 0x4DBF},   {0x4E00, 0xA4CF},   {0xF900, 0xFAFF},   {0xFE10, 0xFE19},   {0xFE30, 0xFE6F},
    {0xFF01, 0xFF9F},   {0xFFE0, 0xFFE6},   {0x16FE0, 0x16FFF}, {0x17000, 0x18D8F}, {0x1AFF0, 0x1B2FF},
    {0x1F200, 0x1F200}, {0x1F202, 0x1F202}, {0x1F210, 0x1F219}, {0x1F21B, 0x1F22E}, {0x1F230, 0x1F231},
    {0x1F237, 0x1F237}, {0x1F23B, 0x1F23B}, {0x1F240, 0x1F248}, {0x1F260, 0x1F265}, {0x20000, 0x2FFFD},
    {0x30000, 0x3FFFD},
};

/* Script Han, with the planes 2 and 3 whole. */
static const range han[] = {
    {0x2E80, 0x2FD5},   {0x3005, 0x3005},   {0x3007, 0x3007},   {0x3021, 0x3029},
    {0x3038, 0x303B},   {0x3400, 0x4DBF},   {0x4E00, 0x9FFF},   {0xF900, 0xFAD9},
    {0x16FE2, 0x16FE3}, {0x16FF0, 0x16FF1}, {0x20000, 0x2FFFD}, {0x30000, 0x3FFFD},
};

/* Scripts Hiragana and Katakana, and the marks both share. */
static const range kana[] = {
    {0x3041, 0x3096},   {0x3099, 0x309F},   {0x30A1, 0x30FA},   {0x30FC, 0x30FF},
    {0x31F0, 0x31FF},   {0x32D0, 0x32FE},   {0x3300, 0x3357},   {0xFF66, 0xFF9F},
    {0x1AFF0, 0x1B122}, {0x1B150, 0x1B167}, {0x1F200, 0x1F200},
};

static const range hangul[] = {
    {0x1100, 0x11FF}, {0x302E, 0x302F}, {0x3131, 0x318E}, {0x3200, 0x321E}, {0x3260, 0x327E},
    {0xA960, 0xA97C}, {0xAC00, 0xD7A3}, {0xD7B0, 0xD7FB}, {0xFFA0, 0xFFDC},
};

/* Property Sentence_Terminal up to U+FFFF, U+2026, and the stops of Khmer and Tibetan, which Unicode 14
 * leaves out. */
static const range sentence_ends[] = {
    {0x0021, 0x0021}, {0x002E, 0x002E}, {0x003F, 0x003F}, {0x0589, 0x0589}, {0x061D, 0x061F},
    {0x06D4, 0x06D4}, {0x0700, 0x0702}, {0x07F9, 0x07F9}, {0x0837, 0x0837}, {0x0839, 0x0839},
    {0x083D, 0x083E}, {0x0964, 0x0965}, {0x0F0D, 0x0F11}, {0x104A, 0x104B}, {0x1362, 0x1362},
    {0x1367, 0x1368}, {0x166E, 0x166E}, {0x1735, 0x1736}, {0x17D4, 0x17D5}, {0x1803, 0x1803},
    {0x1809, 0x1809}, {0x1944, 0x1945}, {0x1AA8, 0x1AAB}, {0x1B5A, 0x1B5B}, {0x1B5E, 0x1B5F},
    {0x1B7D, 0x1B7E}, {0x1C3B, 0x1C3C}, {0x1C7E, 0x1C7F}, {0x2026, 0x2026}, {0x203C, 0x203D},
    {0x2047, 0x2049}, {0x2E2E, 0x2E2E}, {0x2E3C, 0x2E3C}, {0x2E53, 0x2E54}, {0x3002, 0x3002},
    {0xA4FF, 0xA4FF}, {0xA60E, 0xA60F}, {0xA6F3, 0xA6F3}, {0xA6F7, 0xA6F7}, {0xA876, 0xA877},
    {0xA8CE, 0xA8CF}, {0xA92F, 0xA92F}, {0xA9C8, 0xA9C9}, {0xAA5D, 0xAA5F}, {0xAAF0, 0xAAF1},
    {0xABEB, 0xABEB}, {0xFE12, 0xFE12}, {0xFE15, 0xFE16}, {0xFE19, 0xFE19}, {0xFE52, 0xFE52},
    {0xFE56, 0xFE57}, {0xFF01, 0xFF01}, {0xFF0E, 0xFF0E}, {0xFF1F, 0xFF1F}, {0xFF61, 0xFF61},
};

/* Nearly all of a Chinese page: what no table needs to be asked for. */
static bool ascii_graphic(uint32_t c)
{
    return c > ' ' && c < 0x7F;
}

static bool has_category(uint32_t c, uint32_t categories)
{
    return uc_is_general_category_withtable(c, categories);
}

bool ts_is_space_wide(uint32_t c)
{
    return c == 0x85 || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200B) || c == 0x2028 ||
           c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000 || c == 0xFEFF;
}

bool ts_is_mark(uint32_t c)
{
    return c >= 0x300 && uc_is_general_category(c, UC_MARK);
}

bool ts_is_punct(uint32_t c)
{
    if (c < 0x80)
        return ascii_graphic(c) && !ts_is_alnum(c);
    return has_category(c, UC_CATEGORY_MASK_P);
}

bool ts_is_punct_or_symbol(uint32_t c)
{
    if (c < 0x80)
        return ts_is_punct(c);
    return has_category(c, UC_CATEGORY_MASK_P | UC_CATEGORY_MASK_S);
}

bool ts_is_lower(uint32_t c)
{
    return c < 0x80 ? c >= 'a' && c <= 'z' : uc_is_general_category_withtable(c, UC_CATEGORY_MASK_Ll);
}

bool ts_is_upper(uint32_t c)
{
    return c < 0x80 ? c >= 'A' && c <= 'Z' : uc_is_general_category_withtable(c, UC_CATEGORY_MASK_Lu);
}

bool ts_is_alnum_wide(uint32_t c)
{
    if (ts_is_common_han(c))
        return true;
    return has_category(c, UC_CATEGORY_MASK_L | UC_CATEGORY_MASK_N);
}

int ts_digit_value_wide(uint32_t c)
{
    return uc_decimal_value(c);
}

bool ts_is_han_rare(uint32_t c)
{
    return c >= 0x2E80 && IN(c, han);
}

bool ts_is_kana(uint32_t c)
{
    return c >= 0x3041 && !ts_is_common_han(c) && IN(c, kana);
}

bool ts_is_hangul(uint32_t c)
{
    return c >= 0x1100 && !ts_is_common_han(c) && IN(c, hangul);
}

bool ts_is_wide_rare(uint32_t c)
{
    return IN(c, wide);
}

bool ts_is_sentence_end(uint32_t c)
{
    if (c < 0x80)
        return c == '.' || c == '!' || c == '?';
    return !ts_is_common_han(c) && IN(c, sentence_ends);
}

bool ts_is_comma(uint32_t c)
{
    return c == ',' || c == ';' || c == 0xFF0C || c == 0x3001 || c == 0xFF1B || c == 0x060C || c == 0x061B;
}

bool ts_is_closing(uint32_t c)
{
    return c == '"' || c == '\'' || c == ')' || c == ']' || c == 0xBB || c == 0x2019 || c == 0x201D ||
           c == 0x300D || c == 0x300F || c == 0xFF09;
}

bool ts_is_bracket(uint32_t c)
{
    return uc_is_general_category_withtable(c, UC_CATEGORY_MASK_Ps | UC_CATEGORY_MASK_Pe |
                                                   UC_CATEGORY_MASK_Pi | UC_CATEGORY_MASK_Pf);
}

uint32_t ts_closing_of(uint32_t c)
{
    ucs4_t mirror = 0;
    if (c == 0x2018 || c == 0x201C)
        return c + 1;
    bool opens = uc_is_general_category_withtable(c, UC_CATEGORY_MASK_Ps | UC_CATEGORY_MASK_Pi);
    return opens && uc_mirror_char(c, &mirror) ? mirror : 0;
}
