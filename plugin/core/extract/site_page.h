/* Rules written for one site, applied to a page of it. */
#ifndef TS_EXTRACT_SITE_PAGE_H
#define TS_EXTRACT_SITE_PAGE_H

#include "base/map.h"
#include "extract/blocks.h"
#include "extract/fields.h"
#include "rules/site_rules.h"

typedef struct ts_site_page {
    ts_arena *arena;
    ts_dom *dom;
    const ts_site_rules *rules;
    ts_blocks *blocks;
    ts_fields said;        /* what the rules found: fields that it has replace those found without them */
    ts_node_list kept;     /* by ts_site_page_keep */
    const char *body_rule; /* that named the body; NULL: none did */
    ts_map *named;         /* nodes → the rule that named them; starts NULL, goes with the arena */
} ts_site_page;

/* Keeps the blocks in what `keep` rules name. Before ts_selection_mark. */
bool ts_site_page_keep(ts_site_page *page, ts_error *error);

/* Fills `said`. */
bool ts_site_page_fields(ts_site_page *page, ts_error *error);

/* Fills `said`, too; the body that the rules name, with what they keep, replaces *body, what they strip is
 * marked TS_MARK_DROP.
 * Rules that find nothing change nothing. */
bool ts_site_page_apply(ts_site_page *page, ts_node **body, ts_error *error);

/* Gives every block that the rules have decided on its verdict and the rule. For ts_inspect_blocks only. */
void ts_site_page_settle(ts_site_page *page, const ts_node *body);

#endif
