#!/usr/bin/env bash
# Builds the images bolillero-server and bolillero-agency.
#
#   containers/build.sh            on debian:bookworm-slim or, where that cannot be pulled, on what make-base.sh makes
#   BASE=NAME containers/build.sh  on another image
#   TAG=NAME                       instead of latest
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
context=$here/target
tag=${TAG:-latest}

if ! said=$(docker version 2>&1); then
  echo "build.sh: no docker engine answers: ${said##*$'\n'}" >&2
  exit 69
fi
command -v curl >/dev/null || {
  echo "build.sh: needs curl, which the office's image gets to ask whether the office is well" >&2
  exit 69
}
base=$("$here/base.sh" "bolillero-base:$tag")

# The launcher builds the program if it has to.
"$here/../bolillero" --version >/dev/null

rm -rf "$context"
mkdir -p "$context/data"
cp "$here/java.args" "$context/"
cp -R "$here/../modules/cli/target/app/"{runtime,kafka} "$context/"
# curl with all that it needs of this machine, as a base may have none of it, or other versions.
cp -R "$here/probe" "$context/"
for file in $(command -v curl) $(ldd "$(command -v curl)" | grep -o '/[^ ]*'); do
  case ${file##*/} in
    ld-linux*) cp -L "$file" "$context/probe/loader" ;;
    *) cp -L "$file" "$context/probe/" ;;
  esac
done
# Who runs it is another user than who builds it, whose files may be for nobody else.
chmod -R go+rX "$context"

for image in server agency; do
  docker build -q -f "$here/Dockerfile" --build-arg "BASE=$base" --target "$image" -t "bolillero-$image:$tag" "$context"
done
