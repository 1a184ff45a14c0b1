#include "site/republish.h"
#include "site/body.h"
#include "text/escape.h"
#include "text/url.h"

#include <string.h>

/* What the credit line says. Any may be NULL. */
typedef struct credit {
    const char *title, *names, *source, *date, *url, *holder, *license, *archive;
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
    return (credit){.title = entry->title,
                    .names = join_names(arena, entry),
                    .source = entry->source.name,
                    .date = ts_value_get_string(record, "date"),
                    .url = entry->canonical ? entry->canonical : entry->url,
                    .holder = ts_value_get_string(rights, "holder"),
                    .license = ts_value_get_string(rights, "license"),
                    .archive = ts_view_url(arena, r->site, entry->path)};
}

/* The same facts in the same order in every form: no words, so that it reads in any language. */
static const char *credit_line(ts_arena *arena, const credit *c)
{
    const char *const parts[] = {c->source, c->date, c->url, c->holder, c->license, c->archive};
    const char *line = "";
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (!parts[i] || !*parts[i])
            continue;
        const char *mark = parts[i] == c->holder ? "© " : "";
        line = ts_arena_printf(arena, "%s%s%s%s", line, *line ? " · " : "", mark, parts[i]);
    }
    return line;
}

/* --- HTML ----------------------------------------------------------------------------------------------- */

/* Our own writer's HTML without its figures and pictures. */
static void put_without_images(ts_buf *out, ts_str html)
{
    for (size_t at = 0; at < html.len;) {
        size_t figure = ts_str_find(html, TS_STR("<figure"), at),
               image = ts_str_find(html, TS_STR("<img "), at);
        size_t cut = figure < image ? figure : image;
        ts_buf_put(out, ts_str_sub(html, at, cut));
        if (cut == TS_NPOS)
            return;
        ts_str end = cut == figure ? TS_STR("</figure>") : TS_STR(">");
        size_t behind = ts_str_find(html, end, cut);
        at = behind == TS_NPOS ? html.len : behind + end.len;
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
    ts_buf_printf(out, "<%s>", tag);
    ts_escape_html(out, ts_str_of(text));
    ts_buf_printf(out, "</%s>\n", tag);
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
    ts_buf_printf(out, "\" dir=\"%s\">\n", direction ? direction : "auto");
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
    put_element(out, "p", credit_line(arena, c));
    ts_buf_puts(out, "</article>\n");
    ts_buf_free(&plain);
}

/* --- all three ------------------------------------------------------------------------------------------ */

static void put_plain(ts_arena *arena, ts_buf *out, const char *body, const credit *c, bool markdown)
{
    ts_buf_printf(out, "%s%s\n\n", markdown ? "# " : "", c->title);
    if (c->names)
        ts_buf_printf(out, "%s\n\n", c->names);
    ts_buf_puts(out, body ? body : "");
    ts_buf_printf(out, "\n\n%s%s\n", markdown ? "---\n\n" : "", credit_line(arena, c));
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
        else
            put_plain(arena, &out, ts_value_get_string(record, forms[i]), &c, i == 1);
        ts_value_set(arena, v, forms[i], ts_value_string(arena, ts_buf_str(&out)));
    }
    ts_buf_free(&out);
    return v;
}
