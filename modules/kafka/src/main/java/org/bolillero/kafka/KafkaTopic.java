package org.bolillero.kafka;

import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.WakeupException;
import org.bolillero.storage.LogException;
import org.bolillero.storage.LogException.Kind;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.MutableList;

/**
 * A topic that brokers of Apache Kafka keep. What was sent and not stored yet has a limit, and so
 * has what was fetched and not read yet.
 *
 * <p>No method can be interrupted. An interrupt shortens a poll, and stays for the caller.
 */
final class KafkaTopic implements Topic {
  static final int PARTITION = 0;

  private final TopicPartition partition;
  private final int recordBytesMax;
  private final KafkaState state;
  private final Admin admin;
  private final KafkaSender sender;

  /** Guarded by reading, but for being woken up. */
  private final KafkaConsumer<byte[], byte[]> consumer;

  /** Guarded by reading. */
  private final KafkaTopicWatch watch;

  /** Held by whoever reads; a close waits for it. */
  private final ReentrantLock reading = new ReentrantLock();

  /** Written by whoever holds reading. */
  private volatile long position;

  private KafkaTopic(
      ClientSettings clients,
      TopicPartition partition,
      Uuid id,
      int recordBytesMax,
      Admin admin,
      KafkaConsumer<byte[], byte[]> consumer) {
    this.partition = partition;
    this.recordBytesMax = recordBytesMax;
    this.state = new KafkaState("topic " + partition.topic());
    this.admin = admin;
    this.sender = new KafkaSender(clients, partition, recordBytesMax, state);
    this.consumer = consumer;
    this.watch = new KafkaTopicWatch(admin, partition, id);
  }

  /**
   * Opens a topic that is there.
   *
   * @param clients how to set up the clients
   * @param name the topic's name
   * @param id what tells it from others of the same name
   * @param recordBytesMax how large a record may be
   * @return the topic, at its first record
   */
  static KafkaTopic open(ClientSettings clients, String name, Uuid id, int recordBytesMax)
      throws LogException {
    TopicPartition partition = new TopicPartition(name, PARTITION);
    try (OwnClasses _ = OwnClasses.found()) {
      Admin admin = Admin.create(clients.admin());
      try {
        KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(clients.consumer());
        consumer.assign(List.of(partition));
        consumer.seek(partition, 0);
        return new KafkaTopic(clients, partition, id, recordBytesMax, admin, consumer);
      } catch (KafkaException e) {
        admin.close(Duration.ZERO);
        throw e;
      }
    } catch (KafkaException e) {
      throw KafkaFailure.unmade("topic " + name, e);
    }
  }

  /**
   * The exception for a topic that does not begin with its first record any more.
   *
   * @param where which topic
   * @param beginning the offset of the first record that is there
   */
  static LogException recordsDeleted(String where, long beginning) {
    return new LogException(
        Kind.DAMAGED,
        "%s: what was acknowledged is gone: expected the first record at offset 0, found it at %d"
            .formatted(where, beginning));
  }

  @Override
  public int recordBytesMax() {
    return recordBytesMax;
  }

  @Override
  public CompletionStage<Void> append(ByteBuffer record) throws LogException {
    if (record.remaining() > recordBytesMax) {
      throw new IllegalArgumentException(
          "a record of %d bytes, but the topic takes at most %d"
              .formatted(record.remaining(), recordBytesMax));
    }
    return sender.send(record);
  }

  @Override
  public List<ByteBuffer> poll(Duration wait) throws LogException {
    return read(
        List.of(),
        () -> {
          watch.look();
          ConsumerRecords<byte[], byte[]> records = consumer.poll(wait);
          OffsetAndMetadata next = records.nextOffsets().get(partition);
          if (next != null) {
            // Not the offset of the last record and one: what is no record has offsets, too.
            position = next.offset();
          }
          MutableList<ByteBuffer> values = Lists.mutable.withInitialCapacity(records.count());
          for (ConsumerRecord<byte[], byte[]> each : records) {
            // Nobody here sends a record without bytes; another program may.
            values.add(
                each.value() == null ? ByteBuffer.allocate(0) : ByteBuffer.wrap(each.value()));
          }
          return values.asUnmodifiable();
        });
  }

  @Override
  public long position() {
    return position;
  }

  @Override
  public OptionalLong end() throws LogException {
    return read(
        OptionalLong.empty(),
        () -> {
          watch.ask();
          Map<TopicPartition, Long> ends =
              consumer.endOffsets(List.of(partition), ClientSettings.ANSWER_MAX);
          long end = requireNonNull(ends.get(partition), "end");
          if (end < position) {
            throw new LogException(
                Kind.DAMAGED,
                "%s: what was acknowledged is gone: expected the end at offset %d or later, found it at %d"
                    .formatted(state.where(), position, end));
          }
          return OptionalLong.of(end);
        });
  }

  private interface Reading<T> {
    T read() throws LogException;
  }

  /** Reads, and says in our words what fails; nothing if that passes. */
  private <T> T read(T nothing, Reading<T> action) throws LogException {
    reading.lock();
    boolean isInterrupted = Thread.interrupted();
    try (OwnClasses _ = OwnClasses.found()) {
      state.throwIfUnusable();
      return action.read();
    } catch (WakeupException _) {
      throw state.closed();
    } catch (InterruptException _) {
      isInterrupted = Thread.interrupted();
      return nothing;
    } catch (InvalidOffsetException e) {
      throw state.failed(
          new LogException(
              Kind.DAMAGED,
              "%s: what was acknowledged is gone: expected a record at offset %d or the end: %s"
                  .formatted(state.where(), position, KafkaFailure.reason(e)),
              e));
    } catch (RetriableException _) {
      return nothing;
    } catch (KafkaException e) {
      throw state.failed(unreadable(e));
    } catch (LogException e) {
      throw state.failed(e);
    } finally {
      if (isInterrupted) {
        Thread.currentThread().interrupt();
      }
      reading.unlock();
    }
  }

  /** Kafka has no class of its own for a checksum that is wrong. */
  private LogException unreadable(KafkaException e) {
    return e.getClass() == KafkaException.class
        ? new LogException(
            Kind.DAMAGED,
            "%s: the records from offset %d on cannot be read: %s"
                .formatted(state.where(), position, KafkaFailure.reason(e)),
            e)
        : KafkaFailure.of(state.where(), e);
  }

  /** The consumer belongs to the thread that reads: that one is woken, and its end awaited. */
  @Override
  public void close() {
    if (!state.close()) {
      return;
    }
    boolean isInterrupted = Thread.interrupted();
    try {
      consumer.wakeup();
      admin.close(Duration.ZERO);
      sender.close();
      reading.lock();
      try {
        consumer.close(CloseOptions.timeout(Duration.ZERO));
      } finally {
        reading.unlock();
      }
    } finally {
      if (isInterrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
