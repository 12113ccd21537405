package org.bolillero.kafka;

import static org.bolillero.kafka.RealBrokers.PAYLOAD_BYTES_MAX;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.bolillero.fuzz.Seed;
import org.bolillero.storage.LogException;
import org.bolillero.storage.LogException.Kind;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is sent to real brokers, and read back. */
@Tag("kafka")
final class KafkaTopicTest {
  private static RealBrokers brokers;
  private static KafkaTopics topics;

  @BeforeAll
  static void start() throws Exception {
    brokers = RealBrokers.start();
    topics = brokers.topics();
  }

  @AfterAll
  static void end() {
    topics.close();
    brokers.close();
  }

  private static void append(Topic topic, ByteBuffer record) throws Exception {
    topic.append(record).toCompletableFuture().get(60, TimeUnit.SECONDS);
  }

  private static ByteBuffer number(int number) {
    return ByteBuffer.allocate(Integer.BYTES).putInt(number).flip();
  }

  @Test
  void recordsAreReadInTheirOrderByteForByte() throws Exception {
    Seed.run(random -> {
      try (Topic topic = topics.open(1, PAYLOAD_BYTES_MAX);
          Topic other = topics.open(1, PAYLOAD_BYTES_MAX)) {
        int before = RealBrokers.read(topic, (int) topic.end().orElseThrow()).size();
        List<ByteBuffer> sent = new ArrayList<>();
        List<CompletableFuture<Void>> stored = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
          byte[] bytes = new byte[random.nextInt(2_000)];
          random.nextBytes(bytes);
          int from = bytes.length == 0 ? 0 : random.nextInt(bytes.length);
          ByteBuffer record =
              switch (random.nextInt(4)) {
                case 0 -> ByteBuffer.wrap(bytes);
                case 1 -> ByteBuffer.wrap(bytes).position(from);
                case 2 -> ByteBuffer.wrap(bytes).position(from).slice().asReadOnlyBuffer();
                default -> ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
              };
          sent.add(record.duplicate());
          stored.add(topic.append(record).toCompletableFuture());
          assertEquals(sent.getLast(), record, "position and limit stay");
        }
        CompletableFuture.allOf(stored.toArray(CompletableFuture[]::new)).get(60, TimeUnit.SECONDS);
        assertEquals(sent, RealBrokers.read(topic, sent.size()));
        List<ByteBuffer> all = RealBrokers.read(other, before + sent.size());
        assertEquals(sent, all.subList(before, all.size()));
        assertEquals(OptionalLong.of(all.size()), other.end());
        assertEquals(all.size(), other.position());
      }
    });
  }

  @Test
  void aRecordOfTheGreatestSizeFitsAndNoneThatIsGreater() throws Exception {
    for (int payload : new int[] {PAYLOAD_BYTES_MAX, 3 * 1024 * 1024, 20 * 1024 * 1024}) {
      try (Topic topic = topics.open(100 + payload / 1024 / 1024, payload)) {
        assertEquals(payload + SharedRecord.BYTES_BESIDES_PAYLOAD, topic.recordBytesMax());
        ByteBuffer greatest = ByteBuffer.allocate(topic.recordBytesMax());
        greatest.put(0, (byte) 1).put(greatest.limit() - 1, (byte) 2);
        append(topic, greatest);
        append(topic, number(5));
        assertEquals(List.of(greatest, number(5)), RealBrokers.read(topic, 2));
        ByteBuffer tooGreat = ByteBuffer.allocate(topic.recordBytesMax() + 1);
        assertThrows(IllegalArgumentException.class, () -> topic.append(tooGreat));
      }
    }
  }

  @Test
  void aPollWaitsNoLongerThanItWasTold() throws Exception {
    try (Topic topic = topics.open(2, PAYLOAD_BYTES_MAX)) {
      long start = System.nanoTime();
      assertEquals(List.of(), topic.poll(Duration.ofMillis(200)));
      assertEquals(List.of(), topic.poll(Duration.ZERO));
      assertTrue(System.nanoTime() - start < 10_000_000_000L);
      assertEquals(0, topic.position());
      assertEquals(OptionalLong.of(0), topic.end());
    }
  }

  @Test
  void anInterruptLosesNothingAndStays() throws Exception {
    try (Topic topic = topics.open(3, PAYLOAD_BYTES_MAX)) {
      Thread.currentThread().interrupt();
      CompletableFuture<Void> stored = topic.append(number(1)).toCompletableFuture();
      assertTrue(Thread.interrupted());
      stored.get(60, TimeUnit.SECONDS);
      Thread.currentThread().interrupt();
      assertEquals(OptionalLong.of(1), topic.end());
      assertEquals(List.of(number(1)), RealBrokers.read(topic, 1));
      assertTrue(Thread.interrupted());
    }
  }

  @Test
  void aCloseEndsAPollThatWaits() throws Exception {
    Topic topic = topics.open(4, PAYLOAD_BYTES_MAX);
    CompletableFuture<LogException> ended = new CompletableFuture<>();
    Thread reader =
        Thread.ofPlatform()
            .start(() -> {
              try {
                while (true) {
                  topic.poll(Duration.ofMinutes(10));
                }
              } catch (LogException e) {
                ended.complete(e);
              }
            });
    append(topic, number(1));
    topic.close();
    topic.close();
    assertEquals(Kind.CLOSED, ended.get(60, TimeUnit.SECONDS).kind());
    reader.join();
    assertEquals(
        Kind.CLOSED, assertThrows(LogException.class, () -> topic.append(number(2))).kind());
    assertEquals(Kind.CLOSED, assertThrows(LogException.class, topic::end).kind());
  }
}
