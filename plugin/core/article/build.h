/* DOM → AST, shared by build_*.c: one walk over the body's elements, in document order, with a stack of what
 * must be undone when an element ends. */
#ifndef TS_ARTICLE_BUILD_H
#define TS_ARTICLE_BUILD_H

#include "article/build_tree.h"
#include "article/cell.h"
#include "article/element_kind.h"
#include "article/inlines.h"

/* Lists and quotes that nest deeper are read as if the inner ones were not there. */
#define TS_BUILD_DEPTH 40

/* What is to be done at the end of an element. */
typedef enum ts_ending {
    TS_END_MARK,      /* `flag`: what was dropped before */
    TS_END_FORMAT,    /* `format` closes */
    TS_END_CONTAINER, /* `node` is the container again */
    TS_END_HEADING,   /* level `number` */
    TS_END_LABEL,     /* a paragraph of strong text: summary, a table's caption, dt outside of a list */
    TS_END_TERM,
    TS_END_QUOTE, /* a closing quotation mark */
    TS_END_CELL,
    TS_END_CELL_LIST,
    TS_END_CELL_ITEM,
    TS_END_TABLE,
    TS_END_LAYOUT, /* a table that is no table; `flag`: whether the one around it is */
    TS_END_CAPTION,
    TS_END_FIGURE,
} ts_ending;

typedef struct ts_frame {
    ts_node *element;
    ts_ending ending;
    ts_format_kind format;
    cmark_node *node;
    int number;
    bool flag;
} ts_frame;

/* The data table that is being built. */
typedef struct ts_table_state {
    cmark_node *table, *row, *cell, *foot; /* foot: rows for its end, may be NULL */
    bool in_cell;
    ts_cell_blocks blocks; /* of the cell */
    bool header;           /* all cells of the row so far are header cells */
    int column;            /* of the next cell */
    int *spans;            /* rows that a cell above still reaches down, for each column */
    ts_align *aligns;
} ts_table_state;

/* build_notes.c: which elements of a page are notes, and what leads there and back. */
typedef struct ts_page_notes ts_page_notes;

/* Names of elements that are remembered, a power of two: a page has one copy of each, at one address. */
enum { TS_BUILD_NAMES = 64 };

/* What goes on behind a note that stands in the midst of it. */
typedef struct ts_sentence {
    ts_inlines inlines;
    ts_table_state table;
    int together;
    bool spaced;
} ts_sentence;

typedef struct ts_builder {
    ts_arena *arena;
    cmark_node *document;
    const ts_page_notes *notes; /* may be NULL */
    const ts_tree_options *options;
    ts_fields *fields;     /* may be NULL */
    cmark_node *container; /* where the next block goes */
    int depth;             /* of lists and quotes */
    ts_inlines inlines;
    ts_sentence *sentence; /* around the note beside the text that is built, NULL: none is */
    TS_VEC(ts_frame) frames;
    bool dropping; /* inside an element that is not of the article */
    int together;  /* above 0: in a heading, cell or caption, where blocks do not split */
    bool spaced;   /* in which they leave a space, not a break */
    bool layout;   /* rows and cells are mere blocks */
    ts_table_state table;
    int figures;             /* around */
    cmark_node *figure_body; /* the last table or card in it */
    int labels;              /* likewise: a table's caption is one */
    int captioning;          /* above 0: in a caption */
    bool beside;             /* the last caption has text marked so */
    bool shared;             /* it is of several pictures */
    /* What a figure's text outside of a caption is: nothing, or the caption. */
    bool mute, caption_all;
    const char
        *ordinal; /* before the next text: the number of an item that its list does not count, or NULL */
    const char *credit;  /* of the next or last image */
    const char *caption; /* came before its image */
    cmark_node *image;   /* the last image that stands alone and may still get a caption */
    struct {
        const char *name; /* NULL: none yet */
        ts_element_kind kind;
    } names[TS_BUILD_NAMES];
} ts_builder;

/* build_tree.c */
ts_frame *ts_build_push(ts_builder *b, ts_node *element, ts_ending ending);
/* The end of a block: what was gathered becomes a paragraph, or, where blocks stay together, goes on behind a
 * break. */
void ts_build_boundary(ts_builder *b);
/* Appends a block where the next one goes. */
void ts_build_append(ts_builder *b, cmark_node *block);
/* Appends a container, in which blocks go until the element ends. */
void ts_build_open(ts_builder *b, ts_node *element, cmark_node *container);
/* Builds the gathered inlines into a block and appends that, if there are any. */
void ts_build_inlines(ts_builder *b, cmark_node *block);

/* build_inline.c; true where the element's children are to be visited. */
void ts_build_text(ts_builder *b, ts_str chars);
/* The same for a text of the page, in which formulas may be written out. */
void ts_build_chars(ts_builder *b, ts_str chars);
bool ts_build_link(ts_builder *b, ts_node *element);
/* An address as the tree has it (ts_url_flat), in the arena; NULL where nothing is left, or nothing safe. */
const char *ts_build_address(ts_builder *b, const char *url);
bool ts_build_code(ts_builder *b, ts_node *element);
bool ts_build_shifted(ts_builder *b, ts_node *element, bool up);
bool ts_build_ruby(ts_builder *b, ts_node *element);
void ts_build_format(ts_builder *b, ts_node *element, ts_format_kind kind);
/* Emphasis that an element without meaning has by its style attribute. */
void ts_build_style(ts_builder *b, ts_node *element);

