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

/* --- the old site's links ------------------------------------------------------------------------------- */

/* Takes the spare into the work folder, where a build that is killed leaves it to be removed. One that is of
 * no use goes. */
static void take_spare(const ts_output *output, bool useful)
{
    ts_error ignored = {0};
    if (output->spare && ts_is_folder(output->spare) &&
        !(useful && rename(output->spare, output->again) == 0))
        ts_folder_remove(output->spare, &ignored);
}

static void start_links(ts_output *output, bool apart)
{
    bool useful = output->beside && ts_is_folder(output->folder);
    if (output->links)
        return;
    take_spare(output, useful);
    if (useful)
        output->links = ts_links_start(output, output->again, apart);
}

void ts_output_prepare(ts_output *output)
{
    start_links(output, output->workers > 1);
}

void ts_output_look(ts_output *output)
{
    if (output->links)
        ts_links_finish(output->links);
    output->looked = true;
}

void ts_output_leave(ts_output *output)
{
    if (output->links && ts_links_close(output->links) && output->spare)
        (void)rename(output->again, output->spare);
    output->links = NULL;
}

/* Files that stay have their links. One may have vanished since it was looked at, or stand behind a link. */
static ts_swapped find_lost(const ts_output *output, ts_error *error)
{
    for (size_t i = 0; i < ts_map_len(output->old); i++) {
        const ts_written_file *file = ts_map_value_at(output->old, i);
        struct stat st;
        if (file->fate != TS_FATE_KEPT || file->linked || ts_links_has(output->links, file->path))
            continue;
        if (fstatat(output->dir, file->path, &st, AT_SYMLINK_NOFOLLOW) == 0)
            return TS_SWAP_UNABLE;
        ts_arena *arena = ts_arena_new();
        ts_fail(error, TS_IO, ts_path_join(arena, output->shown, file->path), 0, 0,
                "It vanished while the site was built. Build it again.");
        ts_arena_free(arena);
        return TS_SWAP_FAILED;
    }
    return TS_SWAPPED;
}

/* --- what is new ---------------------------------------------------------------------------------------- */

static bool move_one(const ts_output *output, ts_arena *arena, const char *path, ts_error *error)
{
    const char *to = ts_path_join(arena, output->again, path);
    const char *from = ts_path_join(arena, output->next, path);
    return rename(from, to) == 0 ||
           (errno == ENOENT && ts_folder_make(ts_path_folder(arena, to), error) && rename(from, to) == 0) ||
           ts_fail_errno(error, ts_path_join(arena, output->shown, path),
                         "The new file cannot be put in place");
}

/* The files that wait go among the links, and those that the new site has not go. So do folders that only
 * held such, also where a build that was killed while it took files out one by one has left them. */
static bool change_links(const ts_output *output, ts_error *error)
{
    ts_arena *arena = ts_arena_new();
    bool ok = true;
    for (size_t i = 0; i < output->removed.len; i++)
        unlink(ts_path_join(arena, output->again, output->removed.items[i]));
    for (size_t i = 0; ok && i < output->staged.len; i++)
        ok = move_one(output, arena, output->staged.items[i].path, error);
    for (size_t i = 0; i < output->removed.len; i++)
        ts_output_prune(output->again, output->removed.items[i]);
    ts_arena_free(arena);
    return ok;
}

/* Leaves the links of the old site for the next build, without the files that only it has: these are to give
 * back their room. */
static void keep_links(const ts_output *output, const char *old)
{
    ts_arena *arena = ts_arena_new();
    for (size_t i = 0; i < output->staged.len; i++)
        if (output->staged.items[i].there)
            unlink(ts_path_join(arena, old, output->staged.items[i].path));
    for (size_t i = 0; i < output->removed.len; i++)
        unlink(ts_path_join(arena, old, output->removed.items[i]));
    unlink(ts_path_join(arena, old, TS_OUTPUT_MARK));
    (void)rename(old, output->again);
    ts_arena_free(arena);
}

/* --- the whole ------------------------------------------------------------------------------------------ */

/* Makes the new site whole, in *at. */
static ts_swapped complete(ts_output *output, const char **at, ts_error *error)
{
    *at = output->next;
    if (!output->links)
        return ts_folder_make(*at, error) ? TS_SWAPPED : TS_SWAP_FAILED;
    *at = output->again;
    ts_swapped state = ts_links_renew(output->links, error);
    if (state == TS_SWAPPED)
        state = find_lost(output, error);
    return state != TS_SWAPPED ? state : change_links(output, error) ? TS_SWAPPED : TS_SWAP_FAILED;
}

ts_swapped ts_output_swap(ts_output *output, ts_error *error)
{
    const char *new, *old = NULL;
    start_links(output, false);
    if (!output->beside)
        return TS_SWAP_UNABLE;
    ts_swapped state = complete(output, &new, error);
    if (state == TS_SWAPPED && !ts_manifest_write(new, output->work, &output->files, error))
        state = TS_SWAP_FAILED;
    if (state == TS_SWAPPED)
        state = change_names(output, new, &old, error);
    if (state == TS_SWAPPED && output->spare && old)
        keep_links(output, old);
    if (state != TS_SWAPPED && output->links) {
        ts_links_close(output->links);
        output->links = NULL;
    }
    return state;
}
