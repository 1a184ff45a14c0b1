--- Functions that have a safer sister, and those whose result depends on the machine.
local c_text = require("c_text")

local banned = {
    sprintf = "snprintf or ts_buf_printf",
    vsprintf = "vsnprintf or ts_buf_vprintf",
    strcpy = "memcpy with a known length",
    stpcpy = "memcpy with a known length",
    strcat = "ts_buf",
    strncpy = "memcpy with a known length",
    strncat = "ts_buf",
    strtok = "ts_str_find",
    strtok_r = "ts_str_find",
    atoi = "strtol and a look at its end",
    atol = "strtol and a look at its end",
    atof = "strtod and a look at its end",
    gets = "a buffer with a length",
    scanf = "ts_str",
    fscanf = "ts_str",
    sscanf = "ts_str",
    alloca = "the arena",
    setlocale = "nothing: the locale is never set",
    localtime = "localtime_r, in app",
    gmtime = "gmtime_r",
    ctime = "text/date.h",
    asctime = "text/date.h",
    rand = "nothing: what we write is the same in every run",
    tmpnam = "mkstemp",
    mktemp = "mkstemp",
    system = "posix_spawn",
    popen = "posix_spawn",
}

return {
    code = "banned",
    wants = function(file)
        return file:match("^plugin/.*%.[ch]$")
    end,
    check = function(file, text, report)
        local code = c_text.read(text)
        for i, line in ipairs(c_text.lines(code)) do
            for name in line:gmatch("%f[%w_]([%a_][%w_]*)%s*%(") do
                if banned[name] then
                    report(file, i, name .. ": use " .. banned[name])
                end
            end
        end
    end,
    cases = {
        { "plugin/a.c", "x = atoi(s);\nsprintf (a, b);\n", 2 },
        { "plugin/a.c", "snprintf(a, 1, b); /* atoi(s) */ my_atoi(s); f(\"gets(x)\");\n", 0 },
    },
}
