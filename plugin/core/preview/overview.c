#include "preview/overview.h"
#include "preview/own_page.h"
#include "text/escape.h"
#include "text/utf8.h"

#include <string.h>

/* Articles, failures and warnings one page lists; a search finds the other articles. */
enum { LISTED = 200 };
/* Bytes of a date without the time of the day. */
enum { DAY = 10 };

/* "content/x.html" for the path on disk that messages have; NULL for what is none of the site's sources. */
static const char *file_of(ts_arena *arena, const ts_snapshot *site, const char *path)
{
    ts_str folder = ts_str_of(site->library->folder), p = ts_str_of(path);
    if (!ts_str_starts(p, folder) || p.len <= folder.len || p.ptr[folder.len] != '/')
        return NULL;
    return ts_arena_printf(arena, "%s%s", site->site->settings.content, path + folder.len);
}

static void put_file(ts_buf *out, const char *file)
{
    ts_buf_puts(out, "<a href=\"");
    ts_own_inspect_link(out, file);
    ts_buf_puts(out, "\"><code>");
    ts_own_text(out, file);
    ts_buf_puts(out, "</code></a>");
}

static void put_rest(ts_buf *out, size_t all)
{
    if (all > LISTED)
        ts_buf_printf(out, "<p class=\"note\">And %zu more.</p>\n", all - LISTED);
}

static void put_left_out(ts_buf *out, ts_arena *arena, const ts_snapshot *site)
{
    size_t len = site->left_out.len;
    if (!len)
        return;
    ts_buf_printf(out, "<section aria-labelledby=\"left-out\"><h2 id=\"left-out\">Left out: %zu</h2>\n<ul>\n",
                  len);
    for (size_t i = 0; i < len && i < LISTED; i++) {
        const ts_error *error = site->left_out.items[i];
        const char *file = file_of(arena, site, error->source);
        ts_buf_puts(out, "<li>");
        if (file)
            put_file(out, file);
        else
            ts_own_text(out, error->source);
        if (error->line)
            ts_buf_printf(out, ":%d:%d", error->line, error->column);
        ts_buf_puts(out, "<br><span class=\"warning\">");
        ts_own_text(out, error->message);
        ts_buf_puts(out, "</span></li>\n");
    }
    ts_buf_puts(out, "</ul>\n");
    put_rest(out, len);
    ts_buf_puts(out, "</section>\n");
}

static void put_warning(ts_buf *out, const ts_entry *entry)
{
    ts_buf_puts(out, "<li>");
    put_file(out, entry->file);
    for (size_t i = 0; i < entry->warnings.len; i++) {
        ts_buf_puts(out, "<br><span class=\"warning\">");
        ts_own_text(out, entry->warnings.items[i]);
        ts_buf_puts(out, "</span>");
    }
    ts_buf_puts(out, "</li>\n");
}

static void put_warnings(ts_buf *out, const ts_index *index)
{
    size_t found = 0;
    for (size_t i = 0; i < index->len; i++) {
        const ts_entry *entry = index->articles[i].entry;
        if (!entry->warnings.len)
            continue;
        if (!found++)
            ts_buf_puts(out,
                        "<section aria-labelledby=\"warnings\"><h2 id=\"warnings\">Warnings</h2>\n<ul>\n");
        if (found <= LISTED)
            put_warning(out, entry);
    }
    if (!found)
        return;
    ts_buf_puts(out, "</ul>\n");
    put_rest(out, found);
    ts_buf_puts(out, "</section>\n");
}

/* True where title, file or address has the words, whatever the case of their letters. */
static bool matches(const ts_entry *entry, ts_str words, ts_buf *scratch)
{
    const char *const texts[] = {entry->title, entry->file, entry->url};
    for (size_t i = 0; i < sizeof texts / sizeof *texts && words.len; i++) {
        ts_buf_clear(scratch);
        ts_utf8_fold_case(scratch, ts_str_of(texts[i]));
        if (ts_str_find(ts_buf_str(scratch), words, 0) != TS_NPOS)
            return true;
    }
    return words.len == 0;
}

