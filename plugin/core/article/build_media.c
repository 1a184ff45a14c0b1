#include "article/build.h"
#include "extract/media.h"
#include "rules/phrases.h"
#include "text/escape.h"
#include "text/url.h"
#include "text/utf8.h"
#include "text/width.h"

#include <stdlib.h>
#include <string.h>

/* Pixels: up to these an image is a tracker, or a sign inside the text. */
#define TRACKER 2
#define SIGN 48

/* Bytes of a line that may be a caption. */
#define CAPTION_BYTES 600

/* Nodes that are looked at to see what a figure or a caption holds. */
#define LOOK 500

static bool has_word(const ts_node *element, const char *word)
{
    return ts_node_is_called(element, (const char *const[]){word, NULL});
}

static int pixels(const ts_node *element, const char *name)
{
    const char *value = ts_node_attr(element, name);
    char *end = NULL;
    long n = value ? strtol(value, &end, 10) : 0;
    bool whole = value && (*end == '\0' || *end == '.' || strncmp(end, "px", 2) == 0);
    return whole && n > 0 && n < 100000 ? (int)n : 0;
}

static void list_image(ts_builder *b, const ts_image *image)
{
    if (!b->fields)
        return;
    size_t len = b->fields->images.len;
    if (len && strcmp(b->fields->images.items[len - 1].src, image->src) == 0)
        return;
    ts_vec_push_in(b->arena, &b->fields->images, *image);
}

/* `address` as the tree has it. */
static cmark_node *make_image(ts_builder *b, const ts_image *image, const char *address)
{
    cmark_node *node = cmark_node_new(CMARK_NODE_IMAGE);
    cmark_node_set_url(node, address);
    if (image->alt && *image->alt)
        cmark_node_append_child(node, ts_node_text_new(ts_str_of(image->alt)));
    if (image->width || image->height) {
        ts_payload *payload = ts_node_image_payload(b->arena, node);
        payload->width = image->width;
        payload->height = image->height;
    }
    return node;
}

/* An address or the name of a file, as programs fill it in, says nothing of the picture. */
static bool is_address(ts_str alt)
{
    return ts_str_find_char(alt, ' ', 0) == TS_NPOS && (ts_media_is_address(alt) || ts_url_is_absolute(alt));
}

/* Its address as the tree has it; NULL for what is no image, or one that is pressed. */
static const char *read_image(ts_builder *b, ts_node *element, ts_image *image)
{
    bool button = ts_node_attr(element, "onclick") && has_word(element, "icon");
    const char *source = button ? NULL : ts_media_source(b->arena, element);
    if (!source || !ts_url_safe(ts_str_of(source), false))
        return NULL;
    ts_str address = ts_str_trim(ts_str_of(source));
    const char *base = ts_media_is_saved(address) ? NULL : b->options->url;
    ts_buf alt;
    ts_buf_init(&alt, TS_BUF_MAX);
    ts_text_flat(&alt, ts_utf8_trim(ts_str_of(ts_node_attr(element, "alt"))));
    if (is_address(ts_buf_str(&alt)))
        ts_buf_clear(&alt);
    *image = (ts_image){.src = ts_url_resolve(b->arena, base, address),
                        .alt = alt.len ? ts_buf_copy(&alt, b->arena) : NULL,
                        .width = pixels(element, "width"),
                        .height = pixels(element, "height")};
    ts_buf_free(&alt);
    return ts_build_address(b, image->src);
}

/* Puts a figure in a block's place, the block and its caption into it. */
static void put_figure(ts_builder *b, cmark_node *body, const char *caption)
{
    cmark_node *figure = ts_node_new(b->arena, TS_NODE_FIGURE);
    cmark_node *node = ts_node_new(b->arena, TS_NODE_CAPTION);
    ts_node_payload(node)->beside = b->beside;
    b->beside = false;
    cmark_node_append_child(node, ts_node_text_new(ts_str_of(caption)));
    cmark_node_insert_before(body, figure);
    cmark_node_unlink(body);
    cmark_node_append_child(figure, body);
    cmark_node_append_child(figure, node);
}

static void put_credit(ts_builder *b)
{
    if (!b->credit || !b->image)
        return;
    ts_node_image_payload(b->arena, b->image)->credit = b->credit;
    if (b->fields && b->fields->images.len)
        b->fields->images.items[b->fields->images.len - 1].credit = b->credit;
    b->credit = NULL;
}

/* Gives the last image that stands alone its caption. */
static void put_caption(ts_builder *b, const char *caption)
{
    caption = ts_build_caption_credit(b, caption);
    put_credit(b);
    put_figure(b, cmark_node_parent(b->image), caption);
    if (b->fields && b->fields->images.len)
        b->fields->images.items[b->fields->images.len - 1].caption = caption;
    b->image = NULL;
}

