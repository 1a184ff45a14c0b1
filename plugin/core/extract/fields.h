/* The fields of the article record (DESIGN 5.2), as far as a page tells them. All text is UTF-8 in the
 * article's arena; NULL and empty lists mean that nobody said. */
#ifndef TS_EXTRACT_FIELDS_H
#define TS_EXTRACT_FIELDS_H

#include "base/vec.h"

typedef struct ts_person {
    const char *name;
    const char *role; /* "author", "reporter", "photographer", "editor", …; may be NULL */
} ts_person;

/* Han characters that a person's name has at most, unless a dot parts them: a longer one is an outlet, a desk
 * or an account. */
#define TS_HAN_NAME_MAX 4

typedef struct ts_party {
    const char *name, *url; /* may be NULL */
} ts_party;

typedef struct ts_hop {
    const char *role; /* author | originator | source | republisher | capture */
    const char *name, *url, *date;
    /* The clause of the page that says so; where only a field does, its name: "authors", "source",
     * "publisher". NULL for a capture. */
    const char *evidence;
} ts_hop;

typedef struct ts_image {
    const char *src, *alt, *caption, *credit;
    int width, height; /* CSS pixels, 0: not known */
} ts_image;

typedef struct ts_warning {
    const char *code, *message;
} ts_warning;

typedef TS_VEC(ts_person) ts_people;
typedef TS_VEC(const char *) ts_texts;

typedef struct ts_fields {
    const char *kind;  /* "article", "listing", "other" */
    double confidence; /* 0–1; below 0: not said */
    const char *title;
    const char *alt_title; /* as a reprinter changed it, or as the page has it beside its headline */
    const char *description;
    bool excerpt;               /* the description was cut from the body by us */
    const char *date, *lastmod; /* ISO 8601 */
    bool first_date;            /* the date is what a line calls that of the first publication */
    const char *dateline;       /* the place that the article was filed from, as it opens the text */
    ts_people authors, editors;
    ts_party source, publisher;
    ts_texts section, tags;
    ts_texts corrections; /* what the page says of its own mistakes, as it stands there */
    const char *language, *direction;
    const char *canonical_url;
    const char *license, *holder, *notice; /* rights */
    TS_VEC(ts_hop) provenance;
    TS_VEC(ts_image) images;
    TS_VEC(ts_warning) warnings;
} ts_fields;

void ts_fields_init(ts_fields *fields);
/* Adds a person unless the list has that name. Cuts white space; nothing is added where nothing is left. */
void ts_people_add(ts_arena *arena, ts_people *people, ts_str name, const char *role);
/* The same for texts. */
void ts_texts_add(ts_arena *arena, ts_texts *texts, ts_str text);
/* Adds what a line behind those that filled `into` says: fields that are not set, authors where nobody is
 * named yet (further lines that name some are teasers of other articles), editors and rights notices to those
 * known. */
void ts_fields_merge(ts_arena *arena, ts_fields *into, const ts_fields *from);
void ts_warn(ts_arena *arena, ts_fields *fields, const char *code, const char *message);

/* Names out of a byline: "By A and B", "记者 甲 乙", "甲、乙" → one each. */
void ts_people_parse(ts_arena *arena, ts_people *people, ts_str byline, const char *role);
/* One person's name with the family name first, "Doe, Jane", the other way round, in `arena`; any other as it
 * is. */
ts_str ts_people_forward(ts_arena *arena, ts_str name);

/* Derives the hops, oldest first, from the fields and the capture (url and captured_at may be NULL). */
void ts_provenance_derive(ts_arena *arena, ts_fields *fields, const char *url, const char *captured_at);

#endif
