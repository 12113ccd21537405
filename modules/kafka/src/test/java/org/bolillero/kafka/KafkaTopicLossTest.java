package org.bolillero.kafka;

import static org.bolillero.fuzz.Patience.await;
import static org.bolillero.kafka.RealBrokers.PAYLOAD_BYTES_MAX;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.bolillero.storage.LogException;
import org.bolillero.storage.LogException.Kind;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What somebody has deleted that was acknowledged is found and named. */
@Tag("kafka")
final class KafkaTopicLossTest {
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

  private static void append(Topic topic, int records) throws Exception {
    for (int i = 0; i < records; i++) {
      topic.append(ByteBuffer.allocate(100)).toCompletableFuture().get(60, TimeUnit.SECONDS);
    }
  }

  private static void makeAnew(int number) throws LogException {
    brokers.delete(number);
    topics.open(number, PAYLOAD_BYTES_MAX).close();
  }

  private static void assertGone(LogException found) {
    assertEquals(Kind.DAMAGED, found.kind());
    assertTrue(found.getMessage().startsWith("topic bolillero-draw-"), found.getMessage());
    assertTrue(
        found.getMessage().contains(": what was acknowledged is gone: expected "),
        found.getMessage());
  }

  @Test
  void aTopicThatWasMadeAnewIsNotTakenForTheOldOne() throws Exception {
    try (Topic topic = topics.open(1, PAYLOAD_BYTES_MAX)) {
      append(topic, 3);
      makeAnew(1);
      // A broker that is asked too early does not know the new one yet.
      await().untilAsserted(() -> assertGone(assertThrows(LogException.class, topic::end)));
      assertGone(assertThrows(LogException.class, () -> topic.poll(Duration.ZERO)));
      assertGone(assertThrows(LogException.class, () -> append(topic, 1)));
    }
  }

  @Test
  void aReaderFindsThatTheTopicWasMadeAnewAndIsLonger() throws Exception {
    try (Topic topic = topics.open(2, PAYLOAD_BYTES_MAX)) {
      append(topic, 3);
      RealBrokers.read(topic, 3);
      makeAnew(2);
      try (Topic other = topics.open(2, PAYLOAD_BYTES_MAX)) {
        append(other, 9);
      }
      await()
          .untilAsserted(
              () -> assertGone(assertThrows(LogException.class, () -> topic.poll(Duration.ZERO))));
    }
  }

  @Test
  void aTopicThatIsGoneIsFoundOut() throws Exception {
    try (Topic topic = topics.open(3, PAYLOAD_BYTES_MAX)) {
      append(topic, 3);
      RealBrokers.read(topic, 3);
      brokers.delete(3);
      await()
          .untilAsserted(() ->
              assertGone(
                  assertThrows(LogException.class, () -> topic.poll(Duration.ofMillis(50)))));
    }
  }

  @Test
  void recordsThatAreDeletedBeforeTheyAreReadAreMissed() throws Exception {
    try (Topic topic = topics.open(4, PAYLOAD_BYTES_MAX)) {
      append(topic, 3);
      delete(4, 2);
      LogException found = assertThrows(LogException.class, () -> RealBrokers.read(topic, 3));
      assertGone(found);
    }
    LogException found =
        assertThrows(LogException.class, () -> topics.open(4, PAYLOAD_BYTES_MAX).close());
    assertEquals(Kind.DAMAGED, found.kind());
    assertEquals(
        "topic bolillero-draw-4: what was acknowledged is gone: expected the first record at offset"
            + " 0, found it at 2",
        found.getMessage());
  }

  @Test
  void recordsThatAreDeletedAfterTheyWereReadAreMissedToo() throws Exception {
    try (Topic topic = topics.open(5, PAYLOAD_BYTES_MAX)) {
      append(topic, 3);
      RealBrokers.read(topic, 3);
      delete(5, 1);
      await()
          .untilAsserted(
              () -> assertGone(assertThrows(LogException.class, () -> topic.poll(Duration.ZERO))));
    }
  }

  private static void delete(int number, long before) {
    KafkaFailure.await(
        brokers
            .admin()
            .deleteRecords(
                Map.of(RealBrokers.partition(number), RecordsToDelete.beforeOffset(before)))
            .all());
  }
}
