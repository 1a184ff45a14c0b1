/* Verse: a paragraph of lines, at least three, none of them long. So are addresses and lists of names, which
 * want to be shown as verse is. */
#include "article/tidy.h"
#include "text/utf8.h"

/* Columns of a line, of which a wide character takes two. */
enum { LINES = 3, COLUMNS = 64 };

static int columns_of(const char *text)
{
    int columns = 0;
    ts_str rest = ts_str_of(text);
    if (rest.len > 4 * COLUMNS) /* bytes of a character, at most */
        return COLUMNS + 1;
    for (size_t pos = 0; pos < rest.len && columns <= COLUMNS;)
        columns += ts_is_wide(ts_utf8_next(rest, &pos)) ? 2 : 1;
    return columns;
}

static bool is_verse(cmark_node *paragraph)
{
    int lines = 1, columns = 0;
    bool fits = true;
    for (cmark_node *node = paragraph; node && fits; node = ts_node_behind(node, paragraph, true)) {
        switch (cmark_node_get_type(node)) {
        case CMARK_NODE_TEXT:
        case CMARK_NODE_CODE:
            columns += columns_of(cmark_node_get_literal(node));
            fits = columns <= COLUMNS;
            break;
        case CMARK_NODE_LINEBREAK:
            lines++;
            columns = 0;
            break;
        case CMARK_NODE_IMAGE:
            fits = false;
            break;
        default:
            break;
        }
    }
    return fits && lines >= LINES;
}

void ts_tidy_verse(ts_arena *arena, cmark_node *paragraph)
{
    bool verse = is_verse(paragraph);
    ts_payload *payload = ts_node_payload(paragraph);
    if (verse && !payload) {
        payload = TS_NEW(arena, ts_payload);
        payload->kind = TS_NODE_VERSE;
    }
    cmark_node_set_user_data(paragraph, verse ? payload : NULL);
}
