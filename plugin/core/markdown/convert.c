#include "markdown/convert.h"
#include "article/build_tree.h"
#include "base/map.h"
#include "extract/claims.h"
#include "extract/dump_lines.h"
#include "extract/dump_parts.h"
#include "markdown/front_matter.h"
#include "markdown/markdown.h"
#include "markdown/marked_dump.h"
#include "markdown/plain.h"
#include "rules/language.h"
#include "text/utf8.h"
#include "text/date.h"
#include "text/width.h"
#include "text/words.h"
#include "text/yaml.h"

#include <stdlib.h>
#include <string.h>

/* Code points of a description that we cut from the body. */
#define EXCERPT 160
/* Blocks without a sentence, badges and links, that may stand above a text's headline. */
#define ABOVE_HEADING 6
/* Bytes of a page's text that most often hold a mark of full width. */
#define WIDTH_SAMPLE 4096

/* One conversion. What is needed for it only lives in `scratch`. */
typedef struct job {
    ts_article *article;
    ts_arena *scratch;
    const ts_convert_options *options;
    ts_error *error;
} job;

static ts_extract_options extract_options(const job *j, const ts_site_rules *site)
{
    return (ts_extract_options){.url = j->article->url,
                                .captured_at = j->article->capture.captured_at,
                                .site = site,
                                .width = j->options->width,
                                .model = j->options->model,
                                .without = j->options->without,
                                .features = j->options->features,
                                .chrome = j->options->chrome,
                                .inspect = j->options->inspect,
                                .inspect_context = j->options->inspect_context};
}

/* Nearly all texts of full width show it soon. */
static bool begins_full(ts_node *body)
{
    ts_buf text;
    ts_buf_init(&text, WIDTH_SAMPLE);
    ts_node_text(&text, body);
    bool full = ts_width_full(ts_buf_str(&text));
    ts_buf_free(&text);
    return full;
}

static bool is_folded(const job *j, ts_node *body, const char *language)
{
    if (j->options->width != TS_WIDTH_AUTO)
        return j->options->width == TS_WIDTH_RESTORE;
    if (!language || (strncmp(language, "zh", 2) != 0 && strncmp(language, "ja", 2) != 0))
        return false;
    if (begins_full(body))
        return false;
    ts_buf text;
    ts_buf_init(&text, TS_BUF_MAX);
    ts_node_text(&text, body);
    bool folded = ts_width_folded(ts_buf_str(&text));
    ts_buf_free(&text);
    return folded;
}

static bool convert_html(job *j, ts_str text)
{
    ts_article *a = j->article;
    const ts_site_rules *site = NULL;
    bool whole = j->options->without & TS_STEP_SIEVE;
    ts_dom *dom = whole ? ts_dom_parse_whole(j->scratch, text, a->file, j->error)
                        : ts_dom_parse(j->scratch, text, a->file, j->error);
    ts_node *body = NULL;
    if (!dom || !ts_site_rules_find(j->scratch, j->options->rules_folder,
                                    a->url ? a->url : ts_page_address(dom), &site, j->error))
        return false;
    ts_extract_options options = extract_options(j, site);
    if (!ts_extract_html(a->arena, dom, &options, &a->fields, &body, j->error))
        return false;
    /* Who asks for features does not ask for an article. */
    if (!body || options.features)
        return true;
    const char *language = a->fields.language;
    bool folded = is_folded(j, body, language);
    ts_tree_options tree = {a->url, language, folded};
    ts_article_set_tree(a, ts_tree_from_dom(a->arena, body, &tree, &a->fields));
    if (folded)
        ts_warn(
            a->arena, &a->fields, "width-restored",
            "Full-width punctuation that the text had lost was put back; --width keep leaves it as it was.");
    return true;
}

static bool convert_dump(job *j, ts_str text)
{
    ts_article *a = j->article;
    ts_extract_options options = extract_options(j, NULL);
    ts_paragraphs body = {0};
    if (!ts_extract_dump(a->arena, text, &options, &a->fields, &body, j->error))
        return false;
    /* The width of dumps is restored where they are read. */
    if (options.features)
        return true;
    ts_tree_options tree = {a->url, a->fields.language, false};
    ts_article_set_tree(a, ts_tree_from_paragraphs(a->arena, &body, &tree));
    return true;
}

/* False where the Markdown is no whole page's, or holds no article. */
static bool convert_marked(job *j, ts_str text)
{
    ts_article *a = j->article;
    ts_reader_head head;
    if (!ts_is_marked_dump(text))
        return false;
    if (!a->url && ts_reader_head_read(text, &head))
        a->url = a->capture.url = ts_arena_copy(a->arena, head.url);
    ts_extract_options options = extract_options(j, NULL);
    return ts_marked_dump_read(a, text, &options);
}

