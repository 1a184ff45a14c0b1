/* The places inside styles and addresses. */
#include "script/place.h"

#include <string.h>
#include <strings.h>

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

static bool at(ts_str text, size_t i, const char *word)
{
    size_t n = strlen(word);
    return i + n <= text.len && strncasecmp(text.ptr + i, word, n) == 0;
}

static bool behind(ts_str text, size_t i, const char *word)
{
    size_t n = strlen(word);
    return i >= n && at(text, i - n, word);
}

/* --- styles -----------------------------------------------------------------------------------------------
 */

/* Whether the code here is CSS. */
static bool is_style(const ts_place *place)
{
    return place->where == TS_AT_RAW ? place->element == TS_EL_STYLE : place->attr == TS_ATTR_STYLE;
}

void ts_place_comment(ts_place *place, ts_str text, size_t i)
{
    if (text.ptr[i] == '/' && i == 0)
        place->unsure = true;
    else if (text.ptr[i] == '/' && text.ptr[i - 1] == '*' && !(i > 1 && text.ptr[i - 2] == '/'))
        place->code = TS_CODE_PLAIN;
}

static void begin_address(ts_place *place)
{
    place->url = TS_URL_START;
    place->bad_scheme = false;
    place->head_len = 0;
    place->head[0] = '\0';
}

static void step_plain(ts_place *place, ts_str text, size_t i)
{
    static const char *const rules[] = {"@import", "@namespace", "@charset", "@document", NULL};
    char c = text.ptr[i];
    place->pending = false;
    if (c == '"' || c == '\'')
        place->code = c == '"' ? TS_CODE_DOUBLE : TS_CODE_SINGLE;
    else if (at(text, i, "/*"))
        place->code = TS_CODE_BLOCK;
    else if (c == '(' && (behind(text, i, "url") || behind(text, i, "src"))) {
        place->code = TS_CODE_URL;
        begin_address(place);
    } else if (c == '(') /* their strings are addresses too */
        place->unsure |= behind(text, i, "image-set") || behind(text, i, "image");
    else if (c == '\\')
        place->unsure = true;
    for (const char *const *rule = rules; c == '@' && *rule; rule++)
        place->unsure |= at(text, i, *rule);
}

static void step_string(ts_place *place, char c, char quote)
{
    if (place->pending)
        place->pending = false;
    else if (c == '\\')
        place->pending = true;
    else if (c == quote || c == '\n' || c == '\r' || c == '\f')
        place->code = TS_CODE_PLAIN;
}

/* Inside url(…). */
static void step_url(ts_place *place, char c)
{
    const char *fault = NULL;
    char quote = place->code == TS_CODE_URL_DOUBLE ? '"' : place->code == TS_CODE_URL_SINGLE ? '\'' : '\0';
    if (place->code == TS_CODE_URL && is_blank(c))
        return;
    if (place->code == TS_CODE_URL && (c == '"' || c == '\'')) {
        place->code = c == '"' ? TS_CODE_URL_DOUBLE : TS_CODE_URL_SINGLE;
        return;
    }
    if (quote ? c == quote : c == ')') {
        place->code = TS_CODE_PLAIN;
        return;
    }
    if (place->code == TS_CODE_URL)
        place->code = TS_CODE_URL_BARE;
    bool odd = quote ? c == '\n' || c == '\r' || c == '\f' : c == '(' || c == '"' || c == '\'';
    if (odd || c == '\\' || !ts_place_address(place, c, &fault))
        place->unsure = true;
}

void ts_place_style(ts_place *place, ts_str text, size_t i)
{
    char c = text.ptr[i];
    switch (place->code) {
    case TS_CODE_DOUBLE:
        step_string(place, c, '"');
        break;
    case TS_CODE_SINGLE:
        step_string(place, c, '\'');
        break;
    case TS_CODE_BLOCK:
        ts_place_comment(place, text, i);
        break;
    case TS_CODE_URL:
    case TS_CODE_URL_BARE:
    case TS_CODE_URL_DOUBLE:
    case TS_CODE_URL_SINGLE:
        step_url(place, c);
        break;
    default:
        step_plain(place, text, i);
        break;
    }
}

