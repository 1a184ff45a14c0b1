/* What the text dumps of one site have in common: lines that stand in most of them are the site's own.
 *
 * Dumps are of one site where their addresses have one host, or, without an address, where they begin or end
 * alike. Reprints of one story count as one: what only they share is their text. Nothing depends on the order
 * in which dumps are added. */
#ifndef TS_EXTRACT_DUMP_CHROME_H
#define TS_EXTRACT_DUMP_CHROME_H

#include "extract/dump_lines.h"

/* Dumps that are learned from: of more, those with the smallest digests. */
#define TS_CHROME_DUMPS 1024
/* Lines of a dump that are looked at: half from its beginning, half from its end. */
#define TS_CHROME_LINES 300

typedef struct ts_chrome_learner ts_chrome_learner;
typedef struct ts_chrome ts_chrome;
/* What is remembered of one dump, from malloc. */
typedef struct ts_chrome_dump ts_chrome_dump;

/* Reads one dump, on any thread; `url` may be NULL. NULL where it has more lines than a dump may have. */
ts_chrome_dump *ts_chrome_dump_read(ts_str text, const char *url);
/* The same for one whose lines are read; `id` is a digest of it. */
ts_chrome_dump *ts_chrome_dump_of(const ts_dump_lines *lines, uint64_t id, const char *url);
/* Takes NULL. */
void ts_chrome_dump_free(ts_chrome_dump *dump);

ts_chrome_learner *ts_chrome_learner_new(void);
/* Owns the dump from now on; takes NULL. */
void ts_chrome_add(ts_chrome_learner *learner, ts_chrome_dump *dump);
/* What was learned, NULL where that is nothing, in the arena; the learner is freed. */
const ts_chrome *ts_chrome_learn(ts_chrome_learner *learner, ts_arena *arena);

/* One site that something was learned of. */
typedef struct ts_chrome_site {
    const char *host; /* NULL: the dumps only begin or end alike */
    uint64_t key;
    size_t dumps, lines; /* that were looked at; that they share */
} ts_chrome_site;

/* The sites, in an order that hangs on nothing but themselves. */
size_t ts_chrome_sites(const ts_chrome *chrome);
const ts_chrome_site *ts_chrome_site_at(const ts_chrome *chrome, size_t i);

/* The site that a dump is of, NULL where it is of none that is known. */
const ts_chrome_site *ts_chrome_site_of(const ts_chrome *chrome, const ts_dump_lines *lines, const char *url);
/* True for a line that the site's dumps share. */
bool ts_chrome_knows(const ts_chrome *chrome, const ts_chrome_site *site, ts_str line);

#endif
