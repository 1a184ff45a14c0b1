/* tearsheet check: what is wrong with a site, and what to look at. */
#include "app/args.h"
#include "app/print.h"
#include "base/buf.h"
#include "site/check.h"

static const char help[] =
    "Usage: tearsheet check [OPTION]… [SITE]\n"
    "\n"
    "Looks over the site in the folder SITE (the current one where none is named) and writes nothing. Every "
    "template\n"
    "is compiled, and rendered with sample articles that have all fields and none, then with the site's own. "
    "Said\n"
    "are mistakes in templates; files of templates/ that nothing uses; words that the site's language lacks; "
    "links\n"
    "and images that lead nowhere; and, as notes, articles without title, date or source, and those that are "
    "there\n"
    "twice.\n"
    "\n"
    "  -q, --quiet  no notes\n"
    "  -h, --help   print this\n"
    "\n"
    "Exit status: 0 nothing to mend, 1 something to mend, 2 wrong usage, 3 nothing to mend, but some "
    "articles "
    "would be\n"
    "left out.\n";

static const struct option options[] = {
    {"quiet", no_argument, NULL, 'q'}, {"help", no_argument, NULL, TS_ARG_HELP}, {0}};

static void say_problem(void *context, const ts_error *error)
{
    ts_print_error(error);
}

static void say_note(void *context, const char *source, const char *message)
{
    const bool *quiet = context;
    if (!*quiet)
        ts_print_warning(source, message);
}

static void say_left_out(void *context, const ts_error *error)
{
    ts_error named = {0};
    ts_fail(&named, error->status, error->source, error->line, error->column, "Left out: %s", error->message);
    ts_print_error(&named);
}

static void put_count(ts_buf *line, size_t n, const char *one, const char *behind)
{
    ts_buf_printf(line, "%zu %s%s%s", n, one, n == 1 ? "" : "s", behind);
}

static void say_end(const ts_check_report *report)
{
    ts_buf line;
    ts_buf_init(&line, 1024);
    put_count(&line, report->templates, "template", ", ");
    put_count(&line, report->articles, "article", ", ");
    put_count(&line, report->pages, "page", ": ");
    put_count(&line, report->problems, "problem", ", ");
    put_count(&line, report->notes, "note", "");
    if (report->left_out)
        ts_buf_printf(&line, ", %zu left out", report->left_out);
    ts_buf_putc(&line, '\n');
    ts_print_bytes(ts_buf_str(&line));
    ts_buf_free(&line);
}

static int run_check(int argc, char **argv)
{
    bool quiet = false;
    ts_args args = {&ts_command_check, ":q", options, argc, argv};
    for (int option; (option = ts_args_next(&args)) != TS_ARGS_END;) {
        if (option == TS_ARGS_HELPED)
            return TS_EXIT_DONE;
        if (option == TS_ARGS_WRONG)
            return TS_EXIT_USAGE;
        quiet = true;
    }
    if (argc - optind > 1)
        return ts_print_usage(&ts_command_check, "check takes one site at a time, not %d.", argc - optind);
    const ts_check_events events = {say_problem, say_note, say_left_out, &quiet};
    ts_check_report report;
    ts_error error = {0};
    if (!ts_check(optind < argc ? argv[optind] : ".", &events, &report, &error)) {
        ts_print_error(&error);
        return TS_EXIT_FAILED;
    }
    say_end(&report);
    return report.problems ? TS_EXIT_FAILED : report.left_out ? TS_EXIT_LEFT_OUT : TS_EXIT_DONE;
}

const ts_command ts_command_check = {"check", "look a site over: templates, links, articles", help,
                                     run_check};
