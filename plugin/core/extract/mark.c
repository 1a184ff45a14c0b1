#include "extract/lines.h"
#include "extract/markup.h"
#include "extract/media.h"
#include "extract/score.h"
#include "extract/select.h"
#include "text/utf8.h"

#include <string.h>

/* The most text below a picture, in Latin characters. */
#define FIGURE_SIZE 600

/* How many blocks before each one are kept, so that "none of an element's" is one subtraction. */
static int *count_kept(const ts_selection *s)
{
    size_t n = s->blocks->blocks.len;
    int *kept = ts_arena_alloc(s->arena, (n + 1) * sizeof *kept);
    for (size_t i = 0; i < n; i++)
        kept[i + 1] = kept[i] + s->blocks->blocks.items[i].keep;
    return kept;
}

/* The innermost element around the kept blocks, an index. */
static int body_of(const ts_selection *s, int first, int last)
{
    int e = s->blocks->blocks.items[first].owner;
    while (e >= 0 &&
           !(s->blocks->elements.items[e].first <= first && s->blocks->elements.items[e].last > last))
        e = s->blocks->elements.items[e].parent;
    return e;
}

/* A block's own texts. */
static void mark_texts(const ts_block *b, const ts_node *body, ts_mark mark)
{
    for (ts_node *n = b->first; n; n = ts_node_walk(n, body)) {
        if (ts_node_type(n) == TS_TEXT)
            ts_node_set_mark(n, mark);
        if (n == b->last)
            break;
    }
}

/* The last element of a link that says how it opens, to those who hear the page: "(opens in a new window)".
 */
static ts_node *spoken_end(const ts_node *text)
{
    enum { SIZE = 60 };
    ts_node *element = ts_node_parent(text);
    const ts_node *link = ts_node_parent(element);
    bool only = !ts_node_prev(text) && !ts_node_next(text);
    if (!only || !link || !ts_node_is(link, "a") || !ts_node_prev(element) || ts_node_is_block(element))
        return NULL;
    ts_str said = ts_utf8_trim(ts_node_chars(text));
    return said.len && said.len <= SIZE && ts_phrases_is_of("new-window", said) ? element : NULL;
}

static void mark_spoken(const ts_block *b, const ts_node *body)
{
    for (ts_node *n = b->first; n; n = ts_node_walk(n, body)) {
        ts_node *end = ts_node_type(n) == TS_TEXT ? spoken_end(n) : NULL;
        if (end)
            ts_node_set_mark(end, TS_MARK_DROP);
        if (n == b->last)
            break;
    }
}

/* What the walk of the blocks passed by. A <noscript> stays: the picture in it may be the only one; so does a
 * <script>: what it holds may be TeX. */
static void mark_unseen(ts_node *body)
{
    ts_node *n = ts_node_walk(body, body);
    while (n) {
        bool element = ts_node_type(n) == TS_ELEMENT, dropped = ts_node_mark(n) == TS_MARK_DROP;
        bool judged = dropped || ts_node_mark(n) == TS_MARK_KEEP || ts_node_is(n, "noscript") ||
                      ts_node_is(n, "script");
        if (element && !judged && ts_is_hidden(n)) {
            ts_node_set_mark(n, TS_MARK_DROP);
            dropped = true;
        }
        n = element && dropped ? ts_node_skip(n, body) : ts_node_walk(n, body);
    }
}

/* A picture and the text below it, named after the latter: chrome by its class words, but a figure. */
static bool is_figure(const ts_selection *s, const ts_element *e)
{
    const char *classes = ts_node_attr(e->node, "class");
    double size = ts_sum(s->sums, size, e), link = ts_sum(s->sums, link, e);
    return classes && ts_find_same(classes, "caption") && size <= FIGURE_SIZE && link < size / 2 &&
           ts_media_has_image(s->arena, e->node);
}

/* True for a picture with a word beside it that goes, in a figure of which something stays. */
static bool is_in_figure(const ts_selection *s, const ts_element *e)
{
    enum { NEAR = 6 };
    const ts_node *around = ts_node_parent(e->node);
    for (int i = 0; i < NEAR && around && !ts_node_is(around, "figure"); i++)
        around = ts_node_parent(around);
    return around && ts_node_is(around, "figure") && ts_media_has_image(s->arena, e->node);
}

static void keep_figure(const ts_selection *s, const ts_element *e)
{
    for (int i = e->first; i < e->last; i++) {
        ts_block *b = &s->blocks->blocks.items[i];
        if (b->keep)
            continue;
        b->keep = b->beside = true;
        b->reason = "below its picture";
    }
}

/* An element that no block begins or ends in may still hold words of one: a link in a sentence. */
static bool has_words(const ts_node *element)
{
    const ts_node *n = element;
    while (n) {
        if (ts_node_type(n) == TS_TEXT && ts_utf8_trim(ts_node_chars(n)).len)
            return true;
        bool unseen = ts_node_type(n) == TS_ELEMENT && ts_is_hidden(n);
        n = unseen ? ts_node_skip(n, element) : ts_node_walk(n, element);
    }
    return false;
}

