/* Text dumps: any bytes, decoded as the program would, must come out as valid UTF-8 paragraphs and fields,
 * article by article, with what the articles teach of one another. The first byte chooses the width option.
 */
#include "extract/dump_chrome.h"
#include "extract/dump_parts.h"
#include "extract/inspection.h"
#include "text/charset.h"
#include "text/utf8.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

static void need(bool ok)
{
    if (!ok)
        abort();
}

static void check_text(const char *z)
{
    need(!z || ts_utf8_valid(ts_str_of(z)));
}

static void check_people(const ts_people *people)
{
    for (size_t i = 0; i < people->len; i++) {
        need(people->items[i].name && people->items[i].name[0]);
        check_text(people->items[i].name);
    }
}

static void check_fields(const ts_fields *f)
{
    const char *const texts[] = {f->title,       f->alt_title,      f->description, f->date,   f->lastmod,
                                 f->source.name, f->publisher.name, f->holder,      f->notice, f->language};
    need(f->kind != NULL);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        check_text(texts[i]);
    check_people(&f->authors);
    check_people(&f->editors);
    for (size_t i = 0; i < f->section.len; i++)
        check_text(f->section.items[i]);
    for (size_t i = 0; i < f->tags.len; i++)
        check_text(f->tags.items[i]);
    for (size_t i = 0; i < f->provenance.len; i++) {
        check_text(f->provenance.items[i].name);
        check_text(f->provenance.items[i].evidence);
    }
}

static void inspect(void *context, const ts_inspection *inspection)
{
    (void)context;
    for (size_t i = 0; i < inspection->blocks.len; i++) {
        const ts_inspected *b = &inspection->blocks.items[i];
        need(b->verdict && b->reason && ts_utf8_valid(b->text));
    }
}

static void check_article(ts_arena *arena, ts_str text, const ts_extract_options *options)
{
    ts_error error = {0};
    ts_fields fields;
    ts_paragraphs body = {0};
    ts_fields_init(&fields);
    if (!ts_extract_dump(arena, text, options, &fields, &body, &error))
        return;
    check_fields(&fields);
    for (size_t i = 0; i < body.len; i++) {
        need(body.items[i].text.len > 0 && ts_utf8_valid(body.items[i].text));
        need(memchr(body.items[i].text.ptr, '\n', body.items[i].text.len) == NULL);
    }
}

/* What was cut apart is the text, whole. */
static void check_parts(ts_str text, const ts_dump_parts *parts)
{
    size_t sum = 0;
    need(parts->len > 0);
    for (size_t i = 0; i < parts->len; i++) {
        need(parts->items[i].ptr == text.ptr + sum);
        sum += parts->items[i].len;
    }
    need(sum == text.len);
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    ts_arena *arena = ts_arena_new();
    ts_error error = {0};
    ts_decoded decoded;
    ts_dump_parts parts = {0};
    ts_extract_options options = {.inspect = inspect};
    if (size) {
        options.width = (ts_width)(data[0] % 3);
        data++;
        size--;
    }
    if (ts_charset_decode(arena, (ts_str){(const char *)data, size}, NULL, "fuzz", &decoded, &error) &&
        ts_dump_cut(arena, decoded.text, &parts, &error)) {
        ts_chrome_learner *learner = ts_chrome_learner_new();
        check_parts(decoded.text, &parts);
        for (size_t i = 0; i < parts.len; i++)
            ts_chrome_add(learner, ts_chrome_dump_read(parts.items[i], NULL));
        options.chrome = ts_chrome_learn(learner, arena);
        for (size_t i = 0; i < parts.len; i++)
            check_article(arena, parts.items[i], &options);
    }
    ts_arena_free(arena);
    return 0;
}
