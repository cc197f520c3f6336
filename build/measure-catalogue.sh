#!/usr/bin/env bash
# Measures the built-in catalogue on images of three sizes, beside what it takes to unpack and hash their layers: the budgets are 150 ms for
# the Alpine archive, 0.6 s for a Debian base, 3 s and 1.3 times the hashing for 1.1 GB of Debian, Java and node, and 200 MB of memory for all.
# Needs debootstrap as root, strace, GNU time, and SUPPLYCHAIN_DATA. Images are kept in CACHE (default: the user's cache) for the next run.
set -euo pipefail
cd "$(dirname "$0")/.."

cli=${CLI:-artifacts/cli/supplychain}
cache=${CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/supplychain-measure}
rounds=${ROUNDS:-5}
mkdir -p "$cache"
[ -x "$cli" ] || dotnet publish src/SupplyChain.Cli -c Release -o artifacts/cli -v quiet -nologo

image() { # NAME PACKAGES: a layout of one layer with a Debian base and these packages
  [ -d "$cache/$1.tree" ] || { debootstrap --variant=minbase ${2:+--include="$2"} bookworm "$cache/$1.new" >/dev/null && mv "$cache/$1.new" "$cache/$1.tree"; }
  [ -d "$cache/$1.oci" ] || { "$cli" image pack "$cache/$1.tree" "oci:$cache/$1.new.oci:latest" --quiet >/dev/null && mv "$cache/$1.new.oci" "$cache/$1.oci"; }
}

best() { # COMMAND…: the fastest of the rounds, in seconds, and the most memory, in MB
  for _ in $(seq "$rounds"); do
    /usr/bin/time -f '%e %M' -o "$cache/time" "$@" >/dev/null 2>&1 || true
    tail -1 "$cache/time"
  done | awk 'NR == 1 || $1 < s { s = $1 } $2 > m { m = $2 } END { printf "%.2f s, %d MB", s, m / 1024 }'
}

hash_layers() { # LAYOUT: what unpacking and hashing its gzip layers takes alone
  for blob in "$1"/blobs/sha256/*; do
    if [ "$(head -c 2 "$blob" | od -An -tx1)" = " 1f 8b" ]; then gzip -dc "$blob" | sha256sum >/dev/null; fi
  done
}
export -f hash_layers

image debian ""
image node npm,build-essential,git,default-jre-headless,python3-pip
for target in "docker-archive:$SUPPLYCHAIN_DATA/images/alpine-310.tar.gz" "oci:$cache/debian.oci:latest" "oci:$cache/node.oci:latest"; do
  packages=$("$cli" sbom "$target" --quiet | grep -c '"type": "library"')
  printf '%s: %s packages, %s' "${target##*/}" "$packages" "$(best "$cli" sbom "$target" --quiet)"
  case $target in oci:*) layout=${target#oci:}; printf '; hashing its layers alone %s' "$(best bash -c "hash_layers '${layout%:latest}'")" ;; esac
  printf '\n'
done

# Files opened for writing, apart from devices, while the largest image is read.
strace -f -qq -e trace=openat,creat,socket -o "$cache/strace" "$cli" sbom "oci:$cache/node.oci:latest" --quiet >/dev/null
printf 'files written: %s, sockets: %s\n' \
  "$(grep -E 'O_WRONLY|O_RDWR|O_CREAT|creat\(' "$cache/strace" | grep -vcE '"/(dev|proc)/|ENOENT' || true)" "$(grep -c 'socket(' "$cache/strace" || true)"
