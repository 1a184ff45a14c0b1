#include "article/math_tex.h"
#include "text/utf8.h"

#include <string.h>

enum {
    VARIABLE_MOST = 2, /* bytes of one */
    DEPTH = 40,        /* of elements; what is deeper is left out */
    TEX_MOST = 2000,   /* bytes between two delimiters */
    INLINE_MOST = 200, /* … between two dollar signs, which may be money */
};

/* --- MathML --- */

/* How an element's children are put together: "%1" is the first of them, "%*" all in a row. */
static const struct {
    const char *name, *form;
} forms[] = {
    {"mfrac", "\\frac{%1}{%2}"},
    {"mover", "\\overset{%2}{%1}"},
    {"mphantom", ""},
    {"mroot", "\\sqrt[%2]{%1}"},
    {"msqrt", "\\sqrt{%*}"},
    {"msub", "%1_{%2}"},
    {"msubsup", "%1_{%2}^{%3}"},
    {"msup", "%1^{%2}"},
    {"mtext", "\\text{%*}"},
    {"munder", "%1_{%2}"},
    {"munderover", "%1_{%2}^{%3}"},
    {"semantics", "%1"},
    {"mtable", "\\begin{matrix}%*\\end{matrix}"},
};

static void put(ts_buf *out, const ts_node *node, int depth);

static void put_characters(ts_buf *out, ts_str s)
{
    for (size_t i = 0; i < s.len; i++) {
        if (strchr("{}#%&$_", s.ptr[i]))
            ts_buf_putc(out, '\\');
        ts_buf_putc(out, s.ptr[i]);
    }
}

static const ts_node *child_at(const ts_node *node, int n)
{
    const ts_node *child = ts_node_first(node);
    for (; child; child = ts_node_next(child))
        if (ts_node_type(child) == TS_ELEMENT && n-- == 0)
            break;
    return child;
}

static void put_children(ts_buf *out, const ts_node *node, int depth)
{
    const char *between = ts_node_is(node, "mtr") ? " & " : ts_node_is(node, "mtable") ? " \\\\ " : NULL;
    bool first = true;
    for (const ts_node *child = ts_node_first(node); child; child = ts_node_next(child)) {
        bool element = ts_node_type(child) == TS_ELEMENT;
        if (element && !first)
            ts_buf_puts(out, between);
        first = first && !element;
        if (element || ts_node_is(node, "mtext"))
            put(out, child, depth);
        else if (ts_node_type(child) == TS_TEXT)
            put_characters(out, ts_utf8_trim(ts_node_chars(child)));
    }
}

static void put_form(ts_buf *out, const ts_node *node, const char *form, int depth)
{
    for (; *form; form++) {
        if (*form != '%') {
            ts_buf_putc(out, *form);
        } else if (*++form == '*') {
            put_children(out, node, depth);
        } else {
            const ts_node *child = child_at(node, *form - '1');
            bool group = form[1] != '}' && form[1] != ']' && child && ts_node_is(child, "mrow");
            ts_buf_puts(out, group ? "{" : "");
            if (child)
                put(out, child, depth);
            ts_buf_puts(out, group ? "}" : "");
        }
    }
}

/* NULL for an element that is but its children. A fraction without a line is none: a binomial. */
static const char *form_of(const ts_node *node)
{
    const char *line = ts_node_is(node, "mfrac") ? ts_node_attr(node, "linethickness") : NULL;
    if (line && line[0] == '0' && line[1] != '.')
        return "{{%1} \\atop {%2}}";
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
        if (ts_node_is(node, forms[i].name))
            return forms[i].form;
    return NULL;
}

static void put(ts_buf *out, const ts_node *node, int depth)
{
    const char *name = ts_node_name(node);
    if (ts_node_type(node) == TS_TEXT)
        put_characters(out, ts_node_chars(node));
    if (ts_node_type(node) != TS_ELEMENT || depth >= DEPTH || strncmp(name, "annotation", 10) == 0)
        return;
    const ts_node *only = ts_node_first(node);
    bool word = strcmp(name, "mi") == 0 && only && ts_utf8_count(ts_utf8_trim(ts_node_chars(only))) > 1;
    const char *form = form_of(node);
    if (form) {
        put_form(out, node, form, depth + 1);
        return;
    }
    ts_buf_puts(out, word ? "\\mathrm{" : "");
    put_children(out, node, depth + 1);
    ts_buf_puts(out, word ? "}" : "");
}

void ts_math_tex(ts_buf *out, const ts_node *math)
{
    put_children(out, math, 0);
}

/* --- delimiters --- */

/* Dollar signs may be money, brackets what somebody escaped once too often: "\\[1\\]". */
static bool is_tex(ts_str s)
{
    for (size_t i = 0; i < s.len; i++)
        if (strchr("\\^_={", s.ptr[i]))
            return true;
    return false;
}

/* "n", "2k". */
static bool is_variable(ts_str s)
{
    return s.len > 0 && s.len <= VARIABLE_MOST && !(s.ptr[s.len - 1] >= '0' && s.ptr[s.len - 1] <= '9');
}

/* Nobody writes a price so: "$\alpha$", "$a_i$". */
static bool is_inline(ts_str text, size_t from, size_t end)
{
    ts_str s = ts_str_sub(text, from, end);
    char behind = end + 1 < text.len ? text.ptr[end + 1] : ' ';
    bool name = false;
    for (size_t i = 0; i + 1 < s.len; i++)
        name = name || s.ptr[i] == '^' || s.ptr[i] == '_' ||
               (s.ptr[i] == '\\' && ts_is_alnum((unsigned char)s.ptr[i + 1]));
    return name && s.len <= INLINE_MOST && s.ptr[0] > ' ' && s.ptr[s.len - 1] > ' ' &&
           !(behind >= '0' && behind <= '9');
}

static const struct {
    const char *open, *close;
    bool display;
} delimiters[] = {{"\\(", "\\)", false}, {"\\[", "\\]", true}, {"$$", "$$", true}, {"$", "$", false}};

static bool span_at(ts_str text, size_t at, ts_tex_span *span)
{
    for (size_t i = 0; i < sizeof delimiters / sizeof *delimiters; i++) {
        ts_str open = ts_str_of(delimiters[i].open), close = ts_str_of(delimiters[i].close);
        if (!ts_str_starts(ts_str_sub(text, at, text.len), open))
            continue;
        size_t from = at + open.len, end = ts_str_find(ts_str_sub(text, 0, from + TEX_MOST), close, from);
        if (end == TS_NPOS)
            return false;
        ts_str tex = ts_utf8_trim(ts_str_sub(text, from, end));
        *span = (ts_tex_span){at, end + close.len, tex, delimiters[i].display};
        return open.len == 1 ? is_inline(text, from, end) : is_tex(tex) || (i == 0 && is_variable(tex));
    }
    return false;
}

bool ts_tex_find(ts_str text, ts_tex_span *span)
{
    size_t slash = ts_str_find_char(text, '\\', 0), dollar = ts_str_find_char(text, '$', 0);
    for (size_t i = slash < dollar ? slash : dollar; i != TS_NPOS && i + 1 < text.len; i++)
        if ((text.ptr[i] == '\\' || text.ptr[i] == '$') && span_at(text, i, span))
            return true;
    return false;
}
