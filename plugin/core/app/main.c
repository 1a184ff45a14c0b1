/* tearsheet: the program. */
#include "app/app.h"
#include "app/print.h"
#include "base/buf.h"
#include "base/value.h"
#include "tearsheet.h"

#include <signal.h>
#include <string.h>

static const ts_command *const commands[] = {
    &ts_command_new,     &ts_command_build,  &ts_command_serve, &ts_command_check,
    &ts_command_convert, &ts_command_export, &ts_command_pipe,  NULL};

static const ts_command *find_command(const char *name)
{
    for (int i = 0; commands[i]; i++)
        if (strcmp(commands[i]->name, name) == 0)
            return commands[i];
    return NULL;
}

static int print_help(void)
{
    ts_buf text;
    ts_buf_init(&text, 1 << 16);
    ts_buf_puts(&text,
                "Usage: tearsheet COMMAND [OPTION]… [ARGUMENT]…\n\n"
                "Takes captured articles and keeps each one clean, with a record of where it came from.\n\n");
    for (int i = 0; commands[i]; i++)
        ts_buf_printf(&text, "  %-10s %s\n", commands[i]->name, commands[i]->summary);
    ts_buf_puts(&text, "  help       say more about a command: tearsheet help convert\n\n"
                       "  --version  print the version\n  --help     print this\n");
    bool ok = ts_print_text(text.ptr);
    ts_buf_free(&text);
    return ok ? TS_EXIT_DONE : TS_EXIT_FAILED;
}

static int say_unknown(const char *name)
{
    const char *names[sizeof commands / sizeof *commands + 1] = {0};
    size_t n = 0;
    for (; commands[n]; n++)
        names[n] = commands[n]->name;
    names[n] = "help";
    const char *near = ts_nearest(ts_str_of(name), names);
    if (near)
        return ts_print_usage(NULL, "There is no command \"%s\"; did you mean %s?", name, near);
    return ts_print_usage(NULL, "There is no command \"%s\".", name);
}

static int run_help(const char *name)
{
    const ts_command *command = name ? find_command(name) : NULL;
    if (!name || strcmp(name, "help") == 0)
        return print_help();
    if (!command)
        return say_unknown(name);
    return ts_print_text(command->help) ? TS_EXIT_DONE : TS_EXIT_FAILED;
}

static int dispatch(int argc, char **argv)
{
    const char *word = argc > 1 ? argv[1] : NULL;
    if (!word)
        return ts_print_usage(NULL, "tearsheet needs a command, such as build, serve or convert.");
    if (strcmp(word, "--version") == 0 || strcmp(word, "-V") == 0)
        return ts_print_text("tearsheet " TEARSHEET_VERSION "\n") ? TS_EXIT_DONE : TS_EXIT_FAILED;
    if (strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0)
        return print_help();
    if (strcmp(word, "help") == 0)
        return run_help(argc > 2 ? argv[2] : NULL);
    const ts_command *command = find_command(word);
    return command ? command->run(argc - 1, argv + 1) : say_unknown(word);
}

int main(int argc, char **argv)
{
    /* A reader that goes away, and a file that may not grow, are errors of the write, not the end of the
     * process. */
    signal(SIGPIPE, SIG_IGN);
    signal(SIGXFSZ, SIG_IGN);
    ts_print_start();
    int status = dispatch(argc, argv);
    bool complete = ts_print_close();
    return !complete && (status == TS_EXIT_DONE || status == TS_EXIT_LEFT_OUT) ? TS_EXIT_FAILED : status;
}
