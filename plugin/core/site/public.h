/* What the files behind tearsheet.h share. */
#ifndef TS_SITE_PUBLIC_H
#define TS_SITE_PUBLIC_H

#include "base/error.h"
#include "markdown/convert.h"
#include "markdown/record.h"

#include <tearsheet.h>

struct tearsheet_error {
    ts_error error;
};

struct tearsheet_options {
    ts_arena *arena;
    ts_convert_options convert;
    ts_record_options bodies; /* all of them */
};

/* Hands a copy of the error to the caller, where there is one who wants it. */
void ts_public_fail(tearsheet_error **to, const ts_error *error);

#endif
