#include "article/build.h"

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
    if (kind == TS_NODE_CARD)
        b->figure_body = b->figures ? block : NULL;
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

/* Most boundaries have nothing but white space before them. */
void ts_build_boundary(ts_builder *b)
{
    bool blank = ts_inlines_blank(&b->inlines);
    if (b->together) {
        if (blank)
            b->inlines.leaves.len = 0;
        else if (b->spaced)
            ts_inlines_text(&b->inlines, TS_STR(" "));
        else
            ts_inlines_break(&b->inlines);
        return;
    }
    if (blank) {
        ts_inlines_clear(&b->inlines);
        return;
    }
    ts_build_caption_line(b);
    if (!ts_build_break_line(b))
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
    ts_build_push(b, node, TS_END_HEADING)->number = ts_node_heading(node);
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

/* What it shows and who made it, side by side, which a style sheet parts. */
static bool is_part_of_caption(const ts_node *node)
{
    const ts_node *before = ts_node_prev(node);
    return ts_node_is(node, "span") && before && ts_node_is(before, "span") &&
           ts_node_is(ts_node_parent(node), "figcaption");
}

/* The next element to one side. */
static const ts_node *beside(const ts_node *node, ts_node *(*step)(const ts_node *))
{
    do
        node = step(node);
    while (node && ts_node_type(node) != TS_ELEMENT);
    return node;
}

/* One of the lines that some write a stanza in, each a block. */
static bool is_verse_line(const ts_node *node)
{
    static const char *const STANZAS[] = {"stanza", "strophe", "line-block", "verse", NULL};
    const char *name = node && ts_node_type(node) == TS_ELEMENT ? ts_node_attr(node, "class") : NULL;
    return name && strncmp(name, "line", 4) == 0 && ts_node_is_called(ts_node_parent(node), STANZAS);
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
    else if (is_verse_line(node) && is_verse_line(beside(node, ts_node_prev)))
        ts_inlines_break(&b->inlines);
    else
        ts_build_boundary(b);
}

/* The notes that it parts from the text stand elsewhere. */
static bool is_above_notes(const ts_node *rule)
{
    static const char *const NAMES[] = {"footnote", "endnote", NULL};
    return ts_node_is_called(rule, NAMES) || ts_node_is_called(ts_node_parent(rule), NAMES);
}

static bool begin_block(ts_builder *b, ts_node *node, ts_element_kind what)
{
    switch (what) {
    case TS_BECOMES_BREAK:
        line_break(b);
        return false;
    case TS_BECOMES_RULE:
        ts_build_boundary(b);
        if (!b->together && !is_above_notes(node))
            ts_build_append(b, cmark_node_new(CMARK_NODE_THEMATIC_BREAK));
        return false;
    case TS_BECOMES_HEADING:
        open_heading(b, node);
        return true;
    case TS_BECOMES_LIST:
        ts_build_list(b, node);
        return true;
    case TS_BECOMES_ITEM:
        ts_build_item(b, node);
        return true;
    case TS_BECOMES_QUOTE:
        open_quote(b, node);
        return true;
    case TS_BECOMES_LABEL:
        open_label(b, node);
        return true;
    case TS_BECOMES_DEFINITIONS:
        ts_build_definitions(b, node);
        return true;
    case TS_BECOMES_TERM:
        if (!ts_build_term(b, node))
            open_label(b, node);
        return true;
    case TS_BECOMES_DETAILS:
        if (ts_build_is_caption(b, node))
            ts_build_caption(b, node);
        else
            ts_build_details(b, node);
        return true;
    case TS_BECOMES_PRE:
        return ts_build_pre(b, node);
    case TS_BECOMES_TABLE:
        ts_build_table(b, node);
        return true;
    case TS_BECOMES_ROW:
        ts_build_row(b, node);
        return true;
    case TS_BECOMES_CELL:
        ts_build_cell(b, node);
        return true;
    case TS_BECOMES_CAPTION:
        ts_build_caption(b, node);
        return true;
    case TS_BECOMES_FIGURE:
        ts_build_figure(b, node);
        return true;
    default:
        break;
    }
    open_box(b, node);
    return true;
}

static bool begin_inline(ts_builder *b, ts_node *node, ts_element_kind what)
{
    switch (what) {
    case TS_BECOMES_IMAGE:
        ts_build_image(b, node);
        return false;
    case TS_BECOMES_LINK:
        return ts_build_link(b, node);
    case TS_BECOMES_STRONG:
        ts_build_format(b, node, TS_FORMAT_STRONG);
        return true;
    case TS_BECOMES_EMPH:
        ts_build_format(b, node, TS_FORMAT_EMPH);
        return true;
    case TS_BECOMES_DELETED:
        ts_build_format(b, node, TS_FORMAT_DELETED);
        return true;
    case TS_BECOMES_CODE:
        return ts_build_code(b, node);
    case TS_BECOMES_SUB:
    case TS_BECOMES_SUP:
        return ts_build_shifted(b, node, what == TS_BECOMES_SUP);
    case TS_BECOMES_RUBY:
        return ts_build_ruby(b, node);
    case TS_BECOMES_FRAME:
        ts_build_frame(b, node);
        return false;
    case TS_BECOMES_PLAYER:
        ts_build_player(b, node);
        return false;
    case TS_BECOMES_MATH:
        return ts_build_math(b, node);
    case TS_BECOMES_Q:
        ts_inlines_text(&b->inlines, TS_STR("\xE2\x80\x9C"));
        ts_build_push(b, node, TS_END_QUOTE);
        return true;
    default:
        ts_build_style(b, node);
        return true;
    }
}

static ts_element_kind kind_of(ts_builder *b, const char *name)
{
    size_t slot = ((uintptr_t)name ^ (uintptr_t)name >> 6) & (TS_BUILD_NAMES - 1);
    if (b->names[slot].name != name) {
        b->names[slot].name = name;
        b->names[slot].kind = ts_element_kind_of(name);
    }
    return b->names[slot].kind;
}

/* Marks come first: what is dropped is walked through in search of what is kept all the same. */
static bool begin(ts_builder *b, ts_node *node)
{
    ts_mark mark = ts_node_mark(node);
    /* Whatever extract thinks of a credit in the midst of a kept caption: it goes where credits go. */
    if (b->captioning && !b->dropping && ts_node_type(node) == TS_ELEMENT && ts_build_credit(b, node))
        return false;
    if (b->captioning && is_part_of_caption(node))
        ts_build_text(b, TS_STR(" "));
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
            ts_build_chars(b, ts_node_chars(node));
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
    if (ts_is_opener(node))
        return true;
    ts_build_checkbox(b, node);
    bool descend = false;
    if (b->notes && ts_build_note(b, node, &descend))
        return descend;
    ts_element_kind what = kind_of(b, ts_node_name(node));
    if (what == TS_BECOMES_SKIP || ts_build_is_drawn(node))
        return false;
    ts_build_language(b, node);
    what = ts_element_kind_beyond(node, what);
    if (what == TS_BECOMES_SKIP)
        return false;
    bool block = (what >= TS_BECOMES_BLOCK && what <= TS_BECOMES_FIGURE) ||
                 ((what == TS_BECOMES_OTHER || what == TS_BECOMES_EMPH || what == TS_BECOMES_STRONG) &&
                  ts_build_is_caption(b, node));
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
        if (ts_node_kind_of(b->container) == TS_NODE_NOTE)
            ts_build_note_end(b, frame->element);
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
    else if (!(is_verse_line(node) && is_verse_line(beside(node, ts_node_next))))
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
    ts_build_bullets_end(document);
    ts_tree_tidy_built(arena, document);
    ts_build_notes_end(document);
    ts_build_breaks_end(document);
    ts_tree_shift_headings(document, true);
    return document;
}
