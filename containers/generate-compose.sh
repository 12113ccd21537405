#!/usr/bin/env bash
# Writes a compose file with one office and N agencies, client1 to clientN, which speak TLS with each other.
#
#   containers/generate-compose.sh OUT N
#   containers/generate-compose.sh --kafka OUT N                 with two offices, server1 and server2, that share their logs on three brokers
#   OFFICIALS="ana bruno" containers/generate-compose.sh OUT N   with officials, who decide by: docker compose run --rm official-ana list
#   PLAINTEXT=1 containers/generate-compose.sh OUT N             without TLS: whoever is on their network can speak for any agency
#
# The agencies' files are agency-1.csv to agency-N.csv in the folder that DATA names, and server.yaml and agency.yaml are in the one
# that CONFIG names; both are absolute or relative to where OUT is. TAG is that of the images. KAFKA_IMAGE is that of the brokers.
set -euo pipefail
usage() {
  echo "usage: $0 [--kafka] OUT N   (N: how many agencies, 1 to 1000)" >&2
  exit 2
}
kafka=0
if [[ ${1:-} == --kafka ]]; then
  kafka=1
  shift
fi
[[ $# -eq 2 && $1 != -* && $2 =~ ^[1-9][0-9]{0,3}$ && $2 -le 1000 ]] || usage
out=$1
agencies=$2
here=$(cd "$(dirname "$0")" && pwd)
data=${DATA:-./data}
config=${CONFIG:-$here/config}
tag=${TAG:-latest}
plaintext=${PLAINTEXT:-0}
kafka_image=${KAFKA_IMAGE:-apache/kafka:4.3.1}
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
if [[ ! $kafka_image =~ ^[A-Za-z0-9][A-Za-z0-9._/:@-]*$ ]]; then
  echo "$0: KAFKA_IMAGE: expected the name of an image, found '$kafka_image'" >&2
  exit 2
fi
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

# The offices, and how agencies, who are given all of them, wait for them.
offices=(server)
if ((kafka)); then
  # shellcheck source=containers/compose-kafka.sh
  source "$here/compose-kafka.sh"
  offices=(server1 server2)
fi
names=$(printf -- '--office=%s, ' "${offices[@]}")--office=localhost
addresses=$(printf '%s:12345,' "${offices[@]}")

# How an office is asked whether it is well: the name of a file of containers/probe, and after a comma more options of curl.
health() {
  local probe=/opt/bolillero/probe
  echo "    healthcheck:"
  echo "      test: [CMD, $probe/loader, --library-path, $probe, $probe/curl, --disable, --config, $probe/$1]"
}

# Services that have to be healthy before this one is started.
await_healthy() { printf '      %s:\n        condition: service_healthy\n' "$@"; }

# What all containers of the program have in common, but for the networks: no capability, nothing to write but /tmp and the volume.
common() {
  if ((kafka)); then lookups; fi
  cat <<EOF
    networks: [${1:-office}]
    read_only: true
    tmpfs: [/tmp]
    cap_drop: [ALL]
    security_opt: ["no-new-privileges:true"]
EOF
}

named=
if ((${#officials[@]})); then named="\"--officials=$(IFS=, && echo "${officials[*]}")\", "; fi

# An office, by its name.
office() {
  cat <<EOF
  $1:
    image: bolillero-server:$tag
    command: [--config, /config/server.yaml]
    environment:
      SERVER_AGENCIES: "1-$agencies"
EOF
  if ((plaintext)); then echo '      SERVER_PLAINTEXT: "true"'; fi
  if ((kafka)); then shared_log "$1"; fi
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
      - ${1/server/office}:/data
EOF
  tls "      - office-certificates:/certificates:ro" \
    "      - ping-certificates:/ping:ro"
  # The image's own question is one without TLS, and of an office that is alone; one that stands by is well, too. How often it is
  # asked stays as it is.
  case $plaintext$kafka in
    00) health tls ;;
    01) health "tls, --request-target, /livez" ;;
    11) health "plain, --request-target, /livez" ;;
  esac
  if ((kafka || !plaintext)); then echo "    depends_on:"; fi
  tls "      certificates:" \
    "        condition: service_completed_successfully"
  if ((kafka)); then await_healthy "${brokers[@]}"; fi
  cat <<EOF
    stop_grace_period: 20s
    mem_limit: 512m
EOF
  if ((kafka)); then
    echo "    restart: on-failure:5"
    common "office, brokers"
  else
    common
  fi
}

{
  echo "services:"
  if ((!plaintext)); then
    # Makes the certificates that are missing whenever all is started, and ends.
    cat <<EOF
  certificates:
    image: bolillero-agency:$tag
    entrypoint: [/opt/bolillero/runtime/bin/java, "@/opt/bolillero/java.args"]
    command: [tls, provision, /authority, $names, --agencies=1-$agencies, ${named}--out=/holders, --owner=10001]
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
  for office in "${offices[@]}"; do office "$office"; done
  if ((kafka)); then brokers; fi
  for ((id = 1; id <= agencies; id++)); do
    cat <<EOF
  client$id:
    image: bolillero-agency:$tag
    command: [--config, /config/agency.yaml]
    environment:
      CLI_ID: "$id"
      CLI_FILE: /data/agency.csv
      CLI_SERVER_ADDRESS: ${addresses%,}
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
    echo "    depends_on:"
    await_healthy "${offices[@]}"
    cat <<EOF
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
      BOLILLERO_ADMIN: https://${offices[0]}:12346
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
EOF
  if ((kafka)); then printf '%s\n' "  brokers:" "    internal: true"; fi
  echo "volumes:"
  printf '  %s:\n' "${offices[@]/server/office}"
  if ((kafka)); then printf '  %s:\n' "${brokers[@]}"; fi
  tls "  authority:"
  for holder in "${holders[@]}"; do tls "  $holder-certificates:"; done
} >"$out"
