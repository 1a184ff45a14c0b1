/* Footnotes of a page: short links to a place further down, from where links lead back. */
#include "article/build.h"
#include "article/note_sign.h"
#include "article/page_notes.h"
#include "text/utf8.h"

#include <stdlib.h>
#include <string.h>

/* Bytes of what leads back from a note ("^ a b c"). */
#define BACK 40
/* … and of a line that says that notes follow. */
#define LABEL 40
/* Nodes of a sign that are looked at; links that may lead to notes, and notes beside the text. */
#define SIGN_NODES 64
#define FOUND 5000

static ts_str key_of(const ts_node *const *node)
{
    return (ts_str){(const char *)node, sizeof *node};
}

const ts_note_part *ts_note_part_of(const ts_page_notes *notes, const ts_node *node)
{
    return notes ? ts_map_get(notes->parts, key_of(&node)) : NULL;
}

ts_note_part *ts_note_set_part(ts_page_notes *notes, const ts_node *node, ts_note_role role,
                               const char *label)
{
    ts_note_part *part = TS_NEW(notes->arena, ts_note_part);
    *part = (ts_note_part){.role = role, .label = label};
    ts_map_put(notes->parts, key_of(&node), part);
    return part;
}

const char *ts_note_next_label(ts_page_notes *notes)
{
    return ts_arena_printf(notes->arena, "%d", ++notes->count);
}

const char *ts_note_place_of(const ts_node *link)
{
    const char *href = ts_node_is(link, "a") ? ts_node_attr(link, "href") : NULL;
    return href && href[0] == '#' && href[1] ? href + 1 : NULL;
}

/* A link to a place, here or elsewhere. */
static bool is_local(const ts_node *link)
{
    const char *href = ts_node_is(link, "a") ? ts_node_attr(link, "href") : NULL;
    return href && strchr(href, '#');
}

bool ts_note_short_text(const ts_node *node, ts_buf *out, size_t most)
{
    int looked = 0;
    ts_buf_clear(out);
    for (const ts_node *n = node; n && out->len <= most; n = ts_node_walk(n, node)) {
        if (++looked > SIGN_NODES)
            return false;
        if (ts_node_type(n) == TS_TEXT)
            ts_buf_put(out, ts_str_trim(ts_node_chars(n)));
    }
    return out->len <= most;
}

bool ts_note_is_sign(const ts_node *element)
{
    ts_buf text;
    ts_buf_init(&text, TS_BUF_MAX);
    bool some = ts_note_short_text(element, &text, TS_NOTE_SIGN) && text.len > 0;
    ts_buf_free(&text);
    return some;
}

bool ts_note_is_wordless(const ts_node *element)
{
    ts_buf text;
    int letters = 0;
    ts_buf_init(&text, TS_BUF_MAX);
    bool sign = ts_note_short_text(element, &text, TS_NOTE_SIGN);
    for (size_t i = 0; i < text.len; i++)
        letters += (text.ptr[i] | 0x20) >= 'a' && (text.ptr[i] | 0x20) <= 'z';
    ts_buf_free(&text);
    return sign && letters < 2;
}

/* True for a raised sign such as "1", "[12]", "*" or "a": it can be nothing but a reference to a note. */
static bool is_mark(const ts_node *link)
{
    const ts_node *around = link;
    for (int i = 0; i < TS_NOTE_CLIMB && around && !ts_node_is(around, "sup"); i++)
        around = ts_node_parent(around);
    bool raised = ts_node_is(around, "sup") || ts_node_is(ts_node_first(link), "sup");
    return raised && ts_note_is_sign(link) && ts_note_is_wordless(link);
}

/* The link, or the elements around it that hold only it, in brackets or not. */
static ts_node *all_of(ts_node *link, size_t most)
{
    ts_buf text;
    ts_buf_init(&text, TS_BUF_MAX);
    for (int i = 0; i < TS_NOTE_CLIMB; i++) {
        ts_node *parent = ts_node_parent(link);
        if (!parent || ts_is_block(ts_node_name(parent)) || !ts_note_short_text(parent, &text, most))
            break;
        link = parent;
    }
    ts_buf_free(&text);
    return link;
}

