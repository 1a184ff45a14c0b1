#include "site/watch.h"

void ts_watch_start(ts_watch *watch, const ts_build_events *events)
{
    *watch = (ts_watch){.events = events, .trace = events ? events->trace : NULL};
    ts_trace_phase(watch->trace, "start");
    pthread_mutex_init(&watch->lock, NULL);
}

void ts_watch_end(ts_watch *watch)
{
    ts_trace_phase(watch->trace, NULL);
    pthread_mutex_destroy(&watch->lock);
}

/* The lock is held. */
static void tell(ts_watch *watch)
{
    if (watch->events && watch->events->progress)
        watch->events->progress(watch->events->context, watch->phase, watch->done, watch->all);
}

void ts_watch_phase(ts_watch *watch, ts_phase phase, size_t all)
{
    static const char *const names[] = {"map", "reduce", "render", "publish"};
    ts_trace_phase(watch->trace, names[phase]);
    pthread_mutex_lock(&watch->lock);
    watch->phase = phase;
    watch->done = 0;
    watch->all = all;
    tell(watch);
    pthread_mutex_unlock(&watch->lock);
}

void ts_watch_step(ts_watch *watch)
{
    pthread_mutex_lock(&watch->lock);
    watch->done++;
    tell(watch);
    pthread_mutex_unlock(&watch->lock);
}

void ts_watch_left_out(ts_watch *watch, const ts_error *error)
{
    pthread_mutex_lock(&watch->lock);
    if (watch->events && watch->events->left_out)
        watch->events->left_out(watch->events->context, error);
    pthread_mutex_unlock(&watch->lock);
}

void ts_watch_warn(ts_watch *watch, const char *source, const char *message)
{
    pthread_mutex_lock(&watch->lock);
    if (watch->events && watch->events->warning)
        watch->events->warning(watch->events->context, source, message);
    pthread_mutex_unlock(&watch->lock);
}
