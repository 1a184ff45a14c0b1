/* tearsheet serve: a site in the browser, rebuilt when its files change. */
#include "app/args.h"
#include "app/build_report.h"
#include "app/print.h"
#include "preview/preview.h"

#include <errno.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <unistd.h>

static const char help[] =
    "Usage: tearsheet serve [OPTION]… [SITE]\n"
    "\n"
    "Builds the site in the folder SITE (the current one where none is named), shows it at a local address, "
    "builds\n"
    "it again whenever one of its files changes, and reloads the open pages. Ctrl-C ends it.\n"
    "\n"
    "  -p, --port N      serve at this port (the default is 4000, or the next free one)\n"
    "  --host ADDR       serve at this address (the default is 127.0.0.1, which only this computer can "
    "reach)\n"
    "  --open            open the site in a browser\n"
    "  --drafts          show articles marked as drafts too\n"
    "  -o, --output DIR  write the pages into DIR instead of the site's own output folder\n"
    "  -j, --jobs N      articles and pages to work on at a time (the default is one for each processor)\n"
    "  -q, --quiet       say only what went wrong\n"
    "  -h, --help        print this\n"
    "\n"
    "Exit status: 0 ended by Ctrl-C, 1 failed, 2 wrong usage.\n";

enum { OPT_HOST = 256, OPT_OPEN, OPT_DRAFTS };

static const struct option options[] = {
    {"port", required_argument, NULL, 'p'},
    {"host", required_argument, NULL, OPT_HOST},
    {"open", no_argument, NULL, OPT_OPEN},
    {"drafts", no_argument, NULL, OPT_DRAFTS},
    {"output", required_argument, NULL, 'o'},
    {"jobs", required_argument, NULL, 'j'},
    {"quiet", no_argument, NULL, 'q'},
    {"help", no_argument, NULL, TS_ARG_HELP},
    {0},
};

/* Signals can reach nothing else. */
static volatile int stopped;

static void stop(int signal_number)
{
    stopped = 1;
}

typedef struct wishes {
    ts_preview_options preview;
    ts_build_talk talk;
    bool open;
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
        w->preview.build.drafts = true;
        return true;
    case 'o':
        w->preview.build.output = optarg;
        return true;
    case 'j':
        if (!ts_args_number(args, "--jobs", optarg, 1, 1024, false, &number))
            return false;
        w->preview.build.workers = (int)number;
        return true;
    case 'q':
        w->talk.quiet = true;
        return true;
    }
    return false;
}

static void say_built(void *context, const ts_build_report *report, const ts_error *error)
{
    ts_build_talk *talk = context;
    if (error)
        ts_print_error(error);
    else
        ts_build_talk_end(talk, report);
}

/* The clock of a build's summary starts with its first step. */
static void start_clock(void *context, ts_phase phase, size_t done, size_t all)
{
    ts_build_talk *talk = context;
    if (phase == TS_PHASE_MAP && done == 0)
        ts_build_talk_start(talk);
    ts_build_events events = ts_build_talk_events(talk);
    events.progress(context, phase, done, all);
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
    ts_preview_events events = {.build = ts_build_talk_events(&w->talk), .built = say_built};
    events.build.progress = start_clock;
    ts_build_talk_start(&w->talk);
    struct sigaction action = {.sa_handler = stop};
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
    ts_preview *preview = ts_preview_start(folder, &w->preview, &events, &error);
    if (!preview) {
        ts_print_error(&error);
        return TS_EXIT_FAILED;
    }
    ts_print_text(ts_preview_url(preview));
    ts_print_text("\n");
    ts_print_flush();
    if (w->open)
        open_browser(ts_preview_url(preview));
    bool ok = ts_preview_run(preview, &stopped, &error);
    ts_preview_stop(preview);
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

const ts_command ts_command_serve = {"serve", "show a site in the browser, rebuilt when its files change",
                                     help, run_serve};
