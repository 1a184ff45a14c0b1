#include "article/inlines.h"
#include "text/utf8.h"

#include <string.h>

/* Formats that can be open at once: one of each kind. */
#define DEPTH TS_FORMAT_KINDS

/* Where the next piece goes. White space is held back until it is known what stands behind it. */
typedef struct build {
    ts_inlines *in;
    cmark_node *cursor;    /* the innermost open node */
    const ts_format *open; /* its format */
    ts_buf *run;           /* text or code to be put at the cursor */
    bool code;             /* it is code */
    bool one_line;
    bool any;      /* something was put */
    uint32_t last; /* the last character put, 0 for what is no text */
    const ts_format *last_format;
    ts_buf *spaces;               /* held back */
    bool soft, broken;            /* likewise */
    const ts_format *held_format; /* what all that is held back has in common */
} build;

/* What ends a line for some programs and for none that reads Markdown: a space of the text. */
static bool is_line_separator(uint32_t c)
{
    return c == 0x2028 || c == 0x2029;
}

static int chain_of(const ts_format *format, const ts_format *chain[DEPTH])
{
    int depth = 0;
    for (const ts_format *f = format; f; f = f->outer)
        depth++;
    int i = depth;
    for (const ts_format *f = format; f; f = f->outer)
        chain[--i] = f;
    return depth;
}

static bool same_text(const char *a, const char *b)
{
    return strcmp(a ? a : "", b ? b : "") == 0;
}

static bool same(const ts_format *a, const ts_format *b)
{
    return a == b || (a->kind == b->kind && same_text(a->url, b->url) && same_text(a->title, b->title) &&
                      same_text(a->language, b->language) && same_text(a->direction, b->direction));
}

/* How many formats two chains share, from the outermost. */
static int shared(const ts_format *const *a, int a_depth, const ts_format *const *b, int b_depth)
{
    int n = 0;
    while (n < a_depth && n < b_depth && same(a[n], b[n]))
        n++;
    return n;
}

static const ts_format *common(const ts_format *a, const ts_format *b)
{
    const ts_format *as[DEPTH], *bs[DEPTH];
    int a_depth = chain_of(a, as), b_depth = chain_of(b, bs);
    int n = shared(as, a_depth, bs, b_depth);
    return n ? as[n - 1] : NULL;
}

/* In a link that shows its own address a character is what its bytes are. */
static bool is_address(const build *b)
{
    return cmark_node_get_type(b->cursor) == CMARK_NODE_LINK &&
           strcmp(cmark_node_get_url(b->cursor), b->run->ptr) == 0;
}

static void flush(build *b)
{
    if (!b->run->len)
        return;
    cmark_node *node = cmark_node_new(b->code ? CMARK_NODE_CODE : CMARK_NODE_TEXT);
    if (!b->code && !is_address(b) && !ts_utf8_is_nfc(ts_buf_str(b->run))) {
        ts_buf normal;
        ts_buf_init(&normal, TS_BUF_MAX);
        ts_utf8_nfc(&normal, ts_buf_str(b->run));
        cmark_node_set_literal(node, normal.ptr);
        ts_buf_free(&normal);
    } else {
        cmark_node_set_literal(node, b->run->ptr);
    }
    cmark_node_append_child(b->cursor, node);
    ts_buf_clear(b->run);
}

/* Neighbours of one kind become one node; code spans side by side would be one fence to readers. */
static void start_run(build *b, bool code)
{
    if (b->code != code)
        flush(b);
    b->code = code;
}

static cmark_node *node_for(build *b, const ts_format *format)
{
    cmark_node *node = NULL;
    switch (format->kind) {
    case TS_FORMAT_EMPH:
        return cmark_node_new(CMARK_NODE_EMPH);
    case TS_FORMAT_STRONG:
        return cmark_node_new(CMARK_NODE_STRONG);
    case TS_FORMAT_DELETED:
        return ts_node_new(b->in->arena, TS_NODE_DELETED);
    case TS_FORMAT_RUN_IN:
        return ts_node_new(b->in->arena, TS_NODE_RUN_IN);
    case TS_FORMAT_SPAN:
        node = ts_node_new(b->in->arena, TS_NODE_SPAN);
        ts_node_payload(node)->language = format->language;
        ts_node_payload(node)->direction = format->direction;
        return node;
    case TS_FORMAT_LINK:
        node = cmark_node_new(CMARK_NODE_LINK);
        cmark_node_set_url(node, format->url);
        cmark_node_set_title(node, format->title ? format->title : "");
        return node;
    case TS_FORMAT_KINDS:
        break;
    }
    return NULL;
}

