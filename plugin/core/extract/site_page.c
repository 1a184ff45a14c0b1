#include "extract/site_page.h"
#include "extract/claims.h"
#include "rules/dates.h"

#include <string.h>

/* The nodes that a rule's expression leads to; a mistake in it names the file of the rule as well. */
static bool find(const ts_site_page *p, const char *expression, ts_node_list *found, ts_error *error)
{
    ts_error wrong = {0};
    if (ts_dom_xpath(p->arena, p->dom, expression, found, &wrong))
        return true;
    const char *source = p->rules->source;
    return ts_fail(error, wrong.status, NULL, 0, 0, "%s%s%s", source ? source : "", source ? ": " : "",
                   wrong.message);
}

/* --- which rule named which node --- */

static ts_str key_of(ts_node *const *node)
{
    return (ts_str){(const char *)node, sizeof *node};
}

static void free_map(void *map)
{
    ts_map_free(map);
}

static void name(ts_site_page *p, ts_node *node, const char *key, const char *value)
{
    if (!p->named) {
        p->named = ts_map_new();
        ts_arena_defer(p->arena, free_map, p->named);
    }
    ts_map_put(p->named, key_of(&node), ts_arena_printf(p->arena, "%s: %s", key, value));
}

static const char *namer_of(const ts_site_page *p, ts_node *node)
{
    return p->named ? ts_map_get(p->named, key_of(&node)) : NULL;
}

/* --- fields --- */

/* The text of the first node any of the expressions finds; NULL where none finds one. */
static bool first_text(const ts_site_page *p, const char *const *items, size_t n, const char **text,
                       ts_error *error)
{
    *text = NULL;
    for (size_t i = 0; i < n && !*text; i++) {
        ts_node_list found;
        if (!find(p, items[i], &found, error))
            return false;
        for (size_t k = 0; k < found.len && !*text; k++) {
            ts_buf buf;
            ts_buf_init(&buf, TS_BUF_MAX);
            ts_node_text(&buf, found.items[k]);
            *text = ts_claim_text(p->arena, ts_buf_str(&buf));
            ts_buf_free(&buf);
        }
    }
    return true;
}

bool ts_site_page_fields(ts_site_page *p, ts_error *error)
{
    const ts_site_rules *rules = p->rules;
    const char *author, *date;
    if (!first_text(p, rules->title.items, rules->title.len, &p->said.title, error) ||
        !first_text(p, rules->author.items, rules->author.len, &author, error) ||
        !first_text(p, rules->date.items, rules->date.len, &date, error))
        return false;
    if (author)
        ts_claim_people(p->arena, &p->said.authors, ts_str_of(author), NULL);
    if (date)
        ts_claim_date(p->arena, &p->said.date, ts_str_of(date));
    return true;
}

/* --- blocks --- */

bool ts_site_page_keep(ts_site_page *p, ts_error *error)
{
    for (size_t i = 0; i < p->rules->keep.len; i++) {
        ts_node_list found;
        if (!find(p, p->rules->keep.items[i], &found, error))
            return false;
        for (size_t k = 0; k < found.len; k++) {
            if (!ts_node_parent(found.items[k])) /* an attribute's value */
                continue;
            name(p, found.items[k], "keep", p->rules->keep.items[i]);
            ts_vec_push_in(p->arena, &p->kept, found.items[k]);
        }
    }
    ts_node *root = ts_dom_root(p->dom), *behind = NULL;
    const char *rule = NULL; /* of the outermost node that is named around this one */
    size_t b = 0;
    for (ts_node *n = root; p->named && n && b < p->blocks->blocks.len; n = ts_node_walk(n, root)) {
        ts_block *block = &p->blocks->blocks.items[b];
        rule = n == behind ? NULL : rule;
        if (!rule && (rule = namer_of(p, n)))
            behind = ts_node_skip(n, root);
        if (n != block->first)
            continue;
        if (rule && !block->keep) {
            block->keep = true;
            block->reason = rule;
        }
        b++;
    }
    return true;
}

/* All below the element is of the article, unless a later rule strips it. */
static void clear_marks(ts_node *body)
{
    for (ts_node *n = body; n; n = ts_node_walk(n, body))
        ts_node_set_mark(n, TS_MARK_NONE);
}

static int depth_of(const ts_node *n)
{
    int depth = 0;
    while ((n = ts_node_parent(n)))
        depth++;
    return depth;
}

/* The nearest element around both, perhaps one of them. */
static ts_node *around(ts_node *a, ts_node *b)
{
    int over = depth_of(a) - depth_of(b);
    for (; over > 0; over--)
        a = ts_node_parent(a);
    for (; over < 0; over++)
        b = ts_node_parent(b);
    while (a != b) {
        a = ts_node_parent(a);
        b = ts_node_parent(b);
    }
    return a;
}

