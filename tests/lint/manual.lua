--- tearsheet(1) and the --help of each command name the same options.
local shell = require("shell")

local MANUAL = "plugin/man/tearsheet.1"

--- The strings of `static const char help[]` in a command's source, as one text.
local function help_of(source)
    local strings = source:match("\nstatic const char help%[%] =(.-\");\n")
    local text = {}
    for part in (strings or ""):gmatch('"([^\n]*)"') do
        text[#text + 1] = part
    end
    return (table.concat(text):gsub("\\n", "\n"))
end

--- The long options that a help text lists, as a set.
local function helped(help)
    local names = {}
    for line in help:gmatch("[^\n]+") do
        local name = line:match("^  %-%-([%l-]+)") or line:match("^  %-%l, %-%-([%l-]+)")
        if name and name ~= "help" then
            names[name] = true
        end
    end
    return names
end

--- The long options that a section's items describe, as a set.
local function described(section)
    local names = {}
    for item in section:gmatch("\n%.It( Fl [^\n]*)") do
        for name in item:gsub("Fl Fl ", "-"):gsub("Fl ", ""):gmatch(" %-([%l-]+)") do
            names[name] = true
        end
    end
    return names
end

--- What one of two sets has and the other lacks, in order.
local function lacks(set, other)
    local names = {}
    for name in pairs(set) do
        if not other[name] then
            names[#names + 1] = name
        end
    end
    table.sort(names)
    return names
end

local function compare(command, source, manual, report)
    local section = manual:match("\n%.Ss " .. command .. "(\n.-)\n%.S[sh] ") or ""
    local from_help, from_manual = helped(help_of(source)), described(section)
    for _, name in ipairs(lacks(from_help, from_manual)) do
        report(MANUAL, 1, ("%s: --%s is in its --help only"):format(command, name))
    end
    for _, name in ipairs(lacks(from_manual, from_help)) do
        report(MANUAL, 1, ("%s: --%s is not in its --help"):format(command, name))
    end
end

return {
    code = "manual",
    check_all = function(files, report)
        local manual = shell.read(MANUAL)
        for _, file in ipairs(files) do
            local command = file:match("^plugin/core/app/cmd_(%l+)%.c$")
            if command then
                compare(command, shell.read(file), manual, report)
            end
        end
    end,
    self_test = function()
        local source = '\nstatic const char help[] =\n    "Usage\\n\\n  -o, --out DIR  the "\n    "folder\\n"\n' ..
            '    "  --watch        go on\\n  -h, --help     this\\n";\n'
        local manual = "\n.Ss go\n.It Fl o , -out Ar dir\n.It Fl Fl strict\n.Ss other\n.It Fl -watch\n.Sh END"
        local said = {}
        compare("go", source, manual, function(_, _, what)
            said[#said + 1] = what
        end)
        assert(#said == 2 and said[1]:find("%-%-watch") and said[2]:find("%-%-strict"), table.concat(said, "\n"))
    end,
}
