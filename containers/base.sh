#!/usr/bin/env bash
# Prints the name of a base image: the one that BASE names, or else debian:bookworm-slim, or, where that cannot be pulled, NAME, which
# make-base.sh then makes of the packages.
#
#   containers/base.sh NAME [PACKAGE...]
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
base=${BASE:-debian:bookworm-slim}

# A registry that does not answer is not waited for without end, where there is a command for that.
limit=()
if command -v timeout >/dev/null; then limit=(timeout 120); fi
if [[ -z ${BASE:-} ]] && ! docker image inspect "$base" >/dev/null 2>&1 &&
  ! said=$(${limit[@]+"${limit[@]}"} docker pull -q "$base" 2>&1); then
  said=${said##*$'\n'}
  echo "base.sh: $base cannot be pulled, so the base is made here: ${said:-no answer within two minutes}" >&2
  base=$1
  "$here/make-base.sh" "$@" >/dev/null
fi
echo "$base"
