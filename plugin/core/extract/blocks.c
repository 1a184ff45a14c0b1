#include "extract/blocks.h"
#include "base/digest.h"
#include "extract/anchor.h"
#include "extract/block_counts.h"
#include "extract/markup.h"
#include "extract/media.h"
#include "extract/score.h"
#include "rules/classes.h"
#include "text/segment.h"
#include "text/utf8.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* Attributes of names that are remembered, a power of two: a page says the same few again and again. */
enum { SAID = 512 };
/* Names of elements whose traits are remembered, likewise. */
enum { TRAITS = 64 };

/* What an element's name says. */
typedef struct traits {
    const char *name; /* NULL: none yet */
    unsigned flags;
    bool passed; /* nothing in it is the page's text */
    bool link, line_break, code;
} traits;

/* Letters behind which a space ends a sentence, in a script that writes no stops. */
#define CLAUSE_SIZE 30

typedef struct walker {
    ts_arena *arena;
    ts_blocks *out;
    ts_buf text;
    TS_VEC(size_t) starts; /* where each block's text begins */
    ts_block run;          /* the block being read */
    bool space;            /* a space is due before its next character */
    float gap;             /* its size at the last space before a letter of a script without stops */
    int element;           /* the innermost open one */
    int owner;             /* the innermost open block element */
    int links;             /* open <a> */
    int code;              /* the outermost open element that holds lines of code, or -1 */
    ts_sight sight;
    const ts_said *said[SAID]; /* last, by the values' hash */
    traits names[TRAITS];
} walker;

static bool is_named(const char *name, const char *other)
{
    return name[0] == other[0] && strcmp(name, other) == 0;
}

/* True where the element is of no reader's interest: form controls, scripts, players. */
static bool is_control(const ts_node *node)
{
    static const char *const NAMES[] = {"button", "select", "input", "textarea", "iframe",  "object",
                                        "embed",  "audio",  "video", "canvas",   "map",     "progress",
                                        "meter",  "script", "style", "noscript", "template"};
    const char *name = ts_node_name(node);
    for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++)
        if (is_named(name, NAMES[i]))
            return true;
    return false;
}

/* --- text --- */

/* A space in a script that writes no stops: Thai and Lao set them between clauses and sentences. Behind a
 * long stretch it counts as the latter, and then the text is taken for closed where it ends. */
static void count_gap(walker *w)
{
    bool stop = w->run.size - w->gap >= CLAUSE_SIZE;
    w->run.stops += stop;
    w->run.commas += !stop;
    w->gap = w->run.size;
}

/* Behind the ASCII white space at `pos`. */
static size_t skip_blanks(ts_str s, size_t pos)
{
    while (pos < s.len && (unsigned char)s.ptr[pos] <= ' ')
        pos++;
    return pos;
}

/* Words with single spaces between them are put as one stretch. */
static void read_text(walker *w, ts_node *node)
{
    ts_str s = ts_node_chars(node);
    size_t pos = skip_blanks(s, 0), from = 0, to = 0, before = w->text.len; /* from, to: the stretch */
    w->space = w->space || pos > 0 || ts_is_set_off(node);
    while (pos < s.len) {
        size_t at = pos;
        unsigned char byte = (unsigned char)s.ptr[pos];
        uint32_t c = byte < 0x80 ? byte : ts_utf8_next(s, &pos);
        if (byte < 0x80 ? byte <= ' ' : ts_is_space(c)) {
            pos = skip_blanks(s, pos);
            w->space = true;
            continue;
        }
        bool due = w->space && (to > from || w->text.len > w->starts.items[w->starts.len - 1]);
        bool goes_on = to > from && (due ? at == to + 1 && s.ptr[to] == ' ' : at == to);
        if (!goes_on) {
            ts_buf_put(&w->text, ts_str_sub(s, from, to));
            from = at;
        }
        if (due && !goes_on)
            ts_buf_putc(&w->text, ' ');
        w->space = false;
        if (byte < 0x80)
            pos = ts_block_count_words(&w->run, w->links, s, pos);
        else if (ts_is_common_han(c))
            pos = ts_block_count_han(&w->run, w->links, s, at);
        else
            ts_block_count_char(&w->run, w->links, c);
        if (due && ts_is_unspaced(c))
            count_gap(w);
        to = pos;
    }
    ts_buf_put(&w->text, ts_str_sub(s, from, to));
    if (w->text.len == before)
        return;
    if (!w->run.first)
        w->run.first = node;
    w->run.last = node;
}

