/* A small site in memory for each test: entries made from JSON records, then everything that renders them. */
#ifndef TS_UNIT_ONE_SITE_H
#define TS_UNIT_ONE_SITE_H

#include "one_arena.h"
#include "site/render.h"
#include "text/json.h"

#define MOST 16

static ts_site *site;
static ts_library library;
static ts_plan plan;
static ts_renderer renderer;
static ts_entry *entries[MOST];
static size_t count;

static const char *text_of(const ts_value *map, const char *key)
{
    return ts_value_get_string(map, key);
}

/* An entry with that record. Its addresses, title and authors are the record's, its file and path by `slug`.
 */
static inline ts_entry *add(const char *slug, const char *json)
{
    ts_error error = {0};
    const ts_value *record = ts_json_read(arena, ts_str_of(json), slug, &error), *authors;
    assert_non_null(record);
    ts_entry *e = TS_NEW(arena, ts_entry);
    e->file = ts_arena_printf(arena, "content/%s.md", slug);
    e->wish = ts_arena_printf(arena, "2020/%s.html", slug);
    e->slug = slug;
    e->title = text_of(record, "title");
    e->url = text_of(record, "url");
    e->canonical = text_of(record, "canonical_url");
    e->language = text_of(record, "language");
    e->source.name = text_of(ts_value_get(record, "source"), "name");
    if (text_of(record, "date"))
        assert_true(ts_date_iso(ts_str_of(text_of(record, "date")), &e->date));
    authors = ts_value_get(record, "authors");
    for (size_t i = 0; authors && i < authors->list.len; i++)
        ts_vec_push_in(arena, &e->authors, ((ts_person){.name = text_of(authors->list.items[i], "name")}));
    e->record = e->facts = record;
    assert_true(count < MOST);
    return entries[count++] = e;
}

/* Index, plan and renderer of what was added, for a plan that was started. */
static inline void place_started(void)
{
    ts_plan_fixed(&plan, site, count);
    ts_index *index = ts_index_make(arena, site, entries, count, 2, plan.paths);
    ts_plan_index(&plan, site, index);
    ts_views_make(index);
    ts_plan_last(&plan, site, index);
    renderer = (ts_renderer){.site = site, .library = &library, .index = index, .plan = &plan};
}

static inline void place(void)
{
    ts_error error = {0};
    assert_true(ts_plan_start(arena, site, &library, &plan, &error));
    place_started();
}

static inline int open_site(void **state)
{
    ts_error error = {0};
    count = 0;
    library = (ts_library){.folder = "content"};
    plan = (ts_plan){0};
    site = ts_site_open(TS_NO_SITE, "https://saltby.example/archive/", &error);
    return site && open_arena(state) == 0 ? 0 : -1;
}

static inline int close_site(void **state)
{
    if (plan.paths)
        ts_plan_free(&plan);
    ts_site_close(site);
    return close_arena(state);
}

#define site_test(name) cmocka_unit_test_setup_teardown(name, open_site, close_site)

#endif
