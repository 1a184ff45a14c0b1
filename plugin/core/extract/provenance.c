/* Where an article came from, as far as its page says: the hops from its author to our capture. */
#include "extract/fields.h"

#include "text/url.h"

#include <string.h>

typedef TS_VEC(ts_hop) hops;

static const char *const order[] = {"author", "originator", "source", "republisher", "capture"};

static bool same(const char *a, const char *b)
{
    return a && b ? strcmp(a, b) == 0 : a == b;
}

/* What a line of the page has noted of that hop already: its words are better evidence than a field's name.
 */
static const ts_hop *find_hop(const hops *list, const char *role, const char *name)
{
    for (size_t i = 0; i < list->len; i++)
        if (same(list->items[i].role, role) && same(list->items[i].name, name))
            return &list->items[i];
    return NULL;
}

static void add_hop(ts_arena *arena, hops *list, const hops *noted, ts_hop hop)
{
    const ts_hop *known = find_hop(noted, hop.role, hop.name);
    if (known) {
        hop.evidence = known->evidence ? known->evidence : hop.evidence;
        hop.url = hop.url ? hop.url : known->url;
        hop.date = hop.date ? hop.date : known->date;
    }
    if (!find_hop(list, hop.role, hop.name))
        ts_vec_push_in(arena, list, hop);
}

/* Hops of a role that only a line of the page knows of. */
static void keep_noted(ts_arena *arena, hops *list, const hops *noted, const char *role)
{
    for (size_t i = 0; i < noted->len; i++)
        if (same(noted->items[i].role, role))
            add_hop(arena, list, noted, noted->items[i]);
}

/* The site that served the page is a republisher where it names another as its source. */
static bool is_reprint(const ts_fields *fields)
{
    return fields->source.name && !same(fields->source.name, fields->publisher.name);
}

static void add_role(ts_arena *arena, ts_fields *fields, hops *list, const hops *noted, const char *role)
{
    if (same(role, "author")) {
        for (size_t i = 0; i < fields->authors.len; i++)
            add_hop(arena, list, noted, (ts_hop){role, fields->authors.items[i].name, NULL, NULL, "authors"});
    } else if (same(role, "source") && fields->source.name) {
        add_hop(arena, list, noted, (ts_hop){role, fields->source.name, fields->source.url, NULL, "source"});
    } else if (same(role, "republisher") && fields->publisher.name && is_reprint(fields)) {
        add_hop(arena, list, noted,
                (ts_hop){role, fields->publisher.name, fields->publisher.url, fields->date, "publisher"});
    } else if (same(role, "source") && fields->publisher.name) {
        add_hop(arena, list, noted,
                (ts_hop){role, fields->publisher.name, fields->publisher.url, fields->date, "publisher"});
    } else if (same(role, "originator")) {
        keep_noted(arena, list, noted, role);
    }
}

void ts_provenance_derive(ts_arena *arena, ts_fields *fields, const char *url, const char *captured_at)
{
    hops noted = {fields->provenance.items, fields->provenance.len, fields->provenance.cap};
    hops list = {0};
    const ts_hop *last = find_hop(&noted, "capture", NULL);
    for (size_t i = 0; i + 1 < sizeof order / sizeof *order; i++)
        add_role(arena, fields, &list, &noted, order[i]);
    if (last) {
        url = url ? url : last->url;
        captured_at = captured_at ? captured_at : last->date;
    }
    ts_hop capture = {
        .role = "capture", .url = ts_arena_strdup(arena, url), .date = ts_arena_strdup(arena, captured_at)};
    ts_vec_push_in(arena, &list, capture);
    fields->provenance.items = list.items;
    fields->provenance.len = list.len;
    fields->provenance.cap = list.cap;
}
