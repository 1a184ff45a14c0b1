/* A file system that fails when it is told to, for LD_PRELOAD. FAULT holds words with spaces between them:
 *
 *   count=FILE   writes how many calls that change something were made
 *   kill=N       kills the process at the N-th of them; of a write, half is done
 *   full=N       the disk is full from the N-th on
 *   no-exchange  renameat2 is not there        no-links  nor are hard links
 */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

static atomic_long calls;
static long kill_at, full_at;
static bool no_exchange, no_links;
static const char *count_file;

static const char *find(const char *word)
{
    const char *fault = getenv("FAULT"), *at = fault ? strstr(fault, word) : NULL;
    return at ? at + strlen(word) : NULL;
}

static void __attribute__((constructor)) start(void)
{
    const char *at;
    if ((at = find("kill=")))
        kill_at = strtol(at, NULL, 10);
    if ((at = find("full=")))
        full_at = strtol(at, NULL, 10);
    no_exchange = find("no-exchange");
    no_links = find("no-links");
    if ((at = find("count=")))
        count_file = strndup(at, strcspn(at, " "));
}

static void __attribute__((destructor)) end(void)
{
    FILE *file = count_file ? fopen(count_file, "w") : NULL;
    if (file) {
        fprintf(file, "%ld\n", (long)calls);
        fclose(file);
    }
}

static void die(void)
{
    kill(getpid(), SIGKILL);
    for (;;)
        pause();
}

/* One call that changes something: false where there is no room for it. */
static bool allow(bool takes_room)
{
    long n = atomic_fetch_add(&calls, 1) + 1;
    if (n == kill_at)
        die();
    if (!takes_room || !full_at || n < full_at)
        return true;
    errno = ENOSPC;
    return false;
}

#define NEXT(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

#define OPEN(name)                                                                                           \
    int name(const char *path, int flags, ...)                                                               \
    {                                                                                                        \
        va_list rest;                                                                                        \
        va_start(rest, flags);                                                                               \
        mode_t mode = flags & O_CREAT ? va_arg(rest, mode_t) : 0;                                            \
        va_end(rest);                                                                                        \
        return !(flags & O_CREAT) || allow(true) ? NEXT(name)(path, flags, mode) : -1;                       \
    }
OPEN(open)
OPEN(open64)

ssize_t write(int fd, const void *bytes, size_t len)
{
    if (fd > 2 && atomic_load(&calls) + 1 == kill_at) {
        (void)!NEXT(write)(fd, bytes, len / 2);
        die();
    }
    return fd <= 2 || allow(true) ? NEXT(write)(fd, bytes, len) : -1;
}

#define PWRITE(name, offset)                                                                                 \
    ssize_t name(int fd, const void *bytes, size_t len, offset at)                                           \
    {                                                                                                        \
        return allow(true) ? NEXT(name)(fd, bytes, len, at) : -1;                                            \
    }
PWRITE(pwrite, off_t)
PWRITE(pwrite64, off64_t)

int ftruncate(int fd, off_t len)
{
    return allow(false) ? NEXT(ftruncate)(fd, len) : -1;
}

int mkdir(const char *path, mode_t mode)
{
    return allow(true) ? NEXT(mkdir)(path, mode) : -1;
}

int mkdirat(int folder, const char *path, mode_t mode)
{
    return allow(true) ? NEXT(mkdirat)(folder, path, mode) : -1;
}

int rmdir(const char *path)
{
    return allow(false) ? NEXT(rmdir)(path) : -1;
}

int unlink(const char *path)
{
    return allow(false) ? NEXT(unlink)(path) : -1;
}

int unlinkat(int folder, const char *path, int flags)
{
    return allow(false) ? NEXT(unlinkat)(folder, path, flags) : -1;
}

int rename(const char *from, const char *to)
{
    return allow(false) ? NEXT(rename)(from, to) : -1;
}

int renameat2(int from_folder, const char *from, int to_folder, const char *to, unsigned flags)
{
    if (no_exchange) {
        errno = ENOSYS;
        return -1;
    }
    return allow(false) ? NEXT(renameat2)(from_folder, from, to_folder, to, flags) : -1;
}

int linkat(int from_folder, const char *from, int to_folder, const char *to, int flags)
{
    if (no_links) {
        errno = EPERM;
        return -1;
    }
    return allow(true) ? NEXT(linkat)(from_folder, from, to_folder, to, flags) : -1;
}
