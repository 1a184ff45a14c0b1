#include "article/inlines.h"
#include "markdown/read.h"
#include "text/utf8.h"

#include <string.h>

/* Markers of quotes and lists that one line may begin with, and bytes of white space. */
#define MARKERS 100
#define INDENT 300
/* Openings of images in one run of lines without a blank one: each costs a look at all that are open. */
#define IMAGES 2000

/* Beside stars: punctuation for cmark's eyes, which the nonchar beside it tells from a real one. */
#define GUARD "\xE2\xB8\xB1"   /* U+2E31 */
#define NONCHAR "\xEF\xB7\x91" /* U+FDD1 */
#define STRIKE "\xEF\xB7\x90"  /* U+FDD0 */
#define DASH "\xEF\xB7\x94"    /* U+FDD4 */

typedef struct prepare {
    ts_str text;
    size_t pos;
    ts_buf *out;
    uint32_t before; /* the character before pos, '\n' at the start */
    bool escaped;    /* a backslash makes the next character plain */
    /* Of the comment around, if there is one: where its text begins and where its end does, 0 for none. */
    size_t comment, comment_end;
    size_t next_end; /* of any comment; TS_NPOS where none follows */
    int images;
} prepare;

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* The bytes of a quote's or list's marker at `at`, 0 for none. */
static size_t marker(ts_str text, size_t at)
{
    char c = at < text.len ? text.ptr[at] : '\n';
    if (c == '>')
        return 1;
    size_t end = at;
    if (c == '-' || c == '+' || c == '*') {
        end++;
    } else {
        while (end < text.len && end - at < 9 && is_digit(text.ptr[end]))
            end++;
        if (end == at || end >= text.len || (text.ptr[end] != '.' && text.ptr[end] != ')'))
            return 0;
        end++;
    }
    return end < text.len && (text.ptr[end] == ' ' || text.ptr[end] == '\t') ? end - at : 0;
}

/* The bytes of a note's label in brackets at `at`, "[^1]"; 0 for none. */
static size_t note(ts_str text, size_t at)
{
    if (at + 3 >= text.len || text.ptr[at] != '[' || text.ptr[at + 1] != '^')
        return 0;
    size_t end = at + 2, most = end + TS_NOTE_LABEL < text.len ? end + TS_NOTE_LABEL : text.len - 1;
    while (end < most && text.ptr[end] != ']')
        end++;
    return text.ptr[end] == ']' && ts_is_note_label(ts_str_sub(text, at + 2, end)) ? end + 1 - at : 0;
}

/* The start of a line: at most so many markers and so much white space are copied. */
static void start_line(prepare *p)
{
    int markers = 0;
    size_t from = p->pos;
    for (size_t length;;) {
        size_t space = p->pos;
        while (p->pos < p->text.len && (p->text.ptr[p->pos] == ' ' || p->text.ptr[p->pos] == '\t'))
            p->pos++;
        size_t keep = p->pos - space > INDENT ? INDENT : p->pos - space;
        if (markers <= MARKERS)
            ts_buf_put(p->out, ts_str_sub(p->text, space, space + keep));
        length = marker(p->text, p->pos);
        if (!length)
            break;
        if (++markers <= MARKERS)
            ts_buf_put(p->out, ts_str_sub(p->text, p->pos, p->pos + length));
        p->pos += length;
    }
    if (p->pos > from)
        p->before = ' ';
    size_t behind = p->pos + note(p->text, p->pos);
    if (behind > p->pos && behind < p->text.len && p->text.ptr[behind] == ':')
        ts_buf_puts(p->out, TS_READ_NOTE);
    if (p->pos >= p->text.len || p->text.ptr[p->pos] == '\n')
        p->images = 0;
    /* Nor does a comment go on over what may be a rule, or begins another. */
    if (p->pos >= p->text.len || strchr("\r\n-|:", p->text.ptr[p->pos]) ||
        ts_str_starts(ts_str_sub(p->text, p->pos, p->text.len), TS_STR("<!--")))
        p->comment_end = 0;
}

