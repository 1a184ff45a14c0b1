/* tearsheet.h: sites. */
#include "site/build.h"
#include "site/public.h"

int tearsheet_build(const char *folder, const char *output, tearsheet_error **error)
{
    ts_build_options options = {.output = output};
    ts_build_report report;
    ts_error failure = {0};
    if (!ts_build(folder, &options, NULL, &report, &failure)) {
        ts_public_fail(error, &failure);
        return -1;
    }
    return report.left_out ? 3 : 0;
}
