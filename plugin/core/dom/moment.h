/* When a page was published, where only its scripts say so. */
#ifndef TS_DOM_MOMENT_H
#define TS_DOM_MOMENT_H

#include "base/str.h"

/* What stands in quotes behind a variable that is called the time of publication: createTime = '2020-03-12
 * 08:30'. A slice of the script, empty where it has none. */
ts_str ts_script_moment(ts_str script);

#endif
