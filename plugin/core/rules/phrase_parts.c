#include "rules/phrase_parts.h"

/* How a set of letters is packed. */
enum { NO_LETTER, ANY_LETTER, SOME_LETTERS };

static int kind_of(const ts_letter_set *set)
{
    uint64_t any = 0, all = UINT64_MAX;
    for (size_t i = 0; i < TS_LETTER_SLOTS / 64; i++) {
        any |= set->words[i];
        all &= set->words[i];
    }
    return !any ? NO_LETTER : all == UINT64_MAX ? ANY_LETTER : SOME_LETTERS;
}

static void pack_letters(ts_buf *out, const ts_letter_set *set)
{
    int kind = kind_of(set);
    ts_pack_number(out, (uint64_t)kind);
    for (size_t i = 0; kind == SOME_LETTERS && i < TS_LETTER_SLOTS; i += 8)
        ts_buf_putc(out, (char)(set->words[i / 64] >> i % 64));
}

static void unpack_letters(ts_unpack *in, ts_letter_set *set)
{
    uint64_t kind = ts_unpack_number(in), fill = kind == ANY_LETTER ? UINT64_MAX : 0;
    const char *bytes = kind == SOME_LETTERS ? ts_unpack_bytes(in, TS_LETTER_SLOTS / 8) : NULL;
    for (size_t i = 0; i < TS_LETTER_SLOTS / 64; i++)
        set->words[i] = fill;
    for (size_t i = 0; bytes && i < TS_LETTER_SLOTS; i += 8)
        set->words[i / 64] |= (uint64_t)(unsigned char)bytes[i / 8] << i % 64;
}

static void pack_demands(ts_buf *out, const ts_demands *demands)
{
    ts_pack_number(out, demands->len);
    for (size_t i = 0; i < demands->len; i++) {
        const ts_demand *d = &demands->items[i];
        pack_letters(out, &d->shape.first);
        pack_letters(out, &d->shape.last);
        ts_pack_number(out, d->shape.without);
        ts_pack_number(out, d->literals.len);
        for (size_t k = 0; k < d->literals.len; k++) {
            ts_pack_number(out, d->literals.items[k].len);
            ts_buf_put(out, d->literals.items[k]);
        }
    }
}

void ts_parts_unpack_demands(ts_arena *arena, const ts_phrase_part *part, ts_demands *demands)
{
    ts_unpack in = {.bytes = {part->demands, part->demands_len}};
    size_t count = ts_unpack_count(&in);
    *demands = (ts_demands){.items = ts_arena_alloc(arena, (count + 1) * sizeof *demands->items)};
    for (; demands->len < count; demands->len++) {
        ts_demand *d = &demands->items[demands->len];
        unpack_letters(&in, &d->shape.first);
        unpack_letters(&in, &d->shape.last);
        d->shape.without = ts_unpack_number(&in) != 0;
        size_t literals = ts_unpack_count(&in);
        d->literals.items = ts_arena_alloc(arena, (literals + 1) * sizeof *d->literals.items);
        for (; d->literals.len < literals; d->literals.len++) {
            size_t len = ts_unpack_number(&in);
            d->literals.items[d->literals.len] = (ts_str){ts_unpack_bytes(&in, len), len};
        }
    }
}

static void pack_part(ts_buf *out, const ts_phrase_rule *rule, int number, const char *pattern,
                      const ts_demands *demands)
{
    ts_buf packed;
    ts_buf_init(&packed, TS_BUF_MAX);
    pack_demands(&packed, demands);
    ts_pack_number(out, (uint64_t)number);
    ts_pack_text(out, rule->rule_class);
    ts_pack_number(out, rule->zones);
    ts_pack_number(out, rule->max);
    ts_pack_text(out, pattern);
    ts_pack_number(out, packed.len);
    ts_buf_put(out, ts_buf_str(&packed));
    ts_buf_free(&packed);
}

ts_phrase_part ts_parts_unpack(ts_unpack *in)
{
    ts_phrase_part part = {.rule = (int)ts_unpack_number(in)};
    part.rule_class = ts_unpack_text(in);
    part.zones = (unsigned)ts_unpack_number(in);
    part.max = ts_unpack_number(in);
    part.pattern = ts_unpack_text(in);
    part.demands_len = ts_unpack_number(in);
    part.demands = ts_unpack_bytes(in, part.demands_len);
    return part;
}

/* True where the first alternative that matches is what all of them find: each begins at the line's start. */
static bool is_divisible(ts_arena *arena, const ts_phrase_rule *rule)
{
    ts_demands demands;
    for (size_t i = 0; i < rule->alternatives.len; i++) {
        ts_demands_of(arena, ts_str_of(rule->alternatives.items[i]), &demands);
        for (size_t k = 0; k < demands.len; k++)
            if (!demands.items[k].shape.starts)
                return false;
    }
    return true;
}

/* The parts of a rule; their number. */
static size_t pack_rule(ts_buf *out, ts_arena *arena, const ts_phrase_rule *rule, int number)
{
    ts_demands demands;
    bool divided = is_divisible(arena, rule);
    size_t count = divided ? rule->alternatives.len : 1;
    for (size_t i = 0; i < count; i++) {
        const char *pattern = divided ? rule->alternatives.items[i] : rule->pattern;
        ts_demands_of(arena, ts_str_of(pattern), &demands);
        pack_part(out, rule, number, pattern, &demands);
    }
    return count;
}

void ts_parts_pack(ts_buf *out, const char *name, const ts_phrase_file *file, ts_parts_count *count)
{
    ts_buf parts;
    size_t before = count->parts;
    ts_arena *arena = ts_arena_new();
    ts_buf_init(&parts, TS_BUF_MAX);
    for (size_t i = 0; i < file->rules.len; i++)
        count->parts += pack_rule(&parts, arena, &file->rules.items[i], count->rules++);
    ts_pack_text(out, name);
    ts_pack_number(out, file->scripts);
    ts_pack_number(out, count->parts - before);
    ts_buf_put(out, ts_buf_str(&parts));
    ts_buf_free(&parts);
    ts_arena_free(arena);
}

ts_parts_head ts_parts_unpack_head(ts_unpack *in)
{
    ts_parts_head head = {0};
    if (in->at >= in->bytes.len)
        return head;
    head.name = ts_unpack_text(in);
    head.scripts = (unsigned)ts_unpack_number(in);
    head.count = ts_unpack_count(in);
    return head;
}
