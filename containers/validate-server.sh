#!/usr/bin/env bash
# Checks that an office answers, from a container on its network: nothing is installed on the host, and no port is published.
#
#   containers/validate-server.sh [NETWORK [HOST:PORT]]
#
# NETWORK is the one that compose makes for the file's folder unless named; `docker network ls` shows it. TAG is that of the images.
# The certificate is the one for pings, in the volume that belongs to the network; where there is no such volume, TLS is not spoken.
set -euo pipefail
network=${1:-$(basename "$PWD" | tr '[:upper:]' '[:lower:]' | tr -cd 'a-z0-9_-')_office}
address=${2:-server:12345}
volume=${network%_office}_ping-certificates
certificate=()
if docker volume inspect "$volume" >/dev/null 2>&1; then
  certificate=(-v "$volume:/ping:ro" -e CLI_TLS_CERT=/ping/ping.pem -e CLI_TLS_KEY=/ping/ping.key -e CLI_TLS_CA=/ping/ca.pem)
fi
if docker run --rm --network "$network" --read-only --tmpfs /tmp --cap-drop ALL ${certificate[@]+"${certificate[@]}"} \
  --entrypoint /opt/bolillero/runtime/bin/java "bolillero-agency:${TAG:-latest}" \
  @/opt/bolillero/java.args ping "$address" >/dev/null; then
  echo "action: test_server | result: success"
else
  echo "action: test_server | result: fail"
  exit 1
fi
