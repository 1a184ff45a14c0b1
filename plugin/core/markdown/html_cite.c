/* Titles of works in Chinese, 《…》, as <cite>. */
#include "markdown/html_parts.h"
#include "text/escape.h"

#include <string.h>

static const ts_str brackets[] = {{"\xE3\x80\x8A", 3}, {"\xE3\x80\x8B", 3}}; /* U+300A, U+300B */

/* The next bracket from `from` on, TS_NPOS for none; *closes: which. */
static size_t find_bracket(ts_str text, size_t from, bool *closes)
{
    for (size_t at = from; (at = ts_str_find(text, TS_STR("\xE3\x80"), at)) != TS_NPOS; at += 2) {
        *closes = ts_str_starts(ts_str_sub(text, at, text.len), brackets[1]);
        if (*closes || ts_str_starts(ts_str_sub(text, at, text.len), brackets[0]))
            return at;
    }
    return TS_NPOS;
}

/* The text of a link that is its address. */
static bool is_address(cmark_node *text)
{
    cmark_node *parent = cmark_node_parent(text);
    return cmark_node_get_type(parent) == CMARK_NODE_LINK &&
           strcmp(cmark_node_get_url(parent), cmark_node_get_literal(text)) == 0;
}

/* A bracket that closes what was opened in the same node is half of a pair; in another node it would make
 * tags that cross, so that nothing counts that is open. */
static void find_in_text(ts_html_cites *cites, cmark_node *node)
{
    ts_str text = ts_str_of(cmark_node_get_literal(node));
    bool closes;
    for (size_t at = 0; (at = find_bracket(text, at, &closes)) != TS_NPOS; at += brackets[0].len) {
        ts_html_bracket bracket = {node, at, closes, false};
        if (!closes) {
            ts_vec_push(&cites->open, cites->found.len);
        } else if (cites->open.len) {
            ts_html_bracket *first = &cites->found.items[cites->open.items[cites->open.len - 1]];
            bracket.paired = cmark_node_parent(first->text) == cmark_node_parent(node);
            first->paired = bracket.paired;
            cites->open.len = bracket.paired ? cites->open.len - 1 : 0;
        }
        ts_vec_push(&cites->found, bracket);
    }
}

static bool is_chinese(const char *language)
{
    return language && (strcmp(language, "zh") == 0 || strncmp(language, "zh-", 3) == 0);
}

void ts_html_find_cites(ts_html_writer *w, cmark_node *block)
{
    ts_html_cites *cites = &w->cites;
    cites->found.len = cites->open.len = cites->next = 0;
    cites->depth = 0;
    if (!is_chinese(w->options->language))
        return;
    cmark_iter *iter = cmark_iter_new(block);
    for (cmark_event_type event; (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE;) {
        cmark_node *node = cmark_iter_get_node(iter);
        cmark_node_type type = cmark_node_get_type(node);
        if (type == CMARK_NODE_TEXT && !is_address(node))
            find_in_text(cites, node);
        else if (type == CMARK_NODE_HTML_INLINE)
            cites->open.len = 0; /* what its tags enclose is not in the tree */
        else if (type == CMARK_NODE_IMAGE && event == CMARK_EVENT_ENTER)
            cmark_iter_reset(iter, node, CMARK_EVENT_EXIT);
    }
    cmark_iter_free(iter);
}

/* Only the outermost of titles in titles is marked. */
void ts_html_cite_text(ts_html_writer *w, cmark_node *node)
{
    ts_html_cites *cites = &w->cites;
    ts_str text = ts_str_of(cmark_node_get_literal(node));
    size_t from = 0;
    for (; cites->next < cites->found.len && cites->found.items[cites->next].text == node; cites->next++) {
        const ts_html_bracket *bracket = &cites->found.items[cites->next];
        if (!bracket->paired)
            continue;
        size_t at = bracket->at + (bracket->closes ? brackets[1].len : 0);
        ts_escape_html(w->out, ts_str_sub(text, from, at));
        from = at;
        if (bracket->closes ? --cites->depth == 0 : cites->depth++ == 0)
            ts_html_put(w, bracket->closes ? "</cite>" : "<cite>");
    }
    ts_escape_html(w->out, ts_str_sub(text, from, text.len));
}
