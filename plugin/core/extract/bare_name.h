/* A person's name that stands alone beside the date, where nothing says what it is: "Jane Doe | 12 March
 * 2020". */
#ifndef TS_EXTRACT_BARE_NAME_H
#define TS_EXTRACT_BARE_NAME_H

#include "base/arena.h"
#include "base/str.h"

typedef struct ts_bare_names {
    ts_arena *arena;
    const char *language;     /* may be NULL */
    const char *window_title; /* may be NULL: what it says is no name */
    ts_str page; /* all text of the page: of the words that it has in small letters no name is made */
} ts_bare_names;

/* True where the text may be a name and no label, job, outlet or part of the window title. */
bool ts_is_bare_name(const ts_bare_names *names, ts_str text);
/* The name that a line is, or begins with before a place, a work or an outlet: "Jane Doe / Lakeside"; a
 * slice, empty where there is none. */
ts_str ts_bare_name_of_line(const ts_bare_names *names, ts_str line);
/* What somebody is called in a line that is their handle: "kim" of "@kim", "Kim Roe" of "@kim (Kim Roe)"; a
 * slice, empty for any other line. */
ts_str ts_bare_account(ts_str line);
/* Bytes of a line that may hold a name and a date. */
enum { TS_BARE_LINE = 160 };
/* True for such a line with a date: sets the name before or behind it, no place ("New York, 12 March 2020"),
 * a slice, empty where there is none. */
bool ts_bare_name_beside_date(const ts_bare_names *names, ts_str line, ts_str *name);

#endif
