#!/bin/sh
# How long the default theme takes for an article's page on top of its body, beside the same templates compiled to Lua
# that joins strings (concat.lua), on the same articles, and beside Hugo on a layout of the same parts (hugo/).
set -eu
times=${TIMES:-50}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

# The variables of each page as JSON, for concat.lua.
cp -r site-example "$folder/site"
rm -rf "$folder/site/public"
cp -r "$folder/site" "$folder/plain"
mkdir -p "$folder/site/templates/pages" "$folder/out"
echo '<script type="application/json">{{ { site = site, page = page, article = article, i18n = i18n } }}</script>' \
    >"$folder/site/templates/pages/article.html"
"$TEARSHEET" build "$folder/site" --quiet
"$TEARSHEET" build "$folder/plain" --quiet
(cd "$folder/site/public" && grep -rl --include='*.html' '^<script type="application/json">' . | sort) >"$folder/pages"

ours=$("$OUT/bench/render" site-example "$times")
concat=$(sed "s|^|$folder/site/public/|" "$folder/pages" | tr '\n' '\0' |
    xargs -0 lua5.4 tests/bench/concat.lua site-example/templates:templates/default "$times" "$folder/out")
same=0 number=0
while read -r path; do
    number=$((number + 1))
    if cmp -s "$folder/out/$number.html" "$folder/plain/public/$path"; then same=$((same + 1)); fi
done <"$folder/pages"
page=${ours%% *}
joined=${concat%% *}
body=$(echo "$ours" | cut -d' ' -f2)
bytes=$(echo "$ours" | cut -d' ' -f3)
say() {
    awk "BEGIN { printf \"render     $1\\n\", $2 }"
}
say 'an article page of the default theme, on top of its body: %.0f us (body %.0f us, %d bytes)' "$page, $body, $bytes"
say 'the same templates as Lua that joins strings: %.0f us (%d bytes; %d of %d pages the same); ours takes %.2f of it' \
    "$joined, ${concat##* }, $same, $number, $page / $joined"

if ! command -v hugo >/dev/null; then
    echo 'render     Hugo is not installed: not compared'
    exit 0
fi
# Processor time of Hugo's layout and of one that shows the body only, on the same articles.
articles=500
cp -r tests/bench/hugo "$folder/hugo"
mkdir -p "$folder/hugo/content/posts" "$folder/hugo/bare/_default"
echo '{{ .Params.body | safeHTML }}' >"$folder/hugo/bare/_default/single.html"
lua5.4 tests/bench/hugo/articles.lua "$folder/hugo/content/posts" $articles
measure() { # LAYOUTS; seconds of the user and of the system, with a "+" between them
    env TIMEFORMAT='%U + %S' bash -c 'time hugo --source "$1" --destination "$1/$2-out" --layoutDir "$2" >"$1/$2-log"' \
        - "$folder/hugo" "$1" 2>&1
}
bare=$(measure bare)
full=$(measure layouts)
size=$(wc -c <"$folder/hugo/layouts-out/posts/harbour-7/index.html")
hugo="1e6 * ($full - ($bare)) / $articles"
say 'Hugo, a layout of the same parts: %.0f us on top of the body (%d bytes); ours takes %.2f of it' \
    "$hugo, $size, $page / ($hugo)"
