/* An author's name that nothing says to be one, between headline and text or under it. */
#include "extract/bare_name.h"
#include "extract/markup.h"
#include "extract/near.h"
#include "extract/score.h"

#include <string.h>
#include <strings.h>

enum {
    BLOCKS_MOST = 12,
    LEVELS = 3, /* elements around a text whose classes say what it is */
};

/* What is called so is no byline, or a link that leads to it. */
static bool is_label(const ts_block *b)
{
    static const char *const WORDS[] = {"cat",     "tag",    "topic",   "section",  "label",
                                        "eyebrow", "kicker", "badge",   "crumb",    "caption",
                                        "credit",  "share",  "comment", "location", NULL};
    const ts_node *node = b->first;
    for (int level = 0; node && level < LEVELS; level++, node = ts_node_parent(node))
        if (ts_node_is(node, "a") || ts_node_is(node, "button") || ts_node_is(node, "figure") ||
            ts_node_is_called(node, WORDS))
            return true;
    return false;
}

/* In strong or slanted letters, or at the right edge: as a text is signed. */
static bool is_set_as_signature(const ts_block *b)
{
    static const char *const NAMES[] = {"strong", "b", "em", "i", NULL};
    const ts_node *node = ts_node_parent(b->first);
    for (int level = 0; node && level < LEVELS; level++, node = ts_node_parent(node)) {
        if (ts_is_set_right(node) || ts_str_is_one_of(ts_str_of(ts_node_name(node)), NAMES))
            return true;
    }
    return false;
}

static bool take(ts_claims *claims, ts_str name)
{
    if (name.len)
        ts_claim_people(claims->arena, &claims->unlabelled, name, NULL);
    return name.len > 0;
}

/* In a line of its own. */
static bool read_alone(ts_claims *claims, const ts_bare_names *names, const ts_block *b)
{
    if (b->heading || is_label(b))
        return false;
    ts_str text = ts_spaced_text(claims->arena, "  ", b->first, b->last, NULL);
    return ts_is_bare_name(names, text) && take(claims, text);
}

void ts_near_unlabelled(ts_claims *claims, const ts_blocks *blocks, int title, int last, int signature,
                        const char *language)
{
    const ts_block *all = blocks->blocks.items;
    int count = (int)blocks->blocks.len, end = last < count ? last : count;
    ts_bare_names names = {claims->arena, language, claims->window_title, ts_blocks_text(blocks)};
    for (int i = title + 1; i < end && i <= title + BLOCKS_MOST; i++) {
        const ts_block *b = &all[i];
        ts_str name;
        if (b->text.len > TS_BARE_LINE || b->heading || ts_block_is_prose(b))
            continue;
        ts_str line = ts_spaced_text(claims->arena, "  ", b->first, b->last, NULL);
        if (!ts_bare_name_beside_date(&names, line, &name))
            continue;
        if ((!is_label(b) && take(claims, name)) || (i - 1 > title && read_alone(claims, &names, b - 1)) ||
            (i + 1 < end && read_alone(claims, &names, b + 1)))
            return;
    }
    for (int i = signature > last ? signature : last; i < count && i <= signature + 1; i++)
        if (is_set_as_signature(&all[i]) && read_alone(claims, &names, &all[i]))
            return;
}
