#include "app/print.h"
#include "base/buf.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* Milliseconds between two pictures of the progress line. */
#define PROGRESS_PAUSE 80

static struct {
    bool terminal, colour;
    bool progress;   /* a progress line stands on the terminal */
    int64_t shown;   /* when, in milliseconds */
    int write_error; /* errno of the first write that failed */
} state;

void ts_print_start(void)
{
    const char *term = getenv("TERM");
    const char *no_colour = getenv("NO_COLOR");
    state.terminal = isatty(STDERR_FILENO) && term && strcmp(term, "dumb") != 0;
    state.colour = state.terminal && !(no_colour && *no_colour);
}

/* Names and messages may hold what a page or a file name held: no control character of it reaches the
 * terminal. */
static void put_clean(ts_buf *line, const char *text)
{
    for (const unsigned char *p = (const unsigned char *)text; *p; p++) {
        bool c1 = p[0] == 0xC2 && p[1] >= 0x80 && p[1] < 0xA0;
        if (c1)
            p++;
        ts_buf_putc(line, (c1 || (*p < 0x20 && *p != '\n' && *p != '\t') || *p == 0x7F) ? '?' : (char)*p);
    }
}

/* One message in one write, so that nothing else stands inside it. */
static void say(const char *label, const char *source, int line, int column, const char *message)
{
    ts_buf text;
    ts_buf_init(&text, 1 << 16);
    ts_buf_puts(&text, "tearsheet: ");
    if (*source) {
        ts_buf_puts(&text, state.colour ? "\033[1m" : "");
        put_clean(&text, strcmp(source, "-") == 0 ? "standard input" : source);
        if (line > 0)
            ts_buf_printf(&text, ":%d", line);
        if (line > 0 && column > 0)
            ts_buf_printf(&text, ":%d", column);
        ts_buf_puts(&text, state.colour ? ":\033[0m " : ": ");
    }
    ts_buf_puts(&text, label);
    put_clean(&text, message);
    ts_buf_putc(&text, '\n');
    ts_progress_clear();
    fwrite(text.ptr, 1, text.len, stderr);
    ts_buf_free(&text);
}

void ts_print_error(const ts_error *error)
{
    say("", error->source, error->line, error->column, error->message);
}

void ts_print_warning(const char *source, const char *message)
{
    say("note: ", source ? source : "", 0, 0, message);
}

int ts_print_usage(const ts_command *command, const char *format, ...)
{
    ts_buf text;
    ts_buf_init(&text, 1 << 14);
    va_list list;
    va_start(list, format);
    ts_buf_vprintf(&text, format, list);
    va_end(list);
    ts_buf_printf(&text, " See: tearsheet %s%s--help", command ? command->name : "", command ? " " : "");
    say("", "", 0, 0, text.ptr);
    ts_buf_free(&text);
    return TS_EXIT_USAGE;
}

void ts_print_notes(ts_str text)
{
    ts_progress_clear();
    fwrite(text.ptr, 1, text.len, stderr);
}

bool ts_print_bytes(ts_str bytes)
{
    if (!state.write_error && bytes.len && fwrite(bytes.ptr, 1, bytes.len, stdout) != bytes.len)
        state.write_error = errno ? errno : EIO;
    return !state.write_error;
}

bool ts_print_text(const char *text)
{
    return ts_print_bytes(ts_str_of(text));
}

bool ts_print_flush(void)
{
    if (!state.write_error && fflush(stdout) != 0)
        state.write_error = errno ? errno : EIO;
    return !state.write_error;
}

bool ts_print_close(void)
{
    ts_print_flush();
    if (!state.write_error && close(STDOUT_FILENO) != 0 && errno != EBADF)
        state.write_error = errno;
    if (state.write_error && state.write_error != EPIPE) {
        ts_error error = {0};
        errno = state.write_error;
        ts_fail_errno(&error, "standard output", "Not all of it could be written");
        ts_print_error(&error);
    }
    return !state.write_error;
}

static int64_t now(void)
{
    struct timespec t = {0};
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

void ts_progress_show(const char *what, size_t done, size_t all)
{
    if (!state.terminal)
        return;
    int64_t t = now();
    if (state.progress && t - state.shown < PROGRESS_PAUSE && done < all)
        return;
    if (all)
        fprintf(stderr, "\r\033[K%s %zu/%zu", what, done, all);
    else
        fprintf(stderr, "\r\033[K%s", what);
    fflush(stderr);
    state.progress = true;
    state.shown = t;
}

void ts_progress_clear(void)
{
    if (state.progress)
        fputs("\r\033[K", stderr);
    state.progress = false;
}
