/* What live*.c share. */
#ifndef TS_SITE_LIVE_PARTS_H
#define TS_SITE_LIVE_PARTS_H

#include "site/live.h"

#include <pthread.h>

/* One source, mapped; shared by the snapshots that show it. Only updates read its entries. */
typedef struct ts_piece {
    int uses; /* atomic */
    ts_arena *arena;
    ts_mapped_source mapped;
} ts_piece;

/* What one thread renders with. */
typedef struct ts_live_worker {
    ts_script *script;
    ts_records *records; /* NULL without a cache */
    unsigned age;        /* of the templates it knows */
} ts_live_worker;

/* A site's settings, and the Lua states that render with its templates; shared by snapshots. */
typedef struct ts_live_site {
    int uses; /* atomic */
    ts_site *site;
    pthread_mutex_t lock;
    pthread_cond_t back; /* one was given back */
    TS_VEC(ts_live_worker *) idle;
    int made, most; /* workers there are, and may be */
    unsigned age;   /* how often the templates were forgotten */
} ts_live_site;

typedef struct ts_live_parts {
    ts_snapshot shown;
    int holders;           /* and the live site itself; under the live site's lock */
    pthread_rwlock_t lock; /* held by readers; a patch writes */
    ts_arena *arena;       /* of all that follows but what is shared */
    ts_live_site *site;
    ts_library library;
    ts_plan plan;
    ts_piece **pieces;        /* one a source of the library */
    size_t *first;            /* the first entry of each source */
    ts_entries entries;       /* as they are shown: copies of the pieces' */
    TS_VEC(ts_piece *) spare; /* that patches replaced: some of their texts may still be shown */
    ts_cache *cache;          /* where entries without a record have theirs; NULL: none has */
    bool lost;                /* atomic: they are there no more */
    ts_map *files; /* path → ts_page or ts_copy, told apart by where they lie; NULL: moved away */
} ts_live_parts;

struct ts_live {
    ts_arena *arena;
    const char *folder;
    ts_live_options options;
    int workers;
    pthread_mutex_t lock;
    ts_live_parts *now; /* NULL before the first */
    ts_cache *cache;    /* opened when it is first wanted; as long as the live site */
    bool uncached;      /* it is of no use */
    /* What is still to be done, of updates that failed too: */
    bool all, settings, layout; /* map everything; open the site; make a new snapshot */
    bool pages;                 /* any page may change with it */
    ts_map *dirty;              /* paths of sources that changed */
};

/* live.c */
void ts_live_parts_free(ts_live_parts *parts);
void ts_live_site_release(ts_live_site *site);
/* Lets pages be rendered with the templates as they are now. */
void ts_live_site_forget(ts_live_site *site);

/* live_pieces.c */
void ts_piece_release(ts_piece *piece);
/* Whether updates should end. */
typedef struct ts_patience {
    bool (*interrupted)(void *context);
    void *context;
} ts_patience;
/* Maps each of the sources whose piece is NULL. False where nothing can be mapped, or it was interrupted. */
bool ts_pieces_map(ts_live *live, const ts_site *site, const ts_library *library, ts_piece **pieces,
                   const ts_patience *patience, ts_error *error);

/* live_patch.c: puts new pieces into a snapshot that is shown, where nothing else hangs on what changed in
 * them; else does nothing and is false. `fresh` has the place of a source and its piece, whose ownership goes
 * over. */
typedef struct ts_fresh {
    size_t source;
    ts_piece *piece;
} ts_fresh;
typedef TS_VEC(ts_fresh) ts_fresh_list;
bool ts_live_patch(ts_live_parts *parts, const ts_fresh_list *fresh, ts_arena *arena, ts_live_change *change);

#endif
