#include "app/learn.h"

#include "app/ordered.h"
#include "app/print.h"
#include "base/digest.h"
#include "extract/dump_parts.h"
#include "markdown/marked_dump.h"

#include <string.h>

typedef struct lesson {
    const ts_convert_files *files;
    const ts_capture_options *options;
    ts_chrome_learner *learner;
    size_t next;
} lesson;

/* One file, and the articles in it. */
typedef struct pupil {
    const ts_convert_name *name;
    TS_VEC(ts_chrome_dump *) dumps;
} pupil;

static bool may_be_dump(const lesson *l, const char *path)
{
    int kind = ts_capture_kind_of(path);
    return strcmp(path, "-") != 0 && (l->options->type || kind < 0 || kind != TS_CAPTURE_HTML);
}

static bool next_file(void *context, void *slot)
{
    lesson *l = context;
    pupil *p = slot;
    while (l->next < l->files->named.len) {
        p->name = &l->files->named.items[l->next++];
        if (may_be_dump(l, p->name->path))
            return true;
    }
    return false;
}

static void read_marked(ts_arena *arena, pupil *p, const ts_capture *capture)
{
    ts_reader_head head;
    ts_dump_lines lines = {0};
    const char *url = capture->url;
    if (!url && ts_reader_head_read(capture->text, &head))
        url = ts_arena_copy(arena, head.url);
    ts_marked_dump_lines(arena, capture->text, url, &lines);
    ts_vec_push(&p->dumps, ts_chrome_dump_of(&lines, ts_hash64(capture->text), url));
}

static void read_plain(ts_arena *arena, pupil *p, const ts_capture *capture)
{
    ts_dump_parts parts = {0};
    ts_error error = {0};
    if (ts_dump_cut(arena, capture->text, &parts, &error))
        for (size_t i = 0; i < parts.len && i < TS_CHROME_DUMPS; i++)
            ts_vec_push(&p->dumps, ts_chrome_dump_read(parts.items[i], capture->url));
}

static void read_file(void *context, void *slot)
{
    const lesson *l = context;
    pupil *p = slot;
    ts_arena *arena = ts_arena_new();
    ts_capture capture;
    ts_capture_options options = *l->options;
    ts_error error = {0};
    if (p->name->url)
        options.url = p->name->url;
    bool read = ts_capture_read(arena, p->name->path, &options, &capture, &error);
    bool marked = read && capture.kind != TS_CAPTURE_HTML && !ts_str_starts(capture.text, TS_STR("---")) &&
                  ts_is_marked_dump(capture.text);
    if (marked)
        read_marked(arena, p, &capture);
    else if (read && capture.kind == TS_CAPTURE_TEXT)
        read_plain(arena, p, &capture);
    ts_arena_free(arena);
}

static bool take_file(void *context, void *slot, bool last)
{
    lesson *l = context;
    pupil *p = slot;
    for (size_t i = 0; i < p->dumps.len; i++)
        ts_chrome_add(l->learner, p->dumps.items[i]);
    ts_vec_free(&p->dumps);
    return true;
}

static void say(ts_arena *arena, const ts_chrome *chrome)
{
    for (size_t i = 0; i < ts_chrome_sites(chrome); i++) {
        const ts_chrome_site *site = ts_chrome_site_at(chrome, i);
        bool one = site->lines == 1;
        ts_print_warning(
            site->host,
            ts_arena_printf(arena, "%zu text dumps%s share %zu line%s, which %s taken for the site's own.",
                            site->dumps, site->host ? "" : " that begin or end alike", site->lines,
                            one ? "" : "s", one ? "is" : "are"));
    }
}

const ts_chrome *ts_learn_chrome(ts_arena *arena, const ts_convert_files *files,
                                 const ts_capture_options *options, int workers)
{
    lesson l = {.files = files, .options = options, .learner = ts_chrome_learner_new()};
    ts_ordered work = {sizeof(pupil), next_file, read_file, take_file, &l};
    ts_ordered_run(&work, workers);
    const ts_chrome *chrome = ts_chrome_learn(l.learner, arena);
    if (chrome)
        say(arena, chrome);
    return chrome;
}
