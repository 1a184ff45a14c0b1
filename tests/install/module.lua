-- The module of stock Lua, as `make install` leaves it.
local tearsheet = require("tearsheet")
local site <close> = assert(tearsheet.open())
local articles, digest = site:convert("pier.md", { width = "keep" }, "# A pier\n\nIt *opens* on Monday.\n")
assert(#articles == 1 and #digest == 32)
local record = articles[1].article
assert(record.title == "A pier" and record.text == "It opens on Monday.", record.text)
assert(articles[1].page.isCJKLanguage == false)
record.title = "A <new> pier"
local page = assert(site:render(record, nil, "posts/pier/index.html"))
assert(page:find("A &lt;new&gt; pier", 1, true) and page:find("<em>opens</em>", 1, true))
assert(page:find('href="../../assets/style.css"', 1, true))
local none, message, status = site:convert("no-such-file.html")
assert(none == nil and status == "not-found" and message:find("no-such-file.html", 1, true), message)
assert(tearsheet.open("no-such-folder") == nil)
assert(not pcall(site.convert, site, "pier.md", { widht = "keep" }))
assert(not pcall(site.render, site, { title = print }))
local deep = {}
for _ = 1, 100 do
    deep = { deep = deep }
end
assert(not pcall(site.render, site, deep))
site:close()
assert(not pcall(site.convert, site, "pier.md"))
print(tearsheet.version)
