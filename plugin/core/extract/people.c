/* Names out of bylines. The words around the names are rules of plugin/rules/phrases. */
#include "extract/fields.h"

#include "rules/phrases.h"
#include "text/utf8.h"
#include "text/width.h"

#include <string.h>

#define PEOPLE_MAX 60
/* A longer text is no byline, a longer piece no name. */
#define BYLINE_MAX 400
#define NAME_MAX 60
/* Code points of a Japanese family name, or of a given one. */
#define FAMILY_MAX 3
/* Letters of a word that no short form is so long as. */
#define WORD_LEAST 4

void ts_people_add(ts_arena *arena, ts_people *people, ts_str name, const char *role)
{
    name = ts_utf8_trim(name);
    if (!name.len || people->len >= PEOPLE_MAX)
        return;
    for (size_t i = 0; i < people->len; i++) {
        if (!ts_str_is(name, people->items[i].name))
            continue;
        if (!people->items[i].role)
            people->items[i].role = ts_arena_strdup(arena, role);
        return;
    }
    ts_person person = {ts_arena_copy(arena, name), ts_arena_strdup(arena, role)};
    ts_vec_push_in(arena, people, person);
}

typedef struct byline {
    ts_arena *arena;
    ts_people *people;
    const ts_phrases *phrases;
    const char *role;
    bool passed_over; /* the names now coming are not wanted */
    bool person;      /* somebody was named who is no outlet */
    ts_str desk;      /* an agency or a newsroom, which signs where no person does */
} byline;

static const struct {
    const char *rule_class, *role;
} roles[] = {{"role-reporter", "reporter"},     {"role-photographer", "photographer"},
             {"role-translator", "translator"}, {"role-editor", "editor"},
             {"role-proofreader", NULL}, /* no role of the record: such names are passed over */
             {"role-author", "author"}};

/* Takes the words off the head of a piece that say what a person is, and remembers it for those who follow.
 */
static ts_str take_role(byline *b, ts_str piece)
{
    ts_line_match match;
    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++) {
        if (!ts_phrases_match_class(b->phrases, NULL, roles[i].rule_class, piece, &match) || match.start != 0)
            continue;
        b->role = roles[i].role;
        b->passed_over = !roles[i].role;
        return ts_utf8_trim(ts_str_sub(piece, match.end, piece.len));
    }
    return piece;
}

/* Without what follows a name: staff codes, "reports", an address. */
static ts_str cut_tail(byline *b, ts_str piece)
{
    ts_line_match match;
    size_t at = ts_str_find_char(piece, '@', 0);
    if (at != TS_NPOS) {
        while (at > 0 && piece.ptr[at - 1] > ' ')
            at--;
        piece = ts_utf8_trim(ts_str_sub(piece, 0, at));
    }
    for (int i = 0; i < 3 && ts_phrases_match_class(b->phrases, NULL, "name-tail", piece, &match); i++)
        piece = ts_utf8_trim(ts_str_sub(piece, 0, match.start));
    return piece;
}

static bool is_name_edge(uint32_t c)
{
    return !ts_is_alnum(c) && c != '.' && c != ')' && !ts_is_mark(c);
}

/* "Ada (A.J.) Finch": what stands in brackets between one word and another is of the name. */
static bool is_inside_name(ts_str s, size_t open)
{
    ts_str before = ts_utf8_trim(ts_str_sub(s, 0, open));
    size_t close = ts_str_find_char(s, ')', open);
    uint32_t next = close == TS_NPOS ? 0 : ts_utf8_first(ts_utf8_trim(ts_str_sub(s, close + 1, s.len)));
    return ts_str_find_char(before, ' ', 0) == TS_NPOS && next >= 'A' && next <= 'Z';
}

