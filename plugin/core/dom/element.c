#include "dom/element.h"
#include "dom/libxml.h"
#include "dom/node.h"
#include "dom/tag.h"

#include <string.h>

static const struct {
    const char *name;
    ts_raw raw;
} RAW[TS_RAW_NAMES] = {
    {"script", TS_RAW_SCRIPT}, {"style", TS_RAW_DROP},    {"iframe", TS_RAW_EMPTY},
    {"noembed", TS_RAW_DROP},  {"noframes", TS_RAW_DROP}, {"svg", TS_RAW_DRAWING},
    {"title", TS_RAW_TEXT},    {"textarea", TS_RAW_TEXT}, {"xmp", TS_RAW_TEXT},
};

/* libxml2 ignores the end of an <article> while a <div> inside is open, and then all that follows lands
 * inside the article; so the sieve closes what is open itself. */
static const char *const BOXES[TS_BOX_COUNT + 1] = {
    [TS_BOX_TD] = "td",
    [TS_BOX_TH] = "th",
    [TS_BOX_TABLE] = "table",
    [TS_BOX_OTHER] = "div",
    "article",
    "section",
    "main",
    "aside",
    "nav",
    "header",
    "footer",
    "figure",
    "ul",
    "ol",
    "details",
    "center",
};
static const char *const ROWS[] = {"tr", "tbody", "thead", "tfoot", NULL};

/* The rest of the page would land in them. */
static const char *const VOIDS[] = {"source", "track", "wbr", NULL};

static const char *const OUTER[] = {"html", "head", "body", "frameset", "frame", "noframes", NULL};
static const char *const REPEATS[] = {"div", "span", NULL};
static const char *const SPACED[] = {"pre", "textarea", "title", "listing", "xmp", "plaintext", NULL};
static const char *const HEAD_MATTER[] = {"link", "meta", "script", "title", NULL};

static size_t index_in(ts_str name, const char *const *names)
{
    char first = name.len ? name.ptr[0] : '\0';
    size_t i = 0;
    while (names[i] && (names[i][0] != first || !ts_str_is(name, names[i])))
        i++;
    return i;
}

/* The bytes of a name that libxml2 knows; '_' and '.' are mended to '_', so that nothing depends on them. */
static bool is_known(char c)
{
    return ts_is_letter(c) || (c >= '0' && c <= '9') || c == '-' || c == ':';
}

static const ts_element *read_element(ts_arena *arena, ts_str spelt)
{
    ts_str cut = ts_str_sub(spelt, 0, TS_DOM_NAME);
    char *name = ts_arena_copy(arena, cut), *mended = ts_arena_copy(arena, cut);
    bool plain = spelt.len < TS_DOM_NAME;
    for (size_t i = 0; i < cut.len; i++) {
        name[i] = (char)(name[i] >= 'A' && name[i] <= 'Z' ? name[i] | 0x20 : name[i]);
        mended[i] = (char)(is_known(mended[i]) ? mended[i] : '_');
        plain = plain && is_known(spelt.ptr[i]);
    }
    ts_str lower = {name, spelt.len == cut.len ? cut.len : 0}; /* one that is cut is like no other */
    size_t raw = 0;
    while (raw < TS_RAW_NAMES && (RAW[raw].name[0] != name[0] || !ts_str_is(lower, RAW[raw].name)))
        raw++;
    const htmlElemDesc *known = htmlTagLookup((const xmlChar *)name);
    ts_element *e = TS_NEW(arena, ts_element);
    *e = (ts_element){.spelt = spelt,
                      .name = name,
                      .mended = mended,
                      .plain = plain,
                      .raw = raw < TS_RAW_NAMES ? (unsigned char)RAW[raw].raw : TS_RAW_NONE,
                      .raw_name = (unsigned char)raw,
                      .box = (unsigned char)index_in(lower, BOXES),
                      .row = ts_str_is_one_of(lower, ROWS),
                      .no_end = ts_str_is_one_of(lower, VOIDS),
                      .outer = ts_str_is_one_of(lower, OUTER),
                      .empty = known && known->empty,
                      .repeats = !known || ts_str_is_one_of(lower, REPEATS),
                      .keeps_space = ts_str_is_one_of(lower, SPACED),
                      .block = ts_is_block(name),
                      .unseen = ts_is_unseen(name),
                      .head_matter = ts_str_is_one_of(lower, HEAD_MATTER)};
    return e;
}

const ts_element *ts_element_of(ts_elements *elements, ts_str spelt)
{
    unsigned first = spelt.len ? (unsigned char)spelt.ptr[0] : 0,
             second = spelt.len > 1 ? (unsigned char)spelt.ptr[1] : 0,
             last = spelt.len ? (unsigned char)spelt.ptr[spelt.len - 1] : 0;
    const ts_element **slot =
        &elements->slots[(first * 5 + second * 23 + last * 3 + spelt.len * 7) & (TS_ELEMENTS - 1)];
    if (!*slot || !ts_str_eq((*slot)->spelt, spelt))
        *slot = read_element(elements->arena, spelt);
    return *slot;
}
