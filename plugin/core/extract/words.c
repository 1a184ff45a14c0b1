#include "extract/words.h"

#include "text/utf8.h"

ts_str ts_words_next(ts_str text, size_t *pos)
{
    size_t start = *pos;
    bool inside = false;
    while (*pos < text.len) {
        size_t before = *pos;
        uint32_t c = ts_utf8_next(text, pos);
        bool letter = ts_is_alnum(c);
        if (letter && !inside)
            start = before;
        if (inside && (!letter || ts_is_wide(c))) {
            *pos = before;
            return ts_str_sub(text, start, before);
        }
        inside = inside || letter;
        if (letter && ts_is_wide(c))
            return ts_str_sub(text, start, *pos);
    }
    return inside ? ts_str_sub(text, start, text.len) : (ts_str){0};
}

static bool has_word(ts_str text, ts_str word)
{
    for (size_t i = 0; i < text.len;)
        if (ts_str_eq(ts_words_next(text, &i), word))
            return true;
    return false;
}

size_t ts_words_shared(ts_str line, ts_str other, size_t *words)
{
    size_t count = 0, same = 0;
    for (size_t i = 0; i < line.len;) {
        ts_str word = ts_words_next(line, &i);
        count += word.len > 0;
        same += word.len > 0 && has_word(other, word);
    }
    if (words)
        *words = count;
    return same;
}
