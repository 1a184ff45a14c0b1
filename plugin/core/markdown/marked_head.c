/* Is it Markdown made of a whole page? */
#include "markdown/marked_dump.h"

#include "text/utf8.h"

enum {
    HEAD_LINES = 12, /* lines of a reader's head */
    LINKS_MIN = 6,   /* links in lines of links that a page has at the least, */
    LINKS_ABOVE = 3, /* … before its third paragraph: notices may open it, */
    PARAGRAPHS = 2,
    LINES_READ = 400,   /* lines that are looked at */
    LINE_READ = 2000,   /* bytes of a line, from each place on */
    LINKED_TIMES = 4,   /* times that the text of its links is as long as what else such a line holds */
    PARAGRAPH_MIN = 120 /* bytes of a paragraph's line outside its links */
};

/* Takes the key off the line. */
static bool take_key(ts_str line, ts_str key, ts_str *value)
{
    if (!ts_str_starts(line, key))
        return false;
    *value = ts_utf8_trim(ts_str_sub(line, key.len, line.len));
    return true;
}

bool ts_reader_head_read(ts_str text, ts_reader_head *head)
{
    ts_str line, none;
    ts_str rest = ts_utf8_trim(text);
    *head = (ts_reader_head){0};
    if (!ts_str_starts(rest, TS_STR("Title:")) && !ts_str_starts(rest, TS_STR("URL Source:")))
        return false;
    for (int i = 0; i < HEAD_LINES && ts_str_line(&rest, &line); i++) {
        if (take_key(line, TS_STR("Markdown Content:"), &none)) {
            head->body = rest;
            return head->url.len > 0;
        }
        if (!take_key(line, TS_STR("Title:"), &head->title) &&
            !take_key(line, TS_STR("URL Source:"), &head->url))
            take_key(line, TS_STR("Published Time:"), &head->published);
    }
    return false;
}

/* What a line holds. */
typedef struct counts {
    size_t text, linked; /* bytes of words outside and inside of links */
    size_t links;        /* that lead out of the page */
} counts;

/* The end of the link or picture that stands at the line's beginning: "[text](address)", "[text][mark]",
 * "[![picture](address)](address)". 0 where there is none. */
static size_t link_end(ts_str s, counts *found)
{
    bool picture = ts_str_starts(s, TS_STR("!"));
    size_t i = picture, depth = 0, words = 0;
    if (i >= s.len || s.ptr[i] != '[')
        return 0;
    for (; i < s.len; i++) {
        if (s.ptr[i] == '\\')
            i++;
        else if (s.ptr[i] == '[')
            depth++;
        else if (s.ptr[i] == ']' && --depth == 0)
            break;
        else
            words++;
    }
    char open = i + 1 < s.len ? s.ptr[i + 1] : 0;
    size_t end = open == '(' || open == '[' ? ts_str_find_char(s, open == '(' ? ')' : ']', i + 2) : TS_NPOS;
    if (end == TS_NPOS)
        return 0;
    if (!picture && s.ptr[i + 2] != '#') {
        found->links++;
        found->linked += words;
    }
    return end + 1;
}

static counts count(ts_str line)
{
    counts found = {0};
    for (size_t i = 0; i < line.len;) {
        bool link = line.ptr[i] == '[' || line.ptr[i] == '!';
        size_t end = link ? link_end(ts_str_sub(line, i, i + LINE_READ), &found) : 0;
        if (line.ptr[i] == '{' && i > 0)
            end = ts_str_find_char(ts_str_sub(line, i, i + LINE_READ), '}', 0) + 1; /* 0 for TS_NPOS */
        unsigned char c = (unsigned char)line.ptr[i];
        found.text += !end && (c >= 0x80 || ts_is_alnum(c));
        i += end ? end : 1;
    }
    return found;
}

/* Lines that only programs write: fences of divisions, the end of a link around blocks. */
static bool is_of_program(ts_str line)
{
    line = ts_utf8_trim(line);
    return ts_str_starts(line, TS_STR("::: ")) || ts_str_starts(line, TS_STR("](/")) ||
           ts_str_starts(line, TS_STR("](http"));
}

/* A small picture of a number or a state, as those put above a text who write about a program by hand. */
static bool shows_badge(ts_str line)
{
    static const ts_str NAMES[] = {{"badge", 5}, {"shields", 7}};
    for (size_t at = 0; (at = ts_str_find(line, TS_STR("!["), at)) != TS_NPOS; at += 2) {
        size_t from = ts_str_find(line, TS_STR("]("), at), end = ts_str_find_char(line, ')', from);
        ts_str address = from == TS_NPOS ? (ts_str){0} : ts_str_sub(line, from, end);
        for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++)
            if (ts_str_find(address, NAMES[i], 0) != TS_NPOS)
                return true;
    }
    return false;
}

bool ts_is_marked_dump(ts_str text)
{
    ts_reader_head head;
    ts_str rest = text, line;
    size_t links = 0, paragraphs = 0;
    if (ts_reader_head_read(text, &head))
        return true;
    for (int i = 0; i < LINES_READ && links < LINKS_MIN && ts_str_line(&rest, &line); i++) {
        counts found = count(line);
        if (shows_badge(ts_str_sub(line, 0, LINE_READ)))
            return false;
        paragraphs += found.text >= PARAGRAPH_MIN;
        if (paragraphs > PARAGRAPHS && links < LINKS_ABOVE)
            break;
        links += found.linked >= LINKED_TIMES * found.text ? found.links : 0;
        links += is_of_program(line);
    }
    return links >= LINKS_MIN;
}
