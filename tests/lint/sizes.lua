--- Files of at most 500 lines; functions of at most 60, a flat switch counting as one. A longer function says why in
-- a comment in front of it: /* lint: sizes REASON */
local c_text = require("c_text")

local MOST_FILE, MOST_FUNCTION = 500, 60

local nesting = { ["if"] = true, ["else"] = true, ["for"] = true, ["while"] = true, ["do"] = true, ["switch"] = true }

--- Lines that a flat switch saves: those of each switch whose cases hold no blocks of their own.
local function switch_lines(lines, from, to)
    local saved, i = 0, from
    while i <= to do
        local indent = lines[i]:match("^(%s*)switch %(.*{$")
        local last = i
        while indent and last < to and lines[last] ~= indent .. "}" do
            last = last + 1
            local word = lines[last]:match("^" .. indent .. "    [%s}]*(%l+)")
            if nesting[word] then
                indent = nil
            end
        end
        if indent then
            saved = saved + last - i
            i = last
        end
        i = i + 1
    end
    return saved
end

local function check_c(file, text, report)
    local lines = c_text.lines((c_text.read(text)))
    local from
    for i, line in ipairs(lines) do
        if line == "{" then
            from = i
        elseif line == "}" and from then
            local count = i - from - 1 - switch_lines(lines, from, i)
            if count > MOST_FUNCTION then
                report(file, from - 1, ("a function of %d lines, at most %d"):format(count, MOST_FUNCTION))
            end
            from = nil
        end
    end
end

--- The open function around one with this indentation, or nil.
local function around(open, indent)
    local nearest
    for other, entry in pairs(open) do
        if #other < #indent and (not nearest or #other > #nearest.indent) then
            nearest = entry
        end
    end
    return nearest
end

-- A function's lines are its own: those of functions inside it are counted with them.
local function check_lua(file, text, report)
    local open = {}
    for i, line in ipairs(c_text.lines(text)) do
        local indent = line:match("^(%s*)[%w%s_.=,]*%f[%w]function%f[%W]")
        if indent and not line:find("%f[%w]end%f[%W]") then
            open[indent] = { line = i, inner = 0, indent = indent }
        end
        indent = line:match("^(%s*)end%f[^%w_]")
        local entry = indent and open[indent]
        if entry then
            local count = i - entry.line - 1 - entry.inner
            if count > MOST_FUNCTION then
                report(file, entry.line, ("a function of %d lines, at most %d"):format(count, MOST_FUNCTION))
            end
            open[indent] = nil
            local outer = around(open, indent)
            if outer then
                outer.inner = outer.inner + i - entry.line
            end
        end
    end
end

local function c_function(count)
    return "int f(void)\n{\n" .. ("    x();\n"):rep(count) .. "}\n"
end

local function c_switch(count, statement)
    return "int f(void)\n{\n    switch (x) {\n" .. ("    case 1:\n" .. statement):rep(count) .. "    }\n}\n"
end

return {
    code = "sizes",
    wants = function(file)
        return file:match("%.[ch]$") or file:match("%.lua$")
    end,
    check = function(file, text, report)
        local count = #c_text.lines(text)
        if count > MOST_FILE then
            report(file, 1, ("a file of %d lines, at most %d: split it by noun"):format(count, MOST_FILE))
        end
        if file:match("%.lua$") then
            check_lua(file, text, report)
        else
            check_c(file, text, report)
        end
    end,
    cases = {
        { "a.c", c_function(60), 0 },
        { "a.c", c_function(61), 1 },
        { "a.c", "/* lint: sizes a table */\n" .. c_function(61), 0 },
        { "a.c", c_switch(50, "        return 1;\n"), 0 },
        { "a.c", c_switch(30, "        if (y)\n            return 1;\n"), 1 },
        { "a.h", ("int x;\n"):rep(500), 0 },
        { "a.h", ("int x;\n"):rep(501), 1 },
        { "a.lua", "local function f()\n" .. ("    x()\n"):rep(61) .. "end\n", 1 },
        { "a.lua", "return function()\n    function f()\n" .. ("        x()\n"):rep(60) .. "    end\nend\n", 0 },
        { "a.lua", "local t = {\n" .. ("    x(),\n"):rep(61) .. "}\n", 0 },
    },
}
