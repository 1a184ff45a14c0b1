#include "article/build.h"

#include <string.h>

typedef enum element {
    EL_OTHER,
    EL_BLOCK,
    EL_SKIP,
    EL_BREAK,
    EL_RULE,
    EL_HEADING,
    EL_LIST,
    EL_ITEM,
    EL_QUOTE,
    EL_LABEL,
    EL_DEFINITIONS,
    EL_TERM,
    EL_DETAILS,
    EL_PRE,
    EL_TABLE,
    EL_ROW,
    EL_CELL,
    EL_CAPTION,
    EL_FIGURE,
    EL_IMAGE,
    EL_LINK,
    EL_STRONG,
    EL_EMPH,
    EL_DELETED,
    EL_CODE,
    EL_SUB,
    EL_SUP,
    EL_RUBY,
    EL_MATH,
    EL_FRAME,
    EL_PLAYER,
    EL_Q,
} element;

static const struct {
    const char *name;
    element element;
} elements[] = {
    {"a", EL_LINK},
    {"amp-img", EL_IMAGE},
    {"audio", EL_PLAYER},
    {"b", EL_STRONG},
    {"blockquote", EL_QUOTE},
    {"br", EL_BREAK},
    {"button", EL_SKIP},
    {"canvas", EL_SKIP},
    {"caption", EL_LABEL},
    {"cite", EL_EMPH},
    {"code", EL_CODE},
    {"dd", EL_DETAILS},
    {"del", EL_DELETED},
    {"dfn", EL_EMPH},
    {"dir", EL_LIST},
    {"dl", EL_DEFINITIONS},
    {"dt", EL_TERM},
    {"em", EL_EMPH},
    {"embed", EL_SKIP},
    {"figcaption", EL_CAPTION},
    {"figure", EL_FIGURE},
    {"h1", EL_HEADING},
    {"h2", EL_HEADING},
    {"h3", EL_HEADING},
    {"h4", EL_HEADING},
    {"h5", EL_HEADING},
    {"h6", EL_HEADING},
    {"hr", EL_RULE},
    {"i", EL_EMPH},
    {"iframe", EL_FRAME},
    {"img", EL_IMAGE},
    {"input", EL_SKIP},
    {"kbd", EL_CODE},
    {"li", EL_ITEM},
    {"listing", EL_PRE},
    {"math", EL_MATH},
    {"menu", EL_LIST},
    {"object", EL_SKIP},
    {"ol", EL_LIST},
    {"pre", EL_PRE},
    {"q", EL_Q},
    {"ruby", EL_RUBY},
    {"s", EL_DELETED},
    {"samp", EL_CODE},
    {"select", EL_SKIP},
    {"strike", EL_DELETED},
    {"strong", EL_STRONG},
    {"sub", EL_SUB},
    {"summary", EL_LABEL},
    {"sup", EL_SUP},
    {"svg", EL_SKIP},
    {"table", EL_TABLE},
    {"td", EL_CELL},
    {"textarea", EL_SKIP},
    {"th", EL_CELL},
    {"tr", EL_ROW},
    {"tt", EL_CODE},
    {"ul", EL_LIST},
    {"var", EL_EMPH},
    {"video", EL_PLAYER},
    {"xmp", EL_PRE},
};

