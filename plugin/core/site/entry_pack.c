#include "site/entry_pack.h"
#include "markdown/record.h"
#include "site/types.h"

#include <string.h>

static const ts_type *const types[] = {
    &ts_summary_type, &ts_article_type, &ts_person_type,  &ts_party_type,   &ts_image_type,
    &ts_hop_type,     &ts_rights_type,  &ts_capture_type, &ts_warning_type, NULL};

/* --- writing -------------------------------------------------------------------------------------------- */

static void pack_texts(ts_buf *out, const ts_texts *texts)
{
    ts_pack_number(out, texts->len);
    for (size_t i = 0; i < texts->len; i++)
        ts_pack_text(out, texts->items[i]);
}

static void pack_date(ts_buf *out, const ts_date *d)
{
    const int parts[] = {d->year, d->month, d->day, d->hour, d->minute, d->second, d->has_offset, d->offset};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        ts_pack_signed(out, parts[i]);
}

static void pack_sketch(ts_buf *out, const ts_sketch *sketch)
{
    ts_pack_number(out, sketch->grams);
    if (sketch->grams)
        ts_buf_put(out, (ts_str){(const char *)sketch->least, sizeof sketch->least});
}

void ts_entry_pack(ts_buf *out, const ts_entry *e)
{
    const char *const texts[] = {e->file,      e->title,    e->slug,        e->wish,       e->url,
                                 e->canonical, e->language, e->source.name, e->source.url, NULL};
    for (size_t i = 0; i + 1 < sizeof texts / sizeof *texts; i++)
        ts_pack_text(out, texts[i]);
    ts_pack_number(out, e->draft);
    pack_date(out, &e->date);
    pack_texts(out, &e->section);
    pack_texts(out, &e->tags);
    ts_pack_number(out, e->authors.len);
    for (size_t i = 0; i < e->authors.len; i++) {
        ts_pack_text(out, e->authors.items[i].name);
        ts_pack_text(out, e->authors.items[i].role);
    }
    ts_pack_value(out, e->facts, types);
    pack_texts(out, &e->warnings);
    pack_texts(out, &e->missing);
    ts_pack_number(out, e->asked.len);
    for (size_t i = 0; i < e->asked.len; i++) {
        ts_pack_text(out, e->asked.items[i].path);
        ts_pack_text(out, e->asked.items[i].to);
    }
    pack_sketch(out, &e->sketch);
    ts_pack_number(out, e->takedown.status);
    ts_pack_text(out, e->takedown.reason);
    ts_pack_text(out, e->takedown.date);
}

void ts_record_pack(ts_buf *out, const ts_entry *entry)
{
    ts_pack_value(out, entry->record, types);
}

/* --- reading -------------------------------------------------------------------------------------------- */

static void unpack_texts(ts_unpack *in, ts_texts *texts)
{
    for (size_t n = ts_unpack_count(in); n > 0 && !in->bad; n--) {
        const char *text = ts_unpack_text(in);
        in->bad = in->bad || !text;
        ts_vec_push_in(in->arena, texts, text);
    }
}

static void unpack_date(ts_unpack *in, ts_date *d)
{
    int *const parts[] = {&d->year, &d->month, &d->day, &d->hour, &d->minute, &d->second};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        *parts[i] = (int)ts_unpack_signed(in);
    d->has_offset = ts_unpack_signed(in) != 0;
    d->offset = (int)ts_unpack_signed(in);
    in->bad = in->bad || (d->year && !ts_date_valid(d));
}

static void unpack_people(ts_unpack *in, ts_people *people)
{
    for (size_t n = ts_unpack_count(in); n > 0 && !in->bad; n--) {
        ts_person person = {.name = ts_unpack_text(in)};
        person.role = ts_unpack_text(in);
        in->bad = in->bad || !person.name;
        ts_vec_push_in(in->arena, people, person);
    }
}

static void unpack_sketch(ts_unpack *in, ts_sketch *sketch)
{
    sketch->grams = (uint32_t)ts_unpack_number(in);
    const char *least = sketch->grams ? ts_unpack_bytes(in, sizeof sketch->least) : NULL;
    if (least)
        memcpy(sketch->least, least, sizeof sketch->least);
}

static void unpack_takedown(ts_unpack *in, ts_takedown *takedown)
{
    uint64_t status = ts_unpack_number(in);
    in->bad = in->bad || status > TS_STANDING_PURGED;
    takedown->status = in->bad ? TS_STANDING_LIVE : (ts_standing)status;
    takedown->reason = ts_unpack_text(in);
    takedown->date = ts_unpack_text(in);
}

/* False where the library answers otherwise than it did. */
static bool unpack_asked(ts_unpack *in, const ts_library *library, ts_entry *e)
{
    bool same = true;
    for (size_t n = ts_unpack_count(in); n > 0 && !in->bad; n--) {
        ts_asked asked = {.path = ts_unpack_text(in)};
        asked.to = ts_unpack_text(in);
        asked.medium = asked.path ? ts_map_get(library->media_by_path, ts_str_of(asked.path)) : NULL;
        in->bad = in->bad || !asked.path;
        same = same && (asked.medium ? asked.to && strcmp(asked.to, asked.medium->to) == 0 : !asked.to);
        ts_vec_push_in(in->arena, &e->asked, asked);
    }
    return same;
}

ts_entry *ts_entry_unpack(ts_unpack *in, const ts_library *library)
{
    ts_entry *e = TS_NEW(in->arena, ts_entry);
    const char **const texts[] = {&e->file,      &e->title,    &e->slug,        &e->wish,      &e->url,
                                  &e->canonical, &e->language, &e->source.name, &e->source.url};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        *texts[i] = ts_unpack_text(in);
    in->bad = in->bad || !e->file || !e->title || !e->slug || !e->wish;
    e->draft = ts_unpack_number(in) != 0;
    unpack_date(in, &e->date);
    unpack_texts(in, &e->section);
    unpack_texts(in, &e->tags);
    unpack_people(in, &e->authors);
    e->facts = ts_unpack_value(in, types);
    in->bad = in->bad || e->facts->kind != TS_MAP;
    unpack_texts(in, &e->warnings);
    unpack_texts(in, &e->missing);
    bool same = unpack_asked(in, library, e);
    unpack_sketch(in, &e->sketch);
    unpack_takedown(in, &e->takedown);
    e->image = in->bad ? NULL : ts_value_get(e->facts, "image");
    return same && !in->bad ? e : NULL;
}

const ts_value *ts_record_unpack(ts_arena *arena, ts_str bytes)
{
    ts_unpack in = {.arena = arena, .bytes = bytes};
    const ts_value *record = ts_unpack_value(&in, types);
    const ts_value *html = ts_value_get(record, "html");
    return in.bad || record->kind != TS_MAP || !html || html->kind != TS_HTML ? NULL : record;
}
