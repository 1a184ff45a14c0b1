/* What the files of the check share. */
#ifndef TS_SITE_CHECK_PARTS_H
#define TS_SITE_CHECK_PARTS_H

#include "site/check.h"
#include "site/map.h"
#include "site/render.h"

typedef struct ts_checker {
    const char *folder;
    const ts_check_events *events;
    ts_check_report *report;
    ts_arena *arena;
    ts_map *told; /* what was reported, by its place or sentence */
    ts_map *used; /* names of templates that pages asked for */
} ts_checker;

/* Reports it unless something was reported about the same place, or the same was said. */
void ts_check_problem(ts_checker *c, const ts_error *error);
void ts_check_problem_at(ts_checker *c, const char *source, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
void ts_check_note(ts_checker *c, const char *source, const char *message);

/* A state whose templates are noted in c->used; `site` outlives it. NULL on error. */
ts_script *ts_check_script(ts_checker *c, const ts_site *site, ts_error *error);
/* Renders every page of the plan and follows the links between them. */
void ts_check_pages(ts_checker *c, const ts_renderer *renderer, ts_script *script, bool links);

/* check_templates.c: compiles all templates and renders the samples; the words; then, when all pages were
 * rendered, what nothing used. */
void ts_check_templates(ts_checker *c, const ts_site *site);
void ts_check_words(ts_checker *c, const ts_site *site);
void ts_check_samples(ts_checker *c);
void ts_check_unused(ts_checker *c, const ts_site *site);

/* check_articles.c */
void ts_check_articles(ts_checker *c, const ts_mapped *mapped);

#endif
