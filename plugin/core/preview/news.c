#include "preview/news.h"
#include "text/json.h"

#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

struct ts_news {
    pthread_mutex_t lock;
    pthread_cond_t told;
    unsigned long number; /* of the last news, from 1 */
    time_t start;         /* tells this run from others */
    char *error;          /* what is wrong with the site; NULL: it is whole */
    char *change;         /* the last change as JSON */
    bool navigate, ended;
};

ts_news *ts_news_new(bool navigate)
{
    ts_news *news = ts_malloc(sizeof *news);
    pthread_condattr_t steady;
    *news = (ts_news){.number = 1, .start = time(NULL), .navigate = navigate};
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
    free(news->error);
    free(news->change);
    free(news);
}

/* The lock is held. */
static void put_id(const ts_news *news, char id[TS_NEWS_ID_MAX])
{
    snprintf(id, TS_NEWS_ID_MAX, "%ld-%ld-%lu", (long)getpid(), (long)news->start, news->number);
}

void ts_news_id(ts_news *news, char id[TS_NEWS_ID_MAX])
{
    pthread_mutex_lock(&news->lock);
    put_id(news, id);
    pthread_mutex_unlock(&news->lock);
}

static char *write_json(const ts_value *value)
{
    ts_buf out;
    ts_buf_init(&out, TS_BUF_MAX);
    ts_json_write(&out, value);
    char *json = ts_buf_detach(&out, NULL);
    ts_buf_free(&out);
    return json;
}

/* What every event has. */
static ts_value *event_value(const ts_news *news, ts_arena *arena)
{
    char id[TS_NEWS_ID_MAX];
    ts_value *event = ts_value_map(arena, NULL);
    put_id(news, id);
    ts_value_set_string(arena, event, "id", id);
    ts_value_set_string(arena, event, "error", news->error);
    return event;
}

static char *change_json(const ts_news *news, const ts_live_change *change)
{
    ts_arena *arena = ts_arena_new();
    ts_value *event = event_value(news, arena), *copies = ts_value_list(arena);
    for (size_t i = 0; i < change->copies.len; i++)
        ts_value_push(arena, copies, ts_value_string(arena, ts_str_of(change->copies.items[i])));
    ts_value_set(arena, event, "pages", ts_value_bool(arena, change->pages));
    ts_value_set(arena, event, "copies", copies);
    ts_value_set_string(arena, event, "show", change->show);
    ts_value_set_string(arena, event, "from", change->from);
    ts_value_set_string(arena, event, "to", change->to);
    ts_value_set(arena, event, "navigate", ts_value_bool(arena, news->navigate));
    char *json = write_json(event);
    ts_arena_free(arena);
    return json;
}

/* The error as one text: its place, then its sentence. */
static char *text_of(const ts_error *error)
{
    ts_buf text;
    ts_buf_init(&text, 1 << 16);
    ts_buf_puts(&text, error->source);
    if (error->source[0] && error->line)
        ts_buf_printf(&text, ":%d:%d", error->line, error->column);
    ts_buf_puts(&text, error->source[0] ? "\n" : "");
    ts_buf_puts(&text, error->message);
    char *copy = ts_buf_detach(&text, NULL);
    ts_buf_free(&text);
    return copy;
}

void ts_news_tell(ts_news *news, const ts_live_change *change, const ts_error *error)
{
    pthread_mutex_lock(&news->lock);
    free(news->error);
    free(news->change);
    news->error = error ? text_of(error) : NULL;
    news->number++;
    news->change = change_json(news, change);
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

/* For a reader who does not know what was before. */
static char *state_json(const ts_news *news)
{
    ts_arena *arena = ts_arena_new();
    ts_value *event = event_value(news, arena);
    ts_value_set(arena, event, "first", ts_value_bool(arena, true));
    char *json = write_json(event);
    ts_arena_free(arena);
    return json;
}

static void write_event(const ts_news *news, unsigned long heard, ts_buf *out)
{
    char *state = heard && heard + 1 == news->number ? NULL : state_json(news);
    ts_buf_puts(out, "data: ");
    ts_buf_puts(out, state ? state : news->change);
    ts_buf_puts(out, "\n\n");
    free(state);
}

char *ts_news_next(ts_news *news, unsigned long *heard, size_t *len)
{
    struct timespec until = {0};
    ts_buf out;
    ts_buf_init(&out, TS_BUF_MAX);
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
        write_event(news, *heard, &out);
    *heard = news->number;
    pthread_mutex_unlock(&news->lock);
    char *event = ended ? NULL : ts_buf_detach(&out, len);
    ts_buf_free(&out);
    return event;
}
