/* An entry as bytes, for the cache, in two parts: what every page may ask about it, and its whole record,
 * which only its own pages read. */
#ifndef TS_SITE_ENTRY_PACK_H
#define TS_SITE_ENTRY_PACK_H

#include "base/pack.h"
#include "site/entry.h"

/* Appends the entry without its record. */
void ts_entry_pack(ts_buf *out, const ts_entry *entry);
void ts_record_pack(ts_buf *out, const ts_entry *entry);

/* An entry whose texts stay in the bytes; in->bad where they make no sense. NULL, too, where one of the files
 * that it asked for came, went or was moved since. */
ts_entry *ts_entry_unpack(ts_unpack *in, const ts_library *library);
/* NULL where the bytes make no sense. */
const ts_value *ts_record_unpack(ts_arena *arena, ts_str bytes);

#endif
