/* The render phase: one page of the plan to its bytes. A pure function of the site, the index and the plan.
 */
#ifndef TS_SITE_RENDER_H
#define TS_SITE_RENDER_H

#include "site/plan.h"
#include "site/records.h"
#include "site/views.h"

typedef TS_VEC(uint64_t) ts_names;

typedef struct ts_renderer {
    const ts_site *site;
    const ts_library *library;
    const ts_index *index;
    const ts_plan *plan;
    bool lasting;              /* the index is the same as long as the scripts that pages are rendered with */
    const ts_value *site_view; /* the variable `site`, shared by all pages */
    ts_records *records;       /* of the thread that renders; NULL: entries hold their own */
    ts_names *reads;      /* what pages ask of the site is noted in it, by names of shared.h; may be NULL */
    const char *template; /* used for every page instead of the one of its kind; NULL */
    /* Told of a link in an article's body that leads nowhere; may be NULL. On the thread that renders. */
    void (*dead_link)(void *context, const ts_entry *entry, const char *address);
    void *context;
} ts_renderer;

/* The template that a page is made from; NULL for files that have none. */
const char *ts_render_template(const ts_page *page);

/* Digest of what the page shows and is its own: 0 for one that has to be made to know. What it asks of the
 * site beside that is noted when it is rendered. `scratch` is empty, and is so afterwards. */
uint64_t ts_render_key(const ts_renderer *renderer, const ts_page *page, ts_buf *scratch);

/* Appends the page. `script` is the worker's own. */
bool ts_render_page(const ts_renderer *renderer, ts_script *script, const ts_page *page, ts_buf *out,
                    ts_error *error);

/* The article's body as it stands on the page `from`; `absolute`: with base_url in front of every address of
 * the site's, for feeds. */
const ts_value *ts_render_body(ts_arena *arena, const ts_renderer *renderer, const ts_entry *entry,
                               const char *from, bool absolute);

#endif
