#include "rules/language.h"

#include "base/baked.h"
#include "base/eight.h"
#include "base/map.h"
#include "rules/language_tag.h"
#include "text/utf8.h"

#include <unicase.h>

#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* Bytes of a text that are looked at; letters it must have. */
#define SAMPLE_MAX ((size_t)16 << 10)
#define LETTERS_MIN 20
#define WIDE_LETTERS_MIN 4
/* Words of a language one text must hold, and the least of a hundred words that must be so. */
#define HITS_MIN 2
#define HITS_PERCENT 6
/* What a text must have to overrule a tag of the same script: bytes that are looked at, words, the share of
 * them that are the language's, and how many times more of these than of the tag's. */
#define SURE_SAMPLE 2000
#define SURE_WORDS 40
#define SURE_PERCENT 12
#define SURE_TIMES 3
#define LANGUAGES_MAX 128
/* Languages that words and letters are known of; those that are alone in their script need none. */
#define WORDED_MAX 64
/* Bytes of a word; a longer one is none. */
#define WORD_MAX 200
#define LETTER_SETS 256
/* Bytes of ASCII that are counted at once. */
#define ASCII_RUN 64
/* Of the hash of a word's first bytes. */
#define BEGINNING_BITS 14

/* Scripts told apart. Kana and Han go together: what is Japanese is settled among them. */
typedef enum ts_script {
    LATIN,
    HAN,
    KANA,
    HANGUL,
    CYRILLIC,
    ARABIC,
    GREEK,
    HEBREW,
    THAI,
    DEVANAGARI,
    BENGALI,
    GURMUKHI,
    GUJARATI,
    ORIYA,
    TAMIL,
    TELUGU,
    KANNADA,
    MALAYALAM,
    SINHALA,
    LAO,
    MYANMAR,
    GEORGIAN,
    ETHIOPIC,
    KHMER,
    ARMENIAN,
    SCRIPTS
} ts_script;

static const char *const script_names[] = {
    "Latin",      "Han",     "Kana",     "Hangul",   "Cyrillic", "Arabic", "Greek",   "Hebrew",  "Thai",
    "Devanagari", "Bengali", "Gurmukhi", "Gujarati", "Oriya",    "Tamil",  "Telugu",  "Kannada", "Malayalam",
    "Sinhala",    "Lao",     "Myanmar",  "Georgian", "Ethiopic", "Khmer",  "Armenian"};
/* A Han character or a syllable says as much as several letters. */
static const int script_weights[SCRIPTS] = {1, 3, 3, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1,
                                            1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1};

/* Blocks of 128 code points from the first of Devanagari on; 0 is none of the scripts. */
enum { BLOCK = 128, FIRST_BLOCK = 0x900 };
static const unsigned char script_blocks[] = {
    [(0x900 - FIRST_BLOCK) / BLOCK] = DEVANAGARI, [(0x980 - FIRST_BLOCK) / BLOCK] = BENGALI,
    [(0xA00 - FIRST_BLOCK) / BLOCK] = GURMUKHI,   [(0xA80 - FIRST_BLOCK) / BLOCK] = GUJARATI,
    [(0xB00 - FIRST_BLOCK) / BLOCK] = ORIYA,      [(0xB80 - FIRST_BLOCK) / BLOCK] = TAMIL,
    [(0xC00 - FIRST_BLOCK) / BLOCK] = TELUGU,     [(0xC80 - FIRST_BLOCK) / BLOCK] = KANNADA,
    [(0xD00 - FIRST_BLOCK) / BLOCK] = MALAYALAM,  [(0xD80 - FIRST_BLOCK) / BLOCK] = SINHALA,
    [(0xE00 - FIRST_BLOCK) / BLOCK] = THAI,       [(0xE80 - FIRST_BLOCK) / BLOCK] = LAO,
    [(0x1000 - FIRST_BLOCK) / BLOCK] = MYANMAR,   [(0x1080 - FIRST_BLOCK) / BLOCK] = GEORGIAN,
    [(0x1200 - FIRST_BLOCK) / BLOCK] = ETHIOPIC,  [(0x1280 - FIRST_BLOCK) / BLOCK] = ETHIOPIC,
    [(0x1300 - FIRST_BLOCK) / BLOCK] = ETHIOPIC,  [(0x1780 - FIRST_BLOCK) / BLOCK] = KHMER};

