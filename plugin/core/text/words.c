#include "text/words.h"

#include "text/segment.h"
#include "text/utf8.h"

#include <string.h>
#include <unictype.h>

/* --- counting ----------------------------------------------------------------------------------------------
 */

typedef enum script { LATIN, CYRILLIC, ARABIC, CHINESE, JAPANESE, KOREAN, SCRIPTS } script;

/* Characters a minute, from the table of Firefox's reader view; English's for all Latin text, whose languages
 * differ by less than 7 %, and for scripts the table does not have. */
static const double per_minute[SCRIPTS] = {
    [LATIN] = 987, [CYRILLIC] = 986, [ARABIC] = 612, [CHINESE] = 255, [JAPANESE] = 357,
};
/* That table's Korean counts syllables in a way nobody explains: words, as print counts them. */
#define KOREAN_WORDS_PER_MINUTE 200

static bool is_letter_or_mark(uint32_t c)
{
    return ts_is_alnum(c) || (c >= 0x300 && uc_is_general_category_withtable(c, UC_CATEGORY_MASK_M));
}

static script script_of(uint32_t c)
{
    if (c < 0x370)
        return LATIN;
    if (ts_is_han(c))
        return CHINESE;
    if (ts_is_kana(c))
        return JAPANESE;
    if (ts_is_hangul(c))
        return KOREAN;
    if (c >= 0x400 && c <= 0x52F)
        return CYRILLIC;
    return (c >= 0x600 && c <= 0x6FF) || (c >= 0x750 && c <= 0x77F) || (c >= 0xFB50 && c <= 0xFEFC) ? ARABIC
                                                                                                    : LATIN;
}

static bool is_word_joint(uint32_t c)
{
    return c == '\'' || c == '-' || c == 0x2019 || c == 0x2010 || c == 0x2011;
}

ts_count ts_words_count(ts_str text)
{
    ts_count count = {0};
    long characters[SCRIPTS] = {0}, hangul_words = 0;
    script current = LATIN;
    bool in_word = false, korean = false;
    for (size_t pos = 0; pos < text.len;) {
        size_t start = pos;
        uint32_t c = ts_utf8_next(text, &pos);
        if (ts_is_unspaced(c)) {
            pos = ts_segment_end(text, start);
            ts_str run = ts_str_sub(text, start, pos);
            count.words += ts_segment_words(run);
            characters[current = LATIN] += (long)ts_utf8_count(run);
            in_word = false;
            continue;
        }
        bool letter = is_letter_or_mark(c);
        if (letter)
            current = script_of(c);
        characters[current]++;
        bool single = letter && (current == CHINESE || current == JAPANESE);
        bool joined = in_word && is_word_joint(c) && pos < text.len;
        if (single || (letter && !in_word)) {
            count.words++;
            korean = false;
        }
        if (letter && current == KOREAN && !korean) {
            hangul_words++;
            korean = true;
        }
        in_word = (letter && !single) || joined;
    }
    /* Han characters in a text with kana are Japanese. One in twenty is far below what Japanese text has. */
    if (characters[JAPANESE] * 20 > characters[CHINESE]) {
        characters[JAPANESE] += characters[CHINESE];
        characters[CHINESE] = 0;
    }
    for (int i = 0; i < SCRIPTS; i++)
        if (per_minute[i] > 0)
            count.minutes += (double)characters[i] / per_minute[i];
    count.minutes += (double)hangul_words / KOREAN_WORDS_PER_MINUTE;
    return count;
}

/* --- excerpts ----------------------------------------------------------------------------------------------
 */

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

/* A place in the excerpt, in bytes and in code points. */
typedef struct cut {
    size_t bytes, count;
} cut;

/* The text so far, one paragraph of squeezed text, and where it could be cut. */
typedef struct excerpt {
    ts_buf out;
    size_t count;                  /* code points */
    cut sentence, sentence_before; /* behind the last sentence end and the one before it */
    cut word;                      /* behind the last word that leaves room for "…" */
    size_t word_len;               /* letters of the word now read */
    size_t digits;                 /* of them */
    bool capital;                  /* it begins with a capital letter */
    bool dotted;                   /* it has a full stop inside */
    bool voiced;                   /* it has a vowel, or letters of which nobody knows */
    bool stopped, wide_stop;       /* a sentence end was read; it is one that no space follows */
    bool after_stop;               /* and white space behind it */
} excerpt;

static void note_sentence(excerpt *e)
{
    e->sentence_before = e->sentence;
    e->sentence = (cut){e->out.len, e->count};
}

static void start_word(excerpt *e)
{
    e->word_len = e->digits = 0;
    e->dotted = e->voiced = false;
}

