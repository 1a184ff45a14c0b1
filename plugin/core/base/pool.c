/* Work on all cores: each thread has a range of the indexes, and helps the others when its own is done. So it
 * works on neighbours, which have much in common, and the threads on what is far apart: two that make files
 * in one folder would wait for each other. */
#include "base/pool.h"

#include "base/arena.h"

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <unistd.h>

/* More threads than this help nobody, and a mistyped -j must not take the machine down. */
#define MOST_WORKERS 256

/* Some systems give threads as little as 128 KiB of stack; the parsers we call want more. */
#define STACK_BYTES ((size_t)8 << 20)

typedef struct range {
    atomic_size_t next;
    size_t end;
} range;

typedef struct job {
    void (*work)(void *context, size_t i, int worker);
    void *context;
    range *ranges; /* one a worker */
    int workers;
} job;

typedef struct seat {
    job *job;
    int worker;
    pthread_t thread;
} seat;

int ts_pool_cores(void)
{
#ifdef __linux__
    cpu_set_t set;
    if (sched_getaffinity(0, sizeof set, &set) == 0 && CPU_COUNT(&set) > 0)
        return CPU_COUNT(&set);
#endif
    long online = sysconf(_SC_NPROCESSORS_ONLN);
    return online > 0 ? (int)online : 1;
}

static void *take_turns(void *arg)
{
    const seat *s = arg;
    const job *j = s->job;
    for (int k = 0; k < j->workers; k++) {
        range *r = &j->ranges[(s->worker + k) % j->workers];
        for (size_t i; (i = atomic_fetch_add(&r->next, 1)) < r->end;)
            j->work(j->context, i, s->worker);
    }
    return NULL;
}

void ts_pool_run(int workers, size_t n, void (*work)(void *context, size_t i, int worker), void *context)
{
    if (workers > MOST_WORKERS)
        workers = MOST_WORKERS;
    if (workers < 1)
        workers = 1;
    if ((size_t)workers > n)
        workers = n ? (int)n : 1;

    range *ranges = ts_malloc((size_t)workers * sizeof *ranges);
    seat *seats = ts_malloc((size_t)workers * sizeof *seats);
    job j = {.work = work, .context = context, .ranges = ranges, .workers = workers};
    size_t each = n / (size_t)workers, more = n % (size_t)workers, at = 0;
    for (int i = 0; i < workers; i++) {
        atomic_init(&ranges[i].next, at);
        ranges[i].end = at += each + ((size_t)i < more);
    }
    pthread_attr_t attr;
    pthread_attr_init(&attr);
    pthread_attr_setstacksize(&attr, STACK_BYTES);

    /* The caller's own thread is worker 0. Where the system refuses a thread, fewer do the same work. */
    int started = 1;
    for (; started < workers; started++) {
        seats[started] = (seat){.job = &j, .worker = started};
        if (pthread_create(&seats[started].thread, &attr, take_turns, &seats[started]) != 0)
            break;
    }
    seats[0] = (seat){.job = &j, .worker = 0};
    take_turns(&seats[0]);
    for (int i = 1; i < started; i++)
        pthread_join(seats[i].thread, NULL);

    pthread_attr_destroy(&attr);
    free(seats);
    free(ranges);
}
