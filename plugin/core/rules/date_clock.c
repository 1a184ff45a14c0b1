/* The time of day beside a date. */
#include "rules/date_tokens.h"

enum { OFFSET_MOST = 14 }; /* hours */

static bool is_hour(const ts_date_token *t)
{
    return t && t->kind == NUMBER && t->digits <= 2 && t->value <= 24;
}

/* Two digits right behind one sign, or none, or behind ": " as in Bengali: minutes, seconds. */
static bool is_sixtieth(const ts_date_token *t, const ts_date_token *before)
{
    return t && t->kind == NUMBER && t->digits == 2 && t->value < 60 &&
           t->start - before->end <= (t->before == ':' ? 2 : 1);
}

static int hour_of(int hour, int half)
{
    return half < 0 ? hour : hour % 12 + half;
}

/* The minutes behind an hour, by a sign or a word for it; the index of the last token read. */
static size_t take_minutes(const ts_date_tokens *all, size_t k, ts_date *date)
{
    const ts_date_token *hour = ts_date_token_at(all, k), *m = ts_date_token_at(all, k + 1);
    if (m && m->kind == HOUR && m->start - hour->end <= 1) {
        const ts_date_token *behind = ts_date_token_at(all, k + 2);
        date->minute = is_sixtieth(behind, m) ? behind->value : 0;
        return is_sixtieth(behind, m) ? k + 2 : k + 1;
    }
    if (!is_sixtieth(m, hour) || m->start == hour->end || (m->before != ':' && m->before != '.'))
        return k;
    date->minute = m->value;
    const ts_date_token *s = ts_date_token_at(all, k + 2);
    if (!is_sixtieth(s, m) || s->before != ':')
        return k + 1;
    date->second = s->value;
    return k + 2;
}

/* "+0100" or "-08:00" behind token k; the index of its last token, k where there is none. */
static size_t take_offset(const ts_date_tokens *all, size_t k, ts_date *date)
{
    const ts_date_token *t = ts_date_token_at(all, k + 1), *m = ts_date_token_at(all, k + 2);
    char sign = t && t->kind == NUMBER && t->start > 1 ? all->text.ptr[t->start - 1] : ' ';
    if ((sign != '+' && sign != '-') || all->text.ptr[t->start - 2] != ' ' ||
        t->start - ts_date_token_at(all, k)->end != 2)
        return k;
    bool parted = t->digits == 2 && is_sixtieth(m, t) && m->before == ':';
    if (!parted && t->digits != 4)
        return k;
    int hours = parted ? t->value : t->value / 100, minutes = parted ? m->value : t->value % 100;
    if (hours > OFFSET_MOST || minutes % 15 != 0 || minutes > 45)
        return k;
    date->has_offset = true;
    date->offset = (hours * 60 + minutes) * (sign == '-' ? -1 : 1);
    return parted ? k + 2 : k + 1;
}

/* Goes on behind the name of a weekday that stands before a time: "12 Mart 2020 Perşembe 08:30". */
static const ts_date_token *pass_weekday(const ts_date_tokens *all, const ts_date_token *t, size_t *k)
{
    size_t behind = *k;
    const ts_date_token *hour = t && t->kind == WORD ? ts_date_next_part(all, &behind) : NULL;
    const ts_date_token *minute = hour ? ts_date_token_at(all, behind + 1) : NULL;
    if (!is_hour(hour) || hour->before != ' ' || !is_sixtieth(minute, hour) || minute->before != ':')
        return t;
    *k = behind;
    return hour;
}

size_t ts_date_clock_behind(const ts_date_tokens *all, size_t i, ts_date *date)
{
    ts_date timed = *date;
    size_t k = i;
    int half = -1;
    const ts_date_token *t = ts_date_next_part(all, &k);
    t = pass_weekday(all, t, &k);
    if (t && t->kind == HALF_DAY) {
        half = t->value;
        t = ts_date_next_part(all, &k);
    }
    if (!is_hour(t))
        return i;
    timed.minute = timed.second = -1;
    size_t last = k = take_minutes(all, k, &timed);
    const ts_date_token *behind = ts_date_next_part(all, &k);
    if (behind && behind->kind == HOUR) {
        last = k;
        behind = ts_date_next_part(all, &k);
    }
    if (behind && behind->kind == HALF_DAY) {
        half = behind->value;
        last = k;
        behind = ts_date_next_part(all, &k);
    }
    if (timed.minute < 0 && half < 0)
        return i;
    timed.minute = timed.minute < 0 ? 0 : timed.minute;
    timed.hour = hour_of(t->value, half);
    if (behind && behind->kind == ZONE) {
        timed.has_offset = true;
        timed.offset = behind->value;
        last = k;
    } else {
        last = take_offset(all, last, &timed);
    }
    *date = timed;
    return last;
}

size_t ts_date_clock_before(const ts_date_tokens *all, size_t i, ts_date *date)
{
    const ts_date_token *zone = NULL;
    int half = -1, words = 0;
    size_t k = i;
    for (;; k--) {
        const ts_date_token *t = k ? &all->items[k - 1] : NULL;
        if (!ts_date_is_near(all, t, &all->items[k]))
            return i;
        if (t->kind == NUMBER)
            break;
        if (t->kind == ZONE)
            zone = t;
        else if (t->kind == HALF_DAY)
            half = t->value;
        else if (t->kind != FILLER && t->kind != HOUR && ++words > 1) /* the name of a weekday */
            return i;
    }
    const ts_date_token *m = &all->items[k - 1], *h = k > 1 ? m - 1 : NULL;
    if (!is_hour(h) || !is_sixtieth(m, h) || m->before != ':' || h->before == ':' || h->before == '-')
        return i;
    date->hour = hour_of(h->value, half);
    date->minute = m->value;
    date->has_offset = zone != NULL;
    date->offset = zone ? zone->value : 0;
    return k - 2;
}
