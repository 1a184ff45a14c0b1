/* From files that changed to the next snapshot. */
#include "base/file.h"
#include "base/pool.h"
#include "capture/capture.h"
#include "site/live_parts.h"
#include "site/reduce.h"

#include <stdlib.h>
#include <string.h>

/* Lua states for each processor: as many pages are rendered at a time, others wait. */
#define SCRIPTS_EACH 2

/* One update. */
typedef struct update {
    ts_live *live;
    ts_live_parts *now; /* the live site's, or NULL */
    ts_patience patience;
    ts_arena *arena;
    ts_live_change *change;
    ts_piece **known;    /* one a source of `now`; NULL: it has to be mapped */
    ts_fresh_list fresh; /* what this update mapped itself */
} update;

/* --- what a change means -------------------------------------------------------------------------------- */

/* The part of the path behind "folder/"; NULL where it does not lie in it. */
static const char *below(const char *path, const char *folder)
{
    size_t len = strlen(folder);
    return strncmp(path, folder, len) == 0 && path[len] == '/' ? path + len + 1 : NULL;
}

static bool is_below_any(const char *path, const char *const *folders)
{
    bool any = false;
    for (int i = 0; !any && folders[i]; i++)
        any = below(path, folders[i]) || strcmp(path, folders[i]) == 0;
    return any;
}

/* A file that is sent as it is: true where it is one, and still there. */
static bool note_copy(update *u, const char *to, const char *path)
{
    ts_live_file file = ts_live_find(&u->now->shown, to);
    if (!file.copy || !ts_is_file(path))
        return false;
    ts_vec_push_in(u->arena, &u->change->copies, (const char *)ts_arena_strdup(u->arena, to));
    return true;
}

/* The source of that path, or whose sidecar it is; TS_NPOS. */
static size_t find_source(const ts_live_parts *now, const char *path)
{
    for (size_t i = 0; i < now->library.sources.len; i++) {
        const ts_source *source = &now->library.sources.items[i];
        if (strcmp(source->path, path) == 0 || (source->sidecar && strcmp(source->sidecar, path) == 0))
            return i;
    }
    return TS_NPOS;
}

/* Whether a file of that name could be part of an article; editors write others beside theirs. */
static bool is_content(const char *path)
{
    const char *ending = ts_path_extension(path);
    return ts_capture_kind_of(path) >= 0 || ts_is_medium(path) || strcmp(ending, "yaml") == 0 ||
           strcmp(ending, "yml") == 0;
}

/* Marks the sources in a folder that came, went, or took the place of another. */
static bool mark_below(update *u, const char *folder)
{
    bool any = false;
    for (size_t i = 0; i < u->now->library.sources.len; i++) {
        const char *source = u->now->library.sources.items[i].path;
        if (!below(source, folder))
            continue;
        ts_map_put(u->live->dirty, ts_str_of(source), u->live);
        any = true;
    }
    return any;
}

static void note_content(update *u, const char *own, const char *path)
{
    ts_live *live = u->live;
    const ts_medium *medium = ts_map_get(u->now->library.media_by_path, ts_str_of(own));
    bool file = ts_is_file(path);
    if (medium && note_copy(u, medium->to, path))
        return;
    size_t at = find_source(u->now, own);
    if (at != TS_NPOS) {
        const ts_source *source = &u->now->library.sources.items[at];
        ts_map_put(live->dirty, ts_str_of(source->path), live);
        live->layout = live->layout || !file;
    } else if (file && is_content(own)) {
        ts_map_put(live->dirty, ts_str_of(own), live);
        live->layout = true;
    } else if (mark_below(u, own) || medium || (!file && ts_is_folder(path))) {
        live->layout = true;
    }
}

