/* XPath expressions for one element of a page, from what tells it from others. */
#ifndef TS_EXTRACT_SELECTOR_H
#define TS_EXTRACT_SELECTOR_H

#include "dom/dom.h"
#include "extract/fields.h"

/* A string literal of XPath 1.0, which has no escapes: NULL for a text with both kinds of quotation marks, or
 * with controls. */
const char *ts_selector_quote(ts_arena *arena, ts_str text);

/* The element's name where XPath can say it as it is, else "*". */
const char *ts_selector_tag(const ts_node *element);

/* Adds expressions by id, itemprop, rel and class, that one of them may name other elements too. `stable`:
 * only names that look like those people give, else only those a program may have made up. */
void ts_selectors_by_name(ts_arena *arena, const ts_node *element, bool stable, ts_texts *to);
/* Adds "//h1", where the element's own name says what it is. */
void ts_selectors_by_tag(ts_arena *arena, const ts_node *element, ts_texts *to);
/* Adds the way to it from the nearest element around it that has a stable name; `places`: counting elements
 * of one name, from the page's root where there is no such element. */
void ts_selectors_by_way(ts_arena *arena, const ts_node *element, bool places, ts_texts *to);

#endif
