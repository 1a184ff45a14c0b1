#include "extract/inspection.h"

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
    {"dateline", TEXT, offsetof(ts_fields, dateline)},
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
    ts_inspection *to;
    const char *field, *chosen;
    bool found; /* the value chosen is one that was told of */
} teller;

static void tell(teller *t, const char *source, const char *value)
{
    if (!value)
        return;
    ts_claimed claimed = {t->field, source, value, t->chosen && strcmp(value, t->chosen) == 0};
    t->found = t->found || claimed.taken;
    ts_vec_push_in(t->arena, &t->to->claims, claimed);
}

static void tell_evidence(teller *t, const ts_evidence *e, size_t field)
{
    if (e->site)
        tell(t, "a site rule", shown(t->arena, e->site, field));
    for (int by = 0; by < TS_CLAIM_COUNT; by++)
        tell(t, SOURCES[by], shown(t->arena, &e->claims->by[by].fields, field));
    tell(t, "a line of the page", shown(t->arena, e->lines, field));
    if (FIELDS[field].offset == offsetof(ts_fields, title))
        tell(t, "the window's title", e->claims->window_title);
    if (!t->found)
        tell(t, "the page as a whole", t->chosen);
}

void ts_inspect_fields(ts_arena *arena, const ts_evidence *evidence, const ts_fields *fields,
                       ts_inspection *inspection)
{
    for (size_t i = 0; i < sizeof FIELDS / sizeof *FIELDS; i++) {
        teller t = {arena, inspection, FIELDS[i].name, shown(arena, fields, i), false};
        if (evidence)
            tell_evidence(&t, evidence, i);
        else
            tell(&t, "the text", t.chosen);
    }
}

bool ts_inspected_kept(const ts_inspected *block)
{
    return strcmp(block->verdict, "drop") != 0;
}

/* How many elements hold more blocks than those inside them, counted from the page inwards. */
static int *depths_of(ts_arena *arena, const ts_blocks *blocks)
{
    size_t n = blocks->elements.len;
    const ts_element *elements = blocks->elements.items;
    int *depths = ts_arena_alloc(arena, (n + 1) * sizeof *depths);
    for (size_t i = 0; i < n; i++) {
        const ts_element *e = &elements[i], *around = e->parent < 0 ? NULL : &elements[e->parent];
        bool same = around && around->first == e->first && around->last == e->last;
        bool several = e->last - e->first > 1;
        depths[i] = (around ? depths[e->parent] : 0) + (several && !same);
    }
    return depths;
}

void ts_inspect_blocks(ts_arena *arena, const ts_blocks *blocks, ts_inspection *inspection)
{
    const int *depths = depths_of(arena, blocks);
    for (size_t i = 0; i < blocks->blocks.len; i++) {
        const ts_block *b = &blocks->blocks.items[i];
        ts_inspected block = {.verdict = b->keep ? "keep" : "drop",
                              .reason = b->reason ? b->reason : "",
                              .score = (double)b->probability,
                              .text = b->text,
                              .first = b->first};
        if (b->owner >= 0) {
            block.node = blocks->elements.items[b->owner].node;
            block.depth = depths[b->owner];
        }
        ts_vec_push_in(arena, &inspection->blocks, block);
    }
}
