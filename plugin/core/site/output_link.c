/* Making a folder the new site by hard links: each file of the old one that stays is linked into it. The
 * folder holds the files that wait, or what an earlier build left: then each of its links is compared before
 * it counts, and what does not belong there goes.
 *
 * Several threads do it, one folder each at a time, those of one depth before those below them: a folder's
 * place is settled before what comes into it. */
#include "base/pool.h"
#include "site/output_parts.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Folders below the output, "" itself. */
typedef TS_VEC(const char *) folders;

/* What one thread does of it. */
typedef struct linking {
    const ts_output *output;
    const char *to;
    int to_root, from_root; /* the folders, open: names below them are found in fewer steps */
    bool spare;             /* an earlier build left it */
    dev_t device;
    ts_arena *arena;
    folders inner;  /* in the folders it did */
    folders hollow; /* that got no file */
    ts_buf path;
    size_t kept; /* files of ours that were linked */
    ts_swapped state;
    ts_error error;
} linking;

typedef struct job {
    linking *parts; /* one a worker */
    int workers;
    ts_arena *arena;
    folders level;  /* those of one depth */
    folders hollow; /* the outer before the inner */
    size_t kept;
} job;

/* One folder of the old site, and the same one of the new, which is made when something comes into it. */
typedef struct folder_pair {
    const char *path;
    int from, to;
    DIR *spare;     /* `to`, to be read; NULL where it is none of the spare */
    bool filled;    /* a file is in the new one */
    struct stat st; /* of the old one */
} folder_pair;

/* An error that another way to publish would meet as well; all others mean that links are not for this
 * folder. */
static ts_swapped fail(linking *l, const char *path, const char *what)
{
    if (errno != ENOSPC && errno != EDQUOT && errno != EIO)
        return TS_SWAP_UNABLE;
    ts_arena *arena = ts_arena_new();
    ts_fail_errno(&l->error, ts_path_join(arena, l->output->shown, path), "%s", what);
    ts_arena_free(arena);
    return TS_SWAP_FAILED;
}

/* Takes a file, or a folder with all in it, out of the spare. */
static void take_out(const linking *l, const char *path)
{
    ts_arena *arena = ts_arena_new();
    ts_error ignored = {0};
    const char *full = ts_path_join(arena, l->to, path);
    if (unlink(full) != 0)
        ts_folder_remove(full, &ignored);
    ts_arena_free(arena);
}

