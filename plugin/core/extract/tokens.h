/* Names and words as numbers: what the learned tables are asked with.
 *
 * A name is an element's tag, or a token or a word of its class, id and role; digits count as one. It is
 * hashed (FNV-1a), and once more with where it stands seen from the block: on its own element, its parent,
 * grandparent, or further out. */
#ifndef TS_EXTRACT_TOKENS_H
#define TS_EXTRACT_TOKENS_H

#include "extract/blocks.h"

#include <stdint.h>

/* Names of one element that are looked at, levels above a block, words of a block. */
enum { TS_TOKEN_NAMES = 24, TS_TOKEN_LEVELS = 24, TS_TOKEN_WORDS = 24 };
/* Most names that ts_tokens_of_block and ts_tokens_of_text give. */
enum { TS_TOKENS_MAX = TS_TOKEN_NAMES * TS_TOKEN_LEVELS + 4, TS_TEXT_TOKENS_MAX = 2 * TS_TOKEN_WORDS + 4 };

/* From one name up to, not including, another. */
typedef struct ts_token_span {
    uint32_t from, to;
} ts_token_span;

typedef struct ts_tokens {
    uint32_t *names; /* of all elements; those that have the same share them */
    uint32_t count;
    ts_token_span *spans; /* of each element; none where it holds no block */
    uint32_t *looks;      /* of each element: its tag and the whole of its class */
} ts_tokens;

/* Reads the names of all elements that hold blocks. */
void ts_tokens_collect(ts_arena *arena, const ts_blocks *blocks, ts_tokens *tokens);

/* The class tokens of a block, to be cut to the table's size; returns their number. */
int ts_tokens_of_block(const ts_tokens *tokens, const ts_blocks *blocks, int block, uint32_t *out);

/* Where a name stands, seen from the block: on its element, its parent, grandparent, or further out. */
enum { TS_TOKEN_PLACES = 4 };

/* What a table has for the names, added up once for all blocks. */
typedef struct ts_token_sums {
    const int8_t *table;
    uint32_t mask;                /* the table's size, a power of two, less one */
    int *before[TS_TOKEN_PLACES]; /* of the names before each */
    int *around;                  /* of each element's and of all around it, in the last place */
} ts_token_sums;

ts_token_sums ts_tokens_sum(ts_arena *arena, const ts_tokens *tokens, const ts_blocks *blocks,
                            const int8_t *table, size_t size);
/* The sum of the table's entries for what ts_tokens_of_block gives. */
int ts_tokens_score(const ts_token_sums *sums, const ts_tokens *tokens, const ts_blocks *blocks, int block);
/* Those of its first and last words; wide characters count as words, alone and in pairs. */
int ts_tokens_of_text(ts_str text, uint32_t *out);

/* FNV-1a of the bytes, going on from `seed`; and one number folded in. */
uint32_t ts_token_hash(uint32_t seed, ts_str bytes);
uint32_t ts_token_mix(uint32_t hash, uint32_t salt);

/* For each of `count` hashes of texts, how many of them are the same. */
void ts_token_copies(ts_arena *arena, const uint32_t *texts, size_t count, int *copies);

#endif
