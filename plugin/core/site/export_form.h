/* What one host wants of the files it reads: their names, their front matter, what its templates would take
 * for their own. Seen by export*.c. */
#ifndef TS_SITE_EXPORT_FORM_H
#define TS_SITE_EXPORT_FORM_H

#include "article/article.h"
#include "base/buf.h"

/* One article on its way into a file. */
typedef struct ts_exported {
    const ts_article *article;
    const char *title, *date,
        *lastmod;         /* as hosts want dates: a whole day, seconds where a time is; or NULL */
    const char *name;     /* of its file or folder, without ending */
    const char *shown_at; /* where its images stand in the host's site; NULL where it has none */
    ts_str body;          /* Markdown, as the host can read it */
} ts_exported;

typedef struct ts_form {
    const char *folder;      /* of the files, below the output folder; may be NULL */
    const char *file;        /* NAME/FILE, its images beside it; NULL: NAME.md, its images in NAME/ */
    const char *image_start; /* of an image's address; may be NULL */
    bool image_folder;       /* then NAME/ */
    bool dated;              /* the file's name begins with the date; an article must have one */
    bool drafts;             /* it knows drafts */
    bool tags;               /* its Markdown lets HTML through */
    bool blocks;             /* paragraphs and lists in a table's cell too */
    bool whole;              /* `front` writes the body too */
    void (*front)(ts_buf *out, ts_arena *arena, const ts_exported *e);
    void (*body)(ts_buf *out, ts_str markdown); /* NULL: as it is */
} ts_form;

/* One for each of ts_export_hosts; the last has a NULL front: our own form. */
extern const ts_form ts_export_forms[];

/* Hugo and Zola run shortcodes wherever they stand, in code too: here none is left that would. */
void ts_export_shield_hugo(ts_buf *out, ts_str markdown);
void ts_export_shield_zola(ts_buf *out, ts_str markdown);

#endif
