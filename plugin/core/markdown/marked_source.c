/* What converters write that no reader of CommonMark takes for what it is: links around blocks, addresses
 * broken where a line ends, fences and attributes of divisions. */
#include "markdown/marked_dump.h"

#include "extract/dump_lines.h"
#include "markdown/read.h"
#include "text/utf8.h"

enum {
    LINK_LINES = 40,    /* lines that a link may hold */
    ADDRESS_MAX = 4000, /* bytes of an address, of attributes */
    OPEN_MAX = 64,      /* brackets that stand open at a time */
    WRAP_MIN = 70,      /* columns at which headings are wrapped */
    WRAP_MAX = 80
};

/* --- links around blocks --- */

/* Bytes of the marks of headings, lists and quotes that a line begins with. */
static size_t marks_of(ts_str line)
{
    size_t i = 0;
    while (i < line.len && (ts_is_space((unsigned char)line.ptr[i]) || line.ptr[i] == '#' ||
                            line.ptr[i] == '>' || line.ptr[i] == '-' || line.ptr[i] == '*'))
        i++;
    return i > 0 && !ts_is_space((unsigned char)line.ptr[i - 1]) && line.ptr[i - 1] != '>' ? 0 : i;
}

/* The place of the line's last bracket that opens something and is not closed in it; its length where none
 * is. */
static size_t open_bracket(ts_str line)
{
    size_t open[OPEN_MAX], depth = 0;
    for (size_t i = 0; i < line.len; i++) {
        i += line.ptr[i] == '\\';
        if (i < line.len && line.ptr[i] == '[' && depth < OPEN_MAX)
            open[depth++] = i;
        else if (i < line.len && line.ptr[i] == ']' && depth > 0)
            depth--;
    }
    return depth > 0 ? open[depth - 1] : line.len;
}

/* Where the address ends in a line that begins with the end of a link: "](address "title")"; 0 where none
 * does. */
static size_t behind_address(ts_str line)
{
    if (!ts_str_starts(line, TS_STR("](")))
        return 0;
    size_t titled = ts_str_find(line, TS_STR("\")"), 0), plain = ts_str_find_char(line, ')', 0);
    return titled != TS_NPOS ? titled + 2 : plain != TS_NPOS ? plain + 1 : 0;
}

static bool is_blank(ts_str line)
{
    return !ts_utf8_trim(line).len;
}

/* The line behind `from` that closes the link, with its address; 0 where there is none, or no blank line
 * between, so that it is a link for all readers. What stands behind the address is left of that line. */
static size_t find_close(ts_read_lines *lines, size_t from, ts_str *address)
{
    bool parted = false;
    for (size_t i = from + 1; i < lines->len && i <= from + LINK_LINES; i++) {
        ts_str line = ts_utf8_trim(lines->items[i]);
        size_t end = behind_address(line);
        if (end && parted) {
            *address = ts_str_sub(line, 1, end);
            lines->items[i] = ts_str_sub(line, end, line.len);
            return i;
        }
        if (end || open_bracket(line) < line.len)
            break;
        parted = parted || !line.len;
    }
    return 0;
}

/* Each line of the link becomes one, but for those that hold some. */
static void put_linked(ts_buf *out, ts_str line, ts_str address)
{
    size_t marks = marks_of(line);
    ts_str text = ts_utf8_trim(ts_str_sub(line, marks, line.len));
    bool plain = text.len && ts_str_find(text, TS_STR("]("), 0) == TS_NPOS;
    ts_buf_put(out, ts_str_sub(line, 0, plain ? marks : line.len));
    if (plain) {
        ts_buf_putc(out, '[');
        ts_buf_put(out, text);
        ts_buf_putc(out, ']');
        ts_buf_put(out, address);
    }
    ts_buf_putc(out, '\n');
}

/* A heading that was wrapped: the next line goes on with it, whose first word it could not take. */
static bool is_wrapped_heading(ts_str line, ts_str next)
{
    ts_str word, rest = next;
    size_t width = ts_dump_columns(line);
    return ts_str_starts(line, TS_STR("#")) && width <= WRAP_MAX && ts_str_word(&rest, &word) &&
           !ts_is_space((unsigned char)next.ptr[0]) && !marks_of(next) &&
           width + ts_dump_columns(word) >= WRAP_MIN;
}

/* A line that opens no link: without a fence, and the end of a link that nothing opened. `parted`: a blank
 * line stands before it. */
