#include "extract/tokens.h"
#include "base/digest.h"
#include "text/utf8.h"

/* FNV-1a, 32 bits. */
#define FNV_BASIS 2166136261u
#define FNV_PRIME 16777619u

/* Bytes of an attribute, and of a text's head and tail, that are looked at. */
enum { ATTRIBUTE_MAX = 400, TEXT_HEAD = 160, TEXT_TAIL = 40 };

/* What a token is: kinds have their own numbers, so that a class "p" is not the tag. */
enum {
    KIND_TAG = 1,
    KIND_CLASS,
    KIND_ID,
    KIND_ROLE,
    KIND_WORD,
    KIND_PATH,
    KIND_HEAD,
    KIND_TAIL,
    KIND_PAIR,
    KIND_FIRST
};

/* Elements whose names are remembered, by their look. */
enum { SEEN = 256 };

typedef TS_VEC(uint32_t) hashes;

static const uint32_t SAID_KINDS[] = {
    [TS_SAID_CLASS] = KIND_CLASS, [TS_SAID_ID] = KIND_ID, [TS_SAID_ROLE] = KIND_ROLE};

uint32_t ts_token_hash(uint32_t seed, ts_str bytes)
{
    uint32_t h = seed ? seed : FNV_BASIS;
    for (size_t i = 0; i < bytes.len; i++)
        h = (h ^ (unsigned char)bytes.ptr[i]) * FNV_PRIME;
    return h;
}

/* The same of an element's name: most are short. */
static uint32_t hash_name(uint32_t seed, const ts_element *e)
{
    uint32_t h = seed;
    for (const char *p = ts_node_name(e->node); *p; p++)
        h = (h ^ (unsigned char)*p) * FNV_PRIME;
    return h;
}

uint32_t ts_token_mix(uint32_t hash, uint32_t salt)
{
    uint32_t h = (hash ^ salt) * FNV_PRIME;
    return h ^ h >> 15;
}

/* --- names --- */

/* What a byte is in a name: part of a word, whose case and digits tell where it ends. */
enum { IN_NAME = 1, UPPER = 2, LOWER = 4, DIGIT = 8 };
static const unsigned char NAME_BYTES[256] = {
    ['0' ... '9'] = IN_NAME | DIGIT,
    ['A' ... 'Z'] = IN_NAME | UPPER,
    ['a' ... 'z'] = IN_NAME | LOWER,
    [0x80 ... 0xFF] = IN_NAME,
};

/* One name: as a whole, and its words, split as class words are (rules/classes). Digits in a row count as one
 * 0. */
static void push_name(ts_arena *arena, hashes *out, ts_str name, uint32_t kind, size_t most)
{
    uint32_t whole = FNV_BASIS, word = FNV_BASIS;
    size_t letters = 0, words = 0;
    for (size_t i = 0, before = 0, is = 0; i <= name.len; i++, before = is) {
        unsigned char c = i < name.len ? (unsigned char)name.ptr[i] : 0;
        is = NAME_BYTES[c];
        bool cut = !(is & IN_NAME) || (is & DIGIT) || (is & UPPER && before & LOWER);
        if (cut && letters) {
            if ((words++ || i < name.len) && out->len < most)
                ts_vec_push_in(arena, out, ts_token_mix(word, KIND_WORD));
            word = FNV_BASIS;
            letters = 0;
        }
        if (i == name.len || (is & DIGIT && before & DIGIT))
            continue;
        unsigned char low = is & UPPER ? c | 0x20 : is & DIGIT ? '0' : c;
        whole = (whole ^ low) * FNV_PRIME;
        if ((is & (IN_NAME | DIGIT)) == IN_NAME) {
            word = (word ^ low) * FNV_PRIME;
            letters++;
        }
    }
    if (out->len < most)
        ts_vec_push_in(arena, out, ts_token_mix(whole, kind));
}

/* As much of an attribute's value, which may be NULL, as is looked at. */
static ts_str value_of(const ts_said *said)
{
    return said ? ts_str_sub(said->value, 0, ATTRIBUTE_MAX) : (ts_str){0};
}

static uint32_t look_of(const ts_element *e)
{
    uint32_t tag = hash_name(FNV_BASIS, e);
    const ts_said *class = e->said[TS_SAID_CLASS];
    bool whole = class && class->value.len <= ATTRIBUTE_MAX;
    return ts_token_mix(tag, (uint32_t)(whole ? class->hash : ts_hash64(value_of(class))));
}

/* A page has one copy of each element's name, so its address tells them apart. */
static bool has_same_names(const ts_element *a, const ts_element *b)
{
    bool same = ts_node_name(a->node) == ts_node_name(b->node);
    for (size_t i = 0; same && i < TS_SAID_COUNT; i++)
        same = a->said[i] == b->said[i] || ts_str_eq(value_of(a->said[i]), value_of(b->said[i]));
    return same;
}

