#include "site/last.h"
#include "base/digest.h"
#include "base/pack.h"
#include "site/inputs.h"
#include "site/shared.h"
#include "site/theme.h"

#include <stdio.h>

/* --- what a build is made from -------------------------------------------------------------------------- */

typedef struct gathering {
    ts_arena *arena;
    ts_buf list;
    ts_map *known; /* files whose bytes count */
    ts_texts young;
    ts_error error;
} gathering;

static bool add_state(gathering *g, const char *path, const ts_found *file)
{
    uint64_t state[1 + TS_FOUND_STATE] = {ts_hash64(ts_str_of(path))};
    bool settled = ts_found_settled(file);
    ts_found_state(file, state + 1);
    ts_buf_put(&g->list, (ts_str){(const char *)state, sizeof state});
    if (!settled)
        ts_vec_push_in(g->arena, &g->young, ts_arena_strdup(g->arena, path));
    return (settled && !ts_map_has(g->known, ts_str_of(path))) ||
           ts_inputs_add_file(&g->list, path, &g->error);
}

/* Everything below content/: also what is none of ours, which may be of use to an article tomorrow. */
static bool add_content(gathering *g, const ts_library *library)
{
    bool ok = true;
    for (size_t i = 0; ok && i < library->found.len; i++) {
        const ts_found *file = &library->found.items[i];
        ok = add_state(g, ts_path_join(g->arena, library->folder, file->path), file);
    }
    return ok;
}

static bool add_static(gathering *g, const ts_plan *plan)
{
    bool ok = true;
    for (size_t i = 0; ok && i < plan->copies.len; i++) {
        const ts_copy *copy = &plan->copies.items[i];
        ts_found file;
        if (!copy->medium && copy->from)
            ok = ts_found_at(copy->from, &file) && add_state(g, copy->from, &file);
    }
    return ok;
}

/* The files of the theme, as they are found: with those of the site's own templates/ in front. */
static bool add_theme(gathering *g, const ts_site *site)
{
    ts_texts names = {0};
    bool ok = ts_theme_list(site, g->arena, "", &names, &g->error);
    for (size_t i = 0; ok && i < names.len; i++) {
        ts_arena *own = ts_arena_new();
        ts_str bytes;
        const char *path;
        ts_inputs_add(&g->list, ts_str_of(names.items[i]));
        if (ts_theme_find(site, own, names.items[i], &bytes, &path, &g->error))
            ts_inputs_add(&g->list, bytes);
        ok = g->error.status == TS_OK;
        ts_arena_free(own);
    }
    return ok;
}

/* Settings, takedowns, words and data; the options that make another site or say other things of it. */
static bool add_site(gathering *g, const ts_site *site, const ts_build_options *options)
{
    ts_inputs_add(&g->list, ts_str_of(site->folder));
    ts_inputs_add(&g->list, ts_str_of(options->output ? options->output : ""));
    ts_inputs_add(&g->list, ts_str_of(site->settings.base_url));
    ts_inputs_add(&g->list, site->source);
    ts_buf_putc(&g->list, options->drafts ? 'd' : '-');
    ts_buf_putc(&g->list, options->strict ? 's' : '-');
    ts_shared_put(&g->list, site->i18n);
    ts_shared_put(&g->list, site->data);
    return ts_inputs_add_takedowns(&g->list, site, &g->error);
}

uint64_t ts_last_inputs(ts_arena *arena, const ts_site *site, const ts_library *library, const ts_plan *plan,
                        const ts_build_options *options, ts_texts *young)
{
    gathering g = {.arena = arena, .known = ts_map_new()};
    ts_buf_init(&g.list, TS_BUF_MAX);
    for (size_t i = 0; i < young->len; i++)
        ts_map_put(g.known, ts_str_of(young->items[i]), arena);
    bool ok = add_site(&g, site, options) && add_theme(&g, site) &&
              ts_inputs_add_map(&g.list, site, ts_site_rules_folder(site, arena), &g.error) &&
              add_content(&g, library) && add_static(&g, plan) && !g.list.full;
    uint64_t digest = ok ? ts_hash64(ts_buf_str(&g.list)) : 0;
    *young = g.young;
    ts_map_free(g.known);
    ts_buf_free(&g.list);
    return digest;
}

/* --- what it said --------------------------------------------------------------------------------------- */

void ts_last_write(ts_cache *cache, const ts_last *last)
{
    const ts_build_report *report = &last->report;
    ts_buf out;
    ts_buf_init(&out, TS_BUF_MAX);
    ts_pack_number(&out, last->inputs);
    ts_pack_number(&out, last->list);
    ts_pack_number(&out, report->articles);
    ts_pack_number(&out, report->drafts);
    ts_pack_number(&out, report->pages);
    ts_pack_number(&out, report->assets);
    ts_pack_number(&out, report->unchanged);
    ts_pack_text(&out, report->search ? report->search_language : NULL);
    ts_pack_number(&out, last->young.len);
    for (size_t i = 0; i < last->young.len; i++)
        ts_pack_text(&out, last->young.items[i]);
    ts_pack_number(&out, last->left_out.len);
    for (size_t i = 0; i < last->left_out.len; i++) {
        const ts_error *error = last->left_out.items[i];
        ts_pack_number(&out, error->status);
        ts_pack_signed(&out, error->line);
        ts_pack_signed(&out, error->column);
        ts_pack_text(&out, error->source);
        ts_pack_text(&out, error->message);
    }
    if (!out.full)
        ts_cache_put_last(cache, ts_buf_str(&out));
    ts_buf_free(&out);
}

static const ts_error *read_error(ts_unpack *in)
{
    ts_error *error = TS_NEW(in->arena, ts_error);
    ts_status status = (ts_status)ts_unpack_number(in);
    int line = (int)ts_unpack_signed(in), column = (int)ts_unpack_signed(in);
    const char *source = ts_unpack_text(in), *message = ts_unpack_text(in);
    if (!in->bad)
        ts_fail(error, status, source, line, column, "%s", message);
    return error;
}

bool ts_last_read(ts_cache *cache, ts_arena *arena, ts_last *last)
{
    ts_unpack in = {.arena = arena, .bytes = ts_cache_last(cache, arena)};
    ts_build_report *report = &last->report;
    *last = (ts_last){0};
    last->inputs = ts_unpack_number(&in);
    last->list = ts_unpack_number(&in);
    report->articles = (size_t)ts_unpack_number(&in);
    report->drafts = (size_t)ts_unpack_number(&in);
    report->pages = (size_t)ts_unpack_number(&in);
    report->assets = (size_t)ts_unpack_number(&in);
    report->unchanged = (size_t)ts_unpack_number(&in);
    const char *language = ts_unpack_text(&in);
    report->search = language != NULL;
    snprintf(report->search_language, sizeof report->search_language, "%s", language ? language : "");
    for (size_t i = ts_unpack_count(&in); i > 0 && !in.bad; i--)
        ts_vec_push_in(arena, &last->young, ts_unpack_text(&in));
    for (size_t i = ts_unpack_count(&in); i > 0 && !in.bad; i--)
        ts_vec_push_in(arena, &last->left_out, read_error(&in));
    report->left_out = last->left_out.len;
    return !in.bad && last->inputs;
}
