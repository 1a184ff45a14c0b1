#include "preview/watcher.h"
#include "base/file.h"
#include "base/map.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/inotify.h>
#endif

/* Milliseconds that changes may go on before we stop waiting for quiet. */
#define SETTLE_MOST 500
/* Milliseconds between two looks where there is no inotify. */
#define LOOK_PAUSE 1000
/* Files of one burst that are told by name. */
#define CHANGED_MAX 10000

/* What one watch of inotify is on. */
typedef struct watched {
    const char *place; /* below our folder; NULL: nothing, "": our folder itself */
    bool file;         /* what a symbolic link at that place leads to, not a folder */
} watched;

struct ts_watcher {
    ts_arena *arena;
    const char *folder;
    ts_texts below;
    const char *complaint;
    ts_map *changed;         /* paths below the folder */
    bool lost;               /* more than `changed` says */
    int fd;                  /* of inotify; -1: we look for ourselves */
    TS_VEC(watched) watches; /* by their numbers */
    ts_arena *seen;          /* of the files as they were at the last look */
    ts_map *looks;           /* path → ts_found */
};

/* Files that editors keep beside the one that is edited. */
static bool is_noise(const char *name)
{
    size_t len = strlen(name);
    return len == 0 || name[0] == '.' || name[len - 1] == '~' || name[0] == '#';
}

static void tell(ts_watcher *watcher, const char *path)
{
    if (ts_map_len(watcher->changed) < CHANGED_MAX)
        ts_map_put(watcher->changed, ts_str_of(path), watcher);
    else
        watcher->lost = true;
}

/* Files of the site's own folder that matter. */
static const char *const own_files[] = {"site.lua", "takedowns.lua", NULL};

/* --- looking
 * ------------------------------------------------------------------------------------------------- */

static void free_looks(ts_watcher *watcher)
{
    ts_map_free(watcher->looks);
    ts_arena_free(watcher->seen);
}

static void add_look(ts_watcher *watcher, const char *path, const ts_found *found)
{
    ts_found *kept = TS_NEW(watcher->seen, ts_found);
    *kept = *found;
    ts_map_put(watcher->looks, ts_str_of(path), kept);
}

/* Sees all the files; folders that cannot be read count as empty. */
static void look_at_all(ts_watcher *watcher)
{
    watcher->seen = ts_arena_new();
    watcher->looks = ts_map_new();
    for (int i = 0; own_files[i]; i++) {
        struct stat st;
        if (stat(ts_path_join(watcher->seen, watcher->folder, own_files[i]), &st) == 0)
            add_look(watcher, own_files[i],
                     &(ts_found){.size = (size_t)st.st_size,
                                 .mtime = st.st_mtim.tv_sec * INT64_C(1000000000) + st.st_mtim.tv_nsec});
    }
    for (size_t i = 0; i < watcher->below.len; i++) {
        const char *folder = ts_path_join(watcher->seen, watcher->folder, watcher->below.items[i]);
        ts_found_list files = {0};
        ts_error ignored = {0};
        if (!ts_is_folder(folder) || !ts_folder_walk(watcher->seen, folder, &files, &ignored))
            continue;
        for (size_t f = 0; f < files.len; f++)
            add_look(watcher, ts_path_join(watcher->seen, watcher->below.items[i], files.items[f].path),
                     &files.items[f]);
    }
}

/* Tells what is in `one` and not, or not so, in the other. */
static void tell_difference(ts_watcher *watcher, const ts_map *one, const ts_map *other)
{
    for (size_t i = 0; i < ts_map_len(one); i++) {
        const ts_found *a = ts_map_value_at(one, i), *b = ts_map_get(other, ts_map_key_at(one, i));
        if (is_noise(ts_path_name(ts_map_key_at(one, i).ptr)))
            continue;
        if (!b || a->size != b->size || a->mtime != b->mtime)
            tell(watcher, ts_map_key_at(one, i).ptr);
    }
}

