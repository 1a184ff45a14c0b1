#include "dom/dom.h"

#include <string.h>

/* Paragraphs of one cell from which on it is a column of the page. */
enum { PARAGRAPHS_MOST = 3 };

/* What decides whether a table is one, or a way to put blocks beside each other. */
typedef struct look {
    int rows, columns, heads;
    int cells, paragraphs; /* of the row, of the cell */
    bool blocks;           /* what no cell of a table holds */
    bool caption;
    bool broken; /* right behind a <br> */
} look;

static bool is_one_of(const ts_node *node, const char *const *names)
{
    for (size_t i = 0; names[i]; i++)
        if (ts_node_is(node, names[i]))
            return true;
    return false;
}

/* Parts of a page stand in no cell; other big blocks only where the table has header cells to show what it
 * is. */
static bool is_big_block(const look *l, const ts_node *node)
{
    static const char *const parts[] = {"table", "article", "section", "form", NULL};
    static const char *const blocks[] = {"h1", "h2",         "h3",  "h4",     "h5", "h6",
                                         "hr", "blockquote", "pre", "figure", NULL};
    return is_one_of(node, parts) || (!l->heads && is_one_of(node, blocks));
}

/* Two <br> part paragraphs as <p> does. */
static void see_paragraph(look *l, const ts_node *node)
{
    bool line = ts_node_is(node, "br"), parted = line && l->broken;
    l->broken = line && !parted;
    l->paragraphs += parted || ts_node_is(node, "p");
    l->blocks = l->blocks || (!l->heads && l->paragraphs > PARAGRAPHS_MOST);
}

static void see(look *l, const ts_node *node)
{
    if (ts_node_type(node) == TS_TEXT) {
        l->broken = l->broken && !ts_str_trim(ts_node_chars(node)).len;
        return;
    }
    if (ts_node_type(node) != TS_ELEMENT)
        return;
    bool head = ts_node_is(node, "th");
    if (is_big_block(l, node)) {
        l->blocks = true;
    } else if (ts_node_is(node, "tr")) {
        l->rows++;
        l->cells = 0;
    } else if (head || ts_node_is(node, "td")) {
        l->heads += head;
        l->paragraphs = 0;
        l->broken = false;
        if (++l->cells > l->columns)
            l->columns = l->cells;
    } else if (ts_node_is(node, "thead")) {
        l->heads++;
    } else if (ts_node_is(node, "caption")) {
        l->caption = true;
    } else {
        see_paragraph(l, node);
    }
}

/* Code beside the numbers of its lines. */
static bool is_of_code(const ts_node *table)
{
    static const char *const NAMES[] = {"highlighttable", "rouge-table", "lntable", NULL};
    return ts_node_is_called(table, NAMES);
}

/* Looks no further than to the first thing that decides, so that nested tables cost no more than their size.
 */
bool ts_is_data_table(const ts_node *table)
{
    const char *role = ts_node_attr(table, "role");
    look l = {0};
    if ((role && (strcmp(role, "presentation") == 0 || strcmp(role, "none") == 0)) || is_of_code(table))
        return false;
    for (const ts_node *n = ts_node_walk(table, table); n && !l.blocks; n = ts_node_walk(n, table))
        see(&l, n);
    return !l.blocks && l.columns > 1 && (l.rows > 1 || l.heads || l.caption);
}
