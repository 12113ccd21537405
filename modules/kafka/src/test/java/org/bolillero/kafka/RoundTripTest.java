package org.bolillero.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How soon a record is durable: confirmed, and read back. */
@Tag("kafka")
final class RoundTripTest {
  private static final int TRIPS = 1_000;
  private static final int WARM_UP = 300;

  @Test
  void aRecordIsConfirmedAndReadBackQuickly() throws Exception {
    try (RealBrokers brokers = RealBrokers.start();
        KafkaTopics topics = brokers.topics();
        Topic topic = topics.open(1, RealBrokers.PAYLOAD_BYTES_MAX)) {
      for (int bytes : new int[] {100, 16 * 1024}) {
        ByteBuffer record = ByteBuffer.allocate(bytes);
        for (int i = 0; i < WARM_UP; i++) {
          trip(topic, record);
        }
        long[] nanos = new long[TRIPS];
        for (int i = 0; i < TRIPS; i++) {
          long start = System.nanoTime();
          trip(topic, record);
          nanos[i] = System.nanoTime() - start;
        }
        Arrays.sort(nanos);
        System.out.printf(
            "%d bytes confirmed and read back: median %.1f ms, 99 %% in %.1f ms%n",
            bytes, nanos[TRIPS / 2] / 1e6, nanos[TRIPS * 99 / 100] / 1e6);
        assertTrue(nanos[TRIPS / 2] < Duration.ofSeconds(1).toNanos());
      }
    }
  }

  private static void trip(Topic topic, ByteBuffer record) throws Exception {
    CompletableFuture<Void> stored = topic.append(record).toCompletableFuture();
    assertEquals(record, RealBrokers.read(topic, 1).getFirst());
    stored.get();
  }
}
