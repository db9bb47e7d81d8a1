#!/bin/sh
# Rebuilds every sample in a temporary folder and compares it with the committed module, byte for byte.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$here/build.sh" "$work"
status=0
for module in $(cd "$work" && find . -name '*.wasm' | sort); do
    if cmp -s "$work/$module" "$here/$module"; then
        echo "same     $module"
    else
        echo "DIFFERS  $module: commit what samples/build.sh makes with the compiler named in samples/README.md" >&2
        status=1
    fi
done
exit $status
