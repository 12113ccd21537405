package org.bolillero.server;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.bolillero.console.Setting;
import org.bolillero.storage.SharedLogs;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
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

  @Mixin private final KafkaSettings kafka = new KafkaSettings();

  @Option(
      names = "--office-name",
      paramLabel = "NAME",
      description =
          "What this office is called where it says which one leads; by default, as its machine.")
  @Setting(key = "server.office_name")
  private @Nullable String name;

  /** Throws an {@link IllegalArgumentException} if they do not fit together. */
  void requireFit() {
    if (isShared() && !kafka.isGiven()) {
      throw new IllegalArgumentException(
          "log: expected --kafka as well, with the brokers that keep the logs");
    }
    if (!isShared() && kafka.isGiven()) {
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
    return kafka.place();
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