static void find_places(ts_page_notes *notes, ts_node *body)
{
    for (ts_node *n = body; n; n = ts_node_walk(n, body)) {
        if (ts_node_type(n) != TS_ELEMENT)
            continue;
        const char *id = ts_node_attr(n, "id"), *name = ts_node_is(n, "a") ? ts_node_attr(n, "name") : NULL;
        if (id && !ts_map_has(notes->places, ts_str_of(id)))
            ts_map_put(notes->places, ts_str_of(id), n);
        if (name && !ts_map_has(notes->places, ts_str_of(name)))
            ts_map_put(notes->places, ts_str_of(name), n);
    }
}

static bool is_note_block(const ts_node *node)
{
    static const char *const NAMES[] = {"li", "p", "div", "aside", NULL};
    return ts_str_is_one_of(ts_str_of(ts_node_name(node)), NAMES);
}

/* True where nothing but a sign stands before a node in its parent. */
static bool is_at_beginning(const ts_node *node)
{
    ts_buf text;
    ts_buf_init(&text, TS_BUF_MAX);
    size_t size = 0;
    int looked = 0;
    for (node = ts_node_prev(node); node && size <= TS_NOTE_SIGN; node = ts_node_prev(node)) {
        bool some = ++looked < SIGN_NODES && ts_note_short_text(node, &text, TS_NOTE_SIGN);
        size += some ? text.len : TS_NOTE_SIGN + 1;
    }
    ts_buf_free(&text);
    return size <= TS_NOTE_SIGN;
}

/* The block that a place stands for: itself, or the one it stands at the beginning of. */
static ts_node *note_at(ts_node *place, const ts_node *body)
{
    for (int i = 0; place && place != body && i < TS_NOTE_CLIMB; i++, place = ts_node_parent(place)) {
        if (is_note_block(place))
            return place;
        if (!is_at_beginning(place))
            break;
    }
    return NULL;
}

static bool is_shown(ts_node *node, ts_node *body)
{
    for (; node && node != body; node = ts_node_parent(node))
        if (ts_node_mark(node) == TS_MARK_DROP || ts_is_hidden(node))
            return false;
    return true;
}

static bool is_within(const ts_node *node, const ts_node *around)
{
    while (node && node != around)
        node = ts_node_parent(node);
    return node != NULL;
}

static bool is_heading(ts_node *node)
{
    const char *name = ts_node_name(node);
    return name[0] == 'h' && name[1] >= '1' && name[1] <= '6' && name[2] == '\0';
}

cmark_node *ts_note_ref_new(ts_arena *arena, const char *label)
{
    cmark_node *ref = ts_node_new(arena, TS_NODE_NOTE_REF);
    ts_node_payload(ref)->label = label;
    return ref;
}

const char *ts_note_sign(ts_page_notes *notes, const ts_node *ref)
{
    ts_buf text;
    ts_buf_init(&text, TS_BUF_MAX);
    ts_note_short_text(ref, &text, TS_NOTE_SIGN);
    return ts_buf_keep(&text, notes->arena).ptr;
}

static bool begins_with(const ts_node *note, const char *sign)
{
    ts_buf text;
    ts_buf_init(&text, TS_BUF_MAX);
    for (const ts_node *n = note; n && text.len <= 2 * TS_NOTE_SIGN; n = ts_node_walk(n, note))
        if (ts_node_type(n) == TS_TEXT)
            ts_buf_put(&text, ts_node_chars(n));
    bool begins = ts_note_skip_sign(ts_buf_str(&text), ts_str_of(sign), true) > 0;
    ts_buf_free(&text);
    return begins;
}

/* True where a link in the note leads back to what refers to it, or the reference can be nothing else. What
 * is long or has headings is a section, which a table of contents refers to. */
static bool belongs(ts_page_notes *notes, ts_node *note, ts_node *ref, bool mark)
{
    int looked = 0;
    bool back = mark && (ts_node_is(note, "li") || ts_node_is(note, "p") ||
                         begins_with(note, ts_note_sign(notes, ref)));
    for (ts_node *n = note; n; n = ts_node_walk(n, note)) {
        if (++looked > TS_NOTE_LOOK || is_heading(n))
            return false;
        const char *place = ts_note_place_of(n);
        ts_node *target = place ? ts_map_get(notes->places, ts_str_of(place)) : NULL;
        back = back || (target && is_within(target, ref));
    }
    return back;
}

