/* What an element becomes where more than its name says so. */
#include "article/build.h"
#include "article/build_code.h"
#include "article/element_kind.h"

ts_element_kind ts_element_kind_beyond(const ts_node *node, ts_element_kind kind)
{
    if (ts_is_code(node))
        return TS_BECOMES_PRE;
    if (kind != TS_BECOMES_BLOCK)
        return kind;
    return ts_node_heading(node)         ? TS_BECOMES_HEADING
           : ts_build_is_list(node)      ? TS_BECOMES_LIST
           : ts_build_is_list_item(node) ? TS_BECOMES_ITEM
           : ts_code_is_gutter(node)     ? TS_BECOMES_SKIP
                                         : kind;
}
