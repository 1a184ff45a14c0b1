/* How long a preview takes to show a change: latency PORT PATH FILE TIMES. The file holds "edit-" and six
 * digits, which the page shows; they change, and from the write of the file on the page is asked for until it
 * has them. Prints the median and the longest of TIMES, in milliseconds. */
#include <arpa/inet.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define SIZE ((size_t)8 << 20)
#define PATIENCE 60.0 /* seconds for one change */

static char body[SIZE], text[SIZE];

static double now(void)
{
    struct timespec t = {0};
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* Whether the page at `path` holds `mark`. */
static bool shows(int port, const char *path, const char *mark)
{
    struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    size_t len = 0;
    char request[1024];
    int asked = snprintf(request, sizeof request,
                         "GET %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nConnection: close\r\n\r\n", path, port);
    if (connect(fd, (struct sockaddr *)&to, sizeof to) == 0 && write(fd, request, (size_t)asked) == asked)
        for (ssize_t got; len < SIZE - 1 && (got = read(fd, body + len, SIZE - 1 - len)) > 0;)
            len += (size_t)got;
    close(fd);
    return memmem(body, len, mark, strlen(mark)) != NULL;
}

static void save(const char *file, size_t len)
{
    int fd = open(file, O_WRONLY | O_TRUNC);
    if (fd < 0 || write(fd, text, len) != (ssize_t)len || close(fd) != 0) {
        perror(file);
        exit(1);
    }
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

int main(int argc, char **argv)
{
    FILE *file = argc == 5 ? fopen(argv[3], "rb") : NULL;
    size_t len = file ? fread(text, 1, SIZE - 1, file) : 0;
    char *digits = len ? strstr(text, "edit-") : NULL;
    int times = argc == 5 ? atoi(argv[4]) : 0, port = argc == 5 ? atoi(argv[1]) : 0;
    if (!digits || times < 1 || times > 1000) {
        fprintf(stderr, "latency PORT PATH FILE TIMES\n");
        return 2;
    }
    fclose(file);
    double taken[1000];
    for (int i = 0; i < times; i++) {
        char mark[16];
        snprintf(mark, sizeof mark, "edit-%06u", (unsigned)(getpid() + i * 7919) % 1000000);
        memcpy(digits, mark, 11);
        double pause = now() + 0.3;
        while (now() < pause)
            usleep(10000);
        save(argv[3], len);
        double start = now();
        while (!shows(port, argv[2], mark)) {
            if (now() - start > PATIENCE) {
                fprintf(stderr, "%s: not shown after %.0f s\n", argv[2], PATIENCE);
                return 1;
            }
            usleep(500);
        }
        taken[i] = 1e3 * (now() - start);
    }
    qsort(taken, (size_t)times, sizeof *taken, by_size);
    printf("%.1f %.1f\n", taken[times / 2], taken[times - 1]);
    return 0;
}
