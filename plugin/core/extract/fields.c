#include "extract/fields.h"

#include "text/utf8.h"

#include <string.h>

/* What one list of a record may hold: more is a mistake of the page or of a rule. */
#define TEXTS_MAX 200
#define WARNINGS_MAX 100

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
