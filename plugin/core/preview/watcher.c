#include "preview/watcher.h"
#include "base/digest.h"
#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/inotify.h>
#endif

/* Milliseconds that changes may go on before we stop waiting for quiet. */
#define SETTLE_MOST 1000
/* Milliseconds between two looks where there is no inotify. */
#define LOOK_PAUSE 1000

struct ts_watcher {
    ts_arena *arena;
    const char *folder;
    TS_VEC(const char *) below;
    int fd;         /* of inotify; -1: we look for ourselves */
    uint64_t looks; /* what the files were like at the last look */
    bool changed;   /* seen, not yet told */
};

/* Files that editors keep beside the one that is edited. */
static bool is_noise(const char *name)
{
    size_t len = strlen(name);
    return len == 0 || name[0] == '.' || name[len - 1] == '~' || name[0] == '#';
}

/* --- looking
 * ------------------------------------------------------------------------------------------------- */

static void add_look(ts_buf *look, const char *path, const struct stat *st)
{
    ts_buf_printf(look, "%s %lld %lld.%ld\n", path, (long long)st->st_size, (long long)st->st_mtim.tv_sec,
                  (long)st->st_mtim.tv_nsec);
}

/* A number for the state of all the files; folders that cannot be read count as empty. */
static uint64_t look_at_all(const ts_watcher *watcher)
{
    ts_arena *arena = ts_arena_new();
    ts_buf look;
    struct stat st;
    ts_buf_init(&look, TS_BUF_MAX);
    const char *settings = ts_path_join(arena, watcher->folder, "site.lua");
    if (stat(settings, &st) == 0)
        add_look(&look, settings, &st);
    for (size_t i = 0; i < watcher->below.len; i++) {
        const char *folder = ts_path_join(arena, watcher->folder, watcher->below.items[i]);
        ts_found_list files = {0};
        ts_error ignored = {0};
        if (!ts_is_folder(folder) || !ts_folder_walk(arena, folder, &files, &ignored))
            continue;
        for (size_t f = 0; f < files.len; f++)
            ts_buf_printf(&look, "%s/%s %zu %lld\n", folder, files.items[f].path, files.items[f].size,
                          (long long)files.items[f].mtime);
    }
    uint64_t hash = ts_hash64(ts_buf_str(&look));
    ts_buf_free(&look);
    ts_arena_free(arena);
    return hash;
}

static bool wait_by_looking(ts_watcher *watcher, int milliseconds)
{
    int pause = milliseconds < LOOK_PAUSE ? milliseconds : LOOK_PAUSE;
    poll(NULL, 0, pause);
    uint64_t looks = look_at_all(watcher);
    bool changed = looks != watcher->looks;
    watcher->looks = looks;
    return changed;
}

/* --- inotify
 * --------------------------------------------------------------------------------------------------- */

#ifdef __linux__

#define MASK                                                                                                 \
    (IN_CLOSE_WRITE | IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO | IN_ONLYDIR | IN_DONT_FOLLOW)

/* Gives up inotify: from now on we look. */
static void give_up(ts_watcher *watcher)
{
    close(watcher->fd);
    watcher->fd = -1;
    watcher->looks = look_at_all(watcher);
}

/* A folder and all below it, at most TS_WALK_DEPTH deep. A folder that is watched already stays so. */
static void watch_tree(ts_watcher *watcher, const char *top)
{
    ts_arena *arena = ts_arena_new();
    TS_VEC(const char *) pending = {0};
    TS_VEC(int) depths = {0};
    ts_vec_push_in(arena, &pending, top);
    ts_vec_push_in(arena, &depths, 0);
    while (pending.len && watcher->fd >= 0) {
        const char *folder = pending.items[--pending.len];
        int depth = depths.items[--depths.len];
        if (inotify_add_watch(watcher->fd, folder, MASK) < 0 && (errno == ENOSPC || errno == ENOMEM)) {
            give_up(watcher);
            break;
        }
        DIR *dir = depth < TS_WALK_DEPTH ? opendir(folder) : NULL;
        for (struct dirent *entry; dir && (entry = readdir(dir));) {
            char *path = ts_path_join(arena, folder, entry->d_name);
            struct stat st;
            if (is_noise(entry->d_name) || lstat(path, &st) != 0 || !S_ISDIR(st.st_mode))
                continue;
            ts_vec_push_in(arena, &pending, (const char *)path);
            ts_vec_push_in(arena, &depths, depth + 1);
        }
        if (dir)
            closedir(dir);
    }
    ts_arena_free(arena);
}