static ts_token_span push_names(ts_arena *arena, hashes *out, const ts_element *e)
{
    uint32_t from = (uint32_t)out->len;
    size_t most = out->len + TS_TOKEN_NAMES;
    uint32_t tag = hash_name(FNV_BASIS, e);
    ts_vec_push_in(arena, out, ts_token_mix(tag, KIND_TAG));
    for (size_t a = 0; a < TS_SAID_COUNT; a++) {
        ts_str value = value_of(e->said[a]);
        for (size_t i = 0, start = 0; i <= value.len; i++) {
            if (i < value.len && (unsigned char)value.ptr[i] > ' ')
                continue;
            if (i > start)
                push_name(arena, out, ts_str_sub(value, start, i), SAID_KINDS[a], most);
            start = i + 1;
        }
    }
    return (ts_token_span){from, (uint32_t)out->len};
}

void ts_tokens_collect(ts_arena *arena, const ts_blocks *blocks, ts_tokens *tokens)
{
    size_t n = blocks->elements.len, seen[SEEN] = {0}; /* the last element of each slot + 1 */
    hashes all = {0};
    tokens->spans = ts_arena_alloc(arena, (n + 1) * sizeof *tokens->spans);
    tokens->looks = ts_arena_alloc(arena, (n + 1) * sizeof *tokens->looks);
    for (size_t i = 0; i < n; i++) {
        const ts_element *e = &blocks->elements.items[i];
        if (e->first == e->last)
            continue;
        tokens->looks[i] = look_of(e);
        size_t *slot = &seen[(tokens->looks[i] ^ tokens->looks[i] >> 16) % SEEN];
        if (*slot && has_same_names(&blocks->elements.items[*slot - 1], e))
            tokens->spans[i] = tokens->spans[*slot - 1];
        else
            tokens->spans[i] = push_names(arena, &all, e);
        *slot = i + 1;
    }
    tokens->names = all.items;
    tokens->count = (uint32_t)all.len;
}

/* The last place: all levels from there on are alike. */
enum { FAR = TS_TOKEN_PLACES - 1 };

static uint32_t name_at(uint32_t name, uint32_t place)
{
    return ts_token_mix(name, 100 + place);
}

/* The tags of the block's element and of those around it, as far as a path goes. */
static uint32_t add_tag(uint32_t path, const ts_blocks *blocks, int element)
{
    return hash_name(path, &blocks->elements.items[element]);
}

int ts_tokens_of_block(const ts_tokens *tokens, const ts_blocks *blocks, int block, uint32_t *out)
{
    int n = 0, level = 0;
    uint32_t path = FNV_BASIS;
    for (int e = blocks->blocks.items[block].owner; e >= 0 && level < TS_TOKEN_LEVELS; level++) {
        for (uint32_t i = tokens->spans[e].from; i < tokens->spans[e].to; i++)
            out[n++] = name_at(tokens->names[i], level < FAR ? (uint32_t)level : FAR);
        if (level <= FAR) {
            path = add_tag(path, blocks, e);
            out[n++] = ts_token_mix(path, KIND_PATH);
        }
        e = blocks->elements.items[e].parent;
    }
    return n;
}

static int sum_of(const ts_token_sums *sums, int place, ts_token_span names)
{
    return sums->before[place][names.to] - sums->before[place][names.from];
}

ts_token_sums ts_tokens_sum(ts_arena *arena, const ts_tokens *tokens, const ts_blocks *blocks,
                            const int8_t *table, size_t size)
{
    ts_token_sums sums = {.table = table, .mask = (uint32_t)size - 1};
    for (uint32_t place = 0; place <= FAR; place++) {
        int *before = sums.before[place] = ts_arena_alloc(arena, (tokens->count + 1) * sizeof *before);
        for (uint32_t i = 0; i < tokens->count; i++)
            before[i + 1] = before[i] + table[name_at(tokens->names[i], place) & sums.mask];
    }
    sums.around = ts_arena_alloc(arena, (blocks->elements.len + 1) * sizeof *sums.around);
    for (size_t i = 0; i < blocks->elements.len; i++) {
        int parent = blocks->elements.items[i].parent;
        sums.around[i] = (parent < 0 ? 0 : sums.around[parent]) + sum_of(&sums, FAR, tokens->spans[i]);
    }
    return sums;
}

int ts_tokens_score(const ts_token_sums *sums, const ts_tokens *tokens, const ts_blocks *blocks, int block)
{
    const ts_element *elements = blocks->elements.items;
    int score = 0, e = blocks->blocks.items[block].owner;
    uint32_t path = FNV_BASIS;
    for (int level = 0; e >= 0 && level <= FAR; level++) {
        path = add_tag(path, blocks, e);
        score += sums->table[ts_token_mix(path, KIND_PATH) & sums->mask];
        if (level == FAR)
            break;
        score += sum_of(sums, level, tokens->spans[e]);
        e = elements[e].parent;
    }
    if (e < 0)
        return score;
    /* What is beyond the last level does not count. */
    int beyond = elements[e].depth >= TS_TOKEN_LEVELS - FAR ? e : -1;
    for (int level = FAR; beyond >= 0 && level < TS_TOKEN_LEVELS; level++)
        beyond = elements[beyond].parent;
    return score + sums->around[e] - (beyond < 0 ? 0 : sums->around[beyond]);
}

