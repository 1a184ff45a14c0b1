/* tearsheet.h: errors and the version. */
#include "site/public.h"

#include <stdlib.h>

const char *tearsheet_version(void)
{
    return TEARSHEET_VERSION;
}

void ts_public_fail(tearsheet_error **to, const ts_error *error)
{
    if (!to)
        return;
    *to = ts_malloc(sizeof **to);
    (*to)->error = *error;
}

void tearsheet_error_free(tearsheet_error *error)
{
    free(error);
}

const char *tearsheet_error_status(const tearsheet_error *error)
{
    return ts_status_word(error->error.status);
}

const char *tearsheet_error_message(const tearsheet_error *error)
{
    return error->error.message;
}

const char *tearsheet_error_source(const tearsheet_error *error)
{
    return error->error.source;
}

int tearsheet_error_line(const tearsheet_error *error)
{
    return error->error.line;
}

int tearsheet_error_column(const tearsheet_error *error)
{
    return error->error.column;
}
