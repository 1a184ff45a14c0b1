#include "base/pool.h"
#include "unit.h"

#include <stdatomic.h>

typedef struct tally {
    atomic_int seen[1000];
    atomic_int busy[300]; /* workers inside a call */
    atomic_int most;      /* the highest worker seen */
    atomic_int clashes;
} tally;

static void count(void *context, size_t i, int worker)
{
    tally *t = context;
    if (atomic_fetch_add(&t->busy[worker], 1) != 0)
        atomic_fetch_add(&t->clashes, 1);
    atomic_fetch_add(&t->seen[i], 1);
    int most = atomic_load(&t->most);
    while (worker > most && !atomic_compare_exchange_weak(&t->most, &most, worker))
        ;
    atomic_fetch_sub(&t->busy[worker], 1);
}

static void run_with(int workers, size_t n)
{
    tally *t = calloc(1, sizeof *t);
    ts_pool_run(workers, n, count, t);
    for (size_t i = 0; i < 1000; i++)
        assert_int_equal(t->seen[i], i < n ? 1 : 0);
    assert_int_equal(t->clashes, 0);
    assert_true(t->most < (workers < 1 ? 1 : workers));
    free(t);
}

static void each_index_is_done_once(void **state)
{
    run_with(1, 1000);
    run_with(2, 1000);
    run_with(8, 1000);
    run_with(8, 3);
    run_with(4, 0);
    run_with(0, 5);
    run_with(-3, 5);
    run_with(100000, 1000);
}

static void there_is_a_core(void **state)
{
    assert_true(ts_pool_cores() >= 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_index_is_done_once),
        cmocka_unit_test(there_is_a_core),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