/* The dot behind "Jr." and "J." is of the name, that behind a whole word or a space ends a sentence. */
static bool ends_sentence(ts_str s)
{
    size_t letters = 0;
    bool apart = s.len > 1 && s.ptr[s.len - 2] == ' ';
    for (size_t i = s.len - 1; i > 0 && ts_is_alnum(ts_utf8_prev(s, &i));)
        letters++;
    return s.ptr[s.len - 1] == '.' && (letters >= WORD_LEAST || apart);
}

/* Hebrew writes j, ch and zh as a letter and a mark, which names end in. */
static bool ends_in_geresh(ts_str s)
{
    static const uint32_t LETTERS[] = {0x5D2, 0x5D6, 0x5E5, 0x5E6}; /* gimel, zayin, tsadi */
    size_t at = s.len;
    uint32_t mark = ts_utf8_prev(s, &at), letter = at > 0 ? ts_utf8_prev(s, &at) : 0;
    bool takes_mark = false;
    for (size_t i = 0; i < sizeof LETTERS / sizeof *LETTERS; i++)
        takes_mark = takes_mark || letter == LETTERS[i];
    return takes_mark && (mark == '\'' || mark == 0x2019 || mark == 0x5F3);
}

/* Without brackets and marks around it, and without a bracketed remark behind it. */
static ts_str cut_marks(ts_str s)
{
    s = ts_utf8_trim(s);
    size_t open = ts_str_find_char(s, '(', 1);
    if (open != TS_NPOS && !is_inside_name(s, open))
        s = ts_str_sub(s, 0, open);
    while (s.len) {
        size_t i = 0;
        uint32_t c = ts_utf8_next(s, &i);
        if (!is_name_edge(c) && c != '.' && c != ')')
            break;
        s = ts_str_sub(s, i, s.len);
    }
    while (s.len) {
        size_t i = s.len;
        if (!is_name_edge(ts_utf8_prev(s, &i)) && ts_utf8_last(s) != ')' && !ends_sentence(s))
            break;
        if (ends_in_geresh(s))
            break;
        s = ts_str_sub(s, 0, i);
    }
    return s;
}

static bool is_han_word(ts_str s)
{
    for (size_t i = 0; i < s.len;) {
        uint32_t c = ts_utf8_next(s, &i);
        if (!ts_is_han(c) && c != 0xB7 && c != 0x2022)
            return false;
    }
    return s.len > 0;
}

static bool plausible(byline *b, ts_str name)
{
    ts_line_match match;
    size_t length = ts_utf8_count(name), letters = 0, digits = 0;
    for (size_t i = 0; i < name.len;) {
        uint32_t c = ts_utf8_next(name, &i);
        letters += ts_is_alnum(c);
        digits += c >= '0' && c <= '9';
    }
    return letters > 0 && digits * 2 < length && length <= NAME_MAX &&
           ts_str_find(name, TS_STR(": "), 0) == TS_NPOS && ts_str_find(name, TS_STR("://"), 0) == TS_NPOS &&
           ts_str_find(name, TS_STR("www."), 0) == TS_NPOS &&
           !ts_phrases_match_class(b->phrases, NULL, "not-a-name", name, &match) &&
           !ts_phrases_match_class(b->phrases, NULL, "company", name, &match);
}

static bool is_of(const byline *b, const char *rule_class, ts_str name)
{
    ts_line_match match;
    return ts_phrases_match_class(b->phrases, NULL, rule_class, name, &match);
}

/* "Jane Doe Jane Doe": a picture's words, or those for screen readers, say it again. */
static ts_str cut_copy(ts_str s)
{
    size_t half = s.len / 2;
    bool twice = s.len > 2 * FAMILY_MAX && s.ptr[half] == ' ' && ts_str_find_char(s, ' ', 0) < half &&
                 ts_str_eq(ts_str_sub(s, 0, half), ts_str_sub(s, half + 1, s.len));
    return twice ? ts_str_sub(s, 0, half) : s;
}

