#include "dom/sieve.h"
#include "dom/references.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* Elements whose content is no markup, and what becomes of it. */
typedef enum raw_kind { RAW_DROP, RAW_DRAWING, RAW_EMPTY, RAW_SCRIPT, RAW_TEXT } raw_kind;

static const struct {
    const char *name;
    raw_kind kind;
} RAW[] = {
    {"script", RAW_SCRIPT}, {"style", RAW_DROP},    {"iframe", RAW_EMPTY},
    {"noembed", RAW_DROP},  {"noframes", RAW_DROP}, {"svg", RAW_DRAWING},
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

/* Bytes of a longest name that libxml2 takes. */
enum { NAME_MAX_BYTES = 100 };
/* White space that the parser takes for a text where none may stand. */
enum { BLANK_MOST = 1000 };
/* Names of attributes that are remembered, a power of two: a page has few different ones. */
enum { NAMES = 256 };
/* Names of elements that are, likewise. */
enum { ELEMENTS = 64 };

typedef struct open_box {
    int kind;
    int same; /* the next outer open box of that kind, -1: none */
} open_box;

/* What the name of an element says, as the page spells it. */
typedef struct element {
    ts_str name;  /* .ptr NULL: none yet */
    int raw, box; /* index in RAW, BOXES; -1: none */
    bool is_row, no_end;
    const char *plain; /* in lower case, where libxml2 takes the name as it is; else NULL */
} element;

typedef struct sieve {
    ts_sieved *out;
    const char *at;
    ts_tag_source source;
    bool whole;                    /* nothing is left out */
    bool xml;                      /* an XML declaration: "<script/>" is a whole element */
    bool no_end_of_comment;        /* no "-->" from here on */
    bool no_end_of_raw[RAW_COUNT]; /* no such end tag from here on */
    ts_str run;                    /* the text since the last tag */
    ts_buf joined;                 /* its bytes, where they do not stand together */
    int depth;
    int top[BOX_COUNT]; /* the innermost open box of a kind, -1: none */
    struct {
        ts_str raw;
        const char *name;
    } names[NAMES];
    element elements[ELEMENTS];
    ts_tag tag;
    open_box *boxes; /* BOX_DEPTH of them */
} sieve;

static int index_in(ts_str name, const char *const *names, int count)
{
    char first = name.len ? (char)(name.ptr[0] | 0x20) : 0;
    for (int i = 0; i < count; i++)
        if (names[i][0] == first && ts_str_same(name, ts_str_of(names[i])))
            return i;
    return -1;
}

/* The bytes of a name that libxml2 knows. */
static bool is_known(char c)
{
    return ts_is_letter(c) || (c >= '0' && c <= '9') || c == '-' || c == ':';
}

static const char *lower_case(ts_arena *arena, ts_str name)
{
    char *copy = ts_arena_copy(arena, name);
    for (char *p = copy; *p; p++)
        *p = (char)(*p >= 'A' && *p <= 'Z' ? *p | 0x20 : *p);
    return copy;
}

static element read_element(ts_arena *arena, ts_str name)
{
    bool plain = name.len < NAME_MAX_BYTES;
    for (size_t i = 0; plain && i < name.len; i++)
        plain = is_known(name.ptr[i]);
    element e = {.name = name,
                 .raw = RAW_COUNT - 1,
                 .box = index_in(name, BOXES, BOX_COUNT),
                 .is_row = index_in(name, ROWS, ROW_COUNT) >= 0,
                 .no_end = index_in(name, VOIDS, VOID_COUNT) >= 0,
                 .plain = plain ? lower_case(arena, name) : NULL};
    while (e.raw >= 0 && !ts_str_same(name, ts_str_of(RAW[e.raw].name)))
        e.raw--;
    return e;
}

static const element *element_of(sieve *s, ts_str name)
{
    size_t slot =
        name.len ? ((unsigned char)name.ptr[0] * 5u + (unsigned char)name.ptr[name.len - 1] + name.len * 3) &
                       (ELEMENTS - 1)
                 : 0;
    element *e = &s->elements[slot];
    if (!e->name.ptr || !ts_str_eq(e->name, name))
        *e = read_element(s->out->arena, name);
    return e;
}

/* --- texts --- */

/* The text goes on with these bytes of the page. */
static void put_text(sieve *s, const char *from, const char *to)
{
    if (from == to)
        return;
    if (s->run.len == 0) {
        s->run = (ts_str){from, (size_t)(to - from)};
    } else if (s->run.ptr + s->run.len == from) {
        s->run.len = (size_t)(to - s->run.ptr);
    } else {
        if (s->run.ptr != s->joined.ptr) {
            ts_buf_clear(&s->joined);
            ts_buf_put(&s->joined, s->run);
        }
        ts_buf_put(&s->joined, (ts_str){from, (size_t)(to - from)});
        s->run = ts_buf_str(&s->joined);
    }
}

/* The same characters in the arena, decoded where they are not what they seem. */
static ts_str settle_text(sieve *s, ts_str text, bool joined, ts_text_kind kind)
{
    if (kind != TS_TEXT_ENCODED)
        return joined ? (ts_str){ts_arena_copy(s->out->arena, text), text.len} : text;
    ts_buf plain;
    ts_buf_init(&plain, TS_BUF_MAX);
    ts_text_decode(&plain, text);
    ts_str copy = {ts_buf_copy(&plain, s->out->arena), plain.len};
    ts_buf_free(&plain);
    return copy;
}

/* The same for what a script holds: no references there. */
static ts_str settle_raw(sieve *s, ts_str text)
{
    if (ts_text_kind_of(text) != TS_TEXT_ENCODED)
        return text;
    ts_buf plain;
    ts_buf_init(&plain, TS_BUF_MAX);
    ts_raw_decode(&plain, text);
    ts_str copy = {ts_buf_copy(&plain, s->out->arena), plain.len};
    ts_buf_free(&plain);
    return copy;
}

static void end_text(sieve *s)
{
    ts_str text = s->run;
    bool joined = text.ptr == s->joined.ptr;
    s->run = (ts_str){0};
    /* The parser skips white space before a page, and takes much of it in the head for a text. */
    while (s->out->skeleton.len == 0 && text.len && ts_text_kind_of(ts_str_sub(text, 0, 1)) == TS_TEXT_BLANK)
        text = ts_str_sub(text, 1, text.len);
    ts_text_kind kind = ts_text_kind_of(text);
    bool holds = kind != TS_TEXT_BLANK || text.len >= BLANK_MOST;
    text = settle_text(s, text, joined, kind);
    if (text.len == 0)
        return;
    ts_buf_putc(&s->out->skeleton, holds ? 'x' : ' ');
    ts_piece piece = {.at = s->out->skeleton.len, .text = text, .kind = TS_PIECE_TEXT};
    ts_vec_push(&s->out->pieces, piece);
}

/* --- tags --- */

static bool is_name(ts_str name)
{
    for (size_t i = 0; i < name.len; i++)
        if (!ts_is_letter(name.ptr[i]) && !(name.ptr[i] >= '0' && name.ptr[i] <= '9') &&
            !strchr("-_:.", name.ptr[i]))
            return false;
    return name.len > 0 && (ts_is_letter(*name.ptr) || *name.ptr == '_' || *name.ptr == ':');
}

/* The name in lower case, NULL for what is none. */
static const char *attribute_name(sieve *s, ts_str raw)
{
    size_t slot =
        ((unsigned char)raw.ptr[0] * 31u + (unsigned char)raw.ptr[raw.len - 1] * 7u + raw.len) & (NAMES - 1);
    if (s->names[slot].name && ts_str_eq(s->names[slot].raw, raw))
        return s->names[slot].name;
    if (!is_name(raw))
        return NULL;
    const char *name = lower_case(s->out->arena, ts_str_sub(raw, 0, NAME_MAX_BYTES));
    s->names[slot].raw = raw;
    s->names[slot].name = name;
    return name;
}

static bool has_attribute(const ts_piece *piece, const char *name)
{
    for (unsigned i = 0; i < piece->count; i++)
        if (strcmp(piece->attributes[i].name, name) == 0)
            return true;
    return false;
}

static void take_attributes(sieve *s, const ts_tag *t, ts_piece *piece)
{
    if (t->count)
        piece->attributes = ts_arena_alloc(s->out->arena, (size_t)t->count * sizeof *piece->attributes);
    for (int i = 0; i < t->count; i++) {
        const ts_raw_attribute *a = &t->attributes[i];
        const char *name = attribute_name(s, a->name);
        s->out->streamed |= a->value.len > 2 && a->value.ptr[0] == 'S' && a->value.ptr[1] == ':';
        if (name && !has_attribute(piece, name))
            piece->attributes[piece->count++] =
                (ts_attribute){.name = name, .value = a->value.ptr, .len = a->value.len};
    }
}

/* libxml2 knows names of letters, digits and - _ : . only, and gets lost at any other: tags are written with
 * '_' in their place, such attributes are left out. `plain`: the tag's name where it has no other, else NULL.
 * `text` is what the element holds and is no markup. */
static void write_tag(sieve *s, const ts_tag *t, const char *plain, bool self_closed, ts_str text)
{
    char mended[NAME_MAX_BYTES];
    ts_str name = ts_str_sub(t->name, 0, NAME_MAX_BYTES);
    ts_piece piece = {.name = plain, .text = text, .kind = self_closed ? TS_PIECE_EMPTY : TS_PIECE_START};
    end_text(s);
    take_attributes(s, t, &piece);
    if (!plain) {
        for (size_t i = 0; i < name.len; i++)
            mended[i] = (char)(is_known(name.ptr[i]) ? name.ptr[i] : '_');
        name.ptr = mended;
    }
    piece.name_len = (unsigned char)name.len;
    ts_buf_putc(&s->out->skeleton, '<');
    ts_buf_put(&s->out->skeleton, name);
    piece.at = s->out->skeleton.len;
    ts_buf_puts(&s->out->skeleton, self_closed ? "/>" : ">");
    ts_vec_push(&s->out->pieces, piece);
}

static void write_end(sieve *s, ts_str name)
{
    end_text(s);
    ts_buf_puts(&s->out->skeleton, "</");
    ts_buf_put(&s->out->skeleton, name);
    ts_piece piece = {.at = s->out->skeleton.len, .name = element_of(s, name)->plain, .kind = TS_PIECE_END};
    piece.name_len = piece.name ? (unsigned char)name.len : 1;
    ts_buf_putc(&s->out->skeleton, '>');
    ts_vec_push(&s->out->pieces, piece);
    s->out->end_tags++;
}

static void write_comment(sieve *s)
{
    end_text(s);
    ts_buf_puts(&s->out->skeleton, "<!---->");
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
    write_end(s, ts_str_of(BOXES[box->kind]));
}

static void close_box(sieve *s, int kind)
{
    if (s->depth == BOX_DEPTH) {
        write_end(s, ts_str_of(BOXES[kind]));
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
    const char *end = s->source.end;
    size_t len = strlen(RAW[raw].name);
    for (const char *p = from; (p = memchr(p, '<', (size_t)(end - p))); p++) {
        if ((size_t)(end - p) < len + 2)
            break;
        if (p[1] != '/' || strncasecmp(p + 2, RAW[raw].name, len) != 0)
            continue;
        char c = p + len + 2 < end ? p[len + 2] : '>';
        if (ts_is_blank(c) || c == '/' || c == '>')
            return p;
    }
    s->no_end_of_raw[raw] = true;
    return NULL;
}

/* Behind the end of the element. Where it never ends, its start tag is dropped and the rest is read as
 * markup: half a page is better than none. */
static void take_raw(sieve *s, const ts_tag *t, int raw)
{
    raw_kind kind = RAW[raw].kind;
    const char *close = t->self_closed && (s->xml || kind == RAW_DROP || kind == RAW_DRAWING)
                            ? NULL
                            : find_end_tag(s, t->next, raw);
    if (!close) {
        s->at = t->next;
        return;
    }
    const char *end = s->source.end, *behind = memchr(close, '>', (size_t)(end - close));
    ts_str content = {t->next, (size_t)(close - t->next)};
    bool data = (kind == RAW_SCRIPT && t->data) || (s->whole && kind != RAW_TEXT);
    if (kind == RAW_TEXT || kind == RAW_EMPTY || data) {
        write_tag(s, t, RAW[raw].name, false, data ? settle_raw(s, content) : (ts_str){0});
        if (kind == RAW_TEXT)
            put_text(s, t->next, close);
        write_end(s, ts_str_of(RAW[raw].name));
    }
    s->at = behind ? behind + 1 : end;
}

/* --- one markup thing at '<' --- */

static void take_start(sieve *s)
{
    ts_tag *t = &s->tag;
    if (!ts_tag_read(&s->source, s->at + 1, t)) {
        s->at = s->source.end;
        return;
    }
    const element *e = element_of(s, t->name);
    if (e->raw >= 0 && !(s->whole && RAW[e->raw].kind == RAW_DRAWING)) {
        take_raw(s, t, e->raw);
        return;
    }
    bool closed = t->self_closed || e->no_end;
    const char *plain = e->plain;
    int box = e->box;
    if (box == BOX_TD || box == BOX_TH || e->is_row)
        end_cell(s);
    write_tag(s, t, plain, closed, (ts_str){0});
    if (box >= 0 && !closed)
        open_one(s, box);
    s->at = t->next;
}

static void take_end(sieve *s)
{
    const char *end = s->source.end, *p = s->at + 2;
    ts_str name = {p, 0};
    while (p < end && !ts_is_blank(*p) && *p != '/' && *p != '>')
        p++;
    name.len = (size_t)(p - name.ptr);
    const element *e = element_of(s, name);
    int box = e->box;
    bool no_end = e->no_end;
    if (e->is_row)
        end_cell(s);
    if (box >= 0)
        close_box(s, box);
    else if (!no_end)
        write_end(s, name);
    const char *close = memchr(p, '>', (size_t)(end - p));
    s->at = close ? close + 1 : end;
}

/* Comments, declarations, processing instructions. */
static void take_comment(sieve *s)
{
    const char *p = s->at, *end = s->source.end;
    size_t left = (size_t)(end - p);
    if (left >= 4 && memcmp(p, "<!--", 4) == 0 && !s->no_end_of_comment) {
        /* "<!-->" and "<!--->" are whole comments */
        const char *close = memmem(p + 2, left - 2, "-->", 3);
        if (close) {
            s->at = close + 3;
            if (s->whole)
                write_comment(s);
            return;
        }
        s->no_end_of_comment = true;
    }
    const char *close = memchr(p, '>', left);
    s->at = close ? close + 1 : end;
}

/* A text up to the next '<', and what begins there. */
static void take_next(sieve *s)
{
    const char *end = s->source.end, *less = memchr(s->at, '<', (size_t)(end - s->at));
    put_text(s, s->at, less ? less : end);
    s->at = less ? less : end;
    if (!less)
        return;
    char c = less + 1 < end ? less[1] : ' ';
    bool end_tag = c == '/' && less + 2 < end && ts_is_letter(less[2]);
    if (ts_is_letter(c)) {
        take_start(s);
    } else if (end_tag) {
        take_end(s);
    } else if (c == '!' || c == '?' || c == '/') {
        take_comment(s);
    } else {
        put_text(s, less, less + 1);
        s->at = less + 1;
    }
}

void ts_sieve(ts_arena *arena, ts_str html, bool whole, ts_sieved *sieved)
{
    sieve *s = ts_malloc(sizeof *s);
    *sieved = (ts_sieved){.arena = arena};
    ts_buf_init(&sieved->skeleton, TS_BUF_MAX);
    *s = (sieve){.out = sieved,
                 .at = html.ptr,
                 .whole = whole,
                 .source = {.end = html.ptr + html.len},
                 .boxes = ts_malloc(BOX_DEPTH * sizeof *s->boxes)};
    ts_buf_init(&s->joined, TS_BUF_MAX);
    for (int i = 0; i < BOX_COUNT; i++)
        s->top[i] = -1;
    s->xml = ts_str_starts(ts_str_trim(html), TS_STR("<?xml"));
    while (s->at < s->source.end)
        take_next(s);
    end_text(s);
    ts_buf_free(&s->joined);
    free(s->boxes);
    free(s);
}

void ts_sieved_free(ts_sieved *sieved)
{
    ts_buf_free(&sieved->skeleton);
    ts_vec_free(&sieved->pieces);
}
