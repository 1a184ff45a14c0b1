/* Trees and texts grown from dice with a fixed start, of pieces chosen to be taken for markup. */
#ifndef GROW_TREE_H
#define GROW_TREE_H

#include "article/node.h"
#include "base/buf.h"

static uint64_t state_of_dice;

static inline unsigned roll(unsigned sides)
{
    state_of_dice ^= state_of_dice << 13;
    state_of_dice ^= state_of_dice >> 7;
    state_of_dice ^= state_of_dice << 17;
    return (unsigned)(state_of_dice >> 33) % sides;
}

static const char *const pieces[] = {
    "a",
    "b",
    "word",
    "two words",
    "字",
    "汉字",
    "。",
    "，",
    "（甲）",
    "“引”",
    "「引」",
    "…",
    "——",
    "％",
    "→",
    "￥",
    "é",
    "カナ",
    "한국",
    "عربي",
    "1",
    "12",
    "2020",
    ".",
    ")",
    ". ",
    ") ",
    "1. ",
    "2020. ",
    "1) ",
    "-",
    "- ",
    "--",
    "---",
    "+",
    "+ ",
    "*",
    "* ",
    "**",
    "***",
    "_",
    "__",
    "___",
    "~",
    "~~",
    "~~~",
    "`",
    "``",
    "```",
    "#",
    "# ",
    "###### ",
    "####### ",
    ">",
    "> ",
    "=",
    "===",
    "|",
    "| a | b |",
    "|---|---|",
    ":--",
    ": ",
    "\\",
    "\\\\",
    "&",
    "&amp;",
    "&#65;",
    "&#x41;",
    "&nbsp;",
    "&copy",
    "<",
    "<a>",
    "</b>",
    "<!--",
    "-->",
    "<?",
    "<![CDATA[",
    "<http://x.y>",
    "http://x.y/z",
    "[",
    "]",
    "[a]",
    "[a](b)",
    "![a](b)",
    "](",
    "[^1]",
    "[^1]:",
    "[^1]: ",
    "^",
    "(b)",
    ":   ",
    "$x$",
    "[a]: b",
    "[ ] ",
    "[x] ",
    "!",
    "!!",
    "(",
    ")",
    "\"",
    "'",
    "{",
    "{{",
    "{%",
    "{#",
    "{{< x >}}",
    "$",
    "$x$",
    "^",
    "@",
    "%",
    ";",
    ":",
    " ",
    "  ",
    "    ",
    "\t",
    "\n",
    "\r\n",
    "\xC2\xA0",
    "　",
    "\xE2\x80\x8B",
    "\xEF\xBB\xBF",
    "😀",
    "snake_case",
    "2*3*4",
    "<br>",
    "www.x.y",
    "a@b.cd",
    "e\xCC\x81",
    "\x01",
    "\xEF\xB7\x90",
    "\xEF\xB7\x91",
    "⸱",
    "~~a~~",
    "**a**",
    "的",
    "了",
    "(A)",
    "5％",
    "C++",
    "C#",
    "<ruby>",
    "\xC2\xAD",
    "．",
    "١",
};

static const char *const urls[] = {
    "http://a.example/",
    "https://a.example/b_(c)?d=e&f=g#h",
    "mailto:a@b.example",
    "/x y",
    "a)b",
    "(a",
    "a\\b",
    "&amp;x",
    "<x>",
    "a|b",
    "http://a.example/中文，后",
    "http://a.example/*_`~[]{}",
    "#",
    "x\"y",
    "{{x}}",
    "http://a.example/a&copy;b",
};

static const char *const labels[] = {"1", "2", "a-b", "\xE6\xB3\xA8", "x.y", "_ ]"};

static inline void text_of(ts_buf *out, unsigned most)
{
    ts_buf_clear(out);
    for (unsigned n = 1 + roll(most); n > 0; n--)
        ts_buf_puts(out, pieces[roll(sizeof pieces / sizeof *pieces)]);
}

