package org.bolillero.kafka;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.bolillero.storage.LogException;
import org.bolillero.storage.LogException.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Looks whether a topic is still the one that it was, from its first record on. A consumer alone
 * would not notice: for it, a topic is its name. Belongs to the thread that reads.
 */
final class KafkaTopicWatch {
  /** How soon it is looked again. */
  static final Duration PERIOD = Duration.ofSeconds(1);

  /**
   * For how long a topic may be unknown: a broker that has just come back may not know those that
   * were made meanwhile.
   */
  static final Duration UNKNOWN_MAX = Duration.ofSeconds(10);

  private final Admin admin;
  private final TopicPartition partition;
  private final Uuid id;
  private final String where;

  private @Nullable KafkaFuture<TopicDescription> topic;
  private @Nullable KafkaFuture<ListOffsetsResultInfo> beginning;
  private long askedNanos = System.nanoTime();
  private boolean isUnknown;
  private long unknownSinceNanos;

  /**
   * The watch over a topic.
   *
   * @param admin asks the brokers
   * @param partition the topic's partition
   * @param id what tells the topic from others of the same name
   */
  KafkaTopicWatch(Admin admin, TopicPartition partition, Uuid id) {
    this.admin = admin;
    this.partition = partition;
    this.id = id;
    this.where = "topic " + partition.topic();
  }

  /** Looks at the last answer, if there is one, and asks again now and then. Does not wait. */
  void look() throws LogException {
    if (topic != null && beginning != null) {
      if (topic.isDone() && beginning.isDone()) {
        judge(topic, beginning);
        topic = null;
        beginning = null;
      }
    } else if (System.nanoTime() - askedNanos > PERIOD.toNanos()) {
      askedNanos = System.nanoTime();
      topic = askTopic();
      beginning =
          admin.listOffsets(Map.of(partition, OffsetSpec.earliest())).partitionResult(partition);
    }
  }

  /** Asks, and waits for the answer. */
  void ask() throws LogException {
    judgeTopic(askTopic());
  }

  private KafkaFuture<TopicDescription> askTopic() {
    String name = partition.topic();
    return requireNonNull(admin.describeTopics(List.of(name)).topicNameValues().get(name), name);
  }

  private void judge(
      KafkaFuture<TopicDescription> description, KafkaFuture<ListOffsetsResultInfo> earliest)
      throws LogException {
    judgeTopic(description);
    try {
      long offset = KafkaFailure.await(earliest).offset();
      if (offset != 0) {
        throw KafkaTopic.recordsDeleted(where, offset);
      }
    } catch (KafkaException e) {
      throwIfRefused(e);
    }
  }

  private void judgeTopic(KafkaFuture<TopicDescription> answer) throws LogException {
    try {
      Uuid found = KafkaFailure.await(answer).topicId();
      isUnknown = false;
      if (!found.equals(id)) {
        throw new LogException(
            Kind.DAMAGED,
            "%s: what was acknowledged is gone: expected the topic %s, found that it was made anew as %s"
                .formatted(where, id, found));
      }
    } catch (UnknownTopicOrPartitionException _) {
      unknown();
    } catch (KafkaException e) {
      throwIfRefused(e);
    }
  }

  private void unknown() throws LogException {
    long now = System.nanoTime();
    if (!isUnknown) {
      isUnknown = true;
      unknownSinceNanos = now;
    } else if (now - unknownSinceNanos > UNKNOWN_MAX.toNanos()) {
      throw new LogException(
          Kind.DAMAGED,
          where + ": what was acknowledged is gone: expected the topic " + id + ", found none");
    }
  }

  /** Anything else passes, or is found by whoever reads. */
  private void throwIfRefused(KafkaException failure) throws LogException {
    if (KafkaFailure.isRefusal(failure)) {
      throw KafkaFailure.of(where, failure);
    }
  }
}
