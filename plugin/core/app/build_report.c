#include "app/build_report.h"
#include "app/print.h"
#include "base/clock.h"

#include <stdio.h>

static void show_progress(void *context, ts_phase phase, size_t done, size_t all)
{
    static const char *const words[] = {"reading articles", "sorting", "writing pages",
                                        "putting pages in place"};
    const ts_build_talk *talk = context;
    if (!talk->quiet)
        ts_progress_show(words[phase], done, all);
}

static void show_left_out(void *context, const ts_error *error)
{
    ts_error named = {0};
    ts_fail(&named, error->status, error->source, error->line, error->column, "Left out: %s", error->message);
    ts_print_error(&named);
}

static void show_warning(void *context, const char *source, const char *message)
{
    const ts_build_talk *talk = context;
    if (!talk->quiet)
        ts_print_warning(source, message);
}

void ts_build_talk_start(ts_build_talk *talk)
{
    talk->start = ts_clock();
}

ts_build_events ts_build_talk_events(ts_build_talk *talk)
{
    return (ts_build_events){show_progress, show_left_out, show_warning, talk, talk->trace};
}

static void put_count(ts_buf *line, size_t n, const char *one, const char *many)
{
    ts_buf_printf(line, "%zu %s", n, n == 1 ? one : many);
}

void ts_build_talk_end(const ts_build_talk *talk, const ts_build_report *report)
{
    ts_buf line;
    ts_progress_clear();
    if (talk->quiet)
        return;
    ts_buf_init(&line, 4096);
    put_count(&line, report->articles, "article", "articles");
    ts_buf_puts(&line, ", ");
    put_count(&line, report->pages, "page", "pages");
    ts_buf_printf(&line, " in %.2f s", (double)(ts_clock() - talk->start) / 1e9);
    ts_buf_printf(&line, ": %zu created, %zu replaced, %zu unchanged, %zu removed", report->created,
                  report->replaced, report->unchanged, report->removed);
    if (report->drafts || talk->verbose) {
        ts_buf_puts(&line, "; ");
        put_count(&line, report->drafts, "draft kept back", "drafts kept back");
    }
    if (report->left_out || talk->verbose)
        ts_buf_printf(&line, "; %zu left out", report->left_out);
    if (talk->verbose) {
        ts_buf_puts(&line, "; ");
        put_count(&line, report->assets, "file copied", "files copied");
        if (!report->cached)
            ts_buf_puts(&line,
                        "; nothing is kept for the next build, as the site's folder cannot be written");
    }
    ts_buf_puts(&line, "\n");
    ts_print_bytes(ts_buf_str(&line));
    ts_print_flush();
    ts_buf_free(&line);
}