/* A file of a theme, whose folder is a layer of the site already: all but templates is read only once. */
static void note_theme(update *u, const char *file, const char *path)
{
    ts_live *live = u->live;
    const char *assets = strstr(file, "assets/"), *ending = ts_path_extension(file);
    bool layer = false;
    for (size_t i = 0; i < u->now->site->site->layers.len; i++)
        layer = layer || below(path, u->now->site->site->layers.items[i].base);
    if (assets && (assets == file || assets[-1] == '/') && layer && note_copy(u, assets, path))
        return;
    if (strcmp(ending, "lua") == 0)
        live->all = true;
    if (!layer || (strcmp(ending, "html") != 0 && strcmp(ending, "xml") != 0))
        live->settings = live->layout = true;
    else
        ts_live_site_forget(u->now->site);
}

static void note(update *u, const char *file)
{
    static const char *const themes[] = {"templates", "themes", NULL};
    static const char *const mapping[] = {"filters", "rules", "lua", NULL};
    ts_live *live = u->live;
    const char *path = ts_path_join(u->arena, live->folder, file);
    const char *content = u->now->site->site->settings.content, *theme = u->now->site->site->settings.theme;
    const char *own = NULL;
    if ((own = below(file, content))) {
        note_content(u, own, path);
        live->pages = live->pages || live->layout || ts_map_len(live->dirty);
        return;
    }
    if ((own = below(file, "static")) && note_copy(u, own, path))
        return;
    if (is_below_any(file, themes) || (strchr(theme, '/') && below(file, theme)))
        note_theme(u, file, path);
    else
        live->settings = live->layout = true;
    live->all = live->all || is_below_any(file, mapping);
    live->pages = true;
}

/* --- the next snapshot ---------------------------------------------------------------------------------- */

static ts_live_site *open_site(const ts_live *live, ts_error *error)
{
    ts_site *site = ts_site_open(live->folder, live->options.base_url, error);
    if (!site)
        return NULL;
    ts_live_site *s = ts_malloc(sizeof *s);
    *s = (ts_live_site){.uses = 1, .site = site, .most = SCRIPTS_EACH * ts_pool_cores()};
    pthread_mutex_init(&s->lock, NULL);
    pthread_cond_init(&s->back, NULL);
    return s;
}

/* Whether articles are mapped alike with both. */
static bool map_alike(const ts_settings *a, const ts_settings *b)
{
    return strcmp(a->permalink, b->permalink) == 0 && strcmp(a->base_url, b->base_url) == 0 &&
           strcmp(a->content, b->content) == 0 && a->drafts == b->drafts;
}

/* Whether the piece is as it would be with this library, whose media it then shows. */
static bool fits(ts_piece *piece, const ts_library *library)
{
    for (size_t i = 0; i < piece->mapped.entries.len; i++) {
        ts_entry *entry = piece->mapped.entries.items[i];
        for (size_t a = 0; a < entry->asked.len; a++) {
            ts_asked *asked = &entry->asked.items[a];
            asked->medium = ts_map_get(library->media_by_path, ts_str_of(asked->path));
            if (asked->medium ? !asked->to || strcmp(asked->medium->to, asked->to) != 0 : asked->to != NULL)
                return false;
        }
    }
    return true;
}

/* Takes over what has not changed. */
static void carry_over(const update *u, ts_live_parts *next)
{
    if (!u->now || u->live->all || !map_alike(&u->now->site->site->settings, &next->site->site->settings))
        return;
    ts_map *places = ts_map_new();
    for (size_t i = 0; i < u->now->library.sources.len; i++)
        ts_map_put(places, ts_str_of(u->now->library.sources.items[i].path),
                   &u->now->library.sources.items[i]);
    for (size_t i = 0; i < next->library.sources.len; i++) {
        const ts_source *source = &next->library.sources.items[i];
        const ts_source *old = ts_map_get(places, ts_str_of(source->path));
        ts_piece *piece = old ? u->known[old - u->now->library.sources.items] : NULL;
        bool beside = old && (source->sidecar && old->sidecar ? strcmp(source->sidecar, old->sidecar) == 0
                                                              : source->sidecar == old->sidecar);
        if (!piece || !beside || !fits(piece, &next->library))
            continue;
        __atomic_fetch_add(&piece->uses, 1, __ATOMIC_RELAXED);
        next->pieces[i] = piece;
    }
    ts_map_free(places);
}

