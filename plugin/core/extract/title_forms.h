/* What may be the headline: the texts that sources call so, parts of them, and the votes for each. Seen by
 * titles.c only. */
#ifndef TS_EXTRACT_TITLE_FORMS_H
#define TS_EXTRACT_TITLE_FORMS_H

#include "extract/title_names.h"

/* Sources that are asked, and texts and parts of texts that are weighed. */
enum { TS_TITLE_FORMS = 120 };

/* Bare bytes of a headline that is told by a line alone. */
enum { TS_TITLE_TELLING = 12 };

/* What a source says. */
typedef enum ts_title_scope {
    TS_TITLE_MORE,    /* names of the site or of a section too, may be */
    TS_TITLE_ALONE,   /* the headline and nothing else */
    TS_TITLE_HEADING, /* likewise, and as the page prints it */
} ts_title_scope;

typedef struct ts_title_form {
    const char *text;
    ts_str bare; /* by ts_title_bare */
    int from;    /* the source it was taken from, an index */
    bool whole;  /* not a part */
    double votes;
} ts_title_form;

/* All zeros but for the arenas to begin with. */
typedef struct ts_title_forms {
    ts_arena *arena;
    ts_title_names names;
    ts_title_form forms[TS_TITLE_FORMS];
    struct {
        double weight;
        ts_title_scope scope;
    } sources[TS_TITLE_FORMS];
    int form_count, source_count;
} ts_title_forms;

/* Adds what a source says, may be NULL, whole and in parts. Returns the source's index, -1 where it was not
 * taken: empty, too long, one too many. */
int ts_title_forms_add(ts_title_forms *forms, const char *text, double weight, ts_title_scope scope);

/* Counts the votes of all sources. `slug` as of ts_title_slug, may be empty. */
void ts_title_forms_vote(ts_title_forms *forms, ts_str slug);

/* The form that most support, NULL where there is none. */
const ts_title_form *ts_title_forms_best(const ts_title_forms *forms);
/* Its text: of all who say the same letters, the page's own heading knows its marks best. */
const char *ts_title_forms_written(const ts_title_forms *forms, const ts_title_form *best);

/* The headline that this source gives, where it is another than the chosen one, not a longer or shorter
 * writing of it, and surely without a name behind it; else NULL. */
const char *ts_title_forms_other(const ts_title_forms *forms, int source, const ts_title_form *chosen);

#endif
