#include "dom/state.h"

#include <string.h>

/* Bytes of a script with an article in it, and of a variable's name with what it is a member of. */
enum { LEAST = 600, NAME_MOST = 80 };

static bool is_of_name(char c)
{
    return ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || (c >= '0' && c <= '9') || (c && strchr("_$.[]\"'", c));
}

ts_str ts_script_state(ts_str script)
{
    static const char *const DECLARATIONS[] = {"var ", "let ", "const "};
    static const char *const VALUES[] = {"{", "[", "\"", "(function", "JSON.parse(", "decodeURIComponent("};
    ts_str rest = script.len < LEAST ? (ts_str){0} : ts_str_trim(script);
    for (size_t i = 0; i < sizeof DECLARATIONS / sizeof *DECLARATIONS; i++)
        if (ts_str_starts(rest, ts_str_of(DECLARATIONS[i])))
            rest = ts_str_sub(rest, strlen(DECLARATIONS[i]), rest.len);
    size_t name = 0;
    while (name < rest.len && name < NAME_MOST && is_of_name(rest.ptr[name]))
        name++;
    ts_str value = name ? ts_str_trim(ts_str_sub(rest, name, rest.len)) : (ts_str){0};
    if (!ts_str_starts(value, TS_STR("=")))
        return (ts_str){0};
    value = ts_str_trim(ts_str_sub(value, 1, value.len));
    for (size_t i = 0; i < sizeof VALUES / sizeof *VALUES; i++)
        if (ts_str_starts(value, ts_str_of(VALUES[i])))
            return value;
    return (ts_str){0};
}
