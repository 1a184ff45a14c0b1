--- Reads case files. The format is described in tests/README.md.
local cases = {}

local function fail(file, line, what)
    error(("%s:%d: %s"):format(file, line, what), 0)
end

local function unescape(text)
    return (text:gsub("\\(.)(%x?%x?)", function(c, digits)
        if c == "x" and #digits == 2 then
            return string.char(tonumber(digits, 16))
        end
        return (({ n = "\n", r = "\r", t = "\t", ["0"] = "\0" })[c] or c) .. digits
    end))
end

--- The bytes of a file's section, by the words behind its name: charset=NAME, escapes, no-newline.
local function bytes_of(section, encode, file)
    local text = table.concat(section.lines, "\n") .. (#section.lines > 0 and "\n" or "")
    for word in section.words:gmatch("%S+") do
        if word == "escapes" then
            text = unescape(text)
        elseif word == "no-newline" then
            text = text:gsub("\n$", "")
        elseif word:match("^charset=") then
            text = encode(text, word:sub(9))
        else
            fail(file, section.line, "a file can have charset=NAME, escapes and no-newline, not " .. word)
        end
    end
    return text
end

--- The blank lines that set a section off from the next are not part of it.
local function drop_blank_end(lines)
    while lines[#lines] == "" do
        lines[#lines] = nil
    end
end

--- Begins the section that a `--- …` line opens; gives it, or nil where it has no lines (a status).
local function open_section(case, text, file, line)
    local section = { line = line, lines = {}, words = "" }
    local command = text:match("^%$ (.*)")
    local step = case.steps[#case.steps]
    if command then
        case.steps[#case.steps + 1] = { command = command, line = line, stdout = section, status = 0 }
        return section
    end
    local name, words = text:match("^file (%S+)%s*(.*)")
    if name then
        section.name, section.words = name, words
        case.files[#case.files + 1] = section
        return section
    end
    if not step then
        fail(file, line, "`--- " .. text .. "` before any `--- $ command`")
    elseif text == "script" then -- more lines of the command
        step.script = section
        return section
    elseif text == "stdout" then
        step.stdout = section
        return section
    elseif text == "stderr" then
        step.stderr = section
        return section
    elseif text:match("^status %d+$") then
        step.status = tonumber(text:match("%d+"))
        return nil
    end
    fail(file, line, "unknown section `--- " .. text .. "`")
end

local function is_section(line)
    return line:match("^%-%-%- (%$ .*)") or line:match("^%-%-%- (%l+.*)")
end

--- The cases of a file: {title, line, files = {name, bytes}, steps = {command, line, stdout, stderr, status}}.
-- `encode(text, charset)` turns UTF-8 into another encoding.
function cases.read(file, text, encode)
    local list, case, section = {}, nil, nil
    local number = 0
    for line in (text:gsub("\n?$", "\n", 1)):gmatch("(.-)\n") do
        number = number + 1
        local title = line:match("^=== (.*)")
        local opens = case and is_section(line)
        if title then
            case = { title = title, line = number, files = {}, steps = {} }
            list[#list + 1] = case
            section = nil
        elseif opens then
            section = open_section(case, opens, file, number)
        elseif section then
            section.lines[#section.lines + 1] = line
        end
    end
    for _, each in ipairs(list) do
        if #each.steps == 0 then
            fail(file, each.line, "the case has no `--- $ command`")
        end
        for _, input in ipairs(each.files) do
            drop_blank_end(input.lines)
            input.bytes = bytes_of(input, encode, file)
        end
        for _, step in ipairs(each.steps) do
            drop_blank_end(step.stdout.lines)
            if step.stderr then
                drop_blank_end(step.stderr.lines)
            end
        end
    end
    return list
end

--- A Lua pattern for one expected line, in which `[...]` stands for any text; nil where it has none.
local function pattern_of(line)
    if not line:find("[...]", 1, true) then
        return nil
    end
    local parts = {}
    for part in (line .. "[...]"):gmatch("(.-)%[%.%.%.%]") do
        parts[#parts + 1] = part:gsub("%W", "%%%0")
    end
    return "^" .. table.concat(parts, ".*") .. "$"
end

local function same_line(expected, actual)
    local pattern = pattern_of(expected)
    if pattern then
        return actual:match(pattern) ~= nil
    end
    return expected == actual
end

local function split(text)
    local lines = {}
    for line in (text:gsub("\n?$", "\n", 1)):gmatch("(.-)\n") do
        lines[#lines + 1] = line
    end
    drop_blank_end(lines)
    return lines
end

--- Whether what was printed is what was expected, a line `[...]` standing for any lines, also none. Otherwise false,
-- with the number of the first expected line that differs.
function cases.matches(expected, printed)
    local actual = split(printed)
    local e, a, back_e, back_a, deepest = 1, 1, nil, nil, 1
    while a <= #actual or e <= #expected do
        deepest = math.max(deepest, e)
        if expected[e] == "[...]" then
            back_e, back_a = e, a
            e = e + 1
        elseif e <= #expected and a <= #actual and same_line(expected[e], actual[a]) then
            e, a = e + 1, a + 1
        elseif back_e and back_a <= #actual then -- let the last [...] take one line more
            back_a = back_a + 1
            e, a = back_e + 1, back_a
        else
            return false, deepest
        end
    end
    return true
end

return cases
