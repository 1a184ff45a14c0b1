#include "extract/field_origins.h"

#include <string.h>

typedef enum form { TEXT, TEXTS, PEOPLE } form;

/* The fields that sources claim. */
static const struct {
    const char *name;
    form form;
    size_t offset; /* in ts_fields */
} FIELDS[] = {
    {"title", TEXT, offsetof(ts_fields, title)},
    {"alt_title", TEXT, offsetof(ts_fields, alt_title)},
    {"description", TEXT, offsetof(ts_fields, description)},
    {"date", TEXT, offsetof(ts_fields, date)},
    {"lastmod", TEXT, offsetof(ts_fields, lastmod)},
    {"authors", PEOPLE, offsetof(ts_fields, authors)},
    {"editors", PEOPLE, offsetof(ts_fields, editors)},
    {"source", TEXT, offsetof(ts_fields, source.name)},
    {"publisher", TEXT, offsetof(ts_fields, publisher.name)},
    {"section", TEXTS, offsetof(ts_fields, section)},
    {"tags", TEXTS, offsetof(ts_fields, tags)},
    {"language", TEXT, offsetof(ts_fields, language)},
    {"canonical_url", TEXT, offsetof(ts_fields, canonical_url)},
    {"license", TEXT, offsetof(ts_fields, license)},
    {"holder", TEXT, offsetof(ts_fields, holder)},
    {"notice", TEXT, offsetof(ts_fields, notice)},
};

static const char *const SOURCES[TS_CLAIM_COUNT] = {
    [TS_CLAIM_JSON_LD] = "JSON-LD",     [TS_CLAIM_OPEN_GRAPH] = "Open Graph",
    [TS_CLAIM_MICRODATA] = "microdata", [TS_CLAIM_SCHOLAR] = "citation, Dublin Core and the like",
    [TS_CLAIM_META] = "meta elements",  [TS_CLAIM_PAGE] = "beside the headline",
};

/* The value as one text, NULL where there is none. */
static const char *shown(ts_arena *arena, const ts_fields *fields, size_t i)
{
    const void *at = (const char *)fields + FIELDS[i].offset;
    const char *text = NULL;
    if (FIELDS[i].form == TEXT)
        return *(const char *const *)at;
    const ts_texts *texts = at;
    const ts_people *people = at;
    size_t count = FIELDS[i].form == TEXTS ? texts->len : people->len;
    for (size_t k = 0; k < count; k++) {
        const char *item = FIELDS[i].form == TEXTS ? texts->items[k] : people->items[k].name;
        text = text ? ts_arena_printf(arena, "%s; %s", text, item) : item;
    }
    return text;
}

typedef struct teller {
    ts_arena *arena;
    const ts_extract_options *options;
    const char *field, *chosen;
    bool found; /* the value chosen is one that was told of */
} teller;

static void tell(teller *t, const char *source, const char *value)
{
    if (!value)
        return;
    bool same = t->chosen && strcmp(value, t->chosen) == 0;
    t->found = t->found || same;
    const char *reason = ts_arena_printf(t->arena, "%s: %s", t->field, source);
    t->options->explain(t->options->explain_context, same ? "take" : "pass", reason, same, ts_str_of(value));
}

void ts_field_origins(ts_arena *arena, const ts_evidence *e, const ts_fields *fields,
                      const ts_extract_options *options)
{
    teller t = {.arena = arena, .options = options};
    for (size_t i = 0; i < sizeof FIELDS / sizeof *FIELDS; i++) {
        t.field = FIELDS[i].name;
        t.chosen = shown(arena, fields, i);
        t.found = false;
        for (int by = 0; by < TS_CLAIM_COUNT; by++)
            tell(&t, SOURCES[by], shown(arena, &e->claims->by[by].fields, i));
        tell(&t, "a line of the page", shown(arena, e->lines, i));
        if (FIELDS[i].offset == offsetof(ts_fields, title))
            tell(&t, "the window's title", e->claims->window_title);
        if (!t.found)
            tell(&t, "the page as a whole", t.chosen);
    }
}
