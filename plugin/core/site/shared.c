#include "site/shared.h"
#include "base/digest.h"
#include "base/pack.h"
#include "site/theme.h"

#include <stdlib.h>

typedef struct answer {
    uint64_t name, digest;
    ts_medium *medium;
} answer;

/* An open-addressed table, at most half full. */
struct ts_shared {
    answer *answers;
    size_t len, count; /* count: a power of two */
};

/* --- names ---------------------------------------------------------------------------------------------- */

static uint64_t join(uint64_t a, uint64_t b)
{
    const uint64_t parts[] = {a, b};
    return ts_hash64((ts_str){(const char *)parts, sizeof parts});
}

static uint64_t name_of(ts_question about, uint64_t what, uint64_t field)
{
    const uint64_t parts[] = {(uint64_t)about, what, field};
    return ts_hash64((ts_str){(const char *)parts, sizeof parts});
}

uint64_t ts_shared_name(ts_question about, ts_str what, const char *field)
{
    return name_of(about, ts_hash64(what), field ? ts_hash64(ts_str_of(field)) : 0);
}

/* What kind of thing a shared map is. */
static ts_question kind_of(const ts_value *map)
{
    if (map->map.type == &ts_site_type)
        return TS_ASK_SITE;
    if (map->map.type == &ts_summary_type)
        return TS_ASK_SUMMARY;
    return ts_value_get(map, "articles") ? TS_ASK_TERM : TS_ASK_BRIEF;
}

/* What tells it from others of its kind. */
static ts_str identity_of(const ts_value *map)
{
    return map->map.type == &ts_site_type ? (ts_str){0} : ts_str_of(ts_value_get_string(map, "path"));
}

uint64_t ts_shared_name_of(const ts_read *read)
{
    if (!read->map)
        return ts_shared_name(TS_ASK_TEMPLATE, ts_str_of(read->name), NULL);
    return ts_shared_name(kind_of(read->map), identity_of(read->map), read->name);
}

/* --- values --------------------------------------------------------------------------------------------- */

static void put_str(ts_buf *out, ts_str s)
{
    ts_pack_number(out, s.len);
    ts_buf_put(out, s);
}

/* Readers of values and scripts limit how deep they nest. */
void ts_shared_put(ts_buf *out, const ts_value *v)
{
    bool shared = v && v->kind == TS_MAP && v->map.type && v->map.type->sharing;
    ts_buf_putc(out, v ? (char)('a' + v->kind) : '-');
    switch (v ? v->kind : TS_NIL) {
    case TS_NIL:
        break;
    case TS_BOOL:
        ts_buf_putc(out, v->boolean ? '1' : '0');
        break;
    case TS_INT:
        ts_pack_signed(out, v->integer);
        break;
    case TS_NUM:
        ts_buf_put(out, (ts_str){(const char *)&v->number, sizeof v->number});
        break;
    case TS_STRING:
    case TS_HTML:
        put_str(out, v->string);
        break;
    case TS_LIST:
        ts_pack_number(out, v->list.len);
        for (size_t i = 0; i < v->list.len; i++)
            ts_shared_put(out, v->list.items[i]);
        break;
    case TS_MAP:
        ts_pack_number(out, shared ? (uint64_t)kind_of(v) : 100);
        if (shared)
            put_str(out, identity_of(v));
        ts_pack_number(out, shared ? 0 : v->map.len);
        for (size_t i = 0; i < v->map.len && !shared; i++) {
            put_str(out, v->map.pairs[i].key);
            ts_shared_put(out, v->map.pairs[i].value);
        }
        break;
    }
}

/* --- the table ------------------------------------------------------------------------------------------ */

static answer *find(const ts_shared *shared, uint64_t name)
{
    size_t mask = shared->count - 1, i = (size_t)name & mask;
    while (shared->answers[i].digest && shared->answers[i].name != name)
        i = (i + 1) & mask;
    return &shared->answers[i];
}

/* Makes room for so many more answers. */
static void reserve(ts_shared *shared, size_t more)
{
    ts_shared old = *shared;
    if (2 * (old.len + more) <= old.count)
        return;
    for (shared->count = 4096; shared->count < 2 * (old.len + more);)
        shared->count *= 2;
    shared->answers = ts_malloc(shared->count * sizeof *shared->answers);
    memset(shared->answers, 0, shared->count * sizeof *shared->answers);
    for (size_t i = 0; i < old.count; i++)
        if (old.answers[i].digest)
            *find(shared, old.answers[i].name) = old.answers[i];
    free(old.answers);
}

static void add(ts_shared *shared, uint64_t name, uint64_t digest, ts_medium *medium)
{
    reserve(shared, 1);
    answer *a = find(shared, name);
    shared->len += a->digest == 0;
    *a = (answer){name, digest ? digest : 1, medium};
}

/* Each field of a map, and those that it could have. */
static void add_fields(ts_shared *shared, ts_buf *scratch, const ts_value *map)
{
    ts_question kind = kind_of(map);
    uint64_t identity = ts_hash64(identity_of(map));
    for (size_t i = 0; i < map->map.len; i++) {
        ts_buf_clear(scratch);
        ts_shared_put(scratch, map->map.pairs[i].value);
        add(shared, name_of(kind, identity, ts_hash64(map->map.pairs[i].key)), ts_hash64(ts_buf_str(scratch)),
            NULL);
    }
}

