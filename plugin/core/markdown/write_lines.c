#include "markdown/write.h"

#include <string.h>

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

static char at(ts_str s, size_t i)
{
    return i < s.len ? s.ptr[i] : ' ';
}

/* True where a line is made of these characters only and has at least `least` of the first. */
static bool is_made_of(ts_str line, const char *set, size_t least)
{
    size_t n = 0;
    for (size_t i = 0; i < line.len; i++) {
        if (line.ptr[i] == '\0' || !strchr(set, line.ptr[i]))
            return false;
        n += line.ptr[i] == set[0];
    }
    return n >= least;
}

/* "[label]:" at the start of a paragraph is the definition of a link. */
static bool is_definition(ts_str text)
{
    for (size_t i = 1; i < text.len; i++) {
        if (text.ptr[i] == '\\')
            i++;
        else if (text.ptr[i] == '[')
            return false;
        else if (text.ptr[i] == ']')
            return at(text, i + 1) == ':';
    }
    return false;
}

static bool is_task(ts_str line)
{
    return line.len >= 4 && strchr(" xX", line.ptr[1]) && line.ptr[2] == ']' && is_blank(line.ptr[3]);
}

/* The colon behind a reference to a note at the start of a line, which would make it the note; TS_NPOS for
 * none. A bracket before a caret that is not escaped is a reference's. */
static size_t note_colon(ts_str line)
{
    size_t end = ts_str_starts(line, TS_STR("[^")) ? ts_str_find_char(line, ']', 0) : TS_NPOS;
    return end != TS_NPOS && end + 1 < line.len && line.ptr[end + 1] == ':' ? end + 1 : TS_NPOS;
}

/* Where an escape goes so that the line begins no block; TS_NPOS for nowhere. */
static size_t escape_at(ts_str line, ts_str rest, bool first)
{
    size_t i = 0;
    if (!line.len)
        return TS_NPOS;
    switch (line.ptr[0]) {
    case '>':
        return 0;
    case '#':
        /* With or without a space: readers older than CommonMark want none behind a heading's mark. */
        return 0;
    case '-':
        /* Behind an item's own mark two are enough for a rule. */
        if (is_made_of(line, first ? "- \t" : "-| :\t", 1))
            return 0;
        return is_blank(at(line, 1)) ? 0 : TS_NPOS;
    case ':':
        if (!first && is_made_of(line, "-| :\t", 1))
            return 0;
        return is_blank(at(line, 1)) ? 0 : TS_NPOS;
    case '~':
    case '+':
    case '*':
        return is_blank(at(line, 1)) ? 0 : TS_NPOS;
    case '=':
        return !first && is_made_of(line, "= \t", 1) ? 0 : TS_NPOS;
    case '[':
        if (at(line, 1) == '^')
            return note_colon(line);
        return first && (is_definition(rest) || is_task(line)) ? 0 : TS_NPOS;
    default:
        while (i < line.len && line.ptr[i] >= '0' && line.ptr[i] <= '9')
            i++;
        if (i == 0 || i > 9 || (at(line, i) != '.' && at(line, i) != ')'))
            return TS_NPOS;
        return is_blank(at(line, i + 1)) ? i : TS_NPOS;
    }
}

/* What is put before that character, or in its place: a colon, a tilde or an equals sign has a backslash for
 * CommonMark's readers only. */
static const char *escape_for(char c)
{
    return c == ':' ? "&#58;" : c == '=' ? "&#61;" : c == '~' ? "&#126;" : "\\";
}

/* A run of # at a heading's end closes it, for readers older than CommonMark without a space before it too,
 * unless each is escaped; the first may be already. */
static void put_heading(ts_buf *out, ts_str line)
{
    size_t end = line.len, marks = 0;
    while (end > 0 && line.ptr[end - 1] == '#')
        end--;
    while (marks < end && line.ptr[end - 1 - marks] == '\\')
        marks++;
    end += end < line.len && marks % 2;
    ts_buf_put(out, ts_str_sub(line, 0, end));
    for (; end < line.len; end++)
        ts_buf_puts(out, "\\#");
}

void ts_write_lines(ts_buf *out, ts_str inlines, ts_place place, bool link_first)
{
    if (place == TS_PLACE_HEADING) {
        put_heading(out, inlines);
        return;
    }
    ts_str rest = inlines, line;
    for (bool start = true; rest.len; start = false) {
        ts_str all = rest;
        ts_str_line(&rest, &line);
        size_t escape = escape_at(line, all, start);
        /* A bracket that a term leaves open could be closed in its details: "[a]: b" over two lines. */
        if (place == TS_PLACE_TERM && start && !link_first && line.ptr[0] == '[' && at(line, 1) != '^')
            escape = 0;
        if (!start)
            ts_buf_putc(out, '\n');
        if (escape != TS_NPOS && line.ptr[escape] == '[' && link_first) {
            /* A space that readers drop: no definition begins with one in this form. */
            ts_buf_puts(out, "&#32;");
        } else if (escape != TS_NPOS) {
            const char *mark = escape_for(line.ptr[escape]);
            ts_buf_put(out, ts_str_sub(line, 0, escape));
            ts_buf_puts(out, mark);
            line = ts_str_sub(line, escape + (mark[0] == '&'), line.len);
        }
        ts_buf_put(out, line);
    }
}

/* True for what is an address, or that and a title, behind a label and a colon. */
static bool is_target(ts_str line)
{
    size_t end = ts_str_find_char(line, ' ', 0);
    ts_str title = ts_str_trim(ts_str_sub(line, end == TS_NPOS ? line.len : end, line.len));
    if (!title.len || !strchr("\"'(", title.ptr[0]))
        return !title.len;
    size_t close = ts_str_find_char(title, title.ptr[0] == '(' ? ')' : title.ptr[0], 1);
    return close == TS_NPOS || close == title.len - 1;
}

void ts_write_note_text(ts_buf *out, ts_str inlines)
{
    ts_str rest = inlines, line;
    if (!ts_str_line(&rest, &line))
        return;
    ts_str text = ts_str_trim(line);
    ts_buf_put(out, text);
    if (is_target(text))
        ts_buf_puts(out, ts_str_ends(text, TS_STR("\\")) ? " " TS_EMPTY_COMMENT : TS_EMPTY_COMMENT);
    ts_buf_put(out, ts_str_sub(inlines, text.len, inlines.len));
}

static void put_text(ts_buf *out, ts_str text, ts_place place)
{
    ts_text_place around = {0};
    ts_buf line;
    ts_buf_init(&line, TS_BUF_MAX);
    ts_write_text(&line, text, &around);
    ts_write_lines(out, ts_buf_str(&line), place, false);
    ts_buf_free(&line);
}

void ts_markdown_text(ts_buf *out, ts_str text)
{
    put_text(out, text, TS_PLACE_PARAGRAPH);
}

void ts_markdown_title(ts_buf *out, ts_str text)
{
    ts_buf_puts(out, "# ");
    put_text(out, text, TS_PLACE_HEADING);
}
