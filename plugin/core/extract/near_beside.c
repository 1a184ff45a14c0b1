/* What stands above and behind the article and says where it belongs: breadcrumb, tags, rights. */
#include "extract/licence.h"
#include "extract/markup.h"
#include "extract/near.h"
#include "extract/site_name.h"
#include "rules/phrases.h"
#include "text/utf8.h"
#include "text/width.h"

#include <string.h>

enum {
    CRUMBS_MAX = 12,
    TAGS_BEHIND = 12, /* blocks behind the article that may name its tags */
    TAGS_TEXT = 600,
    TAG_WORDS = 6,
    TAG_LEVELS = 3, /* elements around a link of which one may be called the tags */
    TAGS_MOST = 30,
    RIGHTS_LINES = 12, /* last blocks of a page that may name the holder of its rights */
    RIGHTS_TEXT = 400,
    CRUMB_TEXT = 60,
    YEAR_DIGITS = 4,
    HOME_LINKS = 60, /* a page's first links, of which some may lead to the site's first page */
    HOME_MOST = 4,
};

/* True for what leads to the first page, by its address or by its name. */
static bool is_home(const char *href, const char *text)
{
    return ts_is_home(href) || ts_phrases_is_of("not-a-section", ts_str_of(text));
}

/* The links of the breadcrumb behind that to the first page. */
static void add_crumbs(ts_claims *claims, const ts_node *crumbs)
{
    static const char *const ASIDE[] = {"aside", NULL}; /* to the page's source, to another edition */
    const char *texts[CRUMBS_MAX];
    int steps = 0, found = 0, from = 0;
    for (const ts_node *n = ts_node_walk(crumbs, crumbs); n && found < CRUMBS_MAX && steps < 300; steps++) {
        if (!ts_node_is(n, "a")) {
            n = ts_node_walk(n, crumbs);
            continue;
        }
        const char *text = ts_short_text(claims->arena, n), *href = ts_node_attr(n, "href");
        const ts_node *around = ts_node_parent(n);
        n = ts_node_skip(n, crumbs);
        if (!text || ts_utf8_count(ts_str_of(text)) > CRUMB_TEXT || ts_node_is_called(around, ASIDE))
            continue;
        if (href && is_home(href, text))
            from = found + 1;
        texts[found++] = text;
    }
    for (int i = from; i < found; i++)
        ts_texts_add(claims->arena, &claims->by[TS_CLAIM_PAGE].fields.section, ts_str_of(texts[i]));
}

void ts_near_breadcrumb(ts_claims *claims, const ts_blocks *blocks, int last)
{
    ts_texts *section = &claims->by[TS_CLAIM_PAGE].fields.section;
    for (size_t i = 0; i < blocks->elements.len && section->len == 0; i++) {
        const ts_element *e = &blocks->elements.items[i];
        if (e->first >= last || e->last - e->first > CRUMBS_MAX * 2)
            continue;
        if (ts_near_is_crumbs(e->node))
            add_crumbs(claims, e->node);
    }
}

/* The text of a link, or the words for the picture in it. */
static ts_str words_of(ts_arena *arena, const ts_node *link)
{
    const char *text = ts_short_text(arena, link);
    for (const ts_node *n = link; n && !text; n = ts_node_walk(n, link))
        text = ts_node_is(n, "img") ? ts_node_attr(n, "alt") : NULL;
    return ts_utf8_trim(ts_str_of(text));
}

void ts_near_home(ts_claims *claims, const ts_blocks *blocks)
{
    int links = 0;
    for (size_t i = 0; i < blocks->elements.len && links < HOME_LINKS && claims->home.len < HOME_MOST; i++) {
        const ts_node *node = blocks->elements.items[i].node;
        if (!ts_node_is(node, "a"))
            continue;
        links++;
        ts_str words = ts_is_home(ts_node_attr(node, "href")) ? words_of(claims->arena, node) : (ts_str){0};
        if (words.len)
            ts_vec_push_in(claims->arena, &claims->home, ts_arena_copy(claims->arena, words));
    }
}

/* True where a word of the class, words being split at signs, is what tags are called. */
static bool has_tag_word(const char *class)
{
    static const char *const WORDS[] = {"tag",       "tags", "taglist",     "hashtags",  "keywords",
                                        "etiquetas", "tagi", "schlagworte", "etichette", "trefwoorden"};
    for (const char *p = class; p && *p;) {
        ts_str word = {p, strcspn(p, " -_\t\n")};
        for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++)
            if ((*p | 0x20) == WORDS[i][0] && ts_str_same(word, ts_str_of(WORDS[i])))
                return true;
        p += word.len + (p[word.len] != 0);
    }
    return false;
}

/* True for a link in an element called so. */
static bool is_in_tag_list(const ts_node *link)
{
    const ts_node *around = ts_node_parent(link);
    for (int level = 0; around && level < TAG_LEVELS; level++, around = ts_node_parent(around))
        if (has_tag_word(ts_node_attr(around, "class")))
            return true;
    return false;
}

/* Links to pages of tags, by their address or by the name of the element they are in. */
static bool is_tag_link(const ts_node *node)
{
    static const char *const FOLDERS[] = {"tag",     "tags",     "topic", "topics", "hashtag",
                                          "keyword", "keywords", "label", NULL};
    const char *href = ts_node_is(node, "a") ? ts_node_attr(node, "href") : NULL;
    return href && (ts_has_folder(href, FOLDERS) || strstr(href, "?tag=") || is_in_tag_list(node));
}

