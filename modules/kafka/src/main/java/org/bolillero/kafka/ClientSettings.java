package org.bolillero.kafka;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.bolillero.storage.LogException;
import org.bolillero.storage.SharedLogs;
import org.eclipse.collections.api.factory.Maps;
import org.eclipse.collections.api.map.ImmutableMap;
import org.eclipse.collections.api.map.MutableMap;

/** How Kafka's clients are set up, so that a topic keeps its promises. */
final class ClientSettings {
  /** How long an answer may take, whoever gives it in the end. */
  static final Duration ANSWER_MAX = Duration.ofSeconds(5);

  /** How long one broker may take. One that hangs is given up after it, and another one asked. */
  static final Duration REQUEST_MAX = Duration.ofSeconds(3);

  /** How long a record is sent again and again, before it is given up. */
  static final Duration DELIVERY_MAX = Duration.ofMinutes(2);

  /** How long an append may wait for room. */
  static final Duration ROOM_MAX = Duration.ofSeconds(30);

  /** How many bytes of records are sent at once, unless a single one has more. */
  static final int BATCH_BYTES = 1024 * 1024;

  /** How many bytes a single record has at most when it is sent, besides its own. */
  private static final int BATCH_OVERHEAD_BYTES = 128;

  private static final int UNSENT_BYTES_MAX = 64 * 1024 * 1024;
  private static final int UNSENT_BATCHES_MIN = 4;
  private static final int REQUEST_BYTES = 4 * 1024 * 1024;
  private static final int FETCH_BYTES = 8 * 1024 * 1024;
  private static final Duration FETCH_WAIT = Duration.ofMillis(500);

  private final ImmutableMap<String, Object> common;

  private ClientSettings(ImmutableMap<String, Object> common) {
    this.common = common;
  }

  static ClientSettings of(SharedLogs.Place settings) throws LogException {
    MutableMap<String, Object> common = Maps.mutable.empty();
    if (settings.properties().isPresent()) {
      ClientFile.read(settings.properties().get()).forEachKeyValue(common::put);
    }
    common.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, settings.servers());
    common.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, millis(REQUEST_MAX));
    common.put(CommonClientConfigs.SOCKET_CONNECTION_SETUP_TIMEOUT_MS_CONFIG, millis(REQUEST_MAX));
    common.put(
        CommonClientConfigs.SOCKET_CONNECTION_SETUP_TIMEOUT_MAX_MS_CONFIG, millis(ANSWER_MAX));
    // Nobody looks at the clients' own figures.
    common.put(CommonClientConfigs.METRIC_REPORTER_CLASSES_CONFIG, "");
    common.put(CommonClientConfigs.ENABLE_METRICS_PUSH_CONFIG, false);
    return new ClientSettings(common.toImmutable());
  }

  /**
   * How many bytes may have to be stored at once.
   *
   * @param recordBytesMax how large a record may be
   */
  static int batchBytesMax(int recordBytesMax) {
    return Math.max(BATCH_BYTES, Math.addExact(recordBytesMax, BATCH_OVERHEAD_BYTES));
  }

  private static int millis(Duration duration) {
    return Math.toIntExact(duration.toMillis());
  }

  Map<String, Object> admin() {
    return common
        .newWithKeyValue(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis(ANSWER_MAX))
        .castToMap();
  }

  /** Records are stored in the order in which they were sent, by enough machines, and once. */
  Map<String, Object> producer(int recordBytesMax) {
    int batchBytesMax = batchBytesMax(recordBytesMax);
    long unsentBytesMax = Math.max(UNSENT_BYTES_MAX, (long) UNSENT_BATCHES_MIN * batchBytesMax);
    MutableMap<String, Object> producer = Maps.mutable.ofMap(common.castToMap());
    producer.put(ProducerConfig.ACKS_CONFIG, "all");
    producer.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    producer.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 5);
    producer.put(ProducerConfig.RETRIES_CONFIG, Integer.MAX_VALUE);
    producer.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, millis(DELIVERY_MAX));
    producer.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, ROOM_MAX.toMillis());
    producer.put(ProducerConfig.LINGER_MS_CONFIG, 0L);
    producer.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
    producer.put(ProducerConfig.BUFFER_MEMORY_CONFIG, unsentBytesMax);
    producer.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Math.max(REQUEST_BYTES, batchBytesMax));
    producer.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "none");
    producer.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    producer.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    return producer;
  }

  /** Everything is read, from where it was said to begin, or a failure says why not. */
  Map<String, Object> consumer() {
    MutableMap<String, Object> consumer = Maps.mutable.ofMap(common.castToMap());
    consumer.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    consumer.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    consumer.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    consumer.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_uncommitted");
    consumer.put(ConsumerConfig.CHECK_CRCS_CONFIG, true);
    consumer.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, 1);
    consumer.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, millis(FETCH_WAIT));
    consumer.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCH_BYTES);
    consumer.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, FETCH_BYTES);
    consumer.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis(ANSWER_MAX));
    consumer.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    consumer.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    return consumer;
  }
}
