#!/bin/sh
# Installs `ect` and, if a pool is named, a worker for it. From a checkout, or from a folder or tarball of a published
# program:   curl -fsSL https://…/install.sh | sh -s -- --from https://…/ect-linux-x64.tar.gz --sha256 … --pool garage
set -eu

usage() {
  cat <<'TEXT'
install.sh [--from FOLDER|TARBALL|URL [--sha256 HEX]] [--system] [--prefix FOLDER]
           [--network FILE --pool POOL [--wallet NAME] [OPTION OF `ect worker install`]…]

  --from      a published program; left out in a checkout, which is then built (needs the .NET SDK 10)
  --sha256    what the tarball must hash to; needed for a URL
  --system    for the machine: /opt/ect and /usr/local/bin (needs root); else ~/.local/lib/ect and ~/.local/bin
  --prefix    instead of ~/.local, or of / with --system
  --network   the network file that the pool's owner gave you
  --pool      makes a worker for this pool: a wallet if there is none, and a systemd unit; starts nothing
  --wallet    the worker's wallet. Default: worker

Whatever else is given goes to `ect worker install`, such as --idle 10m --battery no.
TEXT
}

say() { printf 'install: %s\n' "$*" >&2; }
die() { say "$*"; exit 1; }

from='' sha256='' system='' prefix='' network='' pool='' wallet=worker
while [ $# -gt 0 ]; do
  case "$1" in
    --from) from="${2:?--from needs a value}"; shift 2 ;;
    --sha256) sha256="${2:?--sha256 needs a value}"; shift 2 ;;
    --system) system=yes; shift ;;
    --prefix) prefix="${2:?--prefix needs a value}"; shift 2 ;;
    --network) network="${2:?--network needs a value}"; shift 2 ;;
    --pool) pool="${2:?--pool needs a value}"; shift 2 ;;
    --wallet) wallet="${2:?--wallet needs a value}"; shift 2 ;;
    --help | -h) usage; exit 0 ;;
    *) break ;;
  esac
done
[ $# -eq 0 ] || [ -n "$pool" ] || die "what is '$1'? Options of \`ect worker install\` need --pool; see --help."
[ "$(uname -s)" = Linux ] || die "this is $(uname -s); workers run on Linux."
case "$(uname -m)" in
  x86_64) rid=linux-x64 ;;
  aarch64) rid=linux-arm64 ;;
  *) die "this is $(uname -m); workers run on x86_64 and aarch64." ;;
esac
[ -z "$network" ] || [ -f "$network" ] || die "there is no network file $network."

if [ -n "$system" ]; then
  lib="${prefix%/}/opt/ect" bin="${prefix%/}/usr/local/bin"
  [ -n "$prefix" ] || [ "$(id -u)" = 0 ] || die "--system needs root: run it with sudo."
else
  lib="${prefix:-$HOME/.local}/lib/ect" bin="${prefix:-$HOME/.local}/bin"
fi

work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT

unpack() { # TARBALL
  mkdir "$work/program"
  tar -xzf "$1" -C "$work/program" --no-same-owner || die "$1 is no tarball."
  program="$(find "$work/program" -maxdepth 2 -name ect -type f | head -n 1)"
  [ -n "$program" ] || die "$1 holds no program \`ect\`."
  program="$(dirname "$program")"
}

checked() { # FILE
  [ -z "$sha256" ] || [ "$(sha256sum "$1" | cut -d ' ' -f 1)" = "$sha256" ] || die "$1 hashes to $(sha256sum "$1" | cut -d ' ' -f 1), not $sha256: it was altered, or is another version."
}

here="$(dirname "$0")"
case "$from" in
  https://*)
    [ -n "$sha256" ] || die "a download needs --sha256: take it from where you trust the release."
    say "downloading $from"
    curl -fsSL --proto '=https' -o "$work/ect.tar.gz" "$from" || die "$from cannot be downloaded."
    checked "$work/ect.tar.gz"
    unpack "$work/ect.tar.gz" ;;
  http://*) die "--from is $from; take it over https." ;;
  '')
    [ -f "$here/src/Ect.Cli/Ect.Cli.csproj" ] || die "this is no checkout: name a published program with --from."
    command -v dotnet >/dev/null || die "dotnet is missing. Install the .NET SDK 10 (https://dot.net), or name a published program with --from."
    say "building a program of its own for $rid, which takes some minutes"
    # In a copy: a restore for one kind of machine alone would change the lock files of the checkout.
    mkdir "$work/source"
    tar -C "$here" --exclude=./.git --exclude=./node_modules --exclude=./artifacts -cf - . | tar -C "$work/source" -xf - || die "there is no room in ${TMPDIR:-/tmp} for a copy of the sources."
    dotnet publish "$work/source/src/Ect.Cli" -c Release -r "$rid" --self-contained -o "$work/program" -v q -nologo \
      -p:RestoreLockedMode=false -p:RunAnalyzers=false >"$work/log" 2>&1 || { cat "$work/log" >&2; die "the build failed."; }
    program="$work/program" ;;
  *)
    [ -e "$from" ] || die "there is no $from."
    if [ -d "$from" ]; then program="$from"; else checked "$from"; unpack "$from"; fi
    [ -f "$program/ect" ] || die "$from holds no program \`ect\`." ;;
esac

# Beside its place first: a worker that runs keeps the files that it has open, and half a copy is never found.
mkdir -p "$bin" "$(dirname "$lib")"
rm -rf "$lib.new"
cp -R "$program" "$lib.new"
chmod -R u+rwX,go+rX,go-w "$lib.new"
chmod 755 "$lib.new/ect"
rm -rf "$lib.old"
[ ! -e "$lib" ] || mv "$lib" "$lib.old"
mv "$lib.new" "$lib"
rm -rf "$lib.old"
ln -sf "$lib/ect" "$bin/ect"
say "installed $bin/ect"
case ":$PATH:" in *":$bin:"*) ;; *) say "put $bin into your PATH" ;; esac
ect() { "$lib/ect" "$@"; }

# The script itself may be what comes in on standard input: questions are asked on the terminal.
asking() { if [ -t 0 ]; then ect "$@"; elif (: </dev/tty) 2>/dev/null; then ect "$@" </dev/tty; else ect "$@" </dev/null; fi; }

if [ -n "$network" ]; then export ECT_NETWORK="$network"; fi
check() { ect doctor "$@" || say "see to what is named above; it can be checked again with \`ect doctor\`"; }
[ -n "$pool" ] || { check; say "next: ect worker install --pool POOL --wallet NAME, or run this again with --pool"; exit 0; }

ect wallet show "$wallet" >/dev/null 2>&1 || { say "making the wallet $wallet: choose a password, and keep a copy of the file"; asking wallet create "$wallet"; }
check --wallet "$wallet"
asking worker install --pool "$pool" --wallet "$wallet" ${system:+--system} "$@"
say "before its first start the wallet needs tokens for its bond and some of the chain's coin for gas:"
ect wallet show "$wallet" >&2
