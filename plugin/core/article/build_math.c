/* Formulas: their TeX, where the page says it. */
#include "article/build.h"
#include "article/math_tex.h"
#include "text/utf8.h"

#include <string.h>

static bool is_tex(ts_node *annotation)
{
    const char *encoding = ts_node_attr(annotation, "encoding");
    return encoding && strcasestr(encoding, "tex");
}

/* The TeX of a <math>; empty for none. */
static void find_tex(ts_node *math, ts_buf *out)
{
    const char *alt = ts_node_attr(math, "alttext");
    for (ts_node *n = ts_node_walk(math, math); n; n = ts_node_walk(n, math)) {
        if (ts_node_is(n, "annotation") && is_tex(n)) {
            for (ts_node *text = ts_node_first(n); text; text = ts_node_next(text))
                ts_buf_put(out, ts_node_chars(text));
            return;
        }
    }
    ts_buf_puts(out, alt);
    if (!out->len)
        ts_math_tex(out, math);
}

/* Without the braces that encyclopedias put around each formula: "{\\displaystyle x}". */
static ts_str without_style(ts_str tex)
{
    ts_str style = TS_STR("{\\displaystyle ");
    int depth = 0;
    if (!ts_str_starts(tex, style))
        return tex;
    for (size_t i = 0; i < tex.len; i++) {
        depth += (tex.ptr[i] == '{') - (tex.ptr[i] == '}');
        if (tex.ptr[i] == '\\')
            i++;
        else if (depth == 0 && i + 1 < tex.len)
            return tex;
    }
    return depth ? tex : ts_utf8_trim(ts_str_sub(tex, style.len, tex.len - 1));
}

void ts_build_formula(ts_builder *b, ts_str tex, bool display)
{
    ts_buf flat, text;
    ts_buf_init(&flat, TS_BUF_MAX);
    ts_buf_init(&text, TS_BUF_MAX);
    ts_text_flat(&flat, without_style(ts_utf8_trim(tex)));
    if (!flat.len)
        display = false;
    if (display && !b->together) {
        ts_build_boundary(b);
        cmark_node *block = cmark_node_new(CMARK_NODE_CODE_BLOCK);
        cmark_node_set_literal(block, flat.ptr);
        cmark_node_set_fence_info(block, "math");
        ts_build_append(b, block);
    } else if (flat.len) {
        ts_buf_printf(&text, "$%s$", flat.ptr);
        ts_inlines_code(&b->inlines, ts_buf_str(&text));
    }
    ts_buf_free(&flat);
    ts_buf_free(&text);
}

bool ts_build_math(ts_builder *b, ts_node *element)
{
    const char *display = ts_node_attr(element, "display");
    ts_buf tex;
    ts_buf_init(&tex, TS_BUF_MAX);
    find_tex(element, &tex);
    bool found = tex.len > 0;
    if (found)
        ts_build_formula(b, ts_buf_str(&tex), display && strcmp(display, "block") == 0);
    ts_buf_free(&tex);
    return !found;
}

static bool holds_tex(ts_node *node)
{
    const char *type = ts_node_is(node, "script") ? ts_node_attr(node, "type") : NULL;
    return type && strncmp(type, "math/tex", 8) == 0 && ts_node_first(node);
}

void ts_build_script(ts_builder *b, ts_node *element)
{
    if (holds_tex(element))
        ts_build_formula(b, ts_node_chars(ts_node_first(element)),
                         strstr(ts_node_attr(element, "type"), "display"));
}

bool ts_build_is_drawn(ts_node *element)
{
    enum { NEAR = 4 };
    const char *classes = ts_node_attr(element, "class");
    if (!classes || strncmp(classes, "MathJax", 7) != 0)
        return false;
    int near = 0;
    for (ts_node *n = ts_node_next(element); n && near < NEAR; n = ts_node_next(n), near++)
        if (holds_tex(n))
            return true;
    return false;
}
