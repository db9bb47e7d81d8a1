#!/bin/sh
# Builds the image and writes it to an archive. Usage: build.sh ARCHIVE. Needs Debian's ncbi-blast+ and a container engine.
set -eu
archive=$1
here=$(cd "$(dirname "$0")" && pwd)
. "$here/../image.sh"
begin_image
add_program /usr/bin/blastp
finish_image "$here/Dockerfile" "$archive"
