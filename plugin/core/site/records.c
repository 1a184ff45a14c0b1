#include "site/records.h"
#include "site/entry_pack.h"

#include <stdlib.h>
#include <string.h>

/* Bytes of records that are kept from page to page: an article's other forms and the feeds of a term follow
 * each other and show the same articles. */
#define KEPT ((size_t)1 << 20)

struct ts_records {
    ts_cache *cache;
    ts_cache_reader *reader;
    ts_arena *arena; /* of what was read */
    ts_map *read;    /* entry->file → record */
    size_t bytes;    /* packed, of all in `read` */
    ts_error error;
};

ts_records *ts_records_open(ts_cache *cache, ts_error *error)
{
    ts_cache_reader *reader = ts_cache_reader_open(cache, error);
    if (!reader)
        return NULL;
    ts_records *records = ts_malloc(sizeof *records);
    *records = (ts_records){.cache = cache, .reader = reader, .arena = ts_arena_new(), .read = ts_map_new()};
    return records;
}

void ts_records_close(ts_records *records)
{
    if (!records)
        return;
    ts_cache_reader_close(records->reader);
    ts_map_free(records->read);
    ts_arena_free(records->arena);
    free(records);
}

static const ts_value *empty_record(ts_arena *arena)
{
    ts_value *record = ts_value_map(arena, NULL);
    ts_value_set(arena, record, "html", ts_value_html(arena, TS_STR("")));
    return record;
}

const ts_value *ts_records_get(ts_records *r, const ts_entry *entry)
{
    if (entry->record)
        return entry->record;
    const ts_value *record = ts_map_get(r->read, ts_str_of(entry->file));
    if (record)
        return record;
    ts_str bytes = {0};
    if (ts_cache_reader_body(r->reader, r->arena, entry->body, &bytes, &r->error) &&
        !(record = ts_record_unpack(r->arena, bytes))) {
        ts_cache_spoil(r->cache);
        ts_fail(&r->error, TS_IO, entry->file, 0, 0, "Its text in the cache makes no sense. Build again.");
    }
    const char *file = record ? ts_value_get_string(record, "file") : NULL;
    if (file && strcmp(file, entry->file) != 0) { /* another program has made the cache anew meanwhile */
        ts_fail(&r->error, TS_IO, entry->file, 0, 0, "Its text is not in the cache any more.");
        record = NULL;
    }
    if (!record)
        record = empty_record(r->arena);
    ts_map_put(r->read, ts_str_of(entry->file), (void *)record);
    r->bytes += bytes.len;
    return record;
}

bool ts_records_failed(const ts_records *records, ts_error *error)
{
    if (!records || records->error.status == TS_OK)
        return false;
    *error = records->error;
    return true;
}

void ts_records_clear(ts_records *r)
{
    ts_map_free(r->read);
    ts_arena_free(r->arena);
    r->read = ts_map_new();
    r->arena = ts_arena_new();
    r->bytes = 0;
    r->error = (ts_error){0};
}

void ts_records_trim(ts_records *r)
{
    if (r->bytes > KEPT || r->error.status != TS_OK)
        ts_records_clear(r);
}
