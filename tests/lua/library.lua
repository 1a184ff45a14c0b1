-- What the sandbox makes anew of Lua's libraries.
local checks = 0

local function is(got, wanted)
    if got ~= wanted then
        error(("got %s, wanted %s"):format(tostring(got), tostring(wanted)), 2)
    end
    checks = checks + 1
end

local function keys_of(t)
    local keys = {}
    for key in pairs(t) do
        keys[#keys + 1] = tostring(key)
    end
    return table.concat(keys, " ")
end

is(keys_of({}), "")
is(keys_of({ 3, 2, 1 }), "1 2 3")
is(keys_of({ b = 1, a = 1, [10] = 1, [2] = 1, [-1] = 1, [1.5] = 1, [true] = 1, [false] = 1 }),
    "-1 1.5 2 10 a b false true")

-- Fields may be dropped on the way.
local shrinking = { a = 1, b = 2, c = 3 }
local seen = ""
for key in pairs(shrinking) do
    shrinking.b = nil
    seen = seen .. key
end
is(seen, "ac")

local function sorted(list, before)
    table.sort(list, before)
    return table.concat(list, " ")
end

is(sorted({}), "")
is(sorted({ 1 }), "1")
is(sorted({ 3, 1, 2 }), "1 2 3")
is(sorted({ "b", "a", "c" }), "a b c")
is(sorted({ 5, 4, 3, 2, 1, 0 }, function(a, b)
    return a > b
end), "5 4 3 2 1 0")
local many, expected = {}, {}
for i = 1, 1000 do
    many[i] = (i * 7919) % 1000
    expected[i] = i - 1
end
is(sorted(many), table.concat(expected, " "))

is(("ab"):rep(3), "ababab")
is(("ab"):rep(3, "-"), "ab-ab-ab")
is(("ab"):rep(0), "")
is(("ab"):rep(-1), "")
is(string.format("%s %d %5.2f %q", "x", 3, 1.5, "y"), 'x 3  1.50 "y"')
is(string.format("%s", {}), "table")
is(string.format("%%p"), "%p")

is(table.concat(table.move({ 1, 2, 3 }, 1, 3, 2), ","), "1,1,2,3")
is(table.concat(table.move({ 1, 2, 3 }, 2, 3, 1), ","), "2,3,3")
is(table.concat(table.move({ 1, 2 }, 1, 2, 1, {}), ","), "1,2")
is(#table.move({ 1 }, 1, 0, 1, {}), 0)

-- table.unpack, string.byte: as the manual has them, at the edges too
is(select("#", table.unpack({ 1, 2 }, 1, 3)), 3)
is(select("#", table.unpack({ 1, 2 }, 2, 1)), 0)
is((table.unpack({ 1, 2, 3 }, -1, 3)), nil)
is(select(2, table.unpack({ 7, 8 })), 8)
is(table.unpack({ 5 }, math.maxinteger, math.maxinteger), nil)
is(("abc"):byte(), 97)
is(("abc"):byte(-1), 99)
is(("abc"):byte(-9, -3), 97)
is(select("#", ("abc"):byte(-9, -4)), 0)
is(select("#", ("abc"):byte(0, 9)), 3)
is(select("#", ("abc"):byte(10)), 0)
is(select("#", ("abc"):byte(2, 1)), 0)
is(select("#", (""):byte(1, -1)), 0)
is(select("#", ("abc"):byte(math.mininteger, math.maxinteger)), 3)

local object = setmetatable({}, { __index = { x = 1 }, __tostring = function()
    return "object"
end })
is(object.x, 1)
is(tostring(object), "object")
is(getmetatable(object).__index.x, 1)
is(getmetatable(""), nil)
is(getmetatable(setmetatable({}, object)), object)
is(getmetatable(setmetatable(object, nil)), nil)
is(getmetatable(setmetatable({}, { __metatable = "locked" })), "locked")
is(tostring(nil) .. tostring(true) .. tostring(1.0), "niltrue1.0")

local list = { "a", "b", "c" }
table.insert(list, 2, "x")
table.insert(list, "y")
is(table.concat(list, "-"), "a-x-b-c-y")
is(table.concat(list, "", 2, 3), "xb")
is(table.concat(list, "-", 3, 2), "")
is(table.concat({ 1, 2.5 }, " "), "1 2.5")
is(table.remove(list, 2), "x")
is(table.remove(list), "y")
is(table.remove({}), nil)
is(table.remove(list, 4), nil)
is(table.concat(list), "abc")

is(utf8.len("渔港"), 2)
is(select("#", utf8.len("\xFF")), 2)
is(utf8.offset("渔港", 2), 4)
is(select("#", utf8.codepoint("渔港", 1, -1)), 2)

is(require("tearsheet.plural"), require("tearsheet.plural"))

return { checks = checks }