/* Opens a folder by its path below an open one, "" for that itself; -1 with errno. */
static int open_below(int root, const char *path)
{
    return openat(root, *path ? path : ".", O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
}

static ts_swapped open_new(linking *l, folder_pair *pair, bool make)
{
    ts_error error = {0};
    if (pair->to >= 0)
        return TS_SWAPPED;
    if (make)
        (void)mkdirat(l->to_root, pair->path, 0777);
    pair->to = open_below(l->to_root, pair->path);
    if (pair->to < 0 && l->spare && errno != ENOENT)
        take_out(l, pair->path);
    if (pair->to < 0 && make && !ts_folder_make(ts_path_join(l->arena, l->to, pair->path), &error))
        return fail(l, pair->path, "The folder cannot be made anew");
    if (pair->to < 0)
        pair->to = open_below(l->to_root, pair->path);
    if (pair->to < 0 && (make || errno != ENOENT))
        return fail(l, pair->path, "The folder cannot be made anew");
    return TS_SWAPPED;
}

/* What the folder's owner gave it goes on; but a group that we may not give stays behind. */
static void copy_mode(const folder_pair *pair)
{
    struct stat st;
    if (pair->to < 0 || fstat(pair->to, &st) != 0)
        return;
    bool given = st.st_gid == pair->st.st_gid || fchown(pair->to, (uid_t)-1, pair->st.st_gid) == 0;
    mode_t mode = pair->st.st_mode & (given ? 07777 : 05777);
    if ((st.st_mode & 07777) != mode)
        (void)fchmod(pair->to, mode);
}

static bool is_own(const char *folder, const char *name)
{
    return strcmp(name, ".") == 0 || strcmp(name, "..") == 0 ||
           (*folder == '\0' && (strcmp(name, TS_OUTPUT_MARK) == 0 || strcmp(name, TS_OUTPUT_STAGE) == 0));
}

/* The folder's next entry that is not our own, its path in l->path; NULL at the end, errno where it fails. */
static const struct dirent *next_entry(linking *l, const char *folder, DIR *dir)
{
    const struct dirent *entry;
    do {
        errno = 0;
        entry = readdir(dir);
    } while (entry && is_own(folder, entry->d_name));
    ts_buf_clear(&l->path);
    if (*folder) {
        ts_buf_puts(&l->path, folder);
        ts_buf_putc(&l->path, '/');
    }
    ts_buf_puts(&l->path, entry ? entry->d_name : "");
    return entry;
}

/* --- what the spare has --------------------------------------------------------------------------------- */

/* Whether both have the same file of that name, or both a folder; `folder`: the new one has. */
static bool have_same(const folder_pair *pair, const char *name, bool folder)
{
    struct stat here, there;
    if (fstatat(pair->from, name, &there, AT_SYMLINK_NOFOLLOW) != 0)
        return false;
    if (folder && S_ISDIR(there.st_mode))
        return true;
    return fstatat(pair->to, name, &here, AT_SYMLINK_NOFOLLOW) == 0 &&
           ((S_ISDIR(here.st_mode) && S_ISDIR(there.st_mode)) ||
            (here.st_ino == there.st_ino && here.st_dev == there.st_dev));
}

/* Leaves in a folder of the spare what the new site has there too. */
static ts_swapped look_through(linking *l, folder_pair *pair)
{
    const struct dirent *entry;
    struct stat st;
    if (pair->to < 0)
        return TS_SWAPPED;
    pair->spare = fdopendir(pair->to);
    if (!pair->spare || fstat(pair->to, &st) != 0 || st.st_dev != l->device)
        return TS_SWAP_UNABLE;
    while ((entry = next_entry(l, pair->path, pair->spare)) != NULL) {
        ts_written_file *ours = ts_output_old(l->output, l->path.ptr);
        if (ours && ours->fate == TS_FATE_KEPT && entry->d_ino == ours->inode) {
            ours->fate = TS_FATE_LINKED;
            pair->filled = true;
            l->kept++;
        } else if ((ours && ours->fate != TS_FATE_NONE) ||
                   !have_same(pair, entry->d_name, entry->d_type == DT_DIR)) {
            take_out(l, l->path.ptr);
        }
    }
    return errno == 0 ? TS_SWAPPED : fail(l, pair->path, "The folder cannot be read");
}

/* --- what the old site has ------------------------------------------------------------------------------ */

static ts_swapped link_entry(linking *l, folder_pair *pair, const struct dirent *entry)
{
    const char *name = entry->d_name, *path = l->path.ptr;
    const ts_written_file *ours = ts_output_old(l->output, path);
    ts_fate fate = ours ? ours->fate : TS_FATE_NONE;
    struct stat st;
    bool folder = entry->d_type == DT_DIR;
    if (fate == TS_FATE_LINKED && !l->spare) /* into a spare that was of no use */
        fate = TS_FATE_KEPT;
    if (fate > TS_FATE_KEPT)
        return TS_SWAPPED;
    if (entry->d_type == DT_UNKNOWN)
        folder = fstatat(pair->from, name, &st, AT_SYMLINK_NOFOLLOW) == 0 && S_ISDIR(st.st_mode);
    /* What waits would be put behind such a link. */
    if (l->spare && entry->d_type != DT_REG && !folder && fstatat(pair->from, name, &st, 0) == 0 &&
        S_ISDIR(st.st_mode))
        return TS_SWAP_UNABLE;
    if (folder) {
        ts_vec_push_in(l->arena, &l->inner, ts_arena_strdup(l->arena, path));
        return TS_SWAPPED;
    }
    ts_swapped state = open_new(l, pair, true);
    if (state != TS_SWAPPED)
        return state;
    bool linked = linkat(pair->from, name, pair->to, name, 0) == 0;
    if (!linked && errno == ENOENT)
        return TS_SWAPPED;
    if (!linked && !(l->spare && errno == EEXIST && have_same(pair, name, false)))
        return fail(l, path, "The file cannot be linked into the new site");
    pair->filled = true;
    l->kept += fate == TS_FATE_KEPT;
    return TS_SWAPPED;
}

/* Folders that only held what is removed are not made again; those that were empty are. */
static ts_swapped link_entries(linking *l, folder_pair *pair, DIR *dir)
{
    bool empty = true;
    const struct dirent *entry;
    ts_swapped state = TS_SWAPPED;
    if (l->spare && (state = open_new(l, pair, false)) == TS_SWAPPED)
        state = look_through(l, pair);
    while (state == TS_SWAPPED && (entry = next_entry(l, pair->path, dir)) != NULL) {
        empty = false;
        state = link_entry(l, pair, entry);
    }
    if (state == TS_SWAPPED && errno != 0)
        state = fail(l, pair->path, "The folder cannot be read");
    if (state == TS_SWAPPED)
        state = open_new(l, pair, empty);
    if (!empty && !pair->filled)
        ts_vec_push_in(l->arena, &l->hollow, pair->path);
    return state;
}

static ts_swapped link_folder(linking *l, const char *path)
{
    folder_pair pair = {.path = path, .to = -1};
    pair.from = open_below(l->from_root, path);
    DIR *dir = pair.from < 0 ? NULL : fdopendir(pair.from);
    ts_swapped state = TS_SWAP_UNABLE;
    if (!dir) {
        state = fail(l, path, "The folder cannot be read");
        if (pair.from >= 0)
            close(pair.from);
        return state;
    }
    if (fstat(pair.from, &pair.st) == 0 && pair.st.st_dev == l->device && pair.st.st_uid == geteuid())
        state = link_entries(l, &pair, dir);
    if (state == TS_SWAPPED)
        copy_mode(&pair);
    if (pair.spare)
        closedir(pair.spare);
    else if (pair.to >= 0)
        close(pair.to);
    closedir(dir);
    return state;
}

static void link_one(void *context, size_t i, int worker)
{
    const job *j = context;
    linking *l = &j->parts[worker];
    if (l->state == TS_SWAPPED)
        l->state = link_folder(l, j->level.items[i]);
}

/* What the threads found becomes the next level. An error of one goes before what another is unable to do. */
static ts_swapped gather(job *j, ts_error *error)
{
    ts_swapped state = TS_SWAPPED;
    j->level.len = 0;
    for (int w = 0; w < j->workers; w++) {
        linking *l = &j->parts[w];
        for (size_t i = 0; i < l->inner.len; i++)
            ts_vec_push_in(j->arena, &j->level, l->inner.items[i]);
        for (size_t i = 0; i < l->hollow.len; i++)
            ts_vec_push_in(j->arena, &j->hollow, l->hollow.items[i]);
        j->kept += l->kept;
        l->inner.len = l->hollow.len = l->kept = 0;
        if (l->state > state)
            state = l->state;
        if (l->state == TS_SWAP_FAILED)
            *error = l->error;
    }
    return state;
}

/* --- the whole ------------------------------------------------------------------------------------------ */

/* Fewer files of ours than there were when they were compared: one vanished, or stands behind a link. */
static ts_swapped find_lost(const ts_output *output, ts_arena *arena, ts_error *error)
{
    for (size_t i = 0; i < output->files.len; i++) {
        const char *path = output->files.items[i].path;
        struct stat st;
        if (output->files.items[i].fate == TS_FATE_KEPT &&
            lstat(ts_path_join(arena, output->folder, path), &st) != 0) {
            ts_fail(error, TS_IO, ts_path_join(arena, output->shown, path), 0, 0,
                    "It vanished while the site was built. Build it again.");
            return TS_SWAP_FAILED;
        }
    }
    return TS_SWAP_UNABLE;
}

static ts_swapped link_all(job *j, const ts_output *output, ts_error *error)
{
    ts_swapped state = TS_SWAPPED;
    for (ts_vec_push_in(j->arena, &j->level, ""); state == TS_SWAPPED && j->level.len > 0;) {
        ts_pool_run(j->workers, j->level.len, link_one, j);
        state = gather(j, error);
    }
    if (state == TS_SWAPPED && j->kept != output->files.len - output->staged.len)
        state = find_lost(output, j->arena, error);
    return state;
}

/* Those of the spare in which there is no other folder. */
static void remove_hollow(const job *j, const char *to)
{
    for (size_t i = j->hollow.len; i > 0; i--)
        rmdir(ts_path_join(j->arena, to, j->hollow.items[i - 1]));
}

static void start_parts(job *j, const linking *whole)
{
    j->parts = ts_arena_alloc(j->arena, sizeof *j->parts * (size_t)j->workers);
    for (int w = 0; w < j->workers; w++) {
        j->parts[w] = *whole;
        j->parts[w].arena = ts_arena_new();
        ts_buf_init(&j->parts[w].path, TS_BUF_MAX);
    }
}

static void end_parts(job *j)
{
    for (int w = 0; w < j->workers; w++) {
        ts_buf_free(&j->parts[w].path);
        ts_arena_free(j->parts[w].arena);
    }
}

ts_swapped ts_output_link(const ts_output *output, const char *to, bool spare, ts_error *error)
{
    struct stat st;
    ts_swapped state = TS_SWAPPED;
    job j = {.workers = output->workers, .arena = ts_arena_new()};
    linking whole = {.output = output, .to = to, .spare = spare};
    whole.from_root = open_below(AT_FDCWD, output->folder);
    whole.to_root = open_below(AT_FDCWD, to);
    if (whole.to_root < 0) {
        state = fail(&whole, "", "The folder cannot be made anew");
        *error = whole.error;
    } else if (stat(output->folder, &st) == 0) {
        whole.device = st.st_dev;
        start_parts(&j, &whole);
        state = link_all(&j, output, error);
        if (spare)
            remove_hollow(&j, to);
    }
    if (j.parts)
        end_parts(&j);
    if (whole.from_root >= 0)
        close(whole.from_root);
    if (whole.to_root >= 0)
        close(whole.to_root);
    ts_arena_free(j.arena);
    return state;
}
