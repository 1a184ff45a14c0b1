/* Formulas that a page draws, as the TeX that draws them. */
#ifndef TS_ARTICLE_MATH_TEX_H
#define TS_ARTICLE_MATH_TEX_H

#include "dom/dom.h"

/* The TeX of a <math> that names none: what MathML marks up, read back. */
void ts_math_tex(ts_buf *out, const ts_node *math);

/* TeX that a text writes out for a script that is to draw it. */
typedef struct ts_tex_span {
    size_t from, to; /* with its delimiters: bytes of the text */
    ts_str tex;
    bool display;
} ts_tex_span;

/* The first "\(…\)", "\[…\]" or "$$…$$" of a text; false where there is none. */
bool ts_tex_find(ts_str text, ts_tex_span *span);

#endif
