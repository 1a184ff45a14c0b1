#include "app/profile.h"
#include "app/print.h"
#include "base/file.h"
#include "text/json.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* Lines of a list of the slowest. */
#define SLOWEST 10

static double seconds(int64_t nanoseconds)
{
    return (double)nanoseconds / 1e9;
}

static int by_start(const void *a, const void *b)
{
    const ts_span *x = *(const ts_span *const *)a, *y = *(const ts_span *const *)b;
    return x->start != y->start ? (x->start > y->start) - (x->start < y->start) : strcmp(x->name, y->name);
}

static int by_length(const void *a, const void *b)
{
    const ts_span *x = *(const ts_span *const *)a, *y = *(const ts_span *const *)b;
    int64_t of_x = x->end - x->start, of_y = y->end - y->start;
    return of_x != of_y ? (of_x < of_y) - (of_x > of_y) : strcmp(x->name, y->name);
}

static int by_time(const void *a, const void *b)
{
    const ts_template_time *x = *(const ts_template_time *const *)a, *y = *(const ts_template_time *const *)b;
    return x->time != y->time ? (x->time < y->time) - (x->time > y->time) : strcmp(x->name, y->name);
}

/* All spans in that order. */
static const ts_span **sort_spans(ts_arena *arena, const ts_trace *trace,
                                  int (*order)(const void *, const void *))
{
    const ts_span **spans = ts_arena_alloc(arena, sizeof *spans * (trace->spans.len + 1));
    for (size_t i = 0; i < trace->spans.len; i++)
        spans[i] = &trace->spans.items[i];
    qsort(spans, trace->spans.len, sizeof *spans, order);
    return spans;
}

static void put_phases(ts_buf *out, const ts_span **spans, size_t len)
{
    int64_t wall = 0, processor = 0;
    ts_buf_puts(out, "  seconds  processor  phase\n");
    for (size_t i = 0; i < len; i++) {
        const ts_span *s = spans[i];
        if (s->kind != TS_SPAN_PHASE)
            continue;
        ts_buf_printf(out, "%9.3f  %9.3f  %s\n", seconds(s->end - s->start), seconds(s->processor), s->name);
        wall += s->end - s->start;
        processor += s->processor;
    }
    ts_buf_printf(out, "%9.3f  %9.3f  together\n", seconds(wall), seconds(processor));
}

static void put_templates(ts_buf *out, ts_arena *arena, const ts_map *templates)
{
    size_t len = ts_map_len(templates);
    const ts_template_time **all = ts_arena_alloc(arena, sizeof *all * (len + 1));
    for (size_t i = 0; i < len; i++)
        all[i] = ts_map_value_at(templates, i);
    qsort(all, len, sizeof *all, by_time);
    ts_buf_puts(out, "\n  seconds       runs    mean us  template, with what it includes\n");
    for (size_t i = 0; i < len; i++)
        ts_buf_printf(out, "%9.3f  %9" PRId64 "  %9.0f  %s\n", seconds(all[i]->time), all[i]->runs,
                      (double)all[i]->time / 1e3 / (double)all[i]->runs, all[i]->name);
}

static void put_slowest(ts_buf *out, const ts_span **spans, size_t len, ts_span_kind kind,
                        const char *heading)
{
    int shown = 0;
    ts_buf_printf(out, "\n       ms  slowest %s\n", heading);
    for (size_t i = 0; i < len && shown < SLOWEST; i++)
        if (spans[i]->kind == kind) {
            ts_buf_printf(out, "%9.1f  %s\n", seconds(spans[i]->end - spans[i]->start) * 1e3, spans[i]->name);
            shown++;
        }
}

void ts_profile_print(const ts_trace *trace)
{
    ts_arena *arena = ts_arena_new();
    ts_buf out;
    size_t len = trace->spans.len;
    ts_buf_init(&out, TS_BUF_MAX);
    put_phases(&out, sort_spans(arena, trace, by_start), len);
    put_templates(&out, arena, trace->templates);
    const ts_span **slowest = sort_spans(arena, trace, by_length);
    put_slowest(&out, slowest, len, TS_SPAN_PAGE, "pages");
    put_slowest(&out, slowest, len, TS_SPAN_FILE, "files of the content");
    ts_print_notes(ts_buf_str(&out));
    ts_buf_free(&out);
    ts_arena_free(arena);
}

/* Phases stand in a row of their own above those of the workers. */
static int row(const ts_span *span)
{
    return span->kind == TS_SPAN_PHASE ? 0 : span->worker + 1;
}

static void put_event(ts_buf *out, const ts_span *s)
{
    static const char *const kinds[] = {"phase", "file", "page", "copy"};
    ts_buf_puts(out, ",\n{\"name\":");
    ts_json_string(out, ts_str_of(s->name));
    ts_buf_printf(out, ",\"cat\":\"%s\",\"ph\":\"X\",\"pid\":1,\"tid\":%d,\"ts\":%.3f,\"dur\":%.3f",
                  kinds[s->kind], row(s), (double)s->start / 1e3, (double)(s->end - s->start) / 1e3);
    if (s->template) {
        ts_buf_puts(out, ",\"args\":{\"template\":");
        ts_json_string(out, ts_str_of(s->template));
        ts_buf_puts(out, "}");
    }
    ts_buf_puts(out, "}");
}

bool ts_profile_write(const ts_trace *trace, const char *path, ts_error *error)
{
    ts_arena *arena = ts_arena_new();
    ts_buf out;
    size_t len = trace->spans.len;
    const ts_span **spans = sort_spans(arena, trace, by_start);
    ts_buf_init(&out, TS_BUF_MAX);
    ts_buf_puts(&out, "{\"traceEvents\":[\n{\"name\":\"process_name\",\"ph\":\"M\",\"pid\":1,"
                      "\"args\":{\"name\":\"tearsheet build\"}}");
    int rows = 0;
    for (size_t i = 0; i < len; i++)
        rows = row(spans[i]) >= rows ? row(spans[i]) + 1 : rows;
    for (int i = 0; i < rows; i++) {
        ts_buf_printf(&out, ",\n{\"name\":\"thread_name\",\"ph\":\"M\",\"pid\":1,\"tid\":%d,", i);
        ts_buf_printf(&out, i ? "\"args\":{\"name\":\"worker %d\"}}" : "\"args\":{\"name\":\"phases\"}}", i);
    }
    for (size_t i = 0; i < len; i++)
        put_event(&out, spans[i]);
    ts_buf_puts(&out, "\n]}\n");
    bool ok = out.full ? ts_fail(error, TS_LIMIT, path, 0, 0, "The trace is larger than 1 GiB.")
                       : ts_file_write(path, ts_buf_str(&out), NULL, error);
    ts_buf_free(&out);
    ts_arena_free(arena);
    return ok;
}
