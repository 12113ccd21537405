#!/usr/bin/env bash
# Writes a compose file with one office and N agencies, client1 to clientN, which speak TLS with each other.
#
#   containers/generate-compose.sh OUT N
#   OFFICIALS="ana bruno" containers/generate-compose.sh OUT N   with officials, who decide by: docker compose run --rm official-ana list
#   PLAINTEXT=1 containers/generate-compose.sh OUT N             without TLS: whoever is on their network can speak for any agency
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
plaintext=${PLAINTEXT:-0}
if [[ $plaintext != [01] ]]; then
  echo "$0: PLAINTEXT: expected 0 or 1, found '$plaintext'" >&2
  exit 2
fi
read -ra officials <<<"${OFFICIALS:-}"
for name in ${officials[@]+"${officials[@]}"}; do
  if [[ ! $name =~ ^[a-z0-9._-]{1,64}$ || $plaintext == 1 ]]; then
    echo "$0: OFFICIALS: expected names of small letters, digits, dots, hyphens and underscores, and none with PLAINTEXT=1; found '$name'" >&2
    exit 2
  fi
done
# Compose takes a path without a slash for the name of a volume.
for folder in data config; do
  [[ ${!folder} == */* ]] || printf -v "$folder" './%s' "${!folder}"
done

# Lines that only TLS needs.
tls() { if ((!plaintext)); then printf '%s\n' "$@"; fi; }

# Who has a volume with certificates: each its own, and nobody else's key.
holders=(office ping)
for ((id = 1; id <= agencies; id++)); do holders+=("agency-$id"); done
holders+=(${officials[@]+"${officials[@]/#/official-}"})

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

named=
if ((${#officials[@]})); then named="\"--officials=$(IFS=, && echo "${officials[*]}")\", "; fi

{
  echo "services:"
  if ((!plaintext)); then
    # Makes the certificates that are missing whenever all is started, and ends.
    cat <<EOF
  certificates:
    image: bolillero-agency:$tag
    entrypoint: [/opt/bolillero/runtime/bin/java, "@/opt/bolillero/java.args"]
    command: [tls, provision, /authority, --office=server, --office=localhost, --agencies=1-$agencies, ${named}--out=/holders, --owner=10001]
    # Root, without its powers but those to give each key to the user who has to read it, and to look at it again.
    user: "0:0"
    cap_drop: [ALL]
    cap_add: [CHOWN, DAC_OVERRIDE]
    security_opt: ["no-new-privileges:true"]
    network_mode: none
    read_only: true
    tmpfs: [/tmp]
    mem_limit: 128m
    volumes:
      - authority:/authority
EOF
    for holder in "${holders[@]}"; do echo "      - $holder-certificates:/holders/$holder"; done
  fi
  cat <<EOF
  server:
    image: bolillero-server:$tag
    command: [--config, /config/server.yaml]
    environment:
      SERVER_AGENCIES: "1-$agencies"
EOF
  if ((plaintext)); then echo '      SERVER_PLAINTEXT: "true"'; fi
  # A connection over TLS takes more memory.
  tls '      SERVER_CONNECTIONS_MAX: "2048"' \
    "      SERVER_TLS_CERT: /certificates/office.pem" \
    "      SERVER_TLS_KEY: /certificates/office.key" \
    "      SERVER_TLS_CA: /certificates/ca.pem" \
    "      SERVER_TLS_CRL: /certificates/crl.pem"
  if ((${#officials[@]})); then echo '      SERVER_ADMIN: "0.0.0.0:12346"'; fi
  cat <<EOF
    volumes:
      - "$config/server.yaml:/config/server.yaml:ro"
      - office:/data
EOF
  # The image's own question is one without TLS; how often it is asked stays as it is.
  tls "      - office-certificates:/certificates:ro" \
    "      - ping-certificates:/ping:ro" \
    "    healthcheck:" \
    "      test: [CMD, /opt/bolillero/probe/loader, --library-path, /opt/bolillero/probe, /opt/bolillero/probe/curl, --disable, --config, /opt/bolillero/probe/tls]" \
    "    depends_on:" \
    "      certificates:" \
    "        condition: service_completed_successfully"
  cat <<EOF
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
EOF
    tls "      CLI_TLS_CERT: /certificates/agency-$id.pem" \
      "      CLI_TLS_KEY: /certificates/agency-$id.key" \
      "      CLI_TLS_CA: /certificates/ca.pem"
    cat <<EOF
    volumes:
      - "$config/agency.yaml:/config/agency.yaml:ro"
      - "$data/agency-$id.csv:/data/agency.csv:ro"
EOF
    tls "      - agency-$id-certificates:/certificates:ro"
    cat <<EOF
    depends_on:
      server:
        condition: service_healthy
    stop_grace_period: 10s
    mem_limit: 128m
EOF
    common
  done
  for name in ${officials[@]+"${officials[@]}"}; do
    # Runs one command of an official, and is not started with the others.
    cat <<EOF
  official-$name:
    image: bolillero-agency:$tag
    entrypoint: [/opt/bolillero/runtime/bin/java, "@/opt/bolillero/java.args", draw]
    command: [list]
    profiles: [officials]
    environment:
      BOLILLERO_ADMIN: https://server:12346
      BOLILLERO_TLS_CERT: /certificates/official-$name.pem
      BOLILLERO_TLS_KEY: /certificates/official-$name.key
      BOLILLERO_TLS_CA: /certificates/ca.pem
    volumes:
      - official-$name-certificates:/certificates:ro
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
  tls "  authority:"
  for holder in "${holders[@]}"; do tls "  $holder-certificates:"; done
} >"$out"
