/* tearsheet convert: files to Markdown, JSON, HTML, text. */
#include "app/args.h"
#include "app/convert_files.h"
#include "app/convert_item.h"
#include "app/learn.h"
#include "app/ordered.h"
#include "app/print.h"
#include "base/file.h"
#include "base/pool.h"
#include "extract/model.h"
#include "text/charset.h"
#include "text/url.h"

#include <stdlib.h>
#include <string.h>

/* Bytes that a file of weights may have. */
#define MODEL_MAX ((size_t)16 << 20)

static const char help[] =
    "Usage: tearsheet convert [OPTION]… FILE…\n"
    "       tearsheet convert [OPTION]… --files-from LIST\n"
    "\n"
    "Finds the article in each FILE (a saved page, a text dump, Markdown) and prints it.\n"
    "FILE - is standard input; a folder is all files below it. Text dumps of one site teach what they "
    "share.\n"
    "\n"
    "  --to FORM          markdown (with front matter; the default), json (the whole record), html (the\n"
    "                     body), text, ast (the tree that filters see), features (what the\n"
    "                     model sees of a page, as JSON lines)\n"
    "  --url URL          the address the page was captured from; links are made absolute with it\n"
    "  --type TYPE        what FILE is, whatever its name says: html, text, markdown, or a media type\n"
    "  --charset NAME     its encoding, as HTTP would tell it; text that is valid UTF-8 stays UTF-8\n"
    "  --width HOW        keep or restore full-width punctuation that a crawler folded; without this option\n"
    "                     it is restored in Chinese and Japanese text that was folded\n"
    "  --captions HOW     keep or cut all figure captions in the text\n"
    "  --emphasis HOW     what saves emphasis beside Chinese, Japanese and Korean in Markdown: entity (the\n"
    "                     default) writes the character outside as one, move moves punctuation out\n"
    "  --wrap HOW         lines of Markdown: none (the default: a paragraph is one) or sentence\n"
    "  --rules FOLDER     site rules to use before those that come with tearsheet\n"
    "  --model FILE       weights to use instead of those that come with tearsheet\n"
    "  --without STEP     leave out a step: sieve, before the page is parsed; comments, asides, container,\n"
    "                     links, copies, captions, going-on, ends, title, lines, tables, notes, notice, "
    "next,\n"
    "                     verse or enclosed, which follow the model; may be given several times\n"
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
    OPT_EMPHASIS,
    OPT_WRAP,
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
    {"emphasis", required_argument, NULL, OPT_EMPHASIS},
    {"wrap", required_argument, NULL, OPT_WRAP},
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
    ts_arena *arena;        /* of what is read before the files: the model, what their dumps teach */
    int workers;
    ts_convert_files files;
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

static bool set_url(const ts_args *args, run *r)
{
    r->url = optarg;
    if (ts_url_is_absolute(ts_str_of(optarg)))
        return true;
    ts_print_usage(args->command, "--url takes a whole address such as https://example.org/page, not \"%s\".",
                   optarg);
    return false;
}

/* --without: the words are in the order of ts_step. */
static bool set_step(const ts_args *args, run *r)
{
    static const char *const steps[] = {"comments", "asides", "container", "ends",     "title",    "lines",
                                        "links",    "copies", "captions",  "going-on", "sieve",    "tables",
                                        "notes",    "notice", "next",      "verse",    "enclosed", NULL};
    int word = ts_args_word(args, "--without", optarg, steps);
    r->job.options.without |= word < 0 ? 0 : 1u << word;
    return word >= 0;
}

