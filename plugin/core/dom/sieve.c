#include "dom/sieve.h"
#include "dom/moment.h"
#include "dom/references.h"
#include "dom/state.h"
#include "text/json.h"
#include "text/segment.h"
#include "text/utf8.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* Open boxes that are remembered; the parser's own limit is lower. */
enum { BOX_DEPTH = 8192 };
/* White space that the parser takes for a text where none may stand. */
enum { BLANK_MOST = 1000 };
/* Names of attributes that are remembered, a power of two: a page has few different ones. */
enum { NAMES = 256 };
/* Bytes of a page that have one tag or text among them, most often. */
enum { PIECE_BYTES = 32 };
/* Scripts that hand something over to a program which are remembered. */
enum { STATES = 16 };
/* Bytes of a paragraph in a text without markup, at the least: less may be a part of a line. */
enum { PARAGRAPH_LEAST = 60 };

typedef struct open_box {
    const ts_element *element;
    int same; /* the next outer open box of that kind, -1: none */
} open_box;

typedef struct sieve {
    ts_sieved *out;
    const char *at;
    ts_tag_source source;
    bool whole;                       /* nothing is left out */
    bool xml;                         /* an XML declaration: "<script/>" is a whole element */
    bool no_end_of_comment;           /* no "-->" from here on */
    bool no_end_of_raw[TS_RAW_NAMES]; /* no such end tag from here on */
    ts_str run;                       /* the text since the last tag */
    ts_buf joined;                    /* its bytes, where they do not stand together */
    int kept;                         /* open elements that keep their white space */
    int depth;
    int top[TS_BOX_COUNT]; /* the innermost open box of a kind, -1: none */
    struct {
        ts_str raw;
        const char *name;
    } names[NAMES];
    ts_tag tag;
    open_box *boxes; /* BOX_DEPTH of them */
} sieve;

static char *lower_case(ts_arena *arena, ts_str name)
{
    char *copy = ts_arena_copy(arena, name);
    for (char *p = copy; *p; p++)
        *p = (char)(*p >= 'A' && *p <= 'Z' ? *p | 0x20 : *p);
    return copy;
}

static ts_piece *add_piece(sieve *s, ts_piece_kind kind, const ts_element *element)
{
    ts_piece piece = {.element = element, .kind = (unsigned char)kind};
    ts_vec_push(&s->out->pieces, piece);
    return &s->out->pieces.items[s->out->pieces.len - 1];
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
    return ts_buf_keep(&plain, s->out->arena);
}

/* The same for what a script holds: no references there. */
static ts_str settle_raw(sieve *s, ts_str text)
{
    if (ts_text_kind_of(text) != TS_TEXT_ENCODED)
        return text;
    ts_buf plain;
    ts_buf_init(&plain, TS_BUF_MAX);
    ts_raw_decode(&plain, text);
    return ts_buf_keep(&plain, s->out->arena);
}

static void add_text(sieve *s, ts_str text, bool joined)
{
    ts_text_kind kind = ts_text_kind_of(text);
    bool holds = kind != TS_TEXT_BLANK || text.len >= BLANK_MOST;
    text = settle_text(s, text, joined, kind);
    if (text.len == 0)
        return;
    ts_piece *piece = add_piece(s, TS_PIECE_TEXT, NULL);
    piece->text = text;
    piece->blank = !holds;
}

static bool ends_sentence(ts_str s)
{
    uint32_t last = ts_utf8_last(ts_utf8_trim(s));
    return ts_is_sentence_end(last) || ts_is_closing(last);
}

/* The first blank line between two paragraphs of a text without markup, which a style sheet shows as one;
 * TS_NPOS where there is none. `behind`: where the text goes on. */
static size_t find_blank_line(ts_str text, size_t *behind)
{
    size_t at = text.len > 2 * PARAGRAPH_LEAST ? PARAGRAPH_LEAST : TS_NPOS;
    while (at != TS_NPOS && (at = ts_str_find_char(text, '\n', at)) != TS_NPOS) {
        size_t lines = 0, end = at;
        for (; end < text.len && ts_is_blank(text.ptr[end]); end++)
            lines += text.ptr[end] == '\n';
        *behind = end;
        if (end + PARAGRAPH_LEAST > text.len)
            return TS_NPOS;
        if (lines > 1 && ends_sentence(ts_str_sub(text, 0, at)))
            return at;
        at = end;
    }
    return TS_NPOS;
}

