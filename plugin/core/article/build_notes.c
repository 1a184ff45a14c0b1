/* Footnotes of a page: short links to a place further down, from where links lead back. */
#include "article/build.h"
#include "base/map.h"

#include <string.h>

/* Bytes of a reference's text ("[12]", "*"), and of what leads back from a note ("^ a b c"). */
#define SIGN 12
#define BACK 40
/* Elements around a reference or a way back that may be all of it, and around a place that may be its note.
 */
#define CLIMB 4
/* Nodes of a note, of a sign, that are looked at; links that may lead to notes. */
#define LOOK 500
#define SIGN_NODES 64
#define LINKS 5000

/* BACK: no text of the article's, a way back from a note or a mark whose note is not there. */
typedef enum role { ROLE_NONE, ROLE_REF, ROLE_NOTE, ROLE_BACK } role;

struct ts_page_notes {
    ts_arena *arena;
    ts_map *places; /* elements by their id or name */
    ts_map *roles;  /* by element: what it is */
};

typedef struct note_role {
    role role;
    const char *label;
} note_role;

static ts_str key_of(ts_node *const *node)
{
    return (ts_str){(const char *)node, sizeof *node};
}

static const note_role *role_of(const ts_page_notes *notes, ts_node *node)
{
    return notes ? ts_map_get(notes->roles, key_of(&node)) : NULL;
}

static void set_role(ts_page_notes *notes, ts_node *node, role what, const char *label)
{
    note_role *r = TS_NEW(notes->arena, note_role);
    *r = (note_role){what, label};
    ts_map_put(notes->roles, key_of(&node), r);
}

/* The place in the page that a link leads to; NULL for any other link. */
static const char *place_of(ts_node *link)
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

/* All text below, no more than `most` bytes of it; false where there is more. */
static bool short_text(ts_node *node, ts_buf *out, size_t most)
{
    int looked = 0;
    ts_buf_clear(out);
    for (ts_node *n = node; n && out->len <= most; n = ts_node_walk(n, node)) {
        if (++looked > SIGN_NODES)
            return false;
        if (ts_node_type(n) == TS_TEXT)
            ts_buf_put(out, ts_str_trim(ts_node_chars(n)));
    }
    return out->len <= most;
}

static bool is_sign(ts_node *link)
{
    ts_buf text;
    ts_buf_init(&text, TS_BUF_MAX);
    bool some = short_text(link, &text, SIGN) && text.len > 0;
    ts_buf_free(&text);
    return some;
}

/* True for a raised sign such as "1", "[12]", "*" or "a": it can be nothing but a reference to a note. */
static bool is_mark(ts_node *link)
{
    const ts_node *around = link;
    int letters = 0;
    for (int i = 0; i < CLIMB && around && !ts_node_is(around, "sup"); i++)
        around = ts_node_parent(around);
    if (!around || !ts_node_is(around, "sup")) {
        ts_node *inner = ts_node_first(link);
        if (!inner || !ts_node_is(inner, "sup"))
            return false;
    }
    ts_buf text;
    ts_buf_init(&text, TS_BUF_MAX);
    bool mark = short_text(link, &text, SIGN) && text.len > 0;
    for (size_t i = 0; i < text.len; i++)
        letters += (text.ptr[i] | 0x20) >= 'a' && (text.ptr[i] | 0x20) <= 'z';
    ts_buf_free(&text);
    return mark && letters < 2;
}

