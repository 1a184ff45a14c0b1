#include "rules/dates.h"

#include "rules/date_words.h"
#include "text/utf8.h"

#include <unicase.h>

#include <stdlib.h>

/* Bytes of a text that are looked at, and the tokens in them. */
#define TEXT_MAX 4096
#define TOKENS_MAX 400
/* Characters between two parts of one date: ", ", " – ", "/". */
#define GAP_MAX 4
/* Years of two digits: below it they are of this century. */
#define CENTURY 70

typedef enum token_kind { NUMBER, WORD, MONTH, FILLER, HALF_DAY, ZONE, UNIT } token_kind;

typedef struct token {
    token_kind kind;
    int value;  /* number; month; 12 for pm, 0 for am; minutes east; unit: 0 year, 1 month, 2 day */
    int digits; /* of a number */
    size_t start, end;
    char before; /* the ASCII mark right before it, or ' ' */
} token;

typedef struct tokens {
    token items[TOKENS_MAX];
    size_t len;
} tokens;

static int digit_of(uint32_t c)
{
    if (c >= '0' && c <= '9')
        return (int)(c - '0');
    if (c >= 0x660 && c <= 0x669)
        return (int)(c - 0x660);
    if (c >= 0x6F0 && c <= 0x6F9)
        return (int)(c - 0x6F0);
    return c >= 0xFF10 && c <= 0xFF19 ? (int)(c - 0xFF10) : -1;
}

static bool is_letter(uint32_t c)
{
    return c != 0xBA && c != 0xAA && digit_of(c) < 0 &&
           (ts_is_alnum(c) || (c >= 0x300 && c < 0x370) || (c >= 0xE31 && c < 0xE4F));
}

static void read_number(ts_str s, size_t *i, token *t)
{
    t->kind = NUMBER;
    while (*i < s.len) {
        size_t next = *i;
        int digit = digit_of(ts_utf8_next(s, &next));
        if (digit < 0)
            break;
        if (t->digits < 9)
            t->value = t->value * 10 + digit;
        t->digits++;
        *i = next;
    }
}

/* The letters from *i on in lower case, "a.m" too; a Han character or kana by itself, as they stand without
 * spaces. */
static void read_letters(ts_str s, size_t *i, ts_buf *lower)
{
    size_t letters = 0;
    while (*i < s.len) {
        size_t next = *i;
        uint32_t c = ts_utf8_next(s, &next);
        bool dot = c == '.' && letters == 1 && next < s.len && (s.ptr[next] | 0x20) == 'm';
        if (!is_letter(c) && !dot)
            break;
        ts_buf_put_utf8(lower, (uint32_t)uc_tolower(c));
        letters++;
        *i = next;
        if (ts_is_han(c) || ts_is_kana(c))
            break;
    }
}

/* A word and what it means. Some months have names of two words, which the data join by "_". */
static void read_word(ts_str s, size_t *i, token *t, const char *language)
{
    ts_buf lower;
    ts_buf_init(&lower, 100);
    read_letters(s, i, &lower);
    const ts_date_word *word = ts_date_word_find(ts_buf_str(&lower), language);
    size_t second = *i + 1;
    if (!word && second < s.len && s.ptr[*i] == ' ') {
        ts_buf_putc(&lower, '_');
        read_letters(s, &second, &lower);
        word = ts_date_word_find(ts_buf_str(&lower), language);
        *i = word ? second : *i;
    }
    t->kind = WORD;
    if (word) {
        static const token_kind kinds[] = {[TS_WORD_MONTH] = MONTH,
                                           [TS_WORD_FILLER] = FILLER,
                                           [TS_WORD_HALF_DAY] = HALF_DAY,
                                           [TS_WORD_ZONE] = ZONE,
                                           [TS_WORD_UNIT] = UNIT};
        t->kind = kinds[word->kind];
        t->value = word->value;
    }
    ts_buf_free(&lower);
}

