/* Words of scripts that put no space between them and need a dictionary: Thai, Lao, Khmer, Burmese. ICU has
 * the dictionaries, and libxml2 has brought ICU into the process already. */
#ifndef TS_TEXT_SEGMENT_H
#define TS_TEXT_SEGMENT_H

#include "base/str.h"

#include <stdint.h>

bool ts_is_unspaced(uint32_t c);
/* The end of the run of such characters that begins at `pos`. */
size_t ts_segment_end(ts_str text, size_t pos);
/* The words of a run. */
long ts_segment_words(ts_str run);
/* The last byte offset up to `max`, before the run's end, at which a word ends; 0 where none does. */
size_t ts_segment_fit(ts_str run, size_t max);

#endif
