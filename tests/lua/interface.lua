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

--- What C gives to the interface, as far as it is needed here.
local function core(language)
    return {
        language = function()
            return language
        end,
        parts = function(text)
            local y, m, d = text:match("^(%d+)-?(%d*)-?(%d*)$")
            local month, day = tonumber(m), tonumber(d)
            return y and { year = y, month = month, m = month, mm = m, day = day, d = day, dd = d }
        end,
        fill = function(text, values)
            return (text:gsub("{(%w+)}", values))
        end,
        rfc3339 = function(text)
            return text .. "T"
        end,
        rss = function(text)
            return text .. "R"
        end,
    }
end

local zh = interface({
    by = "作者",
    articles = { other = "{count} 篇" },
    months = { "1月", "2月", "3月" },
    date = { long = "{year}年{m}月{d}日", month = "{year}年{m}月", short = "{year}-{mm}-{dd}" },
    list = { separator = "、", last = "、" },
}, core("zh-Hans"))
is(zh.t("by"), "作者")
is(zh.t("articles", { count = 1 }), "1 篇")
is(zh.date("2020-03-12"), "2020年3月12日")
is(zh.date("2020-03"), "2020年3月")
is(zh.date("2020"), "2020")
is(zh.names({ "甲", "乙", { name = "丙" } }), "甲、乙、丙")
is(zh.join({ "甲", "乙" }), "甲、乙")
is(zh.names({}), nil)
is(zh.names(nil), nil)
is(zh.language_name("en"), "en")
is(zh.language_name(nil), nil)

local bare = interface({}, core("en"))
is(bare.date("2020-03-12"), "2020-03-12")
is(bare.date("2020-03-12", "rss"), "2020-03-12R")
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