/* A gap of white space lies before the next character, or the end. */
static void note_gap(excerpt *e, size_t max)
{
    if (e->stopped)
        note_sentence(e);
    if (e->count < max)
        e->word = (cut){e->out.len, e->count};
    e->after_stop = e->stopped;
    e->stopped = false;
    start_word(e);
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
static bool is_abbreviation(const excerpt *e, uint32_t c, uint32_t before)
{
    if (c != '.' || e->word_len == 0 || before >= 0x530)
        return false;
    if (e->digits)
        return e->digits == e->word_len && e->digits <= 2;
    return e->word_len == 1 || e->dotted || (e->word_len <= 3 && e->capital) ||
           (e->word_len <= 5 && !e->voiced);
}

/* What the next character says of a stop read before it. */
static void end_stop(excerpt *e, uint32_t c)
{
    if (e->stopped && !is_closer(c) && !ts_is_sentence_end(c)) {
        if (e->wide_stop)
            note_sentence(e);
        e->stopped = false;
    }
    /* No sentence begins with a small letter: the stop was an abbreviation's. */
    if (e->after_stop && c != ' ' && is_lower(c))
        e->sentence = e->sentence_before;
    e->after_stop = e->after_stop && c == ' ';
}

static void add(excerpt *e, ts_str bytes, uint32_t c, size_t max)
{
    uint32_t before = ts_utf8_last(ts_buf_str(&e->out));
    end_stop(e, c);
    bool wide = ts_is_wide(c);
    if (wide && e->count < max && !ts_is_punct(c))
        e->word = (cut){e->out.len, e->count};
    ts_buf_put(&e->out, bytes);
    e->count++;
    if (ts_is_sentence_end(c)) {
        e->stopped = e->stopped || !is_abbreviation(e, c, before);
        e->wide_stop = wide;
    } else if (ts_is_alnum(c)) {
        e->capital = e->word_len == 0 ? is_upper(c) : e->capital;
        e->dotted = e->dotted || (e->word_len > 0 && before == '.');
        e->voiced = e->voiced || !is_consonant(c);
        e->digits += c >= '0' && c <= '9';
        e->word_len++;
    } else if (c != '.') {
        start_word(e);
    }
}

/* Reads white space: a line end between two wide characters is no space, an empty line ends the paragraph. */
static void read_gap(ts_str text, size_t *pos, bool *line_end, bool *paragraph_end)
{
    int lines = 0;
    while (*pos < text.len) {
        size_t next = *pos;
        uint32_t c = ts_utf8_next(text, &next);
        if (!ts_is_space(c))
            break;
        lines += c == '\n';
        *pos = next;
    }
    *line_end = lines > 0;
    *paragraph_end = lines > 1 || *pos == text.len;
}

/* Fills the excerpt with at most `max` code points; true where the text goes on behind them. */
static bool fill(excerpt *e, ts_str text, size_t max)
{
    size_t pos = 0;
    bool line_end, paragraph_end;
    read_gap(text, &pos, &line_end, &paragraph_end);
    uint32_t before = 0;
    while (pos < text.len) {
        size_t at = pos;
        uint32_t c = ts_utf8_next(text, &pos);
        if (!ts_is_space(c) && e->count == max) {
            end_stop(e, c);
            return true;
        }
        if (!ts_is_space(c)) {
            add(e, ts_str_sub(text, at, pos), c, max);
            before = c;
            continue;
        }
        pos = at;
        read_gap(text, &pos, &line_end, &paragraph_end);
        note_gap(e, max);
        /* A first paragraph that is hardly a line is no excerpt yet. */
        if (pos == text.len || (paragraph_end && e->count * 2 >= max))
            return false;
        if (e->count == max)
            return true;
        size_t peek = pos;
        bool glued = line_end && ts_is_wide(before) && ts_is_wide(ts_utf8_next(text, &peek));
        if (!glued)
            add(e, TS_STR(" "), ' ', max);
    }
    return false;
}

/* Behind the last word that leaves room for "…". */
static size_t word_end(const excerpt *e, size_t max)
{
    ts_str text = ts_buf_str(&e->out);
    size_t hard = ts_utf8_offset(text, max - 1), start = hard;
    for (size_t at = hard; at > 0 && ts_is_unspaced(ts_utf8_prev(text, &at));)
        start = at;
    size_t fit = ts_segment_fit(ts_str_sub(text, start, ts_segment_end(text, start)), hard - start);
    if (fit && start + fit > e->word.bytes)
        return start + fit;
    return e->word.count > 0 ? e->word.bytes : hard;
}

/* Where a sentence ends in the first quarter only, cutting there would leave too little. */
#define LEAST_SHARE 4

char *ts_excerpt(ts_arena *arena, ts_str text, size_t max)
{
    excerpt e = {0};
    ts_buf_init(&e.out, TS_BUF_MAX);
    if (fill(&e, text, max)) {
        if (e.sentence.count > 0 && e.sentence.count * LEAST_SHARE >= max) {
            ts_buf_truncate(&e.out, e.sentence.bytes);
        } else if (max > 0) {
            ts_buf_truncate(&e.out, word_end(&e, max));
            ts_buf_puts(&e.out, "\xE2\x80\xA6");
        }
    }
    char *result = ts_buf_copy(&e.out, arena);
    ts_buf_free(&e.out);
    return result;
}
