-- Tests of the test tools themselves: lua5.4 tests/lib/test.lua
local here = arg[0]:match("^(.*)/[^/]*$") or "."
package.path = here .. "/?.lua;" .. package.path
local cases = require("cases")
local json = require("json")

local counts = { passed = 0, failed = 0 }

local function check(title, expected, got)
    local good = expected == got
    counts[good and "passed" or "failed"] = counts[good and "passed" or "failed"] + 1
    if not good then
        print(("FAILED %s: expected %s, got %s"):format(title, tostring(expected), tostring(got)))
    end
end

local function lines(text)
    local list = {}
    for line in text:gmatch("[^|]+") do
        list[#list + 1] = line
    end
    return list
end

--- Expected and printed text, lines set off by "|"; the number of the line that differs, or nil.
local function match(expected, printed)
    local good, at = cases.matches(lines(expected), (printed:gsub("|", "\n")))
    return good and "same" or at
end

check("equal", "same", match("a|b", "a|b"))
check("line ends at the end are nothing", "same", match("a", "a||"))
check("nothing is nothing", "same", match("", ""))
check("a line changed", 2, match("a|b", "a|c"))
check("a line too many", 2, match("a", "a|b"))
check("a line too few", 2, match("a|b", "a"))
check("any text in a line", "same", match("x [...] y", "x 1 2 y"))
check("a dot is a dot", 1, match("x.[...]", "xyz"))
check("any lines", "same", match("a|[...]|d", "a|b|c|d"))
check("no lines either", "same", match("a|[...]|d", "a|d"))
check("the last of several", "same", match("[...]|d", "d|x|d"))
check("any lines, but not these", 3, match("a|[...]|d", "a|b|c"))

local text = [[
Prose in front.

=== One
More prose.
--- file a/b.txt no-newline
x
---
y

--- file c escapes
\x41\n\\
--- $ run a
out

--- stderr
oops
--- status 3
=== Two
--- $ run b
--- script
more
--- stdout
--- $ run c
]]
local read = cases.read("t.txt", text, nil)
check("cases", 2, #read)
check("title", "One", read[1].title)
check("line", 3, read[1].line)
check("file", "a/b.txt", read[1].files[1].name)
check("bytes", "x\n---\ny", read[1].files[1].bytes)
check("escapes", "A\n\\\n", read[1].files[2].bytes)
check("command", "run a", read[1].steps[1].command)
check("output", "out", table.concat(read[1].steps[1].stdout.lines, "|"))
check("errors", "oops", table.concat(read[1].steps[1].stderr.lines, "|"))
check("status", 3, read[1].steps[1].status)
check("script", "more", read[2].steps[1].script.lines[1])
check("two commands", "run c", read[2].steps[2].command)

for title, bad in pairs({
    ["a case without a command is an error"] = "=== A\n",
    ["an unknown section is an error"] = "=== A\n--- $ x\n--- sdtout\n",
    ["an unknown word is an error"] = "=== A\n--- file a encoding=x\n--- $ x\n",
    ["output before a command is an error"] = "=== A\n--- stdout\n--- $ x\n",
}) do
    check(title, false, (pcall(cases.read, "t.txt", bad, nil)))
end

local node = json.read('{"a": [1.50, {"b": "\\u7cbe\\ud83d\\ude00\\n\\"\\\\u"}], "c": null, "d": {}}')
check("a path", "1.50", json.pick(node, "a.0").text)
check("a text", "精😀\n\"\\u", json.pick(node, "a.1.b").text)
check("no such path", nil, json.pick(node, "a.7.b"))
check("one line", '{"a": [1.50, {"b": "\\u7cbe\\ud83d\\ude00\\n\\"\\\\u"}], "c": null, "d": {}}', json.write(node))
check("many lines", '[\n  1,\n  [\n    2\n  ]\n]', json.write(json.read("[1,[2]]"), ""))
for _, bad in ipairs({ "", "{", "[1,", '{"a" 1}', "[1] 2", "nul", '"a', "{a:1}" }) do
    check("not JSON: " .. bad, false, (pcall(json.read, bad)))
end

print(("%d passed, %d failed"):format(counts.passed, counts.failed))
os.exit(counts.failed == 0)
