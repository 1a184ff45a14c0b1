/* The inlines of one block, gathered piece by piece and then built in canonical form.
 *
 * Whoever makes inline nodes (DOM → AST, the tidier, the Markdown reader) says what comes and which formats
 * are open; here white space is squeezed across the borders of elements, spaces and breaks move out of the
 * edges of emphasis, equal neighbours merge, and formats inside themselves vanish. */
#ifndef TS_ARTICLE_INLINES_H
#define TS_ARTICLE_INLINES_H

#include "article/node.h"
#include "base/buf.h"
#include "base/vec.h"

typedef enum ts_format_kind {
    TS_FORMAT_LINK,
    TS_FORMAT_STRONG,
    TS_FORMAT_RUN_IN, /* a kind of strong: neither stands inside the other */
    TS_FORMAT_EMPH,
    TS_FORMAT_DELETED,
    TS_FORMAT_SPAN,
    TS_FORMAT_KINDS,
} ts_format_kind;

typedef struct ts_format ts_format;
struct ts_format {
    const ts_format *outer; /* NULL: none */
    ts_format_kind kind;
    const char *url, *title;          /* link */
    const char *language, *direction; /* span; one may be NULL */
};

typedef enum ts_leaf_kind {
    TS_LEAF_TEXT,
    TS_LEAF_CODE,
    TS_LEAF_HTML,
    TS_LEAF_NODE, /* an image, ruby or reference to a note, made already */
    TS_LEAF_BREAK,
    TS_LEAF_SOFT,
} ts_leaf_kind;

typedef struct ts_leaf {
    ts_leaf_kind kind;
    const ts_format *format;
    size_t from, to;  /* bytes of `text` */
    cmark_node *node; /* owned until it is built */
} ts_leaf;

typedef struct ts_inlines {
    ts_arena *arena; /* for formats and payloads */
    ts_buf text;
    TS_VEC(ts_leaf) leaves;
    const ts_format *format; /* the innermost open one */
    int open[TS_FORMAT_KINDS];
    ts_buf run, spaces; /* of one build, kept for the next */
} ts_inlines;

static inline ts_str ts_leaf_text(const ts_inlines *inlines, const ts_leaf *leaf)
{
    return ts_str_sub(ts_buf_str(&inlines->text), leaf->from, leaf->to);
}

void ts_inlines_init(ts_inlines *inlines, ts_arena *arena);
void ts_inlines_free(ts_inlines *inlines);

void ts_inlines_text(ts_inlines *inlines, ts_str text);
/* The same for what was put behind `inlines->text` from byte `from` on. */
void ts_inlines_text_from(ts_inlines *inlines, size_t from);
void ts_inlines_code(ts_inlines *inlines, ts_str code);
/* Takes the node. */
void ts_inlines_node(ts_inlines *inlines, cmark_node *node);
void ts_inlines_break(ts_inlines *inlines);
void ts_inlines_soft(ts_inlines *inlines);

/* Formats open and close like elements; one that is open already is only counted. `url` and `title`, for
 * links, may be NULL. Formats stay open over a build. */
void ts_inlines_open(ts_inlines *inlines, ts_format_kind kind, const char *url, const char *title);
/* The same for a span; `language` or `direction` may be NULL. */
void ts_inlines_open_span(ts_inlines *inlines, const char *language, const char *direction);
void ts_inlines_close(ts_inlines *inlines, ts_format_kind kind);

/* Drops what was said so far; formats stay open. */
void ts_inlines_clear(ts_inlines *inlines);

/* True while there is nothing but white space and breaks. */
bool ts_inlines_blank(const ts_inlines *inlines);
/* True where the last piece is a break, white space behind it or not. */
bool ts_inlines_after_break(const ts_inlines *inlines);

/* Makes folded punctuation full width (text/width.h) in texts only, seeing the whole block as context. */
void ts_inlines_restore_width(ts_inlines *inlines);

/* Leaves out raw tags of that name. */
void ts_inlines_drop_html(ts_inlines *inlines, const char *name);

/* Appends the nodes to `parent` and starts afresh. False where nothing was left to append. Where `one_line`,
 * a break becomes a space. */
bool ts_inlines_build(ts_inlines *inlines, cmark_node *parent, bool one_line);

/* Asked about each text and raw HTML node before it is taken; true where it has taken the node itself. It may
 * unlink siblings behind the node. */
typedef bool (*ts_inlines_hook)(void *context, ts_inlines *inlines, cmark_node *node);

/* Takes all children of a block, whatever they are, as inlines. `hook` may be NULL. */
void ts_inlines_take(ts_inlines *inlines, cmark_node *block, ts_inlines_hook hook, void *context);

/* Puts one block's inlines into canonical form. */
void ts_inlines_tidy(ts_arena *arena, cmark_node *block, bool one_line);

/* One line of plain text in NFC: white space squeezed and trimmed, what may not stand in it left out. For
 * captions, titles, alternative texts, readings. */
void ts_text_flat(ts_buf *out, ts_str text);
/* An address without white space at its ends and control characters, spaces as %20. */
void ts_url_flat(ts_buf *out, ts_str url);
/* Characters that no text of a tree holds: controls but white space, noncharacters, byte order marks. */
static inline bool ts_is_forbidden(uint32_t c)
{
    if (c - 0x80 < 0xFD50)
        return false;
    return (c < 0x20 && !(c >= 9 && c <= 13)) || c == 0x7F || (c >= 0xFDD0 && c <= 0xFDEF) || c == 0xFEFF ||
           c == 0xFFFE || c == 0xFFFF;
}

/* True where a line end between two characters stands for nothing: East Asian text has no spaces. */
bool ts_lines_join(uint32_t a, uint32_t c);

/* Zs and ASCII white space: what CommonMark calls white space when it looks at emphasis. */
static inline bool ts_is_flank_space(uint32_t c)
{
    if (c > 0x3000)
        return false;
    return c == ' ' || (c >= 9 && c <= 13) || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) ||
           c == 0x202F || c == 0x205F || c == 0x3000;
}

#endif
