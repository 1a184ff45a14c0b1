#include "site/republish.h"
#include "markdown/markdown.h"
#include "markdown/portable.h"
#include "site/body.h"
#include "text/escape.h"
#include "text/url.h"

#include <string.h>

/* Any but the line may be NULL. */
typedef struct credit {
    const char *title, *names, *source, *url;
    const char *
        line; /* the same facts in the same order in every form: no words, so that it reads in any language */
} credit;

static const char *join_names(ts_arena *arena, const ts_entry *entry)
{
    const char *names = NULL;
    for (size_t i = 0; i < entry->authors.len; i++)
        names = names ? ts_arena_printf(arena, "%s, %s", names, entry->authors.items[i].name)
                      : entry->authors.items[i].name;
    return names;
}

static credit credit_of(ts_arena *arena, const ts_renderer *r, const ts_entry *entry, const ts_value *record)
{
    const ts_value *rights = ts_value_get(record, "rights");
    const char *url = entry->canonical ? entry->canonical : entry->url,
               *holder = ts_value_get_string(rights, "holder");
    const char *const parts[] = {entry->source.name,
                                 ts_value_get_string(record, "date"),
                                 url,
                                 holder,
                                 ts_value_get_string(rights, "license"),
                                 ts_view_url(arena, r->site, entry->path)};
    ts_buf line;
    ts_buf_init(&line, TS_BUF_MAX);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (!parts[i] || !*parts[i])
            continue;
        ts_buf_puts(&line, line.len ? " · " : "");
        ts_buf_puts(&line, parts[i] == holder ? "© " : "");
        ts_buf_puts(&line, parts[i]);
    }
    credit c = {entry->title, join_names(arena, entry), entry->source.name, url, ts_buf_copy(&line, arena)};
    ts_buf_free(&line);
    return c;
}

/* --- HTML ----------------------------------------------------------------------------------------------- */

/* The end of a picture that begins here, or of what stands in the place of one; 0 for anything else. */
static size_t picture_len(ts_str html)
{
    static const char *const pictures[][2] = {{"<figure", "</figure>"},
                                              {"<img ", ">"},
                                              {"<span class=\"remote-image\"", "</span>"},
                                              {"<a class=\"remote-image\"", "</a>"}};
    for (size_t i = 0; i < sizeof pictures / sizeof *pictures; i++)
        if (ts_str_starts(html, ts_str_of(pictures[i][0]))) {
            size_t end = ts_str_find(html, ts_str_of(pictures[i][1]), 0);
            return end == TS_NPOS ? html.len : end + strlen(pictures[i][1]);
        }
    return 0;
}

/* A paragraph that was nothing but a picture. */
static bool is_empty_paragraph(const ts_buf *out, ts_str rest)
{
    return ts_str_ends(ts_buf_str(out), TS_STR("<p>")) && ts_str_starts(rest, TS_STR("</p>"));
}

/* Our own writer's HTML without its figures and pictures. */
static void put_without_images(ts_buf *out, ts_str html)
{
    for (size_t at = 0; at < html.len;) {
        size_t tag = ts_str_find_char(html, '<', at);
        ts_buf_put(out, ts_str_sub(html, at, tag));
        if (tag == TS_NPOS)
            return;
        size_t len = picture_len(ts_str_sub(html, tag, TS_NPOS));
        at = tag + (len ? len : 1);
        if (!len) {
            ts_buf_putc(out, '<');
        } else if (is_empty_paragraph(out, ts_str_sub(html, at, TS_NPOS))) {
            ts_buf_truncate(out, out->len - strlen("<p>"));
            at += strlen("</p>");
        }
    }
}

/* A relative link leads nowhere on another's page: its words stay. */
static const char *keep_whole(void *context, ts_arena *arena, const char *address)
{
    return ts_url_is_absolute(ts_str_of(address)) || *address == '#' ? NULL : "";
}

static void put_element(ts_buf *out, const char *tag, const char *text)
{
    if (!text || !*text)
        return;
    ts_buf_putc(out, '<');
    ts_buf_puts(out, tag);
    ts_buf_putc(out, '>');
    ts_escape_html(out, ts_str_of(text));
    ts_buf_puts(out, "</");
    ts_buf_puts(out, tag);
    ts_buf_puts(out, ">\n");
}

static void put_html(ts_arena *arena, ts_buf *out, const ts_entry *entry, const ts_value *record,
                     const credit *c)
{
    const ts_addresses how = {.link = keep_whole};
    const char *direction = ts_value_get_string(record, "direction");
    ts_buf plain;
    ts_buf_init(&plain, TS_BUF_MAX);
    put_without_images(&plain, ts_value_get(record, "html")->string);
    ts_buf_puts(out, "<article lang=\"");
    ts_escape_html(out, ts_str_of(entry->language ? entry->language : ""));
    ts_buf_puts(out, "\" dir=\"");
    ts_buf_puts(out, direction ? direction : "auto");
    ts_buf_puts(out, "\">\n");
    put_element(out, "h1", c->title);
    put_element(out, "p", c->names);
    ts_body_rewrite(arena, out, ts_buf_str(&plain), &how);
    ts_buf_puts(out, "\n<hr>\n");
    if (c->url && ts_url_safe(ts_str_of(c->url), false)) {
        ts_buf_puts(out, "<p><cite><a href=\"");
        ts_escape_html(out, ts_str_of(c->url));
        ts_buf_puts(out, "\">");
        ts_escape_html(out, ts_str_of(c->source ? c->source : c->url));
        ts_buf_puts(out, "</a></cite></p>\n");
    }
    put_element(out, "p", c->line);
    ts_buf_puts(out, "</article>\n");
    ts_buf_free(&plain);
}

/* --- all three ------------------------------------------------------------------------------------------ */

static void put_markdown(ts_arena *arena, ts_buf *out, const char *body, const credit *c)
{
    ts_markdown_title(out, ts_str_of(c->title));
    ts_buf_puts(out, "\n\n");
    if (c->names) {
        ts_markdown_text(out, ts_str_of(c->names));
        ts_buf_puts(out, "\n\n");
    }
    if (body)
        ts_portable_alone(arena, out, ts_str_of(body));
    ts_buf_puts(out, "\n\n---\n\n");
    ts_markdown_text(out, ts_str_of(c->line));
    ts_buf_putc(out, '\n');
}

static void put_text(ts_buf *out, const char *body, const credit *c)
{
    const char *const parts[] = {
        c->title, "\n\n", c->names ? c->names : "", c->names ? "\n\n" : "", body ? body : "", "\n\n",
        c->line,  "\n"};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        ts_buf_puts(out, parts[i]);
}

ts_value *ts_view_republish(ts_arena *arena, const ts_renderer *renderer, const ts_entry *entry)
{
    static const char *const forms[] = {"html", "markdown", "text"};
    const ts_value *record = ts_records_get(renderer->records, entry);
    const credit c = credit_of(arena, renderer, entry, record);
    ts_value *v = ts_value_map(arena, &ts_republish_type);
    ts_buf out;
    ts_buf_init(&out, TS_BUF_MAX);
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        ts_buf_clear(&out);
        if (i == 0)
            put_html(arena, &out, entry, record, &c);
        else if (i == 1)
            put_markdown(arena, &out, ts_value_get_string(record, forms[i]), &c);
        else
            put_text(&out, ts_value_get_string(record, forms[i]), &c);
        ts_value_set(arena, v, forms[i], ts_value_string(arena, ts_buf_str(&out)));
    }
    ts_buf_free(&out);
    return v;
}
