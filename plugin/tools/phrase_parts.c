/* phrase_parts OUT FILE…: packs the rules of phrase files for rules/phrase_parts.h. */
#include "rules/phrase_parts.h"

#include "base/file.h"

#include <stdio.h>
#include <string.h>

static const char *name_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

static bool pack(ts_buf *out, const char *path, ts_parts_count *count, ts_error *error)
{
    ts_str text;
    ts_phrase_file file;
    ts_arena *arena = ts_arena_new();
    bool ok = ts_file_read(arena, path, TS_BUF_MAX, &text, error) &&
              ts_phrase_file_read(arena, text, path, &file, error);
    if (ok)
        ts_parts_pack(out, name_of(path), &file, count);
    ts_arena_free(arena);
    return ok;
}

int main(int argc, char **argv)
{
    ts_buf files, all;
    ts_error error = {0};
    ts_parts_count count = {0};
    bool ok = argc > 2;
    ts_buf_init(&files, TS_BUF_MAX);
    ts_buf_init(&all, TS_BUF_MAX);
    for (int i = 2; ok && i < argc; i++)
        ok = pack(&files, argv[i], &count, &error);
    ts_pack_number(&all, count.parts);
    ts_pack_number(&all, (uint64_t)(argc - 2));
    ts_buf_put(&all, ts_buf_str(&files));
    ok = ok && ts_file_create(argv[1], ts_buf_str(&all), &error);
    if (argc <= 2)
        fprintf(stderr, "usage: phrase_parts OUT FILE…\n");
    else if (!ok)
        fprintf(stderr, "%s:%d: %s\n", error.source, error.line, error.message);
    ts_buf_free(&files);
    ts_buf_free(&all);
    return ok ? 0 : 1;
}
