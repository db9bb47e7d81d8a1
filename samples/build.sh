#!/bin/sh
# Builds every sample. Usage: build.sh [output folder]; without one, the committed files are replaced.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
out=${1:-$here}
: "${CLANG:=clang-14}"

# Paths of this machine must not reach the modules: sources are named relative to this folder, nothing else is recorded.
cd "$here"
build() {
    module=$1
    shift
    mkdir -p "$out/$(dirname "$module")"
    "$CLANG" --target=wasm32-wasi -std=c11 -O2 -g0 -Wall -Wextra -Werror \
        -D_GNU_SOURCE \
        -Wl,--strip-all -Wl,--stack-first -Wl,-z,stack-size=131072 -o "$out/$module" "$@"
}

build price-clusters/price-clusters.wasm \
    price-clusters/main.c price-clusters/dataset.c price-clusters/clustering.c price-clusters/report.c price-clusters/svg.c
build monte-carlo/monte-carlo.wasm monte-carlo/main.c
build hostile/hostile.wasm hostile/hostile.c
build hostile/network.wasm hostile/network.c
build word-count/map.wasm word-count/map.c word-count/words.c
build word-count/reduce.wasm word-count/reduce.c word-count/words.c
