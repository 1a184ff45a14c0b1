#include "extract/line_pieces.h"

#include "rules/phrases.h"
#include "text/utf8.h"
#include "text/width.h"

#include <string.h>

/* A longer line is prose, not a row of labels. */
#define ROW_MAX 600
#define PIECES_MAX 40
/* Bytes of a label that a bar stands behind. */
#define LABEL_MAX 24
/* Code points behind it that tell whether it is one, of at most four bytes. */
#define BEHIND_LABEL 4
/* A Han character that is nothing but a stroke and stands for a bar; none behind it does. */
#define STROKE 0x4E28

static bool is_bar(uint32_t c)
{
    return c == '|' || c == 0xFF5C || c == STROKE || c == 0x2502 || c == 0xFE31 || c == 0x2223 || c == 0xFFE8;
}

static bool is_dot(uint32_t c)
{
    return c == 0xB7 || c == 0x2022 || c == 0x30FB;
}

/* Characters of no width that folding takes away. */
static bool is_invisible(uint32_t c)
{
    return c == 0xAD || (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) ||
           (c >= 0x2060 && c <= 0x2064) || (c >= 0x2066 && c <= 0x2069) || c == 0xFEFF || c == 0x61C;
}

/* ASCII that is no separator. */
static bool is_word_char(char c)
{
    return c > ' ' && c < 0x7F && c != '|';
}

/* The end of a separator that begins at `from`, or `from` where none does. */
static size_t separator_end(ts_str line, size_t from)
{
    size_t spaces = 0, end = from;
    bool strong = false;
    for (size_t i = from; i < line.len;) {
        uint32_t c = ts_utf8_next(line, &i);
        if (ts_is_space(c)) {
            spaces++;
            strong |= c == '\t' || c == 0xA0 || c == 0x3000;
        } else if (is_bar(c) || (is_dot(c) && spaces && i < line.len && line.ptr[i] == ' ')) {
            strong = true;
        } else {
            break;
        }
        end = i;
    }
    return strong || spaces > 1 ? end : from;
}

ts_str ts_line_unfold(ts_str text, ts_str folded, ts_str slice)
{
    size_t from = (size_t)(slice.ptr - folded.ptr), to = from + slice.len, start = TS_NPOS, end = 0;
    size_t i = 0, f = 0;
    if (!slice.len)
        return slice;
    while (i < text.len && f < to) {
        size_t before = i, ahead = f;
        uint32_t c = ts_utf8_next(text, &i);
        uint32_t g = ts_utf8_next(folded, &ahead);
        bool taken = c == g || (!is_invisible(c) && ts_is_space(c) == (g == ' '));
        if (!taken)
            continue;
        if (f >= from && start == TS_NPOS)
            start = before;
        f = ahead;
        end = i;
    }
    return start == TS_NPOS || f < to ? slice : ts_str_sub(text, start, end);
}

/* Cuts a piece before each label but one at its head. */
static void split_at_labels(ts_arena *arena, const char *language, ts_str piece, ts_pieces *pieces)
{
    ts_buf folded;
    ts_line_match match;
    size_t from = 0, start = 0;
    ts_buf_init(&folded, (size_t)4 * ROW_MAX);
    ts_fold(&folded, piece);
    ts_str all = ts_buf_str(&folded);
    while (
        pieces->len < PIECES_MAX && from < all.len &&
        ts_phrases_match_class(ts_phrases_get(), language, "label", ts_str_sub(all, from, all.len), &match) &&
        match.value.len) {
        ts_str label = ts_line_unfold(piece, all, match.value);
        from = (size_t)(match.value.ptr - all.ptr) + match.value.len;
        if (label.ptr < piece.ptr || label.ptr > piece.ptr + piece.len)
            break; /* not found again: the piece stays whole */
        size_t at = (size_t)(label.ptr - piece.ptr);
        ts_str before = ts_utf8_trim(ts_str_sub(piece, start, at));
        if (before.len) {
            ts_vec_push_in(arena, pieces, before);
            start = at;
        }
    }
    ts_vec_push_in(arena, pieces, ts_utf8_trim(ts_str_sub(piece, start, piece.len)));
    ts_buf_free(&folded);
}

static void add_piece(ts_arena *arena, const char *language, ts_str piece, bool labels, ts_pieces *pieces)
{
    piece = ts_utf8_trim(piece);
    if (piece.len && labels)
        split_at_labels(arena, language, piece, pieces);
    else if (piece.len)
        ts_vec_push_in(arena, pieces, piece);
}

/* True where the bar from `at` to `end` is the colon of the label before it: "文 | 于山川". */
static bool ends_label(const char *language, ts_str line, size_t at, size_t end)
{
    char text[LABEL_MAX + 1 + 4 * BEHIND_LABEL];
    ts_line_match match;
    size_t from = at, n = 0;
    while (from > 0 && line.ptr[from - 1] != ' ' && at - from < LABEL_MAX)
        from--;
    ts_str word = ts_str_sub(line, from, at), behind = ts_str_sub(line, end, line.len);
    behind = ts_str_sub(behind, 0, ts_utf8_offset(behind, BEHIND_LABEL));
    if (!word.len || !ts_is_han(ts_utf8_last(word)))
        return false;
    memcpy(text, word.ptr, n = word.len);
    text[n++] = '|';
    memcpy(text + n, behind.ptr, behind.len);
    return ts_phrases_match_class(ts_phrases_get(), language, "label", (ts_str){text, n + behind.len},
                                  &match) &&
           ts_str_eq(match.value, (ts_str){text, n});
}

void ts_line_split(ts_arena *arena, const char *language, ts_str line, bool labels, ts_pieces *pieces)
{
    size_t start = 0;
    if (line.len > ROW_MAX)
        return;
    for (size_t i = 0; i < line.len && pieces->len < PIECES_MAX;) {
        bool one_space = line.ptr[i] == ' ' && i + 1 < line.len && is_word_char(line.ptr[i + 1]);
        if (one_space || is_word_char(line.ptr[i])) {
            i++;
            continue;
        }
        size_t next = i, end;
        uint32_t c = ts_utf8_next(line, &next);
        if (c > STROKE && ts_is_common_han(c)) {
            i = next;
        } else if ((end = separator_end(line, i)) > i && labels && ends_label(language, line, i, end)) {
            i = end;
        } else if (end > i) {
            add_piece(arena, language, ts_str_sub(line, start, i), labels, pieces);
            start = i = end;
        } else {
            i = next;
        }
    }
    if (pieces->len < PIECES_MAX)
        add_piece(arena, language, ts_str_sub(line, start, line.len), labels, pieces);
}

ts_str ts_line_compact(ts_arena *arena, ts_str text)
{
    ts_buf folded, out;
    ts_buf_init(&folded, TS_BUF_MAX);
    ts_buf_init(&out, TS_BUF_MAX);
    ts_fold(&folded, text);
    for (size_t i = 0; i < folded.len; i++)
        if (folded.ptr[i] != ' ')
            ts_buf_putc(&out, folded.ptr[i]);
    ts_str compact = {ts_buf_copy(&out, arena), out.len};
    ts_buf_free(&folded);
    ts_buf_free(&out);
    return compact;
}
