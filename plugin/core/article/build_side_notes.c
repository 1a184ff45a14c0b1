/* Notes that stand where they are referred to, and that a style sheet moves into the margin or hides until
 * they are asked for. */
#include "article/build.h"
#include "article/page_notes.h"
#include "text/utf8.h"

#include <string.h>

enum {
    NOTE_MOST = 2000,    /* bytes of a note */
    REFERENCE_MOST = 40, /* bytes of words with a link to a note elsewhere */
    TEXT_LEAST = 4,      /* bytes before a note that stands in their midst: a sign, "[12]", has no more */
    SWITCHES = 6,        /* nodes between a note and the words before it: a sign, a label, a box to tick */
};

/* True where a word of the element's class begins so; each beginning has a word of NOTES in it. */
static bool is_named(const ts_node *node, const char *const *beginnings)
{
    static const char *const NOTES[] = {"note", "marginalia", NULL};
    ts_str rest = ts_str_of(ts_node_is_called(node, NOTES) ? ts_node_attr(node, "class") : NULL);
    for (ts_str word; ts_str_word(&rest, &word);)
        for (size_t i = 0; beginnings[i]; i++) {
            ts_str beginning = ts_str_of(beginnings[i]);
            if (word.len >= beginning.len && ts_str_same(ts_str_sub(word, 0, beginning.len), beginning))
                return true;
        }
    return false;
}

static bool is_in_margin(const ts_node *node)
{
    static const char *const NAMES[] = {"sidenote",    "side-note",  "marginnote", "margin-note",
                                        "margin_note", "marginalia", NULL};
    return is_named(node, NAMES);
}

/* What says that its text is a note, in a sentence. */
static bool is_note_inline(const ts_node *node)
{
    static const char *const NAMES[] = {"footnote", "inline-footnote", "modern-footnotes-footnote", NULL};
    const char *says = ts_node_attr(node, "role");
    return ts_node_is(node, "d-footnote") || (says && strcmp(says, "doc-footnote") == 0) ||
           is_in_margin(node) || is_named(node, NAMES);
}

bool ts_side_note_may_be(const ts_node *element)
{
    static const char *const NEVER[] = {"a", "label", "sup", "input", "button", "li", "section", NULL};
    const char *name = ts_node_name(element);
    bool may = *name && (ts_node_is_block(element) ? is_in_margin(element) : is_note_inline(element));
    return may && !ts_str_is_one_of(ts_str_of(name), NEVER);
}

/* True where it is of a note's size, has no headings and no such element inside: what is around one is none.
 */
static bool is_note(const ts_node *element)
{
    int looked = 0;
    size_t size = 0;
    for (const ts_node *n = element; n; n = ts_node_walk(n, element)) {
        if (++looked > TS_NOTE_LOOK || size > NOTE_MOST || ts_node_heading(n))
            return false;
        if (ts_node_type(n) == TS_TEXT)
            size += ts_str_trim(ts_node_chars(n)).len;
        else if (n != element && ts_side_note_may_be(n) && !ts_note_is_sign(n) && ts_node_first(n))
            return false;
    }
    return size > TS_NOTE_SIGN || (size > 0 && ts_node_is(element, "d-footnote"));
}

/* Bytes of text in the block beside the element, no more than it takes to know that there is some. */
static size_t text_beside(const ts_node *element, ts_node *(*step)(const ts_node *))
{
    size_t size = 0;
    int looked = 0;
    for (const ts_node *n = element; n && !ts_node_is_block(n); n = ts_node_parent(n))
        for (const ts_node *other = step(n); other && !ts_node_is_block(other); other = step(other))
            for (const ts_node *t = other; t; t = ts_node_walk(t, other)) {
                size += ts_node_type(t) == TS_TEXT ? ts_utf8_trim(ts_node_chars(t)).len : 0;
                if (size > TEXT_LEAST || ++looked > TS_NOTE_LOOK)
                    return size;
            }
    return size;
}

/* What shows that there is a note, or opens it. */
static bool is_switch(const ts_node *node)
{
    static const char *const ELEMENTS[] = {"a", "button", "label", "sup", NULL}, *const CALLED[] = {
                                                                                     "note", "toggle", NULL};
    if (ts_node_is(node, "input"))
        return true;
    return ts_note_is_wordless(node) &&
           (ts_str_is_one_of(ts_str_of(ts_node_name(node)), ELEMENTS) || ts_node_is_called(node, CALLED));
}

/* Drops the switches before the note, and tells what they show. True where what stands there refers to the
 * same note elsewhere. */