/* True for words that lead to an entry of another list: "King 2003". */
static bool leads_on(const ts_page_notes *notes, const ts_node *link, const ts_node *ref, const ts_node *body)
{
    ts_node *place = ts_map_get(notes->places, ts_str_of(ts_note_place_of(link)));
    return !ts_note_is_wordless(link) && !is_within(place, ref) && note_at(place, body);
}

/* Ways back have no other use. */
static void mark_ways_back(ts_page_notes *notes, ts_node *note, const ts_node *ref, const ts_node *body)
{
    int looked = 0;
    for (ts_node *n = note; n && ++looked < TS_NOTE_LOOK; n = ts_node_walk(n, note))
        if (ts_note_place_of(n) && ts_note_is_sign(n) && !leads_on(notes, n, ref, body))
            ts_note_set_part(notes, all_of(n, BACK), TS_NOTE_GONE, NULL);
}

static bool says_note(ts_node *link)
{
    const char *says = ts_node_attr(link, "role");
    return says && strcmp(says, "doc-noteref") == 0;
}

/* A list of what stands beside the text already: its items lead there. */
static void drop_copy(ts_page_notes *notes, ts_node *body, ts_node *link, const ts_node *side)
{
    ts_node *item = link;
    while (item != body && !ts_node_is_block(item))
        item = ts_node_parent(item);
    if (ts_node_is(item, "p"))
        item = ts_node_parent(item);
    if (ts_node_is(item, "li") && !is_within(side, item))
        ts_note_set_part(notes, item, TS_NOTE_GONE, NULL);
}

static void pair(ts_page_notes *notes, ts_node *body, ts_node *link)
{
    ts_node *place = ts_map_get(notes->places, ts_str_of(ts_note_place_of(link)));
    ts_node *note = place ? note_at(place, body) : NULL, *ref = all_of(link, TS_NOTE_SIGN);
    const ts_note_part *known = note ? ts_note_part_of(notes, note) : NULL,
                       *at = place ? ts_note_part_of(notes, place) : NULL;
    if (at && at->role == TS_NOTE_SIDE)
        drop_copy(notes, body, link, place);
    if (!note || is_within(link, note) || !is_shown(note, body) || ts_note_part_of(notes, ref))
        return;
    if (!known) {
        if (!says_note(link) && !belongs(notes, note, ref, is_mark(link)))
            return;
        ts_note_set_part(notes, note, TS_NOTE_TEXT, ts_note_next_label(notes))->sign =
            ts_note_sign(notes, ref);
        mark_ways_back(notes, note, ref, body);
        known = ts_note_part_of(notes, note);
    }
    if (known->role == TS_NOTE_TEXT)
        ts_note_set_part(notes, ref, TS_NOTE_REF, known->label);
}

/* True where a link leads to a mark that has gone: one note's reference to another is lost. */
static bool leads_nowhere(const ts_page_notes *notes, const ts_node *link)
{
    const char *place = ts_note_place_of(link);
    const ts_node *mark = place ? ts_map_get(notes->places, ts_str_of(place)) : NULL;
    const ts_note_part *part = mark ? ts_note_part_of(notes, mark) : NULL;
    return part && part->role == TS_NOTE_GONE;
}

/* A mark whose note is not of the article, or on another page, and the way back to one. */
static void drop_lost(ts_page_notes *notes, ts_node *link)
{
    ts_node *ref = all_of(link, TS_NOTE_SIGN);
    if (!ts_note_part_of(notes, ref) && (is_mark(link) || leads_nowhere(notes, link)))
        ts_note_set_part(notes, ref, TS_NOTE_GONE, NULL);
}

