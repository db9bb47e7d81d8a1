#!/bin/sh
# Makes clip.mp4 again: a zoom into the Mandelbrot set, three seconds of 320 by 240 pixels. The committed file was made
# with Debian 12's ffmpeg 5.1.
set -eu
cd "$(dirname "$0")"
ffmpeg -nostdin -hide_banner -loglevel error -y -threads 1 -fflags +bitexact \
    -f lavfi -i "mandelbrot=size=320x240:rate=12:maxiter=512:end_scale=0.02:end_pts=60" -t 3 \
    -threads 1 -flags +bitexact -map_metadata -1 -c:v mpeg4 -q:v 8 clip.mp4
