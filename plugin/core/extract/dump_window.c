/* The headline in the page's <title>, a dump's first line, where the page does not say it again. */
#include "extract/dump.h"

#include "extract/words.h"
#include "text/utf8.h"

/* Bytes of the body that it is compared with. */
#define BODY_BYTES ((size_t)6000)
/* Columns and words of a headline; words of a site's name at the most. */
#define WIDTH_MIN 16
#define WIDTH_MAX 240
#define WORDS_MIN 4
#define NAME_WORDS 6

static const char *const SEPARATORS[] = {" | ", " - ", " – ", " — ", " · ", " » ", " :: ", "｜", "_"};

/* The place of the last separator, TS_NPOS; *behind is where the text goes on. */
static size_t last_separator(ts_str text, size_t *behind)
{
    size_t found = TS_NPOS;
    for (size_t k = 0; k < sizeof SEPARATORS / sizeof *SEPARATORS; k++) {
        ts_str mark = ts_str_of(SEPARATORS[k]);
        for (size_t at = ts_str_find(text, mark, 0); at != TS_NPOS; at = ts_str_find(text, mark, at + 1)) {
            if (found != TS_NPOS && at <= found)
                continue;
            found = at;
            *behind = at + mark.len;
        }
    }
    return found;
}

static size_t count_words(ts_str text)
{
    size_t words;
    ts_words_shared(text, (ts_str){0}, &words);
    return words;
}

/* Without what stands behind its last marks, as long as that is short beside the rest: the site's name. */
static ts_str cut_names(ts_str line)
{
    size_t behind, at = last_separator(line, &behind);
    while (at != TS_NPOS) {
        ts_str head = ts_utf8_trim(ts_str_sub(line, 0, at)), name = ts_str_sub(line, behind, line.len);
        size_t words = count_words(name);
        if (words > NAME_WORDS * (1 + (size_t)ts_is_wide(ts_utf8_first(name))) || words >= count_words(head))
            break;
        line = head;
        at = last_separator(line, &behind);
    }
    return line;
}

/* The beginning of the body. */
static ts_str body_text(const ts_dump *dump)
{
    ts_buf text;
    ts_buf_init(&text, TS_BUF_MAX);
    for (size_t i = dump->first; i < dump->end && text.len < BODY_BYTES; i++) {
        if (dump->lines.items[i].unlikely)
            continue;
        ts_buf_put(&text, ts_str_sub(dump->lines.items[i].text, 0, BODY_BYTES));
        ts_buf_putc(&text, '\n');
    }
    return ts_buf_keep(&text, dump->arena);
}

bool ts_dump_window_title(const ts_dump *dump, ts_str *title)
{
    size_t words, same;
    if (!dump->lines.len || dump->first == 0 || dump->lines.items[0].width > WIDTH_MAX ||
        dump->lines.items[0].rule_class || ts_dump_is_marked(dump->lines.items[0].text))
        return false;
    *title = cut_names(dump->lines.items[0].text);
    same = ts_words_shared(*title, body_text(dump), &words);
    return ts_dump_columns(*title) >= WIDTH_MIN && words >= WORDS_MIN && same * 2 >= words;
}