/* --- words --- */

/* What an ASCII character is to a word, 0 for one that ends it. */
static const unsigned char IN_WORD[128] = {
    ['0' ... '9'] = '0', ['a'] = 'a', ['b'] = 'b', ['c'] = 'c', ['d'] = 'd', ['e'] = 'e', ['f'] = 'f',
    ['g'] = 'g',         ['h'] = 'h', ['i'] = 'i', ['j'] = 'j', ['k'] = 'k', ['l'] = 'l', ['m'] = 'm',
    ['n'] = 'n',         ['o'] = 'o', ['p'] = 'p', ['q'] = 'q', ['r'] = 'r', ['s'] = 's', ['t'] = 't',
    ['u'] = 'u',         ['v'] = 'v', ['w'] = 'w', ['x'] = 'x', ['y'] = 'y', ['z'] = 'z', ['A'] = 'a',
    ['B'] = 'b',         ['C'] = 'c', ['D'] = 'd', ['E'] = 'e', ['F'] = 'f', ['G'] = 'g', ['H'] = 'h',
    ['I'] = 'i',         ['J'] = 'j', ['K'] = 'k', ['L'] = 'l', ['M'] = 'm', ['N'] = 'n', ['O'] = 'o',
    ['P'] = 'p',         ['Q'] = 'q', ['R'] = 'r', ['S'] = 's', ['T'] = 't', ['U'] = 'u', ['V'] = 'v',
    ['W'] = 'w',         ['X'] = 'x', ['Y'] = 'y', ['Z'] = 'z',
};

/* The words of one stretch; returns the number of tokens written. Where words of letters end nobody can
 * foretell, so no branch hangs on it. */
static int read_words(ts_str text, uint32_t kind, int most, uint32_t *out)
{
    int n = 0;
    uint32_t word = 0, before = 0;
    for (size_t pos = 0; n + 2 < most;) {
        if (pos < text.len && (unsigned char)text.ptr[pos] < 0x80) {
            unsigned char letter = IN_WORD[(unsigned char)text.ptr[pos++]];
            out[n] = ts_token_mix(word, kind);
            n += !letter & (word != 0);
            word = letter ? ((word ? word : FNV_BASIS) ^ letter) * FNV_PRIME : 0;
            before = 0;
            continue;
        }
        bool end = pos >= text.len;
        size_t at = pos;
        uint32_t c = end ? ' ' : ts_utf8_next(text, &pos);
        bool wide = c >= 0x1100 && ts_is_wide(c);
        if (!wide && c >= 0x80 && ts_is_alnum(c)) {
            word = ts_token_hash(word, ts_str_sub(text, at, pos));
        } else if (word) {
            out[n++] = ts_token_mix(word, kind);
            word = 0;
        }
        if (wide) {
            uint32_t own = ts_token_hash(0, ts_str_sub(text, at, pos));
            out[n++] = ts_token_mix(own, kind);
            if (before)
                out[n++] = ts_token_mix(before ^ own * 31, KIND_PAIR);
            before = own;
        } else {
            before = 0;
        }
        if (end)
            break;
    }
    return n;
}

int ts_tokens_of_text(ts_str text, uint32_t *out)
{
    size_t head = text.len < TEXT_HEAD ? text.len : TEXT_HEAD;
    int n = read_words(ts_str_sub(text, 0, head), KIND_HEAD, TS_TOKEN_WORDS, out);
    if (n)
        out[n++] = ts_token_mix(out[0], KIND_FIRST);
    if (text.len > TEXT_HEAD + TEXT_TAIL) {
        size_t from = text.len - TEXT_TAIL;
        while (from > 0 && ((unsigned char)text.ptr[from] & 0xC0) == 0x80)
            from--;
        n += read_words(ts_str_sub(text, from, text.len), KIND_TAIL, TS_TOKEN_WORDS, out + n);
    }
    return n;
}

void ts_token_copies(ts_arena *arena, const uint32_t *texts, size_t count, int *copies)
{
    struct slot {
        uint32_t hash;
        int count;
    } * slots;
    size_t mask = 15;
    while (mask + 1 < 2 * count)
        mask = 2 * mask + 1;
    slots = ts_arena_alloc(arena, (mask + 1) * sizeof *slots);
    uint32_t *at = ts_arena_alloc(arena, (count + 1) * sizeof *at);
    for (size_t i = 0; i < count; i++) {
        uint32_t k = (texts[i] ^ texts[i] >> 16) & (uint32_t)mask;
        while (slots[k].count && slots[k].hash != texts[i])
            k = (k + 1) & (uint32_t)mask;
        slots[k].hash = texts[i];
        slots[k].count++;
        at[i] = k;
    }
    for (size_t i = 0; i < count; i++)
        copies[i] = slots[at[i]].count;
}
