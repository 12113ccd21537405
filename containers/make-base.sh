#!/usr/bin/env bash
# Makes a small base image for containers/build.sh from the package of the C library, which is all that the JVM needs, and from others
# that are named, for where no image registry can be reached. Needs docker, and Debian or one of its children.
#
#   containers/make-base.sh [NAME [PACKAGE...]]    bolillero-base unless named
set -euo pipefail
name=${1:-bolillero-base}
packages=(libc6 "${@:2}")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
root=$folder/root

# The package manager's download user has to get in.
chmod 755 "$folder"
download() {
  (cd "$folder" && apt-get download -q "${packages[@]}") >"$folder/log" 2>&1
}
# The lists of packages may be missing, or too old.
download || { apt-get update -q >/dev/null 2>&1 && download; } || {
  cat "$folder/log" >&2
  echo "make-base.sh: cannot get the packages ${packages[*]}" >&2
  exit 1
}
mkdir -p "$root/etc" "$root/tmp"
chmod 1777 "$root/tmp"
for package in "$folder"/*.deb; do dpkg --extract "$package" "$root"; done
rm -rf "$root"/usr/share/{doc,lintian,locale,man,info} "$root"/usr/lib/*/gconv
# The loader looks into the folder of the machine's kind only if this index, or the system's usual place, names it.
ldconfig -r "$root"
echo "hosts: files dns" >"$root/etc/nsswitch.conf"
tar -C "$root" --owner=0 --group=0 -c . | docker import - "$name"
