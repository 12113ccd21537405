package org.bolillero.server;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.Optional;
import org.bolillero.console.Setting;
import org.bolillero.storage.SharedLogs;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where shared logs are: which brokers of Apache Kafka keep them, and on which terms. */
public final class KafkaSettings {
  @Option(
      names = "--kafka",
      paramLabel = "HOST:PORT,...",
      description = "Brokers to begin with; they tell of the others.")
  @Setting(key = "server.kafka")
  private @Nullable String servers;

  @Option(
      names = "--kafka-topic-prefix",
      paramLabel = "PREFIX",
      defaultValue = "bolillero-draw-",
      description = "Each draw has the topic of this name and its number; 0 is the office's own.")
  @Setting(key = "server.kafka_topic_prefix")
  private String prefix;

  @Option(
      names = "--kafka-properties",
      paramLabel = "FILE",
      description = "More settings of Kafka's client, such as those for TLS and SASL.")
  @Setting(key = "server.kafka_properties")
  private @Nullable Path properties;

  @Option(
      names = "--kafka-existing-topics",
      description = "Make no topics: somebody else makes them, as the office asks for.")
  @Setting(key = "server.kafka_existing_topics")
  private boolean isOnlyExisting;

  @Option(
      names = "--kafka-unforced",
      description = {
        "Accept topics whose brokers do not force what they acknowledge to their disks.",
        "Acknowledged bets are lost if all of them lose power at once."
      })
  @Setting(key = "server.kafka_unforced")
  private boolean isUnforcedAccepted;

  /** None given yet. */
  public KafkaSettings() {}

  boolean isGiven() {
    return servers != null;
  }

  /** Where the shared logs are. To be asked if any brokers are given. */
  SharedLogs.Place place() {
    return new SharedLogs.Place(
        requireNonNull(servers),
        prefix,
        Optional.ofNullable(properties),
        !isOnlyExisting,
        isUnforcedAccepted);
  }
}