/* The entries as this snapshot shows them: reduce gives them paths and summaries. */
static void copy_entries(ts_live_parts *next)
{
    for (size_t i = 0; i < next->library.sources.len; i++) {
        const ts_mapped_source *mapped = &next->pieces[i]->mapped;
        next->first[i] = next->entries.len;
        for (size_t e = 0; e < mapped->entries.len; e++) {
            ts_entry *copy = TS_NEW(next->arena, ts_entry);
            *copy = *mapped->entries.items[e];
            ts_vec_push_in(next->arena, &next->entries, copy);
        }
        for (size_t e = 0; e < mapped->errors.len; e++)
            ts_vec_push_in(next->arena, &next->shown.left_out, mapped->errors.items[e]);
    }
}

static void list_files(ts_live_parts *p)
{
    p->files = ts_map_new();
    for (size_t i = 0; i < p->plan.pages.len; i++)
        ts_map_put(p->files, ts_str_of(p->plan.pages.items[i].path), &p->plan.pages.items[i]);
    for (size_t i = 0; i < p->plan.copies.len; i++)
        ts_map_put(p->files, ts_str_of(p->plan.copies.items[i].to), &p->plan.copies.items[i]);
}

static bool fill(const update *u, ts_live_parts *next, ts_error *error)
{
    ts_site *site = next->site->site;
    if (!ts_library_read(next->arena, site, &next->library, error) ||
        !ts_plan_start(next->arena, site, &next->library, &next->plan, error))
        return false;
    size_t n = next->library.sources.len;
    next->pieces = ts_arena_alloc(next->arena, sizeof *next->pieces * (n + 1));
    next->first = ts_arena_alloc(next->arena, sizeof *next->first * (n + 1));
    carry_over(u, next);
    if (!ts_pieces_map(u->live, site, &next->library, next->pieces, &u->patience, error))
        return false;
    next->cache = u->live->cache;
    copy_entries(next);
    if (!ts_reduce(next->arena, site, &next->library, next->entries.items, next->entries.len,
                   u->live->workers, &next->plan, &next->shown.renderer, error))
        return false;
    list_files(next);
    next->shown.site = site;
    next->shown.library = &next->library;
    next->shown.plan = &next->plan;
    return true;
}

static ts_live_parts *make_next(const update *u, ts_error *error)
{
    ts_arena *arena = ts_arena_new();
    ts_live_parts *next = TS_NEW(arena, ts_live_parts);
    pthread_rwlockattr_t turns;
    next->arena = arena;
    next->holders = 1;
    next->shown.in = next;
    pthread_rwlockattr_init(&turns);
#ifdef PTHREAD_RWLOCK_WRITER_NONRECURSIVE_INITIALIZER_NP
    pthread_rwlockattr_setkind_np(&turns, PTHREAD_RWLOCK_PREFER_WRITER_NONRECURSIVE_NP);
#endif
    pthread_rwlock_init(&next->lock, &turns);
    pthread_rwlockattr_destroy(&turns);
    if (!u->now || u->live->settings) {
        next->site = open_site(u->live, error);
    } else {
        next->site = u->now->site;
        __atomic_fetch_add(&next->site->uses, 1, __ATOMIC_RELAXED);
    }
    if (next->site && fill(u, next, error))
        return next;
    ts_live_parts_free(next);
    return NULL;
}

/* --- the update ----------------------------------------------------------------------------------------- */

/* What is known of the sources, without those that changed. */
static void list_known(update *u)
{
    size_t n = u->now->library.sources.len;
    u->known = ts_arena_alloc(u->arena, sizeof *u->known * (n + 1));
    for (size_t i = 0; i < n; i++)
        if (!ts_map_has(u->live->dirty, ts_str_of(u->now->library.sources.items[i].path)))
            u->known[i] = u->now->pieces[i];
}

