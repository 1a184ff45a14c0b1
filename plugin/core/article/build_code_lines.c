#include "article/build_code.h"
#include "text/utf8.h"

#include <string.h>

/* Bytes from, to: the number of a line. */
typedef struct number {
    size_t from, to;
} number;

typedef struct lines {
    ts_buf *out;
    ts_node *box, *code;
    bool alone;             /* the box holds one <code>, and beside it only a bar */
    bool kept;              /* line ends in texts are line ends */
    bool broken;            /* a <code> whose lines <br> ends */
    ts_node *line;          /* the last one that began */
    size_t begin;           /* where */
    TS_VEC(number) numbers; /* 1, 2, 3 in elements of their own, each where a line begins */
} lines;

/* By their class, with nothing but numbers in them. */
static const char *const GUTTERS[] = {"lineno",   "line-num",      "line_num",  "linenum",    "gutter",
                                      "blob-num", "pre-numbering", "hljs-ln-n", "crayon-num", NULL};
static const char *const GUTTER_WORDS[] = {"lnt", "ln", "lntd", NULL};
/* The same for the text of a button. */
static const char *const BARS[] = {"toolbar", "crayon-plain", "copy", "gist-meta", "enlighter-raw", NULL};
/* Those of a line. */
static const char *const LINES[] = {"line",    "crayon-line", "view-line",  "ace_line",  "CodeMirror-line",
                                    "cm-line", "ec-line",     "token-line", "code-line", NULL};

/* True where the texts below are numbers and what stands between them. */
static bool is_numbers(const ts_node *root)
{
    bool digit = false;
    for (const ts_node *n = ts_node_walk(root, root); n; n = ts_node_walk(n, root)) {
        ts_str text = ts_node_type(n) == TS_TEXT ? ts_utf8_trim(ts_node_chars(n)) : (ts_str){0};
        for (size_t i = 0; i < text.len; i++)
            if (!text.ptr[i] || !strchr("0123456789 .|:\t\r\n", text.ptr[i]))
                return false;
        digit = digit || text.len;
    }
    return digit;
}

bool ts_code_is_gutter(const ts_node *node)
{
    return ts_node_attr(node, "class") &&
           (ts_node_is_called(node, GUTTERS) || ts_node_has_word(node, GUTTER_WORDS)) && is_numbers(node);
}

static bool is_bar(const lines *l, const ts_node *node)
{
    static const char *const OLD[] = {"bar", NULL};
    if (!ts_node_is_block(node) && !ts_node_is(node, "a") && !ts_node_is(node, "span"))
        return false;
    if (l->alone && ts_node_parent(node) == l->box && ts_node_is_block(node)) {
        const ts_node *n = node;
        while (n && n != l->code)
            n = ts_node_walk(n, node);
        return !n;
    }
    return ts_node_attr(node, "class") && (ts_node_is_called(node, BARS) || ts_node_has_word(node, OLD));
}

static bool is_skipped(const lines *l, const ts_node *node)
{
    return ts_is_hidden(node) || ts_node_mark(node) == TS_MARK_DROP || ts_node_is(node, "button") ||
           ts_node_is(node, "textarea") || ts_code_is_gutter(node) || is_bar(l, node);
}

static bool is_line(const ts_node *node)
{
    return ts_node_is(node, "li") || ts_node_is(node, "tr") || ts_node_has_word(node, LINES);
}

/* Cells of one row are a line. */
static bool is_block(const ts_node *node)
{
    return ts_node_is_block(node) && !ts_node_is(node, "td") && !ts_node_is(node, "th");
}

static bool at_start(const lines *l)
{
    return !l->out->len || l->out->ptr[l->out->len - 1] == '\n';
}

static bool is_in_list(const ts_node *text)
{
    static const char *const NAMES[] = {"ol", "ul", "table", "tbody", "thead", "tr", NULL};
    return ts_str_is_one_of(ts_str_of(ts_node_name(ts_node_parent(text))), NAMES);
}

static bool is_number(ts_str text, size_t value)
{
    size_t n = 0;
    text = ts_utf8_trim(text);
    for (size_t i = 0; i < text.len && i < 6; i++)
        n = text.ptr[i] >= '0' && text.ptr[i] <= '9' ? n * 10 + (size_t)(text.ptr[i] - '0') : 0;
    return text.len <= 6 && n == value;
}

