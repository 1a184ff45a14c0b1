#include "dom/dom.h"
#include "dom/node.h"

#include <string.h>

static ts_attribute *find_href(const ts_node *link)
{
    for (unsigned i = 0; i < link->attributes.count; i++)
        if (strcmp(link->attributes.items[i].name, "href") == 0)
            return &link->attributes.items[i];
    return NULL;
}

void ts_dom_own_places(ts_dom *dom, const char *address)
{
    ts_str page = ts_str_of(address);
    page = ts_str_sub(page, 0, ts_str_find_char(page, '#', 0));
    for (ts_node *n = page.len ? dom->root : NULL; n; n = ts_node_walk(n, NULL)) {
        ts_attribute *href = ts_node_is(n, "a") ? find_href(n) : NULL;
        /* An ampersand may be written as a reference: only what is looked for is decoded. */
        if (!href || !href->value || href->len < 2 || *href->value == '#' ||
            ts_str_find_char((ts_str){href->value, href->len}, '#', 0) == TS_NPOS)
            continue;
        const char *value = ts_node_value(n, "href");
        if (strncmp(value, page.ptr, page.len) == 0 && value[page.len] == '#' && value[page.len + 1])
            href->value = value + page.len;
    }
}
