package org.bolillero.kafka;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.bolillero.brokers.Brokers;
import org.bolillero.storage.LogException;
import org.bolillero.storage.SharedLogs;

/** Three brokers, and what a test asks and tells them behind an office's back. */
final class RealBrokers implements AutoCloseable {
  static final int COUNT = 3;
  static final int PAYLOAD_BYTES_MAX = 64 * 1024;
  static final Duration SOON = Duration.ofMinutes(1);

  static final String PREFIX = "bolillero-draw-";

  private final Brokers brokers;
  private final Admin admin;
  private final ConcurrentLinkedQueue<String> warnings = new ConcurrentLinkedQueue<>();

  private RealBrokers(Brokers brokers) {
    this.brokers = brokers;
    this.admin = Admin.create(Map.of("bootstrap.servers", brokers.addresses()));
  }

  static RealBrokers start() throws IOException {
    return new RealBrokers(Brokers.start(COUNT));
  }

  Brokers processes() {
    return brokers;
  }

  SharedLogs.Place settings() {
    return place(brokers.addresses());
  }

  /** Where topics are made, and only those are accepted that force. */
  static SharedLogs.Place place(String servers) {
    return new SharedLogs.Place(servers, PREFIX, Optional.empty(), true, false);
  }

  /** The topics of one more office. */
  KafkaTopics topics() throws LogException {
    return KafkaTopics.of(settings(), warnings::add);
  }

  /** What offices were warned of. */
  List<String> warnings() {
    return List.copyOf(warnings);
  }

  static String name(int number) {
    return PREFIX + number;
  }

  Admin admin() {
    return admin;
  }

  TopicDescription describe(String name) {
    return requireNonNull(
        KafkaFailure.await(admin.describeTopics(List.of(name)).allTopicNames()).get(name));
  }

  /** Which broker leads a topic. */
  int leader(int number) {
    return describe(name(number)).partitions().getFirst().leader().id();
  }

  void make(String name, int partitions, int replicas, Map<String, String> settings) {
    KafkaFailure.await(
        admin
            .createTopics(
                List.of(new NewTopic(name, partitions, (short) replicas).configs(settings)))
            .all());
  }

  void delete(int number) {
    KafkaFailure.await(admin.deleteTopics(List.of(name(number))).all());
  }

  static TopicPartition partition(int number) {
    return new TopicPartition(name(number), 0);
  }

  /** Reads until there are so many records. */
  static List<ByteBuffer> read(Topic topic, int count) throws LogException {
    List<ByteBuffer> read = new ArrayList<>();
    long deadline = System.nanoTime() + SOON.toNanos();
    while (read.size() < count) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("expected %d records, found %d".formatted(count, read.size()));
      }
      read.addAll(topic.poll(Duration.ofMillis(100)));
    }
    return read;
  }

  @Override
  public void close() {
    admin.close(Duration.ZERO);
    brokers.close();
  }
}