typedef struct language {
    const char *tag;
    ts_script script;
    int speed; /* characters a minute, 0 for none */
    int bit;   /* of the words and letters that speak for it, below 0 for none */
} language;

/* Which languages a word or letter speaks for, one bit each. */
typedef struct marks {
    uint64_t bits;
} marks;

static struct {
    ts_arena *arena;
    language list[LANGUAGES_MAX];
    size_t count;
    int bits;                                  /* that are given to languages */
    ts_map *words;                             /* to marks */
    size_t longest;                            /* bytes of the longest word */
    uint64_t begins[1 << BEGINNING_BITS >> 6]; /* a bit for the first bytes of each */
    ts_map *aliases;                           /* to tags */
    /* Which of the sets of marks a letter of the basic plane has; the first set is empty. */
    unsigned char letters[0x10000];
    marks letter_sets[LETTER_SETS];
    size_t letter_set_count;
} known;
static pthread_once_t once = PTHREAD_ONCE_INIT;

/* The bit of a word, by its first bytes. */
static size_t beginning(ts_str word)
{
    uint64_t first = 0;
    memcpy(&first, word.ptr, word.len < sizeof first ? word.len : sizeof first);
    return first * UINT64_C(0x9E3779B97F4A7C15) >> (64 - BEGINNING_BITS);
}

/* False for most words that no language is known by. */
static bool may_be_known(ts_str word)
{
    size_t at = beginning(word);
    return word.len <= known.longest && known.begins[at / 64] >> at % 64 & 1;
}

/* The mark of the language that was read last. */
static uint64_t mark_of_last(void)
{
    language *last = known.count ? &known.list[known.count - 1] : NULL;
    if (last && last->bit < 0 && known.bits < WORDED_MAX)
        last->bit = known.bits++;
    return last && last->bit >= 0 ? (uint64_t)1 << last->bit : 0;
}

static void mark_word(ts_str word, uint64_t bit)
{
    marks *found = ts_map_get(known.words, word);
    if (!found) {
        found = TS_NEW(known.arena, marks);
        ts_map_put(known.words, word, found);
    }
    found->bits |= bit;
    known.longest = word.len > known.longest ? word.len : known.longest;
    known.begins[beginning(word) / 64] |= (uint64_t)1 << beginning(word) % 64;
}

static void mark_letter(uint32_t letter, uint64_t bit)
{
    if (letter > 0xFFFF)
        return;
    uint64_t bits = known.letter_sets[known.letters[letter]].bits | bit;
    size_t i = 1;
    while (i <= known.letter_set_count && known.letter_sets[i].bits != bits)
        i++;
    if (i == LETTER_SETS)
        return;
    known.letter_sets[i].bits = bits;
    known.letters[letter] = (unsigned char)i;
    known.letter_set_count = i > known.letter_set_count ? i : known.letter_set_count;
}

static void add_language(ts_str rest)
{
    ts_str tag, script;
    if (known.count == LANGUAGES_MAX || !ts_str_word(&rest, &tag) || !ts_str_word(&rest, &script))
        return;
    for (int i = 0; i < SCRIPTS; i++)
        if (ts_str_is(script, script_names[i]))
            known.list[known.count++] =
                (language){.tag = ts_arena_copy(known.arena, tag), .script = (ts_script)i, .bit = -1};
}

