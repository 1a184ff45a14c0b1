/* The old site's hard links, for the new one: each folder of the old site is made in another tree, and each
 * of its files linked into it. Where that tree is what an earlier build left, its links are compared, and
 * what the old site has not goes.
 *
 * Several threads do it, one folder each at a time. A folder joins the list when the one above it is done:
 * its place is settled before what comes into it. The list also says how each folder was when it was read, so
 * that a second look finds what others have changed since. */
#include "base/pool.h"
#include "site/output_parts.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* A folder of the old site. */
typedef struct folder {
    const char *path; /* below the output, "" for itself */
    bool read;
    struct stat st; /* as it was then */
    bool changed;   /* since then */
} folder;

struct ts_links {
    const ts_output *output;
    const char *to;
    int from_root, to_root; /* the two trees, open: names below them are found in fewer steps */
    dev_t device;
    uid_t user; /* whom all folders have to belong to */
    pthread_t helper;
    bool helped;
    pthread_mutex_t lock; /* over what follows */
    pthread_cond_t change;
    ts_arena *arena;
    TS_VEC(folder *) folders;
    size_t next;  /* the first of them that nobody has taken */
    size_t taken; /* that are worked on */
    ts_swapped state;
    ts_error error;
};

/* What is in a folder. */
typedef struct item {
    uint64_t inode; /* 0: a folder */
    const char *name;
    bool both; /* the other tree has it too */
} item;
typedef TS_VEC(item) items;

/* A folder in the works: in the old site, and in the other tree. */
typedef struct folder_pair {
    const ts_links *links;
    folder *folder;
    DIR *from, *to; /* `to` is NULL where it was made just now */
    int to_fd;
    items here, there;
    ts_arena *arena;
    ts_buf path;
    ts_error error;
} folder_pair;

/* An error that another way to publish would meet as well; all others mean that links are not for this
 * folder. */
static ts_swapped fail(folder_pair *pair, const char *path, const char *what)
{
    if (errno != ENOSPC && errno != EDQUOT && errno != EIO)
        return TS_SWAP_UNABLE;
    ts_fail_errno(&pair->error, ts_path_join(pair->arena, pair->links->output->shown, path), "%s", what);
    return TS_SWAP_FAILED;
}