static bool set_style(const ts_args *args, ts_markdown_options *style, int option)
{
    static const char *const emphases[] = {"entity", "move", NULL};
    static const char *const wraps[] = {"none", "sentence", NULL};
    bool wrap = option == OPT_WRAP;
    int word = ts_args_word(args, wrap ? "--wrap" : "--emphasis", optarg, wrap ? wraps : emphases);
    if (wrap)
        style->wrap = word == 0 ? TS_WRAP_NONE : TS_WRAP_SENTENCE;
    else
        style->emphasis = word == 0 ? TS_EMPHASIS_ENTITY : TS_EMPHASIS_MOVE;
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
        return set_url(args, r);
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
        r->job.captions = word == 0 ? TS_CAPTIONS_KEEP : TS_CAPTIONS_CUT;
        return word >= 0;
    case OPT_EMPHASIS:
    case OPT_WRAP:
        return set_style(args, &r->job.style, option);
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

static bool next_item(void *context, void *slot)
{
    run *r = context;
    ts_convert_item *item = slot;
    ts_convert_name name;
    if (!ts_convert_files_next(&r->files, &name))
        return false;
    item->path = ts_strndup(ts_str_of(name.path));
    item->url = name.url ? ts_strndup(ts_str_of(name.url)) : NULL;
    return true;
}

static void work_item(void *context, void *slot)
{
    const run *r = context;
    ts_convert_item_run(&r->job, slot);
}

static bool emit_item(void *context, void *slot, bool last)
{
    run *r = context;
    ts_convert_item *item = slot;
    if (item->notes.len)
        ts_print_notes(ts_buf_str(&item->notes));
    for (size_t i = 0; i < item->errors.len; i++)
        ts_print_error(&item->errors.items[i]);
    if (r->done && item->done && r->job.form != TS_AS_JSON && r->job.form != TS_AS_FEATURES)
        ts_print_bytes(TS_STR("\n"));
    bool written = ts_print_bytes(ts_buf_str(&item->out)) && (!last || ts_print_flush());
    r->done += item->done;
    r->failed += item->errors.len;
    ts_convert_item_free(item);
    return written;
}

/* Whether site rules can be read where they were said to be; false after saying that not. */
static bool open_rules(const run *r)
{
    const char *folder = r->job.options.rules_folder;
    ts_error error = {0};
    if (!folder || ts_is_folder(folder))
        return true;
    ts_fail(&error, TS_NOT_FOUND, folder, 0, 0, "There is no such folder of site rules.");
    ts_print_error(&error);
    return false;
}

/* Reads the weights that were named; false after saying why not. */
static bool open_model(run *r)
{
    ts_str text;
    ts_error error = {0};
    if (!r->model_path)
        return true;
    if (ts_file_read(r->arena, r->model_path, MODEL_MAX, &text, &error))
        r->job.options.model = ts_model_read(r->arena, text, r->model_path, &error);
    if (!r->job.options.model)
        ts_print_error(&error);
    return r->job.options.model != NULL;
}

/* Finds out which files are asked for, and what the dumps among them teach; false after saying why not. */
static bool open_files(run *r, char **names, int count)
{
    ts_error error = {0};
    if (!ts_convert_files_open(&r->files, names, count, r->url, r->list_path, &error)) {
        ts_print_error(&error);
        return false;
    }
    r->job.several = r->list_path || count > 1 || r->files.named.len != (size_t)count;
    r->workers = !r->job.several ? 1 : r->workers ? r->workers : ts_pool_cores();
    if (r->files.named.len > 1 && r->job.form != TS_AS_FEATURES)
        r->job.options.chrome = ts_learn_chrome(r->arena, &r->files, &r->job.options.capture, r->workers);
    return true;
}

/* False, after saying so, where the list broke off. */
static bool close_files(run *r)
{
    ts_error error = {0};
    bool whole = ts_convert_files_free(&r->files, &error);
    if (!whole)
        ts_print_error(&error);
    return whole;
}

/* What is wrong with the options together, if anything is. */
static int check(const ts_command *command, const run *r, char **names, int count)
{
    int inputs = r->list_path && strcmp(r->list_path, "-") == 0;
    for (int i = 0; i < count; i++)
        inputs += strcmp(names[i], "-") == 0;
    if (!count && !r->list_path)
        return ts_print_usage(command, "convert needs a file; - is standard input.");
    if (inputs > 1)
        return ts_print_usage(command, "Standard input can be read only once.");
    if (r->url && (r->list_path || count > 1))
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
    int status = check(&ts_command_convert, &r, argv + optind, argc - optind);
    if (status != TS_EXIT_DONE)
        return status;
    r.arena = ts_arena_new();
    bool ready = open_rules(&r) && open_model(&r) && open_files(&r, argv + optind, argc - optind);
    ts_ordered work = {sizeof(ts_convert_item), next_item, work_item, emit_item, &r};
    if (ready)
        ts_ordered_run(&work, r.workers);
    bool complete = close_files(&r) && ready;
    ts_arena_free(r.arena);
    if (!complete || (r.failed && !r.done))
        return TS_EXIT_FAILED;
    return r.failed ? TS_EXIT_LEFT_OUT : TS_EXIT_DONE;
}

const ts_command ts_command_convert = {"convert", "print the article in saved pages, text dumps, Markdown",
                                       help, run_convert};
