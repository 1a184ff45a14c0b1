#include "rules/site_rules_edit.h"

#include "base/file.h"
#include "text/utf8.h"

/* Bytes one rule may have. */
#define RULE_MAX 2000

const char *ts_site_file_own(ts_arena *arena, const char *folder, const ts_site_file *file)
{
    if (!file->host)
        return NULL;
    return file->path && !file->baked
               ? file->path
               : ts_path_join(arena, folder, ts_arena_printf(arena, "%s.txt", file->host));
}

/* The keys of which several lines count, wherever they stand. */
static bool is_list(ts_str key)
{
    return ts_str_is(key, "keep") || ts_str_is(key, "strip") || ts_str_is(key, "strip_id_or_class");
}

static bool is_one_line(ts_str s)
{
    for (size_t i = 0; i < s.len; i++)
        if ((unsigned char)s.ptr[i] < 0x20 || s.ptr[i] == 0x7F)
            return false;
    return s.len > 0 && s.len <= RULE_MAX && ts_utf8_valid(s) && ts_str_trim(s).len == s.len;
}

/* Where in the text the line of that rule (`value` empty: the first of its key) stands, with its end. */
static bool find_line(ts_str text, ts_str key, ts_str value, size_t *from, size_t *to)
{
    ts_str rest = text, line, k, v;
    for (*from = 0; ts_str_line(&rest, &line); *from = *to) {
        *to = text.len - rest.len;
        if (ts_site_rule_split(line, &k, &v) && ts_str_eq(k, key) && (!value.len || ts_str_eq(v, value)))
            return true;
    }
    return false;
}

static bool own_file(ts_arena *arena, const char *folder, const char *url, ts_site_file *file,
                     const char **path, ts_error *error)
{
    if (!ts_site_file_find(arena, folder, url, file, error))
        return false;
    *path = ts_site_file_own(arena, folder, file);
    return *path || ts_fail(error, TS_UNSUPPORTED, NULL, 0, 0,
                            "Rules are kept by host, and the address of this capture has none.");
}

bool ts_site_rule_add(ts_arena *arena, const char *folder, const char *url, ts_str key, ts_str value,
                      ts_error *error)
{
    ts_site_file file;
    ts_site_rules rules;
    const char *path;
    size_t from, to;
    if (!is_one_line(key) || !is_one_line(value))
        return ts_fail(error, TS_SYNTAX, NULL, 0, 0, "A site rule is one line of at most %d bytes.",
                       RULE_MAX);
    if (!own_file(arena, folder, url, &file, &path, error))
        return false;
    if (find_line(file.text, key, value, &from, &to))
        return true;
    if (is_list(key) || !find_line(file.text, key, (ts_str){0}, &from, &to))
        from = file.text.len;
    ts_buf text;
    ts_buf_init(&text, TS_BUF_MAX);
    ts_buf_put(&text, ts_str_sub(file.text, 0, from));
    if (text.len && text.ptr[text.len - 1] != '\n')
        ts_buf_putc(&text, '\n');
    ts_buf_put(&text, key);
    ts_buf_puts(&text, ": ");
    ts_buf_put(&text, value);
    ts_buf_putc(&text, '\n');
    ts_buf_put(&text, ts_str_sub(file.text, from, file.text.len));
    bool ok = ts_site_rules_read(arena, ts_buf_str(&text), path, &rules, error) &&
              ts_file_write(path, ts_buf_str(&text), NULL, error);
    ts_buf_free(&text);
    return ok;
}

bool ts_site_rule_remove(ts_arena *arena, const char *folder, const char *url, ts_str key, ts_str value,
                         ts_error *error)
{
    ts_site_file file;
    const char *path;
    size_t from, to;
    if (!own_file(arena, folder, url, &file, &path, error))
        return false;
    if (!value.len || file.baked || !find_line(file.text, key, value, &from, &to))
        return ts_fail(error, TS_NOT_FOUND, path, 0, 0, "There is no such rule.");
    ts_buf text;
    ts_buf_init(&text, TS_BUF_MAX);
    ts_buf_put(&text, ts_str_sub(file.text, 0, from));
    ts_buf_put(&text, ts_str_sub(file.text, to, file.text.len));
    bool empty = ts_str_trim(ts_buf_str(&text)).len == 0;
    bool ok = empty ? ts_file_remove(path, error) : ts_file_write(path, ts_buf_str(&text), NULL, error);
    ts_buf_free(&text);
    return ok;
}