/* The article's own pictures beside each other: they lead to themselves, only larger, or nowhere. */
static bool is_gallery(const ts_node *element)
{
    static const char *const NAMES[] = {"gallery", "slideshow", "photoset", "lightbox", NULL};
    enum { LOOK = 300 };
    int looked = 0, images = 0;
    static const char *const OTHERS[] = {"thumbnails", "thumbs", "product", "nav", "logo", NULL};
    if (!ts_node_is_called(element, NAMES) || ts_node_is_called(element, OTHERS))
        return false;
    for (const ts_node *n = ts_node_walk(element, element); n; n = ts_node_walk(n, element)) {
        const char *href = ts_node_is(n, "a") ? ts_node_attr(n, "href") : NULL;
        if (++looked > LOOK || (href && href[0] != '#' && !ts_media_is_address(ts_str_of(href))))
            return false;
        images += ts_node_is(n, "img");
    }
    return images > 0;
}

/* Without words: a picture or its like, which belongs to the text before it. */
static bool is_lost_picture(const ts_selection *s, int element, int last)
{
    const ts_element *e = &s->blocks->elements.items[element];
    bool behind = e->first > last + 1;
    return (behind || (ts_element_is_aside(s->blocks, s->sums, element) && !is_gallery(e->node))) &&
           !has_words(e->node);
}

/* A button for a heading is no text for the walk of the blocks: it goes with what it opens. */
static bool is_lost_opener(const ts_selection *s, const ts_element *e)
{
    const ts_node *button = ts_node_heading(e->node) ? ts_node_first(e->node) : NULL;
    while (button && !ts_is_opener(button))
        button = ts_node_next(button);
    size_t next = (size_t)e->first;
    return button && !(next < s->blocks->blocks.len && s->blocks->blocks.items[next].keep);
}

/* The outermost element in the block that ends with it and does not begin with it; NULL: none. */
static ts_node *last_element(const ts_block *b)
{
    ts_node *found = NULL;
    for (ts_node *n = ts_node_parent(b->last); n && !ts_node_is_block(n); n = ts_node_parent(n)) {
        const ts_node *inside = b->first;
        while (inside && inside != n)
            inside = ts_node_parent(inside);
        if (inside)
            break;
        found = n;
    }
    return found;
}

/* True where a text that ends with the piece has a whole sentence before it, perhaps with its last quotation
 * mark. */
static bool follows_sentence(ts_str text, ts_str piece)
{
    static const char *const CLOSING[] = {"”", "」", "』", "）", "\"", ")"};
    ts_str before = ts_utf8_trim(ts_str_sub(text, 0, text.len - piece.len));
    for (size_t i = 0; i < sizeof CLOSING / sizeof *CLOSING; i++)
        if (ts_str_ends(before, ts_str_of(CLOSING[i])))
            before.len -= strlen(CLOSING[i]);
    return ts_str_ends(text, piece) && before.len && ts_is_sentence_end(ts_utf8_last(before));
}

/* What hangs on the last paragraph: "Back to the front page", "[Editor: Jane Doe]". */
static void mark_hanging(const ts_selection *s, const ts_block *b)
{
    ts_node *node = ts_block_is_prose(b) ? last_element(b) : NULL;
    const char *text = node ? ts_short_text(s->arena, node) : NULL, *rule = NULL;
    ts_fields fields;
    ts_fields_init(&fields);
    if (!text || !follows_sentence(b->text, ts_str_of(text)) ||
        ts_line_read(s->arena, s->memo, s->language, ts_str_of(text), TS_ZONE_TAIL, &fields, &rule) ==
            TS_LINE_BODY)
        return;
    if (rule && ts_line_is_hanging(rule)) {
        ts_node_set_mark(node, TS_MARK_DROP);
        ts_fields_merge(s->arena, s->lines, &fields);
    }
}

ts_node *ts_selection_mark(const ts_selection *s)
{
    const int *kept = count_kept(s);
    int count = (int)s->blocks->blocks.len, first = 0, last = count - 1;
    if (!kept[count])
        return NULL;
    while (!s->blocks->blocks.items[first].keep)
        first++;
    while (!s->blocks->blocks.items[last].keep)
        last--;
    int top = body_of(s, first, last);
    if (top < 0)
        return NULL;
    const ts_element *body = &s->blocks->elements.items[top];
    if (ts_is_hidden(body->node))
        ts_node_set_mark(body->node, TS_MARK_KEEP);
    for (int i = top + 1; i < body->next;) {
        const ts_element *e = &s->blocks->elements.items[i];
        bool empty = e->first == e->last;
        bool dropped =
            empty ? is_lost_picture(s, i, last) || is_lost_opener(s, e) : kept[e->last] == kept[e->first];
        bool figure = dropped && !empty && e->last <= last && is_figure(s, e);
        if (dropped && !empty && !figure && is_in_figure(s, e)) {
            i++;
            continue;
        }
        if (figure)
            keep_figure(s, e);
        else if (dropped)
            ts_node_set_mark(e->node, TS_MARK_DROP);
        else if (ts_is_hidden(e->node))
            ts_node_set_mark(e->node, TS_MARK_KEEP);
        i = dropped ? e->next : i + 1;
    }
    for (int i = body->first; i < body->last; i++) {
        const ts_block *b = &s->blocks->blocks.items[i];
        if (!b->keep || b->beside)
            mark_texts(b, body->node, b->keep ? TS_MARK_BESIDE : TS_MARK_DROP);
        if (b->keep && b->link_size > 0)
            mark_spoken(b, body->node);
    }
    if (!(s->without & TS_STEP_LINES))
        mark_hanging(s, &s->blocks->blocks.items[last]);
    mark_unseen(body->node);
    return body->node;
}
