#include "article/article.h"

static void free_tree(void *object)
{
    ts_article *article = object;
    cmark_node_free(article->tree);
}

ts_article *ts_article_new(void)
{
    ts_arena *arena = ts_arena_new();
    ts_article *article = TS_NEW(arena, ts_article);
    article->arena = arena;
    article->tree = cmark_node_new(CMARK_NODE_DOCUMENT);
    ts_fields_init(&article->fields);
    ts_arena_defer(arena, free_tree, article);
    return article;
}

void ts_article_free(ts_article *article)
{
    if (article)
        ts_arena_free(article->arena);
}

void ts_article_set_tree(ts_article *article, cmark_node *tree)
{
    if (tree == article->tree)
        return;
    cmark_node_free(article->tree);
    article->tree = tree;
}
