#include "extract/page_data.h"
#include "text/json.h"
#include "text/url.h"

#include <string.h>

enum {
    BODY_LEAST = 600,     /* bytes of the text */
    PARAGRAPHS_LEAST = 2, /* in it */
    DATA_MOST = 8 << 20,  /* bytes that are looked at */
    KEY_MOST = 40,        /* bytes of a name that says what a text is */
    SAMPLES = 32,         /* of a text that the page may show */
    SAMPLE_SIZE = 15,     /* bytes of one */
    SAMPLES_FOUND = 2,    /* from so many on it does */
};

typedef struct search {
    ts_arena *arena;
    ts_str body;  /* the longest so far */
    size_t other; /* the size of the next one */
    size_t looked;
} search;

/* --- one text in quotes --- */

/* The characters of a text that stands with its quotes, empty where it is not written as JSON has it. */
static ts_str decode(const search *s, ts_str literal)
{
    ts_error error = {0};
    const ts_value *value = ts_json_read(s->arena, literal, "", &error);
    return value && value->kind == TS_STRING ? value->string : (ts_str){0};
}

/* "contentHtml" in: contentHtml: "…", "contentHtml": "…"; `literal` points into `data`. */
static ts_str key_before(ts_str data, ts_str literal)
{
    ts_str before = ts_str_trim(ts_str_sub(data, 0, (size_t)(literal.ptr - data.ptr)));
    if (!before.len || before.ptr[before.len - 1] != ':')
        return (ts_str){0};
    before = ts_str_trim(ts_str_sub(before, 0, before.len - 1));
    size_t end = before.len, from;
    while (end && strchr("\"'\\", before.ptr[end - 1]))
        end--;
    for (from = end; from && end - from < KEY_MOST && !strchr("\"'\\{,: \n", before.ptr[from - 1]);)
        from--;
    return ts_str_sub(before, from, end);
}

/* What programs call the text of a page. */
static bool names_body(ts_str key)
{
    static const char *const NAMES[] = {"article", "body",   "content", "detail", "html",
                                        "markup",  "render", "story",   "text"};
    char name[KEY_MOST + 1] = "";
    memcpy(name, key.ptr ? key.ptr : "", key.len < KEY_MOST ? key.len : KEY_MOST);
    for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++)
        if (ts_find_same(name, NAMES[i]))
            return true;
    return false;
}

/* Paragraphs and line breaks, counted no further than needed. */
static int paragraphs_of(ts_str html)
{
    static const char *const ENDS[] = {"</p>", "<br"};
    int count = 0;
    for (size_t k = 0; k < sizeof ENDS / sizeof *ENDS; k++)
        for (size_t at = 0; count < PARAGRAPHS_LEAST; at++, count++)
            if ((at = ts_str_find(html, ts_str_of(ENDS[k]), at)) == TS_NPOS)
                break;
    return count;
}

static void consider(search *s, ts_str html)
{
    if (html.len < BODY_LEAST || paragraphs_of(html) < PARAGRAPHS_LEAST || ts_str_eq(html, s->body))
        return;
    size_t shorter = html.len > s->body.len ? s->body.len : html.len;
    s->other = shorter > s->other ? shorter : s->other;
    s->body = html.len > s->body.len ? html : s->body;
}

/* --- all that is in the data --- */

/* Behind the quote that ends a text. */
static size_t literal_end(ts_str data, size_t from)
{
    for (size_t i = from + 1; i < data.len; i++) {
        if (data.ptr[i] == '\\')
            i++;
        else if (data.ptr[i] == '"')
            return i + 1;
    }
    return data.len;
}

/* Looks at the texts in quotes. *inner becomes the last long one that is data itself. */
static void scan(search *s, ts_str data, ts_str *inner)
{
    for (size_t at = 0, end; (at = ts_str_find_char(data, '"', at)) != TS_NPOS; at = end) {
        end = literal_end(data, at);
        ts_str literal = ts_str_sub(data, at, end);
        if (literal.len < BODY_LEAST)
            continue;
        ts_str key = key_before(data, literal);
        bool nested = inner && (literal.ptr[1] == '{' || literal.ptr[1] == '[');
        ts_str text = nested || names_body(key) ? decode(s, literal) : (ts_str){0};
        if (nested)
            *inner = text;
        else
            consider(s, text);
    }
}

static void look_at(search *s, ts_str data)
{
    ts_str inner = {0};
    if (s->looked + data.len > DATA_MOST)
        return;
    s->looked += data.len;
    if (ts_str_starts(data, TS_STR("%7B")) || ts_str_starts(data, TS_STR("%5B")))
        data = ts_str_of(ts_url_decode(s->arena, data));
    scan(s, data, &inner);
    scan(s, inner, NULL);
}

/* True where samples of it stand on the page, in lines that may be too short to be prose. */
static bool is_shown(ts_str shown, ts_str html)
{
    ts_buf text;
    int found = 0;
    ts_buf_init(&text, TS_BUF_MAX);
    ts_html_unescape(&text, html);
    for (size_t i = 0; i < SAMPLES && text.len > SAMPLES * SAMPLE_SIZE; i++) {
        size_t at = i * (text.len / SAMPLES);
        ts_str sample = ts_str_sub(ts_buf_str(&text), at, at + SAMPLE_SIZE);
        found += ts_str_find(shown, sample, 0) != TS_NPOS;
    }
    ts_buf_free(&text);
    return found >= SAMPLES_FOUND;
}

ts_str ts_page_data_html(ts_arena *arena, const ts_dom *dom, ts_str shown)
{
    search s = {.arena = arena};
    const ts_node_list *elements = ts_dom_head_matter(dom);
    for (size_t i = 0; i < elements->len; i++) {
        const ts_node *n = elements->items[i];
        const char *type = ts_node_is(n, "script") ? ts_node_attr(n, "type") : NULL;
        if (type && strstr(type, "json") && !strstr(type, "ld+json") && ts_node_first(n))
            look_at(&s, ts_str_trim(ts_node_chars(ts_node_first(n))));
    }
    for (size_t i = 0; i < ts_dom_states(dom)->len; i++)
        look_at(&s, ts_dom_states(dom)->items[i]);
    return s.other * 2 < s.body.len && !is_shown(shown, s.body) ? s.body : (ts_str){0};
}