static element element_of(const char *name)
{
    size_t low = 0, high = sizeof elements / sizeof *elements;
    while (low < high) {
        size_t middle = (low + high) / 2;
        int order = strcmp(name, elements[middle].name);
        if (order == 0)
            return elements[middle].element;
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return ts_is_block(name) ? EL_BLOCK : EL_OTHER;
}

ts_frame *ts_build_push(ts_builder *b, ts_node *node, ts_ending ending)
{
    ts_frame frame = {.element = node, .ending = ending};
    ts_vec_push(&b->frames, frame);
    return &b->frames.items[b->frames.len - 1];
}

void ts_build_append(ts_builder *b, cmark_node *block)
{
    cmark_node *parent = b->container;
    ts_payload_kind kind = ts_node_kind_of(block);
    if (ts_node_kind_of(parent) == TS_NODE_DEFINITIONS && kind != TS_NODE_TERM && kind != TS_NODE_DETAILS) {
        parent = ts_node_new(b->arena, TS_NODE_DETAILS);
        cmark_node_append_child(b->container, parent);
    }
    /* A list right in a list has no mark of its own: it is of the item before. */
    if (cmark_node_get_type(parent) == CMARK_NODE_LIST && cmark_node_get_type(block) == CMARK_NODE_LIST &&
        cmark_node_last_child(parent)) {
        parent = cmark_node_last_child(parent);
    } else if (cmark_node_get_type(parent) == CMARK_NODE_LIST &&
               cmark_node_get_type(block) != CMARK_NODE_ITEM) {
        parent = cmark_node_new(CMARK_NODE_ITEM);
        cmark_node_append_child(b->container, parent);
    }
    b->image = NULL;
    if (!cmark_node_append_child(parent, block))
        cmark_node_free(block);
}

void ts_build_inlines(ts_builder *b, cmark_node *block)
{
    if (b->options->restore_width)
        ts_inlines_restore_width(&b->inlines);
    bool one_line = cmark_node_get_type(block) == CMARK_NODE_HEADING;
    if (ts_inlines_build(&b->inlines, block, one_line))
        ts_build_append(b, block);
    else
        cmark_node_free(block);
}

void ts_build_boundary(ts_builder *b)
{
    if (b->together) {
        if (ts_inlines_blank(&b->inlines))
            b->inlines.leaves.len = 0;
        else if (b->spaced)
            ts_inlines_text(&b->inlines, TS_STR(" "));
        else
            ts_inlines_break(&b->inlines);
        return;
    }
    ts_build_caption_line(b);
    ts_build_inlines(b, cmark_node_new(CMARK_NODE_PARAGRAPH));
}

/* Two breaks, with nothing but white space between, end a paragraph. */
static void line_break(ts_builder *b)
{
    if (!b->together && ts_inlines_after_break(&b->inlines))
        ts_build_boundary(b);
    else
        ts_inlines_break(&b->inlines);
}

void ts_build_open(ts_builder *b, ts_node *node, cmark_node *container)
{
    ts_frame *frame = ts_build_push(b, node, TS_END_CONTAINER);
    frame->node = b->container;
    ts_build_append(b, container);
    b->container = container;
    b->depth++;
}

static void open_quote(ts_builder *b, ts_node *node)
{
    ts_build_boundary(b);
    if (!b->together && b->depth < TS_BUILD_DEPTH)
        ts_build_open(b, node, cmark_node_new(CMARK_NODE_BLOCK_QUOTE));
}

static void open_heading(ts_builder *b, ts_node *node)
{
    ts_build_boundary(b);
    if (b->together)
        return;
    ts_build_push(b, node, TS_END_HEADING)->number = ts_node_name(node)[1] - '0';
    b->together++;
    b->spaced = true;
}

static void open_label(ts_builder *b, ts_node *node)
{
    ts_build_boundary(b);
    ts_build_push(b, node, TS_END_LABEL);
    b->labels++;
    ts_inlines_open(&b->inlines, TS_FORMAT_STRONG, NULL, NULL);
}

/* A block without meaning of its own, unless its class has one. */
static void open_box(ts_builder *b, ts_node *node)
{
    if (ts_build_is_caption(b, node))
        ts_build_caption(b, node);
    else if (ts_build_is_figure(node))
        ts_build_figure(b, node);
    else if (ts_node_is(node, "p"))
        ts_build_paragraph(b);
    else
        ts_build_boundary(b);
}

static bool begin_block(ts_builder *b, ts_node *node, element what)
{
    switch (what) {
    case EL_BREAK:
        line_break(b);
        return false;
    case EL_RULE:
        ts_build_boundary(b);
        if (!b->together)
            ts_build_append(b, cmark_node_new(CMARK_NODE_THEMATIC_BREAK));
        return false;
    case EL_HEADING:
        open_heading(b, node);
        return true;
    case EL_LIST:
        ts_build_list(b, node);
        return true;
    case EL_ITEM:
        ts_build_item(b, node);
        return true;
    case EL_QUOTE:
        open_quote(b, node);
        return true;
    case EL_LABEL:
        open_label(b, node);
        return true;
    case EL_DEFINITIONS:
        ts_build_definitions(b, node);
        return true;
    case EL_TERM:
        if (!ts_build_term(b, node))
            open_label(b, node);
        return true;
    case EL_DETAILS:
        ts_build_details(b, node);
        return true;
    case EL_PRE:
        return ts_build_pre(b, node);
    case EL_TABLE:
        ts_build_table(b, node);
        return true;
    case EL_ROW:
        ts_build_row(b);
        return true;
    case EL_CELL:
        ts_build_cell(b, node);
        return true;
    case EL_CAPTION:
        ts_build_caption(b, node);
        return true;
    case EL_FIGURE:
        ts_build_figure(b, node);
        return true;
    default:
        break;
    }
    open_box(b, node);
    return true;
}

static bool begin_inline(ts_builder *b, ts_node *node, element what)
{
    switch (what) {
    case EL_IMAGE:
        ts_build_image(b, node);
        return false;
    case EL_LINK:
        return ts_build_link(b, node);
    case EL_STRONG:
        ts_build_format(b, node, TS_FORMAT_STRONG);
        return true;
    case EL_EMPH:
        ts_build_format(b, node, TS_FORMAT_EMPH);
        return true;
    case EL_DELETED:
        ts_build_format(b, node, TS_FORMAT_DELETED);
        return true;
    case EL_CODE:
        return ts_build_code(b, node);
    case EL_SUB:
    case EL_SUP:
        return ts_build_shifted(b, node, what == EL_SUP);
    case EL_RUBY:
        return ts_build_ruby(b, node);
    case EL_FRAME:
        ts_build_frame(b, node);
        return false;
    case EL_PLAYER:
        ts_build_player(b, node);
        return false;
    case EL_MATH:
        return ts_build_math(b, node);
    case EL_Q:
        ts_inlines_text(&b->inlines, TS_STR("\xE2\x80\x9C"));
        ts_build_push(b, node, TS_END_QUOTE);
        return true;
    default:
        ts_build_style(b, node);
        return true;
    }
}

/* Marks come first: what is dropped is walked through in search of what is kept all the same. */
static bool begin(ts_builder *b, ts_node *node)
{
    ts_mark mark = ts_node_mark(node);
    /* Whatever extract thinks of a credit in the midst of a kept caption: it goes where credits go. */
    if (b->captioning && !b->dropping && ts_node_type(node) == TS_ELEMENT && ts_build_credit(b, node))
        return false;
    if (mark != TS_MARK_NONE) {
        if (!b->dropping && ts_node_is_block(node))
            ts_build_boundary(b);
        ts_build_push(b, node, TS_END_MARK)->flag = b->dropping;
        b->dropping = mark == TS_MARK_DROP;
    }
    if (ts_node_type(node) == TS_TEXT) {
        b->beside = b->beside || (b->captioning && mark == TS_MARK_BESIDE);
        if (!b->dropping && ts_is_set_off(node))
            ts_build_text(b, TS_STR(" "));
        if (!b->dropping)
            ts_build_text(b, ts_node_chars(node));
        return false;
    }
    if (ts_node_type(node) != TS_ELEMENT)
        return false;
    if (!b->dropping && mark != TS_MARK_KEEP && ts_node_is(node, "noscript"))
        ts_build_noscript(b, node);
    if (!b->dropping && ts_node_is(node, "script"))
        ts_build_script(b, node);
    if (mark != TS_MARK_KEEP && ts_is_hidden(node))
        return false;
    if (b->dropping)
        return true;
    bool descend = false;
    if (b->notes && ts_build_note(b, node, &descend))
        return descend;
    element what = element_of(ts_node_name(node));
    if (what == EL_SKIP || ts_build_is_drawn(node))
        return false;
    ts_build_language(b, node);
    bool block = (what >= EL_BLOCK && what <= EL_FIGURE) ||
                 ((what == EL_OTHER || what == EL_EMPH || what == EL_STRONG) && ts_build_is_caption(b, node));
    return block ? begin_block(b, node, what) : begin_inline(b, node, what);
}

static void end_heading(ts_builder *b, int level)
{
    b->together--;
    b->spaced = false;
    cmark_node *heading = cmark_node_new(CMARK_NODE_HEADING);
    cmark_node_set_heading_level(heading, level);
    ts_build_inlines(b, heading);
}

static void end(ts_builder *b, const ts_frame *frame)
{
    switch (frame->ending) {
    case TS_END_MARK:
        b->dropping = frame->flag;
        break;
    case TS_END_FORMAT:
        ts_inlines_close(&b->inlines, frame->format);
        break;
    case TS_END_CONTAINER:
        ts_build_boundary(b);
        if (cmark_node_get_type(b->container) == CMARK_NODE_BLOCK_QUOTE)
            ts_build_embed_end(b, frame->element);
        b->container = frame->node;
        b->depth--;
        b->image = NULL;
        break;
    case TS_END_HEADING:
        end_heading(b, frame->number);
        break;
    case TS_END_LABEL:
        ts_inlines_close(&b->inlines, TS_FORMAT_STRONG);
        ts_build_boundary(b);
        b->labels--;
        break;
    case TS_END_TERM:
        ts_build_term_end(b);
        break;
    case TS_END_QUOTE:
        ts_inlines_text(&b->inlines, TS_STR("\xE2\x80\x9D"));
        break;
    case TS_END_CELL:
        ts_build_cell_end(b, frame);
        break;
    case TS_END_CELL_LIST:
        ts_build_cell_list_end(b);
        break;
    case TS_END_CELL_ITEM:
        ts_build_cell_item_end(b);
        break;
    case TS_END_TABLE:
        ts_build_table_end(b, frame);
        break;
    case TS_END_LAYOUT:
        ts_build_boundary(b);
        b->layout = frame->flag;
        break;
    case TS_END_CAPTION:
        ts_build_caption_end(b, frame);
        break;
    case TS_END_FIGURE:
        ts_build_figure_end(b);
        break;
    }
}

static void leave(ts_builder *b, ts_node *node)
{
    bool block =
        !b->dropping && ts_node_type(node) == TS_ELEMENT && ts_node_is_block(node) && !ts_node_is(node, "br");
    bool done = false;
    while (b->frames.len && b->frames.items[b->frames.len - 1].element == node) {
        ts_frame frame = b->frames.items[--b->frames.len];
        end(b, &frame);
        done = done || (frame.ending != TS_END_MARK && frame.ending != TS_END_FORMAT);
    }
    if (!block || done || ts_is_hidden(node))
        return;
    if (ts_node_is(node, "p"))
        ts_build_paragraph(b);
    else
        ts_build_boundary(b);
}

static void walk(ts_builder *b, ts_node *body)
{
    ts_node *node = body;
    while (node) {
        ts_node *child = begin(b, node) ? ts_node_first(node) : NULL;
        if (child) {
            node = child;
            continue;
        }
        for (leave(b, node); node != body && !ts_node_next(node); leave(b, node))
            node = ts_node_parent(node);
        node = node == body ? NULL : ts_node_next(node);
    }
}

cmark_node *ts_tree_from_dom(ts_arena *arena, ts_node *body, const ts_tree_options *options,
                             ts_fields *fields)
{
    cmark_node *document = cmark_node_new(CMARK_NODE_DOCUMENT);
    ts_page_notes *notes = body ? ts_page_notes_find(arena, body) : NULL;
    ts_builder b = {.arena = arena,
                    .options = options,
                    .fields = fields,
                    .document = document,
                    .container = document,
                    .notes = notes};
    ts_inlines_init(&b.inlines, arena);
    if (body)
        walk(&b, body);
    ts_build_boundary(&b);
    ts_page_notes_free(notes);
    ts_inlines_free(&b.inlines);
    ts_vec_free(&b.frames);
    ts_tree_tidy_built(arena, document);
    ts_build_notes_end(document);
    ts_build_breaks_end(document);
    ts_tree_shift_headings(document, true);
    return document;
}
