/* tearsheet convert: files to Markdown, JSON, HTML, text. */
#include "app/args.h"
#include "app/convert_item.h"
#include "app/ordered.h"
#include "app/print.h"
#include "base/file.h"
#include "base/pool.h"
#include "extract/model.h"
#include "text/charset.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Bytes that a file of weights may have. */
#define MODEL_MAX ((size_t)16 << 20)

static const char help[] =
    "Usage: tearsheet convert [OPTION]… FILE…\n"
    "       tearsheet convert [OPTION]… --files-from LIST\n"
    "\n"
    "Finds the article in each FILE (a saved page, a text dump, Markdown) and prints it.\n"
    "FILE - is standard input.\n"
    "\n"
    "  --to FORM          markdown (with front matter; the default), json (the whole record), html (the\n"
    "                     body), text, ast (the tree that filters see), features (what the\n"
    "                     model sees of a page, as JSON lines)\n"
    "  --url URL          the address the page was captured from; links are made absolute with it\n"
    "  --type TYPE        what FILE is, whatever its name says: html, text, markdown, or a media type\n"
    "  --charset NAME     its encoding, as HTTP would tell it; text that is valid UTF-8 stays UTF-8\n"
    "  --width HOW        keep or restore full-width punctuation that a crawler folded; without this option\n"
    "                     it is restored in Chinese and Japanese text that was folded\n"
    "  --captions HOW     keep (the default) or cut figure captions in the text\n"
    "  --rules FOLDER     site rules to use before those that come with tearsheet\n"
    "  --model FILE       weights to use instead of those that come with tearsheet\n"
    "  --without STEP     leave out a step that follows the model: comments, asides, container, links, "
    "ends,\n"
    "                     title or lines; may be given several times\n"
    "  --explain          say on standard error what became of each block of the page, and why\n"
    "  --max-bytes N      refuse larger files; N may end in K, M or G (the default is 100M)\n"
    "  --files-from LIST  read names of files from LIST, one a line; - is standard input. A tab and the "
    "address\n"
    "                     the page was captured from may follow a name\n"
    "  -j, --jobs N       files to work on at a time (the default is one for each processor)\n"
    "  -h, --help         print this\n"
    "\n"
    "Several files: results come in the order of the files. JSON is one object a line, and a file that "
    "fails\n"
    "has {\"file\":…,\"error\":{…}} in its place; other forms have a line \"==> FILE <==\" before each "
    "file.\n"
    "\n"
    "Exit status: 0 done, 1 failed, 2 wrong usage, 3 some of several files failed (each is named on "
    "standard\n"
    "error).\n";

enum {
    OPT_TO = 256,
    OPT_URL,
    OPT_TYPE,
    OPT_CHARSET,
    OPT_WIDTH,
    OPT_CAPTIONS,
    OPT_RULES,
    OPT_MODEL,
    OPT_WITHOUT,
    OPT_EXPLAIN,
    OPT_MAX,
    OPT_FROM
};

static const struct option options[] = {
    {"to", required_argument, NULL, OPT_TO},
    {"url", required_argument, NULL, OPT_URL},
    {"type", required_argument, NULL, OPT_TYPE},
    {"charset", required_argument, NULL, OPT_CHARSET},
    {"width", required_argument, NULL, OPT_WIDTH},
    {"captions", required_argument, NULL, OPT_CAPTIONS},
    {"rules", required_argument, NULL, OPT_RULES},
    {"model", required_argument, NULL, OPT_MODEL},
    {"without", required_argument, NULL, OPT_WITHOUT},
    {"explain", no_argument, NULL, OPT_EXPLAIN},
    {"max-bytes", required_argument, NULL, OPT_MAX},
    {"files-from", required_argument, NULL, OPT_FROM},
    {"jobs", required_argument, NULL, 'j'},
    {"help", no_argument, NULL, TS_ARG_HELP},
    {0},
};

/* What the command line asked for, and how far it has got. */
typedef struct run {
    ts_convert_job job;
    const char *url;
    const char *list_path;  /* --files-from, or NULL */
    const char *model_path; /* --model, or NULL */
    ts_arena *arena;        /* of the model */
    int workers;
    char **files; /* the files that were named, then the list */
    int file_count, next_file;
    FILE *list;
    char *line;
    size_t line_cap;
    size_t done, failed;
} run;