/* --- blocks --- */

static void begin_run(walker *w)
{
    w->run = (ts_block){0};
    w->space = false;
    w->gap = 0;
    ts_vec_push(&w->starts, w->text.len);
}

static void end_run(walker *w)
{
    size_t start = w->starts.items[w->starts.len - 1];
    if (w->gap > 0 && w->run.stops > 0 && ts_is_unspaced(ts_utf8_last(ts_buf_str(&w->text))))
        w->run.closed = true;
    if (w->run.first && w->owner >= 0) {
        const ts_element *owner = &w->out->elements.items[w->owner];
        w->run.owner = w->owner;
        w->run.flags = owner->flags;
        w->run.heading = owner->heading;
        if (ts_node_is(owner->node, "p"))
            w->run.flags |= TS_BLOCK_PARAGRAPH;
        ts_vec_push_in(w->arena, &w->out->blocks, w->run);
    } else {
        w->starts.len--;
        ts_buf_truncate(&w->text, start);
    }
    begin_run(w);
}

static unsigned own_flags(const char *name)
{
    static const struct {
        const char *name;
        unsigned flags;
    } FLAGS[] = {
        {"li", TS_BLOCK_LIST},         {"dd", TS_BLOCK_LIST}, {"dt", TS_BLOCK_LIST},
        {"td", TS_BLOCK_CELL},         {"th", TS_BLOCK_CELL}, {"figcaption", TS_BLOCK_CAPTION},
        {"caption", TS_BLOCK_CAPTION}, {"pre", TS_BLOCK_PRE}, {"blockquote", TS_BLOCK_QUOTE},
    };
    for (size_t i = 0; i < sizeof FLAGS / sizeof *FLAGS; i++)
        if (is_named(name, FLAGS[i].name))
            return FLAGS[i].flags;
    return 0;
}

/* A page has one copy of each name, so its address tells them apart. */
static const traits *traits_of(walker *w, const ts_node *node)
{
    const char *name = ts_node_name(node);
    traits *t = &w->names[((uintptr_t)name ^ (uintptr_t)name >> 6) & (TRAITS - 1)];
    if (t->name != name)
        *t = (traits){.name = name,
                      .flags = own_flags(name),
                      .passed = is_control(node) || is_named(name, "rt") || is_named(name, "rp") ||
                                is_named(name, "title"),
                      .link = is_named(name, "a"),
                      .line_break = is_named(name, "br"),
                      .code = is_named(name, "code")};
    return t;
}

static const ts_said *said_by(walker *w, ts_str value)
{
    uint64_t hash = ts_hash64(value);
    const ts_said **slot = &w->said[hash & (SAID - 1)];
    if (*slot && (*slot)->hash == hash && ts_str_eq((*slot)->value, value))
        return *slot;
    ts_said *said = TS_NEW(w->arena, ts_said);
    *said = (ts_said){value,
                      hash,
                      ts_class_read(value),
                      ts_comments_said(value.ptr),
                      strstr(value.ptr, "aption") || strstr(value.ptr, "desc"),
                      ts_says_code(value)};
    return *slot = said;
}

/* A role that the element has without being told, as style sheets' authors write for lists without points; an
 * id that is taken from the text. */
static bool says_nothing(size_t attribute, const ts_said *said, const ts_node *node)
{
    return attribute == TS_SAID_ROLE
               ? ts_str_eq(said->value, TS_STR("list")) || ts_str_eq(said->value, TS_STR("listitem"))
               : attribute == TS_SAID_ID && (said->class.weight || said->comments || said->class.consent) &&
                     ts_is_anchor(node, said->value);
}

