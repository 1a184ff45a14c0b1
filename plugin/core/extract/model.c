#include "extract/model.h"
#include "base/baked.h"
#include "extract/features.h"
#include "extract/line_features.h"
#include "extract/page_features.h"

#include <math.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

_Static_assert((int)TS_FEATURE_COUNT <= TS_FOREST_FEATURES &&
                   (int)TS_PAGE_FEATURE_COUNT <= TS_FOREST_FEATURES &&
                   (int)TS_LINE_FEATURE_COUNT <= TS_FOREST_FEATURES,
               "a tree may ask for any feature");

/* Bytes of a line of the file, more than its longest has. */
#define LINE_MAX_BYTES 4096

/* A reader of the file's lines. */
typedef struct reader {
    ts_arena *arena;
    ts_str rest;
    const char *source;
    int line;
    ts_error *error;
} reader;

static bool fail(const reader *r, const char *what)
{
    ts_fail(r->error, TS_SYNTAX, r->source, r->line, 0, "These weights cannot be used: %s.", what);
    return false;
}

/* The next line that is neither empty nor a comment, as a C string. */
static bool next_line(reader *r, char *out)
{
    ts_str line;
    while (ts_str_line(&r->rest, &line)) {
        r->line++;
        if (!line.len || line.ptr[0] == '#' || line.len >= LINE_MAX_BYTES)
            continue;
        memcpy(out, line.ptr, line.len);
        out[line.len] = 0;
        return true;
    }
    return false;
}

/* --- parts --- */

static bool read_names(reader *r, const char *names, const char *const *known, int count)
{
    for (int i = 0; i < count; i++) {
        size_t n = strlen(known[i]);
        names += strspn(names, " ");
        if (strncmp(names, known[i], n) != 0 || (names[n] && names[n] != ' '))
            return fail(r, "they were made for other features");
        names += n;
    }
    return *names == 0 || fail(r, "they were made for more features");
}

