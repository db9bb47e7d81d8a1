#!/usr/bin/env bash
# ./ect perf NAME [--json]: runs a benchmark of bench/.
set -euo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
cd "$root"
name="${1:-}"
case "$name" in
  gas) shift; exec node bench/gas.mjs "$@" ;;
  *)
    [ -z "$name" ] || echo "ect: there is no benchmark '$name'." >&2
    echo "Usage: ./ect perf NAME [--json], where NAME is one of:" >&2
    echo "  gas   gas of every operation and of whole paths, beside the best peer's" >&2
    exit 2 ;;
esac
