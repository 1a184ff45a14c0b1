#!/bin/sh
# The rules for withdrawn articles, tried on a real Apache and a real nginx: the tombstone is what is answered, with status
# 410, and all else is found as ever. run.sh TEARSHEET
set -eu

tearsheet=$1
apache=$(command -v apache2 || command -v httpd)
work=$(mktemp -d)
failed=0
passed=0
trap 'for f in "$work"/*.pid; do [ -s "$f" ] && kill "$(cat "$f")" 2>/dev/null; done; rm -rf "$work"' EXIT

write_site() {
    mkdir -p "$work/site/content"
    cat >"$work/site/site.lua" <<'END'
return { title = "Saltby", base_url = "http://127.0.0.1/archive/", permalink = "{year}/{slug}.html" }
END
    for name in ferry 渡轮 pier; do
        printf -- '---\ntitle: The %s\ndate: 2020-03-12\n---\nThe zanzibarwood deck of the %s.\n' "$name" "$name" \
            >"$work/site/content/$name.md"
    done
    cat >"$work/site/takedowns.lua" <<'END'
return {
  ["content/ferry.md"] = { reason = "The Gazette asked us to." },
  ["content/渡轮.md"] = { reason = "The Gazette asked us to." },
}
END
    "$tearsheet" build --quiet -o "$work/www/archive" "$work/site"
}

# No port is known to be free: one is tried after the other.
start_apache() {
    modules=$(dirname "$(find /usr/lib /usr/libexec /opt -name mod_rewrite.so 2>/dev/null | head -n 1)")
    for port in 8411 8412 8413 8414; do
        {
            for name in mpm_event authz_core dir mime rewrite; do
                [ -e "$modules/mod_$name.so" ] && echo "LoadModule ${name}_module $modules/mod_$name.so"
            done
            echo "ServerName 127.0.0.1"
            echo "Listen 127.0.0.1:$port"
            echo "PidFile $work/apache.pid"
            echo "ErrorLog $work/apache.log"
            echo "Mutex file:$work"
            echo "DocumentRoot $work/www"
            echo "TypesConfig /etc/mime.types"
            echo "<Directory $work/www>"
            echo "AllowOverride All"
            echo "</Directory>"
        } >"$work/apache.conf"
        "$apache" -f "$work/apache.conf" -k start && return 0
    done
    return 1
}

start_nginx() {
    for port in 8421 8422 8423 8424; do
        cat >"$work/nginx.conf" <<END
pid $work/nginx.pid;
error_log $work/nginx.log;
events {}
http {
    types { text/html html; application/xml xml; }
    access_log off;
    client_body_temp_path $work/t1; proxy_temp_path $work/t2; fastcgi_temp_path $work/t3; uwsgi_temp_path $work/t4; scgi_temp_path $work/t5;
    server {
        listen 127.0.0.1:$port;
        root $work/www;
        include $work/www/archive/gone.nginx.conf;
    }
}
END
        nginx -c "$work/nginx.conf" -e "$work/nginx.log" && return 0
    done
    return 1
}

# expect SERVER PATH STATUS WORDS
expect() {
    status=$(curl -s -o "$work/answer" -w '%{http_code}' "http://127.0.0.1:$port/archive/$2")
    if [ "$status" = "$3" ] && grep -q "$4" "$work/answer"; then
        passed=$((passed + 1))
        echo "ok    $1: $2 is answered with $3"
    else
        failed=$((failed + 1))
        echo "FAIL  $1: $2 is answered with $status, not $3 with \"$4\""
        sed 's/^/      /' "$work/answer" | head -n 5
    fi
}

try() {
    expect "$1" 2020/the-ferry.html 410 "The Gazette asked us to."
    expect "$1" 2020/the-%E6%B8%A1%E8%BD%AE.html 410 "The Gazette asked us to."
    expect "$1" 2020/the-pier.html 200 zanzibarwood
    expect "$1" 2020/the-ferryxhtml 404 ""
    expect "$1" index.html 200 Saltby
}

umask 022
write_site
chmod 755 "$work"
start_apache && sleep 1 && try Apache
start_nginx && sleep 1 && try nginx
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
