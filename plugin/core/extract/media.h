/* Pictures: which address of the many is the picture itself. */
#ifndef TS_EXTRACT_MEDIA_H
#define TS_EXTRACT_MEDIA_H

#include "dom/dom.h"

/* The address of an <img>, <amp-img>, <picture> or of an image inside <noscript>, as the page writes it: what
 * is shown, or the same picture in full that it links to, or the widest candidate of srcset or of <picture>'s
 * sources where that is known to be wider; lazy attributes before a placeholder. NULL where it has none but a
 * placeholder. */
const char *ts_media_source(ts_arena *arena, const ts_node *node);

/* True for the address of a picture that pages show until the real one is loaded. */
bool ts_media_is_placeholder(ts_str url);

/* True for an address that a browser wrote into a page it saved, with what the page needs in a folder beside
 * it. */
bool ts_media_is_saved(ts_str address);

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
