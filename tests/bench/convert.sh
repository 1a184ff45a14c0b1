#!/bin/sh
# What a whole conversion costs beside libxml2's parser on the same pages: those of the example site, and with
# CORPUS=FOLDER those of its sets wcxb-dev and zh-dev (SETS= names others). And how long a whole build takes.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

find site-example/content -name '*.html' -o -name '*.htm' | sort >"$folder/list"
printf 'example    '
"$OUT/bench/ratio" -r "${ROUNDS:-50}" "$folder/list"

for set in ${CORPUS:+${SETS:-wcxb-dev zh-dev}}; do
    mkdir "$folder/$set"
    for page in "$CORPUS/$set"/html/*.gz; do
        name=${page##*/}
        gzip -dc "$page" >"$folder/$set/${name%.gz}"
    done
    find "$folder/$set" -type f | sort >"$folder/list"
    printf '%-10s ' "$set"
    "$OUT/bench/ratio" -r "${ROUNDS:-3}" "$folder/list"
    rm -rf "${folder:?}/$set"
done

now() { date +%s.%N; }
cp -r site-example "$folder/site"
rm -rf "$folder/site/public"
for what in first again; do
    started=$(now)
    "$TEARSHEET" build "$folder/site" --quiet
    awk -v a="$started" -v b="$(now)" -v what=$what 'BEGIN { printf "build      the example site, %s: %.2f s\n", what, b - a }'
done
