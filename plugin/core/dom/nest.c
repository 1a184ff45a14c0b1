/* libxml2 has work with broken markup only: which tags may be left out, what closes what. While the innermost
 * open element is known for sure, a start tag that closes nothing begins a child of it, and the next end tag
 * of the same name ends that child, whatever the parser does otherwise. */
#include "dom/nest.h"
#include "dom/libxml.h"

#include <string.h>

/* Names and pairs of names that are remembered, powers of two: a page has few different ones. */
enum { NAMES = 64, PAIRS = 256 };

typedef struct name_kind {
    const char *name;
    bool outer; /* <html>, <head>, <body> and frames: the parser adds and drops these by rules of their own */
    bool empty; /* has no end tag */
    bool repeats; /* may stand in another of its name */
} name_kind;

typedef struct name_pair {
    const char *inner, *outer;
    bool closes; /* the inner one's start tag ends the outer one, or may */
} name_pair;

typedef struct nesting {
    ts_piece *pieces;
    TS_VEC(size_t)
    open; /* start tags that no end tag was seen for, each the child of the one before it; the
             parser must see the first, whose own place is not known */
    name_kind names[NAMES];
    name_pair pairs[PAIRS];
} nesting;

static bool same_name(const char *a, const char *b)
{
    return a && b && (a == b || strcmp(a, b) == 0);
}

static size_t hash_of(const char *name)
{
    return (uintptr_t)name >> 3 ^ (uintptr_t)name >> 9;
}

static const name_kind *kind_of(nesting *n, const char *name)
{
    static const char *const outer[] = {"html", "head", "body", "frameset", "frame", "noframes", NULL};
    static const char *const repeats[] = {"div", "span", NULL};
    name_kind *kind = &n->names[hash_of(name) & (NAMES - 1)];
    if (kind->name != name) {
        const htmlElemDesc *known = htmlTagLookup((const xmlChar *)name);
        *kind = (name_kind){.name = name,
                            .outer = ts_str_is_one_of(ts_str_of(name), outer),
                            .empty = known && known->empty,
                            .repeats = !known || ts_str_is_one_of(ts_str_of(name), repeats)};
    }
    return kind;
}

/* True where the parser may end `outer` when `inner` begins. */
static bool closes(nesting *n, const name_kind *inner, const char *outer)
{
    name_pair *pair = &n->pairs[(hash_of(inner->name) * 31 + hash_of(outer)) & (PAIRS - 1)];
    if (pair->inner != inner->name || pair->outer != outer) {
        xmlNode node = {.type = XML_ELEMENT_NODE, .name = (const xmlChar *)inner->name};
        /* Asked for an element in itself, libxml2 always denies. */
        bool may = same_name(inner->name, outer) ? !inner->repeats
                                                 : htmlAutoCloseTag(NULL, (const xmlChar *)outer, &node);
        *pair = (name_pair){inner->name, outer, may};
    }
    return pair->closes;
}

static void take_start(nesting *n, size_t at)
{
    ts_piece *piece = &n->pieces[at];
    const name_kind *kind = piece->name ? kind_of(n, piece->name) : NULL;
    bool sure = kind && !kind->outer && n->open.len &&
                !closes(n, kind, n->pieces[n->open.items[n->open.len - 1]].name);
    if (!sure)
        n->open.len = 0;
    if (kind && (kind->empty || piece->kind == TS_PIECE_EMPTY)) {
        piece->kind = TS_PIECE_EMPTY;
        piece->own = sure;
    } else if (kind && !kind->outer) {
        ts_vec_push(&n->open, at);
    }
}

static void take_end(nesting *n, ts_piece *piece)
{
    ts_piece *start = n->open.len ? &n->pieces[n->open.items[n->open.len - 1]] : NULL;
    if (!start || !same_name(piece->name, start->name)) {
        n->open.len = 0;
        return;
    }
    n->open.len--;
    start->own = piece->own = n->open.len > 0;
}

static void mark(ts_sieved *sieved)
{
    nesting *n = ts_malloc(sizeof *n);
    *n = (nesting){.pieces = sieved->pieces.items};
    for (size_t i = 0; i < sieved->pieces.len; i++)
        if (n->pieces[i].kind == TS_PIECE_END)
            take_end(n, &n->pieces[i]);
        else if (n->pieces[i].kind != TS_PIECE_TEXT)
            take_start(n, i);
    ts_vec_free(&n->open);
    free(n);
}

static bool is_ours(const ts_piece *piece)
{
    return piece->own || piece->kind == TS_PIECE_TEXT;
}

/* Where the piece of ours begins in the skeleton, and where it ends. */
static size_t begin_of(const ts_piece *piece)
{
    size_t before = piece->kind == TS_PIECE_END ? 2 : 1;
    return piece->at - piece->name_len - before;
}

static size_t end_of(const ts_piece *piece, const char *skeleton)
{
    if (piece->kind == TS_PIECE_TEXT)
        return piece->at;
    return piece->at + (skeleton[piece->at] == '/' ? 2 : 1);
}

/* Puts one character in the place of each run. What stands behind a run moves to it in the same walk. */
static void shorten(ts_sieved *sieved)
{
    char *skeleton = sieved->skeleton.ptr;
    ts_piece *pieces = sieved->pieces.items;
    size_t count = sieved->pieces.len, len = 0, from = 0; /* what stands at `from` goes to `len` */
    sieved->end_tags = 0;
    for (size_t i = 0; i < count;) {
        ts_piece *first = &pieces[i];
        if (!is_ours(first)) {
            sieved->end_tags += first->kind == TS_PIECE_END;
            first->at -= from - len;
            i++;
            continue;
        }
        char run = ' ';
        size_t begin = begin_of(first), end = begin;
        memmove(skeleton + len, skeleton + from, begin - from);
        len += begin - from;
        for (; i < count && is_ours(&pieces[i]) && begin_of(&pieces[i]) == end; i++) {
            end = end_of(&pieces[i], skeleton);
            run = pieces[i].kind == TS_PIECE_TEXT && skeleton[end - 1] == ' ' ? run : 'x';
            pieces[i].at = len + 1;
        }
        skeleton[len++] = run;
        from = end;
    }
    memmove(skeleton + len, skeleton + from, sieved->skeleton.len - from);
    ts_buf_truncate(&sieved->skeleton, len + sieved->skeleton.len - from);
}

void ts_nest(ts_sieved *sieved)
{
    if (sieved->pieces.len == 0 || sieved->skeleton.full)
        return;
    mark(sieved);
    shorten(sieved);
}
