--- Takes a C text apart just enough for the lints: what is code, what is a comment, what is a string.
local c_text = {}

local function blank(text)
    return (text:gsub("[^\n]", " "))
end

--- The place behind a string or character literal that begins at `at`.
local function literal_end(text, at)
    local quote = text:sub(at, at)
    local from = at + 1
    while true do
        local stop = text:find("[\\\n" .. quote .. "]", from)
        if not stop then
            return #text + 1
        end
        local c = text:sub(stop, stop)
        if c ~= "\\" then
            return c == quote and stop + 1 or stop
        end
        from = stop + 2
    end
end

--- Gives the text with comments and the insides of literals blanked (same lines, same columns), the comments by line,
-- and the string literals as {line, text}.
function c_text.read(text)
    local code, comments, strings = {}, {}, {}
    local at, line = 1, 1
    local function keep(piece, shown)
        code[#code + 1] = shown
        for _ in piece:gmatch("\n") do
            line = line + 1
        end
        at = at + #piece
    end
    while at <= #text do
        local stop = text:find("[/\"']", at) or #text + 1
        if stop > at then
            local piece = text:sub(at, stop - 1)
            keep(piece, piece)
        end
        local two = text:sub(at, at + 1)
        if two == "/*" or two == "//" then
            local ends = two == "/*" and select(2, text:find("*/", at + 2, true)) or text:find("\n", at, true)
            local piece = text:sub(at, ends or #text):gsub("\n$", "")
            comments[line] = (comments[line] or "") .. piece
            keep(piece, blank(piece))
        elseif text:find("^[\"']", at) then
            local piece = text:sub(at, literal_end(text, at) - 1)
            if piece:sub(1, 1) == '"' then
                strings[#strings + 1] = { line = line, text = piece:sub(2, -2) }
            end
            keep(piece, piece:sub(1, 1) .. blank(piece:sub(2, -2)) .. piece:sub(1, 1))
        elseif at <= #text then
            keep(text:sub(at, at), text:sub(at, at))
        end
    end
    return table.concat(code), comments, strings
end

--- The lines of a text, without their ends.
function c_text.lines(text)
    local lines = {}
    for each in (text:gsub("\n?$", "\n", 1)):gmatch("(.-)\n") do
        lines[#lines + 1] = each
    end
    return lines
end

return c_text
