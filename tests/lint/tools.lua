--- What other programs find: exported symbols, formatting, luacheck, shells, files that must be there.
-- Each entry is {code, run(context, report)}; context has the files, the library and `lines(command)`.
local c_text = require("c_text")
local shell = require("shell")

local tools = {}

-- What linkers add to every library.
local linkers_own = { _init = true, _fini = true, __bss_start = true, _edata = true, _end = true }

--- Offences in the lines of `nm -D --defined-only`.
function tools.foreign_symbols(lines)
    local foreign = {}
    for _, line in ipairs(lines) do
        local name = line:match("^%x+ %a ([^@]+)")
        if name and not name:match("^tearsheet_") and name ~= "luaopen_tearsheet" and not linkers_own[name] then
            foreign[#foreign + 1] = name
        end
    end
    return foreign
end

--- Functions that tearsheet.h declares.
function tools.declared(header)
    local names = {}
    for name in header:gmatch("TEARSHEET_API[^;]-(tearsheet_[%w_]+)%s*%(") do
        names[#names + 1] = name
    end
    return names
end

local function check_symbols(context, report)
    local lines = context.lines("nm -D --defined-only " .. shell.quote(context.library))
    local defined = table.concat(lines, "\n") .. "\n"
    for _, name in ipairs(tools.foreign_symbols(lines)) do
        report(context.library, 0, name .. " is exported")
    end
    for _, name in ipairs(tools.declared(shell.read("plugin/include/tearsheet.h"))) do
        if not defined:find(" " .. name .. "\n", 1, true) then
            report("plugin/include/tearsheet.h", 0, name .. " is declared, but not in the library")
        end
    end
end

local function pick(files, pattern)
    local picked = {}
    for _, file in ipairs(files) do
        if file:match(pattern) then
            picked[#picked + 1] = shell.quote(file)
        end
    end
    return picked, table.concat(picked, " ")
end

-- Other versions of clang-format break lines in other places.
local CLANG_FORMAT = "14"

local function check_format(context, report)
    local version = shell.output("clang-format --version"):match("version (%d+)")
    if version ~= CLANG_FORMAT then
        print(("format: skipped, clang-format is %s, not %s"):format(version or "missing", CLANG_FORMAT))
        return
    end
    local _, files = pick(context.files, "%.[ch]$")
    local last
    for _, line in ipairs(context.lines("clang-format --dry-run " .. files .. " 2>&1")) do
        local file, number = line:match("^([^:]+):(%d+):.*clang%-format%-violations")
        if file and file ~= last then
            report(file, number, "not as clang-format writes it from here on: make format")
            last = file
        end
    end
end

local function check_lua(context, report)
    local _, files = pick(context.files, "%.lua$")
    for _, line in ipairs(context.lines("luacheck --codes --no-color --quiet " .. files .. " 2>&1")) do
        local file, number, what = line:match("^%s*([^:]+):(%d+):%d+: (.*)")
        if file then
            report(file, number, what)
        elseif line:match("critical") or line:match("[Ee]rror:") then
            report("luacheck", 0, line)
        end
    end
end

local function check_shells(context, report)
    for _, file in ipairs((pick(context.files, "%.sh$"))) do
        for _, line in ipairs(context.lines("sh -n " .. file .. " 2>&1")) do
            report(file, 0, line)
        end
    end
end

--- Rows of packages.txt for libraries that the README's table lacks.
function tools.unlisted(packages, readme)
    local unlisted = {}
    for _, line in ipairs(c_text.lines(packages)) do
        local kind, rest = line:match("^build%s+(%l+):%S+%s+(.*)")
        if kind == "pc" or kind == "header" then
            local row = "| " .. rest:gsub("%s+$", ""):gsub("%s+", " | ") .. " |"
            if not readme:find(row, 1, true) then
                unlisted[#unlisted + 1] = row
            end
        end
    end
    return unlisted
end

local function check_papers(_, report)
    for _, file in ipairs({ "README.md", "CHANGELOG.md", "LICENSE", "CONTRIBUTING.md" }) do
        if not shell.read(file) then
            report(file, 0, "missing")
        end
    end
    local version = (shell.read("plugin/include/tearsheet.h") or ""):match('TEARSHEET_VERSION "([^"]+)"') or "?"
    local changes = shell.read("CHANGELOG.md") or ""
    if not changes:find("## Unreleased", 1, true) and not changes:find("## " .. version, 1, true) then
        report("CHANGELOG.md", 0, "neither `Unreleased` nor version " .. version .. " in it")
    end
    for _, row in ipairs(tools.unlisted(shell.read("plugin/tools/packages.txt"), shell.read("README.md") or "")) do
        report("README.md", 0, "its packages are not those of plugin/tools/packages.txt: " .. row)
    end
end

tools.list = {
    { code = "symbols", run = check_symbols },
    { code = "format", run = check_format },
    { code = "luacheck", run = check_lua },
    { code = "shells", run = check_shells },
    { code = "papers", run = check_papers },
}

return tools
