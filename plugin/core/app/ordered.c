#include "app/ordered.h"
#include "base/arena.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

/* Items in memory for each worker. */
#define WINDOW 4

/* A ring of slots. Counters only grow; the slot of item i is i modulo the window:
 * emitted <= taken <= filled <= emitted + window. */
typedef struct ring {
    const ts_ordered *job;
    char *items;
    bool *done;
    size_t window;
    size_t filled, taken, emitted;
    bool ended, stopped;
    pthread_mutex_t lock;
    pthread_cond_t work_ready, slot_free;
} ring;

static void *item_at(ring *r, size_t i)
{
    return r->items + (i % r->window) * r->job->item_size;
}

/* Hands on every result that is next in line. The lock is held: what stands at the reader holds up all. */
static void emit_ready(ring *r)
{
    while (r->emitted < r->filled && r->done[r->emitted % r->window]) {
        size_t i = r->emitted;
        bool last = i + 1 == r->filled || !r->done[(i + 1) % r->window];
        if (!r->job->emit(r->job->context, item_at(r, i), last))
            r->stopped = true;
        r->done[i % r->window] = false;
        r->emitted++;
        pthread_cond_signal(&r->slot_free);
    }
}

static void *run_worker(void *context)
{
    ring *r = context;
    pthread_mutex_lock(&r->lock);
    for (;;) {
        while (r->taken == r->filled && !r->ended)
            pthread_cond_wait(&r->work_ready, &r->lock);
        if (r->taken == r->filled)
            break;
        size_t i = r->taken++;
        pthread_mutex_unlock(&r->lock);
        r->job->work(r->job->context, item_at(r, i));
        pthread_mutex_lock(&r->lock);
        r->done[i % r->window] = true;
        emit_ready(r);
    }
    pthread_mutex_unlock(&r->lock);
    return NULL;
}

/* Fills slots until the items end or a reader wants no more. */
static void feed(ring *r)
{
    pthread_mutex_lock(&r->lock);
    for (;;) {
        while (r->filled - r->emitted == r->window && !r->stopped)
            pthread_cond_wait(&r->slot_free, &r->lock);
        if (r->stopped)
            break;
        void *item = item_at(r, r->filled);
        pthread_mutex_unlock(&r->lock);
        memset(item, 0, r->job->item_size);
        bool more = r->job->next(r->job->context, item);
        pthread_mutex_lock(&r->lock);
        if (!more)
            break;
        r->filled++;
        pthread_cond_signal(&r->work_ready);
    }
    r->ended = true;
    pthread_cond_broadcast(&r->work_ready);
    pthread_mutex_unlock(&r->lock);
}

static void run_here(const ts_ordered *job)
{
    void *item = ts_malloc(job->item_size);
    for (bool going = true; going;) {
        memset(item, 0, job->item_size);
        if (!job->next(job->context, item))
            break;
        job->work(job->context, item);
        going = job->emit(job->context, item, true);
    }
    free(item);
}

void ts_ordered_run(const ts_ordered *job, int workers)
{
    pthread_t *threads = ts_malloc(sizeof *threads * (size_t)(workers > 0 ? workers : 1));
    int started = 0;
    ring r = {.job = job, .window = (size_t)(workers > 0 ? workers : 1) * WINDOW};
    r.items = ts_malloc(r.window * job->item_size);
    r.done = ts_malloc(r.window * sizeof *r.done);
    memset(r.done, 0, r.window * sizeof *r.done);
    pthread_mutex_init(&r.lock, NULL);
    pthread_cond_init(&r.work_ready, NULL);
    pthread_cond_init(&r.slot_free, NULL);
    while (workers > 1 && started < workers && pthread_create(&threads[started], NULL, run_worker, &r) == 0)
        started++;
    if (started == 0)
        run_here(job);
    else
        feed(&r);
    for (int i = 0; i < started; i++)
        pthread_join(threads[i], NULL);
    pthread_cond_destroy(&r.slot_free);
    pthread_cond_destroy(&r.work_ready);
    pthread_mutex_destroy(&r.lock);
    free(r.done);
    free(r.items);
    free(threads);
}
