#include "site/export.h"
#include "base/digest.h"
#include "base/file.h"
#include "base/pool.h"
#include "markdown/convert.h"
#include "site/export_article.h"
#include "site/inputs.h"
#include "site/library.h"
#include "site/paths.h"
#include "site/takedown.h"

#include <stdlib.h>
#include <string.h>

/* Where Hugo and Zola look for what is said of a folder as a whole: the user's own, who may write it first.
 */
#define HOST_INDEX "_index.md"

typedef struct job {
    const ts_export_options *options;
    const ts_form *form;
    ts_site *site;
    const char *rules;
    ts_arena *arena;
    TS_VEC(ts_export_source) sources;
    ts_map *names;            /* given to a source already */
    ts_export_memory *memory; /* may be NULL */
    ts_buf base;              /* digests of all that is read beside the captures */
    ts_script **scripts;
    ts_output *output;
    ts_watch watch;
    pthread_mutex_t lock; /* over the report, the memory and the error */
    ts_export_report *report;
    ts_error *error; /* of the output, which ends the export */
} job;

/* --- sources ----------------------------------------------------------------------------------------------
 */

/* A name that is the same in every run: of the path, not of what stands in the file. A slug has no two
 * hyphens side by side, so what is put behind them makes it another one's. */
static const char *name_source(job *j, const char *path)
{
    const char *extension = ts_path_extension(path);
    size_t len = strlen(path) - (*extension ? strlen(extension) + 1 : 0);
    const char *name = ts_path_slug(j->arena, ts_arena_copy(j->arena, (ts_str){path, len}));
    if (ts_map_has(j->names, ts_str_of(name))) {
        char hex[33];
        ts_hash_hex(ts_str_of(path), hex);
        name = ts_arena_printf(j->arena, "%s--%.8s", name, hex);
    }
    ts_map_put(j->names, ts_str_of(name), j);
    return name;
}

/* A file's state, as far as it tells that its bytes are as they were. */
static void add_state(ts_buf *list, const ts_found *file)
{
    uint64_t state[TS_FOUND_STATE];
    ts_found_state(file, state);
    ts_buf_put(list, (ts_str){(const char *)state, sizeof state});
}

/* The state of what the source's article is made from; 0: it may change and not show it. */
static uint64_t state_of(const ts_export_source *source)
{
    const ts_found *files[] = {source->file, source->sidecar_file};
    ts_buf list;
    ts_buf_init(&list, TS_BUF_MAX);
    ts_buf_puts(&list, source->name);
    bool settled = source->file != NULL;
    for (size_t i = 0; i < 2 && files[i]; i++) {
        add_state(&list, files[i]);
        settled = settled && ts_found_settled(files[i]);
    }
    uint64_t state = settled ? ts_hash64(ts_buf_str(&list)) : 0;
    ts_buf_free(&list);
    return state;
}

/* Images are looked for when a capture asks for them: what any of them is counts for all captures. */
static void add_media(job *j, const ts_library *library)
{
    for (size_t i = 0; i < library->found.len; i++)
        if (ts_is_medium(library->found.items[i].path)) {
            ts_inputs_add(&j->base, ts_str_of(library->found.items[i].path));
            add_state(&j->base, &library->found.items[i]);
        }
}

static void add_library(job *j, const ts_library *library)
{
    add_media(j, library);
    for (size_t i = 0; i < library->sources.len; i++) {
        const ts_source *s = &library->sources.items[i];
        ts_export_source source = {.folder = library->folder,
                                   .path = s->path,
                                   .sidecar = s->sidecar,
                                   .name = name_source(j, s->path),
                                   .file = s->file,
                                   .sidecar_file = s->sidecar_file};
        ts_vec_push_in(j->arena, &j->sources, source);
    }
}

/* What is written among the captures would be read as one the next time. */
static bool is_apart(const job *j, const char *folder, ts_error *error)
{
    char *out = realpath(j->options->out, NULL), *in = realpath(folder, NULL);
    size_t len = in ? strlen(in) : 0;
    bool below = out && len && strncmp(out, in, len) == 0 && (out[len] == '/' || out[len] == '\0');
    free(out);
    free(in);
    return !below || ts_fail(error, TS_REFUSED, j->options->out, 0, 0,
                             "The folder to write into lies in the one that captures are read from.");
}

