package org.bolillero.server;

import java.util.Locale;

/** Where an office keeps its logs. */
enum LogKind {
  /** On this machine. */
  DISK,
  /** On the brokers of Apache Kafka, with a replica on this machine. */
  KAFKA;

  /** As the provider calls itself. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
