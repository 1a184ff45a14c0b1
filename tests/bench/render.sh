#!/bin/sh
# How long the default theme takes for an article's page on top of its body, beside the same templates compiled to Lua
# that joins strings (concat.lua), on the same articles.
set -eu
times=${TIMES:-50}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

# The variables of each page as JSON, for concat.lua.
cp -r site-example "$folder/site"
rm -rf "$folder/site/public"
mkdir -p "$folder/site/templates/pages"
echo '<script type="application/json">{{ { site = site, page = page, article = article, i18n = i18n } }}</script>' \
    >"$folder/site/templates/pages/article.html"
"$TEARSHEET" build "$folder/site" --quiet
find "$folder/site/public/undated" "$folder/site/public"/[12]* -name '*.html' >"$folder/pages" 2>/dev/null || :

ours=$("$OUT/bench/render" site-example "$times")
concat=$(tr '\n' '\0' <"$folder/pages" | xargs -0 lua5.4 tests/bench/concat.lua templates/default "$times")
awk -v ours="$ours" -v concat="$concat" 'BEGIN {
    split(ours, o, " "); split(concat, c, " ")
    printf "render    an article page of the default theme, on top of its body: %.0f us (body %.0f us, %d bytes)\n", o[1], o[2], o[3]
    printf "render    the same templates as Lua that joins strings: %.0f us (%d bytes); ours takes %.2f of it\n", c[1], c[2], o[1] / c[1]
}'