static size_t count_answers(const ts_index *index)
{
    size_t n = 3 * index->len + ts_map_len(index->by_url) + ts_map_len(index->withdrawn);
    for (int by = 0; by < TS_TAXONOMIES; by++)
        for (size_t i = 0; i < index->by[by].all.len; i++)
            n += index->by[by].all.items[i]->value->map.len + index->by[by].all.items[i]->brief->map.len;
    return n;
}

static void add_index(ts_shared *shared, ts_buf *scratch, const ts_index *index)
{
    reserve(shared, count_answers(index));
    for (size_t i = 0; i < index->len; i++) {
        const ts_entry *entry = index->articles[i].entry;
        ts_str path = ts_str_of(entry->path), file = ts_str_of(entry->file);
        uint64_t place = ts_hash64(path);
        add(shared, ts_shared_name(TS_ASK_SUMMARY, path, NULL), join(entry->digest, place), NULL);
        add(shared, ts_shared_name(TS_ASK_FILE, file, NULL), place, NULL);
        add(shared, ts_shared_name(TS_ASK_IDS, file, NULL), entry->digest, NULL);
    }
    for (size_t i = 0; i < ts_map_len(index->by_url); i++) {
        const ts_placed *article = ts_map_value_at(index->by_url, i);
        add(shared, ts_shared_name(TS_ASK_URL, ts_map_key_at(index->by_url, i), NULL),
            ts_hash64(ts_str_of(article->entry->path)), NULL);
    }
    for (size_t i = 0; i < ts_map_len(index->withdrawn); i++) {
        const ts_entry *entry = ts_map_value_at(index->withdrawn, i);
        ts_str name = ts_map_key_at(index->withdrawn, i);
        const ts_question by = ts_str_is(name, entry->file) ? TS_ASK_FILE : TS_ASK_URL;
        if (by == TS_ASK_FILE || !ts_map_has(index->by_url, name))
            add(shared, ts_shared_name(by, name, NULL), ts_hash64(ts_str_of(entry->path)), NULL);
    }
    for (int by = 0; by < TS_TAXONOMIES; by++)
        for (size_t i = 0; i < index->by[by].all.len; i++) {
            add_fields(shared, scratch, index->by[by].all.items[i]->value);
            add_fields(shared, scratch, index->by[by].all.items[i]->brief);
        }
}

static void add_files(ts_shared *shared, const ts_renderer *r)
{
    uint64_t paths = 0;
    for (size_t i = 0; i < r->plan->pages.len; i++)
        paths = join(paths, ts_hash64(ts_str_of(r->plan->pages.items[i].path)));
    for (size_t i = 0; i < r->plan->copies.len; i++)
        paths = join(paths, ts_hash64(ts_str_of(r->plan->copies.items[i].to)));
    add(shared, ts_shared_name(TS_ASK_PATHS, (ts_str){0}, NULL), paths, NULL);
    for (size_t i = 0; i < r->library->media.len; i++) {
        ts_medium *medium = r->library->media.items[i];
        add(shared, ts_shared_name(TS_ASK_MEDIUM, ts_str_of(medium->path), NULL),
            ts_hash64(ts_str_of(medium->to)), medium);
    }
}

static bool add_templates(ts_shared *shared, const ts_site *site, ts_error *error)
{
    ts_arena *arena = ts_arena_new();
    ts_texts names = {0};
    bool ok = ts_theme_list(site, arena, "", &names, error);
    for (size_t i = 0; ok && i < names.len; i++) {
        ts_str bytes, name = ts_str_of(names.items[i]);
        const char *path;
        if (!ts_str_ends(name, TS_STR(".html")) && !ts_str_ends(name, TS_STR(".xml")))
            continue;
        ok = ts_theme_find(site, arena, name.ptr, &bytes, &path, error);
        if (ok)
            add(shared, ts_shared_name(TS_ASK_TEMPLATE, name, NULL), ts_hash64(bytes), NULL);
    }
    ts_arena_free(arena);
    return ok || error->status == TS_OK;
}

ts_shared *ts_shared_make(const ts_renderer *renderer, ts_error *error)
{
    ts_shared *shared = ts_malloc(sizeof *shared);
    ts_buf scratch;
    *shared = (ts_shared){0};
    ts_buf_init(&scratch, TS_BUF_MAX);
    add_fields(shared, &scratch, renderer->site_view);
    add_index(shared, &scratch, renderer->index);
    add_files(shared, renderer);
    ts_buf_free(&scratch);
    if (add_templates(shared, renderer->site, error))
        return shared;
    ts_shared_free(shared);
    return NULL;
}

void ts_shared_free(ts_shared *shared)
{
    if (!shared)
        return;
    free(shared->answers);
    free(shared);
}

uint64_t ts_shared_now(const ts_shared *shared, uint64_t name, ts_medium **medium)
{
    const answer *a = find(shared, name);
    *medium = a->medium;
    return a->digest;
}
