/* The places inside scripts, styles and addresses. */
#include "script/place.h"

#include <string.h>
#include <strings.h>

static bool at(ts_str text, size_t i, const char *word)
{
    size_t n = strlen(word);
    return i + n <= text.len && strncasecmp(text.ptr + i, word, n) == 0;
}

/* Inside a string literal of JavaScript, JSON or CSS that ends at `quote`. */
static void step_string(ts_place *place, char c, char quote)
{
    if (place->pending)
        place->pending = false;
    else if (c == '\\')
        place->pending = true;
    else if (c == quote || (c == '\n' && quote != '`'))
        place->code = TS_CODE_PLAIN;
    else if (c == '$' && quote == '`')
        place->unsure = true; /* ${ … } nests code in the literal */
}

/* A "/" that opens no comment may begin a regular expression or divide; only a parser knows. */
static void step_slash(ts_place *place, ts_str text, size_t i)
{
    bool css = place->element == TS_EL_STYLE || place->attr == TS_ATTR_STYLE;
    if (at(text, i, "/*"))
        place->code = TS_CODE_BLOCK;
    else if (css)
        return;
    else if (at(text, i, "//"))
        place->code = TS_CODE_LINE;
    else
        place->unsure = true;
}

static void step_plain(ts_place *place, ts_str text, size_t i)
{
    bool json = place->element == TS_EL_JSON && place->where == TS_AT_RAW;
    bool css = !json && (place->element == TS_EL_STYLE || place->where != TS_AT_RAW);
    switch (text.ptr[i]) {
    case '"':
        place->code = TS_CODE_DOUBLE;
        break;
    case '\'':
        if (!json)
            place->code = TS_CODE_SINGLE;
        break;
    case '`':
        if (!json && !css)
            place->code = TS_CODE_TICK;
        break;
    case '/':
        if (!json)
            step_slash(place, text, i);
        break;
    case '\\':
        place->unsure = true;
        break;
    case '-': /* a comment to the end of the line in classic scripts */
        place->unsure |= at(text, i, "-->");
        break;
    case '(':
        if (css && i >= 3 && at(text, i - 3, "url("))
            place->code = TS_CODE_URL;
        break;
    default:
        break;
    }
}

void ts_place_code(ts_place *place, ts_str text, size_t i)
{
    char c = text.ptr[i];
    switch (place->code) {
    case TS_CODE_PLAIN:
        step_plain(place, text, i);
        break;
    case TS_CODE_DOUBLE:
        step_string(place, c, '"');
        break;
    case TS_CODE_SINGLE:
        step_string(place, c, '\'');
        break;
    case TS_CODE_TICK:
        step_string(place, c, '`');
        break;
    case TS_CODE_LINE:
        if (c == '\n' || c == '\r')
            place->code = TS_CODE_PLAIN;
        else if (c == '\xE2') /* U+2028 and U+2029 end lines too */
            place->unsure = true;
        break;
    case TS_CODE_BLOCK:
        if (c == '/' && i == 0)
            place->unsure = true;
        else if (c == '/' && text.ptr[i - 1] == '*' && !(i > 1 && text.ptr[i - 2] == '/'))
            place->code = TS_CODE_PLAIN;
        break;
    case TS_CODE_URL:
        if (c == ')')
            place->code = TS_CODE_PLAIN;
        break;
    }
}

/* Whether the literal head of an address, up to its ":", is a scheme that values may be put behind. */
static bool good_scheme(const ts_place *place)
{
    static const char *const good[] = {"http", "https", "mailto", "tel", "ftp", "urn", "tag", NULL};
    if (place->head_len >= sizeof place->head)
        return false;
    for (const char *const *scheme = good; *scheme; scheme++)
        if (strcasecmp(place->head, *scheme) == 0)
            return true;
    return false;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

static bool step_srcset(ts_place *place, char c)
{
    bool comma = place->pending;
    place->pending = c == ',';
    switch (place->url) {
    case TS_URL_START:
        if (!is_blank(c) && c != ',')
            place->url = TS_URL_PATH;
        return true;
    case TS_URL_QUERY:
        if (c == ',')
            place->url = TS_URL_START;
        return true;
    default:
        if (is_blank(c))
            place->url = comma ? TS_URL_START : TS_URL_QUERY;
        return true;
    }
}

/* Keeps the literal head of the address until its first ":" or "/". A head_len of the buffer's size means
 * that it was longer, one more that the question is settled. */
static void collect_scheme(ts_place *place, char c)
{
    size_t size = sizeof place->head;
    if (place->head_len > size)
        return;
    if (c == ':')
        place->bad_scheme = !good_scheme(place);
    if (c == ':' || c == '/')
        place->head_len = size + 1;
    else if (place->head_len + 1 < size)
        place->head[place->head_len++] = c;
    else
        place->head_len = size;
    if (place->head_len < size)
        place->head[place->head_len] = '\0';
}

bool ts_place_address(ts_place *place, char c, const char **fault)
{
    if (place->attr == TS_ATTR_SRCSET)
        return step_srcset(place, c);
    if (place->url == TS_URL_START && is_blank(c))
        return true;
    if (c == '?' || c == '#') {
        place->url = TS_URL_QUERY;
        return true;
    }
    if (place->url == TS_URL_VALUE || place->url == TS_URL_UNSURE) {
        if (c == ':') {
            *fault =
                "a `:` behind a value would make the value a scheme: write the whole address as one value";
            return false;
        }
        if (c == '/')
            place->url = TS_URL_PATH;
        return true;
    }
    if (place->url == TS_URL_START)
        place->url = TS_URL_PATH;
    if (place->url == TS_URL_PATH)
        collect_scheme(place, c);
    return true;
}