static const char *inlines_of(ts_arena *arena, cmark_node *node)
{
    ts_buf text;
    ts_buf_init(&text, TS_BUF_MAX);
    ts_plain_inlines(&text, node);
    const char *z = ts_arena_copy(arena, ts_utf8_trim(ts_buf_str(&text)));
    ts_buf_free(&text);
    return z;
}

/* The heading of level 1 that a text begins with, or has below badges and links: no sentence stands above it.
 */
static cmark_node *top_heading(ts_article *a)
{
    cmark_node *node = cmark_node_first_child(a->tree);
    for (int i = 0; node && i < ABOVE_HEADING; i++, node = cmark_node_next(node)) {
        if (cmark_node_get_type(node) == CMARK_NODE_HEADING)
            return cmark_node_get_heading_level(node) == 1 ? node : NULL;
        if (cmark_node_get_type(node) == CMARK_NODE_PARAGRAPH &&
            ts_dump_sentence_ended(ts_str_of(inlines_of(a->arena, node))))
            return NULL;
    }
    return NULL;
}

/* The headline belongs into the record: a heading that repeats it leaves the body, and in Markdown without
 * front matter's title the first heading of level 1 is it. */
static void take_title(ts_article *a, bool markdown)
{
    cmark_node *first = cmark_node_first_child(a->tree), *node = first;
    if (markdown && !a->fields.title)
        node = top_heading(a);
    if (!node || cmark_node_get_type(node) != CMARK_NODE_HEADING)
        return;
    const char *text = inlines_of(a->arena, node);
    if (markdown && !a->fields.title && *text)
        a->fields.title = text;
    else if (!a->fields.title || strcmp(text, a->fields.title) != 0)
        return;
    cmark_node_unlink(node);
    cmark_node_free(node);
}

/* Jekyll's names of posts: 2020-03-12-title.md. */
static void date_from_name(ts_article *a)
{
    const char *slash = strrchr(a->file, '/'), *name = slash ? slash + 1 : a->file;
    ts_date date;
    if (!a->fields.date && strlen(name) > 11 && name[10] == '-' && ts_date_iso((ts_str){name, 10}, &date))
        a->fields.date = ts_date_format(a->arena, &date);
}

/* An image that the record lists has its size and credit wherever it stands: Markdown keeps them there only.
 */
static void learn_size(ts_image *known, const ts_payload *own)
{
    if (!known->width && !known->height) {
        known->width = own->width;
        known->height = own->height;
    }
    if (!known->credit)
        known->credit = own->credit;
}

static void give_size(ts_article *a, const ts_image *known, cmark_node *image)
{
    if (!known->width && !known->height && !known->credit)
        return;
    ts_payload *payload = ts_node_image_payload(a->arena, image);
    payload->width = known->width;
    payload->height = known->height;
    payload->credit = known->credit;
}

static void list_image(ts_article *a, cmark_node *image)
{
    const ts_payload *payload = ts_node_payload(image);
    cmark_node *alt = cmark_node_first_child(image), *figure = cmark_node_parent(cmark_node_parent(image));
    bool captioned = ts_node_kind_of(figure) == TS_NODE_FIGURE;
    ts_image entry = {.src = ts_arena_strdup(a->arena, cmark_node_get_url(image)),
                      .alt = alt ? ts_arena_strdup(a->arena, cmark_node_get_literal(alt)) : NULL,
                      .caption = captioned ? inlines_of(a->arena, cmark_node_last_child(figure)) : NULL,
                      .width = payload ? payload->width : 0,
                      .height = payload ? payload->height : 0};
    ts_vec_push_in(a->arena, &a->fields.images, entry);
}

typedef TS_VEC(cmark_node *) images;

static void find_images(cmark_node *tree, images *found)
{
    for (cmark_node *node = tree; node; node = ts_node_behind(node, tree, true))
        if (cmark_node_get_type(node) == CMARK_NODE_IMAGE)
            ts_vec_push(found, node);
}

/* Lists the images of the tree where the record lists none; else learns what the record does not know of its
 * own, and then gives them all what it knows. */
static void join_images(ts_article *a)
{
    ts_fields *f = &a->fields;
    ts_map *listed = ts_map_new();
    images all = {0};
    find_images(a->tree, &all);
    for (size_t i = 0; i < f->images.len; i++)
        ts_map_put(listed, ts_str_of(f->images.items[i].src), &f->images.items[i]);
    for (size_t i = 0; i < all.len; i++) {
        ts_image *known = ts_map_get(listed, ts_str_of(cmark_node_get_url(all.items[i])));
        if (!ts_map_len(listed))
            list_image(a, all.items[i]);
        else if (known && ts_node_payload(all.items[i]))
            learn_size(known, ts_node_payload(all.items[i]));
    }
    for (size_t i = 0; i < all.len; i++) {
        const ts_image *known = ts_map_get(listed, ts_str_of(cmark_node_get_url(all.items[i])));
        if (known)
            give_size(a, known, all.items[i]);
    }
    ts_vec_free(&all);
    ts_map_free(listed);
}