/* Opens a folder by its path below an open one, "" for that itself; -1 with errno. */
static int open_below(int root, const char *path)
{
    return openat(root, *path ? path : ".", O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
}

/* Likewise, to be read; NULL with errno. */
static DIR *read_below(int root, const char *path)
{
    int fd = open_below(root, path);
    DIR *dir = fd < 0 ? NULL : fdopendir(fd);
    if (!dir && fd >= 0)
        close(fd);
    return dir;
}

/* The path of the entry below the output. */
static const char *path_of(folder_pair *pair, const char *name)
{
    ts_buf_clear(&pair->path);
    if (*pair->folder->path) {
        ts_buf_puts(&pair->path, pair->folder->path);
        ts_buf_putc(&pair->path, '/');
    }
    ts_buf_puts(&pair->path, name);
    return pair->path.ptr;
}

/* --- one folder ----------------------------------------------------------------------------------------- */

static bool is_own(const char *path, const char *name)
{
    return strcmp(name, ".") == 0 || strcmp(name, "..") == 0 ||
           (*path == '\0' && (strcmp(name, TS_OUTPUT_MARK) == 0 || strcmp(name, TS_OUTPUT_STAGE) == 0));
}

static ts_swapped read_items(folder_pair *pair, DIR *dir, items *list)
{
    const struct dirent *entry;
    struct stat st;
    while ((errno = 0, entry = readdir(dir)) != NULL) {
        const char *name = entry->d_name;
        bool within = entry->d_type == DT_DIR;
        if (is_own(pair->folder->path, name))
            continue;
        if (entry->d_type == DT_UNKNOWN)
            within = fstatat(dirfd(dir), name, &st, AT_SYMLINK_NOFOLLOW) == 0 && S_ISDIR(st.st_mode);
        item found = {within ? 0 : entry->d_ino, ts_arena_strdup(pair->arena, name), false};
        ts_vec_push_in(pair->arena, list, found);
    }
    return errno == 0 ? TS_SWAPPED : fail(pair, pair->folder->path, "The folder cannot be read");
}

static int by_file(const void *a, const void *b)
{
    const item *s = a, *t = b;
    if (s->inode != t->inode)
        return s->inode < t->inode ? -1 : 1;
    return strcmp(s->name, t->name);
}

/* Finds what both trees have: the same file by the same name, or a folder. */
static void compare(items *here, items *there)
{
    if (!here->len || !there->len)
        return;
    qsort(here->items, here->len, sizeof *here->items, by_file);
    qsort(there->items, there->len, sizeof *there->items, by_file);
    for (size_t i = 0, k = 0; i < here->len && k < there->len;) {
        int order = by_file(&here->items[i], &there->items[k]);
        if (order == 0)
            here->items[i].both = there->items[k].both = true;
        i += order <= 0;
        k += order >= 0;
    }
}

/* Takes a file, or a folder with all in it, out of the other tree. */
static void take_out(folder_pair *pair, const char *name)
{
    ts_error ignored = {0};
    const char *path = path_of(pair, name);
    ts_written_file *ours = ts_output_old(pair->links->output, path);
    if (ours)
        ours->linked = ours->stands = false;
    if (unlinkat(pair->to_fd, name, 0) != 0)
        ts_folder_remove(ts_path_join(pair->arena, pair->links->to, path), &ignored);
}

static ts_swapped link_file(folder_pair *pair, const item *file)
{
    struct stat st;
    int from = dirfd(pair->from);
    const char *path = path_of(pair, file->name);
    ts_written_file *ours = ts_output_old(pair->links->output, path);
    if (fstatat(from, file->name, &st, AT_SYMLINK_NOFOLLOW) != 0)
        return TS_SWAPPED; /* gone since the folder was read */
    /* What waits would be put behind such a link. */
    if (S_ISLNK(st.st_mode) && fstatat(from, file->name, &st, 0) == 0 && S_ISDIR(st.st_mode))
        return TS_SWAP_UNABLE;
    if (!file->both && linkat(from, file->name, pair->to_fd, file->name, 0) != 0)
        return errno == ENOENT ? TS_SWAPPED : fail(pair, path, "The file cannot be linked into the new site");
    if (ours) {
        ours->linked = true;
        ours->stands = ts_written_is(ours, &st);
    }
    return TS_SWAPPED;
}

/* What the folder's owner gave it goes on; but a group that we may not give stays behind. */
static ts_swapped copy_mode(const folder_pair *pair)
{
    const struct stat *old = &pair->folder->st;
    struct stat st;
    if (fstat(pair->to_fd, &st) != 0 || st.st_dev != pair->links->device)
        return TS_SWAP_UNABLE;
    bool given = st.st_gid == old->st_gid || fchown(pair->to_fd, (uid_t)-1, old->st_gid) == 0;
    mode_t mode = old->st_mode & (given ? 07777 : 05777);
    if ((st.st_mode & 07777) != mode)
        (void)fchmod(pair->to_fd, mode);
    return TS_SWAPPED;
}

/* Opens the folder of the other tree, and reads what is in it already. */
static ts_swapped open_other(folder_pair *pair)
{
    const char *path = pair->folder->path;
    int root = pair->links->to_root;
    bool made = *path && mkdirat(root, path, 0777) == 0;
    if (made)
        pair->to_fd = open_below(root, path);
    else if ((pair->to = read_below(root, path)) != NULL)
        pair->to_fd = dirfd(pair->to);
    if (pair->to_fd < 0)
        return fail(pair, pair->folder->path, "The folder cannot be made anew");
    return pair->to ? read_items(pair, pair->to, &pair->there) : TS_SWAPPED;
}

static ts_swapped link_items(folder_pair *pair)
{
    ts_swapped state = read_items(pair, pair->from, &pair->here);
    if (state == TS_SWAPPED)
        state = open_other(pair);
    if (state == TS_SWAPPED)
        state = copy_mode(pair);
    if (state != TS_SWAPPED)
        return state;
    compare(&pair->here, &pair->there);
    for (size_t i = 0; i < pair->there.len; i++)
        if (!pair->there.items[i].both)
            take_out(pair, pair->there.items[i].name);
    for (size_t i = 0; i < pair->here.len && state == TS_SWAPPED; i++)
        if (pair->here.items[i].inode)
            state = link_file(pair, &pair->here.items[i]);
    return state;
}

/* One that is gone meanwhile goes with what else has changed in the folder above it. */
static ts_swapped link_folder(folder_pair *pair)
{
    const ts_links *links = pair->links;
    folder *old = pair->folder;
    ts_swapped state = TS_SWAP_UNABLE;
    pair->from = read_below(links->from_root, old->path);
    if (!pair->from)
        return errno == ENOENT ? TS_SWAPPED : fail(pair, old->path, "The folder cannot be read");
    if (fstat(dirfd(pair->from), &old->st) == 0 && old->st.st_dev == links->device &&
        old->st.st_uid == links->user)
        state = link_items(pair);
    if (pair->to)
        closedir(pair->to);
    else if (pair->to_fd >= 0)
        close(pair->to_fd);
    closedir(pair->from);
    return state;
}

/* --- all of them ---------------------------------------------------------------------------------------- */

/* Under the lock, like what follows. */
static void add_folder(ts_links *links, const char *path)
{
    folder *added = TS_NEW(links->arena, folder);
    added->path = ts_arena_strdup(links->arena, path);
    ts_vec_push_in(links->arena, &links->folders, added);
}

/* On a second look, the folders that both trees have are in the list. */
static void add_inner(ts_links *links, folder_pair *pair)
{
    for (size_t i = 0; i < pair->here.len; i++)
        if (!pair->here.items[i].inode && !(pair->folder->read && pair->here.items[i].both))
            add_folder(links, path_of(pair, pair->here.items[i].name));
    pair->folder->read = true;
}

static void stop(ts_links *links, ts_swapped state)
{
    if (state > links->state)
        links->state = state;
    links->next = links->folders.len;
}

/* Links the next folder, without the lock meanwhile. */
static void take_next(ts_links *links)
{
    folder_pair pair = {
        .links = links, .folder = links->folders.items[links->next++], .to_fd = -1, .arena = ts_arena_new()};
    links->taken++;
    pthread_mutex_unlock(&links->lock);
    ts_buf_init(&pair.path, TS_BUF_MAX);
    ts_swapped state = link_folder(&pair);
    pthread_mutex_lock(&links->lock);
    links->taken--;
    if (state == TS_SWAPPED && links->state == TS_SWAPPED)
        add_inner(links, &pair);
    else
        stop(links, state);
    if (state == TS_SWAP_FAILED)
        links->error = pair.error;
    pthread_cond_broadcast(&links->change);
    ts_buf_free(&pair.path);
    ts_arena_free(pair.arena);
}

/* One of the threads, until all is done. */
static void *help(void *context)
{
    ts_links *links = context;
    pthread_mutex_lock(&links->lock);
    while (links->next < links->folders.len || links->taken)
        if (links->next < links->folders.len)
            take_next(links);
        else
            pthread_cond_wait(&links->change, &links->lock);
    pthread_mutex_unlock(&links->lock);
    return NULL;
}

/* --- the whole ------------------------------------------------------------------------------------------ */

ts_links *ts_links_start(const ts_output *output, const char *to, bool apart)
{
    struct stat st;
    ts_arena *arena = ts_arena_new();
    ts_links *links = TS_NEW(arena, ts_links);
    folder top = {.path = ""};
    folder_pair root = {.links = links, .folder = &top, .arena = arena};
    *links = (ts_links){.output = output, .to = to, .user = geteuid(), .arena = arena};
    pthread_mutex_init(&links->lock, NULL);
    pthread_cond_init(&links->change, NULL);
    if (mkdir(to, 0777) != 0 && errno != EEXIST)
        links->state = fail(&root, "", "The folder cannot be made anew");
    links->error = root.error;
    links->from_root = open_below(AT_FDCWD, output->folder);
    links->to_root = open_below(AT_FDCWD, to);
    if (links->from_root < 0 || links->to_root < 0 || fstat(links->from_root, &st) != 0)
        links->state = links->state == TS_SWAPPED ? TS_SWAP_UNABLE : links->state;
    if (links->state == TS_SWAPPED) {
        links->device = st.st_dev;
        add_folder(links, "");
        links->helped = apart && pthread_create(&links->helper, NULL, help, links) == 0;
    }
    return links;
}

static void help_one(void *context, size_t i, int worker)
{
    help(context);
}

void ts_links_finish(ts_links *links)
{
    int workers = links->output->workers;
    ts_pool_run(workers, (size_t)workers, help_one, links);
    if (links->helped)
        pthread_join(links->helper, NULL);
    links->helped = false;
}

static void look_again(void *context, size_t i, int worker)
{
    const ts_links *links = context;
    folder *old = links->folders.items[i];
    struct stat st;
    old->changed = fstatat(links->from_root, *old->path ? old->path : ".", &st, AT_SYMLINK_NOFOLLOW) == 0 &&
                   (st.st_ino != old->st.st_ino || st.st_ctim.tv_sec != old->st.st_ctim.tv_sec ||
                    st.st_ctim.tv_nsec != old->st.st_ctim.tv_nsec);
}

ts_swapped ts_links_renew(ts_links *links, ts_error *error)
{
    ts_links_finish(links);
    size_t len = links->folders.len;
    if (links->state == TS_SWAPPED) {
        ts_pool_run(links->output->workers, len, look_again, links);
        for (size_t i = 0; i < len; i++)
            if (links->folders.items[i]->changed)
                ts_vec_push_in(links->arena, &links->folders, links->folders.items[i]);
        ts_links_finish(links);
    }
    if (links->state == TS_SWAP_FAILED)
        *error = links->error;
    return links->state;
}

bool ts_links_has(const ts_links *links, const char *path)
{
    struct stat st;
    return fstatat(links->to_root, path, &st, AT_SYMLINK_NOFOLLOW) == 0;
}

bool ts_links_close(ts_links *links)
{
    bool useful = links->state == TS_SWAPPED;
    if (links->helped) {
        pthread_mutex_lock(&links->lock);
        stop(links, TS_SWAP_UNABLE);
        pthread_mutex_unlock(&links->lock);
        pthread_join(links->helper, NULL);
    }
    if (links->from_root >= 0)
        close(links->from_root);
    if (links->to_root >= 0)
        close(links->to_root);
    pthread_cond_destroy(&links->change);
    pthread_mutex_destroy(&links->lock);
    ts_arena_free(links->arena);
    return useful;
}