/* An image as a block of its own. */
static void put_alone(ts_builder *b, cmark_node *node)
{
    cmark_node *paragraph = cmark_node_new(CMARK_NODE_PARAGRAPH);
    cmark_node_append_child(paragraph, node);
    ts_build_append(b, paragraph);
    b->image = node;
    put_credit(b);
    if (b->caption)
        put_caption(b, b->caption);
    b->caption = NULL;
}

void ts_build_image(ts_builder *b, ts_node *element)
{
    ts_image image;
    if (b->table.table && !b->table.in_cell)
        return;
    const char *address = read_image(b, element, &image);
    if (!address)
        return;
    if (image.alt && (has_word(element, "math") || has_word(element, "latex"))) {
        ts_build_formula(b, ts_str_of(image.alt), false);
        return;
    }
    bool sign = (image.width && image.width <= SIGN) || (image.height && image.height <= SIGN);
    if ((image.width && image.width <= TRACKER) || (image.height && image.height <= TRACKER))
        return;
    if (has_word(element, "emoji") || has_word(element, "smiley")) {
        ts_build_text(b, ts_str_of(image.alt));
        return;
    }
    if (sign && !image.alt)
        return;
    bool figure = (b->mute || b->caption_all) && !sign;
    if (!figure && !sign && !b->together &&
        (ts_inlines_blank(&b->inlines) || ts_inlines_after_break(&b->inlines))) {
        ts_build_boundary(b);
        figure = true;
    }
    list_image(b, &image);
    if (figure)
        put_alone(b, make_image(b, &image, address));
    else if (!b->mute)
        ts_inlines_node(&b->inlines, make_image(b, &image, address));
}

void ts_build_noscript(ts_builder *b, ts_node *element)
{
    for (ts_node *n = ts_node_walk(element, element); n; n = ts_node_walk(n, element))
        if (ts_node_is(n, "img") && !ts_media_is_copy(b->arena, n))
            ts_build_image(b, n);
}

/* An element whose class says that it is the caption of the image before it. */
bool ts_build_is_caption(const ts_builder *b, ts_node *element)
{
    if (!b->image || b->together || !ts_media_is_caption(element))
        return false;
    int looked = 0, paragraphs = 0;
    for (ts_node *n = ts_node_walk(element, element); n; n = ts_node_walk(n, element)) {
        paragraphs += ts_node_is(n, "p");
        if (++looked > LOOK || ts_node_is(n, "img") || paragraphs > 1)
            return false;
    }
    return true;
}

/* What a figure holds, as far as a look at its first nodes shows. */
typedef struct look {
    bool image, caption, block;
    int images; /* that no <noscript> repeats */
    int figures;
    size_t text;  /* bytes */
    bool stopped; /* there is more */
} look;

static look look_at(ts_node *figure)
{
    static const char *const blocks[] = {"table", "pre", "blockquote", "ul", "ol", "h1",    "h2",
                                         "h3",    "h4",  "h5",         "h6", "dl", "figure"};
    look l = {0};
    int looked = 0;
    for (ts_node *n = ts_node_walk(figure, figure); n; n = ts_node_walk(n, figure)) {
        if ((l.stopped = ++looked > LOOK))
            break;
        if (ts_node_type(n) == TS_TEXT)
            l.text += ts_utf8_trim(ts_node_chars(n)).len;
        bool image = ts_node_is(n, "img") || ts_node_is(n, "amp-img");
        l.image = l.image || image;
        l.images += image && !ts_node_is(ts_node_parent(n), "noscript");
        l.figures += ts_node_is(n, "figure");
        l.caption = l.caption || ts_node_is(n, "figcaption");
        for (size_t i = 0; i < sizeof blocks / sizeof *blocks; i++)
            l.block = l.block || ts_node_is(n, blocks[i]);
    }
    return l;
}

/* True for a figure of figures: its caption is of all of them. */
static bool is_of_several(ts_node *figure)
{
    look l = ts_node_is(figure, "figure") ? look_at(figure) : (look){0};
    return l.figures > 1 && l.images > 1;
}

/* True for a figure without a picture whose block is code: what stands above that names the file. */
static bool is_of_code(ts_node *figure)
{
    int looked = 0;
    bool code = false;
    for (ts_node *n = ts_node_is(figure, "figure") ? figure : NULL; n && ++looked < LOOK;
         n = ts_node_walk(n, figure)) {
        if (ts_node_is(n, "img"))
            return false;
        code = code || ts_is_code(n);
    }
    return code;
}

static void start_caption(ts_builder *b)
{
    b->together++;
    b->spaced = true;
    b->beside = false;
    b->captioning++;
}

void ts_build_caption(ts_builder *b, ts_node *element)
{
    ts_build_boundary(b);
    if (b->together || is_of_code(ts_node_parent(element)))
        return;
    b->shared = is_of_several(ts_node_parent(element));
    if (b->shared)
        b->image = NULL;
    ts_build_push(b, element, TS_END_CAPTION)->flag = b->mute;
    b->mute = false;
    start_caption(b);
}

