/* tearsheet build: a site's folder to its pages. */
#include "app/args.h"
#include "app/build_report.h"
#include "app/print.h"
#include "app/profile.h"
#include "app/search.h"

#include <unistd.h>

static const char help[] =
    "Usage: tearsheet build [OPTION]… [SITE]\n"
    "\n"
    "Builds the site in the folder SITE (the current one where none is named): reads site.lua and the "
    "articles in\n"
    "content/, and writes the pages into its folder public/. Only files that changed are written. A build "
    "that\n"
    "fails or is killed leaves the old pages as they were. See tearsheet-site(5).\n"
    "\n"
    "  -o, --output DIR  write into DIR instead; it must be empty, missing, or made by tearsheet\n"
    "  -j, --jobs N      articles and pages to work on at a time (the default is one for each processor)\n"
    "  --base-url URL    where the site will stand, in place of the setting; it makes addresses in feeds, "
    "the\n"
    "                    sitemap and metadata absolute\n"
    "  --drafts          articles marked as drafts too\n"
    "  --strict          fail, and change nothing, where an article would be left out\n"
    "  --full            make every page anew, whatever the last build left\n"
    "  --profile         say at the end what took how long: phases, templates, the slowest pages\n"
    "  --trace FILE      write that down in detail, as JSON for a trace viewer (Perfetto, chrome://tracing)\n"
    "  -q, --quiet       say only what went wrong\n"
    "  -v, --verbose     say more at the end\n"
    "  -h, --help        print this\n"
    "\n"
    "Exit status: 0 done, 1 failed, 2 wrong usage, 3 done, but some articles were left out (each is named "
    "on\n"
    "standard error).\n";

enum { OPT_BASE_URL = 256, OPT_DRAFTS, OPT_STRICT, OPT_FULL, OPT_PROFILE, OPT_TRACE };

/* What the words of the command ask for. */
typedef struct wishes {
    ts_build_options build;
    ts_build_talk talk;
    bool profile;
    const char *trace; /* NULL */
} wishes;

static const struct option options[] = {
    {"output", required_argument, NULL, 'o'},
    {"jobs", required_argument, NULL, 'j'},
    {"base-url", required_argument, NULL, OPT_BASE_URL},
    {"drafts", no_argument, NULL, OPT_DRAFTS},
    {"strict", no_argument, NULL, OPT_STRICT},
    {"full", no_argument, NULL, OPT_FULL},
    {"profile", no_argument, NULL, OPT_PROFILE},
    {"trace", required_argument, NULL, OPT_TRACE},
    {"quiet", no_argument, NULL, 'q'},
    {"verbose", no_argument, NULL, 'v'},
    {"help", no_argument, NULL, TS_ARG_HELP},
    {0},
};

static bool set_option(const ts_args *args, wishes *w, int option)
{
    ts_build_options *build = &w->build;
    int64_t number = 0;
    switch (option) {
    case 'o':
        build->output = optarg;
        return *optarg ||
               ts_print_usage(args->command, "--output needs the name of a folder.") == TS_EXIT_DONE;
    case 'j':
        if (!ts_args_number(args, "--jobs", optarg, 1, 1024, false, &number))
            return false;
        build->workers = (int)number;
        return true;
    case OPT_BASE_URL:
        build->base_url = optarg;
        return true;
    case OPT_DRAFTS:
        build->drafts = true;
        return true;
    case OPT_STRICT:
        build->strict = true;
        return true;
    case OPT_FULL:
        build->full = true;
        return true;
    case OPT_PROFILE:
        w->profile = true;
        return true;
    case OPT_TRACE:
        w->trace = optarg;
        return *optarg || ts_print_usage(args->command, "--trace needs the name of a file.") == TS_EXIT_DONE;
    case 'q':
        w->talk.quiet = true;
        return true;
    case 'v':
        w->talk.verbose = true;
        return true;
    }
    return false;
}

static bool show_trace(const wishes *w, ts_error *error)
{
    if (w->profile)
        ts_profile_print(w->talk.trace);
    return !w->trace || ts_profile_write(w->talk.trace, w->trace, error);
}

static int build_site(wishes *w, const char *folder)
{
    ts_build_report report;
    ts_error error = {0};
    ts_build_talk_start(&w->talk);
    ts_build_events events = ts_build_talk_events(&w->talk);
    bool ok = ts_build(folder, &w->build, &events, &report, &error);
    if (ok) {
        ts_build_talk_end(&w->talk, &report);
        ok = !w->talk.trace || show_trace(w, &error);
        ts_search_index(folder, &report);
    }
    if (!ok)
        ts_print_error(&error);
    return !ok ? TS_EXIT_FAILED : report.left_out ? TS_EXIT_LEFT_OUT : TS_EXIT_DONE;
}

static int run_build(int argc, char **argv)
{
    wishes w = {0};
    ts_args args = {&ts_command_build, ":o:j:qvh", options, argc, argv};
    for (int option; (option = ts_args_next(&args)) != TS_ARGS_END;) {
        if (option == TS_ARGS_HELPED)
            return TS_EXIT_DONE;
        if (option == TS_ARGS_WRONG || !set_option(&args, &w, option))
            return TS_EXIT_USAGE;
    }
    if (argc - optind > 1)
        return ts_print_usage(&ts_command_build, "build takes one site at a time, not %d.", argc - optind);
    if (w.talk.quiet && w.talk.verbose)
        return ts_print_usage(&ts_command_build, "--quiet and --verbose contradict each other.");
    if (w.profile || w.trace)
        w.talk.trace = ts_trace_new();
    int status = build_site(&w, optind < argc ? argv[optind] : ".");
    ts_trace_free(w.talk.trace);
    return status;
}

const ts_command ts_command_build = {"build", "build a site from a folder of articles", help, run_build};
