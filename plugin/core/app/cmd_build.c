/* tearsheet build: a site's folder to its pages. */
#include "app/args.h"
#include "app/build_report.h"
#include "app/print.h"
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
    "  -q, --quiet       say only what went wrong\n"
    "  -v, --verbose     say more at the end\n"
    "  -h, --help        print this\n"
    "\n"
    "Exit status: 0 done, 1 failed, 2 wrong usage, 3 done, but some articles were left out (each is named "
    "on\n"
    "standard error).\n";

enum { OPT_BASE_URL = 256, OPT_DRAFTS, OPT_STRICT, OPT_FULL };

static const struct option options[] = {
    {"output", required_argument, NULL, 'o'},
    {"jobs", required_argument, NULL, 'j'},
    {"base-url", required_argument, NULL, OPT_BASE_URL},
    {"drafts", no_argument, NULL, OPT_DRAFTS},
    {"strict", no_argument, NULL, OPT_STRICT},
    {"full", no_argument, NULL, OPT_FULL},
    {"quiet", no_argument, NULL, 'q'},
    {"verbose", no_argument, NULL, 'v'},
    {"help", no_argument, NULL, TS_ARG_HELP},
    {0},
};

static bool set_option(const ts_args *args, ts_build_options *build, ts_build_talk *talk, int option)
{
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
    case 'q':
        talk->quiet = true;
        return true;
    case 'v':
        talk->verbose = true;
        return true;
    }
    return false;
}

static int run_build(int argc, char **argv)
{
    ts_build_options build = {0};
    ts_build_talk talk = {0};
    ts_args args = {&ts_command_build, ":o:j:qvh", options, argc, argv};
    for (int option; (option = ts_args_next(&args)) != TS_ARGS_END;) {
        if (option == TS_ARGS_HELPED)
            return TS_EXIT_DONE;
        if (option == TS_ARGS_WRONG || !set_option(&args, &build, &talk, option))
            return TS_EXIT_USAGE;
    }
    if (argc - optind > 1)
        return ts_print_usage(&ts_command_build, "build takes one site at a time, not %d.", argc - optind);
    if (talk.quiet && talk.verbose)
        return ts_print_usage(&ts_command_build, "--quiet and --verbose contradict each other.");
    ts_build_events events = ts_build_talk_events(&talk);
    ts_build_talk_start(&talk);
    ts_build_report report;
    ts_error error = {0};
    if (!ts_build(optind < argc ? argv[optind] : ".", &build, &events, &report, &error)) {
        ts_print_error(&error);
        return TS_EXIT_FAILED;
    }
    ts_build_talk_end(&talk, &report);
    ts_search_index(optind < argc ? argv[optind] : ".", &report);
    return report.left_out ? TS_EXIT_LEFT_OUT : TS_EXIT_DONE;
}

const ts_command ts_command_build = {"build", "build a site from a folder of articles", help, run_build};
