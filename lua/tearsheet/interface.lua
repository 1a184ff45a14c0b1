--- Words of the interface: t, date, names, join, first, language_name, in the language of the site.
local plural = require("tearsheet.plural")

--- The text of a person, a term, a party, or of plain text.
local function text_of(item)
    if type(item) == "string" or type(item) == "number" then
        return tostring(item)
    end
    return item.name
end

local function texts_of(list)
    local texts = {}
    for _, item in ipairs(list or {}) do
        texts[#texts + 1] = text_of(item)
    end
    return texts
end

--- Made once for all pages: keeps nothing between them.
--- @param words table  the map of i18n
--- @param core table   date, fill, language, rfc3339, rss, word: made in C
return function(words, core)
    local M = {}

    function M.t(key, values)
        local text, missing = core.word(key, values)
        if text == nil then
            local forms = words[key]
            if forms == nil then
                error("no word `" .. tostring(key) .. "` in the words of the interface (i18n)", 2)
            end
            local count = values and values.count
            if type(count) ~= "number" then
                error("the word `" .. key .. "` has plural forms and wants { count = … }", 2)
            end
            local form = forms[plural(core.language(), count)] or forms.other
            if form == nil then
                error("the word `" .. key .. "` has no form `other`", 2)
            end
            text, missing = core.fill(form, values)
        end
        if missing then
            error("the word `" .. key .. "` wants a value for {" .. missing .. "}", 2)
        end
        return text
    end

    function M.date(value, style)
        if value == nil then
            return nil
        end
        style = style or "long"
        if style == "iso" then
            return value
        elseif style == "rfc3339" or style == "rss" then
            return core[style](value)
        end
        local text = core.date(value, style)
        if text == nil then
            error("no style `" .. tostring(style) .. "` of dates", 2)
        end
        return text
    end

    function M.join(list, separator)
        return table.concat(texts_of(list), separator or (words.list and words.list.separator) or ", ")
    end

    function M.names(people)
        local texts = texts_of(people)
        local list = words.list or {}
        local separator = list.separator or ", "
        if #texts < 2 then
            return texts[1]
        end
        local last = table.remove(texts)
        return table.concat(texts, separator) .. (list.last or separator) .. last
    end

    function M.first(list, n)
        local items = {}
        for i, item in ipairs(list or {}) do
            if i > n then
                break
            end
            items[i] = item
        end
        return items
    end

    function M.language_name(tag)
        local names = words.languages or {}
        while tag do
            if names[tag] then
                return names[tag]
            end
            local shorter = tag:match("^(.*)%-[^-]*$")
            if not shorter then
                return tag
            end
            tag = shorter
        end
    end

    return M
end
