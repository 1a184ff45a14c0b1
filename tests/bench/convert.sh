#!/bin/sh
# How long `tearsheet convert` takes for a page, beside libxml2's parser alone on the same pages; and a whole build.
set -eu
times=${TIMES:-200}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
pages=$(find site-example/content -name '*.html' -o -name '*.htm' | sort)
count=$(printf '%s\n' "$pages" | wc -l)

# One list with every page many times: one process, so that its start is not what is measured.
for _ in $(seq "$times"); do
    printf '%s\n' "$pages"
done >"$folder/list"

now() { date +%s.%N; }
started=$(now)
"$TEARSHEET" convert --to json --files-from "$folder/list" >"$folder/out"
ended=$(now)
floor=$(printf '%s\n' "$pages" | tr '\n' '\0' | xargs -0 "$OUT/bench/parse" "$times")
awk -v n="$((count * times))" -v all="$started $ended" -v floor="$floor" 'BEGIN {
    split(all, t, " "); s = t[2] - t[1]
    printf "convert   %d pages, %.2f s, %.0f pages/s, %.2f ms a page; %.1f times the parser alone\n", n, s, n / s, 1000 * s / n, s / floor
}'

cp -r site-example "$folder/site"
rm -rf "$folder/site/public"
for what in first again; do
    started=$(now)
    "$TEARSHEET" build "$folder/site" --quiet
    awk -v a="$started" -v b="$(now)" -v what=$what 'BEGIN { printf "build     the example site, %s: %.2f s\n", what, b - a }'
done
