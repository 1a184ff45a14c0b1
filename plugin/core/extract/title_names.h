/* What in a title is no headline: names of the site and of its sections, known from elsewhere. */
#ifndef TS_EXTRACT_TITLE_NAMES_H
#define TS_EXTRACT_TITLE_NAMES_H

#include "extract/blocks.h"
#include "extract/claims.h"

/* Names that are kept of each kind; bytes of a text that may be a title. */
enum { TS_TITLE_SITES = 8, TS_TITLE_LABELS = 40, TS_TITLE_BYTES = 900 };

typedef struct ts_title_names {
    ts_arena *arena;
    ts_str sites[TS_TITLE_SITES];   /* bare names of the site */
    ts_str labels[TS_TITLE_LABELS]; /* of sections, of what else the address names */
    int site_count, label_count;
} ts_title_names;

/* Letters and digits only, ASCII letters in lower case: what is compared of two titles. */
void ts_title_bare(ts_buf *out, ts_str s);
/* The same in the arena, of a title's length at most. */
ts_str ts_title_bare_copy(ts_arena *arena, ts_str s);

/* True where both are there, and have the same letters and digits. */
bool ts_title_same(const char *a, const char *b);
/* True for names of which the first word of one holds that of the other: "Lake News", "Lake University". */
bool ts_title_one_house(ts_str a, ts_str b);
/* Whether both are one headline but for quotation marks, kinds of dashes, and the like. */
bool ts_title_same_signs(ts_str a, ts_str b);

/* Gathers the names from claims, address and headings that lead home. `url` may be NULL. */
void ts_title_names_gather(ts_title_names *names, const ts_claims *claims, const ts_blocks *blocks,
                           const char *url);

/* Adds a name of the site, unless it is too long for one or there are TS_TITLE_SITES. */
void ts_title_names_add_site(ts_title_names *names, ts_str name);

/* True where the bare text is the site's name, or a part of a title that begins or ends as it does. */
bool ts_title_names_site(const ts_title_names *names, ts_str bare, bool part);
/* True where it is a section's name. */
bool ts_title_names_label(const ts_title_names *names, ts_str bare);

#endif
