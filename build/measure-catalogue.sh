#!/usr/bin/env bash
# Measures the built-in catalogue on images of three sizes, beside what it takes to unpack and hash their layers: the budgets are 150 ms for
# the Alpine archive, 0.6 s for a Debian base, 3 s and 1.3 times the hashing for 1.1 GB of Debian, .NET and node, and 200 MB of memory for all.
# Needs debootstrap as root, strace, GNU time, and SUPPLYCHAIN_DATA. Images are kept in CACHE (default: the user's cache) for the next run.
set -euo pipefail
cd "$(dirname "$0")/.."

cli=${CLI:-artifacts/cli/supplychain}
cache=${CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/supplychain-measure}
rounds=${ROUNDS:-5}
mkdir -p "$cache"
[ -x "$cli" ] || dotnet publish src/SupplyChain.Cli -c Release -o artifacts/cli -v quiet -nologo

pack() { # NAME: an OCI layout of one gzip layer with the tree of that name
  local out=$cache/$1.oci diff layer config manifest
  [ ! -d "$out" ] || return 0
  mkdir -p "$out.new/blobs/sha256"
  diff=$(tar -C "$cache/$1.tree" --sort=name --numeric-owner -c . | tee >(gzip -6 >"$out.new/layer") | sha256sum | cut -d' ' -f1)
  wait
  layer=$(blob "$out.new" "$out.new/layer")
  printf '{"os":"linux","architecture":"amd64","rootfs":{"type":"layers","diff_ids":["sha256:%s"]}}' "$diff" >"$out.new/config"
  config=$(blob "$out.new" "$out.new/config")
  printf '{"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json","config":{"mediaType":"application/vnd.oci.image.config.v1+json",%s},"layers":[{"mediaType":"application/vnd.oci.image.layer.v1.tar+gzip",%s}]}' "$config" "$layer" >"$out.new/manifest"
  manifest=$(blob "$out.new" "$out.new/manifest")
  printf '{"imageLayoutVersion":"1.0.0"}' >"$out.new/oci-layout"
  printf '{"schemaVersion":2,"manifests":[{"mediaType":"application/vnd.oci.image.manifest.v1+json",%s,"annotations":{"org.opencontainers.image.ref.name":"latest"}}]}' "$manifest" >"$out.new/index.json"
  mv "$out.new" "$out"
}

blob() { # LAYOUT FILE: moves the file among the blobs, and says digest and size as a descriptor has them
  local digest size
  digest=$(sha256sum "$2" | cut -d' ' -f1)
  size=$(stat -c %s "$2")
  mv "$2" "$1/blobs/sha256/$digest"
  printf '"digest":"sha256:%s","size":%s' "$digest" "$size"
}

best() { # COMMAND…: the fastest of the rounds and the least processor time, in seconds, and the most memory, in MB
  for _ in $(seq "$rounds"); do
    /usr/bin/time -f '%e %U %S %M' -o "$cache/time" "$@" >/dev/null 2>&1 || true
    tail -1 "$cache/time"
  done | awk 'NR == 1 || $1 < s { s = $1 } NR == 1 || $2 + $3 < c { c = $2 + $3 } $4 > m { m = $4 } END { printf "%.2f s, %.2f s of processor time, %d MB", s, c, m / 1024 }'
}

hash_layers() { # LAYOUT: what unpacking and hashing its gzip layers takes alone
  for blob in "$1"/blobs/sha256/*; do
    if [ "$(head -c 2 "$blob" | od -An -tx1)" = " 1f 8b" ]; then gzip -dc "$blob" | sha256sum >/dev/null; fi
  done
}
export -f hash_layers

if [ ! -d "$cache/debian.tree" ]; then
  debootstrap --variant=minbase bookworm "$cache/debian.new" >/dev/null
  rm -rf "$cache/debian.new/dev" && mv "$cache/debian.new" "$cache/debian.tree"
fi
if [ ! -d "$cache/large.tree" ]; then # the base, and this machine's package database, programs, .NET and node modules
  cp -a "$cache/debian.tree" "$cache/large.new"
  cp -a /var/lib/dpkg/. "$cache/large.new/var/lib/dpkg/"
  mkdir -p "$cache/large.new/usr/share" "$cache/large.new/app"
  cp -a "$(dirname "$(readlink -f "$(command -v dotnet)")")" "$cache/large.new/usr/share/"
  for modules in /usr/share/nodejs "${XDG_CACHE_HOME:-$HOME/.cache}/supplychain-peers/node_modules"; do
    [ -d "$modules" ] && mkdir -p "$cache/large.new/app/$(basename "$(dirname "$modules")")" && cp -aL "$modules" "$cache/large.new/app/$(basename "$(dirname "$modules")")/node_modules" 2>/dev/null || true
  done
  mv "$cache/large.new" "$cache/large.tree"
fi
pack debian
pack large
for target in "docker-archive:$SUPPLYCHAIN_DATA/images/alpine-310.tar.gz" "oci:$cache/debian.oci:latest" "oci:$cache/large.oci:latest"; do
  packages=$("$cli" sbom "$target" 2>/dev/null | grep -c '"type": "library"')
  printf '%s: %s packages, %s' "${target##*/}" "$packages" "$(best "$cli" sbom "$target")"
  case $target in oci:*) layout=${target#oci:}; printf '; hashing its layers alone %s' "$(best bash -c "hash_layers '${layout%:latest}'")" ;; esac
  printf '\n'
done

# Files opened for writing, apart from devices, while the largest image is read.
strace -f -qq -e trace=openat,creat,socket -o "$cache/strace" "$cli" sbom "oci:$cache/large.oci:latest" >/dev/null 2>&1
printf 'files written: %s, sockets: %s\n' \
  "$(grep -E 'O_WRONLY|O_RDWR|O_CREAT|creat\(' "$cache/strace" | grep -vcE '"/(dev|proc)/|ENOENT' || true)" "$(grep -c 'socket(' "$cache/strace" || true)"
