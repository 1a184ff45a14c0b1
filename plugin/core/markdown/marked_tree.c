#include "markdown/marked_tree.h"

#include "article/build_tree.h"
#include "base/vec.h"
#include "extract/media.h"
#include "markdown/raw.h"
#include "text/escape.h"
#include "text/url.h"
#include "text/utf8.h"

/* Moves the children before the node and drops it. */
static void unwrap(cmark_node *node)
{
    for (cmark_node *child; (child = cmark_node_first_child(node));)
        cmark_node_insert_before(node, child);
    cmark_node_unlink(node);
    cmark_node_free(node);
}

/* The address made absolute; NULL where it leads nowhere, or to a place on the page. */
static const char *address_of(ts_arena *arena, cmark_node *node, const char *base)
{
    ts_str ref = ts_str_trim(ts_str_of(cmark_node_get_url(node))), page = ts_str_of(base);
    bool image = cmark_node_get_type(node) == CMARK_NODE_IMAGE;
    bool here = page.len && ts_str_starts(ref, page) && ref.len > page.len && ref.ptr[page.len] == '#';
    if (!ref.len || here || ref.ptr[0] == '#' || !ts_url_safe(ref, image))
        return NULL;
    if (image &&
        (ts_str_starts(ref, TS_STR("data:")) || ts_media_is_placeholder(ref) || ts_str_eq(ref, page)))
        return NULL;
    return ts_url_resolve(arena, base, ref);
}

/* The picture's own text behind "Image 12: ". */
static ts_str without_number(ts_str alt)
{
    size_t i = 6;
    if (!ts_str_starts(alt, TS_STR("Image ")))
        return alt;
    while (i < alt.len && alt.ptr[i] >= '0' && alt.ptr[i] <= '9')
        i++;
    if (i == 6 || (i < alt.len && alt.ptr[i] != ':'))
        return alt;
    return ts_utf8_trim(ts_str_sub(alt, i + 1, alt.len));
}

static void clean_image(ts_arena *arena, cmark_node *image)
{
    cmark_node *alt = cmark_node_first_child(image);
    if (!alt || cmark_node_get_type(alt) != CMARK_NODE_TEXT)
        return;
    ts_str text = ts_str_of(cmark_node_get_literal(alt)), own = without_number(text);
    if (own.len < text.len)
        cmark_node_set_literal(alt, ts_arena_copy(arena, own));
    if (ts_str_is(own, cmark_node_get_title(image)))
        cmark_node_set_title(image, "");
}

static void clean_link(ts_arena *arena, cmark_node *node, const char *url)
{
    const char *address = address_of(arena, node, url);
    bool image = cmark_node_get_type(node) == CMARK_NODE_IMAGE;
    if (address)
        cmark_node_set_url(node, address);
    else if (!image)
        unwrap(node);
    if (image && address) {
        clean_image(arena, node);
    } else if (image) {
        cmark_node_unlink(node);
        cmark_node_free(node);
    }
}

/* An indent makes code of pictures. */
static void clean_code(cmark_node *code)
{
    if (!ts_str_starts(ts_str_trim(ts_str_of(cmark_node_get_literal(code))), TS_STR("![")))
        return;
    cmark_node_unlink(code);
    cmark_node_free(code);
}

/* Puts what a block of HTML shows in its place. */
static void open_html(ts_arena *arena, cmark_node *block, const char *url)
{
    ts_fields unused;
    ts_tree_options options = {.url = url};
    ts_str html = ts_str_of(ts_arena_strdup(arena, cmark_node_get_literal(block)));
    ts_error error = {0};
    ts_dom *dom = ts_dom_parse(arena, html, NULL, &error);
    ts_node *body = dom ? ts_dom_body(dom) : NULL;
    ts_fields_init(&unused);
    if (body) {
        cmark_node *shown = ts_tree_from_dom(arena, body, &options, &unused);
        for (cmark_node *child; (child = cmark_node_first_child(shown));)
            cmark_node_insert_before(block, child);
        cmark_node_free(shown);
    }
    cmark_node_unlink(block);
    cmark_node_free(block);
}

void ts_marked_tree_clean(ts_arena *arena, cmark_node *tree, const char *url)
{
    TS_VEC(cmark_node *) nodes = {0};
    cmark_iter *iter = cmark_iter_new(tree);
    for (cmark_event_type event; (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE;) {
        cmark_node *node = cmark_iter_get_node(iter);
        cmark_node_type type = cmark_node_get_type(node);
        bool leaf =
            type == CMARK_NODE_CODE_BLOCK || type == CMARK_NODE_HTML_BLOCK || type == CMARK_NODE_HTML_INLINE;
        bool leads = type == CMARK_NODE_LINK || type == CMARK_NODE_IMAGE;
        /* A link behind what stands in it: that may be dropped. */
        if ((leaf && event == CMARK_EVENT_ENTER) || (leads && event == CMARK_EVENT_EXIT))
            ts_vec_push(&nodes, node);
    }
    cmark_iter_free(iter);
    for (size_t i = 0; i < nodes.len; i++) {
        cmark_node *node = nodes.items[i];
        switch (cmark_node_get_type(node)) {
        case CMARK_NODE_CODE_BLOCK:
            clean_code(node);
            break;
        case CMARK_NODE_HTML_BLOCK:
            open_html(arena, node, url);
            break;
        case CMARK_NODE_HTML_INLINE:
            unwrap(node);
            break;
        default:
            clean_link(arena, node, url);
            break;
        }
    }
    ts_vec_free(&nodes);
}
