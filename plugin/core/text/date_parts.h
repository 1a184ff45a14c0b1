/* What the readers of text/date share. */
#ifndef TS_TEXT_DATE_PARTS_H
#define TS_TEXT_DATE_PARTS_H

#include "text/date.h"

/* The signs behind a year, 年 and 년. */
#define TS_YEAR_SIGN 0x5E74
#define TS_YEAR_SIGN_KOREAN 0xB144
#define TS_NO_DATE ((ts_date){.hour = -1, .minute = -1, .second = -1})

/* A place in a text that is being read. */
typedef struct ts_scan {
    ts_str s;
    size_t pos;
} ts_scan;

/* The byte here, 0 at the end. */
char ts_scan_peek(const ts_scan *scan);

/* "Z", "+08:00", "+0800", "+08"; false and no step where none is here. */
bool ts_scan_offset(ts_scan *scan, ts_date *date);
/* The same behind the name of UTC, where hours stand with one digit too: "GMT+7"; 0 where none does. */
void ts_scan_offset_named(ts_scan *scan, ts_date *date);

#endif
