/* Parts in another language than the article's, where the page says so and the text agrees. */
#include "article/build.h"
#include "rules/language.h"
#include "text/utf8.h"

#include <string.h>

/* What is looked at of an element's text. */
enum { SAMPLE_BYTES = 1000, SAMPLE_NODES = 200 };

static void sample(ts_buf *out, ts_node *element)
{
    int nodes = 0;
    for (ts_node *n = element; n && out->len < SAMPLE_BYTES && nodes < SAMPLE_NODES;
         n = ts_node_walk(n, element), nodes++) {
        if (ts_node_type(n) != TS_TEXT)
            continue;
        ts_buf_put(out, ts_str_sub(ts_node_chars(n), 0, SAMPLE_BYTES));
        ts_buf_putc(out, ' ');
    }
}

static bool same_language(const char *a, const char *b)
{
    if (!a || !b)
        return false;
    size_t n = strcspn(a, "-");
    return n == strcspn(b, "-") && strncmp(a, b, n) == 0;
}

static bool has_letter(ts_str text)
{
    for (size_t pos = 0; pos < text.len;) {
        uint32_t c = ts_utf8_next(text, &pos);
        if (ts_is_alnum(c) && !(c >= '0' && c <= '9'))
            return true;
    }
    return false;
}

/* The declared language where it is not the article's; NULL where the text is in the article's all the same.
 * Word processors declare the language of each Latin word and digit, in upper case. */
static const char *foreign_language(const ts_builder *b, const char *declared, ts_str text)
{
    const char *own = b->options->language;
    if (!declared || !own || (declared[0] >= 'A' && declared[0] <= 'Z') || !has_letter(text))
        return NULL;
    const char *language = ts_language_settle(ts_str_of(declared), text);
    if (!language || same_language(language, own) || same_language(ts_language_detect(text), own))
        return NULL;
    return ts_is_language(ts_str_of(language)) ? language : NULL;
}

/* The declared direction where it is not that of its surroundings. */
static const char *foreign_direction(const ts_builder *b, const char *declared, const char *language,
                                     ts_str text)
{
    const char *own = ts_language_direction(b->options->language);
    if (!language)
        language = ts_language_detect(text);
    if (language)
        declared = ts_language_direction(language);
    if (!declared || !ts_is_direction(ts_str_of(declared)) || strcmp(declared, own) == 0 || !has_letter(text))
        return NULL;
    return declared;
}

void ts_build_language(ts_builder *b, ts_node *element)
{
    const char *language = ts_node_attr(element, "lang"), *direction = ts_node_attr(element, "dir");
    if ((!language && !direction) || b->inlines.open[TS_FORMAT_SPAN])
        return;
    ts_buf text;
    ts_buf_init(&text, TS_BUF_MAX);
    sample(&text, element);
    language = foreign_language(b, language, ts_buf_str(&text));
    direction = foreign_direction(b, direction, language, ts_buf_str(&text));
    if (language || direction) {
        ts_build_push(b, element, TS_END_FORMAT)->format = TS_FORMAT_SPAN;
        ts_inlines_open_span(&b->inlines, language, direction);
    }
    ts_buf_free(&text);
}
