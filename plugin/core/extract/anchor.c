#include "extract/anchor.h"

enum {
    WORDS_LEAST = 3,
    NODES_MOST = 16, /* among which the heading's texts are */
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* A letter or digit of ASCII: what else headings have, quotation marks say, differs from program to program.
 */
static bool is_of_word(char c)
{
    return is_digit(c) || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
}

static size_t count_words(ts_str s)
{
    size_t words = 0;
    for (size_t i = 0; i < s.len; i++)
        words += is_of_word(s.ptr[i]) && (i == 0 || !is_of_word(s.ptr[i - 1]));
    return words;
}

/* Where the id goes on behind what this text has of it; `*differs` is set where the text has something else.
 */
static size_t pass(ts_str id, size_t at, ts_str text, bool *differs)
{
    bool numbered = at == 0 && !is_digit(id.ptr[0]);
    for (size_t i = 0; i < text.len && at < id.len && !*differs; i++) {
        char c = text.ptr[i];
        if (!is_of_word(c) || (numbered && is_digit(c)))
            continue;
        numbered = false;
        size_t next = at;
        while (next < id.len && !is_of_word(id.ptr[next]))
            next++;
        *differs = next == id.len || lower(id.ptr[next]) != lower(c);
        at = *differs ? at : next + 1;
    }
    return at;
}

/* True where the element begins with the words, but for a number that tells them from the same elsewhere. */
static bool begins_with(const ts_node *node, ts_str words)
{
    bool differs = false;
    size_t at = 0, nodes = 0;
    if (count_words(words) < WORDS_LEAST)
        return false;
    for (const ts_node *n = ts_node_first(node); n && !differs && nodes < NODES_MOST; nodes++) {
        at = ts_node_type(n) == TS_TEXT ? pass(words, at, ts_node_chars(n), &differs) : at;
        n = ts_node_walk(n, node);
    }
    for (; at < words.len && (!is_of_word(words.ptr[at]) || is_digit(words.ptr[at])); at++)
        continue;
    return at == words.len;
}

bool ts_is_anchor(const ts_node *node, ts_str id)
{
    size_t first = 0;
    while (first < id.len && is_of_word(id.ptr[first]))
        first++;
    return begins_with(node, id) || (first < id.len && begins_with(node, ts_str_sub(id, first + 1, id.len)));
}
