/* Who made a picture: an element of its caption that says so, or the end of the caption's text. */
#include "article/build.h"
#include "extract/line_pieces.h"
#include "rules/phrases.h"
#include "text/escape.h"
#include "text/utf8.h"
#include "text/width.h"

#include <string.h>

/* Who made it, without the words before the name where a line rule knows them ("Photo: "). */
static const char *name_in(const ts_builder *b, ts_str credit)
{
    static const char *const classes[] = {"photo", "photographer"};
    ts_buf folded;
    ts_buf_init(&folded, TS_BUF_MAX);
    ts_fold(&folded, credit);
    ts_line_match match;
    const char *name = NULL;
    for (size_t i = 0; i < sizeof classes / sizeof *classes && !name; i++)
        if (ts_phrases_match_class(ts_phrases_get(), b->options->language, classes[i], ts_buf_str(&folded),
                                   &match) &&
            match.value.len)
            name = ts_arena_copy(b->arena, match.value);
    ts_buf_free(&folded);
    return name ? name : ts_arena_copy(b->arena, credit);
}

bool ts_build_credit(ts_builder *b, ts_node *element)
{
    static const char *const CALLED[] = {"credit", "copyright", NULL};
    if (!ts_node_is_called(element, CALLED))
        return false;
    ts_buf text, flat;
    ts_buf_init(&text, TS_BUF_MAX);
    ts_buf_init(&flat, TS_BUF_MAX);
    ts_node_text(&text, element);
    ts_text_flat(&flat, ts_utf8_trim(ts_buf_str(&text)));
    if (flat.len)
        b->credit = name_in(b, ts_buf_str(&flat));
    ts_buf_free(&text);
    ts_buf_free(&flat);
    return true;
}

/* The caption without the sign that parted it from its credit. */
static ts_str cut_sign(ts_str caption)
{
    static const char *const SIGNS[] = {"|", "/", "–", "—"};
    caption = ts_utf8_trim(caption);
    for (size_t i = 0; i < sizeof SIGNS / sizeof *SIGNS; i++)
        if (ts_str_ends(caption, ts_str_of(SIGNS[i])))
            return ts_utf8_trim(ts_str_sub(caption, 0, caption.len - strlen(SIGNS[i])));
    return caption;
}

const char *ts_build_caption_credit(ts_builder *b, const char *caption)
{
    ts_buf folded;
    ts_line_match match;
    ts_buf_init(&folded, TS_BUF_MAX);
    ts_fold(&folded, ts_str_of(caption));
    if (caption && !b->credit &&
        ts_phrases_match_class(ts_phrases_get(), b->options->language, "caption", ts_buf_str(&folded),
                               &match) &&
        match.value.len && match.name.len) {
        ts_str text = ts_str_of(caption);
        b->credit =
            ts_arena_copy(b->arena, ts_utf8_trim(ts_line_unfold(text, ts_buf_str(&folded), match.name)));
        caption = ts_arena_copy(b->arena, cut_sign(ts_line_unfold(text, ts_buf_str(&folded), match.value)));
    }
    ts_buf_free(&folded);
    return caption;
}
