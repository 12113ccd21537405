package org.bolillero.kafka;

import java.util.UUID;
import org.bolillero.storage.LogException;
import org.bolillero.storage.LogListener;
import org.bolillero.storage.LogOpener;
import org.bolillero.storage.SharedLogs;

/** Logs on brokers of Apache Kafka. */
public final class KafkaLogs implements SharedLogs.Provider {
  /** For {@link java.util.ServiceLoader}. */
  public KafkaLogs() {}

  @Override
  public String name() {
    return "kafka";
  }

  @Override
  public SharedLogs open(SharedLogs.Place place, SharedLogs.Office office, LogListener listener)
      throws LogException {
    return OfficeLogs.open(
        UUID.randomUUID(), topics(place, listener), office, Machine.REAL, listener);
  }

  @Override
  public long publish(
      SharedLogs.Place place,
      String office,
      int draw,
      int payloadBytesMax,
      LogOpener log,
      LogListener listener)
      throws LogException {
    try (KafkaTopics topics = topics(place, listener)) {
      var lead = new SharedRecord.Lead(UUID.randomUUID(), Machine.REAL.clock().instant(), office);
      Topic topic = topics.open(draw, payloadBytesMax);
      return Publication.run(draw, topic, log, lead, Machine.REAL, listener);
    }
  }

  private static KafkaTopics topics(SharedLogs.Place place, LogListener listener)
      throws LogException {
    return KafkaTopics.of(place, listener::warning);
  }
}
