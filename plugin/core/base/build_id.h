/* What tells one build of the program from another of the same version. */
#ifndef TS_BASE_BUILD_ID_H
#define TS_BASE_BUILD_ID_H

#include "base/str.h"

/* The mark that the linker put into the program or library that this code is part of: a digest of it. Empty
 * where linkers do not. */
ts_str ts_build_id(void);

#endif
