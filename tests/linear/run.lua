-- Whether pages, text dumps and what is hostile to Markdown readers stay linear: each input once and twice as long.
-- Twice the input may take at most 2.2 times the instructions (twice is linear, four times quadratic).
--
-- One run of the program under callgrind converts all of them and writes a count down behind each; short ones come
-- first, uncounted, so that what the program takes to begin falls on none. Pages and Markdown run side by side.
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

-- Markdown that a reader service made of a whole page.
local function whole(text)
    return function(n)
        return "Title: a\nURL Source: https://a.example/\nMarkdown Content:\n" .. text:rep(n)
    end
end

-- Name, length, what makes it.
local markdown = {
    {"open brackets", 10000, again "["},
    {"closed brackets", 10000, again "[a]"},
    {"brackets in brackets", 5000, function(n) return ("["):rep(n) .. "a" .. ("]"):rep(n) end},
    {"links that are open", 5000, again "[a]("},
    {"links in links", 2500, function(n) return ("["):rep(n) .. ("](x)"):rep(n) end},
    {"images that are open", 5000, again "!["},
    {"stars", 200000, again "*"},
    {"stars and letters", 5000, again "*a **b "},
    {"underscores and letters", 5000, again "_a __b "},
    {"marks of both kinds", 2500, again "*a_ b* _c** "},
    {"emphasis beside Han", 2000, again "**真，**她"},
    {"tildes", 5000, again "~~a "},
    {"backticks of growing length", 400, function(n)
        local runs = {}
        for i = 1, n do runs[i] = "e" .. ("`"):rep(i) end
        return table.concat(runs)
    end, 4},
    {"backticks", 10000, again "`a"},
    {"quotes in quotes", 2500, function(n) return (">"):rep(n) .. " a\n" end},
    {"quotes of many lines", 2000, again "> > > a\n"},
    {"lists in lists", 150, function(n)
        local lines = {}
        for i = 1, n do lines[i] = (" "):rep(2 * i) .. "- a\n" end
        return table.concat(lines)
    end, 4},
    {"items", 4000, again "- a\n"},
    {"items with blocks", 1500, again "- a\n\n  b\n"},
    {"rows", 1500, function(n) return "|a|b|\n|-|-|\n" .. ("|c|d|\n"):rep(n) end},
    {"columns", 3000, function(n)
        return ("|a"):rep(n) .. "|\n" .. ("|-"):rep(n) .. "|\n" .. ("|b"):rep(n) .. "|\n"
    end},
    {"lines that are nearly tables", 2000, again "|a|\n"},
    {"notes", 1000, numbered("a[^%d] ", function(n) return "\n\n" .. numbered("[^%d]: b\n\n")(n) end)},
    {"definitions", 1500, numbered("[%d]: /x\n", function(n) return "\n" .. numbered("[%d] ")(n) end)},
    {"definitions of one label", 2500, again "[a]: /x\n"},
    {"references to nothing", 4000, numbered "[%d][x%d] "},
    {"entities", 5000, again "&amp;&#x41;&lt;"},
    {"entities that are none", 10000, again "&a"},
    {"less-than signs", 20000, again "<"},
    {"tags that are open", 5000, again "<a href='"},
    {"raw tags", 4000, again "<b>a"},
    {"comments that are open", 5000, again "a <!-- "},
    {"instructions that are open", 5000, again "a <? "},
    {"autolinks that are open", 5000, again "<https:"},
    {"ruby that is open", 2000, again "<ruby>a<rt>"},
    {"spans that are open", 4000, again "<span lang=en>a"},
    {"spans", 4000, again "<span lang=\"en\">a</span> "},
    {"items in a cell", 3000, function(n)
        return "|a|\n|-|\n|" .. ("<li>a"):rep(n) .. "|\n"
    end},
    {"lists in lists of a cell", 3000, function(n)
        return "|a|\n|-|\n|" .. ("<ul><li>a"):rep(n) .. "|\n"
    end},
    {"attributes", 4000, again "[a](b){c=d}"},
    {"attributes that are open", 10000, again "){a=b "},
    {"backslashes", 20000, again "\\"},
    {"hard breaks", 5000, again "a\\\n"},
    {"blank lines", 200000, function(n) return "a" .. ("\n"):rep(n) .. "b" end},
    {"spaces in a line", 30000, function(n) return "a" .. (" "):rep(n) .. "b\n" end},
    {"code blocks that are open", 2000, again "```\na\n"},
    {"headings of one name", 1500, again "# a\n"},
    {"underlines", 2500, again "a\n=\n"},
    {"terms", 1500, again "a\n: b\n\n"},
    {"paragraphs", 4000, again "a\n\n"},
    {"Thai without spaces", 2000, again "\u{0E1B}\u{0E23}\u{0E30}\u{0E40}\u{0E17}\u{0E28}"},
    {"dollars, bars and braces", 5000, again "$$|{{"},
    {"whole page: links", 1000, whole "[a](/b) c\n\n"},
    {"whole page: brackets that are open", 2000, whole "[\n\na\n\n"},
    {"whole page: ends of links", 2000, whole "](/a)\n\n"},
    {"whole page: braces that are open", 5000, whole "a]{.b "},
    {"whole page: pictures", 1000, whole "![a](/a.jpg)\n\nThe bridge opened again.\n\n"},
    {"whole page: divisions", 2000, whole "::: {.a}\n"},
    {"whole page: addresses that are open", 5000, whole "[a](/b "},
}

local function sentence(i)
    return "The harbour bridge opened again on day " .. i .. " of the work, the council said."
end

