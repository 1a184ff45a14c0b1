#include "article/note_sign.h"
#include "text/utf8.h"

/* A raised digit as the plain one. */
static uint32_t lowered(uint32_t c)
{
    if (c == 0xB9)
        return '1';
    if (c == 0xB2 || c == 0xB3)
        return '0' + c - 0xB0;
    return c == 0x2070 || (c >= 0x2074 && c <= 0x2079) ? '0' + c - 0x2070 : c;
}

static bool opens(uint32_t c)
{
    return c == '[' || c == '(' || c == '^' || c == 0x3014 || c == 0x3010 || c == 0xFF08 || c == 0xFF3B;
}

static bool closes(uint32_t c)
{
    return c == ']' || c == ')' || c == '.' || c == ':' || c == 0x3015 || c == 0x3011 || c == 0xFF09 ||
           c == 0xFF3D || c == 0xFF1A || c == 0x3001;
}

/* Moves *at over the characters of a kind; how many they were. */
static int skip(ts_str s, size_t *at, bool (*is)(uint32_t))
{
    int count = 0;
    for (size_t next = *at; next < s.len; *at = next, count++)
        if (!is(ts_utf8_next(s, &next)))
            break;
    return count;
}

/* Moves *at over the sign, without its brackets; false where another one stands there. *raised where it is
 * so in the note. */
static bool skip_bare(ts_str note, size_t *at, ts_str sign, bool *raised)
{
    size_t i = 0, pos = *at, some = 0;
    skip(sign, &i, opens);
    while (i < sign.len) {
        uint32_t c = ts_utf8_next(sign, &i);
        if (closes(c))
            break;
        if (pos >= note.len)
            return false;
        uint32_t own = ts_utf8_next(note, &pos);
        if (lowered(own) != lowered(c))
            return false;
        *raised = own != lowered(own);
        some++;
    }
    *at = some ? pos : *at;
    return some > 0;
}

size_t ts_note_skip_sign(ts_str note, ts_str sign, bool bare)
{
    size_t at = 0;
    bool raised = false;
    skip(note, &at, ts_is_space);
    int opened = skip(note, &at, opens);
    bool found = skip_bare(note, &at, sign, &raised);
    int closed = skip(note, &at, closes), spaces = skip(note, &at, ts_is_space);
    if (at >= note.len)
        return 0;
    if (!found)
        return !opened && closed == 1 && spaces ? at : 0;
    return raised || (opened && closed) || (spaces && (closed || bare)) ? at : 0;
}
