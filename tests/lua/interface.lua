-- Words of the interface in several languages.
local interface = require("tearsheet.interface")
local plural = require("tearsheet.plural")
local checks = 0

local function is(got, wanted)
    if got ~= wanted then
        error(("got %s, wanted %s"):format(tostring(got), tostring(wanted)), 2)
    end
    checks = checks + 1
end

local zh_words = {
    by = "作者",
    articles = { other = "{count} 篇" },
    list = { separator = "、", last = "、" },
}

--- What C gives to the interface, as far as it is needed here.
local function core(language, words)
    local C = {
        language = function()
            return language
        end,
        fill = function(text, values)
            return (text:gsub("{(%w+)}", values))
        end,
        date = function(text, style)
            return style == "long" and text .. "L" or nil
        end,
        rss = function(text)
            return text .. "R"
        end,
    }
    function C.word(key, values)
        return type(words[key]) == "string" and C.fill(words[key], values or {}) or nil
    end
    return C
end

local zh = interface(zh_words, core("zh-Hans", zh_words))
is(zh.t("by"), "作者")
is(zh.t("articles", { count = 1 }), "1 篇")
is(zh.names({ "甲", "乙", { name = "丙" } }), "甲、乙、丙")
is(zh.join({ "甲", "乙" }), "甲、乙")
is(zh.names({}), nil)
is(zh.names(nil), nil)
is(zh.language_name("en"), "en")
is(zh.language_name(nil), nil)

local bare = interface({}, core("en", {}))
is(bare.date("2020-03-12"), "2020-03-12L")
is(bare.date("2020-03-12", "rss"), "2020-03-12R")
is(bare.date("2020-03-12", "iso"), "2020-03-12")
is(bare.date(nil), nil)
is(bare.names({ "A", "B" }), "A, B")
is(#bare.first({ 1, 2, 3 }, 2), 2)
is(#bare.first({ 1 }, 2), 1)
is(#bare.first(nil, 2), 0)

local forms = {
    { "en", "other", "one", "other", "other", "other", "other" },
    { "fr", "one", "one", "other", "other", "other", "other" },
    { "ru", "many", "one", "few", "many", "many", "many" },
    { "pl", "many", "one", "few", "many", "many", "many" },
    { "ar", "zero", "one", "two", "few", "many", "few" },
    { "ja", "other", "other", "other", "other", "other", "other" },
    { "cs", "other", "one", "few", "other", "other", "other" },
}
local numbers = { 0, 1, 2, 5, 11, 105 }
for _, row in ipairs(forms) do
    for i, n in ipairs(numbers) do
        is(plural(row[1], n), row[i + 1])
    end
end
is(plural("ru", 21), "one")
is(plural("ru-RU", 22), "few")
is(plural("ar", 100), "other")
is(plural("xx", 1), "one")

return { checks = checks }
