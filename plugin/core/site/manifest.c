#include "site/manifest.h"
#include "base/file.h"
#include "site/output.h"
#include "site/theme.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define HEADING "tearsheet-site 2"
#define HEADING_1 "tearsheet-site 1"
#define HASH_LEN 32

static int64_t time_of(const struct stat *st)
{
    return st->st_mtim.tv_sec * INT64_C(1000000000) + st->st_mtim.tv_nsec;
}

bool ts_written_is(const ts_written_file *file, const struct stat *st)
{
    return S_ISREG(st->st_mode) && (int64_t)st->st_size == file->size && time_of(st) <= file->until;
}

/* Takes a number and the space behind it off the line, which a NUL or a line end follows. */
static bool read_number(ts_str *line, int64_t *number)
{
    char *end;
    *number = strtoll(line->ptr, &end, 10);
    size_t len = (size_t)(end - line->ptr);
    if (len == 0 || len >= line->len || *end != ' ')
        return false;
    *line = ts_str_sub(*line, len + 1, TS_NPOS);
    return true;
}

/* One line: hash, size, path; in version 1 hash, path. A path that leads out of the folder is none that we
 * ever wrote. */
static bool read_line(ts_arena *arena, ts_str line, bool first, int64_t until, ts_map *files)
{
    if (line.len < HASH_LEN + 2 || line.ptr[HASH_LEN] != ' ')
        return false;
    ts_written_file *file = TS_NEW(arena, ts_written_file);
    memcpy(file->hash, line.ptr, HASH_LEN);
    file->size = -1;
    file->until = until;
    line = ts_str_sub(line, HASH_LEN + 1, TS_NPOS);
    if (!first && !read_number(&line, &file->size))
        return false;
    file->path = ts_arena_copy(arena, line);
    for (const char *p = file->path, *end = p + strlen(p); p < end; p += strcspn(p, "/") + 1)
        if (strcmp(p, "..") == 0 || strncmp(p, "../", 3) == 0)
            return false;
    if (*file->path == '/')
        return false;
    ts_map_put(files, ts_str_of(file->path), file);
    return true;
}

bool ts_manifest_read(ts_arena *arena, const char *folder, ts_map *files, bool *found, ts_error *error)
{
    char *path = ts_path_join(arena, folder, TS_OUTPUT_MARK);
    ts_str rest, line;
    struct stat st;
    *found = stat(path, &st) == 0 && S_ISREG(st.st_mode);
    if (!*found)
        return true;
    ts_arena *text = ts_arena_new();
    if (!ts_file_read(text, path, TS_BUF_MAX, &rest, error)) {
        ts_arena_free(text);
        return false;
    }
    bool headed = ts_str_line(&rest, &line), first = headed && ts_str_is(line, HEADING_1);
    bool ok = first || (headed && ts_str_is(line, HEADING));
    while (ok && ts_str_line(&rest, &line))
        ok = read_line(arena, line, first, time_of(&st), files);
    ts_arena_free(text);
    return ok ||
           ts_fail(
               error, TS_REFUSED, path, 0, 0,
               "It is no list of files that this version of tearsheet wrote, so the folder is left alone. "
               "Choose another output folder, or empty this one.");
}

static void put_size(ts_buf *text, int64_t size)
{
    char digits[24];
    char *at = digits + sizeof digits;
    for (uint64_t rest = size < 0 ? 0 - (uint64_t)size : (uint64_t)size; rest || at == digits + sizeof digits;
         rest /= 10)
        *--at = (char)('0' + rest % 10);
    if (size < 0)
        *--at = '-';
    ts_buf_put(text, (ts_str){at, (size_t)(digits + sizeof digits - at)});
}

/* By hand: it takes the time of a build in which nothing else is to do, and printf most of it. */
static void write_text(ts_buf *text, const ts_written_files *files)
{
    ts_buf_puts(text, HEADING "\n");
    for (size_t i = 0; i < files->len; i++) {
        const ts_written_file *file = &files->items[i];
        ts_buf_puts(text, file->hash);
        ts_buf_putc(text, ' ');
        put_size(text, file->size);
        ts_buf_putc(text, ' ');
        ts_buf_puts(text, file->path);
        ts_buf_putc(text, '\n');
    }
}

bool ts_manifest_write(const char *folder, const char *stage, const ts_written_files *files, ts_error *error)
{
    ts_arena *arena = ts_arena_new();
    const char *to = ts_path_join(arena, folder, TS_OUTPUT_MARK);
    const char *from = ts_path_join(arena, stage, TS_OUTPUT_MARK);
    ts_buf text;
    ts_str there;
    ts_error unread = {0};
    ts_buf_init(&text, TS_BUF_MAX);
    write_text(&text, files);
    bool ok = true;
    if (text.full)
        ok = ts_fail(error, TS_LIMIT, folder, 0, 0, "The site has too many files to be listed.");
    else if (!ts_file_read(arena, to, text.len, &there, &unread) || !ts_str_eq(there, ts_buf_str(&text)))
        ok = ts_file_create(from, ts_buf_str(&text), error) &&
             (rename(from, to) == 0 || ts_fail_errno(error, to, "It cannot be put in place"));
    ts_buf_free(&text);
    ts_arena_free(arena);
    return ok;
}

void ts_manifest_touch(const char *folder)
{
    ts_arena *arena = ts_arena_new();
    (void)utimensat(AT_FDCWD, ts_path_join(arena, folder, TS_OUTPUT_MARK), NULL, 0);
    ts_arena_free(arena);
}