static size_t run_of(const prepare *p, char c)
{
    size_t end = p->pos;
    while (end < p->text.len && p->text.ptr[end] == c)
        end++;
    return end - p->pos;
}

static bool is_east_asian(uint32_t c)
{
    return ts_is_wide(c) || ts_is_hangul(c);
}

static bool is_word(uint32_t c)
{
    return !ts_is_flank_space(c) && !ts_is_punct_or_symbol(c);
}

/* Symbols are punctuation since CommonMark 0.31, which the parser may be older than. */
static bool is_late_punct(uint32_t c)
{
    return !ts_is_punct(c) && ts_is_punct_or_symbol(c);
}

/* Stars between East Asian text and punctuation: `**甲。**乙` is meant as emphasis, and by CommonMark's rule
 * is none. */
static void put_marks(prepare *p, char mark)
{
    size_t run = run_of(p, mark);
    size_t behind = p->pos + run;
    uint32_t before = p->before, after = behind < p->text.len ? ts_utf8_next(p->text, &behind) : '\n';
    bool asian = mark == '*' && (is_east_asian(before) || is_east_asian(after));
    if (is_late_punct(before) || (asian && is_word(before) && ts_is_punct_or_symbol(after)))
        ts_buf_puts(p->out, NONCHAR GUARD);
    ts_buf_put(p->out, ts_str_sub(p->text, p->pos, p->pos + run));
    if (is_late_punct(after) || (asian && ts_is_punct_or_symbol(before) && is_word(after)))
        ts_buf_puts(p->out, GUARD NONCHAR);
    p->pos += run;
    p->before = (unsigned char)mark;
}

static void put_tildes(prepare *p)
{
    size_t run = run_of(p, '~');
    if (run == 2)
        ts_buf_puts(p->out, "~" STRIKE "~");
    else
        ts_buf_put(p->out, ts_str_sub(p->text, p->pos, p->pos + run));
    p->pos += run;
    p->before = '~';
}

/* An image too many loses its mark and becomes a link, which cmark is quick about. */
static void put_bang(prepare *p)
{
    if (p->pos + 1 < p->text.len && p->text.ptr[p->pos + 1] == '[' && ++p->images > IMAGES)
        ts_buf_putc(p->out, '\\');
    ts_buf_putc(p->out, '!');
    p->pos++;
    p->before = '!';
}

static void put_bracket(prepare *p)
{
    ts_buf_puts(p->out, note(p->text, p->pos) ? "[" TS_READ_NOTE : "[");
    p->pos++;
    p->before = '[';
}

static void put_brace(prepare *p)
{
    bool behind = p->before == ')' || p->before == ']';
    bool marked = behind && ts_read_has_attributes(ts_str_sub(p->text, p->pos, p->text.len));
    ts_buf_puts(p->out, marked ? "{" TS_READ_ATTRIBUTES : "{");
    p->pos++;
    p->before = '{';
}

/* The short forms of a comment, "<!-->" and "<!--->", hold no hyphens. */
static void put_angle(prepare *p)
{
    ts_str rest = ts_str_sub(p->text, p->pos, p->text.len);
    /* Ours is one wherever it stands: what seems to be a comment around it may be code. */
    if (ts_str_starts(rest, TS_STR(TS_EMPTY_COMMENT))) {
        ts_buf_puts(p->out, TS_EMPTY_COMMENT);
        p->pos += strlen(TS_EMPTY_COMMENT);
        p->before = '>';
        return;
    }
    if (p->pos >= p->comment_end && ts_str_starts(rest, TS_STR("<!--")) &&
        !ts_str_starts(rest, TS_STR("<!-->")) && !ts_str_starts(rest, TS_STR("<!--->"))) {
        if (p->next_end < p->pos)
            p->next_end = ts_str_find(p->text, TS_STR("-->"), p->pos + 4);
        p->comment = p->pos + 4;
        p->comment_end = p->next_end == TS_NPOS ? 0 : p->next_end;
    }
    ts_buf_putc(p->out, '<');
    p->pos++;
    p->before = '<';
}

