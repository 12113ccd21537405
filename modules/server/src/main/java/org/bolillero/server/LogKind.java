package org.bolillero.server;

/** Where an office keeps its logs. */
enum LogKind {
  /** On this machine. */
  DISK,
  /** On the brokers of Apache Kafka, with a replica on this machine. */
  KAFKA;

  /** As the provider calls itself. */
  String word() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