static bool add_input(job *j, const char *input, ts_error *error)
{
    ts_library library;
    if (ts_is_folder(input)) {
        bool ok = is_apart(j, input, error) && ts_library_read_folder(j->arena, input, &library, error);
        if (ok)
            add_library(j, &library);
        return ok;
    }
    if (!ts_is_file(input))
        return ts_fail(error, TS_NOT_FOUND, input, 0, 0, "There is no such file or folder.");
    const char *name = ts_path_name(input), *sidecar = ts_sidecar_find(j->arena, input);
    ts_export_source source = {.folder = ts_path_folder(j->arena, input),
                               .path = name,
                               .sidecar = sidecar ? ts_path_name(sidecar) : NULL,
                               .name = name_source(j, name)};
    ts_vec_push_in(j->arena, &j->sources, source);
    return true;
}

static bool is_site(const char *folder)
{
    ts_arena *arena = ts_arena_new();
    bool site = ts_is_file(ts_path_join(arena, folder, "site.lua"));
    ts_arena_free(arena);
    return site;
}

static bool find_sources(job *j, const char *const *inputs, size_t len, ts_error *error)
{
    ts_library library;
    bool site = len == 1 && is_site(inputs[0]), ok = true;
    ts_inputs_add(&j->base, ts_str_of(ts_export_hosts[j->options->host]));
    ts_inputs_add(&j->base, ts_str_of(ts_path_name(j->options->out)));
    j->site = ts_site_open(site ? inputs[0] : TS_NO_SITE, NULL, error);
    if (!j->site)
        return false;
    j->rules = ts_site_rules_folder(j->site, j->arena);
    if (j->memory && !(ts_inputs_add_map(&j->base, j->site, j->rules, error) &&
                       ts_inputs_add_takedowns(&j->base, j->site, error)))
        return false;
    if (site) {
        ok = ts_library_read(j->arena, j->site, &library, error) && is_apart(j, library.folder, error);
        if (ok)
            add_library(j, &library);
    }
    for (size_t i = 0; ok && !site && i < len; i++)
        ok = add_input(j, inputs[i], error);
    return ok;
}

/* --- articles ---------------------------------------------------------------------------------------------
 */

typedef struct taking {
    job *job;
    const ts_export_source *source;
    ts_script *script;
    const char *path; /* of the source, as messages call it */
    ts_export_files files;
    bool whole; /* nothing of it was left out */
} taking;

static void leave_out(taking *t, const char *name, const ts_error *error)
{
    ts_error named = {0};
    t->whole = false;
    ts_fail(&named, error->status, error->source[0] ? error->source : name, error->line, error->column, "%s",
            error->message);
    ts_watch_left_out(&t->job->watch, &named);
    pthread_mutex_lock(&t->job->lock);
    t->job->report->left_out++;
    pthread_mutex_unlock(&t->job->lock);
}

static void keep_failure(job *j, const ts_error *error)
{
    pthread_mutex_lock(&j->lock);
    if (j->error->status == TS_OK)
        *j->error = *error;
    pthread_mutex_unlock(&j->lock);
}

static void put(taking *t, ts_article *article, const char *name)
{
    job *j = t->job;
    ts_error error = {0};
    const char *number = strrchr(name + strlen(t->path), '#');
    const char *stem = t->source->name;
    if (number)
        stem = ts_arena_printf(article->arena, "%s--%s", stem, number + 1);
    if (article->draft && !j->form->drafts)
        t->files.made->drafts++;
    else if (ts_export_article(j->form, t->source, article, stem, ts_path_name(j->options->out), &t->files,
                               &error))
        t->files.made->articles++;
    else
        keep_failure(j, &error);
}

/* The list of a site may say it where the capture does not: layouts of the host read it. */
static void say_noindex(ts_article *article)
{
    if (!article->extra)
        article->extra = ts_value_map(article->arena, NULL);
    ts_value_set_string(article->arena, article->extra, "status", ts_standing_name(TS_STANDING_NOINDEX));
}

static void take(void *context, ts_article *article, const char *name, const ts_error *failure)
{
    taking *t = context;
    ts_error error = *failure;
    bool ok = article && (!t->script || ts_script_filter(t->script, article, &error));
    ts_takedown takedown = {0};
    ok = ok && ts_takedown_of(t->job->site, article, &takedown, &error);
    if (takedown.status >= TS_STANDING_WITHDRAWN) {
        ts_article_free(article);
        return;
    }
    if (takedown.status == TS_STANDING_NOINDEX)
        say_noindex(article);
    if (ok && t->script)
        ts_convert_recount(article);
    if (ok && article->words == 0 && article->fields.images.len == 0)
        ok = ts_fail(&error, TS_EMPTY, NULL, 0, 0, "No article was found in it.");
    if (ok)
        put(t, article, name);
    else
        leave_out(t, name, &error);
    ts_article_free(article);
}

