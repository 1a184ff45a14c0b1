#include "text/sentence.h"
#include "text/utf8.h"

#include <string.h>
#include <unictype.h>

/* Quotation marks and brackets that close behind the stop of a sentence. */
static bool is_closer(uint32_t c)
{
    return c == '"' || c == '\'' ||
           (c >= 0x80 && uc_is_general_category_withtable(c, UC_CATEGORY_MASK_Pe | UC_CATEGORY_MASK_Pf)) ||
           c == ')' || c == ']';
}

static bool is_upper(uint32_t c)
{
    return uc_is_general_category_withtable(c, UC_CATEGORY_MASK_Lu | UC_CATEGORY_MASK_Lt);
}

static bool is_lower(uint32_t c)
{
    return uc_is_general_category_withtable(c, UC_CATEGORY_MASK_Ll);
}

/* Consonants of the Latin alphabet without marks and of the Cyrillic one. */
static bool is_consonant(uint32_t c)
{
    static const uint32_t cyrillic_vowels[] = {0x430, 0x435, 0x438, 0x43E, 0x443,
                                               0x44B, 0x44D, 0x44E, 0x44F, 0x451};
    if (c >= 0x410 && c <= 0x42F)
        c += 0x20;
    if (c < 0x80)
        return ts_is_alnum(c) && c > '9' && !strchr("aeiouyAEIOUY", (int)c);
    for (size_t i = 0; i < sizeof cyrillic_vowels / sizeof *cyrillic_vowels; i++)
        if (c == cyrillic_vowels[i])
            return false;
    return c >= 0x430 && c <= 0x45F;
}

/* A stop that ends nothing, whatever the language: behind one to three letters with a capital first ("Dr.
 * No", "U.S. troops"), behind a single letter ("z. B."), a word with a stop inside ("e.g. Rome"), letters
 * without a vowel ("bzw. Rom"), a number of one or two digits ("am 3. Mai"). */
static bool is_abbreviation(const ts_sentence *s, uint32_t c)
{
    if (c != '.' || s->word_len == 0 || s->before >= 0x530)
        return false;
    if (s->digits)
        return s->digits == s->word_len && s->digits <= 2;
    return s->word_len == 1 || s->dotted || (s->word_len <= 3 && s->capital) ||
           (s->word_len <= 5 && !s->voiced);
}

/* In Greek a semicolon asks, and nothing else. */
static bool is_greek_question(const ts_sentence *s, uint32_t c)
{
    return c == ';' &&
           ((s->before >= 0x370 && s->before <= 0x3FF) || (s->before >= 0x1F00 && s->before <= 0x1FFF));
}

static void start_word(ts_sentence *s)
{
    s->word_len = s->digits = 0;
    s->dotted = s->voiced = false;
}

/* A stop with closers behind it ends a sentence where white space follows, or is of those that need none. No
 * sentence begins with a small letter: the stop was an abbreviation's. */
static bool is_begun(ts_sentence *s, uint32_t c)
{
    bool stopped = s->stopped;
    if (s->gap)
        s->stopped = false;
    if (s->gap || !stopped)
        return stopped && !is_lower(c);
    if (is_closer(c) || ts_is_sentence_end(c))
        return false;
    s->stopped = false;
    return s->wide_stop;
}

bool ts_sentence_next(ts_sentence *s, uint32_t c)
{
    if (ts_is_space(c)) {
        s->gap = true;
        s->before = ' ';
        start_word(s);
        return false;
    }
    bool begun = is_begun(s, c);
    if (ts_is_sentence_end(c) || is_greek_question(s, c)) {
        s->stopped = s->stopped || !is_abbreviation(s, c);
        s->wide_stop = ts_is_wide(c);
    } else if (ts_is_alnum(c)) {
        s->capital = s->word_len == 0 ? is_upper(c) : s->capital;
        s->dotted = s->dotted || (s->word_len > 0 && s->before == '.');
        s->voiced = s->voiced || !is_consonant(c);
        s->digits += c >= '0' && c <= '9';
        s->word_len++;
    } else if (c != '.') {
        start_word(s);
    }
    s->gap = false;
    s->before = c;
    return begun;
}
