/* Making, walking and removing folders. */
#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/* File systems count time in steps of up to two seconds; in nanoseconds. */
#define UNSETTLED INT64_C(2000000000)

bool ts_is_folder(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

bool ts_is_file(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0 && S_ISREG(st.st_mode);
}

static bool make_one(const char *path, ts_error *error)
{
    if (mkdir(path, 0777) == 0)
        return true;
    int refusal = errno;
    if (ts_is_folder(path))
        return true;
    errno = refusal;
    return ts_fail_errno(error, path, "Cannot make the folder");
}

/* Behind the longest beginning of the path, short of the whole, that is a folder. Mostly it lacks only the
 * last part, so it is looked at from there. */
static char *find_missing(char *path)
{
    for (char *at = path + strlen(path); at > path; at--) {
        if (*at != '/')
            continue;
        *at = '\0';
        bool there = ts_is_folder(path);
        *at = '/';
        if (there)
            return at + 1;
    }
    return path;
}

bool ts_folder_make(const char *path, ts_error *error)
{
    if (mkdir(path, 0777) == 0 || ts_is_folder(path))
        return true;
    char *part = ts_strndup(ts_str_of(path));
    bool made = true;
    for (char *at = find_missing(part); made && *at; at++) {
        if (*at != '/' || at == part)
            continue;
        *at = '\0';
        made = make_one(part, error);
        *at = '/';
    }
    made = made && make_one(part, error);
    free(part);
    return made;
}

/* A folder still to be read. */
typedef struct pending {
    const char *path; /* relative to the walked folder, "" for itself */
    int depth;
} pending;
typedef TS_VEC(pending) pending_list;

typedef struct walk {
    ts_arena *arena;
    const char *folder;
    pending_list todo;
    ts_found_list *files;
} walk;

/* As nanoseconds since 1970. */
static int64_t file_time(struct timespec t)
{
    return t.tv_sec * INT64_C(1000000000) + t.tv_nsec;
}

static ts_found found_of(const char *path, const struct stat *st)
{
    return (ts_found){.path = path,
                      .size = (size_t)st->st_size,
                      .mtime = file_time(st->st_mtim),
                      .ctime = file_time(st->st_ctim),
                      .inode = st->st_ino};
}

bool ts_found_at(const char *path, ts_found *file)
{
    struct stat st;
    if (stat(path, &st) != 0)
        return false;
    *file = found_of(path, &st);
    return true;
}

void ts_found_state(const ts_found *file, uint64_t state[TS_FOUND_STATE])
{
    state[0] = file->size;
    state[1] = (uint64_t)file->mtime;
    state[2] = (uint64_t)file->ctime;
    state[3] = file->inode;
}

bool ts_found_settled(const ts_found *file)
{
    struct timespec now;
    int64_t latest = file->mtime > file->ctime ? file->mtime : file->ctime;
    return timespec_get(&now, TIME_UTC) && latest < file_time(now) - UNSETTLED;
}

static bool take_entry(walk *w, const pending *in, int fd, const char *name, ts_error *error)
{
    struct stat st;
    if (fstatat(fd, name, &st, AT_SYMLINK_NOFOLLOW) != 0)
        return true; /* gone since the folder was read */
    if (!S_ISREG(st.st_mode) && !S_ISDIR(st.st_mode))
        return true;
    char *path = ts_path_join(w->arena, in->path, name);
    if (S_ISDIR(st.st_mode)) {
        if (in->depth == TS_WALK_DEPTH)
            return ts_fail(error, TS_LIMIT, ts_path_join(w->arena, w->folder, path), 0, 0,
                           "Folders are nested more than %d deep.", TS_WALK_DEPTH);
        ts_vec_push(&w->todo, ((pending){path, in->depth + 1}));
        return true;
    }
    ts_vec_push_in(w->arena, w->files, found_of(path, &st));
    return true;
}

static bool read_folder(walk *w, const pending *in, ts_error *error)
{
    const char *path = *in->path ? ts_path_join(w->arena, w->folder, in->path) : w->folder;
    DIR *dir = opendir(path);
    if (!dir)
        return ts_fail_errno(error, path, "Cannot read the folder");
    bool done = true;
    const struct dirent *entry;
    while (done && (errno = 0, entry = readdir(dir)) != NULL)
        if (entry->d_name[0] != '.')
            done = take_entry(w, in, dirfd(dir), entry->d_name, error);
    if (done && errno != 0)
        done = ts_fail_errno(error, path, "Cannot read the folder");
    closedir(dir);
    return done;
}

static int by_path(const void *a, const void *b)
{
    return strcmp(((const ts_found *)a)->path, ((const ts_found *)b)->path);
}

bool ts_folder_walk(ts_arena *arena, const char *folder, ts_found_list *files, ts_error *error)
{
    walk w = {.arena = arena, .folder = folder, .files = files};
    *files = (ts_found_list){0};
    ts_vec_push(&w.todo, ((pending){"", 0}));
    bool done = true;
    while (done && w.todo.len > 0) {
        pending next = w.todo.items[--w.todo.len];
        done = read_folder(&w, &next, error);
    }
    ts_vec_free(&w.todo);
    if (done && files->len > 1)
        qsort(files->items, files->len, sizeof *files->items, by_path);
    return done;
}

typedef TS_VEC(const char *) path_list;

/* Removes what is in one folder but its folders, which join the list. */
static bool empty_folder(ts_arena *arena, const char *path, path_list *folders, ts_error *error)
{
    int fd = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    DIR *dir = fd < 0 ? NULL : fdopendir(fd);
    if (!dir) {
        ts_fail_errno(error, path, "Cannot remove the folder");
        if (fd >= 0)
            close(fd);
        return false;
    }
    bool done = true;
    const struct dirent *entry;
    while (done && (entry = readdir(dir)) != NULL) {
        const char *name = entry->d_name;
        struct stat st;
        if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0)
            continue;
        bool folder = entry->d_type == DT_DIR;
        if (entry->d_type == DT_UNKNOWN)
            folder = fstatat(fd, name, &st, AT_SYMLINK_NOFOLLOW) == 0 && S_ISDIR(st.st_mode);
        if (folder)
            ts_vec_push_in(arena, folders, ts_path_join(arena, path, name));
        else if (unlinkat(fd, name, 0) != 0 && errno != ENOENT)
            done = ts_fail_errno(error, ts_path_join(arena, path, name), "Cannot remove it");
    }
    closedir(dir);
    return done;
}

bool ts_folder_remove(const char *path, ts_error *error)
{
    ts_arena *arena = ts_arena_new();
    path_list folders = {0};
    ts_vec_push_in(arena, &folders, path);
    bool done = true;
    /* The list grows while it is read: a folder stands before what is in it, so backwards they are empty. */
    for (size_t i = 0; done && i < folders.len; i++)
        done = empty_folder(arena, folders.items[i], &folders, error);
    for (size_t i = folders.len; done && i-- > 0;)
        if (rmdir(folders.items[i]) != 0 && errno != ENOENT)
            done = ts_fail_errno(error, folders.items[i], "Cannot remove the folder");
    ts_arena_free(arena);
    return done;
}
