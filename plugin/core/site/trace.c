#include "site/trace.h"
#include "base/clock.h"

#include <stdlib.h>

ts_trace *ts_trace_new(void)
{
    ts_arena *arena = ts_arena_new();
    ts_trace *trace = TS_NEW(arena, ts_trace);
    trace->arena = arena;
    trace->templates = ts_map_new();
    trace->started = ts_clock();
    pthread_mutex_init(&trace->lock, NULL);
    return trace;
}

void ts_trace_free(ts_trace *trace)
{
    if (!trace)
        return;
    pthread_mutex_destroy(&trace->lock);
    ts_map_free(trace->templates);
    ts_arena_free(trace->arena);
}

int64_t ts_trace_now(const ts_trace *trace)
{
    return trace ? ts_clock() - trace->started : 0;
}

static void add(ts_trace *trace, const ts_span *span)
{
    pthread_mutex_lock(&trace->lock);
    ts_span kept = *span;
    kept.name = ts_arena_strdup(trace->arena, span->name);
    kept.template = ts_arena_strdup(trace->arena, span->template);
    ts_vec_push_in(trace->arena, &trace->spans, kept);
    pthread_mutex_unlock(&trace->lock);
}

void ts_trace_phase(ts_trace *trace, const char *name)
{
    if (!trace)
        return;
    int64_t now = ts_trace_now(trace), processor = ts_clock_processor();
    trace->phase.end = now;
    trace->phase.processor = processor - trace->phase_processor;
    if (trace->phase.name)
        add(trace, &trace->phase);
    trace->phase = (ts_span){.kind = TS_SPAN_PHASE, .name = name, .start = now};
    trace->phase_processor = processor;
}

void ts_trace_span(ts_trace *trace, ts_span_kind kind, int worker, const char *name, const char *template,
                   int64_t start)
{
    if (trace)
        add(trace, &(ts_span){kind, worker, name, template, start, ts_trace_now(trace), 0});
}

void ts_trace_watch_script(const ts_trace *trace, ts_script *script)
{
    if (trace)
        ts_script_measure(script);
}

static void take_template(void *context, const char *name, int64_t runs, int64_t time)
{
    ts_trace *trace = context;
    ts_template_time *sum = ts_map_get(trace->templates, ts_str_of(name));
    if (!sum) {
        sum = TS_NEW(trace->arena, ts_template_time);
        sum->name = ts_arena_strdup(trace->arena, name);
        ts_map_put(trace->templates, ts_str_of(name), sum);
    }
    sum->runs += runs;
    sum->time += time;
}

void ts_trace_take_script(ts_trace *trace, ts_script *script)
{
    if (trace && script)
        ts_script_measured(script, take_template, trace);
}
