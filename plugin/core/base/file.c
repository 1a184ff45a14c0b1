/* Reading and writing whole files. */
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define BLOCK ((size_t)1 << 16)

/* Reads to the end of the file into *bytes, which grows from *cap; false past `max` bytes or where the system
 * refuses. The caller frees *bytes either way. */
static bool read_all(int fd, const char *path, size_t max, char **bytes, size_t cap, size_t *len,
                     ts_error *error)
{
    *len = 0;
    *bytes = ts_malloc(cap);
    for (;;) {
        /* There is always room for one byte more than what was read, the NUL. */
        ssize_t got = read(fd, *bytes + *len, cap - *len - 1);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return ts_fail_errno(error, path, "Cannot read it");
        if (got == 0)
            break;
        *len += (size_t)got;
        if (*len > max)
            return ts_fail(error, TS_LIMIT, path, 0, 0, "It is larger than the limit of %zu bytes.", max);
        if (cap - *len < 2) {
            cap *= 2;
            *bytes = ts_realloc(*bytes, cap);
        }
    }
    (*bytes)[*len] = '\0';
    return true;
}

bool ts_file_read(ts_arena *arena, const char *path, size_t max, ts_str *bytes, ts_error *error)
{
    bool done = false;
    char *read = NULL;
    size_t len;
    bool named = strcmp(path, "-") != 0;
    int fd = named ? open(path, O_RDONLY | O_CLOEXEC) : STDIN_FILENO;
    if (fd < 0)
        return ts_fail_errno(error, path, "Cannot open it");

    struct stat st;
    if (fstat(fd, &st) != 0) {
        ts_fail_errno(error, path, "Cannot read it");
        goto out;
    }
    if (S_ISDIR(st.st_mode)) {
        ts_fail(error, TS_IO, path, 0, 0, "It is a folder, not a file.");
        goto out;
    }
    /* A regular file's size is a guess worth making; one byte more lets read() say that the end was there. */
    size_t cap = BLOCK;
    if (S_ISREG(st.st_mode) && st.st_size > 0)
        cap = ((size_t)st.st_size < max ? (size_t)st.st_size : max) + 2;
    if (!read_all(fd, path, max, &read, cap, &len, error))
        goto out;
    *bytes = (ts_str){read, len};
    ts_arena_defer(arena, free, read);
    read = NULL;
    done = true;
out:
    free(read);
    if (named)
        close(fd);
    return done;
}

/* Whether the open file holds these bytes. */
static bool holds(int fd, ts_str bytes)
{
    char block[BLOCK / 4];
    size_t at = 0;
    for (;;) {
        ssize_t got = read(fd, block, sizeof block);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return got == 0 && at == bytes.len;
        if ((size_t)got > bytes.len - at || memcmp(block, bytes.ptr + at, (size_t)got) != 0)
            return false;
        at += (size_t)got;
    }
}

static bool is_unchanged(const char *path, const struct stat *old, ts_str bytes)
{
    if (!S_ISREG(old->st_mode) || (uint64_t)old->st_size != bytes.len)
        return false;
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    if (fd < 0)
        return false;
    bool same = holds(fd, bytes);
    close(fd);
    return same;
}

/* A new file in `folder` under a name that nobody else has; -1 where the system refuses. Not mkstemp: its
 * files are for their owner alone, and a published page is for all whom the umask allows. */
static int open_beside(ts_arena *arena, const char *folder, char **name)
{
    static atomic_uint serial;
    for (;;) {
        *name = ts_arena_printf(arena, "%s/.tearsheet-%ld-%u", folder, (long)getpid(),
                                atomic_fetch_add(&serial, 1));
        int fd = open(*name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        if (fd >= 0 || errno != EEXIST)
            return fd;
    }
}

static bool write_all(int fd, ts_str bytes)
{
    for (size_t at = 0; at < bytes.len;) {
        ssize_t put = write(fd, bytes.ptr + at, bytes.len - at);
        if (put < 0 && errno != EINTR)
            return false;
        if (put > 0)
            at += (size_t)put;
    }
    return true;
}

/* Whoever reads while we write sees the old bytes or the new ones, never a part. There is no fsync: what we
 * write can be made again, and a site has thousands of pages. */
static bool replace(ts_arena *arena, const char *path, mode_t mode, ts_str bytes, ts_error *error)
{
    const char *folder = ts_path_folder(arena, path);
    char *beside;
    if (!ts_folder_make(folder, error))
        return false;
    int fd = open_beside(arena, folder, &beside);
    if (fd < 0)
        return ts_fail_errno(error, path, "Cannot write it");
    bool written = write_all(fd, bytes) && (mode == 0 || fchmod(fd, mode) == 0);
    int refusal = errno;
    if (close(fd) != 0 && written) {
        written = false;
        refusal = errno;
    }
    if (written && rename(beside, path) == 0)
        return true;
    if (written)
        refusal = errno;
    unlink(beside);
    errno = refusal;
    return ts_fail_errno(error, path, "Cannot write it");
}

bool ts_file_write(const char *path, ts_str bytes, ts_written *what, ts_error *error)
{
    struct stat old;
    bool there = lstat(path, &old) == 0;
    ts_written done = there ? TS_REPLACED : TS_CREATED;
    if (there && is_unchanged(path, &old, bytes)) {
        done = TS_UNCHANGED;
    } else if (there && S_ISDIR(old.st_mode)) {
        return ts_fail(error, TS_REFUSED, path, 0, 0, "It is a folder: no file can be written over it.");
    } else if (there && !S_ISREG(old.st_mode) && !S_ISLNK(old.st_mode)) {
        return ts_fail(error, TS_REFUSED, path, 0, 0, "It is a device: no file can be written over it.");
    } else {
        ts_arena *arena = ts_arena_new();
        mode_t mode = there && S_ISREG(old.st_mode) ? old.st_mode & 0777 : 0;
        bool replaced = replace(arena, path, mode, bytes, error);
        ts_arena_free(arena);
        if (!replaced)
            return false;
    }
    if (what)
        *what = done;
    return true;
}

static int open_new(const char *path)
{
    return open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0666);
}

bool ts_file_create(const char *path, ts_str bytes, ts_error *error)
{
    int fd = open_new(path);
    if (fd < 0 && errno == ENOENT) {
        ts_arena *arena = ts_arena_new();
        bool made = ts_folder_make(ts_path_folder(arena, path), error);
        ts_arena_free(arena);
        if (!made)
            return false;
        fd = open_new(path);
    }
    bool written = fd >= 0 && write_all(fd, bytes);
    int refusal = errno;
    if (fd >= 0 && close(fd) != 0 && written) {
        written = false;
        refusal = errno;
    }
    errno = refusal;
    return written || ts_fail_errno(error, path, "Cannot write it");
}

bool ts_file_remove(const char *path, ts_error *error)
{
    if (remove(path) == 0 || errno == ENOENT || errno == ENOTDIR)
        return true;
    return ts_fail_errno(error, path, "Cannot remove it");
}
