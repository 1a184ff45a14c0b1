-- Builds that are killed, or whose disk is full, at random moments: the published folder is the old site or the new
-- one, whole, and the next build makes it the new one and leaves nothing behind.
--
--   lua5.4 tests/fault/run.lua TEARSHEET SHIM [MOMENTS [SEED]]
--
-- A moment is a call that changes the file system; SHIM (shim.c) counts them and lets one fail.
local here = arg[0]:match("^(.*)/[^/]*$") or "."
package.path = here .. "/../lib/?.lua;" .. package.path
local shell = require("shell")

local tearsheet, shim = arg[1], arg[2]
local moments, seed = tonumber(arg[3]) or 20, tonumber(arg[4]) or 1
local root = shell.output("mktemp -d")
local counts = { passed = 0, failed = 0 }

local function run(format, ...)
    return shell.run(format:format(...), root, 60)
end

local function must(...)
    local out, err, status = run(...)
    assert(status == 0, err)
    return out
end

-- What a site's folder holds: every file with its digest, every folder.
local function look(folder)
    return run("cd %s && find . -type f -exec sha256sum {} + | sort && find . | sort", folder)
end

-- Two states of one site: some articles, then changes of every kind.
local function article(n, words)
    local form = "---\ntitle: Harbour %d\ndate: 2020-0%d-11\nsection: [News, Harbour]\ntags: [coast, t%d]\n---\n%s\n"
    return form:format(n, n % 9 + 1, n % 4, ("The ferry leaves at %d. "):format(n):rep(words))
end

local function make_states()
    must("mkdir -p site/content site/static site/templates/partials changed")
    shell.write(root .. "/site/site.lua", 'return { title = "Saltby", base_url = "https://saltby.example/" }\n')
    for n = 1, 12 do
        shell.write(("%s/site/content/a%d.md"):format(root, n), article(n, 20 * n))
    end
    shell.write(root .. "/site/static/notes.txt", "Notes.\n")
    must("%s build -q site && echo saltby.example >site/public/CNAME", tearsheet)
    -- The second build leaves a spare for the third.
    shell.write(root .. "/site/content/a4.md", article(4, 8))
    must("%s build -q site && test -d site/.tearsheet/spare", tearsheet)
    must("mkdir -p site/public/.git/objects && echo x >site/public/.git/objects/x && cp -a site before")
    shell.write(root .. "/site/content/a3.md", article(3, 400))
    shell.write(root .. "/site/content/a30.md", article(30, 10))
    shell.write(root .. "/site/templates/partials/colophon.html", "<footer>Saltby</footer>\n")
    must("cd site/content && rm a5.md a7.md && mv a8.md b8.md && echo N >../static/notes.txt")
    must("cp -a site changed/site && %s build -q changed/site", tearsheet)
end

local function reset()
    must("rm -rf site && cp -a before site && rm -rf site/content site/static site/templates && " ..
        "cp -a changed/site/content changed/site/static changed/site/templates site")
end

-- Builds the changed site over the old one with this fault.
local function build(fault)
    return run("FAULT='%s' LD_PRELOAD=%s %s build -q -j 2 site", fault, shim, tearsheet)
end

local function check(name, good, why)
    counts[good and "passed" or "failed"] = counts[good and "passed" or "failed"] + 1
    if not good then
        print(("not ok: %s: %s"):format(name, why))
    end
    return good
end

-- The next build, of a system without faults.
local function check_next(name, new)
    local _, err, status = run("%s build -q site", tearsheet)
    local left = run("find site -name '.public.tearsheet' -o -name '.tearsheet-stage' -o -name '.tearsheet-[0-9]*'")
    local now = look("site/public")
    local good = status == 0 and now == new and left == ""
    local difference = good and "" or table.concat(shell.diff(new, now, root, 20), "\n")
    check(name, good, ("the next build: status %s %s%s%s"):format(status, err, left, difference))
end

-- `whole` says whether the folder as a fault left it is as it must be.
local function try(kind, more, whole, new)
    reset()
    local total = root .. "/total"
    local _, err, status = build("count=" .. total .. more)
    check(kind .. more, status == 0 and look("site/public") == new, "without a fault: " .. err)
    local n = tonumber(shell.read(total)) or 0
    for _ = 1, moments do
        local at = math.random(n)
        local name = ("%s%s at %d of %d"):format(kind, more, at, n)
        reset()
        _, err, status = build(("%s=%d%s"):format(kind, at, more))
        check(name, whole(look("site/public"), status, err), ("status %s %s"):format(status, err))
        check_next(name, new)
    end
end

math.randomseed(seed)
make_states()
local old, new = look("before/public"), look("changed/site/public")
assert(old ~= new)

local function old_or_new(is)
    return is == old or is == new
end

local function full(is, status, err)
    return is == new and status == 0 or is == old and status == 1 and err:find("No space left", 1, true)
end

try("kill", "", old_or_new, new)
try("full", "", full, new)
-- Between two renames the old site waits beside; one by one there is no whole site at every moment.
try("kill", " no-exchange", function(is) return is == "" or old_or_new(is) end, new)
try("full", " no-exchange", full, new)
try("kill", " no-links", function() return true end, new)

os.execute("rm -rf " .. shell.quote(root) .. " " .. shell.quote(root) .. ".run.*")
print(("%d passed, %d failed"):format(counts.passed, counts.failed))
os.exit(counts.failed == 0)
