#!/usr/bin/env bash
# Writes src/SupplyChain.Cli/methods.order: the methods that verifications run, which the compiler then puts beside each other, so that the
# system loads few pages of the executable. Needs valgrind and the programs that build/peers.sh installs.
# What is missing in the file, or in it and gone, costs some memory and nothing else.
set -euo pipefail
cd "$(dirname "$0")/.."
build=$PWD/build
list=$PWD/src/SupplyChain.Cli/methods.order
work=$(mktemp -d)
registry=
trap '[ -z "$registry" ] || kill "$registry"; rm -rf "$work"' EXIT

dotnet publish src/SupplyChain.Cli -c Release -o "$work/cli" -v quiet -nologo -p:StripSymbols=false
# valgrind needs the names, and does not know the compiler's form of the rest.
objcopy --strip-debug "$work/cli/supplychain" "$work/supplychain"
cd "$work"
nm supplychain | awk '{ print $3 }' | sort -u >names

cat >registry.yml <<END
version: 0.1
log: { level: info, accesslog: { disabled: true } }
storage: { filesystem: { rootdirectory: $work/registry } }
http: { addr: "127.0.0.1:0" }
END
docker-registry serve registry.yml >registry.log 2>&1 &
registry=$!
until host=$(grep -om1 'listening on 127.0.0.1:[0-9]*' registry.log | cut -d' ' -f3); do sleep 0.1; done

# Adds what a command runs, unless it is there. The heap is bounded, since valgrind reserves no more.
: >methods
trace() {
  DOTNET_GCHeapHardLimit=0x10000000 valgrind --tool=callgrind --callgrind-out-file=calls ./supplychain "$@" >output 2>&1 ||
    { cat output; exit 1; }
  { sed -nE "s/^c?fn=\([0-9]+\) //p" calls | sed "s/'[0-9]*\$//" | sort -u | comm -12 - names | grep -v '^_Z' | grep -vxFf methods || true; } >added
  cat added >>methods
  echo "$(wc -l <added) methods of $1"
}

export COSIGN_PASSWORD=p
./supplychain keys generate --output ci >/dev/null 2>&1
mkdir app && echo content >app/file
image=$host/shop/api:1.0
./supplychain image pack app "$image" --entry-point /app/file >/dev/null
./supplychain sign-blob app/file --key ci.key --bundle file.json --quiet >/dev/null
"$build/timestamp-bundle.sh" file.json
./supplychain sign "$image" --key ci.key --quiet >/dev/null

trace verify-blob app/file --key ci.pub --bundle stamped.json --trusted-root root.json --use-signed-timestamps --insecure-ignore-tlog
trace verify "$image" --key ci.pub
mv methods "$list"
