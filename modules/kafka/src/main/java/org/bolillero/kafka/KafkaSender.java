package org.bolillero.kafka;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.bolillero.storage.LogException;
import org.bolillero.storage.LogException.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Sends the records of a topic. Waits for room in memory, but not for ever. Thread-safe.
 *
 * <p>The producer is made when it is needed: an office that follows sends nothing.
 */
final class KafkaSender {
  private final ClientSettings clients;
  private final TopicPartition partition;
  private final int recordBytesMax;
  private final KafkaState state;
  private final Object making = new Object();

  /** Guarded by making. */
  private @Nullable KafkaProducer<byte[], byte[]> producer;

  /**
   * A sender that has sent nothing.
   *
   * @param clients how to set up the producer
   * @param partition where to
   * @param recordBytesMax how large a record may be
   * @param state whether the topic can be used
   */
  KafkaSender(
      ClientSettings clients, TopicPartition partition, int recordBytesMax, KafkaState state) {
    this.clients = clients;
    this.partition = partition;
    this.recordBytesMax = recordBytesMax;
    this.state = state;
  }

  /** As {@link Topic#append}. */
  CompletionStage<Void> send(ByteBuffer record) throws LogException {
    KafkaProducer<byte[], byte[]> sender = producer();
    byte[] bytes = new byte[record.remaining()];
    record.get(record.position(), bytes);
    ProducerRecord<byte[], byte[]> sent =
        new ProducerRecord<>(partition.topic(), partition.partition(), null, bytes);
    CompletableFuture<Void> stored = new CompletableFuture<>();
    boolean isInterrupted = false;
    try {
      while (true) {
        try {
          // Kafka calls back in any case.
          Future<RecordMetadata> _ = sender.send(sent, (_, problem) -> complete(stored, problem));
          return stored;
        } catch (InterruptException _) {
          // It waited for room, and has sent nothing.
          isInterrupted = Thread.interrupted();
        }
      }
    } catch (KafkaException | IllegalStateException e) {
      throw state.isClosed() ? state.closed() : state.failed(KafkaFailure.of(state.where(), e));
    } finally {
      if (isInterrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private KafkaProducer<byte[], byte[]> producer() throws LogException {
    synchronized (making) {
      state.throwIfUnusable();
      if (producer == null) {
        try (OwnClasses _ = OwnClasses.found()) {
          producer = new KafkaProducer<>(clients.producer(recordBytesMax));
        } catch (KafkaException e) {
          throw state.failed(KafkaFailure.unmade(state.where(), e));
        }
      }
      return producer;
    }
  }

  private void complete(CompletableFuture<Void> stored, @Nullable Exception problem) {
    if (problem == null) {
      stored.complete(null);
    } else if (state.isClosed()) {
      stored.completeExceptionally(state.closed());
    } else if (KafkaFailure.isRefusal(problem)) {
      stored.completeExceptionally(state.failed(KafkaFailure.of(state.where(), problem)));
    } else {
      stored.completeExceptionally(
          new LogException(
              Kind.FAILED,
              state.where() + ": a record may not be stored: " + KafkaFailure.reason(problem),
              problem));
    }
  }

  /** Gives up what was not stored. To be called after the state was closed. */
  void close() {
    synchronized (making) {
      if (producer != null) {
        producer.close(Duration.ZERO);
      }
    }
  }
}