static int hex(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* Two hex digits an entry, in as many lines as it takes. */
static bool read_table(reader *r, int8_t *table, size_t count)
{
    char line[LINE_MAX_BYTES];
    size_t n = 0;
    while (n < count && next_line(r, line)) {
        for (const char *p = line; *p; p += 2) {
            int high = hex(p[0]), low = high < 0 ? -1 : hex(p[1]);
            if (low < 0 || n == count)
                return fail(r, "a table has a wrong line");
            int entry = high * 16 + low;
            table[n++] = (int8_t)(entry < 128 ? entry : entry - 256);
        }
    }
    return n == count || fail(r, "a table is too short");
}

/* Bytes of a number that is read without the library, so that its digits are below 2 to the power of 53, and
 * the bits by which a double is finer than a float. */
enum { SHORT_NUMBER = 15, BEYOND_FLOAT = 29 };

/* A node of the file. */
typedef struct node {
    int feature; /* -1: a leaf */
    float value;
    long left, right; /* above the node's own place in the tree */
    unsigned depth;
} node;

enum { TREE_NODES = (2 << TS_FOREST_DEPTH) - 1 };

/* strtol for a whole number, which is short. */
static long read_whole(const char *text, char **end)
{
    const char *first = text + (*text == ' '), *p = first;
    long value = 0;
    while (*p >= '0' && *p <= '9' && p - text < SHORT_NUMBER)
        value = 10 * value + *p++ - '0';
    if (p == first || (*p && *p != ' '))
        return strtol(text, end, 10);
    *end = (char *)p;
    return value;
}

/* strtof, a tenth as long for the most of numbers: their digits and a power of ten are exact, so their
 * quotient is as near as a double can be, and the float beside it the right one unless two are equally far.
 */
static float read_value(const char *text, char **end)
{
    static const double TENS[] = {1,   1e1, 1e2,  1e3,  1e4,  1e5,  1e6, 1e7,
                                  1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14};
    const char *p = text + (*text == ' '), *point = NULL;
    double sign = *p == '-' ? -1 : 1;
    uint64_t digits = 0, bits;
    p += *p == '-';
    for (; ((*p >= '0' && *p <= '9') || (*p == '.' && !point)) && p - text < SHORT_NUMBER; p++) {
        digits = *p == '.' ? digits : 10 * digits + (uint64_t)(*p - '0');
        point = *p == '.' ? p : point;
    }
    double value = (double)digits / TENS[point ? p - point - 1 : 0];
    memcpy(&bits, &value, sizeof bits);
    uint64_t beyond = bits & (((uint64_t)1 << BEYOND_FLOAT) - 1), half = (uint64_t)1 << (BEYOND_FLOAT - 1);
    if (*p != ' ' || p[-1] == '.' || p[-1] == '-' || p[-1] == ' ' ||
        (beyond + 1 >= half && beyond <= half + 1))
        return strtof(text, end);
    *end = (char *)p;
    return (float)(sign * value);
}

/* "FEATURE VALUE LEFT RIGHT", the last two counted from the tree's first node; a leaf is "-1 VALUE 0 0". */
static bool read_node(reader *r, const char *line, node *nodes, long own, long size, int features)
{
    char *end;
    node *n = &nodes[own];
    n->feature = line[0] == '-' ? (int)strtol(line, &end, 10) : (int)read_whole(line, &end);
    n->value = read_value(end, &end);
    n->left = read_whole(end, &end);
    n->right = read_whole(end, &end);
    if (n->feature < -1 || n->feature >= features || *end || !isfinite(n->value))
        return fail(r, "a node is wrong");
    if (n->feature < 0)
        return true;
    if (n->left <= own || n->right <= own || n->left >= size || n->right >= size)
        return fail(r, "a node's branches are wrong");
    if (n->depth == TS_FOREST_DEPTH)
        return fail(r, "a tree is too deep");
    nodes[n->left].depth = nodes[n->right].depth = n->depth + 1;
    return true;
}

/* Below a leaf that is not so deep as others stand tests that lead to its value both ways. */
static void add_tree(ts_arena *arena, ts_forest *forest, const node *nodes, unsigned depth)
{
    uint16_t at[TREE_NODES] = {0};
    size_t tests = ((size_t)1 << depth) - 1;
    ts_tree tree = {.tests = forest->tests.len, .leaves = forest->leaves.len, .depth = depth};
    for (size_t i = 0; i < tests; i++) {
        const node *n = &nodes[at[i]];
        bool leaf = n->feature < 0;
        ts_tree_test test = {.most = n->value, .feature = leaf ? 0 : (uint32_t)n->feature};
        at[2 * i + 1] = leaf ? at[i] : (uint16_t)n->left;
        at[2 * i + 2] = leaf ? at[i] : (uint16_t)n->right;
        ts_vec_push_in(arena, &forest->tests, test);
    }
    for (size_t i = tests; i < 2 * tests + 1; i++)
        ts_vec_push_in(arena, &forest->leaves, nodes[at[i]].value);
    ts_vec_push_in(arena, &forest->trees, tree);
}

static bool read_tree(reader *r, ts_forest *forest, long size, int features)
{
    char line[LINE_MAX_BYTES];
    node nodes[TREE_NODES] = {0};
    unsigned depth = 0;
    for (long i = 0; i < size; i++) {
        if (!next_line(r, line) || !read_node(r, line, nodes, i, size, features))
            return fail(r, "a tree is too short");
        depth = nodes[i].depth > depth ? nodes[i].depth : depth;
    }
    add_tree(r->arena, forest, nodes, depth);
    return true;
}

/* Trees, each "tree NODES" and its nodes. */
static bool read_forest(reader *r, const char *head, ts_forest *forest, int features)
{
    char line[LINE_MAX_BYTES], *end;
    forest->base = strtod(head, &end);
    long trees = strtol(end, &end, 10);
    if (*end || !isfinite(forest->base))
        return fail(r, "a forest's head is wrong");
    for (long t = 0; t < trees; t++) {
        if (!next_line(r, line) || strncmp(line, "tree ", 5) != 0)
            return fail(r, "a tree is missing");
        long size = strtol(line + 5, &end, 10);
        if (*end || size < 1 || size > TREE_NODES || forest->nodes + (size_t)size > TS_FOREST_NODES)
            return fail(r, "a tree has no nodes, or too many");
        forest->nodes += (size_t)size;
        if (!read_tree(r, forest, size, features))
            return false;
    }
    return true;
}

static bool read_part(reader *r, const char *line, ts_model *m)
{
    if (strncmp(line, "features ", 9) == 0)
        return read_names(r, line + 9, ts_feature_names, TS_FEATURE_COUNT);
    if (strncmp(line, "page-features ", 14) == 0)
        return read_names(r, line + 14, ts_page_feature_names, TS_PAGE_FEATURE_COUNT);
    if (strncmp(line, "line-features ", 14) == 0)
        return read_names(r, line + 14, ts_line_feature_names, TS_LINE_FEATURE_COUNT);
    if (strcmp(line, "table class") == 0)
        return read_table(r, m->classes, TS_CLASS_TABLE);
    if (strcmp(line, "table text") == 0)
        return read_table(r, m->texts, TS_TEXT_TABLE);
    if (strcmp(line, "table page") == 0)
        return read_table(r, m->pages, TS_PAGE_TABLE);
    if (strncmp(line, "forest block ", 13) == 0)
        return read_forest(r, line + 13, &m->block, TS_FEATURE_COUNT);
    if (strncmp(line, "forest page ", 12) == 0)
        return read_forest(r, line + 12, &m->page, TS_PAGE_FEATURE_COUNT);
    if (strncmp(line, "forest line ", 12) == 0)
        return read_forest(r, line + 12, &m->line, TS_LINE_FEATURE_COUNT);
    return fail(r, "a part is unknown");
}

const ts_model *ts_model_read(ts_arena *arena, ts_str text, const char *source, ts_error *error)
{
    ts_error own = {0};
    reader r = {arena, text, source, 0, error ? error : &own};
    ts_model *m = TS_NEW(arena, ts_model);
    char line[LINE_MAX_BYTES];
    while (next_line(&r, line))
        if (!read_part(&r, line, m))
            return NULL;
    return m;
}

/* --- the baked one --- */

static const ts_model *baked;
static pthread_once_t once = PTHREAD_ONCE_INIT;

/* Its arena lives as long as the program, as the rules' do. */
static void start(void)
{
    static const ts_model NONE;
    static ts_arena *arena;
    ts_str text = {0};
    ts_error error = {0};
    arena = ts_arena_new();
    ts_baked_find("rules/model", &text);
    baked = ts_model_read(arena, text, "rules/model", &error);
    if (!baked)
        baked = &NONE;
}

const ts_model *ts_model_baked(void)
{
    pthread_once(&once, start);
    return baked;
}
