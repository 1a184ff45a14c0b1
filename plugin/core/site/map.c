#include "site/map.h"
#include "base/file.h"
#include "base/pool.h"
#include "markdown/convert.h"
#include "text/yaml.h"

#include <stdlib.h>
#include <string.h>

/* Bytes a sidecar may have. */
#define SIDECAR_MAX ((size_t)1 << 20)

typedef struct job {
    const ts_site *site;
    ts_library *library;
    const char *rules; /* the site's rules/, or NULL */
    bool drafts;
    ts_script **scripts; /* one a worker; NULL entries where the site has no filters */
    bool *is_draft;      /* one a source */
    ts_watch *watch;
    ts_mapped *mapped;
} job;

/* A state with all filters loaded, NULL without an error where there are none. */
static bool load_filters(const ts_site *site, ts_script **script, ts_error *error)
{
    ts_arena *arena = ts_arena_new();
    bool ok = site->filters.len == 0 || (*script = ts_script_new(NULL, ts_site_load, (void *)site, error));
    for (size_t i = 0; ok && i < site->filters.len; i++) {
        ts_str source;
        const char *path = site->filters.items[i];
        ok = ts_file_read(arena, path, SIDECAR_MAX, &source, error) &&
             ts_script_add_filter(*script, source, path, error);
    }
    ts_arena_free(arena);
    return ok;
}

static bool read_sidecar(ts_arena *arena, const job *j, const ts_source *source, const ts_value **sidecar,
                         ts_error *error)
{
    *sidecar = NULL;
    if (!source->sidecar)
        return true;
    ts_str text;
    char *path = ts_path_join(arena, j->library->folder, source->sidecar);
    if (!ts_file_read(arena, path, SIDECAR_MAX, &text, error) ||
        !(*sidecar = ts_yaml_read(arena, text, path, 1, error)))
        return false;
    return (*sidecar)->kind == TS_MAP ||
           ts_fail(error, TS_SYNTAX, path, 0, 0, "A sidecar holds keys with values, such as \"title: …\".");
}

/* The article of one source, filtered. Messages and the record call it by its path below the site's folder,
 * so that the site's output does not depend on where the folder stands. */
static ts_article *convert(const job *j, ts_arena *arena, const ts_source *source, ts_script *script,
                           ts_error *error)
{
    ts_convert_options options = {.rules_folder = j->rules};
    ts_str bytes;
    char *path = ts_path_join(arena, j->library->folder, source->path);
    const char *name = ts_path_join(arena, j->site->settings.content, source->path);
    if (!read_sidecar(arena, j, source, &options.sidecar, error) ||
        !ts_file_read(arena, path, TS_MAX_BYTES, &bytes, error))
        return NULL;
    ts_article *article = ts_convert_bytes(bytes, name, &options, error);
    bool ok = article && (!script || ts_script_filter(script, article, error));
    if (ok && script)
        ts_convert_recount(article);
    if (ok && article->words == 0 && article->fields.images.len == 0)
        ok = ts_fail(error, TS_EMPTY, path, 0, 0, "No article was found in it.");
    if (ok)
        return article;
    ts_article_free(article);
    return NULL;
}

/* Messages name a file as the user can open it. */
static void place_error(ts_error *error, const job *j, const ts_source *source)
{
    ts_arena *arena = ts_arena_new();
    const char *name = ts_path_join(arena, j->site->settings.content, source->path);
    if (error->source[0] == '\0' || strcmp(error->source, name) == 0) {
        ts_error placed = {0};
        ts_fail(&placed, error->status, ts_path_join(arena, j->library->folder, source->path), error->line,
                error->column, "%s", error->message);
        *error = placed;
    }
    ts_arena_free(arena);
}

static void map_one(void *context, size_t i, int worker)
{
    const job *j = context;
    const ts_source *source = &j->library->sources.items[i];
    ts_arena *own = ts_arena_new(), *kept = j->mapped->arenas[worker];
    ts_error error = {0};
    ts_article *article = convert(j, own, source, j->scripts[worker], &error);
    if (article && article->draft && !j->drafts)
        j->is_draft[i] = true;
    else if (article)
        j->mapped->entries[i] = ts_entry_make(kept, j->site, j->library, source, article, &error);
    if (error.status != TS_OK) {
        place_error(&error, j, source);
        j->mapped->errors[i] = TS_NEW(kept, ts_error);
        *j->mapped->errors[i] = error;
    }
    ts_article_free(article);
    ts_arena_free(own);
    ts_watch_step(j->watch);
}

static void count(const job *j)
{
    for (size_t i = 0; i < j->mapped->len; i++) {
        j->mapped->drafts += j->is_draft[i];
        j->mapped->left_out += j->mapped->errors[i] != NULL;
    }
}

bool ts_map_library(const ts_site *site, ts_library *library, bool drafts, int workers, ts_watch *watch,
                    ts_mapped *mapped, ts_error *error)
{
    size_t n = library->sources.len;
    ts_arena *arena = ts_arena_new();
    job j = {.site = site, .library = library, .drafts = drafts, .watch = watch, .mapped = mapped};
    const char *rules = ts_path_join(arena, site->folder, "rules");
    j.rules = ts_is_folder(rules) ? rules : NULL;
    j.scripts = ts_arena_alloc(arena, sizeof *j.scripts * (size_t)workers);
    j.is_draft = ts_arena_alloc(arena, sizeof *j.is_draft * (n + 1));
    *mapped = (ts_mapped){.len = n, .workers = workers};
    mapped->arenas = ts_malloc(sizeof *mapped->arenas * (size_t)workers);
    for (int w = 0; w < workers; w++)
        mapped->arenas[w] = ts_arena_new();
    mapped->entries = ts_arena_alloc(mapped->arenas[0], sizeof *mapped->entries * (n + 1));
    mapped->errors = ts_arena_alloc(mapped->arenas[0], sizeof *mapped->errors * (n + 1));
    bool ok = true;
    for (int w = 0; ok && w < workers; w++)
        ok = load_filters(site, &j.scripts[w], error);
    if (ok) {
        ts_watch_phase(watch, TS_PHASE_MAP, n);
        ts_pool_run(workers, n, map_one, &j);
        count(&j);
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
