/* Records of entries, with the bodies, as one thread reads them. */
#ifndef TS_SITE_RECORDS_H
#define TS_SITE_RECORDS_H

#include "site/cache.h"
#include "site/entry.h"

typedef struct ts_records ts_records;

/* NULL on error. */
ts_records *ts_records_open(ts_cache *cache, ts_error *error);
/* Takes NULL. */
void ts_records_close(ts_records *records);

/* The whole record, valid until ts_records_clear or _trim. `records` may be NULL where entries hold theirs
 * themselves. Never NULL: where it cannot be read it has no fields but an empty `html`, and ts_records_failed
 * says so. */
const ts_value *ts_records_get(ts_records *records, const ts_entry *entry);
/* True where a record could not be read since the last of these calls. `records` may be NULL. */
bool ts_records_failed(const ts_records *records, ts_error *error);
/* Drops what was read. */
void ts_records_clear(ts_records *records);
/* The same, where it is much or something failed: to be called after every page of a build. */
void ts_records_trim(ts_records *records);

#endif
