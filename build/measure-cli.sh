#!/usr/bin/env bash
# Publishes the command line and measures its size and start: the budgets are 25 MB and 10 ms.
set -euo pipefail
cd "$(dirname "$0")/.."
dotnet publish src/SupplyChain.Cli -c Release -o artifacts/cli -v quiet -nologo
ls -l artifacts/cli/supplychain | awk '{ printf "size   %.1f MB\n", $5 / 1e6 }'
runs=100
start=$(date +%s%N)
for _ in $(seq $runs); do artifacts/cli/supplychain --version >/dev/null; done
end=$(date +%s%N)
awk -v ns=$((end - start)) -v runs=$runs 'BEGIN { printf "start  %.1f ms, mean of %d runs of --version\n", ns / 1e6 / runs, runs }'
