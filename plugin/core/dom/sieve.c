#include "dom/sieve.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* Elements whose content is no markup, and what becomes of it. */
typedef enum raw_kind { RAW_DROP, RAW_EMPTY, RAW_SCRIPT, RAW_TEXT } raw_kind;

static const struct {
    const char *name;
    raw_kind kind;
} RAW[] = {
    {"script", RAW_SCRIPT}, {"style", RAW_DROP},    {"iframe", RAW_EMPTY},
    {"noembed", RAW_DROP},  {"noframes", RAW_DROP}, {"svg", RAW_DROP},
    {"title", RAW_TEXT},    {"textarea", RAW_TEXT}, {"xmp", RAW_TEXT},
};
enum { RAW_COUNT = sizeof RAW / sizeof *RAW };

/* Elements that nest as boxes do. libxml2 ignores the end of an <article> while a <div> inside is open, and
 * then all that follows lands inside the article; so we close what is open ourselves. A cell is a wall: an
 * end tag inside it closes nothing outside. */
static const char *const BOXES[] = {"td",   "th",    "table",   "div",    "article", "section",
                                    "main", "aside", "nav",     "header", "footer",  "figure",
                                    "ul",   "ol",    "details", "center"};
enum { BOX_COUNT = sizeof BOXES / sizeof *BOXES, BOX_TD = 0, BOX_TH = 1, BOX_TABLE = 2, BOX_DEPTH = 8192 };
static const char *const ROWS[] = {"tr", "tbody", "thead", "tfoot"};
enum { ROW_COUNT = sizeof ROWS / sizeof *ROWS };

/* Elements without end tag that libxml2 does not know: the rest of the page would land in them. */
static const char *const VOIDS[] = {"source", "track", "wbr"};
enum { VOID_COUNT = sizeof VOIDS / sizeof *VOIDS };

/* How far behind the first quote of a <meta> value the true one may be. */
enum { META_WINDOW = 400 };
/* Characters of a longest reference's name. */
enum { REFERENCE_MAX = 40 };

typedef struct open_box {
    int kind;
    int same; /* the next outer open box of that kind, -1: none */
} open_box;

typedef struct sieve {
    ts_buf *out;
    const char *at, *end;
    ts_sieved *count;
    bool xml;                      /* an XML declaration: "<script/>" is a whole element */
    bool no_end_of_comment;        /* no "-->" from here on */
    bool no_end_of_raw[RAW_COUNT]; /* no such end tag from here on */
    bool no_quote[2];              /* no " and no ' from here on */
    open_box boxes[BOX_DEPTH];
    int depth;
    int top[BOX_COUNT]; /* the innermost open box of a kind, -1: none */
} sieve;

typedef struct tag {
    const char *name;
    size_t name_len;
    const char *attrs; /* behind the name */
    const char *next;  /* behind the '>' */
    bool self_closed;
    bool json; /* the type attribute says so */
} tag;

typedef struct attribute {
    const char *name, *value; /* value NULL: none */
    size_t name_len, value_len;
} attribute;

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
}

static void put(sieve *s, const char *from, const char *to)
{
    ts_buf_put(s->out, (ts_str){from, (size_t)(to - from)});
}

/* True where a character reference begins; in an attribute only one that its ';' ends, for addresses are full
 * of
 * "&copy=1". */
static bool is_reference(const char *p, const char *end, bool in_tag)
{
    const char *q = p + 1;
    if (q == end || (!is_letter(*q) && *q != '#'))
        return false;
    if (!in_tag)
        return true;
    while (q < end && q - p < REFERENCE_MAX && (is_letter(*q) || *q == '#' || (*q >= '0' && *q <= '9')))
        q++;
    return q < end && *q == ';';
}

/* The first place of the character, or the end. */
static const char *next_of(const char *p, const char *end, char c)
{
    const char *found = memchr(p, c, (size_t)(end - p));
    return found ? found : end;
}

