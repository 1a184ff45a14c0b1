#include "extract/near_topic.h"

#include "extract/markup.h"
#include "extract/near_dates.h"

#include <pthread.h>
#include <stdint.h>
#include <string.h>

/* Words that pages' authors name such elements by. */
static const struct {
    ts_str word;
    ts_topic topic;
} WORDS[] = {
    {{"author", sizeof "author" - 1}, TOPIC_AUTHOR},
    {{"authors", sizeof "authors" - 1}, TOPIC_AUTHOR},
    {{"byline", sizeof "byline" - 1}, TOPIC_AUTHOR},
    {{"writer", sizeof "writer" - 1}, TOPIC_AUTHOR},
    {{"zuozhe", sizeof "zuozhe" - 1}, TOPIC_AUTHOR},
    {{"reporter", sizeof "reporter" - 1}, TOPIC_AUTHOR},
    {{"contributor", sizeof "contributor" - 1}, TOPIC_AUTHOR},
    {{"columnist", sizeof "columnist" - 1}, TOPIC_AUTHOR},
    {{"nick", sizeof "nick" - 1}, TOPIC_AUTHOR},
    {{"nickname", sizeof "nickname" - 1}, TOPIC_AUTHOR},
    {{"username", sizeof "username" - 1}, TOPIC_AUTHOR},
    {{"authi", sizeof "authi" - 1}, TOPIC_AUTHOR},
    {{"autor", sizeof "autor" - 1}, TOPIC_AUTHOR},
    {{"auteur", sizeof "auteur" - 1}, TOPIC_AUTHOR},
    {{"autore", sizeof "autore" - 1}, TOPIC_AUTHOR},
    {{"autori", sizeof "autori" - 1}, TOPIC_AUTHOR},
    {{"autores", sizeof "autores" - 1}, TOPIC_AUTHOR},
    {{"autoren", sizeof "autoren" - 1}, TOPIC_AUTHOR},
    {{"auteurs", sizeof "auteurs" - 1}, TOPIC_AUTHOR},
    {{"autorzy", sizeof "autorzy" - 1}, TOPIC_AUTHOR},
    {{"szerzo", sizeof "szerzo" - 1}, TOPIC_AUTHOR},
    {{"forfatter", sizeof "forfatter" - 1}, TOPIC_AUTHOR},
    {{"forfattare", sizeof "forfattare" - 1}, TOPIC_AUTHOR},
    {{"skribent", sizeof "skribent" - 1}, TOPIC_AUTHOR},
    {{"schrijver", sizeof "schrijver" - 1}, TOPIC_AUTHOR},
    {{"yazar", sizeof "yazar" - 1}, TOPIC_AUTHOR},
    {{"muhabir", sizeof "muhabir" - 1}, TOPIC_AUTHOR},
    {{"penulis", sizeof "penulis" - 1}, TOPIC_AUTHOR},
    {{"avtor", sizeof "avtor" - 1}, TOPIC_AUTHOR},
    {{"date", sizeof "date" - 1}, TOPIC_DATE},
    {{"datetime", sizeof "datetime" - 1}, TOPIC_DATE},
    {{"pubtime", sizeof "pubtime" - 1}, TOPIC_DATE},
    {{"pubdate", sizeof "pubdate" - 1}, TOPIC_DATE},
    {{"published", sizeof "published" - 1}, TOPIC_DATE},
    {{"publish", sizeof "publish" - 1}, TOPIC_DATE},
    {{"posted", sizeof "posted" - 1}, TOPIC_DATE},
    {{"timestamp", sizeof "timestamp" - 1}, TOPIC_DATE},
    {{"time", sizeof "time" - 1}, TOPIC_DATE},
    {{"dateline", sizeof "dateline" - 1}, TOPIC_DATE},
    {{"shijian", sizeof "shijian" - 1}, TOPIC_DATE},
    {{"riqi", sizeof "riqi" - 1}, TOPIC_DATE},
    {{"fecha", sizeof "fecha" - 1}, TOPIC_DATE},
    {{"datum", sizeof "datum" - 1}, TOPIC_DATE},
    {{"updated", sizeof "updated" - 1}, TOPIC_UPDATED},
    {{"modified", sizeof "modified" - 1}, TOPIC_UPDATED},
    {{"update", sizeof "update" - 1}, TOPIC_UPDATED},
    {{"modify", sizeof "modify" - 1}, TOPIC_UPDATED},
    {{"lastmod", sizeof "lastmod" - 1}, TOPIC_UPDATED},
    {{"source", sizeof "source" - 1}, TOPIC_SOURCE},
    {{"laiyuan", sizeof "laiyuan" - 1}, TOPIC_SOURCE},
    {{"breadcrumb", sizeof "breadcrumb" - 1}, TOPIC_CRUMBS},
    {{"breadcrumbs", sizeof "breadcrumbs" - 1}, TOPIC_CRUMBS},
    {{"crumb", sizeof "crumb" - 1}, TOPIC_CRUMBS},
    {{"crumbs", sizeof "crumbs" - 1}, TOPIC_CRUMBS},
    {{"weizhi", sizeof "weizhi" - 1}, TOPIC_CRUMBS},
    {{"mbx", sizeof "mbx" - 1}, TOPIC_CRUMBS},
    {{"curpos", sizeof "curpos" - 1}, TOPIC_CRUMBS},
    {{"pathway", sizeof "pathway" - 1}, TOPIC_CRUMBS},
};

