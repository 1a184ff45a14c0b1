--- No letters of a natural language other than plain English ones in the strings of plugin/core: phrases are lines of
-- plugin/rules, each with a case. Punctuation and tables of code points are fine.
local c_text = require("c_text")

-- First and last code point of blocks, letters only.
local letters = {
    { 0xAA, 0xAA }, { 0xB5, 0xB5 }, { 0xBA, 0xBA }, { 0xC0, 0xD6 }, { 0xD8, 0xF6 }, { 0xF8, 0x24F },
    { 0x370, 0x373 }, { 0x386, 0x386 }, { 0x388, 0x3FF }, { 0x400, 0x52F }, { 0x531, 0x556 }, { 0x561, 0x587 },
    { 0x5D0, 0x5F2 }, { 0x620, 0x64A }, { 0x66E, 0x6D3 }, { 0x904, 0x939 }, { 0x980, 0xDFF }, { 0xE01, 0xE30 },
    { 0xE80, 0xEFF }, { 0x1000, 0x11FF }, { 0x1E00, 0x1FFF }, { 0x3041, 0x3096 }, { 0x30A1, 0x30FA },
    { 0x3105, 0x312F }, { 0x3131, 0x318E }, { 0x3400, 0x4DBF }, { 0x4E00, 0x9FFF }, { 0xAC00, 0xD7A3 },
    { 0xF900, 0xFAFF }, { 0xFF21, 0xFF3A }, { 0xFF41, 0xFF5A }, { 0xFF66, 0xFF9F }, { 0x20000, 0x3FFFF },
}

local function is_letter(code)
    for _, block in ipairs(letters) do
        if code >= block[1] and code <= block[2] then
            return true
        end
    end
    return false
end

--- A literal's text with its escapes of bytes and code points undone.
local function plain(text)
    text = text:gsub("\\[uU](%x%x%x%x)", function(digits)
        return utf8.char(tonumber(digits, 16))
    end)
    return (text:gsub("\\x(%x%x)", function(digits)
        return string.char(tonumber(digits, 16))
    end))
end

return {
    code = "words",
    wants = function(file)
        return file:match("^plugin/core/.*%.[ch]$")
    end,
    check = function(file, text, report)
        local _, _, strings = c_text.read(text)
        for _, literal in ipairs(strings) do
            local said = false
            for char in plain(literal.text):gmatch("[\xC2-\xF4][\x80-\xBF]+") do
                local length = utf8.len(char)
                if not said and length and is_letter(utf8.codepoint(char)) then
                    report(file, literal.line, "“" .. char .. "” in a string: phrases belong in plugin/rules")
                    said = true
                end
            end
        end
    end,
    cases = {
        { "plugin/core/a.c", 'f("责编");\nf("\\xE8\\xB4\\xA3");\nf("\\u8d23"); f("Rédaction");\n', 4 },
        { "plugin/core/a.c", '/* 责编 */ f("，。「」…“”"); f("\\xEF\\xBC\\x8C"); uint32_t c = 0x8D23;\n', 0 },
    },
}
