/* Pages that were sent in pieces. */
#ifndef TS_DOM_STREAMED_H
#define TS_DOM_STREAMED_H

#include "dom/dom.h"

/* React streams what is not ready yet behind the page, as <div hidden id="S:1">, and a script puts it where
 * <template id="B:1"> (or P:1) holds its place. This does what the script does: pieces go to their places,
 * and those that have none are shown where they are. For pages where the sieve saw such an id. */
void ts_dom_join_streamed(ts_dom *dom);

#endif
