/* tearsheet.h: sites. */
#include "site/build.h"
#include "site/host.h"
#include "site/public.h"
#include "text/json.h"

#include <stdlib.h>

struct tearsheet_site {
    ts_host *host;
    ts_script *filters, *templates; /* may be NULL */
    ts_buf result;                  /* of the last call */
};

tearsheet_site *tearsheet_site_open(const char *folder, tearsheet_error **error)
{
    ts_error failure = {0};
    tearsheet_site *site = ts_malloc(sizeof *site);
    *site = (tearsheet_site){0};
    ts_buf_init(&site->result, TS_BUF_MAX);
    site->host = ts_host_open(folder, NULL, &failure);
    if (site->host && ts_site_filters(site->host->site, &site->filters, &failure))
        return site;
    ts_public_fail(error, &failure);
    tearsheet_site_free(site);
    return NULL;
}

void tearsheet_site_free(tearsheet_site *site)
{
    if (!site)
        return;
    ts_script_free(site->filters);
    ts_script_free(site->templates);
    ts_host_close(site->host);
    ts_buf_free(&site->result);
    free(site);
}

/* The result as the caller gets it: NULL, with the failure handed on, where there is none. */
static const char *result_of(tearsheet_site *site, bool ok, ts_error *failure, tearsheet_error **error)
{
    if (ok && site->result.full)
        ok = ts_fail(failure, TS_LIMIT, NULL, 0, 0, "The result is larger than 1 GiB.");
    if (!ok)
        ts_public_fail(error, failure);
    return ok ? site->result.ptr : NULL;
}

const char *tearsheet_site_convert(tearsheet_site *site, const char *path, const void *bytes, size_t len,
                                   const tearsheet_options *options, tearsheet_error **error)
{
    ts_arena *arena = ts_arena_new();
    ts_error failure = {0};
    ts_str memory = {bytes, len};
    ts_host_input input = {
        .path = path ? path : "-", .bytes = bytes ? &memory : NULL, .bodies = ts_record_all};
    ts_value *articles = NULL, *answer = ts_value_map(arena, NULL);
    char digest[33];
    if (options) {
        input.options = options->convert;
        input.bodies = options->bodies;
    }
    bool ok = ts_host_convert(site->host, site->filters, &input, arena, &articles, digest, &failure);
    ts_buf_clear(&site->result);
    if (ok) {
        ts_value_set_string(arena, answer, "digest", digest);
        ts_value_set(arena, answer, "articles", articles);
        ts_json_write(&site->result, answer);
    }
    ts_arena_free(arena);
    return result_of(site, ok, &failure, error);
}

const char *tearsheet_site_render(tearsheet_site *site, const char *record, const char *template_name,
                                  const char *path, tearsheet_error **error)
{
    ts_arena *arena = ts_arena_new();
    ts_error failure = {0};
    const ts_value *value = ts_json_read(arena, ts_str_of(record), NULL, &failure);
    bool ok = value && (value->kind == TS_MAP ||
                        ts_fail(&failure, TS_USAGE, NULL, 0, 0, "A record is a JSON object."));
    if (ok && !site->templates)
        ok = (site->templates = ts_host_script(site->host, &failure)) != NULL;
    ts_buf_clear(&site->result);
    ok = ok &&
         ts_host_render(site->host, site->templates, value, NULL,
                        template_name ? template_name : "pages/article.html", path, &site->result, &failure);
    ts_arena_free(arena);
    return result_of(site, ok, &failure, error);
}

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
