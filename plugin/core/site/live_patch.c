/* An article that changed without anything around it: its text, its title, its place.
 *
 * All that shows an article points to its entry or to its summary, so both are replaced where they stand.
 * What remains is what other articles could notice: their reprints, and the register of paths. Any other
 * change takes a new snapshot. */
#include "site/live_parts.h"

#include <string.h>

/* Articles at a time, and pieces that are kept until the next snapshot. */
#define FRESH_MAX 16
#define SPARE_MAX 1000

/* One article. */
typedef struct alteration {
    const ts_entry *before, *after; /* as they were mapped */
    ts_entry *shown;
    size_t rank;
} alteration;

typedef struct patch {
    ts_live_parts *parts;
    ts_index *index;
    ts_arena *arena;
    TS_VEC(alteration) changes;
    const alteration *move; /* the one that goes to another path; NULL: none does */
} patch;

static bool same(const char *a, const char *b)
{
    return a == b || (a && b && strcmp(a, b) == 0);
}

static bool same_texts(const ts_texts *a, const ts_texts *b)
{
    bool all = a->len == b->len;
    for (size_t i = 0; all && i < a->len; i++)
        all = same(a->items[i], b->items[i]);
    return all;
}

static bool same_people(const ts_people *a, const ts_people *b)
{
    bool all = a->len == b->len;
    for (size_t i = 0; all && i < a->len; i++)
        all = same(a->items[i].name, b->items[i].name);
    return all;
}

static bool same_takedown(const ts_takedown *a, const ts_takedown *b)
{
    return a->status == b->status && same(a->reason, b->reason) && same(a->date, b->date);
}

/* Whether both have the same place among the articles: in time, in all terms, by all addresses. */
static bool stand_alike(const ts_entry *a, const ts_entry *b)
{
    return same(a->file, b->file) && same(a->url, b->url) && same(a->canonical, b->canonical) &&
           ts_date_cmp(&a->date, &b->date) == 0 && a->date.year == b->date.year &&
           a->date.month == b->date.month && a->date.day == b->date.day && same(a->language, b->language) &&
           same(a->source.name, b->source.name) && same_texts(&a->section, &b->section) &&
           same_texts(&a->tags, &b->tags) && same_people(&a->authors, &b->authors) &&
           same_takedown(&a->takedown, &b->takedown);
}

static bool add_change(patch *p, const ts_entry *before, const ts_entry *after, ts_entry *shown)
{
    const ts_placed *placed = ts_map_get(p->index->by_file, ts_str_of(shown->file));
    if (!stand_alike(before, after) || !placed || placed->entry != shown)
        return false;
    alteration c = {before, after, shown, (size_t)(placed - p->index->articles)};
    ts_vec_push_in(p->arena, &p->changes, c);
    return true;
}

/* False where more than articles changed. */
static bool compare(patch *p, const ts_fresh *fresh)
{
    const ts_mapped_source *before = &p->parts->pieces[fresh->source]->mapped, *after = &fresh->piece->mapped;
    if (before->errors.len || after->errors.len || before->drafts != after->drafts ||
        before->entries.len != after->entries.len)
        return false;
    for (size_t i = 0; i < after->entries.len; i++)
        if (!add_change(p, before->entries.items[i], after->entries.items[i],
                        p->parts->entries.items[p->parts->first[fresh->source] + i]))
            return false;
    return true;
}

/* --- to another path ------------------------------------------------------------------------------------ */

static const char *const forms[] = {".html", ".md", ".json"};
#define FORMS (sizeof forms / sizeof *forms)

static char *form_path(ts_arena *arena, const char *path, size_t form)
{
    return ts_arena_printf(arena, "%.*s%s", (int)(strlen(path) - strlen(forms[0])), path, forms[form]);
}

/* Gives back the paths of the article, so that the new ones can be taken. False where another article or page
 * wants any of them. */
