/* The work folder: where it is, who holds it, what a killed build left in it. */
#include "site/output_parts.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/* In the work folder: the number of the process that holds it. */
#define HOLDER "process"
/* Milliseconds between two looks at a lock. */
#define LOOK 50

/* Resolves links: the folder that one leads to is swapped, not the link. */
static bool resolve(ts_output *output, ts_error *error)
{
    char *real = realpath(output->shown, NULL);
    struct stat st;
    if (real) {
        output->folder = ts_arena_strdup(output->arena, real);
        free(real);
        if (!ts_is_folder(output->folder))
            return ts_fail(error, TS_IO, output->shown, 0, 0,
                           "It is a file, so no site can be written into it.");
        if (access(output->folder, W_OK | X_OK) != 0)
            return ts_fail_errno(error, output->shown, "The output folder cannot be written into");
        return true;
    }
    if (errno != ENOENT || lstat(output->shown, &st) == 0)
        return ts_fail_errno(error, output->shown, "The output folder cannot be opened");
    const char *given = output->shown;
    size_t len = strlen(given);
    while (len > 1 && given[len - 1] == '/')
        len--;
    given = ts_arena_copy(output->arena, (ts_str){given, len});
    const char *parent = ts_path_folder(output->arena, given);
    if (!ts_folder_make(parent, error))
        return false;
    real = realpath(parent, NULL);
    if (!real)
        return ts_fail_errno(error, output->shown, "The output folder cannot be opened");
    output->folder = ts_path_join(output->arena, real, ts_path_name(given));
    free(real);
    return true;
}

static bool is_mount_point(const char *folder)
{
#ifdef STATX_ATTR_MOUNT_ROOT
    struct statx st;
    if (statx(AT_FDCWD, folder, 0, 0, &st) == 0 && (st.stx_attributes_mask & STATX_ATTR_MOUNT_ROOT))
        return st.stx_attributes & STATX_ATTR_MOUNT_ROOT;
#endif
    return strcmp(folder, "/") == 0; /* a swap that fails will tell */
}

/* Whoever stands in a folder that was swapped away stands in nothing. */
static bool holds_us(const char *folder)
{
    char *here = realpath(".", NULL);
    size_t len = strlen(folder);
    bool holds = here && strncmp(here, folder, len) == 0 && (here[len] == '/' || here[len] == '\0');
    free(here);
    return holds;
}

/* Whether another folder can take the place of this one. */
static bool can_swap(const char *folder, const char *parent)
{
    struct stat own, above;
    if (stat(folder, &own) != 0)
        return true; /* its place is free */
    return stat(parent, &above) == 0 && own.st_dev == above.st_dev && own.st_uid == geteuid() &&
           !is_mount_point(folder) && !holds_us(folder);
}

static bool choose_work(ts_output *output, bool one_by_one, ts_error *error)
{
    ts_arena *arena = output->arena;
    const char *parent = ts_path_folder(arena, output->folder);
    const char *name = ts_arena_printf(arena, ".%s.tearsheet", ts_path_name(output->folder));
    output->work = ts_path_join(arena, parent, name);
    output->beside = !one_by_one && can_swap(output->folder, parent) &&
                     (mkdir(output->work, 0777) == 0 || errno == EEXIST) && access(output->work, W_OK) == 0;
    if (!output->beside) {
        output->work = ts_path_join(arena, output->folder, TS_OUTPUT_STAGE);
        output->made = !ts_is_folder(output->folder);
        if (!ts_folder_make(output->folder, error))
            return false;
    }
    output->next = ts_path_join(arena, output->work, "next");
    output->last = ts_path_join(arena, output->work, "last");
    output->again = ts_path_join(arena, output->work, "again");
    return true;
}

