/* The article record (DESIGN 5.2) as a value tree, and from it as JSON and front matter. One vocabulary. */
#ifndef TS_MARKDOWN_RECORD_H
#define TS_MARKDOWN_RECORD_H

#include "article/article.h"
#include "base/buf.h"
#include "markdown/markdown.h"
#include "markdown/plain.h"

/* The type of a record's map: all its field names, body fields too. */
extern const ts_type ts_article_type;
/* Those of the maps in it. A person's path, to the author's page, is a site's. */
extern const ts_type ts_person_type, ts_party_type, ts_image_type, ts_hop_type, ts_rights_type,
    ts_capture_type, ts_warning_type;

typedef struct ts_record_options {
    bool text, markdown, html; /* which bodies to put in; the rest is how those are written */
    ts_captions captions;      /* those in `text` */
    ts_markdown_options style; /* of `markdown` */
} ts_record_options;

/* All bodies, as they are written where nobody says otherwise. */
extern const ts_record_options ts_record_all;

/* Keys that are unknown or empty are left out. In the arena handed over, which may be another than the
 * article's: the tree is self-contained. `html` is a TS_HTML value. */
ts_value *ts_record_value(ts_arena *arena, const ts_article *article, const ts_record_options *options);

/* The record on one line of JSON. */
void ts_record_json(ts_buf *out, const ts_article *article, const ts_record_options *options);
/* Front matter between `---` lines, a blank line, the body as Markdown. `style` may be NULL. */
void ts_record_markdown(ts_buf *out, const ts_article *article, const ts_markdown_options *style);

#endif