static bool wait_by_looking(ts_watcher *watcher, int milliseconds)
{
    ts_watcher before = *watcher;
    poll(NULL, 0, milliseconds < LOOK_PAUSE ? milliseconds : LOOK_PAUSE);
    look_at_all(watcher);
    tell_difference(watcher, watcher->looks, before.looks);
    tell_difference(watcher, before.looks, watcher->looks);
    free_looks(&before);
    return watcher->lost || ts_map_len(watcher->changed) > 0;
}

/* --- inotify
 * --------------------------------------------------------------------------------------------------- */

#ifdef __linux__

#define FOLDER_MASK (IN_CLOSE_WRITE | IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO | IN_ONLYDIR)
/* A file that is saved by putting another in its place loses its name, and then its watch. */
#define FILE_MASK (IN_CLOSE_WRITE | IN_MOVE_SELF | IN_DELETE_SELF | IN_ATTRIB)

/* Gives up inotify: from now on we look. */
static void give_up(ts_watcher *watcher, const char *why)
{
    if (watcher->fd >= 0)
        close(watcher->fd);
    watcher->fd = -1;
    watcher->complaint = why;
    look_at_all(watcher);
}

/* One folder, or the file behind a link, by its path below ours. False where there is none, or no watch. */
static bool watch_one(ts_watcher *watcher, const char *place, bool file)
{
    ts_arena *arena = ts_arena_new();
    const char *path = *place ? ts_path_join(arena, watcher->folder, place) : watcher->folder;
    int watch = inotify_add_watch(watcher->fd, path, file ? FILE_MASK : FOLDER_MASK);
    int refusal = errno;
    ts_arena_free(arena);
    if (watch < 0 && (refusal == ENOSPC || refusal == ENOMEM))
        give_up(watcher,
                "The system has no more watches for folders (fs.inotify.max_user_watches), so the files "
                "are looked at once a second.");
    if (watch < 0)
        return false;
    while (watcher->watches.len <= (size_t)watch)
        ts_vec_push_in(watcher->arena, &watcher->watches, (watched){0});
    watched *known = &watcher->watches.items[watch];
    if (!known->place || strcmp(known->place, place) != 0)
        known->place = ts_arena_strdup(watcher->arena, place);
    known->file = file;
    return true;
}

typedef enum kind { FILE_ITSELF, FOLDER, LINKED_FILE, LINKED_FOLDER } kind;

/* What a name stands for; what is neither file nor folder counts as a file. */
static kind kind_of(int folder, const char *name)
{
    struct stat st, behind;
    if (fstatat(folder, name, &st, AT_SYMLINK_NOFOLLOW) != 0)
        return FILE_ITSELF;
    if (!S_ISLNK(st.st_mode) || fstatat(folder, name, &behind, 0) != 0)
        return S_ISDIR(st.st_mode) ? FOLDER : FILE_ITSELF;
    return S_ISDIR(behind.st_mode) ? LINKED_FOLDER : LINKED_FILE;
}

/* A folder and all below it, at most TS_WALK_DEPTH deep, and the files that links in them lead to; links to
 * folders are not followed. What is watched already stays so. */
static void watch_tree(ts_watcher *watcher, const char *top)
{
    ts_arena *arena = ts_arena_new();
    ts_texts pending = {0};
    TS_VEC(int) depths = {0};
    ts_vec_push_in(arena, &pending, top);
    ts_vec_push_in(arena, &depths, 0);
    while (pending.len && watcher->fd >= 0) {
        const char *place = pending.items[--pending.len];
        int depth = depths.items[--depths.len];
        const char *folder = ts_path_join(arena, watcher->folder, place);
        DIR *dir = watch_one(watcher, place, false) && depth < TS_WALK_DEPTH ? opendir(folder) : NULL;
        for (struct dirent *entry; dir && watcher->fd >= 0 && (entry = readdir(dir));) {
            bool known = entry->d_type == DT_REG || is_noise(entry->d_name);
            kind found = known ? FILE_ITSELF : kind_of(dirfd(dir), entry->d_name);
            const char *path = known ? NULL : ts_path_join(arena, place, entry->d_name);
            if (found == LINKED_FILE)
                watch_one(watcher, path, true);
            if (found != FOLDER)
                continue;
            ts_vec_push_in(arena, &pending, path);
            ts_vec_push_in(arena, &depths, depth + 1);
        }
        if (dir)
            closedir(dir);
    }
    ts_arena_free(arena);
}

