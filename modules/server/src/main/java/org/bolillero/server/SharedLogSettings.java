package org.bolillero.server;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Optional;
import org.bolillero.console.Setting;
import org.bolillero.storage.SharedLogs;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whether an office has its logs to itself, and where they are if it shares them with others. */
final class SharedLogSettings {
  @Option(
      names = "--log",
      paramLabel = "KIND",
      defaultValue = "disk",
      description = {
        "Keep the logs on this machine's disk, or on brokers of Apache Kafka with a replica on this"
            + " disk.",
        "With kafka, several offices share them, of which one leads and the others stand by."
      },
      converter = LogKindReader.class)
  @Setting(key = "server.log")
  private LogKind kind;

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

  @Option(
      names = "--office-name",
      paramLabel = "NAME",
      description =
          "What this office is called where it says which one leads; by default, as its machine.")
  @Setting(key = "server.office_name")
  private @Nullable String name;

  /** Throws an {@link IllegalArgumentException} if they do not fit together. */
  void requireFit() {
    if (isShared() && servers == null) {
      throw new IllegalArgumentException(
          "log: expected --kafka as well, with the brokers that keep the logs");
    }
    if (!isShared() && servers != null) {
      throw new IllegalArgumentException(
          "kafka: expected --log=kafka as well, or neither: the logs would be kept on this machine"
              + " alone");
    }
  }

  boolean isShared() {
    return kind != LogKind.DISK;
  }

  LogKind kind() {
    return kind;
  }

  /** Where the shared logs are. */
  SharedLogs.Place place() {
    return new SharedLogs.Place(
        String.valueOf(servers),
        prefix,
        Optional.ofNullable(properties),
        !isOnlyExisting,
        isUnforcedAccepted);
  }

  /** What the office is called. */
  String name() {
    return name == null ? machine() : name;
  }

  private static String machine() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException _) {
      return "office " + ProcessHandle.current().pid(); // A machine without a name of its own.
    }
  }
}