/* build_language.c */
/* A span for the language or direction that an element says it has, where it is not the article's. */
void ts_build_language(ts_builder *b, ts_node *element);

/* build_pre.c */
bool ts_build_pre(ts_builder *b, ts_node *element);

/* build_media.c */
void ts_build_image(ts_builder *b, ts_node *element);
void ts_build_figure(ts_builder *b, ts_node *element);
/* Images that only <noscript> shows. */
void ts_build_noscript(ts_builder *b, ts_node *element);
void ts_build_figure_end(ts_builder *b);
void ts_build_caption(ts_builder *b, ts_node *element);
void ts_build_caption_end(ts_builder *b, const ts_frame *frame);
bool ts_build_is_caption(const ts_builder *b, ts_node *element);
/* A block with a picture and little else, whose class says that there is a caption in it. */
bool ts_build_is_figure(ts_node *element);
/* The gathered texts, folded as line rules want them. False where other things stand among them, or more than
 * a line. */
bool ts_build_fold_line(const ts_builder *b, ts_buf *folded);
/* Makes the gathered inlines the caption of the image right before them, where a line rule says that they are
 * one. */
void ts_build_caption_line(ts_builder *b);
/* True for the element of a caption that names who made the image; it is taken. */
bool ts_build_credit(ts_builder *b, ts_node *element);
/* The caption without the credit that its text ends in ("… Photo: Jane Doe"), which becomes the image's. */
const char *ts_build_caption_credit(ts_builder *b, const char *caption);

/* Looks for the notes of a page; NULL where it has none. Ends with ts_page_notes_free. */
ts_page_notes *ts_page_notes_find(ts_arena *arena, ts_node *body);
/* Takes NULL. */
void ts_page_notes_free(ts_page_notes *notes);
/* True where the element is a note, or leads to one or back; then *descend is whether its children count. */
bool ts_build_note(ts_builder *b, ts_node *element, bool *descend);
/* At the end of a note's element, while the container is the note. */
void ts_build_note_end(ts_builder *b, const ts_node *element);
/* Takes away a heading under which nothing stands but notes. */
void ts_build_notes_end(cmark_node *document);
/* Makes the gathered inlines a thematic break where they are a line of signs alone, "* * *"; false for
 * others. */
bool ts_build_break_line(ts_builder *b);
/* Drops the thematic breaks at the document's ends and behind each other. */
void ts_build_breaks_end(cmark_node *document);

/* build_bullets.c */
/* Paragraphs, and lines of one, that begin with the same bullet become a list where two or more stand
 * together. */
void ts_build_bullets_end(cmark_node *document);

/* build_definitions.c */
void ts_build_definitions(ts_builder *b, ts_node *element);
void ts_build_details(ts_builder *b, ts_node *element);
/* False outside of a list. */
bool ts_build_term(ts_builder *b, ts_node *element);
void ts_build_term_end(ts_builder *b);

/* build_embed.c */
/* A frame that the rules know becomes a card. */
void ts_build_frame(ts_builder *b, ts_node *element);
/* A video or a recording becomes a card, which leads to its file. */
void ts_build_player(ts_builder *b, ts_node *element);
/* At the end of a quotation that shows a post: the last line, which links to that, becomes its card. */
void ts_build_embed_end(ts_builder *b, ts_node *element);

/* build_math.c */
bool ts_build_math(ts_builder *b, ts_node *element);
/* A script that holds TeX. */
void ts_build_script(ts_builder *b, ts_node *element);
/* True for what a script has drawn of the TeX that stands behind. */
bool ts_build_is_drawn(ts_node *element);
/* TeX as code between dollar signs or, on lines of its own, as a block of the language "math". */
void ts_build_formula(ts_builder *b, ts_str tex, bool display);

/* build_list.c */
void ts_build_list(ts_builder *b, ts_node *element);
/* An item outside of a list is a block like any other. */
void ts_build_item(ts_builder *b, ts_node *element);
/* True for a list, or an item, by its role. */
bool ts_build_is_list(const ts_node *element);
bool ts_build_is_list_item(const ts_node *element);
/* A box that is ticked, or not, before a task of a list; those of a recipe are for its reader. */
void ts_build_checkbox(ts_builder *b, const ts_node *element);
/* The end of a paragraph, which is more than that of a block only in a cell. */
void ts_build_paragraph(ts_builder *b);
/* What was gathered in a cell becomes a paragraph, of the item that is open if there is one. */
void ts_build_cell_block(ts_builder *b);
void ts_build_cell_list_end(ts_builder *b);
void ts_build_cell_item_end(ts_builder *b);

/* build_table.c */
void ts_build_table(ts_builder *b, ts_node *element);
void ts_build_table_end(ts_builder *b, const ts_frame *frame);
void ts_build_row(ts_builder *b, const ts_node *element);
void ts_build_cell(ts_builder *b, ts_node *element);
void ts_build_cell_end(ts_builder *b, const ts_frame *frame);

#endif
