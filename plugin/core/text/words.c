#include "text/words.h"
#include "base/eight.h"
#include "text/segment.h"
#include "text/sentence.h"
#include "text/utf8.h"

#include <string.h>
#include <unictype.h>

/* --- counting ----------------------------------------------------------------------------------------------
 */

typedef enum script { LATIN, CYRILLIC, HEBREW, ARABIC, CHINESE, JAPANESE, KOREAN, OTHER, SCRIPTS } script;

/* Characters a minute, from the table of Firefox's reader view; English's for scripts the table does not
 * have.
 */
static const double per_minute[SCRIPTS] = {
    [LATIN] = 987,   [CYRILLIC] = 986, [HEBREW] = 833, [ARABIC] = 612,
    [CHINESE] = 255, [JAPANESE] = 357, [OTHER] = 987,
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
    if ((c >= 0x590 && c <= 0x5FF) || (c >= 0xFB1D && c <= 0xFB4F))
        return HEBREW;
    if ((c >= 0x600 && c <= 0x6FF) || (c >= 0x750 && c <= 0x77F) || (c >= 0xFB50 && c <= 0xFEFC))
        return ARABIC;
    return c >= 0x1E00 && c <= 0x1EFF ? LATIN : OTHER;
}

static bool is_word_joint(uint32_t c)
{
    return c == '\'' || c == '-' || c == 0x2019 || c == 0x2010 || c == 0x2011;
}

/* The end of the letters of U+0400 to U+047F, Cyrillic, that go on at `pos`, two bytes each. */
static size_t cyrillic_end(ts_str text, size_t pos)
{
    while (pos + 1 < text.len && ((unsigned char)text.ptr[pos] | 1) == 0xD1 &&
           ((unsigned char)text.ptr[pos + 1] ^ 0x80u) < 0x40)
        pos += 2;
    return pos;
}

/* The same for as many times eight bytes as are all ASCII. */
static size_t count_eights(ts_str text, size_t pos, long *words, bool *in_word)
{
    uint64_t before = *in_word ? 0x80 : 0, eight;
    for (; text.len - pos >= 8 && !((eight = ts_eight(text.ptr + pos)) & TS_EIGHT_MARKS); pos += 8) {
        uint64_t letters = ts_eight_letters(eight) | ts_eight_between(eight, '0', '9');
        uint64_t joints = ts_eight_find(eight, '\'') | ts_eight_find(eight, '-');
        uint64_t in = letters, more = joints & ts_eight_behind(in, before);
        for (; more & ~in; more = joints & ts_eight_behind(in, before))
            in |= more;
        *words += ts_eight_count(letters & ~ts_eight_behind(in, before));
        before = ts_eight_last(in);
    }
    *in_word = before;
    return pos;
}

/* Counts the words that begin in the ASCII from `pos` on, and returns its end. Without a branch a letter:
 * nobody could foretell where words end. */
static size_t count_ascii(ts_str text, size_t pos, long *words, bool *in_word)
{
    pos = count_eights(text, pos, words, in_word);
    bool in = *in_word;
    for (; pos < text.len && (unsigned char)text.ptr[pos] < 0x80; pos++) {
        unsigned char c = (unsigned char)text.ptr[pos];
        bool letter = ((unsigned char)(c - '0') < 10) | ((unsigned char)((c | 0x20) - 'a') < 26);
        *words += letter & !in;
        in = letter | (in & ((c == '\'') | (c == '-')));
    }
    *in_word = in;
    return pos;
}

