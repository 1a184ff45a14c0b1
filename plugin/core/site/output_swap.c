/* Publishing by a change of names: the new site is made whole in the work folder. */
#include "site/output_parts.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Puts the folder in the place of the old site, which is at *old then; NULL: there was none. */
static ts_swapped change_names(const ts_output *output, const char *from, const char **old, ts_error *error)
{
    struct stat st;
    *old = NULL;
    if (lstat(output->folder, &st) != 0) {
        if (rename(from, output->folder) == 0)
            return TS_SWAPPED;
        ts_fail_errno(error, output->shown, "The new site cannot be put in place");
        return TS_SWAP_FAILED;
    }
#ifdef RENAME_EXCHANGE
    *old = from;
    if (renameat2(AT_FDCWD, from, AT_FDCWD, output->folder, RENAME_EXCHANGE) == 0)
        return TS_SWAPPED;
    if (errno != ENOSYS && errno != EINVAL)
        return TS_SWAP_UNABLE;
#endif
    *old = output->last;
    if (rename(output->folder, output->last) != 0)
        return TS_SWAP_UNABLE;
    if (rename(from, output->folder) == 0)
        return TS_SWAPPED;
    ts_fail_errno(error, output->shown, "The new site cannot be put in place");
    rename(output->last, output->folder);
    return TS_SWAP_FAILED;
}

/* --- the spare ------------------------------------------------------------------------------------------ */

/* Takes the spare into the work folder, where a build that is killed leaves it to be removed. One that is of
 * no use goes. */
static bool take_spare(const ts_output *output)
{
    ts_error ignored = {0};
    if (!output->spare || !ts_is_folder(output->spare))
        return false;
    if (output->beside && ts_is_folder(output->folder) && rename(output->spare, output->again) == 0)
        return true;
    ts_folder_remove(output->spare, &ignored);
    return false;
}

/* The files that wait go into what was made of the spare. */
static bool move_staged(const ts_output *output, ts_error *error)
{
    ts_arena *arena = ts_arena_new();
    bool ok = true;
    for (size_t i = 0; ok && i < output->staged.len; i++) {
        const char *path = output->staged.items[i].path, *to = ts_path_join(arena, output->again, path);
        const char *from = ts_path_join(arena, output->next, path);
        ok = rename(from, to) == 0 ||
             (errno == ENOENT && ts_folder_make(ts_path_folder(arena, to), error) && rename(from, to) == 0) ||
             ts_fail_errno(error, ts_path_join(arena, output->shown, path),
                           "The new file cannot be put in place");
    }
    ts_arena_free(arena);
    return ok;
}

/* Keeps the links of the old site for the next build, without the files that only it has: these are to give
 * back their room. */
static void keep_spare(const ts_output *output, const char *old)
{
    ts_arena *arena = ts_arena_new();
    for (size_t i = 0; i < output->staged.len; i++)
        if (output->staged.items[i].there)
            unlink(ts_path_join(arena, old, output->staged.items[i].path));
    for (size_t i = 0; i < output->removed.len; i++)
        unlink(ts_path_join(arena, old, output->removed.items[i]));
    unlink(ts_path_join(arena, old, TS_OUTPUT_MARK));
    (void)rename(old, output->spare);
    ts_arena_free(arena);
}

/* A build that was killed while it took files out one by one may have left folders of theirs, which would go
 * on like those that somebody else made. */
static void prune(const ts_output *output)
{
    struct stat st;
    for (size_t i = 0; i < output->removed.len; i++)
        if (fstatat(output->dir, output->removed.items[i], &st, AT_SYMLINK_NOFOLLOW) != 0)
            ts_output_prune(output, output->removed.items[i]);
}

/* --- the whole ------------------------------------------------------------------------------------------ */

/* Makes the new site whole, in *at. */
static ts_swapped complete(const ts_output *output, bool spare, const char **at, ts_error *error)
{
    ts_swapped state = spare ? ts_output_link(output, output->again, true, error) : TS_SWAP_UNABLE;
    *at = output->again;
    if (state == TS_SWAPPED && !move_staged(output, error))
        state = TS_SWAP_FAILED;
    if (state != TS_SWAP_UNABLE)
        return state;
    *at = output->next;
    return ts_folder_make(*at, error) ? ts_output_link(output, *at, false, error) : TS_SWAP_FAILED;
}

ts_swapped ts_output_swap(const ts_output *output, ts_error *error)
{
    const char *new, *old = NULL;
    bool spare = take_spare(output);
    if (!output->beside)
        return TS_SWAP_UNABLE;
    prune(output);
    ts_swapped state = complete(output, spare, &new, error);
    if (state == TS_SWAPPED && !ts_manifest_write(new, output->work, &output->files, error))
        state = TS_SWAP_FAILED;
    if (state == TS_SWAPPED)
        state = change_names(output, new, &old, error);
    if (state == TS_SWAPPED && output->spare && old)
        keep_spare(output, old);
    return state;
}
