#include "site/export_article.h"
#include "base/file.h"
#include "base/map.h"
#include "markdown/markdown.h"
#include "markdown/portable.h"
#include "markdown/record.h"
#include "site/beside.h"
#include "site/paths.h"
#include "text/date.h"

#include <string.h>

typedef struct copy {
    const char *from, *to; /* a path on disk, a name among the article's images */
} copy;

typedef struct exporting {
    const ts_form *form;
    const ts_export_source *source;
    const ts_article *article;
    const char *name;
    TS_VEC(copy) copies;
    ts_paths *taken;
} exporting;

/* --- images -----------------------------------------------------------------------------------------------
 */

static const char *name_copy(exporting *x, const char *file)
{
    ts_arena *arena = x->article->arena;
    const char *name = ts_path_name(file), *extension = ts_path_extension(file);
    ts_str stem = {name, strlen(name) - strlen(extension) - 1};
    const char *slug = ts_path_slug(arena, ts_arena_copy(arena, stem));
    return ts_paths_take(x->taken, arena, ts_arena_printf(arena, "%s.%s", slug, extension));
}

static const char *show_image(void *context, const char *address)
{
    exporting *x = context;
    const char *file =
        ts_beside_find(x->article->arena, x->source->folder, x->source->path, x->article->url, address);
    const copy *found = NULL;
    for (size_t i = 0; file && !found && i < x->copies.len; i++)
        if (strcmp(x->copies.items[i].from, file) == 0)
            found = &x->copies.items[i];
    if (file && !found && x->copies.len < TS_BESIDE_MAX) {
        copy new = {file, name_copy(x, file)};
        ts_vec_push_in(x->article->arena, &x->copies, new);
        found = &x->copies.items[x->copies.len - 1];
    }
    if (!found)
        return NULL;
    return ts_arena_printf(x->article->arena, "%s%s%s%s", x->form->image_start ? x->form->image_start : "",
                           x->form->image_folder ? x->name : "", x->form->image_folder ? "/" : "", found->to);
}

static bool put_file(ts_export_files *files, const char *path, ts_str bytes, ts_error *error)
{
    ts_export_file file = {.path = ts_arena_strdup(files->made->arena, path)};
    bool ok = ts_output_put(files->output, path, bytes, file.hash, error);
    if (ok)
        ts_vec_push_in(files->made->arena, &files->made->files, file);
    return ok;
}

static bool put_copies(const exporting *x, ts_export_files *files, ts_error *error)
{
    for (size_t i = 0; i < x->copies.len; i++) {
        ts_arena *arena = ts_arena_new();
        const char *to = ts_arena_printf(arena, "%s/%s", x->name, x->copies.items[i].to);
        ts_str bytes;
        bool ok = ts_file_read(arena, x->copies.items[i].from, TS_BESIDE_BYTES, &bytes, error) &&
                  put_file(files, to, bytes, error);
        ts_arena_free(arena);
        if (!ok)
            return false;
    }
    return true;
}

/* --- the file ---------------------------------------------------------------------------------------------
 */

/* Hosts take a year for a number, a month or a minute for no date at all. */
static const char *whole_date(ts_arena *arena, const char *text)
{
    ts_date date;
    if (!text || !ts_date_iso(ts_str_of(text), &date))
        return NULL;
    date.month = date.month ? date.month : 1;
    date.day = date.day ? date.day : 1;
    if (date.minute >= 0 && date.second < 0)
        date.second = 0;
    if (date.minute < 0)
        date.hour = date.minute = date.second = -1;
    return ts_date_format(arena, &date);
}

/* An article without a date, for a host that must have one, has that of its capture, or the first of all. */
static const char *date_of(const exporting *x)
{
    const ts_article *a = x->article;
    const char *date = whole_date(a->arena, a->fields.date);
    if (!date && x->form->dated && !(date = whole_date(a->arena, a->capture.captured_at)))
        date = "1970-01-01";
    return date;
}

static const char *title_of(const exporting *x)
{
    const ts_fields *f = &x->article->fields;
    const char *title = f->title && *f->title ? f->title : f->alt_title;
    return title && *title ? title : x->name;
}

static const char *file_name(const exporting *x, const ts_exported *e)
{
    ts_arena *arena = x->article->arena;
    if (x->form->file)
        return ts_arena_printf(arena, "%s/%s", x->name, x->form->file);
    if (x->form->folder)
        return ts_arena_printf(arena, "%s%.10s-%s.md", x->form->folder, e->date, x->name);
    return ts_arena_printf(arena, "%s.md", x->name);
}

static void write_file(const exporting *x, ts_exported *e, ts_buf *out)
{
    ts_buf markdown, shielded;
    if (!x->form->front) {
        ts_record_markdown(out, x->article, NULL);
        return;
    }
    ts_buf_init(&markdown, TS_BUF_MAX);
    ts_buf_init(&shielded, TS_BUF_MAX);
    ts_markdown_write(&markdown, x->article->tree, NULL);
    if (x->form->body)
        x->form->body(&shielded, ts_buf_str(&markdown));
    e->body = ts_buf_str(x->form->body ? &shielded : &markdown);
    x->form->front(out, x->article->arena, e);
    if (!x->form->whole)
        ts_buf_put(out, e->body);
    ts_buf_free(&markdown);
    ts_buf_free(&shielded);
}

bool ts_export_article(const ts_form *form, const ts_export_source *source, ts_article *article,
                       const char *name, const char *out_name, ts_export_files *files, ts_error *error)
{
    exporting x = {form, source, article, name, {0}, ts_paths_new()};
    ts_portable_options options = {
        .tags = form->tags, .blocks = form->blocks, .image = show_image, .context = &x};
    ts_buf out;
    ts_buf_init(&out, TS_BUF_MAX);
    ts_paths_claim(x.taken, form->file ? form->file : "index.md");
    ts_portable(article->arena, article->tree, &options);
    ts_exported e = {.article = article,
                     .title = title_of(&x),
                     .date = date_of(&x),
                     .lastmod = whole_date(article->arena, article->fields.lastmod),
                     .name = name};
    if (x.copies.len)
        e.shown_at = ts_arena_printf(article->arena, "%s/%s", out_name, name);
    write_file(&x, &e, &out);
    bool ok = !out.full || ts_fail(error, TS_LIMIT, source->path, 0, 0, "The article is larger than 1 GiB.");
    ok = ok && put_file(files, file_name(&x, &e), ts_buf_str(&out), error) && put_copies(&x, files, error);
    ts_buf_free(&out);
    ts_paths_free(x.taken);
    return ok;
}
