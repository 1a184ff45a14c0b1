#include "site/host.h"
#include "site/beside.h"
#include "base/digest.h"
#include "base/file.h"
#include "markdown/record.h"
#include "site/inputs.h"
#include "site/library.h"
#include "site/paths.h"
#include "site/takedown.h"

#include <math.h>
#include <string.h>

/* --- the digest -------------------------------------------------------------------------------------------
 */

static bool make_seed(ts_host *host, ts_error *error)
{
    ts_buf list;
    ts_buf_init(&list, TS_BUF_MAX);
    bool ok = ts_inputs_add_map(&list, host->site, host->rules, error) &&
              ts_inputs_add_takedowns(&list, host->site, error);
    ts_hash_hex(ts_buf_str(&list), host->seed);
    ts_buf_free(&list);
    return ok;
}

static void make_digest(const ts_host *host, const ts_host_input *input, ts_str bytes, const char *sidecar,
                        char digest[33])
{
    const ts_convert_options *o = &input->options;
    ts_error error = {0};
    ts_buf list;
    ts_buf_init(&list, TS_BUF_MAX);
    ts_buf_puts(&list, host->seed);
    ts_inputs_add(&list, bytes);
    ts_inputs_add(&list, ts_str_of(o->capture.url));
    ts_inputs_add(&list, ts_str_of(o->capture.type));
    ts_inputs_add(&list, ts_str_of(o->capture.charset));
    ts_buf_printf(&list, "%d %d %d %d", (int)o->width, (int)input->bodies.captions,
                  (int)input->bodies.style.emphasis, (int)input->bodies.style.wrap);
    if (sidecar)
        ts_inputs_add_file(&list, sidecar, &error);
    ts_hash_hex(ts_buf_str(&list), digest);
    ts_buf_free(&list);
}

/* --- opening ----------------------------------------------------------------------------------------------
 */

ts_host *ts_host_open(const char *folder, const char *rules, ts_error *error)
{
    ts_arena *arena = ts_arena_new();
    ts_host *host = TS_NEW(arena, ts_host);
    host->arena = arena;
    host->site = ts_site_open(folder ? folder : TS_NO_SITE, NULL, error);
    if (host->site) {
        host->rules = rules ? ts_arena_strdup(arena, rules) : ts_site_rules_folder(host->site, arena);
        if (make_seed(host, error))
            return host;
    }
    ts_host_close(host);
    return NULL;
}

void ts_host_close(ts_host *host)
{
    if (!host)
        return;
    ts_site_close(host->site);
    ts_arena_free(host->arena);
}

ts_script *ts_host_script(const ts_host *host, ts_error *error)
{
    return ts_script_new(NULL, ts_site_load, host->site, error);
}

ts_value *ts_host_error(ts_arena *arena, const ts_error *error)
{
    ts_value *v = ts_value_map(arena, NULL);
    ts_value_set_string(arena, v, "status", ts_status_word(error->status));
    ts_value_set_string(arena, v, "message", error->message);
    ts_value_set_string(arena, v, "source", error->source);
    if (error->line) {
        ts_value_set(arena, v, "line", ts_value_int(arena, error->line));
        ts_value_set(arena, v, "column", ts_value_int(arena, error->column));
    }
    return v;
}

/* --- converting -------------------------------------------------------------------------------------------
 */

typedef struct taking {
    const ts_host *host;
    const ts_host_input *input;
    ts_script *script;
    ts_arena *arena;
    ts_value *articles;
} taking;

bool ts_host_is_cjk(const char *language)
{
    static const char *const languages[] = {"zh", "ja", "ko", NULL};
    for (int i = 0; language && languages[i]; i++)
        if (strncmp(language, languages[i], 2) == 0 && (language[2] == '\0' || language[2] == '-'))
            return true;
    return false;
}

/* The facts that generators count or cut for themselves, and badly, unless they are told. */
static ts_value *view_page(ts_arena *arena, const ts_article *article, const ts_takedown *takedown)
{
    const ts_fields *f = &article->fields;
    const char *slug = ts_value_get_string(article->extra, "slug");
    const char *name = f->title && *f->title ? f->title : ts_path_name(article->file);
    ts_value *v = ts_value_map(arena, NULL);
    ts_value_set_string(arena, v, "slug", ts_path_slug(arena, slug && *slug ? slug : name));
    ts_value_set_string(arena, v, "summary", f->description);
    ts_value_set_string(arena, v, "lang", f->language);
    ts_value_set(arena, v, "isCJKLanguage", ts_value_bool(arena, ts_host_is_cjk(f->language)));
    ts_value_set(arena, v, "wordCount", ts_value_int(arena, article->words));
    ts_value_set(arena, v, "readingTime", ts_value_int(arena, (int64_t)ceil(article->minutes)));
    ts_value_set(arena, v, "draft", ts_value_bool(arena, article->draft));
    if (takedown->status == TS_STANDING_NOINDEX)
        ts_value_set(arena, v, "noindex", ts_value_bool(arena, true));
    return v;
}

static void take(void *context, ts_article *article, const char *name, const ts_error *failure)
{
    const taking *t = context;
    ts_error error = *failure;
    ts_takedown takedown = {0};
    ts_value *v = ts_value_map(t->arena, NULL);
    bool ok = article && (!t->script || ts_script_filter(t->script, article, &error)) &&
              ts_takedown_of(t->host->site, article, &takedown, &error);
    if (takedown.status >= TS_STANDING_WITHDRAWN) {
        ts_article_free(article);
        return;
    }
    if (ok && t->script)
        ts_convert_recount(article);
    if (ok) {
        const ts_value *media = t->input->bytes ? NULL : ts_beside_name(t->arena, article, t->input->path);
        ts_value_set(t->arena, v, "article", ts_record_value(t->arena, article, &t->input->bodies));
        if (media)
            ts_value_set(t->arena, v, "media", media);
        ts_value_set(t->arena, v, "page", view_page(t->arena, article, &takedown));
    } else {
        ts_error named = {0};
        ts_fail(&named, error.status, error.source[0] ? error.source : name, error.line, error.column, "%s",
                error.message);
        ts_value_set(t->arena, v, "error", ts_host_error(t->arena, &named));
    }
    ts_value_push(t->arena, t->articles, v);
    ts_article_free(article);
}

bool ts_host_convert(const ts_host *host, ts_script *script, const ts_host_input *input, ts_arena *arena,
                     ts_value **articles, char digest[33], ts_error *error)
{
    ts_convert_options options = input->options;
    ts_str bytes, text;
    const char *sidecar = NULL;
    size_t most = options.capture.max_bytes ? options.capture.max_bytes : TS_MAX_BYTES;
    if (input->bytes)
        bytes = *input->bytes;
    else if (!ts_file_read(arena, input->path, most, &bytes, error))
        return false;
    else if ((sidecar = ts_sidecar_find(arena, input->path)) &&
             !ts_sidecar_read(arena, sidecar, &text, &options.sidecar, error))
        return false;
    if (!options.rules_folder)
        options.rules_folder = host->rules;
    make_digest(host, input, bytes, sidecar, digest);
    *articles = NULL;
    if (input->known && strcmp(input->known, digest) == 0)
        return true;
    *articles = ts_value_list(arena);
    taking t = {host, input, script, arena, *articles};
    ts_convert_each(input->path, &bytes, &options, take, &t);
    return true;
}