/* --- addresses --------------------------------------------------------------------------------------------
 */

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
    else if (c == '&') /* a reference could stand for anything */
        place->bad_scheme = true;
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

static bool refuse(const char **fault, const char *sentence)
{
    *fault = sentence;
    return false;
}

static bool write_style(ts_place *place, ts_form *form, const char **fault)
{
    switch (place->code) {
    case TS_CODE_BLOCK:
        return refuse(fault, "a value in a comment of a style");
    case TS_CODE_DOUBLE:
    case TS_CODE_SINGLE:
        *form = TS_FORM_CSS_STRING;
        return true;
    case TS_CODE_URL:
    case TS_CODE_URL_BARE:
    case TS_CODE_URL_DOUBLE:
    case TS_CODE_URL_SINGLE:
        if (place->code == TS_CODE_URL)
            place->code = TS_CODE_URL_BARE;
        if (!ts_place_write_address(place, form, fault))
            return false;
        if (*form == TS_FORM_URL)
            *form = TS_FORM_CSS_URL;
        return true;
    default:
        *form = TS_FORM_CSS_VALUE;
        return true;
    }
}

static bool write_script(ts_place *place, ts_form *form, const char **fault)
{
    switch (place->code) {
    case TS_CODE_LINE:
    case TS_CODE_BLOCK:
        return refuse(fault, "a value in a comment of a script");
    case TS_CODE_DOUBLE:
    case TS_CODE_SINGLE:
        *form = TS_FORM_JS_STRING;
        return true;
    case TS_CODE_TICK:
        *form = TS_FORM_JS_TICK;
        return true;
    case TS_CODE_REGEX:
    case TS_CODE_CLASS:
        *form = TS_FORM_JS_REGEX;
        return true;
    default:
        *form =
            place->attr == TS_ATTR_EVENT && place->where == TS_AT_QUOTED ? TS_FORM_JSON_ATTR : TS_FORM_JSON;
        return true;
    }
}

bool ts_place_write_code(ts_place *place, ts_form *form, const char **fault)
{
    bool style = is_style(place);
    if (place->unsure)
        return refuse(fault,
                      style ? "the style before this is too hard to follow to write a value safely: put the "
                              "value in a rule of its own"
                      : place->where == TS_AT_QUOTED
                          ? "the script before this is too hard to follow to write a value safely: put the "
                            "value in a `data-` attribute"
                          : "the script before this is too hard to follow to write a value safely: put "
                            "the value in a script of its own, const data = {{ … }}");
    if (style)
        return write_style(place, form, fault);
    if (!write_script(place, form, fault))
        return false;
    ts_place_script_tag(place, true);
    return true;
}

/* A frame would show the page in itself where other elements do nothing. */
static bool is_frame(const char *tag)
{
    return strcmp(tag, "iframe") == 0 || strcmp(tag, "frame") == 0;
}

bool ts_place_write_address(ts_place *place, ts_form *form, const char **fault)
{
    if (place->bad_scheme)
        return refuse(fault, "a value in an address of this scheme: write the whole address as one value");
    if (place->url == TS_URL_UNSURE)
        return refuse(fault, "the address before this value is begun in one branch and not in another");
    bool quoted = place->where == TS_AT_QUOTED;
    ts_form whole = quoted && place->attr == TS_ATTR_LOAD                          ? TS_FORM_LOAD
                    : quoted && is_frame(place->tag) && place->attr == TS_ATTR_URL ? TS_FORM_FRAME
                                                                                   : TS_FORM_URL;
    *form = place->url == TS_URL_START ? whole : place->url == TS_URL_PATH ? TS_FORM_PATH : TS_FORM_QUERY;
    if (place->url == TS_URL_START)
        place->url = TS_URL_VALUE;
    place->pending = false;
    return true;
}