static bool convert_markdown(job *j, ts_str text)
{
    ts_article *a = j->article;
    ts_str yaml, body;
    int line;
    ts_front_matter_split(text, &yaml, &body, &line);
    if (yaml.len) {
        const ts_value *map = ts_yaml_read(a->arena, yaml, a->file, 2, j->error);
        if (!map)
            return false;
        /* Between two rules that is no front matter, but the article's beginning. */
        if (map->kind == TS_MAP)
            ts_front_matter_apply(a, map);
        else
            body = text;
    } else if (convert_marked(j, text)) {
        return true;
    }
    ts_article_set_tree(a, ts_markdown_read(a->arena, body));
    take_title(a, true);
    ts_tree_shift_headings(a->tree, false);
    date_from_name(a);
    if (!a->fields.kind)
        a->fields.kind = "article";
    return true;
}

static void settle_language(ts_article *a, ts_str text)
{
    ts_fields *f = &a->fields;
    if (!f->language)
        f->language = ts_arena_strdup(a->arena, ts_language_detect(text));
    if (!f->direction && f->language)
        f->direction = ts_language_direction(f->language);
}

/* The first paragraph that says enough, or the first there is. */
static const char *lead_of(ts_article *a)
{
    const char *first = NULL;
    for (cmark_node *node = cmark_node_first_child(a->tree); node; node = cmark_node_next(node)) {
        if (cmark_node_get_type(node) != CMARK_NODE_PARAGRAPH)
            continue;
        const char *text = inlines_of(a->arena, node);
        if (ts_utf8_count(ts_str_of(text)) >= EXCERPT / 8)
            return text;
        first = first || !*text ? first : text;
    }
    return first;
}

/* A description where there is none, or none but an excerpt that may be cut `again`. */
static void add_excerpt(ts_article *a, bool again)
{
    ts_fields *f = &a->fields;
    if (f->description && *f->description && !(f->excerpt && again))
        return;
    const char *lead = lead_of(a);
    const char *excerpt = lead ? ts_excerpt(a->arena, ts_str_of(lead), EXCERPT) : "";
    if (!*excerpt)
        return;
    f->description = excerpt;
    f->excerpt = true;
}

/* Whether somebody wrote the hops down, in front matter or a sidecar: those stand. What a page's lines have
 * noted so far is only the evidence to derive them from. */
static bool has_own_provenance(const job *j)
{
    const ts_article *a = j->article;
    return ts_value_get(j->options->sidecar, "provenance") ||
           (a->capture.kind == TS_CAPTURE_MARKDOWN && a->fields.provenance.len > 0);
}

static void count_words(ts_article *a, ts_str text)
{
    ts_count count = ts_words_count(text, ts_language_speed(a->fields.language));
    a->words = count.words;
    a->minutes = count.minutes;
}

void ts_convert_recount(ts_article *article)
{
    ts_buf text;
    ts_buf_init(&text, TS_BUF_MAX);
    ts_plain_write(&text, article->tree, TS_CAPTIONS_KEEP);
    count_words(article, ts_buf_str(&text));
    ts_buf_free(&text);
    add_excerpt(article, true);
}

/* What is counted and derived, the same for all kinds of captures. */
static void finish(job *j)
{
    ts_article *a = j->article;
    take_title(a, false);
    join_images(a);
    ts_buf text;
    ts_buf_init(&text, TS_BUF_MAX);
    ts_plain_write(&text, a->tree, TS_CAPTIONS_KEEP);
    settle_language(a, ts_buf_str(&text));
    ts_tree_mark_run_ins(a->arena, a->tree, a->fields.language);
    count_words(a, ts_buf_str(&text));
    ts_buf_free(&text);
    /* What extract cut from the page is cut again from the tree, where lines are joined and width is
     * restored.
     */
    add_excerpt(a, a->capture.kind != TS_CAPTURE_MARKDOWN);
    if (!has_own_provenance(j))
        ts_provenance_derive(a->arena, &a->fields, a->capture.archived ? a->capture.archived : a->url,
                             a->capture.captured_at);
}

static void take_capture(ts_article *a, const ts_capture *capture)
{
    a->capture = *capture;
    a->capture.text = (ts_str){0};
    a->capture.file = a->file = ts_arena_strdup(a->arena, capture->file);
    a->capture.url = a->url = ts_arena_strdup(a->arena, capture->url);
    a->capture.archived = ts_arena_strdup(a->arena, capture->archived);
    a->capture.media_type = ts_arena_strdup(a->arena, capture->media_type);
    a->capture.charset = ts_arena_strdup(a->arena, capture->charset);
    a->capture.captured_at = ts_arena_strdup(a->arena, capture->captured_at);
}