/* Hyphens may stand side by side in a comment since CommonMark 0.31, which the parser may be older than. */
static void put_dash(prepare *p)
{
    if (p->before == '-' && p->pos > p->comment && p->pos <= p->comment_end)
        ts_buf_puts(p->out, DASH);
    ts_buf_putc(p->out, '-');
    p->pos++;
    p->before = '-';
}

/* Letters, digits and what else of ASCII stands for itself wherever it stands in a line. */
static const bool plain[256] = {[' '] = true,         ['0' ... '9'] = true, ['A' ... 'Z'] = true,
                                ['a' ... 'z'] = true, [','] = true,         ['.'] = true};

/* A run of plain characters. */
static void put_plain(prepare *p)
{
    size_t end = p->pos;
    while (end < p->text.len && plain[(unsigned char)p->text.ptr[end]])
        end++;
    ts_buf_put(p->out, ts_str_sub(p->text, p->pos, end));
    p->before = (unsigned char)p->text.ptr[end - 1];
    p->escaped = false;
    p->pos = end;
}

/* A mark of ours, or the end of a text for other programs. */
static bool is_taken(uint32_t c)
{
    return c == 0 || (c >= 0xFDD0 && c <= 0xFDD4);
}

/* A run of characters beyond ASCII, as it is; false where there is none. */
static bool put_beyond(prepare *p)
{
    size_t end = p->pos;
    while (end < p->text.len && (unsigned char)p->text.ptr[end] >= 0x80) {
        size_t next = end;
        uint32_t c = ts_utf8_next(p->text, &next);
        if (is_taken(c) || c == 0xFFFD) /* which stands for bytes that are no UTF-8 */
            break;
        p->before = c;
        end = next;
    }
    if (end == p->pos)
        return false;
    ts_buf_put(p->out, ts_str_sub(p->text, p->pos, end));
    p->escaped = false;
    p->pos = end;
    return true;
}

static void put_any(prepare *p)
{
    if (put_beyond(p))
        return;
    uint32_t c = ts_utf8_next(p->text, &p->pos);
    p->escaped = c == '\\' && !p->escaped;
    if (is_taken(c))
        c = 0xFFFD;
    ts_buf_put_utf8(p->out, c);
    p->before = c;
}

void ts_read_split(ts_read_lines *lines, ts_str source)
{
    size_t start = 0;
    for (size_t i = 0; i <= source.len; i++) {
        bool end = i == source.len || source.ptr[i] == '\n' || source.ptr[i] == '\r';
        if (!end)
            continue;
        ts_vec_push(lines, ts_str_sub(source, start, i));
        if (i + 1 < source.len && source.ptr[i] == '\r' && source.ptr[i + 1] == '\n')
            i++;
        start = i + 1;
    }
}

void ts_read_prepare(ts_buf *out, ts_str text)
{
    prepare p = {.text = text, .out = out, .before = '\n'};
    start_line(&p);
    while (p.pos < text.len) {
        char c = text.ptr[p.pos];
        if (plain[(unsigned char)c])
            put_plain(&p);
        else if (p.escaped || !strchr("*_~![{<-", c) || c == '\0')
            put_any(&p);
        else if (c == '*' || c == '_')
            put_marks(&p, c);
        else if (c == '~')
            put_tildes(&p);
        else if (c == '[')
            put_bracket(&p);
        else if (c == '{')
            put_brace(&p);
        else if (c == '<')
            put_angle(&p);
        else if (c == '-')
            put_dash(&p);
        else
            put_bang(&p);
        if (c == '\n' || c == '\r')
            start_line(&p);
    }
}