/* The gathered inlines as plain text, NULL where there are none. */
static const char *take_text(ts_builder *b)
{
    if (b->options->restore_width)
        ts_inlines_restore_width(&b->inlines);
    cmark_node *caption = ts_node_new(b->arena, TS_NODE_CAPTION);
    ts_inlines_build(&b->inlines, caption, true);
    ts_buf text;
    ts_buf_init(&text, TS_BUF_MAX);
    cmark_iter *iter = cmark_iter_new(caption);
    for (cmark_event_type event; (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE;) {
        cmark_node *node = cmark_iter_get_node(iter);
        if (event == CMARK_EVENT_ENTER && cmark_node_get_literal(node))
            ts_buf_puts(&text, cmark_node_get_literal(node));
    }
    cmark_iter_free(iter);
    cmark_node_free(caption);
    const char *z = text.len ? ts_buf_copy(&text, b->arena) : NULL;
    ts_buf_free(&text);
    return z;
}

bool ts_build_fold_line(const ts_builder *b, ts_buf *folded)
{
    ts_buf line;
    bool plain = true, ended = false;
    ts_buf_init(&line, TS_BUF_MAX);
    for (size_t i = 0; plain && i < b->inlines.leaves.len; i++) {
        const ts_leaf *leaf = &b->inlines.leaves.items[i];
        ts_str text = {0};
        if (leaf->kind == TS_LEAF_TEXT)
            text = ts_str_sub(ts_buf_str(&b->inlines.text), leaf->from, leaf->to);
        else if (leaf->kind == TS_LEAF_BREAK)
            ended = ts_utf8_trim(ts_buf_str(&line)).len > 0;
        ts_buf_put(&line, leaf->kind == TS_LEAF_SOFT ? TS_STR(" ") : text);
        plain = (leaf->kind == TS_LEAF_TEXT || leaf->kind == TS_LEAF_BREAK || leaf->kind == TS_LEAF_SOFT) &&
                !(ended && ts_utf8_trim(text).len) && line.len <= CAPTION_BYTES;
    }
    if (plain)
        ts_fold(folded, ts_buf_str(&line));
    ts_buf_free(&line);
    return plain && folded->len > 0;
}

void ts_build_caption_line(ts_builder *b)
{
    ts_buf folded;
    ts_line_match match;
    if (!b->image || ts_inlines_blank(&b->inlines))
        return;
    ts_buf_init(&folded, TS_BUF_MAX);
    if (ts_build_fold_line(b, &folded) && ts_phrases_match_class(ts_phrases_get(), b->options->language,
                                                                 "caption", ts_buf_str(&folded), &match)) {
        const char *text = take_text(b);
        if (text)
            put_caption(b, text);
    }
    ts_buf_free(&folded);
}

/* A caption without its picture. */
static void put_paragraph(ts_builder *b, const char *text)
{
    if (b->beside && !b->shared)
        return;
    cmark_node *paragraph = cmark_node_new(CMARK_NODE_PARAGRAPH);
    cmark_node_append_child(paragraph, ts_node_text_new(ts_str_of(text)));
    ts_build_append(b, paragraph);
}

static void finish_caption(ts_builder *b)
{
    b->together--;
    b->captioning--;
    b->spaced = false;
    const char *text = ts_media_caption(take_text(b));
    put_credit(b);
    if (text && b->image)
        put_caption(b, text);
    else if (text && b->figures)
        b->caption = text;
    else if (text)
        put_paragraph(b, text);
}

void ts_build_caption_end(ts_builder *b, const ts_frame *frame)
{
    finish_caption(b);
    b->mute = frame->flag;
}

bool ts_build_is_figure(ts_node *element)
{
    if (!has_word(element, "caption"))
        return false;
    look l = look_at(element);
    return l.image && l.images <= 1 && !l.block && !l.stopped && l.text <= CAPTION_BYTES;
}

void ts_build_figure(ts_builder *b, ts_node *element)
{
    ts_build_boundary(b);
    if (b->together || b->mute)
        return;
    look l = look_at(element);
    ts_build_push(b, element, TS_END_FIGURE);
    b->figures++;
    b->figure_body = NULL;
    if (!l.image || l.block)
        return;
    b->mute = l.caption;
    b->caption_all = !l.caption;
    if (b->caption_all)
        start_caption(b);
}

void ts_build_figure_end(ts_builder *b)
{
    if (b->caption_all)
        finish_caption(b);
    else
        ts_build_boundary(b);
    b->mute = b->caption_all = false;
    b->figures--;
    if (b->caption && b->figure_body)
        put_figure(b, b->figure_body, b->caption);
    else if (b->caption)
        put_paragraph(b, b->caption);
    b->caption = b->credit = NULL;
    b->figure_body = NULL;
}
