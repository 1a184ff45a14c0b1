#include "script/place.h"

#include <string.h>
#include <strings.h>

void ts_place_init(ts_place *place, bool xml)
{
    *place = (ts_place){.xml = xml, .line = 1};
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

static bool begins_name(const ts_place *place, char c)
{
    bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    return letter || (place->xml && (c == '_' || c == ':' || (unsigned char)c >= 0x80));
}

static bool rest_is(ts_str text, size_t i, const char *word)
{
    size_t n = strlen(word);
    return i + n <= text.len && strncasecmp(text.ptr + i, word, n) == 0;
}

/* Appends to one of the small name buffers, lower case, what no longer fits is cut. */
static void collect(char *name, size_t size, char c)
{
    size_t n = strlen(name);
    if (n + 1 < size) {
        name[n] = c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
        name[n + 1] = '\0';
    }
}

static const char in_meta[] = "a value in the content of <meta http-equiv>";

/* --- tags ----------------------------------------------------------------------------------------------- */

static void count_foreign(ts_place *place)
{
    if (place->xml || (strcmp(place->tag, "svg") != 0 && strcmp(place->tag, "math") != 0))
        return;
    if (place->closing && place->foreign)
        place->foreign--;
    else if (!place->closing && !place->pending && place->foreign < 255)
        place->foreign++;
}

/* Behind the ">" of a tag. */
static bool end_tag(ts_place *place, const char **fault)
{
    count_foreign(place);
    bool raw = !place->xml && !place->closing && place->element != TS_EL_PLAIN &&
               place->element != TS_EL_META && place->element != TS_EL_ANIMATE;
    if (raw && place->pending) {
        *fault = "an element like this needs its end tag: `/>` does not end it in HTML";
        return false;
    }
    place->where = raw ? TS_AT_RAW : TS_AT_TEXT;
    ts_place_begin_code(place);
    place->pending = place->cut = false;
    if (!raw)
        place->element = TS_EL_PLAIN;
    return true;
}

static void begin_tag(ts_place *place, bool closing, char c)
{
    place->where = TS_AT_TAG_NAME;
    place->closing = closing;
    place->tag[0] = '\0';
    place->typed = place->equiv = place->content = place->pending = place->cut = false;
    collect(place->tag, sizeof place->tag, c);
}

static bool step_tag_name(ts_place *place, char c, const char **fault)
{
    if (!is_blank(c) && c != '/' && c != '>') {
        collect(place->tag, sizeof place->tag, c);
        return true;
    }
    ts_place_classify_tag(place);
    place->where = TS_AT_TAG;
    place->pending = c == '/';
    return c == '>' ? end_tag(place, fault) : true;
}

static void begin_name(ts_place *place, char c)
{
    place->where = TS_AT_NAME;
    place->name[0] = '\0';
    collect(place->name, sizeof place->name, c);
}

/* Between attributes, in a name, and behind one. */
static bool step_tag(ts_place *place, char c, const char **fault)
{
    bool blank = is_blank(c);
    if (place->cut && !blank && c != '/' && c != '>') {
        *fault = "a name goes on behind a template tag: write it whole in each branch";
        return false;
    }
    place->cut = false;
    if (c == '>')
        return end_tag(place, fault);
    if (c == '=' && place->where != TS_AT_TAG) {
        ts_place_classify_attr(place);
        place->where = TS_AT_VALUE;
        if (place->equiv && place->content) {
            *fault = in_meta;
            return false;
        }
    } else if (c == '/') {
        place->where = TS_AT_TAG;
    } else if (blank) {
        place->where = place->where == TS_AT_TAG ? TS_AT_TAG : TS_AT_EQUALS;
    } else if (c == '"' || c == '\'' || c == '<' || c == '=') {
        *fault = c == '<'   ? "a `<` in a tag: is the `>` before it missing?"
                 : c == '=' ? "a `=` without the name of an attribute before it"
                            : "a quote in a tag that opens no value: is a space or a `=` missing?";
        return false;
    } else if (place->where == TS_AT_NAME) {
        collect(place->name, sizeof place->name, c);
    } else {
        begin_name(place, c);
    }
    place->pending = c == '/';
    return true;
}

static bool end_value(ts_place *place)
{
    if (place->attr == TS_ATTR_TYPE)
        ts_place_classify_type(place);
    place->where = TS_AT_TAG;
    place->pending = false;
    return true;
}

/* Whether a character reference, which browsers read before the code it stands in, begins here or may with
 * what a template tag behind it writes. */
static bool begins_reference(ts_str text, size_t i)
{
    char next = i + 1 < text.len ? text.ptr[i + 1] : '#';
    bool letter = (next >= 'a' && next <= 'z') || (next >= 'A' && next <= 'Z');
    return text.ptr[i] == '&' && (letter || next == '#');
}

static bool step_value(ts_place *place, ts_str text, size_t i, const char **fault)
{
    char c = text.ptr[i];
    if (place->where == TS_AT_QUOTED && c == place->quote)
        return end_value(place);
    if (place->where == TS_AT_BARE && is_blank(c))
        return end_value(place);
    if (place->where == TS_AT_BARE && c == '>')
        return end_value(place) && end_tag(place, fault);
    switch (place->attr) {
    case TS_ATTR_URL:
    case TS_ATTR_LOAD:
    case TS_ATTR_SRCSET:
        return ts_place_address(place, c, fault);
    case TS_ATTR_STYLE:
        place->unsure |= begins_reference(text, i);
        ts_place_style(place, text, i);
        return true;
    case TS_ATTR_EVENT:
        place->unsure |= begins_reference(text, i);
        ts_place_script(place, text, i);
        return true;
    case TS_ATTR_TYPE:
        if (place->head_len + 1 < sizeof place->head) {
            place->head[place->head_len++] = c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
            place->head[place->head_len] = '\0';
        } else {
            place->head_len = sizeof place->head;
        }
        return true;
    case TS_ATTR_PLAIN:
    case TS_ATTR_SRCDOC:
    case TS_ATTR_REFUSED:
        return true;
    }
    return true;
}

static bool step_before_value(ts_place *place, ts_str text, size_t i, const char **fault)
{
    char c = text.ptr[i];
    if (is_blank(c))
        return true;
    if (c == '>')
        return end_value(place) && end_tag(place, fault);
    bool quoted = c == '"' || c == '\'';
    place->pending = false;
    place->quote = quoted ? c : '\0';
    place->where = quoted ? TS_AT_QUOTED : TS_AT_BARE;
    return quoted ? true : step_value(place, text, i, fault);
}

/* --- text, comments, raw elements ----------------------------------------------------------------------- */

/* Behind "<!": a comment, or something that ends at ">" or "]]>". Returns how many more bytes were taken. */
static size_t open_markup(ts_place *place, ts_str text, size_t i)
{
    place->where = TS_AT_MARKUP;
    place->markup = '>';
    if (rest_is(text, i, "--")) {
        bool empty = !place->xml && (rest_is(text, i + 2, ">") || rest_is(text, i + 2, "->"));
        place->where = empty ? TS_AT_TEXT : TS_AT_COMMENT;
        place->pending = true;
        return !empty ? 2 : rest_is(text, i + 2, ">") ? 3 : 4;
    }
    if (place->xml && rest_is(text, i, "[CDATA[")) {
        place->markup = ']';
        return 7;
    }
    return 0;
}

/* At text[i], behind "<" or "</". Returns how many more bytes were taken. */
static size_t step_open(ts_place *place, ts_str text, size_t i, int line)
{
    char c = text.ptr[i];
    bool closing = place->closing;
    place->closing = false;
    place->line = line;
    if (begins_name(place, c)) {
        begin_tag(place, closing, c);
    } else if (c == '/' && !closing) {
        place->closing = true;
    } else if (c == '!' && !closing) {
        return open_markup(place, text, i + 1);
    } else if ((c == '?' && !closing) || (closing && c != '>')) {
        place->where = TS_AT_MARKUP;
        place->markup = place->xml ? '?' : '>';
    } else {
        place->where = closing ? TS_AT_TEXT : c == '<' ? TS_AT_OPEN : TS_AT_TEXT;
    }
    return 0;
}

static void step_comment(ts_place *place, ts_str text, size_t i)
{
    char c = text.ptr[i];
    bool dashes = c == '>' && i >= 2 && rest_is(text, i - 2, "--");
    bool bang = !place->xml && c == '>' && i >= 3 && rest_is(text, i - 3, "--!");
    if (dashes || bang)
        place->where = TS_AT_TEXT;
    place->pending = c == '-' || (c == '!' && place->pending);
}

static void step_markup(ts_place *place, ts_str text, size_t i)
{
    if (text.ptr[i] != '>')
        return;
    if (place->markup == '>' || (place->markup == '?' && i > 0 && text.ptr[i - 1] == '?') ||
        (place->markup == ']' && i > 1 && rest_is(text, i - 2, "]]")))
        place->where = TS_AT_TEXT;
}

/* Inside script, title and their like only their own end tag is a tag. */
static bool step_raw(ts_place *place, ts_str text, size_t i, bool last, int line, const char **fault)
{
    if (text.ptr[i] == '<') {
        size_t n = strlen(place->tag);
        bool script = place->element == TS_EL_SCRIPT || place->element == TS_EL_JSON;
        if (script && rest_is(text, i, "<!--")) {
            *fault =
                "a `<!--` cannot stand in a script: browsers would look for the end of the script elsewhere";
            return false;
        }
        if (rest_is(text, i + 1, "/") && rest_is(text, i + 2, place->tag)) {
            char after = i + 2 + n < text.len ? text.ptr[i + 2 + n] : last ? '>' : 'x';
            if (is_blank(after) || after == '/' || after == '>') {
                place->where = TS_AT_OPEN;
                place->closing = false;
                place->line = line;
                return true;
            }
        }
        ts_str head = ts_str_sub(text, i + 2, text.len);
        bool split = i + 1 == text.len || (text.ptr[i + 1] == '/' && head.len <= n &&
                                           strncasecmp(head.ptr, place->tag, head.len) == 0);
        if (!last && split) {
            *fault = "an end tag that a template tag splits";
            return false;
        }
    }
    if (place->element == TS_EL_STYLE)
        ts_place_style(place, text, i);
    else if (place->element == TS_EL_SCRIPT || place->element == TS_EL_JSON)
        ts_place_script(place, text, i);
    return true;
}

static bool step(ts_place *place, ts_str text, size_t *i, bool last, int line, const char **fault)
{
    char c = text.ptr[*i];
    switch (place->where) {
    case TS_AT_TEXT:
        if (c == '<') {
            place->where = TS_AT_OPEN;
            place->closing = false;
        }
        return true;
    case TS_AT_OPEN:
        *i += step_open(place, text, *i, line);
        return true;
    case TS_AT_TAG_NAME:
        return step_tag_name(place, c, fault);
    case TS_AT_TAG:
    case TS_AT_NAME:
    case TS_AT_EQUALS:
        return step_tag(place, c, fault);
    case TS_AT_VALUE:
        return step_before_value(place, text, *i, fault);
    case TS_AT_QUOTED:
    case TS_AT_BARE:
        return step_value(place, text, *i, fault);
    case TS_AT_COMMENT:
        step_comment(place, text, *i);
        return true;
    case TS_AT_MARKUP:
        step_markup(place, text, *i);
        return true;
    case TS_AT_RAW:
        return step_raw(place, text, *i, last, line, fault);
    }
    return true;
}

bool ts_place_text(ts_place *place, ts_str text, int line, bool last, size_t *at, const char **fault)
{
    for (size_t i = 0; i < text.len; i++) {
        *at = i;
        if (!step(place, text, &i, last, line, fault))
            return false;
        line += text.ptr[*at] == '\n';
    }
    return true;
}

/* --- what a template tag may do here -------------------------------------------------------------------- */

static bool refuse(const char **fault, const char *sentence)
{
    *fault = sentence;
    return false;
}

bool ts_place_tag(ts_place *place, const char **fault)
{
    switch (place->where) {
    case TS_AT_OPEN:
        return refuse(fault,
                      "a template tag right behind `<`: write `&lt;`, or the whole HTML tag in each branch");
    case TS_AT_TAG_NAME:
        ts_place_classify_tag(place);
        place->where = TS_AT_TAG;
        place->cut = true;
        return true;
    case TS_AT_MARKUP:
        return refuse(fault, "a template tag inside a declaration");
    case TS_AT_NAME:
    case TS_AT_EQUALS:
        place->cut = place->where == TS_AT_NAME;
        place->where = TS_AT_TAG;
        return true;
    case TS_AT_QUOTED:
    case TS_AT_RAW:
        if (place->pending && place->attr != TS_ATTR_SRCSET)
            return refuse(fault, "a template tag right behind a backslash");
        if (place->dollar)
            return refuse(fault, "a template tag right behind the `$` of a template literal: write `\\$` for "
                                 "the character, `${ {{ … }} }` for a value");
        ts_place_script_tag(place, false);
        return true;
    case TS_AT_COMMENT:
        if (place->pending)
            return refuse(fault, "a template tag right behind a `-` of a comment: put a space between");
        return true;
    default:
        return true;
    }
}

static bool write_quoted(ts_place *place, ts_form *form, const char **fault)
{
    if (place->element == TS_EL_META && strcmp(place->name, "content") == 0)
        place->content = true;
    if (place->equiv && place->content)
        return refuse(fault, in_meta);
    switch (place->attr) {
    case TS_ATTR_PLAIN:
        *form = place->xml ? TS_FORM_XML : TS_FORM_ATTR;
        return true;
    case TS_ATTR_URL:
    case TS_ATTR_LOAD:
    case TS_ATTR_SRCSET:
        return ts_place_write_address(place, form, fault);
    case TS_ATTR_STYLE:
    case TS_ATTR_EVENT:
        return ts_place_write_code(place, form, fault);
    case TS_ATTR_TYPE:
        return refuse(fault, "a value in the type of a script");
    case TS_ATTR_SRCDOC:
        return refuse(fault,
                      "a value in srcdoc, a document of its own whose tags nobody looks at: show the page "
                      "with src=\"{{ … }}\"");
    case TS_ATTR_REFUSED:
        return refuse(fault,
                      "a value in this attribute, which can make others run as code: choose between written "
                      "ones with {% if … %}");
    }
    return true;
}

static bool write_raw(ts_place *place, ts_form *form, const char **fault)
{
    if (place->element == TS_EL_OPAQUE)
        return refuse(fault, place->foreign
                                 ? "a value inside a script or style of <svg> or <math>, where browsers read "
                                   "tags: put it in one outside"
                                 : "a value inside this element, whose text browsers do not show as text: "
                                   "put it in an element beside it");
    if (place->element != TS_EL_RCDATA)
        return ts_place_write_code(place, form, fault);
    *form = TS_FORM_ATTR;
    return true;
}

bool ts_place_write(ts_place *place, ts_form *form, const char **fault)
{
    if (!ts_place_tag(place, fault))
        return false;
    switch (place->where) {
    case TS_AT_TEXT:
        *form = place->xml ? TS_FORM_XML : TS_FORM_TEXT;
        return true;
    case TS_AT_COMMENT:
        *form = TS_FORM_ATTR;
        return place->xml ? refuse(fault, "a value in an XML comment") : true;
    case TS_AT_VALUE:
    case TS_AT_BARE:
        return refuse(fault, "a value without quotes around it: write name=\"{{ … }}\"");
    case TS_AT_QUOTED:
        return write_quoted(place, form, fault);
    case TS_AT_RAW:
        return write_raw(place, form, fault);
    default:
        return refuse(fault, "a value inside a tag, but in no attribute's value");
    }
}
