-- The yardstick of tests/bench/render.sh: the same templates compiled to Lua that joins strings, as etlua does it,
-- without a sandbox, escaping by place, or errors that name a line. concat.lua TEMPLATES TIMES OUT PAGE…: TEMPLATES
-- are folders, with ":" between them; each PAGE holds the variables of one page as JSON in a <script>; what comes out
-- of the n-th is written to OUT/n.html.
package.path = "tests/lib/?.lua;lua/?.lua;" .. package.path
local json = require("json")
local interface = require("tearsheet.interface")

local times, folder = tonumber(arg[2]), arg[3]

local function read(path)
    local file = assert(io.open(path, "rb"))
    local text = file:read("a")
    file:close()
    return text
end

--- The template of that name, of the first folder that has one.
local function find(name)
    for theme in arg[1]:gmatch("[^:]+") do
        local file = io.open(theme .. "/" .. name, "rb")
        if file then
            file:close()
            return read(theme .. "/" .. name)
        end
    end
    error("no template " .. name)
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
            map[key] = key == "jsonld" and { json = value } or plain(value)
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

local function quote(text)
    return '"' .. text:gsub('["\\<%c]', function(c)
        return c == "<" and "\\u003C" or ("\\%s"):format(c)
    end) .. '"'
end

--- What a JSON library does.
local function to_json(node)
    local parts = {}
    if node.kind == "list" then
        for i, item in ipairs(node.items) do
            parts[i] = to_json(item)
        end
        return "[" .. table.concat(parts, ",") .. "]"
    elseif node.kind == "map" then
        for i, key in ipairs(node.keys) do
            parts[i] = quote(key.text) .. ":" .. to_json(node.values[key.text])
        end
        return "{" .. table.concat(parts, ",") .. "}"
    end
    return node.kind == "string" and quote(node.text) or node.text
end

local function escape(value)
    if value == nil then
        return ""
    elseif type(value) == "table" then
        return value.markup or to_json(value.json)
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
        local code, parent = translate(find(name))
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

local percent = {}
for byte = 0, 255 do
    percent[string.char(byte)] = ("%%%02X"):format(byte)
end

local function encode(path)
    return (path:gsub("[^%w%-._~!$&'()*+,;=:@/]", percent))
end

--- The address of one path of the site, seen from another.
local function relative(from, to)
    local shared = 0
    while true do
        local slash = from:find("/", shared + 1, true)
        if not slash or from:sub(shared + 1, slash) ~= to:sub(shared + 1, slash) then
            break
        end
        shared = slash
    end
    local _, up = from:sub(shared + 1):gsub("/", "")
    return ("../"):rep(up) .. encode(to:sub(shared + 1))
end

--- What interface.lua gets from C.
local function core(language, words)
    local C = {
        language = function()
            return language
        end,
        fill = function(text, values)
            return (text:gsub("{(%w+)}", values or {}))
        end,
    }
    function C.word(key, values)
        local word = words[key]
        if type(word) ~= "string" then
            return nil
        end
        return word:find("{", 1, true) and C.fill(word, values) or word
    end
    function C.date(text, style)
        local year, month, day = text:match("^(%d+)%-?(%d*)%-?(%d*)")
        local m, d = tonumber(month), tonumber(day)
        local known = not m and "year" or not d and style ~= "year" and "month" or style
        local name = words.months[m] or m
        return C.fill(words.date[known], { year = year, month = name, m = m, mm = month, day = d, d = d, dd = day })
    end
    return C
end

--- The functions that templates call, as far as this page needs them, the cheap way.
local function functions(data)
    local scope = setmetatable(interface(data.i18n, core(data.site.language, data.i18n)), { __index = _G })
    scope.link = function(path)
        return path:find("^%a+:") and path or relative(data.page.path, path)
    end
    scope.asset = function(name)
        return scope.link("assets/" .. name)
    end
    for name, value in pairs(data) do
        scope[name] = value
    end
    scope.article.html = { markup = scope.article.html }
    return scope
end

local pages, bytes = {}, 0
for i = 4, #arg do
    local page = functions(plain(json.read(read(arg[i]):match("<script[^>]*>(.-)</script>"))))
    local file = assert(io.open(("%s/%d.html"):format(folder, i - 3), "wb"))
    file:write(render(page))
    bytes = bytes + file:seek()
    file:close()
    pages[i - 3] = page
end
local started = os.clock()
for _ = 1, times do
    for _, page in ipairs(pages) do
        render(page)
    end
end
print(("%.1f %.0f"):format(1e6 * (os.clock() - started) / times / #pages, bytes / #pages))
