/* Dates as readers read them. */
#include "text/date.h"

#include <string.h>

typedef struct part {
    const char *name;
    int number; /* 0: not known */
    int digits;
} part;

static void put_number(ts_buf *out, int number, int least)
{
    char digits[12], *at = digits + sizeof digits;
    for (; number > 0 || least > 0; number /= 10, least--)
        *--at = (char)('0' + number % 10);
    ts_buf_put(out, (ts_str){at, (size_t)(digits + sizeof digits - at)});
}

static ts_str month_name(const ts_value *months, int month)
{
    bool named = month && months && months->kind == TS_LIST && (size_t)month <= months->list.len &&
                 months->list.items[month - 1]->kind == TS_STRING;
    return named ? months->list.items[month - 1]->string : (ts_str){0};
}

/* The form with its parts; a name in braces that is no part, or not known, is left out. */
static void put_form(ts_buf *out, ts_str form, const ts_date *date, ts_str month)
{
    const part parts[] = {{"year", date->year, 1}, {"m", date->month, 1}, {"mm", date->month, 2},
                          {"day", date->day, 1},   {"d", date->day, 1},   {"dd", date->day, 2}};
    size_t from = 0;
    for (size_t open, end; (open = ts_str_find_char(form, '{', from)) != TS_NPOS; from = end + 1) {
        end = ts_str_find_char(form, '}', open);
        if (end == TS_NPOS)
            break;
        ts_buf_put(out, ts_str_sub(form, from, open));
        ts_str name = ts_str_sub(form, open + 1, end);
        if (ts_str_is(name, "month"))
            ts_buf_put(out, month);
        for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
            if (parts[i].number && ts_str_is(name, parts[i].name))
                put_number(out, parts[i].number, parts[i].digits);
    }
    ts_buf_put(out, ts_str_sub(form, from, form.len));
}

bool ts_date_words(ts_buf *out, const ts_date *date, const ts_value *words, const char *style)
{
    const ts_value *forms = ts_value_get(words, "date");
    bool year = strcmp(style, "year") == 0, month = strcmp(style, "month") == 0;
    bool known = year || month || strcmp(style, "long") == 0 || ts_value_get(forms, style);
    if (!date->month)
        style = "year";
    else if (!date->day && !year)
        style = "month";
    const char *form = ts_value_get_string(forms, style);
    ts_str name = month_name(ts_value_get(words, "months"), date->month);
    if (!form || (!name.len && strstr(form, "{month}")))
        form = strcmp(style, "year") == 0    ? "{year}"
               : strcmp(style, "month") == 0 ? "{year}-{mm}"
                                             : "{year}-{mm}-{dd}";
    if (known)
        put_form(out, ts_str_of(form), date, name);
    return known;
}
