/* tearsheet new: a site, an article, or a template to override; never over what is there. */
#include "app/args.h"
#include "app/print.h"
#include "base/baked.h"
#include "base/file.h"
#include "site/theme.h"
#include "text/url.h"
#include "text/yaml.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

static const char help[] =
    "Usage: tearsheet new site FOLDER\n"
    "       tearsheet new article TITLE [SITE]\n"
    "       tearsheet new template NAME [SITE]\n"
    "\n"
    "Makes something to begin with, and says what; never overwrites a file. SITE is the current folder where "
    "none\n"
    "is named.\n"
    "\n"
    "  site      a small site that builds as it is, with the types that Lua editors complete from\n"
    "  article   content/SLUG.md with its title and today's date\n"
    "  template  templates/NAME, a copy of the theme's file for you to change; NAME is its path "
    "(pages/article.html)\n"
    "            or a name of one (article, style.css)\n"
    "\n"
    "  -h, --help  print this\n"
    "\n"
    "Exit status: 0 done, 1 failed, 2 wrong usage.\n";

static const struct option options[] = {{"help", no_argument, NULL, TS_ARG_HELP}, {0}};

/* Writes a new file and says so; a file that is there is TS_REFUSED. */
static bool write_new(const char *path, ts_str bytes, const char *more, ts_error *error)
{
    ts_arena *arena = ts_arena_new();
    if (ts_is_file(path) || ts_is_folder(path))
        ts_fail(error, TS_REFUSED, path, 0, 0, "It is there already; nothing was changed.");
    else if (ts_file_write(path, bytes, NULL, error))
        ts_print_text(ts_arena_printf(arena, "%s%s\n", path, more));
    ts_arena_free(arena);
    return error->status == TS_OK;
}

/* Today in UTC: the one thing here that is not the same every day. */
static const char *today(ts_arena *arena)
{
    time_t now = time(NULL);
    struct tm day = {0};
    gmtime_r(&now, &day);
    return ts_arena_printf(arena, "%04d-%02d-%02d", day.tm_year + 1900, day.tm_mon + 1, day.tm_mday);
}

/* --- site ----------------------------------------------------------------------------------------------- */

/* A name for a folder as a title: "my-archive" becomes "My archive", "." the name of the current folder. */
static ts_str title_of(ts_arena *arena, const char *folder)
{
    char *real = realpath(folder, NULL); /* NULL: it is to be made */
    const char *path = real ? real : folder;
    size_t len = strlen(path);
    while (len > 1 && path[len - 1] == '/')
        len--;
    char *title = ts_arena_strdup(arena, ts_path_name(ts_arena_copy(arena, (ts_str){path, len})));
    free(real);
    for (char *c = title; *c; c++)
        *c = *c == '-' || *c == '_' ? ' ' : *c;
    if (title[0] >= 'a' && title[0] <= 'z')
        title[0] = (char)(title[0] - 'a' + 'A');
    return ts_str_of(title);
}

/* The text in double quotes as Lua reads it. */
static const char *lua_string(ts_arena *arena, ts_str s)
{
    ts_buf out;
    ts_buf_init(&out, 1 << 20);
    ts_buf_putc(&out, '"');
    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.ptr[i];
        if (c < ' ')
            ts_buf_printf(&out, "\\%03d", c);
        else
            ts_buf_printf(&out, c == '"' || c == '\\' ? "\\%c" : "%c", c);
    }
    ts_buf_putc(&out, '"');
    return ts_buf_keep(&out, arena).ptr;
}

/* One key of front matter with its line end. */
static const char *yaml_line(ts_arena *arena, const char *key, const ts_value *value)
{
    ts_value *map = ts_value_map(arena, NULL);
    ts_buf out;
    ts_buf_init(&out, 1 << 20);
    ts_value_set(arena, map, key, value);
    ts_yaml_write(&out, map);
    return ts_buf_keep(&out, arena).ptr;
}

/* A file of the skeleton with the words between @ filled in. */
static ts_str fill(ts_arena *arena, ts_str text, ts_str title)
{
    ts_value *source = ts_value_map(arena, NULL);
    ts_value_set_string(arena, source, "name", ts_arena_copy(arena, title));
    const struct {
        const char *word, *value;
    } words[] = {{"\"@TITLE@\"", lua_string(arena, title)},
                 {"@SOURCE@\n", yaml_line(arena, "source", source)},
                 {"@DATE@", today(arena)}};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        size_t at = ts_str_find(text, ts_str_of(words[i].word), 0);
        if (at != TS_NPOS)
            text = ts_str_of(ts_arena_printf(arena, "%.*s%s%s", (int)at, text.ptr, words[i].value,
                                             text.ptr + at + strlen(words[i].word)));
    }
    return text;
}

/* Copies the baked files below `head` into the folder, but for those it has. */
static bool copy_baked(ts_arena *arena, const char *head, const char *folder, ts_str title, ts_error *error)
{
    const char *name = NULL;
    for (size_t i = ts_baked_first(head); ts_baked_at(i, head, &name); i++) {
        ts_str bytes;
        const char *to = name + strlen(head);
        if (strcmp(to, "luarc.json") == 0) /* a dot-file is not baked in */
            to = ".luarc.json";
        const char *path = ts_path_join(arena, folder, to);
        if (!ts_is_file(path) && ts_baked_find(name, &bytes) &&
            !write_new(path, fill(arena, bytes, title), "", error))
            return false;
    }
    return true;
}

