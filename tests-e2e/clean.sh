#!/usr/bin/env bash
# Removes what the suite has made: containers, networks and volumes of its projects, and its images. The tests remove their own; this is
# for what is left when they were interrupted.
set -euo pipefail
prefix=bolillero-e2e-

docker ps -aq --filter "name=^/?$prefix" | xargs -r docker rm -f -v >/dev/null
docker network ls -q --filter "name=^$prefix" | xargs -r docker network rm >/dev/null
docker volume ls -q --filter "name=^$prefix" | xargs -r docker volume rm >/dev/null
# By name, as an image of the same bytes may have another name, which is not the suite's.
for image in server agency base kafka base-kafka; do
  if docker image inspect "bolillero-$image:e2e" >/dev/null 2>&1; then docker rmi "bolillero-$image:e2e" >/dev/null; fi
done