/* The link, or the elements around it that hold only it, in brackets or not. */
static ts_node *all_of(ts_node *link, size_t most)
{
    ts_buf text;
    ts_buf_init(&text, TS_BUF_MAX);
    for (int i = 0; i < CLIMB; i++) {
        ts_node *parent = ts_node_parent(link);
        if (!parent || ts_is_block(ts_node_name(parent)) || !short_text(parent, &text, most))
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

/* The block that a place stands for: itself, or the one it stands at the beginning of. */
static ts_node *note_at(ts_node *place, ts_node *body)
{
    for (int i = 0; place && place != body && i < CLIMB; i++, place = ts_node_parent(place))
        if (ts_node_is(place, "li") || ts_node_is(place, "p") || ts_node_is(place, "div") ||
            ts_node_is(place, "aside"))
            return place;
    return NULL;
}

static bool is_shown(ts_node *node, ts_node *body)
{
    for (; node && node != body; node = ts_node_parent(node))
        if (ts_node_mark(node) == TS_MARK_DROP || ts_is_hidden(node))
            return false;
    return true;
}

static bool is_within(ts_node *node, ts_node *around)
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

/* True where a link in the note leads back to what refers to it, or the reference can be nothing else. What
 * is long or has headings is a section, which a table of contents refers to. */
static bool belongs(ts_page_notes *notes, ts_node *note, ts_node *ref, bool mark)
{
    int looked = 0;
    bool back = mark && (ts_node_is(note, "li") || ts_node_is(note, "p"));
    for (ts_node *n = note; n; n = ts_node_walk(n, note)) {
        if (++looked > LOOK || is_heading(n))
            return false;
        const char *place = place_of(n);
        ts_node *target = place ? ts_map_get(notes->places, ts_str_of(place)) : NULL;
        back = back || (target && is_within(target, ref));
    }
    return back;
}

/* Ways back have no other use. */
static void mark_ways_back(ts_page_notes *notes, ts_node *note)
{
    int looked = 0;
    for (ts_node *n = note; n && ++looked < LOOK; n = ts_node_walk(n, note))
        if (place_of(n) && is_sign(n))
            set_role(notes, all_of(n, BACK), ROLE_BACK, NULL);
}

static bool says_note(ts_node *link)
{
    const char *says = ts_node_attr(link, "role");
    return says && strcmp(says, "doc-noteref") == 0;
}

static void pair(ts_page_notes *notes, ts_node *body, ts_node *link, int *count)
{
    ts_node *place = ts_map_get(notes->places, ts_str_of(place_of(link)));
    ts_node *note = place ? note_at(place, body) : NULL, *ref = all_of(link, SIGN);
    const note_role *known = note ? role_of(notes, note) : NULL;
    if (!note || is_within(link, note) || !is_shown(note, body) || role_of(notes, ref))
        return;
    if (!known) {
        if (!says_note(link) && !belongs(notes, note, ref, is_mark(link)))
            return;
        set_role(notes, note, ROLE_NOTE, ts_arena_printf(notes->arena, "%d", ++*count));
        mark_ways_back(notes, note);
        known = role_of(notes, note);
    }
    if (known->role == ROLE_NOTE)
        set_role(notes, ref, ROLE_REF, known->label);
}

/* A mark whose note is not of the article, or on another page. */
static void drop_lost(ts_page_notes *notes, ts_node *link)
{
    ts_node *ref = all_of(link, SIGN);
    if (!role_of(notes, ref) && is_mark(link))
        set_role(notes, ref, ROLE_BACK, NULL);
}

ts_page_notes *ts_page_notes_find(ts_arena *arena, ts_node *body)
{
    TS_VEC(ts_node *) links = {0};
    for (ts_node *n = body; n && links.len < LINKS; n = ts_node_walk(n, body))
        if (is_local(n) && is_sign(n))
            ts_vec_push(&links, n);
    ts_page_notes *notes = NULL;
    if (links.len) {
        int count = 0;
        notes = TS_NEW(arena, ts_page_notes);
        *notes = (ts_page_notes){arena, ts_map_new(), ts_map_new()};
        find_places(notes, body);
        for (size_t i = 0; i < links.len; i++)
            if (place_of(links.items[i]))
                pair(notes, body, links.items[i], &count);
        for (size_t i = 0; i < links.len; i++)
            drop_lost(notes, links.items[i]);
    }
    ts_vec_free(&links);
    return notes;
}

void ts_page_notes_free(ts_page_notes *notes)
{
    if (!notes)
        return;
    ts_map_free(notes->places);
    ts_map_free(notes->roles);
}

bool ts_build_note(ts_builder *b, ts_node *element, bool *descend)
{
    const note_role *r = role_of(b->notes, element);
    if (!r)
        return false;
    *descend = false;
    if (r->role == ROLE_BACK)
        return true;
    cmark_node *node = ts_node_new(b->arena, r->role == ROLE_REF ? TS_NODE_NOTE_REF : TS_NODE_NOTE);
    ts_node_payload(node)->label = r->label;
    if (r->role == ROLE_REF) {
        ts_inlines_node(&b->inlines, node);
        return true;
    }
    ts_build_boundary(b);
    if (b->together || b->table.table) {
        cmark_node_free(node);
        return false;
    }
    ts_frame *frame = ts_build_push(b, element, TS_END_CONTAINER);
    frame->node = b->container;
    cmark_node_append_child(b->document, node);
    b->container = node;
    b->depth++;
    b->image = NULL;
    *descend = true;
    return true;
}

void ts_build_notes_end(cmark_node *document)
{
    cmark_node *last = cmark_node_last_child(document);
    bool any = false;
    for (; last && ts_node_kind_of(last) == TS_NODE_NOTE; last = cmark_node_previous(last))
        any = any || cmark_node_first_child(last);
    if (!any || !last || cmark_node_get_type(last) != CMARK_NODE_HEADING)
        return;
    cmark_node_unlink(last);
    cmark_node_free(last);
}