static bool new_site(ts_arena *arena, const char *folder, const char *site, ts_error *error)
{
    const char *settings = ts_path_join(arena, folder, "site.lua");
    ts_str title = title_of(arena, folder);
    if (ts_is_file(settings))
        return ts_fail(error, TS_REFUSED, settings, 0, 0, "There is a site already; nothing was changed.");
    return copy_baked(arena, "skeleton/site/", folder, title, error) &&
           copy_baked(arena, "lua/tearsheet/_meta/", ts_path_join(arena, folder, "lua/_meta"), title,
                      error) &&
           ts_print_text(ts_arena_printf(arena, "Look at it: tearsheet serve %s\n", folder));
}

/* --- article -------------------------------------------------------------------------------------------- */

static bool new_article(ts_arena *arena, const char *title, const char *folder, ts_error *error)
{
    ts_site *site = ts_site_open(folder, NULL, error);
    if (!site)
        return false;
    const char *name = ts_arena_printf(arena, "%s.md", ts_slug(arena, ts_str_of(title)));
    const char *path = ts_path_join(arena, ts_path_join(arena, site->folder, site->settings.content), name);
    const char *text =
        ts_arena_printf(arena, "---\n%sdate: %s\nlanguage: %s\n---\n\nWrite it here, in Markdown.\n",
                        yaml_line(arena, "title", ts_value_string(arena, ts_str_of(title))), today(arena),
                        site->settings.language);
    ts_site_close(site);
    return write_new(path, ts_str_of(text), "", error);
}

/* --- template ------------------------------------------------------------------------------------------- */

/* The name of a file without its folder and its ending. */
static ts_str stem_of(const char *file)
{
    const char *last = ts_path_name(file), *ending = ts_path_extension(last);
    return (ts_str){last, strlen(last) - (*ending ? strlen(ending) + 1 : 0)};
}

static bool fail_unknown(ts_arena *arena, const ts_texts *names, const char *name, ts_error *error)
{
    const char **list = ts_arena_alloc(arena, sizeof *list * (2 * names->len + 1));
    size_t n = 0;
    for (size_t i = 0; i < names->len; i++) {
        list[n++] = names->items[i];
        list[n++] = ts_arena_copy(arena, stem_of(names->items[i]));
    }
    const char *near = ts_nearest(ts_str_of(name), list);
    return ts_fail(error, TS_NOT_FOUND, NULL, 0, 0, "The theme has no template \"%s\"%s%s%s", name,
                   near ? "; did you mean " : "", near ? near : "", near ? "?" : ".");
}

/* The one file of the theme that the name means; NULL with an error. */
static const char *find_template(ts_arena *arena, const ts_site *site, const char *name, ts_error *error)
{
    static const char *const heads[] = {"layouts/", "pages/", "partials/", "assets/", NULL};
    ts_texts names = {0};
    const char *found = NULL;
    for (int i = 0; heads[i]; i++)
        if (!ts_theme_list(site, arena, heads[i], &names, error))
            return NULL;
    for (size_t i = 0; i < names.len; i++) {
        if (strcmp(names.items[i], name) == 0)
            return names.items[i];
        if (strcmp(ts_path_name(names.items[i]), name) != 0 && !ts_str_is(stem_of(names.items[i]), name))
            continue;
        if (found) {
            ts_fail(error, TS_USAGE, NULL, 0, 0,
                    "Both %s and %s are called \"%s\": name one with its folder.", found, names.items[i],
                    name);
            return NULL;
        }
        found = names.items[i];
    }
    if (!found)
        fail_unknown(arena, &names, name, error);
    return found;
}

static bool new_template(ts_arena *arena, const char *name, const char *folder, ts_error *error)
{
    ts_str bytes;
    const char *from = NULL, *file = NULL;
    ts_site *site = ts_site_open(folder, NULL, error);
    bool ok = site && (file = find_template(arena, site, name, error));
    if (ok) {
        const char *to = ts_path_join(arena, ts_path_join(arena, site->folder, "templates"), file);
        ok = ts_theme_find(site, arena, file, &bytes, &from, error) &&
             write_new(to, bytes, ts_arena_printf(arena, ", a copy of %s", from), error);
    }
    ts_site_close(site);
    return ok;
}

/* -------------------------------------------------------------------------------------------------------- */

static int run_new(int argc, char **argv)
{
    static bool (*const makers[])(ts_arena *, const char *, const char *,
                                  ts_error *) = {new_site, new_article, new_template};
    static const char *const words[] = {"site", "article", "template", NULL};
    ts_args args = {&ts_command_new, ":h", options, argc, argv};
    for (int option; (option = ts_args_next(&args)) != TS_ARGS_END;)
        return option == TS_ARGS_HELPED ? TS_EXIT_DONE : TS_EXIT_USAGE;
    int given = argc - optind;
    if (given < 1)
        return ts_print_usage(&ts_command_new, "new makes a site, an article or a template: say which.");
    int what = ts_args_word(&args, "new", argv[optind], words);
    if (what < 0)
        return TS_EXIT_USAGE;
    if (given < 2 || *argv[optind + 1] == '\0')
        return ts_print_usage(&ts_command_new, "new %s needs %s.", words[what],
                              what == 0   ? "a folder"
                              : what == 1 ? "a title"
                                          : "the name of a template");
    if (given > (what == 0 ? 2 : 3))
        return ts_print_usage(&ts_command_new, "new %s takes one at a time.", words[what]);
    ts_arena *arena = ts_arena_new();
    ts_error error = {0};
    if (!makers[what](arena, argv[optind + 1], given == 3 ? argv[optind + 2] : ".", &error))
        ts_print_error(&error);
    ts_arena_free(arena);
    return error.status == TS_OK ? TS_EXIT_DONE : error.status == TS_USAGE ? TS_EXIT_USAGE : TS_EXIT_FAILED;
}

const ts_command ts_command_new = {"new", "begin a site, an article or a template", help, run_new};
