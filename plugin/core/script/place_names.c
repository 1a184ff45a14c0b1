/* What the names of elements and attributes mean for what may be written there. */
#include "script/place.h"

#include <string.h>
#include <strings.h>

static bool listed(const char *word, const char *const *list)
{
    for (; *list; list++)
        if (strcmp(word, *list) == 0)
            return true;
    return false;
}

void ts_place_classify_tag(ts_place *place)
{
    static const char *const rcdata[] = {"title", "textarea", NULL};
    static const char *const opaque[] = {"iframe", "noembed", "noframes", "plaintext", "xmp", NULL};
    static const char *const animate[] = {"animate",         "animatecolor", "animatemotion",
                                          "animatetransfor", "set",          NULL}; /* cut as place->tag is */
    place->element = TS_EL_PLAIN;
    if (place->xml || place->closing)
        return;
    if (place->foreign) {
        /* Browsers read tags and references in all of them: in code nothing may be written. */
        if (strcmp(place->tag, "script") == 0 || strcmp(place->tag, "style") == 0)
            place->element = TS_EL_OPAQUE;
        else if (listed(place->tag, animate))
            place->element = TS_EL_ANIMATE;
        return;
    }
    if (listed(place->tag, rcdata))
        place->element = TS_EL_RCDATA;
    else if (strcmp(place->tag, "script") == 0)
        place->element = TS_EL_SCRIPT;
    else if (strcmp(place->tag, "style") == 0)
        place->element = TS_EL_STYLE;
    else if (strcmp(place->tag, "meta") == 0)
        place->element = TS_EL_META;
    else if (listed(place->tag, opaque))
        place->element = TS_EL_OPAQUE;
    else if (listed(place->tag, animate))
        place->element = TS_EL_ANIMATE;
}

/* Whether what stands at this address runs as code in the page, or moves all that does. */
static bool loads(const ts_place *place, const char *name)
{
    static const struct {
        const char *tag, *name;
    } known[] = {{"script", "src"},     {"script", "href"},    {"embed", "src"},      {"object", "data"},
                 {"applet", "archive"}, {"object", "archive"}, {"object", "classid"}, {"object", "codebase"},
                 {"base", "href"},      {"html", "manifest"}};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (strcmp(place->tag, known[i].tag) == 0 && strcmp(name, known[i].name) == 0)
            return true;
    return false;
}

/* Names that begin in "data-" or say that they hold an address are read by somebody's script, which will use
 * them as one. */
static bool holds_address(const char *name, bool xml)
{
    static const char *const urls[] = {
        "action", "archive", "background", "cite",     "classid", "codebase", "data",           "formaction",
        "href",   "icon",    "longdesc",   "manifest", "ping",    "poster",   "profile",        "src",
        "usemap", "base",    "url",        "uri",      "dynsrc",  "lowsrc",   "attributionsrc", NULL};
    return listed(name, urls) ||
           (!xml && (strstr(name, "src") || strstr(name, "uri") || strstr(name, "url")));
}

