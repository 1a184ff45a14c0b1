/* The bytes of a page made fit for libxml2's HTML parser: its bare tags, and apart from them what they and
 * the texts between them hold, which the parser then need not read. Seen by dom only. */
#ifndef TS_DOM_SIEVE_H
#define TS_DOM_SIEVE_H

#include "base/buf.h"
#include "base/vec.h"
#include "dom/tag.h"

/* One attribute as the tree keeps it. */
typedef struct ts_attribute {
    const char *name;  /* in lower case */
    const char *value; /* `len` bytes of the page, or a C string once it is decoded; NULL: none */
    size_t len;
    bool decoded;
} ts_attribute;

typedef enum ts_piece_kind {
    TS_PIECE_TEXT,
    TS_PIECE_START,
    TS_PIECE_EMPTY, /* a start tag that ends its element too */
    TS_PIECE_END
} ts_piece_kind;

/* What stands behind a tag, or for a text, in the skeleton. */
typedef struct ts_piece {
    size_t at;        /* behind the tag's name, or behind the character that stands for the text */
    const char *name; /* in lower case; NULL: of a text, and a name that the parser would not take */
    ts_attribute *attributes;
    ts_str text; /* of a text; of a start tag, what its element holds and is no markup */
    unsigned count;
    unsigned char name_len; /* 0: a text */
    unsigned char kind;     /* ts_piece_kind */
    bool own;               /* the parser need not see it (dom/nest.h) */
} ts_piece;

typedef struct ts_sieved {
    ts_arena *arena;         /* of attributes and texts that are no slices of the page */
    ts_buf skeleton;         /* tags without attributes; "x" for a text, " " for a blank one */
    TS_VEC(ts_piece) pieces; /* in the skeleton's order */
    size_t end_tags;         /* in the skeleton */
    bool streamed;           /* an attribute is as the id of a piece that came later (dom/streamed.h) */
} ts_sieved;

/* Leaves out comments, declarations, scripts (but for data: types with "json" in them, and TeX), styles,
 * frames and drawings. Tags end where a browser ends them, a '<' that begins no tag is a character, and an
 * element that closes closes what is open inside it. `whole`: with all that is left out otherwise. Linear in
 * the page's length. The result points into the page. */
void ts_sieve(ts_arena *arena, ts_str html, bool whole, ts_sieved *sieved);
void ts_sieved_free(ts_sieved *sieved);

#endif
