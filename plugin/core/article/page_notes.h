/* What the elements of a page are to its notes, shared by build_notes.c, which follows links, and
 * build_side_notes.c, which finds notes where they are referred to. */
#ifndef TS_ARTICLE_PAGE_NOTES_H
#define TS_ARTICLE_PAGE_NOTES_H

#include "article/build.h"
#include "base/map.h"

enum {
    TS_NOTE_SIGN = 12,  /* bytes of a reference's text ("[12]", "*") */
    TS_NOTE_CLIMB = 4,  /* elements around a reference, a way back or a place that are looked at */
    TS_NOTE_LOOK = 500, /* nodes of a note that are */
};

typedef enum ts_note_role {
    TS_NOTE_NONE,
    TS_NOTE_REF,
    TS_NOTE_TEXT,   /* it is the note */
    TS_NOTE_SIDE,   /* likewise, in the midst of the sentence that it is about */
    TS_NOTE_BEHIND, /* likewise, a block behind the paragraph that it is about */
    TS_NOTE_GONE, /* no text of the article's: a way back, a switch, a copy, a mark whose note is not there */
} ts_note_role;

typedef struct ts_note_part {
    ts_note_role role;
    const char *label;
    const char *sign; /* of a note: what refers to it; may be NULL */
} ts_note_part;

struct ts_page_notes {
    ts_arena *arena;
    ts_map *places; /* elements by their id or name */
    ts_map *parts;  /* ts_note_part by element */
    int count;      /* of notes */
};

/* NULL for an element that is nothing to the notes; `notes` may be NULL. */
const ts_note_part *ts_note_part_of(const struct ts_page_notes *notes, const ts_node *node);
ts_note_part *ts_note_set_part(struct ts_page_notes *notes, const ts_node *node, ts_note_role role,
                               const char *label);
const char *ts_note_next_label(struct ts_page_notes *notes);
/* All text below, no more than `most` bytes of it; false where there is more. */
bool ts_note_short_text(const ts_node *node, ts_buf *out, size_t most);
/* True for an element with no more text than a reference has; one without any has none. */
bool ts_note_is_sign(const ts_node *element);
/* True for a sign of no more than one letter, "1", "[a]", "⊕", and for nothing. */
bool ts_note_is_wordless(const ts_node *element);
/* What a reference shows. */
const char *ts_note_sign(struct ts_page_notes *notes, const ts_node *ref);
/* The place in the page that a link leads to; NULL for any other element. */
const char *ts_note_place_of(const ts_node *link);
cmark_node *ts_note_ref_new(ts_arena *arena, const char *label);

/* build_side_notes.c */
/* True for an element that may be a note beside the text, by its name alone. */
bool ts_side_note_may_be(const ts_node *element);
/* Settles what such an element is, with the signs and switches before it. */
void ts_side_note_find(struct ts_page_notes *notes, ts_node *element);
/* Refers to such a note, and sets the sentence aside in which it stands until ts_side_note_end. False where
 * it can be no note. */
bool ts_side_note_begin(ts_builder *b, const ts_note_part *part);
/* Does nothing at the end of other notes. */
void ts_side_note_end(ts_builder *b);

#endif
