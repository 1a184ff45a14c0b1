/* One source to its entries, through the cache.
 *
 * What a source was made into goes through its packed form even when it is new, so that what comes from the
 * cache cannot differ from what was made now. */
#include "base/digest.h"
#include "base/file.h"
#include "markdown/convert.h"
#include "site/entry_pack.h"
#include "site/inputs.h"
#include "site/map.h"
#include "text/url.h"

#include <stdlib.h>
#include <string.h>

/* One source on its way. */
typedef struct mapping {
    const ts_mapper *mapper;
    const ts_source *source;
    const char *name, *sidecar; /* of its files, as messages and records call them */
    ts_arena *own;              /* goes when the source is done */
    ts_script *script;
    ts_buf packed;          /* the number of outcomes, then each */
    TS_VEC(ts_str) records; /* of its entries, packed */
    bool portable;          /* no error names a file by where the site stands */
    ts_str quick;
    uint64_t key;
} mapping;

/* What an outcome begins with. */
enum { ENTRY = 1, ERROR, DRAFT_ERROR, END };

/* --- opening -------------------------------------------------------------------------------------------- */

/* All that the map phase reads beside the sources. */
static bool make_seed(ts_mapper *m, ts_error *error)
{
    const ts_settings *settings = &m->site->settings;
    ts_buf list;
    ts_buf_init(&list, TS_BUF_MAX);
    bool ok = ts_inputs_add_map(&list, m->site, m->rules, error);
    ts_inputs_add(&list, ts_str_of(settings->content));
    ts_inputs_add(&list, ts_str_of(settings->permalink));
    ts_inputs_add(&list, ts_url_host(ts_str_of(settings->base_url)));
    m->seed = ts_hash64(ts_buf_str(&list));
    ts_buf_free(&list);
    return ok;
}

bool ts_mapper_start(ts_mapper *m, ts_arena *arena, const ts_site *site, const ts_library *library,
                     ts_cache *cache, bool drafts, ts_error *error)
{
    *m = (ts_mapper){.site = site, .library = library, .drafts = drafts, .cache = cache};
    m->rules = ts_site_rules_folder(site, arena);
    return !cache || make_seed(m, error);
}

/* --- outcomes ------------------------------------------------------------------------------------------- */

static void put_error(mapping *g, const char *name, const ts_error *error, int tag)
{
    ts_str from = ts_str_of(error->source);
    g->portable = g->portable && (!from.len || ts_str_is(from, g->name) || ts_str_is(from, name));
    ts_pack_number(&g->packed, (uint64_t)tag);
    ts_pack_text(&g->packed, name);
    ts_pack_number(&g->packed, error->status);
    ts_pack_signed(&g->packed, error->line);
    ts_pack_signed(&g->packed, error->column);
    ts_pack_text(&g->packed, error->source);
    ts_pack_text(&g->packed, error->message);
}

static void put_entry(mapping *g, const ts_entry *entry)
{
    ts_buf head, record;
    ts_buf_init(&head, TS_BUF_MAX);
    ts_buf_init(&record, TS_BUF_MAX);
    ts_entry_pack(&head, entry);
    ts_record_pack(&record, entry);
    const uint64_t digests[] = {ts_hash64(ts_buf_str(&head)), ts_hash64(ts_buf_str(&record))};
    if (head.full || record.full) {
        ts_error error = {0};
        ts_fail(&error, TS_LIMIT, NULL, 0, 0, "Its record is larger than 1 GiB.");
        put_error(g, entry->file, &error, ERROR);
    } else {
        ts_pack_number(&g->packed, ENTRY);
        ts_pack_number(&g->packed, ts_hash64((ts_str){(const char *)digests, sizeof digests}));
        ts_buf_put(&g->packed, ts_buf_str(&head));
        ts_vec_push_in(g->own, &g->records, ((ts_str){ts_buf_copy(&record, g->own), record.len}));
    }
    ts_buf_free(&record);
    ts_buf_free(&head);
}

