#!/bin/sh
# fuzz.sh FOLDER SECONDS NAME…: runs each libFuzzer target FOLDER/fuzzer/NAME for so many seconds. What it learns stays
# in FOLDER/corpus/NAME, what breaks it in FOLDER/findings/NAME; neither is put in the source tree. A finding that is
# worth keeping is made small (-minimize_crash=1) and copied to tests/fuzz/corpus/NAME by hand, with its repair.
folder=$1 seconds=$2
shift 2
status=0
for name in "$@"; do
    mkdir -p "$folder/corpus/$name" "$folder/findings/$name"
    words=
    [ -f "tests/fuzz/$name.dict" ] && words=-dict=tests/fuzz/$name.dict
    echo "== $name, $seconds s"
    # Unquoted: no word where there is no dictionary
    "$folder/fuzzer/$name" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -max_len=65536 -print_final_stats=0 \
        -verbosity=0 -artifact_prefix="$folder/findings/$name/" $words "$folder/corpus/$name" \
        "tests/fuzz/corpus/$name" || status=1
    found=$(find "$folder/findings/$name" -type f | wc -l)
    echo "   $(find "$folder/corpus/$name" -type f | wc -l) inputs learnt, $found findings in $folder/findings/$name"
done
exit $status