/* The same characters, those escaped that libxml2 stumbles over. */
static void put_escaped(sieve *s, const char *p, const char *end, bool in_tag)
{
    for (const char *from = p;; p++) {
        if (in_tag)
            while (p < end && *p != '&' && *p != '"')
                p++;
        else
            p = next_of(p, end, '&');
        bool quote = p < end && *p == '"';
        if (p < end && !quote && is_reference(p, end, in_tag))
            continue;
        put(s, from, p);
        if (p == end)
            return;
        ts_buf_puts(s->out, quote ? "&quot;" : "&amp;");
        from = p + 1;
    }
}

static bool named(const tag *t, const char *name)
{
    return t->name_len && (t->name[0] | 0x20) == name[0] && strlen(name) == t->name_len &&
           strncasecmp(t->name, name, t->name_len) == 0;
}

static int index_in(const tag *t, const char *const *names, int count)
{
    for (int i = 0; i < count; i++)
        if (named(t, names[i]))
            return i;
    return -1;
}

/* --- tags --- */

/* True where behind a quote the tag ends or a next attribute with a value stands. */
static bool ends_value(const sieve *s, const char *p)
{
    const char *end = s->end - p > META_WINDOW ? p + META_WINDOW : s->end;
    while (p < end && (is_blank(*p) || *p == '/'))
        p++;
    if (p == end || *p == '>')
        return true;
    const char *name = p;
    while (p < end && (is_letter(*p) || *p == '-' || *p == ':'))
        p++;
    return p > name && p < end && *p == '=';
}

/* The quote that ends a value, or NULL. In <meta> a quote ends the value only where the attribute ends too:
 * pages print headlines with raw quotes there. */
static const char *value_end(sieve *s, const char *p, char quote, bool meta)
{
    bool *none = &s->no_quote[quote == '\''];
    const char *close = *none ? NULL : memchr(p, quote, (size_t)(s->end - p));
    if (!close) {
        *none = true;
        return NULL;
    }
    for (const char *q = close; meta && q < s->end && q - close < META_WINDOW && *q != '>'; q++) {
        if (*q != quote)
            continue;
        /* A browser that saved such a page has made attributes without value of the rest: too late to mend.
         */
        if (s->end - q > 3 && q[1] == '=' && q[2] == quote && q[3] == quote)
            break;
        if (ends_value(s, q + 1))
            return q;
    }
    return close;
}

/* Reads one attribute and moves behind it; false at the tag's end, where *slash tells of a "/" before it. */
static bool read_attribute(sieve *s, const char **at, bool meta, attribute *a, bool *slash)
{
    const char *p = *at;
    *slash = false;
    for (; p < s->end && (is_blank(*p) || *p == '/'); p++)
        *slash = *p == '/' || *slash;
    *at = p;
    if (p == s->end || *p == '>')
        return false;
    *a = (attribute){.name = p++}; /* a name may begin with '=' */
    while (p < s->end && !is_blank(*p) && *p != '/' && *p != '>' && *p != '=')
        p++;
    a->name_len = (size_t)(p - a->name);
    *at = p;
    while (p < s->end && is_blank(*p))
        p++;
    if (p == s->end || *p != '=')
        return true;
    p++;
    while (p < s->end && is_blank(*p))
        p++;
    if (p < s->end && (*p == '"' || *p == '\'')) {
        const char *close = value_end(s, p + 1, *p, meta);
        if (close) {
            a->value = p + 1;
            a->value_len = (size_t)(close - a->value);
            *at = close + 1;
            return true;
        }
        p++;
    }
    a->value = p;
    while (p < s->end && !is_blank(*p) && *p != '>')
        p++;
    a->value_len = (size_t)(p - a->value);
    *at = p;
    return true;
}

/* Reads a start tag; false where the page ends inside it. */
static bool read_tag(sieve *s, tag *t)
{
    const char *p = s->at + 1;
    t->name = p;
    while (p < s->end && !is_blank(*p) && *p != '/' && *p != '>')
        p++;
    t->name_len = (size_t)(p - t->name);
    t->attrs = p;
    t->json = false;
    bool meta = named(t, "meta");
    attribute a;
    while (read_attribute(s, &p, meta, &a, &t->self_closed))
        if (a.name_len == 4 && strncasecmp(a.name, "type", 4) == 0 && a.value)
            t->json = memmem(a.value, a.value_len, "json", 4) != NULL;
    if (p == s->end)
        return false;
    t->self_closed = t->self_closed || index_in(t, VOIDS, VOID_COUNT) >= 0;
    t->next = p + 1;
    return true;
}

