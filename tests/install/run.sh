#!/bin/sh
# Installs into a folder of its own, uses what is there as a stranger would, takes it back, and looks for what is left.
make=${MAKE:-make}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
passed=0 failed=0

check() {
    title=$1
    shift
    if "$@" >"$folder/log" 2>&1; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "FAILED $title"
        cat "$folder/log"
    fi
}

ask_pkg_config() {
    PKG_CONFIG_PATH="$folder/lib/pkgconfig" pkg-config "$@" tearsheet
}

# Unquoted: flags are words.
compile_shared() {
    cc -o "$folder/use" tests/install/use.c $(ask_pkg_config --cflags --libs) "-Wl,-rpath,$folder/lib"
}

# Our library inside the program, the system's beside it: not --static, which wants archives of those too.
compile_static() {
    cc -o "$folder/use-static" tests/install/use.c $(ask_pkg_config --cflags) "$folder/lib/libtearsheet.a" \
        $(pkg-config --libs $(ask_pkg_config --print-requires-private)) -lunistring -lm -pthread
}

# The example of tearsheet(3): pages of the example site's captures, one of them missing.
compile_site() {
    cc -Wall -o "$folder/site" tests/install/site.c $(ask_pkg_config --cflags --libs) $(pkg-config --cflags --libs jansson) \
        "-Wl,-rpath,$folder/lib"
}

run_site() {
    "$folder/site" site-example site-example/content/altenfleet/leitstern-besuch.html >"$folder/page.html" &&
        grep -q "<article" "$folder/page.html" && ! "$folder/site" site-example no-such-file.html
}

run_module() {
    LUA_CPATH="$folder/lib/lua/5.4/?.so" "$(command -v lua5.4 || command -v lua54 || echo lua)" tests/install/module.lua
}

same_tree() {
    (cd plugin && find rules -type f ! -name '.*' ! -name 'README*') | while read -r file; do
        cmp "plugin/$file" "$folder/share/tearsheet/$file" || exit 1
    done
}

nothing_left() {
    [ -z "$(find "$folder/usr" ! -type d)" ] && [ ! -d "$folder/usr/share/tearsheet" ]
}

check "make install" "$make" --no-print-directory install PREFIX="$folder"
check "the program runs" "$folder/bin/tearsheet" --version
check "the library is found by pkg-config" compile_shared
check "a program with the shared library runs" "$folder/use"
check "the static library links" compile_static
check "a program with the static library runs" "$folder/use-static"
check "the example of the manual is compiled" compile_site
check "the example of the manual runs" run_site
check "require \"tearsheet\" in stock Lua" run_module
check "rules are installed as they are" same_tree
for page in plugin/man/*.[1-9]; do
    check "$page is installed" test -f "$folder/share/man/man${page##*.}/${page##*/}"
done
check "make install DESTDIR= PREFIX=/usr" "$make" --no-print-directory install DESTDIR="$folder" PREFIX=/usr
check "the .pc file names the prefix, not the staging folder" grep -q '^prefix=/usr$' "$folder/usr/lib/pkgconfig/tearsheet.pc"
check "make uninstall" "$make" --no-print-directory uninstall DESTDIR="$folder" PREFIX=/usr
check "nothing is left" nothing_left
echo "$passed passed, $failed failed"
[ $failed -eq 0 ]
