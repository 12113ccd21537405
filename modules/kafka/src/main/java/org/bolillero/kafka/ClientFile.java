package org.bolillero.kafka;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import org.bolillero.storage.LogException;
import org.bolillero.storage.LogException.Kind;
import org.eclipse.collections.api.factory.Maps;
import org.eclipse.collections.api.map.ImmutableMap;
import org.eclipse.collections.api.map.MutableMap;

/**
 * A file with which an operator says how to connect to the brokers, in Kafka's own words. Nothing
 * else can be set with it, as what a topic promises rests on the rest.
 */
final class ClientFile {
  private static final int BYTES_MAX = 1024 * 1024;

  private static final List<String> PREFIXES = List.of("security.", "ssl.", "sasl.");

  private static final List<String> NAMES =
      List.of(
          "client.dns.lookup",
          "connections.max.idle.ms",
          "receive.buffer.bytes",
          "send.buffer.bytes");

  private ClientFile() {}

  static ImmutableMap<String, Object> read(Path file) throws LogException {
    Properties properties = new Properties();
    try {
      if (Files.size(file) > BYTES_MAX) {
        throw unsuitable(file, "expected at most 1 MiB, found " + Files.size(file) + " bytes");
      }
      try (Reader reader = Files.newBufferedReader(file)) {
        properties.load(reader);
      }
    } catch (NoSuchFileException e) {
      throw new LogException(
          Kind.UNSUITABLE, file + ": expected settings of Kafka's client, found no such file", e);
    } catch (IOException | IllegalArgumentException e) {
      throw new LogException(
          Kind.UNSUITABLE,
          file + ": expected settings of Kafka's client, but cannot read it: " + e,
          e);
    }
    String refused =
        properties.stringPropertyNames().stream()
            .filter(each -> !isOfConnection(each))
            .sorted()
            .collect(Collectors.joining(", "));
    if (!refused.isEmpty()) {
      throw unsuitable(
          file,
          "expected only settings of the connection (%s…, %s), found %s"
              .formatted(String.join("…, ", PREFIXES), String.join(", ", NAMES), refused));
    }
    MutableMap<String, Object> settings = Maps.mutable.empty();
    properties
        .stringPropertyNames()
        .forEach(each -> settings.put(each, properties.getProperty(each)));
    return settings.toImmutable();
  }

  private static boolean isOfConnection(String name) {
    return NAMES.contains(name) || PREFIXES.stream().anyMatch(name::startsWith);
  }

  private static LogException unsuitable(Path file, String problem) {
    return new LogException(Kind.UNSUITABLE, file + ": " + problem);
  }
}
