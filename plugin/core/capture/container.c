#include "capture/container.h"
#include "base/file.h"

#include <string.h>
#include <strings.h>

#define MHTML "MHTML files are not read yet; save the page as HTML instead."
#define WARC "WARC files are not read yet; take the pages out of it first, for example with “warcio extract”."
#define FEED "This is a feed, and feeds are not read yet; save the pages that it lists instead."
#define SITEMAP "This is a list of a site's pages and none itself; save the pages that it lists instead."

static const struct {
    const char *ending, *advice;
} ENDINGS[] = {{"mht", MHTML}, {"mhtml", MHTML}, {"warc", WARC}, {"rss", FEED}, {"atom", FEED}};

/* How the root elements of XML documents that are no pages begin. */
static const struct {
    const char *root, *advice;
} ROOTS[] = {
    {"<rss", FEED}, {"<feed", FEED}, {"<rdf:RDF", FEED}, {"<urlset", SITEMAP}, {"<sitemapindex", SITEMAP},
};

const char *ts_container_advice_of(const char *path)
{
    const char *ending = ts_path_extension(path);
    for (size_t i = 0; i < sizeof ENDINGS / sizeof *ENDINGS; i++)
        if (strcasecmp(ending, ENDINGS[i].ending) == 0)
            return ENDINGS[i].advice;
    return NULL;
}

/* The document from its root element on: without what may stand before it in XML. */
static ts_str from_root(ts_str text)
{
    for (;;) {
        text = ts_str_trim(text);
        const char *end = ts_str_starts(text, TS_STR("<?"))     ? "?>"
                          : ts_str_starts(text, TS_STR("<!--")) ? "-->"
                                                                : NULL;
        size_t at = end ? ts_str_find(text, ts_str_of(end), 0) : TS_NPOS;
        if (at == TS_NPOS)
            return text;
        text = ts_str_sub(text, at + ts_str_of(end).len, text.len);
    }
}

static bool is_root(ts_str text, ts_str root)
{
    return text.len > root.len && ts_str_starts(text, root) && strchr(" \t\r\n>", text.ptr[root.len]);
}

/* The head of a mail message (RFC 2045) whose parts are one page and what it shows (RFC 2557). */
static bool is_mhtml(ts_str text)
{
    bool mime = false, related = false;
    ts_str line;
    while (ts_str_line(&text, &line) && (line = ts_str_trim(line)).len > 0) {
        mime = mime || ts_str_starts(line, TS_STR("MIME-Version:"));
        related = related || ts_str_find(line, TS_STR("multipart/related"), 0) != TS_NPOS;
    }
    return mime && related;
}

const char *ts_container_advice(ts_str text)
{
    text = ts_str_sub(text, 0, 4096);
    if (ts_str_starts(text, TS_STR("WARC/")))
        return WARC;
    ts_str root = from_root(text);
    for (size_t i = 0; i < sizeof ROOTS / sizeof *ROOTS; i++)
        if (is_root(root, ts_str_of(ROOTS[i].root)))
            return ROOTS[i].advice;
    return is_mhtml(text) ? MHTML : NULL;
}
