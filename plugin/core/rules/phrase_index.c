/* Each literal is kept by its window: its first bytes, two to WINDOW_MAX of them. At each place of a line one
 * bit tells whether any literal has the four bytes there for its window, another whether one whose window is
 * shorter begins with the two, and then whether its window is there: most places need no more. A literal of
 * one byte is looked up among the bytes that the line has. */
#include "rules/phrase_index.h"

#include "base/eight.h"
#include "base/vec.h"

#include <string.h>

#define WINDOW_MAX 4
/* Hashes of windows that share a slot: few of them are any literal's, and so the slots stay in the cache. */
#define SLOT_HASHES 8
#define HEAD sizeof(uint64_t)

typedef struct entry {
    uint64_t head; /* the literal's first bytes, HEAD at most */
    ts_str literal;
    uint16_t user; /* the last one */
    uint16_t next; /* of the same slot; 0 for the end */
} entry;

/* A demand that has the literal: some literals have dozens. */
typedef struct user {
    uint16_t demand;
    uint16_t next; /* of the same literal; 0 for the end */
} user;

typedef struct single {
    unsigned char byte;
    uint16_t demand;
} single;

typedef struct demand {
    ts_line_shape shape;
    int part;
} demand;

/* A line that is being looked through. */
typedef struct search {
    ts_line_ends ends;
    ts_part_set *found;
} search;

struct ts_phrase_index {
    ts_arena *arena;
    TS_VEC(demand) demands;
    ts_line_shape lines;     /* that any of them allows */
    TS_VEC(uint16_t) always; /* demands without a literal */
    TS_VEC(single) singles;
    TS_VEC(entry) entries; /* the first is none */
    TS_VEC(user) users;    /* likewise */
    size_t longest;        /* literal, and no head is longer */
    int shift;             /* of a window's product to its hash */
    uint64_t *full;        /* a bit for each window, by its hash */
    uint64_t *part;        /* a bit for each two bytes: shorter windows begin with them */
    uint16_t *slots;       /* the last entry of each */
};

int ts_part_set_next(const ts_part_set *set, int part, int end)
{
    while (part < end) {
        uint64_t used = set->used[part / 4096] >> part / 64 % 64;
        if (!used) {
            part = (part / 4096 + 1) * 4096;
        } else if (!(used & 1)) {
            part = (part / 64 + __builtin_ctzll(used)) * 64;
        } else {
            uint64_t rest = set->words[part / 64] >> part % 64;
            if (rest) {
                part += __builtin_ctzll(rest);
                break;
            }
            part = (part / 64 + 1) * 64;
        }
    }
    return part < end ? part : end;
}

ts_phrase_index *ts_phrase_index_new(ts_arena *arena, int hash_bits)
{
    ts_phrase_index *index = TS_NEW(arena, ts_phrase_index);
    index->arena = arena;
    index->longest = HEAD;
    index->shift = 32 - hash_bits;
    index->full = ts_arena_alloc(arena, ((size_t)1 << hash_bits) / 8);
    index->part = ts_arena_alloc(arena, ((size_t)1 << 16) / 8);
    index->slots = ts_arena_alloc(arena, ((size_t)1 << hash_bits) / SLOT_HASHES * sizeof *index->slots);
    ts_vec_push_in(arena, &index->entries, (entry){0});
    ts_vec_push_in(arena, &index->users, (user){0});
    return index;
}

static size_t hash_of(const ts_phrase_index *index, uint32_t window)
{
    return window * 0x9E3779B1u >> index->shift;
}

static bool has_bit(const uint64_t *bits, size_t n)
{
    return bits[n / 64] >> n % 64 & 1;
}

static bool may_have(const ts_phrase_index *index, uint32_t window)
{
    return has_bit(index->full, hash_of(index, window));
}

static void set_bit(uint64_t *bits, size_t n)
{
    bits[n / 64] |= (uint64_t)1 << n % 64;
}

/* The two bytes at `text`, as a number. */
static uint16_t pair_at(const char *text)
{
    uint16_t pair;
    memcpy(&pair, text, sizeof pair);
    return pair;
}