static void watch_all(ts_watcher *watcher)
{
    if (!watch_one(watcher, "", false) && watcher->fd >= 0)
        give_up(watcher, "The site's folder cannot be watched, so the files are looked at once a second.");
    for (size_t i = 0; i < watcher->below.len && watcher->fd >= 0; i++)
        watch_tree(watcher, watcher->below.items[i]);
}

/* True for a name in the site's own folder that matters; the output folder's comings and goings do not. */
static bool is_source(const ts_watcher *watcher, const char *name)
{
    for (int i = 0; own_files[i]; i++)
        if (strcmp(own_files[i], name) == 0)
            return true;
    for (size_t i = 0; i < watcher->below.len; i++) {
        size_t len = strcspn(watcher->below.items[i], "/");
        if (strncmp(watcher->below.items[i], name, len) == 0 && name[len] == '\0')
            return true;
    }
    return false;
}

/* A file is new when it is closed, or moved here; one that is only created is being written, but for one more
 * name of a file that is there already. */
static bool is_complete(const ts_watcher *watcher, const struct inotify_event *event, const char *path)
{
    struct stat st;
    if (!(event->mask & IN_CREATE) || (event->mask & IN_ISDIR))
        return true;
    ts_arena *arena = ts_arena_new();
    bool linked = lstat(ts_path_join(arena, watcher->folder, path), &st) == 0 &&
                  (st.st_nlink > 1 || S_ISLNK(st.st_mode));
    ts_arena_free(arena);
    return linked;
}

static void read_event(ts_watcher *watcher, ts_arena *arena, const struct inotify_event *event)
{
    const char *name = event->len ? event->name : "";
    bool known = event->wd >= 0 && (size_t)event->wd < watcher->watches.len;
    watched on = known ? watcher->watches.items[event->wd] : (watched){0};
    if (event->mask & IN_Q_OVERFLOW) {
        watcher->lost = true;
        watch_all(watcher);
    }
    if (!on.place || (event->mask & IN_IGNORED))
        return;
    if (on.file)
        tell(watcher, on.place);
    if (on.file || is_noise(name) || (!*on.place && !is_source(watcher, name)))
        return;
    const char *path = ts_path_join(arena, on.place, name);
    if (!is_complete(watcher, event, path))
        return;
    tell(watcher, path);
    if ((event->mask & IN_ISDIR) && (event->mask & (IN_CREATE | IN_MOVED_TO))) {
        if (*on.place)
            watch_tree(watcher, path);
        else
            watch_all(watcher);
    }
}

/* Reads what is waiting. */
static void read_events(ts_watcher *watcher)
{
    _Alignas(struct inotify_event) char bytes[16384];
    ts_arena *arena = ts_arena_new();
    ssize_t len = read(watcher->fd, bytes, sizeof bytes);
    for (ssize_t at = 0; at < len && watcher->fd >= 0;) {
        const struct inotify_event *event = (const struct inotify_event *)(bytes + at);
        at += (ssize_t)(sizeof *event + event->len);
        read_event(watcher, arena, event);
    }
    ts_arena_free(arena);
}

static bool is_ready(const ts_watcher *watcher, int milliseconds)
{
    struct pollfd one = {watcher->fd, POLLIN, 0};
    return watcher->fd >= 0 && poll(&one, 1, milliseconds) > 0;
}

/* The quiet that the changes so far ask for. */
static int settle_time(const ts_watcher *watcher)
{
    ts_arena *arena = ts_arena_new();
    bool missing = false;
    for (size_t i = 0; i < ts_map_len(watcher->changed) && !missing; i++)
        missing =
            access(ts_path_join(arena, watcher->folder, ts_map_key_at(watcher->changed, i).ptr), F_OK) != 0;
    ts_arena_free(arena);
    return missing ? TS_SETTLE_MISSING : TS_SETTLE;
}

