/* When two places are the same: for branches, loops, blocks and includes. */
#include "script/place.h"

#include <string.h>

static bool in_tag(const ts_place *p)
{
    return p->where >= TS_AT_TAG_NAME && p->where <= TS_AT_BARE;
}

static bool same_but_address(const ts_place *a, const ts_place *b)
{
    bool value = a->where == TS_AT_QUOTED || a->where == TS_AT_BARE;
    bool code = a->where == TS_AT_RAW || (value && (a->attr == TS_ATTR_STYLE || a->attr == TS_ATTR_EVENT));
    if (a->xml != b->xml || a->where != b->where || a->element != b->element)
        return false;
    if ((a->foreign > 0) != (b->foreign > 0))
        return false;
    if (in_tag(a) && a->closing != b->closing)
        return false;
    if ((value || a->where == TS_AT_VALUE) && (a->attr != b->attr || a->quote != b->quote))
        return false;
    if (a->where == TS_AT_RAW && strcmp(a->tag, b->tag) != 0)
        return false;
    if (a->where == TS_AT_MARKUP && a->markup != b->markup)
        return false;
    return !code ||
           (a->code == b->code && a->ticks == b->ticks && memcmp(a->braces, b->braces, a->ticks) == 0);
}

static bool in_address(const ts_place *p)
{
    bool value = p->where == TS_AT_QUOTED || p->where == TS_AT_BARE;
    bool address = p->attr == TS_ATTR_URL || p->attr == TS_ATTR_LOAD || p->attr == TS_ATTR_SRCSET;
    return (value && address) || ((value || p->where == TS_AT_RAW) && p->code >= TS_CODE_URL);
}

bool ts_place_same(const ts_place *a, const ts_place *b)
{
    return same_but_address(a, b) &&
           (!in_address(a) || (a->url == b->url && a->bad_scheme == b->bad_scheme)) && a->unsure == b->unsure;
}

bool ts_place_settle(ts_place *start, const ts_place *end)
{
    if (!same_but_address(start, end) || start->unsure != end->unsure)
        return false;
    if (in_address(start))
        start->url = TS_URL_UNSURE;
    return true;
}

bool ts_place_join(ts_place *a, const ts_place *b)
{
    if (!same_but_address(a, b))
        return false;
    if (in_address(a) && a->url != b->url) {
        bool begun = a->url != TS_URL_START && b->url != TS_URL_START;
        bool sure = a->url != TS_URL_UNSURE && b->url != TS_URL_UNSURE && a->attr != TS_ATTR_SRCSET;
        a->url = begun && sure ? TS_URL_VALUE : TS_URL_UNSURE;
    }
    if (in_address(a) && strcmp(a->head, b->head) != 0) /* two literal heads: what a ":" ends is unknown */
        a->head_len =
            a->head_len > sizeof a->head && b->head_len > sizeof b->head ? a->head_len : sizeof a->head;
    a->unsure |= b->unsure;
    a->foreign = a->foreign > b->foreign ? a->foreign : b->foreign;
    a->pending |= b->pending;
    a->cut |= b->cut;
    a->bad_scheme |= b->bad_scheme;
    a->typed |= b->typed;
    a->equiv |= b->equiv;
    a->content |= b->content;
    return true;
}
