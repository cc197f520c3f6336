#!/usr/bin/env bash
# Runs the gate for the composite action; every input arrives in the environment, never in a command line.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../../.." && pwd)
program="${RUNNER_TEMP:-/tmp}/supplychain-cli"
if [ ! -x "$program/supplychain" ]; then
  dotnet publish "$root/src/SupplyChain.Cli" -c Release -o "$program" -v quiet -nologo
fi

output="$INPUT_OUTPUT"
mkdir -p "$output"
read -r -d '' -a manifests <<<"$INPUT_MANIFESTS" || true
arguments=(gate "${manifests[@]}" --policy "$INPUT_POLICY" --environment "$INPUT_ENVIRONMENT" --out "$output")
[ -z "${INPUT_IMAGE_LAYOUT:-}" ] || arguments+=(--image-layout "$INPUT_IMAGE_LAYOUT")
[ -z "${INPUT_ATTESTATIONS:-}" ] || arguments+=(--attestations "$INPUT_ATTESTATIONS")
[ -z "${INPUT_KEY:-}" ] || arguments+=(--key "$INPUT_KEY")

code=0
"$program/supplychain" "${arguments[@]}" || code=$?

case "$code" in
  0) verdict=pass ;;
  1) verdict=deny ;;
  *) verdict=error ;;
esac
{
  echo "verdict=$verdict"
  echo "decision-path=$output/decision.json"
  echo "sarif-path=$output/gate.sarif"
  if [ -d "$output/gated" ]; then echo "gated-path=$output/gated"; else echo "gated-path="; fi
} >>"${GITHUB_OUTPUT:-/dev/null}"

if [ "${INPUT_SHOW_SUMMARY:-true}" = true ] && [ -f "$output/gate.md" ]; then
  cat "$output/gate.md" >>"${GITHUB_STEP_SUMMARY:-/dev/null}"
fi
exit "$code"