static bool set_type(const ts_args *args, run *r)
{
    static const char *const words[] = {"html", "text", "markdown", "a media type", NULL};
    if (!strchr(optarg, '/') && ts_args_word(args, "--type", optarg, words) < 0)
        return false;
    r->job.options.capture.type = optarg;
    return true;
}

/* --without: the words are in the order of ts_step. */
static bool set_step(const ts_args *args, run *r)
{
    static const char *const steps[] = {"comments", "asides", "container", "ends",     "title", "lines",
                                        "links",    "copies", "captions",  "going-on", NULL};
    int word = ts_args_word(args, "--without", optarg, steps);
    r->job.options.without |= word < 0 ? 0 : 1u << word;
    return word >= 0;
}

/* One option's value into the run; false after saying what is wrong with it. */
static bool set_option(const ts_args *args, run *r, int option)
{
    static const char *const forms[] = {"markdown", "json", "html", "text", "ast", "features", NULL};
    static const char *const widths[] = {"keep", "restore", NULL};
    static const char *const captions[] = {"keep", "cut", NULL};
    int word = 0;
    int64_t number = 0;
    switch (option) {
    case OPT_TO:
        word = ts_args_word(args, "--to", optarg, forms);
        r->job.form = (ts_convert_form)word;
        return word >= 0;
    case OPT_URL:
        r->url = optarg;
        return true;
    case OPT_TYPE:
        return set_type(args, r);
    case OPT_CHARSET:
        if (!ts_charset_name(ts_str_of(optarg))) {
            ts_print_usage(args->command, "No encoding is named \"%s\".", optarg);
            return false;
        }
        r->job.options.capture.charset = optarg;
        return true;
    case OPT_WIDTH:
        word = ts_args_word(args, "--width", optarg, widths);
        r->job.options.width = word == 0 ? TS_WIDTH_KEEP : TS_WIDTH_RESTORE;
        return word >= 0;
    case OPT_CAPTIONS:
        word = ts_args_word(args, "--captions", optarg, captions);
        r->job.cut_captions = word == 1;
        return word >= 0;
    case OPT_RULES:
        r->job.options.rules_folder = optarg;
        return true;
    case OPT_MODEL:
        r->model_path = optarg;
        return true;
    case OPT_WITHOUT:
        return set_step(args, r);
    case OPT_EXPLAIN:
        r->job.explain = true;
        return true;
    case OPT_MAX:
        if (!ts_args_number(args, "--max-bytes", optarg, 1, TS_BUF_MAX, true, &number))
            return false;
        r->job.options.capture.max_bytes = (size_t)number;
        return true;
    case OPT_FROM:
        r->list_path = optarg;
        return true;
    case 'j':
        if (!ts_args_number(args, "--jobs", optarg, 1, 1024, false, &number))
            return false;
        r->workers = (int)number;
        return true;
    }
    return false;
}

/* The next line of the list that is not empty, cut into path and address. */
static bool next_of_list(run *r, ts_convert_item *item)
{
    ssize_t len = -1;
    while (r->list && (len = getline(&r->line, &r->line_cap, r->list)) >= 0) {
        ts_str line = {r->line, (size_t)len};
        while (line.len && (line.ptr[line.len - 1] == '\n' || line.ptr[line.len - 1] == '\r'))
            line.len--;
        size_t tab = ts_str_find_char(line, '\t', 0);
        ts_str path = ts_str_sub(line, 0, tab);
        ts_str url = tab == TS_NPOS ? ts_str_of("") : ts_str_trim(ts_str_sub(line, tab + 1, TS_NPOS));
        if (path.len == 0)
            continue;
        item->path = ts_strndup(path);
        item->url = url.len ? ts_strndup(url) : NULL;
        return true;
    }
    return false;
}

static bool next_item(void *context, void *slot)
{
    run *r = context;
    ts_convert_item *item = slot;
    if (r->next_file == r->file_count)
        return next_of_list(r, item);
    item->path = ts_strndup(ts_str_of(r->files[r->next_file++]));
    item->url = r->url ? ts_strndup(ts_str_of(r->url)) : NULL;
    return true;
}

static void work_item(void *context, void *slot)
{
    const run *r = context;
    ts_convert_item_run(&r->job, slot);
}

