/* Taxonomies: sections, tags, authors, sources, years with their months and days. */
#include "base/map.h"
#include "rules/language.h"
#include "site/index.h"
#include "text/utf8.h"
#include "text/width.h"

#include <stdlib.h>
#include <string.h>

/* Between the levels of a key. */
#define LEVEL '\x1f'

typedef struct builder {
    ts_index *index;
    ts_taxonomy *taxonomy;
    ts_map *by_key;
    ts_buf key; /* of the term that is looked for */
    /* Articles come in the order of their dates: the month of one is nearly always that of the next. */
    ts_date date; /* of the last article that had a month */
    ts_term *year, *month;
} builder;

/* Makes the key of a name: names that differ in width, spaces or the case of ASCII letters only are one term.
 */
static void fold_name(ts_buf *key, const char *name)
{
    size_t start = key->len;
    ts_fold(key, ts_str_of(name));
    for (char *p = key->ptr + start; *p; p++)
        if (*p >= 'A' && *p <= 'Z')
            *p = (char)(*p - 'A' + 'a');
}

/* The term of that name below `parent`, made where it is missing; NULL for a name with nothing in it. */
static ts_term *get_term(builder *b, ts_term *parent, const char *kind, const char *name)
{
    ts_arena *arena = b->index->arena;
    ts_buf_clear(&b->key);
    if (parent) {
        ts_buf_puts(&b->key, parent->key);
        ts_buf_putc(&b->key, LEVEL);
    }
    size_t start = b->key.len;
    fold_name(&b->key, name);
    if (b->key.len == start)
        return NULL;
    ts_term *term = ts_map_get(b->by_key, ts_buf_str(&b->key));
    if (term)
        return term;
    term = TS_NEW(arena, ts_term);
    term->kind = kind;
    term->key = ts_buf_copy(&b->key, arena);
    term->name = name;
    term->parent = parent;
    term->depth = parent ? parent->depth + 1 : 0;
    ts_map_put(b->by_key, ts_buf_str(&b->key), term);
    ts_vec_push_in(arena, &b->taxonomy->all, term);
    if (parent)
        ts_vec_push_in(arena, &parent->children, term);
    else
        ts_vec_push_in(arena, &b->taxonomy->top, term);
    return term;
}

/* Ranks come in rising order, so the last one tells. */
static bool has_article(const ts_term *term, uint32_t rank)
{
    return term->articles.len && term->articles.items[term->articles.len - 1] == rank;
}

/* The article into the term and all above it, once. */
static void add_article(ts_arena *arena, ts_term *term, uint32_t rank)
{
    for (; term; term = term->parent)
        if (!has_article(term, rank))
            ts_vec_push_in(arena, &term->articles, rank);
}

static void add_sections(builder *b, ts_placed *article)
{
    const ts_texts *names = &article->entry->section;
    ts_term *term = NULL;
    for (size_t i = 0; i < names->len && i < TS_SECTION_DEPTH; i++) {
        ts_term *below = get_term(b, term, "section", names->items[i]);
        term = below ? below : term;
    }
    article->section = term;
}

static void add_tags(builder *b, ts_placed *article, uint32_t rank)
{
    const ts_texts *names = &article->entry->tags;
    for (size_t i = 0; i < names->len; i++) {
        ts_term *term = get_term(b, NULL, "tag", names->items[i]);
        if (!term || has_article(term, rank))
            continue;
        ts_vec_push_in(b->index->arena, &article->tags, term);
        add_article(b->index->arena, term, rank);
    }
}

static void add_authors(builder *b, ts_placed *article)
{
    const ts_people *people = &article->entry->authors;
    for (size_t i = 0; i < people->len; i++) {
        ts_term *term = get_term(b, NULL, "author", people->items[i].name);
        ts_vec_push_in(b->index->arena, &article->authors, term);
    }
}

static void add_source(builder *b, ts_placed *article)
{
    if (article->entry->source.name)
        article->source = get_term(b, NULL, "source", article->entry->source.name);
}

/* "March 2020", "5 March 2020" as the interface's language writes it. */
static const char *date_name(ts_arena *arena, const ts_value *i18n, const char *iso)
{
    ts_date date;
    ts_buf out;
    if (!ts_date_iso(ts_str_of(iso), &date))
        return iso;
    ts_buf_init(&out, 1 << 12);
    ts_date_words(&out, &date, i18n, "long");
    char *name = ts_buf_copy(&out, arena);
    ts_buf_free(&out);
    return name;
}

/* The day's term, or the month's or the year's where no more is known. */
static ts_term *date_term(builder *b, const ts_placed *article)
{
    const ts_date *date = &article->entry->date;
    ts_arena *arena = b->index->arena;
    if (date->year <= 0)
        return NULL;
    if (!b->year || date->year != b->date.year) {
        b->year = get_term(b, NULL, "year", ts_arena_printf(arena, "%04d", date->year));
        b->month = NULL;
    }
    if (date->month && (!b->month || date->month != b->date.month))
        b->month =
            get_term(b, b->year, "month", ts_arena_printf(arena, "%04d-%02d", date->year, date->month));
    b->date.year = date->year;
    if (!date->month)
        return b->year;
    b->date.month = date->month;
    if (!date->day)
        return b->month;
    return get_term(b, b->month, "day",
                    ts_arena_printf(arena, "%04d-%02d-%02d", date->year, date->month, date->day));
}