/* plugin/rules/languages: what its lines mean is said there. */
static void start(void)
{
    ts_str text = {0}, line, key, word;
    known.arena = ts_arena_new();
    known.words = ts_map_new();
    known.aliases = ts_map_new();
    ts_baked_find("rules/languages", &text);
    while (ts_str_line(&text, &line)) {
        if (!ts_str_word(&line, &key) || key.ptr[0] == '#')
            continue;
        if (ts_str_is(key, "language"))
            add_language(line);
        while (ts_str_is(key, "words") && ts_str_word(&line, &word))
            mark_word(word, mark_of_last());
        ts_str letters = ts_str_trim(line);
        for (size_t i = 0; ts_str_is(key, "letters") && i < letters.len;)
            mark_letter(ts_utf8_next(letters, &i), mark_of_last());
        if (known.count && ts_str_is(key, "speed"))
            known.list[known.count - 1].speed = (int)strtol(line.ptr, NULL, 10);
        if (ts_str_is(key, "alias") && ts_str_word(&line, &word))
            ts_map_put(known.aliases, word, ts_arena_copy(known.arena, ts_str_trim(line)));
    }
}

static int script_of(uint32_t c)
{
    if (c < 0x80)
        return (c | 0x20) >= 'a' && (c | 0x20) <= 'z' ? LATIN : -1;
    if (c >= 0x4E00 && c < 0xA000)
        return HAN;
    if (c < 0x2B0)
        return ts_is_alnum(c) && !(c >= '0' && c <= '9') ? LATIN : -1;
    if (c >= 0x1E00 && c < 0x1F00)
        return LATIN;
    if (c >= 0x370 && c < 0x400)
        return GREEK;
    if (c >= 0x400 && c < 0x530)
        return CYRILLIC;
    if (c >= 0x530 && c < 0x590)
        return ARMENIAN;
    if (c >= 0x590 && c < 0x600)
        return HEBREW;
    if ((c >= 0x620 && c < 0x660) || (c >= 0x66E && c < 0x6D4) || (c >= 0x6FA && c < 0x780))
        return ARABIC;
    if (c >= FIRST_BLOCK && (c - FIRST_BLOCK) / BLOCK < sizeof script_blocks) {
        int script = script_blocks[(c - FIRST_BLOCK) / BLOCK];
        return script && ts_digit_value(c) < 0 ? script : -1;
    }
    if (ts_is_han(c))
        return HAN;
    if (ts_is_kana(c))
        return KANA;
    return ts_is_hangul(c) ? HANGUL : -1;
}

typedef struct census {
    long letters[SCRIPTS];
    long words;             /* between spaces, with letters */
    long sets[LETTER_SETS]; /* letters of each but the first, which is empty */
    long hits[WORDED_MAX];
} census;

static void count_hits(census *c, const marks *found, long times)
{
    for (uint64_t bits = found ? found->bits : 0; bits; bits &= bits - 1)
        c->hits[__builtin_ctzll(bits)] += times;
}

static void count_letter(census *c, uint32_t code)
{
    c->sets[code <= 0xFFFF ? known.letters[code] : 0]++;
}

/* Counts the Han characters that stand in a row from `i` on; the place behind the last. */
static size_t count_han(census *c, ts_str text, size_t i)
{
    const unsigned char *from = (const unsigned char *)text.ptr + i, *p = from,
                        *end = (const unsigned char *)text.ptr + text.len;
    for (; end - p >= 3 && p[0] >= 0xE4 && p[0] <= 0xE9; p += 3) {
        uint32_t second = p[1] - 0x80u, third = p[2] - 0x80u,
                 code = (p[0] & 0x0Fu) << 12 | second << 6 | third;
        if ((second | third) >= 0x40 || !ts_is_common_han(code))
            break;
        unsigned set = known.letters[code];
        if (set) /* most are of none */
            c->sets[set]++;
    }
    c->letters[HAN] += (p - from) / 3;
    return i + (size_t)(p - from);
}

static bool is_ascii_letter(char c)
{
    return (unsigned char)((c | 0x20) - 'a') < 26;
}

