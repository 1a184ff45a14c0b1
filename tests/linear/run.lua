-- Whether what is hostile to Markdown readers stays linear: each input once and twice as long, converted under
-- callgrind. Twice the input may take at most 2.2 times the instructions; what the program takes to start is not
-- counted.
--
--   lua5.4 tests/linear/run.lua TEARSHEET [WORDS]     only the inputs whose name has the words

local tearsheet, words = arg[1], arg[2]
local most = 2.2

local function again(text)
    return function(n) return text:rep(n) end
end

local function numbered(format, behind)
    return function(n)
        local lines = {}
        for i = 1, n do lines[i] = format:gsub("%%d", tostring(i)) end
        return table.concat(lines) .. (behind and behind(n) or "")
    end
end

-- Name, length, what makes it.
local inputs = {
    {"open brackets", 20000, again "["},
    {"closed brackets", 20000, again "[a]"},
    {"brackets in brackets", 10000, function(n) return ("["):rep(n) .. "a" .. ("]"):rep(n) end},
    {"links that are open", 10000, again "[a]("},
    {"links in links", 5000, function(n) return ("["):rep(n) .. ("](x)"):rep(n) end},
    {"images that are open", 10000, again "!["},
    {"stars", 400000, again "*"},
    {"stars and letters", 10000, again "*a **b "},
    {"underscores and letters", 10000, again "_a __b "},
    {"marks of both kinds", 5000, again "*a_ b* _c** "},
    {"emphasis beside Han", 4000, again "**真，**她"},
    {"tildes", 10000, again "~~a "},
    {"backticks of growing length", 400, function(n)
        local runs = {}
        for i = 1, n do runs[i] = "e" .. ("`"):rep(i) end
        return table.concat(runs)
    end, 4},
    {"backticks", 20000, again "`a"},
    {"quotes in quotes", 5000, function(n) return (">"):rep(n) .. " a\n" end},
    {"quotes of many lines", 4000, again "> > > a\n"},
    {"lists in lists", 150, function(n)
        local lines = {}
        for i = 1, n do lines[i] = (" "):rep(2 * i) .. "- a\n" end
        return table.concat(lines)
    end, 4},
    {"items", 8000, again "- a\n"},
    {"items with blocks", 3000, again "- a\n\n  b\n"},
    {"rows", 3000, function(n) return "|a|b|\n|-|-|\n" .. ("|c|d|\n"):rep(n) end},
    {"columns", 6000, function(n)
        return ("|a"):rep(n) .. "|\n" .. ("|-"):rep(n) .. "|\n" .. ("|b"):rep(n) .. "|\n"
    end},
    {"lines that are nearly tables", 4000, again "|a|\n"},
    {"notes", 2000, numbered("a[^%d] ", function(n) return "\n\n" .. numbered("[^%d]: b\n\n")(n) end)},
    {"definitions", 3000, numbered("[%d]: /x\n", function(n) return "\n" .. numbered("[%d] ")(n) end)},
    {"definitions of one label", 5000, again "[a]: /x\n"},
    {"references to nothing", 8000, numbered "[%d][x%d] "},
    {"entities", 10000, again "&amp;&#x41;&lt;"},
    {"entities that are none", 20000, again "&a"},
    {"less-than signs", 40000, again "<"},
    {"tags that are open", 10000, again "<a href='"},
    {"raw tags", 8000, again "<b>a"},
    {"comments that are open", 10000, again "a <!-- "},
    {"instructions that are open", 10000, again "a <? "},
    {"autolinks that are open", 10000, again "<https:"},
    {"ruby that is open", 4000, again "<ruby>a<rt>"},
    {"spans that are open", 8000, again "<span lang=en>a"},
    {"spans", 8000, again "<span lang=\"en\">a</span> "},
    {"items in a cell", 6000, function(n)
        return "|a|\n|-|\n|" .. ("<li>a"):rep(n) .. "|\n"
    end},
    {"lists in lists of a cell", 6000, function(n)
        return "|a|\n|-|\n|" .. ("<ul><li>a"):rep(n) .. "|\n"
    end},
    {"attributes", 8000, again "[a](b){c=d}"},
    {"attributes that are open", 20000, again "){a=b "},
    {"backslashes", 40000, again "\\"},
    {"hard breaks", 10000, again "a\\\n"},
    {"blank lines", 400000, function(n) return "a" .. ("\n"):rep(n) .. "b" end},
    {"spaces in a line", 60000, function(n) return "a" .. (" "):rep(n) .. "b\n" end},
    {"code blocks that are open", 4000, again "```\na\n"},
    {"headings of one name", 3000, again "# a\n"},
    {"underlines", 5000, again "a\n=\n"},
    {"terms", 3000, again "a\n: b\n\n"},
    {"paragraphs", 8000, again "a\n\n"},
    {"Thai without spaces", 4000, again "\u{0E1B}\u{0E23}\u{0E30}\u{0E40}\u{0E17}\u{0E28}"},
    {"dollars, bars and braces", 10000, again "$$|{{"},
}

local folder = os.tmpname()
os.remove(folder)
assert(os.execute("mkdir -p " .. folder))

local function instructions(text)
    local file = assert(io.open(folder .. "/a.md", "w"))
    file:write("a\n\n", text) -- a paragraph of text has the line rules loaded, whatever follows
    file:close()
    local command = "valgrind --tool=callgrind --callgrind-out-file=/dev/null %s convert %s/a.md 2>&1 >/dev/null"
    local pipe = assert(io.popen(command:format(tearsheet, folder)))
    local said = pipe:read("a")
    pipe:close()
    return assert(tonumber(said:match("Collected : (%d+)")), said)
end

local start = instructions("")
local passed, failed = 0, 0
for _, input in ipairs(inputs) do
    local name, n, make, squared = table.unpack(input)
    if not words or name:find(words, 1, true) then
        -- Where the input itself grows with the square of n, twice the input is n times the root of two.
        local once, twice = make(n), make(squared and math.floor(n * 2 ^ 0.5 + 0.5) or 2 * n)
        local ratio = (instructions(twice) - start) / (instructions(once) - start) * 2 * #once / #twice
        local good = ratio <= most
        passed, failed = passed + (good and 1 or 0), failed + (good and 0 or 1)
        print(("%-6s %.2f  %s"):format(good and "ok" or "FAIL", ratio, name))
    end
end
os.execute("rm -rf " .. folder)
print(("%d passed, %d failed"):format(passed, failed))
os.exit(failed == 0 and passed > 0)
