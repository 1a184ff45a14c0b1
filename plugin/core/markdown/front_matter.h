/* YAML front matter (DESIGN 5.3): ours and other generators'. */
#ifndef TS_MARKDOWN_FRONT_MATTER_H
#define TS_MARKDOWN_FRONT_MATTER_H

#include "article/article.h"

/* Cuts a file into the YAML between its first two `---` lines and the body. No front matter: *yaml is empty.
 * `body_line` is the line the body begins at, 1-based. An unclosed block is body. */
void ts_front_matter_split(ts_str text, ts_str *yaml, ts_str *body, int *body_line);

/* Puts a map's values (front matter or a sidecar's) into the article: our keys, and the customary ones of
 * Hugo, Eleventy, Hexo, Jekyll and Pelican (author, categories, updated, summary, …) where ours are missing.
 * Unknown keys go to article->extra. Wrong types are warnings, not errors. */
void ts_front_matter_apply(ts_article *article, const ts_value *map);

#endif