static void put_line(ts_buf *out, ts_str line, bool parted)
{
    ts_str text = ts_utf8_trim(line);
    size_t end = parted ? behind_address(text) : 0;
    if (end)
        line = ts_str_sub(text, end, text.len);
    if (!ts_str_starts(text, TS_STR(":::")))
        ts_buf_put(out, line);
}

static void put_lines(ts_buf *out, ts_read_lines *lines)
{
    for (size_t i = 0; i < lines->len; i++) {
        ts_str line = lines->items[i], address;
        size_t open = open_bracket(line), close = open < line.len ? find_close(lines, i, &address) : 0;
        bool wrapped = i + 1 < lines->len && is_wrapped_heading(line, lines->items[i + 1]);
        put_line(out, ts_str_sub(line, 0, close ? open : line.len), i == 0 || is_blank(lines->items[i - 1]));
        if (close)
            put_linked(out, ts_str_sub(line, open + 1, line.len), address);
        else
            ts_buf_putc(out, wrapped ? ' ' : '\n');
        for (i += close > 0; i < close; i++)
            put_linked(out, lines->items[i], address);
        /* What the line of the address goes on with is read next. */
        i -= close > 0;
    }
}

/* --- addresses and attributes --- */

/* Copies the address behind a bracket at *pos, joined where it was broken behind a hyphen, without the title
 * behind it, whose quotes many programs do not escape. */
static void put_address(ts_buf *out, ts_str s, size_t *pos)
{
    size_t i = *pos, from = *pos;
    for (; i < s.len && i - *pos < ADDRESS_MAX && s.ptr[i] != ')' && s.ptr[i] != ' '; i++) {
        if (s.ptr[i] != '\n')
            continue;
        if (s.ptr[i - 1] != '-')
            break;
        ts_buf_put(out, ts_str_sub(s, from, i));
        from = i + 1;
    }
    ts_buf_put(out, ts_str_sub(s, from, i));
    ts_str behind = ts_str_sub(s, i, i + ADDRESS_MAX);
    size_t end = ts_str_starts(ts_str_trim(behind), TS_STR("\"")) ? ts_str_find(behind, TS_STR("\")"), 2)
                                                                  : TS_NPOS,
           blank = ts_str_find(behind, TS_STR("\n\n"), 0);
    *pos = end != TS_NPOS && end < blank ? i + end + 1 : i;
}

/* The end of the attributes in braces at `at`: "{.class key="value"}". `at` where there are none. */
static size_t attributes_end(ts_str s, size_t at)
{
    if (at + 1 >= s.len || s.ptr[at] != '{' ||
        (s.ptr[at + 1] != '.' && s.ptr[at + 1] != '#' && !ts_is_lower((unsigned char)s.ptr[at + 1])))
        return at;
    size_t end = ts_str_find_char(ts_str_sub(s, 0, at + ADDRESS_MAX), '}', at);
    return end == TS_NPOS ? at : end + 1;
}

/* Takes out attributes behind links, and brackets that were only there to hold some. */
static void put_repaired(ts_buf *out, ts_str s, bool attributes)
{
    size_t open[OPEN_MAX], depth = 0;
    for (size_t i = 0; i < s.len;) {
        char c = s.ptr[i];
        if (c == '\\' || c == '\n') {
            depth = c == '\n' && i + 1 < s.len && s.ptr[i + 1] == '\n' ? 0 : depth;
            ts_buf_put(out, ts_str_sub(s, i, i + 1 + (c == '\\')));
            i += 1 + (c == '\\');
            continue;
        }
        if (c == '[' && depth < OPEN_MAX)
            open[depth++] = out->len;
        /* Those of a heading stand behind a space. */
        size_t end = attributes && (c == ']' || c == ')' || c == ' ') ? attributes_end(s, i + 1) : i + 1;
        if (end > i + 1 && c == ']' && depth > 0)
            out->ptr[open[depth - 1]] = ' ';
        else
            ts_buf_putc(out, c);
        depth -= c == ']' && depth > 0;
        i = end;
        if (c == ']' && i < s.len && s.ptr[i] == '(') {
            ts_buf_putc(out, s.ptr[i++]);
            put_address(out, s, &i);
        }
    }
}

void ts_marked_source(ts_buf *out, ts_str text)
{
    ts_read_lines lines = {0};
    ts_buf blocks;
    ts_buf_init(&blocks, TS_BUF_MAX);
    ts_read_split(&lines, text);
    put_lines(&blocks, &lines);
    put_repaired(out, ts_buf_str(&blocks), ts_str_find(text, TS_STR("\n:::"), 0) != TS_NPOS);
    ts_vec_free(&lines);
    ts_buf_free(&blocks);
}
