#include "extract/features_write.h"
#include "extract/line_features.h"
#include "text/json.h"

/* Nine digits give the same float back. */
static void write_row(ts_buf *out, const char *key, const float *row, int count)
{
    ts_buf_printf(out, "\"%s\":[", key);
    for (int i = 0; i < count; i++)
        ts_buf_printf(out, "%s%.9g", i ? "," : "", (double)row[i]);
    ts_buf_putc(out, ']');
}

static void write_entries(ts_buf *out, const char *key, const uint32_t *entries, int count, uint32_t size)
{
    ts_buf_printf(out, ",\"%s\":[", key);
    for (int i = 0; i < count; i++)
        ts_buf_printf(out, "%s%u", i ? "," : "", (unsigned)(entries[i] & (size - 1)));
    ts_buf_putc(out, ']');
}

static void write_block(ts_buf *out, const ts_page_view *view, size_t i)
{
    const ts_block *b = &view->blocks->blocks.items[i];
    uint32_t names[TS_TOKENS_MAX], words[TS_TEXT_TOKENS_MAX];
    int name_count = ts_tokens_of_block(&view->features->tokens, view->blocks, (int)i, names);
    int word_count = ts_tokens_of_text(b->text, words);
    ts_buf_puts(out, "{\"text\":");
    ts_json_string(out, b->text);
    ts_buf_printf(out, ",\"size\":%.9g,\"p\":%.9g,\"keep\":%s,", (double)b->size, (double)b->probability,
                  b->keep ? "true" : "false");
    write_row(out, "row", ts_features_row(view->features, i), TS_FEATURE_COUNT);
    write_entries(out, "class", names, name_count, TS_CLASS_TABLE);
    write_entries(out, "words", words, word_count, TS_TEXT_TABLE);
    ts_buf_puts(out, "}\n");
}

void ts_features_write(ts_buf *out, const ts_page_view *view)
{
    float row[TS_PAGE_FEATURE_COUNT];
    uint32_t entries[TS_PAGE_TABLE];
    ts_page_features_make(view, row);
    ts_buf_printf(out, "{\"blocks\":%zu,", view->blocks->blocks.len);
    write_row(out, "page", row, TS_PAGE_FEATURE_COUNT);
    write_entries(out, "names", entries, ts_page_names(view, entries), TS_PAGE_TABLE);
    write_entries(out, "spoken", entries, ts_page_words(view, entries), TS_PAGE_TABLE);
    ts_buf_puts(out, "}\n");
    for (size_t i = 0; i < view->blocks->blocks.len; i++)
        write_block(out, view, i);
}

void ts_line_features_write(ts_buf *out, const ts_dump *dump, const float *rows)
{
    ts_buf_printf(out, "{\"blocks\":%zu}\n", dump->lines.len);
    for (size_t i = 0; i < dump->lines.len; i++) {
        const ts_dump_line *line = &dump->lines.items[i];
        uint32_t words[TS_TEXT_TOKENS_MAX];
        ts_buf_puts(out, "{\"text\":");
        ts_json_string(out, line->text);
        bool keep = i >= dump->first && i < dump->end && !line->unlikely;
        ts_buf_printf(out, ",\"size\":%zu,\"p\":%.9g,\"keep\":%s,", line->width, (double)line->probability,
                      keep ? "true" : "false");
        write_row(out, "row", rows + i * TS_LINE_FEATURE_COUNT, TS_LINE_FEATURE_COUNT);
        write_entries(out, "words", words, ts_tokens_of_text(line->text, words), TS_TEXT_TABLE);
        ts_buf_puts(out, "}\n");
    }
}
