/* A site held in memory: its pages are rendered as they are asked for, and it follows the changes of its
 * files. Nothing is written anywhere. */
#ifndef TS_SITE_LIVE_H
#define TS_SITE_LIVE_H

#include "site/map.h"
#include "site/render.h"

typedef struct ts_live ts_live;

typedef struct ts_live_options {
    const char *base_url; /* NULL: the site's own setting */
    int workers;          /* 0: one for each processor */
    bool drafts;          /* show them, whatever the settings say */
} ts_live_options;

/* The whole site as it is between two changes. Read-only for whoever holds it. */
typedef struct ts_snapshot {
    const ts_site *site;
    const ts_library *library;
    const ts_plan *plan;
    ts_renderer renderer;        /* its index has every article: by rank, by file, by address */
    TS_VEC(ts_error *) left_out; /* articles that could not be made, and why */
    struct ts_live_parts *in;    /* of live*.c only */
} ts_snapshot;

/* What stands at a path of the site: one of the two, or neither. */
typedef struct ts_live_file {
    const ts_page *page; /* to be rendered */
    const ts_copy *copy; /* to be sent as it is */
} ts_live_file;

/* What one update changed, as far as open pages want to know; texts in the arena handed over. */
typedef struct ts_live_change {
    ts_texts copies;       /* paths in the site of files that are sent as they are, and whose bytes changed */
    bool pages;            /* any page may have changed */
    const char *show;      /* the page of the first article that changed; NULL: none did */
    const char *from, *to; /* a page that moved; NULL: none did */
} ts_live_change;

/* Nothing is read before the first ts_live_update. */
ts_live *ts_live_new(const char *folder, const ts_live_options *options);
/* Takes NULL. Nobody may hold a snapshot any more. */
void ts_live_free(ts_live *live);

/* Follows changes of these files, paths below the site's folder (NULL: of any), and puts the next snapshot in
 * the place of the last. An article that changed is read again, alone; `interrupted`, may be NULL, is asked
 * between two of many: where it is true the work ends with TS_CANCELLED. False where the site as a whole has
 * a mistake too: then the last snapshot, if any, stays, and the next update does what this one did not. One
 * thread at a time. */
bool ts_live_update(ts_live *live, const ts_texts *files, bool (*interrupted)(void *context), void *context,
                    ts_arena *arena, ts_live_change *change, ts_error *error);

/* The same for the whole site, whatever changed. */
bool ts_live_read(ts_live *live, ts_error *error);

/* The snapshot of now, to be given back with ts_live_release on the same thread, which may hold one at a
 * time, and not for long: updates wait for it. NULL before the first one. */
const ts_snapshot *ts_live_hold(ts_live *live);
/* Takes NULL. */
void ts_live_release(ts_live *live, const ts_snapshot *snapshot);

/* `path` as the plan has it: "2020/03/x.html", without "/" in front. */
ts_live_file ts_live_find(const ts_snapshot *snapshot, const char *path);

/* Appends the page, with a Lua state that is kept for the next one. */
/* True after texts that were in the cache are there no more, so that pages cannot be rendered: update all. */
bool ts_live_is_lost(ts_live *live);

bool ts_live_render(const ts_snapshot *snapshot, const ts_page *page, ts_buf *out, ts_error *error);

#endif