/* Closes and opens nodes until `format` is the innermost. */
static void move_to(build *b, const ts_format *format)
{
    if (format == b->open)
        return;
    const ts_format *from[DEPTH], *to[DEPTH];
    int from_depth = chain_of(b->open, from), to_depth = chain_of(format, to);
    int keep = shared(from, from_depth, to, to_depth);
    if (keep == from_depth && keep == to_depth)
        return;
    flush(b);
    for (int i = from_depth; i > keep; i--)
        b->cursor = cmark_node_parent(b->cursor);
    for (int i = keep; i < to_depth; i++) {
        cmark_node *node = node_for(b, to[i]);
        cmark_node_append_child(b->cursor, node);
        b->cursor = node;
    }
    b->open = format;
}

static bool is_ambiguous(uint32_t c)
{
    return (c >= 0x2018 && c <= 0x201D) || c == 0x2026 || c == 0x2014 || c == 0xB7;
}

bool ts_lines_join(uint32_t a, uint32_t c)
{
    if (ts_is_wide(a))
        return ts_is_wide(c) || is_ambiguous(c);
    return is_ambiguous(a) && ts_is_wide(c);
}

static bool holds(const build *b)
{
    return b->spaces->len || b->soft || b->broken;
}

static void hold(build *b, const ts_format *format)
{
    b->held_format = holds(b) ? common(b->held_format, format) : format;
}

/* Puts the white space that was held back, now that `next` (0: no text) follows it. */
static void settle(build *b, uint32_t next, const ts_format *format)
{
    bool space = b->spaces->len || (b->soft && !ts_lines_join(b->last, next));
    if (b->any && (space || b->broken)) {
        move_to(b, common(b->held_format, common(b->last_format, format)));
        start_run(b, false);
        if (b->broken) {
            flush(b);
            cmark_node_append_child(b->cursor, cmark_node_new(CMARK_NODE_LINEBREAK));
        } else {
            ts_buf_put(b->run, b->spaces->len ? ts_buf_str(b->spaces) : TS_STR(" "));
        }
    }
    b->soft = b->broken = false;
    ts_buf_clear(b->spaces);
    move_to(b, format);
    b->any = true;
    b->last = next;
    b->last_format = format;
}

static void hold_space(build *b, uint32_t c, const ts_format *format)
{
    hold(b, format);
    if (c > 0x7F)
        ts_buf_put_utf8(b->spaces, c);
    else if (!b->spaces->len || b->spaces->ptr[b->spaces->len - 1] != ' ')
        ts_buf_putc(b->spaces, ' ');
}

static bool is_plain(char c)
{
    return c > ' ' && c < 0x7F;
}

/* The end of the characters from `pos` on that are put as they are, behind one that was; *last is the last of
 * them. A single space before a plain character is one of them. */
static size_t kept_end(ts_str text, size_t pos, uint32_t *last)
{
    while (pos < text.len) {
        unsigned char lead = (unsigned char)text.ptr[pos],
                      second = pos + 1 < text.len ? (unsigned char)text.ptr[pos + 1] : 0;
        size_t next = lead < 0x80 ? ts_utf8_plain_end(text, pos) : pos;
        if (next > pos) {
            *last = (unsigned char)text.ptr[next - 1];
        } else if (lead >= 0xC3 && lead <= 0xDF && (second ^ 0x80u) < 0x40) {
            *last = (lead & 0x1Fu) << 6 | (second & 0x3Fu); /* U+00C0 to U+07FF: none is odd */
            next += 2;
        } else if (text.ptr[pos] == ' ' && pos + 1 < text.len && is_plain(text.ptr[pos + 1])) {
            next++;
        } else {
            uint32_t c = ts_utf8_next(text, &next);
            if (c == 0xFFFD || ts_is_forbidden(c) || ts_is_flank_space(c) || is_line_separator(c))
                break;
            *last = c;
        }
        pos = next;
    }
    return pos;
}