static inline cmark_node *grow_text(void)
{
    ts_buf text;
    ts_buf_init(&text, TS_BUF_MAX);
    text_of(&text, 6);
    cmark_node *node = ts_node_text_new(ts_buf_str(&text));
    ts_buf_free(&text);
    return node;
}

static inline cmark_node *grow_target(cmark_node_type type)
{
    cmark_node *node = cmark_node_new(type);
    cmark_node_set_url(node, urls[roll(sizeof urls / sizeof *urls)]);
    if (roll(3) == 0) {
        cmark_node *title = grow_text();
        cmark_node_set_title(node, cmark_node_get_literal(title));
        cmark_node_free(title);
    }
    return node;
}

static inline cmark_node *grow_ruby(ts_arena *arena)
{
    cmark_node *ruby = ts_node_new(arena, TS_NODE_RUBY), *reading = grow_text();
    cmark_node_append_child(ruby, grow_text());
    ts_node_payload(ruby)->reading = ts_arena_strdup(arena, cmark_node_get_literal(reading));
    cmark_node_free(reading);
    return ruby;
}

static inline cmark_node *grow_inline(ts_arena *arena, bool *deeper)
{
    cmark_node *node = NULL, *text = NULL;
    *deeper = false;
    switch (roll(23)) {
    case 0:
    case 1:
        *deeper = true;
        return cmark_node_new(CMARK_NODE_EMPH);
    case 2:
    case 3:
        *deeper = true;
        return cmark_node_new(CMARK_NODE_STRONG);
    case 4:
        *deeper = true;
        return ts_node_new(arena, TS_NODE_DELETED);
    case 5:
        *deeper = true;
        return grow_target(CMARK_NODE_LINK);
    case 6:
        node = grow_target(CMARK_NODE_IMAGE);
        cmark_node_append_child(node, grow_text());
        return node;
    case 7:
        text = grow_text();
        node = cmark_node_new(CMARK_NODE_CODE);
        cmark_node_set_literal(node, cmark_node_get_literal(text));
        cmark_node_free(text);
        return node;
    case 8:
        return cmark_node_new(CMARK_NODE_LINEBREAK);
    case 9:
        return cmark_node_new(CMARK_NODE_SOFTBREAK);
    case 10:
        return grow_ruby(arena);
    case 11:
        node = cmark_node_new(CMARK_NODE_HTML_INLINE);
        cmark_node_set_literal(node, roll(2) ? "<span class=\"a|b\">" : "</span>");
        return node;
    case 12:
        text = grow_target(CMARK_NODE_LINK);
        cmark_node_set_title(text, "");
        cmark_node_append_child(text, ts_node_text_new(ts_str_of(cmark_node_get_url(text))));
        return text;
    case 13:
        node = ts_node_new(arena, TS_NODE_NOTE_REF);
        ts_node_payload(node)->label = labels[roll(sizeof labels / sizeof *labels)];
        return node;
    case 14:
        *deeper = true;
        node = ts_node_new(arena, TS_NODE_SPAN);
        ts_node_payload(node)->language = roll(3) ? "en" : roll(2) ? "zh-Hant" : NULL;
        ts_node_payload(node)->direction = roll(3) ? NULL : "rtl";
        return node;
    default:
        return grow_text();
    }
}

static inline void grow_inlines(ts_arena *arena, cmark_node *parent, int depth)
{
    for (unsigned n = 1 + roll(4); n > 0; n--) {
        bool deeper;
        cmark_node *node = grow_inline(arena, &deeper);
        cmark_node_append_child(parent, node);
        if (deeper && depth < 4)
            grow_inlines(arena, node, depth + 1);
    }
}

static inline void grow_line(ts_arena *arena, cmark_node *parent)
{
    cmark_node *line = cmark_node_new(CMARK_NODE_PARAGRAPH);
    cmark_node_append_child(parent, line);
    grow_inlines(arena, line, 2);
}

