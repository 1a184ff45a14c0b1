/* What a command spends, with all it starts: spend FILE COMMAND … appends to FILE its seconds of the clock,
 * seconds of all processors, the most memory one process held in MB, its status. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double now(void)
{
    struct timespec t = {0};
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static double seconds(struct timeval t)
{
    return (double)t.tv_sec + (double)t.tv_usec / 1e6;
}

int main(int argc, char **argv)
{
    FILE *file = argc > 2 ? fopen(argv[1], "a") : NULL;
    struct rusage used;
    int status = 0;
    double start = now();
    /* Also what outlives its parent is ours to wait for. */
    prctl(PR_SET_CHILD_SUBREAPER, 1);
    pid_t child = file ? fork() : -1;
    if (child == 0) {
        execvp(argv[2], argv + 2);
        _exit(127);
    }
    if (child < 0 || waitpid(child, &status, 0) != child) {
        fprintf(stderr, "spend FILE COMMAND …\n");
        return 2;
    }
    double wall = now() - start;
    while (wait(NULL) > 0)
        continue;
    getrusage(RUSAGE_CHILDREN, &used);
    double processor = seconds(used.ru_utime) + seconds(used.ru_stime);
    fprintf(file, "%.3f %.3f %.1f %d\n", wall, processor, (double)used.ru_maxrss / 1024, status);
    return fclose(file) != 0 || status != 0;
}