static void put_text(build *b, ts_str text, const ts_format *format)
{
    for (size_t pos = 0; pos < text.len;) {
        uint32_t c = ts_utf8_next(text, &pos);
        if (ts_is_forbidden(c))
            continue;
        if (ts_is_flank_space(c) || is_line_separator(c)) {
            hold_space(b, is_line_separator(c) ? ' ' : c, format);
            continue;
        }
        if (!b->any || holds(b) || b->last_format != format)
            settle(b, c, format);
        start_run(b, false);
        ts_buf_put_utf8(b->run, c);
        b->last = c;
        ts_str kept = ts_str_sub(text, pos, kept_end(text, pos, &b->last));
        ts_buf_put(b->run, kept);
        pos += kept.len;
    }
}

/* Code and raw HTML, on one line. */
static void put_literal(build *b, bool code, ts_str text, const ts_format *format)
{
    ts_buf line;
    ts_buf_init(&line, TS_BUF_MAX);
    for (size_t pos = 0; pos < text.len;) {
        uint32_t c = ts_utf8_next(text, &pos);
        if ((c >= 9 && c <= 13) || is_line_separator(c))
            ts_buf_putc(&line, ' ');
        else if (!ts_is_forbidden(c))
            ts_buf_put_utf8(&line, c);
        else if (!code)
            /* What it was taken for depends on every character. */
            ts_buf_put_utf8(&line, 0xFFFD);
    }
    if (line.len)
        settle(b, 0, format);
    if (line.len && code) {
        start_run(b, true);
        ts_buf_put(b->run, ts_buf_str(&line));
    } else if (line.len) {
        flush(b);
        cmark_node *node = cmark_node_new(CMARK_NODE_HTML_INLINE);
        cmark_node_set_literal(node, line.ptr);
        cmark_node_append_child(b->cursor, node);
    }
    ts_buf_free(&line);
}

static void put_leaf(build *b, ts_leaf *leaf)
{
    ts_str text = ts_leaf_text(b->in, leaf);
    switch (leaf->kind) {
    case TS_LEAF_TEXT:
        put_text(b, text, leaf->format);
        break;
    case TS_LEAF_CODE:
        put_literal(b, true, text, leaf->format);
        break;
    case TS_LEAF_HTML:
        if (!ts_is_empty_comment(text))
            put_literal(b, false, text, leaf->format);
        break;
    case TS_LEAF_NODE:
        settle(b, 0, leaf->format);
        flush(b);
        cmark_node_append_child(b->cursor, leaf->node);
        leaf->node = NULL;
        break;
    case TS_LEAF_BREAK:
        if (b->one_line) {
            hold_space(b, ' ', leaf->format);
        } else {
            hold(b, leaf->format);
            b->broken = true;
        }
        break;
    case TS_LEAF_SOFT:
        hold(b, leaf->format);
        b->soft = true;
        break;
    }
}

static const char *const inline_tags[] = {
    "a",     "abbr", "b",      "bdi",   "bdo",  "cite", "code", "data", "dfn",  "em", "font",
    "i",     "ins",  "kbd",    "label", "mark", "q",    "rp",   "rt",   "ruby", "s",  "samp",
    "small", "span", "strong", "sub",   "sup",  "time", "tt",   "u",    "var",
};

static ts_str tag_name(ts_str html)
{
    size_t from = html.len > 1 && html.ptr[1] == '/' ? 2 : 1, to = from;
    while (to < html.len && strchr(" \t\r\n/>", html.ptr[to]) == NULL)
        to++;
    return ts_str_sub(html, from, to);
}

/* True for a tag that CommonMark never takes for the start of a block, unless it is alone on its line. */
static bool is_inline_tag(ts_str html)
{
    ts_str name = tag_name(html);
    for (size_t i = 0; i < sizeof inline_tags / sizeof *inline_tags; i++)
        if (ts_str_same(name, ts_str_of(inline_tags[i])))
            return true;
    return false;
}

/* True for what leaves nothing behind, or only white space. */
static bool is_empty_leaf(const ts_inlines *in, const ts_leaf *leaf)
{
    ts_str text = ts_leaf_text(in, leaf);
    if (leaf->kind != TS_LEAF_TEXT && leaf->kind != TS_LEAF_CODE)
        return leaf->kind == TS_LEAF_SOFT;
    for (size_t pos = 0; pos < text.len;) {
        uint32_t c = ts_utf8_next(text, &pos);
        if (!ts_is_forbidden(c) && (leaf->kind == TS_LEAF_CODE || !ts_is_flank_space(c)))
            return false;
    }
    return true;
}

