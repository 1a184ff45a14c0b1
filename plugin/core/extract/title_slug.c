#include "extract/title_slug.h"
#include "text/utf8.h"

enum {
    WORDS_LEAST = 3, /* that are a title's */
    WORD_LEAST = 3,  /* letters of a word that counts */
    TEXT_MOST = 900, /* bytes of an address or a title that are read */
};

static bool is_latin(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* An "e" behind a vowel is left out: "Brücken" is "bruecken" or "brucken" in addresses. */
static bool is_umlaut(const ts_buf *out, char c)
{
    char last = out->len ? out->ptr[out->len - 1] : ' ';
    return c == 'e' && (last == 'a' || last == 'o' || last == 'u');
}

/* The words of the text between spaces. Returns how many there are. */
static size_t put_words(ts_buf *out, ts_str text)
{
    size_t words = 0, start = 1;
    ts_buf_putc(out, ' ');
    for (size_t i = 0; i <= text.len; i++) {
        char c = i < text.len ? text.ptr[i] : ' ';
        if (is_latin(c)) {
            c = (char)(c | 0x20);
            if (!is_umlaut(out, c))
                ts_buf_putc(out, c);
        } else if ((unsigned char)c < 0x80 && out->len > start) {
            bool counts = out->len - start >= WORD_LEAST;
            ts_buf_truncate(out, counts ? out->len : start);
            if (counts)
                ts_buf_putc(out, ' ');
            words += counts;
            start = out->len;
        }
    }
    return words;
}

ts_str ts_title_slug(ts_arena *arena, const char *url)
{
    ts_str rest = ts_str_of(url), best = {0};
    size_t most = WORDS_LEAST - 1, host = ts_str_find(rest, TS_STR("://"), 0);
    size_t path = ts_str_find_char(rest, '/', host == TS_NPOS ? 0 : host + 3);
    ts_buf words;
    ts_buf_init(&words, TS_BUF_MAX);
    rest = path == TS_NPOS || rest.len > TEXT_MOST ? (ts_str){0} : ts_str_sub(rest, path + 1, rest.len);
    rest = ts_str_sub(rest, 0, ts_str_find_char(rest, '?', 0));
    rest = ts_str_sub(rest, 0, ts_str_find_char(rest, '#', 0));
    while (rest.len) {
        size_t end = ts_str_find_char(rest, '/', 0);
        ts_buf_clear(&words);
        ts_str part = ts_str_sub(rest, 0, end);
        size_t n = put_words(&words, ts_str_sub(part, 0, ts_str_find_char(part, '.', 0)));
        if (n > most) {
            most = n;
            best = (ts_str){ts_buf_copy(&words, arena), words.len};
        }
        rest = end == TS_NPOS ? (ts_str){0} : ts_str_sub(rest, end + 1, rest.len);
    }
    ts_buf_free(&words);
    return best;
}

double ts_title_slug_share(ts_str slug, const char *title)
{
    size_t words = 0, shared = 0;
    ts_buf plain, own;
    ts_buf_init(&plain, TS_BUF_MAX);
    ts_buf_init(&own, TS_BUF_MAX);
    ts_utf8_decompose(&plain, ts_str_sub(ts_str_of(title), 0, TEXT_MOST));
    put_words(&own, ts_buf_str(&plain));
    for (size_t from = 0; from + 1 < slug.len; words++) {
        size_t end = ts_str_find_char(slug, ' ', from + 1);
        shared += ts_str_find(ts_buf_str(&own), ts_str_sub(slug, from, end + 1), 0) != TS_NPOS;
        from = end;
    }
    ts_buf_free(&plain);
    ts_buf_free(&own);
    return words ? (double)shared / (double)words : 0;
}
