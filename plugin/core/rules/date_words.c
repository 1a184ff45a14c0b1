#include "rules/date_words.h"

#include "base/baked.h"
#include "base/map.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#define LANGUAGES_MAX 96

typedef struct calendar {
    const char *name;
    bool day_first, month_first, year_first;
    bool solar_hijri;
    ts_str day_regions, month_regions; /* where that is so, where it is not so everywhere */
    bool unpadded_month_first;
    int era;
    ts_str era_regions; /* likewise */
    const ts_date_ago_pattern *ago;
    ts_date_ago_pattern *last_ago;
} calendar;

static struct {
    ts_arena *arena;
    ts_map *words; /* to ts_date_word */
    calendar languages[LANGUAGES_MAX];
    size_t count;
} known;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static int take_number(ts_str *rest)
{
    ts_str word;
    return ts_str_word(rest, &word) ? (int)strtol(ts_arena_copy(known.arena, word), NULL, 10) : 0;
}

static void add_words(ts_str rest, ts_word_kind kind, int value, const char *name)
{
    ts_str word;
    while (ts_str_word(&rest, &word)) {
        ts_date_word *entry = TS_NEW(known.arena, ts_date_word);
        *entry = (ts_date_word){kind, value, name, ts_map_get(known.words, word)};
        ts_map_put(known.words, word, entry);
    }
}

/* "ago SPAN COUNT patterns…" */
static void add_ago(calendar *l, ts_str rest)
{
    static const char *const spans[] = {"minute", "hour", "day", "week", "month", "year"};
    ts_str name, word;
    size_t span = 0, count = sizeof spans / sizeof *spans;
    if (!ts_str_word(&rest, &name))
        return;
    while (span < count && !ts_str_is(name, spans[span]))
        span++;
    int times = take_number(&rest);
    while (span < count && ts_str_word(&rest, &word)) {
        ts_date_ago_pattern *p = TS_NEW(known.arena, ts_date_ago_pattern);
        *p = (ts_date_ago_pattern){word, (ts_date_span)span, times, NULL};
        if (l->last_ago)
            l->last_ago->next = p;
        else
            l->ago = p;
        l->last_ago = p;
    }
}

static void read_line(calendar *l, ts_str line)
{
    ts_str key;
    if (!ts_str_word(&line, &key) || key.ptr[0] == '#')
        return;
    if (ts_str_is(key, "month") || ts_str_is(key, "solar-month")) {
        bool solar = ts_str_is(key, "solar-month");
        int month = take_number(&line);
        l->solar_hijri |= solar;
        add_words(line, TS_WORD_MONTH, solar ? month + 12 : month, l->name);
    } else if (ts_str_is(key, "weekday")) {
        int day = take_number(&line);
        add_words(line, TS_WORD_WEEKDAY, day, l->name);
    } else if (ts_str_is(key, "zone")) {
        int minutes = take_number(&line);
        add_words(line, TS_WORD_ZONE, minutes, l->name);
    } else if (ts_str_is(key, "filler")) {
        add_words(line, TS_WORD_FILLER, 0, l->name);
    } else if (ts_str_is(key, "ago")) {
        add_ago(l, line);
    } else if (ts_str_is(key, "hour")) {
        add_words(line, TS_WORD_HOUR, 0, l->name);
    } else if (ts_str_is(key, "am")) {
        add_words(line, TS_WORD_HALF_DAY, 0, l->name);
    } else if (ts_str_is(key, "pm")) {
        add_words(line, TS_WORD_HALF_DAY, 12, l->name);
    } else if (ts_str_is(key, "year") || ts_str_is(key, "unit-month") || ts_str_is(key, "day")) {
        add_words(line, TS_WORD_UNIT, ts_str_is(key, "year") ? 0 : ts_str_is(key, "day") ? 2 : 1, l->name);
    } else if (ts_str_is(key, "order")) {
        ts_str order;
        bool day = ts_str_word(&line, &order) && ts_str_is(order, "day-month");
        line = ts_str_trim(line);
        if (ts_str_is(order, "year-month"))
            l->year_first = true;
        else if (ts_str_is(line, "unpadded"))
            l->unpadded_month_first = !day;
        else if (line.len)
            *(day ? &l->day_regions : &l->month_regions) = line;
        else
            *(day ? &l->day_first : &l->month_first) = true;
    } else if (ts_str_is(key, "era")) {
        l->era = take_number(&line);
        l->era_regions = ts_str_trim(line);
    }
}

/* plugin/rules/dates/LANG: what their lines mean is said in dates/en. */
static void start(void)
{
    static const char folder[] = "rules/dates/";
    const char *name;
    known.arena = ts_arena_new();
    known.words = ts_map_new();
    for (size_t i = ts_baked_first(folder); ts_baked_at(i, folder, &name) && known.count < LANGUAGES_MAX;
         i++) {
        calendar *l = &known.languages[known.count++];
        ts_str text = {0}, line;
        l->name = name + sizeof folder - 1;
        ts_baked_find(name, &text);
        while (ts_str_line(&text, &line))
            read_line(l, line);
    }
}

static bool same_language(const char *name, const char *tag)
{
    return tag && *name == *tag && strncmp(name, tag, strlen(name)) == 0 &&
           (!tag[strlen(name)] || tag[strlen(name)] == '-');
}

const ts_date_word *ts_date_word_find(ts_str word, const char *language)
{
    pthread_once(&once, start);
    const ts_date_word *first = ts_map_get(known.words, word);
    for (const ts_date_word *w = first; w; w = w->next)
        if (same_language(w->language, language))
            return w;
    return first;
}

static const calendar *find(const char *tag)
{
    pthread_once(&once, start);
    for (size_t i = 0; i < known.count; i++)
        if (same_language(known.languages[i].name, tag))
            return &known.languages[i];
    return NULL;
}

const ts_date_ago_pattern *ts_date_ago_patterns(const char *language)
{
    const calendar *l = find(language);
    return l ? l->ago : NULL;
}

static bool has_word(ts_str words, ts_str wanted)
{
    ts_str word;
    while (wanted.len && ts_str_word(&words, &word))
        if (ts_str_same(word, wanted))
            return true;
    return false;
}

/* True where a subtag of the tag is among the words. */
static bool has_subtag(ts_str words, const char *tag)
{
    for (const char *p = tag ? strchr(tag, '-') : NULL; p; p = strchr(p, '-')) {
        p++;
        if (has_word(words, (ts_str){p, strcspn(p, "-")}))
            return true;
    }
    return false;
}

ts_date_habits ts_date_habits_of(const char *tag)
{
    const calendar *l = find(tag);
    if (!l)
        return (ts_date_habits){0};
    const char *dash = strrchr(tag, '-');
    ts_str region = ts_str_of(dash ? dash + 1 : NULL);
    bool day_first = l->day_first || has_word(l->day_regions, region);
    return (ts_date_habits){.day_first = day_first,
                            .month_first = l->month_first || has_word(l->month_regions, region),
                            .year_first = l->year_first,
                            .unpadded_month_first = l->unpadded_month_first && !day_first,
                            .solar_hijri = l->solar_hijri,
                            .era = !l->era_regions.len || has_subtag(l->era_regions, tag) ? l->era : 0};
}