static inline void grow_cell_list(ts_arena *arena, cmark_node *parent, int depth)
{
    cmark_node *list = ts_list_new(roll(2), roll(4));
    cmark_node_append_child(parent, list);
    for (unsigned items = 1 + roll(2); items > 0; items--) {
        cmark_node *item = cmark_node_new(CMARK_NODE_ITEM);
        cmark_node_append_child(list, item);
        for (unsigned n = 1 + roll(3); n > 0; n--)
            if (roll(3) == 0 && depth < TS_CELL_LISTS + 1)
                grow_cell_list(arena, item, depth + 1);
            else
                grow_line(arena, item);
    }
}

static inline void grow_cell_blocks(ts_arena *arena, cmark_node *cell)
{
    for (unsigned n = 1 + roll(3); n > 0; n--)
        if (roll(2))
            grow_cell_list(arena, cell, 0);
        else
            grow_line(arena, cell);
    if (roll(4) == 0)
        grow_inlines(arena, cell, 2);
}

static inline void grow_table(ts_arena *arena, cmark_node *parent)
{
    cmark_node *table = ts_node_new(arena, TS_NODE_TABLE);
    ts_payload *payload = ts_node_payload(table);
    payload->columns = 1 + (int)roll(4);
    payload->aligns = ts_arena_alloc(arena, sizeof(ts_align) * (size_t)payload->columns);
    for (int i = 0; i < payload->columns; i++)
        payload->aligns[i] = roll(4);
    for (unsigned rows = 1 + roll(4), i = 0; i < rows; i++) {
        cmark_node *row = ts_node_new(arena, TS_NODE_ROW);
        ts_node_payload(row)->header = i == 0 && roll(3);
        cmark_node_append_child(table, row);
        for (unsigned cells = roll((unsigned)payload->columns + 2); cells > 0; cells--) {
            cmark_node *cell = ts_node_new(arena, TS_NODE_CELL);
            cmark_node_append_child(row, cell);
            ts_node_payload(cell)->header = roll(6) == 0;
            if (roll(8) == 0)
                grow_cell_blocks(arena, cell);
            else if (roll(5))
                grow_inlines(arena, cell, 1);
        }
    }
    cmark_node_append_child(parent, table);
}

static inline void grow_figure(ts_arena *arena, cmark_node *parent)
{
    cmark_node *figure = ts_node_new(arena, TS_NODE_FIGURE), *caption = ts_node_new(arena, TS_NODE_CAPTION);
    if (roll(3) == 0) {
        grow_table(arena, figure);
    } else {
        cmark_node *paragraph = cmark_node_new(CMARK_NODE_PARAGRAPH);
        cmark_node *image = grow_target(CMARK_NODE_IMAGE);
        cmark_node_append_child(image, grow_text());
        cmark_node_append_child(paragraph, image);
        cmark_node_append_child(figure, paragraph);
    }
    cmark_node_append_child(figure, caption);
    grow_inlines(arena, caption, 3);
    cmark_node_append_child(parent, figure);
}

static inline void grow_card(ts_arena *arena, cmark_node *parent)
{
    cmark_node *card = ts_node_new(arena, TS_NODE_CARD), *link = grow_target(CMARK_NODE_LINK);
    ts_node_payload(card)->url = ts_arena_strdup(arena, cmark_node_get_url(link));
    ts_node_payload(card)->provider = ts_arena_strdup(arena, cmark_node_get_title(link));
    cmark_node_free(link);
    cmark_node_append_child(card, grow_text());
    cmark_node_append_child(parent, card);
}

static inline void grow_blocks(ts_arena *arena, cmark_node *parent, int depth);

