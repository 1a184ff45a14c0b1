--- Random edits of a site, one after the other: what a build makes that begins with what earlier builds left is, byte
-- for byte, what a build of a fresh copy makes.
--
--     lua5.4 tests/incremental/run.lua TEARSHEET [ROUNDS [SEED]]
local here = arg[0]:match("^(.*)/[^/]*$") or "."
package.path = here .. "/../lib/?.lua;" .. package.path
local shell = require("shell")

local tearsheet, rounds, seed = arg[1], tonumber(arg[2] or 80), tonumber(arg[3] or 1)
local folder = shell.output("mktemp -d")
local site = folder .. "/site"

--- --- a generator of its own, so that a seed means the same edits in every Lua ---

local state = seed
local function random(n)
    state = (state * 1103515245 + 12345) % 2147483648
    return state // 65536 % n + 1
end

local function pick(list)
    return list[random(#list)]
end

--- --- the site ---

local nouns = { "tide", "mill", "ferry", "harbour", "lamp", "orchard", "quarry", "bell", "chapel", "weir" }
local sections = { "News", "Coast", "Letters" }
local files = {} -- names of articles, in order
local made = 0

local function path(name)
    return site .. "/" .. name
end

local function write(name, text)
    shell.make_folder_of(path(name))
    shell.write(path(name), text)
end

local function exists(name)
    return shell.read(path(name)) ~= nil
end

local function remove(name)
    os.remove(path(name))
end

local function sentence(length)
    local words = {}
    for i = 1, length do
        words[i] = pick(nouns)
    end
    return "The " .. table.concat(words, " and the ") .. "."
end

--- A link of one kind to another article, or to what is not there.
local function link()
    local other = #files > 0 and pick(files) or "gone.md"
    local kinds = {
        function() return "[a](" .. other .. ")" end,
        function() return "[b](" .. other .. "#shore)" end,
        function() return "[c](https://origin.example/" .. other:gsub("%.md$", "") .. ")" end,
        function() return "[d](/about.html)" end,
        function() return "![a map](map-" .. random(3) .. ".png)" end,
        function() return "[e](map-" .. random(3) .. ".png)" end,
        function() return "[f](nowhere.md)" end,
    }
    return pick(kinds)()
end

local function article(number)
    local lines = { "---", ("title: %s %d"):format(pick(nouns), number) }
    if random(8) > 1 then
        lines[#lines + 1] = ("date: 20%02d-%02d-%02d"):format(random(4) + 18, random(12), random(28))
    end
    lines[#lines + 1] = ("section: [%s]"):format(pick(sections))
    lines[#lines + 1] = ("tags: [%s, %s]"):format(pick(nouns), pick(nouns))
    lines[#lines + 1] = ("authors: [{name: %s}]"):format(pick({ "Ada", "Ben", "Cleo" }))
    lines[#lines + 1] = ("source: {name: %s}"):format(pick({ "The Saltby Post", "The Weir" }))
    lines[#lines + 1] = ("url: https://origin.example/a%d"):format(number)
    if random(9) == 1 then
        lines[#lines + 1] = "draft: true"
    end
    lines[#lines + 1] = "---\n"
    for _ = 1, random(4) do
        lines[#lines + 1] = sentence(random(12)) .. " " .. link() .. "\n"
    end
    if random(2) == 1 then
        lines[#lines + 1] = "## Shore\n\n" .. sentence(4) .. "\n"
    end
    return table.concat(lines, "\n")
end

local function add_article()
    made = made + 1
    local name = ("a%d.md"):format(made)
    write("content/" .. name, article(made))
    files[#files + 1] = name
end

local settings = { title = "Saltby", paginate = 5, feed_items = 4 }

local function write_settings()
    local lines = { "return {" }
    for _, key in ipairs({ "title", "paginate", "feed_items", "base_url", "permalink", "description" }) do
        if settings[key] then
            lines[#lines + 1] = ("  %s = %s,"):format(key, type(settings[key]) == "number" and settings[key] or
                ("%q"):format(settings[key]))
        end
    end
    lines[#lines + 1] = settings.menu and '  menu = { { title = "M", path = "about.html" } },' or ""
    lines[#lines + 1] = settings.params and ("  params = { colour = %q },"):format(settings.params) or ""
    lines[#lines + 1] = settings.taxonomies and '  taxonomies = { "sections", "tags" },' or ""
    if settings.collections then
        lines[#lines + 1] = ('  collections = { mills = { filter = function(a) return a.title:find(%q) end } },')
            :format(settings.collections)
    end
    if settings.pages then
        lines[#lines + 1] = [[
  pages = function(site)
    local list = {}
    for i, term in ipairs(site.sections) do
      list[i] = { path = "shelf/" .. i .. ".html", template = "pages/shelf.html", title = term.name, data = { term } }
    end
    return list
  end,]]
    end
    lines[#lines + 1] = "}"
    write("site.lua", table.concat(lines, "\n"))
end

--- Small pages of our own: what they read is known.
local shelf = [[
{% extends "layouts/base.html" %}
{% block main %}<h1>{{ page.title }}</h1>{% for _, term in ipairs(page.data or {}) do %}<p>{{ term.count }}</p>
{% for _, a in ipairs(term.articles) do %}<p>{{ a.title }}</p>{% end %}{% end %}{% end %}
]]

local colophons = {
    "<footer>{{ site.title }}</footer>\n",
    "<footer>{{ site.count }} articles</footer>\n",
    "<footer>{% for _, a in ipairs(site.latest) do %}{{ a.title }}, {% end %}</footer>\n",
    "<footer>{% for _, t in ipairs(site.tags) do %}{{ t.name }}{% if t.count > 3 then %}!{% end %}{% end %}</footer>\n",
    '<footer>{{ opt("site").data.crew and #site.data.crew or 0 }}</footer>\n',
    '<footer>{{ require("ours").word }}</footer>\n',
    '<footer>{% for k, v in pairs(opt("site").collections or {}) do %}{{ k }} {{ #v }}{% end %}</footer>\n',
    '<footer><script type="application/json">{{ site.years }}</script></footer>\n',
    '<footer>{{ opt("site").params.colour or "none" }}</footer>\n',
}

local function toggle(name, text)
    if exists(name) then
        remove(name)
    else
        write(name, text)
    end
end

local function any()
    return pick(files)
end

local edits = {
    { "change an article", function()
        local name = any()
        write("content/" .. name, article(tonumber(name:match("%d+"))))
    end },
    { "change one word of the same length", function()
        local name = "content/" .. any()
        write(name, (shell.read(path(name)):gsub("The mill", "The bell", 1)))
    end },
    { "add an article", add_article },
    { "delete an article", function()
        if #files > 8 then
            remove("content/" .. table.remove(files, random(#files)))
        end
    end },
    { "rename an article", function()
        local at = random(#files)
        local name = files[at]:gsub("%.md$", "") .. "r.md"
        os.rename(path("content/" .. files[at]), path("content/" .. name))
        files[at] = name
    end },
    { "exchange two articles", function()
        local a, b = path("content/" .. files[1]), path("content/" .. files[#files])
        os.rename(a, a .. ".tmp")
        os.rename(b, a)
        os.rename(a .. ".tmp", b)
    end },
    { "touch an article", function()
        os.execute("touch " .. shell.quote(path("content/" .. any())))
    end },
    { "a sidecar", function()
        local name = any():gsub("%.md$", ".yaml")
        toggle("content/" .. name, ("description: %s\ntags: [%s]\n"):format(sentence(3), pick(nouns)))
    end },
    { "an article that is none", function()
        toggle("content/broken.md", "---\ntitle: [\n---\n")
    end },
    { "an image", function()
        toggle(("content/map-%d.png"):format(random(3)), "PNG " .. random(1000))
    end },
    { "a file in static", function()
        toggle(pick({ "static/robots.txt", "static/about.html", "static/a/b.txt" }), sentence(2))
    end },
    { "another file of the same name in static", function()
        write("static/changing.txt", sentence(2))
    end },
    { "a template of a part", function()
        write("templates/partials/colophon.html", pick(colophons))
    end },
    { "no template of our own", function()
        remove("templates/partials/colophon.html")
    end },
    { "a template of a page", function()
        toggle("templates/pages/terms.html",
            "{% for _, t in ipairs(page.terms) do %}{{ t.name }} {{ t.count }}{% end %}\n")
    end },
    { "a module", function()
        write("lua/ours.lua", ("return { word = %q }\n"):format(pick(nouns)))
    end },
    { "a filter", function()
        toggle("filters/quiet.lua",
            'return { Str = function(n) if n.text == "bell" then n.text = "gong" return n end end }\n')
    end },
    { "data", function()
        toggle("data/crew.yaml", "- Ada\n- Ben\n" .. (random(2) == 1 and "- Cleo\n" or ""))
    end },
    { "words", function()
        toggle("i18n/en.yaml", "home: Start\n")
    end },
    { "a takedown", function()
        toggle("takedowns.lua", ('return { ["content/%s"] = { status = %q, reason = "asked" } }\n')
            :format(any(), pick({ "withdrawn", "purged", "noindex" })))
    end },
    { "a rule", function()
        toggle("rules/origin.example.txt", "title: //h1\n")
    end },
    { "a setting", function()
        local key = pick({ "title", "paginate", "feed_items", "description", "params" })
        settings[key] = type(settings[key]) == "number" and random(6) + 2 or sentence(2)
        write_settings()
    end },
    { "an address of the site, or none", function()
        settings.base_url = not settings.base_url and "https://saltby.example/" or nil
        write_settings()
    end },
    { "a permalink", function()
        settings.permalink = pick({ "{year}/{slug}.html", "{section}/{slug}.html", "{slug}/" })
        write_settings()
    end },
    { "pages, collections, a menu, taxonomies", function()
        local key = pick({ "pages", "collections", "menu", "taxonomies" })
        settings[key] = not settings[key] and pick(nouns) or nil
        write_settings()
    end },
    { "nothing, for some time", function()
        os.execute("sleep 2.1")
    end },
}

--- --- rounds ---

local function build(where, options)
    return shell.run(("%s build %s %s"):format(shell.quote(tearsheet), where, options), folder, 120)
end

local function check(title)
    local options = ("-j%d%s"):format(random(3), random(4) == 1 and " --drafts" or "")
    os.execute(("cd %s && rm -rf fresh && cp -Rp site fresh && rm -rf fresh/public fresh/.tearsheet"):format(folder))
    local out, err, status = build("site", options)
    local fresh_out, fresh_err, fresh_status = build("fresh", options)
    local differ = shell.output(("cd %s && diff -r site/public fresh/public 2>&1 | head -40"):format(folder))
    if status == fresh_status and err == fresh_err:gsub("fresh/", "site/") and differ == "" then
        return true
    end
    print(("%s: status %d, and %d of a fresh copy\n%s\n%s%s\n%s%s"):format(title, status, fresh_status, differ, out,
        err, fresh_out, fresh_err))
    return false
end

write_settings()
write("templates/pages/shelf.html", shelf)
write("lua/ours.lua", 'return { word = "first" }\n')
for _ = 1, 16 do
    add_article()
end
local passed, failed = 0, 0
for round = 0, rounds do
    local titles = {}
    for i = 1, round == 0 and 0 or random(2) do
        local edit = pick(edits)
        titles[i] = edit[1]
        edit[2]()
    end
    if check(("seed %d, round %d (%s)"):format(seed, round, table.concat(titles, "; "))) then
        passed = passed + 1
    else
        failed = failed + 1
        break
    end
end
if failed == 0 then
    os.execute("rm -rf " .. shell.quote(folder))
else
    print("the sites are in " .. folder)
end
print(("%d passed, %d failed"):format(passed, failed))
os.exit(failed == 0)
