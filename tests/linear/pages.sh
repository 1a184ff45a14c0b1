#!/bin/sh
# pages.sh TEARSHEET [KIND…]: no page may cost more than its size. Converts pages of n, 2n and 4n pieces of one kind and
# counts the instructions under valgrind: what the second doubling adds may be at most 2.2 times what the first adds
# (twice is linear, four times quadratic). What the program needs to begin at all does not count that way.
tearsheet=$1
shift
if ! command -v valgrind >/dev/null; then
    echo "valgrind is not there: not counted"
    exit 0
fi
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
passed=0 failed=0

# page KIND PIECES: a page (or, for "lines", a text dump) of so many pieces
page() {
    awk -v kind="$1" -v n="$2" '
        function text(i) { return "The harbour bridge opened again on day " i " of the work, the council said." }
        function all(before, behind,    i) { for (i = 0; i < n; i++) print before text(i) behind }
        function nothing(piece,    i) { for (i = 0; i < n; i++) printf "%s", piece }
        BEGIN {
            if (kind == "lines") { print "The bridge opens\n"; all("", "\n"); exit }
            printf "<!DOCTYPE html><html lang=en><head><title>The bridge opens</title>"
            if (kind == "json-ld")
                for (i = 0; i < n; i++)
                    print "<script type=\"application/ld+json\">{\"@type\":\"Person\",\"name\":\"" text(i) "\"}</script>"
            if (kind == "meta")
                for (i = 0; i < n; i++) print "<meta name=\"article:tag\" content=\"tag " i "\">"
            printf "</head><body>"
            if (kind == "attributes") {
                printf "<div"
                for (i = 0; i < n; i++) printf " data-a%d=\"%d\"", i, i
                printf ">"
            }
            printf "<article><h1>The bridge opens</h1>"
            all_kinds()
            print "</article></body></html>"
        }
        function all_kinds() {
            if (kind == "depth") { nothing("<div>"); all("<p>", "</p>"); nothing("</div>") }
            else if (kind == "siblings") all("<p>", "</p>")
            else if (kind == "texts") { printf "<p>"; all("", "</i>") }
            else if (kind == "spans") { printf "<p>"; all("<span>", "</span> <b>x</b>") }
            else if (kind == "unclosed") all("<p><li>", "")
            else if (kind == "comments") all("<p>", "</p><!-- a note --><!-- -- ->")
            else if (kind == "table") { printf "<table>"; all("<tr><td>", "<td>1<td>2"); printf "</table>" }
            else if (kind == "one-text") { printf "<p>"; all("", " ") }
            else if (kind == "one-word") { printf "<p>"; nothing("abcdefgh") }
            else if (kind == "links") all("<p><a href=\"/a?b=1&amp;c=2\">x</a> ", "</p>")
            else if (kind == "classes") { all("<div class=\"story comments share a-b-c\"><p>", "</p></div>") }
            else if (kind == "list") { printf "<ul>"; all("<li>", "</li>"); printf "</ul>" }
            else if (kind == "breaks") { printf "<p>"; all("By Jane Doe | 12 March 2020 | ", "<br>") }
            else all("<p>", "</p>")
        }'
}

# How many pieces the smallest page has: elements nest no deeper than 4,000
pieces() {
    case $1 in
    depth) echo 900 ;;
    one-word) echo 20000 ;;
    *) echo 1000 ;;
    esac
}

# count KIND PIECES: instructions in thousands, nothing where the conversion fails
count() {
    name=$folder/page.html
    [ "$1" != lines ] || name=$folder/page.txt
    page "$1" "$2" >"$name"
    valgrind --tool=callgrind --callgrind-out-file=/dev/null "$tearsheet" convert --to json "$name" 2>&1 >/dev/null |
        awk '/Collected/ { printf "%d", $4 / 1000 } /tearsheet: / { exit 1 }'
}

for kind in ${*:-depth siblings attributes texts spans unclosed comments table one-text one-word lines links classes list \
    breaks json-ld meta}; do
    n=$(pieces "$kind")
    one=$(count "$kind" "$n") two=$(count "$kind" $((2 * n))) four=$(count "$kind" $((4 * n)))
    if awk -v a="$one" -v b="$two" -v c="$four" -v kind="$kind" 'BEGIN {
            times = b > a ? (c - b) / (b - a) : 0
            linear = a > 0 && times > 0 && times <= 2.2
            printf "%-4s %-10s %8.1f %8.1f %8.1f million instructions, %.2f times\n", linear ? "ok" : "FAIL",
                kind, a / 1000, b / 1000, c / 1000, times
            exit !linear }'; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
    fi
done
echo "$passed passed, $failed failed"
[ $failed -eq 0 ]
