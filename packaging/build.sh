#!/usr/bin/env bash
# Makes what is installed, from what the build has made: an archive and, where dpkg-deb is at hand, a package for Debian and its children.
#
#   packaging/build.sh VERSION OUT    OUT has NOTICE and copyright, of build/Notices.java
#
# BUILD_TIME is that of all files. The same files give the same bytes.
set -euo pipefail
version=$1
out=$(cd "$2" && pwd)
here=$(cd "$(dirname "$0")" && pwd)
app=$here/../modules/cli/target/app
time=${BUILD_TIME:-2026-01-01T00:00:00Z}
SOURCE_DATE_EPOCH=$(date --date="$time" +%s)
export SOURCE_DATE_EPOCH
# Whoever builds it may keep files to himself; what is installed is for all.
umask 022

case $(uname -m) in
  x86_64) machine=x64 ;;
  aarch64) machine=aarch64 ;;
  *) machine=$(uname -m) ;;
esac

# The program as it lies in a folder of its own.
fill() {
  mkdir -p "$1/bin"
  cp "$here/bolillero" "$1/bin/"
  cp -R "$app/runtime" "$app/kafka" "$1/"
  # What the JDK links beside its JVM, and nothing here needs.
  rm -f "$1"/runtime/bin/{jfr,jrunscript,keytool,rmiregistry}
  chmod -R u=rwX,go=rX "$1"
}

archive() {
  local name=bolillero-$version-linux-$machine
  local root=$out/archive/$name
  rm -rf "$out/archive"
  fill "$root"
  cp -R "$app/share" "$root/"
  cp "$out/NOTICE" "$root/"
  chmod -R u=rwX,go=rX "$root"
  tar -C "$out/archive" --sort=name --mtime="@$SOURCE_DATE_EPOCH" --owner=0 --group=0 --numeric-owner -c "$name" |
    gzip -n >"$out/$name.tar.gz"
  rm -rf "$out/archive"
  echo "$out/$name.tar.gz"
}

package() {
  # 1.0.0-SNAPSHOT comes before 1.0.0.
  local debian=${version//-/\~} architecture root=$out/package
  architecture=$(dpkg --print-architecture)
  rm -rf "$root"
  fill "$root/usr/lib/bolillero"
  mkdir -p "$root"/{DEBIAN,etc/bolillero,etc/default,lib/systemd/system,usr/bin}
  ln -s ../lib/bolillero/bin/bolillero "$root/usr/bin/bolillero"
  cp -R "$app/share" "$root/usr/"
  gzip -9 -n "$root"/usr/share/man/man1/*
  # The shell reads it, and nobody runs it.
  sed -i '1{/^#!/d}' "$root/usr/share/bash-completion/completions/bolillero"

  cp "$here/debian/server.yaml" "$root/etc/bolillero/"
  cp "$here/debian/default" "$root/etc/default/bolillero"
  cp "$here/debian/bolillero.service" "$root/lib/systemd/system/"
  local documents=$root/usr/share/doc/bolillero
  mkdir -p "$documents/examples" "$root/usr/share/lintian/overrides"
  cp "$out/copyright" "$documents/"
  cp "$here/debian/log4j2-file.xml" "$documents/examples/"
  cp "$here/debian/lintian-overrides" "$root/usr/share/lintian/overrides/bolillero"
  printf 'bolillero (%s) unstable; urgency=medium\n\n  * This version.\n\n -- %s  %s\n' \
    "$debian" "$(sed -n 's/^Maintainer: //p' "$here/debian/control")" "$(date -u -R --date="@$SOURCE_DATE_EPOCH")" |
    gzip -9 -n >"$documents/changelog.gz"

  cp "$here"/debian/{postinst,prerm,postrm} "$root/DEBIAN/"
  (cd "$root" && find etc -type f -printf '/%p\n' | LC_ALL=C sort) >"$root/DEBIAN/conffiles"
  (cd "$root" && find lib usr -type f -print0 | LC_ALL=C sort -z | xargs -0 md5sum) >"$root/DEBIAN/md5sums"
  local size
  size=$(du -k -s --apparent-size --exclude=DEBIAN "$root" | cut -f 1)
  sed -e "s/@VERSION@/$debian/" -e "s/@ARCHITECTURE@/$architecture/" -e "s/@SIZE@/$size/" "$here/debian/control" >"$root/DEBIAN/control"
  chmod -R u=rwX,go=rX "$root"
  # Most of it is compressed already, by the image itself.
  dpkg-deb --root-owner-group -Zxz -z1 --build "$root" "$out/bolillero_${debian}_$architecture.deb" >/dev/null
  rm -rf "$root"
  echo "$out/bolillero_${debian}_$architecture.deb"
}

archive
if command -v dpkg-deb >/dev/null; then
  package
else
  echo "build.sh: no package for Debian: dpkg-deb is not here" >&2
fi
