-- A site of N invented articles in seven languages, always the same for a seed:
--
--   lua5.4 tests/bench/corpus.lua markdown|mixed|hugo FOLDER N [SEED]
--
-- Into FOLDER/content go Markdown files; of `mixed`, every second article is a captured web page. `hugo` makes the same
-- articles as `markdown`, with the front matter that Hugo's layout (hugo/) reads.
package.path = arg[0]:match("^(.*)/[^/]*$") .. "/../lib/?.lua;" .. package.path
local shell = require("shell")

local kind, folder, n = arg[1], arg[2], tonumber(arg[3])
math.randomseed(tonumber(arg[4]) or 8)

local function words(text)
    local list = {}
    for word in text:gmatch("%S+") do list[#list + 1] = word end
    return list
end

-- A word is a word, or a few characters of Han or kana; `space` stands between them, `stop` at the end of a sentence.
local languages = {
    { code = "en", space = " ", stop = ". ", words = words [[
        the harbour keeper counted every lamp along our quay before winter came and nobody asked why
        old boats waited under rain while children carried books from one deck to another because a
        library had sailed into town with quiet rooms warm bread letters maps and stories about distant
        islands ]] },
    { code = "de", space = " ", stop = ". ", words = words [[
        der Hafen erzählt jeden Abend eine andere Geschichte über Schiffe die niemals ankamen und
        Kinder lesen laut während draußen Regen fällt weil die alte Bibliothek wieder geöffnet wurde ]] },
    { code = "fr", space = " ", stop = ". ", words = words [[
        le port raconte chaque soir une autre histoire de bateaux perdus tandis que des enfants lisent
        à voix haute sous la pluie car la vieille bibliothèque flottante est enfin revenue ]] },
    { code = "ru", space = " ", stop = ". ", words = words [[
        старый порт каждый вечер рассказывает новую историю о кораблях которые так и не вернулись пока
        дети читают вслух под дождём потому что библиотека снова открыла двери ]] },
    { code = "ar", space = " ", stop = ". ", words = words [[
        يحكي الميناء كل مساء قصة جديدة عن السفن التي لم تعد بينما يقرأ الأطفال تحت المطر لأن المكتبة
        القديمة فتحت أبوابها من جديد ]] },
    { code = "zh-Hans", space = "", stop = "。", words = words [[
        老 港口 每天 晚上 都 讲 一个 新的 故事 关于 那些 没有 回来 的 船 孩子们 在 雨中 大声 读书 因为 图书馆 又 打开 了 大门 人们 带着 地图 和 信件 ]] },
    { code = "ja", space = "", stop = "。", words = words [[
        古い 港 は 毎晩 新しい 物語 を 語る 帰らなかった 船 の こと 子どもたち が 雨の中 で 本 を 読む 図書館 が また 扉 を 開けた から ]] },
}
local sections = words "News Culture Harbour Weather Letters Science Sport Memory"
local below = words "Coast Islands Town"
local tags, authors, outlets = {}, {}, {}
for i = 1, 120 do tags[i] = ("subject %d"):format(i) end
for i = 1, 200 do authors[i] = ("%s Tern-%d"):format(words("Ada Nell Owen Ida Rufus Maud")[i % 6 + 1], i) end
for i = 1, 12 do outlets[i] = ("The %s Gazette"):format(words(
    "Saltby Sennet Holm Quay Lodestar Brine Cove Ebb Fathom Gull Heron Inlet")[i]) end

local function any(list)
    return list[math.random(#list)]
end

local function sentence(language, least, most)
    local parts = {}
    for i = 1, math.random(least, most) do parts[i] = any(language.words) end
    return table.concat(parts, language.space)
end

-- Blocks of a body: each {kind, text}.
local function make_body(language)
    local blocks = {}
    for p = 1, math.random(8, 16) do
        local sentences = {}
        for i = 1, math.random(3, 6) do
            local text = sentence(language, 8, 20)
            if i == 2 and p % 3 == 0 then
                local link = ("[%s](https://example.org/%d)"):format(sentence(language, 2, 3), p)
                text = ("%s %s %s"):format(text, link, any(language.words))
            elseif i == 1 and p % 4 == 0 then
                text = ("%s **%s** %s"):format(text, sentence(language, 2, 3), any(language.words))
            end
            sentences[i] = text
        end
        if p % 5 == 0 then
            blocks[#blocks + 1] = { "h2", sentence(language, 3, 6) }
        end
        local name = p % 7 == 0 and "blockquote" or "p"
        blocks[#blocks + 1] = { name, table.concat(sentences, language.stop) .. language.stop }
    end
    return blocks
end

local function make_article(i)
    local language = languages[i % 3 > 0 and 1 or math.random(2, #languages)]
    local section = any(sections)
    return {
        number = i,
        language = language,
        title = ("%s, edit-%06d"):format(sentence(language, 4, 8), i),
        description = sentence(language, 12, 20) .. language.stop:gsub("%s", ""),
        -- Spread over twenty years, the last article the newest.
        year = 2004 + (i - 1) * 20 // n, month = (i - 1) * 240 // n % 12 + 1, day = (i - 1) * 6720 // n % 28 + 1,
        section = math.random(3) == 1 and { section, any(below) } or { section },
        tags = { any(tags), any(tags), any(tags) },
        authors = { any(authors) },
        outlet = any(outlets),
        body = make_body(language),
    }
end

local function quoted(list)
    local parts, seen = {}, {}
    for _, text in ipairs(list) do
        if not seen[text] then parts[#parts + 1] = ("%q"):format(text) end
        seen[text] = true
    end
    return "[" .. table.concat(parts, ", ") .. "]"
end

local function date_of(a)
    return ("%d-%02d-%02d"):format(a.year, a.month, a.day)
end

local head = [[
---
title: "%s"
slug: item-%d
date: %s
description: "%s"
language: %s
tags: %s
authors: %s
]]
local ours = [[
section: %s
source: {name: "%s", url: "https://gazette.example/"}
url: https://gazette.example/%d
rights: {holder: "%s", license: "All rights reserved"}
---
]]
local theirs = [[
isCJKLanguage: %s
section: %s
sections: %s
sources: ["%s"]
years: ["%d"]
months: ["%d-%02d"]
days: ["%s"]
outlet: "%s"
minutes: 4
words: 812
address: https://gazette.example/%d
captured_at: 2021-05-01
file: content/%d.html
media_type: text/markdown
charset: utf-8
sha256: 7bbbc41382234111b144674217b22efb00baabb7a55ef61d3326de80d39ae90f
holder: "%s"
license: All rights reserved
notice: "© The editors. No part may be printed again without leave."
provenance:
  - { role: author, name: "%s", evidence: "By %s" }
  - { role: source, name: "%s", url: "https://gazette.example/" }
---
]]

local function as_markdown(a, form)
    local parts = { head:format(a.title, a.number, date_of(a), a.description, a.language.code, quoted(a.tags),
        quoted(a.authors)) }
    if form == "hugo" then
        local cjk = a.language.space == "" and "true" or "false"
        local way = quoted({ a.section[1], table.concat(a.section, " ") })
        parts[2] = theirs:format(cjk, quoted(a.section), way, a.outlet, a.year, a.year, a.month, date_of(a), a.outlet,
            a.number, a.number, a.outlet, a.authors[1], a.authors[1], a.outlet)
    else
        parts[2] = ours:format(quoted(a.section), a.outlet, a.number, a.outlet)
    end
    local marks = { h2 = "## ", blockquote = "> ", p = "" }
    for _, block in ipairs(a.body) do
        parts[#parts + 1] = marks[block[1]] .. block[2] .. "\n"
    end
    return table.concat(parts, "\n")
end

local page = [[
<!doctype html>
<html lang="%s"><head><meta charset="utf-8"><title>%s | %s</title>
<meta name="description" content="%s"><meta property="og:site_name" content="%s">
<meta property="og:type" content="article">
<meta property="article:published_time" content="%sT08:00:00Z"><link rel="canonical" href="https://gazette.example/%d">
<script>window.dataLayer=window.dataLayer||[];</script><style>nav li{display:inline}</style></head>
<body><header><nav><ul>%s</ul></nav></header>
<main><article><h1>%s</h1><p class="byline">%s</p><time datetime="%s">%s</time>
%s
</article><aside class="related"><h3>More</h3><ul>%s</ul></aside></main>
<footer><p>© %d %s</p><form><input name="q"><button>OK</button></form></footer></body></html>
]]

local function as_page(a)
    local links, body = {}, {}
    for i = 1, 20 do links[i] = ('<li><a href="/%d">%s</a></li>'):format(i, any(tags)) end
    for i, block in ipairs(a.body) do
        local text = block[2]:gsub("%*%*(.-)%*%*", "<strong>%1</strong>")
        text = text:gsub("%[(.-)%]%((.-)%)", '<a href="%2">%1</a>')
        body[i] = ("<%s>%s</%s>"):format(block[1], text, block[1])
    end
    local list = table.concat(links)
    return page:format(a.language.code, a.title, a.outlet, a.description, a.outlet, date_of(a), a.number, list, a.title,
        a.authors[1], date_of(a), date_of(a), table.concat(body, "\n"), list, a.year, a.outlet)
end

-- What gives each section its feeds, in Hugo.
local function write_sections()
    local form = '---\ntitle: "%s"\noutputs: [HTML, RSS, ATOM, FEED]\n---\n'
    for _, section in ipairs(sections) do
        for i = 0, #below do
            local name = i == 0 and section or section .. " " .. below[i]
            local place = ("%s/content/sections/%s"):format(folder, name:lower():gsub(" ", "-"))
            os.execute("mkdir -p '" .. place .. "'")
            shell.write(place .. "/_index.md", form:format(name))
        end
    end
end

if kind == "hugo" then write_sections() end
local content = folder .. (kind == "hugo" and "/content/posts" or "/content")
for i = 1, n do
    local below_content = ("%s/%d"):format(content, (i - 1) // 1000)
    if (i - 1) % 1000 == 0 then os.execute("mkdir -p '" .. below_content .. "'") end
    local article = make_article(i)
    if kind == "mixed" and i % 2 == 0 then
        shell.write(("%s/%d.html"):format(below_content, i), as_page(article))
    else
        shell.write(("%s/%d.md"):format(below_content, i), as_markdown(article, kind))
    end
end