/* Cuts the text into numbers and words; what stands between two parts too far apart ends a date. */
static void tokenize(ts_str s, const char *language, tokens *out)
{
    size_t last = 0;
    for (size_t i = 0; i < s.len && out->len < TOKENS_MAX;) {
        token t = {.start = i, .before = ' '};
        size_t next = i;
        uint32_t c = ts_utf8_next(s, &next);
        if (digit_of(c) >= 0)
            read_number(s, &i, &t);
        else if (is_letter(c))
            read_word(s, &i, &t, language);
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
}

typedef struct finder {
    const tokens *all;
    ts_str text;
    bool day_first; /* what 03/12/2020 means in the language, where it is known */
    bool month_first;
} finder;

static const token *at(const finder *f, size_t i)
{
    return i < f->all->len ? &f->all->items[i] : NULL;
}

/* The next token that is no filler ("de", "th"), near the one before; NULL where there is none. */
static const token *next_part(const finder *f, size_t *i)
{
    for (int fillers = 0; fillers < 3; fillers++) {
        const token *before = at(f, *i), *t = at(f, *i + 1);
        if (!before || !t || ts_utf8_count(ts_str_sub(f->text, before->end, t->start)) > GAP_MAX)
            return NULL;
        ++*i;
        if (t->kind != FILLER)
            return t;
    }
    return NULL;
}

static bool is_day(const token *t)
{
    return t && t->kind == NUMBER && t->digits <= 2 && t->value >= 1 && t->value <= 31;
}

static bool is_year(const token *t)
{
    return t && t->kind == NUMBER && t->digits == 4 && t->value >= 1000 && t->value < 3000;
}

/* A month's name, or two for the same ("آذار/مارس"). */
static bool take_months(const finder *f, size_t *i, int *month)
{
    const token *t = at(f, *i);
    if (!t || t->kind != MONTH)
        return false;
    *month = t->value;
    size_t next = *i;
    const token *second = next_part(f, &next);
    if (second && second->kind == MONTH && second->value == *month)
        *i = next;
    return true;
}

/* "12 March 2020", "12. März 2020", "12 de marzo de 2020". */
static bool day_month_year(const finder *f, size_t *i, ts_date *date)
{
    size_t k = *i;
    int month;
    const token *day = at(f, k), *t;
    if (!is_day(day) || !next_part(f, &k) || !take_months(f, &k, &month) || !is_year(t = next_part(f, &k)))
        return false;
    *date = (ts_date){.year = t->value, .month = month, .day = day->value};
    *i = k;
    return true;
}

/* "March 12, 2020", or "March 2020". */
static bool month_day_year(const finder *f, size_t *i, ts_date *date)
{
    size_t k = *i;
    int month;
    const token *day, *year, *before = k ? at(f, k - 1) : NULL;
    if (!take_months(f, &k, &month))
        return false;
    day = next_part(f, &k);
    /* A number right before the month was its day, and none that there is. */
    bool numbered = before && before->kind == NUMBER && at(f, *i)->start - before->end <= GAP_MAX;
    if (is_year(day) && !numbered) {
        *date = (ts_date){.year = day->value, .month = month};
        *i = k;
        return true;
    }
    if (!is_day(day) || !is_year(year = next_part(f, &k)))
        return false;
    *date = (ts_date){.year = year->value, .month = month, .day = day->value};
    *i = k;
    return true;
}

/* "2020 March 12". */
static bool year_month_day(const finder *f, size_t *i, ts_date *date)
{
    size_t k = *i;
    int month;
    const token *year = at(f, k), *day;
    if (!is_year(year) || !next_part(f, &k) || !take_months(f, &k, &month) || !is_day(day = next_part(f, &k)))
        return false;
    *date = (ts_date){.year = year->value, .month = month, .day = day->value};
    *i = k;
    return true;
}

/* Units behind their numbers, as Korean writes them, or before, as Vietnamese does. */
static bool with_units(const finder *f, size_t *i, ts_date *date)
{
    int parts[3] = {0};
    int found = 0;
    size_t k = *i, end = *i;
    for (; found < 3; found++) {
        const token *a = at(f, k), *b = at(f, k + 1);
        if (!a || !b || a->kind == b->kind || (a->kind != UNIT && b->kind != UNIT) ||
            (a->kind != NUMBER && b->kind != NUMBER))
            break;
        const token *unit = a->kind == UNIT ? a : b, *number = a->kind == UNIT ? b : a;
        if (parts[unit->value])
            break;
        parts[unit->value] = number->value;
        end = k + 1;
        k += 2;
    }
    if (!parts[0] || !parts[1])
        return false;
    *date = (ts_date){.year = parts[0], .month = parts[1], .day = parts[2]};
    *i = end;
    return true;
}

/* 12.03.20, in a language that writes the day first: two digits each, close together, and no more of them. */
static bool is_short_year(const finder *f, size_t i)
{
    const token *a = at(f, i), *b = at(f, i + 1), *c = at(f, i + 2), *d = at(f, i + 3);
    if (!f->day_first || !c || c->kind != NUMBER || a->digits != 2 || b->digits != 2 || c->digits != 2)
        return false;
    bool more = d && d->kind == NUMBER && d->start - c->end == 1 && d->before != ' ' && d->before != ',';
    return !more && b->start - a->end == 1 && c->start - b->end == 1 && (a->before != '.' || a->start == 0) &&
           c->before != '-';
}

/* 12.03.2020 is day first wherever it is written; 12/03/2020 only where the language or the numbers say so.
 */
static bool in_digits(const finder *f, size_t *i, ts_date *date)
{
    const token *a = at(f, *i), *b = at(f, *i + 1), *c = at(f, *i + 2);
    if (!is_day(a) || !is_day(b) || !(is_year(c) || is_short_year(f, *i)) || b->before != c->before ||
        c->start - b->end > 2 || !(c->before == '.' || c->before == '/' || c->before == '-'))
        return false;
    int year = c->digits == 4 ? c->value : c->value + (c->value < CENTURY ? 2000 : 1900);
    bool dots = c->before == '.';
    bool day_first = dots || a->value > 12 || (f->day_first && b->value <= 12);
    bool month_first = !dots && (b->value > 12 || f->month_first);
    if (day_first == month_first)
        return false;
    *date = (ts_date){
        .year = year, .month = day_first ? b->value : a->value, .day = day_first ? a->value : b->value};
    *i += 2;
    return true;
}

/* The time behind a date: "8:30 am", "at 20.15", "오후 3:20", with a zone or not. */
static size_t take_time(const finder *f, size_t i, ts_date *date)
{
    size_t k = i;
    int half = -1;
    const token *t = next_part(f, &k);
    if (t && t->kind == HALF_DAY) {
        half = t->value;
        t = next_part(f, &k);
    }
    if (!t || t->kind != NUMBER || t->digits > 2 || t->value > 24)
        return i;
    const token *m = at(f, k + 1), *s = at(f, k + 2);
    bool minutes = m && m->kind == NUMBER && m->digits == 2 && m->value < 60 && m->start - t->end == 1 &&
                   (m->before == ':' || m->before == '.');
    if (minutes)
        k++;
    bool seconds = minutes && s && s->kind == NUMBER && s->digits == 2 && s->value < 60 &&
                   s->start - m->end == 1 && s->before == ':';
    if (seconds)
        k++;
    size_t last = k;
    const token *behind = next_part(f, &k);
    if (behind && behind->kind == HALF_DAY) {
        half = behind->value;
        last = k;
        behind = next_part(f, &k);
    }
    if (!minutes && half < 0)
        return i;
    date->hour = half < 0 ? t->value : t->value % 12 + half;
    date->minute = minutes ? m->value : 0;
    date->second = seconds ? s->value : -1;
    if (behind && behind->kind == ZONE) {
        date->has_offset = true;
        date->offset = behind->value;
        last = k;
    }
    return last;
}

static bool find_words(ts_str s, const char *language, ts_date *date, size_t *start, size_t *end)
{
    static bool (*const forms[])(const finder *, size_t *, ts_date *) = {
        with_units, day_month_year, month_day_year, year_month_day, in_digits};
    tokens *all = ts_malloc(sizeof *all);
    finder f = {.all = all, .text = s};
    bool found = false;
    all->len = 0;
    tokenize(s, language, all);
    ts_date_order(language, &f.day_first, &f.month_first);
    for (size_t i = 0; !found && i < all->len; i++) {
        for (size_t k = 0; !found && k < sizeof forms / sizeof *forms; k++) {
            size_t last = i;
            if (all->items[i].kind == WORD || !forms[k](&f, &last, date))
                continue;
            date->year -= ts_date_era(language, date->year);
            date->hour = date->minute = date->second = -1;
            found = ts_date_valid(date);
            if (!found)
                continue;
            *start = all->items[i].start;
            last = date->day ? take_time(&f, last, date) : last;
            if (!ts_date_valid(date))
                date->hour = date->minute = date->second = -1;
            *end = all->items[last].end;
        }
    }
    free(all);
    return found;
}

bool ts_date_find(ts_str s, const char *language, ts_date *date, size_t *end)
{
    ts_date digits = {0}, words = {0};
    size_t digits_end = 0, words_start = 0, words_end = 0, any = 0;
    s = ts_str_sub(s, 0, TEXT_MAX);
    /* No date without a digit; what is beyond ASCII may be one. */
    while (any < s.len && !(s.ptr[any] & 0x80) && digit_of((unsigned char)s.ptr[any]) < 0)
        any++;
    if (any == s.len)
        return false;
    bool in_digits_found = ts_date_digits(s, &digits, &digits_end);
    bool in_words_found = find_words(s, language, &words, &words_start, &words_end);
    /* The one that begins first; where digits are part of what is said in words, the words know more. */
    bool use_words = in_words_found && (!in_digits_found || words_start < digits_end);
    if (in_digits_found && in_words_found && digits_end >= words_end && digits.year == words.year &&
        digits.month == words.month && digits.day == words.day)
        use_words = false;
    if (!in_digits_found && !in_words_found)
        return false;
    *date = use_words ? words : digits;
    if (end)
        *end = use_words ? words_end : digits_end;
    return true;
}
