/* What the text dumps among the files of `tearsheet convert` teach about their sites. */
#ifndef TS_APP_LEARN_H
#define TS_APP_LEARN_H

#include "app/convert_files.h"
#include "capture/capture.h"
#include "extract/dump_chrome.h"

/* Reads the text dumps among the files that were named, standard input excepted, and says on standard error
 * what they have in common. NULL where they have nothing; all in the arena. What cannot be read is read over:
 * the conversion names it. */
const ts_chrome *ts_learn_chrome(ts_arena *arena, const ts_convert_files *files,
                                 const ts_capture_options *options, int workers);

#endif
