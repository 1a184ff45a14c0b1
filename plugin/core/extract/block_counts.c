#include "extract/block_counts.h"
#include "base/eight.h"
#include "text/segment.h"
#include "text/utf8.h"

void ts_block_count_char(ts_block *block, bool link, uint32_t c)
{
    bool stop = ts_is_sentence_end(c);
    float size = c < 0x1100 ? 1.0f : ts_is_wide(c) || ts_is_hangul(c) ? TS_WIDE_SIZE : 1.0f;
    block->size += size;
    if (link)
        block->link_size += size;
    if (ts_is_comma(c))
        block->commas++;
    else if (stop)
        block->stops++;
    if (stop || !ts_is_closing(c))
        block->closed = stop;
}

size_t ts_block_count_han(ts_block *block, bool link, ts_str s, size_t from)
{
    size_t pos = ts_utf8_han_end(s, from);
    float size = TS_WIDE_SIZE * (float)((pos - from) / 3);
    block->size += size;
    if (link)
        block->link_size += size;
    block->closed = false;
    return pos;
}

/* A Latin full stop ends a sentence only before a space or the end: "3.5" and "example.org" are none. `pos`
 * is the place behind it. */
static bool ends_sentence(ts_str s, size_t pos)
{
    return pos == s.len ||
           !((s.ptr[pos] >= '0' && s.ptr[pos] <= '9') || (s.ptr[pos] >= 'a' && s.ptr[pos] <= 'z'));
}

/* What an ASCII character adds to the counts, which are parts of one number. */
enum { CAPITALS = 12, DIGITS = 24, COMMAS = 36, STOPS = 48, PART = 0xFFF };
#define SPACE UINT64_C(1)
#define CAPITAL (UINT64_C(1) << CAPITALS)
#define DIGIT (UINT64_C(1) << DIGITS)
#define COMMA (UINT64_C(1) << COMMAS)
#define STOP (UINT64_C(1) << STOPS)
static const uint64_t COUNTS[128] = {
    [' '] = SPACE,         ['A' ... 'Z'] = CAPITAL,
    ['0' ... '9'] = DIGIT, [','] = COMMA,
    [';'] = COMMA,         ['.'] = STOP,
    ['!'] = STOP,          ['?'] = STOP,
};

static bool closes(char c)
{
    return c == '"' || c == '\'' || c == ')' || c == ']';
}

/* What a byte that is no letter adds, where it stands. */
static uint64_t count_of(ts_str s, size_t pos)
{
    uint64_t count = COUNTS[(unsigned char)s.ptr[pos]];
    return count == STOP && !ends_sentence(s, pos + 1) ? 0 : count;
}

/* What as many times eight bytes as are ASCII with single spaces from `*pos` on add, all of them before
 * `end`. `space`: the last of them is one. */
static uint64_t count_eights(ts_str s, size_t *pos, size_t end, bool *space)
{
    uint64_t counts = 0, before = 0;
    for (; end - *pos >= 8; *pos += 8) {
        uint64_t eight = ts_eight(s.ptr + *pos), spaces = ts_eight_find(eight, ' ');
        if (!ts_eight_is_plain(eight) || (spaces & ts_eight_behind(spaces, before)))
            break;
        uint64_t digits = ts_eight_between(eight, '0', '9'),
                 marks = ts_eight_between(eight, '!', '?') & ~digits;
        counts += ts_eight_count(spaces) * SPACE + ts_eight_count(digits) * DIGIT +
                  ts_eight_count(ts_eight_between(eight, 'A', 'Z')) * CAPITAL;
        for (; marks; marks &= marks - 1)
            counts += count_of(s, *pos + ts_eight_first(marks));
        before = ts_eight_last(spaces);
    }
    *space = before;
    return counts;
}

/* Where words end nobody can foretell, so no branch hangs on it. */
size_t ts_block_count_words(ts_block *block, bool link, ts_str s, size_t from)
{
    size_t pos = from, end = s.len - from < PART ? s.len : from + PART;
    bool space = false;
    uint64_t counts = count_eights(s, &pos, end, &space);
    for (; pos < end; pos++) {
        unsigned char byte = (unsigned char)s.ptr[pos];
        if ((byte < ' ') | (byte >= 0x80) | (space & (byte == ' ')))
            break;
        space = byte == ' ';
        counts += count_of(s, pos);
    }
    float size = (float)(pos - from - (counts & PART));
    if (s.ptr[pos - 1] == ' ')
        pos--;
    block->size += size;
    if (link)
        block->link_size += size;
    block->digits += (int)(counts >> DIGITS & PART);
    block->capitals += (int)(counts >> CAPITALS & PART);
    block->commas += (int)(counts >> COMMAS & PART);
    block->stops += (int)(counts >> STOPS & PART);
    size_t last = pos;
    while (last > from && (s.ptr[last - 1] == ' ' || closes(s.ptr[last - 1])))
        last--;
    if (last > from)
        block->closed = count_of(s, last - 1) == STOP;
    return pos;
}
