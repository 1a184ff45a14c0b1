#!/bin/sh
# check.sh PART…: runs `make check-PART` for each, shows the output of those that fail, and closes with one line,
# `N passed, N failed`. A part's own such lines are its count; a part without any counts as one test.
passed=0 failed=0
logs=build/check
mkdir -p $logs
for part in "$@"; do
    printf '%-10s' "$part"
    started=$(date +%s)
    log=$logs/$part.log
    ${MAKE:-make} --no-print-directory "check-$part" </dev/null >"$log" 2>&1
    status=$?
    counts=$(awk '
        match($0, /^[0-9]+ passed, [0-9]+ failed/) { good += $1; bad += $3; seen = 1 }
        END { print good + 0, bad + 0, seen + 0 }' "$log")
    good=${counts%% *} seen=${counts##* }
    bad=${counts#* } bad=${bad% *}
    if [ $status -ne 0 ] && [ "$bad" -eq 0 ]; then
        bad=1
    elif [ "$seen" -eq 0 ]; then
        good=1
    fi
    grep '^skipped ' "$log" | sed 's/^/    /'
    passed=$((passed + good)) failed=$((failed + bad))
    printf '%6d passed %4d failed %5d s\n' "$good" "$bad" $(($(date +%s) - started))
    if [ "$bad" -ne 0 ]; then
        echo "    the end of $log:"
        grep -v '^  [A-Z][A-Z]* ' "$log" | tail -n 150 | sed 's/^/    /'
    fi
done
echo
echo "$passed passed, $failed failed"
[ $failed -eq 0 ]
