#include "article/element_kind.h"

#include "dom/dom.h"

#include <string.h>

/* In order of the names. */
static const struct {
    const char *name;
    ts_element_kind kind;
} elements[] = {
    {"a", TS_EL_LINK},
    {"amp-img", TS_EL_IMAGE},
    {"audio", TS_EL_PLAYER},
    {"b", TS_EL_STRONG},
    {"blockquote", TS_EL_QUOTE},
    {"br", TS_EL_BREAK},
    {"button", TS_EL_SKIP},
    {"canvas", TS_EL_SKIP},
    {"caption", TS_EL_LABEL},
    {"cite", TS_EL_EMPH},
    {"code", TS_EL_CODE},
    {"dd", TS_EL_DETAILS},
    {"del", TS_EL_DELETED},
    {"dfn", TS_EL_EMPH},
    {"dir", TS_EL_LIST},
    {"dl", TS_EL_DEFINITIONS},
    {"dt", TS_EL_TERM},
    {"em", TS_EL_EMPH},
    {"embed", TS_EL_SKIP},
    {"figcaption", TS_EL_CAPTION},
    {"figure", TS_EL_FIGURE},
    {"h1", TS_EL_HEADING},
    {"h2", TS_EL_HEADING},
    {"h3", TS_EL_HEADING},
    {"h4", TS_EL_HEADING},
    {"h5", TS_EL_HEADING},
    {"h6", TS_EL_HEADING},
    {"hr", TS_EL_RULE},
    {"i", TS_EL_EMPH},
    {"iframe", TS_EL_FRAME},
    {"img", TS_EL_IMAGE},
    {"input", TS_EL_SKIP},
    {"kbd", TS_EL_CODE},
    {"li", TS_EL_ITEM},
    {"listing", TS_EL_PRE},
    {"math", TS_EL_MATH},
    {"menu", TS_EL_LIST},
    {"object", TS_EL_SKIP},
    {"ol", TS_EL_LIST},
    {"pre", TS_EL_PRE},
    {"q", TS_EL_Q},
    {"ruby", TS_EL_RUBY},
    {"s", TS_EL_DELETED},
    {"samp", TS_EL_CODE},
    {"select", TS_EL_SKIP},
    {"strike", TS_EL_DELETED},
    {"strong", TS_EL_STRONG},
    {"sub", TS_EL_SUB},
    {"summary", TS_EL_LABEL},
    {"sup", TS_EL_SUP},
    {"svg", TS_EL_SKIP},
    {"table", TS_EL_TABLE},
    {"td", TS_EL_CELL},
    {"textarea", TS_EL_SKIP},
    {"th", TS_EL_CELL},
    {"tr", TS_EL_ROW},
    {"tt", TS_EL_CODE},
    {"ul", TS_EL_LIST},
    {"var", TS_EL_EMPH},
    {"video", TS_EL_PLAYER},
    {"xmp", TS_EL_PRE},
};

ts_element_kind ts_element_kind_of(const char *name)
{
    size_t low = 0, high = sizeof elements / sizeof *elements;
    while (low < high) {
        size_t middle = (low + high) / 2;
        const char *other = elements[middle].name;
        int order = *name != *other ? *name - *other : strcmp(name, other);
        if (order == 0)
            return elements[middle].kind;
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return ts_is_block(name) ? TS_EL_BLOCK : TS_EL_OTHER;
}
