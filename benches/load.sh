#!/usr/bin/env bash
# The documented load run: docs/PERFORMANCE.md. Needs wrk, curl, taskset and two cores, and some minutes of quiet.
#   benches/load.sh PAGES-BINARY DATABASE-URL MEASURED-PATH [SECONDS [ROUNDS]]
# The server has core 0, the load core 1. Pages are measured in the same run as the ceiling: a bare handler that
# answers with the same compressed bytes from memory. Printed are the medians of the rounds.
set -euo pipefail
binary=$1 url=$2 path=$3 seconds=${4:-5} rounds=${5:-5}
here=$(dirname "$0")
port=$((20000 + RANDOM % 20000))
site=http://127.0.0.1:$port ceiling=http://127.0.0.1:$((port + 1))
work=$(mktemp -d)
cookie=$("$binary" sign-in "$url")
had_index=$(ls -d "$(dirname "${url#sqlite:}")/search" "${TMPDIR:-/tmp}/lotse-bench/search" 2>/dev/null || true)
start=$SECONDS began=$(date +%s%N)
RUST_LOG=warn,lotse::search=info taskset -c 0 "$binary" serve "$url" "$port" >"$work/log" 2>&1 &
server=$!
trap 'kill "$server" 2>/dev/null; wait "$server" 2>/dev/null || true; rm -rf "$work"' EXIT
until curl -fs -o /dev/null "$site$path"; do
    kill -0 "$server" || { cat "$work/log"; exit 1; }
    sleep 0.01
done
memory() { awk '/RssAnon/ { print int($2 / 1024) " MB" }' "/proc/$server/status"; }
echo "first page after $((($(date +%s%N) - began) / 1000000)) ms, memory (RssAnon) $(memory)"

# A search index that is not there yet is made while the site serves; measured is what is usual.
if [[ -z $had_index ]]; then
    until grep -q 'search index is new' "$work/log"; do sleep 0.2; done
    echo "search index made after $((SECONDS - start)) s"
fi
sleep 2
echo "memory (RssAnon) idle: $(memory)"
"$binary" searches 400 >"$work/words"

# load CONNECTIONS WRK-ARGUMENTS…: requests a second, median and 99th percentile of one round.
load() {
    local connections=$1
    shift
    taskset -c 1 wrk -t1 -c"$connections" -d"${seconds}s" --latency -H 'Accept-Encoding: gzip' "$@" |
        awk '/50%/ { m = $2 } /99%/ { p = $2 } /Requests\/sec/ { r = $2 } /Non-2xx/ { bad = "ERRORS " $NF }
             END { print r, m, p, bad }'
}
measure() { # NAME CONNECTIONS WRK-ARGUMENTS…
    local name=$1
    shift
    for _ in $(seq "$rounds"); do load "$@"; done | sort -n |
        awk -v n="$name" '{ row[NR] = $0 }
            END { split(row[int((NR + 1) / 2)], a, " "); printf "%-28s %9.0f/s   p50 %-9s p99 %-9s %s\n", n, a[1], a[2], a[3], a[4] a[5] }'
}

curl -fs -H 'Accept-Encoding: gzip' "$site$path" -o "$work/page"
curl -fs -X POST --data-binary @"$work/page" "$ceiling/"
person=$(curl -fs "$site$path" | grep -o '/u/[0-9]*/[a-z0-9-]*' | sed -n 3p)
me=(-H "Cookie: $cookie")
measure "ceiling ($(stat -c %s "$work/page") bytes)" 16 "$ceiling/"
while read -r name where; do
    measure "$name, visitor" 16 "$site$where"
    # A page that is not kept: the session has to be read, then everything on it.
    measure "$name, member" 16 "${me[@]}" "$site$where"
done <<PAGES
thread $path
board /b/help
home /
tag /tag/grinder
tags /tags
unanswered /unanswered
members /members
profile $person
PAGES
measure "ceiling again" 16 "$ceiling/"
WORDS=$work/words measure "search, two words" 1 -s "$here/words.lua" "$site/search?q="
WORDS=$work/words measure "suggestions while typing" 1 -s "$here/words.lua" "$site/suggest?q="
"$binary" write "$url" "$site" 1 "$seconds"
"$binary" write "$url" "$site" 32 "$seconds"
echo "memory (RssAnon) after all this: $(memory)"
