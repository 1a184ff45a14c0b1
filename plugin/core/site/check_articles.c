/* What the articles themselves lack, and which are there twice. */
#include "base/digest.h"
#include "base/file.h"
#include "site/check_parts.h"

#include <string.h>

/* What an archive's reader misses most; none of it can be invented. */
static void check_fields(ts_checker *c, const ts_entry *entry)
{
    const struct {
        bool has;
        const char *name;
    } wanted[] = {{ts_value_get_string(entry->record, "title") != NULL, "title"},
                  {entry->date.year > 0, "date"},
                  {entry->source.name != NULL, "source"}};
    ts_buf line;
    ts_buf_init(&line, 1024);
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
        if (!wanted[i].has)
            ts_buf_printf(&line, "%s%s", line.len ? ", no " : "It has no ", wanted[i].name);
    ts_buf_putc(&line, '.');
    if (line.len > 1)
        ts_check_note(c, ts_path_join(c->arena, c->folder, entry->file), line.ptr);
    ts_buf_free(&line);
}

/* Says so where `key` was seen before, in another file. */
static void check_twice(ts_checker *c, ts_map *seen, ts_str key, const ts_entry *entry, const char *what)
{
    const ts_entry *first = key.len ? ts_map_get(seen, key) : NULL;
    if (first)
        ts_check_note(c, ts_path_join(c->arena, c->folder, entry->file),
                      ts_arena_printf(c->arena, "It has the same %s as %s.", what, first->file));
    else if (key.len)
        ts_map_put(seen, key, (void *)entry);
}

void ts_check_articles(ts_checker *c, const ts_mapped *mapped)
{
    ts_map *addresses = ts_map_new(), *texts = ts_map_new();
    for (size_t i = 0; i < mapped->entries.len; i++) {
        const ts_entry *entry = mapped->entries.items[i];
        char hash[33] = "";
        check_fields(c, entry);
        for (size_t m = 0; m < entry->missing.len; m++)
            ts_check_problem_at(c, ts_path_join(c->arena, c->folder, entry->file),
                                "The image \"%s\" is not there.", entry->missing.items[m]);
        check_twice(c, addresses, ts_str_of(entry->url), entry, "address");
        const ts_value *text = ts_value_get(entry->record, "text");
        if (text && text->kind == TS_STRING)
            ts_hash_hex(text->string, hash);
        check_twice(c, texts, ts_str_of(hash), entry, "text");
    }
    ts_map_free(addresses);
    ts_map_free(texts);
}
