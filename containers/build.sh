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

# The launcher builds the application if it has to, and notes by which JDK.
"$here/../bolillero" --version >/dev/null
app=$here/../modules/cli/target/app

rm -rf "$context"
mkdir -p "$context/data"
cp "$here/java.args" "$context/"

# Compressed, unlike the launcher's: a recording of the start makes up for it.
"$(<"$app/stamp")/bin/java" "$here/../build/LinkRuntime.java" "$app/lib" org.bolillero.cli "$context/runtime" --compress=zip-9

for image in server agency; do
  docker build -q -f "$here/Dockerfile" --build-arg "BASE=$base" --target "$image" -t "bolillero-$image:$tag" "$context"
done
