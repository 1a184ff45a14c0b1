/* One error, filled once. */
#include "base/error.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

const char *ts_status_word(ts_status status)
{
    switch (status) {
#define WORD(name, word)                                                                                     \
    case TS_##name:                                                                                          \
        return word;
        TS_STATUSES(WORD)
#undef WORD
    }
    return "internal";
}

/* Takes a character off the end that vsnprintf may have cut in the middle. */
static void mend_cut(char *z, size_t len)
{
    size_t start = len;
    while (start > 0 && len - start < 3 && ((unsigned char)z[start - 1] & 0xC0) == 0x80)
        start--;
    if (start == 0)
        return;
    unsigned char lead = (unsigned char)z[start - 1];
    size_t wanted = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
    if (len - (start - 1) < wanted)
        z[start - 1] = '\0';
}

__attribute__((format(printf, 3, 0))) static void fill(char *text, size_t size, const char *format,
                                                       va_list args)
{
    int len = vsnprintf(text, size, format, args);
    if (len < 0)
        text[0] = '\0';
    else if ((size_t)len >= size)
        mend_cut(text, size - 1);
}

__attribute__((format(printf, 3, 4))) static void fill_with(char *text, size_t size, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    fill(text, size, format, args);
    va_end(args);
}

bool ts_fail(ts_error *error, ts_status status, const char *source, int line, int column, const char *format,
             ...)
{
    if (error->status != TS_OK)
        return false;
    va_list args;
    va_start(args, format);
    error->status = status;
    error->line = line;
    error->column = column;
    fill_with(error->source, sizeof error->source, "%s", source ? source : "");
    fill(error->message, sizeof error->message, format, args);
    va_end(args);
    return false;
}

bool ts_fail_errno(ts_error *error, const char *source, const char *format, ...)
{
    int code = errno;
    if (error->status != TS_OK)
        return false;
    char message[sizeof error->message];
    va_list args;
    va_start(args, format);
    fill(message, sizeof message, format, args);
    va_end(args);
    return ts_fail(error, code == ENOENT ? TS_NOT_FOUND : TS_IO, source, 0, 0, "%s: %s.", message,
                   strerror(code));
}
