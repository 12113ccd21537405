#!/usr/bin/env bash
# Measures the time from `docker run` to the first accepted connection, in milliseconds: RUNS times, and their median.
#
#   containers/measure-start.sh [RUNS [JAVA_OPTION...]]    11 runs unless told; TAG is that of the image
#
# The office shares the network of the host, so that it can be asked on the loopback interface.
set -euo pipefail
runs=${1:-11}
options=("${@:2}")
port=${PORT:-24816}
name=bolillero-start-$$
trap 'docker rm -f -v "$name" >/dev/null 2>&1 || true' EXIT

times=()
for ((run = 0; run < runs; run++)); do
  begin=$(date +%s%N)
  docker run -d --name "$name" --network host --read-only --tmpfs /tmp --cap-drop ALL \
    --entrypoint /opt/bolillero/runtime/bin/java "bolillero-server:${TAG:-latest}" \
    "${options[@]}" @/opt/bolillero/java.args server --agencies 1 --port "$port" >/dev/null
  until { : <"/dev/tcp/127.0.0.1/$port"; } 2>/dev/null; do
    sleep 0.01
    if (($(date +%s%N) - begin > 60000000000)); then
      docker logs "$name" >&2
      exit 1
    fi
  done
  times+=($((($(date +%s%N) - begin) / 1000000)))
  docker rm -f -v "$name" >/dev/null
done
mapfile -t sorted < <(printf '%s\n' "${times[@]}" | sort -n)
echo "milliseconds: ${times[*]}"
echo "median: ${sorted[runs / 2]}"
