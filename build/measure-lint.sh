#!/usr/bin/env bash
# Measures linting with the published command line (dotnet publish src/SupplyChain.Cli -c Release -o artifacts/cli) on the real manifests
# below SUPPLYCHAIN_DATA. Budgets: 50 MB in 10 s and 400 MB; 100 documents in 300 ms; a flat cost of a document; 10 MB of hostile text in 2 s.
set -euo pipefail
cd "$(dirname "$0")/.."
cli=$PWD/artifacts/cli/supplychain
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Prints processor time, wall time and memory of one run of lint.
measure() {
  local name=$1
  shift
  /usr/bin/time -f "$name  %U s user  %e s  %M KB" "$cli" lint --format json --output "$work/report.json" "$@" 2>"$work/log" >/dev/null || true
  tail -1 "$work/log"
}

size=0
for round in $(seq 20); do
  [ "$size" -ge 50000 ] && break
  cp -r "$SUPPLYCHAIN_DATA/manifests" "$work/all-$round"
  size=$(find "$work"/all-* -type f -exec cat {} + | wc -c | awk '{ print int($1 / 1000) }')
done
mkdir "$work/all" && mv "$work"/all-* "$work/all"
measure "real manifests, $size KB" "$work/all"

mkdir "$work/hundred"
find "$SUPPLYCHAIN_DATA/manifests/kube-prometheus" -name '*.yaml' | sort | awk 'NR <= 100' | xargs -I{} cp {} "$work/hundred"
measure "100 files of one document" "$work/hundred"

document='---
apiVersion: apps/v1
kind: Deployment
metadata: {name: api-%d, namespace: shop-%d}
spec:
  template:
    metadata: {labels: {app: api-%d}}
    spec:
      automountServiceAccountToken: false
      securityContext: {runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}}
      containers:
      - name: api
        image: registry.example/api:1.0
        securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}
'
for count in 1000 10000 100000; do
  awk -v count=$count -v text="$document" 'BEGIN { for (i = 0; i < count; i++) printf text, i, i % 50, i }' >"$work/many.yaml"
  measure "$count documents" "$work/many.yaml"
done

# What feeds the pipe is ended by the pipe, which is no failure.
hostile() {
  { "${@:2}" || true; } | head -c 10000000 >"$work/hostile.yaml" || true
  measure "hostile: $1" "$work/hostile.yaml"
}

endless() {
  printf '%s' "$1"
  yes -- "$2" | tr -d '\n'
}

items() {
  printf 'apiVersion: v1\nkind: List\nitems:\n'
  yes -- '- {apiVersion: v1, kind: Pod, spec: {hostPID: true, containers: [{name: a, image: b}]}}'
}

hostile "brackets" endless '' '['
hostile "one mapping in braces" endless '{' 'a: b, '
hostile "anchors" yes -- '- &a x'
hostile "repeated keys" yes -- 'a: b'
hostile "block scalars" yes -- 'a: |'
hostile "empty documents" yes -- '---'
hostile "small documents" yes -- $'---\na: 1'
hostile "small pods" yes -- $'---\napiVersion: v1\nkind: Pod\nspec: {hostPID: true, containers: [{name: a, image: b}]}'
hostile "a list of small pods" items
