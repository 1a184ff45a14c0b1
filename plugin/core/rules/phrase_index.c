/* Each literal is kept by its first bytes, one to WINDOW_MAX of them. At each place of a line the two bytes
 * there tell which lengths to look at, and a bit a window whether any literal begins so: most places need no
 * more. */
#include "rules/phrase_index.h"

#include "base/vec.h"
#include "rules/phrase_literals.h"

#include <string.h>

#define WINDOW_MAX 4
#define SLOTS ((size_t)1 << 16)

typedef struct entry {
    ts_str literal;
    int rule;
    int next; /* of the same slot; 0 for the end */
} entry;

struct ts_phrase_index {
    ts_arena *arena;
    ts_rule_set always;             /* rules without a literal */
    unsigned char widths[256][256]; /* by the first two bytes: a bit a window's length */
    uint64_t used[SLOTS / 64];
    uint16_t slots[SLOTS]; /* the last entry of each */
    TS_VEC(entry) entries; /* the first is none */
    size_t longest;        /* literal, and no window is longer */
};

bool ts_rule_set_keep(ts_rule_set *set, const ts_rule_set *other)
{
    uint64_t left = 0;
    for (size_t i = 0; i < TS_RULES_MAX / 64; i++)
        left |= set->words[i] &= other->words[i];
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

ts_phrase_index *ts_phrase_index_new(ts_arena *arena)
{
    ts_phrase_index *index = TS_NEW(arena, ts_phrase_index);
    index->arena = arena;
    index->longest = WINDOW_MAX;
    ts_vec_push_in(arena, &index->entries, (entry){0});
    return index;
}

/* The first bytes of a literal or of what is left of a line, of `width` where it is below four. */
static uint32_t window_at(const char *text, size_t width)
{
    const unsigned char *p = (const unsigned char *)text;
    uint32_t four = p[0];
    for (size_t i = 1; i < width; i++)
        four |= (uint32_t)p[i] << 8 * i;
    return four;
}

static size_t slot_of(uint32_t window)
{
    return window * 0x9E3779B1u >> 16;
}

static void add_literal(ts_phrase_index *index, ts_str literal, int rule)
{
    size_t width = literal.len < WINDOW_MAX ? literal.len : WINDOW_MAX;
    size_t slot = slot_of(window_at(literal.ptr, width));
    entry added = {.literal = literal, .rule = rule, .next = index->slots[slot]};
    unsigned char *widths = index->widths[(unsigned char)literal.ptr[0]];
    for (int i = 0; i < 256; i++)
        if (width == 1 || i == (unsigned char)literal.ptr[1])
            widths[i] |= (unsigned char)(1u << (width - 1));
    index->used[slot / 64] |= (uint64_t)1 << slot % 64;
    index->slots[slot] = (uint16_t)index->entries.len;
    index->longest = literal.len > index->longest ? literal.len : index->longest;
    ts_vec_push_in(index->arena, &index->entries, added);
}

void ts_phrase_index_add(ts_phrase_index *index, ts_str pattern, int rule)
{
    ts_arena *arena = ts_arena_new();
    ts_literals literals;
    bool known = ts_literals_of(arena, pattern, &literals);
    if (!known || index->entries.len + literals.len > UINT16_MAX)
        ts_rule_set_add(&index->always, rule);
    else
        for (size_t i = 0; i < literals.len; i++) {
            ts_str kept = {ts_arena_copy(index->arena, literals.items[i]), literals.items[i].len};
            add_literal(index, kept, rule);
        }
    ts_arena_free(arena);
}

static void add_found(const ts_phrase_index *index, size_t slot, const char *text, ts_rule_set *found)
{
    const entry *e = &index->entries.items[index->slots[slot]];
    for (; e->literal.len; e = &index->entries.items[e->next])
        if (memcmp(text, e->literal.ptr, e->literal.len) == 0)
            ts_rule_set_add(found, e->rule);
}

static void find(const ts_phrase_index *index, const char *text, size_t len, ts_rule_set *found)
{
    static const uint32_t masks[WINDOW_MAX] = {0xFF, 0xFFFF, 0xFFFFFF, 0xFFFFFFFF};
    uint64_t seen[256 / 64] = {0}; /* bytes that are a literal by themselves come often */
    for (size_t i = 0; i < len; i++) {
        unsigned char byte = (unsigned char)text[i];
        unsigned widths = index->widths[byte][(unsigned char)text[i + 1]];
        if (!widths)
            continue;
        if (seen[byte / 64] >> byte % 64 & 1)
            widths &= ~1u;
        seen[byte / 64] |= (uint64_t)1 << byte % 64;
        uint32_t four = window_at(text + i, WINDOW_MAX);
        for (; widths; widths &= widths - 1) {
            size_t slot = slot_of(four & masks[__builtin_ctz(widths)]);
            if (index->used[slot / 64] >> slot % 64 & 1)
                add_found(index, slot, text + i, found);
        }
    }
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