void ts_place_classify_attr(ts_place *place)
{
    static const char *const sets[] = {"srcset", "imagesrcset", NULL};
    static const char *const animated[] = {"to", "from", "by", "values", "attributename", NULL};
    const char *colon = strrchr(place->name, ':');
    const char *name = colon ? colon + 1 : place->name; /* xlink:href, xml:base */
    const char *meant = strncmp(name, "data-", 5) == 0 ? name + 5 : name;
    place->attr = TS_ATTR_PLAIN;
    place->url = TS_URL_START;
    ts_place_begin_code(place);
    place->bad_scheme = false;
    place->head_len = 0;
    place->head[0] = '\0';
    if (strncmp(place->name, "xmlns", 5) == 0)
        return;
    if (holds_address(meant, place->xml))
        place->attr = TS_ATTR_URL;
    if (place->xml)
        return;
    if (listed(meant, sets))
        place->attr = TS_ATTR_SRCSET;
    else if (strcmp(name, "style") == 0)
        place->attr = TS_ATTR_STYLE;
    else if (strncmp(name, "on", 2) == 0)
        place->attr = TS_ATTR_EVENT;
    else if (strcmp(name, "srcdoc") == 0)
        place->attr = TS_ATTR_SRCDOC;
    else if (strcmp(name, "http-equiv") == 0)
        place->attr = TS_ATTR_REFUSED;
    else if (place->element == TS_EL_ANIMATE && listed(name, animated))
        place->attr = TS_ATTR_REFUSED;
    else if (place->element == TS_EL_SCRIPT && strcmp(name, "type") == 0)
        place->attr = TS_ATTR_TYPE;
    if (place->attr == TS_ATTR_URL && loads(place, name))
        place->attr = TS_ATTR_LOAD;
    if (place->element == TS_EL_META && strcmp(name, "http-equiv") == 0)
        place->equiv = true;
}

void ts_place_classify_type(ts_place *place)
{
    static const char *const scripts[] = {"", "module", "text/javascript", "application/javascript", NULL};
    static const char *const json[] = {"application/json", "application/ld+json", "importmap",
                                       "speculationrules", NULL};
    if (place->typed) /* the first one counts, as in a browser */
        return;
    place->typed = true;
    bool whole = place->head_len < sizeof place->head;
    if (whole && listed(place->head, scripts))
        place->element = TS_EL_SCRIPT;
    else if (whole && listed(place->head, json))
        place->element = TS_EL_JSON;
    else
        place->element = TS_EL_OPAQUE;
}

static void put_value_words(const ts_place *place, ts_buf *out)
{
    ts_buf_printf(out, "in the value of `%s`", place->name);
    if (place->attr != TS_ATTR_URL && place->attr != TS_ATTR_LOAD && place->attr != TS_ATTR_SRCSET)
        return;
    static const char *const parts[] = {"at its begin", "behind a first value", "in its path",
                                        "behind its `?` or `#`", "begun in one branch only"};
    ts_buf_printf(out, ", %s", parts[place->url]);
}

static void put_raw_words(const ts_place *place, ts_buf *out)
{
    static const char *const codes[] = {"",
                                        ", in a string with double quotes",
                                        ", in a string with single quotes",
                                        ", in a template literal",
                                        ", in a comment",
                                        ", in a comment",
                                        ", in a regular expression",
                                        ", in a regular expression",
                                        ", in url()",
                                        ", in url()",
                                        ", in url()",
                                        ", in url()"};
    const char *code = place->code == TS_CODE_PLAIN && place->ticks ? ", in the ${ } of a template literal"
                                                                    : codes[place->code];
    ts_buf_printf(out, "in <%s>%s", place->tag, code);
}

void ts_place_words(const ts_place *place, ts_buf *out)
{
    switch (place->where) {
    case TS_AT_TEXT:
        ts_buf_puts(out, place->foreign ? "inside <svg> or <math>" : "in element text");
        return;
    case TS_AT_OPEN:
        ts_buf_puts(out, "behind `<`");
        return;
    case TS_AT_TAG_NAME:
        ts_buf_puts(out, "in the name of a tag");
        return;
    case TS_AT_TAG:
    case TS_AT_NAME:
    case TS_AT_EQUALS:
        ts_buf_printf(out, "in the tag <%s%s>", place->closing ? "/" : "", place->tag);
        return;
    case TS_AT_VALUE:
        ts_buf_printf(out, "before the value of `%s`", place->name);
        return;
    case TS_AT_QUOTED:
    case TS_AT_BARE:
        put_value_words(place, out);
        return;
    case TS_AT_COMMENT:
        ts_buf_puts(out, "in a comment");
        return;
    case TS_AT_MARKUP:
        ts_buf_puts(out, "in a declaration");
        return;
    case TS_AT_RAW:
        put_raw_words(place, out);
        return;
    }
}
