/* tearsheet export: captures as Markdown files for other site generators. */
#include "app/args.h"
#include "app/build_report.h"
#include "app/print.h"
#include "base/file.h"
#include "preview/watcher.h"
#include "site/export.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char help[] =
    "Usage: tearsheet export --host HOST --out DIR [OPTION]… [SITE | FOLDER… | FILE…]\n"
    "\n"
    "Writes the captures in a site, in folders, or in files (the current folder where none is named) as\n"
    "Markdown for another site generator into the folder DIR, which the generator reads: a file for each\n"
    "article, its images beside it, nothing in it that the generator would run. Only what changed is\n"
    "converted and written; the file of a capture that went is removed; files that tearsheet did not write\n"
    "stay.\n"
    "\n"
    "  --host HOST    hugo, hugo-data, zola, eleventy, hexo, jekyll, pelican, astro, or plain: tearsheet's "
    "own\n"
    "                 form\n"
    "  -o, --out DIR  the folder; it must be empty, missing, or made by tearsheet\n"
    "  --watch        go on, and write again whenever a capture changes; Ctrl-C ends it\n"
    "  -j, --jobs N   captures to work on at a time (the default is one for each processor)\n"
    "  -q, --quiet    say only what went wrong\n"
    "  -h, --help     print this\n"
    "\n"
    "Exit status: 0 done, 1 failed, 2 wrong usage, 3 done, but some articles were left out (each is named\n"
    "on standard error).\n";

enum { OPT_HOST = 256, OPT_WATCH };

static const struct option options[] = {
    {"host", required_argument, NULL, OPT_HOST},
    {"out", required_argument, NULL, 'o'},
    {"watch", no_argument, NULL, OPT_WATCH},
    {"jobs", required_argument, NULL, 'j'},
    {"quiet", no_argument, NULL, 'q'},
    {"help", no_argument, NULL, TS_ARG_HELP},
    {0},
};

/* Milliseconds between two looks at the wish to stop. */
#define PATIENCE 200

/* Signals can reach nothing else. */
static volatile int stopped;

static void stop(int signal_number)
{
    stopped = 1;
}

typedef struct wishes {
    ts_export_options export;
    ts_build_talk talk;
    bool watch;
    const char *const *inputs;
    size_t len;
    ts_export_memory *memory;
} wishes;

static bool set_option(const ts_args *args, wishes *w, int option)
{
    int64_t number = 0;
    switch (option) {
    case OPT_HOST:
        return (w->export.host = ts_args_word(args, "--host", optarg, ts_export_hosts)) >= 0;
    case 'o':
        w->export.out = optarg;
        return *optarg || ts_print_usage(args->command, "--out needs the name of a folder.") == TS_EXIT_DONE;
    case OPT_WATCH:
        w->watch = true;
        return true;
    case 'j':
        if (!ts_args_number(args, "--jobs", optarg, 1, 1024, false, &number))
            return false;
        w->export.workers = (int)number;
        return true;
    case 'q':
        w->talk.quiet = true;
        return true;
    }
    return false;
}

static void say_done(const wishes *w, const ts_export_report *r)
{
    char line[512];
    ts_progress_clear();
    if (w->talk.quiet)
        return;
    snprintf(line, sizeof line, "%zu article%s: %zu created, %zu replaced, %zu unchanged, %zu removed",
             r->articles, r->articles == 1 ? "" : "s", r->files.created, r->files.replaced,
             r->files.unchanged, r->files.removed);
    ts_print_text(line);
    if (r->drafts) {
        snprintf(line, sizeof line, "; %zu draft%s kept back", r->drafts, r->drafts == 1 ? "" : "s");
        ts_print_text(line);
    }
    if (r->left_out) {
        snprintf(line, sizeof line, "; %zu left out", r->left_out);
        ts_print_text(line);
    }
    ts_print_text("\n");
    ts_print_flush();
}

static int export_once(wishes *w)
{
    ts_build_events events = ts_build_talk_events(&w->talk);
    ts_export_report report;
    ts_error error = {0};
    if (!ts_export(w->inputs, w->len, &w->export, w->memory, &events, &report, &error)) {
        ts_print_error(&error);
        return TS_EXIT_FAILED;
    }
    ts_export_memory_write(w->memory, w->export.out);
    say_done(w, &report);
    return report.left_out ? TS_EXIT_LEFT_OUT : TS_EXIT_DONE;
}

/* Of a site, the folders that articles are made from. */
static ts_watcher *watch_site(const ts_site *site, ts_error *error)
{
    const char *below[] = {site->settings.content, "filters", "rules", "lua", NULL};
    return ts_watcher_new(site->folder, below, error);
}

/* A folder is looked at from the one above, as the watcher wants it. */
static ts_watcher *watch_folder(ts_arena *arena, const char *folder, ts_error *error)
{
    char *whole = realpath(folder, NULL);
    if (!whole) {
        ts_fail_errno(error, folder, "The folder cannot be watched");
        return NULL;
    }
    const char *below[] = {ts_path_name(whole), NULL};
    const char *above = ts_path_folder(arena, whole);
    ts_watcher *watcher = ts_watcher_new(*above ? above : "/", below, error);
    free(whole);
    return watcher;
}

static ts_watcher *watch(const char *folder, ts_error *error)
{
    ts_arena *arena = ts_arena_new();
    ts_site *site = NULL;
    ts_watcher *watcher = NULL;
    if (!ts_is_file(ts_path_join(arena, folder, "site.lua")))
        watcher = watch_folder(arena, folder, error);
    else if ((site = ts_site_open(folder, NULL, error)))
        watcher = watch_site(site, error);
    ts_site_close(site);
    ts_arena_free(arena);
    return watcher;
}

static int export_on(wishes *w)
{
    ts_error error = {0};
    struct sigaction action = {.sa_handler = stop};
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
    ts_watcher *watcher = watch(w->inputs[0], &error);
    if (!watcher) {
        ts_print_error(&error);
        return TS_EXIT_FAILED;
    }
    int status = export_once(w);
    while (status != TS_EXIT_FAILED && !stopped)
        if (ts_watcher_wait(watcher, PATIENCE))
            export_once(w);
    ts_watcher_free(watcher);
    return status == TS_EXIT_FAILED ? status : TS_EXIT_DONE;
}

static int run_export(int argc, char **argv)
{
    static const char *const here[] = {"."};
    wishes w = {.export.host = -1};
    ts_args args = {&ts_command_export, ":o:j:qh", options, argc, argv};
    for (int option; (option = ts_args_next(&args)) != TS_ARGS_END;) {
        if (option == TS_ARGS_HELPED)
            return TS_EXIT_DONE;
        if (option == TS_ARGS_WRONG || !set_option(&args, &w, option))
            return TS_EXIT_USAGE;
    }
    if (w.export.host < 0 || !w.export.out)
        return ts_print_usage(&ts_command_export, "export needs --host and --out.");
    w.len = (size_t)(argc - optind);
    w.inputs = w.len ? (const char *const *)argv + optind : here;
    w.len = w.len ? w.len : 1;
    if (w.watch && (w.len != 1 || !ts_is_folder(w.inputs[0])))
        return ts_print_usage(&ts_command_export, "--watch looks at one folder.");
    w.memory = ts_export_memory_read(w.export.out);
    int status = w.watch ? export_on(&w) : export_once(&w);
    ts_export_memory_free(w.memory);
    return status;
}

const ts_command ts_command_export = {"export", "write articles as files for another site generator", help,
                                      run_export};