ts_count ts_words_count(ts_str text, int latin)
{
    ts_count count = {0};
    long characters[SCRIPTS] = {0}, hangul_words = 0;
    script current = LATIN;
    bool in_word = false, korean = false;
    for (size_t pos = 0; pos < text.len;) {
        size_t start = pos;
        long words = 0;
        if (current == LATIN && (pos = count_ascii(text, start, &words, &in_word)) > start) {
            characters[LATIN] += (long)(pos - start);
            count.words += words;
            korean = korean && !words;
            continue;
        }
        if ((pos = ts_utf8_han_end(text, start)) > start) {
            characters[current = CHINESE] += (long)(pos - start) / 3;
            count.words += (long)(pos - start) / 3;
            in_word = korean = false;
            continue;
        }
        uint32_t c = ts_utf8_next(text, &pos);
        if (ts_is_unspaced(c)) {
            pos = ts_segment_end(text, start);
            ts_str run = ts_str_sub(text, start, pos);
            count.words += ts_segment_words(run);
            characters[current = OTHER] += (long)ts_utf8_count(run);
            in_word = false;
            continue;
        }
        bool letter = is_letter_or_mark(c);
        if (letter)
            current = script_of(c);
        characters[current]++;
        if (letter && current == CYRILLIC) {
            size_t end = cyrillic_end(text, pos);
            characters[CYRILLIC] += (long)(end - pos) / 2;
            pos = end;
        }
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
            count.minutes += (double)characters[i] / (i == LATIN && latin ? latin : per_minute[i]);
    count.minutes += (double)hangul_words / KOREAN_WORDS_PER_MINUTE;
    return count;
}

/* --- excerpts ----------------------------------------------------------------------------------------------
 */

/* A place in the excerpt, in bytes and in code points. */
typedef struct cut {
    size_t bytes, count;
} cut;

/* The text so far, one paragraph of squeezed text, and where it could be cut. */
typedef struct excerpt {
    ts_buf out;
    size_t count; /* code points */
    ts_sentence reader;
    cut end;       /* behind the last character that is no space */
    cut sentence;  /* behind the last sentence that ended */
    cut word;      /* behind the last word that leaves room for "…" */
    cut phrase;    /* the same, of a script in which only phrases and sentences end at a space */
    bool unspaced; /* the last character is of such a script */
} excerpt;

/* A gap of white space lies before the next character, or the end. */
static void note_gap(excerpt *e, size_t max)
{
    ts_sentence_next(&e->reader, ' ');
    if (e->count >= max)
        return;
    e->word = (cut){e->out.len, e->count};
    if (e->unspaced)
        e->phrase = e->word;
}

/* What the next character says of a stop before it. */
static void look_at(excerpt *e, uint32_t c)
{
    if (ts_sentence_next(&e->reader, c))
        e->sentence = e->end;
}

static void add(excerpt *e, ts_str bytes, uint32_t c, size_t max)
{
    look_at(e, c);
    if (ts_is_wide(c) && e->count < max && !ts_is_punct(c))
        e->word = (cut){e->out.len, e->count};
    ts_buf_put(&e->out, bytes);
    e->count++;
    e->unspaced = ts_is_unspaced(c);
    if (c != ' ')
        e->end = (cut){e->out.len, e->count};
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
            look_at(e, c);
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
        size_t peek = pos;
        uint32_t next = pos < text.len ? ts_utf8_next(text, &peek) : 0;
        /* A first paragraph that is hardly a line is no excerpt yet. */
        if (pos == text.len || (paragraph_end && e->count * 2 >= max))
            return false;
        if (e->count == max) {
            look_at(e, next);
            return true;
        }
        bool glued = line_end && ts_is_wide(before) && ts_is_wide(next);
        if (!glued)
            add(e, TS_STR(" "), ' ', max);
    }
    return false;
}

/* Behind the last word that leaves room for "…"; behind a phrase where that is not much less. */
static size_t word_end(const excerpt *e, size_t max)
{
    ts_str text = ts_buf_str(&e->out);
    size_t hard = ts_utf8_offset(text, max - 1), start = hard;
    for (size_t at = hard; at > 0 && ts_is_unspaced(ts_utf8_prev(text, &at));)
        start = at;
    if (start < hard && e->phrase.count * 2 >= max)
        return e->phrase.bytes;
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