static bool can_move(const patch *p, const alteration *c)
{
    const ts_placed *placed = &p->index->articles[c->rank];
    ts_paths *paths = p->index->paths;
    if (!same(c->shown->path, c->before->wish) || !placed->markdown || !placed->json ||
        ts_map_len(p->parts->site->site->takedowns))
        return false;
    for (size_t f = 0; f < FORMS; f++)
        if (ts_paths_has(paths, form_path(p->arena, c->after->wish, f)))
            return false;
    for (size_t f = 0; f < FORMS; f++)
        if (!ts_paths_give_back(paths, form_path(p->arena, c->shown->path, f))) {
            while (f-- > 0)
                ts_paths_claim(paths, form_path(p->arena, c->shown->path, f));
            return false;
        }
    return true;
}

static void move_page(const patch *p, const char *from, const char *to)
{
    ts_page *page = ts_map_get(p->parts->files, ts_str_of(from));
    page->path = to;
    ts_map_put(p->parts->files, ts_str_of(from), NULL);
    ts_map_put(p->parts->files, ts_str_of(to), page);
    ts_paths_claim(p->index->paths, to);
}

/* The paths to which it moves, in the snapshot's arena. */
static const char *move(const patch *p, const alteration *c)
{
    ts_placed *placed = &p->index->articles[c->rank];
    const char *to[FORMS];
    for (size_t f = 0; f < FORMS; f++) {
        to[f] = form_path(p->parts->arena, c->after->wish, f);
        move_page(p, form_path(p->arena, c->shown->path, f), to[f]);
    }
    placed->markdown = to[1];
    placed->json = to[2];
    return to[0];
}

/* --- the whole ------------------------------------------------------------------------------------------ */

static void replace(const patch *p, const alteration *c)
{
    bool other_text = !same(c->before->title, c->after->title) ||
                      memcmp(&c->before->sketch, &c->after->sketch, sizeof c->after->sketch) != 0;
    ts_entry kept = *c->shown;
    const char *path = c == p->move ? move(p, c) : kept.path;
    *c->shown = *c->after;
    c->shown->path = path;
    c->shown->summary = kept.summary;
    c->shown->takedown = kept.takedown;
    ts_views_update(p->index, c->shown);
    if (other_text)
        ts_reprints_update(p->index, c->rank);
}

static bool check(patch *p, const ts_fresh_list *fresh)
{
    const ts_value *all = p->parts->site->site->settings.all;
    if (fresh->len > FRESH_MAX || p->parts->spare.len > SPARE_MAX || ts_value_get_bool(all, "pages", false) ||
        ts_value_get(all, "collections")->map.len)
        return false;
    for (size_t i = 0; i < fresh->len; i++)
        if (!compare(p, &fresh->items[i]))
            return false;
    for (size_t i = 0; i < p->changes.len; i++) {
        const alteration *c = &p->changes.items[i];
        if (same(c->before->wish, c->after->wish))
            continue;
        if (p->move)
            return false;
        p->move = c;
    }
    return !p->move || can_move(p, p->move);
}

bool ts_live_patch(ts_live_parts *parts, const ts_fresh_list *fresh, ts_arena *arena, ts_live_change *change)
{
    patch p = {.parts = parts, .index = (ts_index *)(uintptr_t)parts->shown.renderer.index, .arena = arena};
    if (!check(&p, fresh))
        return false;
    pthread_rwlock_wrlock(&parts->lock);
    if (p.move) {
        change->from = ts_arena_strdup(arena, p.move->shown->path);
        change->to = ts_arena_strdup(arena, p.move->after->wish);
    }
    for (size_t i = 0; i < p.changes.len; i++)
        replace(&p, &p.changes.items[i]);
    for (size_t i = 0; i < fresh->len; i++) {
        ts_vec_push(&parts->spare, parts->pieces[fresh->items[i].source]);
        parts->pieces[fresh->items[i].source] = fresh->items[i].piece;
    }
    pthread_rwlock_unlock(&parts->lock);
    return true;
}