/* Maps the sources that changed where nothing else did. */
static bool map_changed(update *u, ts_error *error)
{
    bool ok = ts_pieces_map(u->live, u->now->site->site, &u->now->library, u->known, &u->patience, error);
    for (size_t i = 0; i < u->now->library.sources.len; i++)
        if (u->known[i] && u->known[i] != u->now->pieces[i])
            ts_vec_push_in(u->arena, &u->fresh, ((ts_fresh){i, u->known[i]}));
    return ok;
}

static const char *path_of(const ts_live_parts *p, ts_arena *arena, const char *source)
{
    const char *file = ts_path_join(arena, p->site->site->settings.content, source);
    const ts_map *by_file = p->shown.renderer.index->by_file;
    const ts_placed *placed = ts_map_get(by_file, ts_str_of(file));
    if (!placed)
        placed = ts_map_get(by_file, ts_str_of(ts_arena_printf(arena, "%s#1", file)));
    return placed ? ts_arena_strdup(arena, placed->entry->path) : NULL;
}

/* Says where the first article that changed is shown now. */
static void note_shown(update *u, const ts_live_parts *next)
{
    ts_live_change *change = u->change;
    for (size_t i = 0; i < ts_map_len(u->live->dirty) && !change->show; i++) {
        const char *source = ts_map_key_at(u->live->dirty, i).ptr;
        const char *from = u->now ? path_of(u->now, u->arena, source) : NULL;
        change->show = path_of(next, u->arena, source);
        if (from && change->show && strcmp(from, change->show) != 0 && !change->from) {
            change->from = from;
            change->to = change->show;
        }
    }
}

static void swap(update *u, ts_live_parts *next)
{
    note_shown(u, next);
    pthread_mutex_lock(&u->live->lock);
    ts_live_parts *last = u->live->now;
    u->live->now = next;
    bool idle = last && --last->holders == 0;
    pthread_mutex_unlock(&u->live->lock);
    if (idle)
        ts_live_parts_free(last);
}

static bool run(update *u, ts_error *error)
{
    ts_live *live = u->live;
    bool all = live->all || live->settings || live->layout;
    if (u->now)
        list_known(u);
    if (u->now && !all) {
        if (!ts_map_len(live->dirty))
            return true;
        if (!map_changed(u, error))
            return false;
        if (ts_live_patch(u->now, &u->fresh, u->arena, u->change)) {
            u->fresh.len = 0; /* they are the snapshot's now */
            note_shown(u, u->now);
            return true;
        }
    }
    ts_live_parts *next = make_next(u, error);
    if (next)
        swap(u, next);
    return next != NULL;
}

bool ts_live_update(ts_live *live, const ts_texts *files, bool (*interrupted)(void *context), void *context,
                    ts_arena *arena, ts_live_change *change, ts_error *error)
{
    update u = {
        .live = live, .now = live->now, .patience = {interrupted, context}, .arena = arena, .change = change};
    *change = (ts_live_change){0};
    if (!files || !u.now)
        live->all = live->settings = live->layout = live->pages = true;
    for (size_t i = 0; files && u.now && i < files->len; i++)
        note(&u, files->items[i]);
    bool ok = run(&u, error);
    change->pages = live->pages;
    for (size_t i = 0; i < u.fresh.len; i++)
        ts_piece_release(u.fresh.items[i].piece);
    if (!ok)
        return false;
    live->all = live->settings = live->layout = live->pages = false;
    ts_map_free(live->dirty);
    live->dirty = ts_map_new();
    return true;
}

bool ts_live_read(ts_live *live, ts_error *error)
{
    ts_arena *arena = ts_arena_new();
    ts_live_change change;
    bool ok = ts_live_update(live, NULL, NULL, NULL, arena, &change, error);
    ts_arena_free(arena);
    return ok;
}
