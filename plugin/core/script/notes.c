/* What a page reads of all that other pages read as well: whoever renders it again later need not, where none
 * of that has changed. */
#include "base/digest.h"
#include "script/state.h"

#include <stdlib.h>

#define FIRST_SLOTS 256
/* Kept from one page to the next. */
#define MOST_SLOTS 4096

void ts_notes_free(ts_notes *notes)
{
    ts_vec_free(&notes->list);
    free(notes->slots);
    *notes = (ts_notes){0};
}

/* The slot of a thing, or the free one where it belongs. */
static uint32_t *slot_of(const ts_notes *notes, const ts_read *read)
{
    const uintptr_t key[] = {(uintptr_t)read->map, (uintptr_t)read->name};
    size_t mask = notes->slot_count - 1;
    for (size_t i = (size_t)ts_hash64((ts_str){(const char *)key, sizeof key}) & mask;; i = (i + 1) & mask) {
        const ts_read *other = notes->slots[i] ? &notes->list.items[notes->slots[i] - 1] : NULL;
        if (!other || (other->map == read->map && other->name == read->name))
            return &notes->slots[i];
    }
}

/* Twice as many slots as before. */
static void grow(ts_notes *notes)
{
    notes->slot_count = notes->slot_count ? 2 * notes->slot_count : FIRST_SLOTS;
    free(notes->slots);
    notes->slots = ts_malloc(notes->slot_count * sizeof *notes->slots);
    memset(notes->slots, 0, notes->slot_count * sizeof *notes->slots);
    for (size_t i = 0; i < notes->list.len; i++)
        *slot_of(notes, &notes->list.items[i]) = (uint32_t)(i + 1);
}

void ts_notes_add(ts_notes *notes, ts_read read)
{
    if (2 * (notes->list.len + 1) > notes->slot_count)
        grow(notes);
    uint32_t *slot = slot_of(notes, &read);
    if (*slot)
        return;
    ts_vec_push(&notes->list, read);
    *slot = (uint32_t)notes->list.len;
}

void ts_notes_clear(ts_notes *notes)
{
    /* One page that read much must not make all that follow pay for its slots. */
    if (notes->slot_count > MOST_SLOTS)
        ts_notes_free(notes);
    if (notes->list.len)
        memset(notes->slots, 0, notes->slot_count * sizeof *notes->slots);
    notes->list.len = 0;
}

const ts_read_list *ts_script_reads(const ts_script *script)
{
    return &script->notes.list;
}

void ts_note_template(ts_script *script, const char *name)
{
    ts_notes_add(&script->notes, (ts_read){NULL, name});
}

void ts_note_field(ts_script *script, const ts_value *map, const ts_pair *pair, const char *key)
{
    const ts_type *type = map->map.type;
    const char *const *field = type->fields;
    if (type->sharing == TS_SHARED_WHOLE) {
        ts_notes_add(&script->notes, (ts_read){map, NULL});
        return;
    }
    /* The name that stays: the map's own, or, where it has none, that of its type. */
    while (!pair && *field && strcmp(*field, key) != 0)
        field++;
    if (pair || *field)
        ts_notes_add(&script->notes, (ts_read){map, pair ? pair->key.ptr : *field});
}

void ts_note_all(ts_script *script, const ts_value *value)
{
    TS_VEC(const ts_value *) todo = {0};
    ts_vec_push(&todo, value);
    while (todo.len) {
        const ts_value *v = todo.items[--todo.len];
        for (size_t i = 0; v->kind == TS_LIST && i < v->list.len; i++)
            ts_vec_push(&todo, v->list.items[i]);
        for (size_t i = 0; v->kind == TS_MAP && i < v->map.len; i++) {
            if (v->map.type && v->map.type->sharing)
                ts_note_field(script, v, &v->map.pairs[i], NULL);
            if (v->map.pairs[i].value)
                ts_vec_push(&todo, v->map.pairs[i].value);
        }
    }
    ts_vec_free(&todo);
}
