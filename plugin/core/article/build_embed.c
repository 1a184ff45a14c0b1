/* What a page shows of another place becomes a card: a link with a name. */
#include "article/build.h"
#include "rules/embeds.h"
#include "text/escape.h"
#include "text/url.h"
#include "text/utf8.h"

static void put_card(ts_builder *b, const char *url, const char *provider, ts_str title)
{
    ts_buf flat;
    ts_buf_init(&flat, TS_BUF_MAX);
    ts_text_flat(&flat, ts_utf8_trim(title));
    if (!flat.len)
        ts_text_flat(&flat, ts_str_of(url));
    cmark_node *card = ts_node_new(b->arena, TS_NODE_CARD);
    ts_node_payload(card)->url = url;
    ts_node_payload(card)->provider = provider;
    cmark_node_append_child(card, ts_node_text_new(ts_buf_str(&flat)));
    ts_build_append(b, card);
    ts_buf_free(&flat);
}

/* What waits for a script, or for a visitor's consent, has its address elsewhere and nothing in its place. */
static ts_str source_of(ts_node *element)
{
    static const char *const places[] = {"src",
                                         "data-src",
                                         "data-lazy-src",
                                         "data-cmp-src",
                                         "data-consent-src",
                                         "data-cookieblock-src",
                                         "data-litespeed-src"};
    ts_str source = {0};
    for (size_t i = 0; i < sizeof places / sizeof *places && !source.len; i++) {
        source = ts_str_trim(ts_str_of(ts_node_attr(element, places[i])));
        if (ts_str_starts(source, TS_STR("about:")) || ts_str_starts(source, TS_STR("data:")))
            source = (ts_str){0};
    }
    return source;
}

/* Whose it is says the address, as nothing else does. */
void ts_build_player(ts_builder *b, ts_node *element)
{
    ts_str source = source_of(element);
    for (ts_node *n = ts_node_first(element); n && !source.len; n = ts_node_next(n))
        if (ts_node_is(n, "source"))
            source = source_of(n);
    const char *url = ts_url_resolve(b->arena, b->options->url, source);
    ts_str host = ts_url_host(ts_str_of(url));
    if (!source.len || !host.len || !ts_url_safe(ts_str_of(url), false) || b->together || b->table.table)
        return;
    const char *title = ts_node_attr(element, "title");
    ts_build_boundary(b);
    if (ts_str_starts(host, TS_STR("www.")))
        host = ts_str_sub(host, 4, host.len);
    put_card(b, url, ts_arena_copy(b->arena, host),
             ts_str_of(title ? title : ts_node_attr(element, "aria-label")));
}

void ts_build_frame(ts_builder *b, ts_node *element)
{
    ts_embed embed;
    const char *id = ts_node_attr(element, "videoid");
    id = id ? id : ts_node_attr(element, "data-videoid");
    if (b->together || b->table.table ||
        !(id ? ts_embed_of_element(b->arena, ts_node_name(element), ts_str_of(id), &embed)
             : ts_embed_of_frame(b->arena, source_of(element), &embed)))
        return;
    ts_build_boundary(b);
    put_card(b, embed.url, embed.provider, ts_str_of(ts_node_attr(element, "title")));
}

void ts_build_embed_end(ts_builder *b, ts_node *element)
{
    const char *provider = ts_embed_of_quote(b->arena, ts_str_of(ts_node_attr(element, "class")));
    cmark_node *line = provider ? cmark_node_last_child(b->container) : NULL;
    cmark_node *link =
        line && cmark_node_get_type(line) == CMARK_NODE_PARAGRAPH ? cmark_node_last_child(line) : NULL;
    if (!link || cmark_node_get_type(link) != CMARK_NODE_LINK ||
        !ts_url_is_absolute(ts_str_of(cmark_node_get_url(link))))
        return;
    ts_buf text;
    ts_buf_init(&text, TS_BUF_MAX);
    cmark_iter *iter = cmark_iter_new(line);
    for (cmark_event_type event; (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE;)
        if (event == CMARK_EVENT_ENTER)
            ts_buf_puts(&text, cmark_node_get_literal(cmark_iter_get_node(iter)));
    cmark_iter_free(iter);
    put_card(b, ts_arena_strdup(b->arena, cmark_node_get_url(link)), provider, ts_buf_str(&text));
    ts_buf_free(&text);
    cmark_node_unlink(line);
    cmark_node_free(line);
}
