#!/usr/bin/env bash
# Builds the contracts with the shipping profile and writes src/Ect.Contracts/Artifacts, so that a fresh machine needs
# no compiler.
#   eng/contracts.sh            write the artifacts
#   eng/contracts.sh --check    compile, and exit 1 if the committed artifacts differ
#   eng/contracts.sh --current  exit 1 if the committed artifacts come from other sources; needs no compiler
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

if [[ ${1:-} != --current ]]; then
  forge=node_modules/@foundry-rs/forge-linux-amd64/bin/forge
  [[ -x $forge ]] || { echo "contracts.sh: $forge is missing; run: npm ci --ignore-scripts" >&2; exit 1; }
  (cd contracts && FOUNDRY_PROFILE=ship "../$forge" build src test/mocks/Privileged.sol --quiet)
fi
exec node eng/artifacts.mjs "$@"