static long read_holder(const ts_output *output)
{
    ts_arena *arena = ts_arena_new();
    ts_error unknown = {0};
    ts_str text;
    long process = 0;
    if (ts_file_read(arena, ts_path_join(arena, output->work, HOLDER), 100, &text, &unknown))
        process = strtol(text.ptr, NULL, 10);
    ts_arena_free(arena);
    return process;
}

static bool refuse(const ts_output *output, ts_error *error)
{
    char who[48] = "";
    long process = read_holder(output);
    if (process > 0)
        snprintf(who, sizeof who, " (process %ld)", process);
    return ts_fail(
        error, TS_REFUSED, output->shown, 0, 0,
        "Another tearsheet%s is writing into this folder. Wait for it, or build elsewhere with -o.", who);
}

/* Opens and locks the work folder; the last holder may have removed it since it was opened. */
typedef enum { LOCKED, BUSY, GONE, BROKEN } lock_state;

static lock_state try_lock(ts_output *output, ts_error *error)
{
    struct stat open_one, named;
    if (mkdir(output->work, 0777) != 0 && errno != EEXIST) {
        ts_fail_errno(error, output->shown, "Files cannot be made ready for it");
        return BROKEN;
    }
    int fd = open(output->work, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (fd < 0 && errno == ENOENT)
        return GONE;
    if (fd < 0) {
        ts_fail_errno(error, output->work, "The work folder cannot be opened");
        return BROKEN;
    }
    /* Some file systems know no locks: then there is none. */
    bool busy = flock(fd, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK;
    bool same = !busy && fstat(fd, &open_one) == 0 && lstat(output->work, &named) == 0 &&
                open_one.st_ino == named.st_ino && open_one.st_dev == named.st_dev;
    if (same)
        output->lock = fd;
    else
        close(fd);
    return busy ? BUSY : same ? LOCKED : GONE;
}

static bool take_lock(ts_output *output, const ts_output_options *options, ts_error *error)
{
    int waited = 0;
    for (;;) {
        lock_state state = try_lock(output, error);
        if (state == LOCKED || state == BROKEN)
            return state == LOCKED;
        if (state == GONE)
            continue;
        if (waited >= options->patience)
            return refuse(output, error);
        if (waited == 0 && options->waiting)
            options->waiting(options->context, output->shown, read_holder(output));
        nanosleep(&(struct timespec){.tv_nsec = LOOK * 1000000L}, NULL);
        waited += LOOK;
    }
}

static bool remove_left(const char *folder, ts_error *error)
{
    struct stat st;
    return lstat(folder, &st) != 0 || ts_folder_remove(folder, error);
}

/* What a killed build left: between two renames the old site waits in the work folder, at any other moment a
 * whole one is in its place. */
static bool recover(ts_output *output, ts_error *error)
{
    struct stat st;
    if (lstat(output->folder, &st) != 0 && ts_is_folder(output->last) &&
        rename(output->last, output->folder) != 0)
        return ts_fail_errno(error, output->shown, "The site that a killed build left cannot be put back");
    const char *stage = ts_path_join(output->arena, output->folder, TS_OUTPUT_STAGE);
    return remove_left(output->next, error) && remove_left(output->last, error) &&
           remove_left(output->again, error) && (!output->beside || remove_left(stage, error));
}

bool ts_output_begin(ts_output *output, const ts_output_options *options, ts_error *error)
{
    char process[24];
    ts_error unnamed = {0};
    if (!resolve(output, error) || !choose_work(output, options->one_by_one, error) ||
        !take_lock(output, options, error) || !recover(output, error))
        return false;
    snprintf(process, sizeof process, "%ld\n", (long)getpid());
    ts_file_create(ts_path_join(output->arena, output->work, HOLDER), ts_str_of(process), &unnamed);
    return true;
}

void ts_output_end(ts_output *output)
{
    ts_error ignored = {0};
    if (output->lock >= 0) {
        ts_folder_remove(output->work, &ignored);
        close(output->lock);
    }
    if (output->made)
        rmdir(output->folder); /* which only does it where nothing was published */
}
