--- What scripts can call and read, made in C, against the stubs of lua/tearsheet/_meta, both ways.
local shell = require("shell")

local META = "lua/tearsheet/_meta/"

--- The strings in braces behind `head`: an array of names, or the first of each pair.
local function names_in_c(text, head, pairs_only)
    local body = text:match(head .. "%s*=?%s*(%b{})")
    local names = {}
    for name in (body or ""):gmatch(pairs_only and '{%s*"([%w_]+)"' or '"([%w_]+)"') do
        names[#names + 1] = name
    end
    return names
end

local function functions_in_stub(text, prefix)
    local names = {}
    for name in text:gmatch("\nfunction " .. prefix .. "([%w_]+)%(") do
        names[#names + 1] = name
    end
    return names
end

local function fields_in_stub(text, class)
    local names = {}
    local body = text:match("%-%-%-@class " .. class:gsub("%.", "%%.") .. "\n(.-)\n[^-]") or
        text:match("%-%-%-@class " .. class:gsub("%.", "%%.") .. "\n(.*)") or ""
    for name in body:gmatch("%-%-%-@field ([%w_]+)") do
        names[#names + 1] = name
    end
    return names
end

local function set_of(names)
    local set = {}
    for _, name in ipairs(names) do
        set[name] = true
    end
    return set
end

--- What only one of the two lists has, as {name, "C" or "stub"}.
local function differences(c, stub)
    local found = {}
    local in_c, in_stub = set_of(c), set_of(stub)
    for _, name in ipairs(c) do
        if not in_stub[name] then
            found[#found + 1] = { name, "C" }
        end
    end
    for _, name in ipairs(stub) do
        if not in_c[name] then
            found[#found + 1] = { name, "stub" }
        end
    end
    return found
end

local function joined(a, b)
    return table.move(b, 1, #b, #a + 1, a)
end

--- The methods of the class `List` that a module defines, after those that C adds.
local function methods_in_lua(text, names)
    for name in text:gmatch("\nfunction List[.:](%l[%w_]*)") do
        names[#names + 1] = name
    end
    for name in text:gmatch("\nList%.(%l[%w_]*) =") do
        names[#names + 1] = name
    end
    return names
end

-- Types of maps and their classes.
local classes = {
    site = "Site", page = "Page", article = "Article", summary = "Summary", term = "Term", pager = "Pager",
    link = "Link", feeds = "Feeds", person = "Person", party = "Party", image = "Image", address = "Address",
    hop = "Hop", rights = "Rights", capture = "Capture", warning = "Warning",
    takedown = "Takedown", republish = "Republish",
}

local function compare(report, source, stub, c, lua, what)
    if #c == 0 then
        report(source, 1, "no names of " .. what .. " found: has the table moved?")
    end
    for _, difference in ipairs(differences(c, lua)) do
        local name, where = difference[1], difference[2]
        report(where == "C" and source or META .. stub, 1, where == "C" and
            ("%s `%s` has no stub in %s%s"):format(what, name, META, stub) or
            ("a stub for the %s `%s`, which is not there"):format(what, name))
    end
end

local function check_types(report, source, text, template)
    for word, fields in text:gmatch('TYPE%([%w_]+,%s*"([%w_]+)",(.-)%);') do
        local class = classes[word]
        local names = {}
        for name in fields:gmatch('"([%w_]+)"') do
            names[#names + 1] = name
        end
        if class then
            compare(report, source, "template.lua", names, fields_in_stub(template, "tearsheet." .. class),
                "field of " .. word)
        else
            report(source, 1, "the type `" .. word .. "` has no class in " .. META .. "template.lua")
        end
    end
end

--- What site.lua returns.
local function check_site(report)
    local room = "plugin/core/site/"
    local stub = shell.read(META .. "site.lua") or ""
    compare(report, room .. "settings.c", "site.lua",
        names_in_c(shell.read(room .. "settings.c") or "", "keys%[%]", true),
        fields_in_stub(stub, "tearsheet.Settings"), "setting")
    compare(report, room .. "custom.c", "site.lua",
        names_in_c(shell.read(room .. "custom.c") or "", "page_keys%[%]"),
        fields_in_stub(stub, "tearsheet.CustomPage"), "key of pages")
end

return {
    code = "stubs",
    check_all = function(_, report)
        local script = "plugin/core/script/"
        local functions, node = shell.read(script .. "functions.c"), shell.read(script .. "node.c")
        local make, record = shell.read(script .. "node_make.c"), shell.read(script .. "record.c")
        local parts, list = shell.read(script .. "node_parts.c"), shell.read("lua/tearsheet/list.lua")
        local template, filter = shell.read(META .. "template.lua"), shell.read(META .. "filter.lua")
        if not (functions and node and make and parts and list and record and template and filter) then
            report(META .. "template.lua", 1, "a file of the bindings or of their stubs is missing")
            return
        end
        compare(report, script .. "functions.c", "template.lua",
            joined(names_in_c(functions, "ts_template_functions%[%]", true),
                names_in_c(functions, "ts_interface_functions%[%]")),
            functions_in_stub(template, ""), "function")
        compare(report, script .. "node_make.c", "filter.lua",
            joined(names_in_c(make, "ts_nodes_constructors%[%]", true),
                names_in_c(parts, "ts_nodes_part_constructors%[%]", true)),
            functions_in_stub(filter, "tearsheet%."), "constructor")
        compare(report, "lua/tearsheet/list.lua", "filter.lua", methods_in_lua(list, { "walk" }),
            functions_in_stub(filter, "List:"), "method of lists")
        compare(report, script .. "node.c", "filter.lua", names_in_c(node, "ts_nodes_methods%[%]", true),
            functions_in_stub(filter, "Node:"), "method of nodes")
        compare(report, script .. "node.c", "filter.lua", names_in_c(node, "ts_nodes_fields%[%]"),
            fields_in_stub(filter, "tearsheet.Node"), "field of nodes")
        compare(report, script .. "record.c", "filter.lua", names_in_c(record, "ts_record_names%[%]"),
            fields_in_stub(filter, "tearsheet.Record"), "field of the article")
        check_site(report)
        for _, file in ipairs { "plugin/core/site/types.c", "plugin/core/markdown/record_types.c" } do
            check_types(report, file, shell.read(file) or "", template)
        end
    end,
    self_test = function()
        local c = 'const luaL_Reg a[] = {\n    {"one", f}, {"two", g},\n    {NULL, NULL},\n};\n' ..
            'char *b[] = {"x", "y", NULL};'
        assert(table.concat(names_in_c(c, "a%[%]", true), " ") == "one two")
        assert(table.concat(names_in_c(c, "b%[%]"), " ") == "x y")
        local module = "\nfunction List:one() end\nfunction List.__concat() end\nList.two = table.two\n"
        assert(table.concat(methods_in_lua(module, { "three" }), " ") == "three one two")
        local stub = "---@class t.A\n---@field x string\n---@field y integer\n\n" ..
            "---@class t.B\n---@field z string\nB = {}\n\nfunction one(a) end\n" ..
            "\nfunction B.two() end\n\nfunction N:three() end\n"
        assert(table.concat(functions_in_stub(stub, ""), " ") == "one")
        assert(table.concat(functions_in_stub(stub, "B%."), " ") == "two")
        assert(table.concat(functions_in_stub(stub, "N:"), " ") == "three")
        assert(table.concat(fields_in_stub(stub, "t.A"), " ") == "x y")
        assert(table.concat(fields_in_stub(stub, "t.B"), " ") == "z")
        local found = differences({ "a", "b" }, { "b", "c" })
        assert(#found == 2 and found[1][1] == "a" and found[2][2] == "stub")
    end,
}
