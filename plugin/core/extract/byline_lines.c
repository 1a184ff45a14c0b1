/* The lines of a byline's element, as readers see them, and which of them name persons. */
#include "extract/byline.h"
#include "rules/phrases.h"
#include "text/utf8.h"

/* Bytes of the lines that name persons. */
#define LINES_TEXT 400

typedef struct lines {
    ts_buf named, line; /* what is taken, and the line that is being read */
    size_t names;       /* lines taken that name somebody */
    bool label, over;   /* the line before was "By"; a line named nobody */
} lines;

bool ts_byline_is_persons(ts_str name)
{
    static const char *const OTHERS[] = {"not-a-name", "company", "job-title", "outlet", "desk"};
    bool persons = name.len && ts_byline_is_name(name);
    for (size_t i = 0; i < sizeof OTHERS / sizeof *OTHERS && persons; i++)
        persons = !ts_phrases_is_of(OTHERS[i], name);
    return persons;
}

static const ts_node *block_around(const ts_node *node)
{
    do
        node = ts_node_parent(node);
    while (node && !ts_node_is_block(node));
    return node;
}

/* True where a letter ends one text and another begins the next. */
static bool is_glued(const ts_node *before, const ts_node *text)
{
    uint32_t last = ts_utf8_last(ts_node_chars(before));
    return (ts_is_alnum(last) || ts_is_mark(last)) && ts_is_alnum(ts_utf8_first(ts_node_chars(text)));
}

/* True where readers see a line end between two texts: in another block, or in elements side by side that no
 * space parts. */
static bool parts_lines(const ts_node *before, const ts_node *text)
{
    const ts_node *a = ts_node_parent(before), *b = ts_node_parent(text), *above = ts_node_parent(b);
    bool beside = a != b && (ts_node_parent(a) == above || ts_node_parent(ts_node_parent(a)) == above);
    return block_around(before) != block_around(text) || (beside && is_glued(before, text));
}

/* The first line is taken as it is, one behind a label too; of those below the ones that are names. */
static void end_line(lines *l, const char *language)
{
    ts_str line = ts_utf8_trim(ts_buf_str(&l->line));
    bool first = !l->named.len || l->label;
    if (line.len && !l->over) {
        bool label = first && ts_byline_is_label(line, language);
        bool named = ts_byline_is_persons(first ? ts_byline_names(line, language) : line);
        l->over = !label && !named;
        if (!l->over) {
            ts_buf_puts(&l->named, !l->named.len ? "" : l->label ? " " : ", ");
            ts_buf_put(&l->named, line);
        }
        l->names += named;
        l->label = label;
    }
    ts_buf_clear(&l->line);
}

ts_str ts_byline_lines(ts_arena *arena, const ts_node *root, ts_str text, const char *language)
{
    lines l = {.over = false};
    const ts_node *before = NULL;
    ts_buf_init(&l.named, LINES_TEXT);
    ts_buf_init(&l.line, LINES_TEXT);
    for (const ts_node *n = root, *next; n; n = next) {
        next = ts_is_hidden(n) ? ts_node_skip(n, root) : ts_node_walk(n, root);
        if (ts_node_is(n, "br"))
            end_line(&l, language);
        if (ts_node_type(n) != TS_TEXT || !ts_node_chars(n).len)
            continue;
        if (before && parts_lines(before, n))
            end_line(&l, language);
        else if (before && !is_glued(before, n))
            ts_buf_puts(&l.line, " ");
        ts_utf8_squeeze(&l.line, ts_node_chars(n));
        before = n;
    }
    end_line(&l, language);
    if (l.names && (l.over || l.names > 1))
        text = (ts_str){ts_buf_copy(&l.named, arena), l.named.len};
    ts_buf_free(&l.named);
    ts_buf_free(&l.line);
    return text;
}
