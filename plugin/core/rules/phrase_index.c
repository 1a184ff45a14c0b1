/* Each literal is kept by its window: its first bytes, two to WINDOW_MAX of them. At each place of a line a
 * bit a width tells whether any literal has the window there: most places need no more. A literal of one byte
 * is looked up among the bytes that the line has. */
#include "rules/phrase_index.h"

#include "base/vec.h"

#include <string.h>

#define WINDOW_MAX 4
#define WIDTHS (WINDOW_MAX + 1)

typedef struct entry {
    ts_str literal;
    uint32_t window; /* its first bytes */
    int rule;
    int next; /* of the same slot; 0 for the end */
} entry;

typedef struct single {
    unsigned char byte;
    int rule;
} single;

struct ts_phrase_index {
    ts_arena *arena;
    ts_rule_set always; /* rules without a literal */
    TS_VEC(single) singles;
    TS_VEC(entry) entries;  /* the first is none */
    size_t longest;         /* literal, and no window is longer */
    int shift;              /* of a window's hash to the number of its slot */
    uint64_t *used[WIDTHS]; /* a bit a slot, by the width of its windows */
    uint16_t *slots;        /* the last entry of each */
};

bool ts_rule_set_keep(ts_rule_set *set, const ts_rule_set *other)
{
    uint64_t left = 0;
    for (size_t i = 0; i < TS_RULES_MAX / 64; i++)
        left |= set->words[i] &= other ? other->words[i] : UINT64_MAX;
    return left != 0;
}

int ts_rule_set_next(const ts_rule_set *set, int rule, int end)
{
    while (rule < end) {
        uint64_t rest = set->words[rule / 64] >> rule % 64;
        if (rest) {
            rule += __builtin_ctzll(rest);
            return rule < end ? rule : end;
        }
        rule = (rule / 64 + 1) * 64;
    }
    return end;
}

ts_phrase_index *ts_phrase_index_new(ts_arena *arena, int slot_bits)
{
    ts_phrase_index *index = TS_NEW(arena, ts_phrase_index);
    index->arena = arena;
    index->longest = WINDOW_MAX;
    index->shift = 32 - slot_bits;
    for (int width = 2; width < WIDTHS; width++)
        index->used[width] = ts_arena_alloc(arena, ((size_t)1 << slot_bits) / 8);
    index->slots = ts_arena_alloc(arena, ((size_t)1 << slot_bits) * sizeof *index->slots);
    ts_vec_push_in(arena, &index->entries, (entry){0});
    return index;
}

static size_t slot_of(const ts_phrase_index *index, uint32_t window)
{
    return window * 0x9E3779B1u >> index->shift;
}

static bool is_used(const ts_phrase_index *index, size_t width, size_t slot)
{
    return index->used[width][slot / 64] >> slot % 64 & 1;
}

static void add_literal(ts_phrase_index *index, ts_str literal, int rule)
{
    if (literal.len == 1) {
        ts_vec_push_in(index->arena, &index->singles, ((single){(unsigned char)literal.ptr[0], rule}));
        return;
    }
    size_t width = literal.len < WINDOW_MAX ? literal.len : WINDOW_MAX;
    uint32_t window = 0;
    memcpy(&window, literal.ptr, width);
    size_t slot = slot_of(index, window);
    entry added = {.literal = literal, .window = window, .rule = rule, .next = index->slots[slot]};
    index->used[width][slot / 64] |= (uint64_t)1 << slot % 64;
    index->slots[slot] = (uint16_t)index->entries.len;
    index->longest = literal.len > index->longest ? literal.len : index->longest;
    ts_vec_push_in(index->arena, &index->entries, added);
}

void ts_phrase_index_add(ts_phrase_index *index, const ts_literals *literals, int rule)
{
    if (!literals || index->entries.len + literals->len > UINT16_MAX)
        ts_rule_set_add(&index->always, rule);
    else
        for (size_t i = 0; i < literals->len; i++)
            add_literal(index, literals->items[i], rule);
}

static void add_found(const ts_phrase_index *index, uint32_t window, const char *text, ts_rule_set *found)
{
    const entry *e = &index->entries.items[index->slots[slot_of(index, window)]];
    for (; e->literal.len; e = &index->entries.items[e->next])
        if (e->window == window &&
            (e->literal.len <= WINDOW_MAX || memcmp(text, e->literal.ptr, e->literal.len) == 0))
            ts_rule_set_add(found, e->rule);
}

static void find(const ts_phrase_index *index, const char *text, size_t len, ts_rule_set *found)
{
    uint32_t masks[WIDTHS] = {0};
    unsigned char present[256] = {0};
    for (size_t width = 2; width < WIDTHS; width++)
        memset(&masks[width], 0xFF, width);
    for (size_t i = 0; i < len; i++) {
        uint32_t four;
        present[(unsigned char)text[i]] = 1;
        memcpy(&four, text + i, sizeof four);
        for (size_t width = 2; width < WIDTHS; width++)
            if (is_used(index, width, slot_of(index, four & masks[width])))
                add_found(index, four & masks[width], text + i, found);
    }
    for (size_t i = 0; i < index->singles.len; i++)
        if (present[index->singles.items[i].byte])
            ts_rule_set_add(found, index->singles.items[i].rule);
}

void ts_phrase_index_find(const ts_phrase_index *index, ts_str line, ts_rule_set *found)
{
    char small[2048];
    size_t room = line.len + line.len / 2 + index->longest; /* a literal may be compared behind the end */
    char *text = room <= sizeof small ? small : ts_malloc(room);
    size_t len = ts_literal_fold(line, text);
    memset(text + len, 0, index->longest);
    find(index, text, len, found);
    if (text != small)
        free(text);
    for (size_t i = 0; i < TS_RULES_MAX / 64; i++)
        found->words[i] |= index->always.words[i];
}