static void put_article(ts_buf *out, ts_arena *arena, const ts_entry *entry)
{
    ts_buf_puts(out, "<tr><td>");
    ts_escape_html(out, ts_str_sub(ts_str_of(ts_date_format(arena, &entry->date)), 0, DAY));
    ts_buf_puts(out, "</td><td dir=\"auto\"><a href=\"");
    ts_own_site_link(out, entry->path);
    ts_buf_puts(out, "\">");
    ts_own_text(out, entry->title);
    ts_buf_puts(out, "</a>");
    if (entry->draft)
        ts_buf_puts(out, " <span class=\"mark\">draft</span>");
    if (entry->takedown.status != TS_STANDING_LIVE)
        ts_buf_printf(out, " <span class=\"mark\">%s</span>", ts_standing_name(entry->takedown.status));
    ts_buf_puts(out, "</td><td>");
    put_file(out, entry->file);
    ts_buf_puts(out, "</td></tr>\n");
}

typedef struct listing {
    ts_buf *out;
    ts_arena *arena;
    ts_str words; /* folded */
    ts_buf scratch;
    size_t found;
} listing;

static void list(listing *l, const ts_entry *entry)
{
    if (matches(entry, l->words, &l->scratch) && l->found++ < LISTED)
        put_article(l->out, l->arena, entry);
}

static void put_articles(ts_buf *out, ts_arena *arena, const ts_index *index, const char *query)
{
    listing l = {.out = out, .arena = arena};
    ts_buf words;
    ts_buf_init(&l.scratch, TS_BUF_MAX);
    ts_buf_init(&words, TS_BUF_MAX);
    ts_utf8_fold_case(&words, ts_utf8_trim(ts_str_of(query)));
    l.words = ts_buf_str(&words);
    ts_buf_puts(
        out,
        "<section aria-labelledby=\"articles\"><h2 id=\"articles\">Articles</h2>\n"
        "<form role=\"search\"><label>Title, file or address <input type=\"search\" name=\"q\" value=\"");
    ts_own_text(out, query);
    ts_buf_puts(out,
                "\"></label> <button>Search</button></form>\n<table>\n<thead><tr><th scope=\"col\">Date</th>"
                "<th scope=\"col\">Its page</th><th scope=\"col\">Inspect</th></tr></thead>\n<tbody>\n");
    for (size_t i = 0; i < index->len; i++)
        list(&l, index->articles[i].entry);
    for (size_t i = 0; i < index->gone.len; i++)
        list(&l, index->gone.items[i]);
    ts_buf_puts(out, "</tbody>\n</table>\n");
    ts_buf_printf(out, "<p class=\"note\" role=\"status\">%zu of %zu articles.", l.found,
                  index->len + index->gone.len);
    if (l.found > LISTED)
        ts_buf_printf(out, " The first %d are shown; search for others.", LISTED);
    ts_buf_puts(out, "</p>\n</section>\n");
    ts_buf_free(&words);
    ts_buf_free(&l.scratch);
}

void ts_overview(const ts_request *request, ts_answer *answer)
{
    ts_buf *out = &answer->body;
    const char *query = ts_request_query(request, "q");
    const ts_snapshot *site = ts_live_hold(request->live);
    ts_own_begin(out, "Preview");
    ts_buf_puts(out,
                "<body>\n<header><nav><a href=\"/\">The site</a></nav><h1>Preview</h1></header>\n<main>\n");
    if (!site)
        ts_buf_puts(out, "<p>The site could not be made yet.</p>\n");
    if (site && !query) {
        put_left_out(out, request->arena, site);
        put_warnings(out, site->renderer.index);
    }
    if (site)
        put_articles(out, request->arena, site->renderer.index, query);
    ts_buf_puts(out, "</main>\n");
    ts_own_end(out);
    ts_live_release(request->live, site);
}
