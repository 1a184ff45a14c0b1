#include "extract/site_page.h"
#include "extract/claims.h"
#include "rules/dates.h"

#include <string.h>

/* The text of the first node any of the expressions finds; NULL where none finds one. */
static bool first_text(ts_arena *arena, ts_dom *dom, const char *const *items, size_t n, const char **text,
                       ts_error *error)
{
    *text = NULL;
    for (size_t i = 0; i < n && !*text; i++) {
        ts_node_list found;
        if (!ts_dom_xpath(arena, dom, items[i], &found, error))
            return false;
        for (size_t k = 0; k < found.len && !*text; k++) {
            ts_buf buf;
            ts_buf_init(&buf, TS_BUF_MAX);
            ts_node_text(&buf, found.items[k]);
            *text = ts_claim_text(arena, ts_buf_str(&buf));
            ts_buf_free(&buf);
        }
    }
    return true;
}

/* All below the element is of the article, unless a later rule strips it. */
static void clear_marks(ts_node *body)
{
    for (ts_node *n = body; n; n = ts_node_walk(n, body))
        ts_node_set_mark(n, TS_MARK_NONE);
}

static bool apply_body(ts_arena *arena, ts_dom *dom, const ts_site_rules *site, ts_node **body,
                       ts_error *error)
{
    for (size_t i = 0; i < site->body.len; i++) {
        ts_node_list found;
        if (!ts_dom_xpath(arena, dom, site->body.items[i], &found, error))
            return false;
        if (found.len == 0 || ts_node_type(found.items[0]) != TS_ELEMENT)
            continue;
        *body = found.items[0];
        clear_marks(*body);
        return true;
    }
    return true;
}

static bool strip(ts_arena *arena, ts_dom *dom, const ts_site_rules *site, ts_error *error)
{
    for (size_t i = 0; i < site->strip.len; i++) {
        ts_node_list found;
        if (!ts_dom_xpath(arena, dom, site->strip.items[i], &found, error))
            return false;
        for (size_t k = 0; k < found.len; k++)
            ts_node_set_mark(found.items[k], TS_MARK_DROP);
    }
    return true;
}

static bool names_any(const ts_node *node, const ts_site_rules *site)
{
    const char *id = ts_node_attr(node, "id"), *classes = ts_node_attr(node, "class");
    for (size_t i = 0; i < site->strip_id_or_class.len; i++) {
        const char *word = site->strip_id_or_class.items[i];
        if (*word && ((id && strstr(id, word)) || (classes && strstr(classes, word))))
            return true;
    }
    return false;
}

bool ts_site_page_apply(ts_arena *arena, ts_dom *dom, const ts_site_rules *site, ts_fields *fields,
                        ts_node **body, ts_error *error)
{
    const char *title, *author, *date;
    if (!first_text(arena, dom, site->title.items, site->title.len, &title, error) ||
        !first_text(arena, dom, site->author.items, site->author.len, &author, error) ||
        !first_text(arena, dom, site->date.items, site->date.len, &date, error) ||
        !apply_body(arena, dom, site, body, error) || !strip(arena, dom, site, error))
        return false;
    if (title)
        fields->title = title;
    if (author) {
        fields->authors = (ts_people){0};
        ts_claim_people(arena, &fields->authors, ts_str_of(author), NULL);
    }
    if (date) {
        const char *found = NULL;
        ts_claim_date(arena, &found, ts_str_of(date));
        fields->date = found ? found : fields->date;
    }
    for (ts_node *n = *body; n && site->strip_id_or_class.len; n = ts_node_walk(n, *body))
        if (n != *body && ts_node_type(n) == TS_ELEMENT && names_any(n, site))
            ts_node_set_mark(n, TS_MARK_DROP);
    return true;
}
