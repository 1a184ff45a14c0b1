#include "rules/date_tokens.h"

#include "text/date_parts.h"
#include "text/utf8.h"

#include <unicase.h>
#include <unictype.h>

/* Characters between two parts of one date: ", ", " – ", "/". */
#define GAP_MAX 4
/* Letters before the dot inside a shortened name: "a.m", "มี.ค". */
#define DOTTED_MAX 3

static bool is_thai(uint32_t c)
{
    return c >= 0xE01 && c < 0xE4F;
}

static bool is_letter(uint32_t c)
{
    if (c < 0x80)
        return (c | 0x20) - 'a' < 26;
    return c != 0xBA && c != 0xAA && ts_digit_value(c) < 0 &&
           (ts_is_alnum(c) || (c >= 0x300 && c < 0x370) || is_thai(c) ||
            (c >= 0x900 && (uc_is_property_alphabetic(c) || uc_is_general_category(c, UC_NON_SPACING_MARK))));
}

static void read_number(ts_str s, size_t *i, ts_date_token *t)
{
    t->kind = NUMBER;
    while (*i < s.len) {
        size_t next = *i;
        int digit = ts_digit_value(ts_utf8_next(s, &next));
        if (digit < 0)
            break;
        if (t->digits < 9)
            t->value = t->value * 10 + digit;
        t->digits++;
        *i = next;
    }
}

/* "a. m.", as Spanish writes it, behind whose dot *i stands. */
static bool is_parted_half(ts_str s, size_t i)
{
    return i + 2 < s.len && s.ptr[i] == ' ' && (s.ptr[i + 1] | 0x20) == 'm' && s.ptr[i + 2] == '.';
}

/* True for the dot inside "a.m" and inside Thai short names. */
static bool is_inner_dot(ts_str s, size_t next, uint32_t last, size_t letters)
{
    size_t after = next;
    if (next >= s.len || letters > DOTTED_MAX)
        return false;
    if (is_thai(last))
        return is_thai(ts_utf8_next(s, &after));
    return letters == 1 && ((s.ptr[next] | 0x20) == 'm' || is_parted_half(s, next));
}

/* The letters from *i on in lower case, "a.m" too; a Han character or kana by itself, as they stand without
 * spaces. */
static void read_letters(ts_str s, size_t *i, ts_buf *lower)
{
    size_t letters = 0;
    uint32_t last = 0;
    while (*i < s.len) {
        size_t next = *i;
        uint32_t c = ts_utf8_next(s, &next);
        if (!is_letter(c) && !(c == '.' && letters && is_inner_dot(s, next, last, letters)))
            break;
        if (c < 0x80)
            ts_buf_putc(lower, (char)(c == '.' ? c : c | 0x20));
        else
            ts_buf_put_utf8(lower, (uint32_t)uc_tolower(c));
        letters++;
        last = c;
        *i = next + (c == '.' && is_parted_half(s, next));
        if (ts_is_han(c) || ts_is_kana(c))
            break;
    }
}

void ts_date_read_east(ts_str s, size_t *i, int *minutes)
{
    ts_scan scan = {s, *i};
    ts_date date;
    ts_scan_offset_named(&scan, &date);
    *minutes = date.offset;
    *i = scan.pos;
}

/* A word and what it means. Some months have names of two words, which the data join by "_". */
static void read_word(ts_str s, size_t *i, ts_date_token *t, const char *language, ts_buf *lower)
{
    ts_buf_clear(lower);
    read_letters(s, i, lower);
    const ts_date_word *word = ts_date_word_find(ts_buf_str(lower), language);
    size_t second = *i + 1;
    if (!word && second < s.len && s.ptr[*i] == ' ') {
        ts_buf_putc(lower, '_');
        read_letters(s, &second, lower);
        word = ts_date_word_find(ts_buf_str(lower), language);
        *i = word ? second : *i;
    }
    t->kind = WORD;
    if (word) {
        static const ts_date_token_kind kinds[] = {
            [TS_WORD_MONTH] = MONTH, [TS_WORD_FILLER] = FILLER, [TS_WORD_HALF_DAY] = HALF_DAY,
            [TS_WORD_ZONE] = ZONE,   [TS_WORD_UNIT] = UNIT,     [TS_WORD_HOUR] = HOUR,
            [TS_WORD_WEEKDAY] = WORD};
        t->kind = kinds[word->kind];
        t->value = word->value;
    }
    if (t->kind == ZONE && t->value == 0)
        ts_date_read_east(s, i, &t->value);
}

void ts_date_tokenize(ts_str s, const char *language, ts_date_tokens *out)
{
    size_t last = 0;
    ts_buf lower;
    ts_buf_init(&lower, 100);
    out->len = 0;
    out->text = s;
    for (size_t i = 0; i < s.len && out->len < TS_DATE_TOKENS_MAX;) {
        ts_date_token t = {.start = i, .before = ' '};
        size_t next = i;
        uint32_t c = ts_utf8_next(s, &next);
        if (ts_digit_value(c) >= 0)
            read_number(s, &i, &t);
        else if (is_letter(c))
            read_word(s, &i, &t, language, &lower);
        else {
            i = next;
            continue;
        }
        for (size_t k = last; k < t.start; k++)
            if (s.ptr[k] != ' ' && t.before == ' ')
                t.before = s.ptr[k];
        t.end = last = i;
        out->items[out->len++] = t;
    }
    ts_buf_free(&lower);
}

const ts_date_token *ts_date_token_at(const ts_date_tokens *all, size_t i)
{
    return i < all->len ? &all->items[i] : NULL;
}

bool ts_date_is_near(const ts_date_tokens *all, const ts_date_token *a, const ts_date_token *b)
{
    return a && b && ts_utf8_count(ts_str_sub(all->text, a->end, b->start)) <= GAP_MAX;
}

const ts_date_token *ts_date_next_part(const ts_date_tokens *all, size_t *i)
{
    for (int fillers = 0; fillers < 3; fillers++) {
        const ts_date_token *t = ts_date_token_at(all, *i + 1);
        if (!ts_date_is_near(all, ts_date_token_at(all, *i), t))
            return NULL;
        ++*i;
        if (t->kind != FILLER)
            return t;
    }
    return NULL;
}
