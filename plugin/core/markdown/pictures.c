/* A picture alone between blank lines is most of the pictures there are, and found without a parser in what
 * our writer wrote: nothing but a fence or raw HTML has a line like it, and what other blocks hold is
 * indented or marked. */
#include "markdown/pictures.h"
#include "article/node.h"

#include <string.h>

/* What the first line of a block says of it. */
typedef enum kind { KIND_TEXT, KIND_LIST, KIND_QUOTE, KIND_TABLE, KIND_HTML, KIND_FENCE } kind;

/* The bytes of a fence's marks at the start of the line, 0 for none. */
static size_t fence_of(ts_str line)
{
    size_t n = 0;
    while (n < line.len && strchr("`~", line.ptr[0]) && line.ptr[n] == line.ptr[0])
        n++;
    return n >= 3 ? n : 0;
}

static kind kind_of(ts_str line)
{
    size_t digits = 0;
    while (digits < line.len && line.ptr[digits] >= '0' && line.ptr[digits] <= '9')
        digits++;
    char first = line.ptr[0], mark = digits < line.len ? line.ptr[digits] : ' ';
    if ((digits && (mark == '.' || mark == ')')) || (first == '-' && line.len > 1 && line.ptr[1] == ' '))
        return KIND_LIST;
    if (first == '<' && !ts_str_starts(line, TS_STR("<http")) && !ts_str_is(line, TS_EMPTY_COMMENT))
        return KIND_HTML;
    return first == '>' ? KIND_QUOTE : first == '|' ? KIND_TABLE : fence_of(line) ? KIND_FENCE : KIND_TEXT;
}

/* True for an address that goes on to its end: its brackets stand in pairs. */
static bool is_address(ts_str url)
{
    int depth = 0;
    for (size_t i = 0; i < url.len && depth >= 0; i++) {
        if (url.ptr[i] == '\\' || url.ptr[i] == '<')
            return false;
        depth += (url.ptr[i] == '(') - (url.ptr[i] == ')');
    }
    return url.len && depth == 0;
}

/* ![alternative text](address "title"). */
static bool is_picture(ts_str line)
{
    if (!ts_str_starts(line, TS_STR("![")) || !ts_str_ends(line, TS_STR(")")))
        return false;
    size_t at = 2;
    while (at < line.len && line.ptr[at] != ']' && line.ptr[at] != '[')
        at += line.ptr[at] == '\\' ? 2 : 1;
    if (!ts_str_starts(ts_str_sub(line, at, line.len), TS_STR("](")))
        return false;
    ts_str target = ts_str_sub(line, at + 2, line.len - 1);
    size_t space = ts_str_find_char(target, ' ', 0);
    ts_str url = ts_str_sub(target, 0, space), title = ts_str_sub(target, url.len, target.len);
    return is_address(url) && (!title.len || (ts_str_starts(title, TS_STR(" \"")) &&
                                              ts_str_find_char(title, '"', 2) == title.len - 1));
}

bool ts_pictures_cut(ts_buf *out, ts_str markdown)
{
    bool blank = true, cut = false; /* the line before; a picture behind the last block */
    ts_str fence = {0}, line;
    kind last = KIND_TEXT;
    for (ts_str rest = markdown; ts_str_line(&rest, &line);) {
        bool ends = !rest.len || rest.ptr[0] == '\n';
        if (blank && ends && !fence.len && is_picture(line)) {
            cut = true;
            rest = ts_str_sub(rest, rest.len > 0, rest.len);
            continue;
        }
        bool begins = blank && line.len && line.ptr[0] != ' ' && !fence.len;
        if (begins) {
            kind now = kind_of(line);
            bool joined =
                cut && (now == KIND_TABLE || (now == last && (now == KIND_LIST || now == KIND_QUOTE)));
            /* A run of marks may be code in a line. */
            bool code = now == KIND_FENCE && ts_str_find_char(line, '`', fence_of(line)) != TS_NPOS;
            if (joined || now == KIND_HTML || code)
                return false;
            if (now == KIND_FENCE)
                fence = ts_str_sub(line, 0, fence_of(line));
            last = now;
            cut = false;
        } else if (fence.len && fence_of(line) == line.len && ts_str_starts(line, fence)) {
            fence.len = 0;
        }
        ts_buf_put(out, line);
        ts_buf_putc(out, '\n');
        blank = !line.len;
    }
    if (cut && blank && out->len)
        ts_buf_truncate(out, out->len - 1);
    return true;
}