/* ts_convert_take: filters the article and packs what becomes of it. */
static void take(void *context, ts_article *article, const char *name, const ts_error *failure)
{
    mapping *g = context;
    const ts_mapper *m = g->mapper;
    ts_error error = *failure;
    bool ok = article && (!g->script || ts_script_filter(g->script, article, &error));
    if (ok && g->script)
        ts_convert_recount(article);
    if (ok && article->words == 0 && article->fields.images.len == 0)
        ok = ts_fail(&error, TS_EMPTY, NULL, 0, 0, "No article was found in it.");
    ts_arena *arena = ts_arena_new();
    const ts_entry *entry = ok ? ts_entry_make(arena, m->site, m->library, g->source, article, &error) : NULL;
    if (entry)
        put_entry(g, entry);
    else
        put_error(g, name, &error, ok && article->draft ? DRAFT_ERROR : ERROR);
    ts_arena_free(arena);
    ts_article_free(article);
}

/* Messages name a file as the user can open it, with the number of the article where it holds several. */
static ts_error *place_error(const mapping *g, ts_arena *arena, const char *name, const ts_error *error)
{
    ts_error *placed = TS_NEW(arena, ts_error);
    *placed = *error;
    ts_str prefix = ts_str_of(g->name), from = ts_str_of(error->source);
    if (!from.len || ts_str_eq(from, prefix) || ts_str_is(from, name)) {
        const char *path = ts_path_join(g->own, g->mapper->library->folder, g->source->path);
        const char *number = ts_str_starts(ts_str_of(name), prefix) ? name + prefix.len : "";
        *placed = (ts_error){0};
        ts_fail(placed, error->status, ts_arena_printf(g->own, "%s%s", path, number), error->line,
                error->column, "%s", error->message);
    }
    return placed;
}

static void unpack_error(const mapping *g, ts_unpack *in, bool draft, ts_mapped_source *to)
{
    ts_error error = {0};
    const char *name = ts_unpack_text(in);
    uint64_t status = ts_unpack_number(in);
    int line = (int)ts_unpack_signed(in), column = (int)ts_unpack_signed(in);
    const char *source = ts_unpack_text(in), *message = ts_unpack_text(in);
    in->bad = in->bad || !name || !message || status == TS_OK || status > TS_INTERNAL;
    if (in->bad)
        return;
    ts_fail(&error, (ts_status)status, source, line, column, "%s", message);
    if (draft && !g->mapper->drafts)
        to->drafts++;
    else
        ts_vec_push_in(in->arena, &to->errors, place_error(g, in->arena, name, &error));
}

/* What a source was made into, out of its bytes, which the arena owns. False where they make no sense (then
 * the cache is spoilt), or are of another time. */
static bool unpack(const mapping *g, ts_arena *arena, const ts_cached_source *from, ts_mapped_source *to)
{
    ts_unpack in = {.arena = arena, .bytes = from->result};
    ts_mapped_source made = {0};
    int64_t body = from->first;
    bool same = true;
    uint64_t tag;
    while (same && (tag = ts_unpack_number(&in)) != END && !in.bad) {
        uint64_t digest = tag == ENTRY ? ts_unpack_number(&in) : 0;
        ts_entry *entry = tag == ENTRY ? ts_entry_unpack(&in, g->mapper->library) : NULL;
        if (tag == ERROR || tag == DRAFT_ERROR)
            unpack_error(g, &in, tag == DRAFT_ERROR, &made);
        else if (!entry)
            same = false;
        else {
            entry->digest = digest;
            entry->body = body++;
            if (entry->draft && !g->mapper->drafts)
                made.drafts++;
            else
                ts_vec_push_in(arena, &made.entries, entry);
        }
    }
    if (in.bad && g->mapper->cache)
        ts_cache_spoil(g->mapper->cache);
    if (same && !in.bad)
        *to = made;
    return same && !in.bad;
}

/* --- inputs --------------------------------------------------------------------------------------------- */

/* The state of the source's files on disk, as far as it tells that they are as they were. */
static ts_str quick_of(const mapping *g)
{
    const ts_found *files[] = {g->source->file, g->source->sidecar_file};
    uint64_t state[1 + 2 * TS_FOUND_STATE] = {g->mapper->seed};
    if (!g->source->file)
        return (ts_str){0};
    for (size_t i = 0; i < 2 && files[i]; i++) {
        ts_found_state(files[i], state + 1 + TS_FOUND_STATE * i);
        if (!ts_found_settled(files[i]))
            return (ts_str){0};
    }
    return (ts_str){ts_arena_copy(g->own, (ts_str){(const char *)state, sizeof state}), sizeof state};
}

