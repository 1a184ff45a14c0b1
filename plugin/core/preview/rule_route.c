#include "preview/rule_route.h"
#include "base/file.h"
#include "extract/suggest.h"
#include "preview/look.h"
#include "rules/site_rules_edit.h"
#include "text/json.h"

#include <arpa/inet.h>
#include <microhttpd.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* Reading a file of rules, changing it and writing it is one step. */
static pthread_mutex_t writing = PTHREAD_MUTEX_INITIALIZER;

/* What is asked of one block. */
typedef struct wish {
    ts_arena *arena;
    const char *file, *action;
    size_t block;
    ts_suggestions suggestions;
    const char *stripped_by; /* a rule that a wish to keep the block cannot win against; may be NULL */
} wish;

static void suggest(void *context, const ts_inspection *inspection)
{
    wish *w = context;
    const char *reason = w->block < inspection->blocks.len ? inspection->blocks.items[w->block].reason : "";
    if (strncmp(reason, "strip", 5) == 0 && w->action && strcmp(w->action, "keep") == 0)
        w->stripped_by = ts_arena_strdup(w->arena, reason);
    ts_suggest(w->arena, inspection, w->block, ts_str_of(w->action), &w->suggestions);
    for (size_t i = 0; i < w->suggestions.len; i++) {
        ts_suggestion *s = &w->suggestions.items[i];
        s->value = ts_arena_strdup(w->arena, s->value);
        s->found = ts_arena_strdup(w->arena, s->found);
    }
}

static bool look_at(wish *w, const ts_snapshot *site, ts_look *look, ts_error *error)
{
    if (!site)
        return ts_fail(error, TS_SETTINGS, NULL, 0, 0, "The site could not be made yet.");
    if (!w->file)
        return ts_fail(error, TS_USAGE, NULL, 0, 0, "No file is named.");
    return ts_look_at(look, w->arena, site, w->file, suggest, w, error) &&
           (!w->stripped_by ||
            ts_fail(error, TS_REFUSED, NULL, 0, 0, "Take the rule “%s” out first.", w->stripped_by));
}

/* The file that rules for the capture go into, as messages call it. */
static bool name_file(const ts_look *look, const char **name, ts_error *error)
{
    ts_site_file file;
    if (!ts_site_file_find(look->arena, look->rules, look->url, &file, error))
        return false;
    const char *own = ts_site_file_own(look->arena, look->rules, &file);
    *name = own ? ts_arena_printf(look->arena, "rules/%s", ts_path_name(own)) : NULL;
    return own ||
           ts_fail(error, TS_UNSUPPORTED, NULL, 0, 0,
                   "Rules are kept by host, and nobody knows the address of this capture; a sidecar can "
                   "give it: “url: https://…”.");
}

static const char *line_of(ts_arena *arena, const ts_suggestion *s)
{
    return ts_arena_printf(arena, "%s: %s", s->key, s->value);
}

static void put_json(ts_answer *answer, const ts_value *object)
{
    answer->type = "application/json";
    ts_json_write(&answer->body, object);
}

static void put_error(const ts_request *request, ts_answer *answer, unsigned status, const ts_error *error)
{
    ts_value *object = ts_value_map(request->arena, NULL), *inner = ts_value_map(request->arena, NULL);
    ts_value_set_string(request->arena, inner, "message", error->message);
    ts_value_set(request->arena, object, "error", inner);
    answer->status = status;
    put_json(answer, object);
}

static const ts_value *suggestions_of(const wish *w, const char *file)
{
    ts_value *object = ts_value_map(w->arena, NULL), *list = ts_value_list(w->arena);
    for (size_t i = 0; i < w->suggestions.len; i++) {
        const ts_suggestion *s = &w->suggestions.items[i];
        ts_value *one = ts_value_map(w->arena, NULL);
        ts_value_set_string(w->arena, one, "rule", line_of(w->arena, s));
        ts_value_set(w->arena, one, "blocks", ts_value_int(w->arena, (int64_t)s->blocks));
        ts_value_set_string(w->arena, one, "found", s->found);
        ts_value_push(w->arena, list, one);
    }
    ts_value_set_string(w->arena, object, "file", file);
    ts_value_set(w->arena, object, "rules", list);
    return object;
}

