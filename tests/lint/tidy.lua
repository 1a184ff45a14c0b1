--- White space, ends of lines, TODOs without an owner: small things that make a difference noisy.
local c_text = require("c_text")

-- Captured pages, seeds and expected output are as they are.
local as_they_are = { "^tests/golden/", "^tests/fuzz/corpus/", "^tests/fuzz/.*%.dict$", "^tests/%l+/.*%.txt$",
    "^tests/spec/.*%.case$", "^site%-example/content/", "package%-lock%.json$", "^LICENSE$", "%.svg$" }

local TODO = "%f[%w]" .. "TODO" .. "%f[%W]"

return {
    code = "tidy",
    wants = function(file)
        for _, pattern in ipairs(as_they_are) do
            if file:match(pattern) then
                return false
            end
        end
        return true
    end,
    check = function(file, text, report)
        if text:find("\0", 1, true) then
            return -- no text
        end
        if text ~= "" and text:sub(-1) ~= "\n" then
            report(file, #c_text.lines(text), "no line end at the end of the file")
        end
        local tabs = file:match("Makefile$") or file:match("%.mk$") or file:match("^%.git") or file:match("%.[1-9]$")
        for i, line in ipairs(c_text.lines(text)) do
            if line:find("[ \t\r]$") then
                report(file, i, "white space, or CR, at the end of the line")
            end
            if not tabs and line:find("^ *\t") then
                report(file, i, "a tab in the indentation")
            end
            if line:find(TODO) and not line:find(TODO .. "%(%w") and file ~= "tests/lint/tidy.lua" then
                report(file, i, "a TODO without an owner: TODO(name)")
            end
        end
    end,
    cases = {
        { "a.c", "int x; \n\tint y;\r\n", 3 },
        { "a.c", "int x;", 1 },
        { "Makefile", "all:\n\techo\n", 0 },
        { "a.md", "TODO later\nTODO(ada) later\n", 1 },
        { "tests/spec/a.txt", "x \n", 0 },
    },
}