/* "bridges (12)": an entry of the site's list of tags; "Dune (2021)" may be one of the article's. */
static bool ends_in_count(ts_str text)
{
    size_t end = text.len && text.ptr[text.len - 1] == ')' ? text.len - 1 : 0, at = end;
    while (at > 0 && text.ptr[at - 1] >= '0' && text.ptr[at - 1] <= '9')
        at--;
    return at > 0 && at < end && end - at < YEAR_DIGITS && text.ptr[at - 1] == '(';
}

/* A tag is a name or a few words, and no button: a link so called may be anything. */
static bool reads_like_tag(ts_str text)
{
    size_t spaces = 0;
    uint32_t last = ts_utf8_last(text);
    for (size_t i = 0; i < text.len; i++)
        spaces += text.ptr[i] == ' ';
    return spaces < TAG_WORDS && ts_utf8_count(text) <= CRUMB_TEXT &&
           (ts_is_alnum(last) || ts_is_mark(last) || last == ')' || last == '+' || last == '#') &&
           !ends_in_count(text) && !ts_phrases_is_of("comments", text) && !ts_phrases_is_of("tools", text);
}

/* The links of the blocks from `first` up to `last`, those to pages of tags alone or all. */
static void add_tag_links(ts_claims *claims, const ts_blocks *blocks, int first, int last, bool all)
{
    ts_texts *tags = &claims->by[TS_CLAIM_PAGE].fields.tags;
    for (size_t i = 0; i < blocks->elements.len && tags->len < TAGS_MOST; i++) {
        const ts_element *e = &blocks->elements.items[i];
        if (e->first < first || e->first >= last || !(all ? ts_node_is(e->node, "a") : is_tag_link(e->node)))
            continue;
        const char *text = ts_short_text(claims->arena, e->node);
        ts_str tag = ts_str_of(text && *text == '#' ? text + 1 : text);
        if (tag.len && reads_like_tag(tag))
            ts_texts_add(claims->arena, tags, tag);
    }
}

void ts_near_tags(ts_claims *claims, const ts_blocks *blocks, int first, const char *language)
{
    ts_texts *tags = &claims->by[TS_CLAIM_PAGE].fields.tags;
    int count = (int)blocks->blocks.len;
    ts_near_links(claims, blocks, first, first + TAGS_BEHIND);
    for (int i = first; i >= 0 && i < count && i < first + TAGS_BEHIND && !tags->len; i++) {
        const ts_block *b = &blocks->blocks.items[i];
        const char *rule_class = NULL;
        ts_fields scratch;
        ts_fields_init(&scratch);
        if (b->text.len > TAGS_TEXT)
            continue;
        if (ts_line_read(claims->arena, claims->memo, language, b->text, TS_ZONE_TAIL, &scratch,
                         &rule_class) == TS_LINE_END)
            break;
        if (!rule_class || strcmp(rule_class, "tags") != 0)
            continue;
        add_tag_links(claims, blocks, i, i + 1, true); /* a tag of two words is one link */
        if (!tags->len)
            *tags = scratch.tags;
    }
    /* Only of a list: a word linked somewhere, or a teaser's, tags nothing. */
    if (!tags->len && first > 0)
        add_tag_links(claims, blocks, first, first + TAGS_BEHIND, false);
}

ts_str ts_near_name(ts_str s)
{
    size_t letters = 0, first = 0;
    for (size_t i = 0; i < s.len;) {
        size_t from = i;
        bool letter = ts_is_alnum(ts_utf8_next(s, &i));
        first = letter && !letters ? from : first;
        letters += letter;
    }
    return letters >= 2 ? ts_utf8_trim(ts_str_sub(s, first, s.len)) : (ts_str){0};
}

/* A licence of Creative Commons that the page links beside the article, and who holds the rights by one of
 * its last lines. */
void ts_near_rights(ts_claims *claims, const ts_blocks *blocks, int first, const char *language)
{
    ts_fields *f = &claims->by[TS_CLAIM_PAGE].fields;
    int count = (int)blocks->blocks.len;
    for (size_t i = 0; i < blocks->elements.len && !f->license; i++) {
        const ts_element *e = &blocks->elements.items[i];
        if (e->first >= first && ts_is_licence_link(e->node))
            ts_claim_set(claims->arena, &f->license, ts_str_of(ts_node_attr(e->node, "href")));
    }
    for (int i = count - 1; i >= first && i >= count - RIGHTS_LINES && !f->holder; i--) {
        ts_line_match match;
        ts_buf folded;
        ts_buf_init(&folded, TS_BUF_MAX);
        ts_fold(&folded, ts_str_sub(blocks->blocks.items[i].text, 0, RIGHTS_TEXT));
        if (ts_phrases_match_class(ts_phrases_get(), language, "copyright", ts_buf_str(&folded), &match))
            ts_claim_set(claims->arena, &f->holder, ts_near_name(match.name));
        if (f->holder && ts_site_may_publish(ts_buf_str(&folded), f->holder))
            claims->foot = f->holder;
        ts_buf_free(&folded);
    }
}