void ts_rule_suggest(const ts_request *request, ts_answer *answer)
{
    const char *block = ts_request_query(request, "block"), *file = NULL;
    wish w = {.arena = request->arena,
              .file = ts_request_query(request, "file"),
              .action = ts_request_query(request, "action"),
              .block = block ? strtoul(block, NULL, 10) : 0};
    ts_error error = {0};
    ts_look look;
    const ts_snapshot *site = ts_live_hold(request->live);
    if (look_at(&w, site, &look, &error) && name_file(&look, &file, &error))
        put_json(answer, suggestions_of(&w, file));
    else
        put_error(request, answer, MHD_HTTP_NOT_FOUND, &error);
    ts_live_release(request->live, site);
}

/* --- writing -------------------------------------------------------------------------------------------- */

static bool is_this_computer(struct MHD_Connection *connection)
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    const struct sockaddr *from = info ? info->client_addr : NULL;
    if (from && from->sa_family == AF_INET)
        return ntohl(((const struct sockaddr_in *)(const void *)from)->sin_addr.s_addr) >> 24 == 127;
    return from && from->sa_family == AF_INET6 &&
           IN6_IS_ADDR_LOOPBACK(&((const struct sockaddr_in6 *)(const void *)from)->sin6_addr);
}

/* Other types need no consent of ours for a page of another site to send them. */
static bool is_json(struct MHD_Connection *connection)
{
    const char *type = MHD_lookup_connection_value(connection, MHD_HEADER_KIND, "Content-Type"),
               *json = "application/json";
    return type && strncasecmp(type, json, strlen(json)) == 0 &&
           (type[strlen(json)] == '\0' || type[strlen(json)] == ';');
}

/* Only a rule that is suggested for the block is ever written. */
static bool add_rule(const wish *w, const ts_look *look, const char *rule, ts_error *error)
{
    for (size_t i = 0; i < w->suggestions.len; i++) {
        const ts_suggestion *s = &w->suggestions.items[i];
        if (strcmp(line_of(w->arena, s), rule) != 0)
            continue;
        return ts_site_rule_add(w->arena, look->rules, look->url, ts_str_of(s->key), ts_str_of(s->value),
                                error);
    }
    return ts_fail(error, TS_NOT_FOUND, NULL, 0, 0, "The page has changed: look at it again.");
}

static bool remove_rule(const wish *w, const ts_look *look, const char *rule, ts_error *error)
{
    ts_str key, value;
    if (!ts_site_rule_split(ts_str_of(rule), &key, &value))
        return ts_fail(error, TS_SYNTAX, NULL, 0, 0, "That is no rule.");
    return ts_site_rule_remove(w->arena, look->rules, look->url, key, value, error);
}

static bool change(wish *w, const ts_snapshot *site, const ts_value *body, const char **file, ts_error *error)
{
    ts_look look;
    const char *rule = ts_value_get_string(body, "rule"), *removed = ts_value_get_string(body, "remove");
    if (!look_at(w, site, &look, error) || !name_file(&look, file, error))
        return false;
    if (removed)
        return remove_rule(w, &look, removed, error);
    return rule ? add_rule(w, &look, rule, error) : ts_fail(error, TS_USAGE, NULL, 0, 0, "No rule is named.");
}

void ts_rule_write(const ts_request *request, ts_answer *answer)
{
    ts_error error = {0};
    const char *file = NULL;
    if (!is_this_computer(request->connection) || !is_json(request->connection)) {
        ts_fail(&error, TS_REFUSED, NULL, 0, 0, "Rules are written from this computer only, as JSON.");
        put_error(request, answer, MHD_HTTP_FORBIDDEN, &error);
        return;
    }
    const ts_value *body = ts_json_read(request->arena, request->body, "request", &error);
    int64_t block = ts_value_get_int(body, "block", 0);
    wish w = {.arena = request->arena,
              .file = ts_value_get_string(body, "file"),
              .action = ts_value_get_string(body, "action"),
              .block = block < 0 ? 0 : (size_t)block};
    const ts_snapshot *site = ts_live_hold(request->live);
    pthread_mutex_lock(&writing);
    bool ok = body && change(&w, site, body, &file, &error);
    pthread_mutex_unlock(&writing);
    ts_live_release(request->live, site);
    if (!ok) {
        put_error(request, answer, MHD_HTTP_BAD_REQUEST, &error);
        return;
    }
    ts_value *object = ts_value_map(request->arena, NULL);
    ts_value_set_string(request->arena, object, "written", file);
    put_json(answer, object);
}
