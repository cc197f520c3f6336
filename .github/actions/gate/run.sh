#!/usr/bin/env bash
# Runs the gate for the composite action; every input arrives in the environment, never in a command line.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../../.." && pwd)
# The runner's own folder, emptied for every job: nobody else can have put a program there.
program="${RUNNER_TEMP:?names the folder for temporary files}/supplychain-cli"
if [ ! -x "$program/supplychain" ]; then
  dotnet publish "$root/src/SupplyChain.Cli" -c Release -o "$program" -v quiet -nologo
fi

output="$INPUT_OUTPUT"
mkdir -p "$output"
# What an earlier step left is not this run's answer.
rm -f "$output/decision.json" "$output/gate.sarif" "$output/gate.md"
read -r -d '' -a manifests <<<"$INPUT_MANIFESTS" || true
arguments=(gate --policy "$INPUT_POLICY" --environment "$INPUT_ENVIRONMENT" --out "$output")
[ -z "${INPUT_IMAGE_LAYOUT:-}" ] || arguments+=(--image-layout "$INPUT_IMAGE_LAYOUT")
[ -z "${INPUT_ATTESTATIONS:-}" ] || arguments+=(--attestations "$INPUT_ATTESTATIONS")
[ -z "${INPUT_KEY:-}" ] || arguments+=(--key "$INPUT_KEY")

code=0
"$program/supplychain" "${arguments[@]}" -- "${manifests[@]}" || code=$?

# The verdict is read, since an environment that only warns ends with 0 and may still say deny.
verdict=error
gated=
if [ -f "$output/decision.json" ]; then
  verdict=$(sed -n 's/^  "verdict": "\([a-z]*\)".*/\1/p' "$output/decision.json")
fi
if [ "$code" = 0 ] && [ -d "$output/gated" ]; then gated="$output/gated"; fi
{
  echo "verdict=$verdict"
  echo "decision-path=$output/decision.json"
  echo "sarif-path=$output/gate.sarif"
  echo "gated-path=$gated"
} >>"${GITHUB_OUTPUT:-/dev/null}"

if [ "${INPUT_SHOW_SUMMARY:-true}" = true ] && [ -f "$output/gate.md" ]; then
  cat "$output/gate.md" >>"${GITHUB_STEP_SUMMARY:-/dev/null}"
fi
exit "$code"