static bool is_name(const char *p, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if (!is_letter(p[i]) && !(p[i] >= '0' && p[i] <= '9') && !strchr("-_:.", p[i]))
            return false;
    return len > 0 && (is_letter(*p) || *p == '_' || *p == ':');
}

static void write_attribute(sieve *s, const attribute *a)
{
    ts_buf_putc(s->out, ' ');
    put(s, a->name, a->name + a->name_len);
    if (!a->value)
        return;
    ts_buf_puts(s->out, "=\"");
    put_escaped(s, a->value, a->value + a->value_len, true);
    ts_buf_putc(s->out, '"');
}

/* libxml2 knows names of letters, digits and - _ : . only, and gets lost at any other: tags are written with
 * '_' in their place, such attributes are left out. */
static void write_tag(sieve *s, const tag *t)
{
    ts_buf_putc(s->out, '<');
    for (const char *p = t->name; p < t->name + t->name_len; p++)
        ts_buf_putc(s->out, is_name(p, 1) || (*p >= '0' && *p <= '9') || *p == '-' ? *p : '_');
    bool meta = named(t, "meta"), slash;
    const char *p = t->attrs;
    attribute a;
    for (int n = 0; n < TS_DOM_ATTRIBUTES && read_attribute(s, &p, meta, &a, &slash); n++)
        if (is_name(a.name, a.name_len))
            write_attribute(s, &a);
    ts_buf_puts(s->out, t->self_closed ? "/>" : ">");
    s->count->tags++;
}

static void write_end(sieve *s, const char *name, size_t len)
{
    ts_buf_puts(s->out, "</");
    put(s, name, name + len);
    ts_buf_putc(s->out, '>');
    s->count->end_tags++;
}

/* --- boxes --- */

static void open_one(sieve *s, int kind)
{
    if (s->depth == BOX_DEPTH)
        return; /* the parser's own limit is lower */
    s->boxes[s->depth] = (open_box){kind, s->top[kind]};
    s->top[kind] = s->depth++;
}

static void close_one(sieve *s)
{
    open_box *box = &s->boxes[--s->depth];
    s->top[box->kind] = box->same;
    write_end(s, BOXES[box->kind], strlen(BOXES[box->kind]));
}

static void close_box(sieve *s, int kind)
{
    if (s->depth == BOX_DEPTH) {
        write_end(s, BOXES[kind], strlen(BOXES[kind]));
        return;
    }
    int target = s->top[kind], wall = -1;
    if (kind < BOX_TABLE)
        wall = s->top[BOX_TABLE];
    else if (kind > BOX_TABLE)
        wall = s->top[BOX_TD] > s->top[BOX_TH] ? s->top[BOX_TD] : s->top[BOX_TH];
    if (target <= wall)
        return;
    while (s->depth > target)
        close_one(s);
}

/* A cell or row that begins or ends ends the cell before it. */
static void end_cell(sieve *s)
{
    close_box(s, BOX_TD);
    close_box(s, BOX_TH);
}

/* --- content that is no markup --- */

static const char *find_end_tag(sieve *s, const char *from, int raw)
{
    if (s->no_end_of_raw[raw])
        return NULL;
    size_t len = strlen(RAW[raw].name);
    for (const char *p = from; (p = memchr(p, '<', (size_t)(s->end - p))); p++) {
        if ((size_t)(s->end - p) < len + 2)
            break;
        if (p[1] != '/' || strncasecmp(p + 2, RAW[raw].name, len) != 0)
            continue;
        char c = p + len + 2 < s->end ? p[len + 2] : '>';
        if (is_blank(c) || c == '/' || c == '>')
            return p;
    }
    s->no_end_of_raw[raw] = true;
    return NULL;
}

static void write_raw_text(sieve *s, const char *from, const char *to)
{
    for (const char *p = from; p < to; p++)
        if (*p == '<')
            ts_buf_puts(s->out, "&lt;");
        else
            ts_buf_putc(s->out, *p);
}

