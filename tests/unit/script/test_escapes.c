/* Runs every line of tests/lua/escapes.list in a template, in a filter and in site.lua. None may get out, run
 * on, hold more memory than its limit, or leave anything behind in the state. */
#include "script_helper.h"

#include "base/file.h"
#include "script/state.h"

#include <time.h>

#define INSTRUCTIONS 300000
#define MEMORY ((size_t)8 << 20)
/* Processor time that one attempt may take, in seconds: generous, for sanitizers and busy machines. */
#define SECONDS 20

/* What all scripts can do before and after each attempt. */
static const char *const clean =
    "{{ ('ab'):upper() }}{{ table.concat({ 1, 2 }, '-') }}{{ string.format('%d', 3) }}{{ tostring({}) }}"
    "{{ #table.pack(1, 2) }}{{ math.max(1, 2) }}{{ utf8.len('ä') }}{{ ('a.b'):find('.', 1, true) }}"
    "{{ require('tearsheet.list').clone({ 7 })[1] }}";

static char *make_nested(const char *open, const char *middle, const char *close, int n)
{
    ts_buf out;
    size_t len;
    ts_buf_init(&out, 1 << 24);
    for (int i = 0; i < n; i++)
        ts_buf_puts(&out, open);
    ts_buf_puts(&out, middle);
    for (int i = 0; i < n; i++)
        ts_buf_puts(&out, close);
    char *text = ts_buf_detach(&out, &len);
    ts_buf_free(&out);
    return text;
}

typedef struct files {
    const char *code;
    char *deep, *wide, *big;
} files;

static bool load_attempt(void *context, ts_arena *arena, const char *name, ts_str *source, const char **path,
                         ts_error *error)
{
    const files *f = context;
    const char *text = strcmp(name, "clean.html") == 0         ? clean
                       : strcmp(name, "attempt.html") == 0     ? "{% require('attempt') %}"
                       : strcmp(name, "lua/attempt.lua") == 0  ? f->code
                       : strcmp(name, "lua/bytecode.lua") == 0 ? "\x1bLuaT"
                       : strcmp(name, "lua/runaway.lua") == 0  ? "while true do end"
                       : strcmp(name, "lua/deep.lua") == 0     ? f->deep
                       : strcmp(name, "lua/wide.lua") == 0     ? f->wide
                       : strcmp(name, "lua/long.lua") == 0     ? f->big
                                                               : NULL;
    if (!text)
        return false;
    *source = ts_str_of(text);
    *path = name;
    return true;
}

static double seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void assert_clean(ts_script *script, const char *code)
{
    ts_error error = {0};
    ts_buf out;
    ts_buf_init(&out, 10000);
    if (!ts_script_render(script, "clean.html", NULL, &out, &error))
        fail_msg("%s\nleaves a state in which: %s", code, error.message);
    if (strcmp(out.ptr, "AB1-23table22127") != 0)
        fail_msg("%s\nleaves a state that writes %s", code, out.ptr);
    ts_buf_free(&out);
}

static void run_template(ts_script *script, const char *code, ts_error *error)
{
    ts_buf out;
    ts_buf_init(&out, 1 << 20);
    ts_script_render(script, "attempt.html", NULL, &out, error);
    ts_buf_free(&out);
}

static void run_filter(ts_script *script, const char *code, ts_error *error)
{
    char source[2000];
    ts_article *article = ts_article_new();
    cmark_node_append_child(article->tree, cmark_node_new(CMARK_NODE_PARAGRAPH));
    cmark_node_append_child(cmark_node_first_child(article->tree), ts_node_text_new(TS_STR("x")));
    snprintf(source, sizeof source, "return { Str = function(str, article) %s\nend }", code);
    if (ts_script_add_filter(script, ts_str_of(source), "attempt.lua", error))
        ts_script_filter(script, article, error);
    ts_article_free(article);
}

static void run_settings(ts_script *script, const char *code, ts_error *error)
{
    ts_arena *arena = ts_arena_new();
    ts_script_table(script, arena, ts_str_of(code), "site.lua", ts_site_functions, error);
    ts_arena_free(arena);
}

static void try_everywhere(files *f)
{
    static void (*const runs[])(ts_script *, const char *, ts_error *) = {run_template, run_filter,
                                                                          run_settings};
    for (size_t i = 0; i < sizeof runs / sizeof *runs; i++) {
        ts_error error = {0};
        const ts_script_limits limits = {.instructions = INSTRUCTIONS, .memory = MEMORY};
        ts_script *script = ts_script_new(&limits, load_attempt, f, &error);
        double start = seconds();
        runs[i](script, f->code, &error);
        if (strncmp(error.message, "REACHED", 7) == 0)
            fail_msg("%s\ngot out", f->code);
        if (seconds() - start > SECONDS)
            fail_msg("%s\ntook %.1f s", f->code, seconds() - start);
        assert_true(script->held <= MEMORY);
        assert_clean(script, f->code);
        ts_script_free(script);
    }
}

static void nothing_gets_out(void **state)
{
    ts_arena *arena = ts_arena_new();
    ts_error error = {0};
    ts_str list;
    size_t tried = 0;
    assert_true(ts_file_read(arena, "tests/lua/escapes.list", 1 << 20, &list, &error));
    files f = {NULL, make_nested("(", "1", ")", 100000), make_nested("", "local a\n", "local a\n", 300),
               make_nested("x = {", "", "}\n", 50000)};
    for (size_t from = 0; from < list.len;) {
        size_t end = ts_str_find_char(list, '\n', from);
        ts_str line = ts_str_sub(list, from, end == TS_NPOS ? list.len : end);
        from = end == TS_NPOS ? list.len : end + 1;
        if (line.len == 0 || ts_str_starts(line, TS_STR("--")))
            continue;
        f.code = ts_arena_copy(arena, line);
        try_everywhere(&f);
        tried++;
    }
    assert_true(tried > 250);
    free(f.deep);
    free(f.wide);
    free(f.big);
    ts_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_gets_out),
    };
    return cmocka_run_group_tests_name("script/escapes", tests, NULL, NULL);
}
