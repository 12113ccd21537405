package org.bolillero.kafka;

import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.TopicConfig;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.factory.Maps;
import org.eclipse.collections.api.list.ImmutableList;
import org.eclipse.collections.api.list.MutableList;
import org.eclipse.collections.api.map.MutableMap;

/** What a topic has to be like so that nothing that was acknowledged can be lost in it. */
final class TopicRules {
  static final int PARTITIONS = 1;
  static final short REPLICAS = 3;

  private static final int MIN_IN_SYNC = 2;
  private static final String NEVER = "-1";

  /**
   * A setting of a topic.
   *
   * @param name its name
   * @param made what it is when an office makes the topic; empty for what brokers choose
   * @param isSafe whether a value will do
   * @param expected which values will do, in words
   */
  private record Rule(String name, String made, Predicate<String> isSafe, String expected) {
    static Rule exactly(String name, String value) {
      return new Rule(name, value, value::equals, name + "=" + value);
    }

    static Rule atLeast(String name, String made, long least) {
      return new Rule(
          name, made, value -> Long.parseLong(value) >= least, name + " of at least " + least);
    }
  }

  private final ImmutableList<Rule> rules;

  /**
   * The rules.
   *
   * @param batchBytesMax how many bytes may have to be stored at once
   * @param acceptsUnforced whether it will do that records are not forced
   */
  TopicRules(int batchBytesMax, boolean acceptsUnforced) {
    rules =
        Lists.immutable.of(
            Rule.atLeast(
                TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG,
                Integer.toString(MIN_IN_SYNC),
                MIN_IN_SYNC),
            new Rule(
                TopicConfig.FLUSH_MESSAGES_INTERVAL_CONFIG,
                "1",
                value -> value.equals("1") || acceptsUnforced,
                "flush.messages=1, or that unforced topics are accepted"),
            Rule.exactly(TopicConfig.RETENTION_MS_CONFIG, NEVER),
            Rule.exactly(TopicConfig.RETENTION_BYTES_CONFIG, NEVER),
            Rule.exactly(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE),
            Rule.exactly(TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG, "false"),
            Rule.exactly(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime"),
            // Whatever else compresses needs native code that an office does not have.
            new Rule(
                TopicConfig.COMPRESSION_TYPE_CONFIG,
                "uncompressed",
                value -> value.equals("uncompressed") || value.equals("producer"),
                "compression.type=uncompressed or producer"),
            Rule.atLeast(
                TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                Integer.toString(batchBytesMax),
                batchBytesMax),
            Rule.atLeast(TopicConfig.SEGMENT_BYTES_CONFIG, "", batchBytesMax),
            // What is moved elsewhere is as safe as that other place, of which nothing is known.
            new Rule(
                TopicConfig.REMOTE_LOG_STORAGE_ENABLE_CONFIG,
                "",
                "false"::equals,
                "remote.storage.enable=false"));
  }

  /** The settings of a topic that is made. */
  Map<String, String> made() {
    MutableMap<String, String> made = Maps.mutable.empty();
    rules.reject(each -> each.made().isEmpty()).forEach(each -> made.put(each.name(), each.made()));
    return made;
  }

  /**
   * Looks for what could lose records.
   *
   * @param topic the topic
   * @param settings its settings, whoever has set them
   * @return everything that is wrong, each with what was expected and found; empty if it is safe
   */
  ImmutableList<String> findings(TopicDescription topic, Config settings) {
    MutableList<String> findings = Lists.mutable.empty();
    int partitions = topic.partitions().size();
    if (partitions != PARTITIONS) {
      findings.add("expected 1 partition, found " + partitions);
    }
    int replicas = replicas(topic);
    if (replicas < REPLICAS) {
      findings.add("expected at least %d replicas, found %d".formatted(REPLICAS, replicas));
    }
    for (Rule each : rules) {
      ConfigEntry entry = settings.get(each.name());
      String value = entry == null ? "" : entry.value();
      if (value == null || value.isEmpty()) {
        findings.add("expected %s, found nothing".formatted(each.expected()));
      } else if (!each.isSafe().test(value)) {
        findings.add("expected %s, found %s".formatted(each.expected(), value));
      }
    }
    if (minInSync(settings) > replicas) {
      findings.add(
          "expected min.insync.replicas of at most %d, as there are no more replicas, found %d"
              .formatted(replicas, minInSync(settings)));
    }
    return findings.toImmutable();
  }

  /**
   * Looks for what an operator should know of a topic that is safe.
   *
   * @param topic the topic
   * @param settings its settings
   * @return everything that should be known
   */
  ImmutableList<String> remarks(TopicDescription topic, Config settings) {
    MutableList<String> remarks = Lists.mutable.empty();
    if (minInSync(settings) == replicas(topic)) {
      remarks.add(
          "min.insync.replicas is that of all %d replicas: nothing can be stored while one is away"
              .formatted(replicas(topic)));
    }
    ConfigEntry flush = settings.get(TopicConfig.FLUSH_MESSAGES_INTERVAL_CONFIG);
    if (flush != null && !flush.value().equals("1")) {
      remarks.add(
          "flush.messages is not 1: a power cut of all brokers at once may lose what was"
              + " acknowledged");
    }
    return remarks.toImmutable();
  }

  private static int replicas(TopicDescription topic) {
    return topic.partitions().stream().mapToInt(each -> each.replicas().size()).min().orElse(0);
  }

  private static long minInSync(Config settings) {
    ConfigEntry entry = settings.get(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG);
    return entry == null ? 0 : Long.parseLong(entry.value());
  }
}
