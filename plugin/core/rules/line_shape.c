/* Letters are those that every version of Unicode takes for letters or digits and that the rules' languages
 * write most with. Any other character counts as a sign: the shape is then told by fewer of its letters. */
#include "rules/line_shape.h"

#include "rules/phrase_literals.h"
#include "text/utf8.h"

static bool is_letter(uint32_t c)
{
    if (c < 0x370)
        return c >= 0xC0 && c < 0x250 && c != 0xD7 && c != 0xF7;
    if (c < 0x530)
        return c >= 0x430 && c <= 0x45F;
    return (c >= 0x3041 && c <= 0x3096) || (c >= 0x30A1 && c <= 0x30FA) || (c >= 0xAC00 && c <= 0xD7A3);
}

/* The slot of a letter, without regard to case, of digits the same; TS_LETTER_SLOTS for what is none. */
static uint16_t slot_of(uint32_t c)
{
    if (c < 0x80) {
        uint32_t lower = c | 0x20;
        return (uint16_t)(c - '0' < 10 ? '0' : lower - 'a' < 26 ? lower : TS_LETTER_SLOTS);
    }
    if ((c >= 0x2000 && c < 0x2100) || (c >= 0x3000 && c < 0x3041))
        return TS_LETTER_SLOTS; /* most of what is not Han on a Chinese page */
    if (c < 0x4E00 || c > 0x9FA5) {
        c = ts_literal_fold_char(c);
        if (c < 0x80)
            return slot_of(c);
        if (!is_letter(c))
            return TS_LETTER_SLOTS;
    }
    return (uint16_t)((c ^ c >> 8) % TS_LETTER_SLOTS);
}

static const ts_letter_set all_letters = {{UINT64_MAX, UINT64_MAX, UINT64_MAX, UINT64_MAX}};

static void add_all(ts_letter_set *set, const ts_letter_set *more)
{
    for (size_t i = 0; i < TS_LETTER_SLOTS / 64; i++)
        set->words[i] |= more->words[i];
}

ts_line_shape ts_shape_of_any(void)
{
    return (ts_line_shape){.first = all_letters, .last = all_letters, .without = true};
}

ts_line_shape ts_shape_of_sign(void)
{
    return (ts_line_shape){.without = true};
}

ts_line_shape ts_shape_of_anchor(bool starts, bool ends)
{
    return (ts_line_shape){.without = true, .blank = true, .starts = starts, .ends = ends};
}

ts_line_shape ts_shape_of_text(ts_str text)
{
    ts_line_ends ends = ts_line_ends_of(text);
    ts_line_shape shape = {.without = ends.first == TS_LETTER_SLOTS, .blank = text.len == 0};
    if (!shape.without) {
        shape.first.words[ends.first / 64] |= (uint64_t)1 << ends.first % 64;
        shape.last.words[ends.last / 64] |= (uint64_t)1 << ends.last % 64;
    }
    return shape;
}

ts_line_shape ts_shape_join(const ts_line_shape *a, const ts_line_shape *b)
{
    ts_line_shape both = {.first = a->first,
                          .last = b->last,
                          .without = a->without && b->without,
                          .blank = a->blank && b->blank,
                          .starts = a->starts || (a->blank && b->starts),
                          .ends = b->ends || (b->blank && a->ends)};
    if (a->without)
        add_all(&both.first, &b->first);
    if (b->without)
        add_all(&both.last, &a->last);
    return both;
}

ts_line_shape ts_shape_either(const ts_line_shape *a, const ts_line_shape *b)
{
    ts_line_shape either = *a;
    add_all(&either.first, &b->first);
    add_all(&either.last, &b->last);
    either.without |= b->without;
    either.blank &= b->blank;
    either.starts &= b->starts;
    either.ends &= b->ends;
    return either;
}

ts_line_shape ts_shape_optional(const ts_line_shape *shape)
{
    ts_line_shape none = ts_shape_of_anchor(false, false);
    return ts_shape_either(shape, &none);
}

ts_line_shape ts_shape_of_line(const ts_line_shape *part)
{
    ts_line_shape line = *part;
    /* What stands beside the text may have letters, and be all that has any. */
    if (!part->starts || (!part->ends && part->without))
        line.first = all_letters;
    if (!part->ends || (!part->starts && part->without))
        line.last = all_letters;
    return line;
}

ts_line_ends ts_line_ends_of(ts_str line)
{
    ts_line_ends ends = {TS_LETTER_SLOTS, TS_LETTER_SLOTS};
    for (size_t i = 0; i < line.len && ends.first == TS_LETTER_SLOTS;)
        ends.first = slot_of(ts_utf8_next(line, &i));
    for (size_t i = line.len; ends.first != TS_LETTER_SLOTS && ends.last == TS_LETTER_SLOTS;)
        ends.last = slot_of(ts_utf8_prev(line, &i));
    return ends;
}
