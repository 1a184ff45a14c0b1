/* tearsheet pipe: requests and answers, a line of JSON each, for the plugins of other generators. */
#include "app/args.h"
#include "app/pipe.h"
#include "app/print.h"
#include "base/pool.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Requests that wait or are worked on, for each worker; no more are read until some are answered. */
#define WINDOW 8

static const char help[] =
    "Usage: tearsheet pipe [-j N]\n"
    "\n"
    "Serves a plugin of another site generator: reads a request a line from standard input, answers each "
    "with "
    "a\n"
    "line on standard output, in any order, until standard input ends. tearsheet-pipe(5) has the protocol.\n"
    "\n"
    "  {\"id\":1,\"do\":\"convert\",\"path\":\"page.html\"}   →   {\"id\":1,\"digest\":…,\"article\":{…},…}\n"
    "\n"
    "  -j, --jobs N  requests to work on at a time (the default is one for each processor)\n"
    "  -h, --help    print this\n"
    "\n"
    "Exit status: 0 standard input ended and every request was answered, 1 nobody reads the answers.\n";

static const struct option options[] = {
    {"jobs", required_argument, NULL, 'j'}, {"help", no_argument, NULL, TS_ARG_HELP}, {0}};

typedef struct pipe_run {
    ts_pipe_setting setting; /* changed only while nothing is worked on */
    ts_pipe_request *first, *last;
    size_t waiting, working, window;
    bool ended;   /* no request comes any more */
    bool unheard; /* nobody reads the answers */
    pthread_mutex_t lock, output;
    pthread_cond_t work, room; /* a request waits; one was answered */
} pipe_run;

/* Answers are whole lines: one at a time. A host that does not read holds up its own requests only. */
static void say(pipe_run *p, ts_buf *out)
{
    pthread_mutex_lock(&p->output);
    bool heard = ts_print_bytes(ts_buf_str(out)) && ts_print_flush();
    pthread_mutex_unlock(&p->output);
    if (heard)
        return;
    pthread_mutex_lock(&p->lock);
    p->unheard = true;
    pthread_cond_broadcast(&p->room);
    pthread_mutex_unlock(&p->lock);
}

static void answer(pipe_run *p, ts_pipe_worker *worker, ts_pipe_request *request)
{
    ts_buf out;
    ts_buf_init(&out, TS_BUF_MAX);
    ts_pipe_answer(&p->setting, worker, request, &out);
    say(p, &out);
    ts_buf_free(&out);
    ts_arena_free(request->arena);
}

static void refuse(pipe_run *p, ts_pipe_request *request, const ts_error *error)
{
    ts_buf out;
    ts_buf_init(&out, TS_BUF_MAX);
    ts_pipe_answer_error(request, error, &out);
    say(p, &out);
    ts_buf_free(&out);
    ts_arena_free(request->arena);
}

static bool is_heard(pipe_run *p)
{
    pthread_mutex_lock(&p->lock);
    bool heard = !p->unheard;
    pthread_mutex_unlock(&p->lock);
    return heard;
}

/* --- the queue --------------------------------------------------------------------------------------------
 */

static ts_pipe_request *take(pipe_run *p)
{
    ts_pipe_request *request = p->first;
    p->first = request->next;
    p->last = p->first ? p->last : NULL;
    p->waiting--;
    return request;
}

static void *work(void *context)
{
    pipe_run *p = context;
    ts_pipe_worker worker = {0};
    pthread_mutex_lock(&p->lock);
    for (;;) {
        while (!p->first && !p->ended)
            pthread_cond_wait(&p->work, &p->lock);
        if (!p->first)
            break;
        ts_pipe_request *request = take(p);
        p->working++;
        pthread_mutex_unlock(&p->lock);
        answer(p, &worker, request);
        pthread_mutex_lock(&p->lock);
        p->working--;
        pthread_cond_broadcast(&p->room);
    }
    pthread_mutex_unlock(&p->lock);
    ts_pipe_worker_free(&worker);
    return NULL;
}

/* Waits until no more than `most` requests are open. */
static void wait_for_room(pipe_run *p, size_t most)
{
    pthread_mutex_lock(&p->lock);
    while (p->waiting + p->working > most && !p->unheard)
        pthread_cond_wait(&p->room, &p->lock);
    pthread_mutex_unlock(&p->lock);
}

static void put(pipe_run *p, ts_pipe_request *request)
{
    wait_for_room(p, p->window - 1);
    pthread_mutex_lock(&p->lock);
    if (p->last)
        p->last->next = request;
    else
        p->first = request;
    p->last = request;
    p->waiting++;
    pthread_cond_signal(&p->work);
    pthread_mutex_unlock(&p->lock);
}

static bool same_id(const ts_value *a, const ts_value *b)
{
    if (a->kind != b->kind)
        return false;
    return a->kind == TS_INT ? a->integer == b->integer
                             : a->kind == TS_STRING && ts_str_eq(a->string, b->string);
}

