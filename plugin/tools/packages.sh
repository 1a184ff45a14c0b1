#!/bin/sh
# packages.sh [--check] NEED…: sees that everything packages.txt lists for these needs (build, test, fuzz, memory) is
# there. On Debian and its kin it installs what is missing, as root or through sudo, saying what; elsewhere it says
# which packages are wanted. Nothing missing: nothing done, nothing said, no root asked for.
# --check: only says what is missing, and fails if anything is.
set -eu
table=$(dirname "$0")/packages.txt
check=
if [ "${1-}" = --check ]; then
    check=yes
    shift
fi

links() {
    command -v "$1" >/dev/null || return 1
    folder=$(mktemp -d)
    case $2 in
    -fsanitize=fuzzer) body='int LLVMFuzzerTestOneInput(const char *p, unsigned long n) { return !p && n; }' ;;
    *) body='int main(void) { return 0; }' ;;
    esac
    status=0
    printf '%s\n' "$body" | "$1" "$2" -x c - -o "$folder/a" 2>"$folder/log" || status=1
    rm -rf "$folder"
    return $status
}

# Whether one probe of the table finds what it looks for.
present() {
    what=${1#*:}
    case $1 in
    cmd:*) for name in $(echo "$what" | tr '|' ' '); do command -v "$name" >/dev/null && return 0; done; return 1 ;;
    pc:*) for name in $(echo "$what" | tr '|' ' '); do pkg-config --exists "$name" 2>/dev/null && return 0; done; return 1 ;;
    header:*) echo "#include <$what>" | cc -E - >/dev/null 2>&1 ;;
    gcc:* | clang:*) links "${1%%:*}" "$what" ;;
    ruby:*) ruby -e "require '$what'" 2>/dev/null ;;
    python:*) /usr/bin/python3 -c "import $what" 2>/dev/null ;;
    font:*) fc-list ":family=$(echo "$what" | tr _ ' ')" 2>/dev/null | grep -q . ;;
    esac
}

# The packages of one column of the table whose probes fail, each once.
missing() {
    column=$1
    shift
    for need in "$@"; do
        grep "^$need " "$table"
    done | while read -r _ probe debian fedora arch alpine homebrew; do
        present "$probe" && continue
        eval "packages=\$$column"
        echo "$packages" | tr ',' '\n'
    done | grep -v '^-$' | sort -u | tr '\n' ' '
}

if command -v apt-get >/dev/null; then
    system=debian how='apt-get install'
elif command -v dnf >/dev/null; then
    system=fedora how='dnf install'
elif command -v pacman >/dev/null; then
    system=arch how='pacman -S'
elif command -v apk >/dev/null; then
    system=alpine how='apk add'
else
    system=homebrew how='brew install'
fi

wanted=$(missing $system "$@")
[ -z "$wanted" ] && exit 0

if [ -n "$check" ] || [ $system != debian ]; then
    echo "Not found here, please install: $how $wanted" >&2
    [ -z "$check" ] # elsewhere than on Debian we go on: what is missing may be somewhere we do not look
    exit
fi

as_root=
if [ "$(id -u)" != 0 ]; then
    as_root=sudo
    if ! command -v sudo >/dev/null; then
        echo "Missing, and neither root nor sudo to install it. As root: apt-get install $wanted" >&2
        exit 1
    fi
fi
echo "Installing Debian's packages: $wanted"
$as_root apt-get update -qq </dev/null || echo "The lists of packages could not be refreshed; trying with those there are." >&2
# Unquoted: one word a package is what we want
$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $wanted </dev/null

wanted=$(missing $system "$@")
[ -z "$wanted" ] && exit 0
echo "Installed, but still not found: $wanted" >&2
exit 1
