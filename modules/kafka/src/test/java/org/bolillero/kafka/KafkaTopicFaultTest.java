package org.bolillero.kafka;

import static org.bolillero.fuzz.Patience.await;
import static org.bolillero.kafka.RealBrokers.PAYLOAD_BYTES_MAX;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.bolillero.storage.LogException;
import org.bolillero.storage.LogException.Kind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Brokers die, hang and come back. */
@Tag("kafka")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
final class KafkaTopicFaultTest {
  private RealBrokers brokers;
  private KafkaTopics topics;

  @BeforeEach
  void start() throws Exception {
    brokers = RealBrokers.start();
    topics = brokers.topics();
  }

  @AfterEach
  void end() {
    topics.close();
    brokers.close();
  }

  private static ByteBuffer number(int number) {
    return ByteBuffer.allocate(Integer.BYTES).putInt(number).flip();
  }

  /** Sends numbers, and notes which of them are confirmed. */
  private static final class Sender {
    private final Topic topic;
    private final Set<Integer> confirmed = ConcurrentHashMap.newKeySet();
    private final List<CompletableFuture<Void>> all = new ArrayList<>();

    Sender(Topic topic) {
      this.topic = topic;
    }

    void send(int count) throws LogException {
      for (int i = 0; i < count; i++) {
        int number = all.size();
        all.add(
            topic
                .append(number(number))
                .toCompletableFuture()
                .thenRun(() -> confirmed.add(number)));
      }
    }

    void awaitAll() {
      CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).join();
    }
  }

  private int anyBut(int leader) {
    return leader == 1 ? 2 : 1;
  }

  private static void assertReadsAll(Topic topic, int count) throws LogException {
    List<ByteBuffer> read = RealBrokers.read(topic, count);
    for (int i = 0; i < count; i++) {
      assertEquals(number(i), read.get(i));
    }
    assertEquals(count, topic.end().orElseThrow());
  }

  @Test
  void whatIsConfirmedWhileTheLeaderDiesIsReadInOrder() throws Exception {
    try (Topic topic = topics.open(1, PAYLOAD_BYTES_MAX)) {
      Sender sender = new Sender(topic);
      sender.send(500);
      await().until(() -> sender.confirmed.size() > 100);
      int leader = brokers.leader(1);
      sender.send(500);
      brokers.processes().kill(leader);
      sender.send(500);
      sender.awaitAll();
      assertReadsAll(topic, 1500);
      brokers.processes().restart(leader);
      brokers.processes().awaitUp(leader);
      sender.send(10);
      sender.awaitAll();
      assertEquals(10, RealBrokers.read(topic, 10).size());
      try (Topic again = topics.open(1, PAYLOAD_BYTES_MAX)) {
        assertReadsAll(again, 1510);
      }
    }
  }

  @Test
  void whatIsConfirmedWhileTheLeaderHangsIsReadInOrder() throws Exception {
    try (Topic topic = topics.open(1, PAYLOAD_BYTES_MAX)) {
      Sender sender = new Sender(topic);
      sender.send(100);
      sender.awaitAll();
      assertEquals(100, RealBrokers.read(topic, 100).size());
      int leader = brokers.leader(1);
      brokers.processes().pause(leader);
      sender.send(100);
      long start = System.nanoTime();
      sender.awaitAll();
      assertEquals(100, RealBrokers.read(topic, 100).size());
      System.out.printf(
          "a leader that hangs is replaced after %d ms%n", (System.nanoTime() - start) / 1_000_000);
      brokers.processes().resume(leader);
      sender.send(100);
      sender.awaitAll();
      assertEquals(100, RealBrokers.read(topic, 100).size());
      assertEquals(300, topic.end().orElseThrow());
    }
  }

  @Test
  void nothingIsConfirmedWithOneBrokerOfThreeAndThenItGoesOn() throws Exception {
    try (Topic topic = topics.open(1, PAYLOAD_BYTES_MAX)) {
      Sender sender = new Sender(topic);
      sender.send(10);
      sender.awaitAll();
      int first = anyBut(brokers.leader(1));
      int second = 6 - first - brokers.leader(1);
      brokers.processes().kill(first);
      brokers.processes().kill(second);
      sender.send(10);
      long end = System.nanoTime() + Duration.ofSeconds(8).toNanos();
      while (System.nanoTime() < end) {
        topic.poll(Duration.ofMillis(100));
        assertEquals(10, sender.confirmed.size());
      }
      brokers.processes().restart(first);
      brokers.processes().awaitUp(first);
      sender.awaitAll();
      try (Topic again = topics.open(1, PAYLOAD_BYTES_MAX)) {
        assertReadsAll(again, 20);
      }
    }
  }

  @Test
  void anOfficeWaitsForBrokersThatAreAway() throws Exception {
    for (int each = 1; each <= RealBrokers.COUNT; each++) {
      brokers.processes().kill(each);
    }
    assertEquals(Optional.empty(), topics.numbers());
    CompletableFuture<Topic> opened = new CompletableFuture<>();
    Thread.ofPlatform()
        .start(() -> {
          try {
            opened.complete(topics.open(1, PAYLOAD_BYTES_MAX));
          } catch (LogException e) {
            opened.completeExceptionally(e);
          }
        });
    await().until(() -> !brokers.warnings().isEmpty());
    assertFalse(opened.isDone());
    for (int each = 1; each <= RealBrokers.COUNT; each++) {
      brokers.processes().restart(each);
    }
    try (Topic topic = opened.get(2, TimeUnit.MINUTES)) {
      assertEquals(0, topic.end().orElseThrow());
    }
    assertTrue(
        brokers
            .warnings()
            .getFirst()
            .startsWith("brokers " + brokers.settings().servers() + ": expected an answer, found"),
        brokers.warnings().toString());
    assertEquals(1, brokers.warnings().stream().filter(each -> each.startsWith("brokers")).count());
  }

  @Test
  void aCloseEndsAnOpenThatWaits() throws Exception {
    for (int each = 1; each <= RealBrokers.COUNT; each++) {
      brokers.processes().kill(each);
    }
    CompletableFuture<LogException> ended = new CompletableFuture<>();
    Thread.ofPlatform()
        .start(() ->
            ended.complete(
                assertThrows(LogException.class, () -> topics.open(1, PAYLOAD_BYTES_MAX).close())));
    await().until(() -> !brokers.warnings().isEmpty());
    topics.close();
    assertEquals(Kind.CLOSED, ended.get(1, TimeUnit.MINUTES).kind());
  }

  @Test
  void whoeverReadsAndAppendsWhileNobodyAnswersIsNotHeldForLong() throws Exception {
    try (Topic topic = topics.open(1, PAYLOAD_BYTES_MAX)) {
      Sender sender = new Sender(topic);
      sender.send(1);
      sender.awaitAll();
      assertEquals(1, RealBrokers.read(topic, 1).size());
      for (int each = 1; each <= RealBrokers.COUNT; each++) {
        brokers.processes().kill(each);
      }
      long start = System.nanoTime();
      sender.send(1);
      assertEquals(List.of(), topic.poll(Duration.ofMillis(100)));
      assertTrue(topic.end().isEmpty());
      assertTrue(System.nanoTime() - start < Duration.ofSeconds(20).toNanos());
    }
  }
}
