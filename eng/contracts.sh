#!/usr/bin/env bash
# Builds the contracts with the shipping profile and writes src/Ect.Contracts/Artifacts, so that a fresh machine needs
# no compiler.
#   eng/contracts.sh          write the artifacts
#   eng/contracts.sh --check    exit 1 if the committed artifacts differ from the sources
#   eng/contracts.sh --current  exit 1 if the sources are not those that the artifacts were built from; compiles nothing
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

if [[ ${1:-} == --current ]]; then exec node eng/artifacts.mjs --current; fi

forge=node_modules/@foundry-rs/forge-linux-amd64/bin/forge
[[ -x $forge ]] || { echo "contracts.sh: $forge is missing; run: npm ci --ignore-scripts" >&2; exit 1; }

(cd contracts && FOUNDRY_PROFILE=ship "../$forge" build --skip test --quiet)
exec node eng/artifacts.mjs "$@"
