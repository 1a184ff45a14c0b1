/* Pictures: which address of the many is the picture itself. */
#ifndef TS_EXTRACT_MEDIA_H
#define TS_EXTRACT_MEDIA_H

#include "dom/dom.h"

/* The address of an <img>, <amp-img>, <picture> or of an image inside <noscript>, as the page writes it: lazy
 * attributes before a placeholder, the largest candidate of srcset and of <picture>'s sources. NULL where it
 * has none but a placeholder. */
const char *ts_media_source(ts_arena *arena, const ts_node *node);

/* True for the address of a picture that pages show until the real one is loaded. */
bool ts_media_is_placeholder(ts_str url);

/* True where the image inside a <noscript> repeats one that is shown beside it. */
bool ts_media_is_copy(ts_arena *arena, const ts_node *node);

/* The caption behind "Image caption, ", which is there for those who do not see the picture. May be NULL. */
const char *ts_media_caption(const char *caption);

/* True for an element whose class says that it is a caption. */
bool ts_media_is_caption(const ts_node *element);

/* True for what stands in such an element, right behind one that is or holds an image. */
bool ts_media_is_captioned(const ts_node *node);

/* True for the address of a picture's file, by its ending. */
bool ts_media_is_address(ts_str address);

/* True where there is an image below the node that is not marked TS_MARK_DROP. */
bool ts_media_has_image(ts_arena *arena, const ts_node *node);

#endif