/* A word without capitals: behind a person's name it is an account, or an outlet's address. */
static bool is_small_word(ts_str s)
{
    for (size_t i = 0; i < s.len;)
        if (!ts_is_lower(ts_utf8_next(s, &i)))
            return false;
    return s.len > 0;
}

/* An outlet behind a person is whom the person works for. */
static void add_name(byline *b, ts_str name)
{
    name = cut_copy(cut_marks(cut_tail(b, cut_marks(name))));
    bool desk = is_of(b, "desk", name), outlet = !desk && is_of(b, "outlet", name);
    if (b->passed_over || (!desk && !plausible(b, name)) ||
        (b->person && (desk || outlet || is_small_word(name) || is_of(b, "job-title", name))))
        return;
    if (desk && !b->desk.len) {
        b->desk = name;
    } else if (!desk) {
        b->person = b->person || !outlet;
        ts_people_add(b->arena, b->people, name, b->role);
    }
}

/* The next word between spaces. */
static bool next_word(ts_str *rest, ts_str *word)
{
    *rest = ts_utf8_trim(*rest);
    size_t end = ts_str_find_char(*rest, ' ', 0);
    *word = ts_str_sub(*rest, 0, end);
    *rest = end == TS_NPOS ? (ts_str){0} : ts_str_sub(*rest, end, rest->len);
    return word->len > 0;
}

/* Chinese names stand beside one another with a space between, "刘 泽" is one name, and a long word before
 * names is the desk they belong to. */
static void add_han_words(byline *b, ts_str piece)
{
    ts_str rest = piece, word, single = {0};
    size_t words = 0;
    while (next_word(&rest, &word))
        words++;
    rest = piece;
    while (next_word(&rest, &word)) {
        ts_str cut = take_role(b, word);
        if (!cut.len || (words > 1 && ts_utf8_count(cut) > TS_HAN_NAME_MAX &&
                         ts_str_find(cut, TS_STR("·"), 0) == TS_NPOS))
            continue;
        if (ts_utf8_count(cut) > 1) {
            add_name(b, cut);
            single = (ts_str){0};
        } else if (!single.len) {
            single = cut;
        } else {
            add_name(b, (ts_str){ts_arena_printf(b->arena, "%.*s%.*s", (int)single.len, single.ptr,
                                                 (int)cut.len, cut.ptr),
                                 single.len + cut.len});
            single = (ts_str){0};
        }
    }
}

/* A Japanese family name and a given name: nobody said that others than authors follow, and the second word
 * begins with no family name of Chinese. */
static bool is_one_name(const byline *b, ts_str first, ts_str second)
{
    return (!b->role || strcmp(b->role, "author") == 0) && ts_utf8_count(first) > 1 &&
           ts_utf8_count(first) <= FAMILY_MAX && ts_utf8_count(second) > 1 &&
           ts_utf8_count(second) <= FAMILY_MAX && ts_str_find(second, TS_STR(" "), 0) == TS_NPOS &&
           !is_of(b, "family-name", second);
}

/* One piece between commas: one name, or several Chinese ones. */
static void add_piece(byline *b, ts_str piece)
{
    piece = take_role(b, cut_marks(piece));
    ts_str rest = piece, word;
    bool han = true;
    for (ts_str all = piece; han && next_word(&all, &word);)
        han = is_han_word(cut_marks(word)) || cut_marks(word).len == 0;
    if (han && next_word(&rest, &word) && ts_utf8_trim(rest).len && !is_one_name(b, word, ts_utf8_trim(rest)))
        add_han_words(b, piece);
    else
        add_name(b, piece);
}

/* "Lake & I" is one name, that of a magazine: a letter alone is none. */
static bool is_letter(ts_str s)
{
    return ts_utf8_count(ts_utf8_trim(s)) == 1;
}

/* A word with a capital and small letters: no company's letters, no degree. */
static bool is_name_word(ts_str s)
{
    size_t i = 0;
    uint32_t c = s.len ? ts_utf8_next(s, &i) : 0;
    return ts_is_alnum(c) && !ts_is_lower(c) && (c >= 0x80 || (c >= 'A' && c <= 'Z')) && i < s.len &&
           ts_is_lower(ts_utf8_next(s, &i)) && ts_str_find_char(s, ' ', 0) == TS_NPOS;
}

