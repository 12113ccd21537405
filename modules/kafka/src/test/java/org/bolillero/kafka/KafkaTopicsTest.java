package org.bolillero.kafka;

import static java.util.Objects.requireNonNull;
import static org.bolillero.fuzz.Patience.await;
import static org.bolillero.kafka.RealBrokers.PAYLOAD_BYTES_MAX;
import static org.bolillero.kafka.RealBrokers.name;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.common.config.ConfigResource;
import org.bolillero.storage.LogException;
import org.bolillero.storage.LogException.Kind;
import org.bolillero.storage.SharedLogs;
import org.eclipse.collections.impl.factory.primitive.IntSets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Topics are made as they should be, and those that others have made are checked. */
@Tag("kafka")
final class KafkaTopicsTest {
  private static RealBrokers brokers;

  @BeforeAll
  static void start() throws Exception {
    brokers = RealBrokers.start();
  }

  @AfterAll
  static void end() {
    brokers.close();
  }

  private static Config settings(int number) {
    ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, name(number));
    return requireNonNull(
        KafkaFailure.await(brokers.admin().describeConfigs(List.of(topic)).all()).get(topic));
  }

  /** Settings with which a topic is safe. */
  private static Map<String, String> safe() {
    return new TreeMap<>(
        new TopicRules(ClientSettings.batchBytesMax(PAYLOAD_BYTES_MAX), false).made());
  }

  private static LogException refusal(int number) throws LogException {
    try (KafkaTopics topics = brokers.topics()) {
      LogException refused =
          assertThrows(LogException.class, () -> topics.open(number, PAYLOAD_BYTES_MAX).close());
      assertEquals(Kind.UNSUITABLE, refused.kind());
      return refused;
    }
  }

  @Test
  void aTopicThatIsNotThereIsMadeSafe() throws Exception {
    try (KafkaTopics topics = brokers.topics()) {
      topics.open(1, PAYLOAD_BYTES_MAX).close();
    }
    assertEquals(1, brokers.describe(name(1)).partitions().size());
    assertEquals(3, brokers.describe(name(1)).partitions().getFirst().replicas().size());
    Map<String, String> expected =
        Map.of(
            "min.insync.replicas", "2",
            "flush.messages", "1",
            "retention.ms", "-1",
            "retention.bytes", "-1",
            "cleanup.policy", "delete",
            "unclean.leader.election.enable", "false",
            "message.timestamp.type", "LogAppendTime",
            "compression.type", "uncompressed");
    Config found = settings(1);
    expected.forEach((name, value) -> assertEquals(value, found.get(name).value(), name));
    assertTrue(Integer.parseInt(found.get("max.message.bytes").value()) >= 1024 * 1024);
  }

  @Test
  void officesThatMakeATopicAtTheSameTimeHaveTheSame() throws Exception {
    int offices = 4;
    try (var threads = Executors.newFixedThreadPool(offices)) {
      List<Future<Topic>> opened = new ArrayList<>();
      for (int i = 0; i < offices; i++) {
        KafkaTopics topics = brokers.topics();
        opened.add(
            threads.submit(() -> {
              try (topics) {
                return topics.open(2, PAYLOAD_BYTES_MAX);
              }
            }));
      }
      for (Future<Topic> each : opened) {
        try (Topic topic = each.get()) {
          assertEquals(0, topic.end().orElseThrow());
        }
      }
    }
  }

  @Test
  void aTopicThatCouldLoseRecordsIsRefusedWithEveryReason() throws Exception {
    Map<String, String> unsafe =
        Map.of(
            "min.insync.replicas", "1",
            "flush.messages", "10",
            "retention.ms", "1000000",
            "retention.bytes", "1000000",
            "cleanup.policy", "compact",
            "unclean.leader.election.enable", "true",
            "message.timestamp.type", "CreateTime",
            "compression.type", "zstd",
            "max.message.bytes", "1000",
            "segment.bytes", "1048576");
    brokers.make(name(3), 2, 2, unsafe);
    int batchBytes = ClientSettings.batchBytesMax(2 * 1024 * 1024);
    try (KafkaTopics topics = brokers.topics()) {
      LogException refused =
          assertThrows(
              LogException.class,
              () -> topics.open(3, 2 * 1024 * 1024 - SharedRecord.BYTES_BESIDES_PAYLOAD).close());
      assertEquals(Kind.UNSUITABLE, refused.kind());
      assertEquals(
          String.join(
              "; ",
              "topic bolillero-draw-3: expected 1 partition, found 2",
              "expected at least 3 replicas, found 2",
              "expected min.insync.replicas of at least 2, found 1",
              "expected flush.messages=1, or that unforced topics are accepted, found 10",
              "expected retention.ms=-1, found 1000000",
              "expected retention.bytes=-1, found 1000000",
              "expected cleanup.policy=delete, found compact",
              "expected unclean.leader.election.enable=false, found true",
              "expected message.timestamp.type=LogAppendTime, found CreateTime",
              "expected compression.type=uncompressed or producer, found zstd",
              "expected max.message.bytes of at least " + batchBytes + ", found 1000",
              "expected segment.bytes of at least " + batchBytes + ", found 1048576"),
          refused.getMessage());
    }
  }

  @Test
  void aTopicMadeByHandWithTheSettingsOfThePageIsTaken() throws Exception {
    brokers.make(name(4), 1, 3, safe());
    try (KafkaTopics topics = brokers.topics();
        Topic topic = topics.open(4, PAYLOAD_BYTES_MAX)) {
      assertEquals(0, topic.end().orElseThrow());
    }
  }

  @Test
  void aTopicThatIsNotForcedIsTakenOnlyIfThatIsAccepted() throws Exception {
    Map<String, String> settings = safe();
    settings.put("flush.messages", "1000");
    brokers.make(name(5), 1, 3, settings);
    assertEquals(
        "topic bolillero-draw-5: expected flush.messages=1, or that unforced topics are accepted,"
            + " found 1000",
        refusal(5).getMessage());
    SharedLogs.Place accepting =
        new SharedLogs.Place(
            brokers.settings().servers(), RealBrokers.PREFIX, Optional.empty(), true, true);
    List<String> warnings = new ArrayList<>();
    try (KafkaTopics topics = KafkaTopics.of(accepting, warnings::add)) {
      topics.open(5, PAYLOAD_BYTES_MAX).close();
      topics.open(5, PAYLOAD_BYTES_MAX).close();
    }
    assertEquals(
        List.of(
            "topic bolillero-draw-5: flush.messages is not 1: a power cut of all brokers at once"
                + " may lose what was acknowledged"),
        warnings);
  }

  @Test
  void aTopicThatNoBrokerMayBeAwayFromIsTakenWithAWarning() throws Exception {
    Map<String, String> settings = safe();
    settings.put("min.insync.replicas", "3");
    brokers.make(name(6), 1, 3, settings);
    List<String> warnings = new ArrayList<>();
    try (KafkaTopics topics = KafkaTopics.of(brokers.settings(), warnings::add)) {
      topics.open(6, PAYLOAD_BYTES_MAX).close();
    }
    assertEquals(
        List.of(
            "topic bolillero-draw-6: min.insync.replicas is that of all 3 replicas: nothing can be"
                + " stored while one is away"),
        warnings);
  }

  @Test
  void noTopicIsMadeByAnOfficeThatMayNot() throws Exception {
    SharedLogs.Place cautious =
        new SharedLogs.Place(
            brokers.settings().servers(), RealBrokers.PREFIX, Optional.empty(), false, false);
    try (KafkaTopics topics = KafkaTopics.of(cautious, _ -> {})) {
      LogException refused =
          assertThrows(LogException.class, () -> topics.open(7, PAYLOAD_BYTES_MAX).close());
      assertEquals(Kind.UNSUITABLE, refused.kind());
      assertEquals(
          "topic bolillero-draw-7: expected it to be there, as no topics are to be made, found"
              + " none",
          refused.getMessage());
    }
  }

  @Test
  void onlyTopicsWithOurPrefixAndANumberAreOurs() throws Exception {
    String prefix = "numbers.";
    for (String each : List.of("0", "7", "007", "1x", "", "2147483647", "2147483648", "-1")) {
      brokers.make(prefix + each, 1, 1, Map.of());
    }
    SharedLogs.Place other =
        new SharedLogs.Place(brokers.settings().servers(), prefix, Optional.empty(), true, false);
    try (KafkaTopics topics = KafkaTopics.of(other, _ -> {})) {
      await()
          .until(
              () -> topics.numbers().equals(Optional.of(IntSets.immutable.of(0, 7, 2147483647))));
    }
  }

  @Test
  void anOfficeThatTheBrokersDoNotLetInIsToldSo(@TempDir Path folder) throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("client.properties"),
            """
            security.protocol=SASL_PLAINTEXT
            sasl.mechanism=PLAIN
            sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required \
              username="ana" password="wrong";
            """);
    SharedLogs.Place stranger =
        new SharedLogs.Place(
            brokers.settings().servers(), RealBrokers.PREFIX, Optional.of(file), true, false);
    try (KafkaTopics topics = KafkaTopics.of(stranger, _ -> {})) {
      LogException refused =
          assertThrows(LogException.class, () -> topics.open(10, PAYLOAD_BYTES_MAX).close());
      assertEquals(Kind.FAILED, refused.kind());
      assertTrue(
          refused.getMessage().startsWith("topic bolillero-draw-10: the brokers refuse: "),
          refused.getMessage());
      assertEquals(Kind.FAILED, assertThrows(LogException.class, topics::numbers).kind());
    }
  }

  @Test
  void whatIsClosedSaysSo() throws Exception {
    KafkaTopics topics = brokers.topics();
    topics.open(8, PAYLOAD_BYTES_MAX).close();
    topics.close();
    topics.close();
    assertEquals(Kind.CLOSED, assertThrows(LogException.class, topics::numbers).kind());
    LogException closed =
        assertThrows(LogException.class, () -> topics.open(8, PAYLOAD_BYTES_MAX).close());
    assertEquals(Kind.CLOSED, closed.kind());
  }

  @Test
  void aTopicStaysOpenWhenTheOthersAreClosed() throws Exception {
    KafkaTopics topics = brokers.topics();
    try (Topic topic = topics.open(9, PAYLOAD_BYTES_MAX)) {
      topics.close();
      assertEquals(0, topic.end().orElseThrow());
    }
  }
}