/* Takes the request of that id out of the queue; NULL where it is being worked on, or answered. */
static ts_pipe_request *take_back(pipe_run *p, const ts_value *id)
{
    ts_pipe_request *before = NULL, *request;
    pthread_mutex_lock(&p->lock);
    for (request = p->first; request && !same_id(request->id, id); request = request->next)
        before = request;
    if (request) {
        *(before ? &before->next : &p->first) = request->next;
        p->last = p->last == request ? before : p->last;
        p->waiting--;
    }
    pthread_mutex_unlock(&p->lock);
    return request;
}

/* --- requests that stand above the others -----------------------------------------------------------------
 */

/* A request that was taken back is answered too, so that each has its answer. */
static void cancel(pipe_run *p, ts_pipe_request *request)
{
    const ts_value *id = ts_value_get(request->body, "cancel");
    ts_pipe_request *found = id ? take_back(p, id) : NULL;
    ts_pipe_worker none = {0};
    ts_error error = {0};
    if (found) {
        ts_fail(&error, TS_CANCELLED, NULL, 0, 0, "The host took this request back.");
        refuse(p, found, &error);
    }
    answer(p, &none, request);
}

/* The setting changes between requests: those before it see the old one, those behind it the new one. */
static void configure(pipe_run *p, ts_pipe_request *request)
{
    ts_error error = {0};
    ts_pipe_worker none = {0};
    wait_for_room(p, 0);
    if (ts_pipe_configure(&p->setting, request, &error))
        answer(p, &none, request);
    else
        refuse(p, request, &error);
}

static void dispatch(pipe_run *p, ts_str line)
{
    ts_pipe_request *request = ts_pipe_request_read(line);
    if (request->error.status == TS_OK && request->what == TS_PIPE_CANCEL)
        cancel(p, request);
    else if (request->error.status == TS_OK && request->what == TS_PIPE_CONFIGURE)
        configure(p, request);
    else
        put(p, request);
}

/* --- reading ----------------------------------------------------------------------------------------------
 */

/* The next line without its end; false at the end of the input. Of a line that is too long, `full` says so
 * and the rest is read over. */
static bool read_line(ts_buf *line)
{
    int c;
    ts_buf_clear(line);
    while ((c = getc_unlocked(stdin)) != EOF && c != '\n')
        ts_buf_putc(line, (char)c);
    return c != EOF || line->len > 0;
}

static void refuse_line(pipe_run *p)
{
    ts_error error = {0};
    ts_fail(&error, TS_LIMIT, NULL, 0, 0, "A request has at most %zu bytes.", TS_PIPE_LINE_MAX);
    refuse(p, ts_pipe_request_read(TS_STR("{}")), &error);
}

static void read_requests(pipe_run *p)
{
    ts_buf line;
    ts_buf_init(&line, TS_PIPE_LINE_MAX);
    while (is_heard(p) && read_line(&line)) {
        if (line.full)
            refuse_line(p);
        else if (ts_str_trim(ts_buf_str(&line)).len)
            dispatch(p, ts_buf_str(&line));
    }
    ts_buf_free(&line);
}

static int serve(int workers)
{
    pthread_t *threads = ts_malloc(sizeof *threads * (size_t)workers);
    int started = 0;
    ts_error error = {0};
    pipe_run p = {.window = (size_t)workers * WINDOW};
    pthread_mutex_init(&p.lock, NULL);
    pthread_mutex_init(&p.output, NULL);
    pthread_cond_init(&p.work, NULL);
    pthread_cond_init(&p.room, NULL);
    p.setting.host = ts_host_open(NULL, NULL, &error);
    while (p.setting.host && started < workers && pthread_create(&threads[started], NULL, work, &p) == 0)
        started++;
    if (!p.setting.host)
        ts_print_error(&error);
    else if (started)
        read_requests(&p);
    pthread_mutex_lock(&p.lock);
    p.ended = true;
    pthread_cond_broadcast(&p.work);
    pthread_mutex_unlock(&p.lock);
    for (int i = 0; i < started; i++)
        pthread_join(threads[i], NULL);
    ts_pipe_setting_free(&p.setting);
    pthread_cond_destroy(&p.room);
    pthread_cond_destroy(&p.work);
    pthread_mutex_destroy(&p.output);
    pthread_mutex_destroy(&p.lock);
    free(threads);
    return started && !p.unheard ? TS_EXIT_DONE : TS_EXIT_FAILED;
}

static int run_pipe(int argc, char **argv)
{
    int64_t workers = ts_pool_cores();
    ts_args args = {&ts_command_pipe, ":j:h", options, argc, argv};
    for (int option; (option = ts_args_next(&args)) != TS_ARGS_END;) {
        if (option == TS_ARGS_HELPED)
            return TS_EXIT_DONE;
        if (option == TS_ARGS_WRONG || !ts_args_number(&args, "--jobs", optarg, 1, 1024, false, &workers))
            return TS_EXIT_USAGE;
    }
    if (optind < argc)
        return ts_print_usage(&ts_command_pipe, "pipe takes no argument: requests come on standard input.");
    return serve((int)workers);
}

const ts_command ts_command_pipe = {"pipe", "serve a plugin of another site generator", help, run_pipe};
