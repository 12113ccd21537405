#!/usr/bin/env bash
# Builds the image bolillero-kafka, a broker of what Maven fetches, for where the image apache/kafka cannot be pulled. Needs those that
# build.sh makes.
#
#   containers/build-kafka.sh
#   TAG=NAME                   instead of latest, also for the image that it needs
#   BASE=NAME                  on another base than build.sh would choose; needs bash
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
context=$here/kafka/target
tag=${TAG:-latest}
jars=$here/../modules/brokers/target/kafka

# Not what another version has left.
rm -rf "$jars" "$context"
if ! said=$(cd "$here/.." && mvn -B -q -Pkafka -pl modules/brokers dependency:copy-dependencies@brokers 2>&1); then
  echo "$said" >&2
  exit 70
fi
base=$("$here/base.sh" "bolillero-base-kafka:$tag" bash libtinfo6)

mkdir -p "$context/"{empty,libs}
cp "$jars"/*.jar "$context/libs/"
cp "$here/kafka/run" "$context/"
chmod -R go+rX "$context"
docker build -q -f "$here/kafka/Dockerfile" --build-arg "BASE=$base" --build-arg "PROGRAM=bolillero-agency:$tag" \
  -t "bolillero-kafka:$tag" "$context"
