#include "article/element_kind.h"

#include "dom/dom.h"

#include <string.h>

/* In order of the names. */
static const struct {
    const char *name;
    ts_element_kind kind;
} elements[] = {
    {"a", TS_BECOMES_LINK},
    {"amp-dailymotion", TS_BECOMES_FRAME},
    {"amp-img", TS_BECOMES_IMAGE},
    {"amp-vimeo", TS_BECOMES_FRAME},
    {"amp-youtube", TS_BECOMES_FRAME},
    {"audio", TS_BECOMES_PLAYER},
    {"b", TS_BECOMES_STRONG},
    {"blockquote", TS_BECOMES_QUOTE},
    {"br", TS_BECOMES_BREAK},
    {"button", TS_BECOMES_SKIP},
    {"canvas", TS_BECOMES_SKIP},
    {"caption", TS_BECOMES_LABEL},
    {"cite", TS_BECOMES_EMPH},
    {"code", TS_BECOMES_CODE},
    {"dd", TS_BECOMES_DETAILS},
    {"del", TS_BECOMES_DELETED},
    {"dfn", TS_BECOMES_EMPH},
    {"dir", TS_BECOMES_LIST},
    {"dl", TS_BECOMES_DEFINITIONS},
    {"dt", TS_BECOMES_TERM},
    {"em", TS_BECOMES_EMPH},
    {"embed", TS_BECOMES_SKIP},
    {"figcaption", TS_BECOMES_CAPTION},
    {"figure", TS_BECOMES_FIGURE},
    {"h1", TS_BECOMES_HEADING},
    {"h2", TS_BECOMES_HEADING},
    {"h3", TS_BECOMES_HEADING},
    {"h4", TS_BECOMES_HEADING},
    {"h5", TS_BECOMES_HEADING},
    {"h6", TS_BECOMES_HEADING},
    {"hr", TS_BECOMES_RULE},
    {"i", TS_BECOMES_EMPH},
    {"iframe", TS_BECOMES_FRAME},
    {"img", TS_BECOMES_IMAGE},
    {"input", TS_BECOMES_SKIP},
    {"kbd", TS_BECOMES_CODE},
    {"li", TS_BECOMES_ITEM},
    {"listing", TS_BECOMES_PRE},
    {"lite-vimeo", TS_BECOMES_FRAME},
    {"lite-youtube", TS_BECOMES_FRAME},
    {"math", TS_BECOMES_MATH},
    {"menu", TS_BECOMES_LIST},
    {"object", TS_BECOMES_SKIP},
    {"ol", TS_BECOMES_LIST},
    {"pre", TS_BECOMES_PRE},
    {"q", TS_BECOMES_Q},
    {"ruby", TS_BECOMES_RUBY},
    {"s", TS_BECOMES_DELETED},
    {"samp", TS_BECOMES_CODE},
    {"select", TS_BECOMES_SKIP},
    {"strike", TS_BECOMES_DELETED},
    {"strong", TS_BECOMES_STRONG},
    {"sub", TS_BECOMES_SUB},
    {"summary", TS_BECOMES_LABEL},
    {"sup", TS_BECOMES_SUP},
    {"svg", TS_BECOMES_SKIP},
    {"table", TS_BECOMES_TABLE},
    {"td", TS_BECOMES_CELL},
    {"textarea", TS_BECOMES_SKIP},
    {"th", TS_BECOMES_CELL},
    {"tr", TS_BECOMES_ROW},
    {"tt", TS_BECOMES_CODE},
    {"ul", TS_BECOMES_LIST},
    {"var", TS_BECOMES_EMPH},
    {"video", TS_BECOMES_PLAYER},
    {"xmp", TS_BECOMES_PRE},
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
    return ts_is_block(name) ? TS_BECOMES_BLOCK : TS_BECOMES_OTHER;
}
