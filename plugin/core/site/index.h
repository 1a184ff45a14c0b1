/* The reduce phase: all articles in order, and what they have to do with each other. Read-only once made. */
#ifndef TS_SITE_INDEX_H
#define TS_SITE_INDEX_H

#include "site/entry.h"
#include "site/paths.h"
#include "site/site.h"

/* Sections inside sections; deeper ones count as the last of these. */
#define TS_SECTION_DEPTH 8
#define TS_RELATED_MAX 5
/* Reprints of one article that its page names. */
#define TS_REPRINTS_MAX 20

typedef TS_VEC(uint32_t) ts_ranks;

/* A section, tag, author, source, year, month or day, and its articles. */
typedef struct ts_term ts_term;
struct ts_term {
    const char *kind;                 /* "section", "tag", "author", "source", "year", "month", "day" */
    const char *key;                  /* what tells it from others of its taxonomy */
    const char *name, *folder, *path; /* "tags/x", "tags/x/index.html" */
    const char *language; /* of all its articles, where that is how the name is written; or NULL */
    ts_term *parent;      /* may be NULL */
    int depth;
    TS_VEC(ts_term *) children;
    ts_ranks articles;     /* newest first, those of its children too */
    const ts_value *brief; /* as templates see it, without parent, children and articles */
    const ts_value *value; /* all of it; articles are the newest TS_TERM_NEWEST */
};
#define TS_TERM_NEWEST 5

typedef TS_VEC(ts_term *) ts_terms;

typedef enum ts_by { TS_BY_SECTION, TS_BY_TAG, TS_BY_AUTHOR, TS_BY_SOURCE, TS_BY_DATE, TS_TAXONOMIES } ts_by;

typedef struct ts_taxonomy {
    const char *name; /* "sections", "tags", "authors", "sources", "archive" */
    bool wanted;      /* has pages */
    bool whole;       /* its index is one page */
    ts_terms top;     /* without parent, in order */
    ts_terms all;     /* parents before children */
} ts_taxonomy;

/* One article's place among the others. Ranks count from 0, the newest; undated articles come last. */
typedef struct ts_placed {
    ts_entry *entry;
    ts_term *section, *source;   /* the deepest section; may be NULL */
    ts_terms tags, authors;      /* in the entry's order, each once; authors one for each of entry->authors */
    const char *markdown, *json; /* paths of its other forms, from the plan; may be NULL */
    const ts_ranks *same;        /* the article and its reprints; NULL where there are none */
} ts_placed;

typedef struct ts_index {
    ts_arena *arena;
    ts_placed *articles; /* by rank */
    size_t len;
    TS_VEC(ts_entry *) gone; /* articles that were withdrawn, in the order of their files */
    size_t dated;            /* articles with a date: ranks below this */
    ts_taxonomy by[TS_TAXONOMIES];
    ts_paths *paths;              /* all paths of the site that are given away */
    ts_map *by_file;              /* entry->file → ts_placed */
    struct ts_reprint_keys *keys; /* of reprints.c */
    ts_map *by_url;               /* key of the address it was captured at → ts_placed */
    ts_map *withdrawn;            /* file, and keys of addresses → ts_entry */
} ts_index;

/* Puts the entries in order and gives each its last path. `paths` holds what is given
 * away already and outlives the index; the arena owns it all. Marks the media that articles show. On
 * so many threads, where it can. */
ts_index *ts_index_make(ts_arena *arena, const ts_site *site, ts_entry *const *entries, size_t len,
                        int workers, ts_paths *paths);

/* Ranks of articles that are related to that one, the nearest first; `related` has room for TS_RELATED_MAX.
 * Found when they are asked for: few pages of many are. */
size_t ts_related_find(const ts_index *index, size_t rank, uint32_t *related);

/* The article captured at that address (without its fragment), NULL where the site has none. */
const ts_placed *ts_index_by_url(const ts_index *index, ts_str url);
/* The withdrawn article of that file or key of an address, NULL where there is none. */
const ts_entry *ts_index_withdrawn(const ts_index *index, ts_str name);

/* Parts of the work, each in a file of its own. */
void ts_terms_make(ts_index *index, const ts_site *site);
/* Reprints are found in three steps; the second takes nothing from the arena, and asks for no terms. */
void ts_reprints_start(ts_index *index);
void ts_reprints_compare(ts_index *index);
void ts_reprints_finish(ts_index *index);
/* The same after the text, title, source or day of one article changed. */
void ts_reprints_update(ts_index *index, size_t rank);

#endif
