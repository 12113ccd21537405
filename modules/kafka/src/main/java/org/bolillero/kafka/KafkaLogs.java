package org.bolillero.kafka;

import java.util.UUID;
import org.bolillero.storage.LogException;
import org.bolillero.storage.LogListener;
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
    KafkaTopics topics = KafkaTopics.of(BrokerSettings.of(place), listener::warning);
    return OfficeLogs.open(UUID.randomUUID(), topics, office, Machine.REAL, listener);
  }
}
