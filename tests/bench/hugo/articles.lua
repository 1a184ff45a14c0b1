-- Articles for tests/bench/hugo: articles.lua FOLDER N.
local folder, n = arg[1], tonumber(arg[2])
local form = [[
---
title: "Lodestar, the library ship, ties up at harbour %d"
date: 2020-%02d-%02d
description: "Forty-one thousand books, six weeks and one wet dog: what the crew & the town of harbour %d remember."
language: en
section: [Culture, Ships]
tags: [library ship, lodestar, harbours, reading]
authors: [Nell Averill, Owen Pell]
outlet: The Sennet Courier
minutes: 4
words: 812
address: "https://courier.example/2020/harbour-%d?from=front&page=2"
captured_at: 2021-05-01
file: content/courier/harbour-%d.html
media_type: text/html
charset: utf-8
sha256: 7bbbc41382234111b144674217b22efb00baabb7a55ef61d3326de80d39ae90f
holder: The Sennet Courier
license: All rights reserved
notice: "© The Sennet Courier. No part may be printed again without leave of the editors."
body: "<p>%s</p>"
provenance:
  - { role: author, name: Nell Averill, evidence: "By Nell Averill" }
  - { role: source, name: The Sennet Courier, url: "https://courier.example/" }
  - { role: archive, name: Harbour papers, url: "https://example.org/" }
---
]]
for i = 1, n do
    local file = assert(io.open(("%s/harbour-%d.md"):format(folder, i), "wb"))
    file:write(form:format(i, i % 12 + 1, i % 28 + 1, i, i, i, ("The ship came in on the evening tide. "):rep(64)))
    file:close()
end