ts_page_notes *ts_page_notes_find(ts_arena *arena, ts_node *body)
{
    TS_VEC(ts_node *) found = {0};
    for (ts_node *n = body; n && found.len < FOUND; n = ts_node_walk(n, body))
        if ((is_local(n) && ts_note_is_sign(n)) || ts_side_note_may_be(n))
            ts_vec_push(&found, n);
    ts_page_notes *notes = NULL;
    if (found.len) {
        notes = TS_NEW(arena, ts_page_notes);
        *notes = (ts_page_notes){arena, ts_map_new(), ts_map_new(), 0};
        find_places(notes, body);
        for (size_t i = 0; i < found.len; i++)
            if (ts_note_place_of(found.items[i]))
                pair(notes, body, found.items[i]);
            else if (!is_local(found.items[i]) && is_shown(found.items[i], body))
                ts_side_note_find(notes, found.items[i]);
        for (size_t i = 0; i < found.len; i++)
            if (is_local(found.items[i]))
                drop_lost(notes, found.items[i]);
    }
    ts_vec_free(&found);
    return notes;
}

void ts_page_notes_free(ts_page_notes *notes)
{
    if (!notes)
        return;
    ts_map_free(notes->places);
    ts_map_free(notes->parts);
}

/* The note's sign, which its reference has, and what stands behind that: "1. ", "[1] ", ") ". */
static void drop_sign(cmark_node *text, ts_str sign, bool numbered)
{
    ts_str literal = ts_str_of(cmark_node_get_literal(text));
    size_t behind = ts_note_skip_sign(literal, sign, !numbered);
    if (!behind || behind >= literal.len)
        return;
    char *rest = ts_strndup(ts_str_sub(literal, behind, literal.len));
    cmark_node_set_literal(text, rest);
    free(rest);
}

/* Opens a note at the document's end, until the element ends. */
static void open_note(ts_builder *b, ts_node *element, const ts_note_part *part)
{
    cmark_node *note = ts_node_new(b->arena, TS_NODE_NOTE);
    ts_node_payload(note)->label = part->label;
    ts_frame *frame = ts_build_push(b, element, TS_END_CONTAINER);
    frame->node = b->container;
    cmark_node_append_child(b->document, note);
    b->container = note;
    b->depth++;
    b->image = NULL;
}

bool ts_build_note(ts_builder *b, ts_node *element, bool *descend)
{
    const ts_note_part *part = ts_note_part_of(b->notes, element);
    *descend = false;
    if (!part)
        return false;
    if (part->role == TS_NOTE_GONE)
        return true;
    if (part->role == TS_NOTE_REF) {
        ts_inlines_node(&b->inlines, ts_note_ref_new(b->arena, part->label));
        return true;
    }
    if (part->role == TS_NOTE_TEXT)
        ts_build_boundary(b);
    if (part->role == TS_NOTE_TEXT ? b->together || b->table.table : !ts_side_note_begin(b, part))
        return false;
    open_note(b, element, part);
    *descend = true;
    return true;
}

void ts_build_note_end(ts_builder *b, const ts_node *element)
{
    const ts_note_part *part = ts_note_part_of(b->notes, element);
    cmark_node *block = cmark_node_first_child(b->container),
               *text = block ? cmark_node_first_child(block) : NULL;
    if (text && cmark_node_get_type(text) == CMARK_NODE_TEXT)
        drop_sign(text, ts_str_of(part->sign), ts_node_is(element, "li"));
    ts_side_note_end(b);
}

/* A heading, or a line that ends in a colon: "Notes:". */
static bool is_label(cmark_node *block)
{
    ts_str text = {0};
    size_t size = 0;
    if (cmark_node_get_type(block) != CMARK_NODE_PARAGRAPH)
        return cmark_node_get_type(block) == CMARK_NODE_HEADING;
    for (cmark_node *n = block; n && size <= LABEL; n = ts_node_behind(n, block, true)) {
        ts_str literal = ts_str_of(cmark_node_get_literal(n));
        text = literal.len ? literal : text;
        size += literal.len;
    }
    return size && size <= LABEL && (ts_utf8_last(text) == ':' || ts_utf8_last(text) == 0xFF1A);
}

void ts_build_notes_end(cmark_node *document)
{
    cmark_node *last = cmark_node_last_child(document);
    bool any = false;
    for (; last && ts_node_kind_of(last) == TS_NODE_NOTE; last = cmark_node_previous(last))
        any = any || cmark_node_first_child(last);
    if (!any || !last || !is_label(last))
        return;
    cmark_node_unlink(last);
    cmark_node_free(last);
}
