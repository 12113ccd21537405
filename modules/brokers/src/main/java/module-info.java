/**
 * Brokers of Apache Kafka on this machine, each in a process of its own, for the demonstration of
 * two offices and for the tests of the other modules: they can be killed, stopped for a while and
 * started again. Kafka itself is not in it, but in a folder that is named at the start.
 *
 * <p>Start reading at {@link org.bolillero.brokers.Brokers}.
 */
@org.jspecify.annotations.NullMarked
module org.bolillero.brokers {
  requires static org.jspecify;

  exports org.bolillero.brokers;
}