static void take_census(census *c, ts_str text)
{
    char word[WORD_MAX];
    size_t len = 0;
    for (size_t i = 0; i <= text.len;) {
        size_t from = i;
        for (; i < text.len && is_ascii_letter(text.ptr[i]); i++) {
            len = len + 4 > WORD_MAX ? 0 : len;
            word[len++] = (char)(text.ptr[i] | 0x20);
        }
        c->letters[LATIN] += (long)(i - from);
        uint32_t code = i < text.len ? ts_utf8_next(text, &i) : (i++, ' ');
        int script = script_of(code);
        if (script == HAN || script == KANA) {
            c->letters[script]++;
            count_letter(c, code);
            i = count_han(c, text, i);
            len = 0;
        } else if (script >= 0) {
            c->letters[script]++;
            if (len + 4 > WORD_MAX)
                len = 0;
            code = (uint32_t)uc_tolower(code);
            count_letter(c, code);
            len += ts_utf8_encode(code, word + len);
        } else if (len && code != '\'' && code != 0x2019) {
            c->words++;
            if (may_be_known((ts_str){word, len}))
                count_hits(c, ts_map_get(known.words, (ts_str){word, len}), 1);
            len = 0;
        }
    }
    for (size_t i = 1; i <= known.letter_set_count; i++)
        count_hits(c, &known.letter_sets[i], c->sets[i]);
}

static long hits_of(const census *c, const language *l)
{
    return l->bit < 0 ? 0 : c->hits[l->bit];
}

static int main_script(const census *c)
{
    long most = 0, letters = 0;
    int best = -1;
    for (int i = 0; i < SCRIPTS; i++) {
        long weight =
            c->letters[i] * script_weights[i] + (i == HAN ? c->letters[KANA] * script_weights[KANA] : 0);
        letters += c->letters[i];
        if (i != KANA && weight > most) {
            most = weight;
            best = i;
        }
    }
    long least = best == HAN || best == HANGUL ? WIDE_LETTERS_MIN : LETTERS_MIN;
    return letters >= least ? best : -1;
}

static const language *detect(census *c, ts_str text)
{
    pthread_once(&once, start);
    take_census(c, ts_str_sub(text, 0, SAMPLE_MAX));
    int script = main_script(c);
    if (script == HAN && c->letters[KANA] * 20 > c->letters[HAN] + c->letters[KANA] && c->letters[KANA] > 2)
        script = KANA;
    const language *best = NULL;
    long most = -1;
    for (size_t i = 0; i < known.count; i++) {
        long hits = hits_of(c, &known.list[i]);
        if ((int)known.list[i].script == script && hits > most) {
            most = hits;
            best = &known.list[i];
        }
    }
    /* Latin letters alone say nothing: some of the language's words must be there. */
    if (script == LATIN && (most < HITS_MIN || most * 100 < c->words * HITS_PERCENT))
        return NULL;
    return best;
}

const char *ts_language_detect(ts_str text)
{
    census c = {0};
    const language *best = detect(&c, text);
    return best ? best->tag : NULL;
}

/* True where the text speaks so clearly for one language that a tag of another in the same script is wrong: a
 * template was not translated. */
static bool overrules(const census *c, const language *seen, const language *said)
{
    long hits = hits_of(c, seen), others = hits_of(c, said);
    return seen != said && c->words >= SURE_WORDS && hits * 100 >= c->words * SURE_PERCENT &&
           hits >= SURE_TIMES * others;
}

static const language *find_language(const char *name)
{
    for (size_t i = 0; i < known.count; i++)
        if (strncmp(known.list[i].tag, name, strlen(name)) == 0 &&
            !ts_is_alnum((uint32_t)known.list[i].tag[strlen(name)]))
            return &known.list[i];
    return NULL;
}

