/* ratio [-r ROUNDS] LIST: what a whole conversion costs beside a plain parse of the same bytes.
 *
 * LIST has a path a line, a tab and an address may follow. Each page is converted from its bytes to the
 * record as JSON with all three bodies, and parsed by libxml2's HTML parser from all its bytes, in turns,
 * ROUNDS times; the quickest of each count. Each puts its own memory in order within its time. Prints the
 * median and the 90th percentile of the pages' quotients, and the mean times. Files that libxml2 does not
 * take as HTML are left out. */
#include "base/file.h"
#include "markdown/convert.h"
#include "markdown/record.h"

#include <libxml/HTMLparser.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { PAGES_MAX = 100000, PAGE_BYTES = 100 << 20 };

typedef struct page_cost {
    double convert, parse;
} page_cost;

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t); /* other programs do not count */
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void keep_quiet(void *context, const char *format, ...)
{
    (void)context;
    (void)format;
}

/* What was freed in small pieces the allocator joins when the next large one is asked for. The parse leaves
 * hundreds of thousands of them and asks for none itself: without this the conversion behind it would pay. */
static void join_freed(void)
{
    void *volatile large = malloc(1 << 16);
    free(large);
}

static double time_parse(ts_str bytes)
{
    double start = now();
    xmlFreeDoc(htmlReadMemory(bytes.ptr, (int)bytes.len, NULL, NULL,
                              HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING));
    join_freed();
    return now() - start;
}

/* Below nothing where the conversion fails. */
static double time_convert(ts_str bytes, const char *path, const char *url)
{
    ts_error error = {0};
    ts_record_options record = {.text = true, .markdown = true, .html = true};
    ts_convert_options options = {.capture = {.url = url}};
    double start = now();
    ts_article *article = ts_convert_bytes(bytes, path, &options, &error);
    if (!article) {
        fprintf(stderr, "%s: %s\n", path, error.message);
        return -1;
    }
    ts_buf out;
    ts_buf_init(&out, TS_BUF_MAX);
    ts_record_json(&out, article, &record);
    ts_buf_free(&out);
    ts_article_free(article);
    join_freed();
    return now() - start;
}

static bool measure(ts_str line, int rounds, page_cost *cost)
{
    ts_error error = {0};
    ts_arena *arena = ts_arena_new();
    size_t tab = ts_str_find_char(line, '\t', 0);
    char *path = ts_arena_copy(arena, ts_str_sub(line, 0, tab)), *url = NULL;
    if (tab != TS_NPOS && tab + 1 < line.len)
        url = ts_arena_copy(arena, ts_str_sub(line, tab + 1, line.len));
    ts_str bytes;
    bool ok = !ts_str_ends(ts_str_sub(line, 0, tab), TS_STR(".txt")) &&
              ts_file_read(arena, path, PAGE_BYTES, &bytes, &error) && bytes.len > 0;
    *cost = (page_cost){1e9, 1e9};
    for (int i = 0; ok && i < rounds; i++) {
        double convert = time_convert(bytes, path, url), parse = time_parse(bytes);
        ok = convert >= 0;
        cost->convert = convert < cost->convert ? convert : cost->convert;
        cost->parse = parse < cost->parse ? parse : cost->parse;
    }
    ts_arena_free(arena);
    return ok;
}

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static void print(const page_cost *costs, size_t count)
{
    double *ratios = ts_malloc((count + 1) * sizeof *ratios), convert = 0, parse = 0;
    for (size_t i = 0; i < count; i++) {
        ratios[i] = costs[i].convert / costs[i].parse;
        convert += costs[i].convert;
        parse += costs[i].parse;
    }
    qsort(ratios, count, sizeof *ratios, compare);
    if (count)
        printf("%zu pages: conversion / parse: median %.2f, 90th percentile %.2f, all together %.2f; "
               "%.2f ms and %.2f ms a page\n",
               count, ratios[count / 2], ratios[count * 9 / 10], convert / parse,
               1000 * convert / (double)count, 1000 * parse / (double)count);
    free(ratios);
}

int main(int argc, char **argv)
{
    int rounds = 5, first = 1;
    if (argc > 2 && strcmp(argv[1], "-r") == 0) {
        rounds = (int)strtol(argv[2], NULL, 10);
        first = 3;
    }
    ts_error error = {0};
    ts_arena *arena = ts_arena_new();
    ts_str list, line;
    page_cost *costs = ts_malloc(PAGES_MAX * sizeof *costs);
    size_t count = 0;
    xmlInitParser();
    xmlSetGenericErrorFunc(NULL, keep_quiet);
    bool ok = first < argc && ts_file_read(arena, argv[first], PAGE_BYTES, &list, &error);
    if (!ok)
        fprintf(stderr, "ratio: %s\n", first < argc ? error.message : "a list of pages is wanted");
    for (bool warm = false; ok && count < PAGES_MAX && ts_str_line(&list, &line); warm = true) {
        if (!warm) /* weights and rules are read once */
            measure(line, 1, &costs[count]);
        count += measure(line, rounds, &costs[count]);
    }
    print(costs, count);
    free(costs);
    ts_arena_free(arena);
    xmlCleanupParser();
    return ok ? 0 : 1;
}
