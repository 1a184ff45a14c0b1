/* libxml2 has work with broken markup only: which tags may be left out, what closes what. While the innermost
 * open element is known for sure, a start tag that closes nothing begins a child of it, and the next end tag
 * of the same name ends that child, whatever the parser does otherwise. */
#include "dom/nest.h"
#include "dom/libxml.h"

#include <string.h>

/* Pairs of elements that are remembered, a power of two: a page has few different ones. */
enum { PAIRS = 256 };

typedef struct known_pair {
    const ts_element *inner, *outer;
    bool closes; /* the inner one's start tag ends the outer one, or may */
} known_pair;

typedef struct nesting {
    ts_piece *pieces;
    TS_VEC(size_t)
    open; /* start tags that no end tag was seen for, each the child of the one before it; the
             parser must see the first, whose own place is not known */
    known_pair pairs[PAIRS];
} nesting;

static bool same_element(const ts_element *a, const ts_element *b)
{
    return a == b || (a->plain && b->plain && strcmp(a->name, b->name) == 0);
}

static size_t hash_of(const ts_element *element)
{
    return (uintptr_t)element >> 4 ^ (uintptr_t)element >> 10;
}

/* True where the parser may end `outer` when `inner` begins. */
static bool closes(nesting *n, const ts_element *inner, const ts_element *outer)
{
    known_pair *pair = &n->pairs[(hash_of(inner) * 31 + hash_of(outer)) & (PAIRS - 1)];
    if (pair->inner != inner || pair->outer != outer) {
        xmlNode node = {.type = XML_ELEMENT_NODE, .name = (const xmlChar *)inner->name};
        /* Asked for an element in itself, libxml2 always denies. */
        bool may = same_element(inner, outer) ? !inner->repeats
                                              : htmlAutoCloseTag(NULL, (const xmlChar *)outer->name, &node);
        pair->inner = inner;
        pair->outer = outer;
        pair->closes = may;
    }
    return pair->closes;
}

static void take_start(nesting *n, size_t at)
{
    ts_piece *piece = &n->pieces[at];
    const ts_element *e = piece->element;
    bool sure = e->plain && !e->outer && n->open.len &&
                !closes(n, e, n->pieces[n->open.items[n->open.len - 1]].element);
    if (!sure)
        n->open.len = 0;
    if (e->plain && (e->empty || piece->kind == TS_PIECE_EMPTY)) {
        piece->own = sure;
        if (sure)
            piece->kind = TS_PIECE_EMPTY;
    } else if (e->plain && !e->outer) {
        ts_vec_push(&n->open, at);
    }
}

static void take_end(nesting *n, ts_piece *piece)
{
    ts_piece *start = n->open.len ? &n->pieces[n->open.items[n->open.len - 1]] : NULL;
    if (!start || !same_element(piece->element, start->element)) {
        n->open.len = 0;
        return;
    }
    n->open.len--;
    start->own = piece->own = n->open.len > 0;
}

void ts_nest(ts_sieved *sieved)
{
    nesting *n = ts_malloc(sizeof *n);
    *n = (nesting){.pieces = sieved->pieces.items};
    for (size_t i = 0; i < sieved->pieces.len; i++)
        if (n->pieces[i].kind == TS_PIECE_END)
            take_end(n, &n->pieces[i]);
        else if (n->pieces[i].kind == TS_PIECE_START || n->pieces[i].kind == TS_PIECE_EMPTY)
            take_start(n, i);
    ts_vec_free(&n->open);
    free(n);
}

static bool is_ours(const ts_piece *piece)
{
    return piece->own || piece->kind == TS_PIECE_TEXT;
}

/* A tag as libxml2 is shown it; an end tag need not be mended, as nothing is read behind its name. */
static void write_tag(ts_buf *out, ts_piece *piece)
{
    const ts_element *e = piece->element;
    bool end = piece->kind == TS_PIECE_END;
    ts_buf_puts(out, end ? "</" : "<");
    ts_buf_put(out, end || e->plain ? ts_str_sub(e->spelt, 0, TS_DOM_NAME) : ts_str_of(e->mended));
    piece->at = (uint32_t)out->len;
    ts_buf_puts(out, piece->kind == TS_PIECE_EMPTY ? "/>" : ">");
}

/* Behind the run that begins at piece `i`. */
static size_t write_run(ts_sieved *sieved, size_t i)
{
    ts_piece *pieces = sieved->pieces.items;
    bool blank = true;
    for (; i < sieved->pieces.len && is_ours(&pieces[i]); i++) {
        blank = blank && pieces[i].blank;
        pieces[i].at = (uint32_t)sieved->skeleton.len + 1;
    }
    ts_buf_putc(&sieved->skeleton, blank ? ' ' : 'x');
    return i;
}

void ts_skeleton_write(ts_sieved *sieved)
{
    for (size_t i = 0; i < sieved->pieces.len;) {
        ts_piece *piece = &sieved->pieces.items[i];
        if (is_ours(piece)) {
            i = write_run(sieved, i);
            continue;
        }
        if (piece->kind == TS_PIECE_COMMENT) {
            ts_buf_puts(&sieved->skeleton, "<!---->");
            piece->at = (uint32_t)sieved->skeleton.len;
        } else {
            write_tag(&sieved->skeleton, piece);
        }
        sieved->end_tags += piece->kind == TS_PIECE_END;
        i++;
    }
}