static inline void grow_list(ts_arena *arena, cmark_node *parent, int depth)
{
    cmark_node *list = cmark_node_new(CMARK_NODE_LIST);
    bool ordered = roll(2);
    cmark_node_set_list_type(list, ordered ? CMARK_ORDERED_LIST : CMARK_BULLET_LIST);
    cmark_node_set_list_tight(list, roll(2));
    if (ordered) {
        cmark_node_set_list_start(list, roll(3) ? 1 : (int)roll(1200));
        cmark_node_set_list_delim(list, CMARK_PERIOD_DELIM);
    }
    cmark_node_append_child(parent, list);
    for (unsigned n = 1 + roll(3); n > 0; n--) {
        cmark_node *item = cmark_node_new(CMARK_NODE_ITEM);
        cmark_node_append_child(list, item);
        grow_blocks(arena, item, depth + 1);
    }
}

static inline void grow_definitions(ts_arena *arena, cmark_node *parent, int depth)
{
    cmark_node *list = ts_node_new(arena, TS_NODE_DEFINITIONS);
    cmark_node_append_child(parent, list);
    for (unsigned n = 1 + roll(5); n > 0; n--) {
        bool term = roll(2);
        cmark_node *part = ts_node_new(arena, term ? TS_NODE_TERM : TS_NODE_DETAILS);
        cmark_node_append_child(list, part);
        if (term)
            grow_inlines(arena, part, 2);
        else
            grow_blocks(arena, part, depth + 1);
    }
}

static inline void grow_note(ts_arena *arena, cmark_node *parent, int depth)
{
    cmark_node *note = ts_node_new(arena, TS_NODE_NOTE);
    ts_node_payload(note)->label = labels[roll(sizeof labels / sizeof *labels)];
    cmark_node_append_child(parent, note);
    grow_blocks(arena, note, depth + 1);
}

static inline void grow_code(cmark_node *parent)
{
    ts_buf text;
    ts_buf_init(&text, TS_BUF_MAX);
    cmark_node *node = cmark_node_new(CMARK_NODE_CODE_BLOCK);
    text_of(&text, 12);
    cmark_node_set_literal(node, text.ptr);
    if (roll(2)) {
        text_of(&text, 2);
        cmark_node_set_fence_info(node, text.ptr);
    }
    cmark_node_append_child(parent, node);
    ts_buf_free(&text);
}

static inline void grow_block(ts_arena *arena, cmark_node *parent, int depth)
{
    cmark_node *node = NULL;
    switch (roll(depth < 3 ? 17 : 12)) {
    case 0:
        node = cmark_node_new(CMARK_NODE_HEADING);
        cmark_node_set_heading_level(node, 1 + (int)roll(6));
        cmark_node_append_child(parent, node);
        grow_inlines(arena, node, 1);
        break;
    case 1:
        grow_code(parent);
        break;
    case 2:
        cmark_node_append_child(parent, cmark_node_new(CMARK_NODE_THEMATIC_BREAK));
        break;
    case 3:
        grow_table(arena, parent);
        break;
    case 4:
        grow_figure(arena, parent);
        break;
    case 5:
        node = cmark_node_new(CMARK_NODE_HTML_BLOCK);
        cmark_node_set_literal(node, roll(2) ? "<div>\n*x*\n</div>\n" : "<!-- a\n\nb -->\n");
        cmark_node_append_child(parent, node);
        break;
    case 11:
        grow_card(arena, parent);
        break;
    case 14:
        grow_definitions(arena, parent, depth);
        break;
    case 15:
    case 16:
        grow_note(arena, parent, depth);
        break;
    case 12:
        node = cmark_node_new(CMARK_NODE_BLOCK_QUOTE);
        cmark_node_append_child(parent, node);
        grow_blocks(arena, node, depth + 1);
        break;
    case 13:
        grow_list(arena, parent, depth);
        break;
    default:
        node = cmark_node_new(CMARK_NODE_PARAGRAPH);
        cmark_node_append_child(parent, node);
        grow_inlines(arena, node, 1);
    }
}

static inline void grow_blocks(ts_arena *arena, cmark_node *parent, int depth)
{
    for (unsigned n = 1 + roll(3); n > 0; n--)
        grow_block(arena, parent, depth);
}

#endif
