#include "site/reduce.h"
#include "site/custom.h"

bool ts_reduce(ts_arena *arena, const ts_site *site, const ts_library *library, ts_entry *const *entries,
               size_t len, int workers, ts_plan *plan, ts_renderer *renderer, ts_error *error)
{
    size_t articles = 0;
    ts_takedowns_apply(arena, site, entries, len);
    for (size_t i = 0; i < len; i++)
        articles += entries[i]->takedown.status < TS_STANDING_WITHDRAWN;
    ts_plan_fixed(plan, site, articles);
    ts_index *index = ts_index_make(arena, site, entries, len, workers, plan->paths);
    ts_plan_index(plan, site, index);
    ts_views_make(index);
    ts_value *site_view = ts_view_site(arena, site, index);
    if (!ts_custom_make(arena, site, index, plan, site_view, error))
        return false;
    ts_plan_last(plan, site, index);
    *renderer =
        (ts_renderer){.site = site, .library = library, .index = index, .plan = plan, .site_view = site_view};
    return true;
}
