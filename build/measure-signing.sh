#!/usr/bin/env bash
# Measures signing and verification against the peers, both in one run on this machine, and prints ratios. The budgets:
#   sign and verify a file of 1 GiB   at most 1.3 x 'openssl dgst -sha256', at most 64 MiB
#   verify a bundle of a small file   at most sigstore-go's time and memory
#   sign an image and push            at most cosign's
#   verify an image                   at most 0.4 x cosign's, with 20 signatures 0.25 x
# Needs artifacts/cli/supplychain (build/measure-cli.sh makes it) and the programs that build/peers.sh installs.
set -euo pipefail
cd "$(dirname "$0")/.."
build=$PWD/build
ours="$PWD/artifacts/cli/supplychain"
[ -x "$ours" ] || { echo "no artifacts/cli/supplychain; run build/measure-cli.sh first" >&2; exit 2; }
rounds="${ROUNDS:-9}"
gib="${GIB:-1}"
work=$(mktemp -d)
export COSIGN_PASSWORD=p HOME="$work"
cd "$work"
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
cat >registry.yml <<EOF
version: 0.1
log: { level: error, accesslog: { disabled: true } }
storage: { filesystem: { rootdirectory: $work/registry } }
http: { addr: "127.0.0.1:$port" }
EOF
docker-registry serve registry.yml >/dev/null 2>&1 &
registry=$!
trap 'kill $registry; wait $registry 2>/dev/null || true; rm -rf "$work"' EXIT
until (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do sleep 0.05; done

# Median of the wall times in ms, and the largest peak in MiB, of a command that must succeed.
measure() {
  python3 - "$rounds" "$@" <<'PY'
import os, subprocess, sys, time
rounds, command = int(sys.argv[1]), sys.argv[2:]
times, peak = [], 0
for _ in range(rounds):
    start = time.perf_counter()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    said = child.stderr.read()
    _, status, usage = os.wait4(child.pid, 0)
    times.append((time.perf_counter() - start) * 1000)
    peak = max(peak, usage.ru_maxrss / 1024)
    if status:
        sys.exit(f"{' '.join(command)} ended with {os.waitstatus_to_exitcode(status)}: {said.decode()}")
print(f"{sorted(times)[len(times) // 2]:.1f} {peak:.0f}")
PY
}

# name, budget, our command, --, the peer's
compare() {
  local name=$1 budget=$2
  shift 2
  local mine=()
  while [ "$1" != -- ]; do mine+=("$1"); shift; done
  shift
  local a b
  a=$(measure "${mine[@]}")
  b=$(measure "$@")
  awk -v name="$name" -v budget="$budget" -v a="$a" -v b="$b" -v peer="$(basename "$1")" 'BEGIN {
    split(a, x); split(b, y)
    printf "%-34s %8.1f ms %5d MiB | %-24s %8.1f ms %5d MiB | ratio %.2f (budget %s)\n", name, x[1], x[2], peer, y[1], y[2], x[1] / y[1], budget }'
}

"$ours" keys generate --output ci >/dev/null
cosign signing-config create --out services.json
head -c "$((gib << 30))" /dev/zero >large
echo content >small
"$ours" sign-blob small --key ci.key --bundle small.json --quiet
"$ours" sign-blob large --key ci.key --bundle large.json --quiet

rounds_of_all=$rounds
rounds=3
compare "sign a file of $gib GiB" 1.3 "$ours" sign-blob large --key ci.key --bundle out.json --quiet -- openssl dgst -sha256 large
compare "verify a file of $gib GiB" 1.3 "$ours" verify-blob large --key ci.pub --bundle large.json --quiet -- openssl dgst -sha256 large
rounds=$rounds_of_all

# sigstore-go takes no bundle without a signed time: its program gets one, with the root that knows the authority.
"$build/timestamp-bundle.sh" small.json
compare "verify a bundle with a timestamp" 1 "$ours" verify-blob small --key ci.pub --bundle stamped.json --trusted-root root.json \
  --use-signed-timestamps --insecure-ignore-tlog --quiet -- sigstore-go-verification -artifact small -publicKey ci.pub -requireCTlog=false \
  -requireTlog=false -trustedrootJSONpath root.json stamped.json
compare "verify a bundle by a key" 1 "$ours" verify-blob small --key ci.pub --bundle small.json --quiet -- \
  cosign verify-blob --key ci.pub --bundle small.json --insecure-ignore-tlog small

mkdir app && echo content >app/file
"$ours" image pack app "127.0.0.1:$port/shop:ours" --entry-point /app/file >/dev/null
echo more >app/more
"$ours" image pack app "127.0.0.1:$port/shop:theirs" --entry-point /app/file >/dev/null
digest() { "$ours" image inspect "127.0.0.1:$port/shop:$1" --format json | grep -oE 'sha256:[0-9a-f]{64}' | head -1; }
mine="127.0.0.1:$port/shop@$(digest ours)"
theirs="127.0.0.1:$port/shop@$(digest theirs)"
compare "sign an image and push" 1 "$ours" sign "$mine" --key ci.key --quiet -- \
  cosign sign --key ci.key --signing-config services.json -y "$theirs"
compare "verify an image" 0.4 "$ours" verify "$mine" --key ci.pub --quiet -- \
  cosign verify --key ci.pub --insecure-ignore-tlog "$mine"
for number in $(seq 2 20); do "$ours" sign "$mine" --key ci.key -a "n=$number" --quiet >/dev/null; done
compare "verify an image, 20 signatures" 0.25 "$ours" verify "$mine" --key ci.pub --quiet -- \
  cosign verify --key ci.pub --insecure-ignore-tlog "$mine"