static void read_names(walker *w, ts_element *e)
{
    static const char *const ATTRIBUTES[] = {
        [TS_SAID_CLASS] = "class", [TS_SAID_ID] = "id", [TS_SAID_ROLE] = "role"};
    for (size_t i = 0; i < TS_SAID_COUNT; i++) {
        const char *value = ts_node_attr(e->node, ATTRIBUTES[i]);
        if (!value || !*value)
            continue;
        const ts_said *said = said_by(w, ts_str_of(value));
        if (says_nothing(i, said, e->node))
            continue;
        e->said[i] = said;
        e->weight += e->said[i]->class.weight;
        e->consent = e->consent || e->said[i]->class.consent;
        e->comments |= i != TS_SAID_ROLE ? e->said[i]->comments : 0;
    }
    /* What editors call the boxes that they set into a text. */
    const char *type = ts_node_is(e->node, "div") ? ts_node_attr(e->node, "type") : NULL;
    if (type && *type)
        e->weight += said_by(w, ts_str_of(type))->class.weight;
}

/* A caption in letters of its own behind the picture, with the article's text right behind it. */
static bool is_inline_caption(const ts_element *e)
{
    const ts_said *class = e->said[TS_SAID_CLASS];
    return class && class->caption && ts_media_is_captioned(e->node);
}

/* The elements in it are lines: all of them are one block. */
static bool is_code_box(const ts_element *e, const traits *name)
{
    const ts_said *said = e->said[TS_SAID_CLASS];
    if (name->flags & TS_BLOCK_PRE)
        return true;
    return name->code ? ts_is_code_lines(e->node) : said && said->code && ts_node_is_block(e->node);
}

/* A link, but not that of a heading to itself: it leads nowhere. */
static bool is_link(const ts_element *e, const traits *name)
{
    return name->link && !(e->heading && ts_is_self_link(e->node));
}

/* `name` is the node's own traits. */
static void open_element(walker *w, ts_node *node, const traits *name)
{
    const ts_element *parent = w->element >= 0 ? &w->out->elements.items[w->element] : NULL;
    ts_element e = {.node = node, .parent = w->element};
    read_names(w, &e);
    e.depth = parent ? parent->depth + 1 : 0;
    e.flags = (parent ? parent->flags : 0) | name->flags;
    e.heading = parent ? parent->heading : 0;
    if (ts_node_heading(node))
        e.heading = ts_node_heading(node);
    bool code = w->code < 0 && is_code_box(&e, name), block = ts_node_is_block(node);
    w->space = w->space || (block && w->code >= 0);
    if (code || (block && w->code < 0)) {
        end_run(w);
        w->owner = (int)w->out->elements.len;
    } else if (w->code < 0 && is_inline_caption(&e)) {
        end_run(w);
        e.alone = true;
    }
    if (code) {
        e.flags |= TS_BLOCK_PRE;
        w->code = w->owner;
    }
    if (is_link(&e, name))
        w->links++;
    e.block = w->owner;
    e.first = (int)w->out->blocks.len;
    w->element = (int)w->out->elements.len;
    ts_vec_push_in(w->arena, &w->out->elements, e);
}

/* The blocks from `first` on are a caption's. */
static void mark_caption(walker *w, int first)
{
    for (size_t i = (size_t)first; i < w->out->blocks.len; i++)
        w->out->blocks.items[i].flags |= TS_BLOCK_CAPTION;
}

static void close_element(walker *w)
{
    ts_element *e = &w->out->elements.items[w->element];
    if (is_link(e, traits_of(w, e->node)))
        w->links--;
    if (e->alone) {
        end_run(w);
        mark_caption(w, e->first);
    }
    w->space = w->space || (w->code >= 0 && ts_node_is_block(e->node));
    if (w->element == w->code)
        w->code = -1;
    if (w->element == w->owner) {
        end_run(w);
        w->owner = e->parent >= 0 ? w->out->elements.items[e->parent].block : -1;
    }
    e->last = (int)w->out->blocks.len;
    e->next = (int)w->out->elements.len;
    w->element = e->parent;
}

/* What a reader fills in; no button, nor the tick before a task that is done. */
static bool is_field(const ts_node *node)
{
    static const char *const OTHERS[] = {"hidden", "submit", "button", "image", "reset"};
    const char *type = ts_node_attr(node, "type");
    if (ts_node_attr(node, "disabled"))
        return false;
    for (size_t i = 0; i < sizeof OTHERS / sizeof *OTHERS && type; i++)
        if (ts_str_same(ts_str_of(type), ts_str_of(OTHERS[i])))
            return false;
    return ts_node_is(node, "input") || ts_node_is(node, "textarea") || ts_node_is(node, "select");
}