static void add_to_taxonomy(builder *b, ts_by by, uint32_t rank)
{
    ts_placed *article = &b->index->articles[rank];
    ts_arena *arena = b->index->arena;
    switch (by) {
    case TS_BY_SECTION:
        add_sections(b, article);
        add_article(arena, article->section, rank);
        break;
    case TS_BY_TAG:
        add_tags(b, article, rank);
        break;
    case TS_BY_AUTHOR:
        add_authors(b, article);
        for (size_t i = 0; i < article->authors.len; i++)
            add_article(arena, article->authors.items[i], rank);
        break;
    case TS_BY_SOURCE:
        add_source(b, article);
        add_article(arena, article->source, rank);
        break;
    case TS_BY_DATE:
        add_article(arena, date_term(b, article), rank);
        break;
    case TS_TAXONOMIES:
        break;
    }
}

static int by_key(const void *a, const void *b)
{
    const ts_term *s = *(ts_term *const *)a, *t = *(ts_term *const *)b;
    if (s->depth != t->depth)
        return s->depth < t->depth ? -1 : 1;
    return strcmp(s->key, t->key);
}

static int newest_first(const void *a, const void *b)
{
    const ts_term *s = *(ts_term *const *)a, *t = *(ts_term *const *)b;
    if (s->depth != t->depth)
        return s->depth < t->depth ? -1 : 1;
    return strcmp(t->key, s->key);
}

static void sort_terms(ts_terms *terms, ts_by by)
{
    if (terms->len)
        qsort(terms->items, terms->len, sizeof *terms->items, by == TS_BY_DATE ? newest_first : by_key);
}

/* The language that all articles of the term share, if its name can be in it: a Japanese article may have an
 * English tag. */
static const char *language_of(const ts_index *index, const ts_term *term)
{
    const char *shared = NULL;
    for (size_t i = 0; i < term->articles.len; i++) {
        const char *language = index->articles[term->articles.items[i]].entry->language;
        if (!language || (shared && strcmp(shared, language) != 0))
            return NULL;
        shared = language;
    }
    return shared && ts_language_writes(shared, ts_str_of(term->name)) ? shared : NULL;
}

/* Gives every term its folder, parents first, in the order of their names, so that a number behind a slug
 * does not hang on the order of the articles. */
static void place_terms(ts_index *index, ts_taxonomy *taxonomy, const ts_value *i18n)
{
    for (size_t i = 0; i < taxonomy->all.len; i++) {
        ts_term *term = taxonomy->all.items[i];
        const char *above = term->parent ? term->parent->folder : taxonomy->name;
        bool part_of_year = taxonomy == &index->by[TS_BY_DATE] && term->parent;
        const char *own = strrchr(term->key, LEVEL);
        const char *part = part_of_year ? strrchr(term->name, '-') + 1
                                        : ts_path_slug(index->arena, own ? own + 1 : term->key);
        char *wish = ts_arena_printf(index->arena, "%s/%s/index.html", above, part);
        term->path = ts_paths_take(index->paths, index->arena, wish);
        term->folder =
            ts_arena_copy(index->arena, (ts_str){term->path, strlen(term->path) - strlen("/index.html")});
        if (taxonomy != &index->by[TS_BY_DATE])
            term->language = language_of(index, term);
        if (part_of_year)
            term->name = date_name(index->arena, i18n, term->name);
    }
}

static bool is_wanted(const ts_value *wanted, const char *name)
{
    if (!wanted || wanted->kind != TS_LIST || wanted->list.len == 0)
        return true;
    for (size_t i = 0; i < wanted->list.len; i++)
        if (ts_str_is(wanted->list.items[i]->string, name))
            return true;
    return false;
}

void ts_terms_make(ts_index *index, const ts_site *site)
{
    const ts_value *wanted = ts_value_get(site->settings.all, "taxonomies");
    static const char *const names[TS_TAXONOMIES] = {"sections", "tags", "authors", "sources", "archive"};
    for (int by = 0; by < TS_TAXONOMIES; by++) {
        ts_taxonomy *taxonomy = &index->by[by];
        builder b = {.index = index, .taxonomy = taxonomy, .by_key = ts_map_new()};
        ts_buf_init(&b.key, TS_BUF_MAX);
        taxonomy->name = names[by];
        taxonomy->wanted = is_wanted(wanted, names[by]);
        taxonomy->whole = by == TS_BY_DATE;
        for (size_t rank = 0; rank < index->len && taxonomy->wanted; rank++)
            add_to_taxonomy(&b, (ts_by)by, (uint32_t)rank);
        sort_terms(&taxonomy->top, (ts_by)by);
        sort_terms(&taxonomy->all, (ts_by)by);
        for (size_t i = 0; i < taxonomy->all.len; i++) {
            ts_terms children = {taxonomy->all.items[i]->children.items, taxonomy->all.items[i]->children.len,
                                 0};
            sort_terms(&children, (ts_by)by);
        }
        place_terms(index, taxonomy, site->i18n);
        ts_map_free(b.by_key);
        ts_buf_free(&b.key);
    }
}