/* What words are made of. */
typedef enum word_char { NO_WORD, DIGIT, SMALL, CAPITAL } word_char;
static const unsigned char WORD_CHARS[256] = {
    ['0' ... '9'] = DIGIT,
    ['a' ... 'z'] = SMALL,
    ['A' ... 'Z'] = CAPITAL,
};

static word_char word_char_of(char c)
{
    return (word_char)WORD_CHARS[(unsigned char)c];
}

/* Bytes of the word at `p`, which ends at a sign or before a capital. */
static size_t word_len(const char *p)
{
    size_t n = 0;
    for (word_char is, before = NO_WORD; (is = word_char_of(p[n])) != NO_WORD; n++, before = is)
        if (is == CAPITAL && before == SMALL)
            break;
    return n;
}

/* A bit for each length that words have which begin with that letter: most words are known not to be there.
 */
static uint32_t lengths[26];
static pthread_once_t lengths_once = PTHREAD_ONCE_INIT;

static void note_lengths(void)
{
    for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++)
        lengths[WORDS[i].word.ptr[0] - 'a'] |= UINT32_C(1) << WORDS[i].word.len;
}

/* The topic of a word, of `n` bytes. */
static ts_topic topic_of_word(const char *word, size_t n)
{
    unsigned letter = n ? (unsigned char)(word[0] | 0x20) - 'a' : 26;
    if (letter >= 26 || n >= 32 || !(lengths[letter] >> n & 1))
        return TOPIC_NONE;
    for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++)
        if (WORDS[i].word.len == n && WORDS[i].word.ptr[0] == (word[0] | 0x20) &&
            ts_str_same(WORDS[i].word, (ts_str){word, n}))
            return WORDS[i].topic;
    return TOPIC_NONE;
}

/* The topic of the first word we know, of words split at signs and at capitals; where `only` is none, of the
 * first that has that topic. */
static ts_topic find_topic(const char *value, ts_topic only)
{
    pthread_once(&lengths_once, note_lengths);
    for (const char *p = value; p && *p;) {
        while (*p && word_char_of(*p) == NO_WORD)
            p++;
        size_t n = word_len(p);
        ts_topic t = topic_of_word(p, n);
        if (t != TOPIC_NONE && (only == TOPIC_NONE || t == only))
            return t;
        p += n;
    }
    return TOPIC_NONE;
}

static ts_topic topic_of_value(const char *value)
{
    return find_topic(value, TOPIC_NONE);
}

/* Pages about their authors stand under a few names everywhere. */
bool ts_near_is_author_link(const ts_node *node)
{
    static const char *const FOLDERS[] = {
        "author",      "authors",      "contributor", "contributors", "autor",
        "autores",     "autoren",      "autori",      "auteur",       "auteurs",
        "yazar",       "yazarlar",     "penulis",     "avtor",        "skribent",
        "journalists", "writers",      "editors",     "reporters",    "columnists",
        "journaliste", "journalistes", "periodistas", "redakteure",   NULL};
    const char *rel = ts_node_attr(node, "rel"),
               *href = ts_node_is(node, "a") ? ts_node_attr(node, "href") : NULL;
    if (rel && ts_has_token(rel, "author"))
        return true;
    return href && ts_has_folder(href, FOLDERS);
}

/* What an author is or does, by the name of an element that has not their name. */
static bool tells_of_author(const char *class)
{
    static const char *const WORDS_OF[] = {"description", "desc",     "bio", "biography",
                                           "role",        "position", "job"};
    bool tells = false;
    for (const char *p = class; p && *p;) {
        while (*p && word_char_of(*p) == NO_WORD)
            p++;
        ts_str word = {p, word_len(p)};
        if (ts_str_same(word, TS_STR("name")))
            return false;
        for (size_t i = 0; i < sizeof WORDS_OF / sizeof *WORDS_OF; i++)
            tells = tells || ts_str_same(word, ts_str_of(WORDS_OF[i]));
        p += word.len;
    }
    return tells;
}

ts_topic ts_near_topic(const ts_node *node)
{
    const char *label = ts_node_attr(node, "aria-label");
    const char *type = ts_node_attr(node, "itemtype");
    ts_topic t = topic_of_value(ts_node_attr(node, "class"));
    if (t == TOPIC_NONE)
        t = topic_of_value(ts_node_attr(node, "id"));
    if (t == TOPIC_NONE)
        t = topic_of_value(ts_node_attr(node, "data-testid"));
    if (t == TOPIC_NONE && type && strstr(type, "BreadcrumbList"))
        t = TOPIC_CRUMBS;
    if (t == TOPIC_NONE && label && topic_of_value(label) == TOPIC_CRUMBS)
        t = TOPIC_CRUMBS;
    if (t == TOPIC_NONE && strchr(ts_node_name(node), '-')) /* an element of the page's own making */
        t = topic_of_value(ts_node_name(node));
    if (t == TOPIC_NONE && (ts_node_is(node, "time") || ts_near_dates_machine(node)))
        t = TOPIC_DATE;
    if (t == TOPIC_AUTHOR && tells_of_author(ts_node_attr(node, "class")))
        t = TOPIC_NONE;
    return ts_near_is_author_link(node) ? TOPIC_AUTHOR : t;
}

bool ts_near_names_author(const ts_node *node)
{
    return find_topic(ts_node_attr(node, "class"), TOPIC_AUTHOR) == TOPIC_AUTHOR;
}
