/* The places inside JavaScript and JSON. */
#include "script/place.h"

#include <string.h>

static bool at(ts_str text, size_t i, const char *word)
{
    size_t n = strlen(word);
    return i + n <= text.len && memcmp(text.ptr + i, word, n) == 0;
}

static bool is_json(const ts_place *place)
{
    return place->element == TS_EL_JSON && place->where == TS_AT_RAW;
}

/* --- what a "/" means
 * --------------------------------------------------------------------------------------- */

static bool is_word_char(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '$';
}

static void take_word_char(ts_place *place, char c)
{
    size_t n = place->in_word ? strlen(place->word) : 0;
    if (!place->in_word)
        place->word[0] = '\0';
    if (n + 1 < sizeof place->word && (n > 0 || !place->in_word)) {
        place->word[n] = c;
        place->word[n + 1] = '\0';
    } else {
        place->word[0] = '\0'; /* too long for a keyword, and stays so */
    }
    place->in_word = true;
    place->slash = TS_SLASH_WORD;
}

/* Words that a value follows: behind any other a "/" divides. */
static bool before_value(const char *word)
{
    static const char *const words[] = {"await", "case",  "delete",     "do",     "else",   "extends",
                                        "in",    "of",    "instanceof", "return", "typeof", "void",
                                        "throw", "yield", "new",        NULL};
    for (const char *const *w = words; *w; w++)
        if (strcmp(word, *w) == 0)
            return true;
    return false;
}

static ts_slash settle_slash(const ts_place *place)
{
    if (place->slash != TS_SLASH_WORD)
        return place->slash;
    return before_value(place->word) ? TS_SLASH_REGEX : TS_SLASH_DIVIDE;
}

/* Behind a mark of plain code. ")" and "}" may end a condition or a block as well as a value. */
static ts_slash behind_mark(char c, char before)
{
    if (c == ']')
        return TS_SLASH_DIVIDE;
    bool twice = (c == '+' || c == '-') && c == before;
    if (c == ')' || c == '}' || c == '.' || twice || (unsigned char)c >= 0x80)
        return TS_SLASH_UNSURE;
    return TS_SLASH_REGEX;
}

static void set_slash(ts_place *place, ts_slash slash)
{
    place->slash = slash;
    place->word[0] = '\0';
    place->in_word = false;
}

void ts_place_begin_code(ts_place *place)
{
    place->code = TS_CODE_PLAIN;
    place->ticks = 0;
    place->unsure = place->dollar = false;
    set_slash(place, TS_SLASH_REGEX);
}

void ts_place_script_tag(ts_place *place, bool value)
{
    bool plain = place->code == TS_CODE_PLAIN;
    set_slash(place, value && plain ? TS_SLASH_DIVIDE : TS_SLASH_UNSURE);
}

/* --- plain code
 * --------------------------------------------------------------------------------------------- */

static void step_slash(ts_place *place, ts_str text, size_t i)
{
    ts_slash slash = settle_slash(place);
    if (at(text, i, "/*"))
        place->code = TS_CODE_BLOCK;
    else if (at(text, i, "//"))
        place->code = TS_CODE_LINE;
    else if (slash == TS_SLASH_UNSURE || i + 1 == text.len) /* a tag right behind it could make a comment */
        place->unsure = true;
    else if (slash == TS_SLASH_REGEX)
        place->code = TS_CODE_REGEX;
    else
        set_slash(place, TS_SLASH_REGEX);
}

/* "{" and "}" count only inside ${ … }, whose end they hide. */
static void step_brace(ts_place *place, char c)
{
    unsigned char *braces = place->ticks ? &place->braces[place->ticks - 1] : NULL;
    if (!braces)
        return;
    if (c == '{' && *braces == 255)
        place->unsure = true;
    else if (c == '{')
        ++*braces;
    else if (*braces)
        --*braces;
    else {
        place->ticks--;
        place->code = TS_CODE_TICK;
    }
}

static void open_string(ts_place *place, ts_code code)
{
    place->code = code;
    place->pending = false;
}

static void step_plain(ts_place *place, ts_str text, size_t i)
{
    char c = text.ptr[i];
    bool json = is_json(place);
    if (c == '"') {
        open_string(place, TS_CODE_DOUBLE);
    } else if (json) {
        return;
    } else if (c == '\'' || c == '`') {
        open_string(place, c == '`' ? TS_CODE_TICK : TS_CODE_SINGLE);
    } else if (c == '/') {
        step_slash(place, text, i);
    } else if (is_word_char(c)) {
        /* a field of this name, no keyword */
        if (!place->in_word && i > 0 && text.ptr[i - 1] == '.')
            place->in_word = true, place->word[0] = '\0';
        take_word_char(place, c);
    } else if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
        place->in_word = false;
    } else {
        /* the last two: comments to the end of the line in old scripts */
        place->unsure |= c == '\\' || at(text, i, "-->") || at(text, i, "<!--");
        set_slash(place, behind_mark(c, i > 0 ? text.ptr[i - 1] : '\0'));
        if (c == '{' || c == '}')
            step_brace(place, c);
    }
}

/* --- literals and comments
 * ---------------------------------------------------------------------------------- */

static void end_literal(ts_place *place)
{
    place->code = TS_CODE_PLAIN;
    set_slash(place, TS_SLASH_DIVIDE);
}

static void open_substitution(ts_place *place)
{
    if (place->ticks == TS_TICKS_MAX) {
        place->unsure = true;
        return;
    }
    place->braces[place->ticks++] = 0;
    place->code = TS_CODE_PLAIN;
    set_slash(place, TS_SLASH_REGEX);
}

static void step_string(ts_place *place, ts_str text, size_t i, char quote)
{
    char c = text.ptr[i];
    bool dollar = place->dollar;
    place->dollar = quote == '`' && c == '$' && !place->pending;
    if (place->pending)
        place->pending = false;
    else if (c == '\\')
        place->pending = true;
    else if (c == quote || (c == '\n' && quote != '`'))
        end_literal(place);
    else if (dollar && c == '{')
        open_substitution(place);
}

/* A line end ends it, as a mistake that no browser runs. */
static void step_regex(ts_place *place, char c)
{
    if (place->pending)
        place->pending = false;
    else if (c == '\\')
        place->pending = true;
    else if (c == '\n' || c == '\r')
        place->unsure = true;
    else if (c == '[')
        place->code = TS_CODE_CLASS;
    else if (c == ']')
        place->code = TS_CODE_REGEX;
    else if (c == '/' && place->code == TS_CODE_REGEX)
        end_literal(place);
}

void ts_place_script(ts_place *place, ts_str text, size_t i)
{
    char c = text.ptr[i];
    switch (place->code) {
    case TS_CODE_DOUBLE:
        step_string(place, text, i, '"');
        break;
    case TS_CODE_SINGLE:
        step_string(place, text, i, '\'');
        break;
    case TS_CODE_TICK:
        step_string(place, text, i, '`');
        break;
    case TS_CODE_REGEX:
    case TS_CODE_CLASS:
        step_regex(place, c);
        break;
    case TS_CODE_LINE:
        if (c == '\n' || c == '\r')
            place->code = TS_CODE_PLAIN;
        else if (c == '\xE2') /* U+2028 and U+2029 end lines too */
            place->unsure = true;
        break;
    case TS_CODE_BLOCK:
        ts_place_comment(place, text, i);
        break;
    default:
        step_plain(place, text, i);
        break;
    }
}
