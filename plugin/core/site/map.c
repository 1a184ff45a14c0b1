#include "site/map.h"
#include "base/file.h"
#include "base/pool.h"
#include "markdown/convert.h"

#include <stdlib.h>
#include <string.h>

typedef struct job {
    ts_mapper mapper;
    ts_script **scripts;       /* one a worker; NULL entries where the site has no filters */
    ts_mapped_source *sources; /* one a source */
    ts_watch *watch;
    ts_mapped *mapped;
} job;

/* One source being made into entries. */
typedef struct mapping {
    const ts_mapper *mapper;
    const ts_source *source;
    ts_mapped_source *to;
    const char *name; /* of its file, as messages and records call it */
    ts_arena *kept;
    ts_script *script;
} mapping;

/* Messages name a file as the user can open it, with the number of the article where it holds several. */
static void keep_error(const mapping *m, const char *name, const ts_error *error)
{
    ts_error *placed = TS_NEW(m->kept, ts_error);
    *placed = *error;
    ts_str prefix = ts_str_of(m->name), from = ts_str_of(error->source);
    if (!from.len || ts_str_eq(from, prefix) || ts_str_is(from, name)) {
        ts_arena *arena = ts_arena_new();
        const char *path = ts_path_join(arena, m->mapper->library->folder, m->source->path);
        *placed = (ts_error){0};
        ts_fail(placed, error->status, ts_arena_printf(arena, "%s%s", path, name + prefix.len), error->line,
                error->column, "%s", error->message);
        ts_arena_free(arena);
    }
    ts_vec_push_in(m->kept, &m->to->errors, placed);
}

static void take(void *context, ts_article *article, const char *name, const ts_error *failure)
{
    const mapping *m = context;
    ts_error error = *failure;
    ts_entry *entry = NULL;
    bool ok = article && (!m->script || ts_script_filter(m->script, article, &error));
    if (ok && m->script)
        ts_convert_recount(article);
    if (ok && article->words == 0 && article->fields.images.len == 0)
        ok = ts_fail(&error, TS_EMPTY, NULL, 0, 0, "No article was found in it.");
    if (ok && article->draft && !m->mapper->drafts)
        m->to->drafts++;
    else if (ok)
        entry = ts_entry_make(m->kept, m->mapper->site, m->mapper->library, m->source, article, &error);
    if (entry)
        ts_vec_push_in(m->kept, &m->to->entries, entry);
    if (error.status != TS_OK)
        keep_error(m, name, &error);
    ts_article_free(article);
}

/* Messages and records call a source by its path below the site's folder, so that the site's output does not
 * depend on where the folder stands. */
void ts_map_source(const ts_mapper *mapper, ts_script *script, const ts_source *source, ts_arena *arena,
                   ts_mapped_source *to)
{
    ts_arena *own = ts_arena_new();
    mapping m = {.mapper = mapper, .source = source, .to = to, .kept = arena, .script = script};
    ts_convert_options options = {.rules_folder = mapper->rules};
    ts_str bytes;
    ts_error error = {0};
    const char *folder = mapper->library->folder;
    char *path = ts_path_join(own, folder, source->path);
    m.name = ts_path_join(own, mapper->site->settings.content, source->path);
    const char *sidecar = source->sidecar ? ts_path_join(own, folder, source->sidecar) : NULL;
    if ((!sidecar || ts_sidecar_read(own, sidecar, &options.sidecar, &error)) &&
        ts_file_read(own, path, TS_MAX_BYTES, &bytes, &error))
        ts_convert_each(m.name, &bytes, &options, take, &m);
    else
        keep_error(&m, m.name, &error);
    ts_arena_free(own);
}

static void map_one(void *context, size_t i, int worker)
{
    const job *j = context;
    ts_map_source(&j->mapper, j->scripts[worker], &j->mapper.library->sources.items[i],
                  j->mapped->arenas[worker], &j->sources[i]);
    ts_watch_step(j->watch);
}

/* In the order of the sources, whichever worker made them. */
static void gather(const job *j, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        const ts_mapped_source *s = &j->sources[i];
        for (size_t k = 0; k < s->entries.len; k++)
            ts_vec_push_in(j->mapped->arenas[0], &j->mapped->entries, s->entries.items[k]);
        for (size_t k = 0; k < s->errors.len; k++)
            ts_vec_push_in(j->mapped->arenas[0], &j->mapped->errors, s->errors.items[k]);
        j->mapped->drafts += s->drafts;
    }
}

bool ts_map_library(const ts_site *site, ts_library *library, bool drafts, int workers, ts_watch *watch,
                    ts_mapped *mapped, ts_error *error)
{
    size_t n = library->sources.len;
    ts_arena *arena = ts_arena_new();
    job j = {
        .mapper = {.site = site, .library = library, .drafts = drafts}, .watch = watch, .mapped = mapped};
    j.mapper.rules = ts_site_rules_folder(site, arena);
    j.scripts = ts_arena_alloc(arena, sizeof *j.scripts * (size_t)workers);
    j.sources = ts_arena_alloc(arena, sizeof *j.sources * (n + 1));
    *mapped = (ts_mapped){.workers = workers};
    mapped->arenas = ts_malloc(sizeof *mapped->arenas * (size_t)workers);
    for (int w = 0; w < workers; w++)
        mapped->arenas[w] = ts_arena_new();
    bool ok = true;
    for (int w = 0; ok && w < workers; w++)
        ok = ts_site_filters(site, &j.scripts[w], error);
    if (ok) {
        ts_watch_phase(watch, TS_PHASE_MAP, n);
        ts_pool_run(workers, n, map_one, &j);
        gather(&j, n);
    }
    for (int w = 0; w < workers; w++)
        ts_script_free(j.scripts[w]);
    ts_arena_free(arena);
    return ok;
}

void ts_mapped_free(ts_mapped *mapped)
{
    for (int w = 0; mapped->arenas && w < mapped->workers; w++)
        ts_arena_free(mapped->arenas[w]);
    free(mapped->arenas);
    *mapped = (ts_mapped){0};
}
