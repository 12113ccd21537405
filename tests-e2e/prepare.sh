#!/usr/bin/env bash
# Builds the images of the suite, under a tag of its own; says in one line what is missing.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)

give_up() {
  echo "tests-e2e: $1" >&2
  exit 69
}
docker version >/dev/null 2>&1 ||
  give_up "no docker engine answers: install docker, start dockerd, or let DOCKER_HOST name an engine"
docker compose version >/dev/null 2>&1 || docker-compose version >/dev/null 2>&1 ||
  give_up "neither docker compose nor docker-compose is there: install one"

"$here/clean.sh"
trap '"$here/clean.sh"' ERR INT TERM
TAG=e2e "$here/../containers/build.sh"
TAG=e2e "$here/../containers/build-kafka.sh"
