/* The program `tearsheet`: its commands and what they share. The only room that prints, exits and reads the
 * command line and the environment. */
#ifndef TS_APP_APP_H
#define TS_APP_APP_H

#include <stdbool.h>
#include <stddef.h>

/* What the program's exit status says. */
enum {
    TS_EXIT_DONE = 0,
    TS_EXIT_FAILED = 1,
    TS_EXIT_USAGE = 2,
    TS_EXIT_LEFT_OUT = 3, /* done, but some articles were left out */
};

typedef struct ts_command {
    const char *name;
    const char *summary;               /* one line, for the list of commands */
    const char *help;                  /* all that --help prints */
    int (*run)(int argc, char **argv); /* argv[0] is the command's name; returns the exit status */
} ts_command;

extern const ts_command ts_command_build;
extern const ts_command ts_command_check;
extern const ts_command ts_command_convert;
extern const ts_command ts_command_export;
extern const ts_command ts_command_new;
extern const ts_command ts_command_pipe;
extern const ts_command ts_command_serve;

#endif