/* What the reader of the bytes has to say. The fields must be there: they begin anew where a page is read. */
static void warn_of_bytes(ts_article *a)
{
    const ts_capture *capture = &a->capture;
    if (capture->replaced)
        ts_warn(a->arena, &a->fields, "bad-bytes",
                ts_arena_printf(a->arena, "%zu byte sequences were no %s text.", capture->replaced,
                                capture->charset));
    if (capture->mended)
        ts_warn(a->arena, &a->fields, "wrong-charset",
                ts_arena_printf(
                    a->arena,
                    "This is %s text that had been taken for windows-1252 and saved as UTF-8: undone.",
                    capture->charset));
}

static bool convert(job *j, const ts_capture *capture)
{
    ts_article *a = j->article;
    take_capture(a, capture);
    bool done = false;
    switch (capture->kind) {
    case TS_CAPTURE_HTML:
        done = convert_html(j, capture->text);
        break;
    case TS_CAPTURE_TEXT:
        done = convert_marked(j, capture->text) || convert_dump(j, capture->text);
        break;
    case TS_CAPTURE_MARKDOWN:
        done = convert_markdown(j, capture->text);
        break;
    }
    if (!done)
        return false;
    warn_of_bytes(a);
    if (j->options->sidecar)
        ts_front_matter_apply(a, j->options->sidecar);
    finish(j);
    return ts_tree_check(a->tree, j->error);
}

/* `path` is read where `bytes` is NULL. Only a text dump is made of more than one part. */
static bool read_parts(ts_arena *arena, const char *path, const ts_str *bytes,
                       const ts_convert_options *options, ts_capture *capture, ts_dump_parts *parts,
                       ts_error *error)
{
    ts_capture_options wanted = options->capture;
    if (!wanted.url)
        wanted.url = ts_value_get_string(options->sidecar, "url");
    bool read = bytes ? ts_capture_bytes(arena, *bytes, path, &wanted, capture, error)
                      : ts_capture_read(arena, path, &wanted, capture, error);
    /* Who asks for features knows what the file holds. */
    if (!read || (capture->kind == TS_CAPTURE_TEXT && !options->features))
        return read && ts_dump_cut(arena, capture->text, parts, error);
    ts_vec_push_in(arena, parts, capture->text);
    return true;
}

static ts_article *convert_part(ts_arena *scratch, const ts_capture *capture, ts_str part, const char *name,
                                const ts_convert_options *options, ts_error *error)
{
    job j = {ts_article_new(), scratch, options, error};
    ts_capture one = *capture;
    one.text = part;
    one.file = name;
    if (convert(&j, &one))
        return j.article;
    ts_article_free(j.article);
    return NULL;
}

static ts_article *run(const char *path, const ts_str *bytes, const ts_convert_options *options,
                       ts_error *error)
{
    ts_arena *scratch = ts_arena_new();
    ts_capture capture = {0};
    ts_dump_parts parts = {0};
    ts_article *article = NULL;
    if (read_parts(scratch, path, bytes, options, &capture, &parts, error))
        article = convert_part(scratch, &capture, parts.items[0], capture.file, options, error);
    if (article && parts.len > 1)
        ts_warn(
            article->arena, &article->fields, "several-articles",
            ts_arena_printf(article->arena, "The text holds %zu articles; this is the first.", parts.len));
    ts_arena_free(scratch);
    return article;
}

ts_article *ts_convert_file(const char *path, const ts_convert_options *options, ts_error *error)
{
    return run(path, NULL, options, error);
}

ts_article *ts_convert_bytes(ts_str bytes, const char *name, const ts_convert_options *options,
                             ts_error *error)
{
    return run(name, &bytes, options, error);
}

void ts_convert_each(const char *path, const ts_str *bytes, const ts_convert_options *options,
                     ts_convert_take take, void *context)
{
    ts_arena *scratch = ts_arena_new();
    ts_capture capture = {0};
    ts_dump_parts parts = {0};
    ts_error error = {0};
    if (!read_parts(scratch, path, bytes, options, &capture, &parts, &error))
        take(context, NULL, path, &error);
    else
        for (size_t i = 0; i < parts.len; i++) {
            ts_error failure = {0};
            const char *name =
                parts.len == 1 ? capture.file : ts_arena_printf(scratch, "%s#%zu", capture.file, i + 1);
            ts_article *article = convert_part(scratch, &capture, parts.items[i], name, options, &failure);
            take(context, article, name, &failure);
        }
    ts_arena_free(scratch);
}
