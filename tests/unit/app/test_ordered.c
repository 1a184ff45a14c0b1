#include "app/ordered.h"
#include "unit.h"

#include <pthread.h>
#include <unistd.h>

typedef struct item {
    int number, result;
} item;

typedef struct run {
    int next, count;   /* items to hand out */
    int emitted, stop; /* emit says "no more" at this one; -1 never */
    bool in_order;
    int lasts;   /* how often `last` was said */
    int pipe[2]; /* of the stream test */
} run;

static bool next_number(void *context, void *slot)
{
    run *r = context;
    if (r->next == r->count)
        return false;
    ((item *)slot)->number = r->next++;
    return true;
}

/* Early items take longest. */
static void square(void *context, void *slot)
{
    item *i = slot;
    usleep(i->number % 5 == 0 ? 3000 : 100);
    i->result = i->number * i->number;
}

static bool check(void *context, void *slot, bool last)
{
    run *r = context;
    const item *i = slot;
    r->in_order = r->in_order && i->number == r->emitted && i->result == i->number * i->number;
    r->lasts += last;
    r->emitted++;
    return r->stop < 0 || r->emitted < r->stop;
}

static run do_run(int count, int workers, int stop)
{
    run r = {.count = count, .stop = stop, .in_order = true};
    ts_ordered job = {sizeof(item), next_number, square, check, &r};
    ts_ordered_run(&job, workers);
    return r;
}

static void results_keep_the_order_of_the_items(void **state)
{
    for (int workers = 1; workers <= 8; workers *= 2)
        for (int count = 0; count <= 100; count += 33) {
            run r = do_run(count, workers, -1);
            assert_true(r.in_order);
            assert_int_equal(r.emitted, count);
            assert_true(count == 0 || r.lasts > 0);
        }
}

static void a_reader_who_goes_away_ends_it(void **state)
{
    run r = do_run(1000000, 4, 10);
    assert_true(r.in_order);
    assert_in_range(r.emitted, 10, 10 + 4 * 4);
    r = do_run(1000000, 1, 10);
    assert_int_equal(r.emitted, 10);
}

static bool next_of_stream(void *context, void *slot)
{
    run *r = context;
    char c;
    if (read(r->pipe[0], &c, 1) != 1)
        return false;
    ((item *)slot)->number = r->next++;
    return true;
}

/* Whoever feeds us writes the next item only once he has the result of the last one. */
static bool feed_after_result(void *context, void *slot, bool last)
{
    run *r = context;
    check(context, slot, last);
    if (r->emitted == r->count)
        close(r->pipe[1]);
    else
        assert_int_equal(write(r->pipe[1], "x", 1), 1);
    return true;
}

static void a_result_does_not_wait_for_the_next_item(void **state)
{
    for (int workers = 1; workers <= 4; workers++) {
        run r = {.count = 20, .stop = -1, .in_order = true};
        ts_ordered job = {sizeof(item), next_of_stream, square, feed_after_result, &r};
        assert_int_equal(pipe(r.pipe), 0);
        assert_int_equal(write(r.pipe[1], "x", 1), 1);
        ts_ordered_run(&job, workers);
        assert_true(r.in_order);
        assert_int_equal(r.emitted, 20);
        assert_int_equal(r.lasts, 20);
        close(r.pipe[0]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(results_keep_the_order_of_the_items),
        cmocka_unit_test(a_reader_who_goes_away_ends_it),
        cmocka_unit_test(a_result_does_not_wait_for_the_next_item),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
