#include "preview/inspector.h"
#include "base/file.h"
#include "preview/own_page.h"
#include "preview/inspector_parts.h"
#include "rules/site_rules_edit.h"
#include "site/body.h"
#include "text/escape.h"

#include <microhttpd.h>
#include <stdlib.h>
#include <string.h>

/* What is taken out of the inspection while it lasts. */
typedef struct taking {
    ts_arena *arena;
    const char *file;
    size_t from;
    ts_buf blocks;
    ts_claimed_list claims;
} taking;

static void take(void *context, const ts_inspection *inspection)
{
    taking *t = context;
    ts_inspector_blocks(&t->blocks, inspection, t->file, t->from);
    for (size_t i = 0; i < inspection->claims.len; i++) {
        ts_claimed c = inspection->claims.items[i];
        c.value = ts_arena_strdup(t->arena, c.value);
        ts_vec_push_in(t->arena, &t->claims, c);
    }
}

static void put_facts(ts_buf *out, const ts_look *look)
{
    const ts_placed *placed = ts_map_get(look->site->renderer.index->by_file, ts_str_of(look->file));
    const ts_value *confidence = look->entry ? ts_value_get(look->entry->record, "confidence") : NULL;
    ts_buf_puts(out, "<p class=\"note\">");
    if (placed) {
        ts_buf_puts(out, "<a href=\"");
        ts_own_site_link(out, placed->entry->path);
        ts_buf_puts(out, "\">Its page</a>. ");
    }
    if (look->entry && look->entry->draft)
        ts_buf_puts(out, "A draft. ");
    if (confidence) {
        ts_own_text(out, ts_value_get_string(look->entry->record, "kind"));
        ts_buf_printf(out, ", confidence %.2f. ", confidence->kind == TS_NUM ? confidence->number : 1.0);
    }
    if (look->entry && look->entry->url) {
        ts_buf_puts(out, "Captured from <a rel=\"noreferrer\" href=\"");
        ts_escape_url(out, ts_str_of(look->entry->url));
        ts_buf_puts(out, "\">");
        ts_own_text(out, look->entry->url);
        ts_buf_puts(out, "</a>");
    }
    ts_buf_puts(out, "</p>\n");
}

/* The rules that count for the page, each with a button that takes it out. */
static void put_rules(ts_buf *out, const ts_look *look)
{
    ts_site_file file;
    ts_error error = {0};
    ts_str rest, line, key, value;
    if (!ts_site_file_find(look->arena, look->rules, look->url, &file, &error) || !file.path) {
        ts_own_text(out, error.message);
        return;
    }
    ts_buf_puts(out, "<section aria-labelledby=\"rules\"><h2 id=\"rules\">Rules: rules/");
    ts_own_text(out, ts_path_name(file.path));
    ts_buf_puts(out, "</h2>\n<ul class=\"rules\">\n");
    for (rest = file.text; ts_str_line(&rest, &line);) {
        if (!ts_site_rule_split(line, &key, &value) || !value.len)
            continue;
        ts_buf_puts(out, "<li><code>");
        ts_escape_html(out, key);
        ts_buf_puts(out, ": ");
        ts_escape_html(out, value);
        ts_buf_puts(out, "</code>");
        if (!file.baked)
            ts_buf_puts(out, " <button type=\"button\" data-remove>Remove</button>");
        ts_buf_puts(out, "</li>\n");
    }
    ts_buf_puts(out, "</ul></section>\n");
}

static void put_warnings(ts_buf *out, const ts_entry *entry)
{
    for (size_t i = 0; i < entry->warnings.len; i++) {
        ts_buf_puts(out, "<p class=\"warning\">");
        ts_own_text(out, entry->warnings.items[i]);
        ts_buf_puts(out, "</p>\n");
    }
}

/* Images of the site have their paths in it. */
static const char *image_of(void *context, ts_arena *arena, const char *address)
{
    return strncmp(address, "data:", 5) == 0 ? address : ts_arena_printf(arena, "/%s", address);
}

static void put_article(ts_buf *out, const ts_look *look)
{
    const ts_addresses how = {.image = image_of};
    if (!look->entry) {
        ts_buf_puts(out, "<p class=\"warning\">Left out: ");
        ts_own_text(out, look->left_out->message);
        ts_buf_puts(out, "</p>\n");
        return;
    }
    put_warnings(out, look->entry);
    ts_buf_puts(out, "<article dir=\"auto\" lang=\"");
    ts_own_text(out, look->entry->language);
    ts_buf_puts(out, "\">\n");
    ts_body_rewrite(look->arena, out, ts_value_get(look->entry->record, "html")->string, &how);
    ts_buf_puts(out, "</article>\n");
}

