/* Reading a command's words: getopt_long, with sentences of our own for what it does not know. */
#ifndef TS_APP_ARGS_H
#define TS_APP_ARGS_H

#include "app/app.h"

#include <getopt.h>
#include <stdint.h>

/* Value of --help in every table of options; it has no letter that could clash. */
#define TS_ARG_HELP 'h'

typedef struct ts_args {
    const ts_command *command;
    const char *letters; /* as getopt wants them; begins with ':' */
    const struct option *options;
    int argc;
    char **argv;
} ts_args;

/* What ts_args_next returns beside an option's own value. */
enum {
    TS_ARGS_END = -1,
    TS_ARGS_WRONG = -2,  /* said why; the command returns TS_EXIT_USAGE */
    TS_ARGS_HELPED = -3, /* --help was printed; the command returns TS_EXIT_DONE */
};

/* The value of the next option; its argument is in optarg, the first word that is none in argv[optind]. */
int ts_args_next(const ts_args *args);

/* A whole number from `least` to `most`, with K, M or G behind it where `units`. Says what is wrong
 * otherwise. */
bool ts_args_number(const ts_args *args, const char *option, const char *text, int64_t least, int64_t most,
                    bool units, int64_t *number);

/* The index of `text` among the words (ends in NULL), or -1 after saying what may stand there. */
int ts_args_word(const ts_args *args, const char *option, const char *text, const char *const *words);

#endif
