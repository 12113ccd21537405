#!/usr/bin/env bash
# Makes a base image for containers/build.sh from Debian's packages alone, for where no image registry can be reached.
# Needs root, docker and debootstrap.
#
#   containers/make-base.sh [NAME]    bolillero-base unless named
set -euo pipefail
name=${1:-bolillero-base}
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
chmod 755 "$root"

debootstrap --variant=minbase bookworm "$root" ${DEBIAN_MIRROR:+"$DEBIAN_MIRROR"} >&2
tar -C "$root" -c \
  --exclude=./var/cache --exclude=./var/lib/apt --exclude=./var/log \
  --exclude=./usr/share/doc --exclude=./usr/share/man --exclude=./usr/share/locale --exclude=./usr/share/info \
  . | docker import - "$name"
