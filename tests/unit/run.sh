#!/bin/sh
# run.sh PROGRAM…: runs unit test programs, shows the output of those that fail, ends with `N passed, N failed`.
passed=0 failed=0
log=$(mktemp)
trap 'rm -f "$log"' EXIT
for program in "$@"; do
    CMOCKA_MESSAGE_OUTPUT=TAP timeout 300 "./$program" </dev/null >"$log" 2>&1
    status=$?
    good=$(grep -c '^ok ' "$log")
    bad=$(grep -c '^not ok ' "$log")
    # A program that died has failed, whatever its tests said before.
    [ $status -ne 0 ] && [ "$bad" -eq 0 ] && bad=1
    passed=$((passed + good)) failed=$((failed + bad))
    if [ $status -ne 0 ]; then
        echo "$program (status $status):"
        grep -v '^ok ' "$log" | head -n 200
    fi
done
echo "$passed passed, $failed failed"
[ $failed -eq 0 ]
