/* An article's body on one page: its images and links lead to files of the site where the site has them. */
#include "base/file.h"
#include "site/body.h"
#include "site/render.h"
#include "site/shared.h"
#include "text/url.h"

#include <string.h>

typedef struct place {
    const ts_renderer *renderer;
    const ts_entry *entry;
    const char *from;
    bool absolute;
    ts_map *anchors; /* of the bodies that links asked about so far: entry->file → ts_map of ids */
} place;

/* Notes that the page hangs on the answer to a question. */
static void note(const place *p, ts_question about, ts_str what)
{
    if (p->renderer->reads)
        ts_vec_push(p->renderer->reads, ts_shared_name(about, what, NULL));
}

static void free_map(void *map)
{
    ts_map_free(map);
}

/* The ids in a body. Text holds no raw quotes, so what looks like an attribute is one. */
static ts_map *read_ids(ts_arena *arena, ts_str html)
{
    const ts_str mark = TS_STR(" id=\"");
    ts_map *ids = ts_map_new();
    ts_arena_defer(arena, free_map, ids);
    for (size_t at = 0; (at = ts_str_find(html, mark, at)) != TS_NPOS;) {
        at += mark.len;
        size_t end = ts_str_find_char(html, '"', at);
        if (end != TS_NPOS)
            ts_map_put(ids, ts_str_sub(html, at, end), ids);
    }
    return ids;
}

/* "#h-tide" for the fragment of a link into that article: by its own id, or by that of a heading of ours. ""
 * where the body has no such place. */
static const char *anchor_in(const place *p, ts_arena *arena, const ts_entry *entry, const char *link)
{
    const char *fragment = strchr(link, '#');
    if (!fragment || fragment[1] == '\0')
        return "";
    note(p, TS_ASK_IDS, ts_str_of(entry->file));
    ts_map *ids = ts_map_get(p->anchors, ts_str_of(entry->file));
    if (!ids) {
        ids = read_ids(arena, ts_value_get(ts_records_get(p->renderer->records, entry), "html")->string);
        ts_map_put(p->anchors, ts_str_of(entry->file), ids);
    }
    const char *name = ts_url_decode(arena, ts_str_of(fragment + 1));
    if (ts_map_has(ids, ts_str_of(name)))
        return ts_arena_printf(arena, "#%s", name);
    const char *heading = ts_arena_printf(arena, "#h-%s", name);
    return ts_map_has(ids, ts_str_of(heading + 1)) ? heading : "";
}

/* The address of a path of the site, as this page writes it. */
static const char *address_of(const place *p, ts_arena *arena, const char *path)
{
    if (p->absolute && *p->renderer->site->settings.base_url)
        return ts_view_url(arena, p->renderer->site, path);
    return ts_url_relative(arena, ts_str_of(p->from), ts_str_of(path));
}

/* Images stand by their percent-encoded path in the site, or are data: addresses. */
static const char *show_image(void *context, ts_arena *arena, const char *address)
{
    if (ts_url_is_absolute(ts_str_of(address)) || strncmp(address, "data:", 5) == 0)
        return address;
    return address_of(context, arena, ts_url_decode(arena, ts_str_of(address)));
}

/* The address of another article, with the place in it that the link named. */
static const char *article_address(const place *p, ts_arena *arena, const ts_entry *entry, const char *link)
{
    const char *address = address_of(p, arena, entry->path);
    return ts_arena_printf(arena, "%s%s", address, anchor_in(p, arena, entry, link));
}

/* A link without scheme: to another source, to a medium, or to a page or file of the site. "" where it leads
 * nowhere: the words stay, the link goes. */
static const char *follow_relative(const place *p, ts_arena *arena, const char *address)
{
    const ts_renderer *r = p->renderer;
    const char *own = p->entry->file + strlen(r->site->settings.content) + 1;
    const char *path = ts_path_resolve(arena, ts_path_folder(arena, own), address);
    if (!path || !*path)
        return "";
    if (*address == '/')
        note(p, TS_ASK_PATHS, (ts_str){0});
    if (*address == '/')
        return ts_paths_has(r->plan->paths, path) ? address_of(p, arena, path) : "";
    const char *file = ts_path_join(arena, r->site->settings.content, path);
    note(p, TS_ASK_FILE, ts_str_of(file));
    const ts_placed *article = ts_map_get(r->index->by_file, ts_str_of(file));
    if (article)
        return article_address(p, arena, article->entry, address);
    const ts_entry *withdrawn = ts_index_withdrawn(r->index, ts_str_of(file));
    if (withdrawn)
        return address_of(p, arena, withdrawn->path);
    note(p, TS_ASK_MEDIUM, ts_str_of(path));
    ts_medium *medium = ts_map_get(r->library->media_by_path, ts_str_of(path));
    if (!medium)
        return "";
    __atomic_store_n(&medium->used, true, __ATOMIC_RELAXED);
    return address_of(p, arena, medium->to);
}

static const char *follow_link(void *context, ts_arena *arena, const char *address)
{
    const place *p = context;
    ts_str a = ts_str_of(address);
    if (*address == '#') {
        const char *anchor = anchor_in(p, arena, p->entry, address);
        return p->absolute && *anchor ? article_address(p, arena, p->entry, address) : anchor;
    }
    bool schemed =
        ts_url_is_absolute(a) || strncmp(address, "mailto:", 7) == 0 || strncmp(address, "tel:", 4) == 0;
    if (!schemed) {
        const char *to = follow_relative(p, arena, address);
        if (!*to && !p->entry->url && p->renderer->dead_link)
            p->renderer->dead_link(p->renderer->context, p->entry, address);
        if (*to || !p->entry->url)
            return to;
        address = ts_url_resolve(arena, p->entry->url, a);
        if (!ts_url_is_absolute(ts_str_of(address)))
            return "";
    }
    ts_str key = ts_url_key(ts_str_of(address));
    note(p, TS_ASK_URL, key);
    const ts_placed *article = ts_index_by_url(p->renderer->index, ts_str_of(address));
    if (article && article->entry != p->entry)
        return article_address(p, arena, article->entry, address);
    const ts_entry *withdrawn = article ? NULL : ts_index_withdrawn(p->renderer->index, key);
    if (withdrawn)
        return address_of(p, arena, withdrawn->path);
    return schemed ? NULL : address;
}

const ts_value *ts_render_body(ts_arena *arena, const ts_renderer *renderer, const ts_entry *entry,
                               const char *from, bool absolute)
{
    place p = {renderer, entry, from, absolute, ts_map_new()};
    const ts_addresses how = {show_image, follow_link, &p, .reach = !absolute};
    const ts_value *html = ts_value_get(ts_records_get(renderer->records, entry), "html");
    ts_buf out;
    ts_buf_init(&out, TS_BUF_MAX);
    ts_body_rewrite(arena, &out, html->string, &how);
    ts_value *body = ts_value_html(arena, ts_buf_str(&out));
    ts_buf_free(&out);
    ts_map_free(p.anchors);
    return body;
}