/* Behind the end of the element. Where it never ends, its start tag is dropped and the rest is read as
 * markup: half a page is better than none. */
static void take_raw(sieve *s, const tag *t, int raw)
{
    const char *close =
        t->self_closed && (s->xml || RAW[raw].kind == RAW_DROP) ? NULL : find_end_tag(s, t->next, raw);
    if (!close) {
        s->at = t->next;
        return;
    }
    const char *behind = memchr(close, '>', (size_t)(s->end - close));
    raw_kind kind = RAW[raw].kind;
    if (kind == RAW_TEXT || kind == RAW_EMPTY || (kind == RAW_SCRIPT && t->json)) {
        tag open = *t;
        open.self_closed = false;
        write_tag(s, &open);
        if (kind == RAW_TEXT)
            write_raw_text(s, t->next, close);
        else if (kind == RAW_SCRIPT)
            put(s, t->next, close);
        write_end(s, RAW[raw].name, strlen(RAW[raw].name));
    }
    s->at = behind ? behind + 1 : s->end;
}

/* --- one markup thing at '<' --- */

static void take_start(sieve *s)
{
    tag t;
    if (!read_tag(s, &t)) {
        s->at = s->end;
        return;
    }
    for (int i = 0; i < RAW_COUNT; i++) {
        if (named(&t, RAW[i].name)) {
            take_raw(s, &t, i);
            return;
        }
    }
    int box = index_in(&t, BOXES, BOX_COUNT);
    if (box == BOX_TD || box == BOX_TH || index_in(&t, ROWS, ROW_COUNT) >= 0)
        end_cell(s);
    write_tag(s, &t);
    if (box >= 0 && !t.self_closed)
        open_one(s, box);
    s->at = t.next;
}

static void take_end(sieve *s)
{
    tag t = {.name = s->at + 2};
    const char *p = t.name;
    while (p < s->end && !is_blank(*p) && *p != '/' && *p != '>')
        p++;
    t.name_len = (size_t)(p - t.name);
    int box = index_in(&t, BOXES, BOX_COUNT);
    if (index_in(&t, ROWS, ROW_COUNT) >= 0)
        end_cell(s);
    if (box >= 0)
        close_box(s, box);
    else if (index_in(&t, VOIDS, VOID_COUNT) < 0)
        write_end(s, t.name, t.name_len);
    const char *close = memchr(p, '>', (size_t)(s->end - p));
    s->at = close ? close + 1 : s->end;
}

/* Comments, declarations, processing instructions. */
static void take_comment(sieve *s)
{
    const char *p = s->at;
    size_t left = (size_t)(s->end - p);
    if (left >= 4 && memcmp(p, "<!--", 4) == 0 && !s->no_end_of_comment) {
        /* "<!-->" and "<!--->" are whole comments */
        const char *close = memmem(p + 2, left - 2, "-->", 3);
        if (close) {
            s->at = close + 3;
            return;
        }
        s->no_end_of_comment = true;
    }
    const char *close = memchr(p, '>', left);
    s->at = close ? close + 1 : s->end;
}

void ts_sieve(ts_buf *out, ts_str html, ts_sieved *sieved)
{
    sieve *s = ts_malloc(sizeof *s);
    *s = (sieve){.out = out, .at = html.ptr, .end = html.ptr + html.len, .count = sieved};
    for (int i = 0; i < BOX_COUNT; i++)
        s->top[i] = -1;
    *sieved = (ts_sieved){0};
    s->xml = ts_str_starts(ts_str_trim(html), TS_STR("<?xml"));
    while (s->at < s->end) {
        const char *less = memchr(s->at, '<', (size_t)(s->end - s->at));
        put_escaped(s, s->at, less ? less : s->end, false);
        if (!less)
            break;
        s->at = less;
        char c = less + 1 < s->end ? less[1] : ' ';
        if (is_letter(c)) {
            take_start(s);
        } else if (c == '!' || c == '?') {
            take_comment(s);
        } else if (c == '/' && less + 2 < s->end && is_letter(less[2])) {
            take_end(s);
        } else if (c == '/') {
            take_comment(s);
        } else {
            ts_buf_puts(out, "&lt;");
            s->at = less + 1;
        }
    }
    free(s);
}
