/* Looks a site over without writing anything: its templates, words, links, images and articles. */
#ifndef TS_SITE_CHECK_H
#define TS_SITE_CHECK_H

#include "base/error.h"

#include <stddef.h>

/* What a check tells as it finds it, each once. None may be NULL. */
typedef struct ts_check_events {
    /* Something to mend: what a visitor would miss, or what does not do what it was written for. */
    void (*problem)(void *context, const ts_error *error);
    /* Something to look at, which may well be right as it is. */
    void (*note)(void *context, const char *source, const char *message);
    /* An article that a build would leave out. */
    void (*left_out)(void *context, const ts_error *error);
    void *context;
} ts_check_events;

typedef struct ts_check_report {
    size_t articles, pages, templates; /* that were looked at */
    size_t problems, notes, left_out;
} ts_check_report;

/* Compiles every template and renders each with sample articles that have all fields and none, and every page
 * of the site. Reports what fails; files of templates/ that nothing uses; words that the site's language
 * lacks; links to pages that are not there; images that are not there; articles without title, date or
 * source; articles that are there twice. False only where there is no site to check. */
bool ts_check(const char *folder, const ts_check_events *events, ts_check_report *report, ts_error *error);

#endif