/* A field for an address for mail, by its type or what it is called. */
static bool asks_mail(const ts_node *field)
{
    static const char *const SAYS[] = {"type", "name", "id", "placeholder", "autocomplete"};
    for (size_t i = 0; i < sizeof SAYS / sizeof *SAYS; i++) {
        const char *value = ts_node_is(field, "input") ? ts_node_attr(field, SAYS[i]) : NULL;
        if (value && ts_find_same(value, "mail"))
            return true;
    }
    return false;
}

/* Marks all open elements. */
static void note_field(walker *w, const ts_node *field)
{
    bool mail = asks_mail(field);
    for (int e = w->element; e >= 0;) {
        ts_element *around = &w->out->elements.items[e];
        if (around->asks && (around->asks_mail || !mail))
            break;
        around->asks = true;
        around->asks_mail = around->asks_mail || mail;
        e = around->parent;
    }
}

static bool passes_by(const walker *w, const ts_node *node, const traits *name)
{
    if (w->sight == TS_SIGHT_UNSCRIPTED && ts_node_is(node, "noscript"))
        return false;
    return name->passed || (w->sight == TS_SIGHT_SHOWN && ts_is_hidden(node));
}

/* True where the walk goes on inside the node, which then is the innermost open element. */
static bool enter(walker *w, ts_node *node, const ts_node *root)
{
    ts_node_kind kind = ts_node_type(node);
    if (kind == TS_TEXT)
        read_text(w, node);
    if (kind != TS_ELEMENT)
        return false;
    const traits *name = traits_of(w, node);
    if (node != root && passes_by(w, node, name)) {
        if (is_field(node))
            note_field(w, node);
        return false;
    }
    if (name->line_break) {
        if (w->code < 0 || ts_node_is(w->out->elements.items[w->code].node, "pre"))
            end_run(w); /* what its writer put in <pre> may as well be verse, or a letter */
        else
            w->space = true;
        return false;
    }
    if (!ts_node_first(node) && !ts_node_is_block(node))
        return false;
    open_element(w, node, name);
    if (ts_node_first(node))
        return true;
    close_element(w);
    return false;
}

static void set_texts(walker *w)
{
    const char *text = ts_buf_copy(&w->text, w->arena);
    for (size_t i = 0; i < w->out->blocks.len; i++) {
        size_t from = w->starts.items[i], to = i + 1 < w->starts.len ? w->starts.items[i + 1] : w->text.len;
        w->out->blocks.items[i].text = (ts_str){text + from, to - from};
    }
}

bool ts_blocks_are_beside(const ts_blocks *blocks, const ts_block *a, const ts_block *b)
{
    const ts_element *elements = blocks->elements.items;
    return a->owner >= 0 && b->owner >= 0 && elements[a->owner].parent == elements[b->owner].parent;
}

ts_str ts_blocks_text(const ts_blocks *blocks)
{
    size_t count = blocks->blocks.len;
    if (!count)
        return (ts_str){0};
    ts_str first = blocks->blocks.items[0].text, last = blocks->blocks.items[count - 1].text;
    return (ts_str){first.ptr, (size_t)(last.ptr - first.ptr) + last.len};
}

void ts_blocks_collect(ts_arena *arena, ts_node *root, ts_sight sight, ts_blocks *blocks)
{
    walker w = {.arena = arena, .out = blocks, .element = -1, .owner = -1, .code = -1, .sight = sight};
    *blocks = (ts_blocks){0};
    ts_buf_init(&w.text, TS_BUF_MAX);
    begin_run(&w);
    ts_node *node = root;
    while (node) {
        if (enter(&w, node, root)) {
            node = ts_node_first(node);
            continue;
        }
        while (node && node != root && !ts_node_next(node)) {
            node = ts_node_parent(node);
            if (w.element >= 0 && w.out->elements.items[w.element].node == node)
                close_element(&w);
        }
        node = node && node != root ? ts_node_next(node) : NULL;
    }
    set_texts(&w);
    ts_vec_free(&w.starts);
    ts_buf_free(&w.text);
}

int ts_blocks_section_end(const ts_blocks *blocks, int i, int container)
{
    const ts_element *elements = blocks->elements.items;
    int e = blocks->blocks.items[i].owner;
    while (elements[e].parent >= 0 && elements[e].last <= i + 1 && e != container)
        e = elements[e].parent;
    return elements[e].last;
}
