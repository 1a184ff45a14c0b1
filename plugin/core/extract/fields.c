#include "extract/fields.h"

#include "text/utf8.h"

#include <string.h>

/* What one list of a record may hold: more is a mistake of the page or of a rule. */
#define TEXTS_MAX 200
#define WARNINGS_MAX 100
/* Bytes of a rights notice. */
#define NOTICE_MAX 4000

void ts_fields_init(ts_fields *fields)
{
    *fields = (ts_fields){.confidence = -1};
}

void ts_texts_add(ts_arena *arena, ts_texts *texts, ts_str text)
{
    text = ts_utf8_trim(text);
    if (!text.len || texts->len >= TEXTS_MAX)
        return;
    for (size_t i = 0; i < texts->len; i++)
        if (ts_str_is(text, texts->items[i]))
            return;
    ts_vec_push_in(arena, texts, ts_arena_copy(arena, text));
}

static void merge_text(const char **into, const char *from)
{
    if (!*into)
        *into = from;
}

static void merge_texts(ts_texts *into, const ts_texts *from)
{
    if (into->len == 0)
        *into = *from;
}

static void merge_notice(ts_arena *arena, const char **into, const char *from)
{
    if (!*into)
        *into = from;
    else if (from && !strstr(*into, from) && strlen(*into) + strlen(from) < NOTICE_MAX)
        *into = ts_arena_printf(arena, "%s %s", *into, from);
}

void ts_fields_merge(ts_arena *arena, ts_fields *into, const ts_fields *from)
{
    bool authors = into->authors.len == 0, source = !into->source.name, publisher = !into->publisher.name;
    for (size_t i = 0; i < from->provenance.len; i++) {
        const ts_hop *hop = &from->provenance.items[i];
        bool beaten = (strcmp(hop->role, "author") == 0 && !authors) ||
                      (strcmp(hop->role, "source") == 0 && !source) ||
                      (strcmp(hop->role, "republisher") == 0 && !publisher);
        if (!beaten)
            ts_vec_push_in(arena, &into->provenance, *hop);
    }
    if (authors)
        into->authors = from->authors;
    for (size_t i = 0; i < from->editors.len; i++)
        ts_people_add(arena, &into->editors, ts_str_of(from->editors.items[i].name),
                      from->editors.items[i].role);
    if (source)
        into->source = from->source;
    if (publisher)
        into->publisher = from->publisher;
    merge_text(&into->title, from->title);
    merge_text(&into->alt_title, from->alt_title);
    merge_text(&into->description, from->description);
    if (from->first_date && !into->first_date)
        into->date = NULL;
    into->first_date |= from->first_date;
    merge_text(&into->date, from->date);
    merge_text(&into->lastmod, from->lastmod);
    merge_text(&into->dateline, from->dateline);
    merge_text(&into->license, from->license);
    merge_text(&into->holder, from->holder);
    merge_notice(arena, &into->notice, from->notice);
    for (size_t i = 0; i < from->corrections.len; i++)
        ts_texts_add(arena, &into->corrections, ts_str_of(from->corrections.items[i]));
    merge_texts(&into->section, &from->section);
    merge_texts(&into->tags, &from->tags);
}

void ts_warn(ts_arena *arena, ts_fields *fields, const char *code, const char *message)
{
    if (fields->warnings.len >= WARNINGS_MAX)
        return;
    for (size_t i = 0; i < fields->warnings.len; i++)
        if (strcmp(fields->warnings.items[i].code, code) == 0 &&
            strcmp(fields->warnings.items[i].message, message) == 0)
            return;
    ts_warning warning = {ts_arena_strdup(arena, code), ts_arena_strdup(arena, message)};
    ts_vec_push_in(arena, &fields->warnings, warning);
}
