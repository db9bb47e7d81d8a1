#!/usr/bin/env bash
# ./ect perf NAME [--json]: runs a benchmark of bench/.
set -euo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
cd "$root"
name="${1:-}"
case "$name" in
  gas) shift; exec node bench/gas.mjs "$@" ;;
  grid | dispatch | recovery)
    # Ten thousand connections in each of two processes need as many open files.
    ulimit -n "$(ulimit -Hn)" 2>/dev/null || true
    if [ "$(ulimit -n)" != unlimited ] && [ "$(ulimit -n)" -lt 20000 ]; then prlimit --pid $$ --nofile=20000 2>/dev/null || true; fi
    dotnet build bench/grid/Ect.Bench.csproj -c Release -v q -nologo >&2
    exec artifacts/bin/Ect.Bench/release/ect-bench "$@" ;;
  classads)
    dotnet build bench/classads/Ect.Bench.ClassAds.csproj -c Release -v q -nologo >&2
    ECT_ROOT="$root" exec artifacts/bin/Ect.Bench.ClassAds/release/ect-bench-classads "$@" ;;
  *)
    [ -z "$name" ] || echo "ect: there is no benchmark '$name'." >&2
    echo "Usage: ./ect perf NAME [--json], where NAME is one of:" >&2
    echo "  gas       gas of every operation and of whole paths, beside the best peer's" >&2
    echo "  grid      10,000 live workers on one scheduler: durable assignments a second (--quick: 1,000 for a minute)" >&2
    echo "  dispatch  matched order to started task with an idle worker, over 100 orders" >&2
    echo "  classads  a job's ad held against 10,000 machines' ads: matches a second" >&2
    echo "  recovery  a killed scheduler with 100,000 open tasks: when it works again" >&2
    exit 2 ;;
esac
