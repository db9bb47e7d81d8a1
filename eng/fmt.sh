#!/usr/bin/env bash
# ./ect fmt [--check]: formats C# and Solidity, or says what is not formatted.
set -euo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
cd "$root"
forge="$root/node_modules/@foundry-rs/forge-linux-amd64/bin/forge"
if [ "${1:-}" = --check ]; then
  dotnet format whitespace Ect.slnx --verify-no-changes
  (cd contracts && "$forge" fmt --check)
else
  dotnet format whitespace Ect.slnx
  (cd contracts && "$forge" fmt)
fi
