#include "preview/routes.h"
#include "base/baked.h"
#include "preview/client.h"
#include "preview/own_page.h"
#include "preview/inspector.h"
#include "preview/marks.h"
#include "preview/overview.h"
#include "preview/rule_route.h"
#include "text/utf8.h"

#include <microhttpd.h>
#include <string.h>

static void answer_style(const ts_request *request, ts_answer *answer)
{
    ts_str bytes = {0};
    answer->type = "text/css; charset=utf-8";
    ts_baked_find("preview/preview.css", &bytes);
    ts_buf_put(&answer->body, bytes);
}

static void answer_script(const ts_request *request, ts_answer *answer)
{
    ts_str bytes = {0};
    answer->type = "text/javascript; charset=utf-8";
    ts_baked_find("preview/inspector.js", &bytes);
    ts_buf_put(&answer->body, bytes);
}

static void answer_client(const ts_request *request, ts_answer *answer)
{
    answer->type = "text/javascript; charset=utf-8";
    ts_buf_put(&answer->body, ts_client_script());
}

static const ts_route_entry routes[] = {
    {TS_ROUTES, ts_overview, NULL},
    {TS_CLIENT_SCRIPT, answer_client, NULL},
    {TS_PREVIEW_STYLE, answer_style, NULL},
    {TS_PREVIEW_SCRIPT, answer_script, NULL},
    {"/_tearsheet/marks", ts_marks, NULL},
    {"/_tearsheet/inspect", ts_inspector, NULL},
    {"/_tearsheet/rule", ts_rule_suggest, ts_rule_write},
};

const ts_route_entry *ts_route_find(const char *path)
{
    for (size_t i = 0; i < sizeof routes / sizeof *routes; i++)
        if (strcmp(routes[i].path, path) == 0)
            return &routes[i];
    return NULL;
}

const char *ts_request_query(const ts_request *request, const char *name)
{
    const char *value = MHD_lookup_connection_value(request->connection, MHD_GET_ARGUMENT_KIND, name);
    return value && ts_utf8_valid(ts_str_of(value)) ? value : NULL;
}
