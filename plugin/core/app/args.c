#include "app/args.h"
#include "app/print.h"
#include "base/buf.h"
#include "base/value.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* Options that a table may have; more are not looked at when a near name is sought. */
#define NAMES_MAX 32

/* Says that the word in front of optind is no option of this command, and which one is near. */
static void say_unknown(const ts_args *args)
{
    const char *names[NAMES_MAX + 1] = {0};
    for (size_t i = 0; i < NAMES_MAX && args->options[i].name; i++)
        names[i] = args->options[i].name;
    if (optopt) { /* a letter, or a long option that was given an argument it does not take */
        for (size_t i = 0; names[i]; i++)
            if (args->options[i].val == optopt && !args->options[i].has_arg) {
                ts_print_usage(args->command, "--%s takes no value.", names[i]);
                return;
            }
        ts_print_usage(args->command, "There is no option -%c.", optopt);
        return;
    }
    const char *word = args->argv[optind - 1];
    const char *name = word + strspn(word, "-");
    const char *near = ts_nearest((ts_str){name, strcspn(name, "=")}, names);
    if (near)
        ts_print_usage(args->command, "There is no option %s; did you mean --%s?", word, near);
    else
        ts_print_usage(args->command, "There is no option %s.", word);
}

int ts_args_next(const ts_args *args)
{
    opterr = 0;
    int value = getopt_long(args->argc, args->argv, args->letters, args->options, NULL);
    if (value == '?') {
        say_unknown(args);
        return TS_ARGS_WRONG;
    }
    if (value == ':') {
        ts_print_usage(args->command, "%s needs a value.", args->argv[optind - 1]);
        return TS_ARGS_WRONG;
    }
    if (value == TS_ARG_HELP) {
        ts_print_text(args->command->help);
        return TS_ARGS_HELPED;
    }
    return value;
}

/* What a letter behind a number multiplies it by; 0 for a letter that is no unit. */
static int64_t unit_of(char letter)
{
    switch (letter) {
    case 'K':
    case 'k':
        return (int64_t)1 << 10;
    case 'M':
        return (int64_t)1 << 20;
    case 'G':
        return (int64_t)1 << 30;
    default:
        return 0;
    }
}

bool ts_args_number(const ts_args *args, const char *option, const char *text, int64_t least, int64_t most,
                    bool units, int64_t *number)
{
    char *end = NULL;
    errno = 0;
    long long n = strtoll(text, &end, 10);
    bool wrong = errno != 0 || end == text;
    if (!wrong && *end && units) {
        int64_t unit = end[1] ? 0 : unit_of(*end);
        wrong = unit == 0 || n > most / unit || n < 0;
        n = wrong ? 0 : n * unit;
    } else if (*end) {
        wrong = true;
    }
    if (wrong || n < least || n > most) {
        ts_print_usage(args->command, "%s takes a whole number from %lld to %lld%s, not \"%s\".", option,
                       (long long)least, (long long)most, units ? " (K, M or G may follow)" : "", text);
        return false;
    }
    *number = n;
    return true;
}

int ts_args_word(const ts_args *args, const char *option, const char *text, const char *const *words)
{
    for (int i = 0; words[i]; i++)
        if (strcmp(text, words[i]) == 0)
            return i;
    ts_buf list;
    ts_buf_init(&list, 1024);
    for (int i = 0; words[i]; i++)
        ts_buf_printf(&list, "%s%s", i == 0 ? "" : words[i + 1] ? ", " : " or ", words[i]);
    ts_print_usage(args->command, "%s takes %s, not \"%s\".", option, list.ptr, text);
    ts_buf_free(&list);
    return -1;
}
