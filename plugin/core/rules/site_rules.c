#include "rules/site_rules.h"

#include "base/baked.h"
#include "base/file.h"
#include "text/url.h"

#include <string.h>

/* Bytes a rule file may have, values one key may have. */
#define FILE_MAX_BYTES ((size_t)1 << 20)
#define VALUES_MAX 1000
/* Hosts have at most so many labels that are looked up. */
#define LABELS_MAX 10

typedef TS_VEC(const char *) texts;

typedef struct reader {
    ts_arena *arena;
    const char *source;
    int line;
    ts_site_rules *rules;
    ts_error *error;
} reader;

/* Keys of the format that say nothing to us: how to fetch a page, what to mend before parsing. */
static const char *const ignored[] = {"prune",
                                      "tidy",
                                      "parser",
                                      "test_url",
                                      "test_contains",
                                      "find_string",
                                      "replace_string",
                                      "single_page_link",
                                      "next_page_link",
                                      "http_header",
                                      "strip_image_src",
                                      "autodetect_on_failure",
                                      "native_ad_clue",
                                      "insert_detected_image",
                                      "convert_double_br_tags",
                                      "wrap_in",
                                      "dissolve",
                                      "move_into",
                                      "requires_login",
                                      "not_logged_in_xpath",
                                      "login_uri",
                                      "login_username_field",
                                      "login_password_field",
                                      "login_extra_fields",
                                      "src_lazy_load_attr",
                                      "skip_json_ld",
                                      "if_page_contains",
                                      "single_page_link_in_feed",
                                      "autodetect_next_page",
                                      "strip_comments",
                                      "strip_attr",
                                      "footnotes",
                                      "favour_feed_titles"};

static bool known_key(ts_str key)
{
    for (size_t i = 0; i < sizeof ignored / sizeof *ignored; i++)
        if (ts_str_is(key, ignored[i]))
            return true;
    /* "replace_string(what): by this", "http_header(name): value" */
    size_t bracket = ts_str_find_char(key, '(', 0);
    return bracket != TS_NPOS && bracket > 0 && key.ptr[key.len - 1] == ')' &&
           known_key(ts_str_sub(key, 0, bracket));
}

static bool push(reader *r, texts *list, ts_str value)
{
    if (list->len >= VALUES_MAX)
        return ts_fail(r->error, TS_LIMIT, r->source, r->line, 0, "One key has more than %d values.",
                       VALUES_MAX);
    ts_vec_push_in(r->arena, list, ts_arena_copy(r->arena, value));
    return true;
}

bool ts_site_rule_split(ts_str line, ts_str *key, ts_str *value)
{
    line = ts_str_trim(line);
    if (!line.len || line.ptr[0] == '#')
        return false;
    size_t colon = ts_str_find_char(line, ':', 0);
    /* The key of "replace_string(a:b): c" holds a colon of its own. */
    size_t bracket = ts_str_find_char(line, '(', 0);
    if (bracket != TS_NPOS && colon != TS_NPOS && bracket < colon) {
        size_t close = ts_str_find(line, TS_STR("):"), bracket);
        colon = close == TS_NPOS ? colon : close + 1;
    }
    *key = ts_str_trim(ts_str_sub(line, 0, colon));
    *value = colon == TS_NPOS ? (ts_str){0} : ts_str_trim(ts_str_sub(line, colon + 1, line.len));
    return colon != TS_NPOS;
}

/* Adds the value to the list of its key. The lists of a ts_site_rules are all of one shape. */
static bool add(reader *r, ts_str key, ts_str value)
{
    ts_site_rules *to = r->rules;
    const struct {
        const char *key;
        void *list;
    } lists[] = {{"title", &to->title},
                 {"author", &to->author},
                 {"date", &to->date},
                 {"body", &to->body},
                 {"keep", &to->keep},
                 {"strip", &to->strip},
                 {"strip_id_or_class", &to->strip_id_or_class}};
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        if (!ts_str_is(key, lists[i].key))
            continue;
        texts list;
        memcpy(&list, lists[i].list, sizeof list);
        bool ok = push(r, &list, value);
        memcpy(lists[i].list, &list, sizeof list);
        return ok;
    }
    if (known_key(key))
        return true;
    return ts_fail(r->error, TS_SYNTAX, r->source, r->line, 0, "A site rule has no key “%s”.",
                   ts_arena_copy(r->arena, ts_str_sub(key, 0, 60)));
}

