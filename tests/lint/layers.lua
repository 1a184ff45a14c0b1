--- Includes go down only, and each library has the rooms that may name it (CONTRIBUTING.md).
local c_text = require("c_text")

local rooms = { "base", "text", "rules", "dom", "capture", "extract", "article", "markdown", "script", "site",
    "preview", "app" }
local rank = {}
for i, room in ipairs(rooms) do
    rank[room] = i
end

local libraries = {
    { "^libxml/", "dom" },
    { "^cmark", "article markdown script" },
    { "^lua", "script" },
    { "^lauxlib", "script" },
    { "^sqlite3", "site" },
    { "^microhttpd", "preview" },
    { "^pcre2", "rules" },
    { "^jansson", "text" },
    { "^yaml", "text" },
    { "^uchardet", "text" },
    { "^iconv", "text" },
    { "^unistr", "text rules" },
    { "^unic", "text rules" },
    { "^uninorm", "text rules" },
    { "^nettle/", "base" },
    { "^xxhash", "base" },
}

local function allows(list, room)
    return (" " .. list .. " "):find(" " .. room .. " ", 1, true) ~= nil
end

-- What prints, ends the process or reads its surroundings belongs to app; base aborts when memory is out.
local app_only = { "printf", "fprintf", "vprintf", "vfprintf", "puts", "fputs", "putchar", "fputc", "perror", "exit",
    "_exit", "getenv", "secure_getenv", "setenv", "abort" }

local function check_include(room, file, line, kind, name, report)
    if kind == "<" then
        for _, library in ipairs(libraries) do
            if name:match(library[1]) and not allows(library[2], room) then
                report(file, line, ("<%s> belongs in %s, not in %s"):format(name, library[2]:gsub(" ", ", "), room))
            end
        end
        return
    end
    local other = name:match("^([^/]+)/")
    if other and not rank[other] then
        report(file, line, ("\"%s\": there is no room %s"):format(name, other))
    elseif other and rank[other] > rank[room] then
        report(file, line, ("%s is above %s: includes go down only"):format(other, room))
    elseif not other and not name:match("^tearsheet") then
        report(file, line, ("\"%s\": name the room, \"%s/%s\""):format(name, room, name))
    end
end

return {
    code = "layers",
    wants = function(file)
        local room = file:match("^plugin/core/([^/]+)/[^/]*%.[ch]$")
        return room ~= nil and rank[room] ~= nil
    end,
    check = function(file, text, report)
        local room = file:match("^plugin/core/([^/]+)/")
        local code = c_text.lines((c_text.read(text)))
        for i, line in ipairs(c_text.lines(text)) do
            local kind, name = line:match('^%s*#%s*include%s*([<"])([^>"]+)[>"]')
            if kind then
                check_include(room, file, i, kind, name, report)
            end
            for _, banned in ipairs(room == "app" and {} or app_only) do
                if code[i]:find("%f[%w_]" .. banned .. "%s*%(") and not (room == "base" and banned == "abort") then
                    report(file, i, banned .. " belongs in app")
                end
            end
        end
    end,
    cases = {
        { "plugin/core/text/a.c", '#include "dom/dom.h"\n', 1 },
        { "plugin/core/dom/a.c", '#include "text/utf8.h"\n#include <libxml/tree.h>\n', 0 },
        { "plugin/core/extract/a.c", "#include <libxml/tree.h>\n#include <cmark.h>\n#include <lua.h>\n", 3 },
        { "plugin/core/site/a.c", '#include "site.h"\n#include "nowhere/x.h"\n#include "tearsheet.h"\n', 2 },
        { "plugin/core/site/a.c", 'printf("x"); /* exit(1) */\nsnprintf(a, 1, "exit(1)");\n', 1 },
        { "plugin/core/app/a.c", "int x = getenv(y);\n", 0 },
    },
}