ts_str ts_people_forward(ts_arena *arena, ts_str name)
{
    const byline b = {.phrases = ts_phrases_get()};
    size_t comma = ts_str_find_char(name, ',', 0);
    ts_str family = ts_utf8_trim(ts_str_sub(name, 0, comma)),
           given = comma == TS_NPOS ? (ts_str){0} : ts_utf8_trim(ts_str_sub(name, comma + 1, name.len));
    ts_str first = ts_str_sub(given, 0, ts_str_find_char(given, ' ', 0));
    if (!is_name_word(family) || !is_name_word(first) || given.len > NAME_MAX ||
        ts_str_find_char(given, ',', 0) != TS_NPOS || is_of(&b, "job-title", given) ||
        is_of(&b, "outlet", given) || is_of(&b, "desk", given) || is_of(&b, "not-a-name", family))
        return name;
    return ts_str_of(
        ts_arena_printf(arena, "%.*s %.*s", (int)given.len, given.ptr, (int)family.len, family.ptr));
}

/* The place of the first separator of names in s, and its end. */
static size_t find_separator(byline *b, ts_str s, size_t *end)
{
    ts_line_match match;
    size_t at = TS_NPOS;
    bool bracket = false; /* "Jane Doe (Saltby, our correspondent)" */
    for (size_t i = 0, from = 0; i < s.len; from = i) {
        uint32_t c = ts_utf8_next(s, &i);
        bracket = c == '(' ? ts_str_find_char(s, ')', i) != TS_NPOS : bracket && c != ')';
        if (bracket)
            continue;
        bool parts_letters = c == '&' || c == '/'; /* "B & B", "u/somebody" */
        if (parts_letters && (is_letter(ts_str_sub(s, 0, from)) || is_letter(ts_str_sub(s, i, s.len))))
            continue;
        if (c == ',' || c == ';' || c == '|' || c == '/' || c == '&' || c == 0x3001 || c == 0x060C ||
            c == 0x061B || c == 0x30FB || c == 0x2022) {
            at = from;
            *end = i;
            break;
        }
    }
    ts_str before = ts_str_sub(s, 0, at);
    if (ts_phrases_match_class(b->phrases, NULL, "name-joiner", before, &match) && match.end > match.start) {
        at = match.start;
        *end = match.end;
    }
    return at;
}

/* The text before the first address in it. */
static ts_str cut_address(ts_str text)
{
    size_t at = ts_str_find(text, TS_STR("://"), 0);
    while (at != TS_NPOS && at > 0 && ts_is_alnum((unsigned char)text.ptr[at - 1]))
        at--;
    return ts_str_sub(text, 0, at);
}

void ts_people_parse(ts_arena *arena, ts_people *people, ts_str text, const char *role)
{
    byline b = {.arena = arena, .people = people, .phrases = ts_phrases_get(), .role = role};
    ts_buf folded;
    ts_buf_init(&folded, (size_t)4 * BYLINE_MAX + 16);
    if (text.len <= (size_t)4 * BYLINE_MAX)
        ts_fold(&folded, text);
    ts_str rest = cut_address(ts_buf_str(&folded));
    while (rest.len) {
        size_t end = rest.len;
        size_t at = find_separator(&b, rest, &end);
        ts_str piece = ts_str_sub(rest, 0, at);
        if (is_of(&b, "byline-end", ts_utf8_trim(piece)))
            break;
        add_piece(&b, piece);
        rest = at == TS_NPOS ? (ts_str){0} : ts_str_sub(rest, end, rest.len);
    }
    if (b.desk.len && !b.person)
        ts_people_add(arena, people, b.desk, b.role);
    ts_buf_free(&folded);
}
