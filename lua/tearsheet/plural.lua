--- The plural form of a number in a language, after the rules of Unicode's CLDR for whole numbers: "zero", "one",
--- "two", "few", "many" or "other".
local function one(n)
    return n == 1 and "one" or "other"
end

local function none()
    return "other"
end

local function up_to_one(n)
    return n < 2 and "one" or "other"
end

local function slavic(n)
    local ones, tens = n % 10, n % 100
    if ones == 1 and tens ~= 11 then
        return "one"
    elseif ones >= 2 and ones <= 4 and (tens < 12 or tens > 14) then
        return "few"
    end
    return "many"
end

local function polish(n)
    local form = slavic(n)
    if n == 1 then
        return "one"
    end
    return form == "few" and "few" or "many"
end

local function czech(n)
    return n == 1 and "one" or n >= 2 and n <= 4 and "few" or "other"
end

local function arabic(n)
    local tens = n % 100
    if n < 3 then
        return n == 0 and "zero" or n == 1 and "one" or "two"
    elseif tens >= 3 and tens <= 10 then
        return "few"
    elseif tens >= 11 then
        return "many"
    end
    return "other"
end

local function hebrew(n)
    return n == 1 and "one" or n == 2 and "two" or "other"
end

local rules = {
    zh = none, ja = none, ko = none, vi = none, th = none, id = none, ms = none, my = none, lo = none,
    fr = up_to_one, pt = up_to_one, hi = up_to_one, fa = up_to_one, bn = up_to_one,
    ru = slavic, uk = slavic, be = slavic, sr = slavic, hr = slavic, bs = slavic,
    pl = polish, cs = czech, sk = czech, ar = arabic, he = hebrew,
}

return function(language, n)
    local base = language:match("^%a+") or ""
    return (rules[base:lower()] or one)(n)
end
