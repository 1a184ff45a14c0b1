/* A block's inlines as tokens, which the Markdown writer makes marks, lines and escapes of. Used by write*.c.
 */
#ifndef TS_MARKDOWN_WRITE_TOKENS_H
#define TS_MARKDOWN_WRITE_TOKENS_H

#include "base/vec.h"
#include "markdown/write.h"

typedef enum ts_token_kind {
    TS_TOKEN_TEXT,
    TS_TOKEN_OPEN, /* of emphasis, strong, deleted text */
    TS_TOKEN_CLOSE,
    TS_TOKEN_LINK_OPEN,
    TS_TOKEN_LINK_CLOSE,
    TS_TOKEN_AUTOLINK,
    TS_TOKEN_ATOM, /* code, image, raw HTML, ruby: marks at both ends */
    TS_TOKEN_TAG,  /* `text`: a tag of ours, between which Markdown stands */
    TS_TOKEN_NOTE,
    TS_TOKEN_BREAK,
    TS_TOKEN_SOFT,
    TS_TOKEN_LINE, /* a line end that stands for a space, or for nothing between wide characters */
} ts_token_kind;

typedef struct ts_token {
    ts_token_kind kind;
    cmark_node *node;
    ts_str text;
    const char *mark; /* "*", "**", "_", "~~" */
    size_t partner;   /* the token that opens or closes what this one closes or opens */
    bool entity_first, entity_last;
} ts_token;

typedef TS_VEC(ts_token) ts_tokens;

/* Writes a document's blocks one after the other and keeps its memory from each to the next. */
typedef struct ts_token_writer {
    const ts_markdown_options *options;
    ts_tokens tokens;     /* of the block */
    TS_VEC(size_t) open;  /* those that wait for their partners */
    TS_VEC(size_t) queue; /* marks that have to be looked at again */
    ts_place place;
    bool tildes, angles; /* some reader may pair those of the texts */
    ts_buf line;
    ts_arena *arena; /* for texts that emphasis was moved out of */
} ts_token_writer;

void ts_token_writer_init(ts_token_writer *w, const ts_markdown_options *options);
void ts_token_writer_free(ts_token_writer *w);

/* The inlines of one block. Line ends in it come from hard breaks and between sentences; line starts are
 * escaped already. A caption and the header of a row become strong, a card a link. */
void ts_write_inlines(ts_buf *out, ts_token_writer *w, cmark_node *block, ts_place place);

/* Chooses the marks of emphasis and has every reader take them for marks, whatever stands beside them. */
void ts_write_settle_marks(ts_token_writer *w);

/* Puts a TS_TOKEN_LINE between sentences, wherever a reader joins the lines as they were. */
void ts_write_break_sentences(ts_token_writer *w);

#endif