/* What the source was made into, if all of it is as it was; its files go on as they are. */
static const ts_export_made *find_made(const job *j, const char *path, uint64_t state)
{
    const ts_export_made *made = j->memory && state ? ts_export_memory_find(j->memory, path, state) : NULL;
    for (size_t i = 0; made && i < made->files.len; i++)
        if (!ts_output_has(j->output, made->files.items[i].path, made->files.items[i].hash))
            return NULL;
    for (size_t i = 0; made && i < made->files.len; i++)
        ts_output_keep(j->output, made->files.items[i].path, made->files.items[i].hash);
    return made;
}

/* Counts what was made of the source, and remembers it; where it cannot be told later, it is forgotten. */
static void keep_made(job *j, const ts_export_made *made, bool remember, bool converted)
{
    pthread_mutex_lock(&j->lock);
    j->report->articles += made->articles;
    j->report->drafts += made->drafts;
    j->report->converted += converted;
    if (remember)
        ts_export_memory_keep(j->memory, made);
    pthread_mutex_unlock(&j->lock);
}

static void convert(job *j, const ts_export_source *source, const char *path, ts_export_made *made,
                    int worker)
{
    ts_arena *arena = ts_arena_new();
    ts_convert_options options = {.rules_folder = j->rules};
    ts_error error = {0};
    taking t = {j, source, j->scripts[worker], path, {j->output, made}, true};
    const char *sidecar = source->sidecar ? ts_path_join(arena, source->folder, source->sidecar) : NULL;
    ts_str text;
    if (!sidecar || ts_sidecar_read(arena, sidecar, &text, &options.sidecar, &error))
        ts_convert_each(t.path, NULL, &options, take, &t);
    else
        leave_out(&t, t.path, &error);
    bool remember = j->memory && made->state && t.whole;
    keep_made(j, made, remember, true);
    if (!remember)
        ts_export_made_free(made);
    ts_arena_free(arena);
}

static void export_one(void *context, size_t i, int worker)
{
    job *j = context;
    const ts_export_source *source = &j->sources.items[i];
    ts_arena *arena = ts_arena_new();
    const char *path = ts_path_join(arena, source->folder, source->path);
    uint64_t state = state_of(source);
    const ts_export_made *made = find_made(j, path, state);
    if (made)
        keep_made(j, made, true, false);
    else
        convert(j, source, path, ts_export_made_new(path, state), worker);
    ts_arena_free(arena);
    ts_watch_step(&j->watch);
}

static bool run(job *j, int workers)
{
    /* The host watches this folder: it is to see files that change, not a folder that is another one. */
    ts_output_options options = {.one_by_one = true, .index = HOST_INDEX};
    bool ok = (j->output = ts_output_open(j->options->out, &options, j->error)) != NULL;
    for (int w = 0; ok && w < workers; w++)
        ok = ts_site_filters(j->site, &j->scripts[w], j->error);
    if (ok) {
        if (j->memory)
            ts_export_memory_start(j->memory, ts_hash64(ts_buf_str(&j->base)));
        ts_watch_phase(&j->watch, TS_PHASE_MAP, j->sources.len);
        ts_pool_run(workers, j->sources.len, export_one, j);
        ok =
            j->error->status == TS_OK && ts_output_commit(j->output, &j->report->files, NULL, NULL, j->error);
    }
    if (j->memory)
        ts_export_memory_end(j->memory, ok);
    for (int w = 0; w < workers; w++)
        ts_script_free(j->scripts[w]);
    ts_output_close(j->output);
    return ok;
}

bool ts_export(const char *const *inputs, size_t len, const ts_export_options *options,
               ts_export_memory *memory, const ts_build_events *events, ts_export_report *report,
               ts_error *error)
{
    int workers = options->workers ? options->workers : ts_pool_cores();
    job j = {.options = options,
             .form = &ts_export_forms[options->host],
             .arena = ts_arena_new(),
             .names = ts_map_new(),
             .memory = memory,
             .report = report,
             .error = error};
    *report = (ts_export_report){0};
    j.scripts = ts_arena_alloc(j.arena, sizeof *j.scripts * (size_t)workers);
    ts_buf_init(&j.base, TS_BUF_MAX);
    pthread_mutex_init(&j.lock, NULL);
    ts_watch_start(&j.watch, events);
    bool ok = find_sources(&j, inputs, len, error) && run(&j, workers);
    ts_watch_end(&j.watch);
    pthread_mutex_destroy(&j.lock);
    ts_site_close(j.site);
    ts_map_free(j.names);
    ts_buf_free(&j.base);
    ts_arena_free(j.arena);
    return ok;
}