/* Counts the letters of the ASCII that begins at `i`, at most ASCII_RUN bytes of it; the place behind it. */
static size_t count_ascii(census *c, ts_str text, size_t i)
{
    size_t to = i + ASCII_RUN < text.len ? i + ASCII_RUN : text.len;
    for (uint64_t eight; to - i >= 8 && !((eight = ts_eight(text.ptr + i)) & TS_EIGHT_MARKS); i += 8)
        c->letters[LATIN] += ts_eight_count(ts_eight_letters(eight));
    for (; i < to && !(text.ptr[i] & 0x80); i++)
        c->letters[LATIN] += is_ascii_letter(text.ptr[i]);
    return i;
}

/* True where the text's letters are Latin as the language's are, or too few to tell: then only a clear text
 * changes what is settled. No letter weighs more than its bytes, so the end need not be read once the rest
 * could not outweigh the Latin ones. */
static bool is_latin_as_said(const language *said, ts_str text)
{
    census c = {0};
    long others = 0; /* what the other letters weigh */
    text = ts_str_sub(text, 0, SAMPLE_MAX);
    if (!said || said->script != LATIN)
        return false;
    for (size_t i = 0; i < text.len;) {
        if (c.letters[LATIN] > others + (long)(text.len - i) && c.letters[LATIN] >= LETTERS_MIN)
            return true;
        size_t from = i;
        i = count_ascii(&c, text, i);
        int script = i > from ? -1 : script_of(ts_utf8_next(text, &i));
        if (script < 0)
            continue;
        c.letters[script]++;
        others += script == LATIN ? 0 : script_weights[script];
    }
    int script = main_script(&c);
    return script == LATIN || script < 0;
}

/* "utf-8", "iso-8859-1" in a language's place. */
static bool is_charset(const char *name)
{
    return strcmp(name, "utf") == 0 || strcmp(name, "iso") == 0;
}

const char *ts_language_settle(ts_str declared, ts_str text)
{
    ts_language_tag tag;
    census c = {0};
    pthread_once(&once, start);
    if (!ts_language_tag_read(declared, known.aliases, &tag) || is_charset(tag.name))
        return ts_language_detect(text);
    const language *said = find_language(tag.name);
    bool latin = is_latin_as_said(said, text);
    const language *seen = detect(&c, latin ? ts_str_sub(text, 0, SURE_SAMPLE) : text);
    const char *detected = seen ? seen->tag : NULL;
    if (said && seen &&
        (said->script == seen->script ? said->script != HAN && overrules(&c, seen, said) : !latin))
        return detected;
    ts_language_tag_settle_chinese(&tag, detected);
    const char *kept = ts_language_tag_keep(&tag);
    /* Too many tags to keep them all: the language alone will do. */
    return kept ? kept : said ? said->tag : detected;
}

/* The language that a tag names, NULL where it is none or nothing is known of it. */
static const language *named(const char *text, ts_language_tag *tag)
{
    pthread_once(&once, start);
    return ts_language_tag_read(ts_str_of(text), known.aliases, tag) ? find_language(tag->name) : NULL;
}

bool ts_language_writes(const char *tag, ts_str text)
{
    ts_language_tag parts;
    const language *written = named(tag, &parts);
    int found = -1;
    for (size_t i = 0; i < text.len && found < 0;)
        found = script_of(ts_utf8_next(text, &i));
    return written && found >= 0 &&
           ((int)written->script == found || (written->script == KANA && found == HAN));
}

const char *ts_language_direction(const char *tag)
{
    ts_language_tag parts;
    const language *found = named(tag, &parts);
    bool rtl = parts.script[0] ? strcmp(parts.script, "Arab") == 0 || strcmp(parts.script, "Hebr") == 0
                               : found && (found->script == ARABIC || found->script == HEBREW);
    return rtl ? "rtl" : "ltr";
}

int ts_language_speed(const char *tag)
{
    ts_language_tag parts;
    const language *found = named(tag, &parts);
    return found ? found->speed : 0;
}
