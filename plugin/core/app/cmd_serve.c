/* tearsheet serve: a site in the browser that follows its files. */
#include "app/args.h"
#include "app/print.h"
#include "base/map.h"
#include "preview/preview.h"

#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

static const char help[] =
    "Usage: tearsheet serve [OPTION]… [SITE]\n"
    "\n"
    "Shows the site in the folder SITE (the current one where none is named) at a local address: pages are "
    "made "
    "as\n"
    "they are asked for, nothing is written, and open pages follow every change of a file. Ctrl-C ends it.\n"
    "\n"
    "  -p, --port N      serve at this port (the default is 4000, or the next free one)\n"
    "  --host ADDR       serve at this address (the default is 127.0.0.1, which only this computer can "
    "reach)\n"
    "  --open            open the site in a browser\n"
    "  --drafts          show articles marked as drafts too\n"
    "  --navigate        let open pages go to the article that changes\n"
    "  -j, --jobs N      articles to work on at a time (the default is one for each processor)\n"
    "  -q, --quiet       say only what went wrong\n"
    "  -h, --help        print this\n"
    "\n"
    "Exit status: 0 ended by Ctrl-C, 1 failed, 2 wrong usage.\n";

enum { OPT_HOST = 256, OPT_OPEN, OPT_DRAFTS, OPT_NAVIGATE };

static const struct option options[] = {
    {"port", required_argument, NULL, 'p'},        {"host", required_argument, NULL, OPT_HOST},
    {"open", no_argument, NULL, OPT_OPEN},         {"drafts", no_argument, NULL, OPT_DRAFTS},
    {"navigate", no_argument, NULL, OPT_NAVIGATE}, {"output", required_argument, NULL, 'o'},
    {"jobs", required_argument, NULL, 'j'},        {"quiet", no_argument, NULL, 'q'},
    {"help", no_argument, NULL, TS_ARG_HELP},      {0},
};

/* Signals can reach nothing else. */
static volatile int stopped;

static void stop(int signal_number)
{
    stopped = 1;
}

typedef struct wishes {
    ts_preview_options preview;
    bool open, quiet;
    ts_map *said; /* what was left out when the site was last read, by its whole sentence */
    double start;
} wishes;

static bool set_option(const ts_args *args, wishes *w, int option)
{
    int64_t number = 0;
    switch (option) {
    case 'p':
        if (!ts_args_number(args, "--port", optarg, 1, 65535, false, &number))
            return false;
        w->preview.port = (int)number;
        return true;
    case OPT_HOST:
        w->preview.host = optarg;
        return true;
    case OPT_OPEN:
        w->open = true;
        return true;
    case OPT_DRAFTS:
        w->preview.live.drafts = true;
        return true;
    case OPT_NAVIGATE:
        w->preview.navigate = true;
        return true;
    case 'o':
        ts_print_usage(&ts_command_serve, "serve writes no pages, so it takes no --output; build does both.");
        return false;
    case 'j':
        if (!ts_args_number(args, "--jobs", optarg, 1, 1024, false, &number))
            return false;
        w->preview.live.workers = (int)number;
        return true;
    case 'q':
        w->quiet = true;
        return true;
    }
    return false;
}

static double now(void)
{
    struct timespec t = {0};
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* Says what was left out, but not again what was said the last time. */
static void say_left_out(wishes *w, const ts_snapshot *site)
{
    ts_map *said = ts_map_new();
    for (size_t i = 0; i < site->left_out.len; i++) {
        const ts_error *error = site->left_out.items[i];
        char key[sizeof error->source + sizeof error->message + 32];
        snprintf(key, sizeof key, "%s:%d:%d %s", error->source, error->line, error->column, error->message);
        ts_map_put(said, ts_str_of(key), said);
        if (w->said && ts_map_has(w->said, ts_str_of(key)))
            continue;
        ts_error named = {0};
        ts_fail(&named, error->status, error->source, error->line, error->column, "Left out: %s",
                error->message);
        ts_print_error(&named);
    }
    ts_map_free(w->said);
    w->said = said;
}

static void say_read(void *context, const ts_snapshot *site, const ts_error *error)
{
    wishes *w = context;
    if (error) {
        ts_print_error(error);
        return;
    }
    bool first = !w->said;
    say_left_out(w, site);
    if (!first || w->quiet)
        return;
    char line[200];
    size_t articles = site->renderer.index->len, pages = site->plan->pages.len;
    snprintf(line, sizeof line, "%zu article%s, %zu page%s, ready in %.2f s\n", articles,
             articles == 1 ? "" : "s", pages, pages == 1 ? "" : "s", now() - w->start);
    ts_print_text(line);
}

/* Browsers are opened by whatever the desktop has; without one there is nothing to say. */
static void open_browser(const char *url)
{
    static const char *const openers[] = {"xdg-open", "open", NULL};
    extern char **environ;
    for (int i = 0; openers[i]; i++) {
        pid_t child;
        char *const words[] = {(char *)(uintptr_t)openers[i], (char *)(uintptr_t)url, NULL};
        if (posix_spawnp(&child, openers[i], NULL, NULL, words, environ) == 0)
            return;
    }
}

static int serve(wishes *w, const char *folder)
{
    ts_error error = {0};
    const ts_preview_events events = {say_read, w};
    struct sigaction action = {.sa_handler = stop};
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
    w->start = now();
    ts_preview *preview = ts_preview_start(folder, &w->preview, &events, &error);
    if (!preview) {
        ts_print_error(&error);
        return TS_EXIT_FAILED;
    }
    if (ts_preview_is_open(preview))
        ts_print_warning(NULL,
                         "Every computer that reaches this address can read the site and its captures.");
    if (ts_preview_complaint(preview))
        ts_print_warning(NULL, ts_preview_complaint(preview));
    ts_print_text(ts_preview_url(preview));
    ts_print_text("\n");
    ts_print_flush();
    if (w->open)
        open_browser(ts_preview_url(preview));
    bool ok = ts_preview_run(preview, &stopped, &error);
    ts_preview_stop(preview);
    ts_map_free(w->said);
    if (!ok)
        ts_print_error(&error);
    return ok ? TS_EXIT_DONE : TS_EXIT_FAILED;
}

static int run_serve(int argc, char **argv)
{
    wishes w = {0};
    ts_args args = {&ts_command_serve, ":p:o:j:qh", options, argc, argv};
    for (int option; (option = ts_args_next(&args)) != TS_ARGS_END;) {
        if (option == TS_ARGS_HELPED)
            return TS_EXIT_DONE;
        if (option == TS_ARGS_WRONG || !set_option(&args, &w, option))
            return TS_EXIT_USAGE;
    }
    if (argc - optind > 1)
        return ts_print_usage(&ts_command_serve, "serve takes one site at a time, not %d.", argc - optind);
    return serve(&w, optind < argc ? argv[optind] : ".");
}

const ts_command ts_command_serve = {
    "serve", "show a site in the browser, following every change of its files", help, run_serve};