/* Takes the numbers out where there is one for each line. */
static void drop_numbers(lines *l)
{
    ts_buf rest;
    ts_buf_init(&rest, TS_BUF_MAX);
    ts_str all = ts_buf_str(l->out);
    size_t at = 0, ends = 0;
    for (size_t i = 0; i < l->numbers.len; i++) {
        ts_buf_put(&rest, ts_str_sub(all, at, l->numbers.items[i].from));
        at = l->numbers.items[i].to;
        at += at < all.len && (all.ptr[at] == ' ' || all.ptr[at] == '\n');
    }
    ts_buf_put(&rest, ts_str_sub(all, at, all.len));
    for (size_t i = 0; i < rest.len; i++)
        ends += rest.ptr[i] == '\n';
    ends += rest.len && rest.ptr[rest.len - 1] != '\n';
    if (l->numbers.len > 1 && l->numbers.len == ends) {
        ts_buf_clear(l->out);
        ts_buf_put(l->out, ts_buf_str(&rest));
    }
    ts_buf_free(&rest);
    ts_vec_free(&l->numbers);
}

/* Text whose line ends are where its writer wrapped it. */
static void put_wrapped(lines *l, ts_str text)
{
    while (text.len) {
        size_t end = ts_str_find_char(text, '\n', 0);
        ts_buf_put(l->out, ts_str_sub(text, 0, end));
        if (end == TS_NPOS)
            return;
        text = ts_str_trim(ts_str_sub(text, end, text.len));
        if (text.len && !at_start(l))
            ts_buf_putc(l->out, ' ');
    }
}

static void put_text(lines *l, const ts_node *node)
{
    ts_str text = ts_node_chars(node);
    bool alone = !ts_node_next(node) && !ts_node_prev(node) && ts_node_parent(node) != l->box;
    if (alone && at_start(l) && is_number(text, l->numbers.len + 1))
        ts_vec_push(&l->numbers, ((number){l->out->len, l->out->len + text.len}));
    bool wraps = memchr(text.ptr, '\n', text.len) && !ts_str_trim(text).len;
    if (wraps && (!l->kept || is_in_list(node)))
        return;
    if (l->broken)
        put_wrapped(l, text);
    else
        ts_buf_put(l->out, text);
}

static void enter(lines *l, ts_node *node)
{
    l->kept = l->kept || ts_node_is(node, "pre");
    if (ts_node_is(node, "br"))
        ts_buf_putc(l->out, '\n');
    else if (is_block(node) && !at_start(l))
        ts_buf_putc(l->out, '\n');
    if (is_line(node)) {
        l->line = node;
        l->begin = l->out->len;
    }
}

/* A line that is no block ends by its look only where the next one begins right behind it. */
static void leave(lines *l, ts_node *node)
{
    const ts_node *next = ts_node_next(node);
    bool block = is_block(node), empty = l->out->len == l->begin;
    if (l->line == node) {
        bool ends = block || (next && ts_node_type(next) == TS_ELEMENT && is_line(next));
        if (ends && (empty || !at_start(l)))
            ts_buf_putc(l->out, '\n');
        l->line = NULL;
    } else if (block && !at_start(l)) {
        ts_buf_putc(l->out, '\n');
    }
}

/* True where the box has one <code>, and other text in blocks beside it only, not much of that. */
static bool has_lone_code(const ts_node *box, ts_node **code)
{
    size_t all = 0, inside = 0;
    int codes = 0;
    bool beside = true;
    for (ts_node *n = ts_node_walk(box, box); n; n = ts_node_walk(n, box)) {
        if (ts_node_is(n, "code") && !codes++)
            *code = n;
        if (ts_node_type(n) != TS_TEXT)
            continue;
        size_t len = ts_str_trim(ts_node_chars(n)).len;
        all += len;
        beside = beside && (!len || ts_node_parent(n) != box);
    }
    if (codes != 1 || !beside)
        return false;
    for (const ts_node *n = ts_node_walk(*code, *code); n; n = ts_node_walk(n, *code))
        if (ts_node_type(n) == TS_TEXT)
            inside += ts_str_trim(ts_node_chars(n)).len;
    return inside * 4 > all;
}

void ts_code_lines(ts_buf *out, ts_node *box, ts_node **code)
{
    bool element = ts_node_is(box, "code");
    lines l = {.out = out, .box = box};
    l.alone = has_lone_code(box, &l.code);
    l.kept = element || ts_node_is(box, "pre") || !ts_node_is_block(box);
    for (ts_node *n = element ? ts_node_walk(box, box) : NULL; n && !l.broken; n = ts_node_walk(n, box))
        l.broken = ts_node_is(n, "br");
    *code = element ? box : l.code;
    ts_node *node = ts_node_first(box);
    while (node) {
        if (ts_node_type(node) == TS_TEXT && ts_node_mark(node) != TS_MARK_DROP)
            put_text(&l, node);
        if (ts_node_type(node) == TS_ELEMENT && !is_skipped(&l, node)) {
            enter(&l, node);
            if (ts_node_first(node)) {
                node = ts_node_first(node);
                continue;
            }
            leave(&l, node);
        }
        while (!ts_node_next(node) && ts_node_parent(node) != box) {
            node = ts_node_parent(node);
            leave(&l, node);
        }
        node = ts_node_next(node);
    }
    drop_numbers(&l);
}
