/* The standfirst between headline and text, by the words that pages' authors call it. */
#include "extract/near.h"
#include "text/utf8.h"

enum {
    LEAST = 24,  /* code points of a dek */
    MOST = 600,  /* bytes */
    LEVELS = 3,  /* elements around a text whose classes say what it is */
    BLOCKS = 12, /* behind the headline */
};

/* True where the first of these words that an element around the text bears is one for deks. */
static bool is_called_dek(const ts_block *b)
{
    static const char *const WORDS[] = {
        "standfirst", "subtitle", "sub-title", "sub_title",  "subhead", "sub-head", "subline",
        "lead",       "intro",    "dek",       "deck",       "blurb",   "summary",  "excerpt",
        "teaser",     "synopsis", "chapo",     "vorspann",   "perex",   "ingress",  "entradilla",
        "bajada",     "copete",   "subtitulo", "sottotitol", "manchet", "rubrik",   "ozet",
        "anons",      "spot",     "opener-in", NULL};
    static const char *const OTHERS[] = {"author", "byline", "caption", "newsletter", "related",
                                         "share",  "meta",   "tag",     "date",       NULL};
    const ts_node *node = ts_node_parent(b->first);
    for (int level = 0; node && level < LEVELS; level++, node = ts_node_parent(node)) {
        if (ts_node_is(node, "a") || ts_node_is(node, "figure") || ts_node_is(node, "aside") ||
            ts_node_is_called(node, OTHERS))
            return false;
        if (ts_node_is_called(node, WORDS))
            return true;
    }
    return false;
}

void ts_near_dek(ts_claims *claims, const ts_blocks *blocks, int title, int first)
{
    for (int i = title + 1; i <= first && i <= title + BLOCKS; i++) {
        const ts_block *b = &blocks->blocks.items[i];
        bool fits = b->text.len <= MOST && ts_utf8_count(b->text) >= LEAST && b->heading != 1;
        if (fits && !(b->flags & TS_BLOCK_CAPTION) && is_called_dek(b)) {
            ts_claim_set(claims->arena, &claims->by[TS_CLAIM_PAGE].fields.description, b->text);
            return;
        }
    }
}
