/* What one matched line says of the article: shared by pages and text dumps. */
#ifndef TS_EXTRACT_LINES_H
#define TS_EXTRACT_LINES_H

#include "extract/fields.h"
#include "rules/phrases.h"

#include <stdint.h>

typedef enum ts_line_verdict {
    TS_LINE_BODY, /* no rule: may be the article */
    TS_LINE_DROP, /* chrome, or its content has gone into the fields */
    TS_LINE_END,  /* chrome, and nothing behind it is the article (footer, related) */
} ts_line_verdict;

/* Lines of one page of which no rule matched anything: a page is asked for the same line by several readers.
 * Starts all zero; a slot holds the digest of the line last turned away. */
enum { TS_LINE_SLOTS = 512 };
typedef struct ts_line_memo {
    uint64_t turned_away[TS_LINE_SLOTS];
} ts_line_memo;

/* Classifies a line as it stands on the page (not folded) and moves what it says into the fields: one line
 * may hold several labelled pieces ("发布日期:2020-03-12  来源:人民网"). `rule_class`, may be NULL, is set to
 * the class. `memo` is the page's, or NULL. */
ts_line_verdict ts_line_read(ts_arena *arena, ts_line_memo *memo, const char *language, ts_str line,
                             ts_zone zone, ts_fields *fields, const char **rule_class);

/* What becomes of a line of that class in that zone. */
ts_line_verdict ts_line_verdict_of(const char *rule_class, ts_zone zone);

/* True for a class of lines that may hang on a paragraph's end, in an element of their own: "Back to the
 * front page". */
bool ts_line_is_hanging(const char *rule_class);

/* The suffix "(记者 于海东)" of a last paragraph and its like: adds the person, leaves the text alone. */
void ts_line_read_suffix(ts_arena *arena, const char *language, ts_str paragraph, ts_fields *fields);

/* The head of a first paragraph ("湖滨社北湖3月12日电(记者 于山川)", "LAKESIDE (Hill Press) —"): adds the
 * agency as originator, its reporters and the place, leaves the text alone. */
void ts_line_read_dateline(ts_arena *arena, const char *language, ts_str paragraph, ts_fields *fields);

#endif