static bool drop_switches(ts_page_notes *notes, const ts_node *element, const char **sign)
{
    const ts_node *n = ts_node_prev(element);
    for (int i = 0; n && i < SWITCHES; i++, n = ts_node_prev(n)) {
        if (ts_node_type(n) != TS_ELEMENT) {
            if (ts_str_trim(ts_node_chars(n)).len)
                return false;
            continue;
        }
        const ts_note_part *known = ts_note_part_of(notes, n);
        if (known)
            return known->role == TS_NOTE_REF;
        if (!is_switch(n))
            return false;
        ts_note_set_part(notes, n, TS_NOTE_GONE, NULL);
        *sign = ts_note_is_sign(n) ? ts_note_sign(notes, n) : *sign;
    }
    return false;
}

/* True where a link in it leads to a reference whose note is known: the script of the page copied that. */
static bool is_copy(const ts_page_notes *notes, const ts_node *element)
{
    for (const ts_node *n = element; n; n = ts_node_walk(n, element)) {
        const char *place = ts_note_place_of(n);
        const ts_node *at = place ? ts_map_get(notes->places, ts_str_of(place)) : NULL;
        for (int i = 0; at && i < TS_NOTE_CLIMB; i++, at = ts_node_parent(at)) {
            const ts_note_part *known = ts_note_part_of(notes, at);
            if (known && known->role == TS_NOTE_REF)
                return true;
        }
    }
    return false;
}

/* A few words with a link to the note that they speak of: "see footnote 3". */
static bool refers(const ts_node *element)
{
    ts_buf text;
    bool link = false;
    ts_buf_init(&text, TS_BUF_MAX);
    bool few = ts_note_short_text(element, &text, REFERENCE_MOST);
    for (const ts_node *n = element; few && n && !link; n = ts_node_walk(n, element))
        link = ts_note_place_of(n) != NULL;
    ts_buf_free(&text);
    return link;
}

static ts_note_role role_for(const ts_node *element)
{
    if (ts_node_is_block(element))
        return TS_NOTE_BEHIND;
    size_t before = text_beside(element, ts_node_prev);
    if (!is_in_margin(element) && !ts_node_is(element, "d-footnote"))
        return before > TEXT_LEAST && !refers(element) ? TS_NOTE_SIDE : TS_NOTE_NONE;
    return before || text_beside(element, ts_node_next) ? TS_NOTE_SIDE : TS_NOTE_BEHIND;
}

void ts_side_note_find(ts_page_notes *notes, ts_node *element)
{
    ts_note_role role = is_note(element) ? role_for(element) : TS_NOTE_NONE;
    if (role == TS_NOTE_NONE || ts_note_part_of(notes, element))
        return;
    const char *sign = NULL;
    bool copy = drop_switches(notes, element, &sign) || is_copy(notes, element);
    ts_note_set_part(notes, element, copy ? TS_NOTE_GONE : role, copy ? NULL : ts_note_next_label(notes))
        ->sign = sign;
}

/* Puts the reference into the sentence, or at the end of the paragraph that the note stands behind. */
static bool refer(ts_builder *b, const ts_note_part *part)
{
    cmark_node *ref = ts_note_ref_new(b->arena, part->label), *last;
    if (part->role == TS_NOTE_SIDE) {
        ts_inlines_node(&b->inlines, ref);
        return true;
    }
    ts_build_boundary(b);
    last = cmark_node_last_child(b->container);
    if (last && cmark_node_get_type(last) == CMARK_NODE_PARAGRAPH && cmark_node_append_child(last, ref))
        return true;
    cmark_node_free(ref);
    return false;
}

bool ts_side_note_begin(ts_builder *b, const ts_note_part *part)
{
    if (b->sentence || b->captioning || (part->role == TS_NOTE_BEHIND && b->together) || !refer(b, part))
        return false;
    b->sentence = TS_NEW(b->arena, ts_sentence);
    *b->sentence = (ts_sentence){b->inlines, b->table, b->together, b->spaced};
    ts_inlines_init(&b->inlines, b->arena);
    b->table = (ts_table_state){0};
    b->together = 0;
    b->spaced = false;
    return true;
}

void ts_side_note_end(ts_builder *b)
{
    if (!b->sentence)
        return;
    ts_inlines_free(&b->inlines);
    b->inlines = b->sentence->inlines;
    b->table = b->sentence->table;
    b->together = b->sentence->together;
    b->spaced = b->sentence->spaced;
    b->sentence = NULL;
}