-- n sentences, each between these two, as what an article holds.
local function all(before, behind, open, close)
    return function(n)
        local pieces = {}
        for i = 1, n do pieces[i] = before .. sentence(i) .. behind .. "\n" end
        return (open or "") .. table.concat(pieces) .. (close or "")
    end
end

-- A page from what stands in its head and in its article.
local function page(head, article, before)
    return function(n)
        return "<!DOCTYPE html><html lang=en><head><title>The bridge opens</title>" .. (head and head(n) or "") ..
            "</head><body>" .. (before and before(n) or "") .. "<article><h1>The bridge opens</h1>" .. article(n) ..
            "</article></body></html>"
    end
end

local paragraphs = all("<p>", "</p>")

local pages = {
    {"page: depth", 900, page(nil, function(n) -- elements nest no deeper than 4,000
        return ("<div>"):rep(n) .. paragraphs(n) .. ("</div>"):rep(n)
    end)},
    {"page: siblings", 1000, page(nil, paragraphs)},
    {"page: attributes", 1000, page(nil, paragraphs, function(n)
        return "<div" .. numbered(' data-a%d="%d"')(n) .. ">"
    end)},
    {"page: texts", 1000, page(nil, all("", "</i>", "<p>"))},
    {"page: spans", 1000, page(nil, all("<span>", "</span> <b>x</b>", "<p>"))},
    {"page: unclosed", 1000, page(nil, all("<p><li>", ""))},
    {"page: comments", 1000, page(nil, all("<p>", "</p><!-- a note --><!-- -- ->"))},
    {"page: table", 1000, page(nil, all("<tr><td>", "<td>1<td>2", "<table>", "</table>"))},
    {"page: one text", 1000, page(nil, all("", " ", "<p>"))},
    {"page: one word", 20000, page(nil, function(n) return "<p>" .. ("abcdefgh"):rep(n) end)},
    {"page: links", 1000, page(nil, all('<p><a href="/a?b=1&amp;c=2">x</a> ', "</p>"))},
    {"page: classes", 1000, page(nil, all('<div class="story comments share a-b-c"><p>', "</p></div>"))},
    {"page: list", 1000, page(nil, all("<li>", "</li>", "<ul>", "</ul>"))},
    {"page: breaks", 1000, page(nil, all("By Jane Doe | 12 March 2020 | ", "<br>", "<p>"))},
    {"page: JSON-LD", 1000, page(all('<script type="application/ld+json">{"@type":"Person","name":"', '"}</script>'),
        paragraphs)},
    {"page: meta", 1000, page(numbered('<meta name="article:tag" content="tag %d">\n'), paragraphs)},
    {"dump: lines", 1000, all("", "\n", "The bridge opens\n\n"), type = "txt"},
}

local folder = os.tmpname()
os.remove(folder)
assert(os.execute("mkdir -p " .. folder))

-- Writes an input's file and its name into the list; returns how long it is.
local function add(list, name, text)
    local file = assert(io.open(folder .. "/" .. name, "w"))
    file:write(text)
    file:close()
    list[#list + 1] = folder .. "/" .. name
    return #text
end

-- Starts the conversion of all inputs of one kind; nil where there are none.
local function start(inputs, kind)
    local run = {inputs = {}, out = folder .. "/counts." .. kind}
    local warm, counted = {}, {}
    for i, input in ipairs(inputs) do
        local name, n, make, squared = table.unpack(input)
        if not words or name:find(words, 1, true) then
            -- Where the input itself grows with the square of n, twice the input is n times the root of two.
            local twice = squared and math.floor(n * 2 ^ 0.5 + 0.5) or 2 * n
            local file = kind .. i .. "-%d." .. (input.type or kind)
            local short = add(counted, file:format(1), make(n))
            add(warm, file:format(0), make(n // 3))
            run.inputs[#run.inputs + 1] = {name = name, growth = add(counted, file:format(2), make(twice)) / short}
        end
    end
    if #warm == 0 then return nil end
    run.skipped = #warm
    local list = assert(io.open(folder .. "/list." .. kind, "w"))
    list:write(table.concat(warm, "\n"), "\n", table.concat(counted, "\n"), "\n")
    list:close()
    local command = "valgrind --tool=callgrind --callgrind-out-file=%s --combine-dumps=yes --dump-line=no"
        .. " --dump-after=ts_convert_item_run %s convert --to json -j1 --files-from %s/list.%s 2>&1 >/dev/null"
    run.pipe = io.popen(command:format(run.out, tearsheet, folder, kind))
    return run
end

-- Waits for the run; the instructions each input took.
local function finish(run)
    local said, counts = run.pipe:read("a"), {}
    assert(run.pipe:close(), said)
    for line in io.lines(run.out) do
        local count = line:match("^summary: (%d+)")
        if count then counts[#counts + 1] = tonumber(count) end
    end
    return table.move(counts, run.skipped + 1, #counts, 1, {})
end

local runs = {}
for _, run in pairs {start(pages, "html") or false, start(markdown, "md") or false} do
    if run then runs[#runs + 1] = run end
end
local passed, failed = 0, 0
for _, run in ipairs(runs) do
    local counts = finish(run)
    for i, input in ipairs(run.inputs) do
        local once, twice = counts[2 * i - 1], counts[2 * i]
        local ratio = twice / once * 2 / input.growth
        local good = ratio <= most
        passed, failed = passed + (good and 1 or 0), failed + (good and 0 or 1)
        print(("%-6s %.2f  %s"):format(good and "ok" or "FAIL", ratio, input.name))
    end
end
os.execute("rm -rf " .. folder)
print(("%d passed, %d failed"):format(passed, failed))
os.exit(failed == 0 and passed > 0)