static void watch_all(ts_watcher *watcher)
{
    ts_arena *arena = ts_arena_new();
    if (watcher->fd >= 0 && inotify_add_watch(watcher->fd, watcher->folder, MASK) < 0)
        give_up(watcher);
    for (size_t i = 0; i < watcher->below.len && watcher->fd >= 0; i++)
        watch_tree(watcher, ts_path_join(arena, watcher->folder, watcher->below.items[i]));
    ts_arena_free(arena);
}

/* True for a name in the site's own folder that matters; the output folder's comings and goings do not. */
static bool is_source(const ts_watcher *watcher, const char *name)
{
    if (strcmp(name, "site.lua") == 0)
        return true;
    for (size_t i = 0; i < watcher->below.len; i++) {
        size_t len = strcspn(watcher->below.items[i], "/");
        if (strncmp(watcher->below.items[i], name, len) == 0 && name[len] == '\0')
            return true;
    }
    return false;
}

/* Reads what is waiting. `own` is the watch of the site's folder itself. */
static bool read_events(ts_watcher *watcher, int own)
{
    _Alignas(struct inotify_event) char bytes[16384];
    bool changed = false;
    ssize_t len = read(watcher->fd, bytes, sizeof bytes);
    for (ssize_t at = 0; at < len;) {
        const struct inotify_event *event = (const struct inotify_event *)(bytes + at);
        const char *name = event->len ? event->name : "";
        at += (ssize_t)(sizeof *event + event->len);
        if (event->mask & IN_Q_OVERFLOW)
            changed = true;
        else if (!(event->mask & IN_IGNORED) && !is_noise(name))
            changed = changed || event->wd != own || is_source(watcher, name);
    }
    return changed;
}

static bool is_ready(const ts_watcher *watcher, int milliseconds)
{
    struct pollfd one = {watcher->fd, POLLIN, 0};
    return poll(&one, 1, milliseconds) > 0;
}

static bool wait_by_inotify(ts_watcher *watcher, int milliseconds)
{
    int own = inotify_add_watch(watcher->fd, watcher->folder, MASK);
    if (!is_ready(watcher, milliseconds) || !read_events(watcher, own))
        return false;
    for (int waited = 0; waited < SETTLE_MOST && is_ready(watcher, TS_SETTLE); waited += TS_SETTLE)
        read_events(watcher, own);
    watch_all(watcher); /* folders that came with the change */
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
    watcher->fd = -1;
    for (int i = 0; below[i]; i++)
        ts_vec_push_in(arena, &watcher->below, (const char *)ts_arena_strdup(arena, below[i]));
#ifdef __linux__
    watcher->fd = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
    watch_all(watcher);
#endif
    if (watcher->fd < 0)
        watcher->looks = look_at_all(watcher);
    return watcher;
}

void ts_watcher_free(ts_watcher *watcher)
{
    if (!watcher)
        return;
    if (watcher->fd >= 0)
        close(watcher->fd);
    ts_arena_free(watcher->arena);
}

bool ts_watcher_wait(ts_watcher *watcher, int milliseconds)
{
#ifdef __linux__
    if (watcher->fd >= 0)
        return wait_by_inotify(watcher, milliseconds);
#endif
    return wait_by_looking(watcher, milliseconds);
}
