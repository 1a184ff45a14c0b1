#!/bin/sh
# Builds on disks that are full, read-only or another one: in a mount namespace of our own, where the system allows it.
#
#   tests/fault/disks.sh TEARSHEET
tearsheet=$1
if [ -z "$2" ]; then
    unshare -Urm true 2>/dev/null || { echo "skipped fault/disks: no mount namespaces here"; exit 0; }
    exec unshare -Urm sh "$0" "$tearsheet" inside
fi
folder=$(mktemp -d)
trap 'umount "$folder"/*/public "$folder"/full "$folder"/closed 2>/dev/null; rm -rf "$folder"' EXIT
cd "$folder" || exit 1
passed=0 failed=0

check() { # NAME; the status of what was tested
    if [ "$2" -eq 0 ]; then passed=$((passed + 1)); else failed=$((failed + 1)) && echo "not ok: $1" && cat messages; fi
}
site() { # FOLDER
    mkdir -p "$1/content"
    echo 'return { title = "Saltby" }' >"$1/site.lua"
    echo 'It opens.' >"$1/content/pier.md"
}
digests() { (cd "$1" && find . -type f -exec sha256sum {} + | sort); }
build() { # SITE; its messages go to a file
    "$tearsheet" build -q "$1" >messages 2>&1
}

# A small disk that is full half way.
mkdir full && mount -t tmpfs -o size=2m none full && site full/site
build full/site && digests full/site/public >before
check 'a small disk: the first build' $?
yes 'A word and another one.' | head -n 60000 >full/site/content/long.md
build full/site
test $? -eq 1 && grep -q 'public/.*: No space left on device' messages
check 'a small disk: it is said' $?
digests full/site/public | cmp -s - before && test ! -e full/site/.public.tearsheet
check 'a small disk: the old site stands alone' $?
rm full/site/content/long.md
build full/site && digests full/site/public | cmp -s - before
check 'a small disk: the next build' $?

# An output that is a disk of its own cannot be replaced.
site own && mkdir own/public && mount -t tmpfs -o size=8m none own/public
build own && echo saltby.example >own/public/CNAME && echo 'It closes.' >own/content/pier.md && build own &&
    grep -q 'It closes' own/public/undated/pier.html && test "$(cat own/public/CNAME)" = saltby.example &&
    test ! -e own/public/.tearsheet-stage && test ! -e own/.public.tearsheet && mountpoint -q own/public
check 'a disk of its own' $?
cp -r own bound && mount --bind bound/public bound/public && echo 'It is bound.' >bound/content/pier.md &&
    build bound && grep -q 'It is bound' bound/public/undated/pier.html && test ! -e bound/.public.tearsheet
check 'a folder mounted on itself' $?

# A disk that may not be written.
site closed && build closed && digests closed/public >before && mount --bind closed closed &&
    mount -o remount,bind,ro closed && ! build closed &&
    grep -q 'public: The output folder cannot be written into: Read-only file system' messages &&
    digests closed/public | cmp -s - before
check 'a read-only disk' $?

# Nor may a folder, or the one above it; of what may, files change one by one.
site locked && build locked && digests locked/public >before && chmod 555 locked/public && echo 'It closes.' >locked/content/pier.md
check 'a read-only folder: ready' $?
build() {
    setpriv --bounding-set=-dac_override "$tearsheet" build -q "$1" >messages 2>&1
}
! build locked && grep -q 'public: The output folder cannot be written into: Permission denied' messages &&
    digests locked/public | cmp -s - before
check 'a read-only folder' $?
chmod 755 locked/public && chmod 555 locked && build locked && grep -q 'It closes' locked/public/undated/pier.html &&
    test ! -e locked/public/.tearsheet-stage
check 'a folder in a read-only one' $?
chmod 755 locked

echo "$passed passed, $failed failed"
[ $failed -eq 0 ]
