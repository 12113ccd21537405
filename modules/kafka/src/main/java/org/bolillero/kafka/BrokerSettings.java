package org.bolillero.kafka;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.Optional;
import org.bolillero.storage.SharedLogs;

/**
 * Which brokers keep an office's topics, and on which terms. Whether they are good is found when
 * the topics are used.
 *
 * @param brokers where some of the brokers answer, as {@code HOST:PORT,HOST:PORT,…}; they know the
 *     others
 * @param prefix what the name of a topic begins with; its number follows
 * @param clientFile a file of Kafka's own settings of a connection, such as for TLS
 * @param mayMake whether topics are made that are not there
 * @param acceptsUnforced whether a topic will do whose brokers do not force each record to disk
 *     before it is stored: a power cut of all of them at once may then lose what was acknowledged
 */
public record BrokerSettings(
    String brokers,
    String prefix,
    Optional<Path> clientFile,
    boolean mayMake,
    boolean acceptsUnforced) {
  /** What the name of a topic begins with unless chosen otherwise. */
  public static final String PREFIX_DEFAULT = "bolillero-draw-";

  /** Checks that all of them are there. */
  public BrokerSettings {
    requireNonNull(brokers, "brokers");
    requireNonNull(prefix, "prefix");
    requireNonNull(clientFile, "clientFile");
  }

  /**
   * {@return settings with everything else unless chosen otherwise: topics are made, and only those
   * accepted that force}
   *
   * @param brokers where some of the brokers answer
   */
  public static BrokerSettings of(String brokers) {
    return new BrokerSettings(brokers, PREFIX_DEFAULT, Optional.empty(), true, false);
  }

  /**
   * {@return the settings of an office that shares its logs}
   *
   * @param place where the logs are
   */
  static BrokerSettings of(SharedLogs.Place place) {
    return new BrokerSettings(
        place.servers(),
        place.prefix(),
        place.properties(),
        place.isMade(),
        place.isUnforcedAccepted());
  }
}
