/* Where each value of the record comes from. */
#include "preview/inspector_parts.h"
#include "preview/own_page.h"

#include <string.h>

/* In the order of the record; a name with a dot is one inside another. */
static const char *const names[] = {
    "title",    "alt_title",     "description",    "date",          "lastmod",      "dateline",
    "authors",  "editors",       "source",         "publisher",     "section",      "tags",
    "language", "canonical_url", "rights.license", "rights.holder", "rights.notice"};

static const ts_value *field_of(const ts_value *record, const char *name)
{
    const char *dot = strchr(name, '.');
    return dot ? ts_value_get(ts_value_get(record, "rights"), dot + 1) : ts_value_get(record, name);
}

/* As inspections show lists and people. */
static const char *shown(ts_arena *arena, const ts_value *value)
{
    const char *text = NULL;
    if (!value)
        return NULL;
    if (value->kind == TS_STRING)
        return value->string.ptr;
    if (value->kind == TS_MAP)
        return ts_value_get_string(value, "name");
    for (size_t i = 0; value->kind == TS_LIST && i < value->list.len; i++) {
        const char *item = value->list.items[i]->kind == TS_LIST ? NULL : shown(arena, value->list.items[i]);
        if (item)
            text = text ? ts_arena_printf(arena, "%s; %s", text, item) : item;
    }
    return text;
}

static bool is_of(const ts_claimed *claim, const char *name)
{
    const char *dot = strchr(name, '.');
    return strcmp(claim->field, dot ? dot + 1 : name) == 0;
}

static void put_source(ts_buf *out, size_t before, const char *source)
{
    ts_buf_puts(out, before ? ", " : "");
    ts_own_text(out, source);
}

/* Who says what the record says. Where the capture does not, somebody has said so behind it. */
static void put_sources(ts_buf *out, const ts_look *look, const ts_claimed_list *claims, const char *name,
                        const char *value)
{
    size_t found = 0;
    const ts_value *record = look->entry->record;
    for (size_t i = 0; i < claims->len; i++)
        if (is_of(&claims->items[i], name) && strcmp(claims->items[i].value, value) == 0)
            put_source(out, found++, claims->items[i].source);
    if (found)
        return;
    if (field_of(look->sidecar, name))
        put_source(out, 0, "the sidecar");
    else if (strcmp(name, "description") == 0 && ts_value_get_bool(record, "excerpt", false))
        put_source(out, 0, "the body’s first words");
    else
        put_source(out, 0, claims->len ? "a filter" : "front matter, the file’s name or the body");
}

static void put_others(ts_buf *out, const ts_claimed_list *claims, const char *name, const char *value)
{
    size_t found = 0;
    for (size_t i = 0; i < claims->len; i++) {
        const ts_claimed *c = &claims->items[i];
        if (!is_of(c, name) || (value && strcmp(c->value, value) == 0))
            continue;
        ts_buf_puts(out, found++ ? "<br>" : "");
        ts_own_text(out, c->source);
        ts_buf_puts(out, ": <q dir=\"auto\">");
        ts_own_text(out, c->value);
        ts_buf_puts(out, "</q>");
    }
}

void ts_inspector_fields(ts_buf *out, const ts_look *look, const ts_claimed_list *claims)
{
    ts_buf_puts(out, "<table>\n<thead><tr><th scope=\"col\">Field</th><th scope=\"col\">Value</th>"
                     "<th scope=\"col\">From</th><th scope=\"col\">Not taken</th></tr></thead>\n<tbody>\n");
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *value = shown(look->arena, field_of(look->entry->record, names[i]));
        bool claimed = false;
        for (size_t k = 0; k < claims->len; k++)
            claimed = claimed || is_of(&claims->items[k], names[i]);
        if (!value && !claimed)
            continue;
        const char *dot = strchr(names[i], '.');
        ts_buf_printf(out, "<tr><th scope=\"row\">%s</th><td dir=\"auto\">", dot ? dot + 1 : names[i]);
        ts_own_text(out, value);
        ts_buf_puts(out, "</td><td>");
        if (value)
            put_sources(out, look, claims, names[i], value);
        ts_buf_puts(out, "</td><td>");
        put_others(out, claims, names[i], value);
        ts_buf_puts(out, "</td></tr>\n");
    }
    ts_buf_puts(out, "</tbody>\n</table>\n");
}
