# shellcheck shell=bash disable=SC2034,SC2154 # generate-compose.sh sources it
# What generate-compose.sh --kafka adds: three brokers of Apache Kafka, and how offices find them.
brokers=(broker1 broker2 broker3)
broker_addresses=$(printf '%s:9092,' "${brokers[@]}")

# An engine may leave questions for the name of a container that is gone without an answer, and whoever asks would stand still for ten
# seconds each time: longer than an office waits for another one.
lookups() { echo '    dns_opt: ["timeout:1", "attempts:1"]'; }

# The settings of an office that shares its logs.
shared_log() {
  cat <<EOF
      SERVER_OFFICE_NAME: $1
      SERVER_LOG: kafka
      SERVER_KAFKA: ${broker_addresses%,}
EOF
}

# The brokers. Each is a controller, too. Nobody but they and the offices is on their network, as whoever reads topics reads all bets.
brokers() {
  local number voters=
  for number in "${!brokers[@]}"; do voters+=,$((number + 1))@${brokers[number]}:9093; done
  for number in "${!brokers[@]}"; do broker $((number + 1)) "${brokers[number]}" "${voters#,}"; done
}

# The root is not read-only, as the image writes its settings and logs there when it starts. The identity of the cluster is fixed,
# so that a file that is written again fits the volumes that are there. Small brokers, which are missed after three seconds.
broker() {
  cat <<EOF
  $2:
    image: $kafka_image
    environment:
      CLUSTER_ID: Ym9saWxsZXJvLWJyb2tlcg
      KAFKA_NODE_ID: "$1"
      KAFKA_PROCESS_ROLES: broker,controller
      KAFKA_CONTROLLER_QUORUM_VOTERS: $3
      KAFKA_CONTROLLER_LISTENER_NAMES: CONTROLLER
      KAFKA_LISTENER_SECURITY_PROTOCOL_MAP: PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
      KAFKA_LISTENERS: PLAINTEXT://:9092,CONTROLLER://:9093
      KAFKA_ADVERTISED_LISTENERS: PLAINTEXT://$2:9092
      KAFKA_LOG_DIRS: /var/lib/kafka/data
      KAFKA_AUTO_CREATE_TOPICS_ENABLE: "false"
      KAFKA_LOG_CLEANER_DEDUPE_BUFFER_SIZE: "4194304"
      KAFKA_BROKER_HEARTBEAT_INTERVAL_MS: "500"
      KAFKA_BROKER_SESSION_TIMEOUT_MS: "3000"
      KAFKA_REPLICA_FETCH_MAX_BYTES: "8388608"
      KAFKA_HEAP_OPTS: -Xmx384m
    volumes:
      - $2:/var/lib/kafka/data
    healthcheck:
      test: [CMD, /bin/bash, -c, ": >/dev/tcp/127.0.0.1/9092"]
      interval: 2s
      timeout: 10s
      start_period: 180s
      retries: 5
$(lookups)
    networks: [brokers]
    cap_drop: [ALL]
    security_opt: ["no-new-privileges:true"]
    stop_grace_period: 30s
    mem_limit: 768m
    restart: on-failure:5
EOF
}