static bool is_other_mark(ts_str rest)
{
    return ts_str_starts(rest, TS_STR(STRIKE)) || ts_str_starts(rest, TS_STR(TS_READ_NOTE)) ||
           ts_str_starts(rest, TS_STR(TS_READ_ATTRIBUTES));
}

typedef enum kind {
    KIND_CODE,    /* all marks go, as in addresses */
    KIND_TEXT,    /* those of strikethrough, notes and attributes stay */
    KIND_COMMENT, /* a space parts hyphens, for older readers */
} kind;

static kind kind_of(cmark_node *node)
{
    cmark_node_type type = cmark_node_get_type(node);
    const char *literal = cmark_node_get_literal(node);
    if (type == CMARK_NODE_HTML_INLINE && ts_str_starts(ts_str_of(literal), TS_STR("<!--")))
        return KIND_COMMENT;
    return type == CMARK_NODE_TEXT ? KIND_TEXT : KIND_CODE;
}

static size_t mark_length(ts_str rest, kind in)
{
    if (ts_str_starts(rest, TS_STR(NONCHAR GUARD)) || ts_str_starts(rest, TS_STR(GUARD NONCHAR)))
        return strlen(NONCHAR GUARD);
    bool mark = ts_str_starts(rest, TS_STR(DASH)) || (in != KIND_TEXT && is_other_mark(rest));
    return mark ? strlen(DASH) : 0;
}

/* The text without marks. */
static bool without_marks(ts_buf *out, const char *z, kind in)
{
    if (!z || !strstr(z, "\xEF\xB7"))
        return false;
    ts_buf_clear(out);
    for (ts_str rest = ts_str_of(z); rest.len;) {
        size_t skip = mark_length(rest, in);
        if (!skip)
            ts_buf_putc(out, rest.ptr[0]);
        else if (in == KIND_COMMENT && ts_str_starts(rest, TS_STR(DASH)))
            ts_buf_putc(out, ' ');
        rest = ts_str_sub(rest, skip ? skip : 1, rest.len);
    }
    return true;
}

/* True for the text of an autolink, in which nothing is markup. */
static bool is_address(cmark_node *text, ts_buf *clean)
{
    cmark_node *link = cmark_node_parent(text);
    const char *literal = cmark_node_get_literal(text);
    if (cmark_node_get_type(link) != CMARK_NODE_LINK || !without_marks(clean, literal, KIND_CODE))
        return false;
    return strcmp(clean->ptr, cmark_node_get_url(link)) == 0;
}

void ts_read_clean(cmark_node *document)
{
    ts_buf clean;
    ts_buf_init(&clean, TS_BUF_MAX);
    cmark_iter *iter = cmark_iter_new(document);
    for (cmark_event_type event; (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE;) {
        if (event != CMARK_EVENT_ENTER)
            continue;
        cmark_node *node = cmark_iter_get_node(iter);
        kind in = kind_of(node);
        in = in == KIND_TEXT && is_address(node, &clean) ? KIND_CODE : in;
        if (without_marks(&clean, cmark_node_get_literal(node), in))
            cmark_node_set_literal(node, clean.ptr);
        /* Before tags around it are looked at: what it stood between is one. */
        if (cmark_node_get_type(node) == CMARK_NODE_HTML_INLINE &&
            ts_is_empty_comment(ts_str_of(cmark_node_get_literal(node)))) {
            cmark_node_unlink(node);
            cmark_node_free(node);
            continue;
        }
        if (without_marks(&clean, cmark_node_get_url(node), KIND_CODE))
            cmark_node_set_url(node, clean.ptr);
        if (without_marks(&clean, cmark_node_get_title(node), KIND_CODE))
            cmark_node_set_title(node, clean.ptr);
        if (cmark_node_get_type(node) == CMARK_NODE_CODE_BLOCK &&
            without_marks(&clean, cmark_node_get_fence_info(node), KIND_CODE))
            cmark_node_set_fence_info(node, clean.ptr);
    }
    cmark_iter_free(iter);
    ts_buf_free(&clean);
}