static void print_heading(const run *r, const char *path)
{
    ts_buf heading;
    ts_buf_init(&heading, TS_BUF_MAX);
    ts_buf_printf(&heading, "%s==> %s <==\n", r->done ? "\n" : "", path);
    ts_print_bytes(ts_buf_str(&heading));
    ts_buf_free(&heading);
}

static bool emit_item(void *context, void *slot, bool last)
{
    run *r = context;
    ts_convert_item *item = slot;
    bool ok = item->error.status == TS_OK;
    if (item->notes.len)
        ts_print_notes(ts_buf_str(&item->notes));
    if (!ok)
        ts_print_error(&item->error);
    if (ok && r->job.several && r->job.form != TS_AS_JSON && r->job.form != TS_AS_FEATURES)
        print_heading(r, item->path);
    bool written = ts_print_bytes(ts_buf_str(&item->out)) && (!last || ts_print_flush());
    r->done += ok;
    r->failed += !ok;
    ts_convert_item_free(item);
    return written;
}

/* Reads the weights that were named; false after saying why not. */
static bool open_model(run *r)
{
    ts_str text;
    ts_error error = {0};
    if (!r->model_path)
        return true;
    r->arena = ts_arena_new();
    if (ts_file_read(r->arena, r->model_path, MODEL_MAX, &text, &error))
        r->job.options.model = ts_model_read(r->arena, text, r->model_path, &error);
    if (!r->job.options.model)
        ts_print_error(&error);
    return r->job.options.model != NULL;
}

/* Opens the list; false after saying why not. */
static bool open_list(run *r)
{
    if (!r->list_path)
        return true;
    r->list = strcmp(r->list_path, "-") == 0 ? stdin : fopen(r->list_path, "r");
    if (r->list)
        return true;
    ts_error error = {0};
    ts_fail_errno(&error, r->list_path, "The list of files cannot be read");
    ts_print_error(&error);
    return false;
}

/* False, after saying so, where the list broke off. */
static bool close_list(run *r)
{
    bool broken = r->list && ferror(r->list);
    if (broken) {
        ts_error error = {0};
        ts_fail_errno(&error, r->list_path, "The list of files cannot be read to its end");
        ts_print_error(&error);
    }
    if (r->list && r->list != stdin)
        fclose(r->list);
    free(r->line);
    return !broken;
}

/* What is wrong with the options together, if anything is. */
static int check(const ts_command *command, run *r, int argc, char **argv)
{
    r->files = argv + optind;
    r->file_count = argc - optind;
    r->job.several = r->list_path || r->file_count > 1;
    int inputs = r->list_path && strcmp(r->list_path, "-") == 0;
    for (int i = 0; i < r->file_count; i++)
        inputs += strcmp(r->files[i], "-") == 0;
    if (!r->file_count && !r->list_path)
        return ts_print_usage(command, "convert needs a file; - is standard input.");
    if (inputs > 1)
        return ts_print_usage(command, "Standard input can be read only once.");
    if (r->url && r->job.several)
        return ts_print_usage(command,
                              "--url is for one file; put each file's address in a --files-from list.");
    return TS_EXIT_DONE;
}

static int run_convert(int argc, char **argv)
{
    run r = {0};
    ts_args args = {&ts_command_convert, ":j:h", options, argc, argv};
    for (int option; (option = ts_args_next(&args)) != TS_ARGS_END;) {
        if (option == TS_ARGS_HELPED)
            return TS_EXIT_DONE;
        if (option == TS_ARGS_WRONG || !set_option(&args, &r, option))
            return TS_EXIT_USAGE;
    }
    int status = check(&ts_command_convert, &r, argc, argv);
    if (status != TS_EXIT_DONE)
        return status;
    if (!open_model(&r) || !open_list(&r)) {
        ts_arena_free(r.arena);
        return TS_EXIT_FAILED;
    }
    ts_ordered work = {sizeof(ts_convert_item), next_item, work_item, emit_item, &r};
    ts_ordered_run(&work, !r.job.several ? 1 : r.workers ? r.workers : ts_pool_cores());
    bool complete = close_list(&r);
    ts_arena_free(r.arena);
    if (!complete || (r.failed && !r.done))
        return TS_EXIT_FAILED;
    return r.failed ? TS_EXIT_LEFT_OUT : TS_EXIT_DONE;
}

const ts_command ts_command_convert = {"convert", "print the article in saved pages, text dumps, Markdown",
                                       help, run_convert};
