package org.bolillero.integration;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.bolillero.brokers.Brokers;

/** What a test asks and tells brokers of the topics of offices, behind their backs. */
final class OfficeTopics implements AutoCloseable {
  private static final int PARTITION = 0;

  private final Admin admin;

  OfficeTopics(Brokers brokers) {
    this.admin = Admin.create(Map.of("bootstrap.servers", brokers.addresses()));
  }

  /** Which broker leads a topic. */
  int leader(String topic) throws ExecutionException, InterruptedException {
    return requireNonNull(
            admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic), topic)
        .partitions()
        .getFirst()
        .leader()
        .id();
  }

  void make(String topic, int partitions, int replicas, Map<String, String> settings)
      throws ExecutionException, InterruptedException {
    admin
        .createTopics(List.of(new NewTopic(topic, partitions, (short) replicas).configs(settings)))
        .all()
        .get();
  }

  void delete(String topic) throws ExecutionException, InterruptedException {
    admin.deleteTopics(List.of(topic)).all().get();
  }

  /** Deletes the first records. */
  void truncate(String topic, long records) throws ExecutionException, InterruptedException {
    admin
        .deleteRecords(
            Map.of(new TopicPartition(topic, PARTITION), RecordsToDelete.beforeOffset(records)))
        .all()
        .get();
  }

  @Override
  public void close() {
    admin.close(Duration.ZERO);
  }
}
