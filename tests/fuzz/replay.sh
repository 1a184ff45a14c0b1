#!/bin/sh
# replay.sh FOLDER NAME…: the seeds of tests/fuzz/corpus/NAME through FOLDER/NAME; each seed is one test. A target
# without seeds fails: then it tests nothing.
programs=$1
shift
passed=0 failed=0
log=$(mktemp)
trap 'rm -f "$log"' EXIT
for name in "$@"; do
    seeds=$(find "tests/fuzz/corpus/$name" -type f 2>/dev/null | sort)
    count=$(printf '%s\n' "$seeds" | grep -c .)
    if [ "$count" -eq 0 ]; then
        echo "FAILED $name: no seeds in tests/fuzz/corpus/$name"
        failed=$((failed + 1))
        continue
    fi
    if printf '%s\n' "$seeds" | tr '\n' '\0' | timeout 600 xargs -0 "$programs/$name" >"$log" 2>&1; then
        passed=$((passed + count))
    else
        echo "FAILED $name:"
        tail -n 60 "$log"
        failed=$((failed + 1))
    fi
done
echo "$passed passed, $failed failed"
[ $failed -eq 0 ]
