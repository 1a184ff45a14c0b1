#include "preview/news.h"
#include "base/buf.h"

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

struct ts_news {
    pthread_mutex_t lock;
    pthread_cond_t told;
    unsigned long number; /* of the last news, from 1 */
    char *text;           /* why the last build failed; NULL: it did not */
    bool ended;
};

ts_news *ts_news_new(void)
{
    ts_news *news = ts_malloc(sizeof *news);
    pthread_condattr_t steady;
    *news = (ts_news){.number = 1};
    pthread_mutex_init(&news->lock, NULL);
    pthread_condattr_init(&steady);
    pthread_condattr_setclock(&steady, CLOCK_MONOTONIC);
    pthread_cond_init(&news->told, &steady);
    pthread_condattr_destroy(&steady);
    return news;
}

void ts_news_free(ts_news *news)
{
    if (!news)
        return;
    pthread_cond_destroy(&news->told);
    pthread_mutex_destroy(&news->lock);
    free(news->text);
    free(news);
}

/* The error as one text: its place, then its sentence. */
static char *text_of(const ts_error *error)
{
    ts_buf text;
    ts_buf_init(&text, 1 << 16);
    if (error->source[0])
        ts_buf_puts(&text, error->source);
    if (error->source[0] && error->line)
        ts_buf_printf(&text, ":%d:%d", error->line, error->column);
    ts_buf_puts(&text, error->source[0] ? "\n" : "");
    ts_buf_puts(&text, error->message);
    char *copy = ts_buf_detach(&text, NULL);
    ts_buf_free(&text);
    return copy;
}

void ts_news_tell(ts_news *news, const ts_error *error)
{
    pthread_mutex_lock(&news->lock);
    free(news->text);
    news->text = error ? text_of(error) : NULL;
    news->number++;
    pthread_cond_broadcast(&news->told);
    pthread_mutex_unlock(&news->lock);
}

void ts_news_end(ts_news *news)
{
    pthread_mutex_lock(&news->lock);
    news->ended = true;
    pthread_cond_broadcast(&news->told);
    pthread_mutex_unlock(&news->lock);
}

/* One event: "built" with a number that differs from build to build and from run to run, or "failed" with the
 * text, each of its lines a data line. */
static void write_event(const ts_news *news, ts_buf *out)
{
    if (!news->text) {
        ts_buf_printf(out, "event: built\ndata: %ld-%lu\n\n", (long)getpid(), news->number);
        return;
    }
    ts_str rest = ts_str_of(news->text), line;
    ts_buf_puts(out, "event: failed\n");
    while (ts_str_line(&rest, &line)) {
        ts_buf_puts(out, "data: ");
        for (size_t i = 0; i < line.len; i++)
            ts_buf_putc(out, line.ptr[i] == '\r' ? ' ' : line.ptr[i]);
        ts_buf_putc(out, '\n');
    }
    ts_buf_putc(out, '\n');
}

char *ts_news_next(ts_news *news, unsigned long *heard, size_t *len)
{
    struct timespec until = {0};
    ts_buf out;
    ts_buf_init(&out, 1 << 18);
    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_sec += TS_NEWS_PAUSE;
    pthread_mutex_lock(&news->lock);
    while (!news->ended && *heard == news->number &&
           pthread_cond_timedwait(&news->told, &news->lock, &until) != ETIMEDOUT)
        continue;
    bool ended = news->ended;
    if (*heard == news->number)
        ts_buf_puts(&out, ":\n\n");
    else
        write_event(news, &out);
    *heard = news->number;
    pthread_mutex_unlock(&news->lock);
    char *event = ended ? NULL : ts_buf_detach(&out, len);
    ts_buf_free(&out);
    return event;
}
