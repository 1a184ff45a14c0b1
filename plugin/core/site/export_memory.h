/* What an export made of each capture, so that the next one converts only what changed. */
#ifndef TS_SITE_EXPORT_MEMORY_H
#define TS_SITE_EXPORT_MEMORY_H

#include "base/vec.h"
#include "site/output.h"

typedef struct ts_export_file {
    const char *path; /* below the output folder */
    char hash[33];
} ts_export_file;

/* What became of one capture. */
typedef struct ts_export_made {
    ts_arena *arena; /* it lives in this one, with all it holds */
    const char *path;
    uint64_t state; /* of what it was made from */
    size_t articles, drafts;
    TS_VEC(ts_export_file) files;
} ts_export_made;

ts_export_made *ts_export_made_new(const char *path, uint64_t state);
/* Takes NULL. */
void ts_export_made_free(ts_export_made *made);

typedef struct ts_export_memory ts_export_memory;

/* Where it is kept between runs, in the output folder. It may go at any time. */
#define TS_EXPORT_MEMORY ".tearsheet-export"

ts_export_memory *ts_export_memory_new(void);
/* What an earlier run left in the output folder; a new one where none did, or what it left makes no sense. */
ts_export_memory *ts_export_memory_read(const char *folder);
/* Leaves it there for the next run. Where that fails, the next one converts everything. */
void ts_export_memory_write(const ts_export_memory *memory, const char *folder);
/* Takes NULL. */
void ts_export_memory_free(ts_export_memory *memory);

/* An export begins; `base` stands for all that it reads beside the captures: where it is another one, nothing
 * is remembered. */
void ts_export_memory_start(ts_export_memory *memory, uint64_t base);
/* What the last export made of the capture; NULL where it was made from something else. From any thread. */
const ts_export_made *ts_export_memory_find(const ts_export_memory *memory, const char *path, uint64_t state);
/* Remembers what was made now, and owns it; what was found counts too. One thread at a time. */
void ts_export_memory_keep(ts_export_memory *memory, const ts_export_made *made);
/* The export ended. What was not kept is forgotten; where it wrote nothing, what was kept is. */
void ts_export_memory_end(ts_export_memory *memory, bool written);

#endif
