#!/bin/sh
# Builds the image and writes it to an archive. Usage: build.sh ARCHIVE. Needs busybox-static and a container engine.
set -eu
archive=$1
here=$(cd "$(dirname "$0")" && pwd)
. "$here/../image.sh"
begin_image
busybox=$(command -v busybox)
mkdir -p "$root/bin"
cp "$busybox" "$root/bin/busybox"
for tool in sh awk seq shuf; do
    ln -s busybox "$root/bin/$tool"
done
cp "$here/sum.sh" "$root/sum.sh"
finish_image "$here/Dockerfile" "$archive"
