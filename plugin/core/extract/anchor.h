/* Places in the text that links lead to, which programs name after the words of their headings. */
#ifndef TS_EXTRACT_ANCHOR_H
#define TS_EXTRACT_ANCHOR_H

#include "base/str.h"
#include "dom/dom.h"

/* True for an id of three words or more with which the element's text begins, but for numbers before it:
 * "share-the-harbour" of the section with the heading "2. Share the harbour". It says no more than the text.
 */
bool ts_is_anchor(const ts_node *node, ts_str id);

#endif
