#!/usr/bin/env bash
# ./ect test [FILTER]: everything, or what FILTER names.
#   contracts          the Solidity tests (forge)
#   Ect.Ethereum.Tests one .NET test project
#   NAME               .NET tests whose class or method name contains NAME
set -uo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
cd "$root"
forge="$root/node_modules/@foundry-rs/forge-linux-amd64/bin/forge"
export ECT_ROOT="$root" FOUNDRY_DISABLE_NIGHTLY_WARNING=1
filter="${1:-}"
passed=0; failed=0; skipped=0; broken=(); failures=()
log="$(mktemp)"; times="$(mktemp -d)"; trap 'rm -rf "$log" "$times"' EXIT

step() { printf '\n== %s\n' "$*"; }

contracts() {
  step "contracts (forge test)"
  (cd contracts && ECT_SHIPPED=true FOUNDRY_PROFILE=ci nice "$forge" test --summary) 2>&1 | tee "$log" # what ships, 40,000 calls, committed gas
  local rc=${PIPESTATUS[0]}
  read -r p f s < <(sed -n 's/.*[Rr]an .* test suites.*: \([0-9]*\) tests passed, \([0-9]*\) failed, \([0-9]*\) skipped.*/\1 \2 \3/p' "$log" | tail -n 1)
  passed=$((passed + ${p:-0})); failed=$((failed + ${f:-0})); skipped=$((skipped + ${s:-0}))
  [ "$rc" -eq 0 ] || broken+=("contracts")
  step "committed artifacts, bindings and gas match the sources"
  node eng/order-vectors.mjs --check || { broken+=("order vectors: run eng/order-vectors.mjs"); failed=$((failed + 1)); }
  node eng/draw-vectors.mjs --check || { broken+=("draw vectors: run eng/draw-vectors.mjs"); failed=$((failed + 1)); }
  node eng/live-vectors.mjs --check || { broken+=("live vectors: run eng/live-vectors.mjs"); failed=$((failed + 1)); }
  eng/contracts.sh --check || { broken+=("contract artifacts: run eng/contracts.sh"); failed=$((failed + 1)); }
  node eng/privileges.mjs --self-test || { broken+=("privileges: the check does not find what it looks for"); failed=$((failed + 1)); }
  node eng/privileges.mjs || { broken+=("privileged access in the contracts"); failed=$((failed + 1)); }
}

# A script's background jobs ignore interrupts, and so does whatever they start: these tests send them.
interruptible=()
if env --default-signal=INT true 2>/dev/null; then interruptible=(env --default-signal=INT); fi

part=
run_tests() { # PROJECT [FILTER ARGS…], a part of its tests if it is named in $part
  ${interruptible[@]+"${interruptible[@]}"} dotnet run --no-build -c Release --project "$1" -- -noColor -result-xml "$times/$(basename "$1")$part.xml" "${@:2}" 2>&1
}

count_tests() { # PROJECT EXIT-CODE, what it printed in $log
  local line
  if [ "$2" -ne 0 ]; then
    broken+=("$(basename "$1" .csproj)")
    failures+=("$(grep -A 8 '\[FAIL\]$' "$log" | cut -c 1-400)")
  fi
  line=$(sed -n 's/.*Total: \([0-9]*\), Errors: \([0-9]*\), Failed: \([0-9]*\), Skipped: \([0-9]*\).*/\1 \2 \3 \4/p' "$log" | tail -n 1)
  read -r total errors bad out <<<"${line:-0 0 0 0}"
  passed=$((passed + total - errors - bad - out)); failed=$((failed + errors + bad)); skipped=$((skipped + out))
}

dotnet_tests() { # PROJECT [FILTER ARGS…]
  local rc
  step "$(basename "$1" .csproj)"
  run_tests "$@" | tee "$log"
  rc=${PIPESTATUS[0]}
  count_tests "$1" "$rc"
}

# Whole networks under test wait much of the time. Those that classes share go one after the other beside everything else; then those
# of one class each, two at a time.
everything() {
  local ends=tests/Ect.EndToEnd.Tests/Ect.EndToEnd.Tests.csproj aside rc job
  aside="$(mktemp)"
  set -m # a background job without job control ignores interrupts, which these tests send
  # Hundreds of short-lived processes: compiling their methods a second time, faster, costs a third of all they compute.
  DOTNET_TC_CallCounting=0 part=.shared run_tests "$ends" -trait Network=shared >"$aside" &
  job=$!
  set +m
  contracts
  for project in tests/*.Tests/*.csproj; do
    [ "$project" = "$ends" ] || dotnet_tests "$project"
  done
  wait "$job"; rc=$?
  step "$(basename "$ends" .csproj), shared networks"
  cat "$aside"
  mv "$aside" "$log"
  count_tests "$ends" "$rc"
  DOTNET_TC_CallCounting=0 dotnet_tests "$ends" -trait- Network=shared -parallelMode collections -maxThreads 2
}

if [ "$filter" = contracts ]; then
  contracts
else
  step "building"
  dotnet build Ect.slnx -c Release -v q || { echo "ect: 0 passed, 1 failed"; exit 1; }
  step "generated bindings match the contracts"
  dotnet run -c Release --project eng/bindings -- --check || { broken+=("bindings: run dotnet run --project eng/bindings"); failed=$((failed + 1)); }
  if [ -n "$filter" ] && [ -f "tests/$filter/$filter.csproj" ]; then
    dotnet_tests "tests/$filter/$filter.csproj"
  elif [ -n "$filter" ]; then
    for project in tests/*.Tests/*.csproj; do dotnet_tests "$project" -method "*$filter*"; done
  else
    everything
  fi
fi

if [ -z "$filter" ]; then step "where the time went"; node eng/slowest.mjs "$times" 25; fi

# Once more at the end: whoever reads a log reads its end.
for what in ${failures[@]+"${failures[@]}"}; do printf '\n%s\n' "$what"; done
printf '\n'
for what in ${broken[@]+"${broken[@]}"}; do echo "broken: $what"; done
if [ "$failed" -eq 0 ] && [ ${#broken[@]} -gt 0 ]; then failed=${#broken[@]}; fi
echo "ect: $passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
