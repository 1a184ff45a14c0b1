-- The yardstick of tests/bench/render.sh: the same templates compiled to Lua that joins strings, as etlua does it,
-- without a sandbox, escaping by place, or errors that name a line. concat.lua THEME TIMES PAGE…; each PAGE holds the
-- variables of one page as JSON in a <script>.
package.path = "tests/lib/?.lua;lua/?.lua;" .. package.path
local json = require("json")
local interface = require("tearsheet.interface")

local theme, times = arg[1], tonumber(arg[2])

local function read(path)
    local file = assert(io.open(path, "rb"))
    local text = file:read("a")
    file:close()
    return text
end

--- The nodes of tests/lib/json.lua as plain values.
local function plain(node)
    if node.kind == "list" then
        local list = {}
        for i, item in ipairs(node.items) do
            list[i] = plain(item)
        end
        return list
    elseif node.kind == "map" then
        local map = {}
        for key, value in pairs(node.values) do
            map[key] = plain(value)
        end
        return map
    elseif node.kind == "number" then
        return tonumber(node.text)
    elseif node.kind == "word" then
        return node.text == "true" or nil
    end
    return node.text
end

local references = { ["&"] = "&amp;", ["<"] = "&lt;", [">"] = "&gt;", ['"'] = "&quot;", ["'"] = "&#39;" }

local function escape(value)
    if value == nil then
        return ""
    elseif type(value) == "table" then
        return value.markup or "{}"
    end
    return (tostring(value):gsub("[&<>\"']", references))
end

--- Template text to the Lua of a function of (_b, _escape, _include, _blocks, _ENV).
local function translate(text)
    local code, trim = { "local _b, _escape, _include, _blocks, _ENV = ...; " }, false
    local parent, names = nil, {}
    local function put(literal)
        literal = trim and literal:gsub("^%s+", "") or literal
        if literal ~= "" and not (parent and #names == 0) then
            code[#code + 1] = ("_b[#_b + 1] = %q; "):format(literal)
        end
    end
    local pos = 1
    while true do
        local open = text:find("{[{%%#]", pos)
        if not open then
            break
        end
        local kind = text:sub(open + 1, open + 1)
        local close = assert(text:find(kind == "{" and "}}" or kind .. "}", open + 2, true))
        local before, tag = text:sub(pos, open - 1), text:sub(open + 2, close - 1)
        if tag:sub(1, 1) == "-" then
            before, tag = before:gsub("%s+$", ""), tag:sub(2)
        end
        put(before)
        trim = tag:sub(-1) == "-"
        tag = trim and tag:sub(1, -2) or tag
        local word, rest = tag:match("^%s*(%w+)%s*(.-)%s*$")
        if kind == "{" then
            code[#code + 1] = "_b[#_b + 1] = _escape(" .. tag .. "); "
        elseif kind == "%" and word == "extends" then
            parent = rest:match('"(.-)"')
        elseif kind == "%" and word == "include" then
            code[#code + 1] = "_include(_b, _ENV, " .. rest .. "); "
        elseif kind == "%" and word == "block" then
            names[#names + 1] = rest
            code[#code + 1] = parent and ("_blocks.%s = function() "):format(rest)
                or ("(_blocks.%s or function() "):format(rest)
        elseif kind == "%" then
            local opens = word == "if" or word == "for"
            if opens then
                names[#names + 1] = false
            end
            code[#code + 1] = tag .. " "
            if word == "end" and table.remove(names) and not parent then
                code[#code + 1] = ")(); "
            end
        end
        pos = close + 2
    end
    put(text:sub(pos))
    return table.concat(code), parent
end

local compiled = {}
local function get(name)
    if not compiled[name] then
        local code, parent = translate(read(theme .. "/" .. name))
        compiled[name] = { run = assert(load(code, "=" .. name)), parent = parent }
    end
    return compiled[name]
end

local function include(buffer, scope, name, arguments)
    local inner = setmetatable(arguments or {}, { __index = scope })
    inner.opt = function(value)
        if type(value) == "string" then
            return inner[value]
        end
        return value
    end
    get(name).run(buffer, escape, include, {}, inner)
end

local function render(variables)
    local buffer, blocks, template = {}, {}, get("pages/article.html")
    while template do
        template.run(buffer, escape, include, blocks, variables)
        template = template.parent and get(template.parent)
    end
    return table.concat(buffer)
end

--- The functions that templates call, as far as this page needs them, the cheap way.
local function functions(data)
    local up = data.page.path:gsub("[^/]+", ".."):gsub("%.%.$", "")
    local dates = { parts = function(text)
        local year, month, day = text:match("^(%d+)%-?(%d*)%-?(%d*)")
        return { year = tonumber(year), month = tonumber(month), day = tonumber(day) }
    end }
    local scope = setmetatable(interface(data.i18n, data.site.language, dates), { __index = _G })
    scope.link = function(path)
        return path:find("^%a+:") and path or up .. path
    end
    scope.absolute = scope.link
    scope.asset = function(name)
        return up .. "assets/" .. name
    end
    for name, value in pairs(data) do
        scope[name] = value
    end
    scope.article.html = { markup = scope.article.html }
    return scope
end

local pages, bytes = {}, 0
for i = 3, #arg do
    pages[#pages + 1] = functions(plain(json.read(read(arg[i]):match("<script[^>]*>(.-)</script>"))))
    bytes = bytes + #render(pages[#pages])
end
local started = os.clock()
for _ = 1, times do
    for _, page in ipairs(pages) do
        render(page)
    end
end
print(("%.1f %.0f"):format(1e6 * (os.clock() - started) / times / #pages, bytes / #pages))