/* Links that came are watched, and what took the place of a file that a link leads to. */
static void watch_links(ts_watcher *watcher)
{
    ts_arena *arena = ts_arena_new();
    for (size_t i = 0; i < ts_map_len(watcher->changed) && watcher->fd >= 0; i++) {
        const char *place = ts_map_key_at(watcher->changed, i).ptr;
        switch (kind_of(AT_FDCWD, ts_path_join(arena, watcher->folder, place))) {
        case LINKED_FILE:
            watch_one(watcher, place, true);
            break;
        case LINKED_FOLDER:
            if (!strchr(place, '/'))
                watch_all(watcher);
            break;
        default:
            break;
        }
    }
    ts_arena_free(arena);
}

static bool wait_by_inotify(ts_watcher *watcher, int milliseconds)
{
    if (!is_ready(watcher, milliseconds))
        return false;
    read_events(watcher);
    if (!watcher->lost && !ts_map_len(watcher->changed))
        return false;
    for (int waited = 0, pause; waited < SETTLE_MOST; waited += pause) {
        pause = settle_time(watcher);
        if (!is_ready(watcher, pause))
            break;
        read_events(watcher);
    }
    watch_links(watcher);
    return true;
}

#endif

/* --- both
 * ------------------------------------------------------------------------------------------------------ */

ts_watcher *ts_watcher_new(const char *folder, const char *const *below, ts_error *error)
{
    if (!ts_is_folder(folder)) {
        ts_fail(error, TS_NOT_FOUND, folder, 0, 0, "There is no such folder.");
        return NULL;
    }
    ts_arena *arena = ts_arena_new();
    ts_watcher *watcher = TS_NEW(arena, ts_watcher);
    watcher->arena = arena;
    watcher->folder = ts_arena_strdup(arena, folder);
    watcher->changed = ts_map_new();
    for (int i = 0; below[i]; i++)
        ts_vec_push_in(arena, &watcher->below, (const char *)ts_arena_strdup(arena, below[i]));
#ifdef __linux__
    watcher->fd = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
    if (watcher->fd < 0)
        give_up(watcher,
                "The system has no more inotify instances (fs.inotify.max_user_instances), so the files "
                "are looked at once a second.");
    else
        watch_all(watcher);
#else
    watcher->fd = -1;
    look_at_all(watcher);
#endif
    return watcher;
}

void ts_watcher_free(ts_watcher *watcher)
{
    if (!watcher)
        return;
    if (watcher->fd >= 0)
        close(watcher->fd);
    else
        free_looks(watcher);
    ts_map_free(watcher->changed);
    ts_arena_free(watcher->arena);
}

const char *ts_watcher_complaint(const ts_watcher *watcher)
{
    return watcher->complaint;
}

bool ts_watcher_wait(ts_watcher *watcher, int milliseconds)
{
    ts_watcher_take(watcher, NULL, NULL); /* what nobody asked for */
#ifdef __linux__
    if (watcher->fd >= 0)
        return wait_by_inotify(watcher, milliseconds);
#endif
    return wait_by_looking(watcher, milliseconds);
}

bool ts_watcher_take(ts_watcher *watcher, ts_arena *arena, ts_texts *changed)
{
    bool whole = !watcher->lost;
    for (size_t i = 0; changed && i < ts_map_len(watcher->changed); i++)
        ts_vec_push_in(arena, changed, ts_arena_copy(arena, ts_map_key_at(watcher->changed, i)));
    ts_map_free(watcher->changed);
    watcher->changed = ts_map_new();
    watcher->lost = false;
    return whole;
}

bool ts_watcher_has_more(ts_watcher *watcher)
{
#ifdef __linux__
    return is_ready(watcher, 0);
#else
    return false;
#endif
}