/* Reads the source and its sidecar, and makes the digest of all that goes into them. */
static bool read_source(mapping *g, ts_str *bytes, const ts_value **sidecar, ts_error *error)
{
    const ts_library *library = g->mapper->library;
    ts_str text = {0};
    const char *path = ts_path_join(g->own, library->folder, g->source->path);
    g->sidecar = g->source->sidecar ? ts_path_join(g->own, library->folder, g->source->sidecar) : NULL;
    if ((g->sidecar && !ts_sidecar_read(g->own, g->sidecar, &text, sidecar, error)) ||
        !ts_file_read(g->own, path, TS_MAX_BYTES, bytes, error))
        return false;
    const uint64_t parts[] = {g->mapper->seed, ts_hash64(*bytes), g->sidecar != NULL, ts_hash64(text)};
    g->key = ts_hash64((ts_str){(const char *)parts, sizeof parts});
    return true;
}

/* --- one source ----------------------------------------------------------------------------------------- */

/* Keeps what was made in the cache, and the records in the arena where it does not or there is room for them.
 */
static void keep(mapping *g, ts_arena *arena, ts_mapped_source *to)
{
    ts_pack_number(&g->packed, END);
    ts_cached_source made = {.quick = g->quick,
                             .key = g->key,
                             .result = {ts_buf_copy(&g->packed, arena), g->packed.len},
                             .bodies = g->records.len};
    bool kept = g->mapper->cache && g->portable &&
                ts_cache_put(g->mapper->cache, g->source->path, &made, g->records.items);
    unpack(g, arena, &made, to);
    for (size_t i = 0; i < to->entries.len; i++) {
        ts_entry *entry = to->entries.items[i];
        ts_str record = g->records.items[entry->body - made.first];
        if (!kept || ts_cache_grant(g->mapper->cache, record.len))
            entry->record = ts_record_unpack(arena, (ts_str){ts_arena_copy(arena, record), record.len});
    }
}

static bool find_known(const ts_mapper *mapper, ts_arena *arena, const char *path, ts_cached_source *known)
{
    if (!mapper->known)
        return mapper->cache && ts_cache_find(mapper->cache, arena, path, known);
    const ts_cached_source *found = ts_map_get(mapper->known, ts_str_of(path));
    *known = found ? *found : (ts_cached_source){0};
    return found != NULL;
}

void ts_map_source(const ts_mapper *mapper, ts_script *script, const ts_source *source, ts_arena *arena,
                   ts_mapped_source *to)
{
    ts_error error = {0};
    ts_cached_source known;
    ts_str bytes;
    ts_convert_options options = {.rules_folder = mapper->rules,
                                  .inspect = mapper->inspect,
                                  .inspect_context = mapper->inspect_context};
    mapping g = {
        .mapper = mapper, .source = source, .own = ts_arena_new(), .script = script, .portable = true};
    g.name = ts_path_join(g.own, mapper->site->settings.content, source->path);
    g.quick = quick_of(&g);
    *to = (ts_mapped_source){0};
    ts_buf_init(&g.packed, TS_BUF_MAX);
    bool found = find_known(mapper, arena, source->path, &known);
    bool done = found && g.quick.len && ts_str_eq(g.quick, known.quick) && unpack(&g, arena, &known, to);
    if (!done && !read_source(&g, &bytes, &options.sidecar, &error)) {
        ts_vec_push_in(arena, &to->errors, place_error(&g, arena, g.name, &error));
    } else if (!done && found && known.key == g.key && unpack(&g, arena, &known, to)) {
        if (!ts_str_eq(g.quick, known.quick))
            ts_cache_touch(mapper->cache, source->path, g.quick);
    } else if (!done) {
        ts_convert_each(g.name, &bytes, &options, take, &g);
        keep(&g, arena, to);
    }
    ts_buf_free(&g.packed);
    ts_arena_free(g.own);
}
