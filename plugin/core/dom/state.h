/* What a page's program starts from, where a script hands it over. */
#ifndef TS_DOM_STATE_H
#define TS_DOM_STATE_H

#include "base/str.h"

/* The value that is assigned to a variable at the beginning of a script, with all behind it: window.__STATE__
 * = {…}, JSON.parse("…"), a function's result. A slice of the script, empty where it does not begin so, or is
 * too short to have an article in it. */
ts_str ts_script_state(ts_str script);

#endif