static void add_literal(ts_phrase_index *index, ts_str literal, uint16_t number)
{
    if (literal.len == 1) {
        ts_vec_push_in(index->arena, &index->singles, ((single){(unsigned char)literal.ptr[0], number}));
        return;
    }
    size_t width = literal.len < WINDOW_MAX ? literal.len : WINDOW_MAX;
    char head[HEAD] = {0};
    uint32_t window = 0;
    memcpy(&window, literal.ptr, width);
    memcpy(head, literal.ptr, literal.len < HEAD ? literal.len : HEAD);
    size_t hash = hash_of(index, window);
    uint16_t *slot = &index->slots[hash / SLOT_HASHES], at = *slot;
    while (at && !ts_str_eq(index->entries.items[at].literal, literal))
        at = index->entries.items[at].next;
    if (!at) {
        entry added = {.head = ts_eight(head), .literal = literal, .next = *slot};
        *slot = at = (uint16_t)index->entries.len;
        ts_vec_push_in(index->arena, &index->entries, added);
    }
    user added = {number, index->entries.items[at].user};
    index->entries.items[at].user = (uint16_t)index->users.len;
    ts_vec_push_in(index->arena, &index->users, added);
    set_bit(index->full, hash);
    if (width < WINDOW_MAX)
        set_bit(index->part, pair_at(literal.ptr));
    index->longest = literal.len > index->longest ? literal.len : index->longest;
}

void ts_phrase_index_add(ts_phrase_index *index, const ts_demands *demands, int part)
{
    for (size_t i = 0; i < demands->len; i++) {
        const ts_demand *from = &demands->items[i];
        uint16_t number = (uint16_t)index->demands.len;
        index->lines = number ? ts_shape_either(&index->lines, &from->shape) : from->shape;
        ts_vec_push_in(index->arena, &index->demands, ((demand){from->shape, part}));
        if (!from->literals.len || index->users.len + from->literals.len > UINT16_MAX)
            ts_vec_push_in(index->arena, &index->always, number);
        else
            for (size_t k = 0; k < from->literals.len; k++)
                add_literal(index, from->literals.items[k], number);
    }
}

/* The bytes of a text's head that a literal of `len` bytes is compared with. */
static uint64_t head_mask(size_t len)
{
    return len < HEAD ? ((uint64_t)1 << 8 * len) - 1 : UINT64_MAX;
}

static void add_demand(const ts_phrase_index *index, size_t number, search *s)
{
    const demand *d = &index->demands.items[number];
    if (ts_line_fits(&d->shape, s->ends))
        ts_part_set_add(s->found, d->part);
}

static void add_found(const ts_phrase_index *index, uint32_t window, const char *text, search *s)
{
    const entry *e = &index->entries.items[index->slots[hash_of(index, window) / SLOT_HASHES]];
    const user *users = index->users.items;
    uint64_t head = ts_eight(text);
    for (; e->literal.len; e = &index->entries.items[e->next])
        if (!((head ^ e->head) & head_mask(e->literal.len)) &&
            (e->literal.len <= HEAD ||
             memcmp(text + HEAD, e->literal.ptr + HEAD, e->literal.len - HEAD) == 0))
            for (const user *u = &users[e->user]; u != users; u = &users[u->next])
                add_demand(index, u->demand, s);
}

/* The bytes of the character that begins with that one, in UTF-8. */
static size_t width_of(unsigned char first)
{
    return first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
}

/* The literals begin with characters, so only there is anything looked for. */
static void find(const ts_phrase_index *index, const char *text, size_t len, search *s)
{
    uint32_t masks[WINDOW_MAX] = {0};
    unsigned char present[256] = {0};
    for (size_t width = 2; width < WINDOW_MAX; width++)
        memset(&masks[width], 0xFF, width);
    for (size_t i = 0; i < len; i += width_of((unsigned char)text[i])) {
        uint32_t four;
        present[(unsigned char)text[i]] = 1;
        memcpy(&four, text + i, sizeof four);
        if (may_have(index, four))
            add_found(index, four, text + i, s);
        if (!has_bit(index->part, pair_at(text + i)))
            continue;
        for (size_t width = 2; width < WINDOW_MAX; width++)
            if (may_have(index, four & masks[width]))
                add_found(index, four & masks[width], text + i, s);
    }
    for (size_t i = 0; i < index->singles.len; i++)
        if (present[index->singles.items[i].byte])
            add_demand(index, index->singles.items[i].demand, s);
    for (size_t i = 0; i < index->always.len; i++)
        add_demand(index, index->always.items[i], s);
}

void ts_phrase_index_find(const ts_phrase_index *index, ts_str line, ts_part_set *found)
{
    search s = {ts_line_ends_of(line), found};
    if (!ts_line_fits(&index->lines, s.ends))
        return;
    char small[4096];
    /* A byte that is no UTF-8 becomes three, and a literal may be compared behind the end. */
    size_t room = 3 * line.len + index->longest;
    char *text = room <= sizeof small ? small : ts_malloc(room);
    size_t len = ts_literal_fold(line, text);
    memset(text + len, 0, index->longest);
    find(index, text, len, &s);
    if (text != small)
        free(text);
}
