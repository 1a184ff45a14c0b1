--- JSON for the tests: reads a text into nodes that keep the order of keys and the digits of numbers.
-- A node is {kind, text} for "string" (text decoded, raw as written), "number" and "word" (true, false, null);
-- {kind = "list", items}; {kind = "map", keys, values (by key)}.
local json = {}

local escapes = { b = "\b", f = "\f", n = "\n", r = "\r", t = "\t", ['"'] = '"', ["\\"] = "\\", ["/"] = "/" }

local function decode_string(raw)
    local out, at = {}, 1
    while true do
        local stop = raw:find("\\", at, true)
        if not stop then
            out[#out + 1] = raw:sub(at)
            return table.concat(out)
        end
        out[#out + 1] = raw:sub(at, stop - 1)
        local high, low = raw:match("^u([dD][89abAB]%x%x)\\u([dD][c-fC-F]%x%x)", stop + 1)
        local unit = raw:match("^u(%x%x%x%x)", stop + 1)
        if high then
            out[#out + 1] = utf8.char(0x10000 + ((tonumber(high, 16) & 0x3FF) << 10) + (tonumber(low, 16) & 0x3FF))
            at = stop + 12
        elseif unit then
            out[#out + 1] = utf8.char(tonumber(unit, 16))
            at = stop + 6
        else
            out[#out + 1] = escapes[raw:sub(stop + 1, stop + 1)]
            at = stop + 2
        end
    end
end

local read_value

local function fail(text, at, what)
    error(("JSON: %s at byte %d: %s"):format(what, at, text:sub(at, at + 30)), 0)
end

local function skip(text, at)
    return text:find("[^ \t\r\n]", at) or #text + 1
end

local function read_string(text, at)
    local from = at + 1
    while true do
        local stop = text:find('["\\]', from)
        if not stop then
            fail(text, at, "a string without end")
        elseif text:sub(stop, stop) == '"' then
            local raw = text:sub(at + 1, stop - 1)
            return { kind = "string", raw = raw, text = decode_string(raw) }, stop + 1
        end
        from = stop + 2
    end
end

local function read_list(text, at)
    local node = { kind = "list", items = {} }
    at = skip(text, at + 1)
    if text:sub(at, at) == "]" then
        return node, at + 1
    end
    while true do
        node.items[#node.items + 1], at = read_value(text, at)
        at = skip(text, at)
        local c = text:sub(at, at)
        if c == "]" then
            return node, at + 1
        elseif c ~= "," then
            fail(text, at, "no comma in a list")
        end
        at = skip(text, at + 1)
    end
end

local function read_map(text, at)
    local node = { kind = "map", keys = {}, values = {} }
    at = skip(text, at + 1)
    if text:sub(at, at) == "}" then
        return node, at + 1
    end
    while true do
        if text:sub(at, at) ~= '"' then
            fail(text, at, "no key")
        end
        local key
        key, at = read_string(text, at)
        at = skip(text, at)
        if text:sub(at, at) ~= ":" then
            fail(text, at, "no colon")
        end
        node.keys[#node.keys + 1] = key
        node.values[key.text], at = read_value(text, skip(text, at + 1))
        at = skip(text, at)
        local c = text:sub(at, at)
        if c == "}" then
            return node, at + 1
        elseif c ~= "," then
            fail(text, at, "no comma in a map")
        end
        at = skip(text, at + 1)
    end
end

function read_value(text, at)
    local c = text:sub(at, at)
    if c == '"' then
        return read_string(text, at)
    elseif c == "[" then
        return read_list(text, at)
    elseif c == "{" then
        return read_map(text, at)
    end
    local number = text:match("^-?%d[%d.eE+-]*", at)
    if number then
        return { kind = "number", text = number }, at + #number
    end
    local word = text:match("^%a+", at)
    if word ~= "true" and word ~= "false" and word ~= "null" then
        fail(text, at, "no value")
    end
    return { kind = "word", text = word }, at + #word
end

--- The node of a text, which holds nothing else.
function json.read(text)
    local node, at = read_value(text, skip(text, 1))
    at = skip(text, at)
    if at <= #text then
        fail(text, at, "more behind the value")
    end
    return node
end

--- The node as text: on one line, or with `indent` ("" to start) a line for each item.
function json.write(node, indent)
    if node.kind == "string" then
        return '"' .. node.raw .. '"'
    elseif node.kind ~= "list" and node.kind ~= "map" then
        return node.text
    end
    local deeper = indent and indent .. "  "
    local parts = {}
    for _, item in ipairs(node.items or node.keys) do
        if node.kind == "list" then
            parts[#parts + 1] = json.write(item, deeper)
        else
            parts[#parts + 1] = '"' .. item.raw .. '": ' .. json.write(node.values[item.text], deeper)
        end
    end
    local open, close = "{", "}"
    if node.kind == "list" then
        open, close = "[", "]"
    end
    if not indent or #parts == 0 then
        return open .. table.concat(parts, ", ") .. close
    end
    return open .. "\n" .. deeper .. table.concat(parts, ",\n" .. deeper) .. "\n" .. indent .. close
end

--- What a path like `authors.0.name` leads to, or nil.
function json.pick(node, path)
    for step in path:gmatch("[^.]+") do
        if node and node.kind == "list" then
            node = node.items[(tonumber(step) or -1) + 1]
        else
            node = node and node.kind == "map" and node.values[step] or nil
        end
    end
    return node
end

return json