/* What stays of an element: these nodes whole, and what leads to them. */
static void leave_only(ts_node *top, const ts_node_list *whole)
{
    ts_map *ways = ts_map_new();
    static char end, way;
    for (size_t i = 0; i < whole->len; i++)
        ts_map_put(ways, key_of(&whole->items[i]), &end);
    for (size_t i = 0; i < whole->len; i++)
        for (ts_node *n = ts_node_parent(whole->items[i]); n && !ts_map_has(ways, key_of(&n));
             n = ts_node_parent(n))
            ts_map_put(ways, key_of(&n), &way);
    for (ts_node *n = ts_node_walk(top, top); n;) {
        const void *known = ts_map_get(ways, key_of(&n));
        if (known == &end)
            clear_marks(n);
        else
            ts_node_set_mark(n, known ? TS_MARK_NONE : TS_MARK_DROP);
        n = known == &way ? ts_node_walk(n, top) : ts_node_skip(n, top);
    }
    ts_map_free(ways);
}

/* The body that a rule names with what others keep outside it. */
static ts_node *join_kept(ts_site_page *p, ts_node *body)
{
    ts_node *top = body;
    for (size_t i = 0; i < p->kept.len; i++)
        top = around(top, p->kept.items[i]);
    ts_vec_push_in(p->arena, &p->kept, body);
    if (top != body)
        leave_only(top, &p->kept);
    return top;
}

static bool apply_body(ts_site_page *p, ts_node **body, ts_error *error)
{
    for (size_t i = 0; i < p->rules->body.len; i++) {
        ts_node_list found;
        if (!find(p, p->rules->body.items[i], &found, error))
            return false;
        if (found.len == 0 || ts_node_type(found.items[0]) != TS_ELEMENT)
            continue;
        clear_marks(found.items[0]);
        p->body_rule = ts_arena_printf(p->arena, "body: %s", p->rules->body.items[i]);
        *body = join_kept(p, found.items[0]);
        return true;
    }
    return true;
}

static bool strip(ts_site_page *p, ts_error *error)
{
    for (size_t i = 0; i < p->rules->strip.len; i++) {
        ts_node_list found;
        if (!find(p, p->rules->strip.items[i], &found, error))
            return false;
        for (size_t k = 0; k < found.len; k++) {
            ts_node_set_mark(found.items[k], TS_MARK_DROP);
            name(p, found.items[k], "strip", p->rules->strip.items[i]);
        }
    }
    return true;
}

static const char *word_in(const ts_node *node, const ts_site_rules *rules)
{
    const char *id = ts_node_attr(node, "id"), *classes = ts_node_attr(node, "class");
    for (size_t i = 0; i < rules->strip_id_or_class.len; i++) {
        const char *word = rules->strip_id_or_class.items[i];
        if (*word && ((id && strstr(id, word)) || (classes && strstr(classes, word))))
            return word;
    }
    return NULL;
}

bool ts_site_page_apply(ts_site_page *p, ts_node **body, ts_error *error)
{
    if (!ts_site_page_fields(p, error) || !apply_body(p, body, error) || !strip(p, error))
        return false;
    for (ts_node *n = *body; n && p->rules->strip_id_or_class.len; n = ts_node_walk(n, *body)) {
        const char *word = n != *body && ts_node_type(n) == TS_ELEMENT ? word_in(n, p->rules) : NULL;
        if (!word)
            continue;
        ts_node_set_mark(n, TS_MARK_DROP);
        name(p, n, "strip_id_or_class", word);
    }
    return true;
}

/* --- verdicts --- */

/* A walk over the page that knows whether it is inside the body, and inside what was dropped. */
typedef struct walker {
    const ts_node *behind_body, *behind_dropped;
    bool inside, dropped;
    const char *drop_rule; /* may be NULL */
} walker;

static void step(const ts_site_page *p, walker *w, ts_node *n, const ts_node *body, const ts_node *root)
{
    w->inside = w->inside && n != w->behind_body;
    w->dropped = w->dropped && n != w->behind_dropped;
    if (n == body) {
        w->inside = true;
        w->behind_body = ts_node_skip(n, root);
    }
    if (!w->dropped && ts_node_mark(n) == TS_MARK_DROP) {
        w->dropped = true;
        w->behind_dropped = ts_node_skip(n, root);
        w->drop_rule = namer_of(p, n);
    }
}

/* What no rule strips goes by the rule that names the body. */
static void settle(const ts_site_page *p, ts_block *b, const walker *w, bool kept)
{
    if (kept == b->keep)
        return;
    const char *rule = !kept && w->inside && w->drop_rule ? w->drop_rule : p->body_rule;
    b->keep = kept;
    b->reason = rule ? rule : "a site rule";
}

void ts_site_page_settle(ts_site_page *p, const ts_node *body)
{
    const ts_node *root = ts_dom_root(p->dom);
    walker w = {0};
    bool open = false, kept = false;
    size_t b = 0;
    for (ts_node *n = ts_dom_root(p->dom); n && b < p->blocks->blocks.len; n = ts_node_walk(n, root)) {
        ts_block *block = &p->blocks->blocks.items[b];
        step(p, &w, n, body, root);
        if (n == block->first) {
            open = true;
            kept = false;
        }
        kept = kept || (open && ts_node_type(n) == TS_TEXT && w.inside && !w.dropped);
        if (n != block->last)
            continue;
        settle(p, block, &w, kept);
        open = false;
        b++;
    }
}
