/* What the files of the inspector share. */
#ifndef TS_PREVIEW_INSPECTOR_PARTS_H
#define TS_PREVIEW_INSPECTOR_PARTS_H

#include "preview/look.h"

/* The list of blocks, TS_INSPECTOR_BLOCKS of them from `from` on. */
void ts_inspector_blocks(ts_buf *out, const ts_inspection *inspection, const char *file, size_t from);

typedef TS_VEC(ts_claimed) ts_claimed_list;

/* The table of the record's fields: each value, where it comes from, and what it beat. */
void ts_inspector_fields(ts_buf *out, const ts_look *look, const ts_claimed_list *claims);

#endif
