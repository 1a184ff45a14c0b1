/* Templates at the limits of template.h, and one past them. */
#include "script/template.h"
#include "script_helper.h"

/* What a template of the test's own making is asked to be. */
typedef struct made {
    int depth; /* of includes, of extends, of constructs */
    size_t bytes;
} made;

static const char *make_nested(ts_arena *arena, int depth)
{
    ts_buf out;
    ts_buf_init(&out, 1 << 16);
    for (int i = 0; i < depth; i++)
        ts_buf_puts(&out, "{% do %}");
    ts_buf_puts(&out, "x");
    for (int i = 0; i < depth; i++)
        ts_buf_puts(&out, "{% end %}");
    const char *text = ts_arena_strdup(arena, out.ptr);
    ts_buf_free(&out);
    return text;
}

/* "extends/3.html" extends "extends/2.html", and so on down to 0, which is the page. */
static bool load_made(void *context, ts_arena *arena, const char *name, ts_str *source, const char **path,
                      ts_error *error)
{
    const made *m = context;
    int n = strncmp(name, "extends/", 8) == 0 ? atoi(name + 8) : -1;
    *source = (ts_str){0};
    *path = ts_arena_strdup(arena, name);
    if (strcmp(name, "nested.html") == 0)
        *source = ts_str_of(make_nested(arena, m->depth));
    else if (strcmp(name, "include.html") == 0)
        *source =
            ts_str_of(ts_arena_printf(arena, "{%% include 'included.html', { left = %d } %%}", m->depth - 1));
    else if (strcmp(name, "included.html") == 0)
        *source =
            TS_STR("{% if left > 0 then %}{% include 'included.html', { left = left - 1 } %}{% end %}x");
    else if (strcmp(name, "long.html") == 0)
        *source = (ts_str){memset(ts_arena_alloc(arena, m->bytes), 'x', m->bytes), m->bytes};
    else if (n > 0)
        *source = ts_str_of(ts_arena_printf(arena, "{%% extends 'extends/%d.html' %%}", n - 1));
    else if (n == 0)
        *source = TS_STR("x");
    return source->ptr;
}

/* Renders it in a state of its own; `fault` NULL: it must be written, else it must fail so. */
static void check(const char *name, made m, const char *fault)
{
    ts_error error = {0};
    ts_buf out;
    ts_script *script = ts_script_new(NULL, load_made, &m, &error);
    ts_buf_init(&out, TS_TEMPLATE_MAX);
    assert_non_null(script);
    bool ok = ts_script_render(script, name, NULL, &out, &error);
    if (!fault && !ok)
        fail_msg("%s: %s", name, error.message);
    if (fault && (ok || !strstr(error.message, fault)))
        fail_msg("%s: %s instead of \"%s\"", name, ok ? "is written" : error.message, fault);
    ts_buf_free(&out);
    ts_script_free(script);
}

static void includes_nest_so_deep(void **state)
{
    check("include.html", (made){.depth = TS_INCLUDE_MAX}, NULL);
    check("include.html", (made){.depth = TS_INCLUDE_MAX + 1}, "Includes nest deeper than 32.");
}

static void templates_extend_so_many(void **state)
{
    char name[40];
    snprintf(name, sizeof name, "extends/%d.html", TS_EXTENDS_MAX);
    check(name, (made){0}, NULL);
    snprintf(name, sizeof name, "extends/%d.html", TS_EXTENDS_MAX + 1);
    check(name, (made){0}, "Templates extend one another more than 16 deep, or in a ring.");
}

static void constructs_nest_so_deep(void **state)
{
    check("nested.html", (made){.depth = TS_NEST_MAX}, NULL);
    check("nested.html", (made){.depth = TS_NEST_MAX + 1}, "More than 100 constructs inside one another.");
}

static void templates_are_so_long(void **state)
{
    check("long.html", (made){.bytes = TS_TEMPLATE_MAX}, NULL);
    check("long.html", (made){.bytes = TS_TEMPLATE_MAX + 1}, "A template is at most 1048576 bytes long.");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(includes_nest_so_deep),
        cmocka_unit_test(templates_extend_so_many),
        cmocka_unit_test(constructs_nest_so_deep),
        cmocka_unit_test(templates_are_so_long),
    };
    return cmocka_run_group_tests_name("script/limits", tests, NULL, NULL);
}