static void begin_column(ts_buf *out, const char *id, const char *title)
{
    ts_buf_printf(out, "<section aria-labelledby=\"%s\" tabindex=\"0\"><h2 id=\"%s\">%s</h2>\n", id, id,
                  title);
}

/* Filled in by the script. */
static const char dialog[] =
    "<dialog aria-labelledby=\"asked\">\n<h2 id=\"asked\">What is this?</h2>\n<blockquote "
    "dir=\"auto\"></blockquote>\n"
    "<p class=\"actions\"><button type=\"button\" data-action=\"keep\">Keep</button> "
    "<button type=\"button\" data-action=\"drop\">Drop</button> "
    "<button type=\"button\" data-action=\"title\">Title</button> "
    "<button type=\"button\" data-action=\"date\">Date</button> "
    "<button type=\"button\" data-action=\"author\">Author</button></p>\n"
    "<fieldset hidden><legend></legend></fieldset>\n<p role=\"alert\"></p>\n"
    "<p><button type=\"button\" data-write hidden>Write the rule</button> "
    "<button type=\"button\" data-close>Close</button></p>\n</dialog>\n";

static void put_page(ts_buf *out, const ts_look *look, const taking *t)
{
    ts_own_begin(out, look->file);
    ts_buf_puts(out, "<body class=\"inspector\" data-file=\"");
    ts_own_text(out, look->file);
    ts_buf_puts(out, "\">\n<header><nav><a href=\"/_tearsheet/\">All articles</a></nav>\n<h1>");
    ts_own_text(out, look->file);
    ts_buf_puts(out, "</h1>\n");
    put_facts(out, look);
    put_rules(out, look);
    ts_buf_puts(out, "</header>\n<main>\n");
    begin_column(out, "capture", "Capture");
    if (t->blocks.len)
        ts_buf_put(out, ts_buf_str(&t->blocks));
    else
        ts_buf_puts(out, "<p class=\"note\">Markdown is taken as it is; there is nothing to choose.</p>\n");
    ts_buf_puts(out, "</section>\n");
    begin_column(out, "fields", "Fields");
    if (look->entry)
        ts_inspector_fields(out, look, &t->claims);
    ts_buf_puts(out, "</section>\n");
    begin_column(out, "article", "Article");
    put_article(out, look);
    ts_buf_puts(out, "</section>\n</main>\n");
    ts_buf_puts(out, dialog);
    ts_own_end(out);
}

static void put_failure(ts_answer *answer, const ts_error *error)
{
    answer->status = error->status == TS_NOT_FOUND ? MHD_HTTP_NOT_FOUND : MHD_HTTP_INTERNAL_SERVER_ERROR;
    ts_own_begin(&answer->body, "Inspector");
    ts_buf_puts(&answer->body, "<body>\n<main><h1>Inspector</h1>\n<p class=\"warning\">");
    ts_own_text(&answer->body, error->message);
    ts_buf_puts(&answer->body, "</p>\n<p><a href=\"/_tearsheet/\">All articles</a></p></main>\n");
    ts_own_end(&answer->body);
}

void ts_inspector(const ts_request *request, ts_answer *answer)
{
    const char *file = ts_request_query(request, "file"), *from = ts_request_query(request, "from");
    ts_error error = {0};
    ts_look look;
    taking t = {.arena = request->arena, .file = file, .from = from ? strtoul(from, NULL, 10) : 0};
    const ts_snapshot *site = ts_live_hold(request->live);
    ts_buf_init(&t.blocks, TS_BUF_MAX);
    if (!site)
        ts_fail(&error, TS_SETTINGS, NULL, 0, 0, "The site could not be made yet.");
    else if (!file)
        ts_fail(&error, TS_NOT_FOUND, NULL, 0, 0, "The address names no file: inspect?file=content/…");
    if (error.status == TS_OK && ts_look_at(&look, request->arena, site, file, take, &t, &error))
        put_page(&answer->body, &look, &t);
    else
        put_failure(answer, &error);
    ts_buf_free(&t.blocks);
    ts_live_release(request->live, site);
}