static void drop_leaf(ts_leaf *leaf)
{
    leaf->kind = TS_LEAF_TEXT;
    leaf->to = leaf->from;
}

static bool in_span(const ts_format *format)
{
    for (; format; format = format->outer)
        if (format->kind == TS_FORMAT_SPAN)
            return true;
    return false;
}

/* In a span a raw tag of its name would be taken for its end, or hide it. */
static void drop_span_html(ts_inlines *in)
{
    for (size_t i = 0; i < in->leaves.len; i++) {
        ts_leaf *leaf = &in->leaves.items[i];
        if (leaf->kind == TS_LEAF_HTML && in_span(leaf->format) &&
            ts_str_same(tag_name(ts_leaf_text(in, leaf)), TS_STR("span")))
            drop_leaf(leaf);
    }
}

void ts_inlines_drop_html(ts_inlines *inlines, const char *name)
{
    for (size_t i = 0; i < inlines->leaves.len; i++) {
        ts_leaf *leaf = &inlines->leaves.items[i];
        if (leaf->kind == TS_LEAF_HTML && ts_str_same(tag_name(ts_leaf_text(inlines, leaf)), ts_str_of(name)))
            drop_leaf(leaf);
    }
}

/* Raw HTML that begins a line and would begin an HTML block when read again is left out. */
static void drop_block_html(ts_inlines *in)
{
    bool line_start = true;
    for (size_t i = 0; i < in->leaves.len; i++) {
        ts_leaf *leaf = &in->leaves.items[i];
        if (leaf->kind == TS_LEAF_HTML && line_start) {
            size_t next = i + 1;
            while (next < in->leaves.len && is_empty_leaf(in, &in->leaves.items[next]))
                next++;
            bool alone = next == in->leaves.len || in->leaves.items[next].kind == TS_LEAF_BREAK;
            if (alone || !is_inline_tag(ts_leaf_text(in, leaf))) {
                drop_leaf(leaf);
                i = next - 1;
                continue;
            }
        }
        if (leaf->kind == TS_LEAF_BREAK)
            line_start = true;
        else if (!is_empty_leaf(in, leaf))
            line_start = false;
    }
}

bool ts_inlines_build(ts_inlines *inlines, cmark_node *parent, bool one_line)
{
    build b = {.in = inlines,
               .cursor = parent,
               .run = &inlines->run,
               .one_line = one_line,
               .spaces = &inlines->spaces};
    drop_span_html(inlines);
    drop_block_html(inlines);
    for (size_t i = 0; i < inlines->leaves.len; i++)
        put_leaf(&b, &inlines->leaves.items[i]);
    flush(&b);
    ts_buf_clear(b.spaces);
    ts_inlines_clear(inlines);
    return b.any;
}

void ts_text_flat(ts_buf *out, ts_str text)
{
    ts_buf flat;
    ts_buf_init(&flat, TS_BUF_MAX);
    bool space = false;
    for (size_t pos = 0; pos < text.len;) {
        uint32_t c = ts_utf8_next(text, &pos);
        if (ts_is_forbidden(c))
            continue;
        if (c == ' ' || (c >= 9 && c <= 13) || is_line_separator(c)) {
            space = flat.len > 0;
            continue;
        }
        if (space)
            ts_buf_putc(&flat, ' ');
        space = false;
        ts_buf_put_utf8(&flat, c);
        ts_str plain = ts_str_sub(text, pos, ts_utf8_plain_end(text, pos));
        ts_buf_put(&flat, plain);
        pos += plain.len;
    }
    ts_utf8_nfc(out, ts_buf_str(&flat));
    ts_buf_free(&flat);
}

void ts_url_flat(ts_buf *out, ts_str url)
{
    url = ts_str_trim(url);
    for (size_t pos = 0; pos < url.len;) {
        size_t from = pos;
        while (pos < url.len && is_plain(url.ptr[pos]))
            pos++;
        ts_buf_put(out, ts_str_sub(url, from, pos));
        if (pos == url.len)
            break;
        uint32_t c = ts_utf8_next(url, &pos);
        if (c == ' ')
            ts_buf_puts(out, "%20");
        else if (c > 0x20 && !ts_is_forbidden(c))
            ts_buf_put_utf8(out, c);
    }
}
