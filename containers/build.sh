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
base=${BASE:-debian:bookworm-slim}

if [[ -z ${BASE:-} ]] && ! docker image inspect "$base" >/dev/null 2>&1 && ! timeout 120 docker pull -q "$base" >/dev/null 2>&1; then
  echo "build.sh: $base cannot be pulled, so the base is made here" >&2
  base=bolillero-base:$tag
  "$here/make-base.sh" "$base" >/dev/null
fi

# The launcher builds the application if it has to, and knows where a JDK 25 is.
java_home=$(BOLILLERO_JAVA_OPTIONS=-XshowSettings:properties "$here/../bolillero" --version 2>&1 |
  sed -n 's/^ *java\.home = //p')

rm -rf "$context"
mkdir -p "$context/data"
cp -r "$here/../modules/cli/target/app/lib" "$context/lib"
cp "$here/java.args" "$context/"

# Only the modules that the application needs. Log4j wants java.desktop for its events of beans; nothing draws, so the native part of
# that module and its files stay outside.
modules=$("$java_home/bin/java" --module-path "$context/lib" --limit-modules org.bolillero.cli --list-modules |
  sed -n 's/^\(java\.[a-z.]*\|jdk\.[a-z.]*\)@.*/\1/p' | paste -sd,)
"$java_home/bin/jlink" --add-modules "$modules" --output "$context/runtime" \
  --strip-debug --no-header-files --no-man-pages --compress zip-9 --exclude-files '/java.desktop/**'

for image in server agency; do
  docker build -q -f "$here/Dockerfile" --build-arg "BASE=$base" --target "$image" -t "bolillero-$image:$tag" "$context"
done
