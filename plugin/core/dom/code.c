#include "dom/dom.h"
#include "text/utf8.h"

#include <string.h>

/* Bytes of a class attribute that may name a highlighter: style sheets of single words make longer ones. */
enum { NAMES_MOST = 80 };
/* Nodes that are looked at to see whether code has lines, or its element to itself. */
enum { LOOK = 400 };

/* Class words by which highlighters name what they put in the place of <pre>. */
static const char *const BOXES[] = {"CodeMirror-code", "EnlighterJS",   "ace_text-layer",    "blob-wrapper",
                                    "cm-content",      "crayon-syntax", "dp-highlighter",    "enlighter",
                                    "view-lines",      "wp_syntax",     "syntaxhighlighter", NULL};

bool ts_says_code(ts_str classes)
{
    return classes.len <= NAMES_MOST && ts_str_has_word(classes, BOXES);
}

static bool is_blank(const ts_node *node)
{
    return ts_node_type(node) == TS_COMMENT ||
           (ts_node_type(node) == TS_TEXT && !ts_utf8_trim(ts_node_chars(node)).len) ||
           ts_node_is(node, "br");
}

static bool stands_alone(const ts_node *node)
{
    const ts_node *around = ts_node_parent(node);
    if (!around || !ts_node_is_block(around))
        return false;
    int looked = 0;
    for (const ts_node *n = ts_node_first(around); n; n = ts_node_next(n))
        if (++looked > LOOK || (n != node && !is_blank(n)))
            return false;
    return true;
}

/* True where a style sheet keeps the line ends of the text: what makes code colourful does. */
static bool keeps_lines(const ts_node *code)
{
    static const char *const NAMES[] = {"language-", "hljs", "highlight", "prettyprint", NULL};
    const char *style = ts_node_attr(code, "style");
    return ts_node_is_called(code, NAMES) || ts_node_is_called(ts_node_parent(code), NAMES) ||
           (style && strstr(style, "white-space"));
}

bool ts_is_code_lines(const ts_node *node)
{
    if (!ts_node_is(node, "code") || !stands_alone(node))
        return false;
    bool kept = keeps_lines(node), text = false, ended = false;
    int looked = 0;
    for (const ts_node *n = ts_node_walk(node, node); n && ++looked < LOOK; n = ts_node_walk(n, node)) {
        if (ts_node_is(n, "br") || (ts_node_is_block(n) && text)) {
            ended = text;
        } else if (ts_node_type(n) == TS_TEXT && !is_blank(n)) {
            if (ended || (kept && memchr(ts_node_chars(n).ptr, '\n', ts_node_chars(n).len)))
                return true;
            text = true;
        }
    }
    return false;
}

bool ts_is_code(const ts_node *node)
{
    static const char *const NAMES[] = {"pre", "listing", "xmp", NULL};
    for (size_t i = 0; NAMES[i]; i++)
        if (ts_node_is(node, NAMES[i]))
            return true;
    if (!ts_node_is_block(node))
        return ts_is_code_lines(node);
    return ts_node_has_word(node, BOXES) && ts_says_code(ts_str_of(ts_node_attr(node, "class")));
}
