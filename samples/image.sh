# Sourced by the build scripts of samples that are container images. No registry is needed: a root folder is filled with
# files of installed packages, and the Dockerfile copies it into an image that begins with nothing.

begin_image() {
    context=$(mktemp -d)
    trap 'rm -rf "$context"' EXIT
    root=$context/root
    mkdir -p "$root/tmp" "$root/etc" "$root/usr/lib" "$root/usr/lib64"
    ln -s usr/lib "$root/lib"
    ln -s usr/lib64 "$root/lib64"
}

# A program and all libraries that it links, where the loader looks for them.
add_program() {
    mkdir -p "$root$(dirname "$1")"
    cp -L "$1" "$root$1"
    { ldd "$1" | awk '$2 == "=>" && $3 ~ /^\// { print $3 } $1 ~ /^\// { print $1 }'; } | sort -u | while read -r library; do
        place=$root/usr${library#/usr} # /lib is a link to /usr/lib on Debian, and here.
        mkdir -p "$(dirname "$place")"
        [ -e "$place" ] || cp -L "$library" "$place"
    done
}

# finish_image DOCKERFILE ARCHIVE
# The image has no name and shares nothing with others: builds of one sample at the same time do not meet.
finish_image() {
    cp "$1" "$context/Dockerfile"
    # The classic builder runs everywhere; BuildKit, where it is all there is, must not look for a network.
    image=$(DOCKER_BUILDKIT=0 docker build -q --no-cache "$context" 2>/dev/null) || image=$(DOCKER_BUILDKIT=1 docker build -q --no-cache --network none "$context")
    docker save -o "$2" "$image"
    docker rmi "$image" >/dev/null
}
