#!/usr/bin/env bash
# Writes a compose file with one office and N agencies, client1 to clientN.
#
#   containers/generate-compose.sh OUT N
#
# The agencies' files are agency-1.csv to agency-N.csv in the folder that DATA names, and server.yaml and agency.yaml are in the one
# that CONFIG names; both are absolute or relative to where OUT is. TAG is that of the images.
set -euo pipefail
usage() {
  echo "usage: $0 OUT N   (N: how many agencies, 1 to 1000)" >&2
  exit 2
}
[[ $# -eq 2 && $2 =~ ^[1-9][0-9]{0,3}$ && $2 -le 1000 ]] || usage
out=$1
agencies=$2
here=$(cd "$(dirname "$0")" && pwd)
data=${DATA:-./data}
config=${CONFIG:-$here/config}
tag=${TAG:-latest}
# Compose takes a path without a slash for the name of a volume.
for folder in data config; do
  [[ ${!folder} == */* ]] || printf -v "$folder" './%s' "${!folder}"
done

# What all containers have in common; no capability, nothing to write but /tmp and the volume.
common() {
  cat <<EOF
    networks: [office]
    read_only: true
    tmpfs: [/tmp]
    cap_drop: [ALL]
    security_opt: ["no-new-privileges:true"]
EOF
}

{
  cat <<EOF
services:
  server:
    image: bolillero-server:$tag
    command: [--config, /config/server.yaml]
    environment:
      SERVER_AGENCIES: "1-$agencies"
      SERVER_PLAINTEXT: "true"
    volumes:
      - "$config/server.yaml:/config/server.yaml:ro"
      - office:/data
    stop_grace_period: 20s
    mem_limit: 512m
EOF
  common
  for ((id = 1; id <= agencies; id++)); do
    cat <<EOF
  client$id:
    image: bolillero-agency:$tag
    command: [--config, /config/agency.yaml]
    environment:
      CLI_ID: "$id"
      CLI_FILE: /data/agency.csv
      CLI_SERVER_ADDRESS: server:12345
      CLI_EXIT_ON_SIGNAL: "0"
    volumes:
      - "$config/agency.yaml:/config/agency.yaml:ro"
      - "$data/agency-$id.csv:/data/agency.csv:ro"
    depends_on:
      server:
        condition: service_healthy
    stop_grace_period: 10s
    mem_limit: 128m
EOF
    common
  done
  cat <<EOF
networks:
  office:
    internal: true
volumes:
  office:
EOF
} >"$out"
