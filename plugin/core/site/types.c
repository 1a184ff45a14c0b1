#include "site/types.h"

#include <stddef.h>

#define SHARED(variable, sharing, word, ...)                                                                 \
    static const char *const variable##_fields[] = {__VA_ARGS__, NULL};                                      \
    const ts_type variable = {word, variable##_fields, sharing}
#define TYPE(variable, word, ...) SHARED(variable, TS_SHARED_BY_NONE, word, __VA_ARGS__)

SHARED(ts_site_type, TS_SHARED_BY_FIELD, "site", "title", "description", "language", "direction", "base_url",
       "author", "contact", "rights", "menu", "generator", "params", "sections", "tags", "authors", "sources",
       "years", "latest", "count", "feeds", "collections", "data", "search");
TYPE(ts_page_type, "page", "kind", "title", "path", "url", "language", "description", "articles", "terms",
     "term", "pager", "breadcrumb", "jsonld", "feeds", "urls", "data", "canonical", "noindex", "gone");
TYPE(ts_article_page_type, "article", "file", "url", "kind", "confidence", "title", "alt_title",
     "description", "excerpt", "date", "lastmod", "dateline", "authors", "editors", "source", "publisher",
     "section", "tags", "corrections", "language", "direction", "canonical_url", "rights", "provenance",
     "capture", "images", "words", "minutes", "warnings", "text", "html", "path", "slug", "section_term",
     "tag_terms", "author_terms", "source_term", "prev", "next", "related", "reprints", "markdown",
     "markdown_path", "json_path", "outline", "republish", "image");
SHARED(ts_summary_type, TS_SHARED_WHOLE, "summary", "title", "alt_title", "description", "date", "lastmod",
       "authors", "source", "publisher", "section", "tags", "language", "direction", "url", "path", "slug",
       "minutes", "words", "image", "html");
SHARED(ts_term_type, TS_SHARED_BY_FIELD, "term", "name", "path", "count", "articles", "parent", "children",
       "kind", "language");
TYPE(ts_pager_type, "pager", "number", "count", "prev", "next", "first", "last", "pages");
TYPE(ts_link_type, "link", "title", "path", "language");
TYPE(ts_feeds_type, "feeds", "atom", "rss", "json", "opml");
TYPE(ts_url_type, "address", "url", "lastmod");
TYPE(ts_republish_type, "republish", "html", "markdown", "text");
TYPE(ts_takedown_type, "takedown", "status", "reason", "date", "path");
