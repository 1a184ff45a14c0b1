-- What whole builds and the preview cost, beside Hugo on the same articles and a layout of the same parts, in one run:
--
--   OUT=… TEARSHEET=… [SIZES="1000 10000"] [MIXED=10000] [ALONE=100000] [EDITS=20] lua5.4 tests/bench/build.lua
--
-- MIXED: a site of Markdown and captured pages, ALONE: a large site, both by Tearsheet alone. Works on a RAM disk where
-- there is one.
local here = arg[0]:match("^(.*)/[^/]*$")
package.path = here .. "/../lib/?.lua;" .. package.path
local shell = require("shell")

local out, tearsheet = os.getenv("OUT"), os.getenv("TEARSHEET")
local disk = os.execute("test -w /dev/shm") and "/dev/shm" or "/tmp"
local root = shell.output("mktemp -d -p " .. disk)
local has_hugo = os.execute("command -v hugo >/dev/null")
local sizes = os.getenv("SIZES") or ""
sizes = sizes:match("%d") and sizes or "1000 10000"
local edits = tonumber(os.getenv("EDITS")) or 20

local function run(format, ...)
    local command = format:format(...)
    assert(os.execute(command), command)
end

-- The median of so many runs by processor time: seconds, seconds of the processors, MB. `before` comes before each.
local function spend(command, times, before)
    local runs = {}
    for i = 1, times do
        before(i)
        run("%s/bench/spend %s/spent %s >%s/log 2>&1", out, root, command, root)
    end
    for line in io.lines(root .. "/spent") do
        local wall, processor, memory = line:match("(%S+) (%S+) (%S+)")
        runs[#runs + 1] = { wall = tonumber(wall), processor = tonumber(processor), memory = tonumber(memory) }
    end
    os.remove(root .. "/spent")
    table.sort(runs, function(a, b) return a.processor < b.processor end)
    return runs[(times + 1) // 2]
end

local function append(path, text)
    local file = assert(io.open(path, "ab"))
    file:write(text)
    file:close()
end

-- The two generators: how a site is made and built, where its articles and the part that all pages share are.
local function tearsheet_site(n, kind)
    local folder = ("%s/tearsheet"):format(root)
    run("rm -rf %s", folder)
    run("%s %s/corpus.lua %s %s %d", arg[-1], here, kind or "markdown", folder, n)
    shell.write(folder .. "/site.lua", 'return { title = "Harbour papers", base_url = "https://example.org" }\n')
    return {
        name = "Tearsheet",
        build = ("%s build -q %s"):format(tearsheet, folder),
        clean = ("rm -rf %s/public %s/.tearsheet"):format(folder, folder),
        article = ("%s/content/0/7.md"):format(folder),
        newest = ("%s/content/%d/%d.md"):format(folder, (n - 1) // 1000, n),
        path = ("/2023/12/item-%d.html"):format(n),
        template = function()
            local place = folder .. "/templates/partials"
            run("mkdir -p %s && cp -n %s/../../templates/default/partials/neighbours.html %s", place, here, place)
            return place .. "/neighbours.html"
        end,
        serve = ("%s serve --port 18431 %s"):format(tearsheet, folder),
        port = 18431,
    }
end

local function hugo_site(n)
    local folder = ("%s/hugo"):format(root)
    run("rm -rf %s", folder)
    run("%s %s/corpus.lua hugo %s %d", arg[-1], here, folder, n)
    run("cp -r %s/hugo/site.toml %s/hugo/i18n %s/hugo/layouts %s", here, here, here, folder)
    return {
        name = "Hugo",
        build = ("hugo --quiet --source %s --config site.toml --destination %s/public"):format(folder, folder),
        clean = ("rm -rf %s/public"):format(folder),
        article = ("%s/content/posts/0/7.md"):format(folder),
        newest = ("%s/content/posts/%d/%d.md"):format(folder, (n - 1) // 1000, n),
        path = ("/2023/12/item-%d/"):format(n),
        template = function() return folder .. "/layouts/partials/neighbours.html" end,
        serve = ("hugo server --source %s --config site.toml --port 18432"):format(folder),
        port = 18432,
    }
end

local steps = {
    { "cold", function(site) run("%s", site.clean) end },
    { "unchanged", function() end },
    { "one article changed", function(site, i) append(site.article, ("\nOnce more, %d.\n"):format(i)) end },
    { "one template changed", function(site, i) append(site.template(), ("<!-- %d -->\n"):format(i)) end },
}

-- Large sites are built once.
local function measure(site, n)
    local figures = {}
    for i, step in ipairs(steps) do
        figures[i] = spend(site.build, n > 2000 and 1 or 3, function(k) step[2](site, k) end)
    end
    return figures
end

local function show(n, what, ours, theirs)
    local line = ("| %d | %s | %.2f s | %.2f s | %.0f MB |"):format(n, what, ours.processor, ours.wall, ours.memory)
    if theirs then
        line = ("%s %.2f s | %.2f s | %.0f MB | %.1f | %.1f | %.2f |"):format(line, theirs.processor, theirs.wall,
            theirs.memory, theirs.processor / ours.processor, theirs.wall / ours.wall, ours.memory / theirs.memory)
    end
    print(line)
end

-- From the write of a file to its new bytes over HTTP, of the article and of the home page. Gives lines of a table.
local function preview(n, site)
    local lines = {}
    run("%s >%s/log 2>&1 & echo $! >%s/pid", site.serve, root, root)
    run("for i in $(seq 600); do curl -sfo %s/page http://127.0.0.1:%d/ && break; sleep 0.2; done", root, site.port)
    for i, page in ipairs({ { "article", site.path }, { "home", "/" } }) do
        local command = ("%s/bench/latency %d %s %s %d"):format(out, site.port, page[2], site.newest, edits)
        local median, longest = shell.output(command):match("(%S+) (%S+)")
        lines[i] = ("| %d | %s | %s | %s ms | %s ms |"):format(n, site.name, page[1], median or "-", longest or "-")
    end
    run("kill $(cat %s/pid); sleep 1", root)
    return table.concat(lines, "\n")
end

local function heading(columns)
    print(("\n%s\n%s"):format(columns, (columns:gsub("[^|]+", " --- "))))
end

local columns = "| articles | build | processor | clock | memory |"
heading(has_hugo and columns .. " Hugo: processor | clock | memory | ratio: processor | clock | memory |" or columns)
local previews = {}
for size in sizes:gmatch("%d+") do
    local n = tonumber(size)
    local ours, theirs = tearsheet_site(n), has_hugo and hugo_site(n)
    local a, b = measure(ours, n), theirs and measure(theirs, n) or {}
    for i, step in ipairs(steps) do show(n, step[1], a[i], b[i]) end
    if edits > 0 then
        previews[#previews + 1] = preview(n, ours)
        previews[#previews + 1] = theirs and preview(n, theirs)
    end
end
if edits > 0 then
    heading("| articles | preview | page | median | longest |")
    print(table.concat(previews, "\n"))
end
for _, more in ipairs({ { os.getenv("MIXED"), "mixed" }, { os.getenv("ALONE"), "markdown" } }) do
    local n = tonumber(more[1])
    if n then
        heading((columns:gsub("build", more[2])))
        local figures = measure(tearsheet_site(n, more[2]), n)
        for i, step in ipairs(steps) do show(n, step[1], figures[i]) end
    end
end
run("rm -rf %s", root)
