/* Small questions about attributes and short elements, shared by the readers of metadata. */
#ifndef TS_EXTRACT_MARKUP_H
#define TS_EXTRACT_MARKUP_H

#include "dom/dom.h"

/* True where the attribute's value, may be NULL, has the token, case of ASCII letters folded. */
bool ts_has_token(const char *value, const char *token);

/* True for the address of a site's first page, in one of its languages; may be NULL. */
bool ts_is_home(const char *href);

/* True for the link of a heading to itself, or to what it opens: "<h2 id=pier><a href=#pier>The
 * pier</a></h2>". The link stands in the heading. */
bool ts_is_self_link(const ts_node *link);

/* True where one of the names, whose list ends in NULL, stands between two slashes of the address. */
bool ts_has_folder(const char *href, const char *const *names);

/* True for an element whose text stands at the right edge. */
bool ts_is_set_right(const ts_node *node);

/* The text of a short element, NULL where it has none or more than a line. */
const char *ts_short_text(ts_arena *arena, const ts_node *node);

#endif
