#include "preview/look.h"
#include "base/file.h"

#include <stdlib.h>

/* Passes on the inspection of one article of a file. */
typedef struct passing {
    ts_look *look;
    size_t wanted, seen; /* from 1 */
    ts_inspect inspect;
    void *context;
} passing;

static void pass_on(void *context, const ts_inspection *inspection)
{
    passing *p = context;
    if (++p->seen != p->wanted)
        return;
    p->look->url = ts_arena_strdup(p->look->arena, inspection->url);
    p->inspect(p->context, inspection);
}

static const ts_source *source_at(const ts_library *library, ts_str path)
{
    for (size_t i = 0; i < library->sources.len; i++)
        if (ts_str_is(path, library->sources.items[i].path))
            return &library->sources.items[i];
    return NULL;
}

/* "content/x.txt#2" is the second article of content/x.txt, unless a file has that very name. */
static const ts_source *find_source(const ts_snapshot *site, const char *file, size_t *number)
{
    ts_str path = ts_str_of(file), folder = ts_str_of(site->site->settings.content);
    *number = 1;
    if (!ts_str_starts(path, folder) || path.len <= folder.len || path.ptr[folder.len] != '/')
        return NULL;
    path = ts_str_sub(path, folder.len + 1, path.len);
    const ts_source *source = source_at(site->library, path);
    const char *mark = strrchr(path.ptr, '#');
    if (source || !mark)
        return source;
    char *end;
    unsigned long long n = strtoull(mark + 1, &end, 10);
    if (*end || n == 0 || mark[1] < '1' || mark[1] > '9')
        return NULL;
    *number = (size_t)n;
    return source_at(site->library, ts_str_sub(path, 0, (size_t)(mark - path.ptr)));
}

static void take(ts_look *look, const ts_mapped_source *made)
{
    static const ts_error gone = {.status = TS_NOT_FOUND, .message = "The file holds no such article."};
    for (size_t i = 0; i < made->entries.len; i++)
        if (strcmp(made->entries.items[i]->file, look->file) == 0)
            look->entry = made->entries.items[i];
    if (!look->entry && made->entries.len && !strrchr(look->file, '#'))
        look->entry = made->entries.items[0]; /* of several, for who does not say which */
    if (!look->entry)
        look->left_out = made->errors.len ? made->errors.items[0] : &gone;
}

bool ts_look_at(ts_look *look, ts_arena *arena, const ts_snapshot *site, const char *file, ts_inspect inspect,
                void *context, ts_error *error)
{
    *look = (ts_look){.arena = arena, .site = site, .file = file};
    passing p = {.look = look, .inspect = inspect, .context = context};
    const ts_source *source = find_source(site, file, &p.wanted);
    ts_mapper mapper;
    ts_mapped_source made = {0};
    ts_script *filters = NULL;
    ts_error mistake = {0};
    ts_str text;
    if (!source)
        return ts_fail(error, TS_NOT_FOUND, file, 0, 0, "The site has no such article.");
    /* Without the cache, which has no inspections. */
    if (!ts_mapper_start(&mapper, arena, site->site, site->library, NULL, true, error) ||
        !ts_site_filters(site->site, &filters, error))
        return false;
    mapper.inspect = pass_on;
    mapper.inspect_context = &p;
    look->rules = ts_path_join(arena, site->site->folder, "rules");
    ts_map_source(&mapper, filters, source, arena, &made);
    ts_script_free(filters);
    if (source->sidecar)
        ts_sidecar_read(arena, ts_path_join(arena, site->library->folder, source->sidecar), &text,
                        &look->sidecar, &mistake);
    take(look, &made);
    return true;
}