static bool read_line(reader *r, ts_str line)
{
    ts_str key, value;
    line = ts_str_trim(line);
    if (!line.len || line.ptr[0] == '#')
        return true;
    if (!ts_site_rule_split(line, &key, &value))
        return ts_fail(r->error, TS_SYNTAX, r->source, r->line, 0, "A site rule is written “key: value”.");
    return !value.len || add(r, key, value);
}

bool ts_site_rules_read(ts_arena *arena, ts_str text, const char *source, ts_site_rules *rules,
                        ts_error *error)
{
    reader r = {.arena = arena, .source = source, .rules = rules, .error = error};
    ts_str line;
    *rules = (ts_site_rules){.source = source};
    while (ts_str_line(&text, &line)) {
        r.line++;
        if (!read_line(&r, line))
            return false;
    }
    return true;
}

bool ts_site_rules_load(ts_arena *arena, const char *path, ts_site_rules *rules, ts_error *error)
{
    ts_str text;
    return ts_file_read(arena, path, FILE_MAX_BYTES, &text, error) &&
           ts_site_rules_read(arena, text, path, rules, error);
}

/* Letters, digits, dots and hyphens only: a host names a file. */
static bool is_plain(ts_str host)
{
    for (size_t i = 0; i < host.len; i++) {
        unsigned char c = (unsigned char)host.ptr[i];
        if (!((c | 0x20) >= 'a' && (c | 0x20) <= 'z') && !(c >= '0' && c <= '9') && c != '.' && c != '-' &&
            c < 0x80)
            return false;
    }
    return host.len > 0 && host.len < 254 && host.ptr[0] != '.' &&
           ts_str_find(host, TS_STR(".."), 0) == TS_NPOS;
}

/* One file by its name, in the site's folder or among the baked ones. */
static bool load(ts_arena *arena, const char *folder, const char *name, ts_site_file *file, ts_error *error)
{
    const char *path =
        folder ? ts_path_join(arena, folder, name) : ts_arena_printf(arena, "rules/sites/%s", name);
    bool there = folder ? ts_is_file(path) : ts_baked_find(path, &file->text);
    if (!there)
        return true;
    if (folder && !ts_file_read(arena, path, FILE_MAX_BYTES, &file->text, error))
        return false;
    file->path = path;
    file->baked = !folder;
    return true;
}

/* The host's own file, then those of the domains above it. */
static bool find_in(ts_arena *arena, const char *folder, ts_site_file *file, ts_error *error)
{
    const char *host = file->host;
    if (!load(arena, folder, ts_arena_printf(arena, "%s.txt", host), file, error))
        return false;
    for (int i = 0; host && !file->path && i < LABELS_MAX; i++) {
        if (!load(arena, folder, ts_arena_printf(arena, ".%s.txt", host), file, error))
            return false;
        host = strchr(host, '.');
        host = host ? host + 1 : NULL;
    }
    return true;
}

bool ts_site_file_find(ts_arena *arena, const char *folder, const char *url, ts_site_file *file,
                       ts_error *error)
{
    *file = (ts_site_file){0};
    ts_str host = ts_url_host(ts_str_of(url));
    if (!is_plain(host))
        return true;
    char *name = ts_arena_copy(arena, host);
    for (char *c = name; *c; c++)
        if (*c >= 'A' && *c <= 'Z')
            *c |= 0x20;
    file->host = name;
    if (folder && !find_in(arena, folder, file, error))
        return false;
    return file->path || find_in(arena, NULL, file, error);
}

bool ts_site_rules_find(ts_arena *arena, const char *folder, const char *url, const ts_site_rules **rules,
                        ts_error *error)
{
    ts_site_file file;
    *rules = NULL;
    if (!ts_site_file_find(arena, folder, url, &file, error))
        return false;
    if (!file.path)
        return true;
    ts_site_rules *found = TS_NEW(arena, ts_site_rules);
    if (!ts_site_rules_read(arena, file.text, file.path, found, error))
        return false;
    *rules = found;
    return true;
}
