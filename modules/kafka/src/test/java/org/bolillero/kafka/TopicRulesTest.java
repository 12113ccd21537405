package org.bolillero.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TopicRulesTest {
  private static final int BATCH_BYTES = 2_000_000;

  private final TopicRules rules = new TopicRules(BATCH_BYTES, false);

  private static TopicDescription topic(int partitions, int replicas) {
    Node leader = new Node(1, "a", 1);
    List<TopicPartitionInfo> all = new ArrayList<>();
    for (int each = 0; each < partitions; each++) {
      List<Node> nodes = Collections.nCopies(replicas, leader);
      all.add(new TopicPartitionInfo(each, leader, nodes, nodes));
    }
    return new TopicDescription("t", false, all);
  }

  /** What an office makes, with what brokers choose themselves. */
  private Map<String, String> safe() {
    Map<String, String> settings = new TreeMap<>(rules.made());
    settings.put("segment.bytes", "1073741824");
    settings.put("remote.storage.enable", "false");
    return settings;
  }

  private static Config config(Map<String, String> settings) {
    return new Config(
        settings.entrySet().stream()
            .map(each -> new ConfigEntry(each.getKey(), each.getValue()))
            .toList());
  }

  private List<String> findings(String name, String value) {
    Map<String, String> settings = safe();
    settings.put(name, value);
    return rules.findings(topic(1, 3), config(settings)).castToList();
  }

  @Test
  void whatAnOfficeMakesIsSafe() {
    assertEquals(List.of(), rules.findings(topic(1, 3), config(safe())).castToList());
    assertEquals(List.of(), rules.findings(topic(1, 5), config(safe())).castToList());
    assertEquals(List.of(), rules.remarks(topic(1, 3), config(safe())).castToList());
  }

  @ParameterizedTest
  @CsvSource({
    "min.insync.replicas, 1, min.insync.replicas of at least 2",
    "min.insync.replicas, 4, 'min.insync.replicas of at most 3, as there are no more replicas,'",
    "flush.messages, 2, 'flush.messages=1, or that unforced topics are accepted'",
    "flush.messages, 9223372036854775807,"
        + " 'flush.messages=1, or that unforced topics are accepted'",
    "retention.ms, 604800000, retention.ms=-1",
    "retention.bytes, 1, retention.bytes=-1",
    "cleanup.policy, compact, cleanup.policy=delete",
    "cleanup.policy, 'compact,delete', cleanup.policy=delete",
    "unclean.leader.election.enable, true, unclean.leader.election.enable=false",
    "message.timestamp.type, CreateTime, message.timestamp.type=LogAppendTime",
    "compression.type, zstd, compression.type=uncompressed or producer",
    "compression.type, lz4, compression.type=uncompressed or producer",
    "max.message.bytes, 1999999, max.message.bytes of at least 2000000",
    "segment.bytes, 1999999, segment.bytes of at least 2000000",
    "remote.storage.enable, true, remote.storage.enable=false",
  })
  void eachSettingThatCouldLoseRecordsIsFound(String name, String value, String expected) {
    String of = expected.endsWith(",") ? expected : expected + ",";
    assertEquals(List.of("expected " + of + " found " + value), findings(name, value));
  }

  @Test
  void settingsThatAreNotToldAreNotTakenForSafe() {
    assertEquals(safe().size(), rules.findings(topic(1, 3), config(Map.of())).size());
  }

  @Test
  void partitionsAndReplicasAreCounted() {
    assertEquals(
        List.of("expected 1 partition, found 2"),
        rules.findings(topic(2, 3), config(safe())).castToList());
    assertEquals(
        List.of("expected at least 3 replicas, found 2"),
        rules.findings(topic(1, 2), config(safe())).castToList());
  }

  @Test
  void whatIsSafeAndStillToBeKnownIsSaid() {
    Map<String, String> settings = safe();
    settings.put("min.insync.replicas", "3");
    settings.put("flush.messages", "100");
    TopicRules accepting = new TopicRules(BATCH_BYTES, true);
    assertEquals(List.of(), accepting.findings(topic(1, 3), config(settings)).castToList());
    assertEquals(
        List.of(
            "min.insync.replicas is that of all 3 replicas: nothing can be stored while one is"
                + " away",
            "flush.messages is not 1: a power cut of all brokers at once may lose what was"
                + " acknowledged"),
        accepting.remarks(topic(1, 3), config(settings)).castToList());
  }
}
