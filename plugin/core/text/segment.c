#include "text/segment.h"
#include "text/utf8.h"

#include <unicode/ubrk.h>

bool ts_is_unspaced(uint32_t c)
{
    return (c >= 0xE00 && c <= 0xEFF) || (c >= 0x1000 && c <= 0x109F) || (c >= 0x1780 && c <= 0x17FF);
}

size_t ts_segment_end(ts_str text, size_t pos)
{
    while (pos < text.len) {
        size_t next = pos;
        if (!ts_is_unspaced(ts_utf8_next(text, &next)))
            break;
        pos = next;
    }
    return pos;
}

/* Walks over the word boundaries of a run up to `max`: the last one, and the words before it. */
static size_t walk(ts_str run, size_t max, long *words)
{
    UErrorCode status = U_ZERO_ERROR;
    UText *text = utext_openUTF8(NULL, run.ptr, (int64_t)run.len, &status);
    UBreakIterator *breaks = ubrk_open(UBRK_WORD, "", NULL, 0, &status);
    ubrk_setUText(breaks, text, &status);
    size_t last = 0;
    while (U_SUCCESS(status)) {
        int32_t end = ubrk_next(breaks);
        if (end == UBRK_DONE || (size_t)end > max)
            break;
        last = (size_t)end;
        *words += ubrk_getRuleStatus(breaks) >= UBRK_WORD_NONE_LIMIT;
    }
    if (breaks)
        ubrk_close(breaks);
    utext_close(text);
    return last;
}

long ts_segment_words(ts_str run)
{
    long words = 0;
    walk(run, run.len, &words);
    return words ? words : 1;
}

size_t ts_segment_fit(ts_str run, size_t max)
{
    long words = 0;
    return run.len ? walk(run, max < run.len ? max : run.len - 1, &words) : 0;
}