static void end_text(sieve *s)
{
    ts_str text = s->run;
    bool joined = text.ptr == s->joined.ptr;
    s->run = (ts_str){0};
    /* The parser skips white space before a page, and takes much of it in the head for a text. */
    while (s->out->pieces.len == 0 && text.len && ts_text_kind_of(ts_str_sub(text, 0, 1)) == TS_TEXT_BLANK)
        text = ts_str_sub(text, 1, text.len);
    for (size_t at, behind; !s->kept && (at = find_blank_line(text, &behind)) != TS_NPOS;) {
        const ts_element *line_break = ts_element_of(&s->out->elements, TS_STR("br"));
        add_text(s, ts_str_sub(text, 0, at), joined);
        add_piece(s, TS_PIECE_EMPTY, line_break);
        add_piece(s, TS_PIECE_EMPTY, line_break);
        text = ts_str_sub(text, behind, text.len);
    }
    add_text(s, text, joined);
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

/* Most names that anybody asks for. A program has one copy of them all, so that who asks for one finds it by
 * its place (ts_node_value). */
static const char *const ASKED[] = {
    "class",     "id",       "href",   "src",      "rel",        "role",        "style",    "content", "name",
    "type",      "property", "title",  "alt",      "datetime",   "itemprop",    "itemtype", "lang",    "dir",
    "itemscope", "typeof",   "hidden", "data-src", "aria-label", "data-testid", "width",    "height"};

/* The same letters as the page has, but small. */
static const char *small_name(ts_arena *arena, ts_str raw)
{
    for (size_t i = 0; i < sizeof ASKED / sizeof *ASKED; i++)
        if ((raw.ptr[0] | 0x20) == ASKED[i][0] && ts_str_same(raw, ts_str_of(ASKED[i])))
            return ASKED[i];
    return lower_case(arena, ts_str_sub(raw, 0, TS_DOM_NAME));
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
    const char *name = small_name(s->out->arena, raw);
    s->names[slot].raw = raw;
    s->names[slot].name = name;
    return name;
}

static bool has_attribute(const ts_piece *piece, const char *name)
{
    if (!(piece->names & ts_attribute_bit(name)))
        return false;
    for (unsigned i = 0; i < piece->count; i++)
        if (piece->attributes[i].name == name || strcmp(piece->attributes[i].name, name) == 0)
            return true;
    return false;
}

static void take_attributes(sieve *s, const ts_tag *t, ts_piece *piece)
{
    if (t->count)
        piece->attributes =
            ts_arena_grow(s->out->arena, NULL, 0, (size_t)t->count * sizeof *piece->attributes);
    for (int i = 0; i < t->count; i++) {
        const ts_raw_attribute *a = &t->attributes[i];
        const char *name = attribute_name(s, a->name);
        s->out->streamed |= a->value.len > 2 && a->value.ptr[0] == 'S' && a->value.ptr[1] == ':';
        if (!name || has_attribute(piece, name))
            continue;
        piece->attributes[piece->count++] =
            (ts_attribute){.name = name, .value = a->value.ptr, .len = a->value.len};
        piece->names |= ts_attribute_bit(name);
    }
}

/* `text` is what the element holds and is no markup. Attributes whose names libxml2 would get lost at are
 * left out. */
static void put_start(sieve *s, const ts_element *element, bool self_closed, ts_str text)
{
    end_text(s);
    s->kept += !self_closed && element->keeps_space;
    ts_piece *piece = add_piece(s, self_closed ? TS_PIECE_EMPTY : TS_PIECE_START, element);
    piece->text = text;
    take_attributes(s, &s->tag, piece);
}

static void put_end(sieve *s, const ts_element *element)
{
    end_text(s);
    s->kept -= s->kept > 0 && element->keeps_space;
    add_piece(s, TS_PIECE_END, element);
}

static void put_comment(sieve *s)
{
    end_text(s);
    add_piece(s, TS_PIECE_COMMENT, NULL);
}

/* --- boxes --- */

/* A cell is a wall: an end tag inside it closes nothing outside. */
static void open_one(sieve *s, const ts_element *element)
{
    if (s->depth == BOX_DEPTH)
        return;
    s->boxes[s->depth] = (open_box){element, s->top[element->box]};
    s->top[element->box] = s->depth++;
}

static void close_one(sieve *s)
{
    open_box *box = &s->boxes[--s->depth];
    s->top[box->element->box] = box->same;
    put_end(s, box->element);
}

/* `end`: the page's own end tag, NULL where there is none. */
static void close_box(sieve *s, ts_box kind, const ts_element *end)
{
    if (s->depth == BOX_DEPTH) {
        if (end)
            put_end(s, end);
        return;
    }
    int target = s->top[kind], wall = -1;
    if (kind < TS_BOX_TABLE)
        wall = s->top[TS_BOX_TABLE];
    else if (kind > TS_BOX_TABLE)
        wall = s->top[TS_BOX_TD] > s->top[TS_BOX_TH] ? s->top[TS_BOX_TD] : s->top[TS_BOX_TH];
    if (target <= wall)
        return;
    while (s->depth > target)
        close_one(s);
}

/* A cell or row that begins or ends ends the cell before it. */
static void end_cell(sieve *s)
{
    close_box(s, TS_BOX_TD, NULL);
    close_box(s, TS_BOX_TH, NULL);
}

/* --- content that is no markup --- */

static const char *find_end_tag(sieve *s, const char *from, const ts_element *element)
{
    bool *none = &s->no_end_of_raw[element->raw_name];
    if (*none)
        return NULL;
    const char *end = s->source.end;
    size_t len = element->spelt.len;
    for (const char *p = from; (p = memchr(p, '<', (size_t)(end - p))); p++) {
        if ((size_t)(end - p) < len + 2)
            break;
        if (p[1] != '/' || strncasecmp(p + 2, element->name, len) != 0)
            continue;
        char c = p + len + 2 < end ? p[len + 2] : '>';
        if (ts_is_blank(c) || c == '/' || c == '>')
            return p;
    }
    *none = true;
    return NULL;
}

static void add_state(sieve *s, ts_str script)
{
    ts_str state = s->out->states.len < STATES ? ts_script_state(script) : (ts_str){0};
    if (state.len)
        ts_vec_push_in(s->out->arena, &s->out->states, state);
}

/* Behind the end of the element. Where it never ends, its start tag is dropped and the rest is read as
 * markup: half a page is better than none. */
static void take_raw(sieve *s, const ts_element *element)
{
    const ts_tag *t = &s->tag;
    ts_raw raw = element->raw;
    bool whole = t->self_closed && (s->xml || raw == TS_RAW_DROP || raw == TS_RAW_DRAWING);
    const char *close = whole ? NULL : find_end_tag(s, t->next, element);
    if (!close) {
        s->at = t->next;
        return;
    }
    const char *end = s->source.end, *behind = memchr(close, '>', (size_t)(end - close));
    ts_str content = {t->next, (size_t)(close - t->next)};
    bool data = (raw == TS_RAW_SCRIPT && (t->data || ts_json_is_linked_data(content))) ||
                (s->whole && raw != TS_RAW_TEXT);
    if (raw == TS_RAW_SCRIPT && !data)
        add_state(s, content);
    ts_str moment = raw == TS_RAW_SCRIPT && !data ? ts_script_moment(content) : (ts_str){0};
    if (moment.len) {
        content = moment; /* all that is wanted of the script */
        data = true;
    }
    if (raw == TS_RAW_TEXT || raw == TS_RAW_EMPTY || data) {
        put_start(s, element, false, data ? settle_raw(s, content) : (ts_str){0});
        if (raw == TS_RAW_TEXT)
            put_text(s, t->next, close);
        put_end(s, element);
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
    const ts_element *e = ts_element_of(&s->out->elements, t->name);
    if (e->raw != TS_RAW_NONE && !(s->whole && e->raw == TS_RAW_DRAWING)) {
        take_raw(s, e);
        return;
    }
    bool closed = t->self_closed || e->no_end;
    if (e->box == TS_BOX_TD || e->box == TS_BOX_TH || e->row)
        end_cell(s);
    put_start(s, e, closed, (ts_str){0});
    if (e->box != TS_BOX_NONE && !closed)
        open_one(s, e);
    s->at = t->next;
}

/* Behind "</body>" and "</html>" a page may go on, and does where a template was put in whole; the parser
 * stops. */
static bool ends_page(const ts_element *element)
{
    return element->outer && (strcmp(element->name, "body") == 0 || strcmp(element->name, "html") == 0);
}

static void take_end(sieve *s)
{
    const char *end = s->source.end, *p = ts_tag_name_end(s->at + 2, end);
    const ts_element *e = ts_element_of(&s->out->elements, (ts_str){s->at + 2, (size_t)(p - (s->at + 2))});
    if (e->row)
        end_cell(s);
    if (e->box != TS_BOX_NONE)
        close_box(s, e->box, e);
    else if (!e->no_end && !ends_page(e))
        put_end(s, e);
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
                put_comment(s);
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
    *sieved = (ts_sieved){.arena = arena, .elements = {.arena = arena}};
    ts_buf_init(&sieved->skeleton, TS_BUF_MAX);
    sieved->pieces.cap = html.len / PIECE_BYTES + 16;
    sieved->pieces.items = ts_malloc(sieved->pieces.cap * sizeof *sieved->pieces.items);
    *s = (sieve){.out = sieved,
                 .at = html.ptr,
                 .whole = whole,
                 .source = {.end = html.ptr + html.len},
                 .boxes = ts_malloc(BOX_DEPTH * sizeof *s->boxes)};
    ts_buf_init(&s->joined, TS_BUF_MAX);
    for (int i = 0; i < TS_BOX_COUNT; i++)
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
